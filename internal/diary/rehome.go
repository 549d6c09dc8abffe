package diary

import (
	"context"
	"iter"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/org"
)

// Records returns diary days as a change of the tree of units sees them.
func (s *Service) Records() org.Records { return records{s} }

type records struct{ *Service }

// Kind names them.
func (records) Kind() string { return "diaries" }

// Tally counts the days of a unit and of all below it, and those of them that somebody has to act on.
func (r records) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	if t.All, err = r.store.CountUnder(ctx, agency, unit, false); err == nil {
		t.Open, err = r.store.CountUnder(ctx, agency, unit, true)
	}
	return t, err
}

// Astray yields the days that do not stand as the tree says.
func (r records) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for d, err := range r.store.Under(ctx, m.Agency, m.Unit, m.Below()) {
			if err != nil {
				yield("", err)
				return
			}
			if _, changed := d.rehomed(m); changed && !yield(d.ID, nil) {
				return
			}
		}
	}
}

// Rehome brings days in line with the tree.
func (r records) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	days, err := r.store.ByID(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved := make([]Day, 0, len(days))
	for _, d := range days {
		next, changed := d.rehomed(m)
		if !changed {
			continue
		}
		moved = append(moved, next)
		audience = org.Union(org.Union(audience, d.Vis), next.Vis)
	}
	return audience, r.store.Rehomed(ctx, moved)
}

// Settled has nothing to forget.
func (records) Settled(org.Relocation, []string) {}

// rehomed returns d as it stands in the tree, and whether that is another way than now: it stays with the unit in which it
// was written, which lies elsewhere since.
func (d Day) rehomed(m org.Relocation) (Day, bool) {
	next := d
	next.Vis = []string{access.Person(d.Person)}
	if n := len(d.Units); n > 0 {
		own := d.Units[n-1]
		head := !slices.Contains(d.Vis, access.Diary(own)) // its deputies do not read it
		next.Units = m.Path(own)
		next.Vis = Visibility(d.Person, next.Units, head)
	}
	for _, unit := range d.Passed {
		for _, id := range m.Path(unit) {
			next.Vis = org.Union(next.Vis, []string{access.Diary(id)})
		}
	}
	for _, token := range d.Vis {
		if !strings.HasPrefix(token, access.Diary("")) {
			next.Vis = org.Union(next.Vis, []string{token})
		}
	}
	same := slices.Equal(slices.Sorted(slices.Values(next.Vis)), slices.Sorted(slices.Values(d.Vis)))
	return next, !same || !slices.Equal(next.Units, d.Units)
}
