package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/notify"
)

// SetState disables an account (tạm khóa), closes it (đóng), or lets it be used again (Active): every session ends with the
// first two, and open pages and sockets follow within 5 s on every node. reason is for the audit and may be empty.
// Errors: errs.ErrForbidden unless by is an administrator or the system; ErrOwn for the own account, so that an administrator is
// always left; ErrNoAccount; errs.ErrChanged when version is not the stored one; errs.ErrInvalid for another state.
func (s *Service) SetState(ctx context.Context, by access.Actor, person string, version int64, state State, reason string) error {
	switch {
	case !CanManageAccounts(by):
		return errs.ErrForbidden
	case by.Is(person):
		return ErrOwn
	}
	acc, err := s.store.Account(ctx, person)
	switch {
	case errors.Is(err, errs.ErrNotFound) || err == nil && acc.Agency != by.Agency:
		return ErrNoAccount
	case err != nil:
		return err
	}
	if err := s.administers(ctx, by, person); err != nil {
		return err
	}
	if acc.Version != version {
		return errs.ErrChanged
	}
	next := acc
	next.Version = acc.Version + 1
	action := ""
	switch state {
	case Disabled:
		next.Disabled, action = true, "account.disabled"
	case Closed:
		next.Closed, action = true, "account.closed"
	case Active:
		next.Disabled, next.Closed, action = false, false, "account.enabled"
	default:
		return errs.ErrInvalid.At("state", "choice")
	}
	if state != Active {
		next.Code, next.CodeExpires, next.Letter = "", time.Time{}, ""
	}
	at := s.clock.Now()
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.PutAccount(ctx, acc.Version, next); err != nil {
			return err
		}
		if state != Active {
			if err := s.endAllBut(ctx, acc.Agency, person, "", endDisabled); err != nil {
				return err
			}
		}
		e := identity.RightsEntry(by, person, action, at)
		e.Reason = reason
		return s.journal.Write(ctx, e)
	})
	s.forget(person)
	if err != nil && !errors.Is(err, errs.ErrChanged) {
		return fmt.Errorf("set state of the account of %s: %w", person, err)
	}
	return err
}

// EndAllOf ends every session of somebody. Errors: errs.ErrForbidden unless by is an administrator; errs.ErrNotFound.
func (s *Service) EndAllOf(ctx context.Context, by access.Actor, person string) error {
	if !CanManageAccounts(by) {
		return errs.ErrForbidden
	}
	if err := s.administers(ctx, by, person); err != nil {
		return err
	}
	at := s.clock.Now()
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.endAllBut(ctx, by.Agency, person, "", endRevoked); err != nil {
			return err
		}
		return s.journal.Write(ctx, identity.RightsEntry(by, person, "account.sessions_ended", at))
	})
	s.forget(person)
	return err
}

// administers returns nil when by is administrator of the unit of a person, errs.ErrForbidden where by only keeps the records, and
// errs.ErrNotFound for somebody whose account is not by's to know of. The own sessions by may end as another's.
func (s *Service) administers(ctx context.Context, by access.Actor, person string) error {
	p, err := s.people.Person(ctx, by.Agency, person)
	if err != nil || by.Is(person) || by.ID == access.SystemID {
		return err
	}
	r, err := s.people.ReadRights(ctx, by.Agency, person)
	if err != nil {
		return err
	}
	switch help, err := s.people.HelpFor(ctx, by, p, r.Actor.Appointments); {
	case err != nil:
		return err
	case help.State:
		return nil
	case help.Known:
		return errs.ErrForbidden
	}
	return errs.ErrNotFound
}

// Administers returns nil when by is an administrator of the unit of a person. Errors: errs.ErrForbidden where by only keeps the
// records, errs.ErrNotFound for somebody whose account is not by's to know of.
func (s *Service) Administers(ctx context.Context, by access.Actor, person string) error {
	if !CanManageAccounts(by) {
		return errs.ErrForbidden
	}
	return s.administers(ctx, by, person)
}

