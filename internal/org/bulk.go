package org

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// bulk is how many units PutAll writes by one command.
const bulk = 1000

// PutAll makes units and changes others, all of them or none: what Create and Update do, by the thousand. The ids of what is
// made are given by the caller; parents come before their children. told hears how many are done.
// Errors: as Create and Update, for the first unit that is refused; ErrCode does not say whose.
func (s *Service) PutAll(ctx context.Context, by access.Actor, made, changed []Unit, told func(done int)) error {
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		all, err := s.prepared(ctx, by, made, changed)
		if err != nil {
			return err
		}
		done := 0
		for part := range slices.Chunk(all, bulk) {
			if err := s.store.PutAll(ctx, part); err != nil {
				return err
			}
			entries := make([]journal.Entry, len(part))
			for i, u := range part {
				action := "unit.changed"
				if u.Version == 1 {
					action = "unit.created"
				}
				entries[i] = unitEntry(by, action, u)
			}
			if err := s.journal.WriteAll(ctx, entries); err != nil {
				return err
			}
			done += len(part)
			told(done)
		}
		return nil
	})
	s.forget(by.Agency)
	switch {
	case mongodb.IsDuplicate(err):
		return ErrCode.At("code", "duplicate")
	case err != nil && !errors.Is(err, errs.ErrChanged):
		return fmt.Errorf("put units: %w", err)
	}
	return err
}

// prepared returns the units as they are stored, made from the tree as the transaction of ctx has it.
func (s *Service) prepared(ctx context.Context, by access.Actor, made, changed []Unit) ([]Unit, error) {
	tree, err := s.store.All(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	stored := make(map[string]Unit, len(tree)+len(made))
	for _, u := range tree {
		stored[u.ID] = u
	}
	all := make([]Unit, 0, len(made)+len(changed))
	for _, u := range made {
		parent, ok := stored[u.Parent]
		if !ok {
			return nil, fmt.Errorf("put unit %s: parent: %w", u.ID, errs.ErrNotFound)
		}
		if u, err = s.below(by, parent, u); err != nil {
			return nil, err
		}
		stored[u.ID] = u
		all = append(all, u)
	}
	for _, u := range changed {
		next, err := changedUnit(by, stored[u.ID], u)
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	return all, nil
}

// below returns u as it is stored below a parent, when by may make it.
func (s *Service) below(by access.Actor, parent, u Unit) (Unit, error) {
	if u.From == "" {
		u.From = vncal.DateOf(s.clock.Now())
	}
	if u.To == "" {
		u.To = NoEnd
	}
	u.Version, u.Agency, u.Ancestors = 1, parent.Agency, parent.Path()
	if !CanEdit(by, u) {
		return Unit{}, errs.ErrForbidden
	}
	return u, u.check()
}
