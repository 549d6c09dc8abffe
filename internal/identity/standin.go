package identity

import (
	"context"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
)

// StandIn is one time for which somebody acts in the place of an absent person (thay khi vắng).
type StandIn struct {
	ID         string
	Person     string // who is absent
	Substitute string
	From, To   time.Time // from From up to, not including, To
}

// At reports whether the time runs at an instant.
func (t StandIn) At(now time.Time) bool { return !now.Before(t.From) && now.Before(t.To) }

// StandIns knows who stands in for whom; substitute.Reader fits.
type StandIns interface {
	// Open returns the times of an agency that are not over at now, also those still to come.
	Open(ctx context.Context, agency string, now time.Time) ([]StandIn, error)
}

// absences returns the times of an agency that are not over yet, at most 5 s old.
func (s *Service) absences(ctx context.Context, agency string) ([]StandIn, error) {
	if s.standIns == nil {
		return nil, nil
	}
	all, err := s.instead.Load(ctx, agency, func(ctx context.Context) ([]StandIn, error) {
		return s.standIns.Open(ctx, agency, s.clock.Now())
	})
	if err != nil {
		return nil, fmt.Errorf("who stands in: %w", err)
	}
	return all, nil
}

// places reads for whom a person stands in, or will before the day is over, with the posts by which those act. Their own
// standing in is left out: there are no chains.
func (s *Service) places(ctx context.Context, agency, person string) ([]place, error) {
	all, err := s.absences(ctx, agency)
	if err != nil {
		return nil, err
	}
	var times []StandIn
	ids := []string{}
	for _, t := range all {
		if t.Substitute == person && t.Person != person {
			times, ids = append(times, t), append(ids, t.Person)
		}
	}
	if len(times) == 0 {
		return nil, nil
	}
	people, err := s.store.PeopleByID(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	posts, err := s.store.Appointments(ctx, agency, ids, s.today())
	if err != nil {
		return nil, err
	}
	places := make([]place, 0, len(times))
	for _, t := range times {
		i := slices.IndexFunc(people, func(p Person) bool { return p.ID == t.Person })
		if i < 0 {
			continue
		}
		a := access.Actor{ID: t.Person, Agency: agency, Name: people[i].Name}
		for _, post := range posts {
			if post.Person == t.Person {
				a.Appointments = append(a.Appointments, post.access())
			}
		}
		places = append(places, place{t, a})
	}
	return places, nil
}

// place is a time with the absent person as an actor.
type place struct {
	StandIn
	actor access.Actor
}

// at returns r as it is at an instant: whom the person stands in for begins and ends to the minute, whatever a cache kept.
func (r Rights) at(now time.Time) Rights {
	r.Actor.For = nil
	for _, p := range r.places {
		if p.At(now) {
			r.Actor.For = append(r.Actor.For, p.actor)
		}
	}
	return r
}

// Substitutes returns who stands in at this moment for each of people who has somebody, at most 5 s after that was changed
// on another node.
func (s *Service) Substitutes(ctx context.Context, agency string, people ...string) (map[string]journal.StandIn, error) {
	return s.SubstitutesAt(ctx, agency, s.clock.Now(), people...)
}

// SubstitutesAt is Substitutes at another instant, as far as is known now.
func (s *Service) SubstitutesAt(ctx context.Context, agency string, at time.Time, people ...string) (map[string]journal.StandIn, error) {
	all, err := s.absences(ctx, agency)
	if err != nil {
		return nil, err
	}
	found, ids := map[string]journal.StandIn{}, []string{}
	for _, t := range all {
		if t.At(at) && slices.Contains(people, t.Person) {
			found[t.Person] = journal.StandIn{To: t.Substitute}
			ids = append(ids, t.Person)
		}
	}
	if len(ids) == 0 {
		return found, nil
	}
	named, err := s.People(ctx, agency, ids)
	for id, in := range found {
		in.For = named[id].Name
		found[id] = in
	}
	return found, err
}

// StandInsChanged drops what is remembered of who stands in: whoever has changed it calls this afterwards on the own node, the
// others hear of it by the event of the rights of the substitute.
func (s *Service) StandInsChanged(people ...string) {
	for _, p := range people {
		s.forget(p)
	}
}

// Home returns a person of the agency with the path of the unit where the records are kept, root first.
// errs.ErrNotFound for an unknown person.
func (s *Service) Home(ctx context.Context, agency, person string) (Person, []string, error) {
	p, err := s.store.Person(ctx, agency, person)
	if err != nil {
		return Person{}, nil, err
	}
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return Person{}, nil, err
	}
	home, ok := units[p.home()]
	if !ok {
		return p, nil, errs.ErrNotFound
	}
	return p, home.Path(), nil
}
