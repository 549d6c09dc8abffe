package session

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
)

// Account lets a person sign in (tài khoản).
type Account struct {
	Person   string   `bson:"_id"` // one account a person
	Agency   string   `bson:"agency"`
	Login    []string `bson:"login"` // names to sign in with, as normalLogin writes them
	Hash     string   `bson:"hash"`  // argon2id PHC string
	Disabled bool     `bson:"disabled"`
	Version  int64    `bson:"version"`
}

// Errors of accounts.
var (
	ErrLogin     = errs.New(errs.Conflict, "session.login", "the sign-in name is already taken")
	ErrNoAccount = errs.New(errs.NotFound, "session.no_account", "the person has no account")
)

// HashPassword returns the PHC string of a password that the rules of CheckPassword allow; near are words close to its
// owner. ErrBusy when all cores are hashing.
func (s *Service) HashPassword(ctx context.Context, password string, near ...string) (string, error) {
	if err := CheckPassword(password, near...); err != nil {
		return "", err
	}
	return s.hasher.hash(ctx, password)
}

// OpenAccount lets a person sign in with the staff code or the e-mail and the password whose hash HashPassword made.
// Errors: errs.ErrForbidden unless by is an administrator or the system, ErrLogin when a name is taken,
// errs.ErrNotFound for an unknown person.
func (s *Service) OpenAccount(ctx context.Context, by access.Actor, person, hash string) error {
	if !CanManageAccounts(by) {
		return errs.ErrForbidden
	}
	p, err := s.people.Person(ctx, by.Agency, person)
	if err != nil {
		return fmt.Errorf("open account: %w", err)
	}
	acc := Account{Person: p.ID, Agency: p.Agency, Login: logins(p), Hash: hash, Version: 1}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.InsertAccount(ctx, acc); err != nil {
			return err
		}
		return s.journal.Write(ctx, identity.RightsEntry(by, p.ID, "account.opened", s.clock.Now()))
	})
	if mongodb.IsDuplicate(err) {
		return ErrLogin
	}
	s.accounts.Drop(p.ID)
	if err != nil {
		return fmt.Errorf("open account of %s: %w", p.ID, err)
	}
	return nil
}

// logins returns the names that p signs in with: staff number and e-mail.
func logins(p identity.Person) []string {
	names := []string{normalLogin(p.StaffNo)}
	if p.Email != "" {
		names = append(names, normalLogin(p.Email))
	}
	return names
}

// EditPerson is identity's Edit, and lets the names follow that the person signs in with.
// Errors: as there; ErrLogin when one of them is another account's.
func (s *Service) EditPerson(ctx context.Context, by access.Actor, next identity.Person) (p identity.Person, err error) {
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if p, err = s.people.Edit(ctx, by, next); err != nil {
			return err
		}
		return s.store.SetLogins(ctx, p.ID, logins(p))
	})
	if mongodb.IsDuplicate(err) {
		return identity.Person{}, ErrLogin
	}
	s.accounts.Drop(next.ID)
	return p, err
}

// Disable keeps a person from signing in and ends every session, or lets them sign in again. Open pages and sockets
// follow within 5 s on every node.
// Errors: errs.ErrForbidden unless by is an administrator or the system; ErrNoAccount.
func (s *Service) Disable(ctx context.Context, by access.Actor, person string, disabled bool) error {
	if !CanManageAccounts(by) {
		return errs.ErrForbidden
	}
	action := "account.enabled"
	if disabled {
		action = "account.disabled"
	}
	at := s.clock.Now()
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.SetDisabled(ctx, by.Agency, person, disabled); err != nil {
			return err
		}
		if disabled {
			if err := s.endAll(ctx, by.Agency, person, endDisabled); err != nil {
				return err
			}
		}
		return s.journal.Write(ctx, identity.RightsEntry(by, person, action, at))
	})
	s.forget(person)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return ErrNoAccount
	case err != nil:
		return fmt.Errorf("disable account of %s: %w", person, err)
	}
	return nil
}

// endAll ends every live session of a person, inside the caller's transaction and under its journal entry.
func (s *Service) endAll(ctx context.Context, agency, person, why string) error {
	open, err := s.store.OpenSessions(ctx, agency, person)
	if err != nil {
		return err
	}
	for _, id := range open {
		if _, err := s.store.EndSession(ctx, id, why, s.clock.Now()); err != nil {
			return err
		}
	}
	return nil
}
