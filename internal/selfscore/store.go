package selfscore

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/mongodb"
)

const collection = "self_scores"

// Indexes declares the collection of self-scores, read for everybody of a unit at once.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("agency", "period", "person")}}}
}

type store struct{ rows *mongo.Collection }

// get returns what a person sent of a month, a new one when nothing was.
func (s store) get(ctx context.Context, agency, person string, p grading.Period) (x Self, err error) {
	err = s.rows.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "_id", Value: selfID(agency, person, p)}}).Decode(&x)
	if err = mongodb.Translate("get self-score", err); errors.Is(err, errs.ErrNotFound) {
		return Self{ID: selfID(agency, person, p), Agency: agency, Person: person, Period: p}, nil
	}
	return x, err
}

// put stores next in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) put(ctx context.Context, seen int64, next Self) error {
	return mongodb.Put(ctx, "put self-score", s.rows, bson.D{{Key: "agency", Value: next.Agency}, {Key: "_id", Value: next.ID}}, seen, next)
}

// ofPeople returns what people sent of a month.
func (s store) ofPeople(ctx context.Context, agency string, p grading.Period, people []string) ([]Self, error) {
	return mongodb.All[Self](ctx, "list self-scores", s.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "period", Value: p}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}},
	})
}
