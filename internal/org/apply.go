package org

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// ChangeJob is the name of the job that carries out changes of the tree, as stored and shown.
const ChangeJob = "unit-changes"

// rehomed is how many records one transaction brings in line; of people each is two entries and two events, within the 200
// events that a mass act may make.
const rehomed = 50

// recheckAfter is how long after the tree was changed the records are looked at once more: longer than a node may know the
// old tree and a request may last.
const recheckAfter = cacheFor + 25*time.Second

// Job returns the job that carries out what is due. Whoever plans a change of today also triggers it.
func (s *Changes) Job() jobs.Job {
	return jobs.Job{Name: ChangeJob, Spec: "* * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(Root(s.Units), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Carry(ctx, agency, r.Hold)
	})}
}

// Carry applies the changes of an agency whose day has come and lets the records follow: first what an interrupted run has
// left, then the others in the order of their days. Doing it again changes nothing. What stands in the way of a change is
// kept with it, and tried again. hold is called in each transaction and refuses it when another node does the same work.
func (s *Changes) Carry(ctx context.Context, agency string, hold func(context.Context) error) error {
	var first error // of passing on, which has nightly jobs of its own: what fails there does not keep a change from its end
	tried := map[string]bool{}
	for {
		due, err := s.store.Due(ctx, agency, vncal.DateOf(s.Clock.Now()))
		if err != nil {
			return err
		}
		due = slices.DeleteFunc(due, func(c Change) bool { return tried[c.ID] })
		if len(due) == 0 { // also of those planned while this run was at work
			break
		}
		for _, c := range due {
			tried[c.ID] = true
			passed, err := s.carry(ctx, c, hold)
			if err != nil {
				return err
			}
			first = cmp.Or(first, passed)
		}
	}
	again, err := s.recheck(ctx, agency, hold)
	if err != nil {
		return err
	}
	if again {
		first = cmp.Or(first, s.passOn(ctx, agency, hold))
	}
	return first
}

// carry applies one change, unless an interrupted run has, and lets the records follow. passed is the failure of passing on.
func (s *Changes) carry(ctx context.Context, c Change, hold func(context.Context) error) (passed, err error) {
	if c.State != Running {
		if c, err = s.begin(ctx, c, hold); err != nil {
			return nil, fmt.Errorf("apply change %s: %w", c.ID, err)
		}
	}
	if c.State != Running {
		return nil, nil
	}
	if err := s.follow(ctx, &c, hold); err != nil {
		return nil, fmt.Errorf("records of change %s: %w", c.ID, err)
	}
	passed = s.passOn(ctx, c.Agency, hold)
	if err := s.done(ctx, c, hold); err != nil {
		return passed, fmt.Errorf("end of change %s: %w", c.ID, err)
	}
	return passed, nil
}

// passOn hands what waits for people to those who are above now; the error is the first of several.
func (s *Changes) passOn(ctx context.Context, agency string, hold func(context.Context) error) error {
	var first error
	for _, after := range s.After {
		first = cmp.Or(first, after(ctx, agency, hold))
	}
	return first
}

// begin changes the tree, or keeps why it cannot be changed. A move or merge is Running then, anything else done.
func (s *Changes) begin(ctx context.Context, seen Change, hold func(context.Context) error) (c Change, err error) {
	totals, err := s.totals(ctx, seen)
	if err != nil {
		return seen, err
	}
	defer s.Units.forget(seen.Agency)
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		c = seen
		if err := hold(ctx); err != nil {
			return err
		}
		rows, err := s.Units.store.All(ctx, c.Agency) // as it is stored, whatever this node remembers
		if err != nil {
			return err
		}
		units := make(map[string]Unit, len(rows))
		for _, u := range rows {
			units[u.ID] = u
		}
		next, refused := c.apply(units)
		if refused == nil && c.Kind == End {
			refused = s.leftIn(ctx, units[c.Unit])
		}
		if refused != nil {
			if errs.As(refused).Kind == errs.Internal || errors.Is(refused, errs.ErrUnavailable) {
				return refused
			}
			return s.block(ctx, &c, refused)
		}
		now := s.Clock.Now()
		c.State, c.Fault, c.AppliedAt, c.Version = Applied, nil, &now, c.Version+1
		if c.moves() {
			c.State, c.Steps, c.Recheck = Running, totals, true
		} else {
			c.DoneAt = &now
		}
		if err := s.Units.store.PutAll(ctx, next); err != nil {
			return err
		}
		if err := s.store.Put(ctx, c.Version-1, c); err != nil {
			return err
		}
		return s.Journal.Write(ctx, c.entry(actions[c.Kind], c.planner()))
	})
	if errors.Is(err, errs.ErrChanged) || mongodb.IsDuplicate(err) { // taken back, or a unit was changed, at the same moment
		return seen, nil
	}
	return c, err
}

// actions are what the journal calls a change once it is applied.
var actions = map[ChangeKind]string{Make: "unit.made", Rename: "unit.renamed", Move: "unit.moved", Merge: "unit.merged", End: "unit.ended"}

// block keeps why a change cannot be applied, once for each reason.
func (s *Changes) block(ctx context.Context, c *Change, refused error) error {
	fault := faultOf(refused)
	if c.State == Blocked && c.Fault != nil && c.Fault.Code == fault.Code && maps.Equal(c.Fault.Args, fault.Args) {
		return nil
	}
	c.State, c.Fault = Blocked, fault
	c.Version++
	if err := s.store.Put(ctx, c.Version-1, *c); err != nil {
		return err
	}
	return s.Journal.Write(ctx, c.entry("unit.blocked", access.System(c.Agency)))
}

