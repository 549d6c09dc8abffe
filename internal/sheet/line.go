package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Fault is what is wrong with one cell, or, as a note, what somebody should look at.
type Fault struct {
	Key   string            `bson:"key"`             // of the column; "" when the whole row is meant
	Index int               `bson:"index"`           // of the column in the file, -1 for the whole row
	Code  string            `bson:"code"`            // a code of errs/sentences without its "field." prefix
	Args  map[string]string `bson:"args,omitempty"`  // values of the sentence's placeholders
	Offer string            `bson:"offer,omitempty"` // what the cell probably means
	Note  bool              `bson:"note"`            // the row is good all the same
}

// Line is one row being read: every cell that is not what its column takes is noted as a fault.
type Line struct {
	table  Table
	row    Row
	Faults []Fault
}

// N returns the number of the row, as in the file.
func (l *Line) N() int { return l.row.N }

// Cells returns the texts of the row as they are shown.
func (l *Line) Cells() []string {
	out := make([]string, len(l.row.Cells))
	for i, c := range l.row.Cells {
		out[i] = c.Text
	}
	return out
}

// Has reports whether the table has the column at all.
func (l *Line) Has(key string) bool { _, ok := l.table.index[key]; return ok }

// Faulty reports whether a fault was found that is no note.
func (l *Line) Faulty() bool {
	for _, f := range l.Faults {
		if !f.Note {
			return true
		}
	}
	return false
}

// FaultyAt reports whether a column has such a fault.
func (l *Line) FaultyAt(key string) bool {
	for _, f := range l.Faults {
		if !f.Note && f.Key == key {
			return true
		}
	}
	return false
}

// Fault notes a fault of a column; args are pairs of name and value.
func (l *Line) Fault(key, code string, args ...string) { l.add(Fault{Key: key, Code: code}, args) }

// Offer is Fault with what the cell probably means.
func (l *Line) Offer(key, code, offer string, args ...string) {
	l.add(Fault{Key: key, Code: code, Offer: offer}, args)
}

// Note notes what somebody should look at; the row is good all the same.
func (l *Line) Note(key, code string, args ...string) {
	l.add(Fault{Key: key, Code: code, Note: true}, args)
}

func (l *Line) add(f Fault, args []string) {
	f.Index = -1
	if i, ok := l.table.index[f.Key]; ok {
		f.Index = i
	}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	l.Faults = append(l.Faults, f)
}

// cell returns a cell with what a formula that failed shows, or one that nobody has computed, as a fault.
func (l *Line) cell(key string) Cell {
	i, ok := l.table.index[key]
	if !ok {
		return Cell{}
	}
	c := l.row.at(i)
	if c.Uncomputed {
		l.Fault(key, "cell_uncomputed")
		return Cell{}
	}
	if strings.ContainsRune(c.Text, utf8.RuneError) {
		l.Fault(key, "cell_unreadable")
		return Cell{}
	}
	c.Text = fold.Line(unguarded(c.Text))
	switch c.Text {
	case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!":
		l.Fault(key, "cell_formula")
		return Cell{}
	}
	return c
}

// Text returns a cell as one line of text of at most limit characters. An empty one is a fault when it is required.
func (l *Line) Text(key string, limit int, required bool) string {
	c := l.cell(key)
	switch n := utf8.RuneCountInString(c.Text); {
	case n == 0 && required && !l.FaultyAt(key):
		l.Fault(key, "cell_empty")
	case n > limit:
		l.Fault(key, "cell_long", "max", strconv.Itoa(limit))
		return ""
	}
	return c.Text
}

var digits = regexp.MustCompile(`^\d+$`)

// Code is Text for codes and numbers that are names: what was stored as a number has lost the zeros in front and is
// pointed out. width is how many digits such codes have here, 0 when that is not known.
func (l *Line) Code(key string, limit, width int, required bool) string {
	text := l.Text(key, limit, required)
	if i, ok := l.table.index[key]; ok && l.row.at(i).Number && digits.MatchString(text) {
		switch {
		case width > len(text) && width <= limit:
			l.add(Fault{Key: key, Code: "cell_zeros_lost", Offer: strings.Repeat("0", width-len(text)) + text, Note: true}, []string{"n", strconv.Itoa(width)})
		case !strings.HasPrefix(text, "0"):
			l.Note(key, "cell_number_code")
		}
	}
	return text
}

// Whole returns a cell as a whole number between low and high; absent when it is empty and not required.
func (l *Line) Whole(key string, low, high int, required bool) (n int, ok bool) {
	milli, ok := l.Milli(key, int64(low)*1000, int64(high)*1000, required)
	if ok && milli%1000 != 0 {
		l.Fault(key, "cell_whole")
		return 0, false
	}
	return int(milli / 1000), ok
}

// grouped is a number whose thousands are parted: 1.250 or 1.250,5.
var grouped = regexp.MustCompile(`^\d{1,3}(?:[. ]\d{3})+(?:,\d+)?$`)

