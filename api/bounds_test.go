package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// TestWorkOfOnePersonIsBounded: a program gone wild under somebody's name is told to wait, and nobody else.
func TestWorkOfOnePersonIsBounded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.app, _ = v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler), Clock: clock.Fixed(o.Calendar.Today().Start()), Services: o.Services, PerMinute: 40}, nil)
	refused := 0
	for range 41 * 2 { // two minutes may begin meanwhile
		status, body := o.call(t, "lan", "GET", "/me", "")
		switch {
		case status == http.StatusTooManyRequests && strings.Contains(string(body), `"http.too_much"`):
			refused++
		case status != http.StatusOK:
			t.Fatalf("%d %s", status, body)
		}
	}
	if refused == 0 {
		t.Error("nothing was refused")
	}
	if status, body := o.call(t, "minh", "GET", "/me", ""); status != http.StatusOK {
		t.Errorf("somebody else: %d %s", status, body)
	}
	rows, err := mongodb.All[journal.Record](t.Context(), "audit", o.db.Collection("audit"), map[string]any{"action": "access.throttled"}, nil)
	if err != nil || len(rows) == 0 || len(rows) > 3 || rows[0].ByName != "lan" {
		t.Errorf("recorded: %+v, %v", rows, err)
	}
}

// TestBodiesOfStrangers: of somebody who has not signed in a long body is refused by its header, before a byte of it has
// come; a signed-in person's is read.
func TestBodiesOfStrangers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	listener := listen(t)
	stopped := make(chan error, 1)
	go func() { stopped <- o.app.Listener(listener) }()
	t.Cleanup(func() {
		if err := o.app.ShutdownWithTimeout(5 * time.Second); err != nil {
			t.Error(err)
		}
		if err := <-stopped; err != nil {
			t.Error(err)
		}
	})
	const long = 500_000
	for name, tc := range map[string]struct {
		path, token, body string
		want              int
	}{
		"nobody":              {"/tasks", "", "", http.StatusRequestEntityTooLarge},
		"somebody signing in": {"/session", "", "", http.StatusRequestEntityTooLarge},
		"an invented token":   {"/tasks", "abc.def.ghi", "", http.StatusRequestEntityTooLarge},
		"somebody signed in":  {"/tasks", o.token["truongphong"], `{"title":"` + strings.Repeat("a", long-12) + `"}`, http.StatusUnprocessableEntity},
	} {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nIdempotency-Key: 12345678\r\n", v1.Prefix+tc.path, long)
		if tc.token != "" {
			head += "Authorization: Bearer " + tc.token + "\r\n"
		}
		if _, err := conn.Write([]byte(head + "\r\n" + tc.body)); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var p v1.Problem
		if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		res.Body.Close()
		if res.StatusCode != tc.want || p.Status != tc.want || p.RequestID == "" || tc.token == "" && p.Code != "http.too_large" {
			t.Errorf("%s: %d %+v, want %d", name, res.StatusCode, p, tc.want)
		}
	}
}
