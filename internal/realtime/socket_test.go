package realtime

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"congvu/internal/errs"
)

func TestRightsReachOpenSockets(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := func() map[string][]string { return map[string][]string{"a": {"o:u1"}, "b": {"o:u1"}} }
	n1, n2 := newNode(t, db, rights()), newNode(t, db, rights())
	a, b := n1.dial(t, "a", nil).listen(), n2.dial(t, "b", nil).listen()

	n1.grant("a", "o:u2")
	n2.revoke("b")
	tell(t, db, Event{Type: TypeRights, Object: "a", Audience: []string{"u:a"}}, Event{Type: TypeRights, Object: "b", Audience: []string{"u:b"}})
	wait(t, "b to be closed", func() bool { return b.code() == CloseSignIn })
	wait(t, "a's new tokens", func() bool {
		n1.hub.mu.Lock()
		defer n1.hub.mu.Unlock()
		return len(n1.hub.byToken["o:u2"]) == 1
	})
	tell(t, db, task("t1", "o:u1"), task("t2", "o:u2"))
	wait(t, "t2", func() bool { return slices.Contains(a.get().objects, "t2") })
	if got := a.get().objects; !slices.Equal(got, []string{"a", "t2"}) { // its own rights, then what they reach
		t.Errorf("heard %q", got)
	}
}

func TestEndedSessionClosesItsSockets(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"a": {}, "b": {}}
	n1, n2 := newNode(t, db, rights), newNode(t, db, rights)
	a1, a2, b := n1.dial(t, "a", nil).listen(), n2.dial(t, "a", nil).listen(), n2.dial(t, "b", nil).listen()
	tell(t, db, Event{Type: TypeSession, Object: "session of a", Audience: []string{"u:a"}})
	wait(t, "both of a's to be closed", func() bool { return a1.code() == CloseSignIn && a2.code() == CloseSignIn })
	tell(t, db, task("t1", "u:b"))
	wait(t, "b", func() bool { return len(b.get().objects) == 1 })
}

// TestSlowClient lets a client stop reading: it is cut, the others are not held up, and it resumes.
func TestSlowClient(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"slow": {"o:u1"}, "fast": {"o:u1"}})
	fast := n.dial(t, "fast", nil).listen()
	n.dial(t, "slow", nil) // never reads
	wait(t, "both", func() bool { return n.hub.Stats().Sockets == 2 })
	big := strings.Repeat("x", 16_000) // fills the line's own buffers soon
	sent := 0
	wait(t, "the slow one to be cut", func() bool {
		if n.hub.Stats().Sockets == 2 && sent-fast.count() < 200 { // a healthy client keeps up: do not ask for more than this machine can do
			for range 100 {
				sent++ // straight to the sockets: through the database it would take long to write so much
				n.hub.dispatch(Event{ID: fmt.Sprintf("%026d", sent), Type: "task", Object: big, Audience: []string{"o:u1"}}, eventFrame)
			}
		}
		return n.hub.Stats().Slow > 0
	})
	wait(t, "the fast one", func() bool { return fast.count() == sent })
	if fast.code() != 0 {
		t.Error("the fast one was cut too")
	}
}

func TestPingsCarryThePosition(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNodePinging(t, db, map[string][]string{"a": {}, "b": {}}, time.Second)
	a := n.dial(t, "a", nil).listen()
	tell(t, db, task("t1", "u:b"))
	wait(t, "a's position to move without an event of its own", func() bool {
		_, last := a.position()
		return n.hub.Stats().Events == 1 && last == n.high()
	})
	pings := a.get().pings
	wait(t, "more pings than silence would allow", func() bool { return a.get().pings > pings+3 })
	if a.get().closed != nil {
		t.Error("a living client was cut")
	}
}

// TestSilentClient answers no ping: it is gone, though its machine still takes what is sent.
func TestSilentClient(t *testing.T) {
	t.Parallel()
	n := newNodePinging(t, newDB(t), map[string][]string{"a": {}}, 100*time.Millisecond)
	c := n.dial(t, "a", nil)
	c.conn.SetPingHandler(func(string) error { return nil })
	c.listen()
	wait(t, "it to be cut", func() bool { return n.hub.Stats().Sockets == 0 })
}

