package sheet_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"congvu/internal/sheet"
)

// read returns what a good file holds: code, name, day and points of every row.
func read(t *testing.T, data []byte, name string) []string {
	t.Helper()
	s, err := sheet.Read(data, name)
	if err != nil {
		t.Fatal(err)
	}
	table, err := s.Table(columns)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, row := range table.Lines {
		l := table.Line(row)
		day, _ := l.Date("from", false)
		points, _ := l.Milli("points", 0, 500_000, false)
		class, _ := l.Choice("class", classes, false)
		all = append(all, strings.Join([]string{l.Code("code", 10, 0, true), l.Text("name", 100, true), string(day), time.Duration(points).String(), class}, "|"))
		for _, f := range l.Faults {
			if !f.Note {
				t.Errorf("row %d: %+v", l.N(), f)
			}
		}
	}
	return all
}

// TestGoodFiles: the same table however an office keeps it.
func TestGoodFiles(t *testing.T) {
	t.Parallel()
	want := []string{"A1|Nguyễn An|2026-05-01|90.5µs|cong_chuc", "0012|Trần Bình|||vien_chuc"}
	for i, w := range want {
		want[i] = strings.Replace(w, "|||", "||0s|", 1)
	}
	const commas = "Mã số,Họ và tên,Từ ngày,Điểm,Loại\nA1,Nguyễn An,01/05/2026,\"90,5\",Công chức\n0012,Trần Bình,,,viên chức\n"
	semis := strings.NewReplacer("\"90,5\"", "90,5", ",", ";").Replace(strings.Replace(commas, "90,5", "90#5", 1))
	semis = strings.Replace(strings.ReplaceAll(semis, "\"", ""), "90#5", "90,5", 1)
	tabs := strings.ReplaceAll(semis, ";", "\t")
	row := func(cells ...any) []any { return cells }
	for name, data := range map[string][]byte{
		"commas":                         []byte(commas),
		"a byte order mark":              append([]byte{0xEF, 0xBB, 0xBF}, commas...),
		"CRLF":                           []byte(strings.ReplaceAll(commas, "\n", "\r\n")),
		"CR of an old Mac":               []byte(strings.ReplaceAll(commas, "\n", "\r")),
		"semicolons":                     []byte(semis),
		"tabs":                           []byte(tabs),
		"sep=":                           []byte("sep=;\n" + semis),
		"UTF-16 little":                  wide(tabs, binary.LittleEndian, true),
		"UTF-16 big":                     wide(tabs, binary.BigEndian, true),
		"UTF-16 without a mark":          wide(tabs, binary.LittleEndian, false),
		"no line end at the end":         []byte(strings.TrimSuffix(commas, "\n")),
		"headings without marks":         []byte(strings.Replace(commas, "Mã số,Họ và tên,Từ ngày,Điểm,Loại", "MA SO (*),HO VA TEN,Tu ngay (dd/mm/yyyy),DIEM,loai", 1)),
		"columns in another order":       []byte("Loại,Ghi chú,Điểm,Từ ngày,Họ tên,Số hiệu\ncông chức,x,90.5,2026-05-01,Nguyễn  An,A1\nVIÊN CHỨC,,,,Trần Bình,0012\n"),
		"a title, numbers, pages, gaps":  []byte("SỞ NỘI VỤ,,,,\nDANH SÁCH,,,,\n\n" + strings.Replace(commas, "Loại\n", "Loại\n(1),(2),(3),(4),(5)\n", 1) + ",,,,\n"),
		"the headings again on page two": []byte(strings.Replace(commas, "0012,", "Mã số,Họ và tên,Từ ngày,Điểm,Loại\n0012,", 1)),
		"decomposed letters":             []byte(strings.NewReplacer("ễ", "e\u0302\u0303", "ầ", "a\u0302\u0300").Replace(commas)),
		"other words for a date":         []byte(strings.Replace(commas, "01/05/2026", "1.5.2026", 1)),
		"a date in words":                []byte(strings.Replace(commas, "01/05/2026", "ngày 1 tháng 5 năm 2026", 1)),
		"a workbook": book([][]any{
			row("Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"), row("A1", "Nguyễn An", 46143, 90.5, "Công chức"), row("0012", "Trần Bình", nil, nil, "Viên chức"),
		}),
		"dates and codes by format": book([][]any{
			row("Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"), row("A1", "Nguyễn An", time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), 90.5, "CC"), row(12, "Trần Bình", nil, nil, "Viên chức"),
		}, func(f *excelize.File) {
			four := "0000"
			style, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &four})
			_ = f.SetCellStyle("Sheet1", "A3", "A3", style)
		}),
		"dates from 1904": book([][]any{
			row("Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"), row("A1", "Nguyễn An", 46143-1462, 90.5, "CC"), row("0012", "Trần Bình", nil, nil, "Viên chức"),
		}, func(f *excelize.File) {
			yes := true
			_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		}),
		"formulas, hidden rows": book([][]any{
			row("Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"), row("A1", "Nguyễn An", 46143, 90.5, "CC"), row("0012", "Trần Bình", nil, nil, "Viên chức"),
		}, func(f *excelize.File) {
			_ = f.SetCellFormula("Sheet1", "D2", "=45.25*2") // keeps what was computed last
			_ = f.SetRowVisible("Sheet1", 3, false)
			_ = f.SetColVisible("Sheet1", "D", false)
		}),
		"a second sheet is hidden": book([][]any{
			row("Mã số", "Họ và tên", "Từ ngày", "Điểm", "Loại"), row("A1", "Nguyễn An", 46143, 90.5, "CC"), row("0012", "Trần Bình", nil, nil, "Viên chức"),
		}, func(f *excelize.File) { _, _ = f.NewSheet("Ẩn"); _ = f.SetSheetVisible("Ẩn", false) }),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, read(t, data, "")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What stands in a merged area down a column is the value of each of its rows; a chosen sheet is read instead of the first.
