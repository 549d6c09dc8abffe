package demo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

const (
	collection = "demo"
	markerID   = "sample"

	stateNone    = ""        // no sample was ever begun
	stateLoading = "loading" // begun and not finished
	stateDone    = "done"
)

// store keeps how far the sample is.
type store struct{ db *mongodb.DB }

type marker struct {
	ID    string `bson:"_id"`
	State string `bson:"state"`
}

// State returns how far the sample of this database is.
func (s store) State(ctx context.Context) (string, error) {
	var m marker
	err := s.db.Collection(collection).FindOne(ctx, bson.D{{Key: "_id", Value: markerID}}).Decode(&m)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return stateNone, nil
	}
	return m.State, mongodb.Translate("get sample state", err)
}

// Begin notes that the sample is being loaded.
func (s store) Begin(ctx context.Context) error { return s.set(ctx, stateLoading) }

// Finish notes that the sample is complete.
func (s store) Finish(ctx context.Context) error { return s.set(ctx, stateDone) }

func (s store) set(ctx context.Context, state string) error {
	_, err := s.db.Collection(collection).ReplaceOne(ctx, bson.D{{Key: "_id", Value: markerID}}, marker{markerID, state},
		options.Replace().SetUpsert(true))
	return mongodb.Translate("set sample state", err)
}

// Restart empties a database whose load was interrupted: half a sample would not agree with itself. It refuses any
// other state, and the caller has made sure that no real person is in it.
func (s store) Restart(ctx context.Context) error {
	state, err := s.State(ctx)
	if err != nil {
		return err
	}
	if state != stateLoading {
		return fmt.Errorf("restart sample in state %q", state)
	}
	names, err := s.db.Database().ListCollectionNames(ctx, bson.D{{Key: "type", Value: "collection"}})
	if err != nil {
		return mongodb.Translate("list collections", err)
	}
	for _, name := range names {
		if name == collection || name == "schema" { // the marker stays until all is gone; migrations are not data
			continue
		}
		if _, err := s.db.Collection(name).DeleteMany(ctx, bson.D{}); err != nil {
			return mongodb.Translate("empty "+name, err)
		}
	}
	return nil
}
