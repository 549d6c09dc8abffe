package batch

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
)

const (
	collection = "batches"
	rowsIn     = "batch_rows"
)

// Indexes declares the batches, by who asked, and their rows, which are kept apart: each keeps what its task was.
func Indexes() []mongodb.Indexes {
	open := mongodb.Asc("agency", "open", "_id")
	open.Options = options.Index().SetPartialFilterExpression(bson.M{"open": true})
	byOp := mongodb.Unique("agency", "op.person", "op.key")
	byOp.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{
		{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("agency", "by", "-_id"), open, byOp}},
		{Collection: rowsIn, Models: []mongo.IndexModel{mongodb.Asc("agency", "batch", "place")}},
	}
}

type store struct{ batches, rows *mongo.Collection }

// Put stores b in the place of the version that was seen, errs.ErrChanged when that is no longer stored.
func (s store) Put(ctx context.Context, seen int64, b Batch) error {
	return mongodb.Put(ctx, "put batch", s.batches, bson.D{{Key: "_id", Value: b.ID}, {Key: "agency", Value: b.Agency}}, seen, b)
}

// AddRows stores the rows of a new batch.
func (s store) AddRows(ctx context.Context, rows []Row) error {
	_, err := s.rows.InsertMany(ctx, rows)
	return mongodb.Translate("add rows of batch", err)
}

// Get returns one batch of the agency, without its rows.
func (s store) Get(ctx context.Context, agency, id string) (b Batch, err error) {
	err = s.batches.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&b)
	return b, mongodb.Translate("get batch", err)
}

// Made returns the batch that a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (b Batch, err error) {
	err = s.batches.FindOne(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key},
	}).Decode(&b)
	return b, mongodb.Translate("batch made", err)
}

// Of returns the batches of a person, newest first, at most limit, without their rows.
func (s store) Of(ctx context.Context, agency, person string, limit int) ([]Batch, error) {
	return mongodb.All[Batch](ctx, "list batches", s.batches, bson.D{{Key: "agency", Value: agency}, {Key: "by", Value: person}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// Open returns batches with which the job has to do, oldest first, some at a time.
func (s store) Open(ctx context.Context, agency string) ([]Batch, error) {
	return mongodb.All[Batch](ctx, "list open batches", s.batches, bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(10))
}

// Rows returns the rows of a batch in their order; with what their tasks were when whole.
func (s store) Rows(ctx context.Context, b Batch, whole bool) ([]Row, error) {
	opts := options.Find().SetSort(bson.D{{Key: "place", Value: 1}})
	if !whole {
		opts.SetProjection(bson.M{"was": 0})
	}
	return mongodb.All[Row](ctx, "read rows of batch", s.rows, bson.D{{Key: "agency", Value: b.Agency}, {Key: "batch", Value: b.ID}}, opts)
}

// SetRow stores what became of one row that was in a state; jobs.ErrLost when it is not any more, for then somebody else does
// the same work.
func (s store) SetRow(ctx context.Context, was RowState, r Row) error {
	res, err := s.rows.ReplaceOne(ctx, bson.D{{Key: "_id", Value: r.ID}, {Key: "agency", Value: r.Agency}, {Key: "state", Value: was}}, r)
	if err == nil && res.MatchedCount == 0 {
		return jobs.ErrLost
	}
	return mongodb.Translate("set row of batch", err)
}
