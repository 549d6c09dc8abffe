package grading

import (
	"fmt"
	"strconv"

	"congvu/pkg/vncal"
)

// Period is a period of evaluation (kỳ đánh giá): a month "2026-10", a quarter "2026-Q4", or for offices that score weekly
// an ISO week "2026-W43", from Monday to Sunday.
type Period string

// ParsePeriod returns s as a Period; ErrPeriod when it names no month, quarter or week.
func ParsePeriod(s string) (Period, error) {
	if !Period(s).Last().Valid() {
		return "", ErrPeriod
	}
	return Period(s), nil
}

// MonthOf returns the month that holds a day.
func MonthOf(d vncal.Date) Period {
	if !d.Valid() {
		return ""
	}
	return Period(d[:len("2026-10")])
}

// First returns the period's first day, "" when the period is malformed.
func (p Period) First() vncal.Date {
	if p.Week() {
		return p.monday()
	}
	if len(p) != len("2026-10") {
		return ""
	}
	month := p
	if p[5] == 'Q' {
		quarter, err := strconv.Atoi(string(p[6:]))
		if err != nil || quarter < 1 || quarter > 4 {
			return ""
		}
		month = Period(fmt.Sprintf("%s%02d", p[:5], 3*quarter-2))
	}
	d, err := vncal.ParseDate(string(month) + "-01")
	if err != nil {
		return ""
	}
	return d
}

// monday returns the first day of a week, "" for a week that its year does not have.
func (p Period) monday() vncal.Date {
	n, err := strconv.Atoi(string(p[6:]))
	fourth, err2 := vncal.ParseDate(string(p[:5]) + "01-04") // always in the first week
	if err != nil || err2 != nil || p[4] != '-' || n < 1 || n > 53 {
		return ""
	}
	back := (int(fourth.Weekday()) + 6) % 7 // days since Monday
	d := fourth.AddDays(7*(n-1) - back)
	if thursday := d.AddDays(3); thursday.Year() != fourth.Year() {
		return ""
	}
	return d
}

// Last returns the period's last day, which decides the policy; "" when the period is malformed.
func (p Period) Last() vncal.Date {
	if p.Week() {
		return p.First().AddDays(6)
	}
	if p.Quarter() {
		return p.First().AddMonths(3).AddDays(-1)
	}
	return p.First().AddMonths(1).AddDays(-1)
}

// Quarter reports whether p is written as a quarter.
func (p Period) Quarter() bool { return len(p) > 5 && p[5] == 'Q' }

// Week reports whether p is written as a week.
func (p Period) Week() bool { return len(p) == len("2026-W43") && p[5] == 'W' }

// Month reports whether p is a month.
func (p Period) Month() bool { return !p.Week() && !p.Quarter() && p.First().Valid() }

// Year returns the year that p is named after; a week belongs to that of its Thursday. 0 when p is malformed.
func (p Period) Year() int {
	if p.Week() {
		return p.First().AddDays(3).Year()
	}
	return p.First().Year()
}

// Next returns the period of p's length after p.
func (p Period) Next() Period { return p.holding(p.Last().AddDays(1)) }

// Prev returns the period of p's length before p.
func (p Period) Prev() Period { return p.holding(p.First().AddDays(-1)) }

// holding returns the period of p's length that holds a day.
func (p Period) holding(d vncal.Date) Period {
	if p.Week() && d.Valid() {
		year, week := d.Start().In(vncal.Zone()).ISOWeek()
		return Period(fmt.Sprintf("%d-W%02d", year, week))
	}
	if p.Quarter() && d.Valid() {
		return Period(fmt.Sprintf("%s-Q%d", d[:4], (int(d.Month())+2)/3))
	}
	return MonthOf(d)
}

// Display writes the period as people do: "10/2026", "quý 4/2026", "tuần 43/2026"; "" when it is malformed.
func (p Period) Display() string {
	switch {
	case !p.First().Valid():
		return ""
	case p.Week():
		return fmt.Sprintf("tuần %s/%s", p[6:], p[:4])
	case p.Quarter():
		return fmt.Sprintf("quý %s/%s", p[6:], p[:4])
	}
	return fmt.Sprintf("%s/%s", p[5:], p[:4])
}
