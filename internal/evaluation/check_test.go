package evaluation_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"congvu/internal/task"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/calendar"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/internal/realtime"
)

// checked runs the nightly check at a local time on a node of its own and returns that, what it logged and its error.
func (w *world) checked(local string) (*evaluation.Service, string, error) {
	w.t.Helper()
	w.at(local)
	var out bytes.Buffer
	policies, err := grading.LoadPolicies()
	w.ok(err)
	events := realtime.NewEvents(w.db)
	j := journal.New(w.db, w.clock, events, inbox.New(w.db, w.clock, events))
	s := evaluation.New(w.db, policies, w.people, org.New(w.db, j, w.clock), calendar.New(w.db, w.clock), j, w.clock,
		slog.New(slog.NewJSONHandler(&out, nil)))
	err = s.Check(w.tasks).Run(w.ctx, jobs.Run{At: w.clock.Now(), Now: w.clock.Now()})
	return s, out.String(), err
}

// facts returns the stored lines as they lie there.
func (w *world) facts() (all []bson.Raw) {
	w.t.Helper()
	cur, err := w.db.Collection("facts").Find(w.ctx, bson.M{})
	w.ok(err)
	w.ok(cur.All(w.ctx, &all))
	return all
}

// TestCheckAgrees: through the months' end, the cut-off and the close, what is stored is what the tasks give.
func TestCheckAgrees(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-04-02 09:00")
	w.approve(w.submit(w.give("2026-04-15", 1)))
	w.approve(w.submit(w.give("2026-06-15", 2))) // early: its line lies in June
	w.submit(w.give("2026-04-30", 3))            // undecided at the month's end
	w.give("2026-04-29", 4)                      // late
	w.give("2026-05-20", 5)
	back := w.submit(w.give("2026-04-20", 6))
	_, err := w.tasks.Return(w.ctx, w.head, back.ID, back.Version, "Thiếu số liệu quý I theo mẫu", true, task.Faulty{})
	w.ok(err)
	recalled := w.give("2026-04-20", 7)
	_, err = w.tasks.Recall(w.ctx, w.head, recalled.ID, recalled.Version, "Chuyển cho đơn vị khác làm")
	w.ok(err)
	for _, night := range []string{"2026-04-03", "2026-05-01", "2026-05-02", "2026-05-09", "2026-05-20", "2026-06-01", "2026-07-20"} {
		if _, _, err := w.checked(night + " 00:10"); night == "2026-05-01" && !errors.Is(err, evaluation.ErrUnturned) {
			t.Errorf("before April has turned: %v", err)
		}
		w.advance(night + " 00:30")
		if s, log, err := w.checked(night + " 02:00"); err != nil || log != "" || s.Drift() != 0 {
			t.Errorf("%s: %v, %s", night, err, log)
		}
	}
}

// TestCheckFinds a line that was changed, one that is missing and one too many, and leaves all as it is.
func TestCheckFinds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.advance("2026-04-02 00:30")
	changed, missing, twice := w.give("2026-04-15", 1), w.give("2026-04-16", 1), w.give("2026-04-17", 1)
	w.give("2026-04-20", 1)
	facts := w.db.Collection("facts")
	_, err := facts.UpdateOne(w.ctx, bson.M{"task": changed.ID}, bson.M{"$set": bson.M{"d": 1000}})
	w.ok(err)
	_, err = facts.DeleteOne(w.ctx, bson.M{"task": missing.ID})
	w.ok(err)
	var f evaluation.Fact
	w.ok(facts.FindOne(w.ctx, bson.M{"task": twice.ID}).Decode(&f))
	f.ID = strings.Replace(f.ID, "2026-04", "2026-05", 1)
	_, err = facts.InsertOne(w.ctx, f)
	w.ok(err)
	before := w.facts()

	s, log, err := w.checked("2026-04-03 02:00")
	if !errors.Is(err, evaluation.ErrDrift) || s.Drift() != 3 || strings.Count(log, "\n") != 3 {
		t.Errorf("%v, drift %d, log\n%s", err, s.Drift(), log)
	}
	for code, how := range map[string]string{changed.Code: "other", missing.Code: "missing", twice.Code: "superfluous"} {
		if !strings.Contains(log, `"level":"WARN"`) || !strings.Contains(log, `"task":"`+code+`"`) || !strings.Contains(log, `"how":"`+how+`"`) {
			t.Errorf("%s of %s is not in the log\n%s", how, code, log)
		}
	}
	after := w.facts()
	if len(after) != len(before) {
		t.Fatalf("%d lines after the check, %d before", len(after), len(before))
	}
	for i := range after {
		if !bytes.Equal(after[i], before[i]) {
			t.Errorf("the check changed\n%s", after[i])
		}
	}
}
