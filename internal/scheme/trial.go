package scheme

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/jobs"
	"congvu/pkg/vncal"
)

// JobName is the name of the job that tries proposals, as stored and shown.
const JobName = "evaluation-trial"

// Job tries proposals on closed periods: at once when it is woken after one was made, else within ten minutes.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: JobName, Spec: "*/10 * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(s.Agency, func(ctx context.Context, agency string, r jobs.Run) error {
		return s.TryAll(ctx, agency, r.Hold)
	})}
}

// TryAll makes the trial of every proposal that has none; interrupted, it begins with that one again. hold refuses a
// transaction when another node does the same work; nil when nobody can.
func (s *Service) TryAll(ctx context.Context, agency string, hold func(context.Context) error) error {
	if hold == nil {
		hold = func(context.Context) error { return nil }
	}
	open, err := s.store.In(ctx, agency, Proposed)
	if err != nil {
		return err
	}
	for _, v := range open {
		if v.Trial != nil {
			continue
		}
		if err := s.try(ctx, v, hold); err != nil && !errors.Is(err, errLost) {
			return fmt.Errorf("try settings %s: %w", v.ID, err)
		}
	}
	return nil
}

func (s *Service) try(ctx context.Context, v Version, hold func(context.Context) error) error {
	if err := s.store.Forget(ctx, v.Agency, v.ID); err != nil {
		return err
	}
	now := s.Clock.Now()
	trial := Trial{At: now, Since: grading.MonthOf(vncal.DateOf(now).AddMonths(-12)).First(), Periods: []evaluation.Tried{}}
	err := s.Evaluations.Try(ctx, v.Agency, evaluation.Trial{Policy: v.Policy, Choice: v.Choice, Since: trial.Since}, func(done evaluation.Tried, all []evaluation.Effect) error {
		trial.Periods = append(trial.Periods, done)
		all = all[:min(len(all), MaxEffects-trial.Kept)]
		rows := make([]Effect, len(all))
		for i, e := range all {
			rows[i] = Effect{
				ID: v.ID + "|" + string(e.Period) + "|" + e.Person, Agency: v.Agency, Version: v.ID, N: trial.Kept + i,
				Person: e.Person, Period: e.Period, Before: outcomeOf(e.Before), After: outcomeOf(e.After),
			}
		}
		trial.Kept += len(rows)
		return s.DB.WithTx(ctx, func(ctx context.Context) error {
			if err := hold(ctx); err != nil {
				return err
			}
			return s.store.Keep(ctx, rows)
		})
	})
	if err != nil {
		return err
	}
	next := v
	next.Trial = &trial // of the same version: what somebody sees who decides meanwhile is the same proposal
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		if err := s.store.Put(ctx, v.Version, next); err != nil {
			return err
		}
		return s.write(ctx, access.System(v.Agency), next, "scheme.tried", "", nil)
	})
	if errors.Is(err, errs.ErrChanged) {
		return errLost
	}
	return err
}
