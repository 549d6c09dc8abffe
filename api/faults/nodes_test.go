package faults

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// rightsWithin is how soon a right that was taken away is gone on every node (spec/operations.md §6).
const rightsWithin = 5 * time.Second

// TestSeveralNodes: to people two nodes of one database are one program. Any request goes to any of them, an act on one is
// told to the sockets of the other, a right that is taken away is gone on both, and a session outlives its node.
func TestSeveralNodes(t *testing.T) {
	t.Parallel()
	o := newOffice(t, mongotest.New(t, wiring.Indexes()...), 1, 2)
	o.open()
	nodes := nodesOf(t, o, mongotest.URI(t), 2)
	for _, n := range nodes {
		must(t, n.begin())
	}
	for _, n := range nodes {
		n.await()
	}
	head, lead, other := o.teams[0].head, o.teams[0].officers[0], o.teams[0].officers[1]
	a, b := newSite(nodes[0]), newSite(nodes[1])

	t.Run("any request to any node", func(t *testing.T) {
		l := newLedger()
		w := &writer{pair: pair{o.teams[0].unit, head, lead}, site: newSite(nodes...), ledger: l, days: []vncal.Date{o.today()}}
		for range 3 { // each request of each piece is sent to either node
			must(t, w.piece(make(chan struct{})))
		}
		for _, p := range l.pieces {
			for _, path := range []string{"/tasks/" + p.id, "/tasks/" + p.id + "/comments", "/tasks/" + p.id + "/history"} {
				if one, two := read(t, a, head, path), read(t, b, head, path); !bytes.Equal(one, two) {
					t.Errorf("%s: one node says %s, the other %s", path, one, two)
				}
			}
		}
	})

	t.Run("an act on one node is told by the other", func(t *testing.T) {
		p50, p99 := toSocket(t, o.teams[0].unit, a, head, b, lead, 20)
		t.Logf("from the request on one node to the socket of the other: p50 %v, p99 %v", p50, p99)
	})

	t.Run("a right that is taken away is gone on both", func(t *testing.T) {
		paths := "/diary/team?date=" + string(o.today()) + "&unit=" + o.teams[0].unit
		for _, s := range []*site{a, b} {
			if got := status(t, s, head, paths); got != http.StatusOK {
				t.Fatalf("a head reads the team's day: %d", got)
			}
		}
		posts, err := o.services.Identity.Appointments(t.Context(), o.agency, head.id)
		must(t, err)
		began := time.Now()
		must(t, o.services.Identity.EndAppointment(t.Context(), access.System(o.agency), posts[0].ID, posts[0].Version))
		for _, s := range []*site{a, b} {
			eventually(t, "the right is gone", rightsWithin, func() bool { return status(t, s, head, paths) != http.StatusOK })
		}
		t.Logf("gone on both nodes after %v", time.Since(began))
	})

	t.Run("a session outlives its node", func(t *testing.T) {
		both := newSite(nodes...)
		e := listen(both, other)
		e.node = func() *node { return nodes[0] }
		var listening sync.WaitGroup
		listening.Go(e.run)
		t.Cleanup(func() { e.close(); listening.Wait() })
		eventually(t, "the socket is open", 10*time.Second, e.isLive)
		nodes[0].kill()
		e.mu.Lock()
		e.node = both.any
		e.mu.Unlock()
		if got := status(t, b, other, "/me"); got != http.StatusOK {
			t.Errorf("the other node answers %d", got)
		}
		old := other.token()
		must(t, both.renew(other, old))
		if other.token() == old {
			t.Error("the session was not renewed")
		}
		eventually(t, "the socket is open again", 15*time.Second, e.isLive)
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.resyncs != 1 {
			t.Errorf("everything was fetched %d times, want once, at first", e.resyncs)
		}
	})
}

// toSocket measures how long acts on one site take to reach the socket of another, from the request on.
func toSocket(t testing.TB, unit string, a *site, head *person, b *site, lead *person, acts int) (p50, p99 time.Duration) {
	t.Helper()
	e := listen(b, lead)
	var listening sync.WaitGroup
	listening.Go(e.run)
	defer func() { e.close(); listening.Wait() }()
	eventually(t, "the socket is open", 30*time.Second, e.isLive)
	var took []time.Duration
	for i := range acts {
		before := e.count()
		var made stored
		began := time.Now()
		must(t, a.do(act{by: head, method: "POST", path: "/tasks", key: mongodb.NewID(), body: assignment(unit, lead, fmt.Sprintf("Việc thứ %d cho ổ cắm", i))}, &made))
		soon(t, "the socket hears of it", func() bool { return e.count() > before })
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100]
}

// soon polls every millisecond, for measuring.
func soon(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// betweenNodes measures two nodes over a replica set of three that have nothing else to do.
func betweenNodes(t testing.TB) string {
	o, m := onMembers(t)
	o.open()
	nodes := nodesOf(t, o, m.uri(), 2)
	for _, n := range nodes {
		n.start()
	}
	at := o.teams[0]
	p50, p99 := toSocket(t, at.unit, newSite(nodes[0]), at.head, newSite(nodes[1]), at.officers[0], 200)
	for _, n := range nodes {
		n.stop()
	}
	return fmt.Sprintf("Từ yêu cầu ở một nút tới ổ cắm của nút kia, máy rảnh: p50 %v, p99 %v (mục tiêu 200 ms)", p50.Round(time.Millisecond), p99.Round(time.Millisecond))
}

// read returns what a node answers.
func read(t testing.TB, s *site, p *person, path string) json.RawMessage {
	t.Helper()
	var raw json.RawMessage
	must(t, s.do(act{by: p, method: "GET", path: path}, &raw))
	return raw
}

// status returns how a node answers, whatever it says; a token that has run out is renewed first.
func status(t testing.TB, s *site, p *person, path string) int {
	t.Helper()
	var me json.RawMessage
	_ = s.do(act{by: p, method: "GET", path: "/calendar/today"}, &me)
	got, err := s.ask("GET", s.any().addr, path, nil, map[string]string{"Authorization": "Bearer " + p.token()})
	must(t, err)
	return got.status
}

// count returns how many events the client has heard.
func (e *ear) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.heard)
}
