package mongodb_test

import (
	"slices"
	"testing"

	"congvu/internal/mongodb/mongotest"
)

func TestHealth(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, things())
	ctx := t.Context()
	if err := insert(ctx, db, "1", "x"); err != nil {
		t.Fatal(err)
	}
	if d, err := db.Disk(ctx); err != nil || d.Total <= 0 || d.Free() <= 0 || d.Free() >= d.Total || d.Data <= 0 {
		t.Errorf("disk %+v, %v", d, err)
	}
	if all, err := db.Members(ctx); err != nil || len(all) != 1 || !all[0].Serves() || all[0].Name == "" {
		t.Errorf("members %+v, %v", all, err)
	}
	if lacking, err := db.Missing(ctx, things()); err != nil || lacking != nil {
		t.Errorf("lacking %v, %v", lacking, err)
	}
	if err := db.Collection("things").Indexes().DropOne(ctx, "agency_1_code_1"); err != nil {
		t.Fatal(err)
	}
	if lacking, err := db.Missing(ctx, things()); err != nil || !slices.Equal(lacking, []string{"things"}) {
		t.Errorf("lacking %v, %v; the index was dropped", lacking, err)
	}
}
