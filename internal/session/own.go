package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/realtime"
)

// ErrPassword refuses a change of password: the present one was not given right.
var ErrPassword = errs.New(errs.Invalid, "session.password", "the present password is wrong")

// ChangePassword gives the actor another password; every other session of theirs ends. Wrong answers are counted as failed
// sign-ins from address are: who sits down at an open screen cannot try passwords at will.
// Errors: ErrPassword; ErrTooMany, ErrBusy; the faults of a password, at "next"; errs.ErrChanged.
func (s *Service) ChangePassword(ctx context.Context, a access.Actor, present, next, address string) error {
	acc, err := s.reauthenticated(ctx, a, present, address, "present")
	if err != nil {
		return err
	}
	changed := acc
	if changed.Hash, err = s.hashFor(ctx, acc, next); err != nil {
		e := errs.As(err)
		if len(e.Fields) == 0 {
			return err
		}
		field, bare := e.Fields[0], *e
		field.Path, bare.Fields = "next", nil
		return bare.With(field)
	}
	return s.setPassword(ctx, acc, changed, "account.password_changed", a.Session)
}

// Reauthenticate asks the actor for the password once more, before what an open screen must not allow to whoever sits down at it.
// Wrong answers are counted as those of ChangePassword are. Errors: ErrPassword at "password"; ErrTooMany, ErrBusy.
func (s *Service) Reauthenticate(ctx context.Context, a access.Actor, password, address string) error {
	_, err := s.reauthenticated(ctx, a, password, address, "password")
	return err
}

// reauthenticated returns the actor's account when password is its password; field names where it was typed.
func (s *Service) reauthenticated(ctx context.Context, a access.Actor, password, address, field string) (Account, error) {
	acc, err := s.store.Account(ctx, a.ID)
	if err != nil {
		return Account{}, fmt.Errorf("ask for the password: %w", err)
	}
	l := lapOf(acc.Login[0], address)
	if err := s.throttle.take(ctx, l); err != nil {
		return Account{}, err
	}
	ok, _, err := s.hasher.verify(ctx, acc.Hash, password)
	switch {
	case err != nil:
		return Account{}, err
	case !ok:
		return Account{}, ErrPassword.At(field, "invalid")
	}
	return acc, s.throttle.redeem(ctx, l)
}

// Mine returns the actor's sessions that are open, the one last used first.
func (s *Service) Mine(ctx context.Context, a access.Actor) ([]Session, error) {
	open, err := s.store.OpenSessions(ctx, a.Agency, a.ID)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	open = slices.DeleteFunc(open, func(sess Session) bool { return !sess.live(now) })
	slices.SortFunc(open, func(x, y Session) int { return cmp.Or(y.RotatedAt.Compare(x.RotatedAt), cmp.Compare(y.ID, x.ID)) })
	return open, nil
}

// EndMine ends one of the actor's sessions; ending it twice is no error. errs.ErrNotFound for somebody else's.
func (s *Service) EndMine(ctx context.Context, a access.Actor, id string) error {
	sess, err := s.store.Session(ctx, id)
	switch {
	case err != nil:
		return err
	case sess.Person != a.ID:
		return errs.ErrNotFound
	case sess.Ended != "":
		return nil
	}
	why, action := endRevoked, "session.revoked"
	if id == a.Session {
		why, action = endSignedOut, "session.signed_out"
	}
	return s.end(ctx, a, sess, why, action)
}

// EndOthers ends every session of the actor but the one they act in.
func (s *Service) EndOthers(ctx context.Context, a access.Actor) error {
	open, err := s.store.OpenSessions(ctx, a.Agency, a.ID)
	if err != nil {
		return err
	}
	var faults []error
	for _, sess := range open {
		if sess.ID != a.Session {
			faults = append(faults, s.end(ctx, a, sess, endRevoked, "session.revoked"))
		}
	}
	return errors.Join(faults...)
}

// endAllBut ends every open session of a person but one, "" for none, inside the caller's transaction and under its journal
// entry; every node hears of each, and closes its sockets.
func (s *Service) endAllBut(ctx context.Context, agency, person, keep, why string) error {
	open, err := s.store.OpenSessions(ctx, agency, person)
	if err != nil {
		return err
	}
	for _, sess := range open {
		if sess.ID == keep {
			continue
		}
		if _, err := s.store.EndSession(ctx, sess.ID, why, s.clock.Now()); err != nil {
			return err
		}
		if err := s.journal.Announce(ctx, agency, realtime.TypeSession, sess.ID, access.Person(person)); err != nil {
			return err
		}
	}
	return nil
}
