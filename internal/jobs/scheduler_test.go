package jobs

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"congvu/internal/clock"
	"congvu/internal/errs"
)

func TestCatchUp(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		policy Policy
		now    string
		want   string
	}{
		"all":                  {All(), "2026-05-02T12:00", "2026-04-29T08:30 2026-04-30T08:30 2026-05-01T08:30 2026-05-02T08:30"},
		"latest":               {Latest(), "2026-05-02T12:00", "2026-05-02T08:30"},
		"within four hours":    {Within(4 * time.Hour), "2026-05-02T12:00", "2026-05-02T08:30"},
		"older than that":      {Within(4 * time.Hour), "2026-05-02T13:00", ""},
		"nothing came between": {All(), "2026-04-29T08:29", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, clk := newDB(t), &manual{}
			var seen notes
			job := Job{Name: "remind", Spec: daily, Policy: tc.policy, Run: func(_ context.Context, r Run) error {
				seen.add(r.Period)
				return nil
			}}
			clk.set(local(t, before))
			lookAll(node(t, db, clk, job)) // installed, then down for three days
			if got := seen.list(); len(got) > 0 {
				t.Errorf("a new job ran for %v: what was before it is not missed", got)
			}
			clk.set(local(t, tc.now))
			again := node(t, db, clk, job)
			lookAll(again)
			lookAll(again)
			if got := strings.Join(seen.list(), " "); got != tc.want {
				t.Errorf("ran %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAFailureStopsNeitherOtherJobsNorLaterPeriods(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	var seen notes
	s := node(t, db, clk,
		Job{Name: "broken", Spec: daily, Run: func(_ context.Context, r Run) error {
			seen.add("broken " + r.Period)
			return errBroken
		}},
		Job{Name: "panics", Spec: daily, Run: func(context.Context, Run) error { panic("out of order") }},
		Job{Name: "sound", Spec: daily, Run: func(_ context.Context, r Run) error {
			seen.add("sound " + r.Period)
			return nil
		}},
	)
	lookAll(s)
	clk.set(local(t, "2026-04-30T08:31"))
	for range 5 {
		lookAll(s)
	}
	counts := map[string]int{}
	for _, n := range seen.list() {
		counts[n]++
	}
	for what, want := range map[string]int{
		"broken 2026-04-29T08:30": 3, "broken 2026-04-30T08:30": 3, // three attempts each, then nobody tries any more
		"sound 2026-04-29T08:30": 1, "sound 2026-04-30T08:30": 1,
	} {
		if counts[what] != want {
			t.Errorf("%s: ran %d times, want %d", what, counts[what], want)
		}
	}
	for id, code := range map[string]string{"broken|2026-04-29T08:30": errs.ErrInternal.Code, "panics|2026-04-30T08:30": ErrPanic.Code} {
		r, err := s.store.Get(context.Background(), id)
		if err != nil || r.State != Failed || r.Failures != 3 || r.Code != code || r.Error == "" || r.FinishedAt == nil {
			t.Errorf("%s: %+v, %v", id, r, err)
		}
	}
}

func TestRetriesWait(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	runs := 0
	s := node(t, db, clk, Job{Name: "broken", Spec: daily, Run: func(context.Context, Run) error { runs++; return errBroken }})
	s.limits.retry = time.Minute
	lookAll(s)
	clk.set(local(t, after))
	lookAll(s)
	lookAll(s)
	if runs != 1 {
		t.Fatalf("ran %d times before a minute was over", runs)
	}
	age(t, db, "broken|"+during) // two minutes later
	lookAll(s)
	if runs != 2 {
		t.Errorf("ran %d times, want a second attempt", runs)
	}
}

func TestStopLetsGoAndAnotherGoesOn(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	begun := make(chan struct{})
	first := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(ctx context.Context, r Run) error {
		if err := r.Mark(ctx, "unit 1"); err != nil {
			return err
		}
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}})
	first.limits.patience = 0
	lookAll(first)
	clk.set(local(t, after))
	first.Start()
	<-begun
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := first.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	var second Run
	lookAll(node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(_ context.Context, r Run) error {
		second = r
		return nil
	}}))
	if second.Token != 2 || !second.Did("unit 1") || second.Did("unit 2") {
		t.Errorf("gone on with token %d after %v", second.Token, second.done)
	}
	r, err := first.store.Get(context.Background(), "remind|"+during)
	if err != nil || r.State != Done || r.Failures != 0 {
		t.Errorf("record %+v, %v: a stop is no failure", r, err)
	}
	if _, err := first.Trigger(context.Background(), admin, "remind", ""); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("begun by hand after the stop: %v", err)
	}
}

// After Halt nothing is begun, by time or by hand, while what runs goes on to its end.
func TestHaltBeginsNothingAndEndsNothing(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	begun, resume := make(chan struct{}), make(chan struct{})
	s := node(t, db, clk,
		Job{Name: "slow", Spec: daily, Run: func(ctx context.Context, _ Run) error {
			close(begun)
			<-resume
			return ctx.Err()
		}},
		Job{Name: "next", Spec: daily, Run: func(context.Context, Run) error { t.Error("begun after the halt"); return nil }},
	)
	lookAll(s)
	clk.set(local(t, after))
	var running sync.WaitGroup
	running.Go(func() { s.look(s.base, s.jobs[0]) })
	<-begun
	s.Halt()
	s.Halt()
	s.look(s.base, s.jobs[1])
	if _, err := s.Trigger(context.Background(), admin, "next", ""); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("begun by hand after the halt: %v", err)
	}
	if r, err := s.store.Get(context.Background(), "slow|"+during); err != nil || r.State != Running || s.base.Err() != nil {
		t.Errorf("what runs was ended: %+v, %v, %v", r, err, s.base.Err())
	}
	close(resume)
	running.Wait()
	if err := s.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if r, err := s.store.Get(context.Background(), "slow|"+during); err != nil || r.State != Done {
		t.Errorf("record %+v, %v", r, err)
	}
	if _, err := s.store.Get(context.Background(), "next|"+during); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("claimed after the halt: %v", err)
	}
}

