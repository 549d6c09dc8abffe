package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gomutex/godocx"
	"github.com/google/go-cmp/cmp"
	"github.com/ledongthuc/pdf"

	"congvu/pkg/paper"
)

var update = flag.Bool("update", false, "write the golden pages anew; look at them before they are kept")

// notice is a document with everything that one may have.
func notice() paper.Document {
	rows := []paper.Row{{Cells: []string{"Nhóm A: nhiệm vụ thường xuyên"}, Group: true}}
	for i := range 45 {
		rows = append(rows, paper.Row{Cells: []string{fmt.Sprint(i + 1), "Báo cáo tuần về tỷ lệ văn bản ký số của các xã, phường", "90,00", "Đúng hạn"}})
	}
	rows = append(rows, paper.Row{Cells: []string{"", "Cộng", "4.050,00", ""}, Bold: true})
	return paper.Document{
		Title: "Thông báo", At: time.Date(2026, 5, 8, 9, 0, 0, 0, time.UTC),
		Head: &paper.Head{
			Superior: "UBND tỉnh Quảng Nam", Agency: "Sở Thông tin và Truyền thông", Number: "Số: 08/TB-STTTT", Dated: paper.Dated("Quảng Nam", 2026, 2, 8),
		},
		Body: []paper.Block{
			paper.Title{Kind: "Thông báo", About: "Kết quả theo dõi, đánh giá công chức tháng 4 năm 2026", Rule: true},
			paper.Text{Runs: []paper.Run{{Text: "Họ và tên: "}, {Text: "Nguyễn Thị Lan", Bold: true}, {Text: ". Số hiệu: QN-0441"}}},
			paper.Heading("I. Ưu điểm"),
			paper.Para(strings.Repeat("Hoàn thành 7 trên 8 sản phẩm được giao; chủ động hướng dẫn 3 xã, phối hợp tốt với Phòng Kiểm soát thủ tục hành chính. ", 4)),
			paper.Heading("II. Hạn chế, khuyết điểm"), paper.Dots{Lines: 2},
			paper.Table{
				Columns: []paper.Column{
					{Title: "TT", Width: 6, Align: paper.Center}, {Title: "Nội dung", Width: 50},
					{Title: "Điểm", Width: 14, Align: paper.Right}, {Title: "Ghi chú", Width: 20},
				},
				Rows: rows,
			},
			paper.Signatures{
				Recipients: []string{"Như trên", "Lưu: VT, TCCB"},
				Places:     []paper.Signature{{Title: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", Hint: "(Ký, ghi rõ họ tên)", Name: "Phan Hữu Thịnh"}},
			},
		},
		Foot: paper.Foot{Left: "Mẫu số 01", Right: "Phiếu ĐG-2026-04-0441, bản 1 · mã kiểm 9C41-7E0B"},
	}
}

// piece is a text on a page as a reader of PDF finds it: where it begins, from the left and from below, in points.
type piece struct {
	page       int
	x, y, size float64
	font, text string
}

// read returns what is written on the pages of a PDF, by another maker's reader.
func read(t *testing.T, data []byte) (pages int, all []piece) {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= r.NumPage(); n++ {
		p, open := piece{}, false
		for _, x := range r.Page(n).Content().Text {
			if x.S == "\ufffd" { // the reader's sign for the end of a piece
				all, open = append(all, p), false
				continue
			}
			if !open {
				p, open = piece{page: n, x: x.X, y: x.Y, size: x.FontSize, font: x.Font}, true
			}
			p.text += x.S
		}
	}
	return r.NumPage(), all
}

func pdfOf(t *testing.T, d paper.Document) []byte {
	t.Helper()
	data, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestPages holds the pages of a document against the golden ones: every text with its place, its face and its size.
func TestPages(t *testing.T) {
	t.Parallel()
	pages, all := read(t, pdfOf(t, notice()))
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages\n", pages)
	for _, p := range all {
		fmt.Fprintf(&b, "%d %6.1f %6.1f %-18s %4.1f %s\n", p.page, p.x, p.y, p.font, p.size, p.text)
	}
	golden := filepath.Join("testdata", "notice.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}

// TestLayout: what Phụ lục I of the decree asks of every page.
func TestLayout(t *testing.T) {
	t.Parallel()
	const mm = 72 / 25.4
	pages, all := read(t, pdfOf(t, notice()))
	if pages < 3 {
		t.Fatalf("%d pages, too few to see what comes again", pages)
	}
	heads, numbers := map[int]bool{}, map[int]string{}
	for _, p := range all {
		if p.x < 30*mm-0.1 || p.x > 195*mm {
			t.Errorf("%q begins at %.1f mm, in a side margin", p.text, p.x/mm)
		}
		switch {
		case p.y > 277*mm: // the top margin
			numbers[p.page] = p.text
			if p.size < 13 || p.size > 14 {
				t.Errorf("page number of %v points", p.size)
			}
		case p.y < 20*mm && p.size != 9:
			t.Errorf("%q stands in the bottom margin", p.text)
		case p.text == "Nội dung":
			heads[p.page] = true
		}
	}
	for n := 1; n <= pages; n++ {
		want := ""
		if n > 1 {
			want = fmt.Sprint(n)
		}
		if numbers[n] != want {
			t.Errorf("page %d bears the number %q, want %q", n, numbers[n], want)
		}
		if !heads[n] {
			t.Errorf("page %d: the head of the table does not stand again", n)
		}
	}
	if n := len(pdfOf(t, notice())); n > 120<<10 {
		t.Errorf("%d bytes: the faces are not cut down to what is used", n)
	}
}

// TestSameBytes: the same document is always the same file, also when several are made at once.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(paper.Document) ([]byte, error){"pdf": paper.Document.PDF, "docx": paper.Document.DOCX} {
		first, err := write(notice())
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				again, err := write(notice())
				if err != nil || !bytes.Equal(first, again) {
					t.Errorf("%s: another file of %d bytes for %d, %v", name, len(again), len(first), err)
				}
			})
		}
		all.Wait()
	}
}

