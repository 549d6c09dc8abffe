package task

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// OfDocuments returns the rows of given and finished tasks that name one of the documents under one of the numbers, which an
// index holds, and of those with one of ids; in the order of their making.
func (s store) OfDocuments(ctx context.Context, agency string, documents, numbers, ids []string) ([]Row, error) {
	return mongodb.Read(ctx, "tasks of documents", s.tasks, restingOn(agency, documents, numbers, ids), ReadRow, options.Find().SetProjection(RowFields).SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// restingOn selects the given and finished tasks that name one of the documents under one of the numbers, and those with one of ids.
func restingOn(agency string, documents, numbers, ids []string) bson.M {
	standing := bson.E{Key: "state", Value: bson.M{"$in": []State{Assigned, InProgress, Submitted, Paused, Completed}}}
	return bson.M{"$or": bson.A{
		bson.D{{Key: "agency", Value: agency}, {Key: "document.number", Value: bson.M{"$in": numbers}}, {Key: "document.id", Value: bson.M{"$in": documents}}, standing},
		bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}, standing},
	}}
}

// maxSourced is of how many tasks that rest on one document the tokens are read.
const maxSourced = 1000

// VisOfDocument returns the tokens of the tasks that rest on a document, each once.
func (s store) VisOfDocument(ctx context.Context, agency, document, number string, ids []string) ([]string, error) {
	rows, err := mongodb.All[struct {
		Vis []string `bson:"vis"`
	}](ctx, "tokens of document", s.tasks, restingOn(agency, []string{document}, []string{number}, ids),
		options.Find().SetProjection(bson.D{{Key: "_id", Value: 0}, {Key: "vis", Value: 1}}).SetLimit(maxSourced))
	var all []string
	for _, r := range rows {
		all = append(all, r.Vis...)
	}
	slices.Sort(all)
	return slices.Compact(all), err
}
