package task

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// byAbove finds what is below a task at any depth.
var byAbove = mongodb.Asc("agency", "above", "_id")

// Any returns a task whoever asks, errs.ErrNotFound when there is none.
func (s store) Any(ctx context.Context, agency, id string) (t Task, err error) {
	err = s.tasks.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "_id", Value: id}}).Decode(&t)
	return t, mongodb.Translate("get task", err)
}

// Below returns the rows of the tasks below id that one of tokens may see, old first, at most limit.
func (s store) Below(ctx context.Context, tokens access.Tokens, id string, limit int64) ([]Row, error) {
	return mongodb.Read(ctx, "read tree", s.tasks, bson.D{{Key: "agency", Value: tokens.Agency}, {Key: "above", Value: id}, Visible(tokens)}, ReadRow,
		options.Find().SetProjection(RowFields).SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(limit).SetBatchSize(int32(limit)))
}

// GivenBelow returns the oldest task below id that somebody has now, found is false when there is none.
func (s store) GivenBelow(ctx context.Context, agency, id string) (t Task, found bool, err error) {
	err = mongodb.Translate("find open branch", s.tasks.FindOne(ctx,
		bson.D{{Key: "agency", Value: agency}, {Key: "above", Value: id}, {Key: "state", Value: bson.M{"$in": []State{Assigned, InProgress, Submitted, Paused}}}},
		options.FindOne().SetSort(bson.D{{Key: "_id", Value: 1}})).Decode(&t))
	if errors.Is(err, errs.ErrNotFound) {
		return Task{}, false, nil
	}
	return t, err == nil, err
}

// OpenBelow returns every open task below id, old first.
func (s store) OpenBelow(ctx context.Context, agency, id string) ([]Task, error) {
	return mongodb.All[Task](ctx, "read open branches", s.tasks, bson.D{{Key: "agency", Value: agency}, {Key: "above", Value: id}, {Key: "open", Value: true}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}
