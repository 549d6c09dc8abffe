package workplace

import (
	"slices"
	"strings"
	"time"

	"congvu/pkg/vncal"
)

// Half is half a day (buổi): "2026-05-04 am" or "2026-05-04 pm". The order of texts is the order of time.
type Half string

const (
	am = " am" // sáng
	pm = " pm" // chiều
)

// noon is the hour at which the afternoon's half begins, for what is asked of "now".
const noon = 12

// HalfOf returns the morning or the afternoon of a day.
func HalfOf(d vncal.Date, afternoon bool) Half {
	if afternoon {
		return Half(string(d) + pm)
	}
	return Half(string(d) + am)
}

// HalfAt returns the half in which an instant lies: before noon the morning.
func HalfAt(t time.Time) Half { return HalfOf(vncal.DateOf(t), t.In(vncal.Zone()).Hour() >= noon) }

// Date returns the day of h.
func (h Half) Date() vncal.Date {
	return vncal.Date(strings.TrimSuffix(strings.TrimSuffix(string(h), am), pm))
}

// Afternoon reports whether h is the afternoon.
func (h Half) Afternoon() bool { return strings.HasSuffix(string(h), pm) }

// Valid reports whether h is half of a day of the calendar.
func (h Half) Valid() bool {
	return (strings.HasSuffix(string(h), am) || strings.HasSuffix(string(h), pm)) && h.Date().Valid()
}

// Name returns h as sentences name it: "chiều thứ Ba 05/05/2026".
func (h Half) Name() string {
	part := "sáng"
	if h.Afternoon() {
		part = "chiều"
	}
	return part + " " + vncal.WeekdayName(h.Date()) + " " + h.Date().Display()
}

// dates returns the days of halves, each once, in order.
func dates(halves []Half) []vncal.Date {
	days := make([]vncal.Date, 0, len(halves))
	for _, h := range halves {
		days = append(days, h.Date())
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// monday returns the first day of the week of d.
func monday(d vncal.Date) vncal.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
