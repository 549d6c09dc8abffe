package identity

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

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

	rights  *cache.Cache[Rights]               // by person and day
	names   *cache.Cache[Person]               // by person
	heads   *cache.Cache[[]Person]             // by unit and day
	above   *cache.Cache[[]Person]             // by path of units and day: who commands them
	units   *cache.Cache[map[string]UnitFacts] // by agency and day
	instead *cache.Cache[[]StandIn]            // by agency

	standIns StandIns // nil: nobody ever stands in
}

// Deps are what the service works with.
type Deps struct {
	DB       *mongodb.DB
	Org      *org.Service
	Journal  *journal.Journal
	Clock    clock.Clock // decides what is in force
	StandIns StandIns    // who acts for whom; nil: nobody
	Machine  clock.Clock // never shifted or stopped, for the age of caches; nil for the system's, another one in tests only
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
		db: d.DB, store: newStore(d.DB), org: d.Org, journal: d.Journal, clock: d.Clock,
		rights: newCache[Rights](machine), names: newCache[Person](machine), heads: newCache[[]Person](machine),
		above: newCache[[]Person](machine), units: newCache[map[string]UnitFacts](machine),
		instead: newCache[[]StandIn](machine), standIns: d.StandIns,
	}
}

// newCache returns a cache that serves for cacheFor; what a transaction reads may never be committed, and is not kept.
func newCache[V any](machine clock.Clock) *cache.Cache[V] {
	return cache.New[V](machine, cacheFor, mongodb.InTx)
}

// Rights are what a person may do now.
type Rights struct {
	Actor  access.Actor
	Number int64 // rises with every change of the person's posts

	places []place // for whom the person stands in, or will
}

// today returns the day it is.
func (s *Service) today() vncal.Date { return vncal.DateOf(s.clock.Now()) }

// Agency returns the id of the installation's agency; org.ErrNoneIn before it was made.
func (s *Service) Agency(ctx context.Context) (string, error) {
	root, err := s.org.Agency(ctx)
	return root.ID, err
}

// Actor returns a person with the appointments in force now, at most 5 s old, for work in the person's name outside a
// request: deliveries, reminders, the sample data. Requests come through package session, which also looks at the session.
// errs.ErrNotFound for an unknown person.
func (s *Service) Actor(ctx context.Context, person string) (access.Actor, error) {
	r, err := s.Rights(ctx, "", person)
	return r.Actor, err
}

// Rights returns what a person may do now, at most 5 s old; errs.ErrNotFound for an unknown person. agency is the person's,
// "" where the caller does not know it.
func (s *Service) Rights(ctx context.Context, agency, person string) (Rights, error) {
	r, err := s.rights.Load(ctx, s.onDay(person), func(ctx context.Context) (Rights, error) { return s.ReadRights(ctx, agency, person) })
	return r.at(s.clock.Now()), err
}

// ReadRights returns what a person may do as the store has it; errs.ErrNotFound for an unknown person. With agency the
// person and the posts are read at the same time, outside of a transaction; without it, one after the other.
func (s *Service) ReadRights(ctx context.Context, agency, person string) (Rights, error) {
	var p Person
	var posts []Appointment
	readPosts := func(ctx context.Context, agency string) (err error) {
		posts, err = s.store.Appointments(ctx, agency, []string{person}, s.today())
		return err
	}
	known := agency != "" && !mongodb.InTx(ctx)
	reads, within := errgroup.WithContext(ctx)
	reads.Go(func() (err error) { p, err = s.store.PersonByID(within, person); return err })
	if known {
		reads.Go(func() error { return readPosts(within, agency) })
	}
	err := reads.Wait()
	if err == nil && (!known || p.Agency != agency) {
		err = readPosts(ctx, p.Agency)
	}
	if err != nil {
		return Rights{}, fmt.Errorf("rights of %s: %w", person, err)
	}
	r := Rights{Actor: access.Actor{ID: p.ID, Agency: p.Agency, Name: p.Name}, Number: p.Rights}
	for _, a := range posts {
		r.Actor.Appointments = append(r.Actor.Appointments, a.access())
	}
	if r.places, err = s.places(ctx, p.Agency, p.ID); err != nil {
		return Rights{}, fmt.Errorf("rights of %s: %w", person, err)
	}
	return r.at(s.clock.Now()), nil
}

// onDay returns the key of what is true of an object today: at midnight posts begin and end without any event.
func (s *Service) onDay(object string) string { return object + "|" + string(s.today()) }

// Heard takes the type and object of an event of any node, and drops what is remembered and has changed, so that the
// next request sees it at once. Types it does not know are nothing to it.
func (s *Service) Heard(typ, object string) {
	switch typ {
	case realtime.TypeRights:
		s.forget(object)
	case realtime.TypePosts:
		s.forgetUnit(object)
	}
}

// forget drops what is remembered of a person, also where it stands among a unit's heads.
func (s *Service) forget(person string) {
	s.rights.Drop(s.onDay(person))
	s.rights.DropIf(func(_ string, r Rights) bool {
		return slices.ContainsFunc(r.places, func(p place) bool { return p.Person == person }) // who stands in goes by these posts
	})
	s.instead.DropIf(func(string, []StandIn) bool { return true }) // one row an agency
	s.names.Drop(person)
	among := func(_ string, heads []Person) bool {
		return slices.ContainsFunc(heads, func(p Person) bool { return p.ID == person })
	}
	s.heads.DropIf(among)
	s.above.DropIf(among)
	s.units.DropIf(func(string, map[string]UnitFacts) bool { return true }) // one row an agency
}

// forgetUnit drops who is remembered to head or command a unit.
func (s *Service) forgetUnit(unit string) {
	s.heads.Drop(s.onDay(unit))
	s.above.DropIf(func(path string, _ []Person) bool { return strings.Contains(path, unit) })
}

// RightsEntry is the journal entry of a change of what a person may do. Its event reaches the person's own sockets and
// empties the caches of every node.
func RightsEntry(by access.Actor, person, action string, at time.Time) journal.Entry {
	return journal.Entry{
		Action: action, By: by, At: at, Version: at.UnixMilli(), Vis: []string{access.Person(person)},
		Object: journal.Object{Type: realtime.TypeRights, ID: person},
	}
}
