package evaluation

import (
	"context"
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
		m.State, m.Policy = Closing, c.policyName(m.Period)
		if err := c.save(ctx, &m, nil); err != nil {
			return m, err
		}
	}
	if m.ProposedAt != nil {
		return m, nil
	}
	for of, err := range c.store.OfMonth(ctx, m.Agency, m.Period) {
		if err != nil {
			return m, err
		}
		for _, f := range of.Facts {
			if f.Settled() || f.Pending() {
				continue
			}
			if err := c.roll(ctx, f); err != nil {
				return m, err
			}
		}
	}
	if err := c.propose(ctx, m); err != nil {
		return m, err
	}
	raters, err := c.store.Raters(ctx, m.Agency, m.Period)
	if err != nil {
		return m, err
	}
	m.ProposedAt = &c.now
	var tell []journal.Message
	for _, r := range raters {
		tell = append(tell, journal.Message{
			To: r.Person, Kind: actionClosing, Rule: actionClosing, Why: "head", Key: actionClosing + "|" + m.ID + "|" + r.Person,
			Params: map[string]string{"period": string(m.Period), "people": strconv.Itoa(r.People)},
		})
	}
	return m, c.save(ctx, &m, &journal.Entry{Action: actionClosing, Inbox: tell})
}

// roll settles one unfinished line and opens the line of its rest in the next month, unless the task was touched since.
func (c closer) roll(ctx context.Context, f Fact) error {
	stays, goesOn := f.rolled()
	return c.db.WithTx(ctx, func(ctx context.Context) error {
		if err := c.hold(ctx); err != nil {
			return err
		}
		if ok, err := c.store.Settle(ctx, f, stays); err != nil || !ok {
			return err
		}
		return c.store.Replace(ctx, goesOn)
	})
}

// moveUndecided moves the lines that still wait for an approver to the next month, with their lateness frozen.
func (c closer) moveUndecided(ctx context.Context, m Month) error {
	for of, err := range c.store.OfMonth(ctx, m.Agency, m.Period) {
		if err != nil {
			return err
		}
		for _, f := range of.Facts {
			if f.Settled() || !f.Pending() {
				continue
			}
			err := c.db.WithTx(ctx, func(ctx context.Context) error {
				if err := c.hold(ctx); err != nil {
					return err
				}
				if ok, err := c.store.TakeAway(ctx, f); err != nil || !ok {
					return err
				}
				return c.store.Replace(ctx, f.moved())
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// propose writes the sheet of everybody graded, with the superior who still has to give points.
func (c closer) propose(ctx context.Context, m Month) error {
	superior := c.superiors(m.Agency)
	return c.eachBatch(ctx, m, func(ctx context.Context, sheets []sheetChange) (*journal.Entry, error) {
		ids := make([]string, len(sheets))
		for i := range sheets {
			ids[i] = sheets[i].person.ID
		}
		present, err := c.people.People(ctx, m.Agency, ids) // who gives points goes by the posts held now
		if err != nil {
			return nil, err
		}
		for i := range sheets {
			sh := &sheets[i]
			lines := m.counted(sh.facts, c.now)
			r := m.grade(c.policies.For(string(m.Period.Last()), sh.next.Class), sh.next, lines)
			if m.undecided(lines, c.now) {
				r = r.Undecided()
			}
			if r.Status != grading.NoPolicy {
				who, err := superior(ctx, present[sh.person.ID])
				if err != nil {
					return nil, err
				}
				sh.next.awaits(who, c.now)
			}
			sh.next.outcome(r)
		}
		return nil, nil
	})
}

// close freezes every sheet with its lines, canonical bytes and hash, tells each person, and closes the month.
func (c closer) close(ctx context.Context, m Month) (Month, error) {
	if m.CutoffAt == nil {
		m.CutoffAt = &c.now
		m.Settings = c.policies.For(string(m.Period.Last()), identity.CivilServant).Settings
		if err := c.save(ctx, &m, nil); err != nil {
			return m, err
		}
	}
	if err := c.moveUndecided(ctx, m); err != nil {
		return m, err
	}
	err := c.eachBatch(ctx, m, func(_ context.Context, sheets []sheetChange) (*journal.Entry, error) {
		e := journal.Entry{Action: actionSheets, Params: map[string]string{"period": string(m.Period), "people": strconv.Itoa(len(sheets))}}
		for i := range sheets {
			sh := &sheets[i]
			policy := c.policies.For(string(m.Period.Last()), sh.next.Class)
			policy.Settings = m.Settings
			sh.next.freeze(policy.Grade(sh.next.facts(linesOf(sh.facts))), sh.facts)
			e.Audience = append(e.Audience, access.Person(sh.person.ID))
			e.Inbox = append(e.Inbox, journal.Message{
				To: sh.person.ID, Kind: actionClosed, Rule: actionClosed, Why: "author", Key: actionClosed + "|" + sh.next.ID,
				Params: map[string]string{"period": string(m.Period), "status": string(sh.next.Outcome.Status), "grade": string(sh.next.Outcome.Grade)},
			})
		}
		return &e, nil
	})
	if err != nil {
		return m, err
	}
	m.State, m.ClosedAt = Closed, &c.now
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
func (c closer) superiors(agency string) func(context.Context, identity.Person) (string, error) {
	known := map[string]string{}
	return func(ctx context.Context, who identity.Person) (string, error) {
		key := who.Primary.Unit
		if who.Primary.Role == access.Head {
			key = "head " + who.ID
		}
		if id, ok := known[key]; ok && id != who.ID {
			return id, nil
		}
		id, err := c.superior(ctx, agency, who.ID)
		if err == nil {
			known[key] = id
		}
		return id, err
	}
}
