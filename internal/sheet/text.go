package sheet

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readText reads a text table: UTF-8 with or without a byte order mark, or UTF-16; cells parted by comma, semicolon or tab.
func readText(data []byte) (Sheet, error) {
	text, err := decode(data)
	if err != nil {
		return Sheet{}, err
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	comma, text, skipped := parted(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, false
	var s Sheet
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 1
			if fault := new(csv.ParseError); errors.As(err, &fault) {
				line = fault.StartLine
			}
			return Sheet{}, ErrQuote.Arg("line", strconv.Itoa(line+skipped))
		}
		line, _ := r.FieldPos(0)
		row := Row{N: line + skipped, Cells: make([]Cell, len(fields))}
		for i, f := range fields {
			row.Cells[i].Text = f
		}
		if row.empty() {
			continue
		}
		if len(s.Rows) == MaxRows {
			return Sheet{}, ErrRows.Arg("max", strconv.Itoa(MaxRows))
		}
		s.Rows = append(s.Rows, row)
	}
	return s.fit()
}

// decode returns the text of a file. Anything but UTF-8 and UTF-16 is refused: Windows-1258, TCVN3 and VNI cannot be told
// apart, and a name read wrongly is worse than a file sent back.
func decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return wide(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return wide(data[2:], binary.BigEndian)
	case len(data) >= 4 && data[1] == 0 && data[3] == 0: // UTF-16 without a mark: the header begins with Latin letters
		return wide(data, binary.LittleEndian)
	case len(data) >= 4 && data[0] == 0 && data[2] == 0:
		return wide(data, binary.BigEndian)
	}
	head := data[:min(len(data), 4096)]
	if bytes.IndexByte(head, 0) >= 0 || binaryLike(head) {
		return "", ErrNotSheet
	}
	if !utf8.Valid(data) {
		return "", ErrEncoding
	}
	return string(data), nil
}

// binaryLike reports whether a file begins as no text does: a picture, a PDF, a web page saved as .xls.
func binaryLike(head []byte) bool {
	text := strings.ToLower(strings.TrimSpace(string(head)))
	for _, begin := range []string{"%pdf", "<html", "<!doctype", "<?xml", "{\\rtf", "\x89png", "\xff\xd8\xff", "rar!", "7z\xbc\xaf"} {
		if strings.HasPrefix(text, begin) || bytes.HasPrefix(head, []byte(begin)) {
			return true
		}
	}
	return false
}

func wide(data []byte, order binary.ByteOrder) (string, error) {
	if len(data)%2 != 0 {
		return "", ErrEncoding
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	text := string(utf16.Decode(units))
	if strings.ContainsRune(text, utf8.RuneError) {
		return "", ErrEncoding
	}
	return text, nil
}

// parted returns what parts the cells, and the text without a first line "sep=;" that says so, with how many lines were cut.
// Otherwise it is what stands most often, outside quotes, in one of the first lines.
func parted(text string) (comma rune, rest string, skipped int) {
	if after, ok := strings.CutPrefix(text, "sep="); ok {
		if c, size := utf8.DecodeRuneInString(after); size > 0 && strings.ContainsRune(",;\t", c) {
			if _, next, ok := strings.Cut(after, "\n"); ok {
				return c, next, 1
			}
		}
	}
	most, comma := 0, ','
	quoted, counts := false, map[rune]int{}
	lines := 0
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			for _, sep := range []rune{',', ';', '\t'} {
				if counts[sep] > most {
					most, comma = counts[sep], sep
				}
			}
			clear(counts)
			if lines++; lines == headerWithin {
				return comma, text, 0
			}
		default:
			counts[c]++
		}
	}
	for _, sep := range []rune{',', ';', '\t'} {
		if counts[sep] > most {
			most, comma = counts[sep], sep
		}
	}
	return comma, text, 0
}
