package identity

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/pkg/vncal"
)

// Service knows people, posts, accounts and sessions. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	org     *org.Service
	journal *journal.Journal
	clock   clock.Clock
	machine clock.Clock // never shifted or stopped: for the age of caches, and for TTL indexes, which go by the database's time
	log     *slog.Logger

	hasher   *hasher
	tokens   tokens
	throttle throttle

	grants   *cache[grant]                // by person
	sessions *cache[Session]              // by session; a zero one where there is none
	names    *cache[Person]               // by person
	heads    *cache[[]Person]             // by unit and day
	above    *cache[[]Person]             // by path of units and day: who commands them
	units    *cache[map[string]UnitFacts] // by agency and day
}

// New returns the service. The clock decides what is in force and what has expired.
func New(db *mongodb.DB, units *org.Service, j *journal.Journal, c clock.Clock, log *slog.Logger) *Service {
	st, machine := newStore(db), clock.System()
	return &Service{
		db: db, store: st, org: units, journal: j, clock: c, machine: machine, log: log,
		hasher: newHasher(), throttle: throttle{store: st, clock: c},
		tokens: tokens{keys: &keyring{store: st, clock: c}, clock: c},
		grants: newCache[grant](machine), sessions: newCache[Session](machine), names: newCache[Person](machine),
		heads: newCache[[]Person](machine), above: newCache[[]Person](machine), units: newCache[map[string]UnitFacts](machine),
	}
}

// grant is what a person may do now.
type grant struct {
	actor    access.Actor
	rights   int64 // the account's rights number; 0 without an account
	disabled bool
	day      vncal.Date // on which the appointments are in force
}

// today returns the day it is.
func (s *Service) today() vncal.Date { return vncal.DateOf(s.clock.Now()) }

// Actor returns a person with the appointments in force now, at most 5 s old, for work in the person's name outside a
// request: deliveries, reminders, the sample data. Requests come through Authenticate, which also looks at the session.
// errs.ErrNotFound for an unknown person.
func (s *Service) Actor(ctx context.Context, person string) (access.Actor, error) {
	g, err := s.grant(ctx, person)
	return g.actor, err
}

func (s *Service) grant(ctx context.Context, person string) (grant, error) {
	if g, ok := s.grants.get(person); ok && g.day == s.today() {
		return g, nil
	}
	at := s.machine.Now()
	g, err := s.readGrant(ctx, person)
	if err == nil && !mongodb.InTx(ctx) { // what a transaction reads may never be committed
		s.grants.put(person, g, at)
	}
	return g, err
}

// readGrant reads what a person may do now.
func (s *Service) readGrant(ctx context.Context, person string) (grant, error) {
	p, err := s.store.PersonByID(ctx, person)
	if err != nil {
		return grant{}, fmt.Errorf("actor %s: %w", person, err)
	}
	acc, err := s.store.Account(ctx, person)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return grant{}, fmt.Errorf("actor %s: %w", person, err)
	}
	day := s.today()
	posts, err := s.store.Appointments(ctx, p.Agency, person, day)
	if err != nil {
		return grant{}, fmt.Errorf("actor %s: %w", person, err)
	}
	g := grant{actor: access.Actor{ID: p.ID, Agency: p.Agency, Name: p.Name}, rights: acc.Rights, disabled: acc.Disabled, day: day}
	for _, a := range posts {
		g.actor.Appointments = append(g.actor.Appointments, a.access())
	}
	return g, nil
}

// Authenticate returns who holds an access token. ErrSession when the token is not good, its session has ended, the
// account is disabled, or the rights have changed since it was signed: the client then refreshes, which shows it the new
// rights. What another node changed counts after 5 s at most.
func (s *Service) Authenticate(ctx context.Context, token string) (access.Actor, error) {
	c, err := s.tokens.verify(ctx, token)
	if err != nil {
		return access.Actor{}, err
	}
	g, err := s.inSession(ctx, c.Subject, c.Session)
	if err != nil {
		return access.Actor{}, err
	}
	if g.rights != c.Rights {
		return access.Actor{}, ErrSession
	}
	return g.actor, nil
}

// Recheck returns an actor's rights as they are now, for what outlives a request: an open socket. ErrSession when the
// session has ended or the account is disabled.
func (s *Service) Recheck(ctx context.Context, a access.Actor) (access.Actor, error) {
	g, err := s.inSession(ctx, a.ID, a.Session)
	return g.actor, err
}

// inSession returns the grant of a person acting in a session, with the session noted in the actor.
func (s *Service) inSession(ctx context.Context, person, session string) (grant, error) {
	live, err := s.sessionLives(ctx, person, session)
	if err != nil {
		return grant{}, err
	}
	g, err := s.grant(ctx, person)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return grant{}, ErrSession
	case err != nil:
		return grant{}, err
	case !live || g.disabled:
		return grant{}, ErrSession
	}
	g.actor.Session = session
	return g, nil
}

func (s *Service) sessionLives(ctx context.Context, person, session string) (bool, error) {
	sess, ok := s.sessions.get(session)
	if !ok {
		at := s.machine.Now()
		var err error
		sess, err = s.store.Session(ctx, session)
		if err != nil && !errors.Is(err, errs.ErrNotFound) {
			return false, err
		}
		s.sessions.put(session, sess, at)
	}
	return sess.Person == person && sess.live(s.clock.Now()), nil
}

// Heard takes the type and object of an event of any node, and drops what is remembered and has changed, so that the
// next request sees it at once. Types it does not know are nothing to it.
func (s *Service) Heard(typ, object string) {
	switch typ {
	case realtime.TypeRights:
		s.forget(object)
	case realtime.TypeSession:
		s.sessions.drop(object)
	}
}

// forget drops what is remembered of a person.
func (s *Service) forget(person string) {
	s.grants.drop(person)
	s.names.drop(person)
	s.sessions.clear() // by session, not by person; cheap to read again
	s.heads.clear()
	s.above.clear()
	s.units.clear()
}

// rightsEntry is the journal entry of a change of what a person may do. Its event reaches the person's own sockets and
// empties the caches of every node.
func rightsEntry(by access.Actor, person, action string, at time.Time) journal.Entry {
	return journal.Entry{
		Action: action, By: by, At: at, Version: at.UnixMilli(), Vis: []string{access.Person(person)},
		Object: journal.Object{Type: realtime.TypeRights, ID: person},
	}
}
