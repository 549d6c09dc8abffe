package files

import (
	"context"
	"errors"

	"congvu/internal/jobs"
)

// sweepAtOnce is how many files one run looks at.
const sweepAtOnce = 500

// Job sweeps what was brought a day ago and never attached, and has the scanner look at what still waits for it.
func (s *Service) Job(agency func(ctx context.Context) (string, error)) jobs.Job {
	return jobs.Job{Name: "files", Spec: "*/5 * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(agency, func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Tend(ctx, agency, r.Hold)
	})}
}

// Tend does the job's work once. hold refuses it once another node has taken it over; nil for nobody else.
func (s *Service) Tend(ctx context.Context, agency string, hold func(context.Context) error) error {
	var faults error
	each := func(all []File, do func(File) error) error {
		for _, f := range all {
			if hold != nil {
				if err := hold(ctx); err != nil {
					return err
				}
			}
			if err := do(f); err != nil && !errors.Is(err, ErrState) { // attached, or scanned, meanwhile
				faults = errors.Join(faults, err)
			}
		}
		return nil
	}
	stale, err := s.store.Stale(ctx, agency, s.unattached(), sweepAtOnce)
	if err != nil {
		return err
	}
	if err := each(stale, func(f File) error { return s.sweep(ctx, f, f.State) }); err != nil {
		return err
	}
	if s.settings.Scanner == nil {
		return faults
	}
	waiting, err := s.store.Unscanned(ctx, agency, sweepAtOnce)
	if err != nil {
		return errors.Join(faults, err)
	}
	if err := each(waiting, func(f File) error { _, err := s.scan(ctx, f); return err }); err != nil {
		return err
	}
	return faults
}
