package jobs

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

var admin = access.Actor{ID: "an", Name: "An"}

// TestCancel stops a run on another node than the one that runs it: its effects are refused from then on, nobody tries it
// again by itself, and by hand it can be done once more.
func TestCancel(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	begun := make(chan Run, 1)
	var late error
	var runs notes
	job := Job{Name: "remind", Spec: daily, Run: func(ctx context.Context, r Run) error {
		if runs.add("run"); len(runs.list()) > 1 {
			return nil
		}
		begun <- r
		<-ctx.Done()
		late = r.Hold(context.WithoutCancel(ctx))
		return ctx.Err()
	}}
	owner, other := node(t, db, clk, job), node(t, db, clk, job)
	owner.limits.beat = 5 * time.Millisecond
	lookAll(owner)
	clk.set(local(t, after))
	var wait sync.WaitGroup
	wait.Go(func() { lookAll(owner) })
	<-begun
	r, err := other.Cancel(t.Context(), admin, "remind", during)
	wait.Wait()
	if err != nil || r.State != Failed || r.Code != ErrCancelled.Code || r.FinishedAt == nil || r.ByName != admin.Name {
		t.Errorf("record %+v, %v", r, err)
	}
	if !errors.Is(late, ErrLost) {
		t.Errorf("an effect after the stop: %v, want ErrLost", late)
	}
	lookAll(other)
	lookAll(owner)
	if got := runs.list(); len(got) != 1 {
		t.Errorf("ran %d times, want once", len(got))
	}
	if r, err = other.RunNow(t.Context(), "remind", during); err != nil || r.State != Done || r.Code != "" {
		t.Errorf("by hand: %+v, %v", r, err)
	}
	for period, want := range map[string]error{during: ErrEnded, "2026-04-28T08:30": errs.ErrNotFound, "": ErrPeriod, "today": ErrPeriod} {
		if _, err := other.Cancel(t.Context(), admin, "remind", period); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", period, err, want)
		}
	}
	if _, err := other.Cancel(t.Context(), admin, "unknown", during); !errors.Is(err, ErrUnknown) {
		t.Errorf("a job nobody knows: %v", err)
	}
}
