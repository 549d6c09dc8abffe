package vncal

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Calendar is an immutable table of named days over the ordinary week of five working days.
type Calendar struct {
	version string
	days    []Day // by date
	numbers []int // day number of days[i]
	pending []Day // by date; dates that are not in days

	base  int    // day number of marks[0]
	marks []mark // every day from the first named one to the last: no search for each day asked
}

// mark says what the table makes of a day.
type mark uint8

const (
	unnamed mark = iota
	off
	worked
)

// newCalendar builds a calendar; days are sorted here, a date that stands twice is an error.
func newCalendar(days, pending []Day) (*Calendar, error) {
	byDate := func(a, b Day) int { return strings.Compare(string(a.Date), string(b.Date)) }
	c := &Calendar{version: Version, days: slices.SortedFunc(slices.Values(days), byDate)}
	for i, d := range c.days {
		n, ok := d.Date.number()
		switch {
		case !ok || !d.Type.Valid():
			return nil, fmt.Errorf("vncal: day %q of type %q: %w", d.Date, d.Type, ErrDay)
		case i > 0 && c.days[i-1].Date == d.Date:
			return nil, fmt.Errorf("vncal: day %s stands twice: %w", d.Date, ErrDay)
		}
		c.numbers = append(c.numbers, n)
	}
	if len(c.days) > 0 {
		c.base = c.numbers[0]
		c.marks = make([]mark, c.numbers[len(c.numbers)-1]-c.base+1)
		for i, d := range c.days {
			c.marks[c.numbers[i]-c.base] = off
			if d.Type.Working() {
				c.marks[c.numbers[i]-c.base] = worked
			}
		}
	}
	for _, d := range slices.SortedFunc(slices.Values(pending), byDate) {
		if _, decided := c.Day(d.Date); !decided {
			c.pending = append(c.pending, d)
		}
	}
	return c, nil
}

// With returns the calendar with days added or put in the place of an official or pending row of the same date: an
// agency's own days and the pending rows its administrator has confirmed. When a date stands twice the last one counts.
// A day that is no date or has an unknown type is left out: check it with [Date.Valid] and [DayType.Valid] first.
func (c *Calendar) With(days ...Day) *Calendar {
	all := make(map[Date]Day, len(c.days)+len(days))
	for _, d := range c.days {
		all[d.Date] = d
	}
	for _, d := range days {
		if d.Date.Valid() && d.Type.Valid() {
			all[d.Date] = d
		}
	}
	rows := make([]Day, 0, len(all))
	for _, d := range all {
		rows = append(rows, d)
	}
	next, err := newCalendar(rows, c.pending)
	if err != nil { // the rows were checked above and a map holds no date twice
		panic(err)
	}
	if !slices.Equal(next.days, official().days) {
		next.version = Version + "+" + digest(next.days)
	}
	return next
}

// Version names the table a deadline was computed with, to be stored beside its rule: [Version] for the official calendar,
// followed by "+" and a digest of the rows once days were added. Equal tables have equal versions.
func (c *Calendar) Version() string { return c.version }

// Days returns the named days with from <= date <= to, by date.
func (c *Calendar) Days(from, to Date) []Day { return between(c.days, from, to) }

// Pending returns the rows that were announced or projected but not decided (chờ xác nhận), by date. They are working
// days until they are confirmed through With; Due warns when a deadline touches one.
func (c *Calendar) Pending() []Day { return slices.Clone(c.pending) }

// Day returns the named day of a date.
func (c *Calendar) Day(d Date) (Day, bool) {
	i, ok := slices.BinarySearchFunc(c.days, d, func(x Day, d Date) int { return strings.Compare(string(x.Date), string(d)) })
	if !ok {
		return Day{}, false
	}
	return c.days[i], true
}

// IsWorking reports whether d is a working day (ngày làm việc): a worked swapped day, or Monday to Friday and no day off.
func (c *Calendar) IsWorking(d Date) bool {
	n, ok := d.number()
	return ok && c.working(n)
}

// Why says in Vietnamese why d is not worked; a named day wins over "thứ Bảy" and "Chủ nhật". It is "" on working days.
func (c *Calendar) Why(d Date) string {
	if !d.Valid() || c.IsWorking(d) {
		return ""
	}
	if day, ok := c.Day(d); ok {
		return day.Name
	}
	return WeekdayName(d)
}

// Covers reports whether the table knows the public holidays of a year, that is at least its 1 January: in other years
// only weekends are days off.
func (c *Calendar) Covers(year int) bool {
	_, ok := c.Day(DateOf(time.Date(year, time.January, 1, 12, 0, 0, 0, Zone())))
	return ok
}

// Missing returns the names of the yearly decisions that the table does not hold yet for a year: "Tết Âm lịch" (five days)
// and "Quốc khánh" (2/9 and one adjacent day). Swapped days cannot be missed, since a year may have none.
func (c *Calendar) Missing(year int) []string {
	var missing []string
	for _, need := range []struct {
		name string
		days int
	}{{"Tết Âm lịch", 5}, {"Quốc khánh", 2}} {
		have := 0
		for _, d := range c.days {
			if d.Date.Year() == year && d.Type == Holiday && strings.HasPrefix(d.Name, need.name) {
				have++
			}
		}
		if have < need.days {
			missing = append(missing, need.name)
		}
	}
	return missing
}

func (c *Calendar) working(n int) bool {
	if i := n - c.base; i >= 0 && i < len(c.marks) && c.marks[i] != unnamed {
		return c.marks[i] == worked
	}
	return !weekend(n)
}
