package mongodb_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// numbered fills "things" with documents 0..n-1, of which seven share a group.
func numbered(t *testing.T, db *mongodb.DB, n int) {
	t.Helper()
	docs := make([]any, n)
	for i := range docs {
		docs[i] = bson.M{"_id": fmt.Sprintf("%05d", i), "agency": "a", "code": fmt.Sprint(i), "group": bson.M{"n": i / 7}, "odd": i%2 == 1}
	}
	if _, err := db.Collection("things").InsertMany(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
}

// TestEveryReadHasALimit: whoever gives up must not leave the server working, so each read says how long it may take:
// what is left of the request's time, or the client's own limit.
func TestEveryReadHasALimit(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	numbered(t, db, 300)
	things, byGroup := db.Collection("things"), bson.D{{Key: "group.n", Value: 1}, {Key: "_id", Value: 1}}
	within := func(limit time.Duration, what string, read func(ctx context.Context) error) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		for _, command := range mongotest.Reads(t, db, func() {
			if err := read(ctx); err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}) {
			ms, ok := command.Lookup("maxTimeMS").AsInt64OK()
			if most := min(limit, 10*time.Second); !ok || ms < 1 || ms > most.Milliseconds() {
				t.Errorf("%s: maxTimeMS is %d (%v) with %v left: %s", what, ms, ok, limit, command)
			}
		}
	}
	reads := map[string]func(ctx context.Context) error{
		"all": func(ctx context.Context) error {
			rows, err := mongodb.All[bson.M](ctx, "all", things, bson.D{})
			if len(rows) != 300 {
				t.Errorf("%d rows", len(rows))
			}
			return err
		},
		"each": func(ctx context.Context) error {
			for _, err := range mongodb.Each[bson.M](ctx, "each", things, bson.D{}, mongodb.Walk{Sort: byGroup, Page: 50}) {
				if err != nil {
					return err
				}
			}
			return nil
		},
		"sum": func(ctx context.Context) error {
			_, err := mongodb.Sum[bson.M](ctx, "sum", things, mongo.Pipeline{{{Key: "$group", Value: bson.M{"_id": "$odd"}}}})
			return err
		},
		"one":   func(ctx context.Context) error { return things.FindOne(ctx, bson.M{"_id": "00001"}).Err() },
		"count": func(ctx context.Context) error { _, err := things.CountDocuments(ctx, bson.M{"odd": true}); return err },
		"in a transaction": func(ctx context.Context) error {
			return db.WithTx(ctx, func(ctx context.Context) error {
				_, err := mongodb.All[bson.M](ctx, "all", things, bson.D{}, options.Find().SetLimit(1))
				return err
			})
		},
	}
	for name, read := range reads {
		within(3*time.Second, name, read)
	}
	within(10*time.Second, "all", reads["all"])
	for _, command := range mongotest.Reads(t, db, func() { _ = reads["all"](t.Context()); _ = reads["sum"](t.Context()) }) {
		if ms, ok := command.Lookup("maxTimeMS").AsInt64OK(); !ok || ms > 10_000 {
			t.Errorf("without a deadline of its own: %s", command)
		}
	}
}

// TestStoresReadByAll keeps the driver's Find and Aggregate, which tell the server no limit, out of the stores.
func TestStoresReadByAll(t *testing.T) {
	t.Parallel()
	direct := regexp.MustCompile(`\.(Find|Aggregate|Distinct|EstimatedDocumentCount)\(ctx,`)
	seen := 0
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), "store") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		for _, found := range direct.FindAll(raw, -1) {
			t.Errorf("%s reads by %s", path, found)
		}
		return nil
	})
	if err != nil || seen < 20 {
		t.Errorf("%d store files, %v", seen, err)
	}
}

