package recurrence_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/pkg/quickadd"
	"congvu/pkg/recurrence"
	"congvu/pkg/vncal"
)

// said returns what a rule in words means, by way of the parser of quick add.
func said(t *testing.T, words string) quickadd.Every {
	t.Helper()
	line := quickadd.Parse("Chấm công lặp "+words, time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC), vncal.Official())
	if len(line.Parts) != 1 || line.Parts[0].Every == nil || line.Parts[0].Fault != nil {
		t.Fatalf("%q is no rule: %+v", words, line.Parts)
	}
	return *line.Parts[0].Every
}

// TestNext computes rules over the official calendar; "2026-02-23<2026-02-16" came from a named day that is off.
func TestNext(t *testing.T) {
	for _, tc := range []struct{ words, start, want string }{
		// 25/1/2026 and 25/4/2026 are a Sunday and a Saturday.
		{"ngày 25 hằng tháng", "2026-01-05", "2026-01-26<2026-01-25 2026-02-25 2026-03-25 2026-04-28<2026-04-25"},
		{"ngày 25 hằng tháng, nếu nghỉ thì làm trước", "2026-01-05", "2026-01-23<2026-01-25 2026-02-25 2026-03-25 2026-04-24<2026-04-25"},
		{"ngày 25 hằng tháng, nếu nghỉ thì làm sau", "2026-01-05", "2026-01-26<2026-01-25 2026-02-25"},
		{"ngày 24 hằng tháng, nếu nghỉ thì làm trước", "2026-11-01", "2026-11-23<2026-11-24 2026-12-24"},
		{"ngày 24 hằng tháng, nếu nghỉ thì làm sau", "2026-11-01", "2026-11-25<2026-11-24 2026-12-24"},
		{"ngày 31 hằng tháng", "2027-01-20", "2027-02-01<2027-01-31 2027-03-01<2027-02-28 2027-03-31"},
		{"ngày 30 hằng tháng, nếu nghỉ thì làm trước", "2028-02-01", "2028-02-29 2028-03-30"},
		{"ngày làm việc cuối quý", "2026-01-05", "2026-03-31 2026-06-30 2026-09-30 2026-12-31 2027-03-31"},
		{"ngày làm việc cuối tháng", "2026-01-05", "2026-01-30<2026-01-31 2026-02-27<2026-02-28 2026-03-31 2026-04-29<2026-04-30 2026-05-29<2026-05-31"},
		{"ngày làm việc đầu tháng", "2026-04-20", "2026-05-04<2026-05-01 2026-06-01"},
		{"ngày làm việc đầu quý", "2026-11-01", "2027-01-04<2027-01-01 2027-04-01"},
		{"ngày làm việc cuối năm", "2026-11-01", "2026-12-31 2027-12-31"},
		{"cuối tháng", "2026-05-10", "2026-05-29<2026-05-31 2026-06-30"},
		// Tết 2026 rests from 14 to 22/2: the Monday in it moves to the next, which has its own work: one of them comes.
		{"thứ Hai hằng tuần", "2026-02-05", "2026-02-09 2026-02-23<2026-02-16 2026-03-02"},
		{"thứ Hai hằng tuần, nếu nghỉ thì làm trước", "2026-02-05", "2026-02-09 2026-02-13<2026-02-16 2026-02-23"},
		{"ngày làm việc cuối tuần", "2026-02-09", "2026-02-13<2026-02-15 2026-02-27<2026-03-01"}, // none in the week of Tết
		{"hằng tuần", "2026-03-04", "2026-03-04 2026-03-11"},
		{"hằng tháng", "2026-03-04", "2026-03-04 2026-04-06<2026-04-04"},
		{"hằng quý", "2026-03-31", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"},
		{"hằng năm", "2028-02-29", "2028-02-29 2029-02-28 2030-02-28"},
		// Saturday 10/1/2026 is worked for Friday 2/1, and 24/11 is a day off.
		{"hằng ngày làm việc", "2026-01-01", "2026-01-05 2026-01-06 2026-01-07 2026-01-08 2026-01-09 2026-01-10 2026-01-12"},
		{"hằng ngày làm việc", "2026-11-23", "2026-11-23 2026-11-25"},
		{"hằng ngày", "2026-11-23", "2026-11-23 2026-11-24 2026-11-25"},
	} {
		want := strings.Fields(tc.want)
		days, err := recurrence.Next(vncal.Official(), recurrence.Of(said(t, tc.words), vncal.Date(tc.start)), vncal.Date(tc.start), len(want))
		if err != nil {
			t.Errorf("%s: %v", tc.words, err)
			continue
		}
		var got []string
		for _, d := range days {
			one := string(d.Date)
			if d.Date != d.Named {
				one += "<" + string(d.Named)
			}
			if (d.Why != "") != (d.Date != d.Named) {
				t.Errorf("%s: %+v", tc.words, d)
			}
			got = append(got, one)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s from %s:\n got %v\nwant %v", tc.words, tc.start, got, want)
		}
	}
}

func TestNextSaysWhy(t *testing.T) {
	for words, why := range map[string]string{"ngày 24 hằng tháng": "Ngày Văn hóa Việt Nam", "ngày 29 hằng tháng": "Chủ nhật"} {
		days, err := recurrence.Next(vncal.Official(), recurrence.Of(said(t, words), "2026-11-01"), "2026-11-01", 1)
		if err != nil || len(days) != 1 || days[0].Why != why {
			t.Errorf("%s: %+v %v", words, days, err)
		}
	}
}

// TestNextFromInside goes on in the middle: what was named before from and moved to it still comes, and nothing before the start.
func TestNextFromInside(t *testing.T) {
	r := recurrence.Of(said(t, "ngày 14 hằng tháng"), "2026-01-01") // 14/2/2026 is the first day off at Tết
	days, err := recurrence.Next(vncal.Official(), r, "2026-02-20", 2)
	if err != nil || len(days) != 2 || days[0].Date != "2026-02-23" || days[0].Named != "2026-02-14" || days[1].Date != "2026-03-16" {
		t.Fatalf("%+v %v", days, err)
	}
	early := recurrence.Of(said(t, "ngày 25 hằng tháng, nếu nghỉ thì làm trước"), "2026-01-25") // a Sunday
	days, err = recurrence.Next(vncal.Official(), early, "2025-01-01", 1)
	if err != nil || len(days) != 1 || days[0].Date != "2026-02-25" {
		t.Fatalf("before its start: %+v %v", days, err)
	}
}

func TestNextRefuses(t *testing.T) {
	good := recurrence.Rule{RRule: "FREQ=MONTHLY;BYMONTHDAY=25", Start: "2026-01-01", Off: recurrence.After}
	for name, tc := range map[string]struct {
		change func(*recurrence.Rule)
		want   error
	}{
		"empty":        {func(r *recurrence.Rule) { r.RRule = "" }, recurrence.ErrRule},
		"no rule":      {func(r *recurrence.Rule) { r.RRule = "FREQ=SOMETIMES" }, recurrence.ErrRule},
		"by the hour":  {func(r *recurrence.Rule) { r.RRule = "FREQ=HOURLY" }, recurrence.ErrRule},
		"no such day":  {func(r *recurrence.Rule) { r.RRule = "FREQ=MONTHLY;BYMONTHDAY=45" }, recurrence.ErrRule},
		"no start":     {func(r *recurrence.Rule) { r.Start = "" }, recurrence.ErrDate},
		"off unknown":  {func(r *recurrence.Rule) { r.Off = "" }, recurrence.ErrOff},
		"start no day": {func(r *recurrence.Rule) { r.Start = "2026-02-30" }, recurrence.ErrDate},
	} {
		r := good
		tc.change(&r)
		if days, err := recurrence.Next(vncal.Official(), r, "2026-01-01", 3); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v %v, want %v", name, days, err, tc.want)
		}
	}
}

// TestNextEnds looks no further than its bound for rules that name no day, or one in a while, and stops where a rule stops.
func TestNextEnds(t *testing.T) {
	for rrule, want := range map[string]int{
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": 0,
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": 3, // 2028, 2032, 2036
		"FREQ=MONTHLY;BYMONTHDAY=5;COUNT=2":   2,
		"FREQ=WEEKLY;UNTIL=20260120T000000Z":  3, // the Mondays from 5/1
		"FREQ=DAILY":                          recurrence.MaxNext,
	} {
		r := recurrence.Rule{RRule: rrule, Start: "2026-01-05", Off: recurrence.Keep}
		days, err := recurrence.Next(vncal.Official(), r, "2026-01-05", 1000)
		if err != nil || len(days) != want {
			t.Errorf("%s: %d days, %v, want %d", rrule, len(days), err, want)
		}
	}
}
