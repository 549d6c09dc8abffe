package calendar

import (
	"fmt"
	"strconv"

	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Bounds of a change of the calendar.
const (
	maxRows     = 400 // rows of one change: a table of many years has some twenty a year
	maxName     = 100 // characters of the name of a day
	maxDoc      = 100 // characters of the number of a document
	minReason   = 5
	maxReason   = 500
	changePast  = 31 // how many days back a day may still be decided: what came before has been worked and graded
	changeYears = 5  // how many years ahead one may be decided
)

// Faults of a change.
var (
	ErrDays      = errs.New(errs.Invalid, "calendar.days", "days of the change not valid")
	ErrTable     = errs.New(errs.Invalid, "calendar.table", "not a table of days")
	ErrEncoding  = errs.New(errs.Invalid, "calendar.encoding", "the table is not UTF-8")
	ErrStale     = errs.New(errs.Conflict, "calendar.stale", "the calendar has changed since it was read")
	ErrWithdrawn = errs.New(errs.Conflict, "calendar.withdrawn", "the day is not in force any more")
)

// Outcome says what a change makes of one row.
type Outcome string

// The outcomes, as sent.
const (
	OutcomeAdded     Outcome = "added"     // a day that the calendar did not name
	OutcomeConfirmed Outcome = "confirmed" // a pending row that counts from now on
	OutcomeReplaced  Outcome = "replaced"  // an official day of another kind
	OutcomeSame      Outcome = "same"      // the calendar says so already
)

// Change is days that one document decides (a notice of the days off, a swap, an own day of the agency).
type Change struct {
	Days  []vncal.Day // Source is where the row comes from; the document's number when it is empty
	DocNo string
	Seen  string // the version of the calendar that was looked at; "" takes the present one
}

// Decided is one row of a change with what comes of it.
type Decided struct {
	vncal.Day
	Outcome Outcome
}

// decide judges a change against the present calendar and the agency's rows by date.
// Errors: ErrDays with every faulty field, as days[i].date, or docNumber.
func (c Change) decide(cal *vncal.Calendar, own map[vncal.Date]Row, today vncal.Date) (Change, []Decided, error) {
	c.DocNo = fold.Line(c.DocNo)
	fault := ErrDays.Length("docNumber", c.DocNo, 1, maxDoc)
	switch {
	case len(c.Days) == 0:
		fault = fault.At("days", "required")
	case len(c.Days) > maxRows:
		return c, nil, fault.With(errs.Field{Path: "days", Code: "calendar_rows", Args: map[string]string{"max": strconv.Itoa(maxRows)}})
	}
	pending := map[vncal.Date]bool{}
	for _, d := range cal.Pending() {
		pending[d.Date] = true
	}
	at := make(map[vncal.Date]int, len(c.Days))
	days := make([]Decided, 0, len(c.Days))
	for i, d := range c.Days {
		path := func(field string) string { return fmt.Sprintf("days[%d].%s", i, field) }
		d.Name, d.Source = fold.Line(d.Name), fold.Line(d.Source)
		fault = fault.Length(path("name"), d.Name, 1, maxName).Length(path("source"), d.Source, 0, maxDoc)
		if d.Source == "" {
			d.Source = c.DocNo
		}
		if !d.Type.Valid() {
			fault = fault.At(path("type"), "choice")
		}
		if !d.Date.Valid() {
			fault = fault.At(path("date"), dateFault(d.Date))
			continue
		}
		if _, twice := at[d.Date]; twice {
			fault = fault.At(path("date"), "duplicate")
			continue
		}
		at[d.Date] = i
		named, isNamed := cal.Day(d.Date)
		out := Decided{Day: d, Outcome: OutcomeAdded}
		switch {
		case isNamed && named.Type == d.Type:
			out.Outcome, out.Name = OutcomeSame, named.Name
		case own[d.Date].State == Confirmed:
			fault = fault.At(path("date"), "calendar_decided")
		case d.Date < today.AddDays(-changePast):
			fault = fault.At(path("date"), "calendar_past")
		case d.Date > today.AddMonths(12*changeYears):
			fault = fault.With(errs.Field{Path: path("date"), Code: "calendar_far", Args: map[string]string{"max": strconv.Itoa(changeYears)}})
		case pending[d.Date]:
			out.Outcome = OutcomeConfirmed
		case !d.Type.Valid():
		case d.Type.Working() && cal.IsWorking(d.Date):
			fault = fault.At(path("date"), "calendar_worked")
		case !d.Type.Working() && !cal.IsWorking(d.Date) && (isNamed || d.Type != vncal.Holiday):
			fault = fault.At(path("date"), "calendar_off")
		case isNamed:
			out.Outcome = OutcomeReplaced
		}
		days = append(days, out)
	}
	return c, days, fault.OrNil()
}

// moved returns the days of a change that are not in the calendar yet.
func moved(days []Decided) []Decided {
	var all []Decided
	for _, d := range days {
		if d.Outcome != OutcomeSame {
			all = append(all, d)
		}
	}
	return all
}
