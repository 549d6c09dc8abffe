package diary

import (
	"slices"
	"strings"
	"time"

	"congvu/internal/journal"
)

// Suggestion is a line the day could have, made from what its author did that day (soạn sẵn). It is computed on reading and
// counts for nothing until it is kept as an entry that names it as its Source.
type Suggestion struct {
	Source string   // id of the act it tells of
	Text   string   // Vietnamese sentence
	Task   *TaskRef // nil when the author does not see the task any more
	At     time.Time
}

// moved says how an act with a task reads in a diary; {percent} is filled from the act's parameters. An act that is not
// here does not belong into a diary (making a draft, changing a title).
var moved = map[string]string{
	"task.assigned":  "Giao nhiệm vụ",
	"task.accepted":  "Tiếp nhận nhiệm vụ",
	"task.named":     "Phân công người thực hiện nhiệm vụ",
	"task.declined":  "Trả lại nhiệm vụ",
	"task.reported":  "Báo cáo tiến độ {percent}%",
	"task.submitted": "Trình duyệt",
	"task.approved":  "Duyệt hoàn thành",
	"task.returned":  "Yêu cầu làm lại",
	"task.recalled":  "Thu hồi nhiệm vụ",
	"task.cancelled": "Hủy nhiệm vụ",
}

// Suggestions returns the lines for what a person did on one day, in the order it was done: one for each act with each task,
// the last one when it was done several times. Acts that an entry was already kept from are left out.
func Suggestions(acts []journal.Record, entries []Entry) []Suggestion {
	kept := map[string]bool{}
	for _, e := range entries {
		kept[e.Source] = true
	}
	type of struct{ action, task string }
	last := map[of]journal.Record{}
	for _, r := range acts {
		if _, ok := moved[r.Action]; !ok || r.Object.Type != "task" {
			continue
		}
		key := of{r.Action, r.Object.ID}
		if prev, ok := last[key]; !ok || !r.At.Before(prev.At) {
			last[key] = r
		}
	}
	out := []Suggestion{}
	for _, r := range last {
		if kept[r.ID] {
			continue
		}
		out = append(out, Suggestion{
			Source: r.ID, Text: sentence(r), At: r.At,
			Task: &TaskRef{ID: r.Object.ID, Code: r.Object.Code, Title: r.Object.Title},
		})
	}
	slices.SortFunc(out, func(a, b Suggestion) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.Source, b.Source)
	})
	return out
}

// sentence tells an act in one line, with the title of its task.
func sentence(r journal.Record) string {
	s := moved[r.Action]
	for name, value := range r.Params {
		s = strings.ReplaceAll(s, "{"+name+"}", value)
	}
	return s + ": " + r.Object.Title
}
