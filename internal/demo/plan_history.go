package demo

import (
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// chair is the staff code of the topmost head.
const chair = "QN001"

// history returns the real tasks of 2020, given on the day of their document and finished in their time.
func (p planner) history() ([]plannedTask, error) {
	issued := map[string]vncal.Date{}
	urgency := map[string]task.Urgency{}
	for _, d := range p.documents {
		issued[d["number"]], urgency[d["number"]] = vncal.Date(d["date"]), task.Urgency(d["urgency"])
	}
	var all []plannedTask
	for i, row := range p.tasks {
		due, err := dueOf(row["due"])
		if err != nil {
			return nil, err
		}
		points, err := strconv.Atoi(row["points"])
		if err != nil {
			return nil, fmt.Errorf("sample task %q: %w", row["title"], err)
		}
		start := issued[row["document"]]
		due.Start = start
		if due.Kind == vncal.KindDate {
			due.Start = ""
		}
		ends, err := p.cal.Due(due)
		if err != nil {
			return nil, fmt.Errorf("sample task %q: %w", row["title"], err)
		}
		r := random(fmt.Sprintf("history %d", i))
		lead := pick(r, p.nameable(row["lead"]))
		s := script{planner: p, r: r, giver: chair, lead: lead, pieces: 1}
		accepted := s.taken(start, p.head(row["lead"]).No)
		// Most were done in time, two of the longer ones a little late.
		day := p.cal.AddWorking(ends.Due, -r.IntN(2))
		if i%10 == 4 {
			day = p.cal.AddWorking(ends.Due, 2)
		}
		day = max(day, accepted)
		s.progressed(accepted, day)
		s.handedIn(day)
		all = append(all, plannedTask{
			Title: row["title"], Document: row["document"], Unit: row["lead"], Coordinators: split(row["coordinators"]),
			Text: row["product"], Points: points, Pieces: 1, Due: due, Urgency: urgency[row["document"]], Acts: s.acts,
		})
	}
	slices.SortStableFunc(all, byStart)
	return all, nil
}

// nameable returns whom the head of a unit names to lead: workers of the unit, else heads of units below it.
func (p planner) nameable(unit string) []string {
	var own, below []string
	for _, m := range p.members {
		switch {
		case m.Unit == unit && m.worker():
			own = append(own, m.No)
		case p.parent(m.Unit) == unit && m.Role == "head":
			below = append(below, m.No)
		}
	}
	if len(own) > 0 {
		return own
	}
	return below
}

// byStart orders tasks by when they are given.
func byStart(a, b plannedTask) int { return a.Acts[0].At.Compare(b.Acts[0].At) }
