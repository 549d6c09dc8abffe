package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
	"congvu/pkg/fold"
)

// Limits of a session: signed out after a night and a day without use, and after two weeks in any case.
const (
	SessionIdle     = 36 * time.Hour
	SessionAbsolute = 14 * 24 * time.Hour
	refreshGrace    = 10 * time.Second // two tabs, or a lost reply: the same successor again
)

// ErrSignIn refuses a sign-in: unknown name, wrong password and disabled account all look the same.
var ErrSignIn = errs.New(errs.Unauthenticated, "session.sign_in", "wrong name or password")

// Session is one device signed in (phiên làm việc): a family of refresh tokens.
type Session struct {
	ID        string    `bson:"_id"`
	Agency    string    `bson:"agency"`
	Person    string    `bson:"person"`
	Salt      []byte    `bson:"salt"`       // see refreshToken
	Counter   int64     `bson:"counter"`    // of the newest refresh token
	Hash      []byte    `bson:"hash"`       // of the newest refresh token
	RotatedAt time.Time `bson:"rotated_at"` // when that was issued
	CreatedAt time.Time `bson:"created_at"`
	Device    string    `bson:"device"` // what the browser calls itself, for the person to recognise
	Address   string    `bson:"address"`
	Ended     string    `bson:"ended"` // why it is over, one of the reasons below; empty while it lives
	EndedAt   time.Time `bson:"ended_at"`
	GC        time.Time `bson:"gc"` // the machine's unshifted time it was made, for the TTL index only
}

// The reasons why a session ended.
const (
	endSignedOut = "signed_out"
	endReuse     = "reuse"
	endDisabled  = "disabled"
	endPassword  = "password" // another password was set
	endRevoked   = "revoked"  // ended from another device, or by an administrator
	endTooMany   = "too_many" // gave way to a newer one
	endRestored  = "restored" // the database was restored from a copy
)

// expires returns the instant from which the session is of no use unless it is refreshed before.
func (s Session) expires() time.Time {
	idle, absolute := s.RotatedAt.Add(SessionIdle), s.CreatedAt.Add(SessionAbsolute)
	if absolute.Before(idle) {
		return absolute
	}
	return idle
}

// live reports whether the session is neither ended nor past its limits.
func (s Session) live(now time.Time) bool { return s.Ended == "" && now.Before(s.expires()) }

// Credentials are what somebody signs in with.
type Credentials struct {
	Login    string // staff code or e-mail, in any case
	Password string
	Device   string // what the browser calls itself
	Address  string // network address, for throttling
	Factor   string // code of the second factor, where it is on
}

// Tokens are what a sign-in or a refresh hands out.
type Tokens struct {
	Access         string        // access token, for the Authorization header
	ExpiresIn      time.Duration // of the access token
	Refresh        string        // refresh token, for the cookie only
	RefreshExpires time.Time     // when the cookie is of no more use
	Actor          access.Actor  // who signed in
}

// normalLogin is how names to sign in with are stored and compared: what cannot be seen, copied along, is no part of them.
func normalLogin(s string) string { return strings.ToLower(fold.Line(s)) }

const maxDevice = 200 // bytes kept of what a browser calls itself

// SignIn starts a session. Every failure takes the same time and gives the same ErrSignIn; ErrTooMany after too many
// of them, ErrBusy when all cores are at it. The attempt is counted before the password is looked at.
func (s *Service) SignIn(ctx context.Context, c Credentials) (Tokens, error) {
	login := normalLogin(c.Login)
	l := lapOf(login, c.Address)
	if err := s.throttle.take(ctx, l); err != nil {
		if errors.Is(err, ErrTooMany) {
			s.refused(ctx, "session.throttled", l, c)
		}
		return Tokens{}, err
	}
	acc, err := s.store.AccountByLogin(ctx, login)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return Tokens{}, err
	}
	ok, weak, err := s.hasher.verify(ctx, acc.Hash, c.Password) // an unknown account has no hash: same work, answer no
	if err != nil {
		return Tokens{}, err
	}
	if !ok || acc.State() != Active {
		s.refused(ctx, "session.refused", l, c)
		return Tokens{}, ErrSignIn
	}
	if err := s.secondFactor(ctx, acc, c, l); err != nil {
		return Tokens{}, err
	}
	if err := s.throttle.redeem(ctx, l); err != nil {
		return Tokens{}, err
	}
	if weak {
		s.rehash(ctx, acc, c.Password)
	}
	return s.open(ctx, acc, c)
}

