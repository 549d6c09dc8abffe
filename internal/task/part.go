package task

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// Part is one coordinator (phối hợp): a unit as a whole, or a person with the person's unit; with the share of the work that
// was agreed, a deadline of its own, and what was handed in of it. Fields that are not there mean what they meant before shares
// were kept: help that is not counted, by the deadline of the work.
type Part struct {
	Unit   string `bson:"unit"`
	Person string `bson:"person,omitempty"`
	Doer   string `bson:"doer,omitempty" json:",omitempty"`  // of a unit: the person whom its head named for it
	Share  int    `bson:"share,omitempty" json:",omitempty"` // percent of the work (tỷ lệ), 0 for help that is not counted

	DueOn   vncal.Date `bson:"due_on,omitempty" json:",omitempty"`   // last day in time of the own deadline (hạn phối hợp), "" for that of the work
	Since   *time.Time `bson:"since,omitempty" json:",omitempty"`    // since when the person has it, nil from when the work was given
	Dues    []Due      `bson:"dues,omitempty" json:",omitempty"`     // every own deadline, the one in force last; none while it goes by those of the work
	HandIns []HandIn   `bson:"hand_ins,omitempty" json:",omitempty"` // what was handed in, old first
}

// HandIn is a part of the work handed in to its lead (báo xong phần phối hợp), with the answer once there is one.
type HandIn struct {
	At     time.Time     `bson:"at"`
	By     string        `bson:"by"`
	Note   string        `bson:"note"`
	Answer *HandInAnswer `bson:"answer,omitempty"`
}

// HandInAnswer says what the lead made of it: taken into the work, or sent back with a reason.
type HandInAnswer struct {
	Taken  bool      `bson:"taken"`
	At     time.Time `bson:"at"`
	By     string    `bson:"by"`
	Reason string    `bson:"reason,omitempty"`
}

// maxShare is the largest sum of the coordinators' shares: the lead answers for the work and has a part of it.
const maxShare = 99

// Party names whose part it is: a person, or a unit as a whole.
type Party struct{ Unit, Person string }

// Party returns whose part p is. A person's unit is a note of where they worked and tells no two parts apart.
func (p Part) Party() Party {
	if p.Person != "" {
		return Party{Person: p.Person}
	}
	return Party{Unit: p.Unit}
}

// Doing returns who does the part: the person, of a unit whom its head named; "" while nobody is.
func (p Part) Doing() string {
	if p.Person != "" {
		return p.Person
	}
	return p.Doer
}

// Delivered returns what was handed in last, nil while there is nothing or it was sent back.
func (p Part) Delivered() *HandIn {
	if n := len(p.HandIns); n > 0 && (p.HandIns[n-1].Answer == nil || p.HandIns[n-1].Answer.Taken) {
		return &p.HandIns[n-1]
	}
	return nil
}

// Taken reports whether the lead has taken what was handed in.
func (p Part) Taken() bool {
	h := p.Delivered()
	return h != nil && h.Answer != nil
}

// partOf returns the place of a party's part, -1 when there is none.
func (t Task) partOf(who Party) int {
	return slices.IndexFunc(t.Coordinators, func(p Part) bool { return p.Party() == who })
}

// HasPart reports whether a person does a part of the work.
func (t Task) HasPart(person string) bool {
	return person != "" && slices.ContainsFunc(t.Coordinators, func(p Part) bool { return p.Doing() == person })
}

// partsWithout takes a person who leads from now on from among those who help: their share is the lead's again, and a unit names
// another.
func (t *Task) partsWithout(person string) {
	t.Coordinators = slices.DeleteFunc(slices.Clone(t.Coordinators), func(p Part) bool { return p.Person == person })
	for i, p := range t.Coordinators {
		if p.Doer == person && p.Delivered() == nil {
			t.Coordinators[i].Doer, t.Coordinators[i].Since = "", nil
		}
	}
}

// sameParties reports whether two lists name the same parties in the same order.
func sameParties(x, y []Part) bool {
	return slices.EqualFunc(x, y, func(a, b Part) bool { return a.Unit == b.Unit && a.Party() == b.Party() })
}

