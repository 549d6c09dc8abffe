package realtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/oklog/ulid/v2"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

func TestEachHearsWhatTheOwnTokensMeet(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"head": {"o:u1"}, "lead": {}, "other": {"o:u2"}}
	n1, n2 := newNode(t, db, rights), newNode(t, db, rights)
	head, lead, other := n1.dial(t, "head", nil).listen(), n2.dial(t, "lead", nil).listen(), n2.dial(t, "other", nil).listen()

	tell(t, db, task("t1", "u:lead", "o:u1"), task("t2", "o:u1"), task("t3", "o:u2"))
	tell(t, db, task("end", "u:lead", "u:head", "u:other", "o:u1", "o:u2"))
	for c, want := range map[*client][]string{head: {"t1", "t2", "end"}, lead: {"t1", "end"}, other: {"t3", "end"}} {
		wait(t, "the last event", func() bool { return slices.Contains(c.get().objects, "end") })
		if got := c.get().objects; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
	}
}

func TestNothingIsToldOfWhatWasNotCommitted(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	err := db.WithTx(t.Context(), func(ctx context.Context) error {
		if err := NewEvents(db).Write(ctx, Event{Agency: "a", Type: "task", Object: "never", Audience: []string{"u:a"}}); err != nil {
			return err
		}
		return context.Canceled
	})
	if err == nil {
		t.Fatal("committed")
	}
	tell(t, db, task("t1", "u:a"))
	wait(t, "t1", func() bool { return len(c.get().objects) > 0 })
	if got := c.get().objects; !slices.Equal(got, []string{"t1"}) {
		t.Errorf("heard %q", got)
	}
	if err := NewEvents(db).Write(t.Context(), task("t2", "u:a")); err == nil {
		t.Error("an event outside of a transaction was accepted")
	}
}

// TestBreaksLoseNothing lets many write at once while a client's line is cut again and again, to two nodes in turn: in
// the end it has heard of everything, and never twice on one connection.
func TestBreaksLoseNothing(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"a": {"o:u1"}}
	nodes := []*node{newNode(t, db, rights), newNode(t, db, rights)}

	const writers, each = 4, 50
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				tell(t, db, task(fmt.Sprintf("t%d.%d", w, i), "o:u1", "u:a"))
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()

	heard := map[string]bool{}
	var before *client
	for turn := 0; len(heard) < writers*each; turn++ {
		finished := false
		select {
		case <-done:
			finished = true
		default:
		}
		c := nodes[turn%2].dial(t, "a", before).listen()
		if before != nil && *c.get().ready.Resync {
			t.Fatal("told to fetch everything again after a short break")
		}
		if before == nil { // what was written before the first connection is what a page fetches
			stored, err := NewEvents(db).replay(t.Context(), access.Tokens{Agency: "a", All: []string{"u:a"}}, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range stored {
				heard[e.Object] = true
			}
		}
		wait(t, "some events", func() bool { return finished || c.count() >= 20 })
		_ = c.conn.Close()
		wait(t, "the end", func() bool { return c.get().closed != nil })
		once := map[string]bool{}
		for _, o := range c.get().objects {
			if once[o] {
				t.Errorf("heard of %s twice on one connection", o)
			}
			once[o], heard[o] = true, true
		}
		before = c
		if finished { // one more connection has just replayed the rest
			break
		}
	}
	if len(heard) != writers*each {
		t.Errorf("heard of %d of %d", len(heard), writers*each)
	}
}

