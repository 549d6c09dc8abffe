package session

import (
	"context"
	"fmt"
	"time"

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
	Hash     string   `bson:"hash"`  // argon2id PHC string; empty until the person has chosen a password
	Disabled bool     `bson:"disabled"`
	Closed   bool     `bson:"closed,omitempty"` // for good: who left
	Version  int64    `bson:"version"`

	Code        string    `bson:"code,omitempty"`         // hash of the activation code that waits, see codeHash
	CodeExpires time.Time `bson:"code_expires,omitempty"` // until when it can be used
	Letter      string    `bson:"letter,omitempty"`       // id of the letter that brings the code, where it comes by mail
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

// Cheapen makes new hashes cost next to nothing. Only tests call it, before the first sign-in: they sign in by the hundred, and
// the race detector makes every pass over the memory of a hash many times dearer.
func (s *Service) Cheapen() { s.hasher = newHasher(params{time: 1, memory: 8, threads: 1}) }

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
func (s *Service) EditPerson(ctx context.Context, by access.Actor, next identity.Person) (identity.Person, error) {
	return s.renamed(ctx, next.ID, func(ctx context.Context) (identity.Person, error) { return s.people.Edit(ctx, by, next) })
}

// EditContact is identity's EditContact, and lets the e-mail follow that by signs in with. Errors: as EditPerson.
func (s *Service) EditContact(ctx context.Context, by access.Actor, version int64, email, phone string) (identity.Person, error) {
	return s.renamed(ctx, by.ID, func(ctx context.Context) (identity.Person, error) {
		return s.people.EditContact(ctx, by, version, email, phone)
	})
}

// renamed edits a person and the names of the account, or neither.
func (s *Service) renamed(ctx context.Context, person string, edit func(context.Context) (identity.Person, error)) (p identity.Person, err error) {
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if p, err = edit(ctx); err != nil {
			return err
		}
		return s.store.SetLogins(ctx, p.ID, logins(p))
	})
	if mongodb.IsDuplicate(err) {
		return identity.Person{}, ErrLogin
	}
	s.accounts.Drop(person)
	return p, err
}
