package mongodb

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
)

// All returns every document of a query, never nil. what names the reading in the log.
func All[T any](ctx context.Context, what string, c *mongo.Collection, query any, opts ...options.Lister[options.FindOptions]) ([]T, error) {
	cur, err := c.Find(ctx, query, opts...)
	if err != nil {
		return nil, Translate(what, err)
	}
	found := []T{}
	return found, Translate(what, cur.All(ctx, &found))
}

// Put stores doc in the place of the version that was seen of the document that key names, its _id and agency; 0 means
// that none was stored. errs.ErrChanged when somebody else was first, ErrDuplicate when another unique index refuses.
func Put(ctx context.Context, what string, c *mongo.Collection, key bson.D, seen int64, doc any) error {
	if seen == 0 {
		_, err := c.InsertOne(ctx, doc)
		if IsDuplicate(err) {
			return errs.ErrChanged
		}
		return Translate(what, err)
	}
	res, err := c.ReplaceOne(ctx, append(key[:len(key):len(key)], bson.E{Key: "version", Value: seen}), doc)
	if err == nil && res.MatchedCount == 0 {
		return errs.ErrChanged
	}
	return Translate(what, err)
}
