package factor

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// Indexes declares factors and what agencies require; both are read by their ids only.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: "factors"}, {Collection: "factor_policies"}}
}

type store struct{ factors, policies *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{db.Collection("factors"), db.Collection("factor_policies")}
}

func idOf(agency, person string) bson.D {
	return bson.D{{Key: "_id", Value: person}, {Key: "agency", Value: agency}}
}

// Get returns a person's factor, one of version 0 where there is none.
func (s store) Get(ctx context.Context, agency, person string) (f Factor, err error) {
	err = mongodb.Translate("get factor", s.factors.FindOne(ctx, idOf(agency, person)).Decode(&f))
	if errors.Is(err, errs.ErrNotFound) {
		return Factor{Person: person, Agency: agency}, nil
	}
	return f, err
}

// Of returns the factors of people, of those who have one.
func (s store) Of(ctx context.Context, agency string, people []string) ([]Factor, error) {
	return mongodb.All[Factor](ctx, "list factors", s.factors, bson.D{
		{Key: "agency", Value: agency}, {Key: "_id", Value: bson.D{{Key: "$in", Value: people}}},
	})
}

// Put stores f in the place of the version that was seen, 0 for none; errs.ErrChanged when that is no longer stored.
func (s store) Put(ctx context.Context, seen int64, f Factor) error {
	if seen == 0 {
		_, err := s.factors.InsertOne(ctx, f)
		if mongodb.IsDuplicate(err) {
			return errs.ErrChanged
		}
		return mongodb.Translate("insert factor", err)
	}
	return mongodb.Put(ctx, "replace factor", s.factors, idOf(f.Agency, f.Person), seen, f)
}

// Use marks the step of a code as used, when none at or after it was; false when another was first.
func (s store) Use(ctx context.Context, f Factor, step int64) (bool, error) {
	res, err := s.factors.UpdateOne(ctx, append(idOf(f.Agency, f.Person), bson.E{Key: "secret", Value: f.Secret}, bson.E{Key: "step", Value: bson.D{{Key: "$lt", Value: step}}}),
		bson.D{{Key: "$set", Value: bson.D{{Key: "step", Value: step}}}, {Key: "$inc", Value: bson.D{{Key: "version", Value: int64(1)}}}})
	if err != nil {
		return false, mongodb.Translate("use code", err)
	}
	return res.MatchedCount == 1, nil
}

// UseRecovery takes a recovery code away; false when it is not there.
func (s store) UseRecovery(ctx context.Context, f Factor, hash string) (bool, error) {
	res, err := s.factors.UpdateOne(ctx, append(idOf(f.Agency, f.Person), bson.E{Key: "secret", Value: f.Secret}, bson.E{Key: "recovery", Value: hash}),
		bson.D{{Key: "$pull", Value: bson.D{{Key: "recovery", Value: hash}}}, {Key: "$inc", Value: bson.D{{Key: "version", Value: int64(1)}}}})
	if err != nil {
		return false, mongodb.Translate("use recovery code", err)
	}
	return res.MatchedCount == 1, nil
}

// Policy returns what an agency requires, of version 0 while nobody has decided.
func (s store) Policy(ctx context.Context, agency string) (p Policy, err error) {
	err = mongodb.Translate("get factor policy", s.policies.FindOne(ctx, bson.D{{Key: "_id", Value: agency}}).Decode(&p))
	if errors.Is(err, errs.ErrNotFound) {
		return Policy{Agency: agency}, nil
	}
	return p, err
}

// PutPolicy stores p in the place of the version that was seen, 0 for none; errs.ErrChanged when that is no longer stored.
func (s store) PutPolicy(ctx context.Context, seen int64, p Policy) error {
	if seen == 0 {
		_, err := s.policies.InsertOne(ctx, p)
		if mongodb.IsDuplicate(err) {
			return errs.ErrChanged
		}
		return mongodb.Translate("insert factor policy", err)
	}
	return mongodb.Put(ctx, "replace factor policy", s.policies, bson.D{{Key: "_id", Value: p.Agency}}, seen, p)
}
