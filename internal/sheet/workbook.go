package sheet

import (
	"archive/zip"
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numeral is a number as a workbook stores it.
var numeral = regexp.MustCompile(`^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$`)

// readWorkbook reads one sheet of an XLSX workbook. Formulas are read as the values that Excel last computed, and marked
// where the file holds none; a merged area holds its value in each of its cells; hidden rows and columns are read like others, and rows are marked.
func readWorkbook(data []byte, name string) (Sheet, error) {
	if err := unpackable(data); err != nil {
		return Sheet{}, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return Sheet{}, ErrBroken
	}
	defer func() { _ = f.Close() }() // nothing was written
	s := Sheet{Workbook: true}
	for _, title := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(title); err == nil && shown {
			s.Sheets = append(s.Sheets, title)
		}
	}
	if len(s.Sheets) == 0 {
		return Sheet{}, ErrEmpty
	}
	if s.Name = name; name == "" {
		s.Name = s.Sheets[0]
	}
	if !slices.Contains(s.Sheets, s.Name) {
		return Sheet{}, ErrNoSheet.Arg("sheets", strings.Join(s.Sheets, ", "))
	}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.Since04 = *props.Date1904
	}
	if s.Rows, err = rowsOf(f, s.Name); err != nil {
		return Sheet{}, err
	}
	if err := complete(f, &s); err != nil {
		return Sheet{}, err
	}
	return s.fit()
}

// unpackable refuses a workbook that would not fit in memory, before anything of it is unpacked. What a workbook says of
// its parts may be a lie: excelize counts again while it unpacks, and the archive reader stops at the size that was said.
func unpackable(data []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ErrBroken
	}
	if len(archive.File) > maxParts {
		return ErrUnpacked
	}
	var whole uint64
	workbook := false
	for _, part := range archive.File {
		if part.Flags&1 != 0 {
			return ErrOldExcel // with a password
		}
		path := strings.ToLower(strings.TrimPrefix(part.Name, "/"))
		workbook = workbook || path == "xl/workbook.xml"
		if whole += part.UncompressedSize64; whole > maxUnpacked || strings.HasPrefix(path, "xl/worksheets/") && part.UncompressedSize64 > maxPart {
			return ErrUnpacked
		}
	}
	if !workbook {
		return ErrOther
	}
	return nil
}

// rowsOf reads the rows that hold something, each number both as it is stored and as it is shown.
func rowsOf(f *excelize.File, name string) ([]Row, error) {
	stored, err := f.Rows(name)
	if err != nil {
		return nil, ErrBroken
	}
	defer func() { _ = stored.Close() }()
	shown, err := f.Rows(name)
	if err != nil {
		return nil, ErrBroken
	}
	defer func() { _ = shown.Close() }()
	var rows []Row
	for n := 1; stored.Next() && shown.Next(); n++ {
		raw, err := stored.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, ErrBroken
		}
		seen, err := shown.Columns()
		if err != nil {
			return nil, ErrBroken
		}
		row := Row{N: n, Cells: make([]Cell, len(raw))}
		for i, text := range raw {
			row.Cells[i] = Cell{Text: text}
			if i < len(seen) && seen[i] != text {
				row.Cells[i] = Cell{Text: seen[i], Raw: text, Number: numeral.MatchString(text)}
			}
		}
		if row.empty() {
			continue
		}
		if len(rows) == MaxRows {
			return nil, ErrRows.Arg("max", strconv.Itoa(MaxRows))
		}
		rows = append(rows, row)
	}
	if stored.Error() != nil {
		return nil, ErrBroken
	}
	return rows, nil
}

// complete marks the numbers and hidden rows, and spreads what stands in merged areas.
func complete(f *excelize.File, s *Sheet) error {
	merged, err := f.GetMergeCells(s.Name)
	if err != nil {
		return ErrBroken
	}
	byRow := make(map[int]int, len(s.Rows))
	for i, row := range s.Rows {
		byRow[row.N] = i
		if shown, err := f.GetRowVisible(s.Name, row.N); err == nil {
			s.Rows[i].Hidden = !shown
		}
		for c, cell := range row.Cells {
			if cell.Number || cell.Text != "" && !numeral.MatchString(cell.Text) {
				continue
			}
			at, err := excelize.CoordinatesToCellName(c+1, row.N)
			if err != nil {
				continue
			}
			if cell.Text == "" {
				formula, err := f.GetCellFormula(s.Name, at)
				s.Rows[i].Cells[c].Uncomputed = err == nil && formula != "" // also one whose value is "": it cannot be told apart
				continue
			}
			switch kind, err := f.GetCellType(s.Name, at); {
			case err != nil:
			case kind == excelize.CellTypeUnset, kind == excelize.CellTypeNumber, kind == excelize.CellTypeDate:
				s.Rows[i].Cells[c].Number, s.Rows[i].Cells[c].Raw = true, cell.Text
			}
		}
	}
	for _, area := range merged {
		c1, r1, err1 := excelize.CellNameToCoordinates(area.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(area.GetEndAxis())
		if err1 != nil || err2 != nil || c1 != c2 { // across columns it is a title, not a value
			continue
		}
		from, ok := byRow[r1]
		if !ok {
			continue
		}
		value := s.Rows[from].at(c1 - 1)
		for i := from + 1; i < len(s.Rows) && s.Rows[i].N <= r2; i++ {
			for len(s.Rows[i].Cells) < c1 {
				s.Rows[i].Cells = append(s.Rows[i].Cells, Cell{})
			}
			s.Rows[i].Cells[c1-1] = value
		}
	}
	return nil
}
