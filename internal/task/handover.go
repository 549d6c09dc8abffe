package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// HandedPart is the part of somebody in open work that goes to another person (bàn giao), as stored and sent.
type HandedPart string

// The parts that are handed over. What a person proposed waits for the head and is not.
const (
	AsLead        HandedPart = "lead"        // chủ trì
	AsApprover    HandedPart = "approver"    // người giao, duyệt
	AsCoordinator HandedPart = "coordinator" // phối hợp
	AsAuthor      HandedPart = "draft"       // bản nháp
)

// Errors of handing work over.
var (
	ErrNotTheirs = errs.New(errs.Conflict, "task.not_theirs", "the person has no such part in the work any more")
	ErrReceiver  = errs.New(errs.Invalid, "task.receiver", "this person cannot take that part of the work")
)

// handing is the row of the verb table for it: nobody presses it on the task itself.
var handing = verb{action: "task.handed_over", tells: toReceiver}

// takingBack undoes it.
var takingBack = verb{action: "task.handed_back", tells: toReceiver}

// Handing asks for one part of one person's work to go to another.
type Handing struct {
	Agency  string
	Task    string
	Version int64 // as it was seen
	Part    HandedPart
	From    string // person id
	To      string // person id
	Paper   string // number of the document it rests on, for the history; may be empty
}

// Kept is what a task was before a part of it was handed over, to be given back.
type Kept struct {
	Lead         Lead       `bson:"lead"`
	Units        []string   `bson:"units"`
	State        State      `bson:"state"`
	Approver     string     `bson:"approver"`
	AssignedBy   string     `bson:"assigned_by"`
	Coordinators []Part     `bson:"parts"`
	Helpers      []string   `bson:"helpers"`
	Vis          []string   `bson:"vis"`
	Waiting      []string   `bson:"waiting"`
	WaitingSince *time.Time `bson:"waiting_since"`
	Asked        bool       `bson:"asked"`
	AcceptedAt   *time.Time `bson:"accepted_at"`
	SeenAt       *time.Time `bson:"seen_at"`
	NamedAt      *time.Time `bson:"named_at"`
	NamedBy      string     `bson:"named_by"`
	Back         *Back      `bson:"back"`

	Extensions []Extension `bson:"extensions,omitempty"` // a request that waits lapses with its lead
	AskedDue   vncal.Date  `bson:"asked_due,omitempty"`
	Causes     []Cause     `bson:"causes,omitempty"`
	AskedCause bool        `bson:"asked_cause,omitempty"`
	Paused     *Pause      `bson:"paused,omitempty"`
}

// kept returns what giving t back restores.
func (t Task) kept() Kept {
	return Kept{
		Lead: t.Lead, Units: t.Units, State: t.State, Approver: t.Approver, AssignedBy: t.AssignedBy, Coordinators: t.Coordinators,
		Helpers: t.Helpers, Vis: t.Vis, Waiting: t.Waiting, WaitingSince: t.WaitingSince, Asked: t.Asked, AcceptedAt: t.AcceptedAt,
		SeenAt: t.SeenAt, NamedAt: t.NamedAt, NamedBy: t.NamedBy, Back: t.Back,
		Extensions: t.Extensions, AskedDue: t.AskedDue, Paused: t.Paused,
		Causes: t.Causes, AskedCause: t.AskedCause,
	}
}

// givenBack returns t as it was before.
func (t Task) givenBack(k Kept, now time.Time) Task {
	t.Lead, t.Units, t.State, t.Approver, t.AssignedBy, t.Coordinators = k.Lead, k.Units, k.State, k.Approver, k.AssignedBy, k.Coordinators
	t.Helpers, t.Vis, t.Waiting, t.WaitingSince, t.Asked = k.Helpers, k.Vis, k.Waiting, k.WaitingSince, k.Asked
	t.AcceptedAt, t.SeenAt, t.NamedAt, t.NamedBy, t.Back = k.AcceptedAt, k.SeenAt, k.NamedAt, k.NamedBy, k.Back
	t.Extensions, t.AskedDue, t.Paused = k.Extensions, k.AskedDue, k.Paused
	t.Causes, t.AskedCause = k.Causes, k.AskedCause
	t.UpdatedAt = now
	return t
}

