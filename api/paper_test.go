package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	v1 "congvu/api/v1"
	"congvu/internal/evaluation"
	"congvu/internal/task"
)

// paper asks for a paper as somebody and returns status, name and bytes.
func (o *office) paper(t *testing.T, who, path string) (status int, name, media string, data []byte) {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, v1.Prefix+path, nil)
	req.Header.Set("Authorization", "Bearer "+o.token[who])
	res, err := o.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if data, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Disposition"), res.Header.Get("Content-Type"), data
}

// onPaper returns what stands on the pages of a PDF, by another maker's reader.
func onPaper(t *testing.T, data []byte) string {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := 1; n <= r.NumPage(); n++ {
		for _, x := range r.Page(n).Content().Text {
			b.WriteString(strings.ReplaceAll(x.S, "\ufffd", "\n"))
		}
	}
	return b.String()
}

// inWord returns the text of a DOCX.
func inWord(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// exports returns what the system log says of papers that were taken.
func (o *office) exports(t *testing.T, list string) (lines []v1.LogEntry) {
	t.Helper()
	_, raw := o.call(t, "quantri", "GET", "/system-log?type=export&object="+list, "")
	return read[struct {
		Items []v1.LogEntry `json:"items"`
	}](t, raw).Items
}

// TestForm01: the sheet as PDF and as DOCX says what the score says; whoever takes another's is in the system log, and
// whoever may not read the score gets nothing.
func TestForm01(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	done := o.taskIn(t, task.Completed)
	path := "/evaluations/people/" + o.person["lan"] + "/form?period="
	for _, format := range []string{"pdf", "docx"} {
		if status, _, _, _ := o.paper(t, "truongphong", path+"2026-11&format="+format); status != 422 {
			t.Errorf("%s of a month to come: %d", format, status)
		}
		status, name, media, data := o.paper(t, "truongphong", path+"2026-10&format="+format)
		if status != 200 || !strings.HasPrefix(name, `attachment; filename="phieu-danh-gia-2026-10-`) || !strings.HasSuffix(name, "."+format+`"`) {
			t.Fatalf("%s: %d %q %s", format, status, name, data)
		}
		open, want := onPaper, "application/pdf"
		if format == "docx" {
			open, want = inWord, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		}
		text := open(t, data)
		if media != want {
			t.Errorf("%s is sent as %s", format, media)
		}
		for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", "BẢN TẠM TÍNH", "lan", done.Code} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing", format, want)
			}
		}
	}
	if _, _, _, data := o.paper(t, "lan", path+"2026-10"); !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Error("without a format it is no PDF")
	}
	if all := o.exports(t, "form01"); len(all) != 2 || all[0].By.ID != o.person["truongphong"] || all[0].What == all[0].Action {
		t.Errorf("the system log has %+v; one's own is not recorded", all)
	}
	for who, want := range map[string]int{"minh": 404, "phongben": 404, "theodoi": 404, "quantri": 404, "": 401, "nhansu": 200, "giamdoc": 200} {
		if status, _, _, _ := o.paper(t, who, path+"2026-10"); status != want {
			t.Errorf("%s: %d, want %d", who, status, want)
		}
	}
	for _, bad := range []string{"2026-13", "2026-Q5", "2026-10&format=rtf", "2026-10&format=../x"} {
		if status, _, _, _ := o.paper(t, "lan", path+bad); status != 422 {
			t.Errorf("period %q: %d", bad, status)
		}
	}
	if status, _, _, data := o.paper(t, "lan", path+"2019-12"); status != 422 || !strings.Contains(string(data), "forms.no_policy") {
		t.Errorf("a month that no policy grades: %d %s", status, data)
	}
	if len(o.exports(t, "form01")) != 4 {
		t.Error("a refused paper is in the system log")
	}
}

