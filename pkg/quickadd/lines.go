package quickadd

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"congvu/pkg/fold"
)

// Row is one line of what was pasted.
type Row struct {
	Text  string // without the bullet or number and the indent before it, ready for Parse
	Depth int    // how far it stands to the right: 0, 1, 2 …
}

// MaxRows is how many lines are read at once; Lines gives one more where there are more, so that who asks can say so.
const MaxRows = 100

// bullet finds what a list of Word writes before a line: "•", "-", "1.", "a)", "IV.", "1.2.". A number without a dot or a
// bracket is part of what is said: "3 báo cáo".
var bullet = regexp.MustCompile(`^(?:[•●○▪■◦·*–—o-][\s\x{a0}]+|[•●○▪■◦·][\s\x{a0}]*|(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđA-ZĐ][.)]|[IVX]{1,5}[.)])[\s\x{a0}]+)`)

// Lines cuts what was typed or pasted into lines: those of a document of Word, indented or numbered, and the rows of a table of
// Excel, whose cells are parted by tabs. Where the first row of a table names its columns (Nội dung, Chủ trì, Phối hợp, Hạn, Sản phẩm,
// Số lượng, Văn bản), the cells below become the parts they are; other cells stay words of the title. Empty lines are left out.
func Lines(text string) []Row {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	var rows []Row
	var columns []column
	indents := []int{}
	for _, line := range strings.Split(text, "\n") {
		if fold.Blank(line) {
			continue
		}
		if len(rows) > MaxRows {
			break
		}
		body := strings.TrimLeft(line, " \t\u00a0")
		if cells := strings.Split(strings.TrimRight(line, " \t"), "\t"); len(cells) > 1 && tabular(cells) {
			if named := header(cells); named != nil {
				columns = named
				continue
			}
			rows = append(rows, Row{Text: sentence(cells, columns)})
			continue
		}
		depth := depthOf(&indents, width(line[:len(line)-len(body)]))
		rows = append(rows, Row{Text: strings.TrimSpace(bullet.ReplaceAllString(body, "")), Depth: depth})
	}
	return slices.DeleteFunc(rows, func(r Row) bool { return fold.Blank(r.Text) })
}

// tabular reports whether tabs part cells and are no indent: something stands before a tab that is no bullet, or it is a number.
func tabular(cells []string) bool {
	first := strings.TrimSpace(cells[0])
	if first == "" {
		return false
	}
	if _, err := strconv.Atoi(strings.TrimRight(first, ".)")); err == nil {
		return len(cells) > 2 // "1.<tab>Soạn báo cáo" is a numbered line
	}
	return !bullet.MatchString(first + " ")
}

// width returns how far a line is indented, in spaces; a tab goes to the next fourth.
func width(indent string) int {
	n := 0
	for _, r := range indent {
		if r == '\t' {
			n += 4 - n%4
		} else {
			n++
		}
	}
	return n
}

// depthOf keeps the indents of the lines above that are still open and returns the depth of a line.
func depthOf(open *[]int, indent int) int {
	for len(*open) > 0 && (*open)[len(*open)-1] >= indent {
		*open = (*open)[:len(*open)-1]
	}
	*open = append(*open, indent)
	return len(*open) - 1
}

// column is what a column of a table holds.
type column string

// The columns that are parts; the others are words.
const (
	colWords column = ""
	colNo    column = "stt"
	colLead  column = "@"
	colHelp  column = "+phoihop:"
	colDue   column = "hạn "
	colDoc   column = "vb:"
	colProd  column = "sp:"
	colQty   column = "x"
)

// headings are what the columns are called.
var headings = map[string]column{
	"stt": colNo, "tt": colNo, "so tt": colNo, "so thu tu": colNo,
	"noi dung": colWords, "noi dung cong viec": colWords, "noi dung nhiem vu": colWords, "nhiem vu": colWords, "ten nhiem vu": colWords, "cong viec": colWords, "ten cong viec": colWords,
	"chu tri": colLead, "nguoi chu tri": colLead, "don vi chu tri": colLead, "nguoi thuc hien": colLead, "don vi thuc hien": colLead, "nguoi phu trach": colLead,
	"phoi hop": colHelp, "nguoi phoi hop": colHelp, "don vi phoi hop": colHelp,
	"han": colDue, "thoi han": colDue, "han hoan thanh": colDue, "thoi gian hoan thanh": colDue, "thoi han hoan thanh": colDue,
	"van ban": colDoc, "so van ban": colDoc, "van ban nguon": colDoc,
	"san pham": colProd, "ma san pham": colProd, "so luong": colQty,
}

// header returns the columns of a row that names them; nil for a row of the table. At least two names must be known.
func header(cells []string) []column {
	columns, known := make([]column, len(cells)), 0
	for i, cell := range cells {
		c, ok := headings[fold.Fold(fold.Line(cell))]
		if ok {
			known++
		}
		columns[i] = c
	}
	if known < 2 || known < len(cells)-1 {
		return nil
	}
	return columns
}

// sentence puts a row of a table together as it would be typed.
func sentence(cells []string, columns []column) string {
	var title, parts []string
	for i, cell := range cells {
		cell = fold.Line(unquoted(cell))
		if cell == "" {
			continue
		}
		c := colWords
		if i < len(columns) {
			c = columns[i]
		} else if i == 0 {
			if _, err := strconv.Atoi(strings.TrimRight(cell, ".)")); err == nil {
				c = colNo
			}
		}
		switch c {
		case colNo:
		case colWords:
			title = append(title, cell)
		case colLead:
			parts = append(parts, "@"+quoted(cell))
		case colHelp:
			list := names(strings.ReplaceAll(cell, ";", ","))
			for k, name := range list {
				list[k] = quoted(name)
			}
			parts = append(parts, string(colHelp)+strings.Join(list, ","))
		default:
			parts = append(parts, string(c)+cell)
		}
	}
	return strings.Join(append(title, parts...), " ")
}

// quoted returns a name as one word.
func quoted(name string) string {
	if strings.ContainsAny(name, " ,") && !strings.Contains(name, `"`) {
		return `"` + name + `"`
	}
	return name
}

// unquoted returns a cell without the quotes a spreadsheet puts around cells with line ends.
func unquoted(cell string) string {
	if len(cell) > 1 && strings.HasPrefix(cell, `"`) && strings.HasSuffix(cell, `"`) {
		return strings.ReplaceAll(cell[1:len(cell)-1], `""`, `"`)
	}
	return cell
}
