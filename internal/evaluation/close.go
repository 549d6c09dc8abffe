package evaluation

import (
	"context"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
)

// closer leads one agency's month from its end to its close. Every step may be interrupted and done again: what was
// done is seen in what is stored.
type closer struct {
	*Service
	by   access.Actor
	now  time.Time
	hold func(context.Context) error // refuses the transaction when another node took the work over
}

// turn makes a month that is over closing: it settles the lines of unfinished work, whose rest goes on in the next
// month, and writes everybody's proposal. A month that got there before is only completed.
func (c closer) turn(ctx context.Context, m Month) (Month, error) {
	if m.State == Open {
		name, err := c.policyName(ctx, m.Agency, m.Period)
		if err != nil {
			return m, err
		}
		m.State, m.Policy = Closing, name
		if err := c.save(ctx, &m, nil); err != nil {
			return m, err
		}
	}
	if m.ProposedAt != nil {
		return m, nil
	}
	if err := c.goOn(ctx, m, c.store.Unfinished, func(f Fact, next grading.Period) (stays *Fact, goesOn Fact) {
		settled, rest := f.rolled(next)
		return &settled, rest
	}); err != nil {
		return m, err
	}
	posts, err := c.people.Posts(ctx, m.Agency) // before the superiors are looked up
	if err != nil {
		return m, err
	}
	if err := c.propose(ctx, m); err != nil {
		return m, err
	}
	raters, err := c.store.Raters(ctx, m.Agency, m.Period)
	if err != nil {
		return m, err
	}
	m.ProposedAt, m.Posts = &c.now, posts
	var tell []journal.Message
	for _, r := range raters {
		tell = append(tell, journal.Message{
			To: r.Person, Kind: actionClosing, Rule: actionClosing, Why: "head", Key: actionClosing + "|" + m.ID + "|" + r.Person,
			Params: map[string]string{"period": string(m.Period), "people": strconv.Itoa(r.People)},
		})
	}
	return m, c.save(ctx, &m, &journal.Entry{Action: actionClosing, Inbox: tell})
}

// moveUndecided moves the lines that still wait for an approver to the next month, with their lateness frozen.
func (c closer) moveUndecided(ctx context.Context, m Month) error {
	return c.goOn(ctx, m, c.store.Waits, func(f Fact, next grading.Period) (*Fact, Fact) { return nil, f.moved(next) })
}

// goOn settles lines of a month that is over and lets their rest go on, a batch in each transaction. which names some of
// the lines that are left; what becomes of each of them is computed from the line as it lies in the transaction, so that
// whoever touched its task meanwhile has had his say. stays nil takes the line out of the month.
func (c closer) goOn(
	ctx context.Context, m Month, which func(ctx context.Context, agency string, p grading.Period, after string, limit int64) ([]Fact, error),
	what func(f Fact, next grading.Period) (stays *Fact, goesOn Fact),
) error {
	next, err := c.landing(ctx, m)
	if err != nil {
		return err
	}
	for after, left := "", c.batch; left == c.batch; {
		last := after
		err := c.db.WithTx(ctx, func(ctx context.Context) error {
			if err := c.hold(ctx); err != nil {
				return err
			}
			lines, err := which(ctx, m.Agency, m.Period, after, int64(c.batch))
			if left = len(lines); err != nil || left == 0 {
				return err
			}
			last = lines[left-1].ID
			var write []Fact
			var remove []string
			for _, f := range lines {
				stays, rest := what(f, next)
				if write = append(write, rest); stays != nil {
					write = append(write, *stays)
				} else {
					remove = append(remove, f.ID)
				}
			}
			return c.store.PutFacts(ctx, write, remove)
		})
		if err != nil {
			return err
		}
		after = last
	}
	return nil
}

// landing returns the month in which the rest of a month's work goes on: the next that is not closed. Months close in
// order, so that is the very next one, but for agencies whose months were once closed otherwise.
func (c closer) landing(ctx context.Context, m Month) (grading.Period, error) {
	next := m.Period.Next()
	later, err := c.store.MonthsFrom(ctx, m.Agency, next)
	for _, x := range later {
		if x.Period == next && x.State == Closed {
			next = next.Next()
		}
	}
	return next, err
}

// propose writes the sheet of everybody graded, with the superior who still has to give points.
func (c closer) propose(ctx context.Context, m Month) error {
	policies, err := c.policies.Of(ctx, m.Agency)
	if err != nil {
		return err
	}
	superior := c.superiors(m.Agency)
	givers := map[string]string{}
	before := func(ctx context.Context, group []gradedPerson) error {
		people := make([]identity.Person, len(group))
		for i, g := range group {
			people[i] = g.person
		}
		var err error
		givers, err = c.giversOf(ctx, m.Agency, people, superior)
		return err
	}
	return c.eachBatch(ctx, m, before, func(sheets []sheetChange) *journal.Entry {
		for i := range sheets {
			sh := &sheets[i]
			lines := m.counted(plain(sh.facts), c.now)
			r := m.grade(policies.For(string(m.Period.Last()), sh.next.Class), sh.next, lines)
			if m.undecided(lines, c.now) {
				r = r.Undecided()
			}
			if r.Status != grading.NoPolicy {
				sh.next.awaits(givers[sh.person.ID], c.now)
			}
			sh.next.outcome(r)
		}
		return nil
	})
}

