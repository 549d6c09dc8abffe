package identity

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// AddOnce is Add for a request that may come twice: key is the client's Idempotency-Key, "" for none. Repeating it gives the
// person that was made then, as they are now; errs.ErrKeyReused for the same key with another content.
func (s *Service) AddOnce(ctx context.Context, by access.Actor, p Person, post Appointment, key string) (Person, error) {
	if key == "" {
		return s.Add(ctx, by, p, post)
	}
	op, err := idempotency.Of(by.ID, key, []any{p, post})
	if err != nil {
		return Person{}, err
	}
	made := func() (Person, bool, error) {
		stored, err := s.store.Made(ctx, by.Agency, *op)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			return Person{}, false, nil
		case err == nil && stored.Op.Hash != op.Hash:
			err = errs.ErrKeyReused
		}
		return stored, true, err
	}
	if p, found, err := made(); found || err != nil {
		return p, err
	}
	p.Op = op
	added, err := s.Add(ctx, by, p, post)
	if errors.Is(err, ErrStaffNo) { // the same request came twice at once
		if p, found, err := made(); found || err != nil {
			return p, err
		}
	}
	return added, err
}

// Edit stores who a person is: staff number, name, e-mail, phone, class and group of similar duties, in the place of the
// version that next carries; posts are another matter (Decide). Whoever may have an account is edited through package session, which lets the names follow.
// Errors: errs.ErrInvalid with the faulty fields, ErrStaffNo, errs.ErrChanged; errs.ErrNotFound for somebody whose records by
// does not see, errs.ErrForbidden unless by keeps them.
func (s *Service) Edit(ctx context.Context, by access.Actor, next Person) (Person, error) {
	p, units, err := s.kept(ctx, by, next.ID)
	switch {
	case err != nil:
		return Person{}, fmt.Errorf("edit person %s: %w", next.ID, err)
	case !CanEdit(by, p, units[p.home()].Path()):
		return Person{}, errs.ErrForbidden
	case p.Version != next.Version:
		return Person{}, errs.ErrChanged.Having(p)
	}
	next = next.normal()
	was := p
	p.StaffNo, p.Name, p.Email, p.Phone = next.StaffNo, next.Name, next.Email, next.Phone
	p.SubjectClass, p.Duties = next.SubjectClass, next.Duties
	return s.edited(ctx, by, was, p, "person.edited")
}

// EditContact stores by's own e-mail and phone, either "" for none, in the place of the version seen. It goes through package
// session as Edit does.
// Errors: errs.ErrInvalid with the faulty fields, ErrStaffNo where the e-mail is another's, errs.ErrChanged.
func (s *Service) EditContact(ctx context.Context, by access.Actor, version int64, email, phone string) (Person, error) {
	was, err := s.store.Person(ctx, by.Agency, by.ID)
	switch {
	case err != nil:
		return Person{}, fmt.Errorf("edit contact of %s: %w", by.ID, err)
	case was.Version != version:
		return Person{}, errs.ErrChanged.Having(was)
	}
	p := was
	p.Email, p.Phone = email, phone
	return s.edited(ctx, by, was, p.normal(), "person.contact")
}

// edited stores p in the place of was, or nothing where nothing differs.
func (s *Service) edited(ctx context.Context, by access.Actor, was, p Person, action string) (Person, error) {
	title := p.Title
	if title == "" { // of somebody who has none any more, which is no fault of what was typed
		title = "-"
	}
	if err := check(p, Appointment{Title: title, Role: access.Officer, From: s.today(), To: NoEnd}); err != nil {
		return Person{}, err
	}
	p = p.indexed()
	e := journal.Entry{Action: action, Changes: edits(was, p)}
	if len(e.Changes) == 0 {
		return was, nil
	}
	err := s.change(ctx, by, was, p, e, func(context.Context) error { return nil })
	if mongodb.IsDuplicate(err) {
		return Person{}, ErrStaffNo
	}
	p.Version = was.Version + 1
	return p, err
}

// edits lists what differs between two versions of a person.
func edits(was, is Person) []journal.Change {
	var all []journal.Change
	for _, f := range []struct{ field, from, to string }{
		{"staffNo", was.StaffNo, is.StaffNo}, {"name", was.Name, is.Name}, {"email", was.Email, is.Email},
		{"phone", was.Phone, is.Phone}, {"subjectClass", was.SubjectClass, is.SubjectClass}, {"duties", was.Duties, is.Duties},
	} {
		if f.from != f.to {
			all = append(all, journal.Change{Field: f.field, From: f.from, To: f.to})
		}
	}
	return all
}
