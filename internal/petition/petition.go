package petition

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/ratification"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// State is how far a petition has come.
type State string

// The states of a petition, as stored and sent.
const (
	Waiting State = "waiting" // for its answer
	Upheld  State = "upheld"  // giữ nguyên: the grade stays
	Changed State = "changed" // thay đổi: another grade takes its place
)

// Petition is one person's petition against the grade of a period; there is one at most.
type Petition struct {
	ID       string          `bson:"_id"`
	Agency   string          `bson:"agency"`
	Person   string          `bson:"person"`
	Period   grading.Period  `bson:"period"`
	Grade    grading.Grade   `bson:"grade"`  // against which
	Total    string          `bson:"total"`  // "" where the grade held without a score
	Number   string          `bson:"number"` // of the decision
	Reason   string          `bson:"reason"`
	At       time.Time       `bson:"at"`
	Due      vncal.Date      `bson:"due"`      // last day of the answer
	Reviewer string          `bson:"reviewer"` // who answers, "" until personnel names somebody
	Barred   []string        `bson:"barred"`   // who may not: the person, and whoever scored
	State    State           `bson:"state"`
	Answer   *Answer         `bson:"answer,omitempty"`
	Vis      []string        `bson:"vis"`
	Version  int64           `bson:"version"`
	Op       *idempotency.Op `bson:"op,omitempty"`
}

// Answer is what became of a petition.
type Answer struct {
	By    string              `bson:"by"`
	At    time.Time           `bson:"at"`
	Text  string              `bson:"text"`
	Grade grading.Grade       `bson:"grade"`           // which holds since
	Paper *ratification.Paper `bson:"paper,omitempty"` // on which a change rests
}

// Late reports whether the answer is overdue on a day, or came late.
func (p Petition) Late(today vncal.Date) bool {
	if p.Answer != nil {
		return vncal.DateOf(p.Answer.At) > p.Due
	}
	return today > p.Due
}

// Bounds of what is typed, in characters.
const (
	minText = 10
	maxText = 4000
)

// Errors of petitions.
var (
	// ErrUndecided says that no grade was decided that one could petition against.
	ErrUndecided = errs.New(errs.Conflict, "petition.undecided", "no grade is decided")
	// ErrLate says that the days for a petition have passed.
	ErrLate = errs.New(errs.Conflict, "petition.late", "the days for a petition have passed")
	// ErrTwice says that there is one already.
	ErrTwice = errs.New(errs.Conflict, "petition.twice", "there is a petition already")
	// ErrNotReviewer says that another answers.
	ErrNotReviewer = errs.New(errs.Forbidden, "petition.not_reviewer", "another answers this petition")
	// ErrAnswered says that the answer was given.
	ErrAnswered = errs.New(errs.Conflict, "petition.answered", "the petition is answered")
	// ErrNotHR says that only personnel officers name who answers.
	ErrNotHR = errs.New(errs.Forbidden, "petition.not_hr", "only a personnel officer names who answers")
	// ErrSame says that a change has to name another grade.
	ErrSame = errs.New(errs.Invalid, "petition.same", "the grade is the same")
)

// until returns the last day of a petition against a decision, "" where the policy gives none.
func until(days grading.StepDays, cal *vncal.Calendar, decided time.Time) vncal.Date {
	if days.Way == "" {
		return ""
	}
	return cal.AddWorking(vncal.DateOf(decided), days.Petition)
}

// barred returns who may not answer a petition: the person and whoever scored.
func barred(person string, scorers []string) []string {
	all := append([]string{person}, scorers...)
	slices.Sort(all)
	return slices.Compact(all)
}

// choose returns who answers: of the heads above, nearest first, the first who is not barred; "" when nobody is left.
func choose(heads []identity.Person, bar []string) string {
	for _, h := range heads {
		if !slices.Contains(bar, h.ID) {
			return h.ID
		}
	}
	return ""
}

// eligible returns why somebody cannot answer, as the code of a field; "" where they can: a leader who neither petitions nor scored.
func (p Petition) eligible(who identity.Person) string {
	switch {
	case slices.Contains(p.Barred, who.ID):
		return "petition_barred"
	case !who.Leader():
		return "petition_leader"
	}
	return ""
}

// CanSee reports whether a may read the petition: whoever petitions or answers, personnel officers of the agency and its head.
func (p Petition) CanSee(a access.Actor) bool {
	return a.Is(p.Person) || p.Reviewer != "" && a.Is(p.Reviewer) || evaluation.CanConfirm(a)
}

// Reply is what a reviewer answers.
type Reply struct {
	Version int64
	Text    string
	Grade   grading.Grade       // which holds from now on, "" to uphold
	Paper   *ratification.Paper // on which a change rests
}

// check returns the faults of a reply by itself.
func (p Petition) check(in Reply, today vncal.Date) error {
	fault := errs.ErrInvalid.Length("answerText", in.Text, minText, maxText)
	if in.Grade == "" {
		return fault.OrNil()
	}
	if in.Grade == p.Grade {
		fault = ErrSame.With(append(fault.Fields, errs.Field{Path: "grade", Code: "petition_same"})...)
	}
	paper := ratification.Paper{}
	if in.Paper != nil {
		paper = *in.Paper
	}
	return ratification.CheckPaper(fault, "number", "documentOn", paper, today).OrNil()
}

// answered returns p with its answer.
func (p Petition) answered(by string, in Reply, now time.Time) Petition {
	p.State, p.Answer = Upheld, &Answer{By: by, At: now, Text: in.Text, Grade: p.Grade}
	if in.Grade != "" {
		p.State, p.Answer.Grade, p.Answer.Paper = Changed, in.Grade, in.Paper
	}
	p.Version++
	return p
}

// see sets who is told of changes: whoever petitions and answers, personnel officers of the agency and its head.
func (p *Petition) see() {
	p.Vis = []string{access.Person(p.Person), access.Staff(p.Agency)}
	if p.Reviewer != "" {
		p.Vis = append(p.Vis, access.Person(p.Reviewer))
	}
}

// EventType is the type of the object in events and messages.
const EventType = "petition"

// JournalObject names the petition in journal entries and events.
func (p Petition) JournalObject() journal.Object {
	return journal.Object{Type: EventType, ID: p.ID, Code: string(p.Period)}
}

// JournalVersion returns the version that an event announces.
func (p Petition) JournalVersion() int64 { return p.Version }

// JournalVis returns the tokens of those who may see it.
func (p Petition) JournalVis() []string { return p.Vis }

// JournalWaiting returns who has to answer.
func (p Petition) JournalWaiting() []string {
	if p.State != Waiting || p.Reviewer == "" {
		return nil
	}
	return []string{p.Reviewer}
}

// text returns what somebody wrote as it is stored.
func text(s string) string { return fold.Clean(s) }
