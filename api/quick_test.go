package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/access"
)

// quickLines reads lines as somebody.
func (o *office) quickLines(t *testing.T, who, text string) []v1.QuickLine {
	t.Helper()
	status, raw := o.call(t, who, "POST", "/tasks/read", fmt.Sprintf(`{"text":%q}`, text))
	if status != 200 {
		t.Fatalf("read as %s: %d %s", who, status, raw)
	}
	return read[struct{ Items []v1.QuickLine }](t, raw).Items
}

// says writes what was found for a line: "lead lan; document 2124/UBND-NC", a choice as "lead minh|minh", a fault as "lead !".
func says(line v1.QuickLine) string {
	var all []string
	for _, p := range line.Parts {
		var found []string
		for _, n := range p.Names {
			var may []string
			for _, who := range n.Found {
				if who.Person != nil {
					may = append(may, who.Person.Name)
				} else {
					may = append(may, "unit "+who.Unit.ShortName)
				}
			}
			found = append(found, strings.Join(may, "|"))
		}
		for _, d := range p.Documents {
			found = append(found, d.Number)
		}
		for _, d := range p.Products {
			found = append(found, d.Code)
		}
		if p.Why != "" {
			found = append(found, "!")
		}
		all = append(all, strings.TrimSpace(p.Kind+" "+strings.Join(found, ",")+p.DueOn))
	}
	return strings.Join(all, "; ")
}

// TestQuickReadsWithinScope: names are found among those whom the caller may name, and nobody learns of others.
func TestQuickReadsWithinScope(t *testing.T) {
	o := newOffice(t)
	o.join(t, "Trần Thị Minh", o.post("phong1", access.Officer))
	for _, tc := range []struct{ who, text, want string }{
		{"truongphong", "Soạn tờ trình @lan hạn mai", "lead lan; due 2026-10-30"},
		{"truongphong", "Soạn tờ trình @minh.tt", "lead Trần Thị Minh"},
		{"truongphong", "Soạn tờ trình @tran", "lead Trần Thị Minh"},
		{"truongphong", "Soạn tờ trình @minh", "lead minh"}, // the whole name of one, a beginning of the other's
		{"truongphong", "Soạn tờ trình @mi", "lead minh|Trần Thị Minh"},
		{"truongphong", "Soạn tờ trình @phongben", "lead ,!"}, // of another unit
		{"truongphong", "Soạn tờ trình @phong2", "lead ,!"},
		{"truongphong", "Soạn tờ trình @phong1", "lead unit phong1"},
		{"truongphong", "Soạn tờ trình @khongai", "lead ,!"},
		{"truongphong", "Soạn tờ trình @truongphong", "lead truongphong"}, // own work is proposed
		{"truongphong", "Soạn tờ trình +phoihop:phongben,phong2", "coordinators phongben,unit phong2"},
		{"truongphong", "Soạn tờ trình +theodoi:phongben", "watchers phongben"},
		{"truongphong", "Soạn tờ trình +theodoi:phong2", "watchers ,!"}, // people follow work
		{"lan", "Soạn tờ trình +theodoi:minh", "watchers ,!"},
		{"truongphong", "Soạn tờ trình vb:2124/UBND-NC", "document 2124/UBND-NC"},
		{"truongphong", "Soạn tờ trình vb:2124", "document 2124/UBND-NC"},
		{"phongben", "Soạn tờ trình vb:2124/UBND-NC", "document !"}, // sent to another unit
		{"giamdoc", "Soạn tờ trình @phongben", "lead phongben"},
		{"lan", "Soạn tờ trình @lan", "lead lan"},
		{"lan", "Soạn tờ trình @minh", "lead ,!"}, // who only proposes gives nobody work
		{"lan", "Soạn tờ trình +phoihop:minh", "coordinators ,!"},
		{"truongphong", "Soạn tờ trình sp:KHONG-CO", "product !"},
		{"truongphong", "Soạn tờ trình hạn 31/04", "due !"},
	} {
		lines := o.quickLines(t, tc.who, tc.text)
		if len(lines) != 1 || says(lines[0]) != tc.want {
			t.Errorf("%s: %q says %v, want %q", tc.who, tc.text, says(lines[0]), tc.want)
		}
		if lines[0].Title != "Soạn tờ trình" {
			t.Errorf("%q is titled %q", tc.text, lines[0].Title)
		}
	}
}

