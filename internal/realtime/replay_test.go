package realtime

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb/mongotest"
)

// TestBreaksLoseNothing lets many write at once while a client's line is cut again and again, to two nodes in turn: in
// the end it has heard of everything, and never twice on one connection.
func TestBreaksLoseNothing(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"a": {"o:u1"}}
	nodes := []*node{newNode(t, db, rights), newNode(t, db, rights)}

	const writers, each = 4, 50
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				tell(t, db, task(fmt.Sprintf("t%d.%d", w, i), "o:u1", "u:a"))
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()

	heard := map[string]bool{}
	var before *client
	for turn := 0; len(heard) < writers*each; turn++ {
		finished := false
		select {
		case <-done:
			finished = true
		default:
		}
		c := nodes[turn%2].dial(t, "a", before).listen()
		if before != nil && *c.get().ready.Resync {
			t.Fatal("told to fetch everything again after a short break")
		}
		if before == nil { // what was written before the first connection is what a page fetches
			stored, err := NewEvents(db).replay(t.Context(), access.Tokens{Agency: "a", All: []string{"u:a"}}, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range stored {
				heard[e.Object] = true
			}
		}
		wait(t, "some events", func() bool { return finished || c.count() >= 20 })
		_ = c.conn.Close()
		wait(t, "the end", func() bool { return c.get().closed != nil })
		once := map[string]bool{}
		for _, o := range c.get().objects {
			if once[o] {
				t.Errorf("heard of %s twice on one connection", o)
			}
			once[o], heard[o] = true, true
		}
		before = c
		if finished { // one more connection has just replayed the rest
			break
		}
	}
	if len(heard) != writers*each {
		t.Errorf("heard of %d of %d", len(heard), writers*each)
	}
}

func TestResume(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	old := n.dial(t, "a", nil).listen()
	if !*old.get().ready.Resync {
		t.Error("a new client was not told to fetch")
	}
	_ = old.conn.Close()
	tell(t, db, task("t1", "u:a"))
	wait(t, "the hub", func() bool { return n.hub.Stats().Events == 1 })
	epoch, last := old.position()
	if last == "" {
		last = ulid.MustNew(ulid.Timestamp(time.Now()), nil).String()
	}
	ago := func(d time.Duration) string { return ulid.MustNew(ulid.Timestamp(time.Now().Add(-d)), nil).String() }
	for name, tc := range map[string]struct {
		epoch, last string
		resync      bool
	}{
		"after a break":       {epoch, last, false},
		"after three days":    {epoch, ago(72 * time.Hour), false},
		"after seven days":    {epoch, ago(7 * 24 * time.Hour), true},
		"another epoch":       {"01ARZ3NDEKTSV4RRFFQ69G5FAV", last, true},
		"no position":         {epoch, "", true},
		"no position at all":  {"", "", true},
		"an invented one":     {epoch, "zzz", true},
		"tomorrow":            {epoch, ago(-24 * time.Hour), true},
		"the end of time":     {epoch, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true},
		"the beginning of it": {epoch, "00000000000000000000000000", true},
	} {
		c := n.dial(t, "a", &client{epoch: tc.epoch, last: tc.last}).listen()
		got := c.get()
		if *got.ready.Resync != tc.resync {
			t.Errorf("%s: resync = %v", name, *got.ready.Resync)
		}
		if heard := slices.Contains(got.objects, "t1"); heard == tc.resync {
			t.Errorf("%s: replayed = %v", name, heard)
		}
	}
}

func TestManyMissedAreFetchedAgain(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	_ = c.conn.Close()
	batch := make([]Event, 170)
	for i := range batch {
		batch[i] = task(fmt.Sprint(i), "u:a")
	}
	for range 3 {
		tell(t, db, batch...)
	}
	wait(t, "the hub", func() bool { return n.hub.Stats().Events == 510 })
	epoch, _ := c.position()
	if c = n.dial(t, "a", &client{epoch: epoch, last: n.high()}).listen(); !*c.get().ready.Resync {
		t.Error("510 events were replayed")
	}
}

