package calendar

import (
	_ "embed" // the default hours
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
	"time"

	"congvu/pkg/vncal"
)

// Interval is a part of a working day, both ends as time of day counted from local midnight.
type Interval struct{ From, To time.Duration }

// schedule is one dated row of working hours.
type schedule struct {
	from, to  vncal.Date // both included; to is "" while in force
	intervals []Interval
}

//go:embed hours.csv
var hoursCSV string

// defaultHours is read once; it is part of the program and tests read it, so a fault in it is a defect, not an error.
var defaultHours = sync.OnceValue(func() []schedule {
	rows, err := readHours(hoursCSV)
	if err != nil {
		panic(err)
	}
	return rows
})

// Hours returns the working hours of a day (giờ làm việc) in a calendar, in order; none on a day off. A worked Saturday
// has the hours of an ordinary day.
//
// Legal source: Quyết định 188/1999/QĐ-TTg (40 hours in five days); the hours themselves are each agency's setting, the
// embedded table holds the usual ones.
func Hours(c *vncal.Calendar, d vncal.Date) []Interval {
	if !c.IsWorking(d) {
		return nil
	}
	for _, s := range defaultHours() {
		if s.from <= d && (s.to == "" || d <= s.to) {
			return append([]Interval(nil), s.intervals...)
		}
	}
	return nil
}

func readHours(text string) ([]schedule, error) {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(lines) < 2 {
		return nil, fmt.Errorf("calendar: read hours: %d lines, %w", len(lines), err)
	}
	var rows []schedule
	for _, l := range lines[1:] {
		s := schedule{from: vncal.Date(l[0]), to: vncal.Date(l[1])}
		if !s.from.Valid() || s.to != "" && !s.to.Valid() {
			return nil, fmt.Errorf("calendar: hours valid from %q to %q", l[0], l[1])
		}
		for part := range strings.FieldsSeq(l[2]) {
			var fromH, fromM, toH, toM int
			if n, err := fmt.Sscanf(part, "%02d:%02d-%02d:%02d", &fromH, &fromM, &toH, &toM); n != 4 || err != nil {
				return nil, fmt.Errorf("calendar: hours %q", part)
			}
			s.intervals = append(s.intervals, Interval{From: timeOfDay(fromH, fromM), To: timeOfDay(toH, toM)})
		}
		rows = append(rows, s)
	}
	return rows, nil
}

func timeOfDay(h, m int) time.Duration {
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
}
