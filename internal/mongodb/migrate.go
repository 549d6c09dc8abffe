package mongodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/clock"
	"congvu/internal/errs"
)

// ErrNewer refuses the start: a newer program has already changed the stored form, which this one does not know.
var ErrNewer = errs.New(errs.Unavailable, "mongodb.newer", "the database was changed by a newer version of the program")

// schema holds one document per applied migration: _id is its version.
const schema = "schema"

// Migration changes stored documents from one form to the next. Up must be repeatable: when the process dies in the
// middle, or two nodes start at once, it runs again over what it has already changed.
type Migration struct {
	Version int    // 1, 2, 3 … without gaps, never reused
	What    string // for the log
	Up      func(ctx context.Context, db *DB) error
}

// Migrate applies, in order, the migrations that the database has not seen, and returns how many that were. all starts
// at version 1. A migration may take as long as it needs, and so may what is read and noted around it, whatever the client's
// time limit (see Telling). ErrNewer when the database has seen a version that is not in all.
func Migrate(ctx context.Context, db *DB, all []Migration) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var last struct {
		Version int `bson:"_id"`
	}
	err := db.Collection(schema).FindOne(ctx, bson.D{}, options.FindOne().SetSort(bson.D{{Key: "_id", Value: -1}})).Decode(&last)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return 0, Translate("read schema version", err)
	}
	if last.Version > len(all) {
		return 0, fmt.Errorf("stored version %d, known %d: %w", last.Version, len(all), ErrNewer)
	}
	applied := 0
	for i, m := range all {
		if m.Version != i+1 {
			return applied, fmt.Errorf("migration %d stands in place %d", m.Version, i+1)
		}
		if m.Version <= last.Version {
			continue
		}
		up := func(ctx context.Context) error { return m.Up(ctx, db) }
		if err := db.patiently(ctx, Progress{Migration: m.What}, up); err != nil {
			return applied, fmt.Errorf("migration %d (%s): %w", m.Version, m.What, err)
		}
		done := bson.D{{Key: "_id", Value: m.Version}, {Key: "what", Value: m.What}, {Key: "at", Value: clock.System().Now()}}
		if _, err := db.Collection(schema).InsertOne(ctx, done); err != nil && !IsDuplicate(err) {
			return applied, Translate("record migration", err)
		}
		applied++
	}
	return applied, nil
}

// Since returns when the database was first used by the program, by the note of its first migration; zero when there is none.
func (db *DB) Since(ctx context.Context) (time.Time, error) {
	var first struct {
		At time.Time `bson:"at"`
	}
	err := db.Collection(schema).FindOne(ctx, bson.D{}, options.FindOne().SetSort(bson.D{{Key: "_id", Value: 1}})).Decode(&first)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return time.Time{}, nil
	}
	return first.At.UTC(), Translate("read first use", err)
}
