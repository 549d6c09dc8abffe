package session

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
)

// Activation is what somebody activates an account with, or gives it a new password.
type Activation struct {
	Credentials        // the password is the new one
	Code        string // as printed, or however it was typed
}

// Activate uses an activation code up: the password is set, sessions that were open end, and a new one starts. Attempts are
// counted as those of SignIn are, and every failure looks the same.
// Errors: ErrCode, ErrTooMany, ErrBusy; the faults of a password, which leave the code as it is.
func (s *Service) Activate(ctx context.Context, in Activation) (Tokens, error) {
	if err := CheckPassword(in.Password); err != nil { // says nothing of any account, so it is no attempt on one
		return Tokens{}, err
	}
	login := normalLogin(in.Login)
	l := lapOf(login, in.Address)
	if err := s.throttle.take(ctx, l); err != nil {
		return Tokens{}, err
	}
	acc, err := s.store.AccountByLogin(ctx, login)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return Tokens{}, err
	}
	now := s.clock.Now()
	if !acc.takes(in.Code, now) {
		return Tokens{}, ErrCode
	}
	if err := s.secondFactor(ctx, acc, in.Credentials, l); err != nil {
		return Tokens{}, err
	}
	if err := s.throttle.redeem(ctx, l); err != nil {
		return Tokens{}, err
	}
	hash, err := s.hashFor(ctx, acc, in.Password)
	if err != nil {
		return Tokens{}, err
	}
	next := acc
	next.Hash, next.Code, next.CodeExpires, next.Letter = hash, "", time.Time{}, ""
	action := "account.activated"
	if acc.Hash != "" {
		action = "account.password_reset"
	}
	if err := s.setPassword(ctx, acc, next, action, ""); errors.Is(err, errs.ErrChanged) {
		return Tokens{}, ErrCode // another was first with it
	} else if err != nil {
		return Tokens{}, err
	}
	return s.open(ctx, next, in.Credentials)
}

// takes reports whether code activates the account at now. Of no account it is never true, and takes as long to say.
func (a Account) takes(code string, now time.Time) bool {
	same := subtle.ConstantTimeCompare([]byte(a.Code), []byte(codeHash(a.Person, code))) == 1
	return same && a.Person != "" && now.Before(a.CodeExpires) && !a.Disabled && !a.Closed
}

// hashFor returns the hash of a new password of the account's person; words close to them are refused.
func (s *Service) hashFor(ctx context.Context, acc Account, password string) (string, error) {
	p, err := s.people.Person(ctx, acc.Agency, acc.Person)
	if err != nil {
		return "", err
	}
	return s.HashPassword(ctx, password, p.Name, p.StaffNo, p.Email)
}

// setPassword stores an account with a new password in the place of the one that was seen, and ends every session but one.
// errs.ErrChanged when another act on the account was first.
func (s *Service) setPassword(ctx context.Context, seen, next Account, action, keep string) error {
	at := s.clock.Now()
	next.Version = seen.Version + 1
	p, err := s.people.Person(ctx, seen.Agency, seen.Person)
	if err != nil {
		return err
	}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.PutAccount(ctx, seen.Version, next); err != nil {
			return err
		}
		if err := s.endAllBut(ctx, seen.Agency, seen.Person, keep, endPassword); err != nil {
			return err
		}
		if err := s.tell(ctx, p); err != nil {
			return err
		}
		return s.journal.Write(ctx, identity.RightsEntry(access.Actor{ID: p.ID, Agency: p.Agency, Name: p.Name}, p.ID, action, at))
	})
	s.forget(seen.Person)
	if err != nil && !errors.Is(err, errs.ErrChanged) {
		return fmt.Errorf("set password of %s: %w", seen.Person, err)
	}
	return err
}
