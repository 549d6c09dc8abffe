package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"
)

func TestWebApp(t *testing.T) {
	script := strings.Repeat("export const chao = 'Công Vụ';\n", 100)
	web, err := webApp(fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html><title>Công Vụ</title>")}, "assets/app-1.js": {Data: []byte(script)},
		"sw.js": {Data: []byte("self")}, "manifest.webmanifest": {Data: []byte("{}")}, ".gitkeep": {}, ".vite/manifest.json": {Data: []byte("{}")},
	})
	if err != nil {
		t.Fatal(err)
	}
	app := fiber.New()
	app.Use(web)
	for name, tc := range map[string]struct {
		method, path string
		header       [2]string
		status       int
		want         [2]string // a header of the reply
		body         string    // begins the reply's body
	}{
		"the page":                  {"GET", "/", [2]string{}, 200, [2]string{"Cache-Control", "no-cache"}, "<!doctype"},
		"a path the app routes":     {"GET", "/tasks/01X", [2]string{}, 200, [2]string{"Content-Type", "text/html; charset=utf-8"}, "<!doctype"},
		"a file":                    {"GET", "/assets/app-1.js", [2]string{}, 200, [2]string{"Cache-Control", "public, max-age=31536000, immutable"}, "export"},
		"a file, compressed":        {"GET", "/assets/app-1.js", [2]string{"Accept-Encoding", "gzip, br"}, 200, [2]string{"Content-Encoding", "br"}, ""},
		"a file, by an old browser": {"GET", "/assets/app-1.js", [2]string{"Accept-Encoding", "gzip"}, 200, [2]string{"Content-Encoding", "gzip"}, "\x1f\x8b"},
		"a file that is not there":  {"GET", "/assets/app-2.js", [2]string{}, 404, [2]string{}, ""},
		"the service worker":        {"GET", "/sw.js", [2]string{}, 200, [2]string{"Cache-Control", "no-cache"}, "self"},
		"its type":                  {"GET", "/sw.js", [2]string{}, 200, [2]string{"Content-Type", "text/javascript; charset=utf-8"}, "self"},
		"the manifest":              {"GET", "/manifest.webmanifest", [2]string{}, 200, [2]string{"Content-Type", "application/manifest+json"}, "{}"},
		"a file of ours":            {"GET", "/.gitkeep", [2]string{}, 404, [2]string{}, ""},
		"the build's own notes":     {"GET", "/.vite/manifest.json", [2]string{}, 404, [2]string{}, ""},
		"outside":                   {"GET", "/../go.mod", [2]string{}, 404, [2]string{}, ""},
		"another method":            {"POST", "/", [2]string{}, 405, [2]string{}, ""},
	} {
		status, header, body := fetch(t, app, tc.method, tc.path, tc.header)
		if status != tc.status || (tc.want[0] != "" && header.Get(tc.want[0]) != tc.want[1]) || !strings.HasPrefix(body, tc.body) {
			t.Errorf("%s: %d %q %.40q", name, status, header.Get(tc.want[0]), body)
		}
		if etag := header.Get("ETag"); tc.status == 200 {
			if again, _, _ := fetch(t, app, tc.method, tc.path, [2]string{"If-None-Match", etag}); again != 304 {
				t.Errorf("%s, again: %d, want 304", name, again)
			}
		}
	}
}

// fetch sends one request with at most one header.
func fetch(t *testing.T, app *fiber.App, method, path string, header [2]string) (int, http.Header, string) {
	t.Helper()
	req := httptest.NewRequest(method, path, nil)
	if header[0] != "" {
		req.Header.Set(header[0], header[1])
	}
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(body)
}
