package identity

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"congvu/internal/access"
)

// Accountable returns the people whose accounts a looks after: those of the units, and below, of which a is administrator or
// personnel officer; nobody for others.
func (s *Service) Accountable(ctx context.Context, a access.Actor, q Query) (Page, error) {
	units := []string{}
	for _, p := range a.Appointments {
		if p.Role == access.HR || p.Role == access.Admin {
			units = append(units, p.Unit)
		}
	}
	if len(units) == 0 {
		return Page{People: []Person{}}, nil
	}
	return s.search(ctx, a, q, units, "")
}

// Help is what somebody may do about the account of another person.
type Help struct {
	Known bool // whether the account is theirs to know of
	Code  bool // give an activation code
	State bool // disable, close, open it, and end its sessions
}

// HelpFor returns what a may do about the account of p, who holds posts in force; nothing about the own one. Whoever has a code
// has the account, and so its rights: a code is given by the personnel officers of p's unit and those above, but to a personnel
// officer or an administrator only by whoever may give that post where it is.
func (s *Service) HelpFor(ctx context.Context, a access.Actor, p Person, posts []access.Appointment) (Help, error) {
	if a.ID == access.SystemID {
		return Help{true, true, true}, nil
	}
	if a.Is(p.ID) || a.Agency != p.Agency {
		return Help{}, nil
	}
	units, err := s.org.Map(ctx, p.Agency)
	if err != nil {
		return Help{}, fmt.Errorf("account of %s: %w", p.ID, err)
	}
	home := []string{p.Agency} // of whose records nobody said where they are kept, the agency keeps them
	if u, ok := units[p.home()]; ok {
		home = u.Path()
	}
	h := Help{Known: Keeps(a, home), State: over(a, access.Admin, home)}
	keeper, given := false, true
	for _, post := range posts {
		path := units[post.Unit].Path()
		if post.Role == access.Admin || post.Role == access.HR {
			keeper, given = true, given && CanGive(a, post.Role, path)
		}
		if post.Role == access.Admin {
			h.State = h.State && over(a, access.Admin, path)
		}
	}
	h.Code = given && h.Known && (keeper || CanManagePeople(a, home))
	return h, nil
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
