package identity

import (
	"sync"
	"time"

	"congvu/internal/clock"
)

// cacheFor is how old what a cache serves may be: a change by another node is seen after at most this, also when its
// event was lost (spec/security.md §2).
const cacheFor = 5 * time.Second

// cacheRows is where a cache starts anew; a node of a province has some thousands of people at work at once.
const cacheRows = 20_000

// cache keeps values by key for cacheFor. The age goes by the machine's clock, not by the program's, which demos shift and
// tests stop: how stale something may be is a matter of real time. It is safe for concurrent use.
type cache[V any] struct {
	clock clock.Clock
	mu    sync.Mutex
	rows  map[string]cached[V]
}

type cached[V any] struct {
	value V
	at    time.Time
}

func newCache[V any](c clock.Clock) *cache[V] {
	return &cache[V]{clock: c, rows: map[string]cached[V]{}}
}

// get returns the value of key when it is young enough. A clock set back makes every value too old.
func (c *cache[V]) get(key string) (V, bool) {
	now := c.clock.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	row, ok := c.rows[key]
	if age := now.Sub(row.at); !ok || age < 0 || age >= cacheFor {
		var none V
		return none, false
	}
	return row.value, true
}

// put keeps a value that was read from the store at or after the instant at.
func (c *cache[V]) put(key string, v V, at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.rows) >= cacheRows {
		clear(c.rows)
	}
	c.rows[key] = cached[V]{v, at}
}

// drop forgets one key.
func (c *cache[V]) drop(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.rows, key)
}

// clear forgets everything.
func (c *cache[V]) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.rows)
}
