package vncal

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Working days of each year (spec/calendar.md §1), Monday to Friday and worked Saturdays.
func TestWorkingDaysAYear(t *testing.T) {
	c := Official()
	for year, want := range map[Date]int{"2020": 252, "2021": 250, "2022": 249, "2023": 249, "2024": 251, "2025": 250, "2026": 249, "2027": 249} {
		first, last := year+"-01-01", year+"-12-31"
		if got := c.WorkingDaysBetween(first.AddDays(-1), last); got != want {
			t.Errorf("%s: %d working days, want %d", year, got, want)
		}
		walked := 0
		for d := first; d <= last; d = d.AddDays(1) {
			if c.IsWorking(d) {
				walked++
			}
		}
		if walked != want {
			t.Errorf("%s: %d working days day by day, want %d", year, walked, want)
		}
	}
}

// The first day of Tết and Giỗ Tổ by the moon (astronomical, UTC+7) must be in the table under their names.
func TestLunarDates(t *testing.T) {
	all := append(slices.Clone(Official().days), Official().Pending()...)
	for name, dates := range map[string][]Date{
		"Tết Âm lịch": {"2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26"},
		"Giỗ Tổ Hùng Vương": {"2020-04-02", "2021-04-21", "2022-04-10", "2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26",
			"2027-04-16", "2028-04-04"},
	} {
		for _, d := range dates {
			if !slices.ContainsFunc(all, func(x Day) bool { return x.Date == d && strings.HasPrefix(x.Name, name) && x.Type == Holiday }) {
				t.Errorf("%s: %s is missing", d, name)
			}
		}
	}
}

// Eleven statutory days a year since 2021, ten in 2020 (one day of Quốc khánh): Điều 112; twelve since 2026 with 24/11:
// Nghị quyết 28/2026/QH16.
func TestStatutoryDays(t *testing.T) {
	for year := 2020; year <= 2027; year++ {
		n := 0
		for _, d := range Official().days {
			if d.Date.Year() == year && d.Type == Holiday {
				n++
			}
		}
		want := 11
		switch {
		case year == 2020:
			want = 10
		case year >= 2026:
			want = 12
		}
		if n != want {
			t.Errorf("%d: %d statutory days, want %d", year, n, want)
		}
	}
}

// Days in lieu and swapped days off are weekdays; worked days are days of rest; each swap has its other half.
func TestTableIsPlausible(t *testing.T) {
	swaps := map[int]int{}
	for _, d := range Official().days {
		n, _ := d.Date.number()
		switch d.Type {
		case Compensatory, SwappedOff:
			if weekend(n) {
				t.Errorf("%s: %s falls on a day of rest", d.Date, d.Name)
			}
		case SwappedWork:
			if !weekend(n) {
				t.Errorf("%s: %s falls on a weekday", d.Date, d.Name)
			}
		}
		switch d.Type {
		case SwappedOff:
			swaps[d.Date.Year()]++
		case SwappedWork:
			swaps[d.Date.Year()]--
		}
	}
	for year, open := range swaps {
		if open != 0 {
			t.Errorf("%d: %d swapped days without their other half", year, open)
		}
	}
}

func TestPendingRowsAreWorkingDays(t *testing.T) {
	c := Official()
	if len(c.Pending()) != 6 {
		t.Fatalf("%d pending rows, want 6", len(c.Pending()))
	}
	if !c.IsWorking("2028-01-26") || c.Why("2028-01-26") != "" {
		t.Error("Tết 2028 must be a working day until it is confirmed")
	}
	with := c.With(Day{Date: "2028-01-26", Name: "Tết Âm lịch", Type: Holiday, Source: "QĐ 1/2027"})
	if with.IsWorking("2028-01-26") || len(with.Pending()) != 5 {
		t.Error("a confirmed day must be off and no longer pending")
	}
	if !c.IsWorking("2028-01-26") || len(c.Pending()) != 6 {
		t.Error("With must not change the calendar it starts from")
	}
}

