package vncal

import (
	"errors"
	"strings"
	"testing"
)

// The worked examples of spec/calendar.md §3.
func TestDueVectors(t *testing.T) {
	for _, tc := range []struct {
		kind  Kind
		start Date
		n     int
		want  Date
	}{
		{KindWorking, "2024-04-26", 1, "2024-05-02"},
		{KindWorking, "2025-04-25", 3, "2025-04-29"},
		{KindWorking, "2026-01-01", 1, "2026-01-05"},
		{KindWorking, "2026-01-09", 1, "2026-01-10"},
		{KindWorking, "2026-02-13", 3, "2026-02-25"},
		{KindWorking, "2026-08-28", 5, "2026-09-09"},
		{KindWorking, "2026-04-24", 5, "2026-05-06"},
		{KindWorking, "2026-04-29", 7, "2026-05-12"},
		{KindWorking, "2026-02-15", 0, "2026-02-15"},
		{KindCalendar, "2026-02-06", 10, "2026-02-23"},
		{KindCalendar, "2026-08-17", 14, "2026-09-03"},
		{KindCalendar, "2026-12-25", 7, "2027-01-04"},
		{KindCalendar, "2026-01-03", 7, "2026-01-10"}, // ends on a worked Saturday
		{KindCalendar, "2026-02-15", 0, "2026-02-23"},
		{KindWorking, "2026-11-20", 2, "2026-11-25"},   // 24/11, Ngày Văn hóa Việt Nam
		{KindWorking, "2027-02-02", 2, "2027-02-11"},   // Tết 2027
		{KindCalendar, "2026-11-14", 10, "2026-11-25"}, // ends on 24/11
		{KindMonth, "2026-01-31", 1, "2026-03-02"},     // 28/2 is a Saturday
		{KindMonth, "2025-10-10", 3, "2026-01-10"},     // a worked Saturday
		{KindMonth, "2026-03-30", 1, "2026-05-04"},     // 30/4, 1/5 and a weekend
	} {
		d, err := Official().Due(Rule{Kind: tc.kind, Start: tc.start, N: tc.n})
		if err != nil || d.Due != tc.want {
			t.Errorf("%s %s %d = %s, %v; want %s", tc.kind, tc.start, tc.n, d.Due, err, tc.want)
		}
		if d.Skipped == nil || d.Warnings == nil {
			t.Errorf("%s %s %d: lists must not be nil", tc.kind, tc.start, tc.n)
		}
	}
}

func TestDueSkips(t *testing.T) {
	for _, tc := range []struct {
		rule Rule
		want string
	}{
		{Rule{Kind: KindWorking, Start: "2026-02-13", N: 3}, "2026-02-14 thứ Bảy|2026-02-15 Chủ nhật|2026-02-16 Tết Âm lịch|2026-02-17 Tết Âm lịch|" +
			"2026-02-18 Tết Âm lịch|2026-02-19 Tết Âm lịch|2026-02-20 Tết Âm lịch|2026-02-21 thứ Bảy|2026-02-22 Chủ nhật"},
		{Rule{Kind: KindWorking, Start: "2026-01-09", N: 1}, ""},   // the Saturday is worked
		{Rule{Kind: KindCalendar, Start: "2026-02-13", N: 12}, ""}, // days off in the middle count
		{Rule{Kind: KindCalendar, Start: "2026-08-17", N: 14}, "2026-08-31 Nghỉ hoán đổi dịp Quốc khánh|" +
			"2026-09-01 Quốc khánh (ngày liền kề)|2026-09-02 Quốc khánh"},
		{Rule{Kind: KindDate, Date: "2026-02-17"}, ""},
		{Rule{Kind: KindNone}, ""},
	} {
		d, err := Official().Due(tc.rule)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range d.Skipped {
			got = append(got, string(s.Date)+" "+s.Why)
		}
		if strings.Join(got, "|") != tc.want {
			t.Errorf("%+v skipped %q, want %q", tc.rule, strings.Join(got, "|"), tc.want)
		}
	}
}

func TestDueRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		rule Rule
		want error
	}{
		"no kind":      {Rule{Start: "2026-01-05", N: 1}, ErrKind},
		"kind":         {Rule{Kind: "fortnight", Start: "2026-01-05", N: 1}, ErrKind},
		"no start":     {Rule{Kind: KindWorking, N: 1}, ErrDate},
		"bad start":    {Rule{Kind: KindMonth, Start: "2026-02-30", N: 1}, ErrDate},
		"negative":     {Rule{Kind: KindCalendar, Start: "2026-01-05", N: -1}, ErrNegative},
		"too long":     {Rule{Kind: KindWorking, Start: "2026-01-05", N: MaxWorking + 1}, ErrTooLong},
		"year 10000":   {Rule{Kind: KindCalendar, Start: "9999-12-30", N: 5}, ErrBeyond},
		"rolls beyond": {Rule{Kind: KindWorking, Start: "9999-12-31", N: 1}, ErrBeyond},
		"no date":      {Rule{Kind: KindDate, Start: "2026-01-05"}, ErrDate},
	} {
		if d, err := Official().Due(tc.rule); !errors.Is(err, tc.want) || d.Due != "" {
			t.Errorf("%s: %q, %v; want %v", name, d.Due, err, tc.want)
		}
	}
}

