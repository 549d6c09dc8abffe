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
	ActAssign      Act = "assign"           // giao
	ActAccept      Act = "accept"           // tiếp nhận
	ActName        Act = "name"             // phân công: the head of a leading unit accepts by naming a person
	ActSubmit      Act = "submit"           // trình duyệt
	ActAnswer      Act = "answer_extension" // trả lời đề nghị gia hạn
	ActAnswerCause Act = "answer_cause"     // xác nhận nguyên nhân khách quan
	ActApprove     Act = "approve"          // duyệt hoàn thành
	ActReturn      Act = "return"           // yêu cầu làm lại
	ActReport      Act = "report"           // báo cáo tiến độ
	ActWithdraw    Act = "withdraw"         // rút lại để sửa
	ActExtend      Act = "ask_extension"    // xin gia hạn
	ActAskCause    Act = "ask_cause"        // đề nghị xác nhận nguyên nhân khách quan
	ActEdit        Act = "edit"             // sửa
	ActNudge       Act = "nudge"            // đôn đốc
	ActReschedule  Act = "reschedule"       // đổi hạn
	ActPause       Act = "pause"            // tạm dừng
	ActResume      Act = "resume"           // tiếp tục
	ActReopen      Act = "reopen"           // mở lại
	ActDecline     Act = "decline"          // trả lại
	ActRecall      Act = "recall"           // thu hồi
	ActCancel      Act = "cancel"           // hủy
)

// verb is everything that is fixed about one act: when it is possible and for whom, and what is recorded and told of it.
type verb struct {
	act    Act
	from   []State
	who    func(access.Actor, Task) bool
	refuse *errs.Error // to everybody else

	action string                       // audit action and kind of the messages
	tells  audience                     // who gets a message, nil: nobody
	diary  bool                         // whether it belongs into the diary of whoever did it; a draft, a request and what is taken back are no work done
	params func(Task) map[string]string // values for the history's sentence, from what became of the task; nil: none
}

// verbs is the one place that says who may do what, in the order of the action bar, and what follows from it beside the
// change of the task itself.
var verbs = []verb{
	{ActAssign, []State{Draft, Recalled}, canGive, ErrNotAssigner, "task.assigned", toTakers, true, content},
	{ActAccept, []State{Assigned}, leads, ErrNotLead, "task.accepted", toAssigner, true, nil},
	{ActName, []State{Assigned}, names, ErrNotNaming, "task.named", toLead, true, namedLead},
	{ActSubmit, []State{InProgress}, leads, ErrNotLead, "task.submitted", toDeciders, true, nil},
	{ActAnswer, []State{InProgress}, decides, ErrNotApprover, "task.extension_answered", toLead, true, extensionAnswer},
	{ActAnswerCause, []State{InProgress, Submitted, Completed}, decides, ErrNotApprover, "task.cause_answered", toLead, true, claimedEvent},
	{ActApprove, []State{Submitted}, decides, ErrNotApprover, "task.approved", toJudged, true, failedPieces},
	{ActReturn, []State{Submitted}, decides, ErrNotApprover, "task.returned", toJudged, true, handedBack},
	{ActReport, []State{InProgress}, leads, ErrNotLead, "task.reported", nil, true, nil},
	{ActWithdraw, []State{Submitted}, leads, ErrNotLead, "task.withdrawn", toFormer, false, nil},
	{ActExtend, []State{InProgress}, leads, ErrNotLead, "task.extension_asked", toDeciders, false, extensionRequest},
	{ActAskCause, []State{InProgress, Submitted, Completed}, leads, ErrNotLead, "task.cause_asked", toDeciders, false, claimedEvent},
	{ActEdit, []State{Draft, Recalled}, drafts, ErrNotAssigner, "task.edited", nil, false, content},
	{ActNudge, []State{Assigned, InProgress, Submitted}, nudges, ErrNotNudging, "task.nudged", toHolders, true, nudgedTimes},
	{ActReschedule, []State{Assigned, InProgress}, assigner, ErrNotAssigner, "task.rescheduled", toTakers, true, anotherDue},
	{ActPause, []State{Assigned, InProgress, Submitted}, decides, ErrNotApprover, "task.paused", toTakers, true, pausedUntil},
	{ActResume, []State{Paused}, decides, ErrNotApprover, "task.resumed", toTakers, true, dueNow},
	{ActReopen, []State{Completed}, decides, ErrNotApprover, "task.reopened", toLead, true, dueNow},
	{ActDecline, []State{Assigned}, either(leads, names), ErrNotLead, "task.declined", toReceivers, true, nil},
	{ActRecall, []State{Assigned, InProgress, Submitted, Paused}, assigner, ErrNotAssigner, "task.recalled", toTakers, true, nil},
	{ActCancel, []State{Draft, Assigned, InProgress, Submitted, Paused, Recalled}, cancels, ErrNotAssigner, "task.cancelled", toBereft, true, nil},
}

// ready is what must hold of the work beside its state, for the acts that ask for more.
var ready = map[Act]func(Task) error{ActExtend: extendable, ActAnswer: asked, ActReschedule: settled, ActPause: settled, ActAskCause: unclaimed, ActAnswerCause: claimed}

