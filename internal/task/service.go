package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/catalogue"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Units knows the tree of units; org.Service fits.
type Units interface {
	// Agency returns the root unit of the installation, org.ErrNoneIn when it has none yet.
	Agency(ctx context.Context) (org.Unit, error)
	// Unit returns one unit of the agency, errs.ErrNotFound when it has none of that id.
	Unit(ctx context.Context, agency, id string) (org.Unit, error)
}

// People knows who works where; identity.Service fits.
type People interface {
	// Actor returns a person with the appointments in force now, errs.ErrNotFound for an unknown one.
	Actor(ctx context.Context, person string) (access.Actor, error)
	// People returns the named people by id; unknown ids are left out.
	People(ctx context.Context, agency string, ids []string) (map[string]identity.Person, error)
	// HeadsOf returns who is appointed head of exactly this unit today, none when vacant.
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
	// Substitutes returns who stands in now for each of people who has somebody.
	Substitutes(ctx context.Context, agency string, people ...string) (map[string]journal.StandIn, error)
}

// Calendars knows the agencies' working calendars; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
	// Now returns the calendar as it is stored now, where Of may be some seconds old.
	Now(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Products knows the catalogue; catalogue.Service fits.
type Products interface {
	// Get returns the approved version of a product, errs.ErrNotFound when there is none.
	Get(ctx context.Context, agency, code string) (catalogue.Product, error)
}

// Documents knows the source documents; document.Service fits.
type Documents interface {
	// Get returns a document that a may see, errs.ErrNotFound otherwise.
	Get(ctx context.Context, a access.Actor, id string) (document.Document, error)
}

// Facts keeps the grading lines of tasks; evaluation.Service fits.
type Facts interface {
	// Put replaces the lines of prev, which has no id when t is new, by what t says now. It runs in the transaction that
	// stores t in the place of prev, possibly several times.
	Put(ctx context.Context, prev, t Task) error
	// Settled reports whether the month in which the latest line of t lies is over and settled, so that nothing changes it.
	Settled(ctx context.Context, t Task) (bool, error)
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
	History(ctx context.Context, agency, typ, id, cursor string, limit int) ([]journal.Record, string, error)
}

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB        *mongodb.DB
	Clock     clock.Clock
	Units     Units
	People    People
	Calendars Calendars
	Products  Products
	Documents Documents
	Files     Files
	Facts     Facts
	Journal   Journal
}

// Service is the way to tasks for everybody: requests, jobs, imports. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over d.
func New(d Deps) *Service {
	return &Service{deps: d, store: store{tasks: d.DB.Collection(Collection), comments: d.DB.Collection(commentsCollection)}}
}

// eventSeen is the type of the event that a task's lead has first opened it.
const eventSeen = "seen"

// Get returns a task that a may see. When its lead opens it for the first time, that is noted for the assigner, who is told.
// errs.ErrNotFound outside a's scope.
func (s *Service) Get(ctx context.Context, a access.Actor, id string) (Task, error) {
	t, err := s.load(ctx, a, id)
	if err != nil || !a.Is(t.Lead.Person) || !t.State.Given() || t.SeenAt != nil {
		return t, err
	}
	now := s.deps.Clock.Now()
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		noted, err := s.store.Seen(ctx, t, now)
		if err != nil || !noted { // another window, or an act meanwhile: there is nothing to tell
			return err
		}
		return s.deps.Journal.Announce(ctx, t.Agency, eventSeen, t.ID, access.Person(t.AssignedBy))
	})
	if err == nil {
		t.SeenAt = &now
	}
	return t, nil // noting it is no part of the reading: it is tried again when the page is opened again
}

// Look returns a task that a may see, and notes nothing of it: for what is said about it and kept with it. errs.ErrNotFound
// outside a's scope.
func (s *Service) Look(ctx context.Context, a access.Actor, id string) (Task, error) {
	return s.store.Get(ctx, a.Tokens(), id)
}

// load reads a task in a's scope and finds out whether its approver is still in post.
func (s *Service) load(ctx context.Context, a access.Actor, id string) (Task, error) {
	t, err := s.store.Get(ctx, a.Tokens(), id)
	if err != nil {
		return Task{}, err
	}
	t.ApproverGone, err = s.gone(ctx, t)
	return t, err
}

// latest is load after somebody else's act has just won: a plain read sees only what a majority holds and may still show
// the version before it, a transaction begins with what is committed.
func (s *Service) latest(ctx context.Context, a access.Actor, id string) (t Task, err error) {
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		t, err = s.store.Get(ctx, a.Tokens(), id)
		return err
	})
	if err != nil {
		return Task{}, err
	}
	t.ApproverGone, err = s.gone(ctx, t)
	return t, err
}

