package evaluation

import (
	"context"
	"iter"
	"slices"

	"congvu/internal/access"
	"congvu/internal/org"
)

// Records returns sheets as a change of the tree of units sees them.
func (s *Service) Records() org.Records { return records{s} }

type records struct{ *Service }

// Kind names them.
func (records) Kind() string { return "sheets" }

// Tally counts the sheets of a unit and of all below it, and those of them that are not frozen.
func (r records) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	if t.All, err = r.store.CountUnder(ctx, agency, unit, false); err == nil {
		t.Open, err = r.store.CountUnder(ctx, agency, unit, true)
	}
	return t, err
}

// Astray yields the sheets that do not stand as the tree says.
func (r records) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	return org.AstrayIn(r.store.Under(ctx, m.Agency, m.Unit), m, Sheet.rehomed, func(x Sheet) string { return x.ID })
}

// Rehome brings sheets in line with the tree. Months that are being closed look anew for whom their sheets wait: there may be
// other superiors, though nobody's post has changed.
func (r records) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	sheets, err := r.store.Places(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved, audience := org.Moved(sheets, m, Sheet.rehomed, Sheet.JournalVis)
	if err := r.store.Rehomed(ctx, moved); err != nil || len(moved) == 0 {
		return nil, err
	}
	return audience, r.store.LookAnew(ctx, m.Agency)
}

// Settled has nothing to forget.
func (records) Settled(org.Relocation, []string) {}

// rehomed returns sh as it stands in the tree, and whether that is another way than now: it stays with the unit of its
// period's last day, which lies elsewhere since. What a frozen sheet says does not change.
func (sh Sheet) rehomed(m org.Relocation) (Sheet, bool) {
	next := sh
	if n := len(sh.Units); n > 0 {
		next.Units = m.Path(sh.Units[n-1])
	}
	next.Vis = visOf(sh.Person, next.Units)
	same := slices.Equal(slices.Sorted(slices.Values(next.Vis)), slices.Sorted(slices.Values(sh.Vis)))
	return next, !same || !slices.Equal(next.Units, sh.Units)
}

// visOf returns the tokens of those who see the sheet of a person whose unit's path is given.
func visOf(person string, units []string) []string {
	vis := []string{access.Person(person)}
	for _, u := range units {
		vis = append(vis, access.Staff(u))
	}
	return vis
}
