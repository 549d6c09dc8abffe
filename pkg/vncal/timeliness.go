package vncal

import "time"

// Timeliness is how work stands to its deadline (tình trạng thời hạn). It is computed, never stored by hand; screens show
// it with an icon and a word, never by colour alone.
type Timeliness string

// The values of Timeliness, as sent.
const (
	NoDeadline Timeliness = "none"     // không hạn
	OnTrack    Timeliness = "on_track" // trong hạn
	DueSoon    Timeliness = "due_soon" // sắp đến hạn
	Overdue    Timeliness = "overdue"  // quá hạn
	Early      Timeliness = "early"    // hoàn thành trước hạn
	OnTime     Timeliness = "on_time"  // hoàn thành đúng hạn
	Late       Timeliness = "late"     // hoàn thành quá hạn
)

// Soon is the setting that says when open work becomes due_soon: at most Days working days left, or at most Percent of the
// term left, whichever is longer.
type Soon struct {
	Days    int // working days
	Percent int // of the working days from start to due, 0 to 100
}

// DefaultSoon is the setting of spec/calendar.md §3: two working days or a fifth of the term.
func DefaultSoon() Soon { return Soon{Days: 2, Percent: 20} }

// Timeliness returns the timeliness of open work: NoDeadline when due is "", Overdue from the end of the due day, DueSoon or
// OnTrack. start is the first day of the term; when it is "" only Days counts.
func (c *Calendar) Timeliness(start, due Date, now time.Time, soon Soon) Timeliness {
	switch {
	case due == "":
		return NoDeadline
	case !now.Before(due.End()):
		return Overdue
	}
	left := c.WorkingDaysBetween(DateOf(now), due)
	if left <= soon.Days || left*100 <= c.WorkingDaysBetween(start, due)*soon.Percent {
		return DueSoon
	}
	return OnTrack
}

// Finished returns the timeliness of work finished at an instant (for a task: the submission that was accepted later):
// Early on a day before the due day, OnTime on it, Late after its end; NoDeadline when due is "".
func Finished(due Date, at time.Time) Timeliness {
	day := DateOf(at)
	switch {
	case due == "":
		return NoDeadline
	case day < due:
		return Early
	case day == due:
		return OnTime
	}
	return Late
}

// ReceivedOn returns the day from which the term of an incoming document runs: the local day of its arrival, or the next
// working day when it came after the unit's cut-off, a time of day counted from midnight such as 15 h. Zero means no cut-off.
func (c *Calendar) ReceivedOn(at time.Time, cutOff time.Duration) Date {
	day := DateOf(at)
	if cutOff > 0 && at.Sub(day.Start()) > cutOff {
		return c.NextWorking(day)
	}
	return day
}

// DueAfter returns the instant that ends a term in hours: it is never moved off a day off.
func DueAfter(start time.Time, hours int) time.Time {
	return start.Add(time.Duration(hours) * time.Hour)
}
