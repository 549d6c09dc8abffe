package workplace

import (
	"context"

	"congvu/internal/diary"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// papers are the absences and registrations of some people, by person.
type papers struct {
	absences      map[string][]Absence
	registrations map[string][]Registration
}

// papers reads what papers say of people from one half-day to another.
func (s store) papers(ctx context.Context, agency string, people []string, first, last Half) (papers, error) {
	p := papers{absences: map[string][]Absence{}, registrations: map[string][]Registration{}}
	absences, err := s.Absences(ctx, agency, people, first, last)
	if err != nil {
		return p, err
	}
	for _, x := range absences {
		p.absences[x.Person] = append(p.absences[x.Person], x)
	}
	registrations, err := s.Of(ctx, agency, people, first.Date(), last.Date())
	for _, r := range registrations {
		p.registrations[r.Person] = append(p.registrations[r.Person], r)
	}
	return p, err
}

func (s *Service) papers(ctx context.Context, agency string, people []string, first, last Half) (papers, error) {
	return s.store.papers(ctx, agency, people, first, last)
}

// paper is what papers say of one person on one half-day; both nil: on site, which needs none.
type paper struct {
	absence      *Absence
	registration *Registration // granted
	asked        *Registration // waits to be approved, where nothing else is said
}

// place returns where the paper says the person is. An absence counts before a registration: who is on leave does not work at
// home.
func (p paper) place() diary.Place {
	switch {
	case p.absence != nil:
		return p.absence.Kind.Place()
	case p.registration != nil:
		return diary.Remote
	}
	return diary.Office
}

// at returns what papers say of a person on a half-day.
func (p papers) at(person string, h Half) (found paper) {
	for i, x := range p.absences[person] {
		if x.Covers(h) {
			found.absence = &p.absences[person][i]
			break
		}
	}
	for i, r := range p.registrations[person] {
		for _, have := range r.inForceOf() {
			if have != h {
				continue
			}
			if r.State == Approved {
				found.registration = &p.registrations[person][i]
			} else {
				found.asked = &p.registrations[person][i]
			}
		}
	}
	return found
}

// add counts one person more at a place.
func (c Count) add(p diary.Place) Count {
	switch p {
	case diary.Off:
		c.Leave++
	case diary.Remote:
		c.Remote++
	case diary.Field:
		c.Field++
	}
	return c
}

// Papers says where papers put a person on a day, for a diary that is not written yet; it fits diary.Proposer.
type Papers struct{ store store }

// NewPapers returns the papers of a database.
func NewPapers(db *mongodb.DB) Papers { return Papers{newStore(db)} }

// Proposed returns where a registration or an absence puts a person on a day; false when no paper speaks of that day.
func (p Papers) Proposed(ctx context.Context, agency, person string, day vncal.Date) (diary.Places, bool, error) {
	first, last := HalfOf(day, false), HalfOf(day, true)
	all, err := p.store.papers(ctx, agency, []string{person}, first, last)
	if err != nil {
		return diary.Places{}, false, err
	}
	x, y := all.at(person, first), all.at(person, last)
	spoken := x.absence != nil || x.registration != nil || y.absence != nil || y.registration != nil
	return diary.Places{AM: x.place(), PM: y.place()}, spoken, nil
}

// Absent returns where leave and missions put people from one day to another, by diary.DayID; registrations of work at home are
// none. Days without any are left out, and half-days that none covers stay empty.
func (p Papers) Absent(ctx context.Context, agency string, people []string, from, to vncal.Date) (map[string]diary.Places, error) {
	absences, err := p.store.Absences(ctx, agency, people, HalfOf(from, false), HalfOf(to, true))
	if err != nil {
		return nil, err
	}
	away := map[string]diary.Places{}
	for _, x := range absences {
		for d := max(from, x.From.Date()); d <= min(to, x.To.Date()); d = d.AddDays(1) {
			id := diary.DayID(x.Person, d)
			places := away[id]
			if places.AM == "" && x.Covers(HalfOf(d, false)) {
				places.AM = x.Kind.Place()
			}
			if places.PM == "" && x.Covers(HalfOf(d, true)) {
				places.PM = x.Kind.Place()
			}
			away[id] = places
		}
	}
	return away, nil
}
