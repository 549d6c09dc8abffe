package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const gradeExamples = "../internal/grading/testdata/grade/"

// TestGradeOutputs runs the four examples of spec/evaluation.md §5 from a file and from standard input, byte for byte.
func TestGradeOutputs(t *testing.T) {
	for _, name := range []string{"output-1", "output-2", "output-3", "output-4"} {
		input, err := os.ReadFile(gradeExamples + name + ".in.json")
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(gradeExamples + name + ".out.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"--facts", gradeExamples + name + ".in.json"}, {"--facts=-"}} {
			var out, errOut bytes.Buffer
			if status := runGrade(args, bytes.NewReader(input), &out, &errOut); status != 0 || !bytes.Equal(out.Bytes(), want) || errOut.Len() > 0 {
				t.Errorf("%s %q: status %d, %s\ngot  %swant %s", name, args, status, errOut.String(), out.String(), want)
			}
		}
	}
}

func TestGradeFaults(t *testing.T) {
	const facts = `{"policy":"nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"general":27.5,"lines":[]}`
	for name, tc := range map[string]struct{ old, new, want string }{
		"above the maximum": {`27.5`, `31`, "  general: không lớn hơn 30.\n"},
		"other decree":      {`nd335-2025`, `nd56-2015`, "  policy: không có chính sách này; hiện có: nd233-2026, nd335-2025, nd90-2020.\n"},
		"a year with lines": {`"period":"2026-10"`, `"year":2026`, "  lines: không phải là trường được biết.\n"},
		"not JSON":          {`[]}`, `[]`, "  $: không đúng cú pháp JSON tại dòng 1, cột "},
	} {
		var out, errOut bytes.Buffer
		status := runGrade([]string{"--facts", "-"}, strings.NewReader(strings.Replace(facts, tc.old, tc.new, 1)), &out, &errOut)
		if status != 2 || out.Len() > 0 || !strings.Contains(errOut.String(), tc.want) {
			t.Errorf("%s: status %d, output %q, faults %q", name, status, out.String(), errOut.String())
		}
	}
}

// TestGradeYearAndCap: a year by --facts, places by --cap; each takes only its own.
func TestGradeYearAndCap(t *testing.T) {
	const year = `{"policy":"nd335-2025","year":2026,"periods":[{"period":"2026-Q1","total":90},{"period":"2026-Q2","total":85},{"period":"2026-Q3","worked":false}]}`
	const people = `{"policy":"nd335-2025","people":[{"id":"p1","total":95},{"id":"p2","total":80}]}`
	for name, tc := range map[string]struct {
		flag, in string
		status   int
		want     string
	}{
		"a year":            {"--facts", year, 0, `"total":"87.50","total_exact":"175/2","grade":"tot"`},
		"places":            {"--cap", people, 0, `{"unit":{"eligible":2,"places":0},"groups":[],"overflow":["p1"]}` + "\n"},
		"people as facts":   {"--facts", people, 2, "  people: không phải là trường được biết.\n"},
		"a year for places": {"--cap", year, 2, "  people: cần được nhập.\n"},
	} {
		var out, errOut bytes.Buffer
		status := runGrade([]string{tc.flag, "-"}, strings.NewReader(tc.in), &out, &errOut)
		if status != tc.status || !strings.Contains(out.String()+errOut.String(), tc.want) {
			t.Errorf("%s: status %d, output %q, faults %q", name, status, out.String(), errOut.String())
		}
	}
}

func TestGradeFaultsCannotSteerTheTerminal(t *testing.T) {
	var out, errOut bytes.Buffer
	status := runGrade([]string{"--facts", "-"}, strings.NewReader(`{"\u001b[31mred\n":1}`), &out, &errOut)
	if status != 2 || strings.ContainsRune(errOut.String(), '\x1b') || !strings.Contains(errOut.String(), "[31mred") {
		t.Errorf("status %d, %q", status, errOut.String())
	}
}

func TestGradeCalledWrongly(t *testing.T) {
	for _, args := range [][]string{nil, {"--facts"}, {"--facts", "-", "more"}, {"--cap"}, {"--cap", "-", "--facts", "-"}, {"facts.json"}} {
		var out, errOut bytes.Buffer
		if status := runGrade(args, strings.NewReader(""), &out, &errOut); status != 2 || errOut.String() != gradeUsage {
			t.Errorf("%q: status %d, %q", args, status, errOut.String())
		}
	}
	folder := t.TempDir()
	for file, want := range map[string]string{
		filepath.Join(folder, "none"):     "none: không có tệp này.\n",
		folder:                            ": là thư mục, không phải tệp.\n",
		filepath.Join(folder, "\x1b[31m"): "\ufffd[31m: không có tệp này.\n",
	} {
		var errOut bytes.Buffer
		if status := runGrade([]string{"--facts", file}, nil, io.Discard, &errOut); status != 1 || !strings.HasSuffix(errOut.String(), want) {
			t.Errorf("%q: status %d, %q", file, status, errOut.String())
		}
	}
	var out bytes.Buffer
	if status := runGrade([]string{"--help"}, nil, &out, io.Discard); status != 0 || out.String() != gradeUsage {
		t.Errorf("help: status %d, %q", status, out.String())
	}
}
