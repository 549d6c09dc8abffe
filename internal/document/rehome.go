package document

import (
	"context"
	"iter"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/org"
)

// Records returns documents as a change of the tree of units sees them.
func (s *Service) Records() org.Records { return records{s} }

type records struct{ *Service }

// Kind names them.
func (records) Kind() string { return "documents" }

// Tally counts the documents sent to a unit or to one below it; none of them is open.
func (r records) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	t.All, err = r.store.CountUnder(ctx, agency, unit)
	return t, err
}

// Astray yields the documents that do not stand as the tree says.
func (r records) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	return org.AstrayIn(r.store.Under(ctx, m.Agency, m.Unit), m, Document.rehomed, func(x Document) string { return x.ID })
}

// Rehome brings documents in line with the tree.
func (r records) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	docs, err := r.store.Unscoped(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved, audience := org.Moved(docs, m, Document.rehomed, func(d Document) []string { return d.Vis })
	return audience, r.store.Rehomed(ctx, moved)
}

// Settled has nothing to forget.
func (records) Settled(org.Relocation, []string) {}

// rehomed returns d as it stands in the tree, and whether that is another way than now: it stays sent to whom it was sent.
func (d Document) rehomed(m org.Relocation) (Document, bool) {
	next := d
	next.Vis = slices.DeleteFunc(slices.Clone(d.Vis), func(t string) bool { return strings.HasPrefix(t, access.Work("")) })
	for _, unit := range d.Units {
		for _, id := range m.Path(unit) {
			next.Vis = org.Union(next.Vis, []string{access.Work(id)})
		}
	}
	return next, !slices.Equal(slices.Sorted(slices.Values(next.Vis)), slices.Sorted(slices.Values(d.Vis)))
}
