package grading

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the results as the expected ones; look at every change")

func policies(t testing.TB) Policies {
	t.Helper()
	all, err := LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestGradeExamples grades every testdata/grade/*.in.json: the outputs and vectors of spec/evaluation.md, and cases of
// our own. The expected bytes lie beside the input.
func TestGradeExamples(t *testing.T) {
	all := policies(t)
	inputs, err := filepath.Glob("testdata/grade/*.in.json")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, in := range inputs {
		t.Run(strings.TrimSuffix(filepath.Base(in), ".in.json"), func(t *testing.T) {
			raw, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			p, f, err := all.ReadFacts(raw)
			if err != nil {
				t.Fatalf("ReadFacts: %v %+v", err, asFields(err))
			}
			got := p.Grade(f).Bytes()
			out := strings.Replace(in, ".in.json", ".out.json", 1)
			if *update && !strings.Contains(in, "output-") { // those are the specification's own bytes
				if err := os.WriteFile(out, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if again := p.Grade(f).Bytes(); !bytes.Equal(got, again) {
				t.Errorf("second time %s", again)
			}
		})
	}
}

// TestVectors holds the table of spec/evaluation.md §6 against the examples, so that no -update can bend it.
func TestVectors(t *testing.T) {
	all := policies(t)
	for name, want := range map[string]struct {
		a, b, c, total string
		grade          Grade
		status         Status
	}{
		"vector-01":       {"100", "100", "100", "100.00", Excellent, Scored},
		"vector-02":       {"70", "70", "70", "76.00", Good, Scored},
		"vector-02-gate":  {"70", "70", "70", "76.00", NotCompleted, Scored},
		"vector-03":       {"100", "90", "100", "95.67", Excellent, Scored},
		"vector-04":       {"100", "97.5", "75", "91.58", Excellent, Scored},
		"vector-05":       {"100", "100", "90", "93.67", Excellent, Scored},
		"vector-07-20":    {"100", "100", "100", "90.00", Excellent, Scored},
		"vector-07-19.99": {"100", "100", "100", "89.99", Good, Scored},
		"vector-08":       {"70", "70", "70", "70.00", Good, Scored},
		"vector-10":       {"95", "90", "85", "94.50", Excellent, Scored},
		"vector-12":       {"100", "100", "100", "79.50", Good, Scored},
		"vector-13":       {"100", "100", "100", "92.00", NotCompleted, Scored},
		"vector-23":       {"", "", "", "", "", InsufficientData},
	} {
		raw, err := os.ReadFile("testdata/grade/" + name + ".in.json")
		if err != nil {
			t.Fatal(err)
		}
		p, f, err := all.ReadFacts(raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r := p.Grade(f)
		if r.A != want.a || r.B != want.b || r.C != want.c || r.Total != want.total || r.Grade != want.grade || r.Status != want.status {
			t.Errorf("%s: %s %s %s %s %s %s, want %+v", name, r.A, r.B, r.C, r.Total, r.Grade, r.Status, want)
		}
	}
}