// TestUnitPapers: the papers of a unit hold who stands in its table, a notice only once the period is closed, and each that
// is taken is in the system log.
func TestUnitPapers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.taskIn(t, task.Completed)
	at := "/evaluations/units/" + o.unit["phong1"]
	if _, err := o.db.Collection("periods").InsertOne(t.Context(), evaluation.Month{
		ID: o.agency + "|2026-09", Agency: o.agency, Type: "month", Period: "2026-09", From: "2026-09-01", To: "2026-09-30", State: evaluation.Closed, Version: 1,
	}); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ path, list, has string }{
		{"/summary?period=2026-10", "unitSummary", "BẢNG TỔNG HỢP KẾT QUẢ"}, {"/minutes?period=2026-10", "unitMinutes", "BIÊN BẢN"},
		{"/notice?period=2026-09", "unitNotice", "THÔNG BÁO"},
	} {
		for format, open := range map[string]func(*testing.T, []byte) string{"pdf": onPaper, "docx": inWord} {
			status, name, _, data := o.paper(t, "truongphong", at+tc.path+"&format="+format)
			if status != 200 || !strings.HasSuffix(name, "-phong1."+format+`"`) {
				t.Fatalf("%s as %s: %d %q %s", tc.path, format, status, name, data)
			}
			text := open(t, data)
			for _, want := range []string{tc.has, "lan", "minh", "truongphong"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s as %s: %q is missing", tc.path, format, want)
				}
			}
		}
		if n := len(o.exports(t, tc.list)); n != 2 {
			t.Errorf("%s: %d lines of the system log", tc.list, n)
		}
	}
	if f := o.take(t, "truongphong", at+"/summary?period=2026-10&format=xlsx"); len(f.rows) != 4 || f.rows[0][1] != "Họ và tên" {
		t.Errorf("the spreadsheet has %v", f.rows)
	}
	for path, want := range map[string]int{
		"/notice?period=2026-10": 409, "/notice?period=2026-Q3": 409, "/summary?period=2026-13": 422, "/minutes?period=2026-11": 422, "/notice?period=2026-09&format=xlsx": 422,
	} {
		if status, _, _, _ := o.paper(t, "truongphong", at+path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

// TestCaseFile: the case file of a person and a year holds every form that there is, to those who may read the scores.
func TestCaseFile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.taskIn(t, task.Completed)
	path := "/evaluations/people/" + o.person["lan"] + "/case?year="
	status, name, media, data := o.paper(t, "truongphong", path+"2026")
	if status != 200 || media != "application/zip" || !strings.HasPrefix(name, `attachment; filename="ho-so-danh-gia-2026-`) {
		t.Fatalf("%d %q %s %.300s", status, name, media, data)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, f := range z.File {
		held[f.Name] = true
	}
	for _, want := range []string{"mau-01/2026-10.pdf", "mau-01/2026-10.docx", "minh-chung.xlsx", "manifest.json"} {
		if !held[want] {
			t.Errorf("%s is missing among %v", want, held)
		}
	}
	for _, not := range []string{"mau-01/2026-11.pdf", "mau-01/2026-01.pdf"} {
		if held[not] {
			t.Errorf("%s is a form of nothing", not)
		}
	}
	if _, _, _, own := o.paper(t, "lan", path+"2026"); !bytes.HasPrefix(own, []byte("PK")) {
		t.Error("one's own case file is no ZIP")
	}
	if n := len(o.exports(t, "case")); n != 1 {
		t.Errorf("the system log has %d lines; one's own is not recorded", n)
	}
	for who, want := range map[string]int{"minh": 404, "phongben": 404, "quantri": 404, "nhansu": 200} {
		if status, _, _, _ := o.paper(t, who, path+"2026"); status != want {
			t.Errorf("%s: %d, want %d", who, status, want)
		}
	}
	for who, want := range map[string]int{"lan": 409, "minh": 404} {
		if status, _, _, _ := o.paper(t, who, path+"2030"); status != want {
			t.Errorf("a year to come as %s: %d, want %d", who, status, want)
		}
	}
	for _, bad := range []string{"2019", "x", "2026&format=rar"} {
		if status, _, _, _ := o.paper(t, "lan", path+bad); status != 422 {
			t.Errorf("year %s: %d", bad, status)
		}
	}
}
