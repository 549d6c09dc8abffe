package task

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// place is where a task stands in the tree of units, looked up before a verb is applied.
type place struct {
	units []string            // the lead unit and its ancestors, root first
	parts map[string][]string // for each coordinating unit: itself and its ancestors
	heads []string            // who acts for the leading unit: of a proposal the heads above its author, of a task led by a unit its heads
}

// drafted returns a new draft by a. A proposal waits for the heads above its author; any other draft waits for nobody.
func drafted(a access.Actor, in Input, p place, now time.Time, cal *vncal.Calendar) (Task, error) {
	t := Task{
		Row: Row{
			Agency: a.Agency, State: Draft, Open: true, Waiting: []string{}, AssignedBy: a.ID, CreatedAt: now, UpdatedAt: now,
		},
		Dues: []Due{}, Submissions: []Submission{},
	}
	return t, t.fill(a, in, p, now, cal)
}

// edited returns t with another content. It stays what it is: a draft, a proposal, or a recalled task not yet given again.
// The head who edits a proposal may change anything but who proposed it.
func (t Task) edited(a access.Actor, in Input, p place, now time.Time, cal *vncal.Calendar) (Task, error) {
	if err := allowed(a, t, ActEdit); err != nil {
		return Task{}, err
	}
	if t.Proposal && in.Lead != t.Lead {
		return Task{}, ErrLead.At("lead.person", "invalid")
	}
	if !t.Proposal && standsIn(a, t) { // whoever edits for an assigner who is gone is the author from now on
		t.AssignedBy = a.ID
		if len(t.Waiting) > 0 {
			t.wait([]string{a.ID}, now)
		}
	}
	if in.Lead != t.Lead { // another's work: who named the lead before has no part in it any more
		t.NamedBy = ""
	}
	t.UpdatedAt = now
	return t, t.fill(a, in, p, now, cal)
}

// fill puts what was typed into the draft and computes what follows from it.
func (t *Task) fill(a access.Actor, in Input, p place, now time.Time, cal *vncal.Calendar) error {
	if in.Lead.Unit != t.Lead.Unit {
		t.Merged = nil
	}
	t.Title, t.Description, t.Document, t.Lead, t.Coordinators = in.Title, in.Description, in.source, in.Lead, in.Coordinators
	t.Product, t.QtyMilli, t.Urgency, t.DueRule = in.product, in.QtyMilli, in.Urgency, in.Due
	t.Units = p.units
	t.inform(in.Informed, a.ID, t.UpdatedAt)
	if a.Is(t.AssignedBy) {
		t.Approver, t.Proposal, t.ApproverGone = a.ID, a.Is(in.Lead.Person), false
	}
	if t.Proposal && a.Is(t.AssignedBy) {
		if len(p.heads) == 0 {
			return ErrNoHead
		}
		t.Approver = p.heads[0]
		if !slices.Equal(t.Waiting, p.heads) {
			t.wait(p.heads, now)
		}
	}
	t.index()
	t.conceal()
	if err := t.plan(cal, vncal.DateOf(now)); err != nil {
		return err
	}
	return t.fitParts()
}

// index computes the words under which the task is found.
func (t *Task) index() {
	number := ""
	if t.Document != nil {
		number = t.Document.Number
	}
	t.Fold = fold.Tokens(t.Code, t.Title, number)
}

