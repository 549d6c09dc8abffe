package task

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// Watch notes that a person who sees a task follows it, or ceases to, and reports whether it found the task with a place
// left. It is no change of the task: the version stays.
func (s store) Watch(ctx context.Context, tokens access.Tokens, t Task, person string, on bool) (bool, error) {
	filter := bson.D{{Key: "agency", Value: t.Agency}, {Key: "_id", Value: t.ID}}
	change := bson.M{"$pull": bson.M{FieldWatchers: person}}
	if on {
		change = bson.M{"$addToSet": bson.M{FieldWatchers: person}}
		filter = append(filter, Visible(tokens), bson.E{Key: fmt.Sprintf("%s.%d", FieldWatchers, maxWatchers-1), Value: bson.M{"$exists": false}})
	}
	res, err := s.tasks.UpdateOne(ctx, filter, change)
	return err == nil && res.MatchedCount > 0, mongodb.Translate("watch task", err)
}
