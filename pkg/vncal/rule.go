package vncal

import (
	"errors"
	"fmt"
)

// Kind is how a deadline is fixed (cách tính thời hạn).
type Kind string

// The kinds of deadline rules, as stored and sent.
const (
	KindWorking  Kind = "working"  // n working days after the start (ngày làm việc)
	KindCalendar Kind = "calendar" // n days after the start, moved off a day off (ngày)
	KindMonth    Kind = "month"    // n months after the start, moved off a day off (tháng)
	KindDate     Kind = "date"     // a day fixed by a superior, never moved (đến ngày)
	KindNone     Kind = "none"     // no deadline (không hạn)
)

// Longest terms that a rule may name; beyond them it is a slip of the hand. Each is far above any statutory term.
const (
	MaxWorking  = 10000 // working days, about 40 years
	MaxCalendar = 36500 // days, about 100 years
	MaxMonths   = 1200  // months, 100 years
)

// Errors of a rule; compare with errors.Is. ErrDate stands for a malformed start or fixed date.
var (
	ErrKind     = errors.New("vncal: unknown kind of deadline")
	ErrNegative = errors.New("vncal: a term cannot be negative")
	ErrTooLong  = errors.New("vncal: term too long")
	ErrBeyond   = errors.New("vncal: past the year 9999")
	ErrDay      = errors.New("vncal: not a calendar row")
)

// Rule is a deadline as it was set. It is stored beside the computed date, so that the date can be explained and computed
// again when the calendar changes.
type Rule struct {
	Kind  Kind `bson:"kind" json:"kind"`
	Start Date `bson:"start,omitempty" json:"start,omitempty"` // working, calendar, month: the day of the start event, itself not counted
	N     int  `bson:"n,omitempty" json:"n,omitempty"`         // working days, days or months after the start, 0 to the Max of the kind
	Date  Date `bson:"date,omitempty" json:"date,omitempty"`   // date: the fixed day
}

// Skip is a day off that moved a deadline, with the reason shown.
type Skip struct {
	Date Date   `bson:"date" json:"date"`
	Why  string `bson:"why" json:"why"`
}

// Deadline is what a rule comes to under one calendar.
type Deadline struct {
	Due      Date     `bson:"due" json:"due"`           // due until 24:00 of this day; "" for KindNone
	Skipped  []Skip   `bson:"skipped" json:"skipped"`   // working: every day off between start and due; calendar, month: those the end was moved from
	Warnings []string `bson:"warnings" json:"warnings"` // Vietnamese sentences for the one who sets the deadline
}

// Counted reports whether a deadline of this kind is counted from a start, so that another calendar may move it: working
// days, days and months. A fixed date and no deadline stay as they are.
func (k Kind) Counted() bool { return k == KindWorking || k == KindCalendar || k == KindMonth }

// Validate reports whether the rule can be computed: ErrKind, ErrDate, ErrNegative or ErrTooLong, wrapped.
func (r Rule) Validate() error {
	var limit int
	switch r.Kind {
	case KindNone:
		return nil
	case KindDate:
		if !r.Date.Valid() {
			return fmt.Errorf("date: %w", ErrDate)
		}
		return nil
	case KindWorking:
		limit = MaxWorking
	case KindCalendar:
		limit = MaxCalendar
	case KindMonth:
		limit = MaxMonths
	default:
		return ErrKind
	}
	switch {
	case !r.Start.Valid():
		return fmt.Errorf("start: %w", ErrDate)
	case r.N < 0:
		return fmt.Errorf("n: %w", ErrNegative)
	case r.N > limit:
		return fmt.Errorf("n: %w (at most %d)", ErrTooLong, limit)
	}
	return nil
}

// Due computes a rule. Slices of the result are never nil. Errors: those of [Rule.Validate]; ErrBeyond when the term
// ends after the year 9999.
//
// Legal source: Bộ luật Dân sự 91/2015/QH13 Điều 147, 148.
func (c *Calendar) Due(r Rule) (Deadline, error) {
	d := Deadline{Skipped: []Skip{}, Warnings: []string{}}
	if err := r.Validate(); err != nil {
		return d, err
	}
	var from Date // the first day whose being worked or not decided the date
	switch r.Kind {
	case KindNone:
		return d, nil
	case KindDate:
		d.Due, from = r.Date, r.Date
	case KindWorking:
		d.Due, from = c.DueWorking(r.Start, r.N), r.Start.AddDays(1)
	case KindCalendar:
		d.Due, from = c.DueCalendar(r.Start, r.N), r.Start.AddDays(r.N)
	case KindMonth:
		d.Due, from = c.DueMonth(r.Start, r.N), r.Start.AddMonths(r.N)
	}
	if d.Due == "" {
		return d, ErrBeyond
	}
	if r.Kind != KindDate {
		for day := from; day != "" && day < d.Due; day = day.AddDays(1) {
			if why := c.Why(day); why != "" {
				d.Skipped = append(d.Skipped, Skip{Date: day, Why: why})
			}
		}
	}
	d.Warnings = append(d.Warnings, c.warnings(from, d.Due)...)
	return d, nil
}

// warnings says what somebody who sets a deadline should know about the days from..due that decided it.
func (c *Calendar) warnings(from, due Date) []string {
	var all []string
	if why := c.Why(due); why != "" {
		text := fmt.Sprintf("Hạn rơi vào ngày nghỉ: %s %s", WeekdayName(due), due.Short())
		if why != WeekdayName(due) {
			text += " (" + why + ")"
		}
		all = append(all, text+".")
	}
	var asWork, asRest []Skip // pending rows that would change the count; one on a Sunday would not
	for _, p := range between(c.pending, min(from, due), due) {
		switch working := c.IsWorking(p.Date); {
		case working && !p.Type.Working():
			asWork = append(asWork, Skip{Date: p.Date, Why: p.Name})
		case !working && p.Type.Working():
			asRest = append(asRest, Skip{Date: p.Date, Why: p.Name})
		}
	}
	if len(asWork) > 0 {
		all = append(all, "Đang tính là ngày làm việc vì chưa được xác nhận: "+list(asWork)+".")
	}
	if len(asRest) > 0 {
		all = append(all, "Đang tính là ngày nghỉ vì chưa được xác nhận: "+list(asRest)+".")
	}
	for year := min(from, due).Year(); year <= due.Year(); year++ {
		if !c.Covers(year) {
			all = append(all, fmt.Sprintf("Chưa có lịch nghỉ lễ năm %d: chỉ trừ thứ Bảy và Chủ nhật.", year))
		}
	}
	return all
}
