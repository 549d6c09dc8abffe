package workplace

import (
	"context"
	"slices"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// UnitCount says how many people of a unit, with everybody below it, are where on a day.
type UnitCount struct {
	Unit   string
	People int
	AM, PM Count
	// Bare is how many are away by their diary alone, without a paper, in the morning and in the afternoon.
	Bare [2]int
}

// Below says where the people of a unit and of all units below it are.
type Below struct {
	Date    vncal.Date
	Working bool
	Why     string      // why it is a day off
	Now     Half        // the half-day of the moment
	Units   []UnitCount // the unit's own people first, then each unit right below it with everybody below that; none without people
}

// atOnce is how many people's papers are read and held at a time.
const atOnce = 1000

// Below counts who is where on day, over everything below a unit (empty: the reader's own).
// Errors: ErrRange; errs.ErrNotFound for a unit that a does not see, ErrUnit for one that a does not oversee.
func (s *Service) Below(ctx context.Context, a access.Actor, unit string, day vncal.Date) (Below, error) {
	if !day.Valid() {
		return Below{}, ErrRange.Arg("max", "1")
	}
	top, err := s.led(ctx, a, unit, Oversees)
	if err != nil {
		return Below{}, err
	}
	cal, err := s.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return Below{}, err
	}
	tree, err := s.Units.Tree(ctx, a.Agency)
	if err != nil {
		return Below{}, err
	}
	var within []string       // the unit and all below it
	place := map[string]int{} // in units, of each of them
	units := []UnitCount{{Unit: top.ID}}
	for _, u := range tree { // parents first
		switch {
		case u.ID == top.ID:
			place[u.ID] = 0
		case !u.Within(top.ID):
			continue
		case u.Parent == top.ID:
			place[u.ID] = len(units)
			units = append(units, UnitCount{Unit: u.ID})
		default:
			place[u.ID] = place[u.Parent]
		}
		within = append(within, u.ID)
	}
	people, err := s.People.StaffedAll(ctx, a.Agency, within, day)
	if err != nil {
		return Below{}, err
	}
	for some := range slices.Chunk(people, atOnce) {
		if err := s.countBelow(ctx, a, some, day, units, place); err != nil {
			return Below{}, err
		}
	}
	units = slices.DeleteFunc(units, func(c UnitCount) bool { return c.People == 0 })
	return Below{Date: day, Working: cal.IsWorking(day), Why: cal.Why(day), Now: HalfAt(s.Clock.Now()), Units: units}, nil
}

// countBelow adds some people's places on day to the counts of their units.
func (s *Service) countBelow(ctx context.Context, a access.Actor, people []identity.Person, day vncal.Date, units []UnitCount, place map[string]int) error {
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	halves := [2]Half{HalfOf(day, false), HalfOf(day, true)}
	all, err := s.papers(ctx, a.Agency, ids, halves[0], halves[1])
	if err != nil {
		return err
	}
	said, err := s.said(ctx, a, ids, day, day)
	if err != nil {
		return err
	}
	for _, p := range people {
		c := &units[place[p.Primary.Unit]]
		c.People++
		for i, count := range []*Count{&c.AM, &c.PM} {
			cell := all.at(p.ID, halves[i]).cell(said.at(p.ID, halves[i]), false)
			*count = count.with(cell.Place)
			if cell.By == ByDiary {
				c.Bare[i]++
			}
		}
	}
	return nil
}
