package evaluation

import (
	"fmt"
	"testing"

	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
)

// TestCheckPlan reads the lines of a batch of tasks among many by their index.
func TestCheckPlan(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s := newStore(db)
	var facts []any
	var ids []string
	for i := range 10_000 {
		id := fmt.Sprintf("T%05d", i)
		facts = append(facts, Fact{ID: factID("A", "2026-04", fmt.Sprintf("P%03d", i%500), id), Agency: "A", Task: id, State: task.Completed})
		if i%50 == 0 {
			ids = append(ids, id)
		}
	}
	if _, err := s.facts.InsertMany(t.Context(), facts); err != nil {
		t.Fatal(err)
	}
	mongotest.Plans(t, db, len(ids), func() {
		if got, err := s.OfTasks(t.Context(), "A", ids); err != nil || len(got) != checkBatch {
			t.Errorf("lines of %d tasks, %v, want %d", len(got), err, checkBatch)
		}
	})
}
