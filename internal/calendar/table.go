package calendar

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// MaxTable is the largest table of days in bytes: 400 rows take some 40 kB.
const MaxTable = 256 << 10

// columns are the headings of a table of days, as in the official one.
var columns = []string{"date", "name", "type", "source"}

// ReadTable reads days from CSV with the columns date, name, type and source, in any order; the source may be missing. A
// date is 2027-02-05 or 05/02/2027; commas, semicolons and tabs part the cells. What the days mean for the calendar is for
// the change to say. Errors: ErrEncoding; ErrTable with the row and column.
func ReadTable(text string) ([]vncal.Day, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	switch {
	case len(text) > MaxTable:
		return nil, ErrTable.At("csv", "calendar_table_size")
	case !utf8.ValidString(text) || strings.ContainsAny(text, "\ufffd\x00"):
		return nil, ErrEncoding
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	first, _, _ := strings.Cut(text, "\n")
	for _, sep := range ";\t" {
		if strings.Count(first, string(sep)) > strings.Count(first, string(r.Comma)) {
			r.Comma = sep
		}
	}
	head, err := r.Read()
	if err != nil {
		return nil, ErrTable.At("csv", "calendar_heading")
	}
	place := map[string]int{}
	for i, h := range head {
		if name := strings.ToLower(fold.Line(h)); slices.Contains(columns, name) {
			place[name] = i
		}
	}
	for _, need := range columns[:3] {
		if _, ok := place[need]; !ok {
			return nil, ErrTable.At("csv", "calendar_heading")
		}
	}
	var days []vncal.Day
	for {
		cells, err := r.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return days, nil
		case errors.As(err, &bad):
			return nil, ErrTable.With(errs.Field{Path: "csv", Code: "calendar_quote", Args: map[string]string{"row": fmt.Sprint(bad.StartLine)}})
		case err != nil:
			return nil, fmt.Errorf("read table of days: %w", err)
		}
		cell := func(name string) string {
			if i, ok := place[name]; ok && i < len(cells) {
				return fold.Line(cells[i])
			}
			return ""
		}
		if len(days) > maxRows { // the change says that there are too many
			return days, nil
		}
		days = append(days, vncal.Day{Date: dateIn(cell("date")), Name: cell("name"), Type: vncal.DayType(cell("type")), Source: cell("source")})
	}
}

// dateIn returns a date written either way; anything else as it stands, for the change to refuse.
func dateIn(text string) vncal.Date {
	if len(text) == 10 && text[2] == '/' && text[5] == '/' {
		return vncal.Date(text[6:] + "-" + text[3:5] + "-" + text[:2])
	}
	return vncal.Date(text)
}
