package demo

import (
	"sync"
	"time"
)

// Clock stands still until it is set; the services that load the sample run on it.
type Clock struct {
	mu sync.RWMutex
	at time.Time
}

// NewClock returns a clock that reads at.
func NewClock(at time.Time) *Clock {
	c := &Clock{}
	c.set(at)
	return c
}

// Now returns what the clock was set to.
func (c *Clock) Now() time.Time {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.at
}

func (c *Clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at.UTC().Truncate(time.Millisecond)
}
