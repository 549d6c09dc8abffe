package vncal

import "testing"

func TestAddWorking(t *testing.T) {
	c := Official()
	for _, tc := range []struct {
		from Date
		n    int
		want Date
	}{
		{"2026-02-25", -3, "2026-02-13"},
		{"2026-05-06", -1, "2026-05-05"},
		{"2026-05-06", -3, "2026-04-29"},
		{"2026-01-12", -1, "2026-01-10"},
		{"2026-02-17", 0, "2026-02-17"},
		{"2026-02-17", 1, "2026-02-23"},
		{"0001-01-01", -1, ""},
		{"bad", 1, ""},
	} {
		if got := c.AddWorking(tc.from, tc.n); got != tc.want {
			t.Errorf("AddWorking(%s, %d) = %q, want %q", tc.from, tc.n, got, tc.want)
		}
	}
	if c.NextWorking("2026-04-29") != "2026-05-04" || c.PrevWorking("2026-05-04") != "2026-04-29" {
		t.Error("next and previous must step over 30/4, 1/5 and the weekend")
	}
	if c.DueWorking("2026-01-05", -1)+c.DueCalendar("2026-01-05", -1)+c.DueMonth("2026-01-05", -1) != "" {
		t.Error("a negative term has no end")
	}
}

// Counting by formula must give what walking gives, over the edges of the table and backwards.
func TestWorkingDaysBetween(t *testing.T) {
	c := Official()
	for _, from := range []Date{"2019-12-20", "2020-01-22", "2021-02-13", "2024-04-27", "2026-01-09", "2026-02-14", "2026-08-22", "2027-12-25", "1969-12-20"} {
		walked := 0
		for i, d := 0, from; i < 800; i++ {
			if got := c.WorkingDaysBetween(from, d); got != walked {
				t.Fatalf("(%s, %s] = %d, want %d", from, d, got, walked)
			}
			if got := c.WorkingDaysBetween(d, from); got != -walked {
				t.Fatalf("(%s, %s] = %d, want %d", d, from, got, -walked)
			}
			if d = d.AddDays(1); c.IsWorking(d) {
				walked++
			}
		}
	}
	if c.WorkingDaysBetween("bad", "2026-01-01") != 0 || c.WorkingDaysBetween("2026-01-01", "") != 0 {
		t.Error("malformed dates count nothing")
	}
}

// Lists ask for working days by the thousand: no memory per day or per question.
func TestCountingAllocatesNothing(t *testing.T) {
	c := Official()
	if n := testing.AllocsPerRun(100, func() {
		c.IsWorking("2026-02-17")
		c.WorkingDaysBetween("2026-01-01", "9999-12-31")
	}); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func BenchmarkDueWorking(b *testing.B) {
	c := Official()
	for b.Loop() {
		c.DueWorking("2026-02-13", 30)
	}
}

func BenchmarkWorkingDaysBetween(b *testing.B) {
	c := Official()
	for b.Loop() {
		c.WorkingDaysBetween("2026-02-13", "2026-05-06")
	}
}
