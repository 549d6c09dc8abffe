package main

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/internal/errs"
	"congvu/internal/realtime"
	"congvu/internal/reminder"
)

// TestShutdownOrder stops a node while a request is still being served: it says that it is not ready, begins no job and
// sends its sockets elsewhere at once, takes no connection any more, and still answers what it has begun.
func TestShutdownOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := &product{Services: o.Services, clock: clock.System(), log: slog.New(slog.DiscardHandler)}
	listener := listen(t)
	addr := listener.Addr().String()
	cfg := config.Config{Origins: []string{"http://" + addr}}
	begun, resume := make(chan struct{}), make(chan struct{})
	registry := prometheus.NewRegistry()
	app := p.server(cfg, registry, func(c *fiber.Ctx) error {
		close(begun)
		<-resume
		return c.SendString("answered")
	})
	probe := newOps(registry, p.check)
	if err := p.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	probe.ready.Store(true)
	go func() { _ = app.Listener(listener) }()

	socket := o.listening(t, addr, "lan")
	defer socket.Close()
	reply := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + addr + "/slow")
		if err != nil {
			reply <- err.Error()
			return
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		reply <- string(body)
	}()
	<-begun

	stopped := make(chan error, 1)
	go func() { stopped <- shutdown(app, probe, p) }()
	await(t, "no connection is taken any more", func() bool {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
		}
		return err != nil
	})
	select {
	case err := <-stopped:
		t.Errorf("stopped while a request was being served: %v", err)
	default:
	}
	if _, err := p.Jobs.Trigger(t.Context(), access.Actor{}, reminder.DueJob, ""); !errors.Is(err, errs.ErrUnavailable) || probe.ready.Load() {
		t.Errorf("ready %v, job begun by hand: %v", probe.ready.Load(), err)
	}
	var closed *websocket.CloseError
	if _, _, err := socket.ReadMessage(); !errors.As(err, &closed) || closed.Code != realtime.CloseRestart {
		t.Errorf("the socket was ended by %v", err)
	}
	close(resume)
	if got := <-reply; got != "answered" {
		t.Errorf("the request in progress got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// listening returns somebody's open socket.
func (o *office) listening(t *testing.T, addr, who string) *websocket.Conn {
	t.Helper()
	a, err := o.Sessions.Authenticate(t.Context(), o.token[who])
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := o.Sessions.Ticket(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	conn, res, err := websocket.DefaultDialer.Dial("ws://"+addr+v1.Prefix+"/ws", http.Header{"Origin": {"http://" + addr}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if err := conn.WriteJSON(map[string]string{"ticket": ticket}); err != nil {
		t.Fatal(err)
	}
	if _, ready, err := conn.ReadMessage(); err != nil {
		t.Fatalf("%s, %v", ready, err)
	}
	return conn
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// await polls until ok, and fails the test after ten seconds.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(10 * time.Second)
	for !ok() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}
