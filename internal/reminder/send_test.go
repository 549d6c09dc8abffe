package reminder

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"congvu/internal/identity"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestRemindDue runs the morning's job each day over Tết 2026, and twice on some as after a restart.
func TestRemindDue(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "lan", "2026-02-25", task.InProgress)
	o.give(t, "B", "lan", "2026-02-25", task.Submitted)
	o.give(t, "C", "", "2026-02-24", task.Assigned)             // the division has named nobody yet
	o.give(t, "D", "trưởng phòng", "2026-02-12", task.Assigned) // the head leads it
	o.give(t, "E", "minh", "2026-06-30", task.InProgress)
	for day := vncal.Date("2026-02-12"); day <= "2026-03-12"; day = day.AddDays(1) {
		o.clock.set(string(day) + " 08:30")
		for range 1 + day.Day()%2 {
			o.run(t, o.RemindDue, string(day)+" 08:30")
		}
	}
	for who, want := range map[string][]string{
		"lan": {"due_before_3 A 3 lead", "due_before_1 A 1 lead", "due_today A 0 lead", "overdue_1 A 1 lead", "overdue_3 A 3 lead", "overdue_5 A 5 lead"},
		"trưởng phòng": {
			"due_today D 0 lead", "due_before_3 C 3 lead", "overdue_1 D 1 lead", "due_before_1 C 1 lead", "due_today C 0 lead",
			"overdue_3 D 3 lead", "overdue_1 C 1 lead", "overdue_5 D 5 lead", "overdue_3 C 3 lead", "overdue_3 A 3 head",
			"overdue_5 C 5 lead", "overdue_5 A 5 head",
		},
		"giám đốc": {"overdue_3 D 3 head", "overdue_5 D 5 head", "overdue_3 C 3 head", "overdue_5 C 5 head", "overdue_5 A 5 assigner"},
		"minh":     {},
	} {
		got := o.got(t, who)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s was sent\n%q, want\n%q", who, got, want)
		}
	}
}

// TestAway: what waits for somebody who is away is reminded to who stands in too, while that runs; what the lead is at is not.
func TestAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.away = []identity.StandIn{{Person: o.actor["lan"].ID, Substitute: o.actor["minh"].ID, From: at("2026-02-24 00:00"), To: at("2026-02-26 00:00")}}
	o.give(t, "A", "lan", "2026-02-25", task.Assigned)
	o.give(t, "B", "lan", "2026-02-25", task.InProgress)
	for day := vncal.Date("2026-02-12"); day <= "2026-03-03"; day = day.AddDays(1) {
		o.clock.set(string(day) + " 08:30")
		o.run(t, o.RemindDue, string(day)+" 08:30")
	}
	if got, want := o.got(t, "minh"), []string{"due_before_1 A 1 substitute", "due_today A 0 substitute"}; !slices.Equal(got, want) {
		t.Errorf("minh was sent %q, want %q", got, want)
	}
	if got := o.got(t, "lan"); len(got) < 8 {
		t.Errorf("lan was sent only %q", got)
	}
}

// TestVacantPost: work led by a division without a head waits for the director, who is reminded from the first moment on.
func TestVacantPost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "", "2026-02-25", task.Assigned, func(x *task.Task) {
		x.Lead.Unit, x.Waiting, x.AssignedBy = o.unit["phòng trống"], []string{o.actor["giám đốc"].ID}, o.actor["trưởng phòng"].ID
	})
	for day := vncal.Date("2026-02-12"); day <= "2026-03-12"; day = day.AddDays(1) {
		o.clock.set(string(day) + " 08:30")
		o.run(t, o.RemindDue, string(day)+" 08:30")
	}
	want := []string{"due_before_3 A 3 lead", "due_before_1 A 1 lead", "due_today A 0 lead", "overdue_1 A 1 lead", "overdue_3 A 3 lead", "overdue_5 A 5 lead"}
	if got := o.got(t, "giám đốc"); !slices.Equal(got, want) {
		t.Errorf("the director was sent\n%q, want\n%q", got, want)
	}
	if got := o.got(t, "trưởng phòng"); !slices.Equal(got, []string{"overdue_5 A 5 assigner"}) {
		t.Errorf("the assigner was sent %q", got)
	}
}

