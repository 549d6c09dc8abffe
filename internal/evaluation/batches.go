package evaluation

import (
	"context"
	"iter"
	"slices"

	"congvu/internal/identity"
	"congvu/internal/journal"
)

// batch is how many sheets one transaction writes, within the 200 events that a mass act may make.
const batch = 100

// sheetChange is one sheet about to be written, with what it is computed from.
type sheetChange struct {
	person identity.Person
	facts  []Fact
	seen   int64 // stored version, 0 for a new sheet
	next   Sheet
}

// eachBatch goes through everybody graded in a month whose sheet is not frozen yet and stores what change makes of the
// sheets, together with the entry it returns, one transaction for each batch. The sheets are read in the transaction:
// points given meanwhile make it start again with them.
func (c closer) eachBatch(ctx context.Context, m Month, change func(context.Context, []sheetChange) (*journal.Entry, error)) error {
	graded, err := c.graded(ctx, m)
	if err != nil {
		return err
	}
	for group := range slices.Chunk(graded, batch) {
		err := c.db.WithTx(ctx, func(ctx context.Context) error {
			if err := c.hold(ctx); err != nil {
				return err
			}
			open, err := c.sheets(ctx, m, group)
			if err != nil || len(open) == 0 {
				return err
			}
			e, err := change(ctx, open)
			if err != nil {
				return err
			}
			for i := range open {
				open[i].next.Version, open[i].next.UpdatedAt = open[i].seen+1, c.now
			}
			if err := c.store.PutSheets(ctx, open); err != nil || e == nil {
				return err
			}
			e.By, e.At, e.Version, e.Object = c.by, c.now, m.Version, m.object()
			return c.journal.Write(ctx, *e)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sheets returns the sheets of a group that are not frozen, as they lie in the transaction; new ones for people without.
func (c closer) sheets(ctx context.Context, m Month, group []gradedPerson) ([]sheetChange, error) {
	ids := make([]string, len(group))
	for i, g := range group {
		ids[i] = g.person.ID
	}
	stored, err := c.store.Sheets(ctx, m.Agency, ids, m.Period)
	if err != nil {
		return nil, err
	}
	byPerson := make(map[string]Sheet, len(stored))
	for _, sh := range stored {
		byPerson[sh.Person] = sh
	}
	var open []sheetChange
	for _, g := range group {
		next := newSheet(g.person, m.Period) // unit, class and post are those of the period's last day
		sh, ok := byPerson[g.person.ID]
		if ok && sh.Frozen != nil {
			continue
		}
		if ok {
			next.General = sh.General
		}
		open = append(open, sheetChange{person: g.person, facts: g.facts, seen: sh.Version, next: next})
	}
	return open, nil
}

// gradedPerson is somebody with a primary appointment on the period's last day, with the lines of the month.
type gradedPerson struct {
	person identity.Person
	facts  []Fact
}

// graded returns everybody who is graded in a month.
func (c closer) graded(ctx context.Context, m Month) ([]gradedPerson, error) {
	people, err := c.people.Members(ctx, m.Agency, m.Agency, m.Period.Last())
	if err != nil {
		return nil, err
	}
	facts, err := byPerson(c.store.OfMonth(ctx, m.Agency, m.Period))
	if err != nil {
		return nil, err
	}
	all := make([]gradedPerson, len(people))
	for i, p := range people {
		all[i] = gradedPerson{p, facts[p.ID]}
	}
	return all, nil
}

// byPerson collects the lines of a month.
func byPerson(month iter.Seq2[personFacts, error]) (map[string][]Fact, error) {
	all := map[string][]Fact{}
	for of, err := range month {
		if err != nil {
			return nil, err
		}
		all[of.Person] = of.Facts
	}
	return all, nil
}