// TestAllPassesOptionsOn: what All sends is what the driver's Find would have sent.
func TestAllPassesOptionsOn(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	numbered(t, db, 300)
	rows, err := mongodb.All[bson.M](t.Context(), "all", db.Collection("things"), bson.D{{Key: "agency", Value: "a"}},
		options.Find().SetSort(bson.D{{Key: "code", Value: -1}}).SetSkip(2).SetLimit(250).SetHint(bson.D{{Key: "agency", Value: 1}, {Key: "code", Value: 1}}).
			SetProjection(bson.M{"code": 1}), nil)
	if err != nil || len(rows) != 250 || rows[0]["code"] != "97" || len(rows[0]) != 2 {
		t.Fatalf("%d rows, first %v, %v", len(rows), rows[0], err)
	}
	commands := mongotest.Reads(t, db, func() {
		if _, err := mongodb.All[bson.M](t.Context(), "all", db.Collection("things"), bson.D{}, options.Find().SetLimit(250)); err != nil {
			t.Error(err)
		}
	})
	if len(commands) != 1 || commands[0].Lookup("readConcern", "level").StringValue() != "majority" {
		t.Errorf("sent %v", commands)
	}
	if none, err := mongodb.All[bson.M](t.Context(), "all", db.Collection("things"), bson.D{{Key: "agency", Value: "b"}}); none == nil || len(none) != 0 || err != nil {
		t.Errorf("nothing is %v, %v", none, err)
	}
	if _, err := mongodb.All[bson.M](t.Context(), "all", db.Collection("things"), bson.D{{Key: "$nonsense", Value: 1}}); err == nil {
		t.Error("a query that is none was answered")
	}
}

// TestEach walks whole and in part, in orders with equal values, up and down, whatever the page.
func TestEach(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	const n = 100
	numbered(t, db, n)
	type row struct {
		ID   string `bson:"_id"`
		Code string `bson:"code"`
	}
	up := bson.D{{Key: "group.n", Value: 1}, {Key: "_id", Value: 1}}
	down := bson.D{{Key: "group.n", Value: -1}, {Key: "_id", Value: -1}}
	mixed := bson.D{{Key: "odd", Value: -1}, {Key: "group.n", Value: 1}, {Key: "_id", Value: -1}}
	for _, sort := range []bson.D{nil, up, down, mixed} {
		whole := sort
		if whole == nil {
			whole = bson.D{{Key: "_id", Value: 1}}
		}
		want, err := mongodb.All[row](t.Context(), "all", db.Collection("things"), bson.D{{Key: "agency", Value: "a"}},
			options.Find().SetSort(whole).SetProjection(bson.M{"_id": 1}))
		if err != nil || len(want) != n {
			t.Fatal(len(want), err)
		}
		for _, page := range []int{0, 1, 3, 7, 10, n, n + 1} {
			var got []row
			w := mongodb.Walk{Sort: sort, Page: page, Fields: bson.D{{Key: "_id", Value: 1}}}
			for r, err := range mongodb.Each[row](t.Context(), "each", db.Collection("things"), bson.D{{Key: "agency", Value: "a"}}, w) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, r)
			}
			if !slices.Equal(got, want) {
				t.Errorf("sort %v, page %d: %d rows, not as read at once", sort, page, len(got))
			}
		}
	}
	seen := 0
	for r, err := range mongodb.Each[bson.Raw](t.Context(), "each", db.Collection("things"), bson.D{{Key: "odd", Value: true}}, mongodb.Walk{Page: 5}) {
		if err != nil || !r.Lookup("odd").Boolean() {
			t.Fatal(r, err)
		}
		if seen++; seen == 12 {
			break
		}
	}
	if seen != 12 {
		t.Errorf("%d rows", seen)
	}
	for name, w := range map[string]mongodb.Walk{
		"an order by what a document lacks": {Sort: bson.D{{Key: "nothing", Value: 1}, {Key: "_id", Value: 1}}, Page: 5},
		"an index that is none":             {Hint: bson.D{{Key: "nothing", Value: 1}}},
	} {
		var last error
		for _, err := range mongodb.Each[row](t.Context(), "each", db.Collection("things"), bson.D{}, w) {
			last = err
		}
		if last == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, err := range mongodb.Each[struct {
		Code int `bson:"code"`
	}](t.Context(), "each", db.Collection("things"), bson.D{}, mongodb.Walk{}) {
		if err == nil {
			t.Error("a document of another shape was read")
		}
		break
	}
}