func TestResume(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	old := n.dial(t, "a", nil).listen()
	if !*old.get().ready.Resync {
		t.Error("a new client was not told to fetch")
	}
	_ = old.conn.Close()
	tell(t, db, task("t1", "u:a"))
	wait(t, "the hub", func() bool { return n.hub.Stats().Events == 1 })
	epoch, last := old.position()
	if last == "" {
		last = ulid.MustNew(ulid.Timestamp(time.Now()), nil).String()
	}
	ago := func(d time.Duration) string { return ulid.MustNew(ulid.Timestamp(time.Now().Add(-d)), nil).String() }
	for name, tc := range map[string]struct {
		epoch, last string
		resync      bool
	}{
		"after a break":       {epoch, last, false},
		"after three days":    {epoch, ago(72 * time.Hour), false},
		"after seven days":    {epoch, ago(7 * 24 * time.Hour), true},
		"another epoch":       {"01ARZ3NDEKTSV4RRFFQ69G5FAV", last, true},
		"no position":         {epoch, "", true},
		"no position at all":  {"", "", true},
		"an invented one":     {epoch, "zzz", true},
		"tomorrow":            {epoch, ago(-24 * time.Hour), true},
		"the end of time":     {epoch, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true},
		"the beginning of it": {epoch, "00000000000000000000000000", true},
	} {
		c := n.dial(t, "a", &client{epoch: tc.epoch, last: tc.last}).listen()
		got := c.get()
		if *got.ready.Resync != tc.resync {
			t.Errorf("%s: resync = %v", name, *got.ready.Resync)
		}
		if heard := slices.Contains(got.objects, "t1"); heard == tc.resync {
			t.Errorf("%s: replayed = %v", name, heard)
		}
	}
}

func TestManyMissedAreFetchedAgain(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	_ = c.conn.Close()
	batch := make([]Event, 170)
	for i := range batch {
		batch[i] = task(fmt.Sprint(i), "u:a")
	}
	for range 3 {
		tell(t, db, batch...)
	}
	wait(t, "the hub", func() bool { return n.hub.Stats().Events == 510 })
	epoch, _ := c.position()
	if c = n.dial(t, "a", &client{epoch: epoch, last: n.high()}).listen(); !*c.get().ready.Resync {
		t.Error("510 events were replayed")
	}
}