func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// textOf returns the text of a part's paragraphs, one a line, and every name of an element in it.
func textOf(t *testing.T, part string) (string, map[string]int) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	var b strings.Builder
	names, in := map[string]int{}, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), names
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			names[x.Name.Local]++
			in = x.Name.Local == "t"
		case xml.EndElement:
			if x.Name.Local == "p" {
				b.WriteByte('\n')
			}
			in = false
		case xml.CharData:
			if in {
				b.Write(x)
			}
		}
	}
}

// TestWord: another maker's reader finds the paragraphs and tables, every part is well-formed, and the parts that the
// package names are there.
func TestWord(t *testing.T) {
	t.Parallel()
	data, err := notice().DOCX()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "notice.docx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := godocx.OpenDocument(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	paragraphs := 0
	for _, c := range d.Document.Body.Children {
		if c.Para != nil {
			paragraphs++
		}
		if c.Table != nil {
			rows = append(rows, len(c.Table.GetCT().RowContents))
		}
	}
	if diff := cmp.Diff([]int{2, 48, 1}, rows); diff != "" || paragraphs < 8 {
		t.Errorf("%d paragraphs, rows of the tables: %s", paragraphs, diff)
	}
	all := parts(t, data)
	for name, part := range all {
		textOf(t, part)
		if strings.HasPrefix(name, "word/") && !strings.HasSuffix(name, ".rels") && !strings.Contains(all["[Content_Types].xml"], "/"+name) {
			t.Errorf("%s has no type", name)
		}
	}
	text, names := textOf(t, all["word/document.xml"])
	for _, want := range []string{
		"UBND TỈNH QUẢNG NAM\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\n", "Quảng Nam, ngày 08 tháng 02 năm 2026\n", "Họ và tên: Nguyễn Thị Lan. Số hiệu: QN-0441\n",
		"- Như trên;\n- Lưu: VT, TCCB.\nKT. GIÁM ĐỐCPHÓ GIÁM ĐỐC\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if names["tblHeader"] != 1 || names["titlePg"] != 1 {
		t.Errorf("heads that come again: %d; another first page: %d", names["tblHeader"], names["titlePg"])
	}
}

// TestTyped: whatever somebody typed comes out as text, never as markup and never as a character that a file may not hold.
func TestTyped(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ typed, word, pdf string }{
		"markup":             {`</w:t></w:r><w:p/>&amp;"'<!--`, `</w:t></w:r><w:p/>&amp;"'<!--`, ""},
		"entity":             {"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", ""},
		"field code":         {"{ INCLUDETEXT x }", "{ INCLUDETEXT x }", ""},
		"pdf operators":      {`) Tj ET (x\) <feff>`, `) Tj ET (x\) <feff>`, ""},
		"control characters": {"a\x00b\x07c\x1bd\u0085e", "abcde", ""},
		"tab":                {"a\tb", "a b", ""},
		"line break":         {"a\r\nb", "ab", "a|b"},
		"bad UTF-8":          {"a\xff\xfeb", "ab", ""},
		"no character":       {"a\ufffe\uffffb", "ab", ""},
		"turned around":      {"a\u202egnp.exe\u2066b", "agnp.exeb", ""},
		"without a width":    {"a\u200b\ufeffb", "ab", ""},
		"composed":           {"Tie\u0302\u0301ng", "Tiếng", ""},
		"beyond the plane":   {"a😀b", "a😀b", "a□b"},
		"not in the face":    {"a中b", "a中b", "a□b"},
	} {
		d := paper.Document{Title: tc.typed, Foot: paper.Foot{Left: tc.typed}, Body: []paper.Block{
			paper.Text{Runs: []paper.Run{{Text: tc.typed}}},
			paper.Table{Columns: []paper.Column{{Title: "x", Width: 1}}, Rows: []paper.Row{{Cells: []string{tc.typed}}}},
		}}
		data, err := d.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		all := parts(t, data)
		for part := range all {
			textOf(t, all[part])
		}
		text, names := textOf(t, all["word/document.xml"])
		if want := tc.word + "\n\nx\n" + tc.word + "\n\n"; text != want || names["p"] != 5 {
			t.Errorf("%s: DOCX says %q in %d paragraphs, want %q in 5", name, text, names["p"], want)
		}
		_, pieces := read(t, pdfOf(t, d))
		var said []string
		for _, p := range pieces {
			if p.size == 13 {
				said = append(said, p.text)
			}
		}
		want := tc.pdf
		if want == "" {
			want = tc.word
		}
		if got := strings.Join(said, "|"); got != want {
			t.Errorf("%s: PDF says %q, want %q", name, got, want)
		}
	}
}

