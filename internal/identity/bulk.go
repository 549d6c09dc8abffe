package identity

import (
	"context"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
)

// Newcomer is somebody to be added, with the primary post.
type Newcomer struct {
	Person Person
	Post   Appointment
}

// bulk is how many people AddAll writes by one command.
const bulk = 500

// AddAll adds many people with their primary posts, all of them or none: what Add does, by the thousand. told hears how many
// are done. Errors: as Add, for the first who is refused.
func (s *Service) AddAll(ctx context.Context, by access.Actor, all []Newcomer, told func(done int)) error {
	units, err := s.org.Map(ctx, by.Agency)
	if err != nil {
		return fmt.Errorf("add people: %w", err)
	}
	people, posts, entries := make([]Person, len(all)), make([]Appointment, len(all)), make([]journal.Entry, len(all))
	touched := map[string]bool{}
	for i, n := range all {
		if people[i], posts[i], err = s.newcomer(by, n, units); err != nil {
			return err
		}
		entries[i] = personEntry(by, people[i], "person.added", s.clock.Now())
		entries[i].Params = map[string]string{
			"title": posts[i].Title, "unit": units[posts[i].Unit].Name, "from": posts[i].From.Display(), "number": posts[i].Paper.Number,
		}
		touched[posts[i].Unit] = true
	}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		for from := 0; from < len(all); from += bulk {
			to := min(from+bulk, len(all))
			if err := s.store.InsertPeople(ctx, people[from:to], posts[from:to]); err != nil {
				return err
			}
			if err := s.journal.WriteAll(ctx, entries[from:to]); err != nil {
				return err
			}
			told(to)
		}
		for u := range touched {
			if err := s.tellPosts(ctx, by.Agency, u); err != nil {
				return err
			}
		}
		return nil
	})
	for u := range touched {
		s.forgetUnit(u)
	}
	switch {
	case mongodb.IsDuplicate(err):
		return ErrStaffNo
	case err != nil:
		return fmt.Errorf("add people: %w", err)
	}
	return nil
}

// newcomer returns somebody and the post as they are stored, when by may add them there.
func (s *Service) newcomer(by access.Actor, n Newcomer, units map[string]org.Unit) (Person, Appointment, error) {
	unit, ok := units[n.Post.Unit]
	switch {
	case !ok:
		return Person{}, Appointment{}, fmt.Errorf("add person: unit: %w", errs.ErrNotFound)
	case !Keeps(by, unit.Path()):
		return Person{}, Appointment{}, errs.ErrForbidden
	case !CanGive(by, n.Post.Role, unit.Path()) && slices.Contains(access.Roles(), n.Post.Role):
		return Person{}, Appointment{}, ErrRole
	}
	p := n.Person.normal()
	p.ID, p.Agency, p.Version, p.Rights = mongodb.NewID(), unit.Agency, 1, 1
	post := s.filled(n.Post, p)
	post.Primary = true
	if err := check(p, post); err != nil {
		return Person{}, Appointment{}, err
	}
	if !unit.Live(max(post.From, s.today())) {
		return Person{}, Appointment{}, errs.ErrInvalid.At("unit", "ended")
	}
	return p.standing([]Appointment{post}, map[string]org.Unit{unit.ID: unit}, s.today()), post, nil
}

// Everybody returns every person of the agency by staff number, for what compares with all of them: an import.
func (s *Service) Everybody(ctx context.Context, agency string) ([]Person, error) {
	return s.store.Everybody(ctx, agency)
}