// Overview is what those who look after accounts see of one; never anything of its password.
type Overview struct {
	Person   identity.Person
	State    State
	Version  int64     // 0 where there is no account yet
	Waiting  time.Time // until when an activation code can be used; zero for none
	Sessions int       // open ones
	LastUsed time.Time // of those, to ten minutes; zero without one
	CanCode  bool      // whether the reader may give a code; the act itself looks at every post
	CanMail  bool      // whether the code may go by mail: there is a mail server, and an address
	Letter   *Letter   // the letter that brings the last code; nil where it came on paper or was used
	CanState bool      // whether the reader may disable, close and open it, and end its sessions
}

// Letter says how far the letter with a code is.
type Letter struct {
	State notify.State
	To    string
	At    time.Time // since when
}

// overviewRead bounds how many people are looked through for a page of one state: the rest comes with the next page.
const overviewRead = 10

// CanSeeAccounts reports whether a sees the accounts of others: administrators and personnel officers those of the people whose
// records they keep.
func CanSeeAccounts(a access.Actor) bool { return a.Has(access.Admin, access.HR) }

// Overviews returns a page of accounts in the order of lists of staff, in one state or, with "", in all. A page may be short or
// empty and yet have a next one. Errors: errs.ErrForbidden unless CanSeeAccounts; those of a cursor.
func (s *Service) Overviews(ctx context.Context, by access.Actor, q identity.Query, state State) (rows []Overview, next string, err error) {
	if !CanSeeAccounts(by) {
		return nil, "", errs.ErrForbidden
	}
	for range overviewRead {
		page, err := s.people.Accountable(ctx, by, q)
		if err != nil {
			return nil, "", err
		}
		all, err := s.overviewsOf(ctx, by, page.People)
		if err != nil {
			return nil, "", err
		}
		for _, o := range all {
			if state == "" || o.State == state {
				rows = append(rows, o)
			}
		}
		q.Cursor = page.Next
		if page.Next == "" || len(rows) > 0 {
			break
		}
	}
	return rows, q.Cursor, nil
}

func (s *Service) overviewsOf(ctx context.Context, by access.Actor, people []identity.Person) ([]Overview, error) {
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	accounts, err := s.store.Accounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	byPerson := make(map[string]Account, len(accounts))
	for _, a := range accounts {
		byPerson[a.Person] = a
	}
	letters, err := s.letters(ctx, by.Agency, accounts)
	if err != nil {
		return nil, err
	}
	sessions, err := s.store.SessionsOf(ctx, by.Agency, ids)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	open, used := map[string]int{}, map[string]time.Time{}
	for _, sess := range sessions {
		if !sess.live(now) {
			continue
		}
		open[sess.Person]++
		if sess.RotatedAt.After(used[sess.Person]) {
			used[sess.Person] = sess.RotatedAt
		}
	}
	rows := make([]Overview, 0, len(people))
	for _, p := range people {
		a := byPerson[p.ID]
		o := Overview{Person: p, State: a.State(), Version: a.Version, Sessions: open[p.ID], LastUsed: used[p.ID]}
		help, err := s.people.HelpFor(ctx, by, p, []access.Appointment{{Unit: p.Primary.Unit, Role: p.Primary.Role}})
		if err != nil {
			return nil, err
		}
		o.CanCode = (o.State == Pending || o.State == Active) && help.Code
		o.CanMail = o.CanCode && p.Email != "" && s.mail != nil && s.mail.Set()
		o.CanState = help.State
		if l, ok := letters[p.ID]; ok && l.State != notify.Dropped {
			o.Letter = &Letter{State: l.State, To: l.To, At: l.Queued}
			if !l.Ended.IsZero() {
				o.Letter.At = l.Ended
			}
		}
		if now.Before(a.CodeExpires) {
			o.Waiting = a.CodeExpires
		}
		rows = append(rows, o)
	}
	return rows, nil
}
