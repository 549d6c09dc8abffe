package reminder

import (
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// The kinds of the message of a due day that is a day off, sent on the last working day before it: of work, and of a part.
const (
	kindLastDay     = "reminder.due_last"
	kindPartLastDay = "reminder.part_last"
)

// Notice is a rule that holds for a task on a day.
type Notice struct {
	Rule Rule
	Kind string // of the message
	Days int    // working days to the due day (before) or past it (overdue); 0 on the last working day in time
}

// Position returns where today lies from a due day in working days: negative before it, 0 on the last working day in time,
// from 1 when it is overdue. today is a working day.
func Position(cal *vncal.Calendar, due, today vncal.Date) int {
	if today <= due {
		return -cal.WorkingDaysBetween(today, due)
	}
	return cal.WorkingDaysBetween(due, today)
}

// Deadline returns the rules that hold for t today, a working day; of a part those of parts. Only work that somebody is at can be urged: not a
// draft, not what is paused or waits for approval. A moment before the deadline that had passed when the term began is never
// made up for: work given for tomorrow is not reminded of three days ahead.
func Deadline(rules []Rule, cal *vncal.Calendar, t task.DueRow, today vncal.Date) []Notice {
	if t.DueOn == "" || t.State != task.Assigned && t.State != task.InProgress {
		return nil
	}
	at := Position(cal, t.DueOn, today)
	var out []Notice
	for _, r := range rules {
		if r.ID == ruleDiaryEmpty || r.Step != "" || r.Channel != byInbox || r.Part != (t.Whole != nil) || at < r.First || at > r.Last {
			continue
		}
		if r.First <= 0 && cal.AddWorking(lastInTime(cal, t.DueOn), r.First) <= t.TermFrom {
			continue
		}
		n := Notice{Rule: r, Kind: r.Kind, Days: at}
		if n.Days < 0 {
			n.Days = -n.Days
		}
		if at == 0 && today < t.DueOn {
			n.Kind = kindLastDay
			if r.Part {
				n.Kind = kindPartLastDay
			}
		}
		out = append(out, n)
	}
	return out
}

// lastInTime returns the last working day in time: the due day, or the one before it when it is a day off.
func lastInTime(cal *vncal.Calendar, due vncal.Date) vncal.Date {
	if cal.IsWorking(due) {
		return due
	}
	return cal.PrevWorking(due)
}

// span returns the first and the last due day that a rule can speak of today: what lies outside is not read at all.
func span(rules []Rule, cal *vncal.Calendar, today vncal.Date) (from, to vncal.Date) {
	first, last := 0, 0
	for _, r := range rules {
		if r.Channel != byInbox || r.Step != "" {
			continue
		}
		first, last = min(first, r.First), max(last, r.Last)
	}
	// A due day may be a day off: the span ends just before the next working day.
	return cal.AddWorking(today, -last), cal.AddWorking(today, -first+1).AddDays(-1)
}
