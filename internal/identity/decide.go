package identity

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Decide carries out a dated decision about a person's posts. What begins or ends today or lies back counts at once here and
// within 5 s on every node, what lies ahead on its day. version is that of the person as it was seen.
// Errors: those of the rules, see Decision; errs.ErrNotFound for somebody whose records by does not see; errs.ErrForbidden
// unless by keeps them, ErrRole for a post that by does not give, ErrOwnPost, ErrLastAdmin; errs.ErrChanged.
func (s *Service) Decide(ctx context.Context, by access.Actor, person string, version int64, d Decision) (Person, error) {
	p, units, err := s.kept(ctx, by, person)
	switch {
	case err != nil:
		return Person{}, fmt.Errorf("decide on %s: %w", person, err)
	case p.Version != version:
		return Person{}, errs.ErrChanged.Having(p)
	}
	d = d.normal()
	posts, err := s.store.Career(ctx, p.Agency, p.ID)
	if err != nil {
		return Person{}, fmt.Errorf("decide on %s: %w", person, err)
	}
	changed, err := d.applied(posts, s.today())
	if err != nil {
		return Person{}, err
	}
	if err := d.allowed(by, p, posts, changed, units); err != nil {
		return Person{}, err
	}
	all := slices.Clone(posts)
	for i, a := range changed {
		if a.ID == "" {
			changed[i].ID, changed[i].Agency, changed[i].Person, changed[i].Version = mongodb.NewID(), p.Agency, p.ID, 1
			all = append(all, changed[i])
			continue
		}
		changed[i].Version++
		all[slices.IndexFunc(all, func(x Appointment) bool { return x.ID == a.ID })] = changed[i]
	}
	next := p.standing(all, units, s.today())
	entry := d.entry(units, posts, changed)
	if d.Kind != Dying {
		entry.Inbox = []journal.Message{{To: p.ID, Kind: entry.Action, Rule: "decision.named", Why: "subject", Params: entry.Params}}
	}
	err = s.change(ctx, by, p, next, entry, func(ctx context.Context) error {
		if err := s.keepAdmin(ctx, p, posts, all); err != nil {
			return err
		}
		for _, a := range changed {
			put := s.store.InsertAppointment
			if a.Version > 1 {
				put = func(ctx context.Context, a Appointment) error { return s.store.ReplaceAppointment(ctx, a.Version-1, a) }
			}
			if err := put(ctx, a); err != nil {
				return err
			}
		}
		return nil
	}, unitsOf(changed)...)
	if mongodb.IsDuplicate(err) {
		return Person{}, ErrPrimary
	}
	next.Version = p.Version + 1
	return next, err
}

