package diary

import (
	"context"
	"fmt"

	"congvu/pkg/vncal"
)

// Empty calls yield with everybody who has kept no entry of a date and is not marked as off all day, unit by unit, so that
// no more than one unit's people are held at a time. An error of yield ends it.
func (s *Service) Empty(ctx context.Context, agency string, date vncal.Date, yield func(person string) error) error {
	units, err := s.org.Tree(ctx, agency)
	if err != nil {
		return err
	}
	for _, u := range units {
		people, err := s.people.Staffed(ctx, agency, u.ID, date)
		if err != nil {
			return err
		}
		ids := make([]string, 0, len(people))
		for _, p := range people {
			ids = append(ids, p.ID)
		}
		if len(ids) == 0 {
			continue
		}
		written, err := s.store.Written(ctx, agency, ids, date)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if written[id] {
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