// Reports returns the progress reports of a task that the caller has read, newest first, at most limit.
func (s *Service) Reports(ctx context.Context, t Task, limit int) ([]Comment, error) {
	if t.Version < reported {
		return []Comment{}, nil
	}
	return s.store.Reports(ctx, t.Agency, t.ID, limit)
}

// reported is the first version that a report can make: work is given and accepted before.
const reported = 3

// History returns the acts on a task that a may see, newest first. next is the cursor of the following page, "" after the
// last. errs.ErrNotFound outside a's scope.
func (s *Service) History(ctx context.Context, a access.Actor, id, cursor string, limit int) ([]journal.Record, string, error) {
	t, err := s.store.Get(ctx, a.Tokens(), id)
	if err != nil {
		return nil, "", err
	}
	return s.deps.Journal.History(ctx, t.Agency, "task", t.ID, cursor, limit)
}

// moment is the time of one act with the calendar to count by.
type moment struct {
	now time.Time
	cal *vncal.Calendar
}

func (s *Service) moment(ctx context.Context, agency string) (moment, error) {
	cal, err := s.deps.Calendars.Of(ctx, agency)
	return moment{now: s.deps.Clock.Now(), cal: cal}, err
}

// change applies a verb to the version of a task that the caller saw and stores the result. A stale version comes before
// every rule: an old screen gets the conflict, with the task as it is now. What a does in the place of somebody absent is that
// person's act by a's hand.
func (s *Service) change(ctx context.Context, a access.Actor, id string, version int64, verb func(access.Actor, Task, moment) (Task, act, error), acts ...Act) (Task, error) {
	t, err := s.load(ctx, a, id)
	switch {
	case err != nil:
		return Task{}, err
	case t.Version != version:
		return Task{}, errs.ErrChanged.Having(t)
	}
	m, err := s.moment(ctx, t.Agency)
	if err != nil {
		return Task{}, err
	}
	as := acting(a, t, acts)
	next, done, err := verb(as, t, m)
	if e := errs.As(err); err != nil && e.Kind == errs.Conflict { // every 409 shows where the task stands
		return Task{}, e.Having(t)
	}
	if err != nil {
		return Task{}, err
	}
	next, err = s.save(ctx, as, t, next, done)
	if errors.Is(err, errs.ErrChanged) { // somebody was faster between the reading and the writing
		if fresh, again := s.latest(ctx, a, id); again == nil {
			return Task{}, errs.ErrChanged.Having(fresh)
		}
	}
	return next, err
}

// save stores next in the place of prev, with its grading lines and its journal entry, or nothing. A prev without an id
// is no record: next is new.
func (s *Service) save(ctx context.Context, a access.Actor, prev, next Task, done act) (Task, error) {
	next.Version = prev.Version + 1
	if err := s.keepWatchers(ctx, prev, &next, done.verb); err != nil {
		return Task{}, err
	}
	e, err := s.entry(ctx, a, prev, next, done)
	if err != nil {
		return Task{}, err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error { // may run more than once: change nothing outside
		if done.hold != nil {
			if err := done.hold(ctx); err != nil {
				return err
			}
		}
		if err := s.put(ctx, prev, next); err != nil {
			return err
		}
		if done.comment != nil {
			if err := s.store.AddComment(ctx, *done.comment); err != nil {
				return err
			}
		}
		if err := s.deps.Facts.Put(ctx, prev, next); err != nil {
			return err
		}
		if err := s.deps.Journal.Write(ctx, e); err != nil {
			return err
		}
		if err := s.tellBlocked(ctx, a, prev, next); err != nil || done.also == nil {
			return err
		}
		return done.also(ctx)
	})
	if err != nil {
		return Task{}, fmt.Errorf("save task %s: %w", next.ID, err)
	}
	return next, nil
}

// put stores next in the place of prev, or as new. That its lead has opened it meanwhile, and who has begun or ceased to
// follow it, make no version and are kept.
func (s *Service) put(ctx context.Context, prev, next Task) error {
	if prev.ID == "" {
		return s.store.Insert(ctx, next)
	}
	stored, err := s.store.ReplaceAside(ctx, prev, next)
	if err != nil || stored {
		return err
	}
	seenAt, watchers, err := s.store.Aside(ctx, next)
	if err != nil {
		return err
	}
	if next.SeenAt == nil && prev.Lead == next.Lead && prev.State.Given() && next.State.Given() {
		next.SeenAt = seenAt
	}
	begun := slices.DeleteFunc(slices.Clone(next.Watchers), func(person string) bool { return slices.Contains(prev.Watchers, person) })
	next.Watchers = slices.DeleteFunc(watchers, func(person string) bool { // who was found to see it no more stays away
		return slices.Contains(prev.Watchers, person) && !slices.Contains(next.Watchers, person)
	})
	for _, person := range begun { // who follows it by this very act
		next.Watchers = add(next.Watchers, person)
	}
	return s.store.Replace(ctx, prev.Version, next)
}
