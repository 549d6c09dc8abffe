package task

import (
	"time"

	"congvu/internal/access"
)

// accepted returns t taken on by its lead (tiếp nhận). Errors: ErrNotLead, ErrState.
func (t Task) accepted(a access.Actor, now time.Time) (Task, error) {
	if err := allowed(a, t, ActAccept); err != nil {
		return Task{}, err
	}
	t.State, t.AcceptedAt, t.UpdatedAt = InProgress, &now, now
	if t.SeenAt == nil {
		t.SeenAt = &now
	}
	t.wait([]string{a.ID}, now)
	return t, nil
}

// named returns t, led by a unit, with the person whom the unit's head names; it stays assigned and waits for that person,
// whose unit becomes the lead unit. Errors: ErrNotNaming, ErrState; ErrLead at "person" when the approver is named.
func (t Task) named(a access.Actor, lead Lead, p place, now time.Time) (Task, error) {
	if err := allowed(a, t, ActName); err != nil {
		return Task{}, err
	}
	if lead.Person == t.Approver {
		return Task{}, ErrLead.At("person", "invalid")
	}
	t.Lead, t.Units, t.NamedAt, t.NamedBy, t.UpdatedAt, t.SeenAt = lead, p.units, &now, a.ID, now, nil
	t.partsWithout(lead.Person)
	heads := t.Waiting // whoever named keeps sight of it, also a head above who stood in for a vacant post
	t.wait([]string{lead.Person}, now)
	t.disclose(p.parts)
	for _, head := range heads {
		t.Vis = add(t.Vis, access.Person(head))
	}
	return t, nil
}

// declined returns t given back (trả lại), as a draft that waits for those who decide: its assigner, or who stands in. The
// head who had named the lead keeps sight of it.
// Errors: ErrNotLead, ErrState, ErrReason.
func (t Task) declined(a access.Actor, reason string, deciders []string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActDecline); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	t.State, t.UpdatedAt = Draft, now
	t.Back = &Back{By: a.Doer(), At: now, Reason: reason}
	t.wait(deciders, now)
	t.conceal()
	return t, nil
}

// reported returns t with the progress its lead reports (báo cáo tiến độ), in percent.
// Errors: ErrNotLead, ErrState; errs.ErrInvalid outside 0 to 100.
func (t Task) reported(a access.Actor, percent int, now time.Time) (Task, error) {
	if err := allowed(a, t, ActReport); err != nil {
		return Task{}, err
	}
	if err := checkPercent(percent); err != nil {
		return Task{}, err
	}
	t.Progress, t.UpdatedAt = percent, now
	t.Asked = t.pending() != nil || t.claim() != nil // whoever reports has taken a rework up
	return t, nil
}

// submitted returns t handed in (trình duyệt) with the number of pieces and the files of the result; it waits for those who decide, from now on their
// clock. Errors: ErrNotLead, ErrState; errs.ErrInvalid for the note or the quantity.
func (t Task) submitted(a access.Actor, note string, qtyMilli int64, deciders []string, now time.Time, result ...string) (Task, error) {
	if err := allowed(a, t, ActSubmit); err != nil {
		return Task{}, err
	}
	if err := checkSubmission(note, qtyMilli); err != nil {
		return Task{}, err
	}
	t.lapse(a.ID, now)
	t.takeParts(a.Doer(), now)
	t.State, t.SubmittedAt, t.UpdatedAt, t.Back = Submitted, &now, now, nil
	t.Submissions = append(clip(t.Submissions), Submission{At: now, By: a.Doer(), Note: note, QtyMilli: qtyMilli, Files: result})
	t.wait(deciders, now)
	t.show(deciders)
	return t, nil
}

// show lets people see given work for which it waits, whatever becomes of the posts by which they see it now.
func (t *Task) show(people []string) {
	t.Vis = clip(t.Vis)
	for _, p := range people {
		t.Vis = add(t.Vis, access.Person(p))
	}
}
