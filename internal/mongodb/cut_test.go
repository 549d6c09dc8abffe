package mongodb_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// TestCutWhileWaiting: who waits for a connection when the server is lost is served as well as those who had one: reads are
// sent again, transactions run again, and nothing is done twice.
func TestCutWhileWaiting(t *testing.T) {
	t.Parallel()
	straight := mongotest.New(t, things())
	asking := make(chan struct{}, 1000)
	l := mongotest.NewLine(t, mongotest.URI(t))
	db, err := mongodb.Connect(t.Context(), l.URI(), straight.Name(), func(o *options.ClientOptions) {
		o.SetMaxPoolSize(1).SetPoolMonitor(&event.PoolMonitor{Event: func(e *event.PoolEvent) {
			if e.Type == event.ConnectionCheckOutStarted {
				asking <- struct{}{}
			}
		}})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(context.Background()) })
	if err := insert(t.Context(), db, "0", "0"); err != nil { // the connection is there
		t.Fatal(err)
	}

	for len(asking) > 0 {
		<-asking
	}

	const each = 4
	var all sync.WaitGroup
	l.Hold()
	for i := range each {
		all.Go(func() {
			if _, err := mongodb.All[bson.M](t.Context(), "all", db.Collection("things"), bson.D{}); err != nil {
				t.Errorf("read %d: %v", i, err)
			}
		})
		all.Go(func() {
			id := fmt.Sprint(i + 1)
			if err := db.WithTx(t.Context(), func(ctx context.Context) error { return insert(ctx, db, id, id) }); err != nil {
				t.Errorf("transaction %d: %v", i, err)
			}
		})
	}
	for range 2 * each { // one has the connection, the others wait for it
		<-asking
	}
	l.Cut()
	l.Release()
	all.Wait()
	if got := count(t, straight); got != each+1 {
		t.Errorf("%d documents are stored, want %d", got, each+1)
	}
}
