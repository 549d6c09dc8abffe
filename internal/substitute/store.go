package substitute

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
)

const (
	collection      = "substitutes"
	locksCollection = "substitute_locks"
)

// Indexes declares the collection of substitutes.
func Indexes() []mongodb.Indexes {
	turns := mongodb.Asc("agency", "turns_at", "_id")
	turns.Options = options.Index().SetPartialFilterExpression(bson.M{"turns_at": bson.M{"$exists": true}})
	byOp := mongodb.Unique("agency", "op.person", "op.key")
	byOp.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{
		{Collection: collection, Models: []mongo.IndexModel{
			mongodb.Asc("agency", "to", "_id"), mongodb.Asc("agency", "person", "-from"), mongodb.Asc("agency", "substitute", "-from"), turns, byOp,
		}},
		{Collection: locksCollection},
	}
}

type store struct{ rows, locks *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{db.Collection(collection), db.Collection(locksCollection)}
}

// Lock makes transactions about the same person run one after the other. Only inside a transaction.
func (s store) Lock(ctx context.Context, agency, person string) error {
	_, err := s.locks.UpdateOne(ctx, bson.M{"_id": agency + "|" + person}, bson.M{"$inc": bson.M{"n": int64(1)}}, options.UpdateOne().SetUpsert(true))
	return mongodb.Translate("lock substitutes", err)
}

// Put stores next in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) Put(ctx context.Context, seen int64, next Substitution) error {
	return mongodb.Put(ctx, "put substitute", s.rows, bson.D{{Key: "_id", Value: next.ID}, {Key: "agency", Value: next.Agency}}, seen, next)
}

// Get returns one of the agency, errs.ErrNotFound when there is none.
func (s store) Get(ctx context.Context, agency, id string) (r Substitution, err error) {
	err = s.rows.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&r)
	return r, mongodb.Translate("get substitute", err)
}

// Made returns what a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (r Substitution, err error) {
	err = s.rows.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key}}).Decode(&r)
	return r, mongodb.Translate("substitute made", err)
}

// Open returns what is not over at now, also what is still to come.
func (s store) Open(ctx context.Context, agency string, now time.Time) ([]Substitution, error) {
	return mongodb.All[Substitution](ctx, "list open substitutes", s.rows,
		bson.D{{Key: "agency", Value: agency}, {Key: "to", Value: bson.D{{Key: "$gt", Value: now}}}},
		options.Find().SetSort(bson.D{{Key: "to", Value: 1}, {Key: "_id", Value: 1}}))
}

// Of returns the times in which a person was, is or will be one of the two, latest first, at most 50 of each.
func (s store) Of(ctx context.Context, agency, field, person string) ([]Substitution, error) {
	return mongodb.All[Substitution](ctx, "list substitutes", s.rows, bson.D{{Key: "agency", Value: agency}, {Key: field, Value: person}},
		options.Find().SetSort(bson.D{{Key: "from", Value: -1}}).SetLimit(50))
}

// Turning returns those of which both are to be told at now.
func (s store) Turning(ctx context.Context, agency string, now time.Time) ([]Substitution, error) {
	return mongodb.All[Substitution](ctx, "list turning substitutes", s.rows,
		bson.D{{Key: "agency", Value: agency}, {Key: "turns_at", Value: bson.D{{Key: "$lte", Value: now}}}},
		options.Find().SetSort(bson.D{{Key: "turns_at", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(500))
}

// Reader tells package identity who stands in for whom.
type Reader struct{ store store }

// NewReader returns the reader of a database.
func NewReader(db *mongodb.DB) Reader { return Reader{newStore(db)} }

// Open implements identity.StandIns.
func (r Reader) Open(ctx context.Context, agency string, now time.Time) ([]identity.StandIn, error) {
	rows, err := r.store.Open(ctx, agency, now)
	if err != nil {
		return nil, err
	}
	all := make([]identity.StandIn, 0, len(rows))
	for _, s := range rows {
		all = append(all, identity.StandIn{ID: s.ID, Person: s.Person, Substitute: s.Substitute, From: s.From, To: s.To})
	}
	return all, nil
}
