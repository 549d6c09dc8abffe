package workplace

import (
	"errors"
	"strconv"
	"testing"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/errs"
)

// TestSees: who may look at the grid of which unit, and who is told the papers.
func TestSees(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	_, err := o.Enter(ctx, o.actor["Nhân sự"], AbsenceInput{Person: o.actor["Minh"].ID, Kind: Maternity, From: "2026-05-07 am", To: "2026-05-08 pm", Paper: "35/QĐ-STTTT"}, "")
	o.ok(err)
	for who, row := range map[string]struct{ sees, told bool }{
		"Chủ tịch": {true, true}, "Giám đốc": {true, true}, "Trưởng phòng": {true, true}, "Phó phòng": {true, true}, "Nhân sự": {true, true},
		"Theo dõi": {true, true}, "Kiểm tra": {true, true}, "Lan": {true, false}, "Minh": {true, true}, "Trưởng phòng khác": {false, false}, "Quản trị": {false, false},
	} {
		_, err := o.Where(ctx, o.actor[who], GridQuery{Unit: o.unit["phong"], From: "2026-05-07", To: "2026-05-08", Limit: 100})
		if (err == nil) != row.sees || err != nil && !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: %v, want seen: %t", who, err, row.sees)
		}
		if !row.sees {
			continue
		}
		c := o.cells(who, "phong", "Minh", "2026-05-07")[0]
		if c.Place != diary.Off || c.By != ByAbsence || (c.Kind == Maternity) != row.told || (c.Paper == "35/QĐ-STTTT") != row.told {
			t.Errorf("%s is shown %+v, told: %t", who, c, row.told)
		}
	}
}

// TestCells: an absence counts before a registration, and the diary is told beside them to who may read it.
func TestCells(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	v := o.send("Lan", "05-07 am", "05-07 pm", "05-08 am")
	_, err := o.Approve(ctx, o.actor["Trưởng phòng"], v.ID, v.Version, nil)
	o.ok(err)
	_, err = o.Enter(ctx, o.actor["Trưởng phòng"], AbsenceInput{Person: o.actor["Lan"].ID, Kind: Mission, From: "2026-05-07 pm", To: "2026-05-07 pm", Paper: "Số: 61/QĐ-STTTT"}, "")
	o.ok(err)
	for who, places := range map[string]diary.Places{"Lan": {AM: diary.Office, PM: diary.Field}, "Minh": {AM: diary.Remote, PM: diary.Office}} {
		_, err := o.diary.Save(ctx, o.actor[who], "2026-05-07", 0, diary.Input{Place: places})
		o.ok(err)
	}
	c := o.cells("Trưởng phòng", "phong", "Lan", "2026-05-07")
	if c[0].Place != diary.Remote || c[0].Diary != diary.Office {
		t.Errorf("the diary says otherwise than the paper: %+v", c[0])
	}
	if c[1].Place != diary.Field || c[1].Paper != "61/QĐ-STTTT" || c[1].Kind != Mission || c[1].Diary != "" {
		t.Errorf("on a mission while registered: %+v", c[1])
	}
	if c := o.cells("Trưởng phòng", "phong", "Minh", "2026-05-07"); c[0].Place != diary.Remote || c[0].By != ByDiary || c[1].Place != diary.Office || c[1].By != ByNone {
		t.Errorf("only the diary says so: %+v", c)
	}
	if c := o.cells("Lan", "phong", "Minh", "2026-05-07"); c[0].Place != diary.Office || c[0].By != ByNone {
		t.Errorf("a colleague is told what only the diary says: %+v", c[0])
	}
	g, err := o.Where(ctx, o.actor["Trưởng phòng"], GridQuery{Unit: o.unit["phong"], From: "2026-05-07", To: "2026-05-10", Limit: 100})
	o.ok(err)
	if d := g.Days[0]; d.AM != (Count{Staff: 4, Remote: 2}) || d.PM != (Count{Staff: 4, Field: 1}) || !d.Working || g.Days[2].Working {
		t.Errorf("counted %+v", g.Days)
	}
	g, err = o.Where(ctx, o.actor["Lan"], GridQuery{Unit: o.unit["phong"], From: "2026-05-07", To: "2026-05-07", Limit: 100})
	o.ok(err)
	if d := g.Days[0]; d.AM != (Count{Staff: 4, Remote: 1}) {
		t.Errorf("a colleague counts %+v, which only a diary says", d.AM)
	}
	if places, spoken, err := NewPapers(o.db).Proposed(ctx, o.agency, o.actor["Lan"].ID, "2026-05-07"); err != nil || !spoken || places != (diary.Places{AM: diary.Remote, PM: diary.Field}) {
		t.Errorf("proposed to the diary: %+v %t %v", places, spoken, err)
	}
	if v, err := o.diary.Own(ctx, o.actor["Lan"], "2026-05-08"); err != nil || v.Place != (diary.Places{AM: diary.Remote, PM: diary.Office}) {
		t.Errorf("a new diary day begins with %+v, %v", v.Place, err)
	}
	if _, spoken, err := NewPapers(o.db).Proposed(ctx, o.agency, o.actor["Minh"].ID, "2026-05-07"); err != nil || spoken {
		t.Errorf("proposed without a paper: %t %v", spoken, err)
	}
}

