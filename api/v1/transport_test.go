package v1

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/session"
)

// bare returns the API without services: what these tests send never reaches one.
func bare(t *testing.T) *fiber.App {
	t.Helper()
	app, _ := New(&Server{Log: slog.New(slog.DiscardHandler), Clock: clock.System()}, nil)
	return app
}

func TestTransportFaults(t *testing.T) {
	app := bare(t)
	const signIn = Prefix + "/session"
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	for name, tc := range map[string]struct {
		method, path, body string
		header             map[string]string
		status             int
		code               string
		fields             []string // path/detail fragments that must appear, in order
	}{
		"no such address":        {"GET", Prefix + "/nothing", "", nil, 404, "http.no_route", nil},
		"strange method":         {"FOO", signIn, "{}", nil, 405, "http.method", nil},
		"wrong method":           {"PUT", signIn, "{}", nil, 405, "http.method", nil},
		"not signed in":          {"GET", Prefix + "/me", "", nil, 401, "http.sign_in", nil},
		"token of nobody":        {"GET", Prefix + "/me", "", map[string]string{"Authorization": "Basic YTpi"}, 401, "http.sign_in", nil},
		"compressed body":        {"POST", signIn, "x", map[string]string{"Content-Encoding": "gzip"}, 415, "http.media", nil},
		"form body":              {"POST", signIn, "login=a", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415, "http.media", nil},
		"no content type":        {"POST", signIn, "{}", map[string]string{"Content-Type": ""}, 415, "http.media", nil},
		"no body":                {"POST", signIn, "", nil, 400, "http.malformed", nil},
		"not JSON":               {"POST", signIn, "{", nil, 400, "http.malformed", nil},
		"two values":             {"POST", signIn, `{"login":"a","password":"b"} {}`, nil, 400, "http.malformed", nil},
		"invalid UTF-8":          {"POST", signIn, "{\"login\":\"\xff\",\"password\":\"b\"}", nil, 400, "http.malformed", nil},
		"duplicate key":          {"POST", signIn, `{"login":"a","login":"b","password":"c"}`, nil, 400, "http.malformed", []string{"login", "nhiều hơn một lần"}},
		"too deep":               {"POST", signIn, deep, nil, 400, "http.malformed", []string{"lồng quá sâu"}},
		"null":                   {"POST", signIn, `{"login":null,"password":"b"}`, nil, 422, "http.invalid", []string{"login", "kiểu dữ liệu"}},
		"empty query":            {"GET", Prefix + "/tasks?state=", "", nil, 400, "http.malformed", []string{"state"}},
		"query without a value":  {"GET", Prefix + "/tasks?limit=10&for", "", nil, 400, "http.malformed", []string{"for"}},
		"media type in capitals": {"POST", signIn, `{"login":1,"password":"b"}`, map[string]string{"Content-Type": "Application/JSON; charset=UTF-8"}, 422, "http.invalid", []string{"login"}},
		"key in another case":    {"POST", signIn, `{"Login":"a","password":"SECRET-1"}`, nil, 422, "http.invalid", []string{"Login", "login", "cần được nhập"}},
		"unknown key":            {"POST", signIn, `{"login":"a","password":"SECRET-2","role":"admin"}`, nil, 422, "http.invalid", []string{"role"}},
		"wrong type":             {"POST", signIn, `{"login":["SECRET-3"],"password":"b"}`, nil, 422, "http.invalid", []string{"login", "kiểu dữ liệu"}},
		"too long":               {"POST", signIn, `{"login":"` + strings.Repeat("SECRET-4", 99) + `","password":"b"}`, nil, 422, "http.invalid", []string{"login", "không quá 254 ký tự"}},
		"in English":             {"POST", signIn, `{"login":"","password":"b"}`, map[string]string{"Accept-Language": "en-GB,en;q=0.9"}, 422, "http.invalid", []string{"needs at least 1"}},
		"foreign page refresh":   {"POST", signIn + "/refresh", "", map[string]string{"X-Congvu": "1", "Origin": "https://elsewhere.example"}, 403, "http.origin", nil},
		"socket of no origin":    {"GET", Prefix + "/ws", "", map[string]string{"Connection": "Upgrade", "Upgrade": "websocket"}, 403, "http.origin", nil},
	} {
		t.Run(name, func(t *testing.T) {
			req := httptest.NewRequest(tc.method, tc.path, strings.NewReader(tc.body))
			req.Header.Set("Content-Type", "application/json")
			for k, v := range tc.header {
				req.Header.Set(k, v)
			}
			res, err := app.Test(req, -1)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			raw, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			var p Problem
			if err := json.Unmarshal(raw, &p); err != nil {
				t.Fatalf("%v: %s", err, raw)
			}
			if res.StatusCode != tc.status || p.Status != tc.status || p.Code != tc.code {
				t.Errorf("status %d, code %s, want %d, %s: %s", res.StatusCode, p.Code, tc.status, tc.code, raw)
			}
			if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("content type %q", got)
			}
			if p.RequestID == "" || p.RequestID != res.Header.Get(requestHeader) || p.Detail == "" || p.Type != "about:blank" {
				t.Errorf("incomplete problem: %s", raw)
			}
			if strings.Contains(string(raw), "SECRET") {
				t.Errorf("the reply echoes what was sent: %s", raw)
			}
			rest := string(raw)
			for _, part := range tc.fields {
				_, after, ok := strings.Cut(rest, part)
				if !ok {
					t.Errorf("no %q in %s", part, raw)
				}
				rest = after
			}
		})
	}
}

