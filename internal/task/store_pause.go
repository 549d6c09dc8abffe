package task

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// Resting yields the paused tasks of an agency that go on on a day or an earlier one; it stops after the first error.
func (s store) Resting(ctx context.Context, agency string, day vncal.Date) iter.Seq2[Task, error] {
	return mongodb.Each[Task](ctx, "find paused tasks", s.tasks, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: Paused}, {Key: "paused.until", Value: bson.M{"$lte": day}},
	}, mongodb.Walk{Sort: bson.D{{Key: "paused.until", Value: 1}, {Key: "_id", Value: 1}}, Hint: byPause.Keys})
}
