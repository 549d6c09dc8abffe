package workplace

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/org"
)

// Act is something the caller may do with a registration now.
type Act string

// The acts, as sent.
const (
	ActEdit     Act = "edit"     // sửa
	ActSubmit   Act = "submit"   // gửi duyệt
	ActWithdraw Act = "withdraw" // rút lại, thu hồi
	ActApprove  Act = "approve"  // duyệt, cả hoặc một phần
	ActRefuse   Act = "refuse"   // từ chối
	ActRecall   Act = "recall"   // thu hồi bởi người duyệt
	ActReport   Act = "report"   // ghi kết quả
	ActConfirm  Act = "confirm"  // xác nhận kết quả
	ActReturn   Act = "return"   // trả lại kết quả
)

// The state machine of a registration. Whoever is not named by a row is refused, and so is every state not in it.
var machine = map[Act]struct {
	owner bool // by who registered; else by a head above
	from  []State
}{
	ActEdit:     {owner: true, from: []State{Draft, Refused}},
	ActSubmit:   {owner: true, from: []State{Draft, Refused}},
	ActWithdraw: {owner: true, from: []State{Draft, Submitted, Approved}},
	ActReport:   {owner: true, from: []State{Approved}},
	ActApprove:  {from: []State{Submitted}},
	ActRefuse:   {from: []State{Submitted}},
	ActRecall:   {from: []State{Approved}},
	ActConfirm:  {from: []State{Approved}},
	ActReturn:   {from: []State{Approved}},
}

// May reports why a cannot do act with r at now: nil, ErrNotOwner, ErrOwn, ErrNotApprover, ErrState, ErrOver. chain are
// those who may decide, the direct superior first.
func May(a access.Actor, act Act, r Registration, chain []string, now Half) error {
	row := machine[act]
	switch {
	case row.owner && !a.Is(r.Person):
		return ErrNotOwner
	case !row.owner && a.Is(r.Person):
		return ErrOwn
	case !row.owner && !slices.Contains(chain, a.ID) && instead(a, r, chain, act).ID == "":
		return ErrNotApprover
	case !slices.Contains(row.from, r.State):
		return ErrState
	}
	switch act {
	case ActWithdraw, ActRecall:
		if r.State == Approved && len(kept(r.Granted, now)) == len(r.Granted) {
			return ErrOver
		}
	case ActReport:
		if !r.reportable(now) || r.Result.State == ResultConfirmed {
			return ErrState
		}
	case ActConfirm, ActReturn:
		if r.Result.State != ResultSubmitted {
			return ErrState
		}
	}
	return nil
}

// instead returns whom a stands in for when doing act with r: somebody of the chain for whom r waits; the zero Actor for
// nobody. To recall what was granted waits for nobody.
func instead(a access.Actor, r Registration, chain []string, act Act) access.Actor {
	if act == ActRecall || a.Is(r.Person) {
		return access.Actor{}
	}
	for _, p := range a.StandsFor(r.Waiting) {
		if slices.Contains(chain, p.ID) {
			return p
		}
	}
	return access.Actor{}
}

// Instead returns for whom a decides on r by standing in, "" when a does nothing in anybody's place.
func Instead(a access.Actor, r Registration) string {
	if slices.Contains(r.Waiting, a.ID) || a.Is(r.Person) || slices.Contains(r.Waiting, r.Person) {
		return ""
	}
	for _, p := range a.StandsFor(r.Waiting) {
		return p.ID
	}
	return ""
}

