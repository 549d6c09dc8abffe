package mongotest_test

import (
	"fmt"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

func rows() mongodb.Indexes {
	return mongodb.Indexes{Collection: "rows", Models: nil}
}

func TestEachTestHasItsOwnEmptyDatabase(t *testing.T) {
	for i := range 6 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			db := mongotest.New(t, rows())
			c := db.Collection("rows")
			if n, err := c.CountDocuments(t.Context(), bson.D{}); n != 0 || err != nil {
				t.Fatalf("found %d documents of another test (%v)", n, err)
			}
			if _, err := c.InsertOne(t.Context(), bson.M{"_id": i}); err != nil {
				t.Fatal(err)
			}
			if n, err := c.CountDocuments(t.Context(), bson.D{}); n != 1 || err != nil {
				t.Fatalf("found %d documents, want my own (%v)", n, err)
			}
		})
	}
}

// TestNothingIsSwept: rows that expired by the machine's clock stay, since the tests' clocks are others.
func TestNothingIsSwept(t *testing.T) {
	t.Parallel()
	var got struct {
		Sweeps bool `bson:"ttlMonitorEnabled"`
	}
	ask := bson.D{{Key: "getParameter", Value: 1}, {Key: "ttlMonitorEnabled", Value: 1}}
	if err := mongotest.New(t, rows()).On("admin").Database().RunCommand(t.Context(), ask).Decode(&got); err != nil || got.Sweeps {
		t.Errorf("the server sweeps what a test's clock holds for present: %v, %v", got.Sweeps, err)
	}
}

// faults collects what Plans reports.
type faults struct {
	testing.TB
	found []string
}

func (f *faults) Helper() {}
func (f *faults) Errorf(format string, args ...any) {
	f.found = append(f.found, fmt.Sprintf(format, args...))
}

func TestPlans(t *testing.T) {
	db := mongotest.New(t, mongodb.Indexes{Collection: "pages", Models: nil}, mongodb.Indexes{
		Collection: "numbers", Models: append(rows().Models, mongodb.Asc("n")),
	})
	c := db.Collection("numbers")
	many := make([]any, 2000)
	for i := range many {
		many[i] = bson.M{"_id": i, "n": i, "m": i}
	}
	if _, err := c.InsertMany(t.Context(), many); err != nil {
		t.Fatal(err)
	}
	page := func(filter, sort bson.D) func() {
		return func() {
			cur, err := c.Find(t.Context(), filter, options.Find().SetSort(sort).SetLimit(10))
			if err != nil {
				t.Fatal(err)
			}
			if err := cur.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	counted := func() {
		if _, err := c.CountDocuments(t.Context(), bson.D{{Key: "n", Value: bson.D{{Key: "$gte", Value: 1000}}}}); err != nil {
			t.Fatal(err)
		}
	}
	for name, tc := range map[string]struct {
		f    func()
		want string
	}{
		"by the index":      {page(bson.D{{Key: "n", Value: bson.D{{Key: "$gt", Value: 1500}}}}, bson.D{{Key: "n", Value: 1}}), ""},
		"scan":              {page(bson.D{{Key: "m", Value: 7}}, bson.D{}), "COLLSCAN"},
		"sort in memory":    {page(bson.D{{Key: "n", Value: bson.D{{Key: "$gt", Value: 1950}}}}, bson.D{{Key: "m", Value: 1}}), "SORT"},
		"too many examined": {page(bson.D{{Key: "n", Value: bson.D{{Key: "$gt", Value: 0}}}, {Key: "m", Value: 1999}}, bson.D{{Key: "n", Value: 1}}), "examined"},
		"a count of many":   {counted, "examined"},
	} {
		f := &faults{TB: t}
		mongotest.Plans(f, db, 10, tc.f)
		got := strings.Join(f.found, "; ")
		if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
