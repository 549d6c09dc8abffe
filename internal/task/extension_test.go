package task

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// working is given5 under way: due on Wednesday 6 May 2026.
func working(t *testing.T) Task {
	t.Helper()
	x, err := given5(t).accepted(dung, local("2026-04-24 10:00"))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

const because = "Chờ số liệu của hai huyện"

func asking(t *testing.T, x Task, to vncal.Date, at string) Task {
	t.Helper()
	x, err := x.extensionAsked(dung, to, because, []string{"chi"}, local(at))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestExtensionIsAnsweredOnce follows a request through each answer: whom the work waits for, the deadline in force, and
// what is kept of it.
func TestExtensionIsAnsweredOnce(t *testing.T) {
	for name, tc := range map[string]struct {
		on     vncal.Date
		reason string
		kind   AnswerKind
		due    vncal.Date
	}{
		"granted":   {"2026-05-20", "", Granted, "2026-05-20"},
		"shortened": {"2026-05-12", because, Shortened, "2026-05-12"},
		"refused":   {"", because, Refused, "2026-05-06"},
	} {
		x := asking(t, working(t), "2026-05-20", "2026-05-04 09:00")
		if !x.Asked || x.Waiting[0] != "chi" || x.State != InProgress || x.DueOn != "2026-05-06" {
			t.Errorf("%s: asked for, it waits for %v (%t) in %s, due %s", name, x.Waiting, x.Asked, x.State, x.DueOn)
		}
		if y, err := x.reported(dung, 40, local("2026-05-04 10:00")); err != nil || !y.Asked {
			t.Errorf("%s: a report meanwhile: still asked %t, %v", name, y.Asked, err)
		}
		x, err := x.extensionAnswered(chi, tc.on, tc.reason, local("2026-05-05 08:00"))
		if err != nil {
			t.Fatal(name, err)
		}
		answer := x.Extensions[0].Answer
		if answer.Kind != tc.kind || answer.By != "chi" || x.DueOn != tc.due || !x.DueAt.Equal(ends(tc.due)) || x.Asked || x.Waiting[0] != "dung" {
			t.Errorf("%s: %s, due %s, waits for %v (%t)", name, answer.Kind, x.DueOn, x.Waiting, x.Asked)
		}
		if _, err := x.extensionAnswered(chi, tc.on, tc.reason, local("2026-05-05 08:01")); !errors.Is(err, ErrState) {
			t.Errorf("%s: answered twice: %v", name, err)
		}
	}
}

// TestExtensionByHand: whoever stands in for the approver answers in their place while it waits for them, and asks for
// nothing in the lead's.
func TestExtensionByHand(t *testing.T) {
	hand := func(who, absent access.Actor) access.Actor { who.For = []access.Actor{absent}; return who }
	waits := asking(t, working(t), "2026-05-20", "2026-05-04 09:00")
	for name, tc := range map[string]struct {
		who  access.Actor
		task Task
		want []Act
	}{
		"for the approver":            {hand(phuc, chi), waits, []Act{ActAnswer}},
		"for the approver, not asked": {hand(phuc, chi), working(t), nil},
		"for the lead":                {hand(phuc, dung), working(t), nil},
		"the lead for the approver":   {hand(dung, chi), waits, []Act{ActSubmit, ActReport, ActAskCause}},
	} {
		if got := Acts(tc.who, tc.task); !slices.Equal(got, tc.want) {
			t.Errorf("%s: may %v, want %v", name, got, tc.want)
		}
	}
}

// TestExtensionDays is the table of days that may be asked for, granted and set.
func TestExtensionDays(t *testing.T) {
	open := working(t)
	waits := asking(t, open, "2026-05-20", "2026-05-04 09:00")
	none := open
	none.setDue("")
	at := local("2026-05-08 09:00") // the deadline is over
	ask := func(x Task, on vncal.Date) error {
		_, err := x.extensionAsked(dung, on, because, []string{"chi"}, at)
		return err
	}
	answer := func(x Task, on vncal.Date) error { _, err := x.extensionAnswered(chi, on, because, at); return err }
	set := func(x Task, on vncal.Date) error { _, err := x.rescheduled(chi, on, because, at); return err }
	for name, tc := range map[string]struct {
		do   func(Task, vncal.Date) error
		task Task
		on   vncal.Date
		code string // of the fault at "due", "" when it is allowed
	}{
		"ask for no day":               {ask, open, "2026-02-30", "format"},
		"ask for nothing":              {ask, open, "", "format"},
		"ask for the same day":         {ask, open, "2026-05-06", "past"},
		"ask for yesterday":            {ask, open, "2026-05-07", "past"},
		"ask for today":                {ask, open, "2026-05-08", ""},
		"ask for 2037":                 {ask, open, "2037-01-01", "too_far"},
		"ask without a deadline":       {ask, none, "2026-05-20", "no_deadline"},
		"grant no day":                 {answer, waits, "20/05/2026", "format"},
		"grant more":                   {answer, waits, "2026-05-21", "not_between"},
		"grant what there was":         {answer, waits, "2026-05-06", "not_between"},
		"grant a day that is over":     {answer, waits, "2026-05-07", ""}, // whoever answers late may still say that one day was due
		"set the same day":             {set, asked5(t, "2026-05-12"), "2026-05-12", "unchanged"},
		"set an earlier one":           {set, asked5(t, "2026-05-12"), "2026-05-11", ""},
		"set one that is over":         {set, open, "2026-05-07", "past"},
		"set one where there was none": {set, none, "2026-05-20", ""},
		"set 2037":                     {set, open, "2037-01-01", "too_far"},
	} {
		err := tc.do(tc.task, tc.on)
		if tc.code == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if f := errs.As(err); !errors.Is(err, errs.ErrInvalid) || f.Fields[0].Path != "due" || f.Fields[0].Code != tc.code {
			t.Errorf("%s: %v, want %s at due", name, err, tc.code)
		}
	}
	early := local("2026-05-04 09:00")
	if _, err := open.extensionAsked(dung, "2026-05-06", because, []string{"chi"}, early); errs.As(err).Fields[0].Code != "not_after_due" {
		t.Errorf("asking for the day in force: %v", err)
	}
	for name, err := range map[string]error{"asked again": ask(waits, "2026-05-25"), "set while asked": set(waits, "2026-05-25")} {
		if !errors.Is(err, ErrExtension) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// asked5 is work due on another day than the original one.
func asked5(t *testing.T, on vncal.Date) Task {
	t.Helper()
	x, err := working(t).rescheduled(chi, on, because, local("2026-05-04 08:00"))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestMissedWithExtensions: an extension asked for in time and then granted, even later, leaves nothing missed; one asked
// for afterwards does not undo the event; a deadline that was set anew before it ended never counts.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2 (tiến độ), as spec/evaluation.md §2.11 reads it.
func TestMissedWithExtensions(t *testing.T) {
	first := vncal.Date("2026-05-06")
	for name, tc := range map[string]struct {
		asked, answered string
		on              vncal.Date
		now             string
		want            []vncal.Date
	}{
		"asked and granted in time":           {"2026-05-04 09:00", "2026-05-05 09:00", "2026-05-20", "2026-05-19 00:00", nil},
		"asked in time, granted later":        {"2026-05-06 23:59", "2026-05-11 09:00", "2026-05-20", "2026-05-19 00:00", nil},
		"asked in time, shortened later":      {"2026-05-06 16:00", "2026-05-11 09:00", "2026-05-08", "2026-05-19 00:00", []vncal.Date{"2026-05-08"}},
		"asked in time, not answered":         {"2026-05-06 16:00", "", "", "2026-05-19 00:00", []vncal.Date{first}},
		"asked in time, refused later":        {"2026-05-06 16:00", "2026-05-11 09:00", "", "2026-05-19 00:00", []vncal.Date{first}},
		"asked afterwards":                    {"2026-05-07 00:00", "2026-05-07 09:00", "2026-05-20", "2026-05-19 00:00", []vncal.Date{first}},
		"the extended deadline is missed too": {"2026-05-07 00:00", "2026-05-07 09:00", "2026-05-20", "2026-05-21 00:00", []vncal.Date{first, "2026-05-20"}},
	} {
		x := asking(t, working(t), "2026-05-20", tc.asked)
		if tc.answered != "" {
			var err error
			if x, err = x.extensionAnswered(chi, tc.on, because, local(tc.answered)); err != nil {
				t.Fatal(name, err)
			}
		}
		if diff := cmp.Diff(tc.want, x.Missed(local(tc.now))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, tc := range map[string]struct {
		at   string
		want []vncal.Date
	}{"set anew in time": {"2026-05-06 23:59", nil}, "set anew afterwards": {"2026-05-07 00:00", []vncal.Date{first}}} {
		x, err := working(t).rescheduled(chi, "2026-05-20", because, local(tc.at))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, x.Missed(local("2026-05-19 00:00"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestRequestLapses: whatever takes the work another way ends a request that nobody has answered.
func TestRequestLapses(t *testing.T) {
	now := local("2026-05-05 09:00")
	for name, do := range map[string]func(Task) (Task, error){
		"handed in": func(x Task) (Task, error) { return x.submitted(dung, "Xong", 1000, []string{"chi"}, now) },
		"recalled":  func(x Task) (Task, error) { return x.recalled(chi, because, []string{"chi"}, now) },
		"cancelled": func(x Task) (Task, error) { return x.cancelled(chi, because, now) },
		"passed on": func(x Task) (Task, error) {
			return x.handedOver(AsLead, "dung", receiver{Actor: phuc, unit: "division", path: path}, chi, nil, now)
		},
	} {
		x, err := do(asking(t, working(t), "2026-05-20", "2026-05-04 09:00"))
		if err != nil {
			t.Fatal(name, err)
		}
		if answer := x.Extensions[0].Answer; answer == nil || answer.Kind != Lapsed || x.DueOn != "2026-05-06" {
			t.Errorf("%s: answered %+v, due %s", name, answer, x.DueOn)
		}
	}
}

// TestWithdrawn: the clock runs on as if the submission had not been made, its text is kept, and no review counts it.
func TestWithdrawn(t *testing.T) {
	x, err := working(t).submitted(dung, "Bản đầu", 1000, []string{"chi"}, local("2026-05-06 16:00"))
	if err != nil {
		t.Fatal(err)
	}
	if missed := x.Missed(local("2026-05-08 00:00")); missed != nil {
		t.Errorf("while it waited: %v", missed)
	}
	before := x
	x, err = x.withdrawn(dung, local("2026-05-08 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	if x.State != InProgress || x.SubmittedAt != nil || len(x.Submissions) != 0 || x.Withdrawn[0].Note != "Bản đầu" || x.Waiting[0] != "dung" {
		t.Errorf("withdrawn: %s, %v, %d submissions, %v, waits for %v", x.State, x.SubmittedAt, len(x.Submissions), x.Withdrawn, x.Waiting)
	}
	if diff := cmp.Diff([]vncal.Date{"2026-05-06"}, x.Missed(local("2026-05-08 10:00"))); diff != "" {
		t.Errorf("withdrawn, missed (-want +got):\n%s", diff)
	}
	if len(before.Submissions) != 1 {
		t.Error("the task that was given lost its submission")
	}
}

// TestRecountOfNamedDays: a changed calendar moves no deadline that somebody named, and gives a clock back from it.
func TestRecountOfNamedDays(t *testing.T) {
	cal := official.With(vncal.Day{Date: "2026-05-12", Name: "Nghỉ bù", Type: vncal.Holiday})
	now := local("2026-05-07 09:00")
	granted := asking(t, working(t), "2026-05-12", "2026-05-04 09:00")
	granted, err := granted.extensionAnswered(chi, "2026-05-12", "", local("2026-05-05 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]Task{"granted": granted, "set anew": asked5(t, "2026-05-12")} {
		if y, moved := x.recounted(cal, now); moved || y.DueOn != "2026-05-12" {
			t.Errorf("%s: moved %t to %s", name, moved, y.DueOn)
		}
		x.State = InProgress
		x, err := x.submitted(dung, "Xong", 1000, []string{"chi"}, local("2026-05-11 16:00"))
		if err != nil {
			t.Fatal(err)
		}
		x, err = x.returned(chi, because, false, Faulty{}, local("2026-05-13 09:00"), official)
		if err != nil || x.DueOn != "2026-05-14" {
			t.Fatalf("%s, returned: due %s, %v", name, x.DueOn, err)
		}
		later := official.With(vncal.Day{Date: "2026-05-14", Name: "Nghỉ bù", Type: vncal.Holiday})
		if y, moved := x.recounted(later, local("2026-05-13 10:00")); !moved || y.DueOn != "2026-05-15" {
			t.Errorf("%s, returned, a day off: moved %t to %s", name, moved, y.DueOn)
		}
	}
}

// TestExplainNamedDays says how such a deadline came about.
func TestExplainNamedDays(t *testing.T) {
	x := asking(t, working(t), "2026-05-20", "2026-05-04 09:00")
	x, err := x.extensionAnswered(chi, "2026-05-20", "", local("2026-05-05 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	for want, task := range map[string]Task{
		"Gia hạn ngày 5/5/2026: thứ Tư 20/5/2026": x, "Đổi hạn ngày 4/5/2026: thứ Ba 12/5/2026": asked5(t, "2026-05-12"),
	} {
		if got := task.Explain(official); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
