package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/sheet"
	"congvu/internal/task"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// file is a list taken away, as a spreadsheet shows it.
type file struct {
	name  string
	about []string   // the lines above the table
	rows  [][]string // the names of the columns first
	cells []sheet.Row
}

// take exports a list as somebody and opens the file.
func (o *office) take(t *testing.T, who, path string) file {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, v1.Prefix+path, nil)
	req.Header.Set("Authorization", "Bearer "+o.token[who])
	res, err := o.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(data, "")
	if err != nil {
		t.Fatalf("%s as %s: %d, %v", path, who, res.StatusCode, err)
	}
	f := file{name: res.Header.Get("Content-Disposition")}
	for i, r := range book.Rows {
		texts := make([]string, len(r.Cells))
		for j, c := range r.Cells {
			texts[j] = c.Text
		}
		if r.N == i+1 {
			f.about = append(f.about, texts[0])
			continue
		}
		f.rows, f.cells = append(f.rows, texts), append(f.cells, r) // below the empty line
	}
	return f
}

// column returns what stands below a name.
func (f file) column(t *testing.T, name string) []string {
	t.Helper()
	at := slices.Index(f.rows[0], name)
	if at < 0 {
		t.Fatalf("no column %s in %v", name, f.rows[0])
	}
	all := []string{}
	for _, r := range f.rows[1:] {
		if at < len(r) {
			all = append(all, r[at])
		} else {
			all = append(all, "")
		}
	}
	return all
}

// many stores n tasks of phong1, given by truongphong to lan; titles repeat what spreadsheets take for formulas.
func (o *office) many(t *testing.T, n int) {
	t.Helper()
	titles := []string{"Báo cáo tuần %d", "=HYPERLINK(\"http://x\",%d)", "+84 gọi lại %d", "-%d hồ sơ tồn", "@SUM(A%d)"}
	all := make([]any, n)
	for i := range n {
		made := vncal.Date("2026-10-01").Start()
		due := vncal.Date("2026-10-20").AddDays(i % 40)
		x := task.Task{Row: task.Row{
			ID: mongodb.NewID(), Agency: o.agency, Code: fmt.Sprintf("NV-2025-%06d", i), Version: 1, Title: fmt.Sprintf(titles[i%len(titles)], i),
			State: task.InProgress, Open: true, Lead: task.Lead{Unit: o.unit["phong1"], Person: o.person["lan"]}, QtyMilli: 1500,
			Product: task.Product{Name: "Báo cáo", KMilli: 6000}, Urgency: []task.Urgency{task.Normal, task.Urgent, task.Express}[i%3],
			DueOn: due, DueAt: due.End(), TermFrom: "2026-10-01", Waiting: []string{o.person["lan"]}, AssignedBy: o.person["truongphong"],
			CreatedAt: made, UpdatedAt: made,
		}}
		x.Approver, x.Units = o.person["truongphong"], []string{o.unit["tinh"], o.unit["so"], o.unit["phong1"]}
		x.Vis = []string{access.Person(o.person["lan"]), access.Person(o.person["truongphong"])}
		for _, u := range x.Units {
			x.Vis = append(x.Vis, access.Work(u))
		}
		x.Fold = fold.Tokens(x.Code, x.Title)
		all[i] = x
	}
	if _, err := o.db.Collection(task.Collection).InsertMany(t.Context(), all); err != nil {
		t.Fatal(err)
	}
}

