package recurring

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/recurrence"
	"congvu/pkg/vncal"
)

// JobName is the name of the job that gives recurring work, as stored and shown.
const JobName = "recurring-give"

// What was missed of one rule is made up for: the last ten days of it within sixty.
const (
	maxCatchUp = 10
	maxBack    = 60
)

// Job gives the work that comes today or came while nothing ran. root names the agency of the installation.
func (s *Service) Job(root func(ctx context.Context) (string, error)) jobs.Job {
	return jobs.Job{Name: JobName, Spec: "10 * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(root, func(ctx context.Context, agency string, r jobs.Run) error {
		return s.GiveDue(ctx, agency, r.Hold)
	})}
}

// GiveDue gives what comes by today, each day of each rule once however often it is called and by however many nodes. Of days that
// were missed the last ten of a rule within sixty are made up for. One failure does not stop the rest. hold is called in each transaction
// and refuses it when another node does the same work.
func (s *Service) GiveDue(ctx context.Context, agency string, hold func(context.Context) error) error {
	cal, err := s.deps.Calendars.Of(ctx, agency)
	if err != nil {
		return err
	}
	today := s.today()
	failed, first := 0, error(nil)
	for r, err := range s.store.DueBy(ctx, agency, today) {
		if err != nil {
			return fmt.Errorf("give recurring work: %w", err)
		}
		if err := s.giveAll(ctx, r, cal, today, hold); err != nil {
			if failed++; first == nil {
				first = fmt.Errorf("rule %s: %w", r.ID, err)
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d rules of recurring work not done, first: %w", failed, first)
	}
	return nil
}

// giveAll gives the work of one rule for each of its days by today, oldest first.
func (s *Service) giveAll(ctx context.Context, r Rule, cal *vncal.Calendar, today vncal.Date, hold func(context.Context) error) error {
	days, err := r.after(cal, max(r.Next, today.AddDays(-maxBack)), maxBack+1)
	if err != nil {
		return err
	}
	days = slices.DeleteFunc(days, func(d recurrence.Day) bool { return d.Date > today })
	if passed := len(days) - maxCatchUp; passed > 0 {
		r.Done, days = days[passed-1].Named, days[passed:]
	}
	if len(days) == 0 { // the calendar has moved it since
		_, err := s.advance(ctx, r, r, cal, today, hold)
		return ignoreChanged(err)
	}
	giver, err := s.deps.People.Actor(ctx, r.Giver)
	if errors.Is(err, errs.ErrNotFound) {
		return s.pause(ctx, r, ErrAssign, hold)
	}
	if err != nil {
		return err
	}
	for _, d := range days {
		next, err := s.give(ctx, giver, r, d, cal, today, hold)
		switch {
		case errors.Is(err, errs.ErrChanged): // the giver, or another node, was here meanwhile
			return nil
		case refused(err):
			return s.pause(ctx, r, err, hold)
		case err != nil:
			return err
		}
		r = next
	}
	return nil
}

// give gives the work of one day, and notes in the same transaction that it was given and when the rule comes next.
func (s *Service) give(ctx context.Context, giver access.Actor, r Rule, d recurrence.Day, cal *vncal.Calendar, today vncal.Date, hold func(context.Context) error) (Rule, error) {
	if !CanMake(giver) {
		return r, ErrAssign
	}
	done := r
	done.Done = d.Named
	var next Rule
	_, err := s.deps.Tasks.GiveAll(ctx, giver, []task.Input{r.Work.input(r.Words, max(d.Date, today))}, func(ctx context.Context, made []task.Task) error {
		if err := s.store.Given(ctx, r.ID, d.Named, d.Date, made[0].ID); err != nil {
			return err
		}
		done.Last = made[0].ID
		var err error
		next, err = s.advance(ctx, r, done, cal, today, hold)
		return err
	})
	if errors.Is(err, mongodb.ErrDuplicate) { // given already, by a run that was cut off before it could say so
		return s.advance(ctx, r, done, cal, today, hold)
	}
	return next, err
}

// advance stores that r was done through done.Done, and when it comes next: tomorrow at the earliest, or today when days of it
// are still to be given.
func (s *Service) advance(ctx context.Context, r, done Rule, cal *vncal.Calendar, today vncal.Date, hold func(context.Context) error) (Rule, error) {
	next, err := s.next(cal, done, r.Next)
	if err != nil {
		return r, err
	}
	if next.Next != "" && next.Next < today && next.Done == r.Done { // nothing of the past is left to be given
		if next, err = s.next(cal, done, today); err != nil {
			return r, err
		}
	}
	if next.Next == "" {
		next.State = Ended
	}
	next.Version, next.UpdatedAt = r.Version+1, s.deps.Clock.Now()
	return next, s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		if err := s.store.Put(ctx, r.Version, next); err != nil {
			return err
		}
		return s.deps.Journal.Write(ctx, journal.Entry{Action: "recurring.given", By: access.System(r.Agency)}.Of(r, next))
	})
}

// pause stops a rule whose work could not be given, and tells its giver why.
func (s *Service) pause(ctx context.Context, r Rule, why error, hold func(context.Context) error) error {
	next := r
	next.State, next.Why, next.Version, next.UpdatedAt = Paused, errs.As(why).Code, r.Version+1, s.deps.Clock.Now()
	err := s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		if err := s.store.Put(ctx, r.Version, next); err != nil {
			return err
		}
		return s.deps.Journal.Write(ctx, journal.Entry{
			Action: "recurring.paused", By: access.System(r.Agency),
			Inbox: []journal.Message{{To: r.Giver, Kind: "recurring.paused", Rule: "recurring.paused", Why: "assigner", Params: map[string]string{"words": r.Words}}},
		}.Of(r, next))
	})
	return ignoreChanged(err)
}

// refused reports whether an error says that the work may not be given, and not that something broke.
func refused(err error) bool {
	if err == nil {
		return false
	}
	switch errs.As(err).Kind {
	case errs.Invalid, errs.Forbidden, errs.NotFound, errs.Conflict:
		return !errors.Is(err, jobs.ErrLost)
	}
	return false
}

func ignoreChanged(err error) error {
	if errors.Is(err, errs.ErrChanged) {
		return nil
	}
	return err
}
