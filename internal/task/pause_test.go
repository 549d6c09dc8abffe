package task

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// resting is a task that chi has paused.
func resting(t *testing.T, x Task, until vncal.Date, at string) Task {
	t.Helper()
	x, err := x.paused(chi, until, because, []string{"chi"}, local(at), official)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestPauseShiftsTheDeadline by its working days: planned when it begins, real when it ends early; a deadline that had ended
// stays the one that was missed, and the clock of what was handed in stands still anyway.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2 (tiến độ), as spec/evaluation.md §2.11 reads it.
func TestPauseShiftsTheDeadline(t *testing.T) {
	submitted := func(x Task) Task {
		x, err := x.submitted(dung, "Bản đầu", 1000, []string{"chi"}, local("2026-05-04 09:00"))
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	none := working(t) // without a deadline
	none.setDue("")
	none.Dues = []Due{{Why: DueOriginal, At: none.Dues[0].At}}
	saturday := asked5(t, "2026-05-09")
	for name, tc := range map[string]struct {
		task          Task
		at            string
		until         vncal.Date
		paused        vncal.Date // the deadline while it rests
		early         string     // when it goes on before its day
		resumed       vncal.Date
		missedInJuly  []vncal.Date
		waitsForAfter string
	}{
		"a week, to its end":          {working(t), "2026-05-05 09:00", "2026-05-12", "2026-05-13", "2026-05-12 00:05", "2026-05-13", []vncal.Date{"2026-05-13"}, "dung"},
		"a week, ended after a day":   {working(t), "2026-05-05 09:00", "2026-05-12", "2026-05-13", "2026-05-06 08:00", "2026-05-07", []vncal.Date{"2026-05-07"}, "dung"},
		"ended at once":               {working(t), "2026-05-05 09:00", "2026-05-12", "2026-05-13", "2026-05-05 09:01", "2026-05-06", []vncal.Date{"2026-05-06"}, "dung"},
		"ended late by the program":   {working(t), "2026-05-05 09:00", "2026-05-12", "2026-05-13", "2026-05-13 08:00", "2026-05-13", []vncal.Date{"2026-05-13"}, "dung"},
		"on the last day":             {working(t), "2026-05-06 23:59", "2026-05-07", "2026-05-07", "2026-05-07 00:05", "2026-05-07", []vncal.Date{"2026-05-07"}, "dung"},
		"after the deadline":          {working(t), "2026-05-07 09:00", "2026-05-12", "2026-05-06", "2026-05-12 00:05", "2026-05-06", []vncal.Date{"2026-05-06"}, "dung"},
		"over a day off it ends on":   {saturday, "2026-05-08 09:00", "2026-05-10", "2026-05-11", "2026-05-10 00:05", "2026-05-11", []vncal.Date{"2026-05-11"}, "dung"},
		"ended early, on a day off":   {saturday, "2026-05-08 09:00", "2026-05-12", "2026-05-12", "2026-05-10 08:00", "2026-05-11", []vncal.Date{"2026-05-11"}, "dung"},
		"begun on a day off":          {working(t), "2026-05-03 09:00", "2026-05-05", "2026-05-07", "2026-05-05 00:05", "2026-05-07", []vncal.Date{"2026-05-07"}, "dung"},
		"no deadline":                 {none, "2026-05-05 09:00", "2026-05-12", "", "2026-05-12 00:05", "", nil, "dung"},
		"handed in, waiting for chi":  {submitted(working(t)), "2026-05-05 09:00", "2026-05-12", "2026-05-06", "2026-05-12 00:05", "2026-05-06", nil, "chi"},
		"handed in, ended before due": {submitted(working(t)), "2026-05-05 09:00", "2026-05-12", "2026-05-06", "2026-05-06 08:00", "2026-05-06", nil, "chi"},
	} {
		x := resting(t, tc.task, tc.until, tc.at)
		if x.State != Paused || !x.Open || x.Standing() != tc.task.State || x.DueOn != tc.paused || !x.DueAt.Equal(ends(tc.paused)) || x.Asked || x.Waiting[0] != "chi" {
			t.Errorf("%s, paused: %s (%s), due %s, waits for %v (%t)", name, x.State, x.Standing(), x.DueOn, x.Waiting, x.Asked)
		}
		if kind := x.Timeliness(official, local(tc.at)).Kind; kind == vncal.DueSoon {
			t.Errorf("%s, paused: due soon", name)
		}
		y := x.goneOn("chi", []string{tc.waitsForAfter}, local(tc.early), official)
		if y.State != tc.task.State || y.Paused != nil || y.DueOn != tc.resumed || !y.DueAt.Equal(ends(tc.resumed)) || y.Waiting[0] != tc.waitsForAfter || x.Paused == nil {
			t.Errorf("%s, resumed: %s, due %s, waits for %v", name, y.State, y.DueOn, y.Waiting)
		}
		if diff := cmp.Diff(tc.missedInJuly, y.Missed(local("2026-07-01 00:00"))); diff != "" {
			t.Errorf("%s, missed (-want +got):\n%s", name, diff)
		}
		if last := y.present(); last[len(last)-1].On != y.DueOn && y.DueOn != "" {
			t.Errorf("%s: the list of deadlines ends with %v, in force is %s", name, last, y.DueOn)
		}
	}
}

// TestPauseDays is the table of days until which work may rest.
func TestPauseDays(t *testing.T) {
	x := working(t)
	for until, code := range map[vncal.Date]string{
		"": "format", "2026-02-30": "format", "2026-05-04": "after_today", "2026-05-05": "after_today", "2026-05-06": "", "2036-05-05": "", "2036-05-06": "too_far",
	} {
		_, err := x.paused(chi, until, because, []string{"chi"}, local("2026-05-05 09:00"), official)
		if code == "" {
			if err != nil {
				t.Errorf("until %s: %v", until, err)
			}
			continue
		}
		if f := errs.As(err); !errors.Is(err, errs.ErrInvalid) || f.Fields[0].Path != "until" || f.Fields[0].Code != code {
			t.Errorf("until %q: %v, want %s", until, err, code)
		}
	}
	waits := asking(t, x, "2026-05-20", "2026-05-04 09:00")
	if _, err := waits.paused(chi, "2026-05-12", because, []string{"chi"}, local("2026-05-05 09:00"), official); !errors.Is(err, ErrExtension) {
		t.Errorf("paused while more time is asked for: %v", err)
	}
}

// TestPausedElsewhere: what else happens to work that rests: taken back and dropped it rests no more, passed on it goes on by
// being accepted.
func TestPausedElsewhere(t *testing.T) {
	now := local("2026-05-06 09:00")
	x := resting(t, working(t), "2026-05-12", "2026-05-05 09:00")
	recalled, err := x.recalled(chi, because, []string{"chi"}, now)
	if err != nil || recalled.Paused != nil || recalled.State != Recalled {
		t.Errorf("recalled: %+v, %v", recalled.Paused, err)
	}
	cancelled, err := x.cancelled(chi, because, now)
	if err != nil || cancelled.Paused != nil || cancelled.Open {
		t.Errorf("cancelled: %+v, %v", cancelled.Paused, err)
	}
	passed, err := x.handedOver(AsLead, "dung", receiver{Actor: phuc, unit: "division", path: path}, chi, nil, now)
	if err != nil || passed.State != Paused || passed.Standing() != Assigned || passed.Waiting[0] != "chi" || x.Paused.From != InProgress {
		t.Errorf("passed on: %s, then %s, waits for %v, %v", passed.State, passed.Standing(), passed.Waiting, err)
	}
	if back := passed.givenBack(x.kept(), now); back.Standing() != InProgress || back.Lead.Person != "dung" {
		t.Errorf("given back: goes on in %s", back.Standing())
	}
}
