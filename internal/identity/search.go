package identity

import (
	"context"
	"errors"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/org"
)

// Query asks for people by name.
type Query struct {
	Text   string      // words of the name, beginnings of words, staff code; without diacritics too
	Unit   string      // only in this unit and below; empty for all
	Role   access.Role // only whose primary post has this role; empty for all. Of people in office
	State  State       // in this state; empty for those in office
	Cursor string      // Next of the page before
	Limit  int         // 1 to maxPage; anything else is cut to that
}

const maxPage = 100

// Page is one page of people and the cursor of the next, empty at the end.
type Page struct {
	People []Person
	Next   string
}

// Assignable returns people whom a may assign work to: whose primary appointment lies in or below what a heads or has
// charge of, without a and without the heads under whom a is deputy; those of the own unit first. errs.ErrForbidden for somebody who may not assign.
func (s *Service) Assignable(ctx context.Context, a access.Actor, q Query) (Page, error) {
	if !CanAssign(a) {
		return Page{}, errs.ErrForbidden
	}
	above, err := s.headsOver(ctx, a)
	if err != nil {
		return Page{}, err
	}
	return s.search(ctx, a, q, commanded(a), nearTo(a), append(above, a.ID)...)
}

// headsOver returns the heads under whom a is deputy, unless a heads a unit that their own belongs to.
func (s *Service) headsOver(ctx context.Context, a access.Actor) ([]string, error) {
	ids := []string{}
	for _, post := range a.Appointments {
		if post.Role != access.Deputy {
			continue
		}
		heads, err := s.HeadsOf(ctx, a.Agency, post.Unit)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			if !a.Heads(h.Units...) {
				ids = append(ids, h.ID)
			}
		}
	}
	return ids, nil
}

// Colleagues returns people of the whole agency: for those who may assign, as coordinators can be anywhere, and for those who
// follow or inspect the work of units, to find it by who leads it. errs.ErrForbidden for everybody else.
func (s *Service) Colleagues(ctx context.Context, a access.Actor, q Query) (Page, error) {
	if !CanAssign(a) && !a.Has(access.Monitor, access.Inspector, access.Clerk) {
		return Page{}, errs.ErrForbidden
	}
	return s.search(ctx, a, q, nil, nearTo(a))
}

// Named returns the people of the agency whose name has the words of q. Nobody is asked for a right: the caller shows only those
// who take part in what a sees anyway, as who may be named in a comment.
func (s *Service) Named(ctx context.Context, a access.Actor, q Query) (Page, error) {
	return s.search(ctx, a, q, nil, nearTo(a))
}

// Staff returns the people whose staff record a may see: below what a heads, has charge of, or keeps the personnel of.
func (s *Service) Staff(ctx context.Context, a access.Actor, q Query) (Page, error) {
	scope := staffed(a)
	if len(scope) == 0 {
		return Page{People: []Person{}}, nil
	}
	return s.search(ctx, a, q, scope, "")
}

// search returns a page of people in one of the scope's units or below, everywhere when scope is nil, without some. Those
// fit best whose given name is typed, and then those of the unit near.
func (s *Service) search(ctx context.Context, a access.Actor, q Query, scope []string, near string, without ...string) (Page, error) {
	f := personFilter{agency: a.Agency, units: scope, keys: queryKeys(q.Text), without: without, limit: min(max(q.Limit, 1), maxPage)}
	parts := ranks(q.Text, near)
	from, err := parseCursor(q.Cursor, parts)
	if err != nil {
		return Page{}, err
	}
	if q.Unit != "" {
		u, err := s.org.Unit(ctx, a.Agency, q.Unit)
		switch {
		case errors.Is(err, errs.ErrNotFound), err == nil && scope != nil && !within(u, scope):
			return Page{People: []Person{}}, nil // outside the scope is the same as not there
		case err != nil:
			return Page{}, err
		}
		f.units = []string{q.Unit}
	}
	f.role = q.Role
	if q.State != "" && q.State != Active {
		if f, err = s.away(ctx, f, q.State); err != nil {
			return Page{}, err
		}
	}
	return s.find(ctx, f, parts, from)
}

// within reports whether u is one of the units or lies below one.
func within(u org.Unit, units []string) bool {
	return slices.ContainsFunc(units, u.Within)
}

// away returns f for people who are not in office, who are in no unit's staff: those whose records are kept there.
func (s *Service) away(ctx context.Context, f personFilter, state State) (personFilter, error) {
	units, err := s.org.Map(ctx, f.agency)
	if err != nil {
		return f, err
	}
	homes := []string{}
	for id, u := range units {
		if within(u, f.units) {
			homes = append(homes, id)
		}
	}
	slices.Sort(homes)
	f.state, f.homes, f.units, f.role = state, homes, nil, ""
	return f, nil
}
