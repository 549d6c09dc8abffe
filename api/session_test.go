package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
	"congvu/pkg/vncal"
)

const (
	ourOrigin      = "http://127.0.0.1:8080"
	refreshCookie  = "__Host-congvu"
	officePassword = "Muong-Thanh-mua-gat-29" // of everybody in newOffice
)

// front is the API with an office behind it, as a browser at ourOrigin meets it.
type front struct {
	*office
	t *testing.T
}

func newFront(t *testing.T) front {
	t.Helper()
	o := newOffice(t)
	at := time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())
	o.app, _ = v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler), Clock: clock.Fixed(at), Origins: []string{ourOrigin}, Services: o.Services}, nil)
	return front{o, t}
}

// send sends a request and returns the status, the cookie that was set and the body.
func (f front) send(method, path, body string, header map[string]string) (int, *http.Cookie, map[string]any) {
	f.t.Helper()
	req := httptest.NewRequest(method, v1.Prefix+path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := f.app.Test(req, -1)
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	reply := map[string]any{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &reply); err != nil {
			f.t.Fatalf("%s %s: %s", method, path, raw)
		}
	}
	for _, c := range res.Cookies() {
		if c.Name == refreshCookie {
			return res.StatusCode, c, reply
		}
	}
	return res.StatusCode, nil, reply
}

func (f front) signIn(login, password string) (int, *http.Cookie, map[string]any) {
	f.t.Helper()
	return f.send("POST", "/session", `{"login":"`+login+`","password":"`+password+`"}`, nil)
}

// own are the headers that our page sends with the cookie.
func own(c *http.Cookie) map[string]string {
	return map[string]string{"X-Congvu": "1", "Origin": ourOrigin, "Cookie": c.Name + "=" + c.Value}
}

func TestSession(t *testing.T) {
	f := newFront(t)
	status, cookie, in := f.signIn("lan", officePassword)
	if status != 200 || cookie == nil {
		t.Fatalf("sign in: %d %v", status, in)
	}
	if !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" || cookie.Domain != "" {
		t.Errorf("cookie %+v is not __Host-, Secure, HttpOnly and SameSite=Strict", cookie)
	}
	if cookie.MaxAge <= 0 || !cookie.Expires.IsZero() {
		t.Errorf("cookie %+v: want Max-Age, for the browser's clock is not ours", cookie)
	}
	raw, _ := json.Marshal(in)
	if strings.Contains(string(raw), cookie.Value) || strings.Contains(string(raw), "argon2") {
		t.Error("the reply gives away the refresh token or the hash")
	}
	bearer := map[string]string{"Authorization": "Bearer " + in["accessToken"].(string)}
	if status, _, me := f.send("GET", "/me", "", bearer); status != 200 || me["staffNo"] != "lan" || me["unit"].(map[string]any)["shortName"] != "phong1" {
		t.Errorf("me: %d %v", status, me)
	}

	for name, tc := range map[string]struct {
		change func(map[string]string)
		status int
	}{
		"from another page":  {func(h map[string]string) { h["Origin"] = "https://elsewhere.example" }, 403},
		"from no page":       {func(h map[string]string) { delete(h, "Origin") }, 403},
		"without the marker": {func(h map[string]string) { delete(h, "X-Congvu") }, 422},
		"without the cookie": {func(h map[string]string) { delete(h, "Cookie") }, 401},
		"another cookie":     {func(h map[string]string) { h["Cookie"] = cookie.Name + "=x.y" }, 401},
	} {
		h := own(cookie)
		tc.change(h)
		if status, set, _ := f.send("POST", "/session/refresh", "", h); status != tc.status || set != nil {
			t.Errorf("refresh %s: %d, want %d and no cookie", name, status, tc.status)
		}
	}
	status, next, again := f.send("POST", "/session/refresh", "", own(cookie))
	if status != 200 || next == nil || next.Value == cookie.Value || again["accessToken"] == "" {
		t.Fatalf("refresh: %d %v", status, again)
	}

	status, gone, _ := f.send("DELETE", "/session", "", own(next))
	if status != 204 || gone == nil || gone.Value != "" || gone.MaxAge >= 0 {
		t.Errorf("sign out: %d, cookie %+v; want it removed", status, gone)
	}
	if status, _, p := f.send("POST", "/session/refresh", "", own(next)); status != 401 || p["code"] != "session.session" {
		t.Errorf("refresh after signing out: %d %v", status, p)
	}
	if status, _, _ := f.send("GET", "/me", "", bearer); status != 401 {
		t.Errorf("the access token after signing out: %d, want 401", status)
	}
}