// close freezes every sheet with its lines, canonical bytes and hash, tells each person, and closes the month.
func (c closer) close(ctx context.Context, m Month) (Month, error) {
	policies, err := c.policies.Of(ctx, m.Agency)
	if err != nil {
		return m, err
	}
	if m.CutoffAt == nil {
		m.CutoffAt, m.Settings = &c.now, policies.SettingsOn(string(m.Period.Last()))
		if err := c.save(ctx, &m, nil); err != nil {
			return m, err
		}
	}
	if err := c.moveUndecided(ctx, m); err != nil {
		return m, err
	}
	err = c.eachBatch(ctx, m, nil, func(sheets []sheetChange) *journal.Entry {
		e := journal.Entry{Action: actionSheets, Params: map[string]string{"period": string(m.Period), "people": strconv.Itoa(len(sheets))}}
		for i := range sheets {
			sh := &sheets[i]
			policy := m.under(policies.For(string(m.Period.Last()), sh.next.Class))
			sh.next.freeze(policy.Grade(sh.next.facts(linesOf(plain(sh.facts)))))
			e.Audience = append(e.Audience, access.Person(sh.person.ID))
			e.Inbox = append(e.Inbox, journal.Message{
				To: sh.person.ID, Kind: actionClosed, Rule: actionClosed, Why: "author", Key: actionClosed + "|" + sh.next.ID,
				Params: map[string]string{"period": string(m.Period), "status": string(sh.next.Outcome.Status), "grade": string(sh.next.Outcome.Grade)},
			})
		}
		return &e
	})
	if err != nil {
		return m, err
	}
	m.State, m.ClosedAt, m.Progress = Closed, &c.now, Progress{}
	return m, c.save(ctx, &m, &journal.Entry{Action: actionClosed})
}

// save stores the month, with e about it, in one transaction.
func (c closer) save(ctx context.Context, m *Month, e *journal.Entry) error {
	next := *m
	next.Version++
	err := c.db.WithTx(ctx, func(ctx context.Context) error {
		if err := c.hold(ctx); err != nil {
			return err
		}
		if err := c.store.PutMonth(ctx, m.Version, next); err != nil || e == nil {
			return err
		}
		vis, err := c.staffTokens(ctx, m.Agency)
		if err != nil {
			return err
		}
		entry := *e
		entry.By, entry.At, entry.Version, entry.Vis = c.by, c.now, next.Version, vis
		entry.Object = next.object()
		entry.Params = map[string]string{"period": string(m.Period)}
		return c.journal.Write(ctx, entry)
	})
	if err == nil {
		*m = next
	}
	return err
}

// object names the month in journal entries and events.
func (m Month) object() journal.Object {
	return journal.Object{Type: "period", ID: string(m.Period), Code: string(m.Period)}
}

// staffTokens returns the tokens of everybody who reads sheets of others: heads and personnel officers of every unit.
func (c closer) staffTokens(ctx context.Context, agency string) ([]string, error) {
	tree, err := c.units.Tree(ctx, agency)
	tokens := make([]string, 0, len(tree))
	for _, u := range tree {
		tokens = append(tokens, access.Staff(u.ID))
	}
	return tokens, err
}

// superiors returns a look-up of direct superiors that asks once for everybody who is not a head in the same unit. It wants
// people as they are posted now: somebody who has moved since would answer for a whole unit they left.
func (s *Service) superiors(agency string) func(context.Context, identity.Person) (string, error) {
	known := map[string]string{}
	return func(ctx context.Context, who identity.Person) (string, error) {
		key := who.Primary.Unit
		if who.Primary.Role == access.Head {
			key = "head " + who.ID
		}
		if id, ok := known[key]; ok && id != who.ID {
			return id, nil
		}
		id, err := s.superior(ctx, agency, who.ID)
		if err == nil {
			known[key] = id
		}
		return id, err
	}
}

// giversOf returns who gives each of the people points as everybody is posted now, "" when nobody here can. superior is that
// of superiors.
func (s *Service) giversOf(
	ctx context.Context, agency string, people []identity.Person, superior func(context.Context, identity.Person) (string, error),
) (map[string]string, error) {
	ids := make([]string, len(people))
	for i, who := range people {
		ids[i] = who.ID
	}
	present, err := s.people.People(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	var units []string
	for _, who := range present {
		units = append(units, who.Units...)
	}
	slices.Sort(units)
	if _, err := s.people.HeadsOfAll(ctx, agency, slices.Compact(units)...); err != nil { // each of them is asked for below
		return nil, err
	}
	givers := make(map[string]string, len(ids))
	for _, id := range ids {
		if givers[id], err = superior(ctx, present[id]); err != nil {
			return nil, err
		}
	}
	return givers, nil
}
