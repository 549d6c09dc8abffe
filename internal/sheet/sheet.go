package sheet

import (
	"bytes"
	"strings"
)

// Limits of what is read.
const (
	MaxBytes    = 10 << 20  // of a file
	maxUnpacked = 200 << 20 // of a workbook, all its parts together
	maxPart     = 64 << 20  // of the one sheet that is read
	maxParts    = 2000      // files in a workbook
	MaxRows     = 10_000    // of a sheet, those without anything not counted
	maxColumns  = 100       // that hold something
)

// Cell is one cell as read.
type Cell struct {
	Text   string // as it is shown in the sheet
	Raw    string // of a number: as it is stored, a date as its serial
	Number bool   // stored as a number, so that zeros in front are lost

	Uncomputed bool // holds a formula whose value is not in the file: what it says is not known
}

// Row is one row that holds something.
type Row struct {
	N      int // as in the file, from 1
	Cells  []Cell
	Hidden bool
}

// at returns the cell of a column, an empty one beyond the last.
func (r Row) at(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// empty reports whether the row holds nothing.
func (r Row) empty() bool {
	for _, c := range r.Cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

// Sheet is one sheet of a file.
type Sheet struct {
	Name     string   // of the sheet; "" of a text table
	Sheets   []string // the visible sheets of the workbook; none of a text table
	Rows     []Row
	Since04  bool // dates count from 1904 on, as old workbooks of the Mac have it
	Workbook bool // XLSX
}

// Read reads one sheet of a file: name says which, "" the first visible one. The kind of file goes by what it holds, not by
// its name.
//
// Errors: all of this package but those of Table.
func Read(data []byte, name string) (Sheet, error) {
	switch {
	case len(data) > MaxBytes:
		return Sheet{}, ErrTooLarge
	case len(bytes.TrimSpace(data)) == 0:
		return Sheet{}, ErrEmpty
	case bytes.HasPrefix(data, []byte("PK")):
		return readWorkbook(data, name)
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return Sheet{}, ErrOldExcel
	default:
		return readText(data)
	}
}

// fit refuses a sheet that is too large or holds nothing, and cuts what holds nothing off the end of each row.
func (s Sheet) fit() (Sheet, error) {
	if len(s.Rows) == 0 {
		return Sheet{}, ErrEmpty
	}
	for i, r := range s.Rows {
		n := len(r.Cells)
		for n > 0 && strings.TrimSpace(r.Cells[n-1].Text) == "" {
			n--
		}
		if n > maxColumns {
			return Sheet{}, ErrColumns.Arg("max", "100")
		}
		s.Rows[i].Cells = r.Cells[:n:n]
	}
	return s, nil
}
