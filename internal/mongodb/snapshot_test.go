package mongodb_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// TestSnapshot: all collections are read as of one moment, which is the present one; also where no migration was ever noted, and
// where there is nothing.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	if err := insert(t.Context(), db, "1", "x"); err != nil {
		t.Fatal(err)
	}
	for name, db := range map[string]*mongodb.DB{"things": db, "nothing": db.On("congvu_test_never_made")} {
		now, err := db.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		err = db.Snapshot(t.Context(), func(ctx context.Context, s *mongodb.Snapshot) error {
			if s.At().Sub(now).Abs() > 5*time.Second {
				t.Errorf("%s: it is of %s, and now is %s", name, s.At(), now)
			}
			if n, err := s.Schema(ctx); n != 0 || err != nil {
				t.Errorf("%s: schema %d, %v", name, n, err)
			}
			if name == "nothing" {
				return nil
			}
			if err := insert(ctx, db, "2", "y"); err != nil {
				return err
			}
			var ids []string
			err := s.Read(ctx, "things", func(doc bson.Raw) error { ids = append(ids, doc.Lookup("_id").StringValue()); return nil })
			if err != nil || !slices.Equal(ids, []string{"1"}) {
				t.Errorf("read %q, %v", ids, err)
			}
			if n, err := s.Count(ctx, "things"); n != 1 || err != nil {
				t.Errorf("counted %d, %v", n, err)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := count(t, db); n != 2 {
		t.Errorf("%d are there now", n)
	}
}
