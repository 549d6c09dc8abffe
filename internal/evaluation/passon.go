package evaluation

import (
	"context"
	"slices"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
)

// passOn lets the sheets of a closing month that lack general points wait for the superiors who may give them now: the one
// whom a proposal named may have left, or its person may have moved. Doing it again changes nothing, and reads next to nothing
// while nobody's post has changed.
func (c closer) passOn(ctx context.Context, m *Month) error {
	posts, err := c.people.Posts(ctx, m.Agency)
	if err != nil || posts == m.Posts {
		return err
	}
	people, err := c.people.Members(ctx, m.Agency, m.Agency, m.Period.Last())
	if err != nil {
		return err
	}
	superior := c.superiors(m.Agency)
	for group := range slices.Chunk(people, c.batch) {
		if err := c.passBatch(ctx, *m, group, superior); err != nil {
			return err
		}
	}
	m.Posts = posts
	return c.store.PassedOn(ctx, *m, posts)
}

// passBatch does passOn for some people in one transaction: points given meanwhile make it start again with them.
func (c closer) passBatch(ctx context.Context, m Month, people []identity.Person, superior func(context.Context, identity.Person) (string, error)) error {
	ids, names := make([]string, len(people)), make(map[string]string, len(people))
	for i, who := range people {
		ids[i], names[who.ID] = who.ID, who.Name
	}
	givers, err := c.giversOf(ctx, m.Agency, people, superior)
	if err != nil {
		return err
	}
	return c.db.WithTx(ctx, func(ctx context.Context) error {
		sheets, err := c.store.SheetHeads(ctx, m.Agency, ids, m.Period)
		if err != nil {
			return err
		}
		var changes []sheetChange
		var entries []journal.Entry
		for _, sh := range sheets {
			if sh.Frozen != nil || !sh.lacks() || sh.Outcome.Status == grading.NoPolicy {
				continue
			}
			next := sh
			if next.awaits(givers[sh.Person], c.now); slices.Equal(sh.Waiting, next.Waiting) {
				continue
			}
			next.Version, next.UpdatedAt = sh.Version+1, c.now
			changes = append(changes, sheetChange{seen: sh.Version, next: next})
			entries = append(entries, c.passedEntry(sh, next, names[sh.Person]))
		}
		if len(changes) == 0 {
			return nil
		}
		if err := c.hold(ctx); err != nil {
			return err
		}
		if err := c.store.PutSheets(ctx, changes); err != nil {
			return err
		}
		for _, e := range entries {
			if err := c.journal.Write(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// passedEntry is the entry of one sheet passed on; it reaches who gave the points until now, whatever their posts.
func (c closer) passedEntry(prev, next Sheet, person string) journal.Entry {
	e := journal.Entry{
		Action: actionPassed, By: c.by, At: c.now, Params: map[string]string{"person": person, "period": string(next.Period)},
	}.Of(prev, next)
	for _, who := range slices.Concat(prev.Waiting, next.Waiting) {
		if t := access.Person(who); !slices.Contains(e.Audience, t) {
			e.Audience = append(e.Audience, t)
		}
	}
	return e
}
