package identity

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// People returns the named people by id, at most 5 s old, for names beside records; unknown ids are left out.
func (s *Service) People(ctx context.Context, agency string, ids []string) (map[string]Person, error) {
	found, err := s.names.LoadAll(ctx, ids, func(ctx context.Context, missing []string) (map[string]Person, error) {
		rows, err := s.store.PeopleByID(ctx, agency, missing)
		people := make(map[string]Person, len(rows))
		for _, p := range rows {
			people[p.ID] = p
		}
		return people, err
	})
	maps.DeleteFunc(found, func(_ string, p Person) bool { return p.Agency != agency })
	return found, err
}

// Person returns one person of the agency, at most 5 s old; errs.ErrNotFound when there is none of that id.
func (s *Service) Person(ctx context.Context, agency, id string) (Person, error) {
	found, err := s.People(ctx, agency, []string{id})
	if err != nil {
		return Person{}, err
	}
	p, ok := found[id]
	if !ok {
		return Person{}, fmt.Errorf("person %s: %w", id, errs.ErrNotFound)
	}
	return p, nil
}

// Appointments returns the posts of a person in force today, the primary one first.
func (s *Service) Appointments(ctx context.Context, agency, person string) ([]Appointment, error) {
	posts, err := s.AppointmentsOf(ctx, agency, person)
	return posts[person], err
}

// AppointmentsOf returns the posts of each of the people as Appointments does, with one read for all of them.
func (s *Service) AppointmentsOf(ctx context.Context, agency string, people ...string) (map[string][]Appointment, error) {
	all, err := s.store.Appointments(ctx, agency, people, s.today())
	posts := make(map[string][]Appointment, len(people))
	for _, a := range all {
		posts[a.Person] = append(posts[a.Person], a)
	}
	return posts, err
}

// Posts returns a mark that is another one as soon as somebody's post began or ended, or one was stored, since the mark was
// taken: who asks each night what follows from all posts has nothing to do while it is the same. A post is ended as of the
// day before, where others may have ended already; that is why those are counted.
func (s *Service) Posts(ctx context.Context, agency string) (string, error) {
	all, err := s.store.Posts(ctx)
	if err != nil {
		return "", err
	}
	begun, err := s.store.LastDay(ctx, agency, "from", s.today())
	if err != nil {
		return "", err
	}
	ended, err := s.store.LastDay(ctx, agency, "to", s.today().AddDays(-1)) // the last day is one in office
	if err != nil {
		return "", err
	}
	n, err := s.store.EndedOn(ctx, agency, ended)
	return fmt.Sprintf("%d|%s|%s:%d", all, begun, ended, n), err
}

// HeadsOf returns who is appointed head of exactly this unit today, the longest in office first; none when vacant.
// The slice is shared: do not change it.
func (s *Service) HeadsOf(ctx context.Context, agency, unit string) ([]Person, error) {
	heads, err := s.HeadsOfAll(ctx, agency, unit)
	return heads[unit], err
}

// HeadsOfAll returns the heads of each of the units as HeadsOf does, with one read for all of them; a vacant unit is left
// out or empty.
func (s *Service) HeadsOfAll(ctx context.Context, agency string, units ...string) (map[string][]Person, error) {
	keys := make([]string, len(units))
	for i, u := range units {
		keys[i] = s.onDay(u)
	}
	day := s.today()
	byKey, err := s.heads.LoadAll(ctx, keys, func(ctx context.Context, missing []string) (map[string][]Person, error) {
		asked := make([]string, len(missing))
		for i, key := range missing {
			asked[i], _, _ = strings.Cut(key, "|")
		}
		posts, err := s.store.HeadsIn(ctx, agency, asked, day)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(posts, func(a, b Appointment) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID)) })
		return s.headsByKey(ctx, agency, missing, asked, posts)
	})
	if err != nil {
		return nil, fmt.Errorf("heads of %v: %w", units, err)
	}
	heads := make(map[string][]Person, len(units))
	for i, u := range units {
		heads[u] = byKey[keys[i]]
	}
	return heads, nil
}

// headsByKey arranges the posts of heads by the keys of their units, each of which gets a list, a vacant one an empty one.
func (s *Service) headsByKey(ctx context.Context, agency string, keys, units []string, posts []Appointment) (map[string][]Person, error) {
	people, err := s.holders(ctx, agency, posts)
	if err != nil {
		return nil, err
	}
	known := make(map[string]Person, len(people))
	for _, p := range people {
		known[p.ID] = p
	}
	keyOf, heads := make(map[string]string, len(keys)), make(map[string][]Person, len(keys))
	for i, key := range keys {
		keyOf[units[i]], heads[key] = key, []Person{}
	}
	for _, post := range posts {
		key := keyOf[post.Unit]
		p, ok := known[post.Person]
		if ok && !slices.ContainsFunc(heads[key], func(h Person) bool { return h.ID == p.ID }) {
			heads[key] = append(heads[key], p)
		}
	}
	return heads, nil
}

