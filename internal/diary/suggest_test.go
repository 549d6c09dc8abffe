package diary

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/journal"
)

func TestSuggestions(t *testing.T) {
	eight := at("2026-04-29 08:00")
	record := func(id, action, task string, hour int, params map[string]string) journal.Record {
		return journal.Record{
			ID: id, Action: action, At: eight.Add(time.Duration(hour) * time.Hour), Params: params,
			Object: journal.Object{Type: "task", ID: task, Code: "NV-" + task, Title: "Hướng dẫn " + task},
		}
	}
	acts := []journal.Record{
		record("1", "task.accepted", "t1", 0, nil),
		record("2", "task.reported", "t1", 1, map[string]string{"percent": "20"}),
		record("3", "task.reported", "t2", 2, map[string]string{"percent": "50"}),
		record("4", "task.reported", "t1", 3, map[string]string{"percent": "60"}),
		record("5", "task.submitted", "t1", 4, nil),
		record("6", "task.edited", "t1", 5, nil),
		{ID: "7", Action: "diary.confirmed", At: eight, Object: journal.Object{Type: "diary", ID: "x"}},
	}
	for name, tc := range map[string]struct {
		entries []Entry
		want    []string
	}{
		"nothing kept": {nil, []string{
			"3 Báo cáo tiến độ 50%: Hướng dẫn t2 (60)", "5 Tiếp nhận nhiệm vụ, báo cáo tiến độ 60%, trình duyệt: Hướng dẫn t1 (135)",
		}},
		"what came after a kept line": {[]Entry{{Source: "4"}, {Source: ""}}, []string{
			"3 Báo cáo tiến độ 50%: Hướng dẫn t2 (60)", "5 Trình duyệt: Hướng dẫn t1 (60)",
		}},
		"a second report after a kept one": {[]Entry{{Source: "2"}, {Source: "3"}}, []string{"5 Báo cáo tiến độ 60%, trình duyệt: Hướng dẫn t1 (120)"}},
		"all kept":                         {[]Entry{{Source: "3"}, {Source: "5"}}, nil},
		"a day that is nearly full": {[]Entry{{Minutes: 400}}, []string{
			"3 Báo cáo tiến độ 50%: Hướng dẫn t2 (60)", "5 Tiếp nhận nhiệm vụ, báo cáo tiến độ 60%, trình duyệt: Hướng dẫn t1 (20)",
		}},
		"a day that is full": {[]Entry{{Minutes: 500}, {Source: "3"}}, []string{
			"5 Tiếp nhận nhiệm vụ, báo cáo tiến độ 60%, trình duyệt: Hướng dẫn t1 (0)",
		}},
	} {
		var got []string
		for _, s := range Suggestions(acts, tc.entries) {
			got = append(got, fmt.Sprintf("%s %s (%d)", s.Source, s.Text, s.Minutes))
			if s.Task.Code != "NV-"+s.Task.ID {
				t.Errorf("%s: task = %+v", name, s.Task)
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: Suggestions = %q, want %q", name, got, tc.want)
		}
	}
	for action := range moved {
		s := suggestion([]journal.Record{record("1", action, "t", 0, map[string]string{"percent": "5"})})
		if s.Text == "" || strings.Contains(s.Text, "{") || s.Minutes <= 0 {
			t.Errorf("%s reads %q, %d minutes", action, s.Text, s.Minutes)
		}
	}
}

// TestPrefill takes the day's work from the journal: kept lines are not offered again, nobody else's day shows them.
func TestPrefill(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.tasks["t1"] = o.id("Lan")
	o.clock.set("2026-04-28 23:59")
	o.acts(t, "Lan", "t0", "task.accepted", nil)
	o.clock.set("2026-04-29 00:00")
	o.acts(t, "Lan", "t1", "task.reported", map[string]string{"percent": "60"})
	o.acts(t, "Minh", "t1", "task.approved", nil)
	o.clock.set("2026-04-29 16:12")

	v, err := o.Own(t.Context(), o.actor["Lan"], wednesday)
	if err != nil || len(v.Suggestions) != 1 || v.Suggestions[0].Text != "Báo cáo tiến độ 60%: Việc t1" || !v.Empty() {
		t.Fatalf("suggestions = %+v, %v; want the one of that day, and the day still empty", v.Suggestions, err)
	}
	if seen, err := o.Of(t.Context(), o.actor["Trưởng phòng"], o.id("Lan"), wednesday); err != nil || len(seen.Suggestions) != 0 {
		t.Errorf("the head sees suggestions of somebody else: %+v, %v", seen.Suggestions, err)
	}
	keep := v.Suggestions[0]
	v = mustSave(t, o, "Lan", wednesday, 0, input(EntryInput{Text: keep.Text, Task: keep.Task.ID, Source: keep.Source}))
	if len(v.Suggestions) != 0 || v.Empty() {
		t.Errorf("after keeping it: %+v", v.Suggestions)
	}
	if past, err := o.Own(t.Context(), o.actor["Lan"], "2026-04-28"); err != nil || len(past.Suggestions) != 1 {
		t.Errorf("yesterday offers %+v, %v; want its own line", past.Suggestions, err)
	}
	if ahead, err := o.Own(t.Context(), o.actor["Lan"], "2026-05-04"); err != nil || len(ahead.Suggestions) != 0 || ahead.Working != true {
		t.Errorf("a coming day = %+v, %v", ahead, err)
	}
}

// TestPrefillWithoutTheTask keeps a line about a task that its author gave back and does not see any more.
func TestPrefillWithoutTheTask(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.acts(t, "Lan", "t1", "task.declined", nil) // t1 is among nobody's tasks now
	v, err := o.Own(t.Context(), o.actor["Lan"], wednesday)
	if err != nil || len(v.Suggestions) != 1 || v.Suggestions[0].Task != nil || v.Suggestions[0].Text != "Trả lại nhiệm vụ: Việc t1" {
		t.Fatalf("suggestions = %+v, %v; want the line without the task", v.Suggestions, err)
	}
	keep := v.Suggestions[0]
	if v = mustSave(t, o, "Lan", wednesday, 0, input(EntryInput{Text: keep.Text, Source: keep.Source})); len(v.Suggestions) != 0 {
		t.Errorf("after keeping it: %+v", v.Suggestions)
	}
}
