package evaluation

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// batch is how many sheets one transaction writes: some megabytes, well within a second.
const batch = 300

// sheetChange is one sheet about to be written, with what it is computed from.
type sheetChange struct {
	person identity.Person
	facts  []storedFact
	seen   int64 // stored version, 0 for a new sheet
	next   Sheet
}

// readyBatch is a batch whose sheets are computed and wait to be written.
type readyBatch struct {
	graded []gradedPerson
	sheets []mongodb.Change
	entry  *journal.Entry // nil for none
}

// eachBatch goes through everybody graded in a month whose sheet is not frozen yet and stores what change makes of the
// sheets, together with the entry it returns, one transaction for each batch. Leaders come after those they manage, whose
// scores their own depend on (spec/evaluation.md §2.5). before is called for the people of each batch for what may come from
// caches; nil for nothing.
//
// While one batch is written the next are read and computed. Their sheets are written in the place of the versions that were
// read: a batch whose points somebody gave meanwhile is computed again.
func (c closer) eachBatch(
	ctx context.Context, m Month, before func(context.Context, []gradedPerson) error, change func([]sheetChange) *journal.Entry,
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
	below, one := newOutcomes(), sync.Mutex{}
	prepare := func(ctx context.Context, graded []gradedPerson) (readyBatch, error) {
		one.Lock() // the next batch, and one that has to be prepared again
		defer one.Unlock()
		if before != nil {
			if err := before(ctx, graded); err != nil {
				return readyBatch{}, err
			}
		}
		return c.prepare(ctx, m, graded, below, change)
	}
	done, noted := 0, 0
	write := func(ready readyBatch) error {
		if err := c.write(ctx, ready, prepare); err != nil {
			return err
		}
		if done += len(ready.graded); done-noted < progressEach {
			return nil
		}
		noted = done
		return c.store.Progress(ctx, m, Progress{done, len(people)})
	}
	if err := c.inTurn(ctx, c.linesOfAll(m, staff), prepare, write); err != nil {
		return err
	}
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(leaders))) {
		if err := c.inTurn(ctx, c.linesOfSome(m, leaders[n]), prepare, write); err != nil {
			return err
		}
	}
	return nil
}

// inTurn reads people with their lines, prepares and writes them, each of the three while the next does the batch before.
func (c closer) inTurn(
	ctx context.Context, read func(context.Context) iter.Seq2[[]gradedPerson, error],
	prepare func(context.Context, []gradedPerson) (readyBatch, error), write func(readyBatch) error,
) error {
	work, ctx := errgroup.WithContext(ctx)
	people, ready := make(chan []gradedPerson, 1), make(chan readyBatch, 1)
	work.Go(func() error {
		defer close(people)
		for graded, err := range read(ctx) {
			if err != nil {
				return err
			}
			select {
			case people <- graded:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	work.Go(func() error {
		defer close(ready)
		for graded := range people {
			b, err := prepare(ctx, graded)
			if err != nil {
				return err
			}
			select {
			case ready <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	work.Go(func() error {
		for b := range ready {
			if err := write(b); err != nil {
				return err
			}
		}
		return nil
	})
	return work.Wait()
}

// progressEach is how many people's sheets are written between two notes of how far the work has come.
const progressEach = 1000

// linesOfAll yields people in batches with their lines, read in one pass in the order of the people's ids.
func (c closer) linesOfAll(m Month, people []identity.Person) func(context.Context) iter.Seq2[[]gradedPerson, error] {
	return func(ctx context.Context) iter.Seq2[[]gradedPerson, error] {
		return func(yield func([]gradedPerson, error) bool) {
			facts := newAligned(c.store.OfMonth(ctx, m.Agency, m.Period))
			defer facts.stop()
			for group := range slices.Chunk(people, c.batch) {
				graded := make([]gradedPerson, len(group))
				for i, who := range group {
					of, err := facts.of(who.ID)
					if err != nil {
						yield(nil, err)
						return
					}
					graded[i] = gradedPerson{who, of}
				}
				if !yield(graded, nil) {
					return
				}
			}
		}
	}
}

// linesOfSome yields people in batches with their lines, each batch read by itself.
func (c closer) linesOfSome(m Month, people []identity.Person) func(context.Context) iter.Seq2[[]gradedPerson, error] {
	return func(ctx context.Context) iter.Seq2[[]gradedPerson, error] {
		return func(yield func([]gradedPerson, error) bool) {
			for group := range slices.Chunk(people, c.batch) {
				if !yield(c.withLines(ctx, m, group)) {
					return
				}
			}
		}
	}
}

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

// prepare computes the sheets of a batch that are not frozen, as they are stored now.
func (c closer) prepare(
	ctx context.Context, m Month, graded []gradedPerson, below *outcomes, change func([]sheetChange) *journal.Entry,
) (readyBatch, error) {
	open, err := c.sheets(ctx, m, graded, below)
	if err != nil || len(open) == 0 {
		return readyBatch{graded: graded}, err
	}
	e := change(open)
	for i := range open {
		open[i].next.Version, open[i].next.UpdatedAt = open[i].seen+1, c.now
		below.set(open[i].next)
	}
	if e != nil {
		e.By, e.At, e.Version, e.Object = c.by, c.now, m.Version, m.object()
	}
	docs, err := documents(open)
	return readyBatch{graded, docs, e}, err
}

// write stores a batch, or nothing of it. When points were given since it was prepared it is prepared again.
func (c closer) write(ctx context.Context, b readyBatch, prepare func(context.Context, []gradedPerson) (readyBatch, error)) error {
	for attempt := 1; len(b.sheets) > 0; attempt++ {
		err := c.db.WithTx(ctx, func(ctx context.Context) error {
			if err := c.hold(ctx); err != nil {
				return err
			}
			if err := c.store.PutDocuments(ctx, b.sheets); err != nil || b.entry == nil {
				return err
			}
			return c.journal.Write(ctx, *b.entry)
		})
		if !errors.Is(err, errs.ErrChanged) || attempt == maxAttempts {
			return err
		}
		if b, err = prepare(ctx, b.graded); err != nil {
			return err
		}
	}
	return nil
}

// maxAttempts is how often a batch is prepared before a run gives up; the job's next one goes on from there.
const maxAttempts = 10

// sheets returns the sheets of a group that are not frozen; new ones for people without. What stands below a leader is known
// by then.
func (c closer) sheets(ctx context.Context, m Month, group []gradedPerson, below *outcomes) ([]sheetChange, error) {
	ids, people := make([]string, len(group)), make([]identity.Person, len(group))
	for i, g := range group {
		ids[i], people[i] = g.person.ID, g.person
	}
	units, err := c.manage(ctx, m.Agency, people...)
	if err != nil {
		return nil, err
	}
	stored, err := c.store.SheetHeads(ctx, m.Agency, ids, m.Period)
	if err != nil {
		return nil, err
	}
	byPerson := make(map[string]Sheet, len(stored))
	for _, sh := range stored {
		byPerson[sh.Person] = sh
	}
	open := make([]sheetChange, 0, len(group))
	for _, g := range group {
		sh := byPerson[g.person.ID]
		if sh.Frozen != nil {
			below.set(sh)
			continue
		}
		next := newSheet(g.person, m.Period) // unit, class and post are those of the period's last day
		next.General, next.Leadership, next.Overrides = sh.General, sh.Leadership, sh.Overrides
		if next.Leader {
			next.Managed = below.managed(g.person.ID, units[g.person.ID])
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
