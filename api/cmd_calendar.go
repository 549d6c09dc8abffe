package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"congvu/internal/calendar"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

const calendarUsage = `Cách dùng:
  congvu calendar due        tính thời hạn: mỗi dòng đầu vào là một đối tượng JSON
                             {"kind":"working"|"calendar"|"month","start":"2026-02-13","n":3}
  congvu calendar show 2026  in các ngày nghỉ của năm và căn cứ
  congvu calendar import TỆP.csv --doc "SỐ VĂN BẢN" [--dry-run]
                             nạp các ngày vào lịch của cơ quan (cột date,name,type,source), như màn hình Lịch làm việc;
                             --dry-run chỉ cho xem. Khi dùng MongoDB đi kèm, hãy dừng congvu serve trước.
`

// maxLine is the longest input line in bytes; a rule takes about 60.
const maxLine = 4096

// runCalendar is `congvu calendar`. Only import needs the database: the official calendar is part of the program.
// It returns the exit status: 0, 1 when a line could not be computed or the output not be written, 2 for a wrong call.
func runCalendar(args []string, in io.Reader, out, errOut io.Writer) int {
	var err error
	status := 0
	w := bufio.NewWriter(out)
	switch {
	case len(args) == 1 && (args[0] == "--help" || args[0] == "-h"):
		fmt.Fprint(w, calendarUsage)
	case len(args) == 1 && args[0] == "due":
		status, err = calendarDue(in, w)
	case len(args) > 0 && args[0] == "import":
		return runCalendarImport(args[1:], out, errOut)
	case len(args) == 2 && args[0] == "show" && args[1] >= "1900" && args[1] <= "2200" && vncal.Date(args[1]+"-01-01").Valid():
		showYear(w, vncal.Official(), vncal.Date(args[1]+"-01-01").Year())
	default:
		fmt.Fprint(errOut, calendarUsage)
		return 2
	}
	switch flushed := w.Flush(); {
	case flushed != nil:
		fmt.Fprintln(errOut, "congvu calendar: không ghi được kết quả ra đầu ra.")
		return 1
	case err != nil:
		fmt.Fprintln(errOut, "congvu calendar: không đọc được đầu vào.")
		return 1
	}
	return status
}

// calendarDue answers each line of in with one line, in order. Blank lines are passed over.
func calendarDue(in io.Reader, w *bufio.Writer) (int, error) {
	status := 0
	r := bufio.NewReaderSize(in, maxLine)
	for {
		line, err := readLine(r)
		if text := bytes.TrimSpace(line); len(text) > 0 || errors.Is(err, calendar.ErrLine) {
			if !answer(w, text, err) {
				status = 1
			}
		}
		if r.Buffered() == 0 { // somebody may be typing, or another program waiting for this answer
			if err := w.Flush(); err != nil {
				return 1, err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return status, nil
		case err != nil && !errors.Is(err, calendar.ErrLine):
			return 1, err
		}
	}
}

// readLine returns the next line; calendar.ErrLine, with the rest of the line read, when it is longer than maxLine.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return nil, calendar.ErrLine.Arg("max", strconv.Itoa(maxLine))
}

// answer writes the deadline of one line, or its fault, and reports whether there was none.
func answer(w io.Writer, text []byte, fault error) bool {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // sentences are read by people
	var rule vncal.Rule
	var d vncal.Deadline
	err := fault
	if !errors.Is(err, calendar.ErrLine) {
		if rule, err = calendar.ParseRule(text); err == nil {
			d, err = calendar.Due(vncal.Official(), "", rule)
		}
	}
	if err != nil {
		_ = enc.Encode(struct { // a failing writer is reported by Flush
			Error string `json:"error"`
		}{sentence(err)})
		return false
	}
	_ = enc.Encode(struct {
		Due     vncal.Date   `json:"due"`
		Skipped []vncal.Skip `json:"skipped"`
	}{d.Due, d.Skipped})
	return true
}

// sentence says an error in Vietnamese: its faulty fields when it names some, by their keys in the line, else what it is.
func sentence(err error) string {
	e := errs.As(err)
	if len(e.Fields) == 0 {
		return e.Sentence(errs.Vietnamese)
	}
	parts := make([]string, 0, len(e.Fields))
	for _, f := range e.Fields {
		parts = append(parts, printable(shortened(f.Path))+": "+errs.Text(errs.Vietnamese, "field."+f.Code, f.Args))
	}
	return strings.Join(parts, " ")
}

// shortened cuts a key that nobody wrote on purpose.
func shortened(key string) string {
	const limit = 60
	if runes := []rune(key); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return key
}
