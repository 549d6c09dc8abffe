package vncal

import "slices"

// DueWorking returns the n-th working day after s; s itself never counts. n = 0 gives s. It is "" when s is malformed, n is
// negative or the year 9999 is passed.
//
// Legal source: Bộ luật Dân sự 91/2015/QH13 Điều 147 khoản 2 (ngày đầu tiên không được tính).
func (c *Calendar) DueWorking(s Date, n int) Date {
	if n < 0 {
		return ""
	}
	return c.AddWorking(s, n)
}

// DueCalendar returns the n-th day after s, moved to the next working day when it is a day off. It is "" when s is
// malformed, n is negative or the year 9999 is passed.
//
// Legal source: Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 5.
func (c *Calendar) DueCalendar(s Date, n int) Date {
	if n < 0 {
		return ""
	}
	return c.roll(s.AddDays(n))
}

// DueMonth returns the day n months after s, clamped to the month's end, moved to the next working day when it is a day
// off. It is "" when s is malformed, n is negative or the year 9999 is passed.
func (c *Calendar) DueMonth(s Date, n int) Date {
	if n < 0 {
		return ""
	}
	return c.roll(s.AddMonths(n))
}

// NextWorking returns the first working day after d.
func (c *Calendar) NextWorking(d Date) Date { return c.AddWorking(d, 1) }

// PrevWorking returns the last working day before d.
func (c *Calendar) PrevWorking(d Date) Date { return c.AddWorking(d, -1) }

// AddWorking steps to the n-th next working day, to the n-th previous one when n is negative; d itself never counts and
// n = 0 gives d. It is "" when d is malformed or the years 0001 to 9999 are left.
func (c *Calendar) AddWorking(d Date, n int) Date {
	day, ok := d.number()
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; ok && n > 0 && day >= firstDay && day <= lastDay; n-- {
		for day += step; !c.working(day); day += step {
		}
	}
	if !ok {
		return ""
	}
	return dateOf(int64(day))
}

// WorkingDaysBetween returns how many working days d have after < d <= through; negative when through lies before after.
// Its cost is that of the named days between them, not of the days. 0 when a date is malformed.
func (c *Calendar) WorkingDaysBetween(after, through Date) int {
	a, ok1 := after.number()
	b, ok2 := through.number()
	switch {
	case !ok1 || !ok2:
		return 0
	case b < a:
		return -c.WorkingDaysBetween(through, after)
	}
	total := weekdaysUntil(b+1) - weekdaysUntil(a+1)
	first, _ := slices.BinarySearch(c.numbers, a+1)
	for i := first; i < len(c.numbers) && c.numbers[i] <= b; i++ {
		switch rest := weekend(c.numbers[i]); {
		case c.days[i].Type.Working() && rest:
			total++
		case !c.days[i].Type.Working() && !rest:
			total--
		}
	}
	return total
}

// roll returns d, or the next working day when d is a day off.
func (c *Calendar) roll(d Date) Date {
	n, ok := d.number()
	if !ok {
		return ""
	}
	for !c.working(n) {
		n++
	}
	return dateOf(int64(n))
}
