package jobs

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"congvu/pkg/vncal"
)

func nothing(context.Context, Run) error { return nil }

// local returns an instant of Vietnam time, written as a period.
func local(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := beginning(s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestParseRefuses(t *testing.T) {
	for name, j := range map[string]Job{
		"no name":     {Spec: "0 8 * * *", Run: nothing},
		"name":        {Name: "Nhắc việc", Spec: "0 8 * * *", Run: nothing},
		"separator":   {Name: "a|b", Spec: "0 8 * * *", Run: nothing},
		"nothing":     {Name: "a", Spec: "0 8 * * *"},
		"no times":    {Name: "a", Run: nothing},
		"seconds":     {Name: "a", Spec: "0 0 8 * * *", Run: nothing},
		"every":       {Name: "a", Spec: "@every 1m", Run: nothing},
		"hour 24":     {Name: "a", Spec: "0 24 * * *", Run: nothing},
		"panics":      {Name: "a", Spec: "TZ=", Run: nothing},
		"another day": {Name: "a", Spec: "0 8 * * 8", Run: nothing},
	} {
		if _, err := parse(j); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestNextIsVietnamTime(t *testing.T) {
	j, err := parse(Job{Name: "a", Spec: "30 0 1 * *", Run: nothing})
	if err != nil {
		t.Fatal(err)
	}
	if got := j.next(time.Date(2026, 4, 30, 17, 29, 0, 0, time.UTC)); !got.Equal(time.Date(2026, 4, 30, 17, 30, 0, 0, time.UTC)) {
		t.Errorf("next = %s, want 00:30 of 1/5 in Vietnam", got)
	}
	never, err := parse(Job{Name: "a", Spec: "0 0 30 2 *", Run: nothing})
	if err != nil {
		t.Fatal(err)
	}
	if got := never.next(local(t, "2026-01-01T00:00")); !got.IsZero() {
		t.Errorf("30 February came on %s", got)
	}
}

func TestDue(t *testing.T) {
	const daily, monthly, minutely = "30 8 * * *", "30 0 1 * *", "* * * * *"
	for name, tc := range map[string]struct {
		spec      string
		policy    Policy
		last, now string
		want      string
	}{
		"not yet":                    {daily, All(), "2026-04-28T08:30", "2026-04-29T08:29", ""},
		"at the minute":              {daily, All(), "2026-04-28T08:30", "2026-04-29T08:30", "2026-04-29T08:30"},
		"after it":                   {daily, Latest(), "2026-04-28T08:30", "2026-04-29T09:00", "2026-04-29T08:30"},
		"all that were missed":       {monthly, All(), "2026-01-01T00:30", "2026-04-02T00:00", "2026-02-01T00:30 2026-03-01T00:30 2026-04-01T00:30"},
		"only the last":              {monthly, Latest(), "2026-01-01T00:30", "2026-04-02T00:00", "2026-04-01T00:30"},
		"the last is still wanted":   {daily, Within(4 * time.Hour), "2026-04-20T08:30", "2026-04-29T12:30", "2026-04-29T08:30"},
		"the last is too old":        {daily, Within(4 * time.Hour), "2026-04-20T08:30", "2026-04-29T12:31", ""},
		"no more than runs are kept": {monthly, All(), "2020-01-01T00:30", "2026-02-15T00:00", "2025-02-01T00:30 … 2026-02-01T00:30"},
		"some at a time":             {minutely, All(), "2026-04-28T00:00", "2026-04-29T00:00", "2026-04-28T00:01 … 2026-04-28T08:20"},
	} {
		j, err := parse(Job{Name: "a", Spec: tc.spec, Policy: tc.policy, Run: nothing})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, at := range j.due(local(t, tc.last), local(t, tc.now)) {
			got = append(got, periodOf(at))
		}
		if len(got) > 3 {
			got = []string{got[0], "…", got[len(got)-1]}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: due %q, want %q", name, strings.Join(got, " "), tc.want)
		}
	}
}

func TestPeriodIsTheLocalMinute(t *testing.T) {
	at := vncal.Date("2026-05-01").Start().Add(30 * time.Minute)
	if got := periodOf(at); got != "2026-05-01T00:30" || !local(t, got).Equal(at) {
		t.Errorf("period %s of %s", got, at)
	}
	if _, err := beginning("2026-05-01"); err == nil {
		t.Error("a day is no minute")
	}
}

func TestMomentsFollowAShiftedClock(t *testing.T) {
	j, err := parse(Job{Name: "a", Spec: "30 8 * * *", Run: nothing})
	if err != nil {
		t.Fatal(err)
	}
	clk := &manual{}
	m := &moments{job: j, clock: clk, look: 15 * time.Second}
	machine := time.Date(2031, 7, 1, 3, 0, 0, 0, time.UTC) // has nothing to do with our clock
	clk.set(local(t, "2026-04-29T08:29"))
	for i, tc := range []struct {
		now  time.Duration // after 08:29
		want time.Duration // from the machine's time
	}{
		{0, 0},                               // at once
		{0, 15 * time.Second},                // then a look now and then
		{50 * time.Second, 10 * time.Second}, // and exactly at the period
		{60*time.Second - time.Millisecond, time.Millisecond}, // also when the timer was early
		{60 * time.Second, 15 * time.Second},                  // then on
	} {
		clk.set(local(t, "2026-04-29T08:29").Add(tc.now))
		if got := m.Next(machine).Sub(machine); got != tc.want {
			t.Errorf("look %d: in %s, want %s", i, got, tc.want)
		}
	}
}

// TestForAgency: before there is an agency a job has nothing to do, which is no failure; afterwards it is told which.
func TestForAgency(t *testing.T) {
	t.Parallel()
	fault := errors.New("fault")
	for name, tc := range map[string]struct {
		agency   string
		err      error
		worked   string
		want     error
		fromWork error
	}{
		"a new installation": {"", nil, "", nil, nil},
		"an agency":          {"a", nil, "a", nil, nil},
		"nobody answers":     {"a", fault, "", fault, nil},
		"the work fails":     {"a", nil, "a", fault, fault},
	} {
		worked := ""
		run := ForAgency(func(context.Context) (string, error) { return tc.agency, tc.err },
			func(_ context.Context, agency string, _ Run) error { worked = agency; return tc.fromWork })
		if err := run(t.Context(), Run{}); !errors.Is(err, tc.want) || worked != tc.worked {
			t.Errorf("%s: worked on %q, %v", name, worked, err)
		}
	}
}
