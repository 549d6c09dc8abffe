package identity

import (
	"context"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/pkg/vncal"
)

// Service knows people and posts, and what they let somebody do. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	org     *org.Service
	journal *journal.Journal
	clock   clock.Clock
	machine clock.Clock // for the age of caches

	rights *cache.Cache[dayRights]            // by person
	names  *cache.Cache[Person]               // by person
	heads  *cache.Cache[[]Person]             // by unit and day
	above  *cache.Cache[[]Person]             // by path of units and day: who commands them
	units  *cache.Cache[map[string]UnitFacts] // by agency and day
}

// Deps are what the service works with.
type Deps struct {
	DB      *mongodb.DB
	Org     *org.Service
	Journal *journal.Journal
	Clock   clock.Clock // decides what is in force
	Machine clock.Clock // never shifted or stopped, for the age of caches; nil for the system's, another one in tests only
}

// cacheFor is how old what a cache serves may be: a change by another node is seen after at most this, also when its
// event was lost (spec/security.md §2).
const cacheFor = 5 * time.Second

// New returns the service.
func New(d Deps) *Service {
	machine := d.Machine
	if machine == nil {
		machine = clock.System()
	}
	return &Service{
		db: d.DB, store: newStore(d.DB), org: d.Org, journal: d.Journal, clock: d.Clock, machine: machine,
		rights: cache.New[dayRights](machine, cacheFor), names: cache.New[Person](machine, cacheFor),
		heads: cache.New[[]Person](machine, cacheFor), above: cache.New[[]Person](machine, cacheFor),
		units: cache.New[map[string]UnitFacts](machine, cacheFor),
	}
}

// Rights are what a person may do now.
type Rights struct {
	Actor  access.Actor
	Number int64 // rises with every change of the person's posts
}

// dayRights are rights with the day on which the appointments are in force.
type dayRights struct {
	Rights
	day vncal.Date
}

// today returns the day it is.
func (s *Service) today() vncal.Date { return vncal.DateOf(s.clock.Now()) }

// Actor returns a person with the appointments in force now, at most 5 s old, for work in the person's name outside a
// request: deliveries, reminders, the sample data. Requests come through package session, which also looks at the session.
// errs.ErrNotFound for an unknown person.
func (s *Service) Actor(ctx context.Context, person string) (access.Actor, error) {
	r, err := s.Rights(ctx, person)
	return r.Actor, err
}

// Rights returns what a person may do now, at most 5 s old; errs.ErrNotFound for an unknown person.
func (s *Service) Rights(ctx context.Context, person string) (Rights, error) {
	if r, ok := s.rights.Get(person); ok && r.day == s.today() {
		return r.Rights, nil
	}
	at, day := s.machine.Now(), s.today()
	r, err := s.ReadRights(ctx, person)
	if err == nil && !mongodb.InTx(ctx) { // what a transaction reads may never be committed
		s.rights.Put(person, dayRights{r, day}, at)
	}
	return r, err
}

// ReadRights returns what a person may do as the store has it; errs.ErrNotFound for an unknown person.
func (s *Service) ReadRights(ctx context.Context, person string) (Rights, error) {
	p, err := s.store.PersonByID(ctx, person)
	if err != nil {
		return Rights{}, fmt.Errorf("rights of %s: %w", person, err)
	}
	posts, err := s.store.Appointments(ctx, p.Agency, person, s.today())
	if err != nil {
		return Rights{}, fmt.Errorf("rights of %s: %w", person, err)
	}
	r := Rights{Actor: access.Actor{ID: p.ID, Agency: p.Agency, Name: p.Name}, Number: p.Rights}
	for _, a := range posts {
		r.Actor.Appointments = append(r.Actor.Appointments, a.access())
	}
	return r, nil
}

// Heard takes the type and object of an event of any node, and drops what is remembered and has changed, so that the
// next request sees it at once. Types it does not know are nothing to it.
func (s *Service) Heard(typ, object string) {
	if typ == realtime.TypeRights {
		s.forget(object)
	}
}

// forget drops what is remembered of a person.
func (s *Service) forget(person string) {
	s.rights.Drop(person)
	s.names.Drop(person)
	s.heads.Clear()
	s.above.Clear()
	s.units.Clear()
}

// RightsEntry is the journal entry of a change of what a person may do. Its event reaches the person's own sockets and
// empties the caches of every node.
func RightsEntry(by access.Actor, person, action string, at time.Time) journal.Entry {
	return journal.Entry{
		Action: action, By: by, At: at, Version: at.UnixMilli(), Vis: []string{access.Person(person)},
		Object: journal.Object{Type: realtime.TypeRights, ID: person},
	}
}
