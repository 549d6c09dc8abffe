package feed

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// Indexes declares the addresses, one of a person, and the expiry of what counts requests.
func Indexes() []mongodb.Indexes {
	sweep := mongodb.Asc("gc")
	sweep.Options = options.Index().SetExpireAfterSeconds(0)
	return []mongodb.Indexes{
		{Collection: "feeds", Models: []mongo.IndexModel{mongodb.Unique("agency", "person")}},
		{Collection: "feed_reads", Models: []mongo.IndexModel{sweep}},
	}
}

type store struct{ feeds, reads *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{feeds: db.Collection("feeds"), reads: db.Collection("feed_reads")}
}

// Of returns a person's address; errs.ErrNotFound for none.
func (s store) Of(ctx context.Context, agency, person string) (f Feed, err error) {
	err = s.feeds.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}}).Decode(&f)
	return f, mongodb.Translate("get feed", err)
}

// Get returns an address by id, which is all that its reader names; errs.ErrNotFound for none.
func (s store) Get(ctx context.Context, id string) (f Feed, err error) {
	err = s.feeds.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&f)
	return f, mongodb.Translate("get feed", err)
}

// Insert stores a new address.
func (s store) Insert(ctx context.Context, f Feed) error {
	_, err := s.feeds.InsertOne(ctx, f)
	return mongodb.Translate("insert feed", err)
}

// Delete removes a person's address, if there is one.
func (s store) Delete(ctx context.Context, agency, person string) error {
	_, err := s.feeds.DeleteMany(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}})
	return mongodb.Translate("delete feed", err)
}

// Used notes when an address was read last.
func (s store) Used(ctx context.Context, id string, at time.Time) error {
	_, err := s.feeds.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}}, bson.D{{Key: "$set", Value: bson.D{{Key: "used", Value: at}}}})
	return mongodb.Translate("note use of feed", err)
}

// Count counts one more request under a key and returns how many there are; gc is when the count may be forgotten.
func (s store) Count(ctx context.Context, key string, gc time.Time) (int, error) {
	var c struct {
		N int `bson:"n"`
	}
	err := s.reads.FindOneAndUpdate(ctx, bson.D{{Key: "_id", Value: key}},
		bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: 1}}}, {Key: "$setOnInsert", Value: bson.D{{Key: "gc", Value: gc}}}},
		options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&c)
	return c.N, mongodb.Translate("count reads of feed", err)
}
