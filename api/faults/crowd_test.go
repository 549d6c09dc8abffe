package faults

import (
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	v1 "congvu/api/v1"
)

// crowdSockets is how many sockets each of the 56 people has open: 2,016 in all.
const crowdSockets = 36

// crowd has 2,000 clients listen to two nodes of a replica set of three, while lines break at random, nodes are killed and
// stopped and the primary changes. Some clients read nothing at all, to the harm of nobody else.
func crowd(t testing.TB) *verdict {
	o, m := onMembers(t)
	nodes := nodesOf(t, o, m.uri(), 2)
	return scene{
		what: "2.000 ổ cắm: đứt, nút chết, đổi primary", office: o, nodes: nodes, writers: 10, sockets: crowdSockets,
		trouble: func(s *site, ears []*ear) {
			for range 3 {
				stuck(t, s, o.people[len(o.people)-1])
			}
			done := make(chan struct{})
			var cutting sync.WaitGroup
			cutting.Go(func() {
				for tick := time.NewTicker(20 * time.Millisecond); ; {
					select {
					case <-done:
						return
					case <-tick.C:
						ears[rand.IntN(len(ears))].cut()
					}
				}
			})
			time.Sleep(4 * time.Second)
			nodes[0].kill()
			nodes[0].start()
			time.Sleep(4 * time.Second)
			at := m.primary()
			m.kill(at)
			m.primary()
			m.start(at)
			time.Sleep(4 * time.Second)
			nodes[1].stop()
			nodes[1].start()
			time.Sleep(4 * time.Second)
			close(done)
			cutting.Wait()
		},
	}.play(t)
}

// stuck opens a socket that hears everything of the office and reads nothing but its first word.
func stuck(t testing.TB, s *site, p *person) {
	t.Helper()
	var ticket v1.WSTicket
	must(t, s.do(act{by: p, method: "POST", path: "/ws-ticket"}, &ticket))
	at := s.any().addr
	dialer := websocket.Dialer{NetDial: func(network, addr string) (net.Conn, error) {
		conn, err := net.Dial(network, addr)
		if err == nil {
			err = conn.(*net.TCPConn).SetReadBuffer(2048) // what is not read fills the line soon
		}
		return conn, err
	}}
	conn, res, err := dialer.Dial("ws://"+at+v1.Prefix+"/ws", http.Header{"Origin": {"http://" + at}})
	must(t, err)
	res.Body.Close()
	t.Cleanup(func() { conn.Close() })
	must(t, conn.WriteJSON(map[string]string{"ticket": ticket.Ticket}))
	_, _, err = conn.ReadMessage()
	must(t, err)
}
