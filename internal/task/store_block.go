package task

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// byBlocker finds the work that waits for a task.
var byBlocker = mongodb.Asc("agency", "blockers", "_id")

// locksCollection holds one document per agency, which makes those take turns that say what waits for what.
const locksCollection = "task_locks"

// LockLinks makes transactions that change what waits for what run one after the other: of two at once the later one begins
// anew and sees what the first has written. Only inside a transaction.
func (s store) LockLinks(ctx context.Context, agency string) error {
	_, err := s.tasks.Database().Collection(locksCollection).UpdateOne(ctx, bson.M{"_id": agency + "|links"}, bson.M{"$inc": bson.M{"n": int64(1)}}, options.UpdateOne().SetUpsert(true))
	return mongodb.Translate("lock links", err)
}

// OfIDs returns the tasks of ids whoever asks, as lists show them, with who may see them.
func (s store) OfIDs(ctx context.Context, agency string, ids []string) ([]Task, error) {
	return mongodb.All[Task](ctx, "read blockers", s.tasks, bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}},
		options.Find().SetProjection(append(clip(RowFields), bson.E{Key: "vis", Value: 1})))
}

// WaitingFor returns the open tasks that wait for id whoever asks, old first.
func (s store) WaitingFor(ctx context.Context, agency, id string) ([]Task, error) {
	return mongodb.All[Task](ctx, "read blocked work", s.tasks, waitingFor(agency, id), options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(2*MaxBlockers))
}

// WaitingForCount counts them.
func (s store) WaitingForCount(ctx context.Context, agency, id string) (int64, error) {
	n, err := s.tasks.CountDocuments(ctx, waitingFor(agency, id))
	return n, mongodb.Translate("count blocked work", err)
}

func waitingFor(agency, id string) bson.D {
	return bson.D{{Key: "agency", Value: agency}, {Key: "blockers", Value: id}, {Key: "open", Value: true}}
}

// HeldBy returns what has to end before the open ones of ids can: what they wait for, and what their parts at any depth wait
// for. What they are parts of does not hold them.
func (s store) HeldBy(ctx context.Context, agency string, ids []string) ([]string, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "blockers", Value: bson.M{"$exists": true}}, {Key: "$or", Value: bson.A{
		bson.M{"_id": bson.M{"$in": ids}}, bson.M{"above": bson.M{"$in": ids}},
	}}}
	rows, err := mongodb.All[struct {
		Blockers []string `bson:"blockers"`
	}](ctx, "follow blockers", s.tasks, filter, options.Find().SetProjection(bson.M{"blockers": 1}))
	var all []string
	for _, r := range rows {
		all = append(all, r.Blockers...)
	}
	return all, err
}