// given returns t assigned by a (giao): to its lead, or to the heads of the leading unit, who name a person. The assigner
// becomes the approver. The deadline's term begins now unless its rule names another day.
// Errors: ErrNotAssigner, ErrState; errs.ErrInvalid at "due" when the deadline has already passed.
func (t Task) given(a access.Actor, p place, now time.Time, cal *vncal.Calendar) (Task, error) {
	if err := allowed(a, t, ActAssign); err != nil {
		return Task{}, err
	}
	t.Units = p.units
	t.State, t.Open, t.Proposal = Assigned, true, false
	t.AssignedBy, t.Approver, t.ApproverGone = a.ID, a.ID, false
	t.AssignedAt, t.NamedAt, t.NamedBy, t.UpdatedAt = &now, nil, "", now
	t.Rework, t.Back, t.Nudged = 0, nil, nil
	t.AcceptedAt, t.SubmittedAt, t.ClosedAt, t.ClosedReason, t.SeenAt, t.Progress = nil, nil, nil, "", nil, 0
	if err := t.fix(cal, a.Doer(), now); err != nil {
		return Task{}, err
	}
	if err := t.beginParts(a.Doer(), now); err != nil {
		return Task{}, err
	}
	if err := t.fitParts(); err != nil {
		return Task{}, err
	}
	if t.Lead.Person != "" {
		t.wait([]string{t.Lead.Person}, now)
	} else {
		t.wait(p.heads, now)
	}
	t.inform(t.Informed, a.Doer(), now) // without whoever takes part by now
	t.follow()
	t.disclose(p.parts)
	return t, nil
}

// wait sets whose act comes next in the state t has now, from now on; nobody's when people is empty. Work in progress is
// its lead's ordinary list and asks for nothing; so does work that rests.
func (t *Task) wait(people []string, now time.Time) {
	t.Waiting, t.WaitingSince = append([]string{}, people...), nil
	if len(people) > 0 {
		t.WaitingSince = &now
	}
	ordinary := t.State == Paused || t.State == InProgress && slices.Equal(people, []string{t.Lead.Person})
	t.Asked = len(people) > 0 && !ordinary
}

// conceal shows t to those alone who have to do with work that is not given.
func (t *Task) conceal() { t.Vis, t.Helpers = t.draftVis(), nil }

// disclose shows t to everybody who has to do with it once it is given; parts as in place.
func (t *Task) disclose(parts map[string][]string) {
	t.Vis, t.Helpers = t.givenVis(parts), t.helpers()
}

// helpers returns the tokens of the coordinators: people, and units with whom they named.
func (t Task) helpers() []string {
	var all []string
	for _, c := range t.Coordinators {
		if c.Person == "" {
			all = add(all, access.Work(c.Unit))
		}
		if person := c.Doing(); person != "" {
			all = add(all, access.Person(person))
		}
	}
	return all
}

// draftVis returns who may see work that is not given: its author, and those whom it waits for, that is the heads whom a
// proposal is made to, or who stand in for an assigner who is gone; of work given back the head too who had named its lead.
func (t Task) draftVis() []string {
	vis := []string{access.Person(t.AssignedBy)}
	for _, person := range t.Waiting {
		vis = add(vis, access.Person(person))
	}
	if t.Back != nil && t.NamedBy != "" {
		vis = add(vis, access.Person(t.NamedBy))
	}
	return vis
}

// givenVis returns who may see given work: everybody taking part, and the units that lead and coordinate with all above
// them. A coordinating person's unit is not told (need to know).
func (t Task) givenVis(parts map[string][]string) []string {
	vis := []string{access.Person(t.AssignedBy)}
	vis = add(vis, access.Person(t.Approver))
	if t.Lead.Person != "" {
		vis = add(vis, access.Person(t.Lead.Person))
	}
	for _, head := range t.Waiting {
		vis = add(vis, access.Person(head))
	}
	for _, unit := range slices.Concat(t.Units, t.Merged) {
		vis = add(vis, access.Work(unit))
	}
	for _, c := range t.Coordinators {
		if person := c.Doing(); person != "" {
			vis = add(vis, access.Person(person))
		}
		if c.Person != "" {
			continue
		}
		for _, unit := range parts[c.Unit] {
			vis = add(vis, access.Work(unit))
		}
	}
	for _, p := range t.Informed {
		vis = add(vis, access.Person(p.Person))
	}
	return vis
}

func add(set []string, one string) []string {
	if slices.Contains(set, one) {
		return set
	}
	return append(set, one)
}
