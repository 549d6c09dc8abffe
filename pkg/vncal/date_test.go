package vncal

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]bool{
		"2026-02-28": true, "2024-02-29": true, "2000-02-29": true, "0001-01-01": true, "9999-12-31": true,
		"2026-02-29": false, "1900-02-29": false, "2026-13-01": false, "2026-00-10": false, "2026-04-31": false, "2026-01-00": false,
		"0000-01-01": false, "2026-1-1": false, "2026/01/01": false, "26-01-01": false, "2026-01-01x": false, "+026-01-01": false, "": false,
	} {
		got, err := ParseDate(s)
		if (err == nil) != want || (want && got != Date(s)) {
			t.Errorf("ParseDate(%q) = %q, %v; want ok %v", s, got, err, want)
		}
	}
}

// Day numbers must agree with package time on every day of four centuries, and order with the strings.
func TestDayNumbers(t *testing.T) {
	at := time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC)
	for prev := Date(""); at.Year() < 2201; at = at.AddDate(0, 0, 1) {
		d := Date(at.Format("2006-01-02"))
		n, ok := d.number()
		if !ok || int64(n) != floorDiv(at.Unix(), secondsPerDay) || dateOf(int64(n)) != d {
			t.Fatalf("%s: number %d, %v, back %s", d, n, ok, dateOf(int64(n)))
		}
		if d.Weekday() != at.Weekday() || d.Year() != at.Year() || d.Month() != at.Month() || d.Day() != at.Day() {
			t.Fatalf("%s: %v %d-%d-%d", d, d.Weekday(), d.Year(), d.Month(), d.Day())
		}
		if d <= prev || prev != "" && prev.AddDays(1) != d {
			t.Fatalf("%s does not follow %s", d, prev)
		}
		prev = d
	}
	for d, want := range map[Date]int{"0001-01-01": firstDay, "9999-12-31": lastDay} {
		if n, _ := d.number(); n != want {
			t.Errorf("number of %s = %d, want %d", d, n, want)
		}
	}
}

func TestDateOf(t *testing.T) {
	for instant, want := range map[string]Date{
		"2026-03-01T16:59:59Z":      "2026-03-01",
		"2026-03-01T17:00:00Z":      "2026-03-02", // midnight in Vietnam
		"2026-03-02T00:30:00+07:00": "2026-03-02",
		"2026-12-31T23:00:00-08:00": "2027-01-01",
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateOf(at); got != want {
			t.Errorf("DateOf(%s) = %s, want %s", instant, got, want)
		}
	}
}

func TestStartEnd(t *testing.T) {
	d := Date("2026-03-02")
	if got := d.Start().Format(time.RFC3339); got != "2026-03-01T17:00:00Z" {
		t.Errorf("Start = %s", got)
	}
	if got := d.End().Format(time.RFC3339); got != "2026-03-02T17:00:00Z" {
		t.Errorf("End = %s", got)
	}
	if DateOf(d.End().Add(-time.Millisecond)) != d || DateOf(d.End()) != "2026-03-03" {
		t.Error("a day must end where the next one starts")
	}
}

func TestAddMonths(t *testing.T) {
	for _, tc := range []struct {
		from Date
		n    int
		want Date
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-01-31", 3, "2026-04-30"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -13, "2024-12-15"},
		{"2026-05-06", 0, "2026-05-06"},
		{"9999-12-01", 1, ""},
		{"0001-01-01", -1, ""},
		{"2026-01-01", int(^uint(0) >> 1), ""},
		{"nonsense", 1, ""},
	} {
		if got := tc.from.AddMonths(tc.n); got != tc.want {
			t.Errorf("%s plus %d months = %q, want %q", tc.from, tc.n, got, tc.want)
		}
	}
}

func TestAddDaysLeavesTheYears(t *testing.T) {
	for _, got := range []Date{Date("9999-12-31").AddDays(1), Date("0001-01-01").AddDays(-1), Date("x").AddDays(1)} {
		if got != "" {
			t.Errorf("got %q, want no date", got)
		}
	}
}

func TestShown(t *testing.T) {
	d := Date("2026-05-06")
	for got, want := range map[string]string{
		d.Display(): "06/05/2026", d.Short(): "6/5/2026", d.DayMonth(): "6/5",
		WeekdayName(d): "thứ Tư", WeekdayName("2026-05-10"): "Chủ nhật", WeekdayName("2026-05-09"): "thứ Bảy",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if bad := Date("2026-02-30"); bad.Display()+bad.Short()+bad.DayMonth()+WeekdayName(bad) != "" || !bad.Start().IsZero() {
		t.Error("a malformed date must show as nothing")
	}
}