// TestMassAct writes more events in one transaction than are told one by one.
// TestEventsOfATransactionAreInsertedAtOnce: however many parts of an act tell something, one command stores it.
func TestEventsOfATransactionAreInsertedAtOnce(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	var inserts atomic.Int32
	watched := mongotest.Again(t, db, mongodb.Watching(&event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		if e.CommandName == "insert" {
			inserts.Add(1)
		}
	}}))
	write := func(parts ...string) {
		t.Helper()
		if err := watched.WithTx(t.Context(), func(ctx context.Context) error {
			for _, id := range parts {
				if err := NewEvents(watched).Write(ctx, Event{Agency: "a", Type: "task", Object: id, Audience: []string{"u:a"}}); err != nil {
					return err
				}
			}
			return NewEvents(watched).Write(ctx, Event{Agency: "a", Type: "task", Object: "nobody's"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	write("t1", "t2", "t3")
	if inserts.Load() != 1 {
		t.Errorf("%d inserts for one transaction", inserts.Load())
	}
	write() // of an audience of nobody nothing is stored
	kept, err := mongodb.All[Event](t.Context(), "events", db.Collection(eventsCollection), bson.D{})
	if err != nil || len(kept) != 3 || inserts.Load() != 1 {
		t.Errorf("%d events by %d inserts, %v", len(kept), inserts.Load(), err)
	}
}

func TestMassAct(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}, "b": {}, "c": {}})
	a, b, c := n.dial(t, "a", nil).listen(), n.dial(t, "b", nil).listen(), n.dial(t, "c", nil).listen()
	batch := make([]Event, maxPerTx+50)
	for i := range batch {
		batch[i] = task(fmt.Sprint(i), "u:a")
	}
	batch = append(batch, task("last", "u:a", "u:b"))
	tell(t, db, batch...)
	tell(t, db, task("end", "u:a", "u:b", "u:c"))
	for who, want := range map[*client][2]int{a: {maxPerTx + 1, 1}, b: {1, 1}, c: {1, 0}} {
		wait(t, "the end", func() bool { return slices.Contains(who.get().objects, "end") })
		if got := who.get(); len(got.objects) != want[0] || got.resync != want[1] {
			t.Errorf("%d events and %d resyncs, want %v", len(got.objects), got.resync, want)
		}
	}
}

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

func TestStreamBreaks(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	n := newNode(t, db, map[string][]string{"a": {}})
	c := n.dial(t, "a", nil).listen()
	killCursors(t, db.Name(), n)
	for i := range 5 {
		tell(t, db, task(fmt.Sprint(i), "u:a"))
	}
	wait(t, "all five", func() bool { return len(c.get().objects) == 5 })
	if got := c.get(); got.resync != 0 || !slices.Equal(got.objects, []string{"0", "1", "2", "3", "4"}) {
		t.Errorf("heard %q, %d resyncs", got.objects, got.resync)
	}
}

// killCursors ends every cursor on the events of one database.
func killCursors(t *testing.T, name string, n *node) {
	t.Helper()
	db := n.hub.events.db
	admin := db.On("admin").Database()
	wait(t, "a cursor to kill", func() bool {
		var found struct {
			Cursor struct {
				Batch []struct {
					Cursor struct {
						ID int64 `bson:"cursorId"`
					} `bson:"cursor"`
				} `bson:"firstBatch"`
			} `bson:"cursor"`
		}
		if err := admin.RunCommand(t.Context(), bson.D{
			{Key: "aggregate", Value: 1}, {Key: "cursor", Value: bson.D{}}, {Key: "pipeline", Value: bson.A{
				bson.M{"$currentOp": bson.M{"allUsers": true, "idleCursors": true}},
				bson.M{"$match": bson.M{"ns": name + ".events", "cursor.cursorId": bson.M{"$exists": true}}},
			}},
		}).Decode(&found); err != nil {
			t.Fatal(err)
		}
		for _, op := range found.Cursor.Batch {
			if err := db.Database().RunCommand(t.Context(), bson.D{{Key: "killCursors", Value: "events"}, {Key: "cursors", Value: bson.A{op.Cursor.ID}}}).Err(); err != nil {
				t.Fatal(err)
			}
		}
		return len(found.Cursor.Batch) > 0
	})
}

// TestHistoryLost drops the events under the stream: a new epoch begins, and the clients of all nodes fetch again.
func TestHistoryLost(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	rights := map[string][]string{"a": {}}
	n1, n2 := newNode(t, db, rights), newNode(t, db, rights)
	c1, c2 := n1.dial(t, "a", nil).listen(), n2.dial(t, "a", nil).listen()
	old, _ := c1.position()
	tell(t, db, task("t0", "u:a"))
	wait(t, "t0", func() bool { return len(c1.get().objects) == 1 && len(c2.get().objects) == 1 })
	if err := db.Collection(eventsCollection).Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*client{c1, c2} {
		wait(t, "a new epoch", func() bool {
			epoch, _ := c.position()
			return c.get().resync > 0 && epoch != old && epoch == n1.hub.Epoch() && epoch == n2.hub.Epoch()
		})
	}
	wait(t, "both streams", func() bool { return n1.hub.Ready() == nil && n2.hub.Ready() == nil })
	tell(t, db, task("t1", "u:a"))
	for _, c := range []*client{c1, c2} {
		wait(t, "life to go on", func() bool { return slices.Contains(c.get().objects, "t1") })
	}
	if err := db.Ensure(t.Context(), Indexes()...); err != nil {
		t.Fatal(err)
	}
}

func TestHandlersHearFirst(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	hub := NewHub(NewEvents(db), Options{})
	got := make(chan Event, 1)
	hub.On(TypeRights, func(e Event) { got <- e })
	if err := hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer hub.Close(context.Background())
	tell(t, db, Event{Type: TypeRights, Object: "a", Audience: []string{"u:a"}})
	if e := <-got; e.Object != "a" {
		t.Errorf("heard %+v", e)
	}
}

func TestReplayPlan(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	batch := make([]Event, maxPerTx)
	for i := range batch {
		batch[i] = task(fmt.Sprint(i), "u:a", "o:u1", fmt.Sprintf("o:u%d", 2+i%5))
	}
	for range 10 {
		tell(t, db, batch...)
	}
	tokens := access.Tokens{Agency: "a", All: []string{"u:a", "o:u1", "o:u2"}}
	mongotest.Plans(t, db, maxReplay, func() {
		list, err := NewEvents(db).replay(t.Context(), tokens, "")
		if err != nil || len(list) != maxReplay+1 {
			t.Errorf("%d events, %v", len(list), err)
		}
	})
	mongotest.Plans(t, db, 1, func() {
		if _, err := NewEvents(db).last(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