// TestTaskExport: the file holds what the list with the same parameters shows: the same rows in the same order, to the last
// one, with numbers that are numbers and days that are days, and nothing in it is ever computed.
func TestTaskExport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.many(t, 620) // more than one page of a file
	for _, query := range []string{
		"tab=unit&state=all", "tab=lead&sort=updated&state=all", "tab=assigned&sort=created", "tab=unit&late=overdue", "tab=unit&q=bao+cao",
		"tab=unit&urgency=khan,hoa_toc&from=2026-10-22&to=2026-10-30", "tab=unit&unit=" + o.unit["phong1"] + "&states=in_progress",
		"tab=unit&unit=" + o.unit["phong2"], "tab=all&person=" + o.person["lan"], "tab=waiting",
	} {
		for _, who := range []string{"lan", "truongphong", "phongben", "giamdoc", "nhansu"} {
			codes, titles := []string{}, []string{}
			for cursor := ""; ; {
				_, raw := o.call(t, who, "GET", "/tasks?limit=100&"+query+cursor, "")
				page := read[struct {
					Items []v1.TaskRow
					Next  string
				}](t, raw)
				for _, r := range page.Items {
					codes, titles = append(codes, r.Code), append(titles, r.Title)
				}
				if page.Next == "" {
					break
				}
				cursor = "&cursor=" + url.QueryEscape(page.Next)
			}
			f := o.take(t, who, "/tasks/export?"+query)
			if diff := cmp.Diff(codes, f.column(t, "Mã")); diff != "" {
				t.Errorf("%s of %s (-list +file):\n%.900s", query, who, diff)
			}
			for i, title := range f.column(t, "Nhiệm vụ") {
				if i < len(titles) && strings.TrimPrefix(title, "'") != titles[i] || strings.ContainsAny(title[:1], "=+-@") {
					t.Errorf("%s of %s: the title %q, want %q", query, who, title, titles[i])
				}
			}
		}
	}

	f := o.take(t, "truongphong", "/tasks/export?tab=assigned&columns=converted,title,date,quantity,urgency,due,state,lead,unit,waiting&late=overdue&q=NV-2025-000000")
	want := [][]string{
		{"Nhiệm vụ", "Chủ trì", "Đơn vị chủ trì", "Độ khẩn", "Tiến trình", "Đang chờ ai", "Thời hạn", "Hạn", "Số lượng", "Quy đổi"},
		{"Báo cáo tuần 0", "lan", "phong1", "Thường", "Đang thực hiện", "lan", "Quá 7 ngày làm việc", "20/10/2026", "1.5", "9"},
	}
	if diff := cmp.Diff(want, f.rows); diff != "" {
		t.Error(diff)
	}
	about := []string{"Nhiệm vụ tôi giao", "tinh", "phong1", "Người xuất: truongphong, lúc 15:00 29/10/2026", "Đang mở; có chữ “NV-2025-000000”; Thời hạn: Quá hạn"}
	if diff := cmp.Diff(about, f.about); diff != "" {
		t.Error(diff)
	}
	if f.name != `attachment; filename="nhiem-vu-toi-giao-phong1-2026-10-29.xlsx"` {
		t.Errorf("the file is called %s", f.name)
	}
	for at, want := range map[int]string{7: "46315", 8: "1.5", 9: "9"} { // as stored: a serial of days, numbers
		if got := f.cells[1].Cells[at]; !got.Number || got.Raw != want {
			t.Errorf("column %d is stored as %+v, want the number %s", at, got, want)
		}
	}
	for _, bad := range []string{"tab=x", "tab=unit&columns=salary", "tab=unit&late=never", "tab=unit&from=2026-02-30", "tab=unit&urgency=", "tab=unit&cursor=x"} {
		if status, raw := o.call(t, "lan", "GET", "/tasks/export?"+bad, ""); status != 422 && status != 400 {
			t.Errorf("%s: %d %.200s", bad, status, raw)
		}
	}
}

