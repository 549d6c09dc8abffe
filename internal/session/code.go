package session

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
)

// CodeLife is how long an activation code waits to be used.
const CodeLife = 7 * 24 * time.Hour

// codeLetters are what codes are written with: nothing that paper or a tired eye takes for another (0 O, 1 I L).
const codeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

const (
	codeGroups = 4 // of codeGroup letters each: 79 bits, too many to guess and few enough to type
	codeGroup  = 4
)

// MaxCodes is how many codes are given out at once: a sheet of paper takes eight, a unit some dozens.
const MaxCodes = 200

// Errors of activation codes.
var (
	ErrCode   = errs.New(errs.Unauthenticated, "session.code", "unknown name, or wrong, used or expired activation code")
	ErrClosed = errs.New(errs.Conflict, "session.closed", "the account is disabled or closed")
	ErrOwn    = errs.New(errs.Conflict, "session.own", "not on one's own account")
)

// newCode returns an activation code as it is printed: "K7TM-2QXD-94VR-HB3C".
func newCode() string {
	var b strings.Builder
	for n := 0; n < codeGroups*codeGroup; {
		r := randomBytes(1)[0]
		if int(r) >= 256/len(codeLetters)*len(codeLetters) { // else the first letters would come more often
			continue
		}
		if n > 0 && n%codeGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[int(r)%len(codeLetters)])
		n++
	}
	return b.String()
}

// codeHash returns what is stored of a person's code, however it was typed: small letters, spaces, any kind of dash. A code is
// as random as a key, so a plain hash keeps it; the person is hashed with it, so a code fits one account only.
func codeHash(person, typed string) string {
	letters := strings.Map(func(r rune) rune {
		if strings.ContainsRune(codeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(typed))
	sum := sha256.Sum256([]byte(person + "\x00" + letters))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Slip is one activation code to be handed out: shown once, and kept nowhere as it is.
type Slip struct {
	Person  identity.Person
	Code    string
	Expires time.Time
}

// GiveCodes gives activation codes to people who have no account yet, have not used theirs, or have forgotten their password; a
// code given before is of no use any more, a password is until the new code is used. All get one, or nobody.
// Errors: errs.ErrInvalid for more than MaxCodes or none; errs.ErrNotFound for somebody by does not see, errs.ErrForbidden for
// somebody to whom by may not give one, ErrOwn for oneself, ErrClosed where the account is disabled or closed, ErrLogin.
func (s *Service) GiveCodes(ctx context.Context, by access.Actor, people []string) ([]Slip, error) {
	if len(people) == 0 || len(people) > MaxCodes {
		return nil, errs.ErrInvalid.At("people", "invalid")
	}
	slips := make([]Slip, 0, len(people))
	at := s.clock.Now()
	for _, id := range people {
		p, err := s.receiver(ctx, by, id)
		if err != nil {
			return nil, fmt.Errorf("give code to %s: %w", id, err)
		}
		slips = append(slips, Slip{Person: p, Code: newCode(), Expires: at.Add(CodeLife)})
	}
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		for _, slip := range slips {
			if err := s.keepCode(ctx, by, slip, at); err != nil {
				return fmt.Errorf("give code to %s: %w", slip.Person.ID, err)
			}
		}
		return nil
	})
	if mongodb.IsDuplicate(err) {
		return nil, ErrLogin
	}
	return slips, err
}

// receiver returns the person when by may give them a code.
func (s *Service) receiver(ctx context.Context, by access.Actor, id string) (identity.Person, error) {
	if by.Is(id) {
		return identity.Person{}, ErrOwn
	}
	p, err := s.people.Person(ctx, by.Agency, id)
	if err != nil {
		return identity.Person{}, err
	}
	r, err := s.people.ReadRights(ctx, by.Agency, id)
	if err != nil {
		return identity.Person{}, err
	}
	switch help, err := s.people.HelpFor(ctx, by, p, r.Actor.Appointments); {
	case err != nil:
		return identity.Person{}, err
	case help.Code:
		return p, nil
	case help.Known:
		return identity.Person{}, errs.ErrForbidden
	}
	return identity.Person{}, errs.ErrNotFound
}

// keepCode stores a slip's code in the account, which is made where there is none.
func (s *Service) keepCode(ctx context.Context, by access.Actor, slip Slip, at time.Time) error {
	acc, err := s.codeFor(ctx, by, slip.Person)
	if err != nil {
		return err
	}
	next := acc
	next.Code, next.CodeExpires, next.Version = codeHash(acc.Person, slip.Code), slip.Expires, acc.Version+1
	next.Letter = "" // one that still waits brings nothing any more
	return s.putCode(ctx, by, acc, next, "account.code", at)
}

// codeFor returns the account that a code is for, a new one of version 0 where there is none. ErrClosed when it is disabled or
// closed, which stops nobody who can start the program.
func (s *Service) codeFor(ctx context.Context, by access.Actor, p identity.Person) (Account, error) {
	acc, err := s.store.Account(ctx, p.ID)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return Account{Person: p.ID, Agency: p.Agency, Login: logins(p)}, nil
	case err != nil:
		return Account{}, err
	case by.ID == access.SystemID:
		acc.Disabled, acc.Closed = false, false
	case acc.State() == Disabled, acc.State() == Closed:
		return Account{}, ErrClosed
	}
	return acc, nil
}
