package vncal

import (
	"errors"
	"fmt"
	"time"
)

// Date is a local day in Asia/Ho_Chi_Minh, written "2006-01-02". Dates of the years 0001 to 9999 compare with < and >.
// The zero value "" means no date. Methods of a malformed Date return the zero value of their result.
type Date string

// ErrDate says that a text is not a day of the calendar written yyyy-mm-dd.
var ErrDate = errors.New("vncal: not a date of the form yyyy-mm-dd")

const (
	firstDay = -719162 // 0001-01-01 as days since 1970-01-01
	lastDay  = 2932896 // 9999-12-31
)

// ParseDate returns s as a Date; ErrDate when s is not exactly yyyy-mm-dd or names a day that does not exist.
func ParseDate(s string) (Date, error) {
	if _, ok := Date(s).number(); !ok {
		return "", ErrDate
	}
	return Date(s), nil
}

// DateOf returns the local day of an instant; "" outside the years 0001 to 9999.
func DateOf(t time.Time) Date {
	_, offset := t.In(Zone()).Zone()
	return dateOf(floorDiv(t.Unix()+int64(offset), secondsPerDay))
}

// Valid reports whether d is an existing day.
func (d Date) Valid() bool { _, ok := d.number(); return ok }

// AddDays returns the day n days later, earlier when n is negative; "" when that leaves the years 0001 to 9999.
func (d Date) AddDays(n int) Date {
	day, ok := d.number()
	if !ok {
		return ""
	}
	return dateOf(int64(day) + int64(n))
}

// AddMonths returns the same day n months later (earlier when n is negative), or the last day of that month when it is
// shorter: 2026-01-31 plus one month is 2026-02-28. It is "" outside the years 0001 to 9999.
//
// Legal source: Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 3.
func (d Date) AddMonths(n int) Date {
	if !d.Valid() {
		return ""
	}
	y, m, day := d.civil()
	months := int64(y)*12 + int64(m) - 1 + int64(n)
	y, m = int(floorDiv(months, 12)), int(months-floorDiv(months, 12)*12)+1
	if y < 1 || y > 9999 {
		return ""
	}
	return Date(fmt.Sprintf("%04d-%02d-%02d", y, m, min(day, monthLength(y, m))))
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	n, _ := d.number()
	return weekday(n)
}

// Year returns the year, 1 to 9999.
func (d Date) Year() int { y, _, _ := d.civil(); return y }

// Month returns the month.
func (d Date) Month() time.Month { _, m, _ := d.civil(); return time.Month(m) }

// Day returns the day of the month, 1 to 31.
func (d Date) Day() int { _, _, n := d.civil(); return n }

// Start returns the instant at which the day begins, in UTC.
func (d Date) Start() time.Time {
	y, m, day := d.civil()
	if y == 0 {
		return time.Time{}
	}
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, Zone()).UTC()
}

// End returns the instant at which the next day begins, in UTC: a deadline on d is missed once now is not before it.
//
// Legal source: Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 6 (24 giờ của ngày cuối cùng).
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// Display returns the day as forms and screens write it, with leading zeros: "06/05/2026".
func (d Date) Display() string {
	y, m, day := d.civil()
	if y == 0 {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", day, m, y)
}

// Short returns the day as it stands in a sentence, without leading zeros: "6/5/2026".
func (d Date) Short() string {
	y, m, day := d.civil()
	if y == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d/%d", day, m, y)
}

// DayMonth returns the day as it stands in a sentence where the year is known: "27/4".
func (d Date) DayMonth() string {
	y, m, day := d.civil()
	if y == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", day, m)
}

// WeekdayName returns the Vietnamese name of d's day of the week as it stands inside a sentence: "thứ Tư", "Chủ nhật".
func WeekdayName(d Date) string {
	if !d.Valid() {
		return ""
	}
	return weekdayNames[d.Weekday()]
}

var weekdayNames = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}
