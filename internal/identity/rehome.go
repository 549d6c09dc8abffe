package identity

import (
	"context"
	"iter"
	"slices"

	"congvu/internal/access"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Records returns people as a change of the tree of units sees them: whose path is that of their unit, and whose posts in a
// merged unit go on in the one that took it over.
func (s *Service) Records() org.Records { return records{s} }

type records struct{ *Service }

// Kind names them.
func (records) Kind() string { return org.KindPeople }

// Tally counts the people of a unit and of all below it, and the posts in it that have not ended.
func (r records) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	if t.All, err = r.store.CountUnder(ctx, agency, unit); err == nil {
		t.Open, err = r.store.CountPosts(ctx, agency, unit, r.today())
	}
	return t, err
}

// Astray yields whoever has a post that the merged unit still holds, and whose path is another one than that of the unit.
func (r records) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		seen := map[string]bool{}
		if m.Heir(m.Unit) != m.Unit {
			posts, err := r.store.PostsFrom(ctx, m.Agency, m.Unit, m.On)
			if err != nil {
				yield("", err)
				return
			}
			for _, a := range posts {
				if !seen[a.Person] && !yield(a.Person, nil) {
					return
				}
				seen[a.Person] = true
			}
		}
		for p, err := range r.store.Under(ctx, m.Agency, m.Unit) {
			if err != nil {
				yield("", err)
				return
			}
			if !seen[p.ID] && !slices.Equal(p.Units, m.Path(p.Primary.Unit)) && !yield(p.ID, nil) {
				return
			}
		}
	}
}

// Rehome lets people and their posts follow.
func (r records) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	found, err := r.store.PeopleByID(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	merged := false
	for _, p := range found {
		posts, err := r.store.Career(ctx, m.Agency, p.ID)
		if err != nil {
			return nil, err
		}
		posts, posted, err := r.handOn(ctx, m, posts)
		if err != nil {
			return nil, err
		}
		next := p.standing(posts, m.Units(), vncal.DateOf(m.At))
		if !posted && p.stands(next) {
			continue
		}
		next.Version++
		if posted {
			next.Rights++
		}
		if err := r.store.ReplacePerson(ctx, p.Version, next); err != nil {
			return nil, err
		}
		audience = org.Union(org.Union(audience, p.Vis()), next.Vis())
		if !posted {
			continue
		}
		merged = true
		for _, e := range []journal.Entry{personEntry(m.By, next, "person.merged", m.At), RightsEntry(m.By, p.ID, "rights.changed", m.At)} {
			if err := r.journal.Write(ctx, e); err != nil {
				return nil, err
			}
		}
	}
	if merged {
		err = r.tellPosts(ctx, m.Agency, m.Unit, m.Heir(m.Unit))
	}
	return audience, err
}

// handOn ends the posts that somebody holds in a merged unit on the eve of the merger and begins the same in the unit that
// took it over; a post that was to begin later begins there. posts are all that the person ever had; it returns them as they
// are stored now, and whether one of them has changed.
func (r records) handOn(ctx context.Context, m org.Relocation, posts []Appointment) (all []Appointment, changed bool, err error) {
	heir := m.Heir(m.Unit)
	for _, a := range posts {
		if heir == m.Unit || a.Unit != m.Unit || a.To < m.On || !a.held() {
			all = append(all, a)
			continue
		}
		changed = true
		ended, next, begun := a.handedOn(m, heir)
		if !begun {
			all = append(all, next)
			if err := r.store.ReplaceAppointment(ctx, a.Version, next); err != nil {
				return nil, false, err
			}
			continue
		}
		next.ID = mongodb.NewID()
		all = append(all, ended, next)
		if err := r.store.ReplaceAppointment(ctx, a.Version, ended); err != nil {
			return nil, false, err
		}
		if err := r.store.InsertAppointment(ctx, next); err != nil {
			return nil, false, err
		}
	}
	return all, changed, nil
}

// handedOn returns a as it goes on in the heir of its unit, and as it has ended when it had begun before.
//
// The head of a merged unit becomes a deputy in charge of what it was: one unit has one head, and who leads the new one is
// decided by people. What that person could see and decide stays as it was.
func (a Appointment) handedOn(m org.Relocation, heir string) (ended, next Appointment, begun bool) {
	paper := Paper{Number: m.Number, On: m.Signed}
	next = a
	next.Unit, next.Paper = heir, paper
	if next.Kind != Seconding && next.Kind != Resuming {
		next.Kind = Moving
	}
	if a.Role == access.Head || a.Role == access.Deputy && len(a.Charge) == 0 {
		next.Role, next.Charge = access.Deputy, []string{m.Unit}
	}
	if a.From >= m.On {
		next.Version++
		return a, next, false
	}
	ended = a
	ended.To, ended.Ended, ended.Version = m.On.AddDays(-1), &End{Kind: Moving, Paper: paper}, a.Version+1
	next.From, next.Version = m.On, 1
	return ended, next, true
}

// Settled forgets what is remembered of people.
func (r records) Settled(m org.Relocation, ids []string) {
	r.forgetUnit(m.Unit)
	r.forgetUnit(m.Heir(m.Unit))
	for _, id := range ids {
		r.forget(id)
	}
}
