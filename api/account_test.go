package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/pkg/vncal"
)

// closeSession is how a socket ends whose session or account has (package realtime).
const closeSession = 4401

// secondNode serves the office's database once more, with services, caches and sockets of its own.
func (o *office) secondNode(t *testing.T) (*office, string) {
	t.Helper()
	services, err := wiring.Wire(o.db, clock.Fixed(time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	services.Sessions.Cheapen()
	other := *o
	other.Services = services
	return &other, other.serve(t)
}

// serve listens on this machine and follows the events of the database, until the test ends.
func (o *office) serve(t *testing.T) (addr string) {
	t.Helper()
	listener := listen(t)
	addr = listener.Addr().String()
	p := &product{Services: o.Services, clock: clock.System(), log: slog.New(slog.DiscardHandler)}
	app := p.server(config.Config{Origins: []string{"http://" + addr}}, prometheus.NewRegistry(), func(c *fiber.Ctx) error { return c.SendString("page") })
	if err := p.Hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }()
	t.Cleanup(func() { p.Hub.Close(t.Context()); _ = app.ShutdownWithTimeout(time.Second) })
	return addr
}

// asking sends a request to a node with somebody's token.
func asking(t *testing.T, token, method, url, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

// TestDisabledEverywhere: an administrator on one node disables an account, ends its sessions or, by a new code, somebody takes
// it over; on another node requests, refresh and the open socket are refused within 5 s.
func TestDisabledEverywhere(t *testing.T) {
	for name, act := range map[string]func(t *testing.T, o *office, addr string){
		"disabled": func(t *testing.T, o *office, addr string) {
			if status, raw := asking(t, o.token["quantri"], "POST", addr+"/accounts/"+o.person["lan"]+"/state", `{"version":1,"state":"disabled","reason":"mất máy"}`); status != 204 {
				t.Fatalf("%d %s", status, raw)
			}
		},
		"closed": func(t *testing.T, o *office, addr string) {
			if status, raw := asking(t, o.token["quantri"], "POST", addr+"/accounts/"+o.person["lan"]+"/state", `{"version":1,"state":"closed"}`); status != 204 {
				t.Fatalf("%d %s", status, raw)
			}
		},
		"sessions ended": func(t *testing.T, o *office, addr string) {
			if status, raw := asking(t, o.token["quantri"], "DELETE", addr+"/accounts/"+o.person["lan"]+"/sessions", ""); status != 204 {
				t.Fatalf("%d %s", status, raw)
			}
		},
		"activated anew": func(t *testing.T, o *office, addr string) {
			status, raw := asking(t, o.token["nhansu"], "POST", addr+"/accounts/codes", fmt.Sprintf(`{"people":[%q]}`, o.person["lan"]))
			var slips struct{ Items []v1.Slip }
			if err := json.Unmarshal([]byte(raw), &slips); status != 200 || err != nil || len(slips.Items) != 1 {
				t.Fatalf("%d %s", status, raw)
			}
			body := fmt.Sprintf(`{"login":"lan","code":%q,"password":"nắng vàng tháng chín"}`, slips.Items[0].Code)
			if status, raw := asking(t, "", "POST", addr+"/session/activate", body); status != 200 || strings.Contains(raw, slips.Items[0].Code) {
				t.Fatalf("%d %s", status, raw)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			here := "http://" + o.serve(t) + v1.Prefix
			other, far := o.secondNode(t)
			there := "http://" + far + v1.Prefix
			socket := other.listening(t, far, "lan")
			defer socket.Close()
			if status, raw := asking(t, o.token["lan"], "GET", there+"/me", ""); status != 200 { // the node remembers her now
				t.Fatalf("before: %d %s", status, raw)
			}
			act(t, o, here)
			passed := clock.Stopwatch()
			await(t, "the other node refuses her", func() bool {
				status, _ := asking(t, o.token["lan"], "GET", there+"/me", "")
				return status == 401
			})
			_ = socket.SetReadDeadline(time.Now().Add(5 * time.Second))
			var err error
			for err == nil {
				_, _, err = socket.ReadMessage()
			}
			if !websocket.IsCloseError(err, closeSession) {
				t.Errorf("the socket: %v, want it ended", err)
			}
			if took := passed(); took > 5*time.Second {
				t.Errorf("in force after %s", took)
			}
		})
	}
}
