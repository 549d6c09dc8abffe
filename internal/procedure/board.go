package procedure

import (
	"cmp"
	"slices"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// The names of the steps, as sent and as the rules of reminders name them.
const (
	StepSelf   = "self"   // tự chấm điểm
	StepReview = "review" // cấp trên chấm, nhận xét
	StepDecide = "decide" // quyết định; of a month its closing (đóng kỳ)
)

// Board is how far the evaluation of a period is in a unit and below it.
type Board struct {
	Unit  org.Unit
	Month evaluation.Month
	Today vncal.Date
	Steps []Step // in their order; a quarter and a year have the decision alone
	Rows  []Row  // the slowest unit first
}

// Step is one step with its day.
type Step struct {
	Name  string
	Due   vncal.Date // "" where the policy dates none
	Done  int
	Total int
}

// Late reports whether the step is overdue on a day.
func (s Step) Late(today vncal.Date) bool { return s.Due != "" && today > s.Due && s.Done < s.Total }

// Row is one of the units directly below the board's unit, with all below it; those of the unit itself are its own row.
type Row struct {
	Unit     string
	People   int
	Self     int               // who sent their self-score
	Reviewed int               // to whom points are given
	Decided  int               // of a quarter or year: whose grade is final
	NoSelf   []identity.Person // who sent none though the superior has not reviewed yet, in the order of lists
	Waiting  []Waiting         // for whose points people wait, most first
}

// Waiting is who still has points to give, and to how many.
type Waiting struct {
	Giver  string // person id, "" where nobody in the agency can
	People int
}

// mark is how far one person is.
type mark struct {
	person         identity.Person
	self, reviewed bool
	giver          string
	decided        bool
}

// lay makes the board of what is known of each person; closed: the period is.
func lay(u org.Unit, m evaluation.Month, dues grading.Dues, marks []mark, today vncal.Date) Board {
	b := Board{Unit: u, Month: m, Today: today}
	rows, order := map[string]*Row{}, []string{}
	self, review, decide := Step{Name: StepSelf, Due: dues.Self}, Step{Name: StepReview, Due: dues.Review}, Step{Name: StepDecide, Due: dues.Decide}
	for _, x := range marks {
		id := rowOf(u, x.person)
		row, known := rows[id]
		if !known {
			row = &Row{Unit: id}
			rows[id], order = row, append(order, id)
		}
		row.People++
		if x.self {
			row.Self++
		} else if !x.reviewed {
			row.NoSelf = append(row.NoSelf, x.person)
		}
		if x.reviewed {
			row.Reviewed++
		} else {
			row.wait(x.giver)
		}
		if x.decided {
			row.Decided++
		}
	}
	for _, id := range order {
		row := rows[id]
		slices.SortStableFunc(row.Waiting, func(a, b Waiting) int { return cmp.Compare(b.People, a.People) })
		b.Rows = append(b.Rows, *row)
		self.Done, review.Done, decide.Done = self.Done+row.Self, review.Done+row.Reviewed, decide.Done+row.Decided
		self.Total += row.People
	}
	review.Total, decide.Total = self.Total, self.Total
	if !m.Period.Month() {
		for i := range b.Rows {
			b.Rows[i].NoSelf, b.Rows[i].Waiting = nil, nil
		}
		slices.SortStableFunc(b.Rows, func(x, y Row) int { return cmp.Compare(y.People-y.Decided, x.People-x.Decided) })
		b.Steps = []Step{decide}
		return b
	}
	decide.Done, decide.Total = 0, 1
	if m.State == evaluation.Closed {
		decide.Done = 1
	}
	slices.SortStableFunc(b.Rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(y.People-y.Reviewed, x.People-x.Reviewed), cmp.Compare(len(y.NoSelf), len(x.NoSelf)))
	})
	b.Steps = []Step{self, review, decide}
	return b
}

// wait notes that somebody waits for a giver's points.
func (r *Row) wait(giver string) {
	at := slices.IndexFunc(r.Waiting, func(w Waiting) bool { return w.Giver == giver })
	if at < 0 {
		r.Waiting = append(r.Waiting, Waiting{Giver: giver})
		at = len(r.Waiting) - 1
	}
	r.Waiting[at].People++
}

// rowOf returns the unit directly below u in which somebody is, u itself for its own people.
func rowOf(u org.Unit, who identity.Person) string {
	at := slices.Index(who.Units, u.ID)
	if at < 0 || at+1 >= len(who.Units) {
		return u.ID
	}
	return who.Units[at+1]
}
