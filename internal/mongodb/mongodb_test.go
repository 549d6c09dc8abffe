package mongodb_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

func things() mongodb.Indexes {
	return mongodb.Indexes{Collection: "things", Models: []mongo.IndexModel{mongodb.Unique("agency", "code")}}
}

func insert(ctx context.Context, db *mongodb.DB, id, code string) error {
	_, err := db.Collection("things").InsertOne(ctx, bson.M{"_id": id, "agency": "a", "code": code})
	return mongodb.Translate("insert thing", err)
}

func count(t *testing.T, db *mongodb.DB) int64 {
	t.Helper()
	n, err := db.Collection("things").CountDocuments(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWithTxKeepsAllOrNothing(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	fault := errors.New("fault")
	err := db.WithTx(t.Context(), func(ctx context.Context) error {
		if err := insert(ctx, db, "1", "x"); err != nil {
			return err
		}
		return fault
	})
	if !errors.Is(err, fault) || count(t, db) != 0 {
		t.Errorf("%v, %d kept", err, count(t, db))
	}
	err = db.WithTx(t.Context(), func(ctx context.Context) error {
		if !mongodb.InTx(ctx) {
			t.Error("not in a transaction")
		}
		if err := insert(ctx, db, "1", "x"); err != nil {
			return err
		}
		return db.WithTx(ctx, func(ctx context.Context) error { return insert(ctx, db, "2", "y") }) // joins
	})
	if err != nil || count(t, db) != 2 {
		t.Errorf("%v, %d kept", err, count(t, db))
	}
	err = db.WithTx(t.Context(), func(ctx context.Context) error {
		if err := db.WithTx(ctx, func(ctx context.Context) error { return insert(ctx, db, "3", "z") }); err != nil {
			return err
		}
		return fault
	})
	if !errors.Is(err, fault) || count(t, db) != 2 {
		t.Errorf("a joined call was kept without its transaction: %v, %d", err, count(t, db))
	}
	if mongodb.InTx(t.Context()) || mongodb.AttemptOf(t.Context()) != nil {
		t.Error("a transaction outlives WithTx")
	}
}

// TestAtEnd: what is put off to the end is part of the transaction, once, and of none that has failed.
func TestAtEnd(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	fault := errors.New("fault")
	for name, tc := range map[string]struct {
		fn, end error
		kept    int64
	}{
		"kept": {nil, nil, 2}, "the function fails": {fault, nil, 0}, "the end fails": {nil, fault, 0},
	} {
		ends := 0
		err := db.WithTx(t.Context(), func(ctx context.Context) error {
			join := func(ctx context.Context) error { // a joined call ends nothing
				mongodb.AttemptOf(ctx).AtEnd(func(ctx context.Context) error {
					ends++
					if !mongodb.InTx(ctx) {
						t.Error("not in the transaction")
					}
					return errors.Join(insert(ctx, db, name+"2", name+"2"), tc.end)
				})
				return nil
			}
			if err := db.WithTx(ctx, join); err != nil || ends != 0 {
				t.Errorf("%s: %d ends before the end, %v", name, ends, err)
			}
			return errors.Join(insert(ctx, db, name+"1", name+"1"), tc.fn)
		})
		n, countErr := db.Collection("things").CountDocuments(t.Context(), bson.M{"code": bson.M{"$regex": "^" + name}})
		if n != tc.kept || countErr != nil || (err == nil) != (tc.kept > 0) || ends > 1 {
			t.Errorf("%s: %d kept, %d ends, %v", name, n, ends, err)
		}
	}
}

// TestWithTxTriesAgain lets many add to one document: conflicts run again, and each addition counts once.
func TestWithTxTriesAgain(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	if err := insert(t.Context(), db, "sum", "sum"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	runs := 0
	for i := range 8 {
		all.Go(func() {
			if err := db.WithTx(t.Context(), func(ctx context.Context) error {
				mu.Lock()
				runs++
				mu.Unlock()
				if fresh := mongodb.AttemptOf(ctx).Value("seen", func() any { return new(int) }).(*int); *fresh != 0 {
					t.Error("a value of an earlier attempt was kept")
				} else {
					*fresh++
				}
				_, err := db.Collection("things").UpdateOne(ctx, bson.M{"_id": "sum"}, bson.M{"$inc": bson.M{"n": 1}})
				if err := mongodb.Translate("add", err); err != nil {
					return fmt.Errorf("wrapped once more: %w", err)
				}
				return insert(ctx, db, fmt.Sprint(i), fmt.Sprint(i))
			}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var sum struct{ N int }
	if err := db.Collection("things").FindOne(t.Context(), bson.M{"_id": "sum"}).Decode(&sum); err != nil {
		t.Fatal(err)
	}
	if sum.N != 8 || count(t, db) != 9 {
		t.Errorf("sum %d, %d documents after %d runs", sum.N, count(t, db), runs)
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	if err := insert(t.Context(), db, "1", "x"); err != nil {
		t.Fatal(err)
	}
	expired, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	known := errs.New(errs.Invalid, "things.known", "known")
	for name, tc := range map[string]struct {
		err  error
		kind errs.Kind
		is   error
	}{
		"no document":        {db.Collection("things").FindOne(t.Context(), bson.M{"_id": "2"}).Err(), errs.NotFound, errs.ErrNotFound},
		"duplicate key":      {insert(t.Context(), db, "2", "x"), errs.Conflict, mongodb.ErrDuplicate},
		"timeout":            {insert(expired, db, "3", "y"), errs.Unavailable, errs.ErrUnavailable},
		"the caller is gone": {insert(cancelled, db, "3", "y"), errs.Internal, context.Canceled},
		"classified already": {fmt.Errorf("deep: %w", known), errs.Invalid, known},
		"refused":            {db.Database().RunCommand(t.Context(), bson.D{{Key: "nonsense", Value: 1}}).Err(), errs.Internal, nil},
		"not primary":        {mongo.CommandError{Code: 10107}, errs.Unavailable, errs.ErrUnavailable},
		"write conflict":     {mongo.CommandError{Code: 112, Labels: []string{"TransientTransactionError"}}, errs.Unavailable, errs.ErrUnavailable},
	} {
		err := mongodb.Translate("doing", tc.err)
		if got := errs.As(err).Kind; got != tc.kind {
			t.Errorf("%s: kind %v, want %v: %v", name, got, tc.kind, err)
		}
		if tc.is != nil && !errors.Is(err, tc.is) {
			t.Errorf("%s: %v", name, err)
		}
		var cause mongo.ServerError
		if tc.is == nil && !errors.As(err, &cause) {
			t.Errorf("%s: the cause is lost", name)
		}
	}
	if mongodb.Translate("doing", nil) != nil || mongodb.IsDuplicate(nil) {
		t.Error("nothing became an error")
	}
	if err := insert(t.Context(), db, "2", "x"); !mongodb.IsDuplicate(err) {
		t.Errorf("not seen as a duplicate: %v", err)
	}
}

// TestNoServer asks where nobody answers: within the time limit, and classified.
func TestNoServer(t *testing.T) {
	t.Parallel()
	db, err := mongodb.Connect(t.Context(), "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100", "none")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	defer func() { _ = db.Close(ctx) }()
	if _, err := db.Info(ctx); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("Info: %v", err)
	}
	if err := db.WithTx(ctx, func(ctx context.Context) error { return insert(ctx, db, "1", "x") }); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("WithTx: %v", err)
	}
	if _, err := mongodb.Connect(t.Context(), "http://127.0.0.1", "none"); err == nil {
		t.Error("a foreign uri was accepted")
	}
	if _, err := mongodb.Connect(t.Context(), "mongodb://127.0.0.1", ""); err == nil {
		t.Error("no database name was accepted")
	}
}

func TestNilSlicesAreEmpty(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	type list struct {
		ID   string   `bson:"_id"`
		Tags []string `bson:"tags"`
	}
	if _, err := db.Collection("things").InsertOne(t.Context(), list{ID: "1"}); err != nil {
		t.Fatal(err)
	}
	if n, err := db.Collection("things").CountDocuments(t.Context(), bson.M{"tags": bson.M{"$size": 0}}); n != 1 || err != nil {
		t.Errorf("found %d (%v)", n, err)
	}
}

func TestNextCode(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, mongodb.CodeIndexes())
	var all sync.WaitGroup
	var mu sync.Mutex
	var got []int64
	for range 20 {
		all.Go(func() {
			n, err := db.NextCode(t.Context(), "a", "task-2026")
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			got = append(got, n)
			mu.Unlock()
		})
	}
	all.Wait()
	slices.Sort(got)
	for i, n := range got {
		if n != int64(i+1) {
			t.Fatalf("numbers %v", got)
		}
	}
	if n, err := db.NextCode(t.Context(), "b", "task-2026"); n != 1 || err != nil {
		t.Errorf("another agency's first is %d (%v)", n, err)
	}
	mongotest.Plans(t, db, 1, func() {
		if err := db.Collection("counters").FindOne(t.Context(), bson.M{"agency": "a", "key": "task-2026"}).Err(); err != nil {
			t.Error(err)
		}
	})
}

func TestNewIDSortsAsMade(t *testing.T) {
	t.Parallel()
	var all []string
	for range 10_000 {
		all = append(all, mongodb.NewID())
	}
	if !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != len(all) || len(all[0]) != 26 {
		t.Error("ids do not sort in the order they were made, or repeat")
	}
}

func TestEnsure(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t)
	ctx := t.Context()
	if err := db.Database().Drop(ctx); err != nil {
		t.Fatal(err)
	}
	clustered := mongodb.Indexes{Collection: "facts", Clustered: true}
	for range 2 { // the second start finds all there
		if err := db.Ensure(ctx, things(), clustered); err != nil {
			t.Fatal(err)
		}
	}
	var info []struct {
		Options struct {
			Clustered bson.Raw `bson:"clusteredIndex"`
		} `bson:"options"`
	}
	cur, err := db.Database().ListCollections(ctx, bson.M{"name": "facts"})
	if err != nil {
		t.Fatal(err)
	}
	if err := cur.All(ctx, &info); err != nil || len(info) != 1 || info[0].Options.Clustered == nil {
		t.Errorf("not clustered: %v %v", info, err)
	}
	if err := insert(ctx, db, "1", "x"); err != nil {
		t.Fatal(err)
	}
	if err := insert(ctx, db, "2", "x"); !errors.Is(err, mongodb.ErrDuplicate) {
		t.Errorf("the unique index is not there: %v", err)
	}

	for i, v := range []string{"1", "2"} {
		if _, err := db.Collection("old").InsertOne(ctx, bson.M{"_id": i, "agency": "a", "code": "same", "v": v}); err != nil {
			t.Fatal(err)
		}
	}
	old := things()
	old.Collection = "old"
	if err := db.Ensure(ctx, old); !errors.Is(err, mongodb.ErrIndexes) {
		t.Errorf("values that contradict a unique index: %v", err)
	}
	looser := mongodb.Indexes{Collection: "things", Models: []mongo.IndexModel{mongodb.Asc("agency", "code")}}
	if err := db.Ensure(ctx, looser); !errors.Is(err, mongodb.ErrIndexes) {
		t.Errorf("an index with other options: %v", err)
	}
	if err := db.Database().Drop(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t)
	ctx := t.Context()
	var ran []int
	up := func(v int, err error) mongodb.Migration {
		return mongodb.Migration{Version: v, What: fmt.Sprint("step ", v), Up: func(context.Context, *mongodb.DB) error {
			ran = append(ran, v)
			return err
		}}
	}
	fault := errors.New("fault")
	for _, step := range []struct {
		all  []mongodb.Migration
		n    int
		ran  []int
		want error
	}{
		{nil, 0, nil, nil},
		{[]mongodb.Migration{up(1, nil), up(2, nil)}, 2, []int{1, 2}, nil},
		{[]mongodb.Migration{up(1, nil), up(2, nil)}, 0, nil, nil},
		{[]mongodb.Migration{up(1, nil), up(2, nil), up(3, fault), up(4, nil)}, 0, []int{3}, fault},
		{[]mongodb.Migration{up(1, nil), up(2, nil), up(3, nil), up(4, nil)}, 2, []int{3, 4}, nil},
		{[]mongodb.Migration{up(1, nil)}, 0, nil, mongodb.ErrNewer},
	} {
		ran = nil
		n, err := mongodb.Migrate(ctx, db, step.all)
		if n != step.n || !slices.Equal(ran, step.ran) || !errors.Is(err, step.want) {
			t.Errorf("%d migrations: applied %d, ran %v, %v", len(step.all), n, ran, err)
		}
	}
}

func TestInfoAndCheck(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t)
	here := clock.System().Now()
	info, err := db.Check(t.Context(), here)
	if err != nil || info.ReplicaSet == "" || !info.Primary || info.Version == "" {
		t.Errorf("%+v, %v", info, err)
	}
	if now, err := db.Now(t.Context()); err != nil || now.Sub(here).Abs() > time.Minute {
		t.Errorf("the database's time is %v, %v", now, err)
	}
	if _, err := db.Check(t.Context(), here.Add(time.Minute)); !errors.Is(err, mongodb.ErrClock) {
		t.Errorf("a wrong clock: %v", err)
	}
	for version, old := range map[string]bool{"6.0.5": true, "7.0.1": false, "8.0.0": false, "10.1.0": false, "": false} {
		if got := (mongodb.Info{Version: version}).Old(); got != old {
			t.Errorf("%q: Old = %v", version, got)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, e := range []*errs.Error{mongodb.ErrDuplicate, mongodb.ErrIndexes, mongodb.ErrNoReplicaSet, mongodb.ErrClock, mongodb.ErrNewer} {
		if !errs.Known(e.Code) {
			t.Errorf("%s has no sentence", e.Code)
		}
	}
}

// BenchmarkTransaction is two inserts in one transaction, the least an act costs.
func BenchmarkTransaction(b *testing.B) {
	db := mongotest.New(b, things())
	for b.Loop() {
		if err := db.WithTx(b.Context(), func(ctx context.Context) error {
			for range 2 {
				id := mongodb.NewID()
				if err := insert(ctx, db, id, id); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}
