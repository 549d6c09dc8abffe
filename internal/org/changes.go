package org

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// ErrCursor says that a page of changes was asked for after a place that the list never gave.
var ErrCursor = errs.New(errs.Malformed, "org.cursor", "malformed cursor of changes")

// Changes plans changes of the tree and carries them out on their days.
type Changes struct {
	ChangeDeps
	store changeStore
}

// ChangeDeps are what changes work with.
type ChangeDeps struct {
	DB      *mongodb.DB
	Units   *Service
	Journal *journal.Journal
	Clock   clock.Clock
	Records []Records // in the order in which they follow a change
	// After is called once all have followed: what waits for people is passed on to those who are now above.
	After []func(ctx context.Context, agency string, hold func(context.Context) error) error
}

// NewChanges returns the service.
func NewChanges(d ChangeDeps) *Changes {
	return &Changes{ChangeDeps: d, store: changeStore{d.DB.Collection(changesCollection)}}
}

// Preview is what a change would do.
type Preview struct {
	Change  Change
	Tallies []Tally // what changes hands with the unit and all below it
	Losing  []Unit  // units above that no longer see it, root first
	Gaining []Unit  // units above that see it from then on
	Left    *Fault  // what keeps the unit from being ended now; nil when nothing does
}

// Preview says what a change would do, without keeping it. Errors: those of Plan but for what is left in a unit to be ended.
func (s *Changes) Preview(ctx context.Context, a access.Actor, c Change) (Preview, error) {
	c, units, next, err := s.look(ctx, a, c)
	if err != nil && !errors.Is(err, ErrLeft) {
		return Preview{}, err
	}
	p := Preview{Change: c}
	if err != nil {
		p.Left = faultOf(err)
	}
	if c.Kind == Make || c.Kind == Rename {
		return p, nil
	}
	for _, r := range s.Records {
		t, err := r.Tally(ctx, a.Agency, c.Unit)
		if err != nil {
			return Preview{}, fmt.Errorf("count %s: %w", r.Kind(), err)
		}
		t.Kind = r.Kind()
		p.Tallies = append(p.Tallies, t)
	}
	if c.Kind == End && p.Left == nil {
		if err := left(units[c.Unit], p.Tallies); err != nil {
			p.Left = faultOf(err)
		}
	}
	if !c.moves() {
		return p, nil
	}
	before, after := units[c.Unit].Ancestors, []string{}
	for _, u := range next {
		if u.ID == c.Unit {
			after = u.Ancestors
		}
	}
	p.Losing, p.Gaining = without(units, before, after), without(units, after, before)
	return p, nil
}

// without returns the units of ids that are not in others.
func without(units map[string]Unit, ids, others []string) []Unit {
	out := []Unit{}
	for _, id := range ids {
		if !slices.Contains(others, id) {
			out = append(out, units[id])
		}
	}
	return out
}

// left refuses to end a unit that has people or open work.
func left(u Unit, tallies []Tally) error {
	posts, tasks := 0, 0
	for _, t := range tallies {
		switch t.Kind {
		case KindPeople:
			posts = t.Open
		case KindTasks:
			tasks = t.Open
		}
	}
	if posts+tasks > 0 {
		return stillThere(u, posts, tasks, 0)
	}
	return nil
}

// The kinds of Records that keep a unit from being ended.
const (
	KindPeople = "people"
	KindTasks  = "tasks"
)

