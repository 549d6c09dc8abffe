package org

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

const changesCollection = "unit_changes"

// changeIndexes declares the changes of the tree: lists by whom they concern, a unit's history, what is due.
func changeIndexes() mongodb.Indexes {
	op := mongodb.Unique("agency", "op.person", "op.key")
	op.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return mongodb.Indexes{Collection: changesCollection, Models: []mongo.IndexModel{
		mongodb.Asc("agency", "path", "-_id"),
		mongodb.Asc("agency", "concerns", "-_id"),
		mongodb.Asc("agency", "state", "on", "_id"),
		op,
	}}
}

type changeStore struct{ changes *mongo.Collection }

// Get returns one change of the agency.
func (s changeStore) Get(ctx context.Context, agency, id string) (c Change, err error) {
	err = s.changes.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&c)
	return c, mongodb.Translate("get change of unit", err)
}

// Made returns the change that a request planned before.
func (s changeStore) Made(ctx context.Context, agency string, op idempotency.Op) (c Change, err error) {
	err = s.changes.FindOne(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key},
	}).Decode(&c)
	return c, mongodb.Translate("get change of request", err)
}

// List returns changes under one of tops, or that concern a unit when field is "concerns", newest first behind before.
func (s changeStore) List(ctx context.Context, agency, field string, ids []string, before string, limit int) ([]Change, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: field, Value: bson.D{{Key: "$in", Value: ids}}}}
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	return mongodb.All[Change](ctx, "list changes of units", s.changes, filter,
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// Due returns what is to be done up to a day: changes that run or are to be looked at again first, then those whose day has
// come, in the order of their days.
func (s changeStore) Due(ctx context.Context, agency string, today vncal.Date) ([]Change, error) {
	begun, err := mongodb.All[Change](ctx, "list running changes", s.changes,
		bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Running}},
		options.Find().SetSort(bson.D{{Key: "on", Value: 1}, {Key: "_id", Value: 1}}))
	if err != nil {
		return nil, err
	}
	due, err := mongodb.All[Change](ctx, "list due changes", s.changes, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: bson.D{{Key: "$in", Value: []ChangeState{Planned, Blocked}}}},
		{Key: "on", Value: bson.D{{Key: "$lte", Value: today}}},
	}, options.Find().SetSort(bson.D{{Key: "on", Value: 1}, {Key: "_id", Value: 1}}))
	return append(begun, due...), err
}

// Unchecked returns the applied changes whose records are to be looked at once more.
func (s changeStore) Unchecked(ctx context.Context, agency string) ([]Change, error) {
	return mongodb.All[Change](ctx, "list unchecked changes", s.changes,
		bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Applied}, {Key: "recheck", Value: true}},
		options.Find().SetSort(bson.D{{Key: "on", Value: 1}, {Key: "_id", Value: 1}}))
}

// Insert stores a new change; mongodb.ErrDuplicate when its request was stored before.
func (s changeStore) Insert(ctx context.Context, c Change) error {
	_, err := s.changes.InsertOne(ctx, c)
	return mongodb.Translate("insert change of unit", err)
}

// Put stores c in the place of the version that was seen, errs.ErrChanged when that is no longer stored.
func (s changeStore) Put(ctx context.Context, seen int64, c Change) error {
	return mongodb.Put(ctx, "replace change of unit", s.changes, bson.D{{Key: "_id", Value: c.ID}, {Key: "agency", Value: c.Agency}}, seen, c)
}

// Progress notes how far a change has come. It is nobody's act and changes no version.
func (s changeStore) Progress(ctx context.Context, c Change) error {
	_, err := s.changes.UpdateOne(ctx, bson.D{{Key: "agency", Value: c.Agency}, {Key: "_id", Value: c.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "steps", Value: c.Steps}}}})
	return mongodb.Translate("note progress of change", err)
}
