package recurrence

import (
	"errors"
	"fmt"
	"time"

	"github.com/teambition/rrule-go"

	"congvu/pkg/quickadd"
	"congvu/pkg/vncal"
)

// Off says what becomes of a day of a rule that is a day off.
type Off string

// What becomes of a day off.
const (
	Keep   Off = "keep"   // the work comes on it all the same
	Skip   Off = "skip"   // that time there is none
	Before Off = "before" // làm trước: it comes on the last working day before
	After  Off = "after"  // làm sau: it comes on the next working day
)

// Rule says when something comes again.
type Rule struct {
	RRule  string        // RFC 5545, without DTSTART: "FREQ=MONTHLY;BYMONTHDAY=25"
	Start  vncal.Date    // from which day on; DTSTART of the RRULE
	Off    Off           // what becomes of days off
	Inside quickadd.Unit // a day that would leave this stretch by its move falls away; "" for none
}

// Day is one day on which something comes.
type Day struct {
	Date  vncal.Date // when it comes
	Named vncal.Date // the day that the rule names; another one than Date when that is a day off
	Why   string     // why the named day is not worked, in Vietnamese; "" when Date is the named one
}

// MaxNext is how many days [Next] returns at most.
const MaxNext = 100

// The bounds of looking: how far a day off can move its work, more than any Tết, and how far ahead days are looked for.
const (
	reach = 31
	years = 12
)

// The faults of a rule.
var (
	ErrRule = errors.New("recurrence: not a valid RRULE")
	ErrOff  = errors.New("recurrence: unknown treatment of days off")
	ErrDate = errors.New("recurrence: not a valid day")
)

// Of returns the rule of what was said, beginning on start. What was left unsaid is the day of start: "hằng tuần" comes on its
// weekday. A month that lacks the day has its last one. Named days move to the next working day unless something else was said, as
// the end of a period does (Bộ luật Dân sự 91/2015/QH13, Điều 148 khoản 5); the first and last days of a stretch stay inside it.
func Of(e quickadd.Every, start vncal.Date) Rule {
	r := Rule{Start: start, Off: After}
	switch e.Off {
	case quickadd.DoBefore:
		r.Off = Before
	case quickadd.DoAfter:
		r.Off = After
	}
	if e.Edge != 0 {
		return edge(e, r)
	}
	day := e.Day
	if day == 0 {
		day = start.Day()
	}
	switch e.Unit {
	case quickadd.Daily:
		r.RRule, r.Off = "FREQ=DAILY", Keep
		if e.Working {
			r.Off = Skip
		}
	case quickadd.Weekly:
		weekday := e.Weekday
		if weekday == 0 {
			weekday = (int(start.Weekday())+6)%7 + 1
		}
		r.RRule = "FREQ=WEEKLY;BYDAY=" + []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}[weekday-1]
	case quickadd.Monthly:
		r.RRule = "FREQ=MONTHLY;" + monthDay(day)
	case quickadd.Quarterly:
		r.RRule = "FREQ=MONTHLY;INTERVAL=3;" + monthDay(day)
	case quickadd.Yearly:
		r.RRule = fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;%s", start.Month(), monthDay(day))
	}
	return r
}

// edge returns the rule of the first or last day of each stretch.
func edge(e quickadd.Every, r Rule) Rule {
	first := e.Edge > 0
	r.Off, r.Inside = Before, e.Unit
	if first {
		r.Off = After
	}
	pick := func(atFirst, atLast string) string {
		if first {
			return atFirst
		}
		return atLast
	}
	switch e.Unit {
	case quickadd.Weekly:
		r.RRule = "FREQ=WEEKLY;BYDAY=" + pick("MO", "SU")
	case quickadd.Quarterly:
		r.RRule = pick("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
	case quickadd.Yearly:
		r.RRule = pick("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31")
	default:
		r.RRule = pick("FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=-1")
	}
	return r
}

// monthDay returns the parts of an RRULE for a day of the month, in shorter months for their last day.
func monthDay(day int) string {
	switch day {
	case 29:
		return "BYMONTHDAY=28,29;BYSETPOS=-1"
	case 30:
		return "BYMONTHDAY=28,29,30;BYSETPOS=-1"
	case 31:
		return "BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
	}
	return fmt.Sprintf("BYMONTHDAY=%d", day)
}

// Next returns the first n days on or after from on which something comes, in order, each once: what two named days move to is
// one day, which says the first of them. Fewer when there are no more within twelve years; n is at most MaxNext.
// Errors: ErrRule, ErrOff, ErrDate.
func Next(cal *vncal.Calendar, r Rule, from vncal.Date, n int) ([]Day, error) {
	if !r.Start.Valid() || !from.Valid() {
		return nil, ErrDate
	}
	if r.Off != Keep && r.Off != Skip && r.Off != Before && r.Off != After {
		return nil, ErrOff
	}
	option, err := rrule.StrToROption(r.RRule)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRule, err)
	}
	if option.Freq > rrule.DAILY { // the finer ones name hours
		return nil, ErrRule
	}
	from = max(from, r.Start)
	option.Dtstart = noon(r.Start)
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRule, err)
	}
	next := rule.Iterator()
	last := from.AddMonths(12 * years)
	var days []Day
	for len(days) < min(n, MaxNext) {
		at, ok := next()
		named := vncal.Date(at.Format(time.DateOnly))
		if !ok || last != "" && named > last {
			break
		}
		if named < from.AddDays(-reach) {
			continue
		}
		day, ok := r.day(cal, named)
		if !ok || day.Date < from || len(days) > 0 && days[len(days)-1].Date == day.Date {
			continue
		}
		days = append(days, day)
	}
	return days, nil
}

// day returns when the work of a named day comes, and whether it does.
func (r Rule) day(cal *vncal.Calendar, named vncal.Date) (Day, bool) {
	if r.Off == Keep || cal.IsWorking(named) {
		return Day{Date: named, Named: named}, true
	}
	day := Day{Named: named, Why: cal.Why(named)}
	switch r.Off {
	case Before:
		day.Date = cal.PrevWorking(named)
	case After:
		day.Date = cal.NextWorking(named)
	default:
		return day, false
	}
	return day, day.Date.Valid() && stretch(r.Inside, day.Date) == stretch(r.Inside, named)
}

// stretch names the week, month, quarter or year of a day; "" when there is no unit.
func stretch(unit quickadd.Unit, d vncal.Date) string {
	switch unit {
	case quickadd.Weekly:
		return string(d.AddDays(-((int(d.Weekday()) + 6) % 7))) // its Monday
	case quickadd.Monthly:
		return string(d[:7])
	case quickadd.Quarterly:
		return fmt.Sprint(d.Year(), (d.Month()-1)/3)
	case quickadd.Yearly:
		return string(d[:4])
	}
	return ""
}

// noon is the middle of a day in UTC, far from both its ends.
func noon(d vncal.Date) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 12, 0, 0, 0, time.UTC)
}
