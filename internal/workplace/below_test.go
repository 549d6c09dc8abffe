package workplace

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
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

// TestDiaryKnowsAbsences: a day that leave or a mission covers is neither missing nor reminded of; half a day of leave excuses
// nothing, and a cancelled paper does not either.
func TestDiaryKnowsAbsences(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	hr, lan := o.actor["Nhân sự"], o.actor["Lan"]
	enter := func(kind Kind, from, to Half, paper string) Absence {
		x, err := o.Enter(ctx, hr, AbsenceInput{Person: lan.ID, Kind: kind, From: from, To: to, Paper: paper}, "")
		o.ok(err)
		return x
	}
	_, err := o.diary.Save(ctx, lan, "2026-05-04", 0, diary.Input{Place: diary.Places{AM: diary.Office, PM: diary.Office}, Entries: []diary.EntryInput{{Text: "Họp"}}})
	o.ok(err)
	enter(Annual, "2026-05-05 am", "2026-05-05 pm", "1/NP")
	enter(Mission, "2026-05-06 am", "2026-05-06 pm", "2/CT")
	enter(Sick, "2026-05-07 am", "2026-05-07 am", "3/NO")
	enter(FieldTrip, "2026-05-07 pm", "2026-05-07 pm", "4/CT")
	enter(Sick, "2026-05-08 pm", "2026-05-11 am", "5/NO")
	gone := enter(Annual, "2026-05-12 am", "2026-05-12 pm", "6/NP")
	_, err = o.Cancel(ctx, hr, gone.ID, gone.Version, "Đi làm lại sớm hơn.")
	o.ok(err)
	o.clock.set("2026-05-14 08:00")
	days, err := o.diary.Strip(ctx, lan, "2026-05-04", "2026-05-12")
	o.ok(err)
	got := map[vncal.Date]string{}
	for _, d := range days {
		if d.Working {
			got[d.Date] = string(d.Away)
			if d.Missing {
				got[d.Date] += " missing"
			}
		}
	}
	want := map[vncal.Date]string{
		"2026-05-04": "", "2026-05-05": "off", "2026-05-06": "field", "2026-05-07": "field", "2026-05-08": " missing", "2026-05-11": " missing", "2026-05-12": " missing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("missing and away (-want +got):\n%s", diff)
	}
	for day, reminded := range map[vncal.Date]bool{"2026-05-05": false, "2026-05-06": false, "2026-05-08": true, "2026-05-12": true} {
		found := false
		o.ok(o.diary.Empty(ctx, lan.Agency, day, func(person string) error { found = found || person == lan.ID; return nil }))
		if found != reminded {
			t.Errorf("%s: reminded %t, want %t", day, found, reminded)
		}
	}
	rows, err := o.diary.Team(ctx, o.actor["Trưởng phòng"], o.unit["phong"], "2026-05-06")
	o.ok(err)
	for _, r := range rows {
		if r.Person == lan.ID && (r.Missing || r.Away != diary.Field) || r.Person == o.actor["Minh"].ID && (!r.Missing || r.Away != "") {
			t.Errorf("team row of %s: missing %t, away %q", o.name(r.Person), r.Missing, r.Away)
		}
	}
}
