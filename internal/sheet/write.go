package sheet

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Page is a sheet to be written.
type Page struct {
	Name   string
	Header []string
	Rows   [][]string
	Marked map[[2]int]bool // cells to be marked as faulty, by row and column of Rows, from 0
}

// Write returns a workbook with one sheet. Every cell is text, and none begins a formula; columns are as wide as what they
// hold, and the headings stay in view.
func Write(p Page) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	if err := f.SetSheetName("Sheet1", p.Name); err != nil {
		return nil, fmt.Errorf("write sheet: %w", err)
	}
	text, err1 := f.NewStyle(&excelize.Style{NumFmt: 49})
	bold, err2 := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	bad, err3 := f.NewStyle(&excelize.Style{
		NumFmt: 49, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FDE7E7"}}, Font: &excelize.Font{Color: "B42318", Bold: true},
	})
	w, err4 := f.NewStreamWriter(p.Name)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			return nil, fmt.Errorf("write sheet: %w", err)
		}
	}
	for i, width := range p.widths() {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return nil, fmt.Errorf("write sheet: %w", err)
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("write sheet: %w", err)
	}
	for i, row := range append([][]string{p.Header}, p.Rows...) {
		cells := make([]any, len(row))
		for j, s := range row {
			style := text
			switch {
			case i == 0:
				style = bold
			case p.Marked[[2]int{i - 1, j}]:
				style = bad
			}
			cells[j] = excelize.Cell{StyleID: style, Value: Guarded(s)}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return nil, fmt.Errorf("write sheet: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("write sheet: %w", err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write sheet: %w", err)
	}
	return out.Bytes(), nil
}

// widths returns how wide each column is, in characters.
func (p Page) widths() []float64 {
	const least, most = 10, 60
	var all []float64
	for _, row := range append([][]string{p.Header}, p.Rows[:min(len(p.Rows), 200)]...) {
		for i, s := range row {
			if i == len(all) {
				all = append(all, least)
			}
			all[i] = min(most, max(all[i], float64(len([]rune(s))+2)))
		}
	}
	return all
}
