package note

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "task_notes"

// Indexes declares the notes, which are read by their id alone.
func Indexes() []mongodb.Indexes { return []mongodb.Indexes{{Collection: collection}} }

type store struct{ notes *mongo.Collection }

// Get returns a note, an empty one of version 0 when there is none.
func (s store) Get(ctx context.Context, agency, id string) (n Note, err error) {
	err = mongodb.Translate("get note", s.notes.FindOne(ctx, key(agency, id)).Decode(&n))
	if errors.Is(err, errs.ErrNotFound) {
		return Note{ID: id, Agency: agency}, nil
	}
	return n, err
}

// Put stores n when the version that was seen is stored still, errs.ErrChanged otherwise.
func (s store) Put(ctx context.Context, seen int64, n Note) error {
	return mongodb.Put(ctx, "put note", s.notes, key(n.Agency, n.ID), seen, n)
}

func key(agency, id string) bson.D {
	return bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}
}