// look checks a change against the tree and fills in what it was.
func (s *Changes) look(ctx context.Context, a access.Actor, c Change) (Change, map[string]Unit, []Unit, error) {
	today := vncal.DateOf(s.Clock.Now())
	c.Agency, c.By, c.ByName = a.Agency, a.ID, a.Name
	c.DocNumber, c.Code, c.Name, c.ShortName = fold.Line(c.DocNumber), fold.Line(c.Code), fold.Line(c.Name), fold.Line(c.ShortName)
	if c.On == "" {
		c.On = today
	}
	if c.Kind == Make && c.Unit == "" {
		c.Unit = mongodb.NewID()
	}
	units, err := s.Units.Map(ctx, a.Agency)
	if err != nil {
		return c, nil, nil, err
	}
	if err := c.form(today); err != nil {
		return c, nil, nil, err
	}
	next, err := c.apply(units)
	if err != nil && errs.As(err).Kind == errs.Internal {
		return c, nil, nil, err
	}
	known := err == nil || errors.Is(err, ErrLeft) || !slices.ContainsFunc(errs.As(err).Fields, func(f errs.Field) bool { return f.Code == "not_found" })
	if known && !CanChange(a, units, c) { // a unit that is not there is said to be missing, to everybody
		return c, nil, nil, errs.ErrForbidden
	}
	u, target := units[c.Unit], units[c.Target]
	c.Was = Was{u.Code, u.Name, u.ShortName, u.Parent, units[u.Parent].Name, target.Name}
	c.Concerns, c.Path = []string{c.Unit}, append(u.Path(), target.Path()...)
	if c.Target != "" {
		c.Concerns = append(c.Concerns, c.Target)
	}
	c.Path = slices.DeleteFunc(Union(nil, c.Path), func(id string) bool { return id == "" })
	return c, units, next, err
}

// Plan keeps a change for its day; one of today or before is due at once, and Job carries it out. key is the client's
// Idempotency-Key, "" for none: repeating it gives the change that was planned then, as it is now.
// Errors: errs.ErrInvalid with the faulty fields, ErrKind, ErrCode, ErrCycle, ErrRoot, ErrGone, ErrEarly, ErrSame; ErrLeft for
// a unit to be ended now in which people, open work or units are left; errs.ErrForbidden outside of a's charge;
// errs.ErrKeyReused for the same key with another content.
func (s *Changes) Plan(ctx context.Context, a access.Actor, c Change, key string) (Change, error) {
	op, err := idempotency.Of(a.ID, key, c)
	if err != nil {
		return Change{}, err
	}
	if op != nil {
		if made, err := s.made(ctx, a.Agency, *op); !errors.Is(err, errs.ErrNotFound) {
			return made, err
		}
		c.Op = op
	}
	c, units, _, err := s.look(ctx, a, c)
	today := vncal.DateOf(s.Clock.Now())
	if errors.Is(err, ErrLeft) && c.On > today { // until then they can be placed
		err = nil
	}
	if err == nil && c.Kind == End && c.On <= today {
		err = s.leftIn(ctx, units[c.Unit])
	}
	if err != nil {
		return Change{}, err
	}
	c.ID, c.State, c.CreatedAt, c.Version, c.Steps = mongodb.NewID(), Planned, s.Clock.Now(), 1, []Step{}
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Insert(ctx, c); err != nil {
			return err
		}
		return s.Journal.Write(ctx, c.entry("unit.planned", a))
	})
	if op != nil && mongodb.IsDuplicate(err) { // the same request came twice at once
		return s.made(ctx, a.Agency, *op)
	}
	if err != nil {
		return Change{}, fmt.Errorf("plan change of unit %s: %w", c.Unit, err)
	}
	return c, nil
}

// made returns the change that the same request planned before; errs.ErrNotFound when it planned none.
func (s *Changes) made(ctx context.Context, agency string, op idempotency.Op) (Change, error) {
	c, err := s.store.Made(ctx, agency, op)
	if err == nil && c.Op.Hash != op.Hash {
		return Change{}, errs.ErrKeyReused
	}
	return c, err
}

// leftIn refuses to end a unit that has people or open work now.
func (s *Changes) leftIn(ctx context.Context, u Unit) error {
	var tallies []Tally
	for _, r := range s.Records {
		if r.Kind() != KindPeople && r.Kind() != KindTasks {
			continue
		}
		t, err := r.Tally(ctx, u.Agency, u.ID)
		if err != nil {
			return fmt.Errorf("count %s: %w", r.Kind(), err)
		}
		t.Kind = r.Kind()
		tallies = append(tallies, t)
	}
	return left(u, tallies)
}