// checkParts adds the faults of shares: each 0 to 99 percent, and together at most 99, which leaves the lead a part.
func checkParts(fault *errs.Error, parts []Part) *errs.Error {
	sum := 0
	for i, p := range parts {
		fault = between(fault, fmt.Sprintf("coordinators[%d].share", i), int64(p.Share)*1000, 0, maxShare*1000)
		if p.DueOn != "" && !p.DueOn.Valid() {
			fault = fault.At(fmt.Sprintf("coordinators[%d].due", i), "format")
		}
		sum += p.Share
	}
	if sum > maxShare {
		fault = fault.With(errs.Field{Path: "coordinators", Code: "shares", Args: map[string]string{"sum": strconv.Itoa(sum), "max": strconv.Itoa(maxShare)}})
	}
	return fault
}

// fitParts returns errs.ErrInvalid for a part whose deadline ends after that of the work.
func (t Task) fitParts() error {
	var fault = errs.ErrInvalid
	for i, p := range t.Coordinators {
		if p.DueOn != "" && t.DueOn != "" && p.DueOn > t.DueOn {
			fault = fault.With(errs.Field{Path: fmt.Sprintf("coordinators[%d].due", i), Code: "after_work", Args: map[string]string{"was": t.DueOn.Display()}})
		}
	}
	return fault.OrNil()
}

// beginParts lets the parts begin with the work: nothing is handed in, and the deadlines run from now.
// Errors: errs.ErrInvalid for a deadline that has passed, and for a share of whoever decides about the work.
func (t *Task) beginParts(by string, now time.Time) error {
	fault, today := errs.ErrInvalid, vncal.DateOf(now)
	parts := make([]Part, len(t.Coordinators))
	for i, p := range t.Coordinators {
		if p.DueOn != "" && p.DueOn < today {
			fault = fault.At(fmt.Sprintf("coordinators[%d].due", i), "past")
		}
		p.Doer, p.Since, p.Dues, p.HandIns = "", nil, nil, nil
		if p.DueOn != "" {
			p.Dues = []Due{{On: p.DueOn, Why: DueOriginal, By: by, At: now}}
		}
		parts[i] = p
	}
	t.Coordinators = parts
	return t.ownShare(fault).OrNil()
}

// ownShare adds the fault of a share that whoever decides about the work would have of it: nobody accepts own work.
func (t Task) ownShare(fault *errs.Error) *errs.Error {
	for i, p := range t.Coordinators {
		if p.Share > 0 && p.Doing() == t.Approver {
			fault = fault.At(fmt.Sprintf("coordinators[%d].person", i), "approver_share")
		}
	}
	return fault
}

// dueParts returns the parts with the deadline of one moved: of a part that went by the deadlines of the work they are its own
// from here on.
func (t *Task) dueParts(i int, d Due) {
	p := &t.Coordinators[i]
	if len(p.Dues) == 0 {
		p.Dues = slices.Clone(t.present())
	}
	p.DueOn, p.Dues = d.On, append(clip(p.Dues), d)
}

// restParts moves the own deadlines of the parts that are not handed in, and have not ended, for a pause or its end.
func (t *Task) restParts(why DueWhy, by string, now time.Time, moved func(Part) vncal.Date) {
	t.Coordinators = slices.Clone(t.Coordinators)
	for i, p := range t.Coordinators {
		if len(p.Dues) == 0 || p.DueOn == "" || p.Delivered() != nil {
			continue
		}
		if on := moved(p); on != "" && on != p.DueOn {
			t.dueParts(i, Due{On: on, Why: why, By: by, At: now})
		}
	}
}

// counted reports whether a part is counted in grading: it has a share, of which pieces are left in thousandths.
func (r Row) counted(p Part) bool { return p.Share > 0 && share(r.QtyMilli, p.Share) > 0 }

// share returns a percentage of pieces, thousandths, down.
func share(qty int64, percent int) int64 { return qty * int64(percent) / 100 }

// LeadShare returns the percent of the work that is the lead's own.
func (r Row) LeadShare() int {
	percent := 100
	for _, p := range r.Coordinators {
		if r.counted(p) {
			percent -= p.Share
		}
	}
	return percent
}

