package task

import (
	"fmt"
	"testing"

	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// TestPlanOfOpen: the nightly look at whom work waits for reads open work by its index, and no more.
func TestPlanOfOpen(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	const many = 400
	for i := range many {
		state := InProgress
		if i%4 == 0 {
			state = Completed
		}
		x := Task{Row: Row{ID: mongodb.NewID(), Agency: "province", Code: fmt.Sprint(i), State: state, Open: state.Open(), DueAt: noDeadline}}
		if _, err := db.Collection(Collection).InsertOne(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Deps{DB: db, Clock: clock.Fixed(local("2026-01-05 08:00"))})
	mongotest.Plans(t, db, many, func() {
		n := 0
		for _, err := range s.store.Open(t.Context(), "province") {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != many*3/4 {
			t.Errorf("%d open tasks", n)
		}
	})
}