// TestQuickShowsWhenWorkRepeats: the next days by the agency's calendar, each with why it moved off a day off.
func TestQuickShowsWhenWorkRepeats(t *testing.T) {
	o := newOffice(t) // today is 29/10/2026
	const moved = "2026-11-23 2026-11-24 Ngày Văn hóa Việt Nam"
	for text, want := range map[string][]string{
		"Soạn báo cáo lặp ngày 24 hằng tháng, nếu nghỉ thì làm trước": {moved, "2026-12-24", "2027-01-22 2027-01-24 Chủ nhật", "2027-02-24", "2027-03-24"},
		"Soạn báo cáo lặp thứ Hai hằng tuần":                          {"2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"},
		"Soạn báo cáo lặp ngày làm việc cuối quý":                     {"2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"},
		"Soạn báo cáo lặp ngày 45 hằng tháng":                         nil,
	} {
		part := o.quickLines(t, "truongphong", text)[0].Parts[0]
		var got []string
		for _, d := range part.Next {
			got = append(got, strings.TrimSpace(strings.Join([]string{d.Date, d.Named, d.Why}, " ")))
		}
		if !slices.Equal(got, want) || part.Warnings != nil {
			t.Errorf("%s: %v %v, want %v", text, got, part.Warnings, want)
		}
	}
	yearly := o.quickLines(t, "truongphong", "Soạn báo cáo lặp ngày làm việc cuối năm")[0].Parts[0]
	if want := "Chưa đủ lịch nghỉ lễ năm 2028, 2029, 2030: những ngày này còn có thể đổi."; len(yearly.Warnings) != 1 || yearly.Warnings[0] != want {
		t.Errorf("years that are not decided: %v, want %q", yearly.Warnings, want)
	}
}

// TestQuickKeepsTheText: pieces joined are the line as it was typed; a hundred lines are read and no more.
func TestQuickKeepsTheText(t *testing.T) {
	o := newOffice(t)
	text := `Soạn  báo cáo, @lan “hạn mai” hạn 5 ngày làm việc #nhãn`
	joined := ""
	for _, piece := range o.quickLines(t, "truongphong", text)[0].Pieces {
		joined += piece.Text
	}
	if joined != text {
		t.Errorf("pieces make %q of %q", joined, text)
	}
	status, raw := o.call(t, "truongphong", "POST", "/tasks/read", fmt.Sprintf(`{"text":%q}`, strings.Repeat("Việc một\n", 101)))
	if status != 422 || !strings.Contains(string(raw), "100") {
		t.Errorf("101 lines: %d %s", status, raw)
	}
}

// batch sends several tasks under a key.
func (o *office) batch(t *testing.T, who, key, items string) (int, string) {
	t.Helper()
	status, raw := o.keyed(t, who, "/tasks/batch", `{"items":[`+items+`]}`, key)
	return status, string(raw)
}

// keyed posts a body under an Idempotency-Key.
func (o *office) keyed(t *testing.T, who, path, body, key string) (int, []byte) {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, v1.Prefix+path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+o.token[who])
	req.Header.Set("Idempotency-Key", key)
	res, err := o.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, raw
}

// TestBatchIsWholeOrNothing: several tasks are made together, once for a key, and none when one of them cannot be.
func TestBatchIsWholeOrNothing(t *testing.T) {
	o := newOffice(t)
	task := func(title, person string) string {
		return fmt.Sprintf(`{"title":%q,"lead":{"unit":%q,"person":%q},"product":{"text":"Báo cáo","points":1},"quantity":1,"due":{"kind":"none"},"assign":true}`,
			title, o.unit["phong1"], o.person[person])
	}
	stored := func() int { return len(o.stored(t, "tasks")) }
	good := task("Soạn tờ trình", "lan") + "," + task("Gửi sở tài chính", "minh")
	for name, bad := range map[string]struct{ items, at string }{
		"a title too short":    {good + "," + task("abc", "lan"), "items[2].title"},
		"of another unit":      {good + "," + task("Soạn tờ trình", "phongben"), "items[2]"},
		"own work given":       {task("Soạn tờ trình", "truongphong") + "," + good, "items[0]"},
		"several are faulty":   {task("abc", "lan") + "," + good + "," + task("ab", "lan"), "items[3].title"},
		"a document not there": {good + "," + strings.Replace(task("Soạn tờ trình", "lan"), `"lead"`, `"documentId":"x","lead"`, 1), "items[2].documentId"},
	} {
		if status, raw := o.batch(t, "truongphong", "key-of-a-bad-one", bad.items); status < 400 || status >= 500 || !strings.Contains(raw, bad.at) || stored() != 0 {
			t.Errorf("%s: %d, %d stored: %s", name, status, stored(), raw)
		}
	}
	status, first := o.batch(t, "truongphong", "key-of-a-good-one", good)
	if status != 201 || stored() != 2 {
		t.Fatalf("good ones: %d, %d stored: %s", status, stored(), first)
	}
	if status, again := o.batch(t, "truongphong", "key-of-a-good-one", good); status != 201 || again != first || stored() != 2 {
		t.Errorf("again: %d, %d stored: %s", status, stored(), again)
	}
	if status, raw := o.batch(t, "truongphong", "key-of-a-good-one", task("Việc khác hẳn", "lan")); status != 422 || stored() != 2 {
		t.Errorf("another content: %d, %d stored: %s", status, stored(), raw)
	}
}
