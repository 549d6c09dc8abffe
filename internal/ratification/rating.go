package ratification

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Rating is the classification of a unit's people for a quarter or a year: a draft of choices, then the decision.
type Rating struct {
	ID          string         `bson:"_id"` // agency|unit|period
	Agency      string         `bson:"agency"`
	Unit        string         `bson:"unit"`
	Period      grading.Period `bson:"period"`
	Choices     []Choice       `bson:"choices"`
	Exceptional *Paper         `bson:"exceptional,omitempty"` // the document that allows the higher share
	Decision    *Decision      `bson:"decision,omitempty"`
	Vis         []string       `bson:"vis"`
	Version     int64          `bson:"version"`
	UpdatedAt   time.Time      `bson:"updated_at"`
}

// Choice is what people chose for one person who reaches xuat_sac, and why.
type Choice struct {
	Person string        `bson:"person"`
	Grade  grading.Grade `bson:"grade"` // grading.Excellent keeps it, grading.Good records the next lower
	Reason string        `bson:"reason"`
	By     string        `bson:"by"`
	At     time.Time     `bson:"at"`
}

// Paper is number and date of a document.
type Paper struct {
	Number string     `bson:"number"`
	On     vncal.Date `bson:"on"`
}

// Decision is what made the grades final (quyết định xếp loại).
type Decision struct {
	Paper `bson:",inline"`

	By     string    `bson:"by"`
	ByName string    `bson:"by_name"`
	For    string    `bson:"for,omitempty"` // the head on whose behalf it was taken
	Under  *Paper    `bson:"under,omitempty"`
	At     time.Time `bson:"at"`
	Grades []Final   `bson:"grades"`

	Amended []Amended `bson:"amended,omitempty"` // what other grades have taken the place of, oldest first
}

// Amended is a grade in whose place another one stands since a petition was answered; it stays readable.
type Amended struct {
	Final  `bson:",inline"`
	Now    grading.Grade `bson:"now"`
	Reason string        `bson:"why"`
	Paper  Paper         `bson:"paper"` // on which the change rests
	By     string        `bson:"by"`
	At     time.Time     `bson:"at"`
}

// Final is one person's grade as it was decided.
type Final struct {
	Person   string        `bson:"person"`
	Group    string        `bson:"group"` // of similar duties
	Total    string        `bson:"total"` // "" where the grade holds without a score
	Exact    string        `bson:"exact"`
	Proposed grading.Grade `bson:"proposed"`
	Grade    grading.Grade `bson:"grade"`
	Reason   string        `bson:"reason"` // of the choice, "" where there was none
	Rev      int           `bson:"rev"`    // version of the sheet, 0 where none was stored yet
}

// of returns a person's final grade.
func (d *Decision) of(person string) (Final, bool) {
	if d == nil {
		return Final{}, false
	}
	i := slices.IndexFunc(d.Grades, func(f Final) bool { return f.Person == person })
	if i < 0 {
		return Final{}, false
	}
	return d.Grades[i], true
}

// choice returns what was chosen for a person.
func (r Rating) choice(person string) (Choice, bool) {
	i := slices.IndexFunc(r.Choices, func(c Choice) bool { return c.Person == person })
	if i < 0 {
		return Choice{}, false
	}
	return r.Choices[i], true
}

func ratingID(agency, unit string, p grading.Period) string {
	return agency + "|" + unit + "|" + string(p)
}

// newRating returns the rating of a unit that nobody has touched.
func newRating(u org.Unit, p grading.Period) Rating {
	r := Rating{ID: ratingID(u.Agency, u.ID, p), Agency: u.Agency, Unit: u.ID, Period: p, Choices: []Choice{}}
	for _, unit := range u.Path() {
		r.Vis = append(r.Vis, access.Staff(unit))
	}
	return r
}

// EventType is the type of the object in events and in the system log.
const EventType = "rating"

// JournalObject names the rating in journal entries and events.
func (r Rating) JournalObject() journal.Object {
	return journal.Object{Type: EventType, ID: r.Unit + "|" + string(r.Period), Code: string(r.Period)}
}

// JournalVersion returns the version that an event announces.
func (r Rating) JournalVersion() int64 { return r.Version }

// JournalVis returns the tokens of those who may see it: heads and personnel officers of the unit and above.
func (r Rating) JournalVis() []string { return r.Vis }

