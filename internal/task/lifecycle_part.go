package task

import (
	"context"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// Acts on a part of the work stand beside the part, not in the action bar, so that they are no rows of verbs.
var (
	coordinating  = verb{from: []State{Assigned, InProgress}, who: assigner, refuse: ErrNotAssigner, action: "task.coordinators_changed", diary: true}
	namingPart    = verb{from: []State{Assigned, InProgress, Submitted}, who: always, refuse: ErrNotHelping, action: "task.part_named", diary: true}
	deliveringOne = verb{from: []State{Assigned, InProgress, Submitted}, who: always, refuse: ErrNotHelping, action: "task.part_delivered", tells: toLead, diary: true}
	takingPart    = verb{from: []State{InProgress}, who: leads, refuse: ErrNotLead, action: "task.part_taken", diary: true}
	returningPart = verb{from: []State{InProgress}, who: leads, refuse: ErrNotLead, action: "task.part_returned", diary: true}
)

// always leaves the question who may to what is asked of the part.
func always(access.Actor, Task) bool { return true }

// CanCoordinate reports whether a may change who helps with t, with which shares and until when: its assigner.
func CanCoordinate(a access.Actor, t Task) bool { return coordinating.allow(a, t) == nil }

// CanNamePart reports whether a may name who does the part of a unit: its head, or the deputy in charge of it, until it is
// handed in.
func CanNamePart(a access.Actor, t Task, p Part) bool {
	return namingPart.allow(a, t) == nil && p.Person == "" && a.Commands(p.Unit) && p.Delivered() == nil
}

// CanDeliver reports whether a may hand a part in: whoever does it; of a unit that has named nobody its head.
func CanDeliver(a access.Actor, t Task, p Part) bool {
	return deliveringOne.allow(a, t) == nil && p.Delivered() == nil && (a.Is(p.Doing()) || p.Doing() == "" && a.Commands(p.Unit))
}

// CanTake reports whether a may take what was handed in into the work: its lead.
func CanTake(a access.Actor, t Task, p Part) bool {
	return takingPart.allow(a, t) == nil && p.Delivered() != nil && !p.Taken()
}

// CanReturnPart reports whether a may send back what was handed in, taken already or not: its lead.
func CanReturnPart(a access.Actor, t Task, p Part) bool {
	return returningPart.allow(a, t) == nil && p.Delivered() != nil
}

// delivered returns t with part i handed in to its lead. Errors: ErrNotHelping, ErrState; errs.ErrInvalid for the note.
func (t Task) delivered(a access.Actor, i int, note string, now time.Time) (Task, error) {
	switch p := t.Coordinators[i]; {
	case !a.Is(p.Doing()) && (p.Doing() != "" || !a.Commands(p.Unit)):
		return Task{}, ErrNotHelping
	case !CanDeliver(a, t, p):
		return Task{}, ErrState
	}
	if err := errs.ErrInvalid.Length("note", note, 1, maxText).OrNil(); err != nil {
		return Task{}, err
	}
	t.Coordinators = slices.Clone(t.Coordinators)
	p := &t.Coordinators[i]
	p.HandIns = append(clip(p.HandIns), HandIn{At: now, By: a.ID, Note: note})
	t.UpdatedAt = now
	return t, nil
}

// partAnswered returns t with part i taken into the work, or sent back with a reason and the working days that were left, at
// least one. Errors: ErrNotLead, ErrState, ErrReason.
func (t Task) partAnswered(a access.Actor, i int, taken bool, reason string, now time.Time, cal *vncal.Calendar) (Task, error) {
	v, may := returningPart, CanReturnPart
	if taken {
		v, may = takingPart, CanTake
	}
	if err := v.allow(a, t); err != nil {
		return Task{}, err
	}
	if !may(a, t, t.Coordinators[i]) {
		return Task{}, ErrState
	}
	if !taken {
		if err := checkReason(reason); err != nil {
			return Task{}, err
		}
	}
	t.Coordinators = slices.Clone(t.Coordinators)
	t.answerPart(i, HandInAnswer{Taken: taken, At: now, By: a.ID, Reason: reason})
	if !taken {
		t.partBack(i, a.ID, now, cal)
	}
	t.UpdatedAt = now
	return t, nil
}

// answerPart writes the answer to what was handed in of part i.
func (t *Task) answerPart(i int, answer HandInAnswer) {
	p := &t.Coordinators[i]
	p.HandIns = slices.Clone(p.HandIns)
	p.HandIns[len(p.HandIns)-1].Answer = &answer
}

// partBack gives the clock of a part that was sent back, as giveBack does that of the work.
func (t *Task) partBack(i int, by string, now time.Time, cal *vncal.Calendar) {
	p := t.Coordinators[i]
	due := t.Part(p).DueOn
	if due == "" {
		return
	}
	left := max(1, cal.WorkingDaysBetween(vncal.DateOf(p.HandIns[len(p.HandIns)-1].At), due))
	if on := cal.AddWorking(vncal.DateOf(now), left); on > due {
		t.dueParts(i, Due{On: on, Why: DueReturned, By: by, At: now, Left: left})
	}
}

// takeParts takes whatever waits for the lead into the work, which is handed in: nothing of it is left waiting.
func (t *Task) takeParts(by string, now time.Time) {
	t.Coordinators = slices.Clone(t.Coordinators)
	for i, p := range t.Coordinators {
		if p.Delivered() != nil && !p.Taken() {
			t.answerPart(i, HandInAnswer{Taken: true, At: now, By: by})
		}
	}
}

// partNamed returns t with the person who does part i, whom the head of its unit names.
// Errors: ErrNotHelping, ErrState; ErrLead at "person" for somebody who has a part already, or decides about the work.
func (t Task) partNamed(a access.Actor, i int, person string, now time.Time) (Task, error) {
	switch p := t.Coordinators[i]; {
	case p.Person != "" || !a.Commands(p.Unit):
		return Task{}, ErrNotHelping
	case !CanNamePart(a, t, p):
		return Task{}, ErrState
	case t.Lead.Person == person || t.HasPart(person) || p.Share > 0 && t.Approver == person:
		return Task{}, ErrLead.At("person", "duplicate")
	}
	t.Coordinators = slices.Clone(t.Coordinators)
	p := &t.Coordinators[i]
	if p.Doer != "" {
		t.Vis = without(t.Vis, access.Person(p.Doer))
		t.Helpers = without(t.Helpers, access.Person(p.Doer))
	}
	p.Doer, p.Since = person, &now
	t.Vis, t.Helpers = add(clip(t.Vis), access.Person(person)), add(clip(t.Helpers), access.Person(person))
	t.UpdatedAt = now
	return t, nil
}

// without returns a set without one of it.
func without(set []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(set), func(x string) bool { return x == one })
}