// TestMadeUp: a run that was missed is made up for on its own day only and before 18:00, but for work that is hỏa tốc; a
// missed day by the next while its rule holds.
func TestMadeUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "lan", "2026-02-25", task.InProgress)
	o.give(t, "B", "minh", "2026-02-25", task.InProgress, func(x *task.Task) { x.Urgency = task.Express })
	none := []string{}
	for _, step := range []struct {
		now, period string
		lan, minh   []string
	}{
		{"2026-02-13 06:59", "2026-02-13 06:59", none, []string{"due_before_3 B 3 lead"}}, // begun by hand
		{"2026-02-23 09:00", "2026-02-13 08:30", none, []string{"due_before_3 B 3 lead"}}, // another day's
		{"2026-02-23 17:59", "2026-02-23 08:30", []string{"due_before_3 A 2 lead"}, []string{"due_before_3 B 3 lead"}},
		{"2026-02-24 18:00", "2026-02-24 08:30", []string{"due_before_3 A 2 lead"}, []string{"due_before_3 B 3 lead", "due_before_1 B 1 lead"}},
		{"2026-02-25 23:59", "2026-02-25 08:30", []string{"due_before_3 A 2 lead"}, []string{"due_before_3 B 3 lead", "due_before_1 B 1 lead", "due_today B 0 lead"}},
		{"2026-02-26 07:00", "2026-02-26 07:00", []string{"due_before_3 A 2 lead", "overdue_1 A 1 lead"},
			[]string{"due_before_3 B 3 lead", "due_before_1 B 1 lead", "due_today B 0 lead", "overdue_1 B 1 lead"}},
	} {
		o.clock.set(step.now)
		o.run(t, o.RemindDue, step.period)
		if lan, minh := o.got(t, "lan"), o.got(t, "minh"); !slices.Equal(lan, step.lan) || !slices.Equal(minh, step.minh) {
			t.Errorf("%s: sent %q and %q, want %q and %q", step.now, lan, minh, step.lan, step.minh)
		}
	}
	o.clock.set("2026-02-26 18:00")
	o.run(t, o.RemindDiary, "2026-02-26 16:30")
	if got := o.got(t, "trưởng phòng"); len(got) != 0 {
		t.Errorf("asked for a diary in the evening: %q", got)
	}
}

// TestReminderNamesTheHolder: whoever does not hold late work is told who does and since when; urgency is a word in it; and
// what has been done is read with everybody.
func TestReminderNamesTheHolder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	since := at("2026-01-12 09:00")
	o.give(t, "A", "lan", "2026-02-06", task.InProgress, func(x *task.Task) { x.WaitingSince, x.Urgency = &since, task.Express })
	o.run(t, o.RemindDue, "2026-02-13 08:30")
	lan := o.actor["lan"].ID
	for who, want := range map[string]map[string]string{
		"lan":          {"due": "06/02/2026", "days": "5", "urgency": "hoa_toc"},
		"trưởng phòng": {"due": "06/02/2026", "days": "5", "urgency": "hoa_toc", "holder": "lan", "since": "12/01/2026"},
		"giám đốc":     {"due": "06/02/2026", "days": "5", "urgency": "hoa_toc", "holder": "lan", "since": "12/01/2026"},
	} {
		rows, _, err := o.inbox.List(t.Context(), o.actor[who], false, "", 10)
		if err != nil || len(rows) != 1 || !maps.Equal(rows[0].Params, want) || !slices.Equal(rows[0].Holder, []string{lan}) {
			t.Errorf("%s was sent %+v, %v", who, rows, err)
			continue
		}
		if n, err := o.inbox.Unread(t.Context(), o.actor[who]); n != 1 || err != nil {
			t.Errorf("%s has %d unread, %v", who, n, err)
		}
		defer func() {
			if n, err := o.inbox.Unread(t.Context(), o.actor[who]); n != 0 || err != nil {
				t.Errorf("%s still has %d unread, %v", who, n, err)
			}
		}()
	}
	rows, _, err := o.inbox.List(t.Context(), o.actor["lan"], false, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.db.WithTx(t.Context(), func(ctx context.Context) error { // handed in: it waits for lan no longer
		return o.inbox.Settle(ctx, o.agency, rows[0].Object, "", []string{lan})
	}); err != nil {
		t.Fatal(err)
	}
}

// TestManyRemindersAreOneLine: a morning that reminds somebody of much is one line in the inbox, a few are a line each.
func TestManyRemindersAreOneLine(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 43 {
		o.give(t, fmt.Sprint("L", i), "lan", "2026-02-13", task.InProgress)
	}
	for i := range many - 1 {
		o.give(t, fmt.Sprint("M", i), "minh", "2026-02-13", task.InProgress)
	}
	for range 2 {
		o.run(t, o.RemindDue, "2026-02-13 08:30")
	}
	for who, want := range map[string]struct {
		rows  int
		lines int64
	}{"lan": {43, 1}, "minh": {many - 1, many - 1}} {
		lines, err := o.inbox.Unread(t.Context(), o.actor[who])
		if got := o.got(t, who); len(got) != want.rows || lines != want.lines || err != nil {
			t.Errorf("%s: %d messages in %d lines, %v", who, len(got), lines, err)
		}
	}
}
