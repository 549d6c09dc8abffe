package session

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"congvu/internal/access"
	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/internal/realtime"
)

// Service knows accounts and sessions, and who asks. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	people  *identity.Service
	journal *journal.Journal
	clock   clock.Clock
	machine clock.Clock // for the age of caches, and for TTL indexes, which go by the database's time
	log     *slog.Logger
	mail    *notify.Service
	factors Factors

	hasher   *hasher
	tokens   tokens
	throttle throttle

	accounts *cache.Cache[Account] // by person; a zero one where there is none
	sessions *cache.Cache[Session] // by session; a zero one where there is none
}

// Deps are what the service works with.
type Deps struct {
	DB      *mongodb.DB
	People  *identity.Service
	Journal *journal.Journal
	Clock   clock.Clock // decides what has expired
	Machine clock.Clock // never shifted or stopped, for the age of caches; nil for the system's, another one in tests only
	Log     *slog.Logger
	Mail    *notify.Service // nil to tell nobody by mail
	Factors Factors         // nil where nobody has a second factor
}

// Factors look at the second factor of a sign-in whose password was right.
type Factors interface {
	// Check uses the code up, and looks at nothing where no factor is on; its error is the answer to the sign-in.
	Check(ctx context.Context, agency, person, code string) error
}

// cacheFor is how old what a cache serves may be: a change by another node is seen after at most this, also when its
// event was lost (spec/security.md §2).
const cacheFor = 5 * time.Second

// New returns the service.
func New(d Deps) *Service {
	st, machine := newStore(d.DB), d.Machine
	if machine == nil {
		machine = clock.System()
	}
	s := &Service{
		db: d.DB, store: st, people: d.People, journal: d.Journal, clock: d.Clock, machine: machine, log: d.Log, mail: d.Mail, factors: d.Factors,
		hasher: newHasher(wanted), throttle: throttle{store: st, clock: d.Clock},
		tokens:   newTokens(newKeyring(st, d.Clock, machine), d.Clock, machine),
		accounts: cache.New[Account](machine, cacheFor, mongodb.InTx), sessions: cache.New[Session](machine, cacheFor, mongodb.InTx),
	}
	if s.mail != nil {
		s.mail.On(letterCode, s.writeCode)
		s.mail.On(letterTold, s.writeTold)
	}
	return s
}

// Authenticate returns who holds an access token. ErrSession when the token is not good, its session has ended, the
// account is disabled, or the rights have changed since it was signed: the client then refreshes, which shows it the new
// rights. What another node changed counts after 5 s at most.
func (s *Service) Authenticate(ctx context.Context, token string) (access.Actor, error) {
	c, err := s.tokens.verify(ctx, token)
	if err != nil {
		return access.Actor{}, err
	}
	r, err := s.inSession(ctx, c.Agency, c.Subject, c.Session)
	if err != nil {
		return access.Actor{}, err
	}
	if r.Number != c.Rights {
		return access.Actor{}, ErrSession
	}
	return r.Actor, nil
}

// Recheck returns an actor's rights as they are now, for what outlives a request: an open socket. ErrSession when the
// session has ended or the account is disabled.
func (s *Service) Recheck(ctx context.Context, a access.Actor) (access.Actor, error) {
	r, err := s.inSession(ctx, a.Agency, a.ID, a.Session)
	return r.Actor, err
}

// Usable reports whether a person's account can be used now, for what is read without a session.
func (s *Service) Usable(ctx context.Context, person string) (bool, error) {
	return s.accountOpen(ctx, person)
}

// inSession returns the rights of a person acting in a session, with the session noted in the actor. What is not remembered
// of session, account, person and posts is read at the same time: one round trip to the store.
func (s *Service) inSession(ctx context.Context, agency, person, session string) (r identity.Rights, err error) {
	var live, open bool
	reads, ctx := errgroup.WithContext(ctx)
	reads.Go(func() (err error) { live, err = s.sessionLives(ctx, person, session); return err })
	reads.Go(func() (err error) { open, err = s.accountOpen(ctx, person); return err })
	reads.Go(func() (err error) {
		r, err = s.people.Rights(ctx, agency, person)
		if errors.Is(err, errs.ErrNotFound) {
			return ErrSession
		}
		return err
	})
	if err := reads.Wait(); err != nil {
		return identity.Rights{}, err
	}
	if !live || !open {
		return identity.Rights{}, ErrSession
	}
	r.Actor.Session = session
	return r, nil
}

func (s *Service) sessionLives(ctx context.Context, person, session string) (bool, error) {
	sess, err := s.sessions.Load(ctx, session, func(ctx context.Context) (Session, error) {
		sess, err := s.store.Session(ctx, session)
		if errors.Is(err, errs.ErrNotFound) {
			return Session{}, nil // that there is none is kept, too
		}
		return sess, err
	})
	return err == nil && sess.Person == person && sess.live(s.clock.Now()), err
}

// accountOpen reports whether a person has an account that is in use: activated, neither disabled nor closed.
func (s *Service) accountOpen(ctx context.Context, person string) (bool, error) {
	acc, err := s.accounts.Load(ctx, person, func(ctx context.Context) (Account, error) {
		acc, err := s.store.Account(ctx, person)
		if errors.Is(err, errs.ErrNotFound) {
			return Account{}, nil
		}
		return acc, err
	})
	return err == nil && acc.Person == person && acc.State() == Active, err
}

// Heard takes the type and object of an event of any node, and drops what is remembered and has changed, so that the
// next request sees it at once. Types it does not know are nothing to it.
func (s *Service) Heard(typ, object string) {
	switch typ {
	case realtime.TypeRights:
		s.forget(object)
	case realtime.TypeSession:
		s.sessions.Drop(object)
	}
}

// forget drops what is remembered of a person.
func (s *Service) forget(person string) {
	s.accounts.Drop(person)
	s.sessions.DropIf(func(_ string, sess Session) bool { return sess.Person == person })
}
