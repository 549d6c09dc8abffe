package recurring

import (
	"fmt"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/task"
	"congvu/pkg/fold"
	"congvu/pkg/quickadd"
	"congvu/pkg/recurrence"
	"congvu/pkg/vncal"
)

// Errors of recurring work.
var (
	ErrInput  = errs.New(errs.Invalid, "recurring.invalid", "the recurring work has faults")
	ErrAssign = errs.New(errs.Forbidden, "recurring.assign", "only who gives work has it come again")
	ErrMany   = errs.New(errs.Conflict, "recurring.many", "too many rules of recurring work")
	ErrState  = errs.New(errs.Conflict, "recurring.state", "not possible in this state")
)

// Type is the type of rules in events and in the journal.
const Type = "recurring"

// State is what a rule does.
type State string

// The states of a rule, as stored and sent.
const (
	Active State = "active" // đang chạy
	Paused State = "paused" // tạm dừng
	Ended  State = "ended"  // đã kết thúc; for good
)

// maxOwn is how many rules that have not ended one person has at most.
const maxOwn = 200

// Rule is work that comes again.
type Rule struct {
	ID        string          `bson:"_id"`
	Agency    string          `bson:"agency"`
	Version   int64           `bson:"version"`
	Giver     string          `bson:"giver"` // person id of who gives the work
	Words     string          `bson:"words"` // the rule in Vietnamese, as it was said: "ngày 25 hằng tháng"
	RRule     string          `bson:"rrule"` // RFC 5545, without DTSTART
	Start     vncal.Date      `bson:"start"` // first day on which it can come
	Off       recurrence.Off  `bson:"off"`   // what becomes of days off
	Inside    quickadd.Unit   `bson:"inside,omitempty"`
	Work      Work            `bson:"work"`
	State     State           `bson:"state"`
	Why       string          `bson:"why,omitempty"`  // code of the refusal for which the program paused it
	Done      vncal.Date      `bson:"done,omitempty"` // the last day that the rule names whose work was given or passed over
	Next      vncal.Date      `bson:"next,omitempty"` // when it comes next; "" when it does not
	Last      string          `bson:"last,omitempty"` // id of the task given last
	At        time.Time       `bson:"at"`
	UpdatedAt time.Time       `bson:"updated_at"`
	Op        *idempotency.Op `bson:"op,omitempty"` // the request that made it
}

// Work is what is given each time.
type Work struct {
	Title        string      `bson:"title"`
	Description  string      `bson:"description,omitempty"`
	Document     string      `bson:"document,omitempty"`
	Lead         task.Lead   `bson:"lead"`
	Coordinators []task.Part `bson:"coordinators,omitempty"`

	Informed []task.Informed `bson:"informed,omitempty"` // who sees it for information each time

	ProductCode string       `bson:"product_code,omitempty"`
	ProductText string       `bson:"product_text,omitempty"`
	PointsMilli int64        `bson:"points,omitempty"`
	QtyMilli    int64        `bson:"qty"`
	Urgency     task.Urgency `bson:"urgency"`
	Term        vncal.Rule   `bson:"term"` // counted from the day on which it comes; none: due on that day
}

// JournalObject names the rule in journal entries and events.
func (r Rule) JournalObject() journal.Object {
	return journal.Object{Type: Type, ID: r.ID, Title: r.Work.Title}
}

// JournalVersion returns the version that an event announces.
func (r Rule) JournalVersion() int64 { return r.Version }

// JournalVis returns the giver's token: nobody else is concerned before work is given.
func (r Rule) JournalVis() []string { return []string{access.Person(r.Giver)} }

// CanSee reports whether a sees r: its giver.
func CanSee(a access.Actor, r Rule) bool { return r.Agency == a.Agency && a.Is(r.Giver) }

// CanMake reports whether a may have work come again: whoever gives work.
func CanMake(a access.Actor) bool { return identity.CanAssign(a) }

// Input is what is said of recurring work.
type Input struct {
	Words string // "ngày 25 hằng tháng, nếu nghỉ thì làm trước"
	Start vncal.Date
	Task  task.Input // Due: working days, days or months from the day it comes, or none for that day itself
}

// every reads the words of a rule; ErrInput with the parser's sentence at words.
func every(words string, now time.Time, cal *vncal.Calendar) (quickadd.Every, error) {
	line := quickadd.Parse("x lặp "+fold.Line(words), now, cal)
	if len(line.Parts) != 1 || line.Parts[0].Kind != quickadd.Repeat || line.Parts[0].Fault != nil || line.Parts[0].Every == nil || strings.TrimSpace(line.Title) != "x" {
		return quickadd.Every{}, ErrInput.At("words", "recurring")
	}
	return *line.Parts[0].Every, nil
}

// workOf returns what is given each time; ErrInput when its deadline is a fixed day.
func workOf(in task.Input) (Work, error) {
	term := vncal.Rule{Kind: in.Due.Kind, N: in.Due.N}
	if term.Kind == vncal.KindDate {
		return Work{}, ErrInput.At("task.due", "fixed_day")
	}
	for i, p := range in.Coordinators { // as of the work itself: it comes again after that day
		if p.DueOn != "" {
			return Work{}, ErrInput.At(fmt.Sprintf("task.coordinators[%d].due", i), "fixed_day")
		}
	}
	return Work{
		Title: in.Title, Description: in.Description, Document: in.Document, Lead: in.Lead, Coordinators: in.Coordinators, Informed: in.Informed,
		ProductCode: in.ProductCode, ProductText: in.ProductText, PointsMilli: in.PointsMilli, QtyMilli: in.QtyMilli, Urgency: in.Urgency, Term: term,
	}, nil
}

// input returns the task that is given on a day; words say by which rule.
func (w Work) input(words string, day vncal.Date) task.Input {
	due := w.Term
	if due.Kind == vncal.KindNone || due.Kind == "" {
		due = vncal.Rule{Kind: vncal.KindDate, Date: day}
	}
	description := strings.TrimSpace(w.Description + "\n\nViệc định kỳ: " + words + ".")
	return task.Input{
		Title: w.Title, Description: description, Document: w.Document, Lead: w.Lead, Coordinators: w.Coordinators, Informed: w.Informed,
		ProductCode: w.ProductCode, ProductText: w.ProductText, PointsMilli: w.PointsMilli, QtyMilli: w.QtyMilli, Urgency: w.Urgency, Due: due,
	}
}

// days returns the rule as pkg/recurrence computes it.
func (r Rule) days() recurrence.Rule {
	return recurrence.Rule{RRule: r.RRule, Start: r.Start, Off: r.Off, Inside: r.Inside}
}

// moved is how far a day off can move work, in days: what lies further before Done was surely done.
const moved = 31

// after returns the first n days of r from a day on whose named days lie behind Done: a calendar that has changed since brings
// no day back that was done.
func (r Rule) after(cal *vncal.Calendar, from vncal.Date, n int) ([]recurrence.Day, error) {
	if r.Done != "" {
		from = max(from, r.Done.AddDays(-moved))
	}
	all, err := recurrence.Next(cal, r.days(), from, n+moved+1)
	if err != nil {
		return nil, err
	}
	days := all[:0]
	for _, d := range all {
		if d.Named > r.Done && len(days) < n {
			days = append(days, d)
		}
	}
	return days, nil
}
