package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"congvu/internal/errs"
)

// closing is how long a node tries to write down how a run ended; after that its heartbeat goes stale.
const closing = 10 * time.Second

// look takes up what was left behind, then begins the periods that are due. A fault of the store ends this look; the next
// one is at most limits.look away.
func (s *Scheduler) look(ctx context.Context, j scheduled) {
	busy, err := s.takeUp(ctx, j)
	if err == nil && !busy {
		err = s.begin(ctx, j)
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("jobs: look", "job", j.Name, "error", err)
	}
}

// takeUp goes on with the job's runs that failed or whose owner is gone. busy says that another node is running one: two
// periods of a job never run at once.
func (s *Scheduler) takeUp(ctx context.Context, j scheduled) (busy bool, err error) {
	now := s.clock.Now()
	left, err := s.store.Unfinished(ctx, j.Name, s.limits.attempts)
	if err != nil {
		return false, err
	}
	for _, r := range left {
		if s.isStopping() {
			return true, nil
		}
		if r.State == Failed && !j.Policy.fresh(r.At, now) {
			continue
		}
		if r.Token >= s.limits.claims {
			if err := s.store.Abandon(ctx, r.ID, now, s.limits); err != nil {
				return false, err
			}
		}
		taken, ok, err := s.store.TakeOver(ctx, r.ID, s.owner, now, s.limits)
		switch {
		case err != nil:
			return false, err
		case ok && !j.Policy.fresh(r.At, now):
			if err := s.store.Finish(ctx, r.ID, taken.Token, now, ErrExpired.Code, ErrExpired.Msg); err != nil {
				return false, err
			}
		case ok:
			_ = s.execute(ctx, j, taken) // its failure is on record, and no reason to stop
		case r.State == Running:
			busy = true
		}
	}
	return busy, nil
}

// begin claims and runs the periods that are due, oldest first.
func (s *Scheduler) begin(ctx context.Context, j scheduled) error {
	now := s.clock.Now()
	last, err := s.store.Since(ctx, j.Name, now)
	if err != nil {
		return err
	}
	for _, at := range j.due(last, now) {
		if s.isStopping() {
			return nil
		}
		r := s.record(j.Name, at, false)
		ok, err := s.store.Claim(ctx, r)
		if err != nil {
			return err
		}
		if !ok { // another node was first: when it is still at it, the following periods are its business too
			other, err := s.store.Get(ctx, r.ID)
			if err != nil || other.State == Running {
				return err
			}
			continue
		}
		_ = s.execute(ctx, j, r) // its failure is on record, and no reason to stop
	}
	return nil
}

// record returns the claim of a period as this node makes it.
func (s *Scheduler) record(job string, at time.Time, manual bool) Record {
	period := periodOf(at)
	return Record{
		ID: runID(job, period), Job: job, Period: period, At: at, State: Running, Manual: manual,
		Owner: s.owner, Token: 1, StartedAt: s.clock.Now(),
	}
}

// execute runs a claimed period, keeps the claim alive and writes down how it ended. It returns the job's error, or
// ErrLost when the claim was lost on the way.
func (s *Scheduler) execute(ctx context.Context, j scheduled, r Record) error {
	log := s.log.With("job", r.Job, "period", r.Period, "token", r.Token)
	log.Info("jobs: begin")
	run, cancel := context.WithCancelCause(ctx)
	alive := make(chan struct{})
	go func() {
		defer close(alive)
		s.keepAlive(run, r, cancel)
	}()
	err := s.call(run, j, Run{Job: r.Job, Period: r.Period, At: r.At.UTC(), Now: s.clock.Now(), Token: r.Token, done: r.Done, store: s.store})
	lost := errors.Is(context.Cause(run), ErrLost)
	cancel(nil)
	<-alive

	end, stop := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer stop()
	var kept error
	switch {
	case lost || errors.Is(err, ErrLost):
		kept = ErrLost
	case err != nil && ctx.Err() != nil: // told to stop: not a failure of the job
		log.Info("jobs: let go")
		return errors.Join(err, s.store.Release(end, r.ID, r.Token))
	case err != nil:
		kept = s.store.Finish(end, r.ID, r.Token, s.clock.Now(), errs.As(err).Code, brief(err))
	default:
		kept = s.store.Finish(end, r.ID, r.Token, s.clock.Now(), "", "")
	}
	switch {
	case kept != nil:
		log.Warn("jobs: the end could not be kept", "error", kept, "job_error", err)
		return errors.Join(kept, err)
	case err != nil:
		log.Error("jobs: failed", "error", err)
	default:
		log.Info("jobs: done")
	}
	return err
}

// call runs the job and turns a panic into an error, so that the run is on record as failed.
func (s *Scheduler) call(ctx context.Context, j scheduled, r Run) (err error) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("jobs: panic", "job", r.Job, "period", r.Period, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("%w: %v", ErrPanic, p)
		}
	}()
	return j.Run(ctx, r)
}

// brief returns an error's text as kept in the history, at most 500 characters.
func brief(err error) string {
	text := []rune(err.Error())
	return string(text[:min(len(text), 500)])
}

// keepAlive renews the heartbeat until ctx ends, and ends the run with ErrLost once the claim is lost, or may be because
// the store was out of reach for too long.
func (s *Scheduler) keepAlive(ctx context.Context, r Record, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(s.limits.beat)
	defer tick.Stop()
	silent := time.Duration(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		beat, stop := context.WithTimeout(ctx, s.limits.beat)
		err := s.store.Hold(beat, r.ID, r.Token, nil)
		stop()
		if err == nil || ctx.Err() != nil {
			silent = 0
			continue
		}
		if silent += 2 * s.limits.beat; errors.Is(err, ErrLost) || silent >= s.limits.stale { // a tick, and the wait for its answer
			cancel(ErrLost)
			return
		}
	}
}