// TestExportOfWaits: lists, boards and files say for which other work a task waits, with whom that lies, and how far its checklist is.
func TestExportOfWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.many(t, 3)
	rows := func() []v1.TaskRow {
		_, raw := o.call(t, "truongphong", "GET", "/tasks?tab=assigned&state=all&limit=10", "")
		return read[struct{ Items []v1.TaskRow }](t, raw).Items
	}
	all := rows()
	if len(all) != 3 || all[0].Checklist != nil || all[0].WaitsFor != nil {
		t.Fatalf("begins with %+v", all)
	}
	first, second := all[0], all[1]
	for path, body := range map[string]string{
		"POST /tasks/" + first.ID + "/links":    fmt.Sprintf(`{"version":%d,"blocker":"%s","waits":true}`, first.Version, second.ID),
		"PUT /tasks/" + first.ID + "/checklist": `{"version":0,"items":[{"id":"a","text":"Số liệu","done":false},{"id":"b","text":"Biểu phí","done":false}]}`,
	} {
		method, at, _ := strings.Cut(path, " ")
		if status, raw := o.call(t, "truongphong", method, at, body); status != 200 {
			t.Fatalf("%s: %d %s", path, status, raw)
		}
	}
	for _, r := range rows() {
		if is := r.ID == first.ID; (r.Checklist != nil) != is || (r.WaitsFor != nil) != is || is && (*r.Checklist != v1.TaskTicks{N: 2} || r.WaitsFor.Code != second.Code) {
			t.Errorf("%s: checklist %v, waits for %v", r.Code, r.Checklist, r.WaitsFor)
		}
	}
	f := o.take(t, "truongphong", "/tasks/export?tab=assigned&state=all&columns=code,waits,checklist")
	for _, row := range f.rows[1:] {
		want := []string{row[0], "", ""}
		if row[0] == first.Code {
			want = []string{row[0], second.Code + " (" + second.Waiting[0].Name + ")", "0/2"}
		}
		if diff := cmp.Diff(want, append(row, "", "")[:3]); diff != "" {
			t.Error(diff)
		}
	}
}

// TestExportIsLogged: who took which list away, and how much of it, stands in the system log, for administrators and for
// inspectors of the unit.
func TestExportIsLogged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.join(t, "thanhtra", o.post("phong1", access.Inspector))
	o.join(t, "thanhtra2", o.post("phong2", access.Inspector))
	o.many(t, 3)
	o.take(t, "truongphong", "/tasks/export?tab=assigned&late=overdue")
	for who, want := range map[string]int{"quantri": 1, "thanhtra": 1, "thanhtra2": 0} {
		_, raw := o.call(t, who, "GET", "/system-log?type=export", "")
		items := read[struct{ Items []v1.LogEntry }](t, raw).Items
		if len(items) != want {
			t.Errorf("%s reads %d lines: %s", who, len(items), raw)
		}
		for _, i := range items {
			if i.By.Name != "truongphong" || i.Object.Title != "Nhiệm vụ tôi giao" || i.What != "Xuất danh sách ra tệp" || i.Request == "" ||
				!cmp.Equal(i.Changes, []v1.LogChange{{Field: "Phạm vi", To: "Đang mở; hạn gần nhất trước; Thời hạn: Quá hạn"}, {Field: "Số dòng", To: "3"}}) {
				t.Errorf("%+v", i)
			}
		}
	}
}

