package identity

import (
	"slices"

	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// standing returns p as all the posts it ever had make it on a day: title, unit, role and state are those of the primary one
// in force; of somebody still to come those of the next one, of somebody who has gone those of the last, but no unit's staff
// counts them. units are the agency's.
func (p Person) standing(posts []Appointment, units map[string]org.Unit, today vncal.Date) Person {
	var next, last *Appointment
	p.Units, p.Primary, p.State, p.Starts = []string{}, Post{}, Active, ""
	for i := range posts {
		a := &posts[i]
		switch {
		case !a.Primary || !a.held():
		case a.onDay(today):
			p.Title, p.Home, p.Units, p.Primary = a.Title, a.Unit, units[a.Unit].Path(), Post{Unit: a.Unit, Role: a.Role}
			return p.indexed()
		case a.From > today && (next == nil || a.From < next.From):
			next = a
		case a.To < today && (last == nil || a.To > last.To):
			last = a
		}
	}
	switch {
	case next != nil:
		p.Title, p.Home, p.State, p.Starts = next.Title, next.Unit, Upcoming, next.From
	case last != nil:
		p.Title, p.Home, p.State = last.Title, last.Unit, Left
		if last.Ended != nil {
			switch last.Ended.Kind {
			case Retiring:
				p.State = Retired
			case Dying:
				p.State = Deceased
			}
		}
	}
	return p.indexed()
}

// indexed returns p with what it is found by and its place in lists.
func (p Person) indexed() Person {
	p.Fold, p.Sort = searchKeys(p), sortKey(p)
	return p
}

// stands reports whether two persons stand the same: what standing computes.
func (p Person) stands(q Person) bool {
	return p.Title == q.Title && p.Home == q.Home && p.State == q.State && p.Starts == q.Starts && p.Primary == q.Primary && slices.Equal(p.Units, q.Units)
}