// TestSignInFailures sees every failure look the same, and the wait told in Retry-After.
func TestSignInFailures(t *testing.T) {
	f := newFront(t)
	_, _, wrong := f.signIn("lan", "sai-mat-khau-1")
	_, _, unknown := f.signIn("khong-co", officePassword)
	delete(wrong, "requestId")
	delete(unknown, "requestId")
	if a, b := jsonOf(t, wrong), jsonOf(t, unknown); a != b || wrong["code"] != "session.sign_in" {
		t.Errorf("wrong password %s, unknown name %s; want the same", a, b)
	}
	status := 0
	for range 10 {
		var p map[string]any
		if status, _, p = f.signIn("minh", "sai-mat-khau-1"); status == 429 {
			if p["code"] != "session.too_many" {
				t.Errorf("code %v", p["code"])
			}
			break
		}
	}
	if status != 429 {
		t.Errorf("ten wrong passwords in one instant: %d, want 429", status)
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestDirectory(t *testing.T) {
	f := newFront(t)
	for name, tc := range map[string]struct {
		who, path string
		status    int
		want      string // names in the reply, in order
	}{
		"head assigns in the own unit":   {"truongphong", "/directory", 200, "lan minh"},
		"director assigns below":         {"giamdoc", "/directory?q=ph", 200, "phongben"},
		"head asks for a sibling unit":   {"truongphong", "/directory?unit={phong2}", 200, ""},
		"head looks for a coordinator":   {"truongphong", "/directory?for=coordinate&q=phong", 200, "phongben"},
		"officer does not assign":        {"lan", "/directory", 403, ""},
		"officer sees no staff":          {"lan", "/people", 200, ""},
		"hr sees the whole agency's":     {"nhansu", "/people?q=minh", 200, "minh"},
		"head asks above the own unit":   {"truongphong", "/people?unit={tinh}", 200, ""},
		"head pages through staff":       {"truongphong", "/people?limit=1", 200, "lan"},
		"a cursor that is not ours":      {"truongphong", "/people?cursor=!", 422, ""},
		"everybody sees the tree":        {"lan", "/units", 200, "tinh so phong1 phong2"},
		"nobody sees nothing":            {"", "/units", 401, ""},
		"a parameter that there is none": {"lan", "/people?rank=head", 422, ""},
	} {
		path := tc.path
		for code, id := range f.unit {
			path = strings.ReplaceAll(path, "{"+code+"}", id)
		}
		header := map[string]string{}
		if tc.who != "" {
			header["Authorization"] = "Bearer " + f.token[tc.who]
		}
		status, _, reply := f.send("GET", path, "", header)
		names := []string{}
		items, _ := reply["items"].([]any)
		for _, item := range items {
			names = append(names, item.(map[string]any)["name"].(string))
		}
		if status != tc.status || strings.Join(names, " ") != tc.want {
			t.Errorf("%s: %d %v, want %d %q", name, status, names, tc.status, tc.want)
		}
	}
	_, _, reply := f.send("GET", "/directory?q=lan", "", map[string]string{"Authorization": "Bearer " + f.token["truongphong"]})
	if first := reply["items"].([]any)[0].(map[string]any); first["open"] == nil || first["load"] == nil {
		t.Errorf("directory entry %v does not show how much there is to do already", first)
	}
}
