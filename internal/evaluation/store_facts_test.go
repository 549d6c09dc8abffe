package evaluation

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// sampleFacts are lines with every field set and with every optional one left out.
func sampleFacts() []Fact {
	late, pieces := time.Date(2026, 4, 30, 16, 59, 59, 999_000_000, time.UTC), int64(500)
	full := Fact{
		ID: factID("A", "2026-04", "P1", "T1"), Agency: "A", Task: "T1", Code: "NV-2026-000001", K: 1500, A: 3_000_000_000, D: 2000, Q: 1, F: &pieces,
		L: 2, LateAt: &late, DueOn: "2026-04-30", State: task.InProgress, CarriedFrom: "2026-03", Over: true,
		Show: Show{
			Title: "Báo cáo “quý I”", ProductCode: "BC-01", Product: "Báo cáo", Version: 2, PointsMilli: 15_000, Divisor: 10_000, SubmittedOn: "2026-04-02",
			Missed: []vncal.Date{"2026-04-01"}, Reviews: []Review{{On: "2026-04-03", By: "P9", Verdict: task.Met, Major: true, FailedMilli: 500}},
			Moves: []Move{{On: "2026-04-04", Due: "2026-04-30", By: "P9"}},
		},
	}
	return []Fact{full, {ID: factID("A", "2026-04", "P1", "T2"), Agency: "A", Task: "T2", State: task.Completed}}
}

// TestBareFact: what is read of a line without the driver's reflection is what the driver reads, but for Show; bytes that
// are no document are refused.
func TestBareFact(t *testing.T) {
	t.Parallel()
	for _, f := range sampleFacts() {
		raw, err := encoded(f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := bareFact(raw)
		want := f
		want.Show = Show{}
		if diff := cmp.Diff(want, got.Fact); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", f.ID, err, diff)
		}
		for _, n := range []int{3, 40, len(raw) - 9} {
			if _, err := bareFact(raw[:n]); err == nil {
				t.Errorf("%s: the first %d bytes of %d are read as a line", f.ID, n, len(raw))
			}
		}
	}
}

// TestFrozenSheetIsWhole: a sheet frozen with the bytes of its lines reads as one that was written by the driver.
func TestFrozenSheetIsWhole(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s, facts := newStore(db), sampleFacts()
	if err := s.PutFacts(t.Context(), facts, nil); err != nil {
		t.Fatal(err)
	}
	sheet := newSheet(identity.Person{ID: "P1", Agency: "A", Units: []string{"A", "B"}, SubjectClass: identity.CivilServant}, "2026-04")
	sheet.freeze(grading.Result{Status: grading.Scored, Policy: "nd335-2025@2", Total: "90.00"})
	sheet.Version, sheet.UpdatedAt = 1, time.Date(2026, 5, 13, 0, 0, 0, 0, time.UTC)
	for of, err := range s.OfMonth(t.Context(), "A", "2026-04") {
		if err != nil || of.Person != "P1" {
			t.Fatal(of.Person, err)
		}
		if err := db.WithTx(t.Context(), func(ctx context.Context) error {
			return s.PutSheets(ctx, []sheetChange{{facts: of.Facts, next: sheet}})
		}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Sheet(t.Context(), "A", "P1", "2026-04")
	if err != nil {
		t.Fatal(err)
	}
	stored, err := s.OfPerson(t.Context(), "A", "2026-04", "P1")
	if err != nil || len(stored) != len(facts) {
		t.Fatalf("%d lines, %v", len(stored), err)
	}
	want := sheet
	frozen := *sheet.Frozen
	frozen.Lines, want.Frozen = stored, &frozen
	want.Waiting, want.Outcome.Reasons = []string{}, []grading.Reason{} // nil is stored as an empty list
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the frozen sheet (-want +got):\n%s", diff)
	}
	byDriver, err := encoded(want)
	if err != nil {
		t.Fatal(err)
	}
	var again Sheet
	if err := bson.Unmarshal(byDriver, &again); err != nil || cmp.Diff(again, got) != "" {
		t.Errorf("written by the driver it reads otherwise: %v\n%s", err, cmp.Diff(again, got))
	}
	heads, err := s.SheetHeads(t.Context(), "A", []string{"P1"}, "2026-04")
	if err != nil || len(heads) != 1 || heads[0].Frozen == nil || heads[0].Frozen.Lines != nil || heads[0].Frozen.Hash != frozen.Hash {
		t.Errorf("the head of a frozen sheet: %+v, %v", heads, err)
	}
}
