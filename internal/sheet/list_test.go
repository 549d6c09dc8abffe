package sheet_test

import (
	"bytes"
	"errors"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"congvu/internal/sheet"
	"congvu/pkg/vncal"
)

// duties is a list with a column of every form.
func duties(most int) sheet.List {
	return sheet.List{
		Name: "Nhiệm vụ", Title: "Nhiệm vụ: Tôi giao", About: []string{"UBND tỉnh", "=cmd()"},
		Fields: []sheet.Field{{"Tên", sheet.AsText, 40}, {"Quy đổi", sheet.AsNumber, 10}, {"Hạn", sheet.AsDay, 12}, {"Cập nhật", sheet.AsInstant, 17}},
		Most:   most, Beyond: "Còn nữa",
	}
}

func each(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// TestList: what a spreadsheet finds in the file: numbers it sums, days it sorts, texts it never computes.
func TestList(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 4, 29, 17, 30, 0, 0, time.UTC) // half past midnight of the 30th in Vietnam
	out, err := duties(10).Write(each(
		[]any{"Báo cáo tuần 18", 12.5, vncal.Date("2026-04-29"), at},
		[]any{"=HYPERLINK(\"http://x\")", 3, vncal.Date(""), nil},
		[]any{"@SUM(A1)", "không tính", "chưa rõ", at},
	))
	if err != nil || out.Rows != 3 || out.More {
		t.Fatalf("%d rows, more %t, %v", out.Rows, out.More, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Nhiệm vụ")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Nhiệm vụ: Tôi giao"}, {"UBND tỉnh"}, {"'=cmd()"}, nil, {"Tên", "Quy đổi", "Hạn", "Cập nhật"},
		{"Báo cáo tuần 18", "12.5", "29/04/2026", "30/04/2026 00:30"},
		{"'=HYPERLINK(\"http://x\")", "3"}, {"'@SUM(A1)", "không tính", "chưa rõ", "30/04/2026 00:30"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]excelize.CellType{"B6": excelize.CellTypeUnset, "C6": excelize.CellTypeUnset, "A6": excelize.CellTypeInlineString, "A7": excelize.CellTypeInlineString} {
		if got, err := f.GetCellType("Nhiệm vụ", cell); err != nil || got != want { // a number has no type of its own
			t.Errorf("%s is of type %d, %v, want %d", cell, got, err, want)
		}
	}
	for _, cell := range []string{"A3", "A7", "A8"} {
		if formula, _ := f.GetCellFormula("Nhiệm vụ", cell); formula != "" {
			t.Errorf("%s is the formula %s", cell, formula)
		}
	}
}

// TestListIsBounded: rows beyond the bound are not asked for, and the file says that there are more; exactly as many as fit
// are no more.
func TestListIsBounded(t *testing.T) {
	t.Parallel()
	asked := 0
	endless := func(yield func([]any, error) bool) {
		for asked++; yield([]any{"x", asked, nil, nil}, nil); asked++ {
		}
	}
	out, err := duties(3).Write(endless)
	if err != nil || out.Rows != 3 || !out.More || asked != 4 {
		t.Errorf("%d rows, more %t, %d asked for, %v", out.Rows, out.More, asked, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if said, _ := f.GetCellValue("Nhiệm vụ", "A9"); said != "Còn nữa" {
		t.Errorf("below the rows stands %q", said)
	}
	if out, err := duties(1).Write(each([]any{"x", 1, nil, nil})); err != nil || out.More {
		t.Errorf("one of one: more %t, %v", out.More, err)
	}
	broken := errors.New("line lost")
	if _, err := duties(3).Write(func(yield func([]any, error) bool) { yield(nil, broken) }); !errors.Is(err, broken) {
		t.Errorf("a fault among the rows: %v", err)
	}
}

// TestListHoldsNoRows: what is kept in memory while a long list is written does not grow with it.
func TestListHoldsNoRows(t *testing.T) { // not in parallel: it measures
	text := strings.Repeat("Báo cáo kết quả thực hiện nhiệm vụ. ", 8)
	var peak uint64
	const n = 60_000
	rows := func(yield func([]any, error) bool) {
		for i := range n {
			if i%12_000 == 11_999 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			if !yield([]any{text, i, vncal.Date("2026-04-29"), nil}, nil) {
				return
			}
		}
	}
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	out, err := duties(n).Write(rows)
	if err != nil || out.Rows != n {
		t.Fatalf("%d rows, %v", out.Rows, err)
	}
	if grown := int64(peak) - int64(before.HeapAlloc); grown > 40<<20 {
		t.Errorf("%d MB are held while %d MB of text are written", grown>>20, len(text)*n>>20)
	}
}