func TestStreamBreaks(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	killCursors(t, db.Name(), n)
	for i := range 5 {
		tell(t, db, task(fmt.Sprint(i), "u:a"))
	}
	wait(t, "all five", func() bool { return len(c.get().objects) == 5 })
	if got := c.get(); got.resync != 0 || !slices.Equal(got.objects, []string{"0", "1", "2", "3", "4"}) {
		t.Errorf("heard %q, %d resyncs", got.objects, got.resync)
	}
}

// killCursors ends every cursor on the events of one database.
func killCursors(t *testing.T, name string, n *node) {
	t.Helper()
	db := n.hub.events.db
	admin := db.On("admin").Database()
	wait(t, "a cursor to kill", func() bool {
		var found struct {
			Cursor struct {
				Batch []struct {
					Cursor struct {
						ID int64 `bson:"cursorId"`
					} `bson:"cursor"`
				} `bson:"firstBatch"`
			} `bson:"cursor"`
		}
		if err := admin.RunCommand(t.Context(), bson.D{
			{Key: "aggregate", Value: 1}, {Key: "cursor", Value: bson.D{}}, {Key: "pipeline", Value: bson.A{
				bson.M{"$currentOp": bson.M{"allUsers": true, "idleCursors": true}},
				bson.M{"$match": bson.M{"ns": name + ".events", "cursor.cursorId": bson.M{"$exists": true}}},
			}},
		}).Decode(&found); err != nil {
			t.Fatal(err)
		}
		for _, op := range found.Cursor.Batch {
			if err := db.Database().RunCommand(t.Context(), bson.D{{Key: "killCursors", Value: "events"}, {Key: "cursors", Value: bson.A{op.Cursor.ID}}}).Err(); err != nil {
				t.Fatal(err)
			}
		}
		return len(found.Cursor.Batch) > 0
	})
}

// TestHistoryLost drops the events under the stream: a new epoch begins, and the clients of all nodes fetch again.
func TestHistoryLost(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"a": {}}
	n1, n2 := newNode(t, db, rights), newNode(t, db, rights)
	c1, c2 := n1.dial(t, "a", nil).listen(), n2.dial(t, "a", nil).listen()
	old, _ := c1.position()
	tell(t, db, task("t0", "u:a"))
	wait(t, "t0", func() bool { return len(c1.get().objects) == 1 && len(c2.get().objects) == 1 })
	if err := db.Collection(eventsCollection).Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*client{c1, c2} {
		wait(t, "a new epoch", func() bool {
			epoch, _ := c.position()
			return c.get().resync > 0 && epoch != old && epoch == n1.hub.Epoch() && epoch == n2.hub.Epoch()
		})
	}
	wait(t, "both streams", func() bool { return n1.hub.Ready() == nil && n2.hub.Ready() == nil })
	tell(t, db, task("t1", "u:a"))
	for _, c := range []*client{c1, c2} {
		wait(t, "life to go on", func() bool { return slices.Contains(c.get().objects, "t1") })
	}
	if err := db.Ensure(t.Context(), Indexes()...); err != nil {
		t.Fatal(err)
	}
}

func TestReplayPlan(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	batch := make([]Event, maxPerTx)
	for i := range batch {
		batch[i] = task(fmt.Sprint(i), "u:a", "o:u1", fmt.Sprintf("o:u%d", 2+i%5))
	}
	for range 10 {
		tell(t, db, batch...)
	}
	tokens := access.Tokens{Agency: "a", All: []string{"u:a", "o:u1", "o:u2"}}
	mongotest.Plans(t, db, maxReplay, func() {
		list, err := NewEvents(db).replay(t.Context(), tokens, "")
		if err != nil || len(list) != maxReplay+1 {
			t.Errorf("%d events, %v", len(list), err)
		}
	})
	mongotest.Plans(t, db, 1, func() {
		if _, err := NewEvents(db).last(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
