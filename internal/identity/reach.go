package identity

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"congvu/internal/access"
)

// Commanders returns who commands one of the units today, and so reads what carries its token: the heads appointed to
// it, and the deputies who have charge of it. units is a path, root first; the nearest come first. The slice is shared: do not change it.
func (s *Service) Commanders(ctx context.Context, agency string, units []string) ([]Person, error) {
	return s.above.Load(ctx, s.onDay(strings.Join(units, " ")), func(ctx context.Context) ([]Person, error) {
		posts, err := s.store.CommandIn(ctx, agency, units, s.today())
		if err != nil {
			return nil, fmt.Errorf("commanders of %v: %w", units, err)
		}
		posts = slices.DeleteFunc(posts, func(a Appointment) bool {
			actor := access.Actor{Appointments: []access.Appointment{a.access()}}
			return !actor.Commands(units...)
		})
		slices.SortStableFunc(posts, func(a, b Appointment) int {
			return cmp.Or(
				cmp.Compare(slices.Index(units, b.Unit), slices.Index(units, a.Unit)), // the nearest unit first
				cmp.Compare(b.Role, a.Role), // "head" sorts after "deputy", and goes first
				cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID),
			)
		})
		return s.holders(ctx, agency, posts)
	})
}

// HoldersOf returns who holds a post of a role at exactly a unit today, the longest in office first.
func (s *Service) HoldersOf(ctx context.Context, agency, unit string, role access.Role) ([]Person, error) {
	posts, err := s.store.inRoles(ctx, agency, []string{unit}, s.today(), role)
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %w", role, unit, err)
	}
	slices.SortStableFunc(posts, func(a, b Appointment) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID)) })
	return s.holders(ctx, agency, posts)
}

// Overseers returns who sees today how one of the units stands, and all below it: the heads appointed to it, the deputies who have
// charge of it, who follows it up and who inspects it. units is a path, root first; the nearest come first.
func (s *Service) Overseers(ctx context.Context, agency string, units []string) ([]Person, error) {
	posts, err := s.store.OverseeIn(ctx, agency, units, s.today())
	if err != nil {
		return nil, fmt.Errorf("overseers of %v: %w", units, err)
	}
	posts = slices.DeleteFunc(posts, func(a Appointment) bool {
		reach := access.Actor{Appointments: []access.Appointment{a.access()}}.Reach(access.Work)
		return !slices.ContainsFunc(reach, func(unit string) bool { return slices.Contains(units, unit) })
	})
	slices.SortStableFunc(posts, func(a, b Appointment) int {
		return cmp.Or(cmp.Compare(slices.Index(units, b.Unit), slices.Index(units, a.Unit)), cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
	})
	return s.holders(ctx, agency, posts)
}
