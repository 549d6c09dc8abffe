package task

import (
	"fmt"
	"testing"

	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// TestPlanOfPartsDue: the morning's look at parts reads those that are due by their index, and no more.
func TestPlanOfPartsDue(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	const many = 400
	for i := range many {
		x := Task{Row: Row{ID: mongodb.NewID(), Agency: "province", Code: fmt.Sprint(i), State: InProgress, Open: true, DueAt: noDeadline}}
		if i%2 == 0 {
			day := vncal.Date("2026-03-02").AddDays(i / 20)
			x.Coordinators = []Part{{Person: "lan"}, {Person: "minh", DueOn: day, Dues: []Due{{On: day}}}, {Person: "hoa", DueOn: "2026-12-31", Dues: []Due{{On: "2026-12-31"}}}}
		}
		if _, err := db.Collection(Collection).InsertOne(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Deps{DB: db, Clock: clock.Fixed(local("2026-01-05 08:00"))})
	mongotest.Plans(t, db, 21, func() {
		n := 0
		for x, err := range s.OpenPartsDue(t.Context(), "province", "2026-03-03", "2026-03-04") {
			if err != nil {
				t.Fatal(err)
			}
			if parts := x.OpenParts(); len(parts) != 3 || !parts[1].Own || parts[0].Own || parts[1].Waiting[0] != "minh" {
				t.Errorf("%+v", parts)
			}
			n++
		}
		if n != 20 {
			t.Errorf("%d tasks with a part due", n)
		}
	})
}

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
