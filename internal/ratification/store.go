package ratification

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/mongodb"
	"congvu/internal/org"
)

const collection = "ratings"

// Indexes declares the collection of ratings. Nobody's grade of a period is decided twice.
func Indexes() []mongodb.Indexes {
	once := mongodb.Unique("agency", "period", "decision.grades.person")
	once.Options.SetPartialFilterExpression(bson.M{"decision.at": bson.M{"$exists": true}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{once}}}
}

type store struct{ rows *mongo.Collection }

// get returns the rating of a unit and period, a new one when nobody has touched it.
func (s store) get(ctx context.Context, u org.Unit, p grading.Period) (r Rating, err error) {
	err = mongodb.Translate("get rating", s.rows.FindOne(ctx, bson.D{{Key: "agency", Value: u.Agency}, {Key: "_id", Value: ratingID(u.Agency, u.ID, p)}}).Decode(&r))
	if errors.Is(err, errs.ErrNotFound) {
		return newRating(u, p), nil
	}
	return r, err
}

// put stores next in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored, ErrElsewhere
// when a decision names somebody who is decided on with another unit.
func (s store) put(ctx context.Context, seen int64, next Rating) error {
	err := mongodb.Put(ctx, "put rating", s.rows, bson.D{{Key: "agency", Value: next.Agency}, {Key: "_id", Value: next.ID}}, seen, next)
	if mongodb.IsDuplicate(err) {
		return ErrElsewhere
	}
	return err
}

// ofPeople returns the decisions of a period that name some of the people.
func (s store) ofPeople(ctx context.Context, agency string, p grading.Period, people ...string) ([]Rating, error) {
	return mongodb.All[Rating](ctx, "list decisions", s.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "period", Value: p}, {Key: "decision.grades.person", Value: bson.D{{Key: "$in", Value: people}}},
		{Key: "decision.at", Value: bson.D{{Key: "$exists", Value: true}}},
	}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}
