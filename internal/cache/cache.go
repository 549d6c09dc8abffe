package cache

import (
	"sync"
	"time"

	"congvu/internal/clock"
)

// maxRows is where a cache starts anew; a node of a province has some thousands of people at work at once.
const maxRows = 20_000

// Cache keeps values by key for as long as New was told. It is safe for concurrent use.
type Cache[V any] struct {
	clock clock.Clock
	keep  time.Duration
	mu    sync.Mutex
	rows  map[string]row[V]
}

type row[V any] struct {
	value V
	at    time.Time
}

// New returns an empty cache whose values are at most keep old by c, the machine's clock.
func New[V any](c clock.Clock, keep time.Duration) *Cache[V] {
	return &Cache[V]{clock: c, keep: keep, rows: map[string]row[V]{}}
}

// Get returns the value of key when it is young enough. A clock set back makes every value too old.
func (c *Cache[V]) Get(key string) (V, bool) {
	now := c.clock.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	row, ok := c.rows[key]
	if age := now.Sub(row.at); !ok || age < 0 || age >= c.keep {
		var none V
		return none, false
	}
	return row.value, true
}

// Put keeps a value that was read from the store at or after the instant at.
func (c *Cache[V]) Put(key string, v V, at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.rows) >= maxRows {
		clear(c.rows)
	}
	c.rows[key] = row[V]{v, at}
}

// Drop forgets one key.
func (c *Cache[V]) Drop(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.rows, key)
}

// Clear forgets everything.
func (c *Cache[V]) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.rows)
}
