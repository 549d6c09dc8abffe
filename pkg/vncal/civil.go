package vncal

import "time"

const secondsPerDay = 24 * 60 * 60

// Day arithmetic runs on day numbers (days since 1970-01-01): package time would cost a struct and a zone look-up a
// day, and a list of tasks asks for working days by the thousand.

// civil returns year, month and day of the month, or zeros when d is malformed.
func (d Date) civil() (year, month, day int) {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return 0, 0, 0
	}
	for i := range len(d) {
		c := d[i]
		if i == 4 || i == 7 {
			continue
		}
		if c < '0' || c > '9' {
			return 0, 0, 0
		}
		v := int(c - '0')
		switch {
		case i < 4:
			year = year*10 + v
		case i < 7:
			month = month*10 + v
		default:
			day = day*10 + v
		}
	}
	if year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month) {
		return 0, 0, 0
	}
	return year, month, day
}

// number returns d's day number and whether d is well formed.
func (d Date) number() (int, bool) {
	y, m, day := d.civil()
	if y == 0 {
		return 0, false
	}
	// Years run from March, so that the leap day is the last one: era of 400 years, year of era, day of year.
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + day - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468, true
}

// dateOf is the inverse of number; "" outside the years 0001 to 9999.
func dateOf(n int64) Date {
	if n < firstDay || n > lastDay {
		return ""
	}
	z := int(n) + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day, month, year := doy-(153*mp+2)/5+1, (mp+2)%12+1, yoe+era*400
	if month <= 2 {
		year++
	}
	return Date([]byte{
		byte('0' + year/1000), byte('0' + year/100%10), byte('0' + year/10%10), byte('0' + year%10), '-',
		byte('0' + month/10), byte('0' + month%10), '-',
		byte('0' + day/10), byte('0' + day%10),
	})
}

// weekday returns the day of the week of a day number; 1970-01-01 was a Thursday.
func weekday(n int) time.Weekday { return time.Weekday(((n+4)%7 + 7) % 7) }

// weekend reports whether a day number is a Saturday or a Sunday (ngày nghỉ hằng tuần).
func weekend(n int) bool { w := weekday(n); return w == time.Saturday || w == time.Sunday }

// weekdaysUntil returns how many days from Monday to Friday lie in the day numbers below n, counted from a fixed Monday:
// the difference of two calls counts an interval without walking it.
func weekdaysUntil(n int) int {
	n += 3 // day number -3 is Monday 1969-12-29
	weeks := int(floorDiv(int64(n), 7))
	return weeks*5 + min(n-weeks*7, 5)
}

func monthLength(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	default:
		return 31
	}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