// TestPages: a large unit is read page by page, each of its people once, and counted whole on every page.
func TestPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 30 {
		o.join("Người "+strconv.Itoa(i), "phong", access.Officer)
	}
	seen, pages := map[string]bool{}, 0
	q := GridQuery{Unit: o.unit["phong"], From: "2026-05-07", To: "2026-05-08", Limit: 10}
	for {
		g, err := o.Where(t.Context(), o.actor["Trưởng phòng"], q)
		o.ok(err)
		if g.People != 34 || g.Days[0].AM.Staff != 34 {
			t.Errorf("page %d counts %d people, %d staff", pages, g.People, g.Days[0].AM.Staff)
		}
		for _, r := range g.Rows {
			if seen[r.Person.ID] {
				t.Errorf("%s stands twice", r.Person.Name)
			}
			seen[r.Person.ID] = true
		}
		pages++
		if q.Cursor = g.Next; q.Cursor == "" {
			break
		}
	}
	if len(seen) != 34 || pages != 4 {
		t.Errorf("%d people on %d pages", len(seen), pages)
	}
	q.Cursor = "xxxx"
	if _, err := o.Where(t.Context(), o.actor["Trưởng phòng"], q); !errors.Is(err, ErrCursor) {
		t.Errorf("a foreign cursor: %v", err)
	}
	for _, bad := range []GridQuery{{From: "2026-05-08", To: "2026-05-07"}, {From: "2026-05-01", To: "2026-05-15"}, {From: "x", To: "y"}} {
		if _, err := o.Where(t.Context(), o.actor["Trưởng phòng"], bad); !errors.Is(err, ErrRange) {
			t.Errorf("%s..%s: %v", bad.From, bad.To, err)
		}
	}
}