// Acts returns what a may do with r at now.
func Acts(a access.Actor, r Registration, chain []string, now Half) []Act {
	acts := []Act{}
	for _, act := range []Act{ActEdit, ActSubmit, ActApprove, ActRefuse, ActWithdraw, ActRecall, ActReport, ActConfirm, ActReturn} {
		if May(a, act, r, chain, now) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// kept returns those of halves that have begun at now: they cannot be taken back any more.
func kept(halves []Half, now Half) []Half {
	begun := []Half{}
	for _, h := range halves {
		if h <= now {
			begun = append(begun, h)
		}
	}
	return begun
}

// reportable reports whether the result can be written: on and after the last granted day.
func (r Registration) reportable(now Half) bool {
	n := len(r.Granted)
	return n > 0 && now.Date() >= r.Granted[n-1].Date()
}

// written returns r with in, already normal, in its place. A refused one becomes a draft again.
func (r Registration) written(in Input, works []Work) Registration {
	r.State, r.Halves, r.Reason, r.Phone, r.Works, r.Committed = Draft, in.Halves, in.Reason, in.Phone, works, in.Committed
	r.Granted, r.First, r.Last = []Half{}, "", ""
	r.DecidedAt, r.DecidedBy, r.Why = nil, "", ""
	if n := len(r.Halves); n > 0 {
		r.First, r.Last = r.Halves[0].Date(), r.Halves[n-1].Date()
	}
	r.wait("", time.Time{})
	return r
}

// sent returns r waiting for its approver from now.
func (r Registration) sent(approver string, now time.Time) Registration {
	r.State, r.SubmittedAt, r.DecidedAt, r.DecidedBy, r.Why = Submitted, &now, nil, "", ""
	r.wait(approver, now)
	return r
}

// approved returns r with the half-days granted, some of those asked for.
func (r Registration) approved(by string, granted []Half, now time.Time) Registration {
	r.State, r.Granted, r.DecidedAt, r.DecidedBy = Approved, granted, &now, by
	r.wait("", now)
	return r
}

// refused returns r turned down with a reason.
func (r Registration) refused(by, why string, now time.Time) Registration {
	r.State, r.DecidedAt, r.DecidedBy, r.Why = Refused, &now, by, why
	r.wait("", now)
	return r
}

// withdrawn returns r taken back at now: one that waits becomes a draft again, of an approved one the half-days that have
// begun stay, and with none of them it is over.
func (r Registration) withdrawn(by, why string, now time.Time) Registration {
	r.Granted = kept(r.Granted, HalfAt(now))
	switch {
	case r.State == Submitted:
		r.State = Draft
	case len(r.Granted) == 0:
		r.State = Withdrawn
	}
	if r.State != Draft {
		r.DecidedAt, r.DecidedBy, r.Why = &now, by, why
	}
	r.wait("", now)
	return r
}

// Sees reports whether a may look at the grid of a unit: its own people, and those whose work or staff tokens reach it
// (heads, deputies in charge, follow-up officers, inspectors, hr). Administrators see no work.
func Sees(a access.Actor, u org.Unit) bool {
	own := slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool { return p.Unit == u.ID && p.Role != access.Admin })
	return own || Oversees(a, u)
}

// Oversees reports whether a sees the papers behind the grid of a unit: which kind of leave, by which decision.
func Oversees(a access.Actor, u org.Unit) bool {
	path := u.Path()
	within := func(top string) bool { return slices.Contains(path, top) }
	return slices.ContainsFunc(a.Reach(access.Work), within) || slices.ContainsFunc(a.Reach(access.Staff), within)
}

// CanRule reports whether a sets the rules of a unit: its head, or a head above.
func CanRule(a access.Actor, u org.Unit) bool { return a.Heads(u.Path()...) }

// CanEnter reports whether a enters absences of a unit's people: hr for it, and whoever commands it.
func CanEnter(a access.Actor, u org.Unit) bool {
	path := u.Path()
	return a.Commands(path...) || slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.HR && slices.Contains(path, p.Unit)
	})
}

// CanCall reports whether a asks a unit's people at home to answer: whoever commands it, and inspectors for it.
func CanCall(a access.Actor, u org.Unit) bool {
	path := u.Path()
	return a.Commands(path...) || slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.Inspector && slices.Contains(path, p.Unit)
	})
}