// What is recorded without an act of the action bar: a new draft, and what jobs do, who keep no diary.
var (
	creating   = verb{action: "task.created", tells: toDeciders, params: content}
	splitting  = verb{action: "task.split"}
	passing    = verb{action: "task.passed"}
	resuming   = verb{action: "task.resumed", tells: toConcerned, params: dueNow}
	recounting = verb{action: "task.recounted", tells: toConcerned}
)

// verbOf returns the row of an act, which must have one.
func verbOf(act Act) verb {
	return verbs[slices.IndexFunc(verbs, func(v verb) bool { return v.act == act })]
}

// Acts returns what a may do with t now, in the order of the action bar.
func Acts(a access.Actor, t Task) []Act {
	acts := []Act{}
	for _, v := range verbs {
		if v.allow(a, t) == nil {
			acts = append(acts, v.act)
		}
	}
	return acts
}

// allowed says why a may not do act on t now: somebody else's act first (Forbidden), then ErrState, then what ready asks for.
func allowed(a access.Actor, t Task, act Act) error { return verbOf(act).allow(a, t) }

func (v verb) allow(a access.Actor, t Task) error {
	_, instead := v.instead(a, t)
	switch {
	case !v.who(a, t) && !instead:
		return v.refuse
	case !slices.Contains(v.from, t.State):
		return ErrState
	}
	if more := ready[v.act]; more != nil {
		return more(t)
	}
	return nil
}

// awaited are the acts for which somebody may stand in: the answers to what waits, not the work itself, and nothing that
// anybody may do at any time.
var awaited = map[Act][]State{
	ActAssign: {Draft, Recalled}, ActAccept: {Assigned}, ActName: {Assigned}, ActDecline: {Assigned},
	ActAnswer: {InProgress}, ActAnswerCause: {InProgress, Submitted, Completed}, ActApprove: {Submitted}, ActReturn: {Submitted}, ActCancel: {Draft, Recalled},
}

// instead returns whom a stands in for when doing v on t: somebody for whom t waits and who may do it. Nobody answers the own
// work or the own proposal by standing in.
func (v verb) instead(a access.Actor, t Task) (access.Actor, bool) {
	if !slices.Contains(awaited[v.act], t.State) || a.Is(t.Lead.Person) || t.Proposal && a.Is(t.AssignedBy) {
		return access.Actor{}, false
	}
	for _, p := range a.StandsFor(t.Waiting) {
		if v.who(p, t) {
			return p, true
		}
	}
	return access.Actor{}, false
}

// acting returns who acts when a does one of acts on t: a, or whom a stands in for.
func acting(a access.Actor, t Task, acts []Act) access.Actor {
	for _, act := range acts {
		if verbOf(act).who(a, t) {
			return a
		}
	}
	for _, act := range acts {
		if p, ok := verbOf(act).instead(a, t); ok {
			return p
		}
	}
	return a
}

// Instead returns for whom a may act on t by standing in, "" when a does nothing in anybody's place.
func Instead(a access.Actor, t Task) string {
	for _, v := range verbs {
		if p, ok := v.instead(a, t); ok && !v.who(a, t) {
			return p.ID
		}
	}
	return ""
}

// Instead returns for whom a answers the waiting task of a row, "" when it waits for a.
func (r Row) Instead(a access.Actor) string {
	if slices.Contains(r.Waiting, a.ID) {
		return ""
	}
	for _, p := range a.StandsFor(r.Waiting) {
		return p.ID
	}
	return ""
}

// Sees reports whether a may see t, as the store finds out: by a token of its vis, or by standing in for somebody for whom it
// waits.
func Sees(a access.Actor, t Task) bool {
	tokens := a.Tokens()
	return a.Agency == t.Agency && (slices.ContainsFunc(tokens.All, func(token string) bool { return slices.Contains(t.Vis, token) }) ||
		t.Asked && t.State != InProgress && slices.ContainsFunc(tokens.Away, func(p string) bool { return slices.Contains(t.Waiting, p) }))
}

// either joins two conditions.
func either(x, y func(access.Actor, Task) bool) func(access.Actor, Task) bool {
	return func(a access.Actor, t Task) bool { return x(a, t) || y(a, t) }
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

// nudges reports whether a may press for t.
func nudges(a access.Actor, t Task) bool { return CanNudge(a, t.Row) }

// CanNudge reports whether a may press those for whom r waits (đôn đốc): somebody in charge of the leading unit or above it,
// of whom its assigner is one, or its follow-up officer. A decision that is due is pressed for by heads and follow-up officers
// only: no deputy presses the own head. Neither who leads the work nor who can name its lead presses others for it, and nobody for work that rests.
func CanNudge(a access.Actor, r Row) bool {
	charge := a.Commands(r.Units...)
	if r.State == Submitted {
		charge = a.Heads(r.Units...)
	}
	return r.State.Given() && r.State != Paused && (charge || a.Follows(r.Units...)) && !a.Is(r.Lead.Person) && !names(a, Task{Row: r}) &&
		slices.ContainsFunc(r.Waiting, func(person string) bool { return !a.Is(person) })
}
