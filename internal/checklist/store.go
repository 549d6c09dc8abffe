package checklist

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "task_checklists"

// Indexes declares the checklists, which are read by their id alone.
func Indexes() []mongodb.Indexes { return []mongodb.Indexes{{Collection: collection}} }

type store struct{ lists *mongo.Collection }

// Get returns the checklist of a task, an empty one of version 0 when there is none.
func (s store) Get(ctx context.Context, agency, task string) (l List, err error) {
	err = mongodb.Translate("get checklist", s.lists.FindOne(ctx, key(agency, task)).Decode(&l))
	if errors.Is(err, errs.ErrNotFound) {
		return List{Task: task, Agency: agency}, nil
	}
	return l, err
}

// Ticks returns the checklists of tasks with nothing of their items but whether they are done.
func (s store) Ticks(ctx context.Context, agency string, tasks []string) ([]List, error) {
	return mongodb.All[List](ctx, "count checklists", s.lists, bson.D{{Key: "_id", Value: bson.M{"$in": tasks}}, {Key: "agency", Value: agency}},
		options.Find().SetProjection(bson.M{"items.done": 1}).SetHint(bson.D{{Key: "_id", Value: 1}}))
}

// Put stores l when the version that was seen is stored still, errs.ErrChanged otherwise.
func (s store) Put(ctx context.Context, seen int64, l List) error {
	return mongodb.Put(ctx, "put checklist", s.lists, key(l.Agency, l.Task), seen, l)
}

func key(agency, task string) bson.D {
	return bson.D{{Key: "_id", Value: task}, {Key: "agency", Value: agency}}
}
