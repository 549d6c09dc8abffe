package identity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/realtime"
)

// Errors of people and posts.
var (
	ErrStaffNo = errs.New(errs.Conflict, "identity.taken", "the staff code or the e-mail is already taken")
	ErrPrimary = errs.New(errs.Conflict, "identity.primary", "the person has a primary appointment already")
	ErrEnded   = errs.New(errs.Conflict, "identity.ended", "the appointment has ended already")
)

// Add stores a new person together with the primary appointment, which may begin on a later day.
// Errors: errs.ErrInvalid with the faulty fields, ErrStaffNo; errs.ErrForbidden unless by keeps the records of the unit,
// ErrRole for a role that by does not give there; errs.ErrNotFound for an unknown unit.
func (s *Service) Add(ctx context.Context, by access.Actor, p Person, post Appointment) (Person, error) {
	unit, err := s.org.Unit(ctx, by.Agency, post.Unit)
	if err != nil {
		return Person{}, fmt.Errorf("add person: %w", err)
	}
	switch {
	case !Keeps(by, unit.Path()):
		return Person{}, errs.ErrForbidden
	case !CanGive(by, post.Role, unit.Path()) && slices.Contains(access.Roles(), post.Role):
		return Person{}, ErrRole
	}
	p = p.normal()
	p.ID, p.Agency, p.Version, p.Rights = mongodb.NewID(), unit.Agency, 1, 1
	post = s.filled(post, p)
	post.Primary = true
	if err := check(p, post); err != nil {
		return Person{}, err
	}
	if !unit.Live(max(post.From, s.today())) {
		return Person{}, errs.ErrInvalid.At("unit", "ended")
	}
	if by.ID != access.SystemID { // whom the people of a sample agency add belongs to the sample
		maker, err := s.Person(ctx, by.Agency, by.ID)
		if err != nil {
			return Person{}, fmt.Errorf("add person: %w", err)
		}
		p.Demo = maker.Demo
	}
	p = p.standing([]Appointment{post}, map[string]org.Unit{unit.ID: unit}, s.today())
	at := s.clock.Now()
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.InsertPerson(ctx, p); err != nil {
			return err
		}
		if err := s.store.InsertAppointment(ctx, post); err != nil {
			return err
		}
		if err := s.tellPosts(ctx, p.Agency, post.Unit); err != nil {
			return err
		}
		e := personEntry(by, p, "person.added", at)
		e.Params = map[string]string{"title": post.Title, "unit": unit.Name, "from": post.From.Display(), "number": post.Paper.Number}
		return s.journal.Write(ctx, e)
	})
	if mongodb.IsDuplicate(err) {
		return Person{}, ErrStaffNo
	}
	s.forget(p.ID)
	s.forgetUnit(post.Unit)
	if err != nil {
		return Person{}, fmt.Errorf("add person %s: %w", p.ID, err)
	}
	return p, nil
}

// filled returns post as stored for p: with an id, in force from today without an end unless said otherwise.
func (s *Service) filled(post Appointment, p Person) Appointment {
	post.ID, post.Agency, post.Person, post.Version = mongodb.NewID(), p.Agency, p.ID, 1
	if post.From == "" {
		post.From = s.today()
	}
	if post.To == "" {
		post.To = NoEnd
	}
	return post
}

// Appoint gives a person one more post (kiêm nhiệm), or a primary one after the former was ended. What the person may do
// changes at once here and within 5 s on every node.
// Errors: as Add; ErrPrimary.
func (s *Service) Appoint(ctx context.Context, by access.Actor, person string, post Appointment) (Appointment, error) {
	unit, err := s.org.Unit(ctx, by.Agency, post.Unit)
	if err != nil {
		return Appointment{}, fmt.Errorf("appoint: %w", err)
	}
	if !CanManagePeople(by, unit.Path()) {
		return Appointment{}, errs.ErrForbidden
	}
	p, err := s.store.Person(ctx, by.Agency, person)
	if err != nil {
		return Appointment{}, fmt.Errorf("appoint: %w", err)
	}
	post = s.filled(post, p)
	if err := check(p, post); err != nil {
		return Appointment{}, err
	}
	next, err := s.stand(ctx, p, post)
	if err != nil {
		return Appointment{}, err
	}
	err = s.change(ctx, by, p, next, journal.Entry{Action: "person.appointed", Params: map[string]string{"title": post.Title, "unit": unit.Name}}, func(ctx context.Context) error {
		return s.store.InsertAppointment(ctx, post)
	}, post.Unit)
	if mongodb.IsDuplicate(err) {
		return Appointment{}, ErrPrimary
	}
	return post, err
}

