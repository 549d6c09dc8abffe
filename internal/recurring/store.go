package recurring

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

const (
	collection = "recurring"
	given      = "recurring_given"
)

// Indexes declares the rules, by giver and by when they come next, and what was given: one task per rule and named day.
func Indexes() []mongodb.Indexes {
	next := mongodb.Asc("agency", "next", "_id")
	next.Options = options.Index().SetPartialFilterExpression(bson.M{"state": Active})
	op := mongodb.Unique("agency", "op.person", "op.key")
	op.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{
		{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("agency", "giver", "state", "next", "_id"), next, op}},
		{Collection: given},
	}
}

type store struct{ rules, given *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{rules: db.Collection(collection), given: db.Collection(given)}
}

// record says that the work of a named day was given.
type record struct {
	ID   string     `bson:"_id"` // rule|named day
	Task string     `bson:"task"`
	On   vncal.Date `bson:"on"` // when it came
}

// Given stores that the work of a rule's named day was given; mongodb.ErrDuplicate when it had been.
func (s store) Given(ctx context.Context, rule string, named, on vncal.Date, task string) error {
	_, err := s.given.InsertOne(ctx, record{rule + "|" + string(named), task, on})
	return mongodb.Translate("give recurring work", err)
}

// Own returns the rules of a giver, those that come soonest first, ended ones last.
func (s store) Own(ctx context.Context, agency, giver string) ([]Rule, error) {
	return mongodb.All[Rule](ctx, "list recurring work", s.rules, bson.M{"agency": agency, "giver": giver},
		options.Find().SetSort(bson.D{{Key: "state", Value: 1}, {Key: "next", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(2*maxOwn))
}

// Count counts the rules of a giver that have not ended, at most limit.
func (s store) Count(ctx context.Context, agency, giver string, limit int64) (int64, error) {
	n, err := s.rules.CountDocuments(ctx, bson.M{"agency": agency, "giver": giver, "state": bson.M{"$in": bson.A{Active, Paused}}}, options.Count().SetLimit(limit))
	return n, mongodb.Translate("count recurring work", err)
}

// DueBy yields the rules that run and come by a day, the longest due first; it stops after the first error.
func (s store) DueBy(ctx context.Context, agency string, day vncal.Date) iter.Seq2[Rule, error] {
	return mongodb.Each[Rule](ctx, "find recurring work that is due", s.rules, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: Active}, {Key: "next", Value: bson.M{"$gt": "", "$lte": day}},
	}, mongodb.Walk{Sort: bson.D{{Key: "next", Value: 1}, {Key: "_id", Value: 1}}})
}

// Get returns a rule, errs.ErrNotFound when there is none.
func (s store) Get(ctx context.Context, agency, id string) (r Rule, err error) {
	err = s.rules.FindOne(ctx, bson.M{"_id": id, "agency": agency}).Decode(&r)
	return r, mongodb.Translate("get recurring work", err)
}

// Made returns what a request made, errs.ErrNotFound when nothing.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (r Rule, err error) {
	err = s.rules.FindOne(ctx, bson.M{"agency": agency, "op.person": op.Person, "op.key": op.Key}).Decode(&r)
	return r, mongodb.Translate("get recurring work by key", err)
}

// Put stores r in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) Put(ctx context.Context, seen int64, r Rule) error {
	return mongodb.Put(ctx, "save recurring work", s.rules, bson.D{{Key: "_id", Value: r.ID}, {Key: "agency", Value: r.Agency}}, seen, r)
}
