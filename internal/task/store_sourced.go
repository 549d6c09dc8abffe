package task

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// OfDocuments returns the rows of given and finished tasks that name one of the documents under one of the numbers, which an
// index holds, and of those with one of ids; in the order of their making.
func (s store) OfDocuments(ctx context.Context, agency string, documents, numbers, ids []string) ([]Row, error) {
	standing := bson.E{Key: "state", Value: bson.M{"$in": []State{Assigned, InProgress, Submitted, Paused, Completed}}}
	return mongodb.Read(ctx, "tasks of documents", s.tasks, bson.M{"$or": bson.A{
		bson.D{{Key: "agency", Value: agency}, {Key: "document.number", Value: bson.M{"$in": numbers}}, {Key: "document.id", Value: bson.M{"$in": documents}}, standing},
		bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}, standing},
	}}, ReadRow, options.Find().SetProjection(RowFields).SetSort(bson.D{{Key: "_id", Value: 1}}))
}
