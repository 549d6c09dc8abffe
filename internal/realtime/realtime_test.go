package realtime

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

func TestEachHearsWhatTheOwnTokensMeet(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"head": {"o:u1"}, "lead": {}, "other": {"o:u2"}}
	n1, n2 := newNode(t, db, rights), newNode(t, db, rights)
	head, lead, other := n1.dial(t, "head", nil).listen(), n2.dial(t, "lead", nil).listen(), n2.dial(t, "other", nil).listen()

	tell(t, db, task("t1", "u:lead", "o:u1"), task("t2", "o:u1"), task("t3", "o:u2"))
	tell(t, db, task("end", "u:lead", "u:head", "u:other", "o:u1", "o:u2"))
	for c, want := range map[*client][]string{head: {"t1", "t2", "end"}, lead: {"t1", "end"}, other: {"t3", "end"}} {
		wait(t, "the last event", func() bool { return slices.Contains(c.get().objects, "end") })
		if got := c.get().objects; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
	}
}

func TestNothingIsToldOfWhatWasNotCommitted(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	err := db.WithTx(t.Context(), func(ctx context.Context) error {
		if err := NewEvents(db).Write(ctx, Event{Agency: "a", Type: "task", Object: "never", Audience: []string{"u:a"}}); err != nil {
			return err
		}
		return context.Canceled
	})
	if err == nil {
		t.Fatal("committed")
	}
	tell(t, db, task("t1", "u:a"))
	wait(t, "t1", func() bool { return len(c.get().objects) > 0 })
	if got := c.get().objects; !slices.Equal(got, []string{"t1"}) {
		t.Errorf("heard %q", got)
	}
	if err := NewEvents(db).Write(t.Context(), task("t2", "u:a")); err == nil {
		t.Error("an event outside of a transaction was accepted")
	}
}

// TestMassAct writes more events in one transaction than are told one by one.
// TestEventsOfATransactionAreInsertedAtOnce: however many parts of an act tell something, one command stores it.
func TestEventsOfATransactionAreInsertedAtOnce(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	var inserts atomic.Int32
	watched := mongotest.Again(t, db, mongodb.Watching(&event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		if e.CommandName == "insert" {
			inserts.Add(1)
		}
	}}))
	write := func(parts ...string) {
		t.Helper()
		if err := watched.WithTx(t.Context(), func(ctx context.Context) error {
			for _, id := range parts {
				if err := NewEvents(watched).Write(ctx, Event{Agency: "a", Type: "task", Object: id, Audience: []string{"u:a"}}); err != nil {
					return err
				}
			}
			return NewEvents(watched).Write(ctx, Event{Agency: "a", Type: "task", Object: "nobody's"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	write("t1", "t2", "t3")
	if inserts.Load() != 1 {
		t.Errorf("%d inserts for one transaction", inserts.Load())
	}
	write() // of an audience of nobody nothing is stored
	kept, err := mongodb.All[Event](t.Context(), "events", db.Collection(eventsCollection), bson.D{})
	if err != nil || len(kept) != 3 || inserts.Load() != 1 {
		t.Errorf("%d events by %d inserts, %v", len(kept), inserts.Load(), err)
	}
}

func TestMassAct(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}, "b": {}, "c": {}})
	a, b, c := n.dial(t, "a", nil).listen(), n.dial(t, "b", nil).listen(), n.dial(t, "c", nil).listen()
	batch := make([]Event, maxPerTx+50)
	for i := range batch {
		batch[i] = task(fmt.Sprint(i), "u:a")
	}
	batch = append(batch, task("last", "u:a", "u:b"))
	tell(t, db, batch...)
	tell(t, db, task("end", "u:a", "u:b", "u:c"))
	for who, want := range map[*client][2]int{a: {maxPerTx + 1, 1}, b: {1, 1}, c: {1, 0}} {
		wait(t, "the end", func() bool { return slices.Contains(who.get().objects, "end") })
		if got := who.get(); len(got.objects) != want[0] || got.resync != want[1] {
			t.Errorf("%d events and %d resyncs, want %v", len(got.objects), got.resync, want)
		}
	}
}

func TestHandlersHearFirst(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	hub := NewHub(NewEvents(db), Options{})
	got := make(chan Event, 1)
	hub.On(TypeRights, func(e Event) { got <- e })
	if err := hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer hub.Close(context.Background())
	tell(t, db, Event{Type: TypeRights, Object: "a", Audience: []string{"u:a"}})
	if e := <-got; e.Object != "a" {
		t.Errorf("heard %+v", e)
	}
}
