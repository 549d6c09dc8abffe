package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers lists the packages from the top down; a package imports only from lower rows, never from its own.
// A name stands for the package and everything below it.
var layers = [][]string{
	{"api", "api/bench", "api/faults"},
	{"api/wiring"},
	{"api/v1"},
	{"internal/demo", "internal/doctor", "internal/forms"},
	{"internal/procedure", "internal/petition"},
	{"internal/scheme", "internal/ratification", "internal/selfscore"},
	{"internal/handover", "internal/batch", "internal/reminder", "internal/evaluation", "internal/feed", "internal/monthly", "internal/report"},
	{"internal/tasklist", "internal/comment", "internal/attachment", "internal/note", "internal/checklist", "internal/workplace", "internal/importer", "internal/savedfilter", "internal/recurring", "internal/quick", "internal/direction"},
	{"internal/task", "internal/diary", "internal/roster"},
	{"internal/document", "internal/catalogue", "internal/setup"},
	{"internal/session", "internal/factor", "internal/substitute", "internal/override"},
	{"internal/identity"},
	{"internal/org"},
	{"internal/calendar", "internal/files", "internal/inbox"},
	{"internal/notify", "internal/backup"},
	{"internal/journal"},
	{"internal/jobs", "internal/realtime"},
	{"internal/mongodb"},
	{"internal/access"},
	{"internal/grading", "internal/sheet"},
	{"internal/cache"},
	{"internal/config", "internal/errs", "internal/clock", "internal/strictjson", "internal/cursor", "internal/idempotency", "pkg", "frontend"},
}

// confined names the folders that alone may import a library.
var confined = map[string]func(file string) bool{
	"go.mongodb.org/mongo-driver": func(f string) bool {
		return strings.HasPrefix(f, "internal/mongodb/") || strings.HasPrefix(filepath.Base(f), "store") ||
			strings.HasSuffix(f, "_test.go")
	},
	"github.com/gofiber/fiber":       inAPI,
	"github.com/danielgtaylor/huma":  inAPI,
	"github.com/valyala/fasthttp":    inAPI,
	"github.com/prometheus/":         inAPI,
	"github.com/golang-jwt/jwt":      func(f string) bool { return strings.HasPrefix(f, "internal/session/") },
	"github.com/pquerna/otp":         func(f string) bool { return strings.HasPrefix(f, "internal/factor/") || inAPI(f) },
	"github.com/gorilla/websocket":   func(f string) bool { return strings.HasPrefix(f, "internal/realtime/") || inAPI(f) },
	"github.com/robfig/cron":         func(f string) bool { return strings.HasPrefix(f, "internal/jobs/") },
	"github.com/wneessen/go-mail":    func(f string) bool { return strings.HasPrefix(f, "internal/notify/") },
	"github.com/signintech/gopdf":    func(f string) bool { return strings.HasPrefix(f, "pkg/paper/") },
	"github.com/xuri/excelize":       func(f string) bool { return strings.HasPrefix(f, "internal/sheet/") },
	"github.com/teambition/rrule-go": func(f string) bool { return strings.HasPrefix(f, "pkg/recurrence/") },
	"filippo.io/age":                 func(f string) bool { return strings.HasPrefix(f, "internal/backup/") || inAPI(f) },
	"github.com/caarlos0/env":        func(f string) bool { return strings.HasPrefix(f, "internal/config/") },
}

// observed names a package's reading side, by which its external tests look at what its verbs have done.
var observed = map[string]string{"internal/task": "internal/tasklist"}

func inAPI(f string) bool { return strings.HasPrefix(f, "api/") }

func layerOf(pkg string) int {
	return slices.IndexFunc(layers, func(row []string) bool {
		return slices.ContainsFunc(row, func(p string) bool {
			return pkg == p || (p != "api" && strings.HasPrefix(pkg, p+"/"))
		})
	})
}

// entryOf returns the name in layers that pkg lies below, e.g. internal/mongodb for internal/mongodb/local.
func entryOf(pkg string) string {
	for _, row := range layers {
		for _, p := range row {
			if pkg == p || (p != "api" && p != "pkg" && strings.HasPrefix(pkg, p+"/")) {
				return p
			}
		}
	}
	return pkg
}

func TestImportsGoDownOnly(t *testing.T) {
	root := ".."
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || (strings.HasPrefix(d.Name(), ".") && rel != ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		files++
		checkFile(t, path, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Fatalf("read %d files; the walk looks in the wrong place", files)
	}
}

func checkFile(t *testing.T, path, rel string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	pkg := filepath.ToSlash(filepath.Dir(rel))
	own := layerOf(pkg)
	if own < 0 {
		t.Errorf("%s: the package stands in no layer", rel)
		return
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		for lib, allowed := range confined {
			if strings.HasPrefix(imported, lib) && !allowed(rel) {
				t.Errorf("%s imports %s, which belongs elsewhere", rel, imported)
			}
		}
		local, ok := strings.CutPrefix(imported, "congvu/")
		if !ok || entryOf(pkg) == entryOf(local) {
			continue
		}
		if strings.HasSuffix(local, "/mongotest") && strings.HasSuffix(rel, "_test.go") {
			continue
		}
		if strings.HasSuffix(parsed.Name.Name, "_test") && observed[pkg] == local {
			continue
		}
		target := layerOf(local)
		switch {
		case target < 0:
			t.Errorf("%s imports %s, which stands in no layer", rel, local)
		case strings.HasPrefix(pkg, "pkg/") && !strings.HasPrefix(local, "pkg/"):
			t.Errorf("%s imports %s: pkg knows nothing of the product", rel, local)
		case target < own, target == own && !strings.HasPrefix(local, "pkg/") && !strings.HasSuffix(rel, "_test.go"):
			t.Errorf("%s imports %s, which is not below it", rel, local)
		}
	}
}
