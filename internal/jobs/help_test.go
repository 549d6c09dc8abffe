package jobs

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// manual is a clock that a test sets.
type manual struct {
	mu  sync.Mutex
	now time.Time
}

func (c *manual) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *manual) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// node returns a scheduler over db, with the waits of claims as short as a test needs them.
func node(t testing.TB, db *mongodb.DB, clk clock.Clock, jobs ...Job) *Scheduler {
	t.Helper()
	s, err := New(db, clk, slog.New(slog.NewTextHandler(io.Discard, nil)), jobs...)
	if err != nil {
		t.Fatal(err)
	}
	s.limits.retry = -time.Minute // at once: the heartbeat of a failure is always younger than now + a minute
	return s
}

func newDB(t testing.TB) *mongodb.DB {
	t.Helper()
	return mongotest.New(t, append(Indexes(), mongodb.Indexes{Collection: "effects"})...)
}

// age makes a run's heartbeat two minutes old, as if its owner had died.
func age(t *testing.T, db *mongodb.DB, id string) {
	t.Helper()
	res, err := db.Collection(collection).UpdateOne(context.Background(), bson.M{"_id": id},
		bson.A{bson.M{"$set": bson.M{"beat": bson.M{"$subtract": bson.A{"$$NOW", 120_000}}}}})
	if err != nil || res.MatchedCount != 1 {
		t.Fatalf("age %s: %v, %v", id, res, err)
	}
}

// notes collects what jobs did, in order.
type notes struct {
	mu  sync.Mutex
	all []string
}

func (n *notes) add(s string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, s)
}

func (n *notes) list() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]string(nil), n.all...)
}

// await polls until ok, and fails the test after ten seconds.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(10 * time.Second)
	for !ok() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("waited in vain for: %s", what)
		}
	}
}

// lookAll makes s look once for each of its jobs, as cron would.
func lookAll(s *Scheduler) {
	for _, j := range s.jobs {
		s.look(context.Background(), j)
	}
}

var errBroken = errors.New("broken")
