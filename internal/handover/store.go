package handover

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
)

const collection = "handovers"

// Indexes declares the collection of hand-overs.
func Indexes() []mongodb.Indexes {
	open := mongodb.Asc("agency", "open", "_id")
	open.Options = options.Index().SetPartialFilterExpression(bson.M{"open": true})
	byOp := mongodb.Unique("agency", "op.person", "op.key")
	byOp.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("agency", "person", "-_id"), open, byOp}}}
}

type store struct{ handovers *mongo.Collection }

func key(h Handover) bson.D {
	return bson.D{{Key: "_id", Value: h.ID}, {Key: "agency", Value: h.Agency}}
}

// Put stores h in the place of the version that was seen, errs.ErrChanged when that is no longer stored.
func (s store) Put(ctx context.Context, seen int64, h Handover) error {
	return mongodb.Put(ctx, "put hand-over", s.handovers, key(h), seen, h)
}

// Get returns one hand-over of the agency.
func (s store) Get(ctx context.Context, agency, id string) (h Handover, err error) {
	err = s.handovers.FindOne(ctx, key(Handover{ID: id, Agency: agency})).Decode(&h)
	return h, mongodb.Translate("get hand-over", err)
}

// Made returns the hand-over that a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (h Handover, err error) {
	err = s.handovers.FindOne(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key},
	}).Decode(&h)
	return h, mongodb.Translate("hand-over made", err)
}

// Of returns the hand-overs of a person's work, newest first, at most 50.
func (s store) Of(ctx context.Context, agency, person string) ([]Handover, error) {
	return mongodb.All[Handover](ctx, "list hand-overs", s.handovers, bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(50))
}

// Open returns hand-overs with which the job has to do, oldest first, some at a time.
func (s store) Open(ctx context.Context, agency string) ([]Handover, error) {
	return mongodb.All[Handover](ctx, "list open hand-overs", s.handovers, bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(10))
}

// SetRow stores what became of one row that was in a state; jobs.ErrLost when it is not any more, for then somebody else does
// the same work.
func (s store) SetRow(ctx context.Context, h Handover, was RowState, r Row) error {
	res, err := s.handovers.UpdateOne(ctx,
		append(key(h), bson.E{Key: "rows", Value: bson.D{{Key: "$elemMatch", Value: bson.D{{Key: "task", Value: r.Task}, {Key: "part", Value: r.Part}, {Key: "state", Value: was}}}}}),
		bson.D{{Key: "$set", Value: bson.D{{Key: "rows.$", Value: r}}}})
	if err == nil && res.MatchedCount == 0 {
		return jobs.ErrLost
	}
	return mongodb.Translate("set row of hand-over", err)
}
