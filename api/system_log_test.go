package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/errs"
)

// actions matches what may be the name of an act on an object of the system log.
var actions = regexp.MustCompile(`"((?:person|rights|account|access|session|unit|import|period|export|calendar)\.[a-z_]+|sheet\.closed)"`)

// TestSystemLogWords: every act that the system log may show has words, and so has every type of object.
func TestSystemLogWords(t *testing.T) {
	t.Parallel()
	for _, typ := range v1.LoggedTypes() {
		if !errs.Known("kind." + typ) {
			t.Errorf("type %s has no name", typ)
		}
	}
	found := 0
	err := filepath.WalkDir("../internal", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range actions.FindAllSubmatch(text, -1) {
			code := string(m[1])
			if errs.Known(code) || errs.Known("label."+code) { // an error's code, or a field
				continue
			}
			found++
			if !errs.Known("act." + code) {
				t.Errorf("%s: the act %s has no words", path, code)
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Errorf("found %d acts, %v; the walk looks in the wrong place", found, err)
	}
}

// TestSystemLog follows a change of a post into the log: who, what, with whom, before and after; an inspector reads what lies
// in the units of the appointment, nobody else anything.
func TestSystemLog(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.join(t, "thanhtra", o.post("phong1", access.Inspector))
	o.join(t, "thanhtra2", o.post("phong2", access.Inspector))
	read := func(who, query string) (int, []v1.LogEntry, string) {
		status, body := o.call(t, who, "GET", "/system-log?"+query, "")
		var log struct {
			Items []v1.LogEntry `json:"items"`
			Next  string        `json:"next"`
		}
		if err := json.Unmarshal(body, &log); err != nil {
			t.Fatal(err)
		}
		return status, log.Items, log.Next
	}
	ofLan := "type=person&object=" + o.person["lan"]
	status, items, _ := read("quantri", ofLan)
	if status != 200 || len(items) == 0 || items[0].Object.Title != "lan" || items[0].What == items[0].Action {
		t.Fatalf("%d %+v", status, items)
	}
	if status, items, next := read("quantri", "limit=2"); status != 200 || len(items) != 2 || next == "" {
		t.Errorf("a page: %d %+v", status, items)
	}
	for who, want := range map[string]int{"thanhtra": 200, "lan": 403, "truongphong": 403, "nhansu": 403} {
		if status, items, _ := read(who, ofLan); status != want || (want == 200) != (len(items) > 0) {
			t.Errorf("%s: %d, %d lines", who, status, len(items))
		}
	}
	if status, items, _ := read("thanhtra2", "object="+o.person["lan"]); status != 200 || len(items) != 0 {
		t.Errorf("another unit's inspector: %d, %+v", status, items)
	}
	for _, bad := range []string{"type=task", "from=2026-02-30", "cursor=x", "limit=1000"} {
		if status, _, _ := read("quantri", bad); status != 422 && status != 400 {
			t.Errorf("%s: %d", bad, status)
		}
	}
}
