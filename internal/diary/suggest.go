package diary

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"congvu/internal/journal"
)

// Suggestion is a line the day could have, made from what its author did with one task that day (soạn sẵn). It is computed on
// reading and counts for nothing until it is kept as an entry that names it as its Source.
type Suggestion struct {
	Source  string   // id of the last act it tells of; an entry kept from it has told all acts with the task up to that one
	Text    string   // Vietnamese sentence: the acts in the order they were last done, then the task's title
	Task    *TaskRef // nil when the author does not see the task any more
	Minutes int      // proposed, 0 to 480; 0 = none, for the lines before it fill a working day already
	At      time.Time
}

// doing is how an act with a task reads in a diary, and what it usually takes.
type doing struct {
	words   string // {percent} is filled from the act's parameters
	minutes int
}

// moved are the acts that belong into a diary; making a draft or changing a title do not. The minutes are a proposal that the
// author reads beside the line and changes: of an act that only decides little, of one that hands in work an hour.
var moved = map[string]doing{
	"task.assigned":             {"giao nhiệm vụ", 15},
	"task.accepted":             {"tiếp nhận nhiệm vụ", 15},
	"task.named":                {"phân công người thực hiện", 15},
	"task.declined":             {"trả lại nhiệm vụ", 15},
	"task.reported":             {"báo cáo tiến độ {percent}%", 60},
	"task.submitted":            {"trình duyệt", 60},
	"task.approved":             {"duyệt hoàn thành", 30},
	"task.returned":             {"yêu cầu làm lại", 30},
	"task.nudged":               {"đôn đốc", 15},
	"task.commented":            {"trao đổi", 15},
	"task.file_attached":        {"gửi tệp", 15},
	"task.rescheduled":          {"đổi hạn nhiệm vụ", 15},
	"task.paused":               {"tạm dừng nhiệm vụ", 15},
	"task.reopened":             {"mở lại nhiệm vụ", 15},
	"task.reworked":             {"yêu cầu làm lại việc con", 15},
	"task.urgency_changed":      {"đổi độ khẩn", 15},
	"task.coordinators_changed": {"đổi phối hợp", 15},
	"task.part_named":           {"cử người phối hợp", 15},
	"task.part_delivered":       {"báo xong phần phối hợp", 60},
	"task.part_taken":           {"xác nhận phần phối hợp", 15},
	"task.part_returned":        {"yêu cầu làm lại phần phối hợp", 15},
	"task.cause_asked":          {"đề nghị xác nhận nguyên nhân khách quan", 15},
	"task.cause_answered":       {"trả lời về nguyên nhân khách quan", 15},
	"task.resumed":              {"cho tiếp tục nhiệm vụ", 15},
	"task.extension_answered":   {"trả lời đề nghị gia hạn", 15},
	"task.recalled":             {"thu hồi nhiệm vụ", 15},
	"task.cancelled":            {"hủy nhiệm vụ", 15},
}

// workingMinutes is how long a working day is; proposals do not fill more.
const workingMinutes = 8 * 60

// Suggestions returns the lines for what a person did on one day: one for each task with all that was done with it, in the
// order of the last acts. An act done several times is told once, as it was last. What entries were already kept from is left
// out, with everything done with the same task before it.
func Suggestions(acts []journal.Record, entries []Entry) []Suggestion {
	acts = slices.DeleteFunc(slices.Clone(acts), func(r journal.Record) bool {
		_, ok := moved[r.Action]
		return !ok || r.Object.Type != "task"
	})
	slices.SortStableFunc(acts, func(a, b journal.Record) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	kept, left := map[string]bool{}, workingMinutes
	for _, e := range entries {
		kept[e.Source] = true
		left -= e.Minutes
	}
	done := map[string][]journal.Record{} // by task, in the order of the acts
	for _, r := range acts {
		id := r.Object.ID
		if kept[r.ID] {
			delete(done, id)
			continue
		}
		same := func(o journal.Record) bool { return o.Action == r.Action }
		done[id] = append(slices.DeleteFunc(done[id], same), r)
	}
	out := []Suggestion{}
	for _, r := range acts {
		told := done[r.Object.ID]
		if len(told) == 0 || told[len(told)-1].ID != r.ID {
			continue
		}
		s := suggestion(told)
		s.Minutes = max(0, min(s.Minutes, left))
		left -= s.Minutes
		out = append(out, s)
	}
	return out
}

// suggestion tells acts with one task, at least one, in a line.
func suggestion(acts []journal.Record) Suggestion {
	last := acts[len(acts)-1]
	s := Suggestion{Source: last.ID, At: last.At, Task: &TaskRef{ID: last.Object.ID, Code: last.Object.Code, Title: last.Object.Title}}
	words := make([]string, 0, len(acts))
	for _, r := range acts {
		s.Minutes += moved[r.Action].minutes
		w := moved[r.Action].words
		for name, value := range r.Params {
			w = strings.ReplaceAll(w, "{"+name+"}", value)
		}
		words = append(words, w)
	}
	s.Text = sentenceCase(strings.Join(words, ", ")) + ": " + last.Object.Title
	return s
}

// sentenceCase returns s with its first letter as a sentence begins.
func sentenceCase(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}
