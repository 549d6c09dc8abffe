package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unicode"

	"congvu/internal/errs"
	"congvu/internal/grading"
)

const gradeUsage = `Cách dùng:
  congvu grade --facts TỆP   chấm điểm một tháng, một quý hoặc xếp loại một năm theo chính sách mà tệp JSON nêu
  congvu grade --cap TỆP     tính số người được xếp loại hoàn thành xuất sắc nhiệm vụ của một đơn vị và từng nhóm
TỆP là "-" thì đọc đầu vào chuẩn; kết quả in thành một dòng JSON.
`

// runGrade is `congvu grade`. It needs no database: the policies are part of the program.
// It returns the exit status: 0, 1 when a file could not be read or the output not be written, 2 for a wrong call or
// faulty facts, whose faults stand on errOut, one a line, each with its JSON path.
func runGrade(args []string, in io.Reader, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("grade", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	facts, people := flags.String("facts", "", ""), flags.String("cap", "", "")
	err := flags.Parse(args)
	file, compute := *facts, grading.Policies.Compute
	if *people != "" {
		file, compute = *people, grading.Policies.ComputeCap
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, gradeUsage)
		return 0
	case err != nil || file == "" || *facts != "" && *people != "" || flags.NArg() > 0:
		fmt.Fprint(errOut, gradeUsage)
		return 2
	}
	raw, err := readFacts(file, in)
	if err != nil {
		fmt.Fprintf(errOut, "congvu grade: %s: %s\n", printable(file), whyNot(err))
		return 1
	}
	policies, err := grading.LoadPolicies()
	if err != nil {
		return gradeFault(err, errOut)
	}
	result, err := compute(policies, raw)
	if err != nil {
		return gradeFault(err, errOut)
	}
	if _, err := out.Write(result); err != nil {
		fmt.Fprintln(errOut, "congvu grade: không ghi được kết quả ra đầu ra.")
		return 1
	}
	return 0
}

// whyNot says in Vietnamese why a file could not be read.
func whyNot(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "không có tệp này."
	case errors.Is(err, fs.ErrPermission):
		return "không có quyền đọc tệp này."
	case errors.Is(err, syscall.EISDIR):
		return "là thư mục, không phải tệp."
	}
	return "không đọc được tệp này."
}

// readFacts reads a file, or in for "-", and no more than one byte beyond what can be graded.
func readFacts(name string, in io.Reader) (raw []byte, err error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // only read
		in = f
	}
	return io.ReadAll(io.LimitReader(in, grading.MaxFactsBytes+1))
}

// gradeFault prints what is wrong with the facts.
func gradeFault(err error, errOut io.Writer) int {
	if !errors.Is(err, grading.ErrFacts) {
		fmt.Fprintln(errOut, "congvu grade:", err)
		return 1
	}
	e := errs.As(err)
	fmt.Fprintln(errOut, e.Sentence(errs.Vietnamese))
	for _, f := range e.Fields { // by path, not by label: the file is what has to be corrected
		fmt.Fprintf(errOut, "  %s: %s\n", printable(f.Path), errs.Text(errs.Vietnamese, "field."+f.Code, f.Args))
	}
	return 2
}

// printable replaces control characters: a key of a file from elsewhere must not steer the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}
