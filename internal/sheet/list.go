package sheet

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"congvu/pkg/vncal"
)

// Form is how the cells of a column of a List are shown. A text is a text in every column.
type Form int

// The forms.
const (
	AsText    Form = iota // wrapped
	AsNumber              // a number with as many decimals as it has
	AsDay                 // a vncal.Date, dd/mm/yyyy
	AsInstant             // a time.Time, with the time of the day in Vietnam
	asTitle
	asAbout
	asHeading
)

// Field is a column of a List.
type Field struct {
	Title string
	Form  Form
	Width float64 // in characters
}

// List is a table for people: what it is and whose, and then its rows. Unlike a Page it is not made to be read back by an
// import, so its numbers are numbers and its days days.
type List struct {
	Name   string   // of the sheet, at most 31 characters
	Title  string   // the first line
	About  []string // the lines below it: agency, unit, who made it and when
	Fields []Field
	Most   int    // how many rows are written
	Beyond string // what stands below them when there are more
}

// Written is a list as a workbook.
type Written struct {
	Data []byte
	Rows int
	More bool // there are more than List.Most
}

// Write writes the list. A row has a value for each field: a string, an int, a float64, a vncal.Date, a time.Time, or nil.
// Texts never begin a formula (Guarded); numbers and days are what they are, so that a spreadsheet sums and sorts them.
//
// Rows are taken one by one and kept on disk beyond some megabytes: a long list costs no more memory than a short one. An
// error among the rows ends it and is returned as it is.
func (l List) Write(rows iter.Seq2[[]any, error]) (out Written, err error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // removes what is kept on disk
	w := &listWriter{styles: map[Form]int{}}
	if err := w.begin(f, l); err != nil {
		return Written{}, fmt.Errorf("write list: %w", err)
	}
	for row, fault := range rows {
		if fault != nil {
			return Written{}, fault
		}
		if out.More = out.Rows == l.Most; out.More {
			break
		}
		out.Rows++
		if err := w.row(l, row); err != nil {
			return Written{}, fmt.Errorf("write list: %w", err)
		}
	}
	if out.More {
		err = w.line(asHeading, l.Beyond)
	}
	if err == nil {
		err = w.stream.Flush()
	}
	var file bytes.Buffer
	if err == nil {
		err = f.Write(&file)
	}
	if err != nil {
		return Written{}, fmt.Errorf("write list: %w", err)
	}
	out.Data = file.Bytes()
	return out, nil
}

// listWriter writes the rows of one sheet from the top down.
type listWriter struct {
	stream *excelize.StreamWriter
	styles map[Form]int
	n      int // rows written
}

func (w *listWriter) begin(f *excelize.File, l List) error {
	if err := f.SetSheetName("Sheet1", l.Name); err != nil {
		return err
	}
	day, instant := "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
	top := &excelize.Alignment{Vertical: "top"}
	styles := map[Form]*excelize.Style{
		AsText:    {NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
		AsNumber:  {Alignment: top},
		AsDay:     {CustomNumFmt: &day, Alignment: top},
		AsInstant: {CustomNumFmt: &instant, Alignment: top},
		asTitle:   {NumFmt: 49, Font: &excelize.Font{Bold: true, Size: 14}},
		asAbout:   {NumFmt: 49},
		asHeading: {
			NumFmt: 49, Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Color: "8E8C87", Style: 1}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		},
	}
	for _, form := range slices.Sorted(maps.Keys(styles)) { // in one order, so that one list makes one file
		id, err := f.NewStyle(styles[form])
		if err != nil {
			return err
		}
		w.styles[form] = id
	}
	var err error
	if w.stream, err = f.NewStreamWriter(l.Name); err != nil {
		return err
	}
	for i, c := range l.Fields {
		if err := w.stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	head := len(l.About) + 3 // the title, the lines about it, an empty one, the names of the columns
	if err := w.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: fmt.Sprintf("A%d", head+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.line(asTitle, l.Title); err != nil {
		return err
	}
	for _, about := range l.About {
		if err := w.line(asAbout, about); err != nil {
			return err
		}
	}
	w.n++
	names := make([]string, len(l.Fields))
	for i, c := range l.Fields {
		names[i] = c.Title
	}
	return w.line(asHeading, names...)
}

// line writes texts of one form.
func (w *listWriter) line(form Form, texts ...string) error {
	cells := make([]any, len(texts))
	for i, s := range texts {
		cells[i] = w.cell(form, s)
	}
	w.n++
	return w.stream.SetRow(fmt.Sprintf("A%d", w.n), cells)
}

// row writes one row of the table.
func (w *listWriter) row(l List, values []any) error {
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = w.cell(l.Fields[i].Form, v)
	}
	w.n++
	return w.stream.SetRow(fmt.Sprintf("A%d", w.n), cells)
}

// cell returns a value as it is stored. A workbook knows no zone, so an instant is the time on the wall in Vietnam.
func (w *listWriter) cell(form Form, v any) excelize.Cell {
	switch x := v.(type) {
	case string:
		if form == AsNumber || form == AsDay || form == AsInstant {
			form = AsText
		}
		v = Guarded(x)
	case vncal.Date:
		v = nil
		if x != "" {
			v = wall(x.Start())
		}
	case time.Time:
		v = wall(x)
	}
	return excelize.Cell{StyleID: w.styles[form], Value: v}
}

// wall returns the time that a clock in Vietnam shows, as if it were one in Greenwich.
func wall(at time.Time) time.Time {
	at = at.In(vncal.Zone())
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
}