// unitsOf returns the units in which posts are.
func unitsOf(posts []Appointment) []string {
	ids := make([]string, 0, len(posts))
	for _, a := range posts {
		ids = append(ids, a.Unit)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// kept returns a person whose records by sees, with the agency's units; errs.ErrForbidden for one whose records by sees but
// does not keep.
func (s *Service) kept(ctx context.Context, by access.Actor, person string) (Person, map[string]org.Unit, error) {
	p, err := s.store.Person(ctx, by.Agency, person)
	if err != nil {
		return Person{}, nil, err
	}
	units, err := s.org.Map(ctx, p.Agency)
	if err != nil {
		return Person{}, nil, err
	}
	home := units[p.home()].Path()
	switch {
	case Keeps(by, home):
		return p, units, nil
	case sees(by, p, home):
		return Person{}, nil, errs.ErrForbidden
	}
	return Person{}, nil, errs.ErrNotFound
}

// home returns the unit where p's records are kept.
func (p Person) home() string { return cmp.Or(p.Home, p.Primary.Unit) }

// sees reports whether a sees the records of p, whose home has a path: the person, and those whose staff it is.
func sees(a access.Actor, p Person, home []string) bool {
	return a.Is(p.ID) || Keeps(a, home) || slices.ContainsFunc(staffed(a), func(u string) bool { return slices.Contains(home, u) })
}

// allowed says why by may not decide d, which makes changed of posts.
func (d Decision) allowed(by access.Actor, p Person, posts, changed []Appointment, units map[string]org.Unit) error {
	if by.Is(p.ID) && d.Kind != Ending { // to give a post back is nobody's gain
		return ErrOwnPost
	}
	for _, a := range changed {
		u, ok := units[a.Unit]
		switch {
		case !ok:
			return errs.ErrInvalid.At("unit", "not_found")
		case a.ID == "" && a.Kind != Resuming && !u.Live(a.From):
			return errs.ErrInvalid.At("unit", "ended")
		}
		longer := a.ID == ""
		if i := slices.IndexFunc(posts, func(x Appointment) bool { return x.ID == a.ID }); !longer && i >= 0 {
			longer = a.To > posts[i].To || a.From < posts[i].From && d.Kind != Ending
		}
		switch {
		case !CanTake(by, a.Role, u.Path()):
			return errs.ErrForbidden
		case longer && a.Kind != Resuming && !CanGive(by, a.Role, u.Path()):
			return ErrRole
		}
		for _, c := range a.Charge {
			if charge, ok := units[c]; a.ID == "" && a.Kind != Resuming && (!ok || !charge.Within(a.Unit)) {
				return errs.ErrInvalid.At("charge", "outside")
			}
		}
	}
	return nil
}

// keepAdmin refuses to take the last open post of an administrator. Who stays is touched, so that of two who are taken at the
// same moment one stays.
func (s *Service) keepAdmin(ctx context.Context, p Person, before, after []Appointment) error {
	admins := func(posts []Appointment) bool {
		return slices.ContainsFunc(posts, func(a Appointment) bool { return a.Role == access.Admin && a.held() && a.To == NoEnd })
	}
	if !admins(before) || admins(after) {
		return nil
	}
	others, err := s.store.OpenAdmins(ctx, p.Agency, p.ID, s.today())
	if err != nil {
		return err
	}
	if len(others) == 0 {
		return ErrLastAdmin
	}
	return s.store.Touch(ctx, others[0])
}

// actions are the journal's names of decisions.
var actions = map[Kind]string{
	Appointing: "person.appointed", Promoting: "person.promoted", Moving: "person.transferred", Seconding: "person.seconded",
	Adding: "person.also_appointed", Prolonging: "person.prolonged", Ending: "person.relieved", Leaving: "person.left",
	Retiring: "person.retired", Dying: "person.died",
}

// entry is what the journal keeps of d, and tells the person.
func (d Decision) entry(units map[string]org.Unit, posts, changed []Appointment) journal.Entry {
	subject := changed[0] // what was given, else what was ended
	for _, a := range changed {
		if d.Kind.gives() && a.Kind == d.Kind && a.Version == 1 || !d.Kind.gives() && (a.ID == d.Post || d.Post == "" && a.Primary) {
			subject = a
		}
	}
	e := journal.Entry{Action: actions[d.Kind], Params: map[string]string{
		"title": subject.Title, "unit": units[subject.Unit].Name, "from": subject.From.Display(), "number": d.Paper.Number,
	}}
	if subject.To != NoEnd {
		e.Params["to"] = subject.To.Display()
	}
	span := func(a Appointment) string {
		to := ""
		if a.To != NoEnd {
			to = a.To.Display()
		}
		return fmt.Sprintf("%s, %s, %s – %s", a.Title, units[a.Unit].ShortName, a.From.Display(), to)
	}
	for _, a := range changed {
		c := journal.Change{Field: "posts." + a.ID, To: span(a)}
		if i := slices.IndexFunc(posts, func(x Appointment) bool { return x.ID == a.ID }); i >= 0 {
			c.From = span(posts[i])
		}
		e.Changes = append(e.Changes, c)
	}
	return e
}

// Profile returns a person whose records a sees, with every post ever held, the latest first.
// errs.ErrNotFound for an unknown person and for one whose records a does not see.
func (s *Service) Profile(ctx context.Context, a access.Actor, person string) (Person, []Appointment, error) {
	p, _, err := s.kept(ctx, a, person)
	if errors.Is(err, errs.ErrForbidden) {
		p, err = s.store.Person(ctx, a.Agency, person)
	}
	if err != nil {
		return Person{}, nil, fmt.Errorf("profile of %s: %w", person, err)
	}
	posts, err := s.store.Career(ctx, p.Agency, p.ID)
	slices.SortStableFunc(posts, func(x, y Appointment) int {
		return cmp.Or(cmp.Compare(y.From, x.From), cmp.Compare(y.To, x.To), cmp.Compare(x.ID, y.ID))
	})
	return p, posts, err
}

// History returns what was done with the records of a person that a sees, newest first. next is the cursor of the following
// page, "" after the last. errs.ErrNotFound as Profile.
func (s *Service) History(ctx context.Context, a access.Actor, person, cursor string, limit int) ([]journal.Record, string, error) {
	p, _, err := s.Profile(ctx, a, person)
	if err != nil {
		return nil, "", err
	}
	return s.journal.History(ctx, p.Agency, "person", p.ID, cursor, limit)
}

// When says how a post lies to a day: "now", "later", "over", or "void" for one that was taken back before it began.
func (a Appointment) When(day vncal.Date) string {
	switch {
	case !a.held():
		return "void"
	case a.From > day:
		return "later"
	case a.To < day:
		return "over"
	}
	return "now"
}

// Decidable returns what by can decide about a post of p by itself: whether it ends, and whether it is prolonged. path is the
// one of its unit.
func (a Appointment) Decidable(by access.Actor, p Person, path []string, day vncal.Date) []Kind {
	kinds := []Kind{}
	if !a.held() || a.To < day {
		return kinds
	}
	if (!a.Primary || a.Kind == Seconding) && CanTake(by, a.Role, path) {
		kinds = append(kinds, Ending)
	}
	if a.To != NoEnd && CanGive(by, a.Role, path) && !by.Is(p.ID) {
		kinds = append(kinds, Prolonging)
	}
	return kinds
}

// InState returns the state of p, also of people stored before there were others than Active.
func (p Person) InState() State {
	if p.State == "" {
		return Active
	}
	return p.State
}