// EndAppointment ends a post as of now: it counts up to yesterday. Ending the primary one takes the person out of the
// lists of staff until a new one is given.
// Errors: errs.ErrNotFound, ErrEnded, errs.ErrChanged; errs.ErrForbidden unless by is a personnel officer for the unit.
func (s *Service) EndAppointment(ctx context.Context, by access.Actor, id string, version int64) error {
	post, err := s.store.Appointment(ctx, by.Agency, id)
	if err != nil {
		return fmt.Errorf("end appointment: %w", err)
	}
	unit, err := s.org.Unit(ctx, by.Agency, post.Unit)
	switch {
	case err != nil:
		return fmt.Errorf("end appointment: %w", err)
	case !CanManagePeople(by, unit.Path()):
		return errs.ErrForbidden
	case post.Version != version:
		return errs.ErrChanged
	case post.To != NoEnd:
		return ErrEnded
	}
	p, err := s.store.Person(ctx, by.Agency, post.Person)
	if err != nil {
		return fmt.Errorf("end appointment: %w", err)
	}
	ended := post
	ended.To, ended.Version = s.today().AddDays(-1), post.Version+1
	next, err := s.stand(ctx, p, ended)
	if err != nil {
		return err
	}
	return s.change(ctx, by, p, next, journal.Entry{Action: "person.relieved", Params: map[string]string{"title": post.Title, "unit": unit.Name}}, func(ctx context.Context) error {
		return s.store.ReplaceAppointment(ctx, post.Version, ended)
	}, post.Unit)
}

// stand returns p as it stands today once one of its posts, a new one or one that it has, is stored as given.
func (s *Service) stand(ctx context.Context, p Person, post Appointment) (Person, error) {
	posts, err := s.store.Career(ctx, p.Agency, p.ID)
	if err != nil {
		return Person{}, err
	}
	units, err := s.org.Map(ctx, p.Agency)
	posts = slices.DeleteFunc(posts, func(a Appointment) bool { return a.ID == post.ID })
	return p.standing(append(posts, post), units, s.today()), err
}

// change stores a person in the place of prev together with what write does to the posts in units, raises the rights
// number and tells everybody concerned. e says what was done: its action, params, changes and messages.
func (s *Service) change(ctx context.Context, by access.Actor, prev, next Person, e journal.Entry, write func(context.Context) error, units ...string) error {
	next.Version, next.Rights = prev.Version+1, prev.Rights+1
	at := s.clock.Now()
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := write(ctx); err != nil {
			return err
		}
		if err := s.store.ReplacePerson(ctx, prev.Version, next); err != nil {
			return err
		}
		whole := personEntry(by, next, e.Action, at)
		whole.Params, whole.Changes, whole.Inbox = e.Params, e.Changes, e.Inbox
		whole.Audience = append(next.Vis(), prev.Vis()...)
		if err := s.journal.Write(ctx, whole); err != nil {
			return err
		}
		if err := s.tellPosts(ctx, by.Agency, units...); err != nil {
			return err
		}
		return s.journal.Write(ctx, RightsEntry(by, prev.ID, "rights.changed", at))
	})
	s.forget(prev.ID)
	for _, u := range units {
		s.forgetUnit(u)
	}
	if err != nil && !errors.Is(err, mongodb.ErrDuplicate) {
		return fmt.Errorf("change person %s: %w", prev.ID, err)
	}
	return err
}

// tellPosts tells every node that posts in units began or ended, in the transaction of ctx.
func (s *Service) tellPosts(ctx context.Context, agency string, units ...string) error {
	for _, u := range units {
		if err := s.journal.Announce(ctx, agency, realtime.TypePosts, u); err != nil {
			return err
		}
	}
	return nil
}

// personEntry is the journal entry of a change of a person.
func personEntry(by access.Actor, p Person, action string, at time.Time) journal.Entry {
	return journal.Entry{
		Action: action, By: by, At: at, Version: p.Version, Vis: p.Vis(),
		Object: journal.Object{Type: "person", ID: p.ID, Code: p.StaffNo, Title: p.Name},
	}
}

// Sample reports what kind of people the agency has: made-up ones ("Dữ liệu mẫu"), real ones, both or none.
func (s *Service) Sample(ctx context.Context, agency string) (madeUp, actual bool, err error) {
	if madeUp, err = s.store.AnyPerson(ctx, agency, true); err != nil {
		return false, false, err
	}
	actual, err = s.store.AnyPerson(ctx, agency, false)
	return madeUp, actual, err
}
