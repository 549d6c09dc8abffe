package importer

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/journal"
)

// JobName is the name of the job that writes ordered imports, as stored and shown.
const JobName = "import"

// Apply orders a tried import to be written, as a whole or not at all; the job does it.
// Errors: ErrFaulty, ErrNothing, ErrState; errs.ErrChanged when version is stale; errs.ErrNotFound, errs.ErrForbidden.
func (s *Service) Apply(ctx context.Context, a access.Actor, id string, version int64) (Import, error) {
	i, _, err := s.mine(ctx, a, id, version)
	switch {
	case err != nil:
		return Import{}, err
	case i.Counts.Faulty > 0:
		return Import{}, ErrFaulty
	case i.Counts.Made+i.Counts.Changed == 0:
		return Import{}, ErrNothing
	}
	next := i
	next.State, next.Stale, next.Done, next.Version = Ordered, false, 0, i.Version+1
	return next, s.put(ctx, a, i.Version, next, "import.ordered", nil)
}

// put stores an import with the act that made it so, and whatever write writes.
func (s *Service) put(ctx context.Context, by access.Actor, seen int64, next Import, action string, write func(context.Context) error) error {
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if write != nil {
			if err := write(ctx); err != nil {
				return err
			}
		}
		if err := s.store.Put(ctx, seen, next); err != nil {
			return err
		}
		e := journal.Entry{Action: action, By: by, Params: map[string]string{"kind": next.Kind, "made": fmt.Sprint(next.Counts.Made), "changed": fmt.Sprint(next.Counts.Changed)}}
		return s.journal.Write(ctx, e.Of(nil, next))
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", action, next.ID, err)
	}
	return nil
}

// Job returns the job that writes ordered imports. Whoever orders one also triggers it; its times are for what a failure
// or a restart has left. agency returns the id of the installation's agency, "" before it was made.
func (s *Service) Job(agency func(ctx context.Context) (string, error)) jobs.Job {
	return jobs.Job{Name: JobName, Spec: "* * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(agency, func(ctx context.Context, agency string, r jobs.Run) error {
		tried := map[string]bool{}
		var first error
		for { // one may be ordered while another is being written
			all, err := s.store.OrderedOnes(ctx, agency)
			if err != nil {
				return err
			}
			did := false
			for _, i := range all {
				if tried[i.ID] {
					continue
				}
				tried[i.ID], did = true, true
				if err := s.carryOut(ctx, i, r.Hold); err != nil && first == nil {
					first = err
				}
			}
			if !did {
				return first
			}
		}
	})}
}

// carryOut writes an ordered import in one transaction, in the name and with the rights of who ordered it. When the data has
// changed since the trial so that something else would be written, nothing is: the new trial takes the place of the old.
func (s *Service) carryOut(ctx context.Context, i Import, hold func(context.Context) error) error {
	by, err := s.actors.Actor(ctx, i.By)
	if err != nil {
		return fmt.Errorf("apply import %s: %w", i.ID, err)
	}
	k, err := s.kindFor(by, i.Kind)
	if errors.Is(err, errs.ErrForbidden) { // the post has ended meanwhile
		next := i
		next.State, next.Stale, next.Version = Checked, true, i.Version+1
		return s.put(ctx, by, i.Version, next, "import.refused", hold)
	}
	if err != nil {
		return err
	}
	data, err := s.store.File(ctx, i.ID)
	if err != nil {
		return fmt.Errorf("apply import %s: %w", i.ID, err)
	}
	t, err := s.read(ctx, k, i, data)
	if err != nil {
		return fmt.Errorf("apply import %s: %w", i.ID, err)
	}
	p, err := k.plan(ctx, by, t)
	if err != nil {
		return fmt.Errorf("apply import %s: %w", i.ID, err)
	}
	now, err := digest(p.rows())
	if err != nil {
		return err
	}
	again := func() error {
		next := i
		next.Stale = true
		_, err := s.try(ctx, by, k, next, t, "import.refused", nil)
		return err
	}
	if now != i.Digest {
		return again()
	}
	at := s.clock.Now()
	next := i
	next.State, next.Applied, next.Done, next.Version = Applied, &at, i.Counts.Rows, i.Version+1
	watched := ctx // outside of the transaction, so that others see it
	err = s.put(ctx, by, i.Version, next, "import.applied", func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		return p.write(ctx, func(done int) { _ = s.store.Told(watched, i, done) }) // a number for the eye only
	})
	if kind := errs.As(err).Kind; err != nil && (kind == errs.Conflict || kind == errs.Invalid) && !errors.Is(err, jobs.ErrLost) {
		return again() // somebody wrote the same while this was on its way
	}
	return err
}
