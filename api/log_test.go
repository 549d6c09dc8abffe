package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/internal/journal"
)

// TestLogNamesTheRequest: every line about a request carries the id that its reply names, and carries it once, whoever
// wrote it; other lines carry none.
func TestLogNamesTheRequest(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(withRequest{slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})})
	app, _ := v1.New(&v1.Server{Log: log, Clock: clock.System()}, nil)
	req := httptest.NewRequest(http.MethodGet, v1.Prefix+"/me", nil)
	req.Header.Set("Authorization", "Bearer token") // there are no services: this panics
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	id := res.Header.Get("X-Request-Id")
	for _, message := range []string{"panic", "request failed", "request"} {
		line, rest, _ := strings.Cut(out.String(), "\n")
		out = *bytes.NewBufferString(rest)
		var got map[string]any
		if err := json.Unmarshal([]byte(line), &got); err != nil || got["msg"] != message || got["request"] != id || id == "" {
			t.Errorf("line %s, %v; want %q of request %s", line, err, message, id)
		}
		if n := strings.Count(line, `"request":`); n != 1 {
			t.Errorf("the id stands %d times in %s", n, line)
		}
	}

	ctx := journal.WithRequest(t.Context(), "r1")
	log.With("job", "x").InfoContext(ctx, "kept with attributes")
	log.WithGroup("g").InfoContext(ctx, "kept in a group")
	log.InfoContext(t.Context(), "of no request")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], `"request":"r1"`) || !strings.Contains(lines[1], `"request":"r1"`) || strings.Contains(lines[2], `"request":`) {
		t.Errorf("lines\n%s", out.String())
	}
}

// TestLogIsRotated: the file in the data folder begins anew when it is full, and only some of the old ones are kept.
func TestLogIsRotated(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log, closeLog, err := newLogger(config.Config{Data: dir, Log: "info"})
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 1<<20-200)
	for range logMiB*2 + 5 {
		log.Info(long)
	}
	log.Info("the last line")
	if err := closeLog(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "congvu*.log"))
	if err != nil || len(files) != 3 {
		t.Errorf("files %v, %v", files, err)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil || info.Size() > logMiB<<20 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info, err)
		}
	}
	raw, err := os.ReadFile(filepath.Join(dir, "congvu.log"))
	if err != nil || !bytes.Contains(raw, []byte("the last line")) {
		t.Errorf("the last line is not in congvu.log: %v", err)
	}
	blocked := filepath.Join(dir, "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := newLogger(config.Config{Data: filepath.Join(blocked, "data")}); err == nil {
		t.Error("a folder that cannot be made is no fault")
	}
}