// Part returns r as the work of whoever does a part of it: the pieces of the share, by the own deadline, handed in when the
// part was.
func (r Row) Part(p Part) Row {
	state := r.Standing()
	r.Lead, r.QtyMilli, r.Paused, r.SubmittedAt = Lead{Unit: p.Unit, Person: p.Doing()}, share(r.QtyMilli, p.Share), nil, nil
	if len(p.Dues) > 0 {
		r.DueOn, r.DueAt = p.DueOn, ends(p.DueOn)
	}
	h := p.Delivered()
	switch {
	case h != nil && state.Given():
		state = Submitted
	case state == Submitted:
		state = InProgress
	}
	if h != nil {
		r.SubmittedAt = &h.At
	}
	r.State = state
	return r
}

// Share is a task as the work of one person who has a share of it.
type Share struct {
	Task
	Percent int  // of the whole
	Helps   bool // a coordinator's; else the lead's
}

// Shares returns the task as the work of each person who has a share of it (spec/evaluation.md §2.11), the lead's last. The
// pieces, given and accepted, are those of the share and add up to those of the task; of a task without shares it is the task
// as it is. A part of a unit is nobody's until its head has named a person. A coordinator's deadlines are those of the part,
// and it is handed in when the part was: what the lead or the approver do after that is not on its clock.
func (t Task) Shares() []Share {
	var all []Share
	rest := t
	for _, p := range t.Coordinators {
		if !t.counted(p) {
			continue
		}
		rest.QtyMilli -= share(t.QtyMilli, p.Share)
		if p.Doing() != "" {
			all = append(all, Share{t.part(p), p.Share, true})
		}
	}
	if rest.QtyMilli != t.QtyMilli {
		rest.Submissions = t.restAccepted()
	}
	return append(all, Share{rest, t.LeadShare(), false})
}

// restAccepted returns the submissions with the accepted pieces that are the lead's; a major content error that the approver
// found in another's part is none of the lead's.
func (t Task) restAccepted() []Submission {
	all := slices.Clone(t.Submissions)
	for i, s := range all {
		if s.Decision == nil {
			continue
		}
		d := *s.Decision
		for _, p := range t.Coordinators {
			if t.counted(p) {
				d.QtyMilli -= share(s.Decision.QtyMilli, p.Share)
			}
		}
		if d.Of != "" {
			d = d.met()
		}
		all[i].Decision = &d
	}
	return all
}

// met returns the decision as it is for somebody whose part has no major content error.
func (d Decision) met() Decision {
	if d.Verdict == MajorError {
		d.Verdict = Met
	}
	d.Major, d.FailedMilli, d.Of = false, 0, ""
	return d
}

// faultsOf returns the returns for a major content error in the part of a person, each as a submission that was answered at once:
// it never waited on the clock of the part. An approval that found one is that of what was handed in.
func (t Task) faultsOf(person string) []Submission {
	var all []Submission
	for _, s := range t.Submissions {
		if d := s.Decision; d != nil && d.Verdict == Returned && d.Failed() && d.Of == person && t.AssignedAt != nil && !s.At.Before(*t.AssignedAt) {
			all = append(all, Submission{At: d.At, By: s.By, Decision: d})
		}
	}
	return all
}

// part is Row.Part for the whole task: what was handed in of the part are its submissions, decided when the work was.
func (t Task) part(p Part) Task {
	v := t
	v.Row = t.Part(p)
	v.NamedAt, v.Causes, v.Submissions = p.Since, nil, t.faultsOf(p.Doing())
	if len(p.Dues) > 0 {
		v.Dues = p.Dues
	}
	for _, h := range p.HandIns {
		s := Submission{At: h.At, By: h.By, Note: h.Note, QtyMilli: v.QtyMilli}
		switch {
		case h.Answer != nil && !h.Answer.Taken:
			s.Decision = &Decision{Verdict: Returned, At: h.Answer.At, By: h.Answer.By, Reason: h.Answer.Reason}
		case t.State == Completed:
			whole := *t.Submissions[len(t.Submissions)-1].Decision
			whole.QtyMilli = share(whole.QtyMilli, p.Share)
			if whole.Of != p.Doing() { // the remark is about the work, not about the part
				whole = whole.met()
				whole.Reason = ""
			}
			s.Decision = &whole
		}
		v.Submissions = append(v.Submissions, s)
	}
	return v
}
