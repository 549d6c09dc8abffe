package diary

import (
	"context"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/pkg/vncal"
)

// together is how many units' people are read and held at a time.
const together = 50

// Empty calls yield with everybody who has kept no entry of a date and is neither marked as off all day nor away all day by a
// paper (leave, a mission), some units' people at
// a time; administrators, whose screens offer no diary, are left out. An error of yield ends it.
func (s *Service) Empty(ctx context.Context, agency string, date vncal.Date, yield func(person string) error) error {
	units, err := s.org.Tree(ctx, agency)
	if err != nil {
		return err
	}
	all := make([]string, 0, len(units))
	for _, u := range units {
		all = append(all, u.ID)
	}
	for some := range slices.Chunk(all, together) {
		people, err := s.people.StaffedAll(ctx, agency, some, date)
		if err != nil {
			return err
		}
		ids := make([]string, 0, len(people))
		for _, p := range people {
			if p.Primary.Role != access.Admin { // sees no work content, so has none to write down
				ids = append(ids, p.ID)
			}
		}
		if len(ids) == 0 {
			continue
		}
		written, err := s.store.Written(ctx, agency, ids, date)
		if err != nil {
			return err
		}
		away, err := s.absent(ctx, agency, ids, date, date)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if written[id] || Away(away[DayID(id, date)]) != "" {
				continue
			}
			if err := yield(id); err != nil {
				return err
			}
		}
	}
	return nil
}

// Prepared returns how many lines lie prepared for a day of a person's diary that has none yet, from what they did.
func (s *Service) Prepared(ctx context.Context, agency, person string, date vncal.Date) (int, error) {
	acts, err := s.journal.By(ctx, agency, person, date.Start(), date.End())
	if err != nil {
		return 0, fmt.Errorf("lines prepared for %s: %w", date, err)
	}
	return len(Suggestions(acts, nil)), nil
}
