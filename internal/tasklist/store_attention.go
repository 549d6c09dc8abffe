package tasklist

import (
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// attention is one reason to look after work: what must hold, in which order, by which index.
type attention struct {
	match bson.D
	sort  bson.D
	hint  any
}

// dueBetween is work that is not handed in, with a deadline that ends in from < end <= to.
func dueBetween(from, to time.Time) attention {
	return attention{
		match: bson.D{
			{Key: "open", Value: true}, {Key: "due_at", Value: bson.M{"$gt": from, "$lte": to}},
			{Key: "state", Value: bson.M{"$in": []task.State{task.Assigned, task.InProgress}}},
		},
		sort: task.Order(task.ByDue), hint: task.ListIndex(task.FieldVis, task.ByDue).Keys,
	}
}

// stuckSince is work that waits for somebody's act since before an instant.
func stuckSince(before time.Time) attention {
	return attention{
		match: bson.D{{Key: "asked", Value: true}, {Key: "waiting_since", Value: bson.M{"$lt": before}}},
		sort:  task.Order(task.ByWaiting), hint: task.IndexByStuck.Keys,
	}
}

func (sc scope) needing(reader string, what attention) bson.D {
	d := bson.D{{Key: "agency", Value: sc.agency}, {Key: sc.field, Value: bson.M{"$in": sc.values}}}
	return append(append(d, what.match...), bson.E{Key: task.FieldLead, Value: bson.M{"$ne": reader}})
}

// needing returns the work of a list that needs a look, but what the reader leads.
func (s store) needing(ctx context.Context, sc scope, reader string, what attention, limit int) ([]task.Row, error) {
	return s.rows(ctx, sc.needing(reader, what), options.Find().SetSort(slices.Clone(what.sort)).SetLimit(int64(limit)).SetHint(what.hint))
}

// countNeeding counts the same, at most limit.
func (s store) countNeeding(ctx context.Context, sc scope, reader string, what attention, limit int) (int, error) {
	n, err := s.tasks.CountDocuments(ctx, sc.needing(reader, what), options.Count().SetHint(what.hint).SetLimit(int64(limit)))
	return int(n), mongodb.Translate("count work to look after", err)
}