// TestBounds: what does not fit goes on, and what is too much is refused.
func TestBounds(t *testing.T) {
	t.Parallel()
	two := []paper.Column{{Title: "a", Width: 1}, {Title: "b", Width: 3}}
	table := func(rows ...paper.Row) paper.Document {
		return paper.Document{Body: []paper.Block{paper.Table{Columns: two, Rows: rows}}}
	}
	many := make([]paper.Row, 20_000)
	for i := range many {
		many[i] = paper.Row{Cells: []string{"a", "b"}}
	}
	for name, tc := range map[string]struct {
		doc  paper.Document
		want error
	}{
		"too many pages":      {table(many...), paper.ErrTooLong},
		"a cell too few":      {table(paper.Row{Cells: []string{"a"}}), paper.ErrTable},
		"a cell too many":     {table(paper.Row{Cells: []string{"a", "b", "c"}}), paper.ErrTable},
		"a group of two":      {table(paper.Row{Cells: []string{"a", "b"}, Group: true}), paper.ErrTable},
		"a group":             {table(paper.Row{Cells: []string{"a"}, Group: true}), nil},
		"nothing":             {paper.Document{}, nil},
		"a table without row": {table(), nil},
	} {
		if _, err := tc.doc.PDF(); !errors.Is(err, tc.want) {
			t.Errorf("%s: PDF %v, want %v", name, err, tc.want)
		}
		want := tc.want
		if errors.Is(want, paper.ErrTooLong) {
			want = nil // Word counts its pages itself
		}
		if _, err := tc.doc.DOCX(); !errors.Is(err, want) {
			t.Errorf("%s: DOCX %v, want %v", name, err, want)
		}
	}

	// A word wider than its column is broken, and a row higher than a page goes on below another head, with nothing lost.
	word, text := strings.Repeat("W", 900), strings.Repeat("chữ ", 4000)
	pages, all := read(t, pdfOf(t, table(paper.Row{Cells: []string{word, text}})))
	broken, words, heads := 0, 0, 0
	for _, p := range all {
		broken += strings.Count(p.text, "W")
		words += strings.Count(p.text, "chữ")
		if p.text == "b" {
			heads++
		}
	}
	if pages < 3 || broken != 900 || words != 4000 || heads != pages {
		t.Errorf("%d pages with %d heads hold %d of 900 letters and %d of 4000 words", pages, heads, broken, words)
	}
}

// TestKept: a heading stays with what it heads, signatures with the line above them, and no page ends or begins with one
// line of a paragraph.
func TestKept(t *testing.T) {
	t.Parallel()
	sign := paper.Signatures{Places: []paper.Signature{{Title: "TRƯỞNG PHÒNG", Name: "Phan Hữu Thịnh"}}}
	two := paper.Para("Đầu " + strings.Repeat("dòng một ", 8) + " cuối")
	for lines := 30; lines < 46; lines++ {
		var body []paper.Block
		for range lines {
			body = append(body, paper.Para("một dòng"))
		}
		_, all := read(t, pdfOf(t, paper.Document{Body: append(body, paper.Heading("Mục"), two, paper.Dots{Lines: 1, Keep: true}, sign)}))
		at := map[string]int{}
		for _, p := range all {
			at[strings.TrimSpace(p.text)] = p.page
		}
		if at["Mục"] != at["Đầu"] || at["Đầu"] != at["dòng một cuối"] && at["dòng một cuối"] != 0 || at["TRƯỞNG PHÒNG"] != at["Phan Hữu Thịnh"] {
			t.Errorf("after %d lines the pages are %v", lines, at)
		}
	}
}

func TestDated(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		place            string
		year, month, day int
		want             string
	}{
		{"Quảng Nam", 2026, 2, 8, "Quảng Nam, ngày 08 tháng 02 năm 2026"},
		{"Quảng Nam", 2026, 3, 9, "Quảng Nam, ngày 09 tháng 3 năm 2026"},
		{"Quảng Nam", 2026, 12, 10, "Quảng Nam, ngày 10 tháng 12 năm 2026"},
		{"Quảng Nam", 2026, 1, 31, "Quảng Nam, ngày 31 tháng 01 năm 2026"},
		{"", 2026, 5, 1, "……………, ngày 01 tháng 5 năm 2026"},
		{"Quảng Nam", 2026, 5, 0, "Quảng Nam, ngày …… tháng …… năm 2026"},
	} {
		if got := paper.Dated(tc.place, tc.year, tc.month, tc.day); got != tc.want {
			t.Errorf("Dated(%q, %d, %d, %d) = %q, want %q", tc.place, tc.year, tc.month, tc.day, got, tc.want)
		}
	}
}
