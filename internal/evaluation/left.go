package evaluation

import (
	"context"

	"congvu/internal/grading"
	"congvu/pkg/vncal"
)

// WhyLeft says why a piece of work is not among the lines of a month where somebody may look for it.
type WhyLeft string

// The reasons, as sent.
const (
	LeftEarly   WhyLeft = "early"   // accepted in this month, due in a later one: a line of the deadline's month
	LeftWaiting WhyLeft = "waiting" // waited for its approver at the month's cut-off: moved on, its lateness frozen
	LeftNotDue  WhyLeft = "not_due" // not handed in and due later in the running month
)

// Left is a line that was left out of a month, with the month where it counts.
type Left struct {
	Fact   Fact
	Why    WhyLeft
	Period grading.Period
}

// leftMonths is how far ahead work that was done early is looked for.
const leftMonths = 12

// left returns what a score leaves out of its month: of what was done early the line lies in the month of the deadline
// (spec/evaluation.md §2.11).
func (s *Service) left(ctx context.Context, sc Score) (left []Left, err error) {
	p := sc.Month.Period
	if sc.Month.State == Open {
		own, err := s.store.OfPerson(ctx, sc.Person.Agency, p, sc.Person.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range own {
			if !f.Counts(vncal.DateOf(sc.AsOf)) {
				left = append(left, Left{f, LeftNotDue, p})
			}
		}
	}
	later := make([]grading.Period, 0, leftMonths)
	for next := p.Next(); len(later) < leftMonths; next = next.Next() {
		later = append(later, next)
	}
	ahead, err := s.store.OfPersonIn(ctx, sc.Person.Agency, later, sc.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range ahead {
		switch {
		case f.CarriedFrom == p && (f.Pending() || f.Done()) && !sc.has(f.Task):
			left = append(left, Left{f, LeftWaiting, f.Period()})
		case f.CarriedFrom == "" && f.Done() && grading.MonthOf(f.decidedOn()) == p:
			left = append(left, Left{f, LeftEarly, f.Period()})
		}
	}
	return left, nil
}

// has reports whether a task is among the lines of the score.
func (sc Score) has(task string) bool {
	for _, f := range sc.Lines {
		if f.Task == task {
			return true
		}
	}
	return false
}

// decidedOn returns the day of the last decision about what was handed in, "" when there was none.
func (f Fact) decidedOn() vncal.Date {
	if n := len(f.Show.Reviews); n > 0 {
		return f.Show.Reviews[n-1].On
	}
	return ""
}
