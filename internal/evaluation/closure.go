package evaluation

import (
	"context"

	"congvu/internal/access"
	"congvu/internal/grading"
)

// Closure is what closing a month would do now, to the whole agency and for good.
type Closure struct {
	Month     Month
	Ungraded  int // people who are graded and have no general points yet: they would stay needs_decision
	Undecided int // pieces of work that wait for their approver: they would move to the next month
}

// Closure tells a personnel officer what closing a month would do, before it is done.
// Errors: those of Close but errs.ErrChanged.
func (s *Service) Closure(ctx context.Context, a access.Actor, p grading.Period) (Closure, error) {
	m, err := s.closable(ctx, a, p)
	if err != nil {
		return Closure{}, err
	}
	c := Closure{Month: m}
	if c.Ungraded, err = s.ungraded(ctx, m); err != nil {
		return Closure{}, err
	}
	c.Undecided, err = s.store.Undecided(ctx, m.Agency, p)
	return c, err
}

// closable returns a month that a may close now. Errors: ErrNotHR, ErrMonth, ErrFuture, ErrRunning, ErrClosed.
func (s *Service) closable(ctx context.Context, a access.Actor, p grading.Period) (Month, error) {
	if !CanClose(a) {
		return Month{}, ErrNotHR
	}
	m, err := s.month(ctx, a.Agency, p)
	switch {
	case err != nil:
		return Month{}, err
	case s.clock.Now().Before(p.Last().End()):
		return Month{}, ErrRunning.Having(m)
	case m.State == Closed:
		return Month{}, ErrClosed.Having(m)
	}
	return m, nil
}

// ungraded counts who still lacks general points in a month that is over. Once its proposals are written the sheets say
// so; in the minutes before that it is everybody graded by a policy whose sheet has no points.
func (s *Service) ungraded(ctx context.Context, m Month) (int, error) {
	if m.ProposedAt != nil {
		return s.store.Ungraded(ctx, m.Agency, m.Period)
	}
	last := m.Period.Last()
	people, err := s.people.Members(ctx, m.Agency, m.Agency, last)
	if err != nil {
		return 0, err
	}
	var graded []string
	for _, who := range people {
		if _, ok := s.policies.InForce(string(last), who.SubjectClass); ok {
			graded = append(graded, who.ID)
		}
	}
	sheets, err := s.store.Sheets(ctx, m.Agency, graded, m.Period)
	without := len(graded)
	for _, sh := range sheets {
		if sh.General != nil {
			without--
		}
	}
	return without, err
}
