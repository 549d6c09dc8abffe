package task

import (
	"context"
	"iter"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/org"
)

// Records returns tasks as a change of the tree of units sees them.
func (s *Service) Records() org.Records { return records{s} }

type records struct{ *Service }

// Kind names them.
func (records) Kind() string { return org.KindTasks }

// Tally counts the tasks that a unit, or one below it, leads or coordinates, and those of them that are open.
func (r records) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	closed, err := r.store.CountUnder(ctx, agency, unit, false)
	if err == nil {
		t.Open, err = r.store.CountUnder(ctx, agency, unit, true)
	}
	t.All = closed + t.Open
	return t, err
}

// Astray yields the tasks that do not stand as the tree says.
func (r records) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	return org.AstrayIn(r.store.Under(ctx, m.Agency, m.Unit), m, Task.rehomed, func(x Task) string { return x.ID })
}

// Rehome brings tasks in line with the tree.
func (r records) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	tasks, err := r.store.WholeOf(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved, audience := org.Moved(tasks, m, Task.rehomed, Task.JournalVis)
	return audience, r.store.Rehomed(ctx, moved)
}

// Settled has nothing to forget.
func (records) Settled(org.Relocation, []string) {}

// rehomed returns t as it stands in the tree, and whether that is another way than now. Open work of a merged unit is work of
// the unit that took it over; closed work stays that of the merged one, which lies below the other since. Who takes part
// does not change.
func (t Task) rehomed(m org.Relocation) (Task, bool) {
	next := t
	if t.Open {
		next = next.inherited(m)
	}
	next.Units = []string{}
	if next.Lead.Unit != "" {
		next.Units = m.Path(next.Lead.Unit)
	}
	next.Vis = []string{}
	given := false // work that is not given shows itself to people alone
	for _, token := range t.Vis {
		if strings.HasPrefix(token, access.Work("")) {
			given = true
		} else {
			next.Vis = append(next.Vis, token)
		}
	}
	if given {
		units := slices.Concat(next.Units, next.Merged)
		for _, c := range next.Coordinators {
			if c.Person == "" {
				units = append(units, m.Path(c.Unit)...)
			}
		}
		for _, unit := range units {
			next.Vis = add(next.Vis, access.Work(unit))
		}
	}
	changed := next.Lead != t.Lead || !sameParties(next.Coordinators, t.Coordinators) || !slices.Equal(next.Units, t.Units) ||
		!slices.Equal(next.Merged, t.Merged) || !sameSet(next.Vis, t.Vis) || !sameSet(next.Helpers, t.Helpers)
	return next, changed
}

// inherited returns t with those units in the place of merged ones that took them over.
func (t Task) inherited(m org.Relocation) Task {
	t.Merged = clip(t.Merged)
	if heir := m.Heir(t.Lead.Unit); heir != t.Lead.Unit {
		t.Merged, t.Lead.Unit = add(t.Merged, t.Lead.Unit), heir
	}
	parts := []Part{}
	for _, c := range t.Coordinators {
		heir := c
		if heir.Unit = m.Heir(c.Unit); heir.Unit == c.Unit {
			parts = append(parts, c)
			continue
		}
		if c.Person == "" {
			t.Merged = add(t.Merged, c.Unit)
			if len(t.Helpers) > 0 { // given
				t.Helpers = add(slices.DeleteFunc(slices.Clone(t.Helpers), func(h string) bool { return h == access.Work(c.Unit) }), access.Work(heir.Unit))
			}
		}
		alone := c.Person == "" && t.Lead == (Lead{Unit: heir.Unit}) // it would help itself
		known := func(p Part) bool { return p.Unit == heir.Unit && p.Party() == heir.Party() }
		if !alone && !slices.ContainsFunc(t.Coordinators, known) && !slices.ContainsFunc(parts, known) {
			parts = append(parts, heir)
		}
	}
	t.Coordinators = parts
	return t
}
