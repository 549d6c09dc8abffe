package monthly

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "monthly_reports"

// Indexes declares the plans; all of an agency are read once a day.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("agency", "_id")}}}
}

type store struct{ plans *mongo.Collection }

// Get returns the plan of a unit, errs.ErrNotFound when there is none.
func (s store) Get(ctx context.Context, agency, unit string) (p Plan, err error) {
	err = s.plans.FindOne(ctx, bson.D{{Key: "_id", Value: unit}, {Key: "agency", Value: agency}}).Decode(&p)
	return p, mongodb.Translate("get monthly report", err)
}

// Put stores p in the place of the version that was seen, 0 for none.
func (s store) Put(ctx context.Context, seen int64, p Plan) error {
	return mongodb.Put(ctx, "put monthly report", s.plans, bson.D{{Key: "_id", Value: p.ID}, {Key: "agency", Value: p.Agency}}, seen, p)
}

// All yields the plans of an agency.
func (s store) All(ctx context.Context, agency string) iter.Seq2[Plan, error] {
	return mongodb.Each[Plan](ctx, "walk monthly reports", s.plans, bson.D{{Key: "agency", Value: agency}}, mongodb.Walk{})
}

// Sent notes that the report of a month was sent, errs.ErrChanged when another one was since p was read.
func (s store) Sent(ctx context.Context, p Plan, month string) error {
	res, err := s.plans.UpdateOne(ctx, bson.D{{Key: "_id", Value: p.ID}, {Key: "agency", Value: p.Agency}, {Key: "version", Value: p.Version}, {Key: "last", Value: p.Last}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "last", Value: month}}}})
	if err == nil && res.MatchedCount == 0 {
		return errs.ErrChanged
	}
	return mongodb.Translate("note monthly report", err)
}