// TestEachReadsExactRanges: a page inside many equal values reads its own keys, not the run before it.
func TestEachReadsExactRanges(t *testing.T) {
	t.Parallel()
	index := mongodb.Asc("agency", "due", "_id")
	db := mongotest.New(t, mongodb.Indexes{Collection: "dated", Models: []mongo.IndexModel{index}})
	docs := make([]any, 5000)
	for i := range docs {
		docs[i] = bson.M{"_id": fmt.Sprintf("%05d", i), "agency": "a", "due": min(i/100, 2)} // nearly all share one value
	}
	if _, err := db.Collection("dated").InsertMany(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	mongotest.Plans(t, db, 50, func() {
		seen := 0
		w := mongodb.Walk{Sort: bson.D{{Key: "due", Value: 1}, {Key: "_id", Value: 1}}, Hint: index.Keys, Page: 50}
		for _, err := range mongodb.Each[bson.Raw](t.Context(), "each", db.Collection("dated"), bson.D{{Key: "agency", Value: "a"}}, w) {
			if err != nil {
				t.Fatal(err)
			}
			seen++
		}
		if seen != len(docs) {
			t.Errorf("%d documents", seen)
		}
	})
}

// TestPutMany stores each document in the place of the version that was seen, or none.
func TestPutMany(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	type thing struct {
		ID      string `bson:"_id"`
		Agency  string `bson:"agency"`
		Code    string `bson:"code"`
		Version int64  `bson:"version"`
	}
	change := func(id string, seen int64, code string) mongodb.Change {
		return mongodb.Change{ID: id, Seen: seen, Doc: thing{id, "a", code, seen + 1}}
	}
	for _, step := range []struct {
		name    string
		changes []mongodb.Change
		want    error
		kept    string // codes by id
	}{
		{"none", nil, nil, ""},
		{"new", []mongodb.Change{change("1", 0, "a"), change("2", 0, "b")}, nil, "a b"},
		{"changed and new", []mongodb.Change{change("1", 1, "c"), change("3", 0, "d")}, nil, "c b d"},
		{"one is stale", []mongodb.Change{change("2", 1, "x"), change("1", 1, "y")}, errs.ErrChanged, "c b d"},
		{"one is there already", []mongodb.Change{change("2", 1, "x"), change("3", 0, "y")}, errs.ErrChanged, "c b d"},
		{"one is gone", []mongodb.Change{change("2", 1, "x"), change("4", 1, "y")}, errs.ErrChanged, "c b d"},
		{"of two versions", []mongodb.Change{change("1", 2, "e"), change("2", 1, "f"), change("3", 1, "g")}, nil, "e f g"},
	} {
		err := db.WithTx(t.Context(), func(ctx context.Context) error {
			return mongodb.PutMany(ctx, "put", db.Collection("things"), step.changes)
		})
		rows, readErr := mongodb.All[thing](t.Context(), "all", db.Collection("things"), bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
		var codes []string
		for _, r := range rows {
			codes = append(codes, r.Code)
		}
		if !errors.Is(err, step.want) || readErr != nil || strings.Join(codes, " ") != step.kept {
			t.Errorf("%s: %v, kept %q", step.name, err, codes)
		}
	}
	if err := mongodb.PutMany(t.Context(), "put", db.Collection("things"), []mongodb.Change{change("5", 0, "h")}); err == nil {
		t.Error("outside of a transaction half of it could be kept")
	}
}
