package cache

import (
	"context"
	"errors"
	"sync"
	"time"

	"congvu/internal/clock"
)

// maxRows is where a cache starts anew; a node of a province has some thousands of people at work at once.
const maxRows = 20_000

// Cache keeps values by key for as long as New was told. It is safe for concurrent use. What it returns is shared: do not
// change it.
type Cache[V any] struct {
	clock clock.Clock
	keep  time.Duration
	apart func(context.Context) bool

	mu      sync.Mutex
	rows    map[string]row[V]
	flights map[string]*flight[V]
	drops   uint64 // how often something was dropped: what was being read meanwhile may be older than the drop
}

type row[V any] struct {
	value V
	at    time.Time
}

// flight is one read that others wait for.
type flight[V any] struct {
	done   chan struct{}
	value  V
	err    error
	gaveUp bool // the reader's own ctx ended, which is no answer for the others
}

// errBroken is what a reader leaves that panicked.
var errBroken = errors.New("cache: the read did not return")

// New returns an empty cache whose values are at most keep old by c, the machine's clock. apart says which contexts read
// what nobody else may see, an open transaction: what they read is never kept.
func New[V any](c clock.Clock, keep time.Duration, apart func(context.Context) bool) *Cache[V] {
	return &Cache[V]{clock: c, keep: keep, apart: apart, rows: map[string]row[V]{}, flights: map[string]*flight[V]{}}
}

// Load returns the value of key: what is kept when it is young enough, otherwise what read returns, which is then kept. Of
// those who ask for a key at the same moment one reads, and the others wait for it. Errors are read's own, and are not
// kept; ctx.Err() when ctx ends while waiting.
func (c *Cache[V]) Load(ctx context.Context, key string, read func(context.Context) (V, error)) (V, error) {
	for {
		c.mu.Lock()
		if v, ok := c.young(key); ok {
			c.mu.Unlock()
			return v, nil
		}
		if c.apart(ctx) {
			c.mu.Unlock()
			return read(ctx)
		}
		f, flying := c.flights[key]
		if !flying {
			f = &flight[V]{done: make(chan struct{}), err: errBroken, gaveUp: true}
			c.flights[key] = f
		}
		c.mu.Unlock()
		if !flying {
			c.fly(ctx, key, f, read)
			return f.value, f.err
		}
		select {
		case <-f.done:
			if !f.gaveUp {
				return f.value, f.err
			} // read it ourselves
		case <-ctx.Done():
			var none V
			return none, ctx.Err()
		}
	}
}

// fly reads for everybody who waits for f, and keeps the value unless the key was dropped meanwhile.
func (c *Cache[V]) fly(ctx context.Context, key string, f *flight[V], read func(context.Context) (V, error)) {
	at := c.clock.Now()
	defer func() {
		c.mu.Lock()
		if c.flights[key] == f {
			delete(c.flights, key)
			if f.err == nil {
				c.put(key, f.value, at)
			}
		}
		c.mu.Unlock()
		close(f.done)
	}()
	v, err := read(ctx)
	f.value, f.err, f.gaveUp = v, err, err != nil && ctx.Err() != nil
}

// LoadAll returns the values of keys as Load does; those that are missing or too old are read at once. read leaves out
// what there is none of, and so does LoadAll.
func (c *Cache[V]) LoadAll(ctx context.Context, keys []string, read func(ctx context.Context, missing []string) (map[string]V, error)) (map[string]V, error) {
	found := make(map[string]V, len(keys))
	var missing []string
	asked := make(map[string]bool, len(keys))
	c.mu.Lock()
	for _, key := range keys {
		if asked[key] {
			continue
		}
		asked[key] = true
		if v, ok := c.young(key); ok {
			found[key] = v
		} else {
			missing = append(missing, key)
		}
	}
	drops := c.drops
	c.mu.Unlock()
	if len(missing) == 0 {
		return found, nil
	}
	at := c.clock.Now()
	values, err := read(ctx, missing)
	if err != nil {
		return nil, err
	}
	keep := !c.apart(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, v := range values {
		found[key] = v
		if keep && c.drops == drops {
			c.put(key, v, at)
		}
	}
	return found, nil
}

// young returns what is kept of key when it is young enough. A clock set back makes every value too old. c.mu is held.
func (c *Cache[V]) young(key string) (V, bool) {
	row, ok := c.rows[key]
	if ok {
		if age := c.clock.Now().Sub(row.at); 0 <= age && age < c.keep {
			return row.value, true
		}
	}
	var none V
	return none, false
}

// put keeps a value that was read from the store at or after the instant at. c.mu is held.
func (c *Cache[V]) put(key string, v V, at time.Time) {
	if len(c.rows) >= maxRows {
		clear(c.rows)
	}
	c.rows[key] = row[V]{v, at}
}

// Drop forgets keys, and what is being read of them: the next Load reads anew.
func (c *Cache[V]) Drop(keys ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drops++
	for _, key := range keys {
		delete(c.rows, key)
		delete(c.flights, key)
	}
}

// DropIf forgets what gone reports true for, and whatever is being read.
func (c *Cache[V]) DropIf(gone func(key string, v V) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drops++
	clear(c.flights)
	for key, row := range c.rows {
		if gone(key, row.value) {
			delete(c.rows, key)
		}
	}
}
