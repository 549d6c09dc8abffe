package task

import (
	"context"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Reopened says that an approval was taken back (mở lại): the submission counts as not decided well since then.
type Reopened struct {
	By     string    `bson:"by"`
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason"`
}

// ErrMonthClosed says that the month in which completed work counts is over and settled.
var ErrMonthClosed = errs.New(errs.Conflict, "task.month_closed", "the month in which the work counts is closed")

// Ended returns until when a submission waited or stood approved: the instant it was sent back or reopened, nil while it does.
func (s Submission) Ended() *time.Time {
	switch {
	case s.Decision == nil:
		return nil
	case s.Decision.Verdict == Returned:
		return &s.Decision.At
	case s.Decision.Reopened != nil:
		return &s.Decision.Reopened.At
	}
	return nil
}

// reopened returns completed work given back to its lead (mở lại), waiting for those in its place. The approval is undone: what
// was accepted and found faulty by it counts no more, and the clock is given back as after a return.
// Errors: ErrNotApprover, ErrState, ErrReason.
func (t Task) reopened(a access.Actor, reason string, waiting []string, now time.Time, cal *vncal.Calendar) (Task, error) {
	if err := allowed(a, t, ActReopen); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	submitted, undone := *t.SubmittedAt, *t.Submissions[len(t.Submissions)-1].Decision
	undone.Reopened = &Reopened{By: a.ID, At: now, Reason: reason}
	t.decide(undone)
	t.State, t.Open, t.SubmittedAt, t.ClosedAt, t.ClosedReason, t.UpdatedAt = InProgress, true, nil, nil, "", now
	t.Progress = undone.Progress
	t.giveBack(cal, DueReopened, submitted, a.ID, now)
	t.Back = &Back{By: a.ID, At: now, Reason: reason, Reopened: true}
	t.wait(waiting, now)
	t.show(waiting)
	t.Asked = true // until the lead reports or submits
	return t, nil
}

// Reopen takes the approval of completed work back (mở lại), with a reason, while the month in which it counts is open.
// Errors: ErrNotApprover, ErrState, ErrReason, ErrMonthClosed, ErrParent; errs.ErrChanged when version is stale; errs.ErrNotFound outside
// a's scope.
func (s *Service) Reopen(ctx context.Context, a access.Actor, id string, version int64, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if err := allowed(a, t, ActReopen); err != nil {
			return Task{}, act{}, err
		}
		next := t
		next.State = InProgress
		who, err := s.waiters(ctx, next)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err = t.reopened(a, fold.Clean(reason), who, m.now, m.cal)
		if err != nil {
			return Task{}, act{}, err
		}
		if t.Parent() != "" {
			if _, err := s.above(ctx, t); err != nil {
				return Task{}, act{}, err
			}
		}
		return next, act{verb: verbOf(ActReopen), reason: fold.Clean(reason), hold: s.unsettled(t, t)}, nil
	})
	return t, wrap("reopen", id, err)
}
