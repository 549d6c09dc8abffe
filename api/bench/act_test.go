package bench

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"congvu/internal/mongodb"
)

// act is everything that one act of the product stores, in its order. It is learned from the product, so that the bare
// driver stores the same documents whatever the product becomes.
type act []write

// write is one stored change: a document inserted, or replaced, or a number of it counted up.
type write struct {
	Kind       string // insert, replace or update
	Collection string
	ID         string
	Document   bson.D // of insert and replace
	Counts     string // field that an update counts up
	Apart      bool   // not in the act's transaction, but before it
	raw        bson.Raw
}

// change is one entry of the database's change stream.
type change struct {
	Kind  string `bson:"operationType"`
	Where struct {
		Collection string `bson:"coll"`
	} `bson:"ns"`
	Key struct {
		ID string `bson:"_id"`
	} `bson:"documentKey"`
	Document bson.D `bson:"fullDocument"`
	Update   struct {
		Fields bson.D `bson:"updatedFields"`
	} `bson:"updateDescription"`
	Tx *int64 `bson:"txnNumber"` // of changes made in a transaction only
}

// learn has f done once and returns what it stored.
func learn(b *testing.B, db *mongodb.DB, f func()) act {
	b.Helper()
	const end = "bench_end"
	stream, err := db.Database().Watch(b.Context(), mongo.Pipeline{})
	if err != nil {
		b.Fatal(err)
	}
	defer stream.Close(b.Context())
	f()
	if _, err := db.Collection(end).InsertOne(b.Context(), bson.M{"_id": mongodb.NewID()}); err != nil {
		b.Fatal(err)
	}
	var learned act
	for stream.Next(b.Context()) {
		var c change
		if err := stream.Decode(&c); err != nil {
			b.Fatal(err)
		}
		if c.Where.Collection == end {
			break
		}
		w := write{Kind: c.Kind, Collection: c.Where.Collection, ID: c.Key.ID, Document: c.Document, Apart: c.Tx == nil}
		if c.Kind == "update" {
			w.Counts = counted(b, c)
		}
		learned = append(learned, w)
	}
	if len(learned) == 0 {
		b.Fatalf("the act stored nothing (%v)", stream.Err())
	}
	return learned
}

// counted returns the one number that an update raises; the bare driver can repeat no other.
func counted(b *testing.B, c change) string {
	b.Helper()
	if len(c.Update.Fields) == 1 {
		if _, ok := c.Update.Fields[0].Value.(int64); ok {
			return c.Update.Fields[0].Key
		}
	}
	b.Fatalf("an update of %s is no counting: %v", c.Where.Collection, c.Update.Fields)
	return ""
}

// again returns the act once more, about something else: each key of names becomes its value wherever it stands in a
// text, what is inserted gets ids of its own, and n, unless it is 0, is the number of documents that are numbered.
func (a act) again(b *testing.B, names map[string]string, n int64) act {
	names = maps.Clone(names)
	for _, w := range a {
		if w.Kind == "insert" && len(w.ID) == ulidLength {
			names[w.ID] = mongodb.NewID()
		}
	}
	rename := replacer(names)
	next := make(act, len(a))
	for i, w := range a {
		w.ID, w.Document = rename.Replace(w.ID), renamed(w.Document, rename)
		for k := range w.Document {
			if w.Document[k].Key == "n" && n > 0 {
				w.Document[k].Value = n
			}
		}
		var err error
		if w.raw, err = bson.Marshal(w.Document); err != nil {
			b.Fatal(err)
		}
		next[i] = w
	}
	return next
}

// ulidLength is the length of the ids that stores make; others are made of these.
const ulidLength = 26

func replacer(names map[string]string) *strings.Replacer {
	var pairs []string
	for from, to := range names {
		pairs = append(pairs, from, to)
	}
	return strings.NewReplacer(pairs...)
}

// renamed returns a document with other names in its texts.
func renamed(d bson.D, names *strings.Replacer) bson.D {
	next := make(bson.D, len(d))
	for i, e := range d {
		next[i] = bson.E{Key: e.Key, Value: renamedValue(e.Value, names)}
	}
	return next
}

func renamedValue(v any, names *strings.Replacer) any {
	switch v := v.(type) {
	case string:
		return names.Replace(v)
	case bson.D:
		return renamed(v, names)
	case bson.A:
		next := make(bson.A, len(v))
		for i := range v {
			next[i] = renamedValue(v[i], names)
		}
		return next
	}
	return v
}

// do stores the act with the driver alone: what was apart first, then the rest in one transaction.
func (a act) do(ctx context.Context, db *mongodb.DB) error {
	for _, w := range a {
		if w.Apart {
			if err := w.do(ctx, db); err != nil {
				return err
			}
		}
	}
	return inTx(ctx, db, func(ctx context.Context) error {
		for _, w := range a {
			if w.Apart {
				continue
			}
			if err := w.do(ctx, db); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w write) do(ctx context.Context, db *mongodb.DB) (err error) {
	c, byID := db.Collection(w.Collection), bson.D{{Key: "_id", Value: w.ID}}
	switch w.Kind {
	case "insert":
		_, err = c.InsertOne(ctx, w.raw)
	case "replace":
		var res *mongo.UpdateResult
		if res, err = c.ReplaceOne(ctx, byID, w.raw); err == nil && res.ModifiedCount != 1 {
			err = fmt.Errorf("%d of %s replaced", res.ModifiedCount, w.Collection)
		}
	case "update":
		err = c.FindOneAndUpdate(ctx, byID, bson.D{{Key: "$inc", Value: bson.D{{Key: w.Counts, Value: int64(1)}}}}).Err()
	default:
		err = fmt.Errorf("a %s cannot be repeated", w.Kind)
	}
	return err
}

// inTx runs f in a transaction, as the driver's manual has it.
func inTx(ctx context.Context, db *mongodb.DB, f func(ctx context.Context) error) error {
	session, err := db.Database().Client().StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(ctx)
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) { return nil, f(ctx) },
		options.Transaction().SetReadConcern(readconcern.Snapshot()))
	return err
}
