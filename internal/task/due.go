package task

import (
	"fmt"
	"time"

	"congvu/internal/calendar"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// DueWhy says how a deadline came about.
type DueWhy string

// The reasons of a deadline, as stored and sent.
const (
	DueOriginal    DueWhy = "original"    // set when the work was given
	DueReturned    DueWhy = "returned"    // clock given back after a returned submission
	DueReopened    DueWhy = "reopened"    // clock given back after an approval was taken back
	DueExtended    DueWhy = "extended"    // an extension that was asked for and granted
	DueRescheduled DueWhy = "rescheduled" // set anew by who gave the work
	DuePaused      DueWhy = "paused"      // shifted by the working days of a pause
	DueResumed     DueWhy = "resumed"     // of a pause that ended before its day: shifted by the days it took
	DueCalendar    DueWhy = "calendar"    // the one before, counted anew by a calendar that has changed since
)

// Due is one deadline (hạn) in the list of all that a task had; it is in force from At until the next one's At.
type Due struct {
	On   vncal.Date `bson:"on"` // last day in time; "" without a deadline
	Why  DueWhy     `bson:"why"`
	By   string     `bson:"by"`
	At   time.Time  `bson:"at"`
	Left int        `bson:"left,omitempty"` // of a clock given back: the working days given back, counted from At

	// Since is of DueExtended when it was asked for: the deadline before it counts as replaced from then on.
	Since *time.Time `bson:"since,omitempty"`
}

// noDeadline stands for "no deadline" in indexes, so that such tasks come last when sorted by it.
var noDeadline = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// Never returns the instant that stands for the deadline of work that has none; every deadline lies before it.
func Never() time.Time { return noDeadline }

// ends returns the instant at which a deadline on d has passed.
func ends(d vncal.Date) time.Time {
	if !d.Valid() || d >= "9999-12-31" {
		return noDeadline
	}
	return d.End()
}

// setDue makes on the deadline in force.
func (t *Task) setDue(on vncal.Date) { t.DueOn, t.DueAt = on, ends(on) }

// plan computes the task's rule as if its term began today, where the rule names no start, and remembers the version of
// the calendar. Errors: those of calendar.Check under "due"; errs.ErrInvalid with "too_far" for a deadline more than ten
// years ahead, so that 31/12/9999 cannot be typed as "no deadline".
func (t *Task) plan(cal *vncal.Calendar, today vncal.Date) error {
	rule := t.DueRule
	if rule.Start == "" && rule.Kind != vncal.KindNone && rule.Kind != vncal.KindDate {
		rule.Start = today
	}
	if err := calendar.Check("due", rule); err != nil {
		return err
	}
	d, err := calendar.Due(cal, "due", rule)
	if err != nil {
		return err
	}
	t.Calendar, t.TermFrom = cal.Version(), rule.Start
	if t.TermFrom == "" {
		t.TermFrom = today
	}
	if last := farthest(today); d.Due > last {
		return errs.ErrInvalid.With(errs.Field{Path: farField(rule.Kind), Code: "too_far", Args: map[string]string{"max": last.Display()}})
	}
	t.setDue(d.Due)
	return nil
}

// maxYears is how many years ahead a deadline may lie, from the day it is set. Beyond it, it is a slip of the hand: a year
// that was typed wrong is graded in no month that anybody will see.
const maxYears = 10

// farthest returns the last day that a deadline set today may name.
func farthest(today vncal.Date) vncal.Date { return today.AddMonths(12 * maxYears) }

// farField names the part of the rule to be changed when the deadline lies too far ahead.
func farField(k vncal.Kind) string {
	if k == vncal.KindDate {
		return "due.date"
	}
	return "due.n"
}

// fix computes the deadline for good when the work is given: the term begins now unless the rule says otherwise.
// errs.ErrInvalid at "due" when it would already have passed.
func (t *Task) fix(cal *vncal.Calendar, by string, now time.Time) error {
	today := vncal.DateOf(now)
	if err := t.plan(cal, today); err != nil {
		return err
	}
	if !t.DueAt.After(now) {
		return errs.ErrInvalid.At(dueField(t.DueRule.Kind), "past")
	}
	if t.DueRule.Kind != vncal.KindNone && t.DueRule.Kind != vncal.KindDate {
		t.DueRule.Start = t.TermFrom
	}
	t.Dues = append(clip(t.Dues), Due{On: t.DueOn, Why: DueOriginal, By: by, At: now})
	return nil
}

// dueField names the part of the rule to be changed when the deadline has passed.
func dueField(k vncal.Kind) string {
	if k == vncal.KindDate {
		return "due.date"
	}
	return "due.start"
}

// givesBack reports whether a deadline gave the clock back.
func (w DueWhy) givesBack() bool { return w == DueReturned || w == DueReopened }

// giveBack sets the deadline after a submission that was returned or reopened: the later of the old one and now + the working days that were
// left when it was handed in, at least 1. Without a deadline, and when the old one is later, nothing changes.
//
// The rule is the program's reading of Nghị định 335/2025/NĐ-CP Điều 14 (spec/evaluation.md §2.11): the approver's time is
// not the lead's.
func (t *Task) giveBack(cal *vncal.Calendar, why DueWhy, submitted time.Time, by string, now time.Time) {
	if t.DueOn == "" {
		return
	}
	left := max(1, cal.WorkingDaysBetween(vncal.DateOf(submitted), t.DueOn))
	on := cal.AddWorking(vncal.DateOf(now), left)
	if on <= t.DueOn {
		return
	}
	t.setDue(on)
	t.Dues = append(clip(t.Dues), Due{On: on, Why: why, By: by, At: now, Left: left})
}

// present returns the deadlines of the present assignment: those since the work was last given. Earlier ones belonged to
// another lead.
func (t Task) present() []Due {
	for i := len(t.Dues) - 1; i >= 0; i-- {
		if t.Dues[i].Why == DueOriginal {
			return t.Dues[i:]
		}
	}
	return nil
}

// Moved returns the deadlines of the present assignment that took the place of an earlier one before an instant.
func (t Task) Moved(before time.Time) (moved []Due) {
	for i, d := range t.present() {
		if i > 0 && d.At.Before(before) {
			moved = append(moved, d)
		}
	}
	return moved
}

// Missed returns the deadlines that the present assignment has missed by now, in order: each that ended while it was in
// force and no submission was awaiting decision. One that was replaced before it ended never counts, nor one that had
// ended before the person got the work, nor one that a corrected calendar has counted anew: only the corrected one was
// ever the deadline.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2 (tiến độ); what counts as one event is a setting
// (spec/evaluation.md §2.11).
func (t Task) Missed(now time.Time) []vncal.Date {
	until := now
	if t.ClosedAt != nil && t.ClosedAt.Before(until) {
		until = *t.ClosedAt
	}
	var missed []vncal.Date
	dues := t.present()
	for i, d := range dues {
		end, replaced := ends(d.On), until
		if i+1 < len(dues) {
			if dues[i+1].Why == DueCalendar {
				continue
			}
			if next := dues[i+1].replaces(); next.Before(replaced) {
				replaced = next
			}
		}
		if d.On == "" || end.After(replaced) || t.awaited(end) || t.NamedAt != nil && !end.After(*t.NamedAt) {
			continue
		}
		missed = append(missed, d.On)
	}
	return missed
}

// replaces returns the instant from which d takes the place of the deadline before it.
func (d Due) replaces() time.Time {
	if d.Since != nil {
		return *d.Since
	}
	return d.At
}

// awaited reports whether at that instant a submission of the present assignment was waiting for its decision, or had
// been approved. One that was recalled undecided belonged to the assignment before.
func (t Task) awaited(at time.Time) bool {
	for _, s := range t.Submissions {
		if t.AssignedAt != nil && s.At.Before(*t.AssignedAt) {
			continue
		}
		if end := s.Ended(); s.At.Before(at) && (end == nil || !end.Before(at)) {
			return true
		}
	}
	return false
}

// Explain says in Vietnamese how the deadline in force came about.
func (t Task) Explain(cal *vncal.Calendar) string {
	dues := t.present()
	if len(dues) == 0 || t.State == Draft {
		return explain(cal, t.DueRule, t.TermFrom)
	}
	last := dues[len(dues)-1]
	var how string
	switch basis := t.basis(); basis.Why {
	case DueExtended, DueRescheduled, DuePaused, DueResumed:
		how = fmt.Sprintf(setAnew[basis.Why], vncal.DateOf(basis.At).Short(), vncal.WeekdayName(basis.On), basis.On.Short())
	case DueReturned, DueReopened:
		back := vncal.DateOf(basis.At)
		how = fmt.Sprintf(setAnew[basis.Why]+" ngày %s, hoàn lại %d ngày làm việc: %s %s", back.Short(),
			cal.WorkingDaysBetween(back, last.On), vncal.WeekdayName(last.On), last.On.Short())
	default:
		how = explain(cal, t.DueRule, t.TermFrom)
	}
	if last.Why == DueCalendar {
		how += fmt.Sprintf("; lịch nghỉ thay đổi, trước đó là %s", dues[len(dues)-2].On.Short())
	}
	return how
}

// setAnew says how a deadline came about that somebody named: the day it was done, the weekday and the day.
var setAnew = map[DueWhy]string{
	DueReturned:    "Yêu cầu làm lại",
	DueReopened:    "Mở lại",
	DueExtended:    "Gia hạn ngày %s: %s %s",
	DueRescheduled: "Đổi hạn ngày %s: %s %s",
	DuePaused:      "Tạm dừng ngày %s, lùi hạn: %s %s",
	DueResumed:     "Tiếp tục ngày %s, tính lại hạn: %s %s",
}

// explain says how a rule comes to its deadline, counted from a day where the rule names none.
func explain(cal *vncal.Calendar, rule vncal.Rule, from vncal.Date) string {
	if rule.Start == "" && rule.Kind != vncal.KindDate {
		rule.Start = from
	}
	d, err := cal.Due(rule)
	if err != nil { // the rule was checked when it was stored
		return ""
	}
	return vncal.Explain(rule, d)
}

// basis returns the deadline of the present assignment that somebody's act has set: the last that is no recount. The zero
// value when there is none.
func (t Task) basis() (b Due) {
	for _, d := range t.present() {
		if d.Why != DueCalendar {
			b = d
		}
	}
	return b
}

// agreed returns the deadline of the present assignment that somebody named last: the original one, or one that took its
// place. It is the floor of what a returned submission gives back. The zero value when there is none.
func (t Task) agreed() (d Due) {
	for _, due := range t.present() {
		if due.Why != DueCalendar && !due.Why.givesBack() {
			d = due
		}
	}
	return d
}

// clip returns s with no room to grow, so that appending copies: a verb never writes into the task it was given.
func clip[T any](s []T) []T { return s[:len(s):len(s)] }
