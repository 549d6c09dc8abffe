package jobs

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

const (
	daily  = "30 8 * * *"
	before = "2026-04-29T08:00" // when the job is installed
	during = "2026-04-29T08:30" // the period
	after  = "2026-04-29T08:31"
)

func TestAPeriodHasOneOwner(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	var runs atomic.Int32
	job := Job{Name: "remind", Spec: daily, Run: func(context.Context, Run) error { runs.Add(1); return nil }}
	nodes := make([]*Scheduler, 8)
	for i := range nodes {
		nodes[i] = node(t, db, clk, job)
	}
	together := func() {
		var all sync.WaitGroup
		for _, n := range nodes {
			all.Go(func() { lookAll(n) })
		}
		all.Wait()
	}
	together() // the first look of a new job
	clk.set(local(t, after))
	together()
	together()
	if runs.Load() != 1 {
		t.Fatalf("ran %d times, want once", runs.Load())
	}
	r, err := nodes[0].store.Get(context.Background(), "remind|"+during)
	if err != nil || r.State != Done || r.Token != 1 || r.FinishedAt == nil || !r.At.Equal(local(t, during)) {
		t.Errorf("record %+v, %v", r, err)
	}
}

func TestTakeOverRaisesTheTokenAndFencesTheOldOwner(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	ctx := context.Background()
	effect := func(r Run, who string) error { // what a job does: an effect and its claim in one transaction
		return db.WithTx(ctx, func(ctx context.Context) error {
			if _, err := db.Collection("effects").InsertOne(ctx, bson.M{"_id": who}); err != nil {
				return mongodb.Translate("effect", err)
			}
			return r.Mark(ctx, who)
		})
	}
	begun, resume := make(chan Run), make(chan struct{})
	var oldErr error
	old := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(_ context.Context, r Run) error {
		if err := effect(r, "old, in time"); err != nil {
			return err
		}
		begun <- r
		<-resume
		oldErr = effect(r, "old, too late")
		return oldErr
	}})
	var second Run
	fresh := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(_ context.Context, r Run) error {
		second = r
		return effect(r, "new")
	}})
	lookAll(old)
	clk.set(local(t, after))
	var wait sync.WaitGroup
	wait.Go(func() { lookAll(old) })
	first := <-begun

	lookAll(fresh)
	if second.Token != 0 {
		t.Fatal("taken over although the heartbeat is fresh")
	}
	age(t, db, "remind|"+during)
	lookAll(fresh)
	close(resume)
	wait.Wait()

	if first.Token != 1 || second.Token != 2 || !second.Did("old, in time") {
		t.Errorf("tokens %d and %d, done %v", first.Token, second.Token, second.done)
	}
	if !errors.Is(oldErr, ErrLost) {
		t.Errorf("the old owner's effect: %v, want ErrLost", oldErr)
	}
	var kept []struct {
		ID string `bson:"_id"`
	}
	cur, err := db.Collection("effects").Find(ctx, bson.M{})
	if err == nil {
		err = cur.All(ctx, &kept)
	}
	if err != nil || len(kept) != 2 {
		t.Errorf("kept %v, %v; want the effects under a standing claim", kept, err)
	}
	r, err := fresh.store.Get(ctx, "remind|"+during)
	if err != nil || r.State != Done || r.Token != 2 || !slices.Equal(r.Done, []string{"old, in time", "new"}) {
		t.Errorf("record %+v, %v", r, err)
	}
}

func TestALostClaimEndsTheRun(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	begun := make(chan struct{})
	var cause error
	s := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(ctx context.Context, _ Run) error {
		close(begun)
		<-ctx.Done()
		cause = context.Cause(ctx)
		return ctx.Err()
	}})
	s.limits.beat = 5 * time.Millisecond
	lookAll(s)
	clk.set(local(t, after))
	var wait sync.WaitGroup
	wait.Go(func() { lookAll(s) })
	<-begun
	if _, err := db.Collection(collection).UpdateOne(context.Background(), bson.M{"_id": "remind|" + during},
		bson.M{"$set": bson.M{"owner": "another"}, "$inc": bson.M{"token": 1}}); err != nil {
		t.Fatal(err)
	}
	wait.Wait()
	r, err := s.store.Get(context.Background(), "remind|"+during)
	if !errors.Is(cause, ErrLost) || err != nil || r.State != Running || r.Owner != "another" {
		t.Errorf("cause %v, record %+v, %v: the new owner's record must be left alone", cause, r, err)
	}
}

