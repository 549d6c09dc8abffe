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
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Job returns the scheduled work on months: every day at 00:30 it does whatever is due by then, so that one missed day
// is caught up by the next.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: "evaluation-close", Spec: "30 0 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.units), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Advance(ctx, agency, r.Now, r.Hold)
	})}
}

// Advance does what is due in an agency's months at an instant: months that are over turn closing (proposals, lines
// frozen), their sheets wait for who gives points now, undecided work moves on after its cut-off, months are closed after
// the working days that the policy sets. Quarters and years are made when their last month is closed.
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
	policies, err := s.policies.Of(ctx, agency)
	if err != nil {
		return err
	}
	c := closer{Service: s, by: access.System(agency), now: now, hold: hold}
	open := true // every month before is closed
	for _, m := range due {
		if m, err = c.turn(ctx, m); err != nil {
			return fmt.Errorf("month %s turns closing: %w", m.Period, err)
		}
		if err := c.passOn(ctx, &m); err != nil {
			return fmt.Errorf("whom sheets of %s wait for: %w", m.Period, err)
		}
		if !now.Before(undecidedUntil(policies, cal, m.Period)) {
			if err := c.moveUndecided(ctx, m); err != nil {
				return fmt.Errorf("undecided work of %s: %w", m.Period, err)
			}
		}
		if !open || m.Ordered == nil && now.Before(closesBy(policies, cal, m)) {
			open = false // months close in order: what moves on from one lands in the next
			continue
		}
		if _, err := c.close(ctx, m); err != nil {
			return fmt.Errorf("close month %s: %w", m.Period, err)
		}
		s.log.InfoContext(ctx, "month closed", "agency", agency, "period", m.Period)
	}
	if err := c.makeLong(ctx, agency); err != nil {
		return fmt.Errorf("quarters and years: %w", err)
	}
	return nil
}

// closesBy returns when a month closes by itself: as many working days as the policy sets after its end, or after the day on
// which it was opened again.
func closesBy(policies grading.Policies, cal *vncal.Calendar, m Month) time.Time {
	from := m.Period.Last()
	if m.Reopened != nil {
		from = vncal.DateOf(m.Reopened.At)
	}
	days := policies.For(string(m.Period.Last()), identity.CivilServant).Settings.CloseWorkingDays.Value
	return cal.AddWorking(from, days).End()
}

// unclosed returns the months that are over and not closed, oldest first, whatever gaps those that were stored leave. They
// begin with the first month that was stored, or in which there was work or points: a new installation has nothing to say
// of the months before it.
func (s *Service) unclosed(ctx context.Context, agency string, now time.Time) ([]Month, error) {
	running := grading.MonthOf(vncal.DateOf(now))
	all, err := s.store.MonthsFrom(ctx, agency, firstMonth)
	if err != nil {
		return nil, err
	}
	first, ok, err := s.store.FirstMonth(ctx, agency)
	if err != nil {
		return nil, err
	}
	if !ok {
		first = running
	}
	stored := make(map[grading.Period]Month, len(all))
	for _, m := range all {
		stored[m.Period] = m
		first = min(first, m.Period)
	}
	var due []Month
	for p := first; p < running; p = p.Next() {
		m, ok := stored[p]
		if !ok {
			m = openMonth(agency, p)
		}
		if m.State != Closed {
			due = append(due, m)
		}
	}
	return due, nil
}

// firstMonth is before every month that an installation can have.
const firstMonth grading.Period = "2000-01"

// Close records the command to close a month before its working days have passed; the job carries it out in the
// background (CloseJob): work still undecided moves to the next month, whoever lacks points keeps needs_decision, and
// nothing changes afterwards. While people lack points and their superiors still have time, the first call only asks:
// another person who may confirm has to call too. version is the period's that the caller saw; nil closes whatever stands.
// Errors: ErrNotHR, ErrMonth, ErrFuture, ErrRunning, ErrEarlier, ErrClosed, ErrSecond, errs.ErrChanged.
func (s *Service) Close(ctx context.Context, a access.Actor, p grading.Period, version *int64) (Month, error) {
	m, err := s.closable(ctx, a, p)
	switch {
	case err != nil:
		return Month{}, err
	case version != nil && *version != m.Version:
		return Month{}, errs.ErrChanged.Having(m)
	case m.Ordered != nil:
		return m, nil
	}
	c := closer{Service: s, by: a, now: s.clock.Now(), hold: func(context.Context) error { return nil }}
	lacking, err := s.ungraded(ctx, m)
	if err != nil {
		return Month{}, err
	}
	needs, err := s.needsSecond(ctx, m, len(lacking))
	if err != nil {
		return Month{}, err
	}
	act := &Act{By: a.ID, Name: a.Name, At: c.now}
	e := journal.Entry{Action: actionOrdered}
	switch {
	case !needs || m.Asked != nil && m.Asked.By != a.ID:
		m.Ordered = act
	case m.Asked != nil:
		return Month{}, ErrSecond.Having(m)
	default:
		m.Asked, e.Action = act, actionAsked
		if e.Inbox, err = s.tellHeads(ctx, m); err != nil {
			return Month{}, err
		}
	}
	err = c.save(ctx, &m, &e)
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

// needsSecond reports whether a close wants a second person: people lack points, and the days for giving them have not
// passed.
func (s *Service) needsSecond(ctx context.Context, m Month, lacking int) (bool, error) {
	cal, err := s.calendars.Of(ctx, m.Agency)
	if err != nil || lacking == 0 {
		return false, err
	}
	policies, err := s.policies.Of(ctx, m.Agency)
	return err == nil && s.clock.Now().Before(closesBy(policies, cal, m)), err
}

// tellHeads asks the heads of the agency to confirm a close.
func (s *Service) tellHeads(ctx context.Context, m Month) (tell []journal.Message, err error) {
	heads, err := s.people.HeadsOf(ctx, m.Agency, m.Agency)
	for _, h := range heads {
		tell = append(tell, journal.Message{
			To: h.ID, Kind: actionAsked, Rule: actionAsked, Why: "head", Key: actionAsked + "|" + m.ID + "|" + h.ID,
			Params: map[string]string{"period": string(m.Period)},
		})
	}
	return tell, err
}

// CloseJob returns the job that carries out the commands of Close. Whoever commands also triggers it; its times are for
// what a failure or a restart has left.
func (s *Service) CloseJob() jobs.Job {
	return jobs.Job{Name: CommandJob, Spec: "*/10 * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.units), func(ctx context.Context, agency string, r jobs.Run) error {
		ordered, err := s.store.Ordered(ctx, agency)
		if err != nil {
			return err
		}
		if !ordered { // a close that was interrupted may have left a quarter or year to make
			all, err := s.course(ctx, agency)
			if err != nil || !all.unmade(vncal.DateOf(s.clock.Now())) {
				return err
			}
		}
		return s.Advance(ctx, agency, s.clock.Now(), r.Hold)
	})}
}

// CommandJob is the name of the job that closes months by command, as stored and shown.
const CommandJob = "evaluation-command"
