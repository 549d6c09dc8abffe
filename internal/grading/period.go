package grading

import (
	"fmt"
	"strconv"

	"congvu/pkg/vncal"
)

// Period is a period of evaluation (kỳ đánh giá): a month "2026-10", a quarter "2026-Q4", a year "2026", or for offices that
// score weekly an ISO week "2026-W43", from Monday to Sunday.
type Period string

// ParsePeriod returns s as a Period of monitoring; ErrPeriod when it names no month, quarter or week. A year is classified
// from such periods and is none itself.
func ParsePeriod(s string) (Period, error) {
	if !Period(s).Last().Valid() || Period(s).Annual() {
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

// YearOf returns the year that holds a day.
func YearOf(d vncal.Date) Period {
	if !d.Valid() {
		return ""
	}
	return Period(d[:len("2026")])
}

// QuarterOf returns the quarter that holds a day.
func QuarterOf(d vncal.Date) Period {
	if !d.Valid() {
		return ""
	}
	return Period(fmt.Sprintf("%s-Q%d", d[:4], (int(d.Month())+2)/3))
}

// First returns the period's first day, "" when the period is malformed.
func (p Period) First() vncal.Date {
	if p.Annual() {
		p += "-01"
	}
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
	if p.Annual() {
		return p.First().AddMonths(12).AddDays(-1)
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

// Annual reports whether p is written as a year.
func (p Period) Annual() bool { return len(p) == len("2026") }

// Month reports whether p is a month.
func (p Period) Month() bool { return !p.Week() && !p.Quarter() && !p.Annual() && p.First().Valid() }

// Parts returns the periods that p is made of, in order: the quarters of a year, the months of a quarter; none of others.
func (p Period) Parts() (parts []Period) {
	if !p.First().Valid() || !p.Annual() && !p.Quarter() {
		return nil
	}
	part := MonthOf(p.First())
	if p.Annual() {
		part = QuarterOf(p.First())
	}
	for ; part.Last() <= p.Last(); part = part.Next() {
		parts = append(parts, part)
	}
	return parts
}

// Months returns the months of p, in order.
func (p Period) Months() (months []Period) {
	for m := MonthOf(p.First()); m != "" && m.Last() <= p.Last(); m = m.Next() {
		months = append(months, m)
	}
	return months
}

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
	if p.Quarter() {
		return QuarterOf(d)
	}
	if p.Annual() {
		return YearOf(d)
	}
	return MonthOf(d)
}

// Display writes the period as people do: "10/2026", "quý 4/2026", "năm 2026", "tuần 43/2026"; "" when it is malformed.
func (p Period) Display() string {
	switch {
	case !p.First().Valid():
		return ""
	case p.Week():
		return fmt.Sprintf("tuần %s/%s", p[6:], p[:4])
	case p.Annual():
		return "năm " + string(p)
	case p.Quarter():
		return fmt.Sprintf("quý %s/%s", p[6:], p[:4])
	}
	return fmt.Sprintf("%s/%s", p[5:], p[:4])
}
