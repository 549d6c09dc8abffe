package mongodb

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
)

// All returns every document of a query, never nil. what names the reading in the log. Of the options, those that say
// which documents, in which order and by which index are passed on.
//
// The server is told how long it may work, as for every operation: the driver's own Find and Aggregate leave that out, and
// a server whose client has given up would read on. So stores read by All, Each, Sum and the driver's FindOne only.
func All[T any](ctx context.Context, what string, c *mongo.Collection, query any, opts ...options.Lister[options.FindOptions]) ([]T, error) {
	command, err := findCommand(c, query, opts)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return read[T](ctx, what, c, command)
}

// firstBatch is how many documents a server sends at first unless told otherwise; a longer page would take a second trip.
const firstBatch = 101

// findCommand is the find that a Collection's Find would send, as a command.
func findCommand(c *mongo.Collection, query any, opts []options.Lister[options.FindOptions]) (bson.D, error) {
	var o options.FindOptions
	for _, list := range opts {
		if list == nil {
			continue
		}
		for _, set := range list.List() {
			if err := set(&o); err != nil {
				return nil, err
			}
		}
	}
	command := bson.D{{Key: "find", Value: c.Name()}, {Key: "filter", Value: query}}
	add := func(key string, value any) { command = append(command, bson.E{Key: key, Value: value}) }
	if o.Sort != nil {
		add("sort", o.Sort)
	}
	if o.Hint != nil {
		add("hint", o.Hint)
	}
	if o.Projection != nil {
		add("projection", o.Projection)
	}
	if o.Skip != nil {
		add("skip", *o.Skip)
	}
	if o.Limit != nil {
		add("limit", *o.Limit)
		if *o.Limit > firstBatch && o.BatchSize == nil {
			add("batchSize", *o.Limit)
		}
	}
	if o.BatchSize != nil {
		add("batchSize", *o.BatchSize)
	}
	return command, nil
}

// mayRepeat reports whether a read that failed with err may be sent once more: the connection was lost, or the primary
// has changed. In a transaction it is the whole transaction that runs again.
func mayRepeat(ctx context.Context, err error) bool {
	return err != nil && !InTx(ctx) && ctx.Err() == nil && !mongo.IsTimeout(err) && unavailable(err)
}

// Sum returns what an aggregation yields, never nil: sums and counts by group. Of the options the hint is passed on. what
// names the reading in the log.
func Sum[T any](ctx context.Context, what string, c *mongo.Collection, pipeline any, opts ...options.Lister[options.AggregateOptions]) ([]T, error) {
	var o options.AggregateOptions
	for _, list := range opts {
		for _, set := range list.List() {
			if err := set(&o); err != nil {
				return nil, fmt.Errorf("%s: %w", what, err)
			}
		}
	}
	command := bson.D{{Key: "aggregate", Value: c.Name()}, {Key: "pipeline", Value: pipeline}, {Key: "cursor", Value: bson.D{}}}
	if o.Hint != nil {
		command = append(command, bson.E{Key: "hint", Value: o.Hint})
	}
	return read[T](ctx, what, c, command)
}

// Read is All with a reading of one's own, for what is read so often that the driver's reflection is felt. of must not keep
// doc: its bytes are the cursor's.
func Read[T any](ctx context.Context, what string, c *mongo.Collection, query any, of func(doc bson.Raw) (T, error), opts ...options.Lister[options.FindOptions]) ([]T, error) {
	command, err := findCommand(c, query, opts)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	cur, err := open(ctx, what, c, command)
	if err != nil {
		return nil, err
	}
	return each(ctx, what, cur, of)
}

// read sends a command that reads and returns its documents.
func read[T any](ctx context.Context, what string, c *mongo.Collection, command bson.D) ([]T, error) {
	cur, err := open(ctx, what, c, command)
	if err != nil {
		return nil, err
	}
	found := []T{}
	if raws, ok := any(&found).(*[]bson.Raw); ok { // copied as they come: the driver would decode each of them
		*raws, err = each(ctx, what, cur, func(doc bson.Raw) (bson.Raw, error) { return slices.Clone(doc), nil })
		return found, err
	}
	return found, Translate(what, cur.All(ctx, &found))
}

