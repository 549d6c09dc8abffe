package org

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// cacheFor is how long a read tree serves before it is read again: another node's change is seen after at most this.
const cacheFor = 5 * time.Second

// Service keeps the tree. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	journal *journal.Journal
	clock   clock.Clock
	machine clock.Clock // never shifted or stopped: how old a read tree may be is a matter of real time

	mu    sync.Mutex
	trees map[string]tree // by agency
}

// tree is one read of an agency's units; it is never changed, only replaced.
type tree struct {
	units []Unit          // parents before children, siblings by order
	byID  map[string]Unit // the same
	at    time.Time       // when it was read
}

// New returns the service over db's units.
func New(db *mongodb.DB, j *journal.Journal, c clock.Clock) *Service {
	return &Service{db: db, store: store{db.Collection(collection)}, journal: j, clock: c, machine: clock.System(), trees: map[string]tree{}}
}

// Root returns what jobs.ForAgency asks for: the id of the installation's agency, "" before it was made.
func Root(units interface {
	Agency(ctx context.Context) (Unit, error)
}) func(ctx context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		root, err := units.Agency(ctx)
		if errors.Is(err, ErrNoneIn) {
			return "", nil
		}
		return root.ID, err
	}
}

// Agency returns the root unit of the installation; ErrNoneIn before it was made.
func (s *Service) Agency(ctx context.Context) (Unit, error) {
	u, err := s.store.Root(ctx)
	if errors.Is(err, errs.ErrNotFound) {
		return Unit{}, ErrNoneIn
	}
	return u, err
}

// Unit returns one unit of the agency; errs.ErrNotFound when it has none of that id.
func (s *Service) Unit(ctx context.Context, agency, id string) (Unit, error) {
	all, err := s.Map(ctx, agency)
	if err != nil {
		return Unit{}, err
	}
	u, ok := all[id]
	if !ok {
		return Unit{}, fmt.Errorf("unit %s: %w", id, errs.ErrNotFound)
	}
	return u, nil
}

// Tree returns every unit of the agency, ended ones too, parents before their children and siblings by order.
// The slice is shared: do not change it.
func (s *Service) Tree(ctx context.Context, agency string) ([]Unit, error) {
	t, err := s.tree(ctx, agency)
	return t.units, err
}

// Map returns the agency's units by id, at most 5 s old. The map is shared: do not change it.
func (s *Service) Map(ctx context.Context, agency string) (map[string]Unit, error) {
	t, err := s.tree(ctx, agency)
	return t.byID, err
}

func (s *Service) tree(ctx context.Context, agency string) (tree, error) {
	now := s.machine.Now()
	s.mu.Lock()
	t, ok := s.trees[agency]
	s.mu.Unlock()
	if age := now.Sub(t.at); ok && 0 <= age && age < cacheFor {
		return t, nil
	}
	rows, err := s.store.All(ctx, agency)
	if err != nil {
		return tree{}, err
	}
	t = tree{units: ordered(rows), byID: make(map[string]Unit, len(rows)), at: now}
	for _, u := range rows {
		t.byID[u.ID] = u
	}
	if !mongodb.InTx(ctx) { // what a transaction reads may never be committed
		s.mu.Lock()
		s.trees[agency] = t
		s.mu.Unlock()
	}
	return t, nil
}

// forget drops what was read, so that the next reader sees a change at once.
func (s *Service) forget(agency string) {
	s.mu.Lock()
	delete(s.trees, agency)
	s.mu.Unlock()
}

// ordered returns the units depth first from the root, siblings in the order they were given.
func ordered(rows []Unit) []Unit {
	children := map[string][]Unit{}
	for _, u := range rows {
		children[u.Parent] = append(children[u.Parent], u)
	}
	out := make([]Unit, 0, len(rows))
	var walk func(parent string)
	walk = func(parent string) {
		for _, u := range children[parent] {
			out = append(out, u)
			walk(u.ID)
		}
	}
	walk("")
	return out
}

