package mongodb

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
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

// BeginNumbers makes the counter of a key of TakeNumber. Call it outside of the transaction that takes the number; doing it again
// changes nothing.
func (db *DB) BeginNumbers(ctx context.Context, agency, key string) error {
	_, err := db.Collection(counters).UpdateOne(ctx,
		bson.D{{Key: "agency", Value: agency}, {Key: "key", Value: key}},
		bson.D{{Key: "$setOnInsert", Value: bson.D{{Key: "_id", Value: NewID()}, {Key: "n", Value: int64(0)}}}},
		options.UpdateOne().SetUpsert(true))
	if IsDuplicate(err) { // two began it at once
		return nil
	}
	return Translate("begin numbers", err)
}

// TakeNumber takes the next number, from 1, of a key in the transaction of ctx: what is rolled back gives it back, so there
// are no gaps, and writers of one key wait for each other. It is for registers by law; NextCode is four times as fast.
func (db *DB) TakeNumber(ctx context.Context, agency, key string) (int64, error) {
	var c struct {
		N int64 `bson:"n"`
	}
	err := db.Collection(counters).FindOneAndUpdate(ctx,
		bson.D{{Key: "agency", Value: agency}, {Key: "key", Value: key}}, bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: int64(1)}}}},
		options.FindOneAndUpdate().SetReturnDocument(options.After)).Decode(&c)
	return c.N, Translate("take number", err)
}

// MoveNumber sets a counter of TakeNumber on, from the number that was seen to another that is no lower, in the transaction of
// ctx. errs.ErrChanged when it is no longer the one that was seen; 0 is that of a counter that was never begun, too.
func (db *DB) MoveNumber(ctx context.Context, agency, key string, from, to int64) error {
	res, err := db.Collection(counters).UpdateOne(ctx,
		bson.D{{Key: "agency", Value: agency}, {Key: "key", Value: key}, {Key: "n", Value: from}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "n", Value: to}}}, {Key: "$inc", Value: bson.D{{Key: "moved", Value: 1}}}, {Key: "$setOnInsert", Value: bson.D{{Key: "_id", Value: NewID()}}}},
		options.UpdateOne().SetUpsert(from == 0))
	if IsDuplicate(err) || err == nil && res.MatchedCount+res.UpsertedCount == 0 {
		return errs.ErrChanged
	}
	return Translate("move number", err)
}
