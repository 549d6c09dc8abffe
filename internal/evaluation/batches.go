package evaluation

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"congvu/internal/identity"
	"congvu/internal/journal"
)

// batch is how many sheets one transaction writes, within the 200 events that a mass act may make.
const batch = 100

// sheetChange is one sheet about to be written, with what it is computed from.
type sheetChange struct {
	person identity.Person
	facts  []storedFact
	seen   int64 // stored version, 0 for a new sheet
	next   Sheet
}

// eachBatch goes through everybody graded in a month whose sheet is not frozen yet and stores what change makes of the
// sheets, together with the entry it returns, one transaction for each batch. The sheets are read in the transaction:
// points given meanwhile make it start again with them. The lines are read in one pass and only a batch of them is held.
// Leaders come after those they manage, whose scores their own depend on (spec/evaluation.md §2.5). before is called for the
// people of each batch outside of the transaction, for what may come from caches; nil for nothing.
func (c closer) eachBatch(
	ctx context.Context, m Month, before func(context.Context, []gradedPerson) error,
	change func(context.Context, []sheetChange) (*journal.Entry, error),
) error {
	people, err := c.people.Members(ctx, m.Agency, m.Agency, m.Period.Last())
	if err != nil {
		return err
	}
	slices.SortFunc(people, func(a, b identity.Person) int { return cmp.Compare(a.ID, b.ID) })
	staff, leaders := make([]identity.Person, 0, len(people)), map[int][]identity.Person{}
	for _, who := range people {
		if who.Leader() {
			leaders[level(who)] = append(leaders[level(who)], who)
		} else {
			staff = append(staff, who)
		}
	}
	if err := c.store.Progress(ctx, m, Progress{0, len(people)}); err != nil {
		return err
	}
	done := 0
	write := func(graded []gradedPerson) error {
		if before != nil {
			if err := before(ctx, graded); err != nil {
				return err
			}
		}
		if err := c.writeBatch(ctx, m, graded, change); err != nil {
			return err
		}
		done += len(graded)
		if done%(progressEach*batch) != 0 {
			return nil
		}
		return c.store.Progress(ctx, m, Progress{done, len(people)})
	}
	if err := c.eachOfStaff(ctx, m, staff, write); err != nil {
		return err
	}
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(leaders))) {
		for group := range slices.Chunk(leaders[n], batch) {
			graded, err := c.withLines(ctx, m, group)
			if err != nil {
				return err
			}
			if err := write(graded); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachOfStaff calls write with people and their lines, which are read in one pass in the order of the people's ids: the next
// batches while one is written.
func (c closer) eachOfStaff(ctx context.Context, m Month, people []identity.Person, write func([]gradedPerson) error) error {
	ahead, read := make(chan []gradedPerson, readAhead), errgroup.Group{}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	read.Go(func() error {
		defer close(ahead)
		facts := newAligned(c.store.OfMonth(reading, m.Agency, m.Period))
		defer facts.stop()
		for group := range slices.Chunk(people, batch) {
			graded := make([]gradedPerson, len(group))
			for i, who := range group {
				of, err := facts.of(who.ID)
				if err != nil {
					return err
				}
				graded[i] = gradedPerson{who, of}
			}
			select {
			case ahead <- graded:
			case <-reading.Done():
				return reading.Err()
			}
		}
		return nil
	})
	for graded := range ahead {
		if err := write(graded); err != nil {
			stop()
			_ = read.Wait() // that it was stopped
			return err
		}
	}
	return read.Wait()
}

// progressEach is how many batches are written between two notes of how far the work has come.
const progressEach = 5

// readAhead is how many batches are read before they are written.
const readAhead = 3

// withLines returns some people with their lines of a month.
func (c closer) withLines(ctx context.Context, m Month, group []identity.Person) ([]gradedPerson, error) {
	graded, at := make([]gradedPerson, len(group)), make(map[string]int, len(group))
	ids := make([]string, len(group))
	for i, who := range group {
		graded[i].person, at[who.ID], ids[i] = who, i, who.ID
	}
	facts, err := c.store.OfPeople(ctx, m.Agency, m.Period, ids)
	for _, f := range facts {
		of := &graded[at[f.Person()]]
		of.facts = append(of.facts, f)
	}
	return graded, err
}

// writeBatch stores one batch of eachBatch.
func (c closer) writeBatch(ctx context.Context, m Month, group []gradedPerson, change func(context.Context, []sheetChange) (*journal.Entry, error)) error {
	return c.db.WithTx(ctx, func(ctx context.Context) error {
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
}

// sheets returns the sheets of a group that are not frozen, as they lie in the transaction; new ones for people without.
func (c closer) sheets(ctx context.Context, m Month, group []gradedPerson) ([]sheetChange, error) {
	ids := make([]string, len(group))
	for i, g := range group {
		ids[i] = g.person.ID
	}
	stored, err := c.store.SheetHeads(ctx, m.Agency, ids, m.Period)
	if err != nil {
		return nil, err
	}
	byPerson := make(map[string]Sheet, len(stored))
	for _, sh := range stored {
		byPerson[sh.Person] = sh
	}
	var open []sheetChange
	for _, g := range group {
		sh := byPerson[g.person.ID]
		if sh.Frozen != nil {
			continue
		}
		next := newSheet(g.person, m.Period) // unit, class and post are those of the period's last day
		next.General, next.Leadership = sh.General, sh.Leadership
		if next.Leader {
			if next.Managed, err = c.managed(ctx, g.person, m.Period); err != nil {
				return nil, err
			}
		}
		if sh.Rev > 1 { // a month that was opened again
			next.ID, next.Rev = sh.ID, sh.Rev
		}
		open = append(open, sheetChange{person: g.person, facts: g.facts, seen: sh.Version, next: next})
	}
	return open, nil
}

// gradedPerson is somebody with a primary appointment on the period's last day, with the lines of the month.
type gradedPerson struct {
	person identity.Person
	facts  []storedFact
}

// aligned reads the lines of a month, which come person by person, for people asked in the same order.
type aligned struct {
	pull  func() (personFacts, error, bool)
	stop  func()
	ahead *personFacts // read and not asked for yet
}

func newAligned(month iter.Seq2[personFacts, error]) *aligned {
	pull, stop := iter.Pull2(month)
	return &aligned{pull: pull, stop: stop}
}

// of returns the lines of a person. Ask for people in the order of their ids; lines of others between are passed over.
func (a *aligned) of(person string) ([]storedFact, error) {
	for {
		if a.ahead == nil {
			next, err, ok := a.pull()
			if err != nil || !ok {
				return nil, err
			}
			a.ahead = &next
		}
		switch c := cmp.Compare(a.ahead.Person, person); {
		case c > 0:
			return nil, nil
		case c == 0:
			found := a.ahead.Facts
			a.ahead = nil
			return found, nil
		}
		a.ahead = nil
	}
}