// TestAbsences: who enters and who reads them, and each way in which one is refused.
func TestAbsences(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	in := AbsenceInput{Person: o.actor["Lan"].ID, Kind: Annual, From: "2026-05-11 am", To: "2026-05-12 pm", Paper: "Đơn 7/5"}
	for who, row := range map[string]struct{ enters, reads error }{
		"Nhân sự": {}, "Trưởng phòng": {}, "Giám đốc": {}, "Chủ tịch": {}, "Phó phòng": {}, "Lan": {ErrUnit, ErrUnit}, "Minh": {ErrUnit, ErrUnit},
		"Theo dõi": {ErrUnit, ErrUnit}, "Kiểm tra": {ErrUnit, ErrUnit}, "Quản trị": {ErrInput, errs.ErrNotFound}, "Trưởng phòng khác": {ErrInput, errs.ErrNotFound},
	} {
		x, err := o.Enter(ctx, o.actor[who], in, "")
		if !errors.Is(err, row.enters) || (err == nil) != (row.enters == nil) {
			t.Errorf("%s enters: %v, want %v", who, err, row.enters)
		}
		if _, _, err := o.Absences(ctx, o.actor[who], o.unit["phong"], "2026-05-01", "2026-05-31"); !errors.Is(err, row.reads) || (err == nil) != (row.reads == nil) {
			t.Errorf("%s reads: %v, want %v", who, err, row.reads)
		}
		if err == nil {
			if _, err := o.Enter(ctx, o.actor[who], in, ""); !errors.Is(err, ErrTaken) {
				t.Errorf("the same days twice: %v", err)
			}
			_, err = o.Cancel(ctx, o.actor["Lan"], x.ID, x.Version, "Không nghỉ nữa vì có việc")
			if !errors.Is(err, ErrUnit) {
				t.Errorf("the person cancels: %v", err)
			}
			_, err = o.Cancel(ctx, o.actor[who], x.ID, x.Version, "Không nghỉ nữa vì có việc")
			o.ok(err)
			if _, err = o.Cancel(ctx, o.actor[who], x.ID, x.Version+1, "Không nghỉ nữa vì có việc"); !errors.Is(err, ErrEnded) {
				t.Errorf("cancelled twice: %v", err)
			}
		}
	}
	if got := o.messages("Lan"); len(got) != 10 || got[0] != "absence.cancelled" || got[1] != "absence.entered" {
		t.Errorf("the person is told %v", got)
	}
	for name, change := range map[string]func(*AbsenceInput){
		"no person": func(in *AbsenceInput) { in.Person = "" }, "nobody": func(in *AbsenceInput) { in.Person = "xxx" }, "no kind": func(in *AbsenceInput) { in.Kind = "lazy" },
		"turned round": func(in *AbsenceInput) { in.To = "2026-05-08 pm" }, "no paper": func(in *AbsenceInput) { in.Paper = "" }, "no day": func(in *AbsenceInput) { in.From = "2026-02-30 am" },
		"four years": func(in *AbsenceInput) { in.To = "2030-05-12 pm" },
	} {
		bad := in
		change(&bad)
		if _, err := o.Enter(ctx, o.actor["Nhân sự"], bad, ""); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	x, err := o.Enter(ctx, o.actor["Nhân sự"], in, "khoa-0002")
	o.ok(err)
	if again, err := o.Enter(ctx, o.actor["Nhân sự"], in, "khoa-0002"); err != nil || again.ID != x.ID {
		t.Errorf("the same request again: %v %v", again.ID, err)
	}
}

// TestRules: who sets the rules of a unit.
func TestRules(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	version := int64(0)
	for who, want := range map[string]error{
		"Trưởng phòng": nil, "Giám đốc": nil, "Chủ tịch": nil, "Phó phòng": ErrUnit, "Lan": ErrUnit, "Nhân sự": ErrUnit, "Theo dõi": ErrUnit,
		"Kiểm tra": ErrUnit, "Quản trị": errs.ErrNotFound, "Trưởng phòng khác": errs.ErrNotFound,
	} {
		_, err := o.SetRule(t.Context(), o.actor[who], o.unit["phong"], RuleInput{From: "2026-05-07", Version: version, MinOnSite: 50})
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s: %v, want %v", who, err, want)
		}
		if err == nil {
			version++
		}
	}
	for name, in := range map[string]RuleInput{
		"yesterday": {From: "2026-05-06"}, "more than all": {From: "2026-05-08", MinOnSite: 101}, "less than none": {From: "2026-05-08", MaxDays: -1},
		"most below least": {From: "2026-05-08", MinOnSite: 60, MaxOnSite: 50}, "somebody else's": {From: "2026-05-08", People: []string{o.actor["Trưởng phòng khác"].ID}},
	} {
		if _, err := o.SetRule(t.Context(), o.actor["Trưởng phòng"], o.unit["phong"], in); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.SetRule(t.Context(), o.actor["Trưởng phòng"], o.unit["phong"], RuleInput{From: "2026-05-07", MinOnSite: 10}); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("a stale screen: %v", err)
	}
}
