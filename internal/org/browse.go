package org

import (
	"context"
	"slices"
	"strings"

	"congvu/internal/cursor"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Branch is a unit as a page of the tree shows it.
type Branch struct {
	Unit     Unit
	Children int // units directly below it that exist today
}

// Children returns the units directly below parent that exist today, in their order, at most limit (1 to 200) after the place
// after; "" is the top, the agency itself. next is the place after them. Errors: ErrCursor.
func (s *Service) Children(ctx context.Context, agency, parent, after string, limit int) (page []Branch, next string, err error) {
	t, err := s.tree(ctx, agency)
	if err != nil {
		return nil, "", err
	}
	today := vncal.DateOf(s.clock.Now())
	return t.page("units|"+parent, after, limit, today, func(u Unit) bool { return u.Parent == parent && u.Live(today) })
}

// Find returns the units whose name, short name, code or former name holds every word of text, folded, as Children does; those
// that have ended too, which people look for under their old names.
func (s *Service) Find(ctx context.Context, agency, text, after string, limit int) (page []Branch, next string, err error) {
	t, err := s.tree(ctx, agency)
	if err != nil {
		return nil, "", err
	}
	words := fold.Tokens(text)
	return t.page("units?"+strings.Join(words, " "), after, limit, vncal.DateOf(s.clock.Now()), func(u Unit) bool { return u.called(words) })
}

// called reports whether each word begins a word of what the unit is or was called.
func (u Unit) called(words []string) bool {
	names := []string{u.Code, u.Name, u.ShortName}
	for _, f := range u.Former {
		names = append(names, f.Code, f.Name, f.ShortName)
	}
	own := fold.Tokens(names...)
	for _, w := range words {
		if !slices.ContainsFunc(own, func(o string) bool { return strings.HasPrefix(o, w) }) {
			return false
		}
	}
	return len(words) > 0
}

// maxPage bounds the pages of the tree.
const maxPage = 200

// page returns the units that match behind a place, in the order of the tree.
func (t tree) page(list, after string, limit int, today vncal.Date, match func(Unit) bool) (page []Branch, next string, err error) {
	last, found := "", after == ""
	if !found && !cursor.Read(list, after, &last) {
		return nil, "", ErrCursor
	}
	limit = min(max(limit, 1), maxPage)
	for _, u := range t.units {
		switch {
		case !match(u):
			continue
		case !found:
			found = u.ID == last
			continue
		case len(page) == limit:
			return page, cursor.Of(list, page[limit-1].Unit.ID), nil
		}
		page = append(page, Branch{Unit: u, Children: t.below(u.ID, today)})
	}
	return page, "", nil
}

// below counts the units directly below one that exist on a day.
func (t tree) below(id string, day vncal.Date) int {
	n := 0
	for _, u := range t.units {
		if u.Parent == id && u.Live(day) {
			n++
		}
	}
	return n
}

// Branch returns one unit as Children shows it; errs.ErrNotFound when the agency has none of that id.
func (s *Service) Branch(ctx context.Context, agency, id string) (Branch, error) {
	u, err := s.Unit(ctx, agency, id)
	if err != nil {
		return Branch{}, err
	}
	t, err := s.tree(ctx, agency)
	return Branch{Unit: u, Children: t.below(id, vncal.DateOf(s.clock.Now()))}, err
}

// Changeable returns what a may plan for u, in the order in which a menu offers it; none for a unit that has ended.
func Changeable(may func(Change) bool, u Unit) []ChangeKind {
	acts := []ChangeKind{}
	if u.To != NoEnd {
		return acts
	}
	for _, c := range []Change{
		{Kind: Make, Target: u.ID}, {Kind: Rename, Unit: u.ID}, {Kind: Move, Unit: u.ID, Target: u.Parent},
		{Kind: Merge, Unit: u.ID, Target: u.Parent}, {Kind: End, Unit: u.ID},
	} {
		if (u.Parent != "" || c.Kind == Make || c.Kind == Rename) && may(c) {
			acts = append(acts, c.Kind)
		}
	}
	return acts
}
