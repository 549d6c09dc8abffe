package task

import (
	"context"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/org"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Pause says that work rests (tạm dừng): since when, until which day and why, and what it was before.
type Pause struct {
	By     string     `bson:"by"`
	At     time.Time  `bson:"at"`
	Until  vncal.Date `bson:"until"` // the day on which it goes on by itself
	Reason string     `bson:"reason"`
	From   State      `bson:"from"`          // where it goes on
	Due    vncal.Date `bson:"due,omitempty"` // the deadline that the pause has shifted; "" when it shifted none
}

// Standing is where the work stands whether it rests or not: the state, of paused work the one in which it goes on.
func (r Row) Standing() State {
	if r.State == Paused && r.Paused != nil {
		return r.Paused.From
	}
	return r.State
}

// paused returns t resting until a day (tạm dừng), which lies with those who decide. A deadline that has not ended is shifted
// by the working days of the pause; one that has is missed already, and the clock of work that was handed in stands still
// anyway. Errors: ErrNotApprover, ErrState, ErrExtension, ErrReason; errs.ErrInvalid at "until".
func (t Task) paused(a access.Actor, until vncal.Date, reason string, deciders []string, now time.Time, cal *vncal.Calendar) (Task, error) {
	if err := allowed(a, t, ActPause); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	today := vncal.DateOf(now)
	switch last := farthest(today); {
	case !until.Valid():
		return Task{}, errs.ErrInvalid.At("until", "format")
	case until <= today:
		return Task{}, errs.ErrInvalid.At("until", "after_today")
	case until > last:
		return Task{}, errs.ErrInvalid.With(errs.Field{Path: "until", Code: "too_far", Args: map[string]string{"max": last.Display()}})
	}
	p := Pause{By: a.ID, At: now, Until: until, Reason: reason, From: t.State}
	if t.State != Submitted && t.DueOn != "" && t.DueAt.After(now) {
		p.Due = t.DueOn
		on := max(cal.AddWorking(t.DueOn, rested(cal, today, until)), until) // it never ends while the work rests
		t.setDue(on)
		t.Dues = append(clip(t.Dues), Due{On: on, Why: DuePaused, By: a.ID, At: now})
	}
	t.restParts(DuePaused, a.ID, now, func(p Part) vncal.Date {
		if !ends(p.DueOn).After(now) {
			return ""
		}
		return max(cal.AddWorking(p.DueOn, rested(cal, today, until)), until)
	})
	t.State, t.Paused, t.UpdatedAt = Paused, &p, now
	t.wait(deciders, now)
	t.show(deciders)
	return t, nil
}

// resumed returns t going on where it was before its pause (tiếp tục), waiting for those whose act comes next there. Of a pause
// that ends before its day the deadline is shifted by the days it took. Errors: ErrNotApprover, ErrState.
func (t Task) resumed(a access.Actor, waiting []string, now time.Time, cal *vncal.Calendar) (Task, error) {
	if err := allowed(a, t, ActResume); err != nil {
		return Task{}, err
	}
	return t.goneOn(a.ID, waiting, now, cal), nil
}

// goneOn is resumed without the question who may: the job that ends pauses on their day asks nobody.
func (t Task) goneOn(by string, waiting []string, now time.Time, cal *vncal.Calendar) Task {
	p, today := *t.Paused, vncal.DateOf(now)
	if p.Due != "" && today < p.Until {
		on := max(cal.AddWorking(p.Due, rested(cal, vncal.DateOf(p.At), today)), today)
		if on != t.DueOn {
			t.setDue(on)
			t.Dues = append(clip(t.Dues), Due{On: on, Why: DueResumed, By: by, At: now})
		}
	}
	if today < p.Until {
		t.restParts(DueResumed, by, now, func(part Part) vncal.Date {
			n := len(part.Dues)
			if part.Dues[n-1].Why != DuePaused || n < 2 {
				return ""
			}
			return max(cal.AddWorking(part.Dues[n-2].On, rested(cal, vncal.DateOf(p.At), today)), today)
		})
	}
	t.State, t.Paused, t.UpdatedAt = p.From, nil, now
	t.wait(waiting, now)
	t.show(waiting)
	return t
}

// rested counts the working days on which work rests that goes on on a day: the first of them is that of the pause, the last the
// one before.
func rested(cal *vncal.Calendar, from, until vncal.Date) int {
	return cal.WorkingDaysBetween(from.AddDays(-1), until.AddDays(-1))
}

// onward returns t as it goes on after its pause, to be asked whom it waits for then.
func (t Task) onward() Task {
	t.State, t.Paused = t.Standing(), nil
	return t
}

// pausedUntil returns until when work rests, and the deadline then.
func pausedUntil(t Task) map[string]string {
	return map[string]string{"until": t.Paused.Until.Display(), "due": t.DueOn.Display()}
}

// dueNow returns the deadline in force.
func dueNow(t Task) map[string]string { return map[string]string{"due": t.DueOn.Display()} }

// Pause lets given work rest until a day, on which it goes on by itself (tạm dừng). Errors: ErrNotApprover, ErrState,
// ErrExtension, ErrReason; errs.ErrInvalid at "until"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Pause(ctx context.Context, a access.Actor, id string, version int64, until vncal.Date, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		who, err := s.decidersFor(ctx, a, t, ActPause)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.paused(a, until, fold.Clean(reason), who, m.now, m.cal)
		return next, act{verb: verbOf(ActPause), reason: fold.Clean(reason)}, err
	})
	return t, wrap("pause", id, err)
}

