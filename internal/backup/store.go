package backup

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const (
	records = "backups" // what was copied, when and where to
	marks   = "restore" // one document while the database is being restored
	mark    = "unfinished"
)

// keepRecords is for how long it is known that a copy was made.
const keepRecords = 400 * 24 * time.Hour

// Indexes declares the records of copies; the last one is read by the order of their ids.
func Indexes() []mongodb.Indexes {
	expiry := mongodb.Asc("at")
	expiry.Options = options.Index().SetExpireAfterSeconds(int32(keepRecords.Seconds()))
	return []mongodb.Indexes{{Collection: records, Models: []mongo.IndexModel{expiry}}}
}

type store struct{ db *mongodb.DB }

// Put stores a record.
func (s store) Put(ctx context.Context, r Record) error {
	_, err := s.db.Collection(records).InsertOne(ctx, r)
	return mongodb.Translate("record backup", err)
}

// Last returns the newest record, errs.ErrNotFound when there is none.
func (s store) Last(ctx context.Context) (r Record, err error) {
	err = s.db.Collection(records).FindOne(ctx, bson.D{}, options.FindOne().SetSort(bson.D{{Key: "_id", Value: -1}})).Decode(&r)
	return r, mongodb.Translate("last backup", err)
}

// Begin marks the database as being restored.
func (s store) Begin(ctx context.Context, file string, at time.Time) error {
	_, err := s.db.Collection(marks).InsertOne(ctx, bson.D{{Key: "_id", Value: mark}, {Key: "file", Value: file}, {Key: "at", Value: at}})
	return mongodb.Translate("mark restore", err)
}

// Unfinished reports whether the database is marked so.
func (s store) Unfinished(ctx context.Context) (bool, error) {
	err := mongodb.Translate("restore mark", s.db.Collection(marks).FindOne(ctx, bson.D{{Key: "_id", Value: mark}}).Err())
	if errors.Is(err, errs.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Finish takes the mark away.
func (s store) Finish(ctx context.Context) error {
	return mongodb.Translate("end restore", s.db.Collection(marks).Drop(ctx))
}

// Drop removes the whole database: what a restore has left that came to no end.
func (s store) Drop(ctx context.Context) error {
	return mongodb.Translate("drop database", s.db.Database().Drop(ctx))
}

// Filled returns a collection that holds something, "" when none does.
func (s store) Filled(ctx context.Context) (string, error) {
	names, err := s.db.Collections(ctx)
	if err != nil {
		return "", err
	}
	for _, name := range names {
		err := mongodb.Translate("look into "+name, s.db.Collection(name).FindOne(ctx, bson.D{}).Err())
		if err == nil {
			return name, nil
		}
		if !errors.Is(err, errs.ErrNotFound) {
			return "", err
		}
	}
	return "", nil
}

// Insert writes documents as they are.
func (s store) Insert(ctx context.Context, collection string, docs [][]byte) error {
	all := make([]bson.Raw, len(docs))
	for i, d := range docs {
		all[i] = d
	}
	_, err := s.db.Collection(collection).InsertMany(ctx, all)
	return mongodb.Translate("restore "+collection, err)
}

// readAll hands on the documents of a collection in the order of their ids.
func readAll(ctx context.Context, s *mongodb.Snapshot, collection string, each func(doc []byte) error) error {
	return s.Read(ctx, collection, func(doc bson.Raw) error { return each(doc) })
}
