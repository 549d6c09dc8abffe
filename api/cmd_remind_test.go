package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
	"congvu/internal/reminder"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestRemindUsage: nothing is sent from a terminal; a call without --dry-run says so.
func TestRemindUsage(t *testing.T) {
	for _, args := range [][]string{{"remind"}, {"remind", "--month", "2026-12"}, {"remind", "--dry-run", "thừa"}, {"remind", "--dry-run", "--month"}, {"remind", "--send"}} {
		var out, errOut bytes.Buffer
		if status := run(args, nil, &out, &errOut); status != 2 || !strings.Contains(errOut.String(), "--dry-run") || out.Len() > 0 {
			t.Errorf("%v: %d %s", args, status, errOut.String())
		}
	}
}

// TestRemindPlan: the screen of administrators and the command line say the same of a month, and neither shows what the work is.
func TestRemindPlan(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := o.taskIn(t, task.InProgress)
	due := made.DueOn
	if due == "" || due < "2026-10-30" {
		t.Fatalf("the task of the test is due %q", due)
	}
	month, on := string(due)[:7], string(due)
	var p v1.ReminderPlan
	status, raw := o.call(t, "quantri", "GET", "/reminders/plan?month="+month+"&date="+on, "")
	if err := json.Unmarshal(raw, &p); status != 200 || err != nil {
		t.Fatalf("%d %s", status, raw)
	}
	var told, diaries, runs int
	for _, i := range p.Items {
		switch {
		case i.Type == "task" && i.Code == made.Code && i.Rule == "due_today" && i.Why == "lead" && i.To.ID == made.Lead.Person && i.Name != "" && i.Stops != "":
			told++
		case i.Type == "diary" && i.Rule == "diary_empty" && i.Why == "author":
			diaries++
		}
	}
	for _, r := range p.Runs {
		if vncal.DateOf(r.At) == due && r.Messages > 0 && r.People > 0 && r.Title != r.Job {
			for _, rule := range r.Rules {
				runs += rule.Count
			}
		}
	}
	if told != 1 || diaries < 5 || runs != p.Total || p.Total != len(p.Items) {
		t.Errorf("on its due day %d of the task, %d of diaries, %d counted of %d: %s", told, diaries, runs, p.Total, raw)
	}
	if strings.Contains(string(raw), made.Title) {
		t.Errorf("who runs the installation reads the title of work: %s", raw)
	}
	for query, field := range map[string]string{"month=2026-09": `"month"`, "month=2027-11": `"month"`, "month=x": `"month"`, "month=" + month + "&date=30/10/2026": `"date"`} {
		if status, raw := o.call(t, "quantri", "GET", "/reminders/plan?"+query, ""); status != 422 || !strings.Contains(string(raw), field) {
			t.Errorf("%s: %d %s", query, status, raw)
		}
	}

	var out bytes.Buffer
	if err := (&product{Services: o.Services, clock: clock.Fixed(p.AsOf)}).printReminders(t.Context(), month, &out); err != nil {
		t.Fatal(err)
	}
	day, n := due.Display()+" ", 0
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, day) {
			n++
		}
		if strings.Contains(line, made.Title) {
			t.Errorf("a title is printed: %s", line)
		}
	}
	if want := day + "08:30  lan (chủ trì)  " + made.Code + ", hạn " + due.Display() + "  Ngày đến hạn [due_today]\n"; n != p.Total || !strings.Contains(out.String(), want) {
		t.Errorf("%d lines of that day, want %d and %q:\n%s", n, p.Total, want, out.String())
	}
	if err := (&product{Services: o.Services, clock: clock.Fixed(p.AsOf)}).printReminders(t.Context(), "2025-01", &out); !errors.Is(err, reminder.ErrMonth) {
		t.Errorf("the past: %v", err)
	}
}