// Create stores a new unit. Without a parent it becomes the installation's agency, which there is only one of. Its id,
// ancestors, dates left empty and version are filled in.
// Errors: errs.ErrInvalid with the faulty fields, ErrCode, ErrAgency; errs.ErrForbidden when by is neither a personnel
// officer of the agency nor the system; errs.ErrNotFound for an unknown parent.
func (s *Service) Create(ctx context.Context, by access.Actor, u Unit) (Unit, error) {
	if u.ID == "" {
		u.ID = mongodb.NewID()
	}
	if u.From == "" {
		u.From = vncal.DateOf(s.clock.Now())
	}
	if u.To == "" {
		u.To = NoEnd
	}
	u.Version, u.Ancestors = 1, []string{}
	if u.Parent == "" {
		u.Agency, u.Body = u.ID, true
	} else {
		parent, err := s.Unit(ctx, by.Agency, u.Parent)
		if err != nil {
			return Unit{}, fmt.Errorf("create unit: %w", err)
		}
		u.Agency, u.Ancestors = parent.Agency, parent.Path()
	}
	if !CanEdit(by, u) {
		return Unit{}, errs.ErrForbidden
	}
	if err := u.check(); err != nil {
		return Unit{}, err
	}
	return u, s.save(ctx, by, "unit.created", u, func(ctx context.Context) error {
		err := s.store.Insert(ctx, u)
		if mongodb.IsDuplicate(err) && u.Parent == "" {
			return ErrAgency
		}
		return err
	})
}

// Update stores u's names, order and dates in the place of the version it carries.
// Errors: as Create; ErrMove when the parent differs from the stored one, errs.ErrChanged when the version is stale.
func (s *Service) Update(ctx context.Context, by access.Actor, u Unit) (Unit, error) {
	stored, err := s.Unit(ctx, by.Agency, u.ID)
	switch {
	case err != nil:
		return Unit{}, fmt.Errorf("update unit: %w", err)
	case !CanEdit(by, stored):
		return Unit{}, errs.ErrForbidden
	case stored.Version != u.Version:
		return Unit{}, errs.ErrChanged.Having(stored)
	case stored.Parent != u.Parent:
		return Unit{}, ErrMove
	}
	next := stored
	next.Code, next.Name, next.ShortName, next.Kind = u.Code, u.Name, u.ShortName, u.Kind
	next.Order, next.From, next.To = u.Order, u.From, u.To
	next.Version++
	if err := next.check(); err != nil {
		return Unit{}, err
	}
	return next, s.save(ctx, by, "unit.changed", next, func(ctx context.Context) error {
		return s.store.Replace(ctx, stored.Version, next)
	})
}

// save runs write together with its journal entry, or neither.
func (s *Service) save(ctx context.Context, by access.Actor, action string, u Unit, write func(context.Context) error) error {
	by.Agency = u.Agency // who makes the agency itself has none yet
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := write(ctx); err != nil {
			return err
		}
		return s.journal.Write(ctx, journal.Entry{
			Action: action, By: by, Version: u.Version, Vis: vis(u),
			Object: journal.Object{Type: "unit", ID: u.ID, Code: u.Code, Title: u.Name},
		})
	})
	s.forget(u.Agency)
	switch {
	case errors.Is(err, ErrAgency):
		return ErrAgency
	case mongodb.IsDuplicate(err):
		return ErrCode.At("code", "duplicate")
	case err != nil:
		return fmt.Errorf("save unit %s: %w", u.ID, err)
	}
	return nil
}

// vis returns the tokens of those whose staff lists show the unit; its names are no secret and reach everybody else
// with the next read of the tree.
func vis(u Unit) []string {
	tokens := []string{}
	for _, id := range u.Path() {
		tokens = append(tokens, access.Staff(id))
	}
	return slices.Clip(tokens)
}
