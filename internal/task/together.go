package task

import (
	"context"
	"errors"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// ActLead gives running work to another lead (đổi chủ trì). It is done with several tasks together, so it has no row in the table
// of verbs.
const ActLead Act = "change_lead"

// ActUrge changes how urgent given work is (đổi độ khẩn), as SetUrgency does with one task.
const ActUrge Act = "change_urgency"

// ErrUndo refuses to undo what would make a lead late by it, or would have to give others their work back too.
var ErrUndo = errs.New(errs.Conflict, "task.undo", "this act cannot be undone any more")

// What is recorded of them.
var (
	changingLead = verb{action: "task.lead_changed", refuse: ErrNotAssigner, tells: toBothLeads, diary: true}
	undoing      = verb{action: "task.taken_back", tells: toBothLeads}
)

// Doing is one act that somebody does with several tasks together (thay đổi hàng loạt).
type Doing struct {
	Act    Act        `bson:"act"`               // ActReschedule, ActLead, ActUrge, ActNudge or ActRecall
	Due    vncal.Date `bson:"due,omitempty"`     // of ActReschedule: the last day in time
	To     string     `bson:"to,omitempty"`      // of ActLead: person id
	Grade  Urgency    `bson:"urgency,omitempty"` // of ActUrge
	Reason string     `bson:"reason,omitempty"`  // of all but ActNudge
	Group  string     `bson:"-"`                 // messages of it are one line to their reader
}

// Check returns what is wrong with d whatever task it is done with: errs.ErrInvalid, ErrReason, ErrLead.
func (d Doing) Check(now time.Time) error {
	switch d.Act {
	case ActNudge:
		return nil
	case ActReschedule:
		if err := checkDay(d.Due, now); err != nil {
			return err
		}
	case ActLead:
		if d.To == "" {
			return ErrLead.At("to", "required")
		}
	case ActUrge:
		if !d.Grade.Valid() {
			return errs.ErrInvalid.At("urgency", "required")
		}
	case ActRecall:
	default:
		return errs.ErrInvalid.At("act", "unknown")
	}
	return checkReason(fold.Clean(d.Reason))
}

// DoTogether does one act with one of several tasks, by the rules and with the errors of the act alone, of ActLead those of
// Recall and of HandOver, of ActUrge those of SetUrgency. also runs in the same transaction and is told what the task was and which version it has now.
func (s *Service) DoTogether(ctx context.Context, a access.Actor, id string, version int64, d Doing, also func(ctx context.Context, was Task, version int64) error) error {
	reason := fold.Clean(d.Reason)
	_, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, done, err := s.doing(ctx, a, t, d, reason, m)
		done.group, done.hold = d.Group, func(ctx context.Context) error { return also(ctx, t, t.Version+1) }
		return next, done, err
	})
	return wrap("change", id, err)
}

// doing returns what d makes of one task.
func (s *Service) doing(ctx context.Context, a access.Actor, t Task, d Doing, reason string, m moment) (Task, act, error) {
	switch d.Act {
	case ActReschedule:
		next, err := t.rescheduled(a, d.Due, reason, m.now)
		return next, act{verb: verbOf(ActReschedule), reason: reason}, err
	case ActUrge:
		return s.urging(a, t, d.Grade, reason, m)
	case ActNudge:
		next, err := t.nudged(a, m.now)
		return next, act{verb: verbOf(ActNudge)}, err
	case ActRecall:
		who, err := s.decidersFor(ctx, a, t, ActRecall)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.recalled(a, reason, who, m.now)
		return next, act{verb: verbOf(ActRecall), reason: reason, also: s.branches(a, t, ActRecall, reason, m.now)}, err
	}
	return s.leadChanged(ctx, a, t, d.To, reason, m)
}

// leadChanged gives t to another lead, as handing the lead's part over does; that is for who may take it from this one.
func (s *Service) leadChanged(ctx context.Context, a access.Actor, t Task, person, reason string, m moment) (Task, act, error) {
	switch {
	case !assigner(a, t):
		return Task{}, act{}, ErrNotAssigner
	case t.Lead.Person == "" || t.State != Assigned && t.State != InProgress:
		return Task{}, act{}, ErrState
	}
	to, err := s.receiver(ctx, t.Agency, person)
	if err != nil {
		return Task{}, act{}, err
	}
	if outranks(to.Actor, a, t.Units) {
		return Task{}, act{}, ErrSuperior
	}
	parts, err := s.partPaths(ctx, t)
	if err != nil {
		return Task{}, act{}, err
	}
	people, err := s.deps.People.People(ctx, t.Agency, []string{t.Lead.Person, person})
	if err != nil {
		return Task{}, act{}, err
	}
	next, err := t.handedOver(AsLead, t.Lead.Person, to, a, parts, m.now)
	return next, act{verb: changingLead, reason: reason, params: map[string]string{"from": people[t.Lead.Person].Name, "to": people[person].Name}}, err
}

// TakeBack undoes what DoTogether did at an instant with a task that nobody has touched since: version is the one that it had
// then, was what it was before. The task is again what it was, with both acts in its history.
// Errors: ErrUndo, errs.ErrChanged, errs.ErrNotFound.
func (s *Service) TakeBack(ctx context.Context, a access.Actor, was Task, version int64, d Doing, at time.Time, also func(context.Context) error) error {
	t, err := s.store.Whole(ctx, was.Agency, was.ID)
	switch {
	case err != nil:
		return wrap("take back", was.ID, err)
	case t.Version != version:
		return errs.ErrChanged
	}
	now := s.deps.Clock.Now()
	if err := undoable(was, d.Act, at, now); err != nil {
		return err
	}
	next := was
	next.UpdatedAt, next.Version = now, version
	_, err = s.save(ctx, a, t, next, act{
		verb: undoing, group: d.Group, hold: also,
		params: map[string]string{"act": string(d.Act)},
	})
	return err
}

// undoable says why what was done with a task at an instant cannot be undone now: nobody is un-nudged; a deadline that has passed
// meanwhile would make its lead late for having trusted the later one; and work below that was taken back too is not given again, nor
// made less urgent.
func undoable(was Task, done Act, at, now time.Time) error {
	passed := was.DueAt.After(at) && !was.DueAt.After(now)
	if done == ActNudge || was.Children > 0 && (done == ActRecall || done == ActUrge) || done == ActReschedule && passed {
		return ErrUndo
	}
	return nil
}

// toBothLeads tells who leads it now and who did before.
func toBothLeads(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error) {
	all, err := toTakers(ctx, s, prev, t)
	if err != nil && !errors.Is(err, ErrNoHead) {
		return nil, err
	}
	if prev.Lead.Person != "" && prev.Lead.Person != t.Lead.Person {
		all = append(all, journal.Message{To: prev.Lead.Person, Why: "lead"})
	}
	return all, nil
}
