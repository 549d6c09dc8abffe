package org

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "units"

// Indexes declares the units and what their queries need.
func Indexes() []mongodb.Indexes {
	root := mongodb.Unique("parent")
	root.Options = options.Index().SetName("one_agency").SetUnique(true).SetPartialFilterExpression(bson.D{{Key: "parent", Value: ""}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		mongodb.Unique("agency", "code"),
		mongodb.Asc("agency", "ancestors"),
		mongodb.Asc("agency", "parent", "order", "_id"),
		root, // an installation has one root: guarded here, not by a look before the insert
	}}, changeIndexes()}
}

type store struct{ units *mongo.Collection }

// Root returns the installation's agency, errs.ErrNotFound before it was made.
func (s store) Root(ctx context.Context) (u Unit, err error) {
	err = s.units.FindOne(ctx, bson.D{{Key: "parent", Value: ""}}).Decode(&u)
	return u, mongodb.Translate("get agency", err)
}

// Unit returns one unit of the agency as it is stored now.
func (s store) Unit(ctx context.Context, agency, id string) (u Unit, err error) {
	err = s.units.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&u)
	return u, mongodb.Translate("get unit", err)
}

// All returns every unit of the agency, by parent and order.
func (s store) All(ctx context.Context, agency string) ([]Unit, error) {
	return mongodb.All[Unit](ctx, "list units", s.units, bson.D{{Key: "agency", Value: agency}},
		options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "parent", Value: 1}, {Key: "order", Value: 1}, {Key: "_id", Value: 1}}))
}

// Insert stores a new unit; mongodb.ErrDuplicate when its code is taken or it would be a second root.
func (s store) Insert(ctx context.Context, u Unit) error {
	_, err := s.units.InsertOne(ctx, u)
	return mongodb.Translate("insert unit", err)
}

// Replace stores u in the place of the version that was seen, errs.ErrChanged when that is no longer stored.
func (s store) Replace(ctx context.Context, seen int64, u Unit) error {
	return mongodb.Put(ctx, "replace unit", s.units, bson.D{{Key: "_id", Value: u.ID}, {Key: "agency", Value: u.Agency}}, seen, u)
}

// PutAll stores units by one command: new ones, and others in the place of the version before. mongodb.ErrDuplicate when a
// code is taken, errs.ErrChanged when a version is not the stored one.
func (s store) PutAll(ctx context.Context, units []Unit) error {
	writes := make([]mongo.WriteModel, len(units))
	for i, u := range units {
		if u.Version == 1 {
			writes[i] = mongo.NewInsertOneModel().SetDocument(u)
			continue
		}
		writes[i] = mongo.NewReplaceOneModel().SetReplacement(u).
			SetFilter(bson.D{{Key: "_id", Value: u.ID}, {Key: "agency", Value: u.Agency}, {Key: "version", Value: u.Version - 1}})
	}
	res, err := s.units.BulkWrite(ctx, writes)
	if err == nil && res.InsertedCount+res.MatchedCount != int64(len(units)) {
		return errs.ErrChanged
	}
	return mongodb.Translate("put units", err)
}
