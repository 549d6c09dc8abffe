package mongodb_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// TestALargeDatabaseTakesANewIndex: a release with one more index starts although the build takes longer than the client
// lets any operation take, says so meanwhile, and what others read is not held up.
func TestALargeDatabaseTakesANewIndex(t *testing.T) {
	t.Parallel()
	full := mongotest.New(t)
	ctx := t.Context()
	words := make([]string, 40) // a multikey index: forty keys a document
	for i := range words {
		words[i] = strings.Repeat(string(rune('a'+i%26)), 20) + string(rune('A'+i))
	}
	docs := make([]any, 5_000)
	for i := range docs {
		docs[i] = bson.M{"_id": i, "words": words, "n": i}
	}
	for range 2 {
		if _, err := full.Collection("large").InsertMany(ctx, docs); err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			docs[i].(bson.M)["_id"] = docs[i].(bson.M)["_id"].(int) + len(docs)
		}
	}
	const limit = 100 * time.Millisecond
	db := mongotest.Again(t, full, func(o *options.ClientOptions) { o.SetTimeout(limit) })
	model := mongodb.Asc("words", "n")
	if _, err := db.Collection("large").Indexes().CreateOne(ctx, model); !mongo.IsTimeout(err) {
		t.Fatalf("the build is too quick to show anything: %v", err)
	}
	var told, withCount atomic.Int32
	telling := db.Telling(20*time.Millisecond, func(p mongodb.Progress) {
		told.Add(1)
		if p.Collection != "large" || p.Took <= 0 {
			t.Errorf("told %+v", p)
		}
		if p.Total > 0 && p.Done <= p.Total {
			withCount.Add(1)
		}
	})
	built := make(chan error, 1)
	go func() {
		built <- telling.Ensure(ctx, mongodb.Indexes{Collection: "large", Models: []mongo.IndexModel{model}})
	}()
	reads := 0
	for done := false; !done; reads++ {
		select {
		case err := <-built:
			if err != nil {
				t.Fatal(err)
			}
			done = true
		default:
			if err := full.Collection("large").FindOne(ctx, bson.M{"_id": reads}).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if told.Load() == 0 || withCount.Load() == 0 || reads < 10 {
		t.Errorf("told %d times, %d with a count; %d reads meanwhile", told.Load(), withCount.Load(), reads)
	}
	specs, err := full.Collection("large").Indexes().ListSpecifications(ctx)
	if err != nil || len(specs) != 2 {
		t.Errorf("%d indexes, %v", len(specs), err)
	}
	if err := full.Database().Drop(ctx); err != nil {
		t.Fatal(err)
	}
}

// TestAMigrationMayTakeLong: its operations are not bound by the client's limit either, and a failed one stops the start.
func TestAMigrationMayTakeLong(t *testing.T) {
	t.Parallel()
	full := mongotest.New(t, things())
	if err := insert(t.Context(), full, "1", "x"); err != nil {
		t.Fatal(err)
	}
	db := mongotest.Again(t, full, func(o *options.ClientOptions) { o.SetTimeout(50 * time.Millisecond) })
	slow := func(ctx context.Context, db *mongodb.DB) error { // the server sleeps for as long as it says
		return db.Collection("things").FindOne(ctx, bson.M{"$where": "sleep(200) || true"}).Err()
	}
	if err := slow(t.Context(), db); !mongo.IsTimeout(err) {
		t.Fatalf("the read is too quick to show anything: %v", err)
	}
	told := 0
	telling := db.Telling(20*time.Millisecond, func(p mongodb.Progress) {
		if told++; p.Migration != "slow step" || p.Took <= 0 {
			t.Errorf("told %+v", p)
		}
	})
	all := []mongodb.Migration{{Version: 1, What: "slow step", Up: slow}}
	if n, err := mongodb.Migrate(t.Context(), telling, all); n != 1 || err != nil || told == 0 {
		t.Errorf("%d applied, told %d times, %v", n, told, err)
	}
	fault := errors.New("fault")
	all = append(all, mongodb.Migration{Version: 2, What: "broken", Up: func(context.Context, *mongodb.DB) error { return fault }})
	if _, err := mongodb.Migrate(t.Context(), telling, all); !errors.Is(err, fault) {
		t.Errorf("a fault was lost: %v", err)
	}
}