// secondFactor asks for the code where the account has a second factor. A wrong one is recorded as a wrong password is. What was
// counted stays counted until a code is right, also where none was sent: else whoever knows the password could wash their guesses
// away.
func (s *Service) secondFactor(ctx context.Context, acc Account, c Credentials, l lap) error {
	if s.factors == nil {
		return nil
	}
	err := s.factors.Check(ctx, acc.Agency, acc.Person, c.Factor)
	if err != nil && c.Factor != "" {
		s.refused(ctx, "session.refused", l, c)
	}
	return err
}

// open stores a new session of the account and returns its first tokens.
func (s *Service) open(ctx context.Context, acc Account, c Credentials) (Tokens, error) {
	now := s.clock.Now()
	sess := Session{
		ID: mongodb.NewID(), Agency: acc.Agency, Person: acc.Person, Salt: randomBytes(32), RotatedAt: now, CreatedAt: now,
		Device: strings.ToValidUTF8(c.Device[:min(len(c.Device), maxDevice)], ""), Address: c.Address, GC: s.machine.Now(),
	}
	first := firstRefresh(sess.ID, sess.Salt)
	sess.Hash = first.hash()
	if err := s.store.InsertSession(ctx, sess); err != nil {
		return Tokens{}, err
	}
	if err := s.giveWay(ctx, sess); err != nil {
		return Tokens{}, err
	}
	s.log.InfoContext(ctx, "signed in", "person", acc.Person, "session", sess.ID)
	return s.tokensFor(ctx, sess, first)
}

// maxSessions is how many sessions a person may have open at once: more machines than anybody works at, and few enough
// that a program which signs in again and again fills neither the store nor the hub.
const maxSessions = 20

// giveWay ends the oldest sessions of a person for whom a new one is one too many.
func (s *Service) giveWay(ctx context.Context, latest Session) error {
	open, err := s.store.OpenSessions(ctx, latest.Agency, latest.Person)
	if err != nil {
		return err
	}
	slices.SortFunc(open, func(a, b Session) int { return strings.Compare(a.ID, b.ID) }) // by the time they began
	for _, old := range open[:max(0, len(open)-maxSessions)] {
		if err := s.end(ctx, access.System(old.Agency), old, endTooMany, "session.too_many"); err != nil {
			return err
		}
	}
	return nil
}

// rehash stores a hash of today's cost; failing at it must not fail a good sign-in.
func (s *Service) rehash(ctx context.Context, acc Account, password string) {
	phc, err := s.hasher.hash(ctx, password)
	if err == nil {
		err = s.store.SetHash(ctx, acc, phc)
	}
	if err != nil {
		s.log.WarnContext(ctx, "rehash password", "person", acc.Person, "error", err)
	}
}

// tokensFor returns the access token of a live session together with its newest refresh token.
func (s *Service) tokensFor(ctx context.Context, sess Session, refresh refreshToken) (Tokens, error) {
	acc, err := s.store.Account(ctx, sess.Person) // read, not from the cache: refresh follows a change of rights at once
	switch {
	case errors.Is(err, errs.ErrNotFound) || err == nil && acc.State() != Active:
		return Tokens{}, ErrSession
	case err != nil:
		return Tokens{}, err
	}
	rights, err := s.people.ReadRights(ctx, sess.Agency, sess.Person)
	if err != nil {
		return Tokens{}, err
	}
	token, err := s.tokens.sign(ctx, sess.Agency, sess.Person, sess.ID, rights.Number)
	if err != nil {
		return Tokens{}, err
	}
	actor := rights.Actor
	actor.Session = sess.ID
	return Tokens{Access: token, ExpiresIn: AccessLife, Refresh: refresh.String(), RefreshExpires: sess.expires(), Actor: actor}, nil
}

