package mongodb

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// Disk is the file system on which the server keeps its data, in bytes, and how much of it the database takes.
type Disk struct {
	Total int64 `bson:"fsTotalSize"` // 0 when the server does not say
	Used  int64 `bson:"fsUsedSize"`
	Data  int64 `bson:"totalSize"` // data and indexes of this database as stored
}

// Free returns the bytes that are left.
func (d Disk) Free() int64 { return max(0, d.Total-d.Used) }

// Disk asks the server for the room it has.
func (db *DB) Disk(ctx context.Context) (d Disk, err error) {
	// The numbers come as int or as double, whichever holds them.
	err = db.db.RunCommand(ctx, bson.D{{Key: "dbStats", Value: 1}}).Decode(&d)
	return d, Translate("dbStats", err)
}

// Member is one member of the replica set.
type Member struct {
	Name   string `bson:"name"` // host:port
	State  string `bson:"stateStr"`
	Health int    `bson:"health"` // 1 when the member asked hears of it
}

// Serves reports whether the member holds data and keeps up with it.
func (m Member) Serves() bool {
	return m.Health == 1 && (m.State == "PRIMARY" || m.State == "SECONDARY")
}

// Members asks for the members of the replica set. An error when the program's user may not ask.
func (db *DB) Members(ctx context.Context) ([]Member, error) {
	var status struct {
		Members []Member `bson:"members"`
	}
	err := db.client.Database("admin").RunCommand(ctx, bson.D{{Key: "replSetGetStatus", Value: 1}}).Decode(&status)
	return status.Members, Translate("replSetGetStatus", err)
}

// Missing returns the collections that lack one of their declared indexes: somebody has dropped it since the start.
func (db *DB) Missing(ctx context.Context, all ...Indexes) ([]string, error) {
	var lacking []string
	for _, ix := range all {
		var stands []struct {
			Key bson.D `bson:"key"`
		}
		cur, err := db.Collection(ix.Collection).Indexes().List(ctx)
		if err == nil {
			err = cur.All(ctx, &stands)
		}
		if err != nil {
			return nil, Translate("list indexes", err)
		}
		if slices.ContainsFunc(ix.Models, func(m mongo.IndexModel) bool {
			keys, _ := m.Keys.(bson.D)
			return !slices.ContainsFunc(stands, func(have struct {
				Key bson.D `bson:"key"`
			}) bool {
				return sameKeys(keys, have.Key)
			})
		}) {
			lacking = append(lacking, ix.Collection)
		}
	}
	return lacking, nil
}

// sameKeys compares the fields and directions of two indexes.
func sameKeys(want, have bson.D) bool {
	return slices.EqualFunc(want, have, func(a, b bson.E) bool { return a.Key == b.Key && direction(a.Value) == direction(b.Value) })
}

func direction(v any) int {
	switch n := v.(type) {
	case int:
		return n
	case int32:
		return int(n)
	case int64:
		return int(n)
	case float64:
		return int(n)
	}
	return 0
}
