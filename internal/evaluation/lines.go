package evaluation

import (
	"slices"
	"time"

	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Cutoff says until when a decision about work submitted in a month still belongs to that month: 3 working days after
// its end (a setting), or its close when that came first.
type Cutoff func(grading.Period) time.Time

// Lines returns the grading lines of a task by month, in order (spec/evaluation.md §2.11):
//
//   - the line lies in the month of the deadline in force when approved (now, while open), without a deadline in the month
//     of approval; work done early still in the month of its deadline;
//   - open work counts nothing done when its month ends, and goes on as a line of the next month;
//   - work that waits for its approver at the end of the month stays until the cut-off, then moves to the next month: the
//     approver's slowness never lowers a score.
//
// Everybody with a share of the work has a line of their own, the lead's last: what was agreed is nobody's loss. There is no
// line before a person leads the work or has the part, and none once it was given back, recalled or cancelled.
func Lines(t task.Task, now time.Time, cutoff Cutoff) []Fact {
	var all []Fact
	for _, share := range t.Shares() {
		lines := linesOfShare(share.Task, now, cutoff)
		if share.Percent < 100 {
			for i := range lines {
				lines[i].Show.Share, lines[i].Show.Helps = share.Percent, share.Helps
			}
		}
		all = append(all, lines...)
	}
	return all
}

func linesOfShare(t task.Task, now time.Time, cutoff Cutoff) []Fact {
	held := t.HeldFrom()
	if !t.Graded() || held == nil {
		return nil
	}
	var lines []Fact
	carried := grading.Period("")
	for m := grading.MonthOf(vncal.DateOf(*held)); !m.Last().End().After(now); m = m.Next() {
		end := m.Last().End()
		if t.State == task.Completed && t.ClosedAt.Before(end) {
			break
		}
		if on := dueAt(t, end); on == "" || grading.MonthOf(on) > m {
			continue // belongs to a later month
		}
		waited, decided := awaitedAt(t, end)
		switch {
		case !waited:
			lines = append(lines, frozen(t, m, end, carried))
			carried = m
		case decided.IsZero() && now.Before(cutoff(m)):
			return append(lines, current(t, m, carried))
		case decided.IsZero() || !decided.Before(cutoff(m)):
			carried = m // moved on
		case t.State == task.Completed && decided.Equal(*t.ClosedAt):
			return append(lines, current(t, m, carried))
		} // else returned in time for the close: it goes on under the deadline given back
	}
	if p := landing(t, now); p != "" {
		lines = append(lines, current(t, p, carried))
	}
	return lines
}

// landing returns the month of the line that is not settled by a month's end; "" for open work without a deadline.
func landing(t task.Task, now time.Time) grading.Period {
	reached, on := grading.MonthOf(vncal.DateOf(now)), t.DueOn
	if t.State == task.Completed {
		reached = grading.MonthOf(vncal.DateOf(*t.ClosedAt))
	} else if on == "" {
		return ""
	}
	return max(reached, grading.MonthOf(on))
}

// dueAt returns the deadline in force just before an instant, "" when there was none.
func dueAt(t task.Task, at time.Time) (on vncal.Date) {
	for _, d := range t.Dues {
		if d.At.Before(at) {
			on = d.On
		}
	}
	return on
}

// awaitedAt reports whether a submission of the present assignment was waiting for its decision at an instant, and when
// it was decided, zero when it was not.
func awaitedAt(t task.Task, at time.Time) (waited bool, decided time.Time) {
	for _, s := range t.Submissions {
		if s.At.Before(*t.AssignedAt) || !s.At.Before(at) {
			continue
		}
		if s.Decision == nil {
			return true, time.Time{}
		}
		if !s.Decision.At.Before(at) {
			return true, s.Decision.At
		}
	}
	return false, time.Time{}
}

// current returns the line as the task stands.
func current(t task.Task, p grading.Period, carried grading.Period) Fact {
	f := lineAt(t, p, t.UpdatedAt, carried)
	f.D, f.State, f.DueOn = t.AcceptedMilli(), t.Standing(), t.DueOn
	f.happened(t, t.UpdatedAt.Add(time.Millisecond))
	if t.SubmittedAt != nil {
		f.Show.SubmittedOn = vncal.DateOf(*t.SubmittedAt)
	} else if t.State.Given() && t.DueOn != "" && t.DueAt.After(t.UpdatedAt) {
		due := t.DueAt
		f.LateAt = &due
	}
	return f
}

// frozen returns the line as the work stood, unfinished, at the end of a month.
func frozen(t task.Task, p grading.Period, end time.Time, carried grading.Period) Fact {
	f := lineAt(t, p, end, carried)
	f.State, f.DueOn, f.Over = task.Assigned, dueAt(t, end), true
	if t.AcceptedAt != nil && t.AcceptedAt.Before(end) {
		f.State = task.InProgress
	}
	f.happened(t, end)
	return f
}

// lineAt returns what lines share, with the deadlines missed by an instant.
func lineAt(t task.Task, p grading.Period, at time.Time, carried grading.Period) Fact {
	f := Fact{
		ID: factID(t.Agency, p, t.Lead.Person, t.ID), Agency: t.Agency, Task: t.ID, Code: t.Code,
		K: t.Product.KMilli, A: t.QtyMilli, CarriedFrom: carried,
		Show: Show{
			Title: t.Title, ProductCode: t.Product.Code, Product: t.Product.Name, Missed: t.Missed(at),
			Version: t.Product.Version, PointsMilli: t.Product.PointsMilli, Divisor: t.Product.Divisor,
		},
	}
	for _, c := range t.Excused() {
		if c.Event.Kind == task.CauseLate && !slices.Contains(f.Show.Missed, c.Event.On) || c.Event.At != nil && c.Event.At.Before(*t.AssignedAt) {
			continue // of another assignment, or of a later day
		}
		f.Show.Excuses = append(f.Show.Excuses, Excuse{Kind: c.Event.Kind, Event: c.Event.On, On: vncal.DateOf(c.Answer.At), By: c.Answer.By, Document: c.Answer.Document})
	}
	for _, on := range f.Show.Missed {
		if !excused(t, task.Event{Kind: task.CauseLate, On: on}) {
			f.L++
		}
	}
	return f
}

// excused reports whether an objective cause of an event was confirmed.
func excused(t task.Task, e task.Event) bool {
	return slices.ContainsFunc(t.Excused(), func(c task.Cause) bool { return c.Event.Key() == e.Key() })
}

// happened adds what was decided before an instant about what was handed in, and how the deadline moved.
func (f *Fact) happened(t task.Task, before time.Time) {
	f.review(t, before)
	for _, d := range t.Moved(before) {
		f.Show.Moves = append(f.Show.Moves, Move{On: vncal.DateOf(d.At), Due: d.On, Why: d.Why, By: d.By})
	}
}

// review counts the failed reviews among the decisions before an instant on what was handed in since the work was given,
// sums up the pieces they found faulty, each review at most all there are, and keeps who decided what. A minor return
// costs nothing.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2 (sai sót lớn về nội dung).
func (f *Fact) review(t task.Task, until time.Time) {
	since := *t.AssignedAt
	pieces, failed, named := f.A, int64(0), true
	if f.Done() {
		pieces = min(f.A, f.D)
	}
	for _, s := range t.Submissions {
		d := s.Decision
		if s.At.Before(since) || d == nil || !d.At.Before(until) || d.Reopened != nil { // an approval taken back found nothing
			continue
		}
		f.Show.Reviews = append(f.Show.Reviews, Review{
			On: vncal.DateOf(d.At), By: d.By, Verdict: d.Verdict, Reason: d.Reason, Major: d.Failed(), FailedMilli: d.FailedMilli, QtyMilli: d.QtyMilli,
		})
		if d.Failed() && !excused(t, task.Event{Kind: task.CauseReview, At: &d.At}) {
			f.Q++
			failed += min(d.FailedMilli, pieces)
			named = named && d.FailedMilli > 0
		}
	}
	if f.Q > 0 && named {
		f.F = &failed
	}
}

// rolled returns what a month's end makes of an unfinished line that waits for nobody: what stays in the month, and what
// goes on in another. It gives what Lines gives for the task after that end.
func (f Fact) rolled(next grading.Period) (stays, goesOn Fact) {
	m := f.Period()
	stays, goesOn = f.At(m.Last().End()), f.in(next)
	goesOn.CarriedFrom = m
	stays.LateAt, stays.Over = nil, true
	return stays, goesOn
}

// moved returns the line of work still undecided at its month's cut-off, as a line of another month.
func (f Fact) moved(next grading.Period) Fact {
	f.CarriedFrom = f.Period()
	return f.in(next)
}
