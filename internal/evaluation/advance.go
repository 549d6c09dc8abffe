package evaluation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Job returns the scheduled work on months: every day at 00:30 it does whatever is due by then, so that one missed day
// is caught up by the next.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: "evaluation-close", Spec: "30 0 * * *", Policy: jobs.Latest(), Run: func(ctx context.Context, r jobs.Run) error {
		root, err := s.units.Agency(ctx)
		if errors.Is(err, org.ErrNoneIn) {
			return nil // a new installation
		}
		if err != nil {
			return err
		}
		return s.Advance(ctx, root.ID, r.Now, r.Hold)
	}}
}

// Advance does what is due in an agency's months at an instant: months that are over turn closing (proposals, lines
// frozen), their sheets wait for who gives points now, undecided work moves on after its cut-off, months are closed after
// the working days that the policy sets.
// hold is called inside each transaction and refuses it when another node does the same work; nil when nobody can.
func (s *Service) Advance(ctx context.Context, agency string, now time.Time, hold func(context.Context) error) error {
	if hold == nil {
		hold = func(context.Context) error { return nil }
	}
	due, err := s.unclosed(ctx, agency, now)
	if err != nil {
		return err
	}
	cal, err := s.calendars.Of(ctx, agency)
	if err != nil {
		return err
	}
	c := closer{Service: s, by: access.System(agency), now: now, hold: hold}
	for _, m := range due {
		if m, err = c.turn(ctx, m); err != nil {
			return fmt.Errorf("month %s turns closing: %w", m.Period, err)
		}
		if err := c.passOn(ctx, m); err != nil {
			return fmt.Errorf("whom sheets of %s wait for: %w", m.Period, err)
		}
		if !now.Before(s.cutoff(cal, m.Period)) {
			if err := c.moveUndecided(ctx, m); err != nil {
				return fmt.Errorf("undecided work of %s: %w", m.Period, err)
			}
		}
		days := s.policies.For(string(m.Period.Last()), identity.CivilServant).Settings.CloseWorkingDays.Value
		if now.Before(cal.AddWorking(m.Period.Last(), days).End()) {
			continue
		}
		if _, err := c.close(ctx, m); err != nil {
			return fmt.Errorf("close month %s: %w", m.Period, err)
		}
		s.log.InfoContext(ctx, "month closed", "agency", agency, "period", m.Period)
	}
	return nil
}

// unclosed returns the months that are over and not closed, oldest first: those that turned closing, and every month
// between the last of them and the running one. Before any month was stored they begin with the first in which there was
// work or points: a new installation has nothing to say of the months before it.
func (s *Service) unclosed(ctx context.Context, agency string, now time.Time) ([]Month, error) {
	running := grading.MonthOf(vncal.DateOf(now))
	stored, err := s.store.Months(ctx, agency, 36)
	if err != nil {
		return nil, err
	}
	var due []Month
	next := running
	if len(stored) == 0 {
		first, ok, err := s.store.FirstMonth(ctx, agency)
		if err != nil {
			return nil, err
		}
		if ok {
			next = first
		}
	}
	for i := len(stored) - 1; i >= 0; i-- {
		if m := stored[i]; m.Period < running {
			if m.State != Closed {
				due = append(due, m)
			}
			next = m.Period.Next()
		}
	}
	for ; next < running; next = next.Next() {
		due = append(due, openMonth(agency, next))
	}
	return due, nil
}

// Close closes a month by a personnel officer's command, before its working days have passed: work still undecided
// moves to the next month, whoever lacks points keeps needs_decision, and nothing changes afterwards.
// version is the period's that the caller saw; nil closes whatever stands.
// Errors: ErrNotHR, ErrMonth, ErrFuture, ErrRunning, ErrClosed, errs.ErrChanged.
func (s *Service) Close(ctx context.Context, a access.Actor, p grading.Period, version *int64) (Month, error) {
	m, err := s.closable(ctx, a, p)
	if err != nil {
		return Month{}, err
	}
	if version != nil && *version != m.Version {
		return Month{}, errs.ErrChanged.Having(m)
	}
	c := closer{Service: s, by: a, now: s.clock.Now(), hold: func(context.Context) error { return nil }}
	if m, err = c.turn(ctx, m); err == nil {
		m, err = c.close(ctx, m)
	}
	if errors.Is(err, errs.ErrChanged) { // the nightly job or another officer was faster
		if stored, again := s.store.Month(ctx, a.Agency, p); again == nil {
			return Month{}, errs.ErrChanged.Having(stored)
		}
	}
	if err != nil {
		return Month{}, fmt.Errorf("close month %s: %w", p, err)
	}
	return m, nil
}