// Milli returns a cell as a decimal in thousandths between low and high. A text is read as Vietnamese is written: a comma
// before the decimals, dots or spaces between thousands; a dot is taken for a comma when it cannot part thousands.
func (l *Line) Milli(key string, low, high int64, required bool) (milli int64, ok bool) {
	c := l.cell(key)
	text := c.Text
	switch {
	case text == "":
		if required && !l.FaultyAt(key) {
			l.Fault(key, "cell_empty")
		}
		return 0, false
	case c.Number:
		text = c.Raw
	case grouped.MatchString(text):
		text = strings.NewReplacer(".", "", " ", "", ",", ".").Replace(text)
	default:
		text = strings.Replace(text, ",", ".", 1)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		l.Fault(key, "cell_not_number")
		return 0, false
	}
	value *= 1000
	switch rounded := math.Round(value); {
	case rounded < float64(low) || rounded > float64(high):
		l.Fault(key, "cell_range", "min", decimal(low), "max", decimal(high))
	case math.Abs(value-rounded) > 1e-6:
		l.Fault(key, "cell_decimals")
	default:
		return int64(rounded), true
	}
	return 0, false
}

func decimal(milli int64) string {
	return strings.Replace(strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64), ".", ",", 1)
}

// Choice returns the value that a word stands for; words are compared without marks and case. What is offered instead is
// the nearest of them.
func (l *Line) Choice(key string, words []Word, required bool) (value string, ok bool) {
	text := l.Text(key, 200, required)
	if text == "" {
		return "", false
	}
	asked := plain(text)
	var titles, all []string
	for _, w := range words {
		titles = append(titles, w.Title)
		for _, name := range append([]string{w.Title, w.Value}, w.Also...) {
			if plain(name) == asked {
				return w.Value, true
			}
			all = append(all, w.Title)
		}
	}
	l.Offer(key, "cell_choice", Nearest(text, all), "allowed", strings.Join(titles, ", "))
	return "", false
}

// Word is one value of a column that takes some values only.
type Word struct {
	Value string // as stored
	Title string // as templates write it
	Also  []string
}

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$`)
	yearFirst = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?$`)
	inWords   = regexp.MustCompile(`^ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})$`)
	monthOnly = regexp.MustCompile(`^\d{1,2}\s*[/.\-]\s*\d{4}$|^\d{4}$`)
	shortYear = regexp.MustCompile(`^\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}$`)
)

// Date returns a cell as a day: a serial of the workbook, 01/05/2026, 1-5-2026, 1.5.2026, 2026-05-01 or "ngày 1 tháng 5 năm
// 2026". The day comes before the month. absent when it is empty and not required.
func (l *Line) Date(key string, required bool) (d vncal.Date, ok bool) {
	c := l.cell(key)
	switch {
	case c.Text == "":
		if required && !l.FaultyAt(key) {
			l.Fault(key, "cell_empty")
		}
		return "", false
	case c.Number:
		return l.serial(key, c.Raw)
	}
	var day, month, year string
	if m := dayFirst.FindStringSubmatch(c.Text); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := yearFirst.FindStringSubmatch(c.Text); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if m := inWords.FindStringSubmatch(plain(c.Text)); m != nil {
		day, month, year = m[1], m[2], m[3]
	}
	switch {
	case year != "":
		return l.civil(key, day, month, year)
	case monthOnly.MatchString(c.Text):
		l.Fault(key, "cell_date_part")
	case shortYear.MatchString(c.Text):
		l.Fault(key, "cell_date_year")
	default:
		l.Fault(key, "cell_date_format")
	}
	return "", false
}

// civil is the day of three numbers, or a fault that says which of them cannot be.
func (l *Line) civil(key, day, month, year string) (vncal.Date, bool) {
	n, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	first := vncal.Date(year + "-" + two(m) + "-01")
	switch {
	case m > 12 && n <= 12:
		l.Offer(key, "cell_date_swapped", two(m)+"/"+two(n)+"/"+year, "month", month)
	case m < 1 || m > 12:
		l.Fault(key, "cell_date_month", "month", month)
	case y < 1900 || y > 2100:
		l.Fault(key, "cell_date_far")
	default:
		if last := first.AddMonths(1).AddDays(-1).Day(); n < 1 || n > last {
			l.Fault(key, "cell_date_none", "month", strconv.Itoa(m), "days", strconv.Itoa(last))
			return "", false
		}
		return first.AddDays(n - 1), true
	}
	return "", false
}

// serial is the day of a number of days since the end of 1899, or since 1904; the time of day is cut off.
func (l *Line) serial(key, raw string) (vncal.Date, bool) {
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil || value != math.Trunc(value) && value < 1 {
		l.Fault(key, "cell_date_format")
		return "", false
	}
	days, from := int(value), vncal.Date("1899-12-30")
	if l.table.Since04 {
		from = "1904-01-01"
	}
	d := from.AddDays(days)
	switch {
	case days >= 1900 && days <= 2100: // a year, typed as a number; as a serial it would be a day of 1905
		l.Fault(key, "cell_date_part")
	case d.Valid() && days > 60 && d.Year() >= 1901 && d.Year() <= 2100: // until 1/3/1900 the serials count a day that never was
		return d, true
	default:
		l.Fault(key, "cell_date_far")
	}
	return "", false
}

// unguarded takes away the apostrophe that Guarded put in front.
func unguarded(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		return s[1:]
	}
	return s
}

// Guarded returns a text as it is written into a file for others to open: one that a spreadsheet would take for a formula
// gets an apostrophe in front, which reading takes away again (spec/security.md §1).
func Guarded(s string) string {
	trimmed := strings.TrimLeft(s, " \t\r\n")
	if trimmed != "" && strings.ContainsRune("=+-@", rune(trimmed[0])) {
		return "'" + trimmed
	}
	return s
}
