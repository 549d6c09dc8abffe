package evaluation

import (
	"fmt"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
)

// TestMonthPlans reads from 20,000 facts and as many sheets: every query is an indexed read of what it returns.
func TestMonthPlans(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s, ctx := newStore(db), t.Context()
	people := make([]string, 1000)
	var facts, sheets []any
	for i := range people {
		people[i] = fmt.Sprintf("P%04d", i)
		who := identity.Person{ID: people[i], Agency: "A", Units: []string{"A", fmt.Sprintf("U%02d", i/20)}}
		who.Primary.Role = access.Officer
		for m := range 20 {
			p := grading.Period(fmt.Sprintf("%d-%02d", 2025+m/12, m%12+1))
			id := fmt.Sprintf("T%04d", i*20+m)
			state := task.Completed
			if i%50 == 0 {
				state = task.Submitted
			}
			facts = append(facts, Fact{ID: factID("A", p, people[i], id), Agency: "A", Task: id, K: 1000, A: 1000, State: state})
			sh := newSheet(who, p)
			sh.Outcome.Status = grading.NeedsDecision
			sh.awaits(fmt.Sprintf("P%04d", i/20*20), time.Now())
			sheets = append(sheets, sh)
		}
	}
	if _, err := s.facts.InsertMany(ctx, facts); err != nil {
		t.Fatal(err)
	}
	if _, err := s.sheets.InsertMany(ctx, sheets); err != nil {
		t.Fatal(err)
	}
	for p := grading.Period("2016-01"); p < "2026-09"; p = p.Next() {
		if err := s.PutMonth(ctx, 0, openMonth("A", p)); err != nil {
			t.Fatal(err)
		}
	}
	unit := people[980:]
	for name, read := range map[string]struct {
		limit int // rows that the read returns
		do    func() (int, error)
	}{
		"a person's month": {1, func() (int, error) { got, err := s.OfPerson(ctx, "A", "2026-08", "P0990"); return len(got), err }},
		"a person's months": {8, func() (int, error) {
			got, err := s.OfPersonIn(ctx, "A", []grading.Period{"2025-01", "2025-02", "2025-03", "2025-11", "2026-05", "2026-06", "2026-07", "2026-08", "2026-12"}, "P0990")
			return len(got), err
		}},
		"lines of people": {20, func() (int, error) { got, err := s.OfPeople(ctx, "A", "2026-08", unit); return len(got), err }},
		"people managed": {19, func() (int, error) {
			m, err := s.Managed(ctx, "A", "2026-08", []string{"U49"}, "P0990")
			return m.Scored + m.Unscored, err
		}},
		"lines of a task": {1, func() (int, error) { got, err := s.OfTask(ctx, "A", "T19990"); return len(got), err }},
		"an agency's month": {1000, func() (n int, err error) {
			for _, err = range s.OfMonth(ctx, "A", "2026-08") {
				n++
			}
			return n, err
		}},
		"periods":          {36, func() (int, error) { got, err := s.Months(ctx, "A", 36); return len(got), err }},
		"periods from":     {8, func() (int, error) { got, err := s.MonthsFrom(ctx, "A", "2026-01"); return len(got), err }},
		"sheets of a unit": {20, func() (int, error) { got, err := s.Sheets(ctx, "A", unit, "2026-08"); return len(got), err }},
		"trends of a unit": {160, func() (int, error) {
			got, err := s.Outcomes(ctx, "A", unit, "2026-01", "2026-08")
			return len(got), err
		}},
		"a person's sheet": {1, func() (int, error) { _, err := s.Sheet(ctx, "A", "P0990", "2026-08"); return 1, err }},
		"waiting for me":   {20, func() (int, error) { got, err := s.Waiting(ctx, "A", "P0980"); return len(got), err }},
		"ungraded people":  {1000, func() (int, error) { got, err := s.Lacking(ctx, "A", "2026-08"); return len(got), err }},
		"undecided work":   {20, func() (int, error) { return s.Undecided(ctx, "A", "2026-08") }},
		"first month": {1, func() (int, error) {
			p, ok, err := s.FirstMonth(ctx, "A")
			if !ok || p > "2026-08" {
				t.Errorf("the first month is %q", p)
			}
			return 1, err
		}},
		"raters of a month": {50, func() (int, error) { got, err := s.Raters(ctx, "A", "2026-08"); return len(got), err }},
	} {
		limit := read.limit
		if name == "waiting for me" || name == "raters of a month" { // groups: 20 sheets make one row
			limit *= 20
		}
		mongotest.Plans(t, db, limit, func() {
			if n, err := read.do(); err != nil || n != read.limit {
				t.Errorf("%s: %d rows, %v, want %d", name, n, err, read.limit)
			}
		})
	}
}
