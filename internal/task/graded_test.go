package task

import (
	"slices"
	"testing"
	"time"

	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// TestGraded: what the nightly check reads are the tasks that may have a line since a month began, each once and from an
// index.
func TestGraded(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s := New(Deps{DB: db})
	from := vncal.Date("2026-03-01").Start()
	var all []any
	var want []string
	for name, x := range map[string]struct {
		state   State
		due     vncal.Date
		updated time.Time
		wanted  bool
	}{
		"open":                     {InProgress, "2026-01-10", from.AddDate(0, -2, 0), true},
		"open, no deadline":        {Assigned, "", from.AddDate(0, -2, 0), true},
		"done since":               {Completed, "2026-01-10", from.Add(time.Hour), true},
		"done since, due later":    {Completed, "2026-03-10", from, true},
		"done before, due later":   {Completed, "2026-03-01", from.Add(-time.Hour), true},
		"done before, due before":  {Completed, "2026-02-28", from.Add(-time.Hour), false},
		"done before, no deadline": {Completed, "", from.Add(-time.Hour), false},
		"recalled since":           {Recalled, "2026-02-10", from.Add(time.Hour), true},
	} {
		for i := range 300 {
			row := Row{ID: name + string(rune('A'+i%26)) + string(rune('0'+i/26)), Agency: "root", Code: name + string(rune(i+'A')), State: x.state, Open: x.state.Open(), DueOn: x.due, DueAt: ends(x.due), UpdatedAt: x.updated}
			all = append(all, Task{Row: row, Vis: []string{"u:lan", "o:root", "o:division"}})
			if x.wanted {
				want = append(want, row.ID)
			}
		}
	}
	if _, err := s.store.tasks.InsertMany(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	var got []string
	mongotest.Plans(t, db, len(want)/3, func() {
		got = nil
		for id, err := range s.Graded(t.Context(), "root", from) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, id)
		}
	})
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%d tasks, want %d", len(got), len(want))
	}
	mongotest.Plans(t, db, 50, func() {
		if some, err := s.Whole(t.Context(), "root", want[:50]); err != nil || len(some) != 50 {
			t.Errorf("%d tasks read, %v", len(some), err)
		}
	})
	if none, err := s.Whole(t.Context(), "another", want[:50]); err != nil || len(none) != 0 {
		t.Errorf("%d tasks of another agency, %v", len(none), err)
	}
}