func TestARunThatKillsItsNodesIsGivenUp(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	s := node(t, db, clk, Job{Name: "remind", Spec: daily, Run: func(context.Context, Run) error {
		t.Error("begun once more")
		return nil
	}})
	lookAll(s)
	clk.set(local(t, after))
	r := s.record("remind", local(t, during), false)
	if ok, err := s.store.Claim(context.Background(), r); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := db.Collection(collection).UpdateOne(context.Background(), bson.M{"_id": r.ID}, bson.M{"$set": bson.M{"token": s.limits.claims}}); err != nil {
		t.Fatal(err)
	}
	age(t, db, r.ID)
	lookAll(s)
	lookAll(s)
	if r, err := s.store.Get(context.Background(), r.ID); err != nil || r.State != Failed || r.Code != ErrAbandoned.Code {
		t.Errorf("record %+v, %v", r, err)
	}
}

// A run left behind by a dead node is not gone on with when its period is not wanted any more.
func TestAnOldInterruptedRunExpires(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, before))
	s := node(t, db, clk, Job{Name: "remind", Spec: daily, Policy: Within(4 * time.Hour), Run: func(context.Context, Run) error {
		t.Error("gone on with")
		return nil
	}})
	lookAll(s)
	r := s.record("remind", local(t, during), false)
	if ok, err := s.store.Claim(context.Background(), r); !ok || err != nil {
		t.Fatal(ok, err)
	}
	age(t, db, r.ID)
	clk.set(local(t, "2026-04-29T20:00"))
	lookAll(s)
	if r, err := s.store.Get(context.Background(), r.ID); err != nil || r.State != Failed || r.Code != ErrExpired.Code {
		t.Errorf("record %+v, %v", r, err)
	}
}

func TestARunMadeByHandHoldsNothing(t *testing.T) {
	r := Run{Job: "remind", Now: local(t, after)}
	if err := errors.Join(r.Hold(context.Background()), r.Mark(context.Background(), "x")); err != nil || r.Did("x") {
		t.Errorf("%v, %v", err, r.Did("x"))
	}
}

// Two periods of one job never run at once, also on two nodes.
func TestPeriodsOfAJobRunOneAfterTheOther(t *testing.T) {
	t.Parallel()
	db, clk := newDB(t), &manual{}
	clk.set(local(t, "2026-04-29T08:00"))
	begun, resume := make(chan struct{}), make(chan struct{})
	var seen notes
	slow := node(t, db, clk, Job{Name: "close", Spec: "* * * * *", Run: func(_ context.Context, r Run) error {
		seen.add(r.Period)
		if len(seen.list()) == 1 {
			close(begun)
			<-resume
		}
		return nil
	}})
	other := node(t, db, clk, Job{Name: "close", Spec: "* * * * *", Run: func(_ context.Context, r Run) error {
		seen.add("other " + r.Period)
		return nil
	}})
	lookAll(slow)
	clk.set(local(t, "2026-04-29T08:03"))
	var wait sync.WaitGroup
	wait.Go(func() { lookAll(slow) })
	<-begun
	lookAll(other)
	close(resume)
	wait.Wait()
	if got := strings.Join(seen.list(), " "); got != "2026-04-29T08:01 2026-04-29T08:02 2026-04-29T08:03" {
		t.Errorf("ran %s", got)
	}
}

func TestHistoryIsAnIndexedRead(t *testing.T) {
	db := newDB(t)
	s := node(t, db, &manual{now: local(t, "2030-01-01T00:00")}, Job{Name: "remind", Spec: daily, Run: nothing})
	var all []any
	for i := range 3000 {
		r := s.record([]string{"remind", "close"}[i%2], local(t, "2026-01-01T00:00").Add(time.Duration(i)*time.Hour), false)
		r.State, r.Done = Done, []string{"a", "b"}
		all = append(all, r)
	}
	if _, err := db.Collection(collection).InsertMany(context.Background(), all); err != nil {
		t.Fatal(err)
	}
	mongotest.Plans(t, db, 20, func() {
		runs, err := s.History(context.Background(), "remind", 20)
		if err != nil || len(runs) != 20 || runs[0].At.Before(runs[19].At) || runs[0].Items != 2 || runs[0].Done != nil {
			t.Errorf("%d runs, %v, first %+v", len(runs), err, runs[0])
		}
		st, err := s.Jobs(context.Background())
		if err != nil || len(st) != 1 || st[0].Last == nil || st[0].Last.Job != "remind" || periodOf(st[0].Next) != "2030-01-01T08:30" {
			t.Errorf("%+v, %v", st, err)
		}
		lookAll(s)
	})
}
