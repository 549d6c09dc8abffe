package evaluation

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
)

// Graded returns the policy that grades a person in a month, quarter or year, and whether as a leader: as the stored sheet
// says, else as the person is posted. Errors: ErrMonth, ErrFuture, ErrNoPolicy.
func (s *Service) Graded(ctx context.Context, who identity.Person, p grading.Period) (grading.Policy, bool, error) {
	if long(p) {
		if _, err := s.longCourse(ctx, who.Agency, p); err != nil {
			return grading.Policy{}, false, err
		}
	} else if _, err := s.month(ctx, who.Agency, p); err != nil {
		return grading.Policy{}, false, err
	}
	sheet, err := s.store.Sheet(ctx, who.Agency, who.ID, p)
	if errors.Is(err, errs.ErrNotFound) {
		sheet, err = newSheet(who, p), nil
	}
	if err != nil {
		return grading.Policy{}, false, err
	}
	policies, err := s.policies.Of(ctx, who.Agency)
	if err != nil {
		return grading.Policy{}, false, err
	}
	policy, ok := policies.InForce(string(p.Last()), sheet.Class)
	if !ok {
		return grading.Policy{}, false, ErrNoPolicy
	}
	return policy, sheet.Leader, nil
}

// Follow has a person's sheet of a period follow the concluded facts that are recorded now (Điều 20 khoản 4); override calls it
// inside the transaction that records one. The sheet of a month that was opened again gets a new version, a closed month
// refuses. Of a quarter or year that is made the person gets the next version at once, and of the year made of that quarter;
// before that they are made of what is recorded then. Errors: ErrMonth, ErrFuture, ErrNoPolicy, ErrClosed.
func (s *Service) Follow(ctx context.Context, a access.Actor, who identity.Person, p grading.Period) error {
	if long(p) {
		return s.followLong(ctx, a, who, p)
	}
	m, err := s.month(ctx, a.Agency, p)
	if err != nil {
		return err
	}
	sheet, err := s.store.Sheet(ctx, a.Agency, who.ID, p)
	if errors.Is(err, errs.ErrNotFound) {
		sheet, err = newSheet(who, p), nil
	}
	switch {
	case err != nil:
		return err
	case m.State == Closed || sheet.Frozen != nil && m.Reopened == nil:
		return ErrClosed
	}
	facts, err := s.overrides.Facts(ctx, a.Agency, p, who.ID)
	if err != nil {
		return err
	}
	now, next := s.clock.Now(), sheet
	if sheet.Frozen != nil {
		next = sheet.reopened()
	}
	seen := next.Version
	next.Overrides = facts[who.ID]
	if m.ProposedAt != nil {
		superior, err := s.superior(ctx, a.Agency, who.ID)
		if err != nil {
			return err
		}
		next.awaits(superior, now)
	}
	next.Version, next.UpdatedAt = seen+1, now
	sc, err := s.score(ctx, who, m, next, now)
	if err != nil {
		return err
	}
	next.outcome(sc.Result)
	return s.store.PutSheet(ctx, seen, next)
}

// followLong makes the next version of a person's quarter or year that is made already.
func (s *Service) followLong(ctx context.Context, a access.Actor, who identity.Person, p grading.Period) error {
	all, err := s.longCourse(ctx, a.Agency, p)
	if err != nil {
		return err
	}
	c := closer{Service: s, by: a, now: s.clock.Now(), hold: func(context.Context) error { return nil }}
	for p := p; ; p = grading.YearOf(p.First()) {
		m := all.periodOf(p, c.now)
		if m.State != Closed {
			return nil
		}
		people, err := s.people.Members(ctx, m.Agency, m.Agency, p.Last())
		if err != nil {
			return err
		}
		people = slices.DeleteFunc(people, func(x identity.Person) bool { return x.ID != who.ID })
		if len(people) == 0 {
			return fmt.Errorf("%s in %s: %w", who.ID, p, ErrNoPolicy)
		}
		below := func(x identity.Person, _ []string) (*Managed, error) { return s.managed(ctx, x, p) }
		if err := c.makeBatch(ctx, all, m, people, newOutcomes(), below); err != nil {
			return err
		}
		if p.Annual() {
			return nil
		}
	}
}
