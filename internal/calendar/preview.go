package calendar

import (
	"context"

	"congvu/pkg/vncal"
)

// Limits of the days of a preview: two months are shown whole, of a longer term the first and the last two weeks.
const (
	maxPreview  = 62
	previewEdge = 14
)

// Mark is what a day means for a deadline.
type Mark string

// The marks of a day, as sent; a day has the first that fits.
const (
	MarkDue   Mark = "due"
	MarkStart Mark = "start"
	MarkToday Mark = "today"
)

// PreviewDay is one day of the small calendar beside a deadline.
type PreviewDay struct {
	Date    vncal.Date
	Working bool
	Why     string // the name of a holiday or swapped day off; "" on other days, weekends among them
	N       int    // the day's number in the term, from 1; 0 when it is not counted
	Mark    Mark   // "" for an ordinary day
}

// Preview is a deadline before it is set (xem trước thời hạn).
type Preview struct {
	Rule     vncal.Rule // with the start filled in
	Deadline vncal.Deadline
	Explain  string // Vietnamese sentence
	Days     []PreviewDay
}

// Preview computes and explains a rule in the agency's calendar. A rule without a start begins today. Errors: ErrRule.
func (s *Service) Preview(ctx context.Context, agency string, r vncal.Rule) (Preview, error) {
	today := s.Today()
	if r.Start == "" && r.Kind != vncal.KindNone {
		r.Start = today
	}
	if err := Check("", r); err != nil {
		return Preview{}, err
	}
	c, err := s.Of(ctx, agency)
	if err != nil {
		return Preview{}, err
	}
	d, err := Due(c, "", r)
	if err != nil {
		return Preview{}, err
	}
	return Preview{Rule: r, Deadline: d, Explain: vncal.Explain(r, d), Days: Days(c, r, d.Due, today)}, nil
}

// named returns the name of a day off that has one of its own: that a Saturday is one needs no words in a calendar.
func named(c *vncal.Calendar, d vncal.Date) string {
	if day, ok := c.Day(d); ok && !c.IsWorking(d) {
		return day.Name
	}
	return ""
}

// Days returns the days from the rule's start to its due day, both included: all of them up to 62, else the first and the
// last 14. It is empty without a due day, and only the due day when the start is unknown or later.
func Days(c *vncal.Calendar, r vncal.Rule, due, today vncal.Date) []PreviewDay {
	days := []PreviewDay{}
	if !due.Valid() {
		return days
	}
	start := r.Start
	if !start.Valid() || start > due {
		start = due
	}
	long := start.AddDays(maxPreview-1) != "" && start.AddDays(maxPreview-1) < due
	add := func(d, last vncal.Date, n int) int {
		for ; d != "" && d <= last; d = d.AddDays(1) {
			day := PreviewDay{Date: d, Working: c.IsWorking(d), Why: named(c, d), Mark: markOf(d, start, due, today)}
			if counts(r.Kind, d > start, day.Working, n < r.N) {
				n++
				day.N = n
			}
			days = append(days, day)
		}
		return n
	}
	if !long {
		add(start, due, 0)
		return days
	}
	add(start, start.AddDays(previewEdge-1), 0)
	last := due.AddDays(1 - previewEdge)
	before := last.AddDays(-1)
	n := 0
	switch r.Kind {
	case vncal.KindWorking:
		n = c.WorkingDaysBetween(start, before)
	case vncal.KindCalendar:
		n = r.N - daysFrom(before, start.AddDays(r.N))
	}
	add(last, due, n)
	return days
}

// counts reports whether a day is one of the term: the first day never is, days off are not working days, and the days
// onto which the end was moved come after the term.
func counts(kind vncal.Kind, afterStart, working, inTerm bool) bool {
	return afterStart && inTerm && (kind == vncal.KindCalendar || kind == vncal.KindWorking && working)
}

func markOf(d, start, due, today vncal.Date) Mark {
	switch d {
	case due:
		return MarkDue
	case start:
		return MarkStart
	case today:
		return MarkToday
	}
	return ""
}

// daysFrom returns how many days to lies after from, 0 when it does not.
func daysFrom(from, to vncal.Date) int {
	n := 0
	for ; from != "" && from < to; from = from.AddDays(1) {
		n++
	}
	return n
}