// coordinated returns t with other coordinators, shares or own deadlines (đổi phối hợp). Whoever stays keeps what they did; who
// is new begins now. A reason is asked for what changes something agreed: a share, also the lead's, a deadline, or who helps.
// Errors: ErrNotAssigner, ErrState, ErrReason; errs.ErrInvalid for a deadline that has passed or is moved after the part was
// handed in, and for taking away a part that was.
func (t Task) coordinated(a access.Actor, want []Part, paths map[string][]string, reason string, now time.Time) (Task, error) {
	if err := coordinating.allow(a, t); err != nil {
		return Task{}, err
	}
	prev, before, today := t.Coordinators, t.givenVis(paths), vncal.DateOf(now)
	fault, broken := errs.ErrInvalid, len(prev) > 0 && len(want) == 0
	t.Coordinators = make([]Part, len(want))
	for i, w := range want {
		at := fmt.Sprintf("coordinators[%d].due", i)
		j := slices.IndexFunc(prev, func(p Part) bool { return p.Party() == w.Party() })
		if j < 0 {
			p := Part{Unit: w.Unit, Person: w.Person, Share: w.Share, Since: &now}
			if broken = broken || w.Share > 0; w.DueOn != "" {
				p.DueOn, p.Dues = w.DueOn, []Due{{On: w.DueOn, Why: DueOriginal, By: a.Doer(), At: now}}
				if w.DueOn < today {
					fault = fault.At(at, "past")
				}
			}
			t.Coordinators[i] = p
			continue
		}
		p := prev[j]
		broken = broken || p.Share != w.Share
		p.Share = w.Share
		t.Coordinators[i] = p
		if w.DueOn == "" && len(p.Dues) > 0 { // by the deadline of the work again
			w.DueOn = t.DueOn
		}
		if w.DueOn == p.DueOn {
			continue
		}
		broken = true
		switch {
		case p.Delivered() != nil:
			fault = fault.At(at, "handed_in")
		case w.DueOn < today && w.DueOn != "":
			fault = fault.At(at, "past")
		default:
			t.dueParts(i, Due{On: w.DueOn, Why: DueRescheduled, By: a.Doer(), At: now})
		}
	}
	for _, p := range prev {
		if t.partOf(p.Party()) < 0 {
			if broken = true; p.Delivered() != nil {
				fault = fault.At("coordinators", "handed_in")
			}
		}
	}
	if err := t.ownShare(fault).OrNil(); err != nil {
		return Task{}, err
	}
	if err := t.fitParts(); err != nil {
		return Task{}, err
	}
	if broken || reason != "" {
		if err := checkReason(reason); err != nil {
			return Task{}, err
		}
	}
	t.seenBy(before, paths)
	t.UpdatedAt = now
	return t, nil
}

// seenBy shows t to those who take part now, and no more to those of before who do not; who sees it for another reason still
// does. paths has the path of each coordinating unit, then and now.
func (t *Task) seenBy(before []string, paths map[string][]string) {
	now, other := t.givenVis(paths), []string{}
	for _, token := range t.Vis {
		if !slices.Contains(before, token) {
			other = append(other, token)
		}
	}
	t.Helpers = t.helpers()
	t.Vis = now
	for _, token := range other {
		t.Vis = add(t.Vis, token)
	}
}

// toDoer tells who does a part, or the heads of a unit that has named nobody.
func toDoer(i int) audience {
	return func(ctx context.Context, s *Service, _, t Task) ([]journal.Message, error) {
		return s.partPeople(ctx, t.Agency, t.Coordinators[i], "coordinator")
	}
}
