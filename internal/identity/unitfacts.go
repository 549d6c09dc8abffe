package identity

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// UnitFacts are what lists show beside a unit.
type UnitFacts struct {
	Members int    // people whose primary appointment lies in the unit or below it
	Head    Person // the head of exactly this unit; zero when vacant
}

// UnitFacts returns members and heads of every unit of the agency that has any, at most 5 s old. The map is shared: do
// not change it.
func (s *Service) UnitFacts(ctx context.Context, agency string) (map[string]UnitFacts, error) {
	return s.units.Load(ctx, s.onDay(agency), func(ctx context.Context) (map[string]UnitFacts, error) { return s.readUnitFacts(ctx, agency) })
}

func (s *Service) readUnitFacts(ctx context.Context, agency string) (map[string]UnitFacts, error) {
	counts, err := s.store.CountIn(ctx, agency)
	if err != nil {
		return nil, err
	}
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return nil, err
	}
	posts, err := s.store.HeadsIn(ctx, agency, slices.Sorted(maps.Keys(units)), s.today())
	if err != nil {
		return nil, err
	}
	people, err := s.holders(ctx, agency, posts)
	if err != nil {
		return nil, err
	}
	facts := make(map[string]UnitFacts, len(units))
	for id, n := range counts {
		facts[id] = UnitFacts{Members: n}
	}
	slices.SortStableFunc(posts, func(a, b Appointment) int { return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.ID, a.ID)) }) // the longest in office last, to stay
	for _, a := range posts {
		if i := slices.IndexFunc(people, func(p Person) bool { return p.ID == a.Person }); i >= 0 {
			facts[a.Unit] = UnitFacts{Members: facts[a.Unit].Members, Head: people[i]}
		}
	}
	return facts, nil
}