// open sends a command that reads. Commands carry maxTimeMS, by the deadline of ctx or the client's own limit.
func open(ctx context.Context, what string, c *mongo.Collection, command bson.D) (*mongo.Cursor, error) {
	if !InTx(ctx) { // in a transaction the snapshot is said once, by the driver
		command = append(command, bson.E{Key: "readConcern", Value: bson.D{{Key: "level", Value: "majority"}}})
	}
	db := c.Database()
	cur, err := db.RunCommandCursor(ctx, command)
	if mayRepeat(ctx, err) { // as the driver repeats its own reads
		cur, err = db.RunCommandCursor(ctx, command)
	}
	return cur, Translate(what, err)
}

// each reads a cursor to its end and closes it.
func each[T any](ctx context.Context, what string, cur *mongo.Cursor, of func(doc bson.Raw) (T, error)) ([]T, error) {
	defer func() { _ = cur.Close(ctx) }()
	found := []T{}
	for cur.Next(ctx) {
		doc, err := of(cur.Current)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		found = append(found, doc)
	}
	return found, Translate(what, cur.Err())
}

// Change is one document to be stored by PutMany.
type Change struct {
	ID   any   // its _id
	Seen int64 // the version that was seen of it, 0 for none
	Doc  any
}

// PutMany stores documents in the place of the versions that were seen of them, in the transaction of ctx.
// errs.ErrChanged when somebody else was first with one of them: then none is kept.
//
// Documents that are there are removed and inserted: a server inserts many at once and replaces one after the other, which
// takes it twice the time.
func PutMany(ctx context.Context, what string, c *mongo.Collection, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	if !InTx(ctx) {
		return fmt.Errorf("%s: not in a transaction", what)
	}
	docs, keys := make([]any, len(changes)), map[int64]bson.A{} // by version, of which many share one
	former := 0
	for i, ch := range changes {
		docs[i] = ch.Doc
		if ch.Seen > 0 {
			keys[ch.Seen] = append(keys[ch.Seen], ch.ID)
			former++
		}
	}
	removals := make([]mongo.WriteModel, 0, len(keys))
	for seen, ids := range keys {
		removals = append(removals, mongo.NewDeleteManyModel().SetFilter(bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "version", Value: seen}}))
	}
	if len(removals) > 0 {
		res, err := c.BulkWrite(ctx, removals)
		switch {
		case err != nil:
			return Translate(what, err)
		case res.DeletedCount != int64(former):
			return errs.ErrChanged
		}
	}
	_, err := c.InsertMany(ctx, docs)
	if IsDuplicate(err) {
		return errs.ErrChanged
	}
	return Translate(what, err)
}

// Put stores doc in the place of the version that was seen of the document that key names, its _id and agency; 0 means
// that none was stored. Errors: errs.ErrChanged when somebody else was first; when seen is 0 any duplicate counts as that,
// also one of another unique index. ErrDuplicate when another unique index refuses a replacement.
func Put(ctx context.Context, what string, c *mongo.Collection, key bson.D, seen int64, doc any) error {
	if seen == 0 {
		_, err := c.InsertOne(ctx, doc)
		if IsDuplicate(err) {
			return errs.ErrChanged
		}
		return Translate(what, err)
	}
	res, err := c.ReplaceOne(ctx, append(key[:len(key):len(key)], bson.E{Key: "version", Value: seen}), doc)
	if err == nil && res.MatchedCount == 0 {
		return errs.ErrChanged
	}
	return Translate(what, err)
}

// Patch is some fields of one document to be set by PatchMany.
type Patch struct {
	Key  bson.D // its _id, and agency where there is one
	Seen int64  // the version that was seen of it
	Set  bson.D // fields to set; an empty value is set too
}

// PatchMany sets fields of documents by one command and raises the version of each, in the place of the version that was
// seen; errs.ErrChanged as PutMany. For parts of documents that are too long to be read and stored whole.
func PatchMany(ctx context.Context, what string, c *mongo.Collection, patches []Patch) error {
	if len(patches) == 0 {
		return nil
	}
	writes := make([]mongo.WriteModel, len(patches))
	for i, p := range patches {
		writes[i] = mongo.NewUpdateOneModel().
			SetFilter(append(p.Key[:len(p.Key):len(p.Key)], bson.E{Key: "version", Value: p.Seen})).
			SetUpdate(bson.D{{Key: "$set", Value: p.Set}, {Key: "$inc", Value: bson.D{{Key: "version", Value: 1}}}})
	}
	res, err := c.BulkWrite(ctx, writes)
	if err == nil && res.MatchedCount != int64(len(patches)) {
		return errs.ErrChanged
	}
	return Translate(what, err)
}
