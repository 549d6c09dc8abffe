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
	return org.AstrayIn(r.store.Under(ctx, m.Agency, m.Unit), m, Day.rehomed, func(x Day) string { return x.ID })
}

// Rehome brings days in line with the tree.
func (r records) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	days, err := r.store.ByID(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved, audience := org.Moved(days, m, Day.rehomed, Day.JournalVis)
	return audience, r.store.Rehomed(ctx, moved)
}

// Settled has nothing to forget.
func (records) Settled(org.Relocation, []string) {}

// rehomed returns d as it stands in the tree, and whether that is another way than now: it stays with the unit in which it
// was written, which lies elsewhere since.
func (d Day) rehomed(m org.Relocation) (next Day, changed bool) {
	next = d
	next.Units, next.Vis, changed = Rehomed(m, d.Person, d.Units, d.Passed, d.Vis)
	return next, changed
}

// Rehomed returns where a record of a person's that is seen as the diary is stands in the tree, and whether that is another way
// than now. units is the path of the unit it belongs to, passed are the units to whose heads it was passed on, vis its tokens,
// of which those that name no unit stay.
func Rehomed(m org.Relocation, person string, units, passed, vis []string) (path, tokens []string, changed bool) {
	tokens = []string{access.Person(person)}
	path = units
	if n := len(units); n > 0 {
		own := units[n-1]
		head := !slices.Contains(vis, access.Diary(own)) // its deputies do not read it
		path = m.Path(own)
		tokens = Visibility(person, path, head)
	}
	for _, unit := range passed {
		for _, id := range m.Path(unit) {
			tokens = org.Union(tokens, []string{access.Diary(id)})
		}
	}
	for _, token := range vis {
		if !strings.HasPrefix(token, access.Diary("")) {
			tokens = org.Union(tokens, []string{token})
		}
	}
	same := slices.Equal(slices.Sorted(slices.Values(tokens)), slices.Sorted(slices.Values(vis)))
	return path, tokens, !same || !slices.Equal(path, units)
}
