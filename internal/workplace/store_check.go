package workplace

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

// The collections of checks.
const (
	checksCollection = "workplace_checks"
	callsCollection  = "workplace_calls"
)

// checkIndexes declares what the queries of checks need.
func checkIndexes() []mongodb.Indexes {
	return []mongodb.Indexes{
		{Collection: checksCollection, Models: []mongo.IndexModel{mongodb.Asc("agency", "unit", "-at"), byOp()}},
		{Collection: callsCollection, Models: []mongo.IndexModel{mongodb.Asc("agency", "check"), mongodb.Asc("agency", "person", "-at")}},
	}
}

// InsertCheck stores a check with its calls; only inside a transaction.
func (s store) InsertCheck(ctx context.Context, c Check, calls []Call) error {
	if _, err := s.checks.InsertOne(ctx, c); err != nil {
		return mongodb.Translate("insert check", err)
	}
	_, err := s.calls.InsertMany(ctx, calls)
	return mongodb.Translate("insert calls", err)
}

// MadeCheck returns the check that a request made, errs.ErrNotFound when it made none.
func (s store) MadeCheck(ctx context.Context, agency string, op idempotency.Op) (c Check, err error) {
	err = s.checks.FindOne(ctx, bson.M{"agency": agency, "op.person": op.Person, "op.key": op.Key}).Decode(&c)
	return c, mongodb.Translate("check made", err)
}

// Checks returns the latest checks of a unit, newest first; with after those alone that run at that instant.
func (s store) Checks(ctx context.Context, agency, unit string, after time.Time, limit int64) ([]Check, error) {
	filter := bson.M{"agency": agency, "unit": unit}
	if !after.IsZero() {
		filter["at"] = bson.M{"$gte": after.Add(-MaxMinutes * time.Minute), "$lte": after}
		filter["until"] = bson.M{"$gt": after}
	}
	return mongodb.All[Check](ctx, "checks of unit", s.checks, filter, options.Find().SetSort(bson.D{{Key: "at", Value: -1}}).SetLimit(limit))
}

// Calls returns the calls of checks, in the order of people's ids.
func (s store) Calls(ctx context.Context, agency string, checks []string) ([]Call, error) {
	return mongodb.All[Call](ctx, "calls of checks", s.calls, bson.M{"agency": agency, "check": bson.M{"$in": checks}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// CallsOf returns how a person was asked since an instant, newest first.
func (s store) CallsOf(ctx context.Context, agency, person string, since time.Time, limit int64) ([]Call, error) {
	return mongodb.All[Call](ctx, "calls of person", s.calls, bson.M{"agency": agency, "person": person, "at": bson.M{"$gte": since}},
		options.Find().SetSort(bson.D{{Key: "at", Value: -1}}).SetLimit(limit))
}

// Call returns one call; errs.ErrNotFound when there is none.
func (s store) Call(ctx context.Context, agency, id string) (c Call, err error) {
	err = s.calls.FindOne(ctx, bson.M{"_id": id, "agency": agency}).Decode(&c)
	return c, mongodb.Translate("get call", err)
}

// Answer notes when a call was answered, and reports whether this was the first answer.
func (s store) Answer(ctx context.Context, c Call, at time.Time) (bool, error) {
	res, err := s.calls.UpdateOne(ctx, bson.M{"_id": c.ID, "agency": c.Agency, "answered_at": nil}, bson.M{"$set": bson.M{"answered_at": at}})
	return err == nil && res.ModifiedCount > 0, mongodb.Translate("answer call", err)
}
