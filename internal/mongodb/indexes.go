package mongodb

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
)

// ErrIndexes refuses the start: a unique index could not be made, so the rules that rest on it would not hold.
var ErrIndexes = errs.New(errs.Unavailable, "mongodb.indexes", "a required index is missing")

// Indexes declares one collection and its indexes, beside the store that queries it.
type Indexes struct {
	Collection string
	Models     []mongo.IndexModel
	Clustered  bool // documents lie in the order of _id: for collections read in ranges of it
}

// Asc returns an index over fields, all ascending except those written with a leading "-".
func Asc(fields ...string) mongo.IndexModel {
	keys := bson.D{}
	for _, f := range fields {
		if f[0] == '-' {
			keys = append(keys, bson.E{Key: f[1:], Value: -1})
		} else {
			keys = append(keys, bson.E{Key: f, Value: 1})
		}
	}
	return mongo.IndexModel{Keys: keys}
}

// Unique returns an index like Asc in which every value may stand once.
func Unique(fields ...string) mongo.IndexModel {
	m := Asc(fields...)
	m.Options = options.Index().SetUnique(true)
	return m
}

// Codes of the server for "it is already there": NamespaceExists.
const namespaceExists = 48

// Ensure creates the collections and indexes that are missing, for as long as that takes: it is not bound by the
// client's time limit, and reads and writes of other nodes go on (see Telling for who waits). An index that stands already
// is left alone; one that stands with other options, or a unique one that the stored values contradict, is ErrIndexes:
// the start must stop.
func (db *DB) Ensure(ctx context.Context, all ...Indexes) error {
	for _, ix := range all {
		build := func(ctx context.Context) error { return db.ensure(ctx, ix) }
		if err := db.patiently(ctx, Progress{Collection: ix.Collection}, build); err != nil {
			if errors.Is(err, errs.ErrUnavailable) {
				return fmt.Errorf("indexes of %s: %w", ix.Collection, err)
			}
			return fmt.Errorf("indexes of %s: %w: %w", ix.Collection, ErrIndexes, err)
		}
	}
	return nil
}

func (db *DB) ensure(ctx context.Context, ix Indexes) error {
	opts := options.CreateCollection()
	if ix.Clustered {
		opts.SetClusteredIndex(bson.D{{Key: "key", Value: bson.D{{Key: "_id", Value: 1}}}, {Key: "unique", Value: true}})
	}
	err := db.db.CreateCollection(ctx, ix.Collection, opts)
	var command mongo.CommandError
	if err != nil && (!errors.As(err, &command) || command.Code != namespaceExists) {
		return Translate("create collection", err)
	}
	if len(ix.Models) == 0 {
		return nil
	}
	_, err = db.Collection(ix.Collection).Indexes().CreateMany(ctx, copies(ix.Models))
	return Translate("create indexes", err)
}

// copies returns the models with options of their own: the driver writes the name it makes up into those it is given,
// and a package may share its models between databases that are made ready at once.
func copies(models []mongo.IndexModel) []mongo.IndexModel {
	all := slices.Clone(models)
	for i, m := range all {
		all[i].Options = options.Index()
		if m.Options != nil {
			all[i].Options.Opts = slices.Clone(m.Options.Opts)
		}
	}
	return all
}
