package monthly

import (
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// Plan is when and to whom the report of a unit goes.
type Plan struct {
	ID        string   `bson:"_id"` // of the unit
	Agency    string   `bson:"agency"`
	Version   int64    `bson:"version"`
	Day       int      `bson:"day"`       // of the month, 1 to 28; a day off is moved to the next working day
	Receivers []string `bson:"receivers"` // person ids; nobody: it is not sent
	Last      string   `bson:"last"`      // the last month whose report was sent, or came before the plan was made: "2026-10"
	By        string   `bson:"by"`        // who said so last
}

// Bounds of a plan.
const (
	firstDay, lastDay = 1, 28
	maxReceivers      = 20
	usualDay          = 5 // what is offered where nothing was said
)

// ErrSetter refuses who only looks on.
var ErrSetter = errs.New(errs.Forbidden, "monthly.setter", "only those in charge of a unit, and who follow it up, say to whom its report goes")

// CanSet reports whether a says to whom the report of the unit with this path goes: head, deputy in charge or follow-up officer
// of it or of a unit above.
func CanSet(a access.Actor, path []string) bool { return a.Commands(path...) || a.Follows(path...) }

// checked returns p as it is stored; reach says which people may see the unit's report. errs.ErrInvalid with every faulty field.
func (p Plan) checked(reach []string) (Plan, error) {
	fault := errs.ErrInvalid
	switch {
	case p.Day < firstDay:
		fault = fault.With(errs.Field{Path: "day", Code: "too_small", Args: map[string]string{"min": strconv.Itoa(firstDay)}})
	case p.Day > lastDay:
		fault = fault.With(errs.Field{Path: "day", Code: "too_large", Args: map[string]string{"max": strconv.Itoa(lastDay)}})
	}
	if len(p.Receivers) > maxReceivers {
		fault = fault.With(errs.Field{Path: "receivers", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(maxReceivers)}})
	}
	for i, id := range p.Receivers {
		at := fmt.Sprintf("receivers[%d]", i)
		switch {
		case slices.Contains(p.Receivers[:i], id):
			fault = fault.At(at, "duplicate")
		case !slices.Contains(reach, id):
			fault = fault.At(at, "no_reach")
		}
	}
	return p, fault.OrNil()
}

// dueOn returns the day on which the report of the month before that of a day is sent.
func (p Plan) dueOn(cal *vncal.Calendar, month vncal.Date) vncal.Date {
	d := firstOf(month).AddDays(p.Day - 1)
	if !cal.IsWorking(d) {
		d = cal.NextWorking(d)
	}
	return d
}

// wanted returns the latest month whose report is due by today.
func (p Plan) wanted(cal *vncal.Calendar, today vncal.Date) string {
	this := firstOf(today)
	if p.dueOn(cal, this) > today {
		this = this.AddMonths(-1)
	}
	return monthOf(this.AddMonths(-1))
}

// firstOf returns the first day of the month of a day.
func firstOf(d vncal.Date) vncal.Date { return d.AddDays(1 - d.Day()) }

// monthOf writes the month of a day: "2026-10".
func monthOf(d vncal.Date) string { return string(d)[:len("2026-10")] }

// spanOf returns the first and the last day of a month.
func spanOf(month string) (from, to vncal.Date) {
	from = vncal.Date(month + "-01")
	return from, from.AddMonths(1).AddDays(-1)
}

// sum adds up a report.
func sum(r tasklist.Report) (all tasklist.Tally) {
	for _, row := range r.Rows {
		all = all.Plus(row.Tally)
	}
	return all
}
