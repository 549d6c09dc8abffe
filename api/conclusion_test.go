package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/tasklist"
)

// conclusions are those of a meeting as they are sent.
func conclusions(number, more string, items ...string) string {
	return fmt.Sprintf(`{"number":%q,"date":"2026-10-21","abstract":"Kết luận giao ban tuần 43"%s,"items":[%s]}`, number, more, strings.Join(items, ","))
}

// given is one whole task of conclusions, unfinished is one of which something is still missing.
func (o *office) given(lead, title string) string {
	return fmt.Sprintf(`{"title":%q,"lead":{"unit":%q},"product":{"text":"Báo cáo","points":5},"quantity":1,"due":{"kind":"working","n":5},"assign":true}`, title, o.unit[lead])
}

func unfinished(title string) string {
	return fmt.Sprintf(`{"title":%q,"quantity":1,"assign":false}`, title)
}

// TestConclusions: the conclusions of a meeting become tasks for several units in one step, linked both ways; what is not whole yet stays a
// draft of who recorded them. They are found without diacritics, and follow their work, also what was given on them later.
func TestConclusions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	giamdoc := cell{T: t, o: o, who: "giamdoc", of: subject{name: "giamdoc"}}
	scan := giamdoc.bring(true)
	status, raw := o.call(t, "giamdoc", http.MethodPost, "/conclusions", conclusions("15/TB-STC", fmt.Sprintf(`,"files":[%q]`, scan),
		o.given("phong1", "Rà soát thủ tục nội bộ"), o.given("phong2", "Báo cáo chi thường xuyên"), unfinished("Chuẩn bị họp báo")))
	made := read[v1.Conclusion](t, raw)
	if status != http.StatusCreated || len(made.Tasks) != 3 || made.Progress.Tasks != 2 || made.Hidden != 0 || made.Type != "Thông báo" || made.Issuer == "" || !made.More {
		t.Fatalf("recorded: %d %s", status, raw)
	}
	if first, draft := made.Tasks[0], made.Tasks[2]; first.Document == nil || first.Document.ID != made.ID || first.State != "assigned" || len(first.Waiting) == 0 ||
		draft.State != "draft" || draft.Document == nil {
		t.Errorf("the tasks are %+v", made.Tasks)
	}
	at := "/conclusions/" + made.ID

	// Work given later names the conclusions itself.
	if status, raw := o.call(t, "giamdoc", http.MethodPost, "/tasks", strings.TrimSuffix(o.given("phong1", "Gửi hồ sơ bổ sung"), "}")+fmt.Sprintf(`,"documentId":%q}`, made.ID)); status != http.StatusCreated {
		t.Fatalf("given later: %d %s", status, raw)
	}
	for who, want := range map[string]struct{ status, tasks, hidden int }{
		"giamdoc":     {200, 4, 0},
		"truongphong": {200, 2, 2}, // phong1 leads two
		"chutich":     {200, 3, 1}, // above all units; a draft is its author's
		"lan":         {404, 0, 0},
	} {
		status, raw := o.call(t, who, http.MethodGet, at, "")
		if status != want.status {
			t.Errorf("read by %s: %d %s", who, status, raw)
		}
		if status != 200 {
			continue
		}
		if got := read[v1.Conclusion](t, raw); got.Hidden != want.hidden || got.Progress.Tasks != 3 || len(got.Tasks) != want.tasks {
			t.Errorf("%s sees %d tasks and %d hidden: %s", who, len(got.Tasks), got.Hidden, raw)
		}
	}
	for q, n := range map[string]int{"": 1, "ket luan giao ban": 1, "15/TB-STC": 1, "tuan 44": 0} {
		_, raw := o.call(t, "truongphong", http.MethodGet, strings.TrimSuffix("/conclusions?q="+strings.ReplaceAll(q, " ", "+"), "?q="), "")
		if got := read[struct{ Items []v1.ConclusionRow }](t, raw).Items; len(got) != n {
			t.Errorf("found by %q: %s", q, raw)
		}
	}
	// The scan is opened from the conclusions and from the work.
	for _, path := range []string{at + "/files/" + scan, "/tasks/" + made.Tasks[0].ID + "/source/files/" + scan} {
		if status, _ := o.call(t, "truongphong", http.MethodGet, path, ""); status != 200 {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// TestConclusionsRefused: of conclusions with a fault nothing is kept, and the fault is named; the same request is one.
func TestConclusionsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ok := o.given("phong1", "Rà soát thủ tục nội bộ")
	for name, c := range map[string]struct {
		who, body string
		status    int
		says      string
	}{
		"one lead out of reach": {"giamdoc", conclusions("1/TB", "", ok, o.given("tinh", "Báo cáo tỉnh")), 403, "items[1]"},
		"one title too short":   {"giamdoc", conclusions("1/TB", "", ok, o.given("phong1", "Báo")), 422, "items[1].title"},
		"no work":               {"giamdoc", conclusions("1/TB", ""), 422, "items"},
		"no number":             {"giamdoc", conclusions(" ", "", ok), 422, "number"},
		"of tomorrow":           {"giamdoc", strings.Replace(conclusions("1/TB", "", ok), "2026-10-21", "2027-10-21", 1), 422, "date"},
		"a secret":              {"giamdoc", conclusions("1/TB", `,"secrecy":"Mật"`, ok), 422, "secrecy"},
		"a file of nobody":      {"giamdoc", conclusions("1/TB", `,"files":["01J00000000000000000000000"]`, ok), 422, "files[0]"},
		"by who leads nobody":   {"lan", conclusions("1/TB", "", ok), 403, ""},
		"a unit of nobody":      {"giamdoc", conclusions("1/TB", "", strings.Replace(ok, o.unit["phong1"], "01J00000000000000000000000", 1)), 422, "items[0].lead"},
	} {
		if status, raw := o.call(t, c.who, http.MethodPost, "/conclusions", c.body); status != c.status || !strings.Contains(string(raw), c.says) {
			t.Errorf("%s: %d %s", name, status, raw)
		}
	}
	_, raw := o.call(t, "giamdoc", http.MethodGet, "/conclusions", "")
	rows, _, err := o.TaskLists.List(t.Context(), o.actor(t, "chutich"), tasklist.Query{Tab: tasklist.TabUnit, Limit: 10})
	if left := read[struct{ Items []v1.ConclusionRow }](t, raw).Items; err != nil || len(rows) != 0 || len(left) != 0 {
		t.Fatalf("of refused conclusions %d tasks are left, %v, %s", len(rows), err, raw)
	}

	// A double click, and both at once: one meeting.
	content := conclusions("15/TB-STC", "", ok)
	var all sync.WaitGroup
	ids := make([]string, 4)
	for i := range ids {
		all.Go(func() {
			status, raw := o.keyed(t, "giamdoc", "/conclusions", content, "15/TB-STC")
			if ids[i] = read[v1.Conclusion](t, raw).ID; status != http.StatusCreated {
				t.Errorf("sent again: %d %s", status, raw)
			}
		})
	}
	all.Wait()
	if ids[0] == "" || ids[0] != ids[1] || ids[0] != ids[2] || ids[0] != ids[3] {
		t.Errorf("one request made %v", ids)
	}
	if status, raw := o.keyed(t, "giamdoc", "/conclusions", conclusions("16/TB-STC", "", ok), "15/TB-STC"); status != 422 || !strings.Contains(string(raw), "errs.key_reused") {
		t.Errorf("another content by the same key: %d %s", status, raw)
	}
	if status, raw := o.call(t, "giamdoc", http.MethodPost, "/conclusions", content); status != http.StatusConflict || !strings.Contains(string(raw), "document.exists") {
		t.Errorf("the same number once more: %d %s", status, raw)
	}
	if status, raw := o.call(t, "giamdoc", http.MethodPost, "/conclusions", conclusions("15/TB-STC", `,"again":true`, ok)); status != http.StatusCreated {
		t.Errorf("the same number, meant: %d %s", status, raw)
	}
}
