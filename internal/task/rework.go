package task

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/fold"
)

// reworking is the row of the verb table for it: it stands beside the tree, not in the action bar.
var reworking = verb{from: []State{InProgress}, who: leads, refuse: ErrNotLead, action: "task.reworked", diary: true}

// CanRework reports whether a may send finished work below t back: its lead, while t itself has come back for rework or was
// reopened and is not handed in again.
func CanRework(a access.Actor, t Task) bool { return reworkable(a, t) == nil }

// reworkable says why a may not: ErrNotLead, ErrState.
func reworkable(a access.Actor, t Task) error {
	if err := reworking.allow(a, t); err != nil {
		return err
	}
	if t.Back == nil || t.Children == 0 {
		return ErrState
	}
	return nil
}

// Rework sends finished work below the task id back to its leads, when that task itself has come back (yêu cầu làm lại xuống việc
// con): each is reopened by the rule of Reopen, in one act, with one reason; its clock is given back as there. children are tasks
// at any depth below whose approver a is. All of them go back, or none does, and nothing else below changes.
// Errors: ErrNotLead, ErrState for the task; ErrReason; errs.ErrInvalid at "tasks" for none, too many or one twice, at "tasks[i]"
// for one that is not below or not seen, not completed, not a's to decide, of a month that is closed, or part of work that nobody
// has; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Rework(ctx context.Context, a access.Actor, id string, version int64, children []string, reason string) (Task, error) {
	reason = fold.Clean(reason)
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if err := reworkable(a, t); err != nil {
			return Task{}, act{}, err
		}
		if err := checkReason(reason); err != nil {
			return Task{}, act{}, err
		}
		if err := chosen(children); err != nil {
			return Task{}, act{}, err
		}
		next := t
		next.UpdatedAt = m.now
		done := act{verb: reworking, reason: reason, params: map[string]string{"count": strconv.Itoa(len(children))}}
		done.also = func(ctx context.Context) error { return s.reworkBelow(ctx, a, t, children, reason, m) }
		return next, done, nil
	})
	return t, wrap("send back what is below", id, err)
}

// chosen returns the fault of naming nothing, too much, or something twice.
func chosen(ids []string) error {
	switch {
	case len(ids) == 0:
		return errs.ErrInvalid.At("tasks", "required")
	case len(ids) > MaxTogether:
		return errs.ErrInvalid.With(errs.Field{Path: "tasks", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(MaxTogether)}})
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return errs.ErrInvalid.At(fmt.Sprintf("tasks[%d]", i), "duplicate")
		}
	}
	return nil
}

// reworkBelow reopens children of t in the transaction of ctx, those above first: a part is worked on only where what it is a
// part of is.
func (s *Service) reworkBelow(ctx context.Context, a access.Actor, t Task, children []string, reason string, m moment) error {
	type child struct {
		Task
		at string
	}
	all := make([]child, 0, len(children))
	for i, id := range children {
		at := fmt.Sprintf("tasks[%d]", i)
		c, err := s.load(ctx, a, id)
		if err != nil {
			return orField(err, errs.ErrInvalid, at)
		}
		if !slices.Contains(c.Above, t.ID) {
			return errs.ErrInvalid.At(at, "not_found")
		}
		all = append(all, child{c, at})
	}
	slices.SortStableFunc(all, func(x, y child) int { return cmp.Compare(len(x.Above), len(y.Above)) })
	for _, c := range all {
		if err := s.reworkOne(ctx, a, t, c.Task, reason, m); err != nil {
			return within(err, c.at)
		}
	}
	return nil
}

// reworkOne reopens one of them.
func (s *Service) reworkOne(ctx context.Context, a access.Actor, above, t Task, reason string, m moment) error {
	next := t
	next.State = InProgress
	who, err := s.waiters(ctx, next)
	if err != nil {
		return err
	}
	if next, err = t.reopened(a, reason, who, m.now, m.cal); err != nil {
		return err
	}
	if _, err := s.above(ctx, t); err != nil {
		return err
	}
	v := verbOf(ActReopen)
	v.diary = false // whoever acts has one act in the diary
	_, err = s.save(ctx, a, t, next, act{verb: v, reason: reason, params: map[string]string{"with": above.Code}, hold: s.unsettled(t, t)})
	return err
}

// within says of which of the children a refusal is; what fails otherwise is passed on.
func within(err error, at string) error {
	code := map[string]string{ErrNotApprover.Code: "not_yours", ErrState.Code: "not_completed", ErrMonthClosed.Code: "month_closed", ErrParent.Code: "parent_rests"}[errs.As(err).Code]
	if code == "" {
		return err
	}
	return errs.ErrInvalid.At(at, code)
}
