package realtime

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkEventToThousandSockets measures one event from its commit until the last of 1,000 clients has read it, over
// the loopback, clients included; and the dispatch alone, per event, in the figure dispatch-ns.
func BenchmarkEventToThousandSockets(b *testing.B) {
	const sockets = 1000
	db := newDB(b)
	rights := map[string][]string{}
	for i := range sockets {
		rights[fmt.Sprint("p", i)] = []string{"o:u1"}
	}
	n := newNode(b, db, rights)
	var heard atomic.Int64
	var opening sync.WaitGroup
	for i := range sockets {
		c := n.dial(b, fmt.Sprint("p", i), nil)
		opening.Add(1)
		go func() {
			ready := false
			for {
				_, raw, err := c.conn.ReadMessage()
				if err != nil {
					return
				}
				if !ready { // the first message, after the resume
					ready = true
					opening.Done()
				} else if len(raw) > 0 {
					heard.Add(1)
				}
			}
		}()
	}
	opening.Wait()
	var dispatching time.Duration
	for b.Loop() {
		heard.Store(0)
		tell(b, db, task("t1", "o:u1"))
		for heard.Load() < sockets {
			time.Sleep(50 * time.Microsecond)
		}
	}
	b.StopTimer()
	const turns = 20
	for range turns {
		heard.Store(0)
		began := time.Now()
		n.hub.dispatch(task("t1", "o:u1"), eventFrame)
		dispatching += time.Since(began)
		wait(b, "all", func() bool { return heard.Load() == sockets })
	}
	b.ReportMetric(float64(dispatching.Nanoseconds())/turns, "dispatch-ns")
}
