package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestRunAlone: what the script takes out of the run under the race detector it runs by itself, in the packages that it names.
func TestRunAlone(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../deployments/scripts/test.sh")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`(?m)^alone='(.+)'$`).FindSubmatch(script)
	folders := regexp.MustCompile(`(?m)^aloneIn="(.+)"$`).FindSubmatch(script)
	if names == nil || folders == nil {
		t.Fatal("the script takes nothing out")
	}
	taken, in := regexp.MustCompile(string(names[1])), strings.Fields(string(folders[1]))
	test := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	found := 0
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && slices.Contains([]string{"node_modules", ".cache", ".git"}, d.Name()) {
			return skipped(err)
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range test.FindAllSubmatch(text, -1) {
			if !taken.Match(m[1]) {
				continue
			}
			found++
			if folder := filepath.ToSlash(filepath.Dir(path[3:])); !slices.Contains(in, folder) {
				t.Errorf("%s of %s is run nowhere", m[1], folder)
			}
		}
		return err
	})
	if err != nil || found < 5 {
		t.Errorf("found %d tests, %v", found, err)
	}
}

// skipped is err, or that a folder holds no tests of ours.
func skipped(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}
