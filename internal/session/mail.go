package session

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/notify"
	"congvu/pkg/vncal"
)

// The letters about accounts.
const (
	letterCode = "code" // brings an activation code
	letterTold = "told" // tells of a new password, see told
)

// Errors of codes by mail.
var (
	ErrNoMail    = errs.New(errs.Conflict, "session.no_mail", "no mail server is set")
	ErrNoAddress = errs.New(errs.Conflict, "session.no_address", "the person has no e-mail address")
)

// Mailed is one activation code that is on its way by mail; nobody but its reader sees it.
type Mailed struct {
	Person identity.Person
	To     string // the address it goes to
}

// MailCodes sends activation codes by mail (gửi mã qua thư điện tử), each in a link of one use. The code is made when the letter
// is handed to the mail server and lives CodeLife from then; a code given before is of no use any more at once. Somebody whose
// letter still waits gets no second one. All get one, or nobody.
// Errors: ErrNoMail; ErrNoAddress with the name of who has none; those of GiveCodes.
func (s *Service) MailCodes(ctx context.Context, by access.Actor, people []string) ([]Mailed, error) {
	switch {
	case s.mail == nil || !s.mail.Set():
		return nil, ErrNoMail
	case len(people) == 0 || len(people) > MaxCodes:
		return nil, errs.ErrInvalid.At("people", "invalid")
	}
	mailed := make([]Mailed, 0, len(people))
	for _, id := range people {
		p, err := s.receiver(ctx, by, id)
		if err != nil {
			return nil, fmt.Errorf("mail code to %s: %w", id, err)
		}
		if p.Email == "" {
			return nil, ErrNoAddress.Arg("name", p.Name)
		}
		mailed = append(mailed, Mailed{Person: p, To: p.Email})
	}
	at := s.clock.Now()
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		for _, m := range mailed {
			if err := s.queueCode(ctx, by, m, at); err != nil {
				return fmt.Errorf("mail code to %s: %w", m.Person.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return mailed, nil
}

// queueCode puts the letter that brings a code into the outbox, unless one waits there already.
func (s *Service) queueCode(ctx context.Context, by access.Actor, m Mailed, at time.Time) error {
	acc, err := s.codeFor(ctx, by, m.Person)
	if err != nil {
		return err
	}
	if acc.Letter != "" {
		waiting, err := s.mail.Letters(ctx, acc.Agency, []string{acc.Letter})
		if l := waiting[acc.Letter]; err != nil || l.State == notify.Waiting && l.To == m.To {
			return err
		}
	}
	ids, err := s.mail.Queue(ctx, notify.Letter{Agency: acc.Agency, Kind: letterCode, Person: acc.Person, To: m.To})
	if err != nil {
		return err
	}
	next := acc
	next.Code, next.CodeExpires, next.Letter, next.Version = "", time.Time{}, ids[0], acc.Version+1
	return s.putCode(ctx, by, acc, next, "account.code_mailed", at)
}

// writeCode writes the letter that brings a code, which is made now. ErrDropped when another code was given since, or the account
// was disabled or closed.
func (s *Service) writeCode(ctx context.Context, l notify.Letter) (notify.Text, error) {
	acc, err := s.store.Account(ctx, l.Person)
	if errors.Is(err, errs.ErrNotFound) || err == nil && (acc.Letter != l.ID || acc.Disabled || acc.Closed) {
		return notify.Text{}, notify.ErrDropped
	}
	if err != nil {
		return notify.Text{}, err
	}
	p, err := s.people.Person(ctx, acc.Agency, acc.Person)
	if err != nil {
		return notify.Text{}, err
	}
	code, next := newCode(), acc
	next.Code, next.CodeExpires, next.Version = codeHash(acc.Person, code), s.clock.Now().Add(CodeLife), acc.Version+1
	if err := s.store.PutAccount(ctx, acc.Version, next); err != nil {
		return notify.Text{}, err
	}
	kind := "mail.code"
	if acc.Hash != "" {
		kind = "mail.reset"
	}
	return s.text(kind, p, map[string]string{
		// Behind the #, so that no server and no log of addresses sees it.
		"link":  s.mail.Address() + "/activate#" + url.Values{"login": {p.StaffNo}, "code": {code}}.Encode(),
		"code":  code,
		"until": next.CodeExpires.In(vncal.Zone()).Format("15:04 02/01/2006"),
	}), nil
}

// writeTold writes the letter that tells somebody of a new password.
func (s *Service) writeTold(ctx context.Context, l notify.Letter) (notify.Text, error) {
	p, err := s.people.Person(ctx, l.Agency, l.Person)
	if errors.Is(err, errs.ErrNotFound) {
		return notify.Text{}, notify.ErrDropped
	}
	if err != nil {
		return notify.Text{}, err
	}
	return s.text("mail.password", p, map[string]string{"at": l.Queued.In(vncal.Zone()).Format("15:04 02/01/2006")}), nil
}

// text fills the sentences of a letter.
func (s *Service) text(kind string, p identity.Person, args map[string]string) notify.Text {
	args["name"], args["staffNo"], args["address"] = p.Name, p.StaffNo, s.mail.Address()
	return notify.Text{Subject: errs.Text(errs.Vietnamese, kind+".subject", args), Body: errs.Text(errs.Vietnamese, kind+".text", args)}
}

// tell queues the letter that a person's password is another now, to whoever has an address.
func (s *Service) tell(ctx context.Context, p identity.Person) error {
	if s.mail == nil || p.Email == "" {
		return nil
	}
	_, err := s.mail.Queue(ctx, notify.Letter{Agency: p.Agency, Kind: letterTold, Person: p.ID, To: p.Email})
	if errors.Is(err, notify.ErrLetter) { // an address of an old record, which is no reason to refuse a password
		return nil
	}
	return err
}

// letters returns the letters that bring the codes of accounts, by person; only those that say something the account does not.
func (s *Service) letters(ctx context.Context, agency string, accounts []Account) (map[string]notify.Letter, error) {
	byPerson := map[string]notify.Letter{}
	if s.mail == nil {
		return byPerson, nil
	}
	var ids []string
	for _, a := range accounts {
		if a.Letter != "" {
			ids = append(ids, a.Letter)
		}
	}
	found, err := s.mail.Letters(ctx, agency, ids)
	for _, l := range found {
		byPerson[l.Person] = l
	}
	return byPerson, err
}

// putCode stores an account whose code is another now, and records who gave it.
func (s *Service) putCode(ctx context.Context, by access.Actor, acc, next Account, action string, at time.Time) error {
	if err := s.store.PutAccount(ctx, acc.Version, next); err != nil {
		return err
	}
	e := identity.RightsEntry(by, acc.Person, action, at)
	if acc.State() == Active { // whoever has a password learns that somebody may be about to replace it
		e.Inbox = []journal.Message{{To: acc.Person, Kind: "account.code", Rule: "account.code", Why: "author"}}
	}
	return s.journal.Write(ctx, e)
}
