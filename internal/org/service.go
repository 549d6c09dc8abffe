package org

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// TypeUnit is the type of events and journal entries of units.
const TypeUnit = "unit"

// cacheFor is how long a read tree serves before it is read again: another node's change is seen after at most this.
const cacheFor = 5 * time.Second

// Service keeps the tree. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	journal *journal.Journal
	clock   clock.Clock
	trees   *cache.Cache[tree] // by agency
}

// tree is one read of an agency's units; it is never changed, only replaced.
type tree struct {
	units []Unit          // parents before children, siblings by order
	byID  map[string]Unit // the same
}

// New returns the service over db's units.
func New(db *mongodb.DB, j *journal.Journal, c clock.Clock) *Service {
	trees := cache.New[tree](clock.System(), cacheFor, mongodb.InTx) // how old a tree may be is a matter of real time
	return &Service{db: db, store: store{db.Collection(collection)}, journal: j, clock: c, trees: trees}
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
	return s.trees.Load(ctx, agency, func(ctx context.Context) (tree, error) {
		rows, err := s.store.All(ctx, agency)
		if err != nil {
			return tree{}, err
		}
		t := tree{units: ordered(rows), byID: make(map[string]Unit, len(rows))}
		for _, u := range rows {
			t.byID[u.ID] = u
		}
		return t, nil
	})
}

// Heard takes the type and agency of an event of any node, and drops what is remembered and has changed, so that the next
// reader sees it at once. Types it does not know are nothing to it.
func (s *Service) Heard(typ, agency string) {
	if typ == TypeUnit {
		s.forget(agency)
	}
}

// forget drops what was read, so that the next reader sees a change at once.
func (s *Service) forget(agency string) { s.trees.Drop(agency) }

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
	return s.save(ctx, by, "unit.created", func(ctx context.Context) (Unit, error) {
		next := u
		next.Version, next.Ancestors = 1, []string{}
		if u.Parent == "" {
			next.Agency, next.Body = u.ID, true
		} else {
			parent, err := s.store.Unit(ctx, by.Agency, u.Parent)
			if err != nil {
				return Unit{}, fmt.Errorf("create unit: %w", err)
			}
			next.Agency, next.Ancestors = parent.Agency, parent.Path()
		}
		if !CanEdit(by, next) {
			return Unit{}, errs.ErrForbidden
		}
		if err := next.check(); err != nil {
			return Unit{}, err
		}
		err := s.store.Insert(ctx, next)
		if mongodb.IsDuplicate(err) && u.Parent == "" {
			return Unit{}, ErrAgency
		}
		return next, err
	})
}

// Update stores u's names, order and dates in the place of the version it carries.
// Errors: as Create; ErrMove when the parent differs from the stored one, errs.ErrChanged when the version is stale.
func (s *Service) Update(ctx context.Context, by access.Actor, u Unit) (Unit, error) {
	return s.save(ctx, by, "unit.changed", func(ctx context.Context) (Unit, error) {
		stored, err := s.store.Unit(ctx, by.Agency, u.ID) // as the store has it now: the tree read may be another node's past
		if err != nil {
			return Unit{}, fmt.Errorf("update unit: %w", err)
		}
		next, err := changedUnit(by, stored, u)
		if err != nil {
			return Unit{}, err
		}
		return next, s.store.Replace(ctx, stored.Version, next)
	})
}

// changedUnit returns stored with the names, order and dates of u, when by may change it and has seen its version.
func changedUnit(by access.Actor, stored, u Unit) (Unit, error) {
	switch {
	case stored.ID == "":
		return Unit{}, fmt.Errorf("unit %s: %w", u.ID, errs.ErrNotFound)
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
	return next, next.check()
}

// unitEntry is the journal entry of an act on a unit.
func unitEntry(by access.Actor, action string, u Unit) journal.Entry {
	return journal.Entry{
		Action: action, By: by, Version: u.Version, Vis: vis(u),
		Object: journal.Object{Type: TypeUnit, ID: u.ID, Code: u.Code, Title: u.Name},
	}
}

// save runs write, which returns the unit as it stores it, together with its journal entry, or neither.
func (s *Service) save(ctx context.Context, by access.Actor, action string, write func(context.Context) (Unit, error)) (Unit, error) {
	var u Unit
	err := s.db.WithTx(ctx, func(ctx context.Context) (err error) {
		if u, err = write(ctx); err != nil {
			return err
		}
		by := by
		by.Agency = u.Agency // who makes the agency itself has none yet
		return s.journal.Write(ctx, unitEntry(by, action, u))
	})
	s.forget(cmp.Or(u.Agency, by.Agency))
	switch {
	case errors.Is(err, ErrAgency):
		return Unit{}, ErrAgency
	case mongodb.IsDuplicate(err):
		return Unit{}, ErrCode.At("code", "duplicate")
	case err != nil:
		return Unit{}, fmt.Errorf("save unit: %w", err)
	}
	return u, nil
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
