package scheme

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

const (
	versionsCollection = "eval_schemes"
	effectsCollection  = "eval_scheme_effects"
)

// Indexes declares the versions, of which a policy has at most one open proposal, and what their trials found.
func Indexes() []mongodb.Indexes {
	open := mongo.IndexModel{
		Keys: bson.D{{Key: "agency", Value: 1}, {Key: "policy", Value: 1}},
		Options: options.Index().SetName("open_unique").SetUnique(true).
			SetPartialFilterExpression(bson.D{{Key: "state", Value: Proposed}}),
	}
	return []mongodb.Indexes{
		{Collection: versionsCollection, Models: []mongo.IndexModel{mongodb.Asc("agency", "state", "from"), open}},
		{Collection: effectsCollection, Models: []mongo.IndexModel{mongodb.Asc("agency", "version", "n")}},
	}
}

type store struct{ versions, effects *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{versions: db.Collection(versionsCollection), effects: db.Collection(effectsCollection)}
}

// In returns the versions of an agency in some states, by the day from which they count. It has some of them a year.
func (s store) In(ctx context.Context, agency string, states ...State) ([]Version, error) {
	return mongodb.All[Version](ctx, "list schemes", s.versions, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: bson.D{{Key: "$in", Value: states}}},
	}, options.Find().SetSort(bson.D{{Key: "from", Value: 1}, {Key: "ended.at", Value: 1}}))
}

// Get returns one version; errs.ErrNotFound.
func (s store) Get(ctx context.Context, agency, id string) (v Version, err error) {
	err = s.versions.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&v)
	return v, mongodb.Translate("get scheme", err)
}

// Put stores v in the place of the version that was seen, 0 for none; errs.ErrChanged when it is another one.
func (s store) Put(ctx context.Context, seen int64, v Version) error {
	return mongodb.Put(ctx, "put scheme", s.versions, bson.D{{Key: "_id", Value: v.ID}, {Key: "agency", Value: v.Agency}}, seen, v)
}

// Forget drops the effects of a version, so that its trial begins anew.
func (s store) Forget(ctx context.Context, agency, id string) error {
	_, err := s.effects.DeleteMany(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "version", Value: id}})
	return mongodb.Translate("forget effects of a scheme", err)
}

// Keep adds effects.
func (s store) Keep(ctx context.Context, effects []Effect) error {
	if len(effects) == 0 {
		return nil
	}
	_, err := s.effects.InsertMany(ctx, effects)
	return mongodb.Translate("keep effects of a scheme", err)
}

// Effects returns what the trial of a version kept, in its order.
func (s store) Effects(ctx context.Context, agency, id string) ([]Effect, error) {
	return mongodb.All[Effect](ctx, "list effects of a scheme", s.effects, bson.D{
		{Key: "agency", Value: agency}, {Key: "version", Value: id},
	}, options.Find().SetSort(bson.D{{Key: "n", Value: 1}}).SetLimit(MaxEffects))
}
