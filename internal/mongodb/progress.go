package mongodb

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"congvu/internal/clock"
)

// patience is how long one build or migration may take. A deadline of its own takes the place of the client's 10 s,
// which no index of a million documents keeps: every start would begin the build anew and fail again.
const patience = 7 * 24 * time.Hour

// Progress says how far the preparation of a database is.
type Progress struct {
	Collection string        // whose indexes are being built, empty during a migration
	Migration  string        // what is being changed, empty during a build
	Took       time.Duration // since it began
	Done       int64         // of the present step of a build: documents read, then keys sorted in
	Total      int64         // of so many, 0 when the server does not tell
}

// telling is who hears of what takes long; tell is nil for nobody.
type telling struct {
	tell  func(Progress)
	every time.Duration
}

// Telling returns the same database, whose Ensure and Migrate call tell every so often while they wait, so that whoever
// starts a release sees that it works. What is done sooner is done without a word. Calls come one after the other.
func (db *DB) Telling(every time.Duration, tell func(Progress)) *DB {
	return &DB{client: db.client, db: db.db, writes: db.writes, telling: telling{tell: tell, every: every}}
}

// patiently runs work with the long deadline, telling how far it is.
func (db *DB) patiently(ctx context.Context, p Progress, work func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if db.tell == nil {
		return work(ctx)
	}
	done := make(chan error, 1)
	passed := clock.Stopwatch()
	go func() { done <- work(ctx) }()
	tick := time.NewTicker(db.every)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			p.Took = passed()
			if p.Collection != "" {
				p.Done, p.Total = db.building(ctx, p.Collection)
			}
			db.tell(p)
		}
	}
}

// building asks the server how far the present step of a collection's index build is: zeros between two steps, or when
// we may not see the server's operations.
func (db *DB) building(ctx context.Context, collection string) (done, total int64) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	admin := db.client.Database("admin", options.Database().SetReadConcern(readconcern.Local())) // $currentOp knows no other
	cur, err := admin.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$currentOp", Value: bson.D{{Key: "allUsers", Value: true}}}},
		{{Key: "$match", Value: bson.D{
			{Key: "ns", Value: db.Name() + "." + collection}, {Key: "progress.total", Value: bson.D{{Key: "$gt", Value: 0}}},
		}}},
	})
	if err != nil {
		return 0, 0
	}
	var ops []struct {
		Progress struct {
			Done  int64 `bson:"done"`
			Total int64 `bson:"total"`
		} `bson:"progress"`
	}
	if err := cur.All(ctx, &ops); err != nil || len(ops) == 0 {
		return 0, 0
	}
	return ops[0].Progress.Done, ops[0].Progress.Total
}
