package paper

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Document is one document, from its first page to its last.
type Document struct {
	Title     string    // what readers of the file show as its name
	At        time.Time // when it was made, as the file says; nothing else of it depends on the time
	Landscape bool      // A4 lying, for wide tables
	Head      *Head     // nil for an annex, which has none
	Body      []Block
	Foot      Foot
}

// Head is what stands above the title of a document (phần đầu văn bản).
type Head struct {
	Superior string // cơ quan chủ quản, "" where there is none
	Agency   string // cơ quan ban hành
	Number   string // số, ký hiệu, as "Số: 15/TB-STTTT"; "" for papers without one
	Dated    string // địa danh và thời gian, see Dated
}

// Foot is the small line at the foot of every page: which form it is, and which version of what.
type Foot struct{ Left, Right string }

// Block is one part of a document's body: Title, Text, Dots, Table, Signatures or NewPage.
type Block interface{ block() }

// Title is the kind of document and what it is about (tên loại và trích yếu).
type Title struct {
	Kind  string // in capitals: "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC"
	About string
	Rule  bool // the line below the abstract, for documents that are issued
}

// Align is where the lines of a text begin and end.
type Align int

// The places of lines.
const (
	Left Align = iota
	Center
	Right
	Justify // both ends, but for the last line
)

// Run is a piece of text in one face.
type Run struct {
	Text         string
	Bold, Italic bool
}

// Text is a paragraph.
type Text struct {
	Runs   []Run
	Align  Align
	Indent bool    // the first line stands 1 cm in
	Size   float64 // points, 0 for that of the body
	Keep   bool    // on the page of what comes next
}

// Dots are dotted lines to be written on by hand.
type Dots struct {
	Lines int
	Keep  bool // on the page of what comes next
}

// Table is a table with a head that stands again on top of every page it goes on.
type Table struct {
	Columns []Column
	Rows    []Row
	Size    float64 // points, 0 for that of tables
}

// Column is a column of a table.
type Column struct {
	Title string
	Width float64 // share of the table's width, against the sum of all
	Align Align
}

// Row is a row of a table: as many cells as there are columns, or one across all of them.
type Row struct {
	Cells []string
	Bold  bool
	Group bool // Cells[0] stands across the whole table
}

// Signature is a place for a signature (quyền hạn, chức vụ, họ và tên của người ký). Nothing is drawn where the hand signs.
type Signature struct {
	Title string // in capitals, with TM., KT. or TL. before it: "TRƯỞNG PHÒNG"; a line break begins the next line
	Hint  string // "(Ký, ghi rõ họ tên)"
	Name  string
}

// Signatures are the places for signatures beside each other, from the left, which stay on one page.
type Signatures struct {
	Recipients []string // Nơi nhận, left of the signatures; none for papers that are not sent
	Places     []Signature
}

// NewPage begins a new page.
type NewPage struct{}

func (Title) block()      {}
func (Text) block()       {}
func (Dots) block()       {}
func (Table) block()      {}
func (Signatures) block() {}
func (NewPage) block()    {}

// Para returns a paragraph of the body: justified, its first line indented.
func Para(text string) Text { return Text{Runs: []Run{{Text: text}}, Align: Justify, Indent: true} }

// Heading returns the bold line above a part of the document, which stays with what it heads.
func Heading(text string) Text { return Text{Runs: []Run{{Text: text, Bold: true}}, Keep: true} }

// Fact returns a line that says one thing by its name: "Họ và tên: Nguyễn Thị Lan".
func Fact(name, value string) Text { return Text{Runs: []Run{{Text: name + ": " + value}}} }

// Dated writes place and date as a document has them: days below 10 and the months 1 and 2 with a zero before them
// (Phụ lục I, mục II khoản 4). Without a day it leaves room to write one in by hand.
func Dated(place string, year, month, day int) string {
	if place == "" {
		place = "……………"
	}
	if day == 0 {
		return fmt.Sprintf("%s, ngày …… tháng …… năm %d", place, year)
	}
	m := fmt.Sprint(month)
	if month <= 2 {
		m = "0" + m
	}
	return fmt.Sprintf("%s, ngày %02d tháng %s năm %d", place, day, m, year)
}

// Errors of documents.
var (
	ErrTooLong = errors.New("paper: the document has more pages than one may have")
	ErrTable   = errors.New("paper: a row has another number of cells than the table has columns")
)

// MaxPages is how many pages one document may have.
const MaxPages = 300

// Measures, in points. Paper A4; margins top and bottom 20 mm, left 30 mm, right 15 mm.
const (
	mm     = 72 / 25.4
	long   = 297 * mm
	short  = 210 * mm
	top    = 20 * mm
	bottom = 20 * mm
	left   = 30 * mm
	right  = 15 * mm

	bodySize  = 13.0
	tableSize = 12.0
	footSize  = 9.0
	gap       = 6.0     // between paragraphs
	indent    = 10 * mm // of a paragraph's first line
	pad       = 3.5     // between a cell's text and its borders at the sides
	rule      = 0.5     // thickness of lines

	leading     = 1.149 // height of a line by the size of its letters, single spacing
	signed      = 56.0  // room for a signature
	nation      = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto       = "Độc lập - Tự do - Hạnh phúc"
	recipients  = "Nơi nhận:"
	headLeft    = 0.44 // share of the heading's left half
	nationSize  = 12.0
	mottoSize   = 13.0
	agencySize  = 12.0
	titleSize   = 14.0
	listTitle   = 12.0 // of Nơi nhận
	listSize    = 11.0
	recipientsW = 0.42 // share of the width that Nơi nhận takes
)

// size returns the width and height of a page.
func (d Document) size() (w, h float64) {
	if d.Landscape {
		return long, short
	}
	return short, long
}

// width returns the width between the margins.
func (d Document) width() float64 { w, _ := d.size(); return w - left - right }

// check returns ErrTable where a row does not fit its table.
func (d Document) check() error {
	for _, b := range d.Body {
		t, ok := b.(Table)
		if !ok {
			continue
		}
		for i, r := range t.Rows {
			if r.Group && len(r.Cells) != 1 || !r.Group && len(r.Cells) != len(t.Columns) {
				return fmt.Errorf("row %d: %w", i, ErrTable)
			}
		}
	}
	return nil
}

// widths returns the columns' widths in points within a width.
func (t Table) widths(within float64) []float64 {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Width
	}
	all := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = within * c.Width / sum
	}
	return all
}

// clean returns a text as it may stand on paper: composed (NFC), line breaks as "\n", without control characters, marks of
// direction, characters of no width and what is no character at all.
func clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r), r&0xfffe == 0xfffe:
			return -1
		}
		return r
	}, s))
}

// upper returns a text in capitals.
func upper(s string) string { return strings.ToUpper(s) }
