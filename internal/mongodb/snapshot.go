package mongodb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
)

// ErrSnapshot says that the server no longer holds the state of the moment that was being read: what was read so far is no
// whole, and the reading has to begin anew.
var ErrSnapshot = errs.New(errs.Unavailable, "mongodb.snapshot", "the snapshot is lost")

// historyFor is for how long the server is asked to keep what a snapshot reads. Its own five minutes suffice for some gigabytes.
const historyFor = 12 * time.Hour

// history is the server's parameter for that.
const history = "minSnapshotHistoryWindowInSeconds"

// Codes of the server for a snapshot that is gone: SnapshotTooOld, SnapshotUnavailable.
var snapshotGone = []int{239, 246}

// Snapshot is the whole database as it stood at one moment.
type Snapshot struct {
	db      *DB
	session *mongo.Session
	empty   time.Time // the moment at which a database had no collection at all
}

// Snapshot lets do read the database as it stands now, whatever is written meanwhile and however long it takes: longer than
// the client's time limit, and as long as the server keeps the past. The server is asked to keep it, if our user may; when do
// has ended well, the moment must still lie within its log of changes.
// Errors: do's own; ErrSnapshot; errs.ErrUnavailable.
func (db *DB) Snapshot(ctx context.Context, do func(ctx context.Context, s *Snapshot) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer db.keepHistory(ctx)()
	session, err := db.client.StartSession(options.Session().SetSnapshot(true))
	if err != nil {
		return Translate("start session", err)
	}
	defer session.EndSession(context.WithoutCancel(ctx))
	s := &Snapshot{db: db, session: session}
	if err := s.begin(ctx); err != nil {
		return err
	}
	if err := do(ctx, s); err != nil {
		return err
	}
	return s.stillLogged(ctx)
}

// keepHistory has the server keep the past for long, and returns what sets it back. Without the right to do so the server
// keeps it as long as it is set to.
func (db *DB) keepHistory(ctx context.Context) func() {
	admin := db.client.Database("admin")
	var is struct {
		Seconds int64 `bson:"minSnapshotHistoryWindowInSeconds"`
	}
	set := func(ctx context.Context, seconds int64) error {
		return admin.RunCommand(ctx, bson.D{{Key: "setParameter", Value: 1}, {Key: history, Value: seconds}}).Err()
	}
	want := int64(historyFor.Seconds())
	err := admin.RunCommand(ctx, bson.D{{Key: "getParameter", Value: 1}, {Key: history, Value: 1}}).Decode(&is)
	if err != nil || is.Seconds >= want || set(ctx, want) != nil {
		return func() {}
	}
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), opTimeout)
		defer cancel()
		_ = set(ctx, is.Seconds) // it only costs room, and the server's next start sets it back
	}
}

// in returns ctx in the session of the snapshot.
func (s *Snapshot) in(ctx context.Context) context.Context {
	return mongo.NewSessionContext(ctx, s.session)
}

// begin fixes the moment, which is that of the first reading. The server names none to who reads a collection that is not there.
func (s *Snapshot) begin(ctx context.Context) error {
	names, err := s.db.Collections(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		err := s.db.Collection(name).FindOne(s.in(ctx), bson.D{}).Err()
		if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
			return gone("begin snapshot", err)
		}
		if s.fixed() {
			return nil
		}
	}
	if len(names) > 0 {
		return fmt.Errorf("the server names no moment: %w", ErrSnapshot)
	}
	s.empty, err = s.db.Now(ctx)
	return err
}

// fixed reports whether the server has named the moment.
func (s *Snapshot) fixed() bool { return s.session.SnapshotTime().T > 0 }

// At returns the moment.
func (s *Snapshot) At() time.Time {
	if !s.fixed() {
		return s.empty
	}
	return time.Unix(int64(s.session.SnapshotTime().T), 0).UTC()
}

// stillLogged compares the moment with the beginning of the server's log of changes, where our user may read it: a server
// that has dropped what was changed since then has kept up with nobody who began to read at that moment.
func (s *Snapshot) stillLogged(ctx context.Context) error {
	var first struct {
		At bson.Timestamp `bson:"ts"`
	}
	log := s.db.client.Database("local").Collection("oplog.rs")
	err := log.FindOne(ctx, bson.D{}, options.FindOne().SetSort(bson.D{{Key: "$natural", Value: 1}}).SetProjection(bson.D{{Key: "ts", Value: 1}})).Decode(&first)
	switch {
	case unavailable(err):
		return Translate("read the log of changes", err)
	case err == nil && s.fixed() && first.At.After(s.session.SnapshotTime()):
		return fmt.Errorf("the log of changes begins at %d, the snapshot is of %d: %w", first.At.T, s.session.SnapshotTime().T, ErrSnapshot)
	}
	return nil
}

// Schema returns the number of the last migration that the database has seen, 0 for none.
func (s *Snapshot) Schema(ctx context.Context) (int, error) {
	last := 0
	err := s.Read(ctx, schema, func(doc bson.Raw) error {
		if n, ok := doc.Lookup("_id").AsInt64OK(); ok {
			last = max(last, int(n))
		}
		return nil
	})
	return last, err
}

// Count returns how many documents a collection has.
func (s *Snapshot) Count(ctx context.Context, collection string) (int64, error) {
	cur, err := s.db.Collection(collection).Aggregate(s.in(ctx), mongo.Pipeline{{{Key: "$count", Value: "n"}}})
	if err != nil {
		return 0, gone("count "+collection, err)
	}
	var counted []struct {
		N int64 `bson:"n"`
	}
	if err := cur.All(s.in(ctx), &counted); err != nil || len(counted) == 0 { // nothing counted is no document
		return 0, gone("count "+collection, err)
	}
	return counted[0].N, nil
}

// Read hands on every document of a collection in the order of its ids. each must not keep doc: its bytes are the cursor's.
func (s *Snapshot) Read(ctx context.Context, collection string, each func(doc bson.Raw) error) error {
	cur, err := s.db.Collection(collection).Find(s.in(ctx), bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return gone("read "+collection, err)
	}
	defer func() { _ = cur.Close(context.WithoutCancel(ctx)) }()
	for cur.Next(s.in(ctx)) {
		if err := each(cur.Current); err != nil {
			return err
		}
	}
	return gone("read "+collection, cur.Err())
}

// gone classifies an error of a reading of the past.
func gone(what string, err error) error {
	if slices.ContainsFunc(mongo.ErrorCodes(err), func(code int) bool { return slices.Contains(snapshotGone, code) }) {
		return fmt.Errorf("%s: %w: %w", what, ErrSnapshot, err)
	}
	return Translate(what, err)
}

// Collections returns the names of the collections, in order, without the server's own.
func (db *DB) Collections(ctx context.Context) ([]string, error) {
	names, err := db.db.ListCollectionNames(ctx, bson.D{{Key: "type", Value: "collection"}, {Key: "name", Value: bson.D{{Key: "$not", Value: bson.Regex{Pattern: "^system\\."}}}}})
	slices.Sort(names)
	return names, Translate("list collections", err)
}