// Cancel takes a change back before it is applied. Errors: errs.ErrNotFound, ErrBegun, errs.ErrChanged; errs.ErrForbidden
// for somebody who could not plan it.
func (s *Changes) Cancel(ctx context.Context, a access.Actor, id string, version int64) (Change, error) {
	c, err := s.Get(ctx, a, id)
	if err != nil {
		return Change{}, err
	}
	units, err := s.Units.Map(ctx, a.Agency)
	switch {
	case err != nil:
		return Change{}, err
	case !CanChange(a, units, c):
		return Change{}, errs.ErrForbidden
	case c.Version != version:
		return Change{}, errs.ErrChanged.Having(c)
	case c.State != Planned && c.State != Blocked:
		return Change{}, ErrBegun.Having(c)
	}
	c.State, c.Fault = Cancelled, nil
	c.Version++
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, version, c); err != nil {
			return err
		}
		return s.Journal.Write(ctx, c.entry("unit.unplanned", a))
	})
	if errors.Is(err, errs.ErrChanged) {
		if stored, again := s.store.Get(ctx, a.Agency, id); again == nil {
			return Change{}, errs.ErrChanged.Having(stored)
		}
	}
	if err != nil {
		return Change{}, fmt.Errorf("cancel change %s: %w", id, err)
	}
	return c, nil
}

// Get returns a change that concerns units in a's charge; errs.ErrNotFound otherwise.
func (s *Changes) Get(ctx context.Context, a access.Actor, id string) (Change, error) {
	c, err := s.store.Get(ctx, a.Agency, id)
	if err == nil && !slices.ContainsFunc(Edits(a), func(u string) bool { return slices.Contains(c.Path, u) }) {
		return Change{}, fmt.Errorf("change %s: %w", id, errs.ErrNotFound)
	}
	return c, err
}

// List returns the changes that concern units in a's charge, newest first, at most limit (1 to 100) after the place after;
// next is the place after them, "" at the end. ErrCursor.
func (s *Changes) List(ctx context.Context, a access.Actor, after string, limit int) (items []Change, next string, err error) {
	return s.page(ctx, a.Agency, "path", Edits(a), after, limit)
}

// History returns the changes of one unit as List does; which units there were is no secret inside the agency.
func (s *Changes) History(ctx context.Context, agency, unit, after string, limit int) (items []Change, next string, err error) {
	return s.page(ctx, agency, "concerns", []string{unit}, after, limit)
}

func (s *Changes) page(ctx context.Context, agency, field string, ids []string, after string, limit int) (items []Change, next string, err error) {
	before, list := "", "unit-changes|"+field+"|"+strings.Join(ids, " ")
	if after != "" && !cursor.Read(list, after, &before) {
		return nil, "", ErrCursor
	}
	limit = min(max(limit, 1), 100)
	if len(ids) == 0 {
		return nil, "", nil
	}
	items, err = s.store.List(ctx, agency, field, ids, before, limit+1)
	if err == nil && len(items) > limit {
		items = items[:limit]
		next = cursor.Of(list, items[limit-1].ID)
	}
	return items, next, err
}

// entry is what the journal keeps of an act on c, as an act on the unit.
func (c Change) entry(action string, by access.Actor) journal.Entry {
	tokens := []string{}
	for _, id := range c.Path {
		tokens = append(tokens, access.Staff(id))
	}
	name := c.Was.Name
	if c.Kind == Make {
		name = c.Name
	}
	return journal.Entry{
		Action: action, By: by, Version: c.Version, Vis: tokens, Audience: append(tokens, access.Person(c.By)),
		Object: journal.Object{Type: TypeUnit, ID: c.Unit, Code: c.Was.Code, Title: name},
		Params: map[string]string{
			"kind": string(c.Kind), "on": string(c.On), "document": c.DocNumber, "name": c.Name, "was": c.Was.Name, "target": c.Was.TargetName,
		},
	}
}