func TestMergedAndChosen(t *testing.T) {
	t.Parallel()
	data := book([][]any{{"Bìa"}}, func(f *excelize.File) {
		_, _ = f.NewSheet("Cán bộ")
		for i, row := range [][]any{{"DANH SÁCH CÁN BỘ"}, {"Mã số", "Họ và tên", "Loại"}, {"A1", "An", "CC"}, {"A2", "Bình"}, {"A3", "Chi", "Viên chức"}} {
			_ = f.SetSheetRow("Cán bộ", []string{"A1", "A2", "A3", "A4", "A5"}[i], &row)
		}
		_ = f.MergeCell("Cán bộ", "A1", "C1")
		_ = f.MergeCell("Cán bộ", "C3", "C4")
	})
	want := []string{"A1|An||0s|cong_chuc", "A2|Bình||0s|cong_chuc", "A3|Chi||0s|vien_chuc"}
	if diff := cmp.Diff(want, read(t, data, "Cán bộ")); diff != "" {
		t.Error(diff)
	}
}

// TestWritten: what is written never begins a formula, and reading gives back what was written.
func TestWritten(t *testing.T) {
	t.Parallel()
	names := []string{"=HYPERLINK(\"http://x\")", "+84905123456", "-1", "@SUM(A1)", " =1+1", "Nguyễn An", "'tis"}
	page := sheet.Page{Name: "Nhập", Header: []string{"Mã số", "Họ và tên"}, Marked: map[[2]int]bool{{0, 1}: true}}
	for i, n := range names {
		page.Rows = append(page.Rows, []string{"A" + string(rune('1'+i)), n})
	}
	data, err := sheet.Write(page)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Nhập")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if strings.ContainsAny(row[1][:1], "=+-@") {
			t.Errorf("row %d begins a formula: %q", i+1, row[1])
		}
		if formula, _ := f.GetCellFormula("Nhập", "B"+string(rune('1'+i))); formula != "" {
			t.Errorf("row %d is a formula", i+1)
		}
	}
	for i, got := range read(t, data, "") {
		if want := strings.TrimSpace(names[i]); strings.Split(got, "|")[1] != want {
			t.Errorf("read back %q, want %q", got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"STTTT-CNT": "STTTT-CNTT", "sttt-cntt": "STTTT-CNTT", "VPP": "VP", "XYZ": "", "": ""} {
		if got := sheet.Nearest(text, []string{"VP", "STTTT-CNTT", "STTTT-TTCNTT"}); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzRead: whatever is sent, reading ends with rows or a fault.
func FuzzRead(f *testing.F) {
	f.Add([]byte(head + "A1,An,,,\n"))
	f.Add(book([][]any{{"Mã số", "Họ và tên"}, {"A1", "An"}}))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if s, err := sheet.Read(data, ""); err == nil {
			_, _ = s.Table(columns)
		}
	})
}