// HandedParts returns the parts of a person in t that can be handed over now, in the order of a list.
func (t Task) HandedParts(person string) []HandedPart {
	parts := []HandedPart{}
	if !t.Open || t.Proposal {
		return parts
	}
	given := t.AssignedAt != nil
	if at := t.Standing(); t.Lead.Person == person && (at == Assigned || at == InProgress) {
		parts = append(parts, AsLead)
	}
	if given && t.Approver == person {
		parts = append(parts, AsApprover)
	}
	if t.State.Given() && slices.ContainsFunc(t.Coordinators, func(c Part) bool { return c.Doing() == person && c.Delivered() == nil }) {
		parts = append(parts, AsCoordinator)
	}
	if !given && t.AssignedBy == person {
		parts = append(parts, AsAuthor)
	}
	return parts
}

// receiver is who gets a part, with the posts in force and the path of the primary unit.
type receiver struct {
	access.Actor
	unit string
	path []string
}

// works reports whether r holds a post in exactly that unit.
func (r receiver) works(unit string) bool {
	return slices.ContainsFunc(r.Appointments, func(p access.Appointment) bool { return p.Unit == unit })
}

// handedOver returns t with a part of one person given to another. The lead's work waits anew for being accepted; deadlines
// stay, and those missed before count for nobody new (Missed goes by NamedAt). approver is the one who answers for t.
// Errors: ErrNotTheirs; ErrReceiver at "to" for somebody who cannot take it.
func (t Task) handedOver(part HandedPart, from string, to receiver, approver access.Actor, parts map[string][]string, now time.Time) (Task, error) {
	no := func(code string) error { return ErrReceiver.At("to", code) }
	switch {
	case !slices.Contains(t.HandedParts(from), part):
		return Task{}, ErrNotTheirs
	case to.ID == from:
		return Task{}, no("same_person")
	case len(to.Appointments) == 0:
		return Task{}, no("gone")
	}
	t.UpdatedAt = now
	switch part {
	case AsLead:
		if to.Is(t.Approver) {
			return Task{}, no("approver")
		}
		if !to.works(t.Lead.Unit) {
			if !approver.Commands(to.path...) {
				return Task{}, no("other_unit")
			}
			t.Lead.Unit, t.Units = to.unit, to.path
		}
		t.Lead.Person, t.AcceptedAt, t.SeenAt, t.Back = to.ID, nil, nil, nil
		t.NamedAt, t.NamedBy = &now, ""
		t.lapseAll(from, now)
		t.partsWithout(to.ID)
		if t.State == Paused { // it rests on, and is accepted once it goes on
			rest := *t.Paused
			rest.From, t.Paused = Assigned, &rest
		} else {
			t.State = Assigned
			t.wait([]string{to.ID}, now)
		}
		t.disclose(parts)
	case AsApprover:
		if to.Is(t.Lead.Person) {
			return Task{}, no("lead")
		}
		if !to.Commands(t.Units...) {
			return Task{}, no("not_in_charge")
		}
		if t.AssignedBy == from {
			t.AssignedBy = to.ID
		}
		t.Approver, t.ApproverGone = to.ID, false
		if slices.Contains(t.Waiting, from) {
			t.wait([]string{to.ID}, now)
		}
		if t.State == Draft {
			t.Vis = t.draftVis()
		}
		t.show([]string{to.ID})
	case AsCoordinator:
		helping := to.Is(t.Lead.Person) || t.HasPart(to.ID)
		next := []Part{}
		for _, c := range t.Coordinators {
			if c.Doing() == from && c.Delivered() == nil {
				if to.Is(t.Approver) && c.Share > 0 {
					return Task{}, no("approver")
				}
				switch c.Since = &now; {
				case c.Person == "" && helping: // the unit names another
					c.Doer, c.Since = "", nil
				case c.Person == "":
					c.Doer = to.ID
				case helping:
					continue
				default:
					c.Unit, c.Person = to.unit, to.ID
				}
			}
			next = append(next, c)
		}
		t.Coordinators = next
		t.disclose(parts)
	case AsAuthor:
		if len(t.Units) > 0 && !to.Commands(t.Units...) {
			return Task{}, no("not_in_charge")
		}
		t.AssignedBy, t.Approver = to.ID, to.ID
		t.conceal()
	}
	return t, nil
}

