package task

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

var official = vncal.Official()

// local returns the instant of a local time, as in "2026-04-24 09:10".
func local(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, vncal.Zone())
	if err != nil {
		panic(err)
	}
	return at.UTC()
}

func ptr(t time.Time) *time.Time { return &t }

// given5 is due in five working days from Friday 24 April 2026, that is on Wednesday 6 May.
func given5(t *testing.T) Task {
	t.Helper()
	x := led(Draft)
	x.DueRule = vncal.Rule{Kind: vncal.KindWorking, N: 5}
	x, err := x.given(chi, place{units: path}, local("2026-04-24 09:10"), official)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestDueIsFixedWhenGiven(t *testing.T) {
	x := given5(t)
	if x.DueOn != "2026-05-06" || !x.DueAt.Equal(local("2026-05-07 00:00")) || x.DueRule.Start != "2026-04-24" || x.Calendar != official.Version() {
		t.Errorf("due %s at %s, start %s, calendar %s", x.DueOn, x.DueAt, x.DueRule.Start, x.Calendar)
	}
	want := "5 ngày làm việc kể từ 24/04/2026: thứ Tư 06/05/2026, trừ 27/4 nghỉ bù Giỗ Tổ, 30/4, 1/5 và các ngày thứ Bảy, Chủ nhật"
	if got := x.Explain(official); got != want {
		t.Errorf("explained as %q", got)
	}
	for name, tc := range map[string]struct {
		rule  vncal.Rule
		due   vncal.Date
		field string
	}{
		"without":          {vncal.Rule{Kind: vncal.KindNone}, "", ""},
		"fixed day off":    {vncal.Rule{Kind: vncal.KindDate, Date: "2026-05-02"}, "2026-05-02", ""},
		"today":            {vncal.Rule{Kind: vncal.KindDate, Date: "2026-04-24"}, "2026-04-24", ""},
		"yesterday":        {vncal.Rule{Kind: vncal.KindDate, Date: "2026-04-23"}, "", "due.date"},
		"term long passed": {vncal.Rule{Kind: vncal.KindWorking, Start: "2026-04-01", N: 3}, "", "due.start"},
	} {
		y := led(Draft)
		y.DueRule = tc.rule
		y, err := y.given(chi, place{units: path}, local("2026-04-24 09:10"), official)
		switch {
		case tc.field == "" && (err != nil || y.DueOn != tc.due):
			t.Errorf("%s: due %s, %v", name, y.DueOn, err)
		case tc.field != "" && (!errors.Is(err, errs.ErrInvalid) || errs.As(err).Fields[0].Path != tc.field):
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestClockGivenBack is the table of returned submissions.
func TestClockGivenBack(t *testing.T) {
	for name, tc := range map[string]struct {
		submitted, returned string
		due                 vncal.Date
		missed              []vncal.Date
	}{
		"returned at once, days left":   {"2026-05-04 15:00", "2026-05-04 16:00", "2026-05-06", nil},
		"approver took past the day":    {"2026-05-04 15:00", "2026-05-07 09:00", "2026-05-11", nil},
		"handed in on the last day":     {"2026-05-06 17:00", "2026-05-08 09:00", "2026-05-11", nil},
		"handed in on the last day off": {"2026-05-06 17:00", "2026-05-09 09:00", "2026-05-11", nil},
		"handed in late":                {"2026-05-08 08:00", "2026-05-12 09:00", "2026-05-13", []vncal.Date{"2026-05-06"}},
	} {
		x := given5(t)
		x.State = InProgress
		x, err := x.submitted(dung, "Kết quả", 1000, []string{"chi"}, local(tc.submitted))
		if err != nil {
			t.Fatal(err)
		}
		x, err = x.returned(chi, "Chưa đủ số liệu", false, Faulty{}, local(tc.returned), official)
		if err != nil {
			t.Fatal(err)
		}
		if x.DueOn != tc.due {
			t.Errorf("%s: due %s, want %s", name, x.DueOn, tc.due)
		}
		if diff := cmp.Diff(tc.missed, x.Missed(local(tc.returned))); diff != "" {
			t.Errorf("%s: missed (-want +got):\n%s", name, diff)
		}
	}
}

// TestMissed is the table of lateness: one event for each deadline that ended while in force and nothing was awaiting
// decision.
func TestMissed(t *testing.T) {
	at := local
	due := func(on vncal.Date, why DueWhy, s string) Due { return Due{On: on, Why: why, At: at(s)} }
	first := due("2026-05-06", DueOriginal, "2026-04-24 09:10")
	back := due("2026-05-11", DueReturned, "2026-05-07 09:00")
	returned := func(sub, dec string) Submission {
		return Submission{At: at(sub), Decision: &Decision{Verdict: Returned, At: at(dec)}}
	}
	approved := func(sub, dec string) Submission {
		return Submission{At: at(sub), Decision: &Decision{Verdict: Met, At: at(dec)}}
	}
	for name, tc := range map[string]struct {
		task Task
		now  string
		want []vncal.Date
	}{
		"last second":                      {Task{Dues: []Due{first}}, "2026-05-06 23:59", nil},
		"day over":                         {Task{Dues: []Due{first}}, "2026-05-07 00:00", []vncal.Date{"2026-05-06"}},
		"no deadline":                      {Task{Dues: []Due{due("", DueOriginal, "2026-04-24 09:10")}}, "2027-05-07 00:00", nil},
		"awaiting decision":                {Task{Dues: []Due{first}, Submissions: []Submission{{At: at("2026-05-06 17:00")}}}, "2026-05-20 00:00", nil},
		"handed in late, awaiting":         {Task{Dues: []Due{first}, Submissions: []Submission{{At: at("2026-05-07 08:00")}}}, "2026-05-20 00:00", []vncal.Date{"2026-05-06"}},
		"in time, approved late":           {Task{Row: Row{State: Completed}, ClosedAt: ptr(at("2026-05-20 09:00")), Dues: []Due{first}, Submissions: []Submission{approved("2026-05-06 17:00", "2026-05-20 09:00")}}, "2026-06-01 00:00", nil},
		"completed before the day":         {Task{Row: Row{State: Completed}, ClosedAt: ptr(at("2026-05-04 09:00")), Dues: []Due{first}, Submissions: []Submission{approved("2026-05-04 08:00", "2026-05-04 09:00")}}, "2026-06-01 00:00", nil},
		"replaced before it ended":         {Task{Dues: []Due{first, due("2026-05-15", DueReturned, "2026-05-05 09:00")}}, "2026-05-10 00:00", nil},
		"given back, missed again":         {Task{Dues: []Due{first, back}, Submissions: []Submission{returned("2026-05-04 15:00", "2026-05-07 09:00")}}, "2026-05-12 00:00", []vncal.Date{"2026-05-11"}},
		"late, returned, late again":       {Task{Dues: []Due{first, due("2026-05-13", DueReturned, "2026-05-12 09:00")}, Submissions: []Submission{returned("2026-05-08 08:00", "2026-05-12 09:00")}}, "2026-05-14 00:00", []vncal.Date{"2026-05-06", "2026-05-13"}},
		"missed by an earlier lead":        {Task{Dues: []Due{first, due("2026-05-20", DueOriginal, "2026-05-12 09:00")}}, "2026-05-14 00:00", nil},
		"handed in, recalled, given again": {Task{AssignedAt: ptr(at("2026-04-28 09:00")), Dues: []Due{first, due("2026-05-06", DueOriginal, "2026-04-28 09:00")}, Submissions: []Submission{{At: at("2026-04-25 09:00")}}}, "2026-05-10 00:00", []vncal.Date{"2026-05-06"}},
		"passed before somebody was named": {Task{AssignedAt: ptr(at("2026-04-24 09:10")), NamedAt: ptr(at("2026-05-08 09:00")), Dues: []Due{first}}, "2026-05-20 00:00", nil},
		"passed after somebody was named":  {Task{AssignedAt: ptr(at("2026-04-24 09:10")), NamedAt: ptr(at("2026-05-06 16:00")), Dues: []Due{first}}, "2026-05-20 00:00", []vncal.Date{"2026-05-06"}},
		"given back within the day's time": {Task{Dues: []Due{first}, Submissions: []Submission{returned("2026-05-04 08:00", "2026-05-04 09:00")}}, "2026-05-07 00:00", []vncal.Date{"2026-05-06"}},
	} {
		if diff := cmp.Diff(tc.want, tc.task.Missed(at(tc.now))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestMissedNeverShrinks: as time goes on without an act, missed deadlines are never forgotten.
func TestMissedNeverShrinks(t *testing.T) {
	x := given5(t)
	x.State = InProgress
	before := 0
	for day := vncal.Date("2026-04-24"); day < "2026-06-30"; day = day.AddDays(1) {
		n := len(x.Missed(day.End()))
		if n < before || n > 1 {
			t.Fatalf("on %s: %d missed after %d", day, n, before)
		}
		before = n
	}
	if before != 1 {
		t.Errorf("%d missed in the end", before)
	}
}

func TestTimeliness(t *testing.T) {
	open := Row{State: InProgress, DueOn: "2026-05-06", DueAt: ends("2026-05-06"), TermFrom: "2026-04-24"}
	with := func(change func(*Row)) Row { r := open; change(&r); return r }
	for name, tc := range map[string]struct {
		row  Row
		now  string
		want Timeliness
	}{
		"three days left":        {open, "2026-04-29 16:12", Timeliness{vncal.OnTrack, 3}},
		"two days left":          {open, "2026-05-04 08:00", Timeliness{vncal.DueSoon, 2}},
		"on the day":             {open, "2026-05-06 23:59", Timeliness{vncal.DueSoon, 0}},
		"the day after":          {open, "2026-05-07 00:00", Timeliness{vncal.Overdue, -1}},
		"three days late":        {open, "2026-05-11 08:00", Timeliness{vncal.Overdue, -3}},
		"late over the weekend":  {with(func(r *Row) { r.DueOn, r.DueAt = "2026-05-08", ends("2026-05-08") }), "2026-05-09 08:00", Timeliness{vncal.Overdue, -1}},
		"not accepted":           {with(func(r *Row) { r.State = Assigned }), "2026-05-04 08:00", Timeliness{NotStarted, 2}},
		"not accepted, late":     {with(func(r *Row) { r.State = Assigned }), "2026-05-07 08:00", Timeliness{vncal.Overdue, -1}},
		"without deadline":       {Row{State: InProgress}, "2026-05-04 08:00", Timeliness{vncal.NoDeadline, 0}},
		"handed in in time":      {with(func(r *Row) { r.State, r.SubmittedAt = Submitted, ptr(local("2026-05-06 17:00")) }), "2026-05-20 08:00", Timeliness{vncal.OnTrack, 0}},
		"handed in late":         {with(func(r *Row) { r.State, r.SubmittedAt = Submitted, ptr(local("2026-05-08 17:00")) }), "2026-05-20 08:00", Timeliness{vncal.Overdue, -2}},
		"completed early":        {with(func(r *Row) { r.State, r.SubmittedAt = Completed, ptr(local("2026-05-05 17:00")) }), "2026-05-20 08:00", Timeliness{vncal.Early, 1}},
		"completed on the day":   {with(func(r *Row) { r.State, r.SubmittedAt = Completed, ptr(local("2026-05-06 23:59")) }), "2026-05-20 08:00", Timeliness{vncal.OnTime, 0}},
		"completed late":         {with(func(r *Row) { r.State, r.SubmittedAt = Completed, ptr(local("2026-05-07 00:00")) }), "2026-05-20 08:00", Timeliness{vncal.Late, -1}},
		"recalled after the day": {with(func(r *Row) { r.State = Recalled }), "2026-05-20 08:00", Timeliness{Dropped, 0}},
		"cancelled, no deadline": {Row{State: Cancelled}, "2026-05-04 08:00", Timeliness{Dropped, 0}},
		"draft, day still ahead": {with(func(r *Row) { r.State = Draft }), "2026-05-04 08:00", Timeliness{NotStarted, 2}},
	} {
		if got := tc.row.Timeliness(official, local(tc.now)); got != tc.want {
			t.Errorf("%s: %+v, want %+v", name, got, tc.want)
		}
	}
}

// TestGrading reads the facts of one task.
func TestGrading(t *testing.T) {
	x := given5(t)
	flawed := Submission{At: local("2026-05-05 08:00"), Decision: &Decision{Verdict: MajorError, QtyMilli: 2500}}
	x.Submissions = []Submission{flawed}
	if got := x.AcceptedMilli(); got != 0 {
		t.Errorf("accepted %d before completion", got)
	}
	x.State = Completed
	if got := x.AcceptedMilli(); got != 2500 || !x.Graded() {
		t.Errorf("accepted %d, graded %t", got, x.Graded())
	}
}

func TestDecimal(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 1: "0,001", 500: "0,5", 1000: "1", 18_050: "18,05", 100_000_000: "100000"} {
		if got := decimal(n); got != want {
			t.Errorf("decimal(%d) = %q, want %q", n, got, want)
		}
	}
}
