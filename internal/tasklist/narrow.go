package tasklist

import (
	"context"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Late narrows a list by how work stands to its deadline.
type Late string

// The values, as sent.
const (
	LateOverdue Late = "overdue" // Quá hạn: not finished, and not handed in by its deadline
	LateWeek    Late = "week"    // Đến hạn trong 7 ngày: not handed in, due today or in the six days after
	LateDone    Late = "late"    // Hoàn thành quá hạn
	LateOnTime  Late = "on_time" // Hoàn thành đúng hạn, trước hạn
	LateInTime  Late = "in_time" // Chưa hoàn thành, trong hạn: with a deadline that has not passed, or handed in before it
	LateNone    Late = "none"    // Không hạn
)

// Narrow is what a list is narrowed by beside tab and state (bộ lọc). The zero value of a field leaves it open; several
// fields narrow together.
type Narrow struct {
	Late     Late
	Unit     string     // leads the work, or a unit above it
	Path     []string   // of that unit, from the root down to itself; without it the list is searched row by row
	Person   string     // leads the work
	Document string     // id of the source document
	Product  string     // code in the catalogue
	From, To vncal.Date // days of the deadline, both in
	Urgency  []task.Urgency
	States   []task.State
}

// any reports whether something is narrowed.
func (n Narrow) any() bool { return n.key() != Narrow{}.key() }

// key tells two narrowings apart; the path follows from the unit.
func (n Narrow) key() string {
	return fmt.Sprintf("%q", []any{n.Late, n.Unit, n.Person, n.Document, n.Product, n.From, n.To, n.Urgency, n.States})
}

// steps are how many rows of a list one page of a narrowed one looks at, in growing steps until the page is full; then it
// offers to go on. Looking at all of them takes some 60 ms on an idle server.
var steps = []int{300, 1500, 6200}

// narrowed returns a page of the rows of a list that its narrowing lets through, in the order of the list. It looks at a
// window of the list: such a page can be short, even empty, and still have a next one.
func (s *Service) narrowed(ctx context.Context, sc scope, q Query, after place) (rows []task.Row, next string, err error) {
	rows = []task.Row{}
	for _, left := range steps {
		for _, part := range ranges(q.Sort, after) {
			found, err := s.store.sift(ctx, sc, q, part, left, q.Limit+1-len(rows))
			if err != nil {
				return nil, "", err
			}
			if rows = append(rows, found...); len(rows) > q.Limit {
				last := rows[q.Limit-1]
				return rows[:q.Limit], q.next(last.ID, q.Sort.Instant(last), false), nil
			}
			n, last, err := s.store.pass(ctx, sc, q, part, left)
			if err != nil {
				return nil, "", err
			}
			if n > 0 {
				after = place{ID: last.ID, At: milli(q.Sort.Instant(last))}
			}
			if left -= n; left <= 0 {
				break
			}
		}
		if left > 0 { // the list has ended
			return rows, "", nil
		}
	}
	return rows, q.nextAt(after), nil
}

// through returns the list read by the index that holds fewest of its rows beside those that n lets through.
func (sc scope) through(n Narrow) scope {
	if sc.field != task.FieldVis {
		return sc // one person's list: short
	}
	reached := slices.ContainsFunc(n.Path, func(unit string) bool { return slices.Contains(sc.values, access.Work(unit)) })
	switch {
	case n.Person != "":
		sc.match = append(slices.Clone(sc.match), visible(sc.values))
		sc.field, sc.values = task.FieldLead, []string{n.Person}
	case reached: // whatever the unit leads carries its token, and all of that lies in what the actor sees
		sc.values = []string{access.Work(n.Unit)}
	}
	return sc
}

// dueIn returns the instants between which n lets deadlines through, the second one in, zero where it leaves an end open.
func (n Narrow) dueIn(now time.Time) (from, to time.Time) {
	today := vncal.DateOf(now)
	if n.From != "" {
		from = n.From.Start() // deadlines end with their day: the day itself is in
	}
	if n.To != "" {
		to = n.To.End()
	}
	switch n.Late {
	case LateOverdue:
		if to.IsZero() || to.After(now) {
			to = now
		}
	case LateWeek:
		if from.Before(today.Start()) {
			from = today.Start()
		}
		if week := today.AddDays(6).End(); to.IsZero() || to.After(week) {
			to = week
		}
	}
	return from, to
}
