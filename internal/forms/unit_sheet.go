package forms

import (
	"strconv"

	"congvu/internal/sheet"
)

// SummarySheet returns the summary as a spreadsheet has it: its columns, and a row for each person in whose cells numbers are
// numbers, cut to what the paper shows.
func SummarySheet(t Table) (fields []sheet.Field, rows [][]any) {
	parts := summaryParts(t.Scores.Month.Period)
	fields = []sheet.Field{
		{Title: "TT", Form: sheet.AsNumber, Width: 6}, {Title: "Họ và tên", Width: 28}, {Title: "Số hiệu", Width: 12}, {Title: "Chức vụ, chức danh", Width: 28},
	}
	for _, x := range parts {
		fields = append(fields, sheet.Field{Title: x.title, Form: sheet.AsNumber, Width: 12})
	}
	fields = append(fields, sheet.Field{Title: "Tổng điểm", Form: sheet.AsNumber, Width: 12}, sheet.Field{Title: "Mức đề xuất", Width: 30}, sheet.Field{Title: "Ghi chú", Width: 40})
	for i, sc := range t.Scores.Rows {
		row := []any{i + 1, sc.Person.Name, sc.Person.StaffNo, sc.Person.Title}
		for _, x := range parts {
			row = append(row, decimal(x.of(sc)))
		}
		rows = append(rows, append(row, decimal(sc.Result.Total), gradeName(sc.Policy, sc.Result.Grade), sentence(t.note(sc))))
	}
	return fields, rows
}

// decimal returns a decimal string as a number of a spreadsheet, nil of none.
func decimal(s string) any {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return x
}