// HandOver gives one part of a person's work to another. It asks nobody's leave: whoever calls it has. also runs in the same
// transaction and is told what the task was and which version it has now; an error of it keeps everything as it was.
// Errors: ErrNotTheirs, ErrReceiver; errs.ErrChanged when the task is not the version that was seen, errs.ErrNotFound.
func (s *Service) HandOver(ctx context.Context, by access.Actor, h Handing, also func(ctx context.Context, was Kept, version int64) error) error {
	t, err := s.store.Whole(ctx, h.Agency, h.Task)
	switch {
	case err != nil:
		return fmt.Errorf("hand over task %s: %w", h.Task, err)
	case t.Version != h.Version:
		return errs.ErrChanged
	}
	to, err := s.receiver(ctx, h.Agency, h.To)
	if err != nil {
		return err
	}
	approver, err := s.deps.People.Actor(ctx, t.Approver)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return err
	}
	parts, err := s.partPaths(ctx, t)
	if err != nil {
		return err
	}
	next, err := t.handedOver(h.Part, h.From, to, approver, parts, s.deps.Clock.Now())
	if err != nil {
		return err
	}
	return s.handed(ctx, by, t, next, h, handing, also)
}

// GiveBack undoes HandOver for a task that nobody has touched since: version is the one that it had then. was is what it was
// before. Errors: errs.ErrChanged, errs.ErrNotFound.
func (s *Service) GiveBack(ctx context.Context, by access.Actor, h Handing, was Kept, also func(context.Context) error) error {
	t, err := s.store.Whole(ctx, h.Agency, h.Task)
	switch {
	case err != nil:
		return fmt.Errorf("give back task %s: %w", h.Task, err)
	case t.Version != h.Version:
		return errs.ErrChanged
	}
	h.From, h.To = h.To, h.From
	return s.handed(ctx, by, t, t.givenBack(was, s.deps.Clock.Now()), h, takingBack, func(ctx context.Context, _ Kept, _ int64) error { return also(ctx) })
}

// handed stores what became of a hand-over, with names for the history.
func (s *Service) handed(ctx context.Context, by access.Actor, t, next Task, h Handing, v verb, also func(context.Context, Kept, int64) error) error {
	people, err := s.deps.People.People(ctx, h.Agency, []string{h.From, h.To})
	if err != nil {
		return err
	}
	_, err = s.save(ctx, by, t, next, act{
		verb:   v,
		params: map[string]string{"from": people[h.From].Name, "to": people[h.To].Name, "number": h.Paper, "part": string(h.Part)},
		hold:   func(ctx context.Context) error { return also(ctx, t.kept(), t.Version+1) },
	})
	return err
}

// receiver reads who is to get work.
func (s *Service) receiver(ctx context.Context, agency, person string) (receiver, error) {
	a, err := s.deps.People.Actor(ctx, person)
	if errors.Is(err, errs.ErrNotFound) || err == nil && a.Agency != agency {
		return receiver{}, ErrReceiver.At("to", "not_found")
	}
	if err != nil {
		return receiver{}, err
	}
	r := receiver{Actor: a, unit: a.Primary().Unit}
	if r.unit == "" {
		return r, nil
	}
	u, err := s.deps.Units.Unit(ctx, agency, r.unit)
	r.path = u.Path()
	return r, err
}

// partPaths returns each coordinating unit of t with its ancestors.
func (s *Service) partPaths(ctx context.Context, t Task) (map[string][]string, error) {
	parts := map[string][]string{}
	for _, c := range t.Coordinators {
		if c.Person != "" {
			continue
		}
		u, err := s.deps.Units.Unit(ctx, t.Agency, c.Unit)
		if err != nil {
			return nil, err
		}
		parts[c.Unit] = u.Path()
	}
	return parts, nil
}

// toReceiver tells who got the part.
func toReceiver(_ context.Context, _ *Service, prev, t Task) ([]journal.Message, error) {
	switch {
	case prev.Lead.Person != t.Lead.Person:
		return []journal.Message{{To: t.Lead.Person, Why: "lead"}}, nil
	case prev.Approver != t.Approver:
		return []journal.Message{{To: t.Approver, Why: "approver"}}, nil
	}
	for _, c := range t.Coordinators {
		if person := c.Doing(); person != "" && !prev.HasPart(person) {
			return []journal.Message{{To: person, Why: "coordinator"}}, nil
		}
	}
	return nil, nil
}

// maxHanded is how many tasks of one part one hand-over lists.
const maxHanded = 500

// OpenOf returns the open work in which a person has a part that can be handed over, by deadline, at most 500 of each kind;
// whoever may see it. It is for those who arrange a hand-over.
func (s *Service) OpenOf(ctx context.Context, agency, person string) ([]Task, error) {
	return s.store.OpenOf(ctx, agency, person, maxHanded)
}
