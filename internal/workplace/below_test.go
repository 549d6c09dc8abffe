package workplace

import (
	"errors"
	"testing"

	"congvu/internal/diary"
	"congvu/internal/errs"
)

// TestBelow: everybody below is counted under the unit right below the one looked at, by the same cells as the grid.
func TestBelow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	v := o.send("Lan", "05-07 am", "05-07 pm")
	_, err := o.Approve(ctx, o.actor["Trưởng phòng"], v.ID, v.Version, nil)
	o.ok(err)
	_, err = o.Enter(ctx, o.actor["Giám đốc"], AbsenceInput{Person: o.actor["Trưởng phòng khác"].ID, Kind: Mission, From: "2026-05-07 pm", To: "2026-05-07 pm", Paper: "61/QĐ-STTTT"}, "")
	o.ok(err)
	_, err = o.diary.Save(ctx, o.actor["Minh"], "2026-05-07", 0, diary.Input{Place: diary.Places{AM: diary.Remote, PM: diary.Office}})
	o.ok(err)

	got, err := o.Below(ctx, o.actor["Giám đốc"], o.unit["so"], "2026-05-07")
	o.ok(err)
	want := map[string]UnitCount{
		"so":        {People: 3, AM: Count{Staff: 3}, PM: Count{Staff: 3}},
		"phong":     {People: 4, AM: Count{Staff: 4, Remote: 2}, PM: Count{Staff: 4, Remote: 1}, Bare: [2]int{1, 0}},
		"phongkhac": {People: 1, AM: Count{Staff: 1}, PM: Count{Staff: 1, Field: 1}},
	}
	if !got.Working || got.Now != HalfOf("2026-05-07", false) || len(got.Units) != len(want) {
		t.Fatalf("below so: %+v", got)
	}
	for i, name := range []string{"so", "phong", "phongkhac"} {
		row := want[name]
		row.Unit = o.unit[name]
		if got.Units[i] != row {
			t.Errorf("%s: %+v, want %+v", name, got.Units[i], row)
		}
	}
	province, err := o.Below(ctx, o.actor["Kiểm tra"], "", "2026-05-07")
	o.ok(err)
	if len(province.Units) != 2 || province.Units[1].People != 8 || province.Units[1].PM.Remote != 1 || province.Units[1].PM.Field != 1 {
		t.Errorf("below tinh, two levels down: %+v", province.Units)
	}
}

// TestBelowRights: counts of a subtree are for whoever oversees it, and tell no paper.
func TestBelowRights(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for who, want := range map[string]error{
		"Chủ tịch": nil, "Giám đốc": nil, "Nhân sự": nil, "Theo dõi": nil, "Kiểm tra": nil,
		"Trưởng phòng": errs.ErrNotFound, "Lan": errs.ErrNotFound, "Quản trị": errs.ErrNotFound,
	} {
		if _, err := o.Below(t.Context(), o.actor[who], o.unit["so"], "2026-05-07"); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", who, err, want)
		}
	}
	if _, err := o.Below(t.Context(), o.actor["Lan"], "", "2026-05-07"); !errors.Is(err, ErrUnit) {
		t.Errorf("an officer's own unit: %v, want %v", err, ErrUnit)
	}
	if _, err := o.Below(t.Context(), o.actor["Chủ tịch"], "", "2026-13-01"); !errors.Is(err, ErrRange) {
		t.Errorf("no day: %v", err)
	}
}
