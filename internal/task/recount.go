package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// CalendarJob is the name of the job that counts deadlines anew once the calendar has changed.
const CalendarJob = "deadlines"

// recountBatch is how many tasks are looked at between two questions to the database.
const recountBatch = 500

// CalendarJob counts the deadlines of open work anew when they were counted by another calendar than the agency's present
// one: a new release of the table, a confirmed or imported day. It looks at the start of the program and every ten
// minutes; without a change that is one read of an index.
func (s *Service) CalendarJob() jobs.Job {
	return jobs.Job{Name: CalendarJob, Spec: "*/10 * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.deps.Units), func(ctx context.Context, agency string, r jobs.Run) error {
		_, err := s.Recount(ctx, agency, r.Hold)
		return err
	})}
}

// Recount counts the deadlines of an agency's open work by its present calendar and returns how many moved. Those who
// lead, gave and decide the work are told of a deadline that moved; the old one stays in the list of deadlines. Doing it
// again changes nothing, and an interrupted run goes on where it stopped. hold is called in each transaction and refuses
// it when another node does the same work.
//
// Legal source: Bộ luật Dân sự 91/2015/QH13 Điều 147, 148; a table of days off may change after a deadline was set
// (spec/calendar.md §1).
func (s *Service) Recount(ctx context.Context, agency string, hold func(context.Context) error) (moved int, err error) {
	cal, err := s.deps.Calendars.Now(ctx, agency)
	for err == nil {
		n, failed := s.recountBy(ctx, agency, cal, hold)
		moved += n
		if failed != nil {
			return moved, failed
		}
		counted := cal.Version() // a change made meanwhile found this job running, and began none
		if cal, err = s.deps.Calendars.Now(ctx, agency); err == nil && cal.Version() == counted {
			return moved, nil
		}
	}
	return moved, err
}

// recountBy is Recount by one calendar.
func (s *Service) recountBy(ctx context.Context, agency string, cal *vncal.Calendar, hold func(context.Context) error) (moved int, err error) {
	var first error
	for failed := 0; ; {
		tasks, err := s.store.Outdated(ctx, agency, cal.Version(), recountBatch)
		if err == nil {
			err = hold(ctx)
		}
		if err != nil {
			return moved, fmt.Errorf("count deadlines anew: %w", err)
		}
		before := failed
		failed = 0
		var same []string
		for _, t := range tasks {
			next, changed := t.recounted(cal, s.deps.Clock.Now())
			if !changed {
				same = append(same, t.ID)
				continue
			}
			switch err := s.recount(ctx, t, next, hold); {
			case err == nil:
				moved++
			case errors.Is(err, errs.ErrChanged): // somebody acted on it: it is looked at again
			default:
				if failed++; first == nil {
					first = fmt.Errorf("count the deadline of %s anew: %w", t.ID, err)
				}
			}
		}
		if err := s.store.Counted(ctx, agency, same, cal.Version()); err != nil {
			return moved, err
		}
		if len(tasks) < recountBatch || failed == len(tasks) || failed > 0 && failed == before {
			return moved, first
		}
	}
}

// recount stores a deadline that moved.
func (s *Service) recount(ctx context.Context, t, next Task, hold func(context.Context) error) error {
	_, err := s.save(ctx, access.System(t.Agency), t, next, act{
		verb: recounting, hold: hold,
		params: map[string]string{"was": t.DueOn.Display(), "due": next.DueOn.Display()},
	})
	return err
}

// recounted returns t with the deadline in force counted by cal, and whether that moved it. A fixed date is never moved,
// and no deadline is moved back to a day that has already passed.
func (t Task) recounted(cal *vncal.Calendar, now time.Time) (Task, bool) {
	t.Calendar = cal.Version()
	basis, agreed := t.basis(), t.agreed()
	rule := t.DueRule
	counted := agreed.Why == DueOriginal && rule.Kind.Counted()
	if !t.State.Given() || basis.On == "" || !basis.Why.givesBack() && !counted || basis.Why.givesBack() && basis.Left == 0 {
		return t, false
	}
	on := agreed.On // of a day that was named, after which the clock was given back
	if counted {
		d, err := cal.Due(rule)
		if err != nil { // beyond the last year of a date: as it was
			return t, false
		}
		on = d.Due
	}
	if basis.Why.givesBack() {
		on = max(on, cal.AddWorking(vncal.DateOf(basis.At), basis.Left))
	}
	if on == t.DueOn || on < t.DueOn && !ends(on).After(now) {
		return t, false
	}
	t.setDue(on)
	t.UpdatedAt = now
	t.Dues = append(clip(t.Dues), Due{On: on, Why: DueCalendar, By: access.SystemID, At: now})
	return t, true
}

// toConcerned tells everybody whom a moved deadline concerns: those who take part, who gave the work and who decides it.
func toConcerned(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error) {
	all, err := toTakers(ctx, s, prev, t)
	if err != nil {
		return nil, err
	}
	for _, p := range []struct{ person, why string }{{t.AssignedBy, "assigner"}, {t.Approver, "approver"}} {
		if !slices.ContainsFunc(all, func(m journal.Message) bool { return m.To == p.person }) {
			all = append(all, journal.Message{To: p.person, Why: p.why})
		}
	}
	return all, nil
}