// totals returns the steps of a change that records follow, none begun.
func (s *Changes) totals(ctx context.Context, c Change) ([]Step, error) {
	steps := []Step{}
	if !c.moves() {
		return steps, nil
	}
	for _, r := range s.Records {
		t, err := r.Tally(ctx, c.Agency, c.Unit)
		if err != nil {
			return nil, fmt.Errorf("count %s: %w", r.Kind(), err)
		}
		steps = append(steps, Step{Kind: r.Kind(), Total: t.All})
	}
	return steps, nil
}

// relocation returns what records need to follow c.
func (s *Changes) relocation(ctx context.Context, c Change) (Relocation, error) {
	s.Units.forget(c.Agency)
	units, err := s.Units.Map(ctx, c.Agency)
	return Relocation{Agency: c.Agency, Unit: c.Unit, On: c.On, Number: c.DocNumber, Signed: c.DocDate, By: c.planner(), At: s.Clock.Now(), units: units}, err
}

// follow brings the records in line with the tree, kind by kind. A kind that has ended before is passed over.
func (s *Changes) follow(ctx context.Context, c *Change, hold func(context.Context) error) error {
	r, err := s.relocation(ctx, *c)
	if err != nil {
		return err
	}
	for i, kind := range s.Records {
		if i >= len(c.Steps) { // planned by a program that knew fewer kinds
			c.Steps = append(c.Steps, Step{Kind: kind.Kind()})
		}
		if c.Steps[i].Ended {
			continue
		}
		if err := s.rehome(ctx, kind, r, func(ctx context.Context, n int) error {
			if err := hold(ctx); err != nil {
				return err
			}
			next := *c
			next.Steps = append([]Step{}, c.Steps...)
			next.Steps[i].Done += n
			return s.store.Progress(ctx, next)
		}, func(n int) { c.Steps[i].Done += n; c.Steps[i].Total = max(c.Steps[i].Total, c.Steps[i].Done) }); err != nil {
			return fmt.Errorf("%s: %w", kind.Kind(), err)
		}
		c.Steps[i].Ended = true
		if err := s.store.Progress(ctx, *c); err != nil {
			return err
		}
	}
	return nil
}

// rehome brings one kind of records in line, a batch in each transaction, which note is part of; kept is called after it.
func (s *Changes) rehome(ctx context.Context, kind Records, r Relocation, note func(context.Context, int) error, kept func(int)) error {
	batch := make([]string, 0, rehomed)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := s.DB.WithTx(ctx, func(ctx context.Context) error {
			audience, err := kind.Rehome(ctx, r, batch)
			if err != nil {
				return err
			}
			if err := note(ctx, len(batch)); err != nil {
				return err
			}
			return s.Journal.Resync(ctx, r.Agency, people(audience)...) // the units are told once, at the end
		})
		kind.Settled(r, batch)
		if err == nil {
			kept(len(batch))
		}
		batch = batch[:0]
		return err
	}
	for id, err := range kind.Astray(ctx, r) {
		if err != nil {
			return err
		}
		if batch = append(batch, id); len(batch) == rehomed {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// people returns the tokens of single people among tokens.
func people(tokens []string) []string {
	return slices.DeleteFunc(slices.Clone(tokens), func(t string) bool { return !strings.HasPrefix(t, access.Person("")) })
}

// done writes down that every record has followed.
func (s *Changes) done(ctx context.Context, c Change, hold func(context.Context) error) error {
	return s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		next, now := c, s.Clock.Now()
		next.State, next.DoneAt, next.Version = Applied, &now, c.Version+1
		if err := s.store.Put(ctx, c.Version, next); err != nil {
			return err
		}
		if err := s.Journal.Write(ctx, next.entry("unit.settled", access.System(c.Agency))); err != nil {
			return err
		}
		tokens := []string{}
		for _, u := range c.Path { // above and below the unit, before and after
			tokens = append(tokens, access.Work(u), access.Diary(u), access.Staff(u))
		}
		return s.Journal.Resync(ctx, c.Agency, tokens...)
	})
}

// recheck looks once more at the records of changes that were applied a while ago: a request that began on another node
// before the change may have written by the old tree. It reports whether there were any such changes.
func (s *Changes) recheck(ctx context.Context, agency string, hold func(context.Context) error) (bool, error) {
	unchecked, err := s.store.Unchecked(ctx, agency)
	if err != nil {
		return false, err
	}
	any := false
	for _, c := range unchecked {
		if s.Clock.Now().Before(c.AppliedAt.Add(recheckAfter)) {
			continue
		}
		any = true
		r, err := s.relocation(ctx, c)
		if err != nil {
			return any, err
		}
		for _, kind := range s.Records {
			if err := s.rehome(ctx, kind, r, func(ctx context.Context, _ int) error { return hold(ctx) }, func(int) {}); err != nil {
				return any, fmt.Errorf("records of change %s again: %s: %w", c.ID, kind.Kind(), err)
			}
		}
		next := c
		next.Recheck, next.Version = false, c.Version+1
		if err := s.store.Put(ctx, c.Version, next); err != nil && !errors.Is(err, errs.ErrChanged) {
			return any, err
		}
	}
	return any, nil
}