func TestWith(t *testing.T) {
	c := Official().With(
		Day{Date: "2029-01-03", Name: "Ngày nghỉ của cơ quan", Type: SwappedOff, Source: "TB 2"},
		Day{Date: "2026-01-10", Name: "Hủy làm bù", Type: SwappedOff, Source: "TB 3"},
		Day{Date: "2026-06-06", Name: "Làm bù", Type: SwappedWork, Source: "TB 4"},
		Day{Date: "2026-02-30", Name: "Không có ngày này", Type: Holiday},
		Day{Date: "2026-06-08", Name: "Kiểu lạ", Type: "party"},
	)
	for d, want := range map[Date]bool{
		"2029-01-03": false, "2026-01-10": false, "2026-06-06": true, "2026-06-08": true, "2027-12-31": true, "2019-01-01": true,
	} {
		if got := c.IsWorking(d); got != want {
			t.Errorf("IsWorking(%s) = %v, want %v", d, got, want)
		}
	}
	if got := c.Why("2026-01-10"); got != "Hủy làm bù" {
		t.Errorf("Why = %q: the agency's row must win", got)
	}
}

func TestVersion(t *testing.T) {
	c := Official()
	day := Day{Date: "2028-01-26", Name: "Tết Âm lịch", Type: Holiday, Source: "QĐ 1"}
	one, again, other := c.With(day), c.With().With(day), c.With(Day{Date: day.Date, Name: day.Name, Type: day.Type, Source: "QĐ 2"})
	if c.Version() != Version || c.With().Version() != Version {
		t.Errorf("official version %q, with nothing added %q", c.Version(), c.With().Version())
	}
	if one.Version() != again.Version() || one.Version() == other.Version() || !strings.HasPrefix(one.Version(), Version+"+") {
		t.Errorf("versions %q, %q, %q", one.Version(), again.Version(), other.Version())
	}
}

func TestWhy(t *testing.T) {
	for d, want := range map[Date]string{
		"2026-02-14": "thứ Bảy", "2026-02-15": "Chủ nhật", "2026-04-26": "Giỗ Tổ Hùng Vương", // a named Sunday
		"2026-01-10": "", "2026-01-09": "", "bad": "", // a worked Saturday, a Friday
	} {
		if got := Official().Why(d); got != want {
			t.Errorf("Why(%s) = %q, want %q", d, got, want)
		}
	}
}

func TestMissing(t *testing.T) {
	for year, want := range map[int]string{2026: "", 2027: "", 2028: "Tết Âm lịch, Quốc khánh", 2029: "Tết Âm lịch, Quốc khánh"} {
		if got := strings.Join(Official().Missing(year), ", "); got != want {
			t.Errorf("Missing(%d) = %q, want %q", year, got, want)
		}
	}
	if !Official().Covers(2028) || Official().Covers(2029) || Official().Covers(2019) {
		t.Error("the table covers 2020 to 2028")
	}
}

func TestReadRowsRefuses(t *testing.T) {
	const head = "date,name,type,source\n"
	for name, text := range map[string]string{
		"empty":        "",
		"heading":      "day,name,type,source\n",
		"no such day":  head + "2026-02-30,Lễ,holiday,L1\n",
		"type":         head + "2026-02-20,Lễ,party,L1\n",
		"no source":    head + "2026-02-20,Lễ,holiday,\n",
		"out of order": head + "2026-02-20,Lễ,holiday,L1\n2026-02-19,Lễ,holiday,L1\n",
		"twice":        head + "2026-02-20,Lễ,holiday,L1\n2026-02-20,Lễ,holiday,L1\n",
		"columns":      head + "2026-02-20,Lễ\n",
	} {
		if _, err := readRows(text); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func TestZone(t *testing.T) {
	for _, at := range []time.Time{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)} {
		if _, offset := at.In(Zone()).Zone(); offset != 7*60*60 {
			t.Errorf("offset at %s = %d s, want 7 h", at, offset)
		}
	}
}
