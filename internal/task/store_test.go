package task

import (
	"errors"
	"testing"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// TestReplaceWithinTheAgency: another agency's task is not replaced, whatever its id and version, and neither is a version
// that nobody sees any more.
func TestReplaceWithinTheAgency(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s := New(Deps{DB: db}).store
	x := Task{Row: Row{ID: mongodb.NewID(), Agency: "province", Code: "NV-2026-000001", Version: 3, Title: "Của tỉnh này"}}
	if err := s.Insert(t.Context(), x); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Task) int64{
		"another agency":  func(x *Task) int64 { x.Agency = "another province"; return 3 },
		"an old version":  func(*Task) int64 { return 2 },
		"another task":    func(x *Task) int64 { x.ID = mongodb.NewID(); return 3 },
		"a later version": func(*Task) int64 { return 4 },
	} {
		next := x
		seen := change(&next)
		next.Title = "Bị đổi"
		if err := s.Replace(t.Context(), seen, next); !errors.Is(err, errs.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	next := x
	next.Version, next.Title = 4, "Đã sửa"
	if err := s.Replace(t.Context(), 3, next); err != nil {
		t.Error(err)
	}
	got, err := s.Whole(t.Context(), "province", x.ID)
	if err != nil || got.Title != "Đã sửa" || got.Version != 4 {
		t.Errorf("stored %q version %d, %v", got.Title, got.Version, err)
	}
}