// TestTalkativeClient goes on sending after its first frame.
func TestTalkativeClient(t *testing.T) {
	t.Parallel()
	n := newNode(t, newDB(t), map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	wait(t, "ready", func() bool { return c.get().ready != nil })
	if err := c.conn.WriteMessage(websocket.TextMessage, []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	wait(t, "it to be cut", func() bool { return c.code() == websocket.ClosePolicyViolation })
}

func TestRefused(t *testing.T) {
	t.Parallel()
	n := newNode(t, newDB(t), map[string][]string{"a": {}})
	for _, from := range []string{"", "https://evil.example", "null", origin + ".evil.example", "http://congvu.example"} {
		if _, status, err := n.open(http.Header{"Origin": {from}}); err == nil || status != http.StatusForbidden {
			t.Errorf("origin %q: %d %v", from, status, err)
		}
	}
	if _, status, err := n.open(nil); err == nil || status != http.StatusForbidden {
		t.Errorf("no origin: %d %v", status, err)
	}
	for name, tc := range map[string]struct {
		typ   int
		frame string
		code  int
	}{
		"unknown ticket": {websocket.TextMessage, `{"ticket":"nobody"}`, CloseSignIn},
		"no ticket":      {websocket.TextMessage, `{"last":"x"}`, websocket.ClosePolicyViolation},
		"unknown field":  {websocket.TextMessage, `{"ticket":"a","tokens":["o:u1"]}`, websocket.ClosePolicyViolation},
		"no JSON":        {websocket.TextMessage, `a`, websocket.ClosePolicyViolation},
		"key twice":      {websocket.TextMessage, `{"ticket":"nobody","ticket":"a"}`, websocket.ClosePolicyViolation},
		"another case":   {websocket.TextMessage, `{"Ticket":"a"}`, websocket.ClosePolicyViolation},
		"both cases":     {websocket.TextMessage, `{"ticket":"nobody","TICKET":"a"}`, websocket.ClosePolicyViolation},
		"null":           {websocket.TextMessage, `{"ticket":"a","last":null}`, websocket.ClosePolicyViolation},
		"two values":     {websocket.TextMessage, `{"ticket":"a"}{"ticket":"a"}`, websocket.ClosePolicyViolation},
		"something left": {websocket.TextMessage, `{"ticket":"a"}]`, websocket.ClosePolicyViolation},
		"no UTF-8":       {websocket.TextMessage, "{\"ticket\":\"a\xff\"}", websocket.ClosePolicyViolation},
		"binary":         {websocket.BinaryMessage, `{"ticket":"a"}`, websocket.ClosePolicyViolation},
	} {
		conn, _, err := n.open(http.Header{"Origin": {origin}})
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.WriteMessage(tc.typ, []byte(tc.frame)); err != nil {
			t.Fatal(err)
		}
		_, _, err = conn.ReadMessage()
		if !websocket.IsCloseError(err, tc.code) {
			t.Errorf("%s: %v, want %d", name, err, tc.code)
		}
		_ = conn.Close()
	}
}

// TestAdmit: connections that show no ticket are bounded, from one address and in all, and count no longer once they have.
func TestAdmit(t *testing.T) {
	t.Parallel()
	h := NewHub(nil, Options{})
	fill := func(address string, n int) (leave []func()) {
		for range n {
			out, err := h.Admit(address)
			if err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			leave = append(leave, out)
		}
		return leave
	}
	first := fill("10.0.0.1", maxWaitingAddress)
	if _, err := h.Admit("10.0.0.1"); !errors.Is(err, ErrCrowded) || errs.As(err).RetryAfter == 0 {
		t.Errorf("one more from a full address: %v", err)
	}
	for i := 2; i <= maxWaiting/maxWaitingAddress; i++ {
		fill(fmt.Sprint("10.0.0.", i), maxWaitingAddress)
	}
	for _, address := range []string{"10.0.1.1", ""} {
		if _, err := h.Admit(address); !errors.Is(err, ErrCrowded) {
			t.Errorf("one more in all, from %q: %v", address, err)
		}
	}
	for range 2 { // leaving twice counts once
		first[0]()
	}
	fill("10.0.1.1", 1)
	if _, err := h.Admit("10.0.0.1"); !errors.Is(err, ErrCrowded) {
		t.Errorf("one left, two came: %v", err)
	}
	for _, leave := range first {
		leave()
	}
	if _, kept := h.waiting["10.0.0.1"]; kept || h.Stats().Refused != 4 || !errs.Known(ErrCrowded.Code) {
		t.Errorf("an address without connections is remembered, or %d refused", h.Stats().Refused)
	}
}

// TestSaysNothing opens a socket and sends no ticket.
func TestSaysNothing(t *testing.T) {
	t.Parallel()
	n := newNode(t, newDB(t), map[string][]string{})
	conn, _, err := n.open(http.Header{"Origin": {origin}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	began := time.Now()
	if err := conn.SetReadDeadline(began.Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := conn.ReadMessage(); err == nil || time.Since(began) > 20*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	db := newDB(t)
	if _, err := NewEvents(db).Epoch(t.Context()); err != nil { // the client's own goroutines
		t.Fatal(err)
	}
	before := runtime.NumGoroutine()
	n := newNode(t, db, map[string][]string{"a": {}})
	var clients []*client
	for range 20 {
		clients = append(clients, n.dial(t, "a", nil).listen())
	}
	n.close()
	for _, c := range clients {
		wait(t, "the end", func() bool { return c.get().closed != nil })
		if c.code() != CloseRestart {
			t.Errorf("closed with %v", c.get().closed)
		}
		_ = c.conn.Close()
	}
	if err := n.hub.Ready(); err == nil {
		t.Error("a closed hub is ready")
	}
	wait(t, "all goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}

// TestStreamBreaks ends the stream's cursor on the server: it is opened again and nothing is missed.
// TestAWaitingSocketIsOneGoroutine: what waits costs no writer, and what has gone leaves nothing in the hub's maps.
func TestAWaitingSocketIsOneGoroutine(t *testing.T) {
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {"o:u1", "o:u2"}, "b": {"o:u1"}})
	const sockets = 60
	warm := n.dial(t, "a", nil).listen()
	before := runtime.NumGoroutine()
	var all []*client
	for i := range sockets {
		c := n.dial(t, []string{"a", "b"}[i%2], nil)
		if _, raw, err := c.conn.ReadMessage(); err != nil || !strings.Contains(string(raw), "ready") {
			t.Fatal(string(raw), err)
		}
		all = append(all, c)
	}
	wait(t, "one goroutine a socket", func() bool { return runtime.NumGoroutine()-before <= sockets+5 })
	tell(t, db, task("t1", "o:u1")) // wakes each of them once
	for _, c := range all {
		if _, raw, err := c.conn.ReadMessage(); err != nil || !strings.Contains(string(raw), "t1") {
			t.Fatal(string(raw), err)
		}
	}
	wait(t, "the writers to go home", func() bool { return runtime.NumGoroutine()-before <= sockets+5 })
	for _, c := range append(all, warm) {
		_ = c.conn.Close()
	}
	wait(t, "all to leave", func() bool { return n.hub.Stats().Sockets == 0 })
	n.hub.mu.Lock()
	defer n.hub.mu.Unlock()
	if len(n.hub.byToken)+len(n.hub.bySession)+len(n.hub.waiting) > 1 { // the sum of those waiting
		t.Errorf("left behind: %d tokens, %d sessions, %d addresses", len(n.hub.byToken), len(n.hub.bySession), len(n.hub.waiting))
	}
}

// TestPumpGoesOnBehindAStuckSocket: workers that hang in a write are replaced, however many, and the others are written to
// in the order in which they got something.
func TestPumpGoesOnBehindAStuckSocket(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{}
	for i := range 6 {
		rights[fmt.Sprint("stuck", i)] = []string{"o:u1"}
	}
	rights["fast"] = []string{"o:u1"}
	n := newNode(t, db, rights)
	n.hub.pump.limit = 1
	for i := range 6 {
		n.dial(t, fmt.Sprint("stuck", i), nil) // never reads
	}
	fast := n.dial(t, "fast", nil).listen()
	wait(t, "all", func() bool { return n.hub.Stats().Sockets == 7 })
	big := strings.Repeat("x", 100_000)
	for sent := 1; sent <= 150; sent++ { // 15 MB: more than a line buffers, less than the most that may be pending
		n.hub.dispatch(Event{ID: fmt.Sprintf("%026d", sent), Type: "task", Object: big, Audience: []string{"o:u1"}}, eventFrame)
		wait(t, "the fast one, with the others stuck", func() bool { return fast.count() == sent })
	}
	if n.hub.Stats().Sockets != 7 || n.hub.Stats().Slow != 0 {
		t.Errorf("%+v: nobody was to be cut yet", n.hub.Stats())
	}
	got := fast.get().objects
	if len(got) != 150 {
		t.Errorf("%d events", len(got))
	}
}
