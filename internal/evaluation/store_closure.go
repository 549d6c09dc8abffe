package evaluation

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/grading"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// undecidedIndex holds the lines that wait for an approver alone, few among all that are kept.
func undecidedIndex() mongo.IndexModel {
	m := mongodb.Asc("state", "_id")
	m.Options = options.Index().SetPartialFilterExpression(bson.D{{Key: "state", Value: task.Submitted}})
	return m
}

// Undecided counts the lines of an agency's month that wait for an approver.
func (s store) Undecided(ctx context.Context, agency string, p grading.Period) (int, error) {
	n, err := s.facts.CountDocuments(ctx, append(within(agency+"|"+string(p)), bson.E{Key: "state", Value: task.Submitted}))
	return int(n), mongodb.Translate("count undecided facts", err)
}
