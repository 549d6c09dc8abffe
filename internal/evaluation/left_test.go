package evaluation_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
)

// left writes what a score leaves out as "NV-2026-000001 early 2026-05".
func left(sc evaluation.Score) (all []string) {
	for _, l := range sc.Left {
		all = append(all, l.Fact.Code+" "+string(l.Why)+" "+string(l.Period))
	}
	return all
}

// TestLeftOut: work that one may look for in a month and that counts elsewhere is told with the month where it counts.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	early := w.approve(w.submit(w.give("2026-05-08", 1))) // done in April
	later := w.give("2026-04-29", 1)
	pending := w.submit(w.give("2026-04-28", 1))
	for _, tc := range []struct {
		what, at string
		month    grading.Period
		want     []string
	}{
		{"the running month", "2026-04-24 10:00", "2026-04", []string{later.Code + " not_due 2026-04", early.Code + " early 2026-05"}},
		{"the last day", "2026-04-29 10:00", "2026-04", []string{early.Code + " early 2026-05"}},
		{"the month of the deadline", "2026-05-04 10:00", "2026-05", nil},
	} {
		w.at(tc.at)
		if got := left(w.score(tc.month)); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.what, got, tc.want)
		}
	}
	w.advance("2026-05-20 00:30") // the month closes, undecided work moves on
	if got, want := left(w.score("2026-04")), pending.Code+" waiting 2026-05"; !slices.Contains(got, want) {
		t.Errorf("after the close: %v, want %s among them", got, want)
	}
}

// A sheet that was closed under the first version of the policy is read by it, byte for byte.
func TestClosedUnderVersion1(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-20", 10)
	w.advance("2026-05-20 00:30")
	now := w.score("2026-04")
	policies, err := grading.LoadPolicies()
	w.ok(err)
	v1, ok := policies.Find("nd335-2025@1")
	if !ok || now.Sheet.Frozen == nil || now.Result.Policy != "nd335-2025@2" {
		t.Fatalf("version 1: %t, frozen %v under %s", ok, now.Sheet.Frozen, now.Result.Policy)
	}
	facts := grading.Facts{Period: "2026-04", Subject: grading.Subject{Class: now.Sheet.Class, Leader: now.Sheet.Leader}}
	for _, f := range now.Lines {
		facts.Lines = append(facts.Lines, f.Line())
	}
	raw := v1.Grade(facts).Bytes()
	sum := sha256.Sum256(raw)
	_, err = w.db.Collection("sheets").UpdateOne(w.ctx, bson.M{"_id": now.Sheet.ID}, bson.M{"$set": bson.M{
		"frozen.policy": v1.Name(), "frozen.bytes": raw, "frozen.hash": hex.EncodeToString(sum[:]),
	}})
	w.ok(err)
	_, err = w.db.Collection("periods").UpdateOne(w.ctx, bson.M{"period": "2026-04"}, bson.M{"$set": bson.M{"policy": v1.Name(), "settings": v1.Settings}})
	w.ok(err)
	if old := w.score("2026-04"); old.Result.Policy != v1.Name() || string(old.Result.Bytes()) != string(raw) {
		t.Errorf("read as %s", old.Result.Bytes())
	}
}