// TestListExports: the files of people, of the catalogue and of the system log hold what their lists show.
func TestListExports(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	all := func(who, path string) []map[string]any {
		var items []map[string]any
		for cursor := ""; ; {
			_, raw := o.call(t, who, "GET", path+"limit=4"+cursor, "")
			page := read[struct {
				Items []map[string]any
				Next  string
			}](t, raw)
			items = append(items, page.Items...)
			if page.Next == "" {
				return items
			}
			cursor = "&cursor=" + url.QueryEscape(page.Next)
		}
	}
	for _, query := range []string{"", "unit=" + o.unit["phong1"] + "&", "role=head&", "q=lan&", "state=retired&"} {
		for _, who := range []string{"nhansu", "truongphong", "lan"} {
			want := []string{}
			for _, p := range all(who, "/people?"+query) {
				want = append(want, fmt.Sprint(p["name"], "|", p["staffNo"], "|", p["title"]))
			}
			f, got := o.take(t, who, "/people/export?"+strings.TrimSuffix(query, "&")), []string{}
			for i, name := range f.column(t, "Họ và tên") {
				got = append(got, fmt.Sprint(name, "|", f.column(t, "Mã cán bộ")[i], "|", f.column(t, "Chức danh")[i]))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("people of %s, %s (-list +file):\n%s", who, query, diff)
			}
		}
	}
	f := o.take(t, "nhansu", "/people/export?role=head&unit="+o.unit["so"])
	if want := "Trạng thái: Đang công tác; Đơn vị: so; Vai trò: Người đứng đầu"; f.about[len(f.about)-1] != want {
		t.Errorf("about %q, want %q", f.about[len(f.about)-1], want)
	}

	for _, query := range []string{"", "type=person&", "actor=" + o.person["nhansu"] + "&"} {
		want := []string{}
		for _, l := range all("quantri", "/system-log?"+query) {
			want = append(want, fmt.Sprint(l["what"], "|", l["by"].(map[string]any)["name"]))
		}
		f, got := o.take(t, "quantri", "/system-log/export?"+strings.TrimSuffix(query, "&")), []string{}
		for i, what := range f.column(t, "Việc làm") {
			got = append(got, what+"|"+f.column(t, "Ai")[i])
		}
		if query == "" { // the export just before stands in the file, but its own does not
			got = got[len(got)-len(want):]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the log, %s (-list +file):\n%s", query, diff)
		}
	}

	path, body := proposeProduct(t, o, "nhansu")
	_, raw := o.call(t, "nhansu", "POST", path, body)
	made := read[v1.ProductVersion](t, raw)
	if status, raw := o.call(t, "quantri", "POST", "/catalogue/decisions", fmt.Sprintf(`{"items":[{"id":%q,"rev":%d}],"approve":true,"docNo":"12/QĐ-SNV"}`, made.ID, made.Rev)); status != 200 {
		t.Fatalf("%d %s", status, raw)
	}
	f = o.take(t, "quantri", "/catalogue/export")
	if got := f.rows[1:]; len(got) != 1 || got[0][0] != made.Code || got[0][1] != made.Name || got[0][7] != "12/QĐ-SNV" || !f.cells[1].Cells[4].Number {
		t.Errorf("the catalogue: %v", got)
	}
}