// holders returns the people of the appointments in their order, each once.
func (s *Service) holders(ctx context.Context, agency string, posts []Appointment) ([]Person, error) {
	ids, seen := make([]string, 0, len(posts)), make(map[string]bool, len(posts))
	for _, a := range posts {
		if !seen[a.Person] {
			seen[a.Person] = true
			ids = append(ids, a.Person)
		}
	}
	found, err := s.People(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	people := make([]Person, 0, len(ids))
	for _, id := range ids {
		if p, ok := found[id]; ok {
			people = append(people, p)
		}
	}
	return people, nil
}

// Superior returns the direct superior (cấp trên trực tiếp): of a head the head of the parent unit, of everybody else
// the head of the own unit; where that post is vacant, the nearest head above. Never the person. errs.ErrNotFound for
// the topmost head and for somebody without a primary appointment.
//
// Legal source: Nghị định 335/2025/NĐ-CP (spec/evaluation.md §2.11).
func (s *Service) Superior(ctx context.Context, agency, person string) (Person, error) {
	p, err := s.Person(ctx, agency, person)
	if err != nil {
		return Person{}, fmt.Errorf("superior of %s: %w", person, err)
	}
	path := slices.Clone(p.Units)
	slices.Reverse(path) // the own unit first
	if p.Primary.Role == access.Head && len(path) > 0 {
		path = path[1:]
	}
	for _, unit := range path {
		heads, err := s.HeadsOf(ctx, agency, unit)
		if err != nil {
			return Person{}, err
		}
		if i := slices.IndexFunc(heads, func(h Person) bool { return h.ID != person }); i >= 0 {
			return heads[i], nil
		}
	}
	return Person{}, fmt.Errorf("superior of %s: %w", person, errs.ErrNotFound)
}

// Members returns whose primary appointment lay in the unit or below it on day, in the order of lists. Title, Units and
// Primary are those of that day.
func (s *Service) Members(ctx context.Context, agency, unit string, day vncal.Date) ([]Person, error) {
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return nil, err
	}
	if _, ok := units[unit]; !ok {
		return nil, fmt.Errorf("members of %s: %w", unit, errs.ErrNotFound)
	}
	return s.members(ctx, agency, subtree(units, unit), day, units)
}

// Staffed returns whose primary appointment lay in exactly this unit on day, as Members does.
func (s *Service) Staffed(ctx context.Context, agency, unit string, day vncal.Date) ([]Person, error) {
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return nil, err
	}
	if _, ok := units[unit]; !ok {
		return nil, fmt.Errorf("staff of %s: %w", unit, errs.ErrNotFound)
	}
	return s.members(ctx, agency, []string{unit}, day, units)
}

// StaffedAll returns whose primary appointment lay in exactly one of the units on day, with one read for all of them. Units
// that the agency does not have are nobody's.
func (s *Service) StaffedAll(ctx context.Context, agency string, in []string, day vncal.Date) ([]Person, error) {
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return nil, err
	}
	return s.members(ctx, agency, in, day, units)
}

// members returns whose primary appointment lay in one of the units on day.
func (s *Service) members(ctx context.Context, agency string, in []string, day vncal.Date, units map[string]org.Unit) ([]Person, error) {
	posts, err := s.store.PrimaryIn(ctx, agency, in, day)
	if err != nil {
		return nil, fmt.Errorf("members of %v: %w", in, err)
	}
	people, err := s.holders(ctx, agency, posts)
	if err != nil {
		return nil, err
	}
	then := make(map[string]Appointment, len(posts))
	for _, a := range posts {
		then[a.Person] = a
	}
	for i, p := range people {
		a := then[p.ID]
		people[i].Title, people[i].Primary, people[i].Units = a.Title, Post{a.Unit, a.Role}, units[a.Unit].Path()
	}
	slices.SortFunc(people, func(a, b Person) int { return cmp.Or(cmp.Compare(a.Sort, b.Sort), cmp.Compare(a.ID, b.ID)) })
	return people, nil
}

// subtree returns the unit and everything below it.
func subtree(units map[string]org.Unit, top string) []string {
	ids := []string{}
	for id, u := range units {
		if u.Within(top) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
