package task

import (
	"context"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/fold"
)

// urging is the row of the verb table for it: it stands beside the urgency, not in the action bar.
var urging = verb{
	from: []State{Assigned, InProgress, Submitted, Paused}, who: assigner, refuse: ErrNotAssigner, action: "task.urgency_changed", tells: toTakers, diary: true,
	params: func(t Task) map[string]string { return map[string]string{"urgency": string(t.Urgency)} },
}

// urgencies are the grades, the least urgent first.
var urgencies = []Urgency{Normal, Urgent, VeryUrgent, Express}

// above reports whether u is more urgent than v.
func (u Urgency) above(v Urgency) bool {
	return slices.Index(urgencies, u) > slices.Index(urgencies, v)
}

// CanUrge reports whether a may change how urgent t is: its assigner, while somebody has it.
func CanUrge(a access.Actor, t Task) bool { return urging.allow(a, t) == nil }

// urged returns t as urgent as its assigner says now (đổi độ khẩn). Errors: ErrNotAssigner, ErrState, ErrReason; errs.ErrInvalid at
// "urgency".
func (t Task) urged(a access.Actor, u Urgency, reason string, now time.Time) (Task, error) {
	switch err := urging.allow(a, t); {
	case err != nil:
		return Task{}, err
	case !u.Valid():
		return Task{}, errs.ErrInvalid.At("urgency", "choice")
	case u == t.Urgency:
		return Task{}, errs.ErrInvalid.At("urgency", "unchanged")
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	t.Urgency, t.UpdatedAt = u, now
	return t, nil
}

// carried returns how urgent work below is once the work above it went from one grade to another: as urgent as that when it
// was less, and no more urgent when it was because of that. What was made more urgent for itself stays.
func carried(below, from, to Urgency) Urgency {
	if to.above(below) || below == from && from.above(to) {
		return to
	}
	return below
}

// SetUrgency changes how urgent given work is (đổi độ khẩn), and with it the open work below, in one act: whoever takes part in
// several of them is told once. It changes reminders and order, never points. Errors: ErrNotAssigner, ErrState, ErrReason;
// errs.ErrInvalid at "urgency"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) SetUrgency(ctx context.Context, a access.Actor, id string, version int64, u Urgency, reason string) (Task, error) {
	reason = fold.Clean(reason)
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		return s.urging(a, t, u, reason, m)
	})
	return t, wrap("change the urgency of", id, err)
}

// urging returns t as urgent as a says now, and the act of it.
func (s *Service) urging(a access.Actor, t Task, u Urgency, reason string, m moment) (Task, act, error) {
	next, err := t.urged(a, u, reason, m.now)
	done := act{verb: urging, reason: reason, params: map[string]string{"was": string(t.Urgency)}}
	if t.Children > 0 {
		done.also = s.urgeBelow(a, t, next, reason, m.now)
	}
	return next, done, err
}

// urgeBelow carries another urgency to the open work below t, which is next now.
func (s *Service) urgeBelow(a access.Actor, t, next Task, reason string, now time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		open, err := s.store.OpenBelow(ctx, t.Agency, t.ID)
		if err != nil {
			return err
		}
		told := map[string]bool{} // made here, for the transaction may run more than once
		once := func(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error) {
			all, err := toTakers(ctx, s, prev, t)
			all = slices.DeleteFunc(all, func(m journal.Message) bool { return told[m.To] })
			for _, m := range all {
				told[m.To] = true
			}
			return all, err
		}
		if _, err := once(ctx, s, t, next); err != nil {
			return err
		}
		v := urging
		v.diary, v.tells = false, once
		for _, child := range open {
			u := carried(child.Urgency, t.Urgency, next.Urgency)
			if u == child.Urgency {
				continue
			}
			follows := child
			follows.Urgency, follows.UpdatedAt = u, now
			doing := v
			if !child.State.Given() {
				doing.tells = nil // nobody has it
			}
			if _, err := s.save(ctx, a, child, follows, act{verb: doing, reason: reason, params: map[string]string{"was": string(child.Urgency), "with": t.Code}}); err != nil {
				return err
			}
		}
		return nil
	}
}