// Refresh exchanges a refresh token for its successor and a new access token. Within 10 s of the exchange the same token
// gets the same successor again: two tabs ask at once, replies get lost. Later it can only be a copy: the whole family
// ends, on all nodes, and its owner is told.
// ErrSession when the token is not the session's newest or the session has ended.
func (s *Service) Refresh(ctx context.Context, token string) (Tokens, error) {
	t, ok := parseRefresh(token)
	if !ok {
		return Tokens{}, ErrSession
	}
	for range races {
		sess, err := s.store.Session(ctx, t.session)
		if errors.Is(err, errs.ErrNotFound) || err == nil && (!sess.live(s.clock.Now()) || !t.genuine(sess.Salt)) {
			return Tokens{}, ErrSession
		}
		if err != nil {
			return Tokens{}, err
		}
		now := s.clock.Now()
		next := t.successor(sess.Salt)
		switch {
		case t.is(sess.Hash):
			sess.RotatedAt = now
			swapped, err := s.store.RotateSession(ctx, sess, next)
			if err != nil {
				return Tokens{}, err
			}
			if swapped {
				return s.tokensFor(ctx, sess, next)
			} // another tab was faster: look again, and find its successor, which is ours
		case next.is(sess.Hash) && now.Sub(sess.RotatedAt).Abs() <= refreshGrace:
			return s.tokensFor(ctx, sess, next)
		default:
			return Tokens{}, s.reused(ctx, sess)
		}
	}
	return Tokens{}, errs.ErrUnavailable.After(time.Second)
}

// reused ends a family of which an old token was shown, records it and tells its owner. It returns ErrSession, or what
// kept it from ending the family.
func (s *Service) reused(ctx context.Context, sess Session) error {
	err := s.end(ctx, access.System(sess.Agency), sess, endReuse, "session.reuse")
	if err != nil {
		return err
	}
	s.log.WarnContext(ctx, "refresh token reused, session ended", "person", sess.Person, "session", sess.ID)
	return ErrSession
}

// SignOut ends the session of a refresh token. A token that is not good any more is no error: the caller is signed out.
func (s *Service) SignOut(ctx context.Context, token string) error {
	t, ok := parseRefresh(token)
	if !ok {
		return nil
	}
	sess, err := s.store.Session(ctx, t.session)
	if errors.Is(err, errs.ErrNotFound) || err == nil && (sess.Ended != "" || !t.genuine(sess.Salt)) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.end(ctx, access.Actor{ID: sess.Person, Agency: sess.Agency}, sess, endSignedOut, "session.signed_out")
}

// EndSession ends the session the actor is acting in.
func (s *Service) EndSession(ctx context.Context, a access.Actor) error {
	sess, err := s.store.Session(ctx, a.Session)
	switch {
	case errors.Is(err, errs.ErrNotFound) || err == nil && (sess.Ended != "" || sess.Person != a.ID):
		return nil
	case err != nil:
		return err
	}
	return s.end(ctx, a, sess, endSignedOut, "session.signed_out")
}

// end stores that a session is over, with its audit entry and the event that closes its sockets on every node; ending
// it twice is no error.
func (s *Service) end(ctx context.Context, by access.Actor, sess Session, why, action string) error {
	at := s.clock.Now()
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		first, err := s.store.EndSession(ctx, sess.ID, why, at)
		if err != nil || !first {
			return err
		}
		where := map[string]string{"device": sess.Device, "address": sess.Address}
		e := journal.Entry{
			Action: action, By: by, At: at, Version: at.UnixMilli(), Vis: []string{access.Person(sess.Person)},
			Object: journal.Object{Type: realtime.TypeSession, ID: sess.ID}, Params: where,
		}
		if why == endReuse {
			e.Inbox = []journal.Message{{To: sess.Person, Kind: action, Rule: action, Why: "author", Params: where}}
		}
		return s.journal.Write(ctx, e)
	})
	s.sessions.Drop(sess.ID)
	if err != nil {
		return fmt.Errorf("end session %s: %w", sess.ID, err)
	}
	return nil
}
