package evaluation

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// longBatch is how many people's quarters are made at a time: their months' lines are read for it.
const longBatch = 100

// makeLong makes the quarters and years whose parts are all closed, the oldest first, and makes those anew whose parts were
// opened again and closed since. Interrupted, it goes on with the next run: whoever's sheet is as it would be made keeps it.
func (c closer) makeLong(ctx context.Context, agency string) error {
	all, err := c.course(ctx, agency)
	if err != nil {
		return err
	}
	today := vncal.DateOf(c.now)
	for y := grading.YearOf(all.first.First()); y.First() <= today; y = y.Next() {
		for _, p := range append(y.Parts(), y) { // a year is made of its quarters
			of, closed := all.madeOf(p)
			m, _ := all.at(p)
			if !closed || m.State == Closed || p.Last() >= today || len(all.parts(p)) == 0 {
				continue
			}
			if all.of[p], err = c.makeOne(ctx, all, m, of); err != nil {
				return err
			}
		}
	}
	return nil
}

// unmade reports whether a quarter or year waits to be made.
func (c course) unmade(today vncal.Date) bool {
	for y := grading.YearOf(c.first.First()); y.First() <= today; y = y.Next() {
		for _, p := range append(y.Parts(), y) {
			_, closed := c.madeOf(p)
			if m, _ := c.at(p); closed && m.State != Closed && p.Last() < today {
				return true
			}
		}
	}
	return false
}

// makeOne freezes everybody's sheet of a quarter or year, leaders after those they manage, and closes it.
func (c closer) makeOne(ctx context.Context, all course, m Month, of string) (Month, error) {
	policies, err := c.policies.Of(ctx, m.Agency)
	if err != nil {
		return m, err
	}
	if stored := all.of[m.Period]; stored.Of != of || stored.State == Closed {
		m.State, m.Of, m.ClosedAt = Closing, of, nil
		if m.Policy, err = c.policyName(ctx, m.Agency, m.Period); err != nil {
			return m, err
		}
		m.Settings = policies.SettingsOn(string(m.Period.Last()))
		if err := c.save(ctx, &m, nil); err != nil {
			return m, err
		}
	}
	below := newOutcomes()
	known := func(who identity.Person, units []string) (*Managed, error) { return below.managed(who.ID, units), nil }
	if err := c.upwards(ctx, m, func(group []identity.Person) error { return c.makeBatch(ctx, all, m, group, below, known) }); err != nil {
		return m, err
	}
	m.State, m.ClosedAt = Closed, &c.now
	return m, c.save(ctx, &m, &journal.Entry{Action: actionClosed})
}

// upwards calls each with groups of everybody who had a post on a period's last day, leaders after those they manage.
func (s *Service) upwards(ctx context.Context, m Month, each func([]identity.Person) error) error {
	people, err := s.people.Members(ctx, m.Agency, m.Agency, m.Period.Last())
	if err != nil {
		return err
	}
	slices.SortFunc(people, func(a, b identity.Person) int { return cmp.Compare(a.ID, b.ID) })
	levels := map[int][]identity.Person{}
	const staff = 1 << 20 // below every leader
	for _, who := range people {
		n := staff
		if who.Leader() {
			n = level(who)
		}
		levels[n] = append(levels[n], who)
	}
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(levels))) {
		for group := range slices.Chunk(levels[n], min(s.batch, longBatch)) {
			if err := each(group); err != nil {
				return err
			}
		}
	}
	return nil
}

// makeBatch writes the sheets of some people that are not as they would be made: a first version, or the next one. managed says
// what d of a leader in a quarter follows from; below learns of every outcome.
func (c closer) makeBatch(
	ctx context.Context, all course, m Month, group []identity.Person, below *outcomes,
	managed func(who identity.Person, units []string) (*Managed, error),
) error {
	units, err := c.manage(ctx, m.Agency, group...)
	if err != nil {
		return err
	}
	drafts, ids := make([]Sheet, len(group)), make([]string, len(group))
	for i, who := range group {
		drafts[i], ids[i] = newSheet(who, m.Period), who.ID
	}
	stored, err := c.store.AllVersions(ctx, m.Agency, ids, m.Period)
	if err != nil {
		return err
	}
	for i, who := range group {
		if drafts[i].Leader && m.Period.Quarter() {
			if drafts[i].Managed, err = managed(who, units[who.ID]); err != nil {
				return err
			}
		}
	}
	scores, err := c.compose(ctx, all, m, group, drafts, c.now)
	if err != nil {
		return err
	}
	var changes []sheetChange
	e := journal.Entry{Action: actionSheets, By: c.by, At: c.now, Version: m.Version, Object: m.object()}
	for i := range scores {
		sc := &scores[i]
		if err := sc.gradeLong(m); err != nil {
			return err
		}
		next := sc.Sheet
		next.freeze(sc.Result)
		next.seal(sc.bytes())
		next.Parts, next.Version, next.UpdatedAt = partsOf(sc.Parts), 1, c.now
		below.set(next)
		if versions := stored[next.Person]; len(versions) > 0 {
			former := versions[len(versions)-1]
			if former.same(next) {
				continue
			}
			next.Rev = former.Rev + 1
			next.ID = sheetID(next.Agency, next.Person, next.Period, next.Rev)
		}
		changes = append(changes, sheetChange{person: sc.Person, next: next})
		e.Audience = append(e.Audience, access.Person(next.Person))
		e.Inbox = append(e.Inbox, journal.Message{
			To: next.Person, Kind: actionClosed, Rule: actionClosed, Why: "author", Key: actionClosed + "|" + next.ID,
			Params: map[string]string{"period": string(m.Period), "status": string(next.Outcome.Status), "grade": string(next.Outcome.Grade)},
		})
	}
	if len(changes) == 0 {
		return nil
	}
	e.Params = map[string]string{"period": string(m.Period), "people": strconv.Itoa(len(changes))}
	return c.db.WithTx(ctx, func(ctx context.Context) error {
		if err := c.hold(ctx); err != nil {
			return err
		}
		if err := c.store.PutSheets(ctx, changes); err != nil {
			return err
		}
		return c.journal.Write(ctx, e)
	})
}

// same reports whether a frozen sheet says what next says, of the same versions of its parts.
func (s Sheet) same(next Sheet) bool {
	return s.Frozen != nil && bytes.Equal(s.Frozen.Bytes, next.Frozen.Bytes) && slices.Equal(s.Parts, next.Parts) && slices.Equal(s.Units, next.Units)
}

func partsOf(all []PartScore) []Part {
	parts := make([]Part, len(all))
	for i, x := range all {
		parts[i] = x.Part
	}
	return parts
}
