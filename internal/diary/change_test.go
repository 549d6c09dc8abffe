package diary

import (
	"crypto/sha256"
	"errors"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
)

// counter makes ids "n1", "n2", … so that a test can name them.
func counter() func() string {
	n := 0
	return func() string { n++; return "n" + strconv.Itoa(n) }
}

func TestWrittenEntries(t *testing.T) {
	morning, evening, nextDay := at("2026-04-29 08:00"), at("2026-04-29 16:12"), at("2026-04-30 07:00")
	d := Day{Person: "lan", Date: "2026-04-29", State: StateOpen, Place: Places{Office, Office}, Entries: []Entry{
		{ID: "a", Text: "Họp giao ban", Minutes: 60, CreatedAt: morning, ChangedAt: morning},
		{ID: "b", Text: "Soạn tờ trình", CreatedAt: morning, ChangedAt: morning},
	}}
	tasks := map[string]TaskRef{"t1": {ID: "t1", Code: "NV-2026-000128", Title: "Hướng dẫn"}}
	in := input(
		EntryInput{ID: "b", Text: "Soạn tờ trình lần 2", Task: "t1"},
		EntryInput{ID: "a", Text: "Họp giao ban", Minutes: 60},
		EntryInput{ID: "unknown", Text: "Trả lời 3 xã", Unplanned: true, Source: "r1"},
	)
	next, err := d.written(StateOpen, in, tasks, evening, counter())
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{
		{ID: "b", Text: "Soạn tờ trình lần 2", Task: &TaskRef{ID: "t1", Code: "NV-2026-000128", Title: "Hướng dẫn"}, CreatedAt: morning, ChangedAt: evening},
		{ID: "a", Text: "Họp giao ban", Minutes: 60, CreatedAt: morning, ChangedAt: morning},
		{ID: "n1", Text: "Trả lời 3 xã", Unplanned: true, Source: "r1", CreatedAt: evening, ChangedAt: evening},
	}
	for i, e := range next.Entries {
		if !e.same(want[i]) || !e.CreatedAt.Equal(want[i].CreatedAt) || !e.ChangedAt.Equal(want[i].ChangedAt) || e.Late {
			t.Errorf("entry %d = %+v, want %+v", i, e, want[i])
		}
	}
	if next.Late || next.Place != in.Place || d.Entries[0].ID != "a" {
		t.Errorf("day: late %v, place %v; the stored day must stay as it was: %v", next.Late, next.Place, d.Entries)
	}

	// The next morning: an unchanged line stays in time, a changed and a new one are late.
	in = input(EntryInput{ID: "b", Text: "Soạn tờ trình lần 2", Task: "t1"}, EntryInput{ID: "a", Text: "Họp giao ban tuần"}, EntryInput{Text: "Quên ghi"})
	late, err := next.written(StateOpen, in, tasks, nextDay, counter())
	if err != nil {
		t.Fatal(err)
	}
	got := []bool{late.Entries[0].Late, late.Entries[1].Late, late.Entries[2].Late, late.Late}
	if !slices.Equal(got, []bool{false, true, true, true}) {
		t.Errorf("late = %v, want only the changed and the new line, and the day", got)
	}
}

// TestWrittenByKey: a line whose first answer was lost comes again without its id, and is the same line by its key.
func TestWrittenByKey(t *testing.T) {
	now := at("2026-04-29 16:12")
	device := ptr(at("2026-04-28 14:00")) // 26 hours behind: kept beside the server's time, and decides nothing
	first, err := Day{Date: "2026-04-29"}.written(StateOpen, input(EntryInput{Key: "k1", Text: "Họp", DeviceAt: device}), nil, now, counter())
	if err != nil || first.Entries[0].Key != "k1" || first.Entries[0].Late || !first.Entries[0].DeviceAt.Equal(*device) {
		t.Fatalf("written = %+v, %v", first, err)
	}
	line := first.Entries[0]
	later := now.Add(time.Hour)
	for name, tc := range map[string]struct {
		in   Input
		ids  string // of the lines, "+" for a new one
		keys string
	}{
		"again, without its id":    {input(EntryInput{Key: "k1", Text: "Họp"}), "=", "k1"},
		"again, changed meanwhile": {input(EntryInput{Key: "k1", Text: "Họp giao ban"}), "=", "k1"},
		"by its id alone":          {input(EntryInput{ID: line.ID, Text: "Họp"}), "=", "k1"},
		"another key":              {input(EntryInput{Key: "k2", Text: "Họp"}), "+", "k2"},
		"no key":                   {input(EntryInput{Text: "Họp"}), "+", ""},
		"named twice":              {input(EntryInput{ID: line.ID, Text: "Họp"}, EntryInput{Key: "k1", Text: "b"}), "=+", "k1k1"},
	} {
		got, err := first.written(StateOpen, tc.in, nil, later, func() string { return "new" })
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ids, keys := "", ""
		for _, e := range got.Entries {
			keys += e.Key
			switch e.ID {
			case line.ID:
				ids += "="
			case "new":
				ids += "+"
			}
		}
		if ids != tc.ids || keys != tc.keys {
			t.Errorf("%s: lines %q with keys %q, want %q with %q", name, ids, keys, tc.ids, tc.keys)
		}
		if ids == "=" && !got.Entries[0].CreatedAt.Equal(line.CreatedAt) {
			t.Errorf("%s: written at %v, want %v as at first", name, got.Entries[0].CreatedAt, line.CreatedAt)
		}
	}
}

