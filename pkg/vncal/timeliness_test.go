package vncal

import (
	"testing"
	"time"
)

// at returns an instant of local time.
func at(t *testing.T, local string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", local, Zone())
	if err != nil {
		t.Fatal(err)
	}
	return v.UTC()
}

func TestTimeliness(t *testing.T) {
	for name, tc := range map[string]struct {
		start, due Date
		now        string
		want       Timeliness
	}{
		"no deadline":               {"2026-03-02", "", "2026-03-02 08:00", NoDeadline},
		"three working days left":   {"2026-04-20", "2026-04-29", "2026-04-23 08:00", OnTrack},
		"two working days left":     {"2026-04-20", "2026-04-29", "2026-04-27 08:00", DueSoon}, // 28 and 29; 27 is a day in lieu
		"the due day":               {"2026-04-20", "2026-04-29", "2026-04-29 23:59", DueSoon},
		"the day after":             {"2026-04-20", "2026-04-29", "2026-04-30 00:00", Overdue},
		"a fifth of a long term":    {"2026-03-02", "2026-06-10", "2026-05-22 08:00", DueSoon}, // 13 of 69 left
		"more than a fifth is left": {"2026-03-02", "2026-06-10", "2026-05-21 08:00", OnTrack},
		"start unknown":             {"", "2026-06-10", "2026-05-29 08:00", OnTrack},
		"start unknown, two left":   {"", "2026-06-10", "2026-06-08 08:00", DueSoon},
	} {
		if got := Official().Timeliness(tc.start, tc.due, at(t, tc.now), DefaultSoon()); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestFinished(t *testing.T) {
	for name, tc := range map[string]struct {
		due  Date
		at   string
		want Timeliness
	}{
		"no deadline":     {"", "2026-04-28 23:59", NoDeadline},
		"the day before":  {"2026-04-29", "2026-04-28 23:59", Early},
		"the due day":     {"2026-04-29", "2026-04-29 00:00", OnTime},
		"its last minute": {"2026-04-29", "2026-04-29 23:59", OnTime},
		"the next day":    {"2026-04-29", "2026-04-30 00:00", Late},
	} {
		if got := Finished(tc.due, at(t, tc.at)); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestReceivedOn(t *testing.T) {
	const cutOff = 15 * time.Hour
	for name, tc := range map[string]struct {
		at   string
		cut  time.Duration
		want Date
	}{
		"before":                 {"2026-04-29 14:59", cutOff, "2026-04-29"},
		"at the hour":            {"2026-04-29 15:00", cutOff, "2026-04-29"},
		"after, before holidays": {"2026-04-29 15:01", cutOff, "2026-05-04"},
		"no cut-off":             {"2026-04-29 23:00", 0, "2026-04-29"},
	} {
		if got := Official().ReceivedOn(at(t, tc.at), tc.cut); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestDueAfter(t *testing.T) {
	if got := DueAfter(at(t, "2026-02-13 16:00"), 24); !got.Equal(at(t, "2026-02-14 16:00")) {
		t.Errorf("24 hours end at %s: they are never moved off a Saturday", got)
	}
}
