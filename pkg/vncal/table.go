package vncal

import (
	_ "embed" // the official table
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

// Version names the embedded table; it changes with every row that is added or corrected. See [Calendar.Version].
const Version = "vn-2028.1"

//go:embed holidays.csv
var officialCSV string

//go:embed pending.csv
var pendingCSV string

// official is read once. The table is part of the program and tests read it, so a fault in it is a defect, not an error.
var official = sync.OnceValue(func() *Calendar {
	c, err := newCalendar(mustRows("holidays.csv", officialCSV), mustRows("pending.csv", pendingCSV))
	if err != nil {
		panic(err)
	}
	return c
})

// Official returns the embedded calendar: the official days of 2020 to 2027 and the statutory days of 2028. Since 2026 they hold
// 24 November, Ngày Văn hóa Việt Nam, which is not compensated when it falls on a day of rest: it stands outside Điều 112
// khoản 1, to which the compensation of Điều 111 khoản 3 belongs.
//
// Legal source: Bộ luật Lao động 45/2019/QH14 Điều 111, 112; Nghị quyết 28/2026/QH16 Điều 2 (24/11, từ 01/07/2026); công văn
// 10065/VPCP-KGVX ngày 02/10/2026 (Tết, Quốc khánh 2027).
func Official() *Calendar { return official() }

func mustRows(name, text string) []Day {
	rows, err := readRows(text)
	if err != nil {
		panic(fmt.Sprintf("vncal: %s: %v", name, err))
	}
	return rows
}

// readRows reads a table with the columns date, name, type, source; rows are in order and no date stands twice.
func readRows(text string) ([]Day, error) {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	if len(lines) == 0 || strings.Join(lines[0], ",") != "date,name,type,source" {
		return nil, fmt.Errorf("read table: unexpected heading")
	}
	rows := make([]Day, 0, len(lines)-1)
	for i, l := range lines[1:] {
		d := Day{Date: Date(l[0]), Name: l[1], Type: DayType(l[2]), Source: l[3]}
		switch {
		case !d.Date.Valid() || !d.Type.Valid() || d.Name == "" || d.Source == "":
			return nil, fmt.Errorf("read table: row %d is incomplete", i+2)
		case i > 0 && rows[i-1].Date >= d.Date:
			return nil, fmt.Errorf("read table: row %d is out of order", i+2)
		}
		rows = append(rows, d)
	}
	return rows, nil
}