// With a clock that is shifted against the machine's the period begins when our clock says so.
func TestStartFiresByAShiftedClock(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	fired := make(chan Run, 1)
	clk := clock.StartingAt(local(t, during).Add(-300 * time.Millisecond))
	s := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(_ context.Context, r Run) error {
		fired <- r
		return nil
	}})
	s.Start()
	defer func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	select {
	case r := <-fired:
		if r.Period != during || r.Now.Before(r.At) || r.Now.Sub(r.At) > time.Minute {
			t.Errorf("fired %+v", r)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("did not fire")
	}
	await(t, "the end on record", func() bool {
		r, err := s.store.Get(context.Background(), "remind|"+during)
		return err == nil && r.State == Done
	})
}

func TestRunNow(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, after).Add(20 * time.Second))
	ctx := context.Background()
	var seen notes
	fail := false
	s := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(ctx context.Context, r Run) error {
		seen.add(r.Period)
		if fail {
			return errBroken
		}
		return r.Mark(ctx, "unit 1")
	}})
	r, err := s.RunNow(ctx, "remind", "")
	if err != nil || r.State != Done || r.Period != after || !r.Manual || len(r.Done) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if r, err = s.RunNow(ctx, "remind", after); err != nil || r.Token != 2 || r.State != Done {
		t.Errorf("once more: %+v, %v", r, err)
	}
	fail = true
	if r, err = s.RunNow(ctx, "remind", "2026-04-28T08:30"); !errors.Is(err, errBroken) || r.State != Failed || r.Failures != 1 {
		t.Errorf("failing: %+v, %v", r, err)
	}
	for period, want := range map[string]error{"2026-04-29": ErrPeriod, "2026-04-29T08:32": ErrPeriod} {
		if _, err := s.RunNow(ctx, "remind", period); !errors.Is(err, want) {
			t.Errorf("period %q: %v, want %v", period, err, want)
		}
	}
	if _, err := s.RunNow(ctx, "unknown", ""); !errors.Is(err, ErrUnknown) {
		t.Errorf("unknown job: %v", err)
	}
	if got := strings.Join(seen.list(), " "); got != after+" "+after+" 2026-04-28T08:30" {
		t.Errorf("ran %s", got)
	}
}

func TestTrigger(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, after))
	begun, resume := make(chan struct{}), make(chan struct{})
	s := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(context.Context, Run) error {
		close(begun)
		<-resume
		return nil
	}})
	ctx, cancel := context.WithCancel(context.Background())
	r, err := s.Trigger(ctx, admin, "remind", "")
	cancel() // the request is over, the run goes on
	if err != nil || r.State != Running || r.Token != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	<-begun
	if _, err := s.Trigger(context.Background(), admin, "remind", ""); !errors.Is(err, ErrRunning) {
		t.Errorf("twice at once: %v, want ErrRunning", err)
	}
	close(resume)
	if err := s.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if r, err := s.store.Get(context.Background(), r.ID); err != nil || r.State != Done {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestWake: what comes while a job runs is done by one more run, by two nodes' wakes as well as by one's.
func TestWake(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, after))
	begun, resume := make(chan struct{}, 9), make(chan struct{})
	work := Job{Name: "remind", Spec: daily, Run: func(context.Context, Run) error {
		begun <- struct{}{}
		<-resume
		return nil
	}}
	s, other := node(t, db, clk, work), node(t, db, clk, work)
	if err := s.Wake(context.Background(), admin, "remind"); err != nil {
		t.Fatal(err)
	}
	<-begun
	for range 3 {
		if err := s.Wake(context.Background(), admin, "remind"); err != nil {
			t.Fatal(err)
		}
	}
	if len(begun) > 0 {
		t.Error("two runs at once")
	}
	resume <- struct{}{}
	<-begun // of its own, once for the three
	if err := other.Wake(context.Background(), admin, "remind"); err != nil {
		t.Fatal(err)
	}
	resume <- struct{}{}
	<-begun // for the other node
	close(resume)
	for _, n := range []*Scheduler{s, other} {
		if err := n.Stop(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if len(begun) > 0 {
		t.Error("a run that nobody asked for")
	}
	if err := s.Wake(context.Background(), admin, "unknown"); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown job: %v", err)
	}
}

// A run by hand between two periods does not hide a period that was missed.
func TestARunByHandHidesNoPeriod(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	var seen notes
	s := node(t, db, clk, Job{Name: "close", Spec: daily, Policy: All(), Run: func(_ context.Context, r Run) error {
		seen.add(r.Period)
		return nil
	}})
	lookAll(s)
	clk.set(local(t, "2026-04-30T12:00"))
	for _, period := range []string{"", "2026-04-30T08:30"} {
		if _, err := s.RunNow(context.Background(), "close", period); err != nil {
			t.Fatal(err)
		}
	}
	lookAll(s)
	if got := strings.Join(seen.list(), " "); got != "2026-04-30T12:00 2026-04-30T08:30 2026-04-29T08:30" {
		t.Errorf("ran %s", got)
	}
}

func TestNewRefuses(t *testing.T) {
	db := newDB(t)
	job := Job{Name: "remind", Spec: daily, Run: nothing}
	if _, err := New(db, &manual{}, slog.Default(), job, job); err == nil {
		t.Error("two jobs of one name accepted")
	}
	if _, err := New(db, &manual{}, slog.Default(), Job{Name: "remind"}); err == nil {
		t.Error("a job without times accepted")
	}
}
