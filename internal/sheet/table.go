package sheet

import (
	"regexp"
	"strings"
	"unicode"

	"congvu/pkg/fold"
)

// headerWithin is how many of the first rows may come before the names of the columns: the title, the agency, the date.
const headerWithin = 20

// Column is one column that a table may have.
type Column struct {
	Key    string   // stable, as in the API
	Title  string   // as templates write it
	Also   []string // other names that people give it
	Needed bool     // a table without it cannot be read
}

// names reports whether a heading is that of the column; marks, case, signs and what stands in brackets do not matter.
func (c Column) names(heading string) bool {
	if heading == plain(c.Title) {
		return true
	}
	for _, other := range c.Also {
		if heading == plain(other) {
			return true
		}
	}
	return false
}

var bracketed = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)

// plain is a heading as it is compared.
func plain(heading string) string {
	heading = fold.Fold(bracketed.ReplaceAllString(heading, " "))
	return strings.Join(strings.FieldsFunc(heading, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }), " ")
}

// Place is where a column of a table stands in the file.
type Place struct {
	Key     string `bson:"key"`     // of the Column; "" of one that nobody asked for, which is not read
	Heading string `bson:"heading"` // as in the file
	Index   int    `bson:"index"`   // from 0: A is 0
}

// Table is a sheet whose columns are known.
type Table struct {
	Sheet
	Places []Place // in the order of the file
	Header int     // the row of the headings, as in the file
	Lines  []Row   // below the headings
	index  map[string]int
}

// Table finds the headings in one of the first rows, whatever their order, and the rows below.
// Errors: ErrHeader, ErrMissing with the column's title, ErrTwice, ErrNoRows.
func (s Sheet) Table(columns []Column) (Table, error) {
	best, most := -1, 0
	for i, row := range s.Rows[:min(len(s.Rows), headerWithin)] {
		n := 0
		for _, cell := range row.Cells {
			if _, ok := columnOf(columns, cell.Text); ok {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if titles := titlesOf(columns); most < 2 && most < len(columns) {
		return Table{}, ErrHeader.Arg("columns", titles)
	}
	t := Table{Sheet: s, Header: s.Rows[best].N, index: map[string]int{}}
	for i, cell := range s.Rows[best].Cells {
		heading := fold.Line(cell.Text)
		place := Place{Heading: heading, Index: i}
		if c, ok := columnOf(columns, heading); ok {
			if _, twice := t.index[c.Key]; twice {
				return Table{}, ErrTwice.Arg("column", c.Title)
			}
			place.Key, t.index[c.Key] = c.Key, i
		}
		if heading != "" {
			t.Places = append(t.Places, place)
		}
	}
	for _, c := range columns {
		if _, ok := t.index[c.Key]; c.Needed && !ok {
			return Table{}, ErrMissing.Arg("column", c.Title)
		}
	}
	t.Lines = below(s.Rows[best], s.Rows[best+1:])
	if len(t.Lines) == 0 {
		return Table{}, ErrNoRows
	}
	return t, nil
}

func columnOf(columns []Column, heading string) (Column, bool) {
	heading = plain(heading)
	if heading == "" {
		return Column{}, false
	}
	for _, c := range columns {
		if c.names(heading) {
			return c, true
		}
	}
	return Column{}, false
}

func titlesOf(columns []Column) string {
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.Title
	}
	return strings.Join(titles, ", ")
}

// below returns the rows under the headings without the headings of further pages, and without the numbers that forms
// write under them.
func below(header Row, rows []Row) []Row {
	var out []Row
	for i, row := range rows {
		if row.empty() || i == 0 && numbering(row) || same(header, row) {
			continue
		}
		out = append(out, row)
	}
	return out
}

var ordinal = regexp.MustCompile(`^\(?(?:\d{1,2}|[A-Z])\)?$`)

func numbering(row Row) bool {
	n := 0
	for _, c := range row.Cells {
		text := strings.TrimSpace(c.Text)
		if text == "" {
			continue
		}
		if n++; !ordinal.MatchString(text) {
			return false
		}
	}
	return n >= 2
}

func same(a, b Row) bool {
	for i := range max(len(a.Cells), len(b.Cells)) {
		if plain(a.at(i).Text) != plain(b.at(i).Text) {
			return false
		}
	}
	return true
}

// Letter returns how a workbook names a column: 0 is A, 26 is AA.
func Letter(index int) string {
	name := ""
	for n := index + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// Line returns a row to be read by the keys of its columns.
func (t Table) Line(row Row) *Line { return &Line{table: t, row: row} }

// Put writes a text into a cell of a line below the headings; rows are counted as in the file, columns from 0. A row that
// is not there is left out.
func (t *Table) Put(row, index int, text string) {
	for i, r := range t.Lines {
		if r.N != row || index < 0 || index >= maxColumns {
			continue
		}
		cells := make([]Cell, max(len(r.Cells), index+1))
		copy(cells, r.Cells)
		cells[index] = Cell{Text: text}
		t.Lines[i].Cells = cells
	}
}
