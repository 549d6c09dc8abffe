package diary

import (
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/errs"
)

// TestChoose: the lock is what the agency sets, for writing, correcting and what screens say; nothing out of its bounds, and
// nothing on top of what was not seen.
func TestChoose(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin, lan := o.actor["Quản trị"], o.actor["Lan"]
	if c, err := o.Chosen(t.Context(), admin.Agency); err != nil || c.Version != 0 || c.LockAfter != 5 {
		t.Fatalf("without a choice = %+v, %v", c, err)
	}
	for days, code := range map[int]string{0: "lockAfter too_small", -1: "lockAfter too_small", 61: "lockAfter too_large"} {
		if _, err := o.Choose(t.Context(), admin, 0, days); !errors.Is(err, ErrInput) || faults(err) != code {
			t.Errorf("%d days: %v, want %s", days, err, code)
		}
	}
	sentDay(t, o, true)
	mustSave(t, o, "Minh", wednesday, 0, oneLine("Trực"))
	o.clock.set("2026-05-06 09:00") // the third working day after
	if c, err := o.Choose(t.Context(), admin, 0, 2); err != nil || c.Version != 1 || c.LockAfter != 2 || c.By != admin.ID {
		t.Fatalf("set = %+v, %v", c, err)
	}
	if _, err := o.Choose(t.Context(), admin, 0, 9); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("a stale choice = %v", err)
	}
	if c, err := o.Choose(t.Context(), admin, 1, 2); err != nil || c.Version != 1 {
		t.Errorf("the same again = %+v, %v; want nothing new", c, err)
	}
	if v, err := o.Own(t.Context(), lan, wednesday); err != nil || v.Until != "2026-05-05" || len(v.Acts) != 0 {
		t.Errorf("a confirmed day = until %s, %v, %v", v.Until, v.Acts, err)
	}
	_, err := o.Correct(t.Context(), lan, wednesday, 3, oneLine("Thêm"), becauseFound)
	if e := errs.As(err); !errors.Is(err, ErrLocked) || e.Args["days"] != "2" {
		t.Errorf("a correction = %v, want it locked after two days", err)
	}
	if _, err := o.Save(t.Context(), o.actor["Minh"], wednesday, 1, oneLine("Thêm")); !errors.Is(err, ErrLocked) {
		t.Errorf("writing = %v, want it locked", err)
	}
	if strip, err := o.Strip(t.Context(), o.actor["Minh"], wednesday, wednesday); err != nil || strip[0].State != StateLocked {
		t.Errorf("the month says %+v, %v", strip, err)
	}
	rows, err := o.Team(t.Context(), o.actor["Trưởng phòng"], "", wednesday)
	at := slices.IndexFunc(rows, func(r Row) bool { return r.Person == o.id("Minh") })
	if err != nil || rows[at].Reads != StateLocked {
		t.Errorf("the team's list says %+v, %v", rows, err)
	}
	if _, err := o.Choose(t.Context(), admin, 1, 10); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Correct(t.Context(), lan, wednesday, 3, oneLine("Thêm"), becauseFound); err != nil {
		t.Errorf("a correction with ten days = %v", err)
	}
	if n, err := o.db.Collection("audit").CountDocuments(t.Context(), bson.M{"action": "diary.lock_set"}); err != nil || n != 2 {
		t.Errorf("%d changes are told, %v; want two", n, err)
	}
}
