package evaluation

import (
	"strings"
	"time"

	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Fact is one grading line as stored: what one task brings one person in one month. It is a pure function of the task,
// never an incremented counter (spec/evaluation.md §2.11). Quantities and K are thousandths.
type Fact struct {
	ID          string         `bson:"_id"` // agency|period|person|task, the order in which facts are read
	Agency      string         `bson:"agency"`
	Task        string         `bson:"task"` // task id
	Code        string         `bson:"code"` // task code, as the trace names it
	K           int64          `bson:"k"`
	A           int64          `bson:"a"`                 // assigned
	D           int64          `bson:"d"`                 // accepted
	Q           int            `bson:"q"`                 // failed reviews, excused ones taken off
	F           *int64         `bson:"f,omitempty"`       // pieces those reviews found faulty; nil when one of them named none
	L           int            `bson:"l"`                 // deadlines missed up to the task's last change, excused ones taken off
	LateAt      *time.Time     `bson:"late_at,omitempty"` // when the deadline in force will have been missed if nothing happens
	DueOn       vncal.Date     `bson:"due_on"`
	State       task.State     `bson:"state"`
	CarriedFrom grading.Period `bson:"carried_from,omitempty"` // the month that closed without it
	Over        bool           `bson:"over,omitempty"`         // the month ended with the work unfinished: the line is settled
	Show        Show           `bson:"show"`
}

// Show is what a person reads beside the numbers of a fact; grading leaves it out.
type Show struct {
	Title       string       `bson:"title"`
	ProductCode string       `bson:"product_code,omitempty"`
	Product     string       `bson:"product"`
	Version     int          `bson:"product_version,omitempty"` // of the catalogue the work was given under, 0 for free text
	PointsMilli int64        `bson:"points_milli,omitempty"`    // points of one piece, thousandths
	Divisor     int64        `bson:"divisor,omitempty"`         // points of the standard product: K = points ÷ divisor
	SubmittedOn vncal.Date   `bson:"submitted_on,omitempty"`    // of the submission that waits or was accepted
	Missed      []vncal.Date `bson:"missed"`                    // the deadlines missed: L and those excused
	Reviews     []Review     `bson:"returns"`                   // how what was handed in was decided, in order
	Excuses     []Excuse     `bson:"excuses,omitempty"`         // events that do not count: their objective cause was confirmed
	Moves       []Move       `bson:"moves,omitempty"`           // how the deadline came to be another than the first
	Share       int          `bson:"share,omitempty"`           // percent of the work that is this person's, 0 for all of it
	Helps       bool         `bson:"helps,omitempty"`           // it is a coordinator's share
}

// Review is one decision about what was handed in: approved, with a major content error or without, or sent back for
// rework. In sheets that were closed before approvals were kept with their names, By, Verdict and QtyMilli are empty.
type Review struct {
	On          vncal.Date   `bson:"on"`
	By          string       `bson:"by,omitempty"` // person id
	Verdict     task.Verdict `bson:"verdict,omitempty"`
	Reason      string       `bson:"reason"`
	Major       bool         `bson:"major"`                  // sai sót lớn về nội dung: a failed review
	FailedMilli int64        `bson:"failed_milli,omitempty"` // pieces with the error, as the approver named them
	QtyMilli    int64        `bson:"qty_milli,omitempty"`    // pieces accepted, 0 when sent back
}

// Move is one change of the deadline, to a day that a person or the calendar set.
type Move struct {
	On  vncal.Date  `bson:"on"`  // day of the change
	Due vncal.Date  `bson:"due"` // the new deadline, "" for none
	Why task.DueWhy `bson:"why"`
	By  string      `bson:"by"` // person id
}

// Excuse is one event that costs nothing, since its objective cause was confirmed by the competent authority.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2.
type Excuse struct {
	Kind     task.CauseKind `bson:"kind"`
	Event    vncal.Date     `bson:"event"` // the deadline missed, or the day of the review
	On       vncal.Date     `bson:"on"`    // day of the confirmation
	By       string         `bson:"by"`    // person id
	Document string         `bson:"document"`
}

// Pending reports whether the work waits for its approver.
func (f Fact) Pending() bool { return f.State == task.Submitted }

// Done reports whether the work was accepted.
func (f Fact) Done() bool { return f.State == task.Completed }

// Settled reports whether nothing more will happen to the line once its month is over.
func (f Fact) Settled() bool { return f.Over || f.Done() }

// Period returns the month of the line.
func (f Fact) Period() grading.Period { return grading.Period(f.key(1)) }

// Person returns whose line it is.
func (f Fact) Person() string { return f.key(2) }

// key returns part i of the id, "" when there are fewer.
func (f Fact) key(i int) string {
	part, rest, more := strings.Cut(f.ID, "|")
	for ; i > 0 && more; i-- {
		part, rest, more = strings.Cut(rest, "|")
	}
	if i > 0 {
		return ""
	}
	return part
}

// in returns the fact as a line of another month.
func (f Fact) in(p grading.Period) Fact {
	f.ID = factID(f.Agency, p, f.Person(), f.Task)
	return f
}

func factID(agency string, p grading.Period, person, task string) string {
	return agency + "|" + string(p) + "|" + person + "|" + task
}

// At returns the fact as it stands at an instant: a deadline that passes without a submission is a lateness event
// although nobody touched the task.
func (f Fact) At(now time.Time) Fact {
	if f.LateAt != nil && !now.Before(*f.LateAt) {
		f.L++
		f.Show.Missed = append(f.Show.Missed[:len(f.Show.Missed):len(f.Show.Missed)], f.DueOn)
		f.LateAt = nil
	}
	return f
}

// Counts reports whether the line counts in the provisional score of a running month: only work that is due by today or
// was handed in. A line carried over is no exception: with its clock given back it has time again.
func (f Fact) Counts(today vncal.Date) bool {
	return f.Done() || f.Pending() || f.DueOn != "" && f.DueOn <= today
}

// Line returns the fact as Policy.Grade reads it.
func (f Fact) Line() grading.Line {
	l := grading.Line{
		Task: f.Code, K: grading.Milli(f.K), Assigned: grading.Milli(f.A), Done: grading.Milli(f.D),
		FailedReviews: int64(f.Q), LateEvents: int64(f.L),
	}
	if f.F != nil {
		failed := grading.Milli(*f.F)
		l.FailedQuantity = &failed
	}
	return l
}

// linesOf returns the lines of facts, in their order.
func linesOf(facts []Fact) []grading.Line {
	lines := make([]grading.Line, len(facts))
	for i, f := range facts {
		lines[i] = f.Line()
	}
	return lines
}
