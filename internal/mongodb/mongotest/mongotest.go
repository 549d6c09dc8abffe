package mongotest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// server is this process's connection, made by the first test that asks.
var server = sync.OnceValues(func() (*mongodb.DB, error) {
	db, which, err := connect()
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(os.Stderr, "mongotest:", which)
	return db, nil
})

// New returns an empty database with the indexes, for this test alone; it goes back to the pool when the test ends.
// The test fails when no server can be had, and when the product asked anything of the database without naming the agency
// (see Apart).
func New(t testing.TB, indexes ...mongodb.Indexes) *mongodb.DB {
	t.Helper()
	root, err := server()
	if err != nil {
		t.Fatalf("mongotest: no MongoDB for the tests: %v\n%s\n%s", err,
			errs.As(err).Sentence(errs.Vietnamese), errs.As(err).Sentence(errs.English))
	}
	db, release, err := claim(root, indexes)
	if err != nil {
		t.Fatalf("mongotest: %v", err)
	}
	t.Cleanup(func() {
		told(t, db.Name())
		release()
	})
	return db
}

// Again opens the database of New through a client of its own, as another node with other settings would.
func Again(t testing.TB, db *mongodb.DB, opts ...mongodb.Option) *mongodb.DB {
	t.Helper()
	uri, _, err := address()
	if err != nil {
		t.Fatal(err)
	}
	again, err := mongodb.Connect(context.Background(), uri, db.Name(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close(context.Background()) })
	return again
}

// URI returns the address of the tests' server, for a process of a test's own that opens the database of New.
func URI(t testing.TB) string {
	t.Helper()
	uri, _, err := address()
	if err != nil {
		t.Fatal(err)
	}
	return uri
}

// claim takes the first free database that was made with the same indexes: making one costs 160 ms and more, emptying
// one 7 ms. The claim is a file lock, which the kernel gives back however the process ends; so the database is emptied
// when it is taken, not when it is given back.
func claim(root *mongodb.DB, indexes []mongodb.Indexes) (*mongodb.DB, func(), error) {
	dir, err := sharedDir()
	if err != nil {
		return nil, nil, err
	}
	kind := kindOf(indexes)
	for n := 0; ; n++ {
		name := fmt.Sprintf("congvu_test_%s_%d", kind, n)
		lock, err := lockFile(dir, name+".lock", syscall.LOCK_EX|syscall.LOCK_NB)
		if err != nil {
			if _, statErr := os.Stat(filepath.Join(dir, name+".lock")); statErr != nil {
				return nil, nil, err // not taken by another: the folder cannot be written
			}
			continue
		}
		db := root.On(name)
		ctx := context.Background()
		if err := empty(ctx, db); err != nil {
			if setAside(lock) > maxStuck {
				return nil, nil, err
			}
			continue
		}
		if err := db.Ensure(ctx, indexes...); err != nil {
			_ = lock.Close()
			return nil, nil, err
		}
		return db, func() { _ = lock.Close() }, nil
	}
}

// maxStuck is how many databases may be set aside before the server is taken for broken.
const maxStuck = 3

// stuck are the claims of databases that could not be emptied in time. On a busy machine the server may still be at it after
// the client has given up, and would empty the next test's database; so they stay claimed as long as this process runs.
var stuck struct {
	sync.Mutex
	locks []*os.File
}

// setAside keeps a database from every other test and returns how many are kept.
func setAside(lock *os.File) int {
	stuck.Lock()
	defer stuck.Unlock()
	stuck.locks = append(stuck.locks, lock)
	return len(stuck.locks)
}

// kindOf names databases with the same indexes alike.
func kindOf(indexes []mongodb.Indexes) string {
	h := sha256.New()
	for _, ix := range indexes {
		_, _ = fmt.Fprintln(h, ix.Collection, ix.Clustered)
		for _, m := range ix.Models {
			var o options.IndexOptions
			if m.Options != nil {
				for _, set := range m.Options.List() {
					_ = set(&o) // reads what was set; it cannot fail on a value it made itself
				}
			}
			_, _ = fmt.Fprintln(h, m.Keys, value(o.Unique), value(o.Sparse), value(o.ExpireAfterSeconds), o.PartialFilterExpression)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:10]
}

// value prints what an option was set to, rather than where it is kept.
func value[T any](p *T) string {
	if p == nil {
		return "-"
	}
	return fmt.Sprint(*p)
}

// empty deletes every document and keeps collections and indexes.
func empty(ctx context.Context, db *mongodb.DB) error {
	names, err := db.Database().ListCollectionNames(ctx, bson.D{{Key: "type", Value: "collection"}})
	if err != nil {
		return mongodb.Translate("list collections", err)
	}
	for _, name := range names {
		if _, err := db.Collection(name).DeleteMany(ctx, bson.D{}); err != nil {
			return mongodb.Translate("empty "+name, err)
		}
	}
	return nil
}
