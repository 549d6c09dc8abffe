package errs

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryCodeHasSentences reads every errs.New(kind, "code", …) of the program and compares with the table.
func TestEveryCodeHasSentences(t *testing.T) {
	declared := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".cache" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		for _, code := range codesIn(t, path) {
			declared[code] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(declared) < 20 {
		t.Fatalf("found %d codes; the walk looks in the wrong place", len(declared))
	}
	for code := range declared {
		if !Known(code) {
			t.Errorf("%s has no sentence in both languages", code)
		}
	}
	for code, s := range table() {
		if s[Vietnamese] == "" || s[English] == "" {
			t.Errorf("%s lacks a language", code)
		}
		spoken := slices.ContainsFunc([]string{"field.", "label.", "doctor.", "job.", "act.", "kind.", "log.", "export.", "mail.", "reminder.to."}, func(p string) bool { return strings.HasPrefix(code, p) })
		if !spoken && !declared[code] { // what is no error is looked at where it is said
			t.Errorf("%s has a sentence but no code declares it", code)
		}
	}
}

// codesIn returns the codes declared by New in one file: errs.New elsewhere, New in this package.
func codesIn(t *testing.T, path string) []string {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 3 {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.SelectorExpr:
			if x, ok := f.X.(*ast.Ident); !ok || x.Name != "errs" || f.Sel.Name != "New" {
				return true
			}
		case *ast.Ident:
			if file.Name.Name != "errs" || f.Name != "New" {
				return true
			}
		default:
			return true
		}
		if lit, ok := call.Args[1].(*ast.BasicLit); ok {
			code, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
		}
		return true
	})
	return codes
}

func TestLabelFallsBackToTheLastNameKnown(t *testing.T) {
	for path, want := range map[string]string{
		"reason":             "Lý do",
		"entries[2].reason":  "Lý do",
		"nothing.like.this":  "nothing.like.this",
		"parts[0][1].reason": "Lý do",
	} {
		if got := Label(Vietnamese, path); got != want {
			t.Errorf("Label(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestSentenceFillsPlaceholders(t *testing.T) {
	f := Field{Path: "reason", Code: "too_short", Args: map[string]string{"min": "10"}}
	if got, want := f.Sentence(Vietnamese), "Lý do: cần ít nhất 10 ký tự."; got != want {
		t.Errorf("Sentence = %q, want %q", got, want)
	}
}

// TestNoSentenceStandsTwice: of two sentences under one code in one file the first would be lost without a word.
func TestNoSentenceStandsTwice(t *testing.T) {
	t.Parallel()
	names, err := sentenceFiles.ReadDir("sentences")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		raw, err := sentenceFiles.ReadFile("sentences/" + n.Name())
		if err != nil {
			t.Fatal(err)
		}
		var kept map[string]json.RawMessage
		if err := json.Unmarshal(raw, &kept); err != nil {
			t.Fatal(err)
		}
		for code := range kept {
			if bytes.Count(raw, []byte("\n  \""+code+"\":")) != 1 {
				t.Errorf("%s: %s stands twice, or not on a line of its own", n.Name(), code)
			}
		}
	}
}
