package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/emersion/go-ical"

	v1 "congvu/api/v1"
	"congvu/internal/task"
)

// read asks for a calendar as a program does, without a session.
func (o *office) read(t *testing.T, url string) (int, http.Header, []byte) {
	t.Helper()
	res, err := o.app.Test(httptest.NewRequest(http.MethodGet, url, nil), -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, raw
}

// TestFeed: whoever has the secret address reads the deadlines of its owner as they are then, and nobody reads anything under one
// that was changed, ended or belongs to a closed account; guesses and programs that ask too often are told to wait.
func TestFeed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := o.taskIn(t, task.InProgress)
	own := func() (f v1.CalendarFeed) {
		t.Helper()
		status, raw := o.call(t, "lan", "GET", "/me/feed", "")
		if status != 200 || json.Unmarshal(raw, &f) != nil || f.URL != "" {
			t.Fatalf("%d %s", status, raw)
		}
		return f
	}
	anew := func(who string) string {
		t.Helper()
		var f v1.CalendarFeed
		status, raw := o.call(t, who, "POST", "/me/feed", "")
		if status != 200 || json.Unmarshal(raw, &f) != nil || !f.Set || !strings.HasSuffix(f.URL, ".ics") || len(f.URL) < 80 {
			t.Fatalf("%d %s", status, raw)
		}
		return f.URL
	}
	events := func(url string) []ical.Event {
		t.Helper()
		status, header, raw := o.read(t, url)
		if status != 200 || !strings.HasPrefix(header.Get("Content-Type"), "text/calendar") || !strings.Contains(header.Get("Cache-Control"), "no-store") {
			t.Fatalf("%d %v %s", status, header, raw)
		}
		cal, err := ical.NewDecoder(bytes.NewReader(raw)).Decode()
		if err != nil {
			t.Fatalf("%v\n%s", err, raw)
		}
		return cal.Events()
	}
	if own().Set {
		t.Error("an address before one was asked for")
	}
	url := anew("lan")
	if f := own(); !f.Set || f.MadeAt == nil || f.UsedAt != nil {
		t.Errorf("%+v", f)
	}
	got := events(url)
	if len(got) != 1 {
		t.Fatalf("%d events, want the one task", len(got))
	}
	if summary, err := got[0].Props.Text(ical.PropSummary); err != nil || summary != made.Code+" "+made.Title {
		t.Errorf("it says %q, %v", summary, err)
	}
	if day := got[0].Props.Get(ical.PropDateTimeStart).Value; day != strings.ReplaceAll(string(made.DueOn), "-", "") {
		t.Errorf("it is due %s, want %s", day, made.DueOn)
	}
	if f := own(); f.UsedAt == nil {
		t.Error("its owner does not see that it is read")
	}
	if other := events(anew("minh")); len(other) != 0 {
		t.Errorf("minh reads %v", other)
	}

	second := anew("lan")
	base, token, _ := strings.Cut(second, "/feed/")
	id, secret, _ := strings.Cut(strings.TrimSuffix(token, ".ics"), ".")
	_, old, _ := strings.Cut(url, "/feed/")
	_, oldSecret, _ := strings.Cut(strings.TrimSuffix(old, ".ics"), ".")
	for name, wrong := range map[string]string{
		"the one before": url, "its secret under the new id": base + "/feed/" + id + "." + oldSecret + ".ics", "no secret": base + "/feed/" + id + ".ics",
		"an empty secret": base + "/feed/" + id + "..ics", "a shorter one": base + "/feed/" + id + "." + secret[:len(secret)-1] + ".ics",
		"another id": base + "/feed/" + strings.ToLower(id) + "." + secret + ".ics", "the secret alone": base + "/feed/" + secret + ".ics",
	} {
		if status, _, raw := o.read(t, wrong); status != 404 || bytes.Contains(raw, []byte("VCALENDAR")) {
			t.Errorf("%s: %d %s", name, status, raw)
		}
	}
	if status, _, _ := o.read(t, second); status != 200 {
		t.Errorf("the new one: %d", status)
	}
	if status, _, _ := o.read(t, strings.TrimSuffix(second, ".ics")); status != 200 {
		t.Errorf("without its ending: %d", status)
	}
	refused := 0
	for range 25 {
		if status, header, _ := o.read(t, second); status == 429 && header.Get("Retry-After") != "" {
			refused++
		}
	}
	if refused == 0 {
		t.Error("a program may ask as often as it likes")
	}
	refused = 0
	for range 35 {
		if status, _, _ := o.read(t, url); status == 429 {
			refused++
		}
	}
	if refused == 0 {
		t.Error("whoever guesses may go on")
	}

	third := anew("truongphong")
	if status, raw := o.call(t, "truongphong", "DELETE", "/me/feed", ""); status != 204 {
		t.Errorf("end: %d %s", status, raw)
	}
	if status, _, _ := o.read(t, third); status == 200 {
		t.Error("an ended address is still read")
	}
	fourth := anew("minh")
	if status, raw := o.call(t, "quantri", "POST", "/accounts/"+o.person["minh"]+"/state", `{"version":1,"state":"disabled","reason":"Kiểm tra khóa tài khoản"}`); status != 204 {
		t.Fatalf("disable: %d %s", status, raw)
	}
	if status, _, _ := o.read(t, fourth); status == 200 {
		t.Error("the calendar of a disabled account is still read")
	}
}
