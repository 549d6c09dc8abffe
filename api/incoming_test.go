package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// arrive enters a document for phong1 as the clerk of the office and returns it.
func (o *office) arrive(t *testing.T, number string) v1.IncomingDocument {
	t.Helper()
	if o.token["vanthu"] == "" {
		o.join(t, "vanthu", o.post("so", access.Clerk))
	}
	status, raw := o.call(t, "vanthu", http.MethodPost, "/incoming", fmt.Sprintf(`{"arrivedOn":"2026-10-22","number":%q,"date":"2026-10-21",
		"issuer":"UBND tỉnh","abstract":"Rà soát thủ tục hành chính nội bộ","urgency":"khan","receivers":[{"unit":%q}]}`, number, o.unit["phong1"]))
	var d v1.IncomingDocument
	if err := json.Unmarshal(raw, &d); status != http.StatusCreated || err != nil {
		t.Fatalf("enter %s: %d %s", number, status, raw)
	}
	return d
}

// work is one task of a direction as it is sent.
func (o *office) directed(lead, title string) string {
	return fmt.Sprintf(`{"title":%q,"lead":{"unit":%q},"coordinators":[{"unit":%q}],"product":{"text":"Báo cáo","points":5},"quantity":1,"due":{"kind":"working","n":5}}`,
		title, o.unit[lead], o.unit["phong2"])
}

// TestDirection: what a leader says becomes tasks, linked both ways; the register follows them by itself, and nothing is kept of
// a direction of which one task is refused.
func TestDirection(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.arrive(t, "2236/UBND-KSTTHC")
	at := "/incoming/" + d.ID
	direct := func(who string, version int64, tasks ...string) (int, v1.IncomingDocument, string) {
		t.Helper()
		status, raw := o.call(t, who, http.MethodPost, at+"/direction", fmt.Sprintf(
			`{"version":%d,"text":"Phòng 1 chủ trì","toAnswer":true,"tasks":[%s]}`, version, strings.Join(tasks, ",")))
		var out v1.IncomingDocument
		_ = json.Unmarshal(raw, &out)
		return status, out, string(raw)
	}
	for name, c := range map[string]struct {
		who    string
		tasks  []string
		status int
		says   string
	}{
		"one lead out of reach":      {"giamdoc", []string{o.directed("phong1", "Rà soát thủ tục nội bộ"), o.directed("tinh", "Báo cáo Ủy ban nhân dân tỉnh")}, 403, "tasks[1].lead.unit"},
		"one title too short":        {"giamdoc", []string{o.directed("phong1", "Rà soát thủ tục nội bộ"), o.directed("phong1", "Báo")}, 422, "tasks[1].title"},
		"a clerk":                    {"vanthu", nil, 403, ""},
		"a head who does not see it": {"phongben", nil, 404, ""},
	} {
		status, _, raw := direct(c.who, 1, c.tasks...)
		if status != c.status || !strings.Contains(raw, c.says) {
			t.Errorf("%s: %d %s", name, status, raw)
		}
	}
	rows, _, err := o.TaskLists.List(t.Context(), o.actor(t, "chutich"), tasklist.Query{Tab: tasklist.TabUnit, Limit: 10})
	if err != nil || len(rows) != 0 {
		t.Fatalf("of refused directions %d tasks are left, %v", len(rows), err)
	}

	status, done, raw := direct("giamdoc", 1, o.directed("phong1", "Rà soát thủ tục nội bộ"), o.directed("phong1", "Báo cáo Ủy ban nhân dân tỉnh"))
	if status != http.StatusOK || len(done.Directions) != 1 || len(done.Directions[0].Tasks) != 2 || done.State != "directed" || !done.ToAnswer ||
		len(done.Receivers) != 2 || done.Progress.Tasks != 2 || done.Progress.DueOn == "" || done.Progress.Timeliness.Kind != "not_started" {
		t.Fatalf("direction: %d %s", status, raw)
	}
	if again, _, _ := direct("giamdoc", 1, o.directed("phong1", "Rà soát thủ tục nội bộ")); again != http.StatusConflict {
		t.Errorf("the same direction sent twice: %d", again)
	}
	given := done.Directions[0].Tasks[0]
	if given.Document == nil || given.Document.ID != d.ID || given.Lead.Unit.ID != o.unit["phong1"] {
		t.Errorf("the task rests on %+v", given.Document)
	}
	if status, raw := o.call(t, "vanthu", http.MethodPost, at+"/cancel", fmt.Sprintf(`{"version":%d,"reason":"Vào sổ nhầm văn bản"}`, done.Version)); status != http.StatusConflict {
		t.Errorf("cancelled over its tasks: %d %s", status, raw)
	}

	// The register follows: one task is done, the other is not.
	head := o.actor(t, "truongphong")
	done1, err := o.Tasks.Accept(t.Context(), head, given.ID, given.Version, o.person["lan"])
	if err == nil && done1.State == task.Assigned {
		done1, err = o.Tasks.Accept(t.Context(), o.actor(t, "lan"), done1.ID, done1.Version, "")
	}
	if err == nil {
		done1, err = o.Tasks.Submit(t.Context(), o.actor(t, "lan"), done1.ID, done1.Version, "Đã xong", 1000)
	}
	if err == nil {
		_, err = o.Tasks.Approve(t.Context(), o.actor(t, "giamdoc"), done1.ID, done1.Version, task.Met, 1000, 0, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	_, raw2 := o.call(t, "vanthu", http.MethodGet, at, "")
	var seen v1.IncomingDocument
	if err := json.Unmarshal(raw2, &seen); err != nil || seen.Progress.Done != 1 || seen.Progress.Tasks != 2 || seen.Directions[0].Hidden != 2 || !seen.Edit || seen.Cancel || seen.Direct {
		t.Errorf("as the clerk sees it: %s, %v", raw2, err)
	}
}

// TestIncomingExport: both registers are taken away in their columns, ten and seven, in the order of numbers.
func TestIncomingExport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.arrive(t, "15/QĐ-BNV")
	o.arrive(t, "2236/UBND-KSTTHC")
	for form, want := range map[string][]string{
		"register": {"Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú"},
		"follow": {
			"Số đến", "Tên loại, số, ký hiệu, ngày tháng, cơ quan ban hành", "Đơn vị hoặc người nhận", "Thời hạn giải quyết", "Tiến độ giải quyết",
			"Số, ký hiệu văn bản trả lời", "Ghi chú",
		},
	} {
		got := o.take(t, "vanthu", "/incoming/export?form="+form)
		if strings.Join(got.rows[0], "|") != strings.Join(want, "|") {
			t.Errorf("%s has the columns %q", form, got.rows[0])
		}
		if first := strings.Join(got.rows[1], "|"); !strings.Contains(first, "15/QĐ-BNV") || !strings.Contains(first, "Quyết định") {
			t.Errorf("%s begins with %s", form, first)
		}
	}
}
