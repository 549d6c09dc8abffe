package mongodb

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// counters holds one number per agency and key, e.g. task codes of a year.
const counters = "counters"

// CodeIndexes declares the collection of NextCode.
func CodeIndexes() Indexes {
	return Indexes{Collection: counters, Models: []mongo.IndexModel{
		{Keys: bson.D{{Key: "agency", Value: 1}, {Key: "key", Value: 1}}, Options: options.Index().SetUnique(true)},
	}}
}

// NextCode takes the next number, from 1, of a key such as "task-2026" in an agency. Call it before the transaction
// that uses the number: inside one, all writers would wait for each other (252 instead of 1,044 writes a second), so
// gaps can occur and are no fault.
func (db *DB) NextCode(ctx context.Context, agency, key string) (int64, error) {
	var c struct {
		N int64 `bson:"n"`
	}
	take := func() error {
		return db.Collection(counters).FindOneAndUpdate(ctx,
			bson.D{{Key: "agency", Value: agency}, {Key: "key", Value: key}},
			bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: int64(1)}}}, {Key: "$setOnInsert", Value: bson.D{{Key: "_id", Value: NewID()}}}},
			options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&c)
	}
	err := take()
	if IsDuplicate(err) { // two took the very first number at once; the counter exists now
		err = take()
	}
	return c.N, Translate("next code", err)
}
