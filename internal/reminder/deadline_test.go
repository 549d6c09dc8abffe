package reminder

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestDeadline walks every rule over Tết 2026: 16/2 to 20/2 are holidays between two weekends.
func TestDeadline(t *testing.T) {
	cal := vncal.Official()
	open := func(from, due vncal.Date) task.DueRow {
		return task.DueRow{State: task.InProgress, TermFrom: from, DueOn: due}
	}
	for name, tc := range map[string]struct {
		row   task.DueRow
		today vncal.Date
		want  string
	}{
		"four days left":                {open("2026-01-05", "2026-02-25"), "2026-02-12", ""},
		"three days left, before Tết":   {open("2026-01-05", "2026-02-25"), "2026-02-13", "due_before_3 3"},
		"two days left, after Tết":      {open("2026-01-05", "2026-02-25"), "2026-02-23", "due_before_3 2"},
		"one day left":                  {open("2026-01-05", "2026-02-25"), "2026-02-24", "due_before_1 1"},
		"the day itself":                {open("2026-01-05", "2026-02-25"), "2026-02-25", "due_today 0"},
		"one day late":                  {open("2026-01-05", "2026-02-25"), "2026-02-26", "overdue_1 1"},
		"two days late":                 {open("2026-01-05", "2026-02-25"), "2026-02-27", "overdue_1 2"},
		"three days late":               {open("2026-01-05", "2026-02-25"), "2026-03-02", "overdue_3 3"},
		"five days late":                {open("2026-01-05", "2026-02-25"), "2026-03-04", "overdue_5 5"},
		"nine days late":                {open("2026-01-05", "2026-02-25"), "2026-03-10", "overdue_5 9"},
		"ten days late: no longer":      {open("2026-01-05", "2026-02-25"), "2026-03-11", ""},
		"due in the holiday":            {open("2026-01-05", "2026-02-18"), "2026-02-13", "due_today 0"},
		"one day before that":           {open("2026-01-05", "2026-02-18"), "2026-02-12", "due_before_1 1"},
		"first day after it":            {open("2026-01-05", "2026-02-18"), "2026-02-23", "overdue_1 1"},
		"given two days ahead":          {open("2026-03-02", "2026-03-04"), "2026-03-03", "due_before_1 1"},
		"given that very day":           {open("2026-03-03", "2026-03-04"), "2026-03-03", ""},
		"given with three days left":    {open("2026-02-27", "2026-03-04"), "2026-03-02", ""},
		"given with four days left":     {open("2026-02-26", "2026-03-04"), "2026-03-02", "due_before_3 2"},
		"due on Sunday, given Thursday": {open("2026-03-05", "2026-03-08"), "2026-03-06", "due_today 0"},
		"no deadline":                   {open("2026-01-05", ""), "2026-02-25", ""},
		"waits for approval":            {task.DueRow{State: task.Submitted, DueOn: "2026-02-25"}, "2026-02-26", ""},
		"draft":                         {task.DueRow{State: task.Draft, DueOn: "2026-02-25"}, "2026-02-26", ""},
		"not accepted yet":              {task.DueRow{State: task.Assigned, DueOn: "2026-02-25"}, "2026-02-26", "overdue_1 1"},
	} {
		var got []string
		for _, n := range Deadline(Rules(tc.today), cal, tc.row, tc.today) {
			got = append(got, fmt.Sprintf("%s %d", n.Rule.ID, n.Days))
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s: Deadline on %s = %q, want %q", name, tc.today, s, tc.want)
		}
	}
}

// TestDeadlineMonth is a dry run of a month around 30/4 and 1/5: what is sent when to whom, beside its golden file.
func TestDeadlineMonth(t *testing.T) {
	cal := vncal.Official()
	rows := []task.DueRow{
		{Code: "NV-2026-000001", State: task.InProgress, TermFrom: "2026-04-24", DueOn: "2026-05-06"},
		{Code: "NV-2026-000002", State: task.Assigned, TermFrom: "2026-04-20", DueOn: "2026-04-30"},
		{Code: "NV-2026-000003", State: task.InProgress, TermFrom: "2026-03-02", DueOn: "2026-04-10"},
		{Code: "NV-2026-000004", State: task.Submitted, TermFrom: "2026-04-01", DueOn: "2026-04-22"},
	}
	var b strings.Builder
	sent := map[string]bool{} // a rule speaks once of a deadline
	for today := vncal.Date("2026-04-13"); today <= "2026-05-13"; today = today.AddDays(1) {
		if !cal.IsWorking(today) {
			continue
		}
		for _, r := range rows {
			for _, n := range Deadline(Rules(today), cal, r, today) {
				once := n.Rule.ID + r.Code
				if sent[once] {
					continue
				}
				sent[once] = true
				fmt.Fprintf(&b, "%s %s due %s: %s, %s %d, to %v\n", today, r.Code, r.DueOn, n.Rule.ID, n.Kind, n.Days, n.Rule.Who)
			}
		}
	}
	want, err := os.ReadFile("testdata/month.txt")
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("dry run of the month changed; got:\n%s", b.String())
	}
}

// TestSpan holds that every due day that a rule speaks of lies inside what is read.
func TestSpan(t *testing.T) {
	cal := vncal.Official()
	for today := vncal.Date("2026-01-02"); today < "2026-12-31"; today = today.AddDays(1) {
		if !cal.IsWorking(today) {
			continue
		}
		from, to := span(Rules(today), cal, today)
		for due := from.AddDays(-40); due <= to.AddDays(40); due = due.AddDays(1) {
			row := task.DueRow{State: task.InProgress, TermFrom: "2025-01-02", DueOn: due}
			if holds := len(Deadline(Rules(today), cal, row, today)) > 0; holds && (due < from || due > to) {
				t.Fatalf("on %s a task due %s is reminded of but lies outside %s..%s", today, due, from, to)
			}
		}
	}
}

func TestReadRules(t *testing.T) {
	if len(Rules("2026-01-01")) != 18 || len(Rules("2019-12-31")) != 0 {
		t.Errorf("Rules: %d in force in 2026, %d in 2019", len(Rules("2026-01-01")), len(Rules("2019-12-31")))
	}
	good := `{"id":"x","name":"X","from":"2026-01-01","kind":"k","to":["lead"],"channel":"inbox","stops":"s","basis":"b"}`
	if _, err := readRules([]byte("[" + good + "]")); err != nil {
		t.Errorf("a good rule: %v", err)
	}
	for name, raw := range map[string]string{
		"unknown field":      strings.Replace(good, `"kind"`, `"sort":1,"kind"`, 1),
		"hours and no mail":  strings.Replace(good, `"kind"`, `"hours":4,"kind"`, 1),
		"mail without hours": strings.Replace(good, `"inbox"`, `"email"`, 1),
		"nobody":             strings.Replace(good, `["lead"]`, `[]`, 1),
		"unknown person":     strings.Replace(good, `"lead"`, `"boss"`, 1),
		"unknown channel":    strings.Replace(good, `"inbox"`, `"sms"`, 1),
		"ends before it is":  strings.Replace(good, `"kind"`, `"first":2,"last":1,"kind"`, 1),
		"no day":             strings.Replace(good, `2026-01-01`, `2026-13-01`, 1),
		"no name":            strings.Replace(good, `"name":"X"`, `"name":""`, 1),
		"says no word":       strings.Replace(good, `"stops":"s"`, `"stops":""`, 1),
		"until before from":  strings.Replace(good, `"kind"`, `"until":"2025-01-01","kind"`, 1),
		"not even a rule":    `7`,
	} {
		if _, err := readRules([]byte("[" + raw + "]")); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}