// TestTaskFilter: what a list is narrowed by is said in words, and what became of a value is said too.
func TestTaskFilter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	chips := func(who, query string) []v1.TaskChip {
		status, raw := o.call(t, who, "GET", "/tasks/filter?"+query, "")
		if status != 200 {
			t.Fatalf("%s: %d %s", query, status, raw)
		}
		return read[struct{ Items []v1.TaskChip }](t, raw).Items
	}
	got := chips("truongphong", "late=overdue&unit="+o.unit["phong1"]+"&person="+o.person["lan"]+"&document="+o.doc+
		"&product=GONE&from=2026-10-01&to=2026-10-31&urgency=khan,hoa_toc&states=in_progress,submitted")
	want := []v1.TaskChip{
		{Field: "late", Name: "Thời hạn", Text: "Quá hạn"}, {Field: "unit", Name: "Đơn vị chủ trì", Text: "phong1"},
		{Field: "person", Name: "Người chủ trì", Text: "lan"}, {Field: "document", Name: "Văn bản", Text: "2124/UBND-NC"},
		{Field: "product", Name: "Sản phẩm", Text: "GONE", Note: "Sản phẩm không còn trong danh mục đang dùng; nhiệm vụ đã giao theo mã này vẫn hiện."},
		{Field: "from", Name: "Hạn từ", Text: "01/10/2026"}, {Field: "to", Name: "Hạn đến", Text: "31/10/2026"},
		{Field: "urgency", Name: "Độ khẩn", Text: "Khẩn, Hỏa tốc"}, {Field: "states", Name: "Tiến trình", Text: "Đang thực hiện, Chờ duyệt"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for query, note := range map[string]string{
		"unit=01JUNKNOWN": "Không còn tìm thấy đơn vị này", "person=01JUNKNOWN": "Không còn tìm thấy người này", "document=" + o.doc: "Không tìm thấy văn bản này",
	} {
		if got := chips("phongben", query); len(got) != 1 || !strings.HasPrefix(got[0].Note, note) || strings.Contains(got[0].Text, "2124") {
			t.Errorf("%s: %+v", query, got)
		}
	}
	if got := chips("lan", ""); len(got) != 0 {
		t.Errorf("of nothing: %+v", got)
	}
	for who, want := range map[string]int{"theodoi": 200, "truongphong": 200, "lan": 403, "nhansu": 403} { // who looks for a lead
		if status, raw := o.call(t, who, "GET", "/directory?for=coordinate&q=minh", ""); status != want {
			t.Errorf("%s looks for minh: %d %.200s", who, status, raw)
		}
	}
	_, raw := o.call(t, "lan", "GET", "/tasks?tab=lead&unit=01JUNKNOWN", "")
	if !bytes.Contains(raw, []byte(`"items":[]`)) {
		t.Errorf("a unit that is not there: %s", raw)
	}
}

// TestDiaryExport: the file of a person and of a unit holds what their days hold, to those who may read them.
func TestDiaryExport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const date = "2026-10-28"
	for _, who := range []string{"lan", "truongphong"} {
		version := o.writeDay(t, who, date)
		o.call(t, who, "POST", "/diary/days/"+date+"/submit", fmt.Sprintf(`{"version":%d}`, version))
	}
	const week = "from=2026-10-26&to=2026-11-01"
	for name, tc := range map[string]struct {
		who, query string
		people     []string // in the file, one for each line
		about      string
	}{
		"own":             {"lan", "", []string{"lan"}, "Của: lan; từ 26/10/2026 đến 01/11/2026"},
		"of an officer":   {"truongphong", "&person=" + o.person["lan"], []string{"lan"}, "Của: lan; từ 26/10/2026 đến 01/11/2026"},
		"of a unit":       {"truongphong", "&unit=" + o.unit["phong1"], []string{"lan"}, "Đơn vị: phong1; từ 26/10/2026 đến 01/11/2026"},
		"of a unit below": {"giamdoc", "&unit=" + o.unit["so"], []string{"truongphong"}, "Đơn vị: so; từ 26/10/2026 đến 01/11/2026"},
	} {
		f := o.take(t, tc.who, "/diary/export?"+week+tc.query)
		var names []string
		for i, state := range f.column(t, "Trạng thái ngày") {
			if state != "Chờ xác nhận" {
				continue
			}
			names = append(names, f.column(t, "Họ và tên")[i])
			if text := f.column(t, "Nội dung công việc")[i]; !strings.HasPrefix(text, "Soạn hướng dẫn") {
				t.Errorf("%s: line %q", name, text)
			}
			if m, place := f.column(t, "Số phút")[i], f.column(t, "Nơi làm việc")[i]; m != "60" || place != "Tại nhà" {
				t.Errorf("%s: %s minutes at %s", name, m, place)
			}
		}
		if !slices.Equal(names, tc.people) || !slices.Contains(f.about, tc.about) {
			t.Errorf("%s: %v, %q; want %v", name, names, f.about, tc.people)
		}
	}
	for name, tc := range map[string]struct {
		who, query string
		status     int
	}{
		"a colleague's":      {"lan", week + "&person=" + o.person["truongphong"], 404},
		"another unit":       {"truongphong", week + "&unit=" + o.unit["phong2"], 403},
		"a unit, no head":    {"lan", week + "&unit=" + o.unit["phong1"], 403},
		"hr":                 {"nhansu", week + "&person=" + o.person["lan"], 404},
		"too long":           {"lan", "from=2026-10-01&to=2026-11-12", 422},
		"turned":             {"lan", "from=2026-10-02&to=2026-10-01", 422},
		"no day":             {"lan", "from=2026-10-02&to=2026-10-41", 422},
		"unknown unit":       {"truongphong", week + "&unit=x", 404},
		"without a last day": {"lan", "from=2026-10-02", 422},
	} {
		if status, raw := o.call(t, tc.who, "GET", "/diary/export?"+tc.query, ""); status != tc.status {
			t.Errorf("%s: %d, want %d: %s", name, status, tc.status, raw)
		}
	}
}