// Resume lets paused work go on before its day (tiếp tục). Errors: ErrNotApprover, ErrState; errs.ErrChanged when version is
// stale; errs.ErrNotFound outside a's scope.
func (s *Service) Resume(ctx context.Context, a access.Actor, id string, version int64) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if err := allowed(a, t, ActResume); err != nil {
			return Task{}, act{}, err
		}
		who, err := s.waiters(ctx, t.onward())
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.resumed(a, who, m.now, m.cal)
		return next, act{verb: verbOf(ActResume)}, err
	})
	return t, wrap("resume", id, err)
}

// ResumeJobName is the name of the job that ends pauses, as stored and shown.
const ResumeJobName = "task-resume"

// ResumeJob lets paused work go on by itself on its day. A missed night is made up for once: what counts is the day it is now.
func (s *Service) ResumeJob() jobs.Job {
	return jobs.Job{Name: ResumeJobName, Spec: "5 0 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.deps.Units), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.ResumeDue(ctx, agency, r.Hold)
	})}
}

// ResumeDue lets go on what rests in an agency until today or an earlier day; doing it again changes nothing. Each task is a
// transaction of its own, and one failure does not stop the rest. hold is called in each transaction and refuses it when
// another node does the same work.
func (s *Service) ResumeDue(ctx context.Context, agency string, hold func(context.Context) error) error {
	m, err := s.moment(ctx, agency)
	if err != nil {
		return err
	}
	failed, first := 0, error(nil)
	for t, err := range s.store.Resting(ctx, agency, vncal.DateOf(m.now)) {
		if err != nil {
			return fmt.Errorf("end pauses: %w", err)
		}
		if err := s.resume(ctx, t, m, hold); err != nil {
			if failed++; first == nil {
				first = fmt.Errorf("resume task %s: %w", t.ID, err)
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d tasks not resumed, first: %w", failed, first)
	}
	return nil
}

// resume lets one task go on. Whoever acted on it meanwhile has ended the pause.
func (s *Service) resume(ctx context.Context, t Task, m moment, hold func(context.Context) error) (err error) {
	if t.ApproverGone, err = s.gone(ctx, t); err != nil {
		return err
	}
	who, err := s.waiters(ctx, t.onward())
	if errors.Is(err, ErrNoHead) { // every post up to the root is vacant: it stays with whom it is
		who, err = t.Waiting, nil
	}
	if err != nil {
		return err
	}
	_, err = s.save(ctx, access.System(t.Agency), t, t.goneOn(access.SystemID, who, m.now, m.cal), act{verb: resuming, hold: hold})
	if errors.Is(err, errs.ErrChanged) {
		return nil
	}
	return err
}
