package setup

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

const collection = "setup_links"

// Indexes declares the set-up links. The TTL index only sweeps: what has expired is refused by our own clock before.
func Indexes() []mongodb.Indexes {
	sweep := mongodb.Asc("gc")
	sweep.Options = options.Index().SetExpireAfterSeconds(int32((2 * LinkLife).Seconds()))
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{sweep}}}
}

type store struct{ links *mongo.Collection }

// Insert stores a new link.
func (s store) Insert(ctx context.Context, l link) error {
	_, err := s.links.InsertOne(ctx, l)
	return mongodb.Translate("insert set-up link", err)
}

// Get returns the link with that hash.
func (s store) Get(ctx context.Context, hash string) (l link, err error) {
	err = s.links.FindOne(ctx, bson.D{{Key: "_id", Value: hash}}).Decode(&l)
	return l, mongodb.Translate("get set-up link", err)
}

// Take removes a link and returns it: of two who come with the same one, one gets it.
func (s store) Take(ctx context.Context, hash string) (l link, err error) {
	err = s.links.FindOneAndDelete(ctx, bson.D{{Key: "_id", Value: hash}}).Decode(&l)
	return l, mongodb.Translate("take set-up link", err)
}
