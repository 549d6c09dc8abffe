package task

import (
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// Act is something that can be done with a task, as sent to screens.
type Act string

// The acts, in the order of the action bar.
const (
	ActAssign  Act = "assign"  // giao
	ActAccept  Act = "accept"  // tiếp nhận
	ActName    Act = "name"    // phân công: the head of a leading unit accepts by naming a person
	ActSubmit  Act = "submit"  // trình duyệt
	ActApprove Act = "approve" // duyệt hoàn thành
	ActReturn  Act = "return"  // yêu cầu làm lại
	ActReport  Act = "report"  // báo cáo tiến độ
	ActEdit    Act = "edit"    // sửa
	ActDecline Act = "decline" // trả lại
	ActRecall  Act = "recall"  // thu hồi
	ActCancel  Act = "cancel"  // hủy
)

// rule says in which states an act is possible and for whom.
type rule struct {
	act    Act
	states []State
	who    func(access.Actor, Task) bool
	refuse *errs.Error // to everybody else
}

// rules is the one place that decides who may do what, in the order of the action bar.
var rules = []rule{
	{ActAssign, []State{Draft, Recalled}, canGive, ErrNotAssigner},
	{ActAccept, []State{Assigned}, leads, ErrNotLead},
	{ActName, []State{Assigned}, names, ErrNotNaming},
	{ActSubmit, []State{InProgress}, leads, ErrNotLead},
	{ActApprove, []State{Submitted}, decides, ErrNotApprover},
	{ActReturn, []State{Submitted}, decides, ErrNotApprover},
	{ActReport, []State{InProgress}, leads, ErrNotLead},
	{ActEdit, []State{Draft, Recalled}, drafts, ErrNotAssigner},
	{ActDecline, []State{Assigned}, func(a access.Actor, t Task) bool { return leads(a, t) || names(a, t) }, ErrNotLead},
	{ActRecall, []State{Assigned, InProgress, Submitted, Paused}, assigner, ErrNotAssigner},
	{ActCancel, []State{Draft, Assigned, InProgress, Submitted, Paused}, cancels, ErrNotAssigner},
}

// Acts returns what a may do with t now, in the order of the action bar.
func Acts(a access.Actor, t Task) []Act {
	acts := []Act{}
	for _, r := range rules {
		if r.allow(a, t) == nil {
			acts = append(acts, r.act)
		}
	}
	return acts
}

// allowed says why a may not do act on t now: somebody else's act first (Forbidden), then ErrState.
func allowed(a access.Actor, t Task, act Act) error {
	for _, r := range rules {
		if r.act == act {
			return r.allow(a, t)
		}
	}
	return errs.ErrForbidden
}

func (r rule) allow(a access.Actor, t Task) error {
	switch {
	case !r.who(a, t):
		return r.refuse
	case !slices.Contains(r.states, t.State):
		return ErrState
	}
	return nil
}

// outranks reports whether person heads a unit whose deputy a is, so that a cannot give them work; unless a heads a unit
// of path, where the work goes, in another appointment.
func outranks(person, a access.Actor, path []string) bool {
	return !a.Heads(path...) && slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.Deputy && person.Heads(p.Unit)
	})
}

// leads reports whether a is the person who leads t, of a task that is no draft any more.
func leads(a access.Actor, t Task) bool { return a.Is(t.Lead.Person) && t.State != Draft }

// names reports whether a may name who leads: t is led by a unit and waits for a, or a is in charge of that very unit.
func names(a access.Actor, t Task) bool {
	return t.Lead.Person == "" && t.State != Draft && (slices.Contains(t.Waiting, a.ID) || a.Commands(t.Lead.Unit))
}

// decides reports whether a answers submissions of t: its approver, or a head above once the approver is gone; never the
// lead.
func decides(a access.Actor, t Task) bool {
	return !a.Is(t.Lead.Person) && (a.Is(t.Approver) && !t.ApproverGone || standsIn(a, t))
}

// assigner reports whether a is who gave t and is its approver still, or stands in for them.
func assigner(a access.Actor, t Task) bool {
	return a.Is(t.AssignedBy) && !t.Proposal && !t.ApproverGone || !a.Is(t.Lead.Person) && standsIn(a, t)
}

// inCharge reports whether somebody holds an appointment by which they answer for t as its approver: head, or deputy in
// charge, of the leading unit or of one above it. Another post elsewhere does not count.
func inCharge(a access.Actor, t Task) bool { return a.Commands(t.Units...) }

// standsIn reports whether a acts for an approver who is gone: a head of the leading unit or above it. A draft that was
// never given stays its author's.
func standsIn(a access.Actor, t Task) bool {
	return t.ApproverGone && t.AssignedAt != nil && a.Heads(t.Units...)
}

// answers reports whether a is a head for whom the proposal t waits.
func answers(a access.Actor, t Task) bool {
	return t.Proposal && !a.Is(t.Lead.Person) && slices.Contains(t.Waiting, a.ID) && a.Commands(t.Units...)
}

// drafts reports whether a may change t before it is given: its author, or the head whom a proposal waits for. Once t was
// given it is work of the office: who gave it must be in charge still, else a head stands in.
func drafts(a access.Actor, t Task) bool {
	if t.AssignedAt == nil || t.Proposal {
		return a.Is(t.AssignedBy) || answers(a, t)
	}
	return assigner(a, t)
}

// canGive reports whether a may give t: the head whom a proposal waits for, or the author, who must be in charge of the
// leading unit still.
func canGive(a access.Actor, t Task) bool {
	if t.Proposal {
		return answers(a, t)
	}
	return assigner(a, t) && !a.Is(t.Lead.Person) && a.Commands(t.Units...)
}

// cancels reports whether a may drop t: its assigner, the author of a draft, or the head who refuses a proposal.
func cancels(a access.Actor, t Task) bool {
	return assigner(a, t) || t.State == Draft && drafts(a, t)
}
