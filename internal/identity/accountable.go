package identity

import (
	"context"
	"maps"
	"slices"

	"congvu/internal/access"
)

// Accountable returns the people whose accounts a looks after: those of the agency for an administrator, of the own units and
// below for a personnel officer, nobody for others.
func (s *Service) Accountable(ctx context.Context, a access.Actor, q Query) (Page, error) {
	if a.Has(access.Admin) {
		return s.search(ctx, a, q, nil, "")
	}
	units := []string{}
	for _, p := range a.Appointments {
		if p.Role == access.HR {
			units = append(units, p.Unit)
		}
	}
	if len(units) == 0 {
		return Page{People: []Person{}}, nil
	}
	return s.search(ctx, a, q, units, "")
}

// ByStaffNo returns the person of the agency with that staff code; errs.ErrNotFound.
func (s *Service) ByStaffNo(ctx context.Context, agency, staffNo string) (Person, error) {
	return s.store.ByStaffNo(ctx, agency, staffNo)
}

// Holding returns how many posts of a role are in force in the agency today.
func (s *Service) Holding(ctx context.Context, agency string, role access.Role) (int, error) {
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return 0, err
	}
	return s.store.Holding(ctx, agency, slices.Sorted(maps.Keys(units)), role, s.today())
}
