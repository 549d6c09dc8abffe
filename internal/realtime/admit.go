package realtime

import (
	"sync"
	"time"

	"congvu/internal/errs"
)

// ErrCrowded refuses a connection while too many others have not yet shown who they are.
var ErrCrowded = errs.New(errs.Unavailable, "realtime.crowded", "too many connections without a ticket")

// Limits of connections that have not shown a ticket. Each lives 5 s at most and costs some 20 KiB; an honest one shows
// its ticket within milliseconds, so that a whole office behind one address stays far below them.
const (
	maxWaiting        = 2048 // on this node
	maxWaitingAddress = 256  // from one address
)

// Admit counts in a connection from an address, before it is upgraded; leave counts it out, once it has shown its ticket
// or is gone, and may be called more than once. ErrCrowded.
func (h *Hub) Admit(address string) (leave func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting[""] >= maxWaiting || address != "" && h.waiting[address] >= maxWaitingAddress {
		h.stats.Refused++
		return nil, ErrCrowded.After(time.Second)
	}
	h.count(address, 1)
	return sync.OnceFunc(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.count(address, -1)
	}), nil
}

// count adds n to the connections of an address and to their sum; h.mu is held.
func (h *Hub) count(address string, n int) {
	h.waiting[""] += n
	if address == "" {
		return
	}
	if h.waiting[address] += n; h.waiting[address] == 0 {
		delete(h.waiting, address)
	}
}
