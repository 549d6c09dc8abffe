package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

const origin = "https://congvu.example"

// node is one hub with its server, on a database that several may share.
type node struct {
	hub    *Hub
	server *httptest.Server

	mu     sync.Mutex
	rights map[string][]string // person → tokens; a person that is missing has no rights
}

// newNode starts a node; its people have the tokens of rights, and their ticket is their own name.
func newNode(t testing.TB, db *mongodb.DB, rights map[string][]string) *node {
	t.Helper()
	return newNodePinging(t, db, rights, time.Minute) // on a busy machine a test's client may be slow to answer
}

func newNodePinging(t testing.TB, db *mongodb.DB, rights map[string][]string, ping time.Duration) *node {
	t.Helper()
	n := &node{rights: rights}
	n.hub = NewHub(NewEvents(db), Options{Rights: n.read, Log: slog.New(slog.DiscardHandler), Ping: ping})
	if err := n.hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	up := NewUpgrader([]string{origin})
	n.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		n.hub.Serve(context.WithoutCancel(r.Context()), conn, func(ctx context.Context, ticket string) (Session, error) {
			s := Session{ID: "session of " + ticket, Person: ticket}
			s.Tokens, err = n.read(ctx, s)
			return s, err
		})
	}))
	t.Cleanup(n.close)
	return n
}

func (n *node) read(_ context.Context, s Session) (access.Tokens, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	tokens, ok := n.rights[s.Person]
	if !ok {
		return access.Tokens{}, errs.ErrForbidden
	}
	return access.Tokens{Agency: "a", All: append([]string{access.Person(s.Person)}, tokens...)}, nil
}

func (n *node) grant(person string, tokens ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rights[person] = tokens
}

func (n *node) revoke(person string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.rights, person)
}

func (n *node) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	n.hub.Close(ctx)
	n.server.Close()
}

// client is a browser's side of a socket; it keeps what a page keeps.
type client struct {
	t     testing.TB
	conn  *websocket.Conn
	epoch string
	last  string

	mu     sync.Mutex
	events []message // in the order they came
	ready  *message
	resync int
	pings  int
	closed error
}

// open opens a connection and returns the status of the answer to it.
func (n *node) open(header http.Header) (*websocket.Conn, int, error) {
	conn, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(n.server.URL, "http"), header)
	if res == nil {
		return conn, 0, err
	}
	defer func() { _ = res.Body.Close() }()
	return conn, res.StatusCode, err
}

// dial opens a socket as person, resuming after before when that is given.
func (n *node) dial(t testing.TB, person string, before *client) *client {
	t.Helper()
	conn, status, err := n.open(http.Header{"Origin": {origin}})
	if err != nil {
		t.Fatalf("dial: %v (%d)", err, status)
	}
	c := &client{t: t, conn: conn}
	first := hello{Ticket: person}
	if before != nil {
		first.Epoch, first.Last = before.position()
	}
	if err := conn.WriteJSON(first); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return c
}

// listen reads until the socket ends.
func (c *client) listen() *client {
	go func() {
		for {
			var m message
			_, raw, err := c.conn.ReadMessage()
			if err == nil {
				err = json.Unmarshal(raw, &m)
			}
			c.mu.Lock()
			if err != nil {
				c.closed = err
				c.mu.Unlock()
				return
			}
			switch m.Type {
			case "event":
				c.events = append(c.events, m)
				c.last = max(c.last, m.ID)
			case "ready":
				c.ready, c.epoch, c.last = &m, m.Epoch, max(c.last, m.Last)
			case "ping":
				c.pings++
				c.epoch, c.last = m.Epoch, max(c.last, m.Last)
			case "resync":
				c.resync++
				c.epoch, c.last = m.Epoch, max(c.last, m.Last)
			}
			c.mu.Unlock()
		}
	}()
	wait(c.t, "ready", func() bool { return c.get().ready != nil || c.get().closed != nil })
	return c
}

// state is a copy of what a client has seen.
type state struct {
	objects []string
	ready   *message
	resync  int
	pings   int
	closed  error
}

func (c *client) get() state {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := state{ready: c.ready, resync: c.resync, pings: c.pings, closed: c.closed}
	for _, e := range c.events {
		s.objects = append(s.objects, e.Object.ID)
	}
	return s
}

// count returns how many events a client has heard.
func (c *client) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.events)
}

// high returns the node's own position.
func (n *node) high() string {
	n.hub.mu.Lock()
	defer n.hub.mu.Unlock()
	return n.hub.high
}

func (c *client) position() (epoch, last string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.epoch, c.last
}

// code returns the close code that ended the socket, 0 while it is open.
func (c *client) code() int {
	var e *websocket.CloseError
	if errors.As(c.get().closed, &e) {
		return e.Code
	}
	return 0
}

// wait polls until ok.
func wait(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("waited too long for %s\n%s", what, buf[:runtime.Stack(buf, true)])
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// tell writes events in one transaction.
func tell(t testing.TB, db *mongodb.DB, events ...Event) {
	t.Helper()
	for i := range events {
		if events[i].Agency == "" {
			events[i].Agency = "a"
		}
	}
	if err := db.WithTx(context.Background(), func(ctx context.Context) error {
		return NewEvents(db).Write(ctx, events...)
	}); err != nil {
		t.Fatal(err)
	}
}

func task(id string, audience ...string) Event {
	return Event{Type: "task", Object: id, Version: 1, Audience: audience}
}

func newDB(t testing.TB) *mongodb.DB {
	t.Helper()
	return mongotest.New(t, Indexes()...)
}
