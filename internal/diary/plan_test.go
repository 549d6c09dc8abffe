package diary

import (
	"fmt"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// TestPlans fills the collection with 20,000 days of 100 people and asks for each list deep inside it.
func TestPlans(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s := newStore(db)
	since := at("2026-01-05 17:00")
	var days []any
	for p := range 100 {
		person := fmt.Sprintf("p%02d", p)
		for n := range 200 {
			day := vncal.Date("2025-09-01").AddDays(n)
			d := Day{
				ID: DayID(person, day), Agency: "tinh", Person: person, Date: day, Version: 1, State: StateConfirmed,
				Vis: []string{"u:" + person, "d:tinh", "d:phong"}, Entries: []Entry{{Text: "a"}},
			}
			if n%2 == 0 {
				d.State, d.Waiting, d.WaitingSince = StateSubmitted, []string{"head"}, &since
			}
			days = append(days, d)
		}
	}
	for some := range slices.Chunk(days, 1000) { // all at once would take a busy machine longer than one operation may
		if _, err := s.days.InsertMany(t.Context(), some); err != nil {
			t.Fatal(err)
		}
	}
	people := make([]string, 40)
	for i := range people {
		people[i] = fmt.Sprintf("p%02d", i+50)
	}
	mongotest.Plans(t, db, 31, func() {
		if got, err := s.Range(t.Context(), "tinh", "p77", "2026-01-01", "2026-01-31"); err != nil || len(got) != 31 {
			t.Errorf("Range = %d rows, %v", len(got), err)
		}
	})
	mongotest.Plans(t, db, 1, func() {
		if got, err := s.First(t.Context(), "tinh", "p77"); err != nil || got != "2025-09-01" {
			t.Errorf("First = %s, %v", got, err)
		}
		if _, err := s.Get(t.Context(), actorTokens("p77"), "p77", "2026-01-31"); err != nil {
			t.Errorf("Get = %v", err)
		}
	})
	mongotest.Plans(t, db, 10, func() {
		if got, err := s.Earlier(t.Context(), "tinh", "p77", "2026-01-31", 10); err != nil || len(got) != 10 {
			t.Errorf("Earlier = %d rows, %v", len(got), err)
		}
	})
	mongotest.Plans(t, db, len(people), func() {
		if got, err := s.Of(t.Context(), actorTokens("p77"), people, "2026-01-31"); err != nil || len(got) != 1 {
			t.Errorf("Of = %d rows, %v; want only the visible one", len(got), err)
		}
		if got, err := s.Written(t.Context(), "tinh", people, "2026-01-31"); err != nil || len(got) != len(people) {
			t.Errorf("Written = %d people, %v", len(got), err)
		}
	})
	mongotest.Plans(t, db, 100, func() {
		if got, err := s.Waiting(t.Context(), access.Tokens{Agency: "tinh", Self: "head"}, 100); err != nil || len(got) != 100 {
			t.Errorf("Waiting = %d rows, %v", len(got), err)
		}
	})
	mongotest.Plans(t, db, 10_000, func() {
		n := 0
		for _, err := range s.Undecided(t.Context(), "tinh") {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 10_000 {
			t.Errorf("Undecided = %d rows", n)
		}
	})
	mongotest.Plans(t, db, 1000, func() {
		if got, err := s.CountWaiting(t.Context(), access.Tokens{Agency: "tinh", Self: "head"}, 1000); err != nil || got != 1000 {
			t.Errorf("CountWaiting = %d, %v; want it to stop at 1,000", got, err)
		}
	})
}

// actorTokens are the tokens of somebody without a post.
func actorTokens(person string) access.Tokens {
	return access.Actor{ID: person, Agency: "tinh"}.Tokens()
}
