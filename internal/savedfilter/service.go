package savedfilter

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// People says who has a post in a unit; identity.Service fits.
type People interface {
	Staffed(ctx context.Context, agency, unit string, day vncal.Date) ([]identity.Person, error)
}

// Deps are what the service works with.
type Deps struct {
	DB      *mongodb.DB
	Clock   clock.Clock
	Journal *journal.Journal
	People  People
}

// Service keeps saved filters. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over a database.
func New(d Deps) *Service { return &Service{deps: d, store: newStore(d.DB)} }

// List returns the filters that a sees, by name: those of one's own and those shared with a unit in which a has a post.
func (s *Service) List(ctx context.Context, a access.Actor) ([]Filter, error) {
	return s.store.List(ctx, a.Agency, a.ID, unitsOf(a))
}

// Save keeps a new filter of a. key is the client's Idempotency-Key, "" for none: repeating it gives the filter that was
// saved then. Errors: ErrInput, ErrShare, ErrMany, errs.ErrKeyReused.
func (s *Service) Save(ctx context.Context, a access.Actor, in Input, key string) (Filter, error) {
	f, err := Filter{ID: mongodb.NewID(), Agency: a.Agency, Version: 1, Owner: a.ID, At: s.deps.Clock.Now()}.take(a, in)
	if err != nil {
		return Filter{}, err
	}
	if f.Op, err = idempotency.Of(a.ID, key, in); err != nil {
		return Filter{}, err
	}
	if f.Op != nil {
		if made, err := s.made(ctx, a, *f.Op); !errors.Is(err, errs.ErrNotFound) {
			return made, err
		}
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		n, err := s.store.Own(ctx, a.Agency, a.ID, maxOwn)
		switch {
		case err != nil:
			return err
		case n >= maxOwn:
			return ErrMany
		}
		if err := s.store.Insert(ctx, f); err != nil {
			return err
		}
		return s.tell(ctx, journal.Entry{Action: "filter.saved", By: a, First: true}.Of(nil, f), f.Shared)
	})
	if errors.Is(err, mongodb.ErrDuplicate) && f.Op != nil { // the same request was here at the same time
		return s.made(ctx, a, *f.Op)
	}
	if err != nil {
		return Filter{}, fmt.Errorf("save filter: %w", err)
	}
	return f, nil
}

func (s *Service) made(ctx context.Context, a access.Actor, op idempotency.Op) (Filter, error) {
	f, err := s.store.Made(ctx, a.Agency, op)
	if err == nil && f.Op.Hash != op.Hash {
		return Filter{}, errs.ErrKeyReused
	}
	return f, err
}

// Change gives a filter another name, list or circle. Errors: ErrInput, ErrShare; errs.ErrChanged with the stored one when
// version is stale; errs.ErrForbidden for who sees it only, errs.ErrNotFound for who does not.
func (s *Service) Change(ctx context.Context, a access.Actor, id string, version int64, in Input) (Filter, error) {
	f, err := s.mine(ctx, a, id, version)
	if err != nil {
		return Filter{}, err
	}
	next, err := f.take(a, in)
	if err != nil {
		return Filter{}, err
	}
	next.Version++
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Replace(ctx, f.Version, next); err != nil {
			return err
		}
		return s.tell(ctx, journal.Entry{Action: "filter.changed", By: a}.Of(f, next), f.Shared, next.Shared)
	})
	if err != nil {
		return Filter{}, fmt.Errorf("change filter %s: %w", id, err)
	}
	return next, nil
}

// Remove deletes a filter. Errors: those of Change but for what is typed.
func (s *Service) Remove(ctx context.Context, a access.Actor, id string, version int64) error {
	f, err := s.mine(ctx, a, id, version)
	if err != nil {
		return err
	}
	gone := f
	gone.Version++
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Remove(ctx, f); err != nil {
			return err
		}
		return s.tell(ctx, journal.Entry{Action: "filter.removed", By: a}.Of(f, gone), f.Shared)
	})
	if err != nil {
		return fmt.Errorf("remove filter %s: %w", id, err)
	}
	return nil
}

// mine returns a filter that a may change, in the version that was seen.
func (s *Service) mine(ctx context.Context, a access.Actor, id string, version int64) (Filter, error) {
	f, err := s.store.Get(ctx, a.Agency, id)
	switch {
	case err != nil:
		return Filter{}, err
	case !CanSee(a, f):
		return Filter{}, errs.ErrNotFound
	case !CanChange(a, f):
		return Filter{}, errs.ErrForbidden
	case f.Version != version:
		return Filter{}, errs.ErrChanged.Having(f)
	}
	return f, nil
}

// tell writes the act, for the owner and for the people of the units that the filter is or was shared with.
func (s *Service) tell(ctx context.Context, e journal.Entry, units ...string) error {
	for _, unit := range units {
		if unit == "" {
			continue
		}
		people, err := s.deps.People.Staffed(ctx, e.By.Agency, unit, vncal.DateOf(s.deps.Clock.Now()))
		if err != nil && !errors.Is(err, errs.ErrNotFound) {
			return err
		}
		for _, p := range people {
			if token := access.Person(p.ID); !slices.Contains(e.Audience, token) {
				e.Audience = append(e.Audience, token)
			}
		}
	}
	return s.deps.Journal.Write(ctx, e)
}