// Errors of ratings.
var (
	// ErrPeriod says that only quarters and years are decided on.
	ErrPeriod = errs.New(errs.Invalid, "ratification.period", "only a quarter or a year is decided on")
	// ErrEarly says that a quarter is not closed, or that it is not yet December of the year.
	ErrEarly = errs.New(errs.Conflict, "ratification.early", "the period cannot be decided on yet")
	// ErrNotPrepare says that only personnel officers and the deciding authority choose.
	ErrNotPrepare = errs.New(errs.Forbidden, "ratification.not_prepare", "only a personnel officer or the deciding authority chooses")
	// ErrNotDecide says that only the head of the agency, or who stands in by a document, decides.
	ErrNotDecide = errs.New(errs.Forbidden, "ratification.not_decide", "only the head of the agency or a delegate by a document decides")
	// ErrOwn says that nobody decides on a list that names themselves.
	ErrOwn = errs.New(errs.Forbidden, "ratification.own", "nobody decides on themselves")
	// ErrDecided says that the decision was taken.
	ErrDecided = errs.New(errs.Conflict, "ratification.decided", "the grades are decided")
	// ErrNobody says that nobody of the unit has a grade.
	ErrNobody = errs.New(errs.Conflict, "ratification.nobody", "nobody has a grade")
	// ErrMany says that one decision holds a bounded number of people.
	ErrMany = errs.New(errs.Conflict, "ratification.many", "too many people for one decision")
	// ErrElsewhere says that somebody's grade was decided with another unit.
	ErrElsewhere = errs.New(errs.Conflict, "ratification.elsewhere", "somebody is decided on already")
	// ErrPlaces says that more people of the unit are xuat_sac than it has places.
	ErrPlaces = errs.New(errs.Conflict, "ratification.places", "more excellent people than the unit has places")
	// ErrGroupPlaces says that more people of a group are xuat_sac than it has places.
	ErrGroupPlaces = errs.New(errs.Conflict, "ratification.group_places", "more excellent people than the group has places")
	// ErrDropped says that somebody is recorded one grade lower without a reason.
	ErrDropped = errs.New(errs.Conflict, "ratification.dropped", "a lower grade needs a reason")
	// ErrPassedOver says that somebody keeps the grade before a person of a higher score without a reason.
	ErrPassedOver = errs.New(errs.Conflict, "ratification.passed_over", "choosing before a higher score needs a reason")
)

// Bounds of what is typed, in characters, and of how many people one decision holds.
const (
	maxNumber = 50
	minReason = 10
	maxReason = 2000
	maxPeople = 500
)

// CheckPaper adds the faults of a document that is needed, named by the paths of its number and its day.
func CheckPaper(fault *errs.Error, number, on string, p Paper, today vncal.Date) *errs.Error {
	return checkPaper(fault, number, on, p.normal(), today)
}

// checkPaper returns the faults of a document that is needed.
func checkPaper(fault *errs.Error, number, on string, p Paper, today vncal.Date) *errs.Error {
	fault = fault.Length(number, p.Number, 1, maxNumber)
	switch {
	case !p.On.Valid():
		fault = fault.At(on, "date")
	case p.On > today:
		fault = fault.At(on, "future")
	}
	return fault
}

// normal returns the paper as it is stored.
func (p Paper) normal() Paper { return Paper{fold.Number(fold.Line(p.Number)), p.On} }

// checkChoices returns errs.ErrInvalid with every faulty field: choices are about people of the board who reach xuat_sac, each
// once, and either keep it or record tot; a reason that is given has 10 to 2000 characters.
func checkChoices(b Board, all []Choice) error {
	fault, seen := errs.ErrInvalid, map[string]bool{}
	for i, c := range all {
		at := "choices[" + strconv.Itoa(i) + "]."
		line, ok := b.line(c.Person)
		switch {
		case !ok:
			fault = fault.At(at+"person", "not_found")
		case seen[c.Person]:
			fault = fault.At(at+"person", "duplicate")
		case line.Proposed != grading.Excellent:
			fault = fault.At(at+"grade", "not_reached")
		case c.Grade != grading.Excellent && c.Grade != grading.Good:
			fault = fault.With(errs.Field{Path: at + "grade", Code: "facts_one_of", Args: map[string]string{
				"allowed": strings.Join([]string{string(grading.Excellent), string(grading.Good)}, ", "),
			}})
		}
		seen[c.Person] = true
		if c.Reason != "" {
			fault = fault.Length(at+"reason", c.Reason, minReason, maxReason)
		}
	}
	return fault.OrNil()
}
