package savedfilter

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

const collection = "saved_filters"

// maxShown is how many filters one person is shown: one's own and those of one's units.
const maxShown = 200

// Indexes declares the filters: one's own, and those shared with a unit.
func Indexes() []mongodb.Indexes {
	shared := mongodb.Asc("agency", "shared", "name", "_id")
	shared.Options = options.Index().SetPartialFilterExpression(bson.M{"shared": bson.M{"$exists": true}})
	op := mongodb.Unique("agency", "op.person", "op.key")
	op.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("agency", "owner", "name", "_id"), shared, op}}}
}

type store struct{ filters *mongo.Collection }

func newStore(db *mongodb.DB) store { return store{filters: db.Collection(collection)} }

// List returns the filters of an owner and those shared with one of units, by name.
func (s store) List(ctx context.Context, agency, owner string, units []string) ([]Filter, error) {
	return mongodb.All[Filter](ctx, "list filters", s.filters, bson.M{"$or": bson.A{
		bson.M{"agency": agency, "owner": owner}, bson.M{"agency": agency, "shared": bson.M{"$in": units, "$exists": true}},
	}}, options.Find().SetSort(bson.D{{Key: "name", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(maxShown))
}

// Own counts the filters of an owner, at most limit.
func (s store) Own(ctx context.Context, agency, owner string, limit int64) (int64, error) {
	n, err := s.filters.CountDocuments(ctx, bson.M{"agency": agency, "owner": owner}, options.Count().SetLimit(limit))
	return n, mongodb.Translate("count filters", err)
}

// Get returns a filter, errs.ErrNotFound when there is none.
func (s store) Get(ctx context.Context, agency, id string) (f Filter, err error) {
	err = s.filters.FindOne(ctx, bson.M{"_id": id, "agency": agency}).Decode(&f)
	return f, mongodb.Translate("get filter", err)
}

// Made returns the filter that a request saved, errs.ErrNotFound when it saved none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (f Filter, err error) {
	err = s.filters.FindOne(ctx, bson.M{"agency": agency, "op.person": op.Person, "op.key": op.Key}).Decode(&f)
	return f, mongodb.Translate("filter made", err)
}

// Insert stores a new filter.
func (s store) Insert(ctx context.Context, f Filter) error {
	_, err := s.filters.InsertOne(ctx, f)
	return mongodb.Translate("insert filter", err)
}

// Replace saves f when the stored version is still seen, errs.ErrChanged otherwise.
func (s store) Replace(ctx context.Context, seen int64, f Filter) error {
	return mongodb.Put(ctx, "replace filter", s.filters, bson.D{{Key: "agency", Value: f.Agency}, {Key: "_id", Value: f.ID}}, seen, f)
}

// Remove deletes f as it was seen, errs.ErrChanged when it is another one by now.
func (s store) Remove(ctx context.Context, f Filter) error {
	res, err := s.filters.DeleteOne(ctx, bson.M{"_id": f.ID, "agency": f.Agency, "version": f.Version})
	if err == nil && res.DeletedCount == 0 {
		return errs.ErrChanged
	}
	return mongodb.Translate("remove filter", err)
}
