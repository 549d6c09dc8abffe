package task

import (
	"time"

	"congvu/pkg/vncal"
)

// NotStarted is how work in time reads while it is still waiting to be accepted (chưa thực hiện); the other words of the
// second axis are those of vncal.Timeliness.
const NotStarted vncal.Timeliness = "not_started"

// Dropped is the timeliness of work that was recalled or cancelled: its deadline no longer counts, and nothing is said of it.
const Dropped vncal.Timeliness = "dropped"

// Timeliness is how work stands to its deadline: computed, never stored.
type Timeliness struct {
	Kind vncal.Timeliness
	Days int // working days left or, when finished, to spare; 0 on the day itself; negative when late, at least −1 then
}

// Timeliness computes how r stands to its deadline at an instant. Lateness of work that was handed in is measured at the
// submission, not at the decision. While work rests nothing is due soon.
func (r Row) Timeliness(cal *vncal.Calendar, now time.Time) Timeliness {
	switch {
	case r.State == Recalled || r.State == Cancelled:
		return Timeliness{Kind: Dropped}
	case r.DueOn == "":
		return Timeliness{Kind: vncal.NoDeadline}
	case r.SubmittedAt != nil:
		kind := vncal.Finished(r.DueOn, *r.SubmittedAt)
		if r.State != Completed { // handed in, not decided: on time so far, or late already
			kind = vncal.OnTrack
			if !r.SubmittedAt.Before(r.DueAt) {
				kind = vncal.Overdue
			}
		}
		return Timeliness{Kind: kind, Days: daysLeft(cal, *r.SubmittedAt, r)}
	}
	kind := cal.Timeliness(r.TermFrom, r.DueOn, now, vncal.DefaultSoon())
	if (r.State == Assigned || r.State == Draft) && kind != vncal.Overdue {
		kind = NotStarted
	}
	if r.State == Paused && kind == vncal.DueSoon {
		kind = vncal.OnTrack
	}
	return Timeliness{Kind: kind, Days: daysLeft(cal, now, r)}
}

// daysLeft counts working days from an instant to the deadline. Past it, a day off is counted as the first day late:
// "quá hạn 0 ngày" would be no sentence.
func daysLeft(cal *vncal.Calendar, at time.Time, r Row) int {
	left := cal.WorkingDaysBetween(vncal.DateOf(at), r.DueOn)
	if !at.Before(r.DueAt) {
		return min(left, -1)
	}
	return max(left, 0)
}
