package realtime

import (
	"runtime"
	"sync"
	"time"
)

// How the pump shares the machine with the requests that go on meanwhile.
const (
	// stuckAfter is how long one socket may hold up a worker: a client that does not read fills its line, and the write
	// waits. Another worker then goes on with the others.
	stuckAfter = 3 * time.Millisecond
	// yieldEvery is after how many sockets a worker lets whoever else waits have the core.
	yieldEvery = 8
)

// pump writes what is pending in sockets. An event that thousands hear would, with a goroutine for each, put thousands in
// the scheduler's queue before the request whose act it was; a few workers write to one socket after the other and stand
// back in between, so that the answer of the actor hardly notices. A socket with nothing pending has no goroutine here.
type pump struct {
	limit int // workers that are not stuck

	mu      sync.Mutex
	queue   []*socket // with something pending, in the order they got it
	workers int
	running sync.WaitGroup
}

func newPump() *pump { return &pump{limit: max(1, runtime.GOMAXPROCS(0)/2)} }

// add puts sockets in the queue. Each is in it once at most, by its own account (socket.queued).
func (p *pump) add(list ...*socket) {
	if len(list) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queue = append(p.queue, list...)
	p.hire()
}

// hire starts a worker when there is work and room; p.mu is held.
func (p *pump) hire() {
	if p.workers < p.limit && len(p.queue) > 0 {
		p.workers++
		p.running.Go(p.work)
	}
}

// next returns the socket whose turn it is; nil sends the worker home.
func (p *pump) next() *socket {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.queue) == 0 {
		p.queue = nil // it may have been long
		p.workers--
		return nil
	}
	s := p.queue[0]
	p.queue[0] = nil
	p.queue = p.queue[1:]
	p.hire()
	return s
}

// work writes to one socket after the other. A worker that was stuck has been replaced, and goes home afterwards.
func (p *pump) work() {
	stuck := time.AfterFunc(time.Hour, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.workers--
		p.hire()
	})
	stuck.Stop()
	for n := 1; ; n++ {
		s := p.next()
		if s == nil {
			return
		}
		stuck.Reset(stuckAfter)
		s.flush()
		if !stuck.Stop() {
			return
		}
		if n%yieldEvery == 0 {
			runtime.Gosched()
		}
	}
}