func TestDueWarns(t *testing.T) {
	for name, tc := range map[string]struct {
		rule Rule
		want string
	}{
		"nothing to say":      {Rule{Kind: KindWorking, Start: "2026-04-24", N: 5}, ""},
		"fixed on a day off":  {Rule{Kind: KindDate, Date: "2026-02-17"}, "Hạn rơi vào ngày nghỉ: thứ Ba 17/2/2026 (Tết Âm lịch)."},
		"fixed on a Saturday": {Rule{Kind: KindDate, Date: "2026-06-06"}, "Hạn rơi vào ngày nghỉ: thứ Bảy 6/6/2026."},
		"passes a pending day": {Rule{Kind: KindWorking, Start: "2028-08-31", N: 2},
			"Đang tính là ngày làm việc vì chưa được xác nhận: 1/9 Quốc khánh (ngày liền kề; dự kiến)."},
		"ends on a pending day": {Rule{Kind: KindCalendar, Start: "2028-08-28", N: 4},
			"Đang tính là ngày làm việc vì chưa được xác nhận: 1/9 Quốc khánh (ngày liền kề; dự kiến)."},
		"pending day in the middle of calendar days": {Rule{Kind: KindCalendar, Start: "2028-08-28", N: 8}, ""},
		"Tết not yet decided": {Rule{Kind: KindWorking, Start: "2028-01-21", N: 6},
			"Đang tính là ngày làm việc vì chưa được xác nhận: 24/1–28/1 Tết Âm lịch (dự kiến)."},
		"outside the table": {Rule{Kind: KindWorking, Start: "2028-12-29", N: 3}, "Chưa có lịch nghỉ lễ năm 2029: chỉ trừ thứ Bảy và Chủ nhật."},
	} {
		d, err := Official().Due(tc.rule)
		if got := strings.Join(d.Warnings, "|"); err != nil || got != tc.want {
			t.Errorf("%s: warns %q, %v; want %q", name, got, err, tc.want)
		}
	}
}