func TestSecurityHeaders(t *testing.T) {
	res, err := bare(t).Test(httptest.NewRequest(http.MethodGet, Prefix+"/nothing", nil), -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	for name, want := range map[string]string{
		"Content-Security-Policy": contentPolicy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		"Cache-Control": "no-store",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if strings.Contains(contentPolicy, "script-src 'self' 'unsafe") {
		t.Error("scripts must come from files")
	}
}

// TestRetryAfter: whoever is to come back is told when, by the error or by the default, and nobody else is.
func TestRetryAfter(t *testing.T) {
	s := &Server{Log: slog.New(slog.DiscardHandler), Clock: clock.System()}
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"unavailable":            {errs.ErrUnavailable, "5"},
		"unavailable, wrapped":   {fmt.Errorf("get task: %w", errs.ErrUnavailable), "5"},
		"the error knows better": {errs.ErrUnavailable.After(1500 * time.Millisecond), "2"},
		"slow to arrive":         {fiber.ErrRequestTimeout, "5"},
		"too many":               {session.ErrTooMany, "5"},
		"too many, for long":     {session.ErrTooMany.After(3 * time.Minute), "180"},
		"missing":                {errs.ErrNotFound, ""},
		"defect":                 {errs.ErrInternal, ""},
	} {
		app := fiber.New(fiber.Config{ErrorHandler: s.fiberError})
		app.Get("/", func(*fiber.Ctx) error { return tc.err })
		res, err := app.Test(httptest.NewRequest(http.MethodGet, "/", nil), -1)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got := res.Header.Get("Retry-After"); got != tc.want {
			t.Errorf("%s: status %d, Retry-After %q, want %q", name, res.StatusCode, got, tc.want)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	app := bare(t)
	req := httptest.NewRequest(http.MethodPost, Prefix+"/session", strings.NewReader(strings.Repeat(" ", bodyLimit+1)))
	req.Header.Set("Content-Type", "application/json")
	res, err := app.Test(req, -1)
	if err != nil { // Fiber's tester reports the refusal as an error of its own
		if !strings.Contains(err.Error(), "body size exceeds") {
			t.Fatal(err)
		}
		return
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, want 413", res.StatusCode)
	}
}

// manyKeys returns n members that no body knows.
func manyKeys(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(`"x%03d":0`, i))
	}
	return strings.Join(all, ",")
}

// TestManyFaults: a body full of faults must not be answered by a reply a hundred times its size.
func TestManyFaults(t *testing.T) {
	var body strings.Builder
	body.WriteString(`{"login":"a","password":"b"`)
	body.WriteString("," + manyKeys(500) + "}")
	req := httptest.NewRequest(http.MethodPost, Prefix+"/session", strings.NewReader(body.String()))
	req.Header.Set("Content-Type", "application/json")
	res, err := bare(t).Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var p Problem
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusUnprocessableEntity || len(p.Fields) != maxFields || p.Fields[0].Path != "x000" {
		t.Errorf("status %d, %d fields, want 422 and the first %d", res.StatusCode, len(p.Fields), maxFields)
	}
}
