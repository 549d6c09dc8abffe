package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// RunNow does one period of a job now, on this node, and returns its record when it has ended; the error is that of the
// job. period is the local minute at which it began, "2026-04-29T08:30"; "" is the present minute. A period that was done
// before is done again from the beginning.
// Errors: ErrUnknown, ErrPeriod, ErrRunning; errs.ErrUnavailable while stopping.
func (s *Scheduler) RunNow(ctx context.Context, name, period string) (Record, error) {
	j, r, err := s.claim(ctx, access.Actor{}, name, period)
	if err != nil {
		return Record{}, err
	}
	failed := s.execute(ctx, j, r)
	if r, err = s.store.Get(context.WithoutCancel(ctx), r.ID); err != nil {
		return r, err
	}
	if failed != nil {
		return r, fmt.Errorf("run job %s of %s: %w", r.Job, r.Period, failed)
	}
	return r, nil
}

// Trigger begins what RunNow does, for somebody, and returns its record while it runs; it goes on when ctx ends. The errors are those of
// RunNow but the job's own, which its record shows.
func (s *Scheduler) Trigger(ctx context.Context, by access.Actor, name, period string) (Record, error) {
	j, r, err := s.claim(ctx, by, name, period)
	if err != nil {
		return Record{}, err
	}
	s.manual.Go(func() { _ = s.execute(s.base, j, r) }) // its failure is on record
	return r, nil
}

// Wake begins a job now, for somebody, because there is new work for it. While a run goes on, which may have looked for work
// already, the job begins once more as soon as that has ended, however often it was woken. Errors: those of Trigger but
// ErrRunning.
func (s *Scheduler) Wake(ctx context.Context, by access.Actor, name string) error {
	_, err := s.Trigger(ctx, by, name, "")
	if !errors.Is(err, ErrRunning) {
		return err
	}
	if _, waits := s.woken.LoadOrStore(name, true); waits {
		return nil
	}
	s.manual.Go(func() {
		tick := time.NewTicker(s.limits.again)
		defer tick.Stop()
		for {
			select {
			case <-s.stopping: // the next start of the program looks for work by itself
				return
			case <-tick.C:
			}
			j, r, err := s.claim(s.base, by, name, "")
			if errors.Is(err, ErrRunning) {
				continue
			}
			s.woken.Delete(name) // before the run: what comes from now on may be too late for it
			if err == nil {
				err = s.execute(s.base, j, r)
			}
			if err != nil {
				s.log.Warn("jobs: woken in vain", "job", name, "error", err)
			}
			return
		}
	})
	return nil
}

// Cancel ends a running period for good, by somebody: whatever node runs it loses its claim, so that no effect of it is kept any more,
// and stops within a heartbeat; nobody tries the period again unless RunNow or Trigger asks for it. It returns the record.
// Errors: ErrUnknown, ErrPeriod; errs.ErrNotFound when there is no such run; ErrEnded.
func (s *Scheduler) Cancel(ctx context.Context, by access.Actor, name, period string) (Record, error) {
	if _, ok := s.job(name); !ok {
		return Record{}, ErrUnknown
	}
	if _, err := beginning(period); err != nil {
		return Record{}, ErrPeriod.At("period", "format")
	}
	id := runID(name, period)
	ok, err := s.store.Cancel(ctx, id, by, s.clock.Now(), s.limits.attempts)
	if err != nil {
		return Record{}, err
	}
	r, err := s.store.Get(ctx, id)
	if err == nil && !ok {
		err = ErrEnded
	}
	return r, err
}

// claim takes a period of a job for this node, whether it is new or has ended before.
func (s *Scheduler) claim(ctx context.Context, by access.Actor, name, period string) (scheduled, Record, error) {
	j, ok := s.job(name)
	switch {
	case !ok:
		return j, Record{}, ErrUnknown
	case s.isStopping():
		return j, Record{}, errs.ErrUnavailable
	}
	now := s.clock.Now()
	at := now.Truncate(time.Minute)
	if period != "" {
		var err error
		if at, err = beginning(period); err != nil {
			return j, Record{}, ErrPeriod.At("period", "format")
		}
		if at.After(now) {
			return j, Record{}, ErrPeriod.At("period", "future")
		}
	}
	r := s.record(name, at, true)
	r.By, r.ByName = by.ID, by.Name
	ok, err := s.store.Claim(ctx, r)
	if err == nil && !ok {
		r, ok, err = s.store.Reopen(ctx, r, now, s.limits)
	}
	if err == nil && !ok {
		err = ErrRunning
	}
	return j, r, err
}

// Status is a job with its last and next times.
type Status struct {
	Name string
	Spec string        // five cron fields in Vietnam time
	Next time.Time     // by the program's clock; zero when it never comes
	Last *Record       // the run of the newest period; nil when it never ran
	Late time.Duration // since when a period is due that nobody has begun; 0 when none is
}

// Jobs returns every job of this node in the order they were given.
func (s *Scheduler) Jobs(ctx context.Context) ([]Status, error) {
	all, now := make([]Status, 0, len(s.jobs)), s.clock.Now()
	for _, j := range s.jobs {
		st := Status{Name: j.Name, Spec: j.Spec, Next: j.next(now)}
		switch last, err := s.store.Last(ctx, j.Name); {
		case err == nil:
			st.Last = &last
			if missed := j.due(last.At, now); last.State != Running && len(missed) > 0 {
				st.Late = now.Sub(missed[0])
			}
		case !errors.Is(err, errs.ErrNotFound):
			return nil, fmt.Errorf("status of job %s: %w", j.Name, err)
		}
		all = append(all, st)
	}
	return all, nil
}

// maxHistory bounds History.
const maxHistory = 200

// History returns the last runs of a job, newest period first, at most limit and 200. Their Items stand for Done.
// Errors: ErrUnknown.
func (s *Scheduler) History(ctx context.Context, name string, limit int) ([]Record, error) {
	if _, ok := s.job(name); !ok {
		return nil, ErrUnknown
	}
	return s.store.History(ctx, name, max(1, min(limit, maxHistory)))
}