func TestWarnsOfAPendingWorkedSaturday(t *testing.T) {
	c, err := newCalendar(Official().days, []Day{{Date: "2026-06-06", Name: "Làm bù (dự kiến)", Type: SwappedWork, Source: "P"}})
	if err != nil {
		t.Fatal(err)
	}
	d, err := c.Due(Rule{Kind: KindWorking, Start: "2026-06-05", N: 1})
	if want := "Đang tính là ngày nghỉ vì chưa được xác nhận: 6/6 Làm bù (dự kiến)."; err != nil || d.Due != "2026-06-08" || len(d.Warnings) != 1 || d.Warnings[0] != want {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestExplain(t *testing.T) {
	for _, tc := range []struct {
		rule Rule
		want string
	}{
		{Rule{Kind: KindWorking, Start: "2026-04-24", N: 5},
			"5 ngày làm việc kể từ 24/04/2026: thứ Tư 06/05/2026, trừ 27/4 nghỉ bù Giỗ Tổ, 30/4, 1/5 và các ngày thứ Bảy, Chủ nhật"},
		{Rule{Kind: KindWorking, Start: "2026-04-29", N: 7}, "7 ngày làm việc kể từ 29/04/2026: thứ Ba 12/05/2026, trừ 30/4, 1/5 và các ngày thứ Bảy, Chủ nhật"},
		{Rule{Kind: KindWorking, Start: "2026-02-13", N: 3},
			"3 ngày làm việc kể từ 13/02/2026: thứ Tư 25/02/2026, trừ 16/2–20/2 Tết Âm lịch và các ngày thứ Bảy, Chủ nhật"},
		{Rule{Kind: KindWorking, Start: "2026-01-10", N: 1}, "1 ngày làm việc kể từ 10/01/2026: thứ Hai 12/01/2026, trừ Chủ nhật 11/1"},
		{Rule{Kind: KindWorking, Start: "2026-01-01", N: 1},
			"1 ngày làm việc kể từ 01/01/2026: thứ Hai 05/01/2026, trừ 2/1 nghỉ hoán đổi dịp Tết Dương lịch và thứ Bảy, Chủ nhật"},
		{Rule{Kind: KindWorking, Start: "2026-04-25", N: 1},
			"1 ngày làm việc kể từ 25/04/2026: thứ Ba 28/04/2026, trừ 26/4 Giỗ Tổ và 27/4 nghỉ bù Giỗ Tổ"},
		{Rule{Kind: KindWorking, Start: "2026-03-03", N: 2}, "2 ngày làm việc kể từ 03/03/2026: thứ Năm 05/03/2026"},
		{Rule{Kind: KindWorking, Start: "2026-05-29", N: 65},
			"65 ngày làm việc kể từ 29/05/2026: thứ Năm 27/08/2026, trừ Chủ nhật 23/8 và các ngày thứ Bảy, Chủ nhật"},
		{Rule{Kind: KindCalendar, Start: "2026-02-06", N: 10},
			"10 ngày kể từ 06/02/2026: thứ Hai 23/02/2026, ngày làm việc kế tiếp vì 16/2 là ngày nghỉ (Tết Âm lịch)"},
		{Rule{Kind: KindCalendar, Start: "2026-06-01", N: 3}, "3 ngày kể từ 01/06/2026: thứ Năm 04/06/2026"},
		{Rule{Kind: KindMonth, Start: "2026-01-31", N: 1}, "1 tháng kể từ 31/01/2026: thứ Hai 02/03/2026, ngày làm việc kế tiếp vì 28/2 là thứ Bảy"},
		{Rule{Kind: KindDate, Date: "2026-05-06"}, "Ngày ấn định: thứ Tư 06/05/2026"},
		{Rule{Kind: KindNone}, "Không hạn"},
	} {
		d, err := Official().Due(tc.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := Explain(tc.rule, d); got != tc.want {
			t.Errorf("got  %s\nwant %s", got, tc.want)
		}
	}
	if got := Explain(Rule{Kind: "fortnight"}, Deadline{}); got != "" {
		t.Errorf("unknown kind explained as %q", got)
	}
}

// FuzzDue holds every deadline against the definitions of spec/calendar.md §3, written out day by day.
func FuzzDue(f *testing.F) {
	f.Add("working", "2026-02-13", 3)
	f.Add("working", "2024-04-26", 1)
	f.Add("working", "2027-12-31", 10000)
	f.Add("working", "9999-12-30", 2)
	f.Add("calendar", "2026-12-25", 7)
	f.Add("calendar", "0001-01-01", 36500)
	f.Add("month", "2026-01-31", 1)
	f.Add("month", "2024-02-29", 1200)
	f.Add("date", "2026-02-30", -1)
	f.Add("", "", 0)
	f.Fuzz(func(t *testing.T, kind, start string, n int) {
		c, r := Official(), Rule{Kind: Kind(kind), Start: Date(start), N: n, Date: Date(start)}
		d, err := c.Due(r)
		if err != nil || r.Kind == KindNone {
			if d.Due != "" {
				t.Fatalf("%+v: refused with %v and due %s", r, err, d.Due)
			}
			return
		}
		if !d.Due.Valid() || Explain(r, d) == "" {
			t.Fatalf("%+v: due %q, explained %q", r, d.Due, Explain(r, d))
		}
		for _, s := range d.Skipped {
			if c.IsWorking(s.Date) || s.Why == "" || s.Date >= d.Due || s.Date < r.Start {
				t.Fatalf("%+v: skipped %+v", r, s)
			}
		}
		switch r.Kind {
		case KindDate:
			if d.Due != r.Date {
				t.Fatalf("a fixed date moved from %s to %s", r.Date, d.Due)
			}
		case KindWorking:
			if got := c.WorkingDaysBetween(r.Start, d.Due); got != n {
				t.Fatalf("%+v: %d working days until %s", r, got, d.Due)
			}
			if n > 0 && (!c.IsWorking(d.Due) || c.AddWorking(d.Due, -n) > r.Start) {
				t.Fatalf("%+v: %s does not count back", r, d.Due)
			}
		case KindCalendar, KindMonth:
			end := r.Start.AddDays(n)
			if r.Kind == KindMonth {
				end = r.Start.AddMonths(n)
			}
			if !c.IsWorking(d.Due) || d.Due < end || len(d.Skipped) > 0 && d.Skipped[0].Date != end {
				t.Fatalf("%+v: %s from %s over %v", r, d.Due, end, d.Skipped)
			}
			for day := end; day < d.Due; day = day.AddDays(1) {
				if c.IsWorking(day) {
					t.Fatalf("%+v: rolled past the working day %s", r, day)
				}
			}
		}
	})
}