func TestWrittenRefused(t *testing.T) {
	now := at("2026-04-29 16:12")
	line := input(EntryInput{Text: "a"})
	for name, tc := range map[string]struct {
		date  string
		state State
		in    Input
		want  error
	}{
		"today":                 {"2026-04-29", StateOpen, line, nil},
		"returned":              {"2026-04-28", StateReturned, line, nil},
		"tomorrow's plan":       {"2026-04-30", StateOpen, input(), nil},
		"tomorrow's work":       {"2026-04-30", StateOpen, line, ErrFuture},
		"sent for confirmation": {"2026-04-29", StateSubmitted, line, ErrSubmitted},
		"confirmed":             {"2026-04-29", StateConfirmed, line, ErrConfirmed},
		"locked":                {"2026-04-01", StateLocked, line, ErrLocked},
	} {
		if _, err := (Day{Date: date(tc.date)}).written(tc.state, tc.in, nil, now, counter()); !errors.Is(err, tc.want) {
			t.Errorf("%s: written = %v, want %v", name, err, tc.want)
		}
	}
}

func TestSubmittedAndDecided(t *testing.T) {
	now := at("2026-04-29 16:30")
	d := Day{Person: "lan", Date: "2026-04-29", State: StateOpen, Entries: []Entry{{Text: "a"}}}
	for name, tc := range map[string]struct {
		day   Day
		state State
		want  error
	}{
		"open":      {d, StateOpen, nil},
		"returned":  {d, StateReturned, nil},
		"submitted": {d, StateSubmitted, ErrSubmitted},
		"locked":    {d, StateLocked, ErrLocked},
		"empty":     {Day{Date: "2026-04-29"}, StateOpen, ErrEmpty},
		"tomorrow":  {Day{Date: "2026-04-30", Entries: d.Entries}, StateOpen, ErrFuture},
	} {
		if _, err := tc.day.submitted(tc.state, "thinh", now); !errors.Is(err, tc.want) {
			t.Errorf("%s: submitted = %v, want %v", name, err, tc.want)
		}
	}

	sent, err := d.submitted(StateOpen, "thinh", now)
	if err != nil || sent.State != StateSubmitted || !slices.Equal(sent.Waiting, []string{"thinh"}) || !sent.WaitingSince.Equal(now) {
		t.Errorf("submitted = %+v, %v", sent, err)
	}
	if top, err := d.submitted(StateOpen, "", now); err != nil || top.State != StateSubmitted || len(top.Waiting) != 0 || top.WaitingSince != nil {
		t.Errorf("the topmost head's day = %+v, %v; want submitted and waiting for nobody", top, err)
	}
	if back := sent.returned("thinh", "Bổ sung số liệu", now); back.State != StateReturned || !slices.Equal(back.Waiting, []string{"lan"}) {
		t.Errorf("returned = %+v; want it to wait for its author", back)
	}
	if done := sent.confirmed("thinh", now); done.State != StateConfirmed || len(done.Waiting) != 0 || done.ConfirmedBy != "thinh" {
		t.Errorf("confirmed = %+v", done)
	}
}

// TestVersionOf holds the canonical bytes against testdata/body.json: a change of them would break every seal made so far.
func TestVersionOf(t *testing.T) {
	now := at("2026-04-29 16:12").Add(7 * time.Millisecond)
	v, err := versionOf(Day{
		ID: "lan|2026-04-29", Agency: "tinh", Person: "lan", Date: "2026-04-29", Version: 2, State: StateOpen, Place: Places{Remote, Office},
		Entries: []Entry{
			{ID: "a", Text: "Dự thảo <lần 2> & gửi", Task: &TaskRef{ID: "t1", Code: "NV-2026-000128", Title: "Hướng dẫn"}, Minutes: 150,
				From: "08:00", To: "10:30", Result: "14 trang", CreatedAt: now, ChangedAt: now, Source: "r1", DeviceAt: ptr(at("2026-04-29 16:10"))},
			{ID: "b", Text: "Trả lời 3 xã", Unplanned: true, CreatedAt: now, ChangedAt: now, Late: true},
		},
		Plan: "Hoàn chỉnh", Difficulties: "Chưa có số liệu",
	}, "diary.saved", "lan", "", now)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/body.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(v.Body) != string(want) {
		t.Errorf("canonical bytes:\n got %s\nwant %s", v.Body, want)
	}
	if sum := sha256.Sum256(v.Body); !slices.Equal(sum[:], v.SHA256) {
		t.Error("SHA256 is not that of the body")
	}
	if empty, err := versionOf(Day{}, "diary.saved", "lan", "", now); err != nil || !slices.Contains(empty.Body, '[') {
		t.Errorf("no entries must be [], not null: %s, %v", empty.Body, err)
	}
}
