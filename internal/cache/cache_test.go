package cache

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// hand is a clock that the test sets.
type hand struct{ at atomic.Int64 }

func (h *hand) Now() time.Time { return time.Unix(0, h.at.Load()) }

type apartKey struct{}

func newCache() (*Cache[int], *hand) {
	h := &hand{}
	return New[int](h, 5*time.Second, func(ctx context.Context) bool { return ctx.Value(apartKey{}) != nil }), h
}

// counted returns a read that yields how often it was called.
func counted(n *atomic.Int64) func(context.Context) (int, error) {
	return func(context.Context) (int, error) { return int(n.Add(1)), nil }
}

func TestAge(t *testing.T) {
	t.Parallel()
	c, clock := newCache()
	var n atomic.Int64
	for _, tc := range []struct {
		name string
		at   time.Duration
		want int
	}{
		{"first", 0, 1}, {"just young enough", 5*time.Second - 1, 1}, {"too old", 5 * time.Second, 2}, {"a clock set back", time.Second, 3},
	} {
		clock.at.Store(int64(tc.at))
		if got, err := c.Load(t.Context(), "k", counted(&n)); err != nil || got != tc.want {
			t.Errorf("%s: %d, %v; want %d", tc.name, got, err, tc.want)
		}
	}
	if got, _ := c.Load(t.Context(), "other", counted(&n)); got != 4 {
		t.Errorf("another key: %d, want a read of its own", got)
	}
}

// held starts a read that waits until let go, and returns once it is under way.
func held(c *Cache[int], ctx context.Context, value int) (letGo func() (int, error)) {
	begun, end := make(chan struct{}), make(chan struct{})
	var got int
	var err error
	var wg sync.WaitGroup
	wg.Go(func() {
		got, err = c.Load(ctx, "k", func(ctx context.Context) (int, error) {
			close(begun)
			<-end
			return value, ctx.Err()
		})
	})
	<-begun
	return func() (int, error) { close(end); wg.Wait(); return got, err }
}

// together has n ask for "k" at the same moment as whoever holds it.
func together(t *testing.T, c *Cache[int], n int, read func(context.Context) (int, error)) func() []int {
	t.Helper()
	got, ready := make([]int, n), sync.WaitGroup{}
	var wg sync.WaitGroup
	ready.Add(n)
	for i := range n {
		wg.Go(func() {
			ready.Done()
			v, err := c.Load(context.Background(), "k", read)
			if err != nil {
				t.Error(err)
			}
			got[i] = v
		})
	}
	ready.Wait()
	return func() []int { wg.Wait(); return got }
}

// TestOneFlight: while one reads, the others wait, and nobody reads twice.
func TestOneFlight(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	letGo := held(c, t.Context(), 7)
	others := together(t, c, 20, func(context.Context) (int, error) { t.Error("read a second time"); return 0, nil })
	if v, err := letGo(); v != 7 || err != nil {
		t.Fatal(v, err)
	}
	for _, v := range others() {
		if v != 7 {
			t.Errorf("somebody who waited got %d", v)
		}
	}
}

// TestDropWhileReading: what was read before a drop is not kept, and nobody who asks after the drop gets it.
func TestDropWhileReading(t *testing.T) {
	t.Parallel()
	for name, drop := range map[string]func(*Cache[int]){
		"by key":      func(c *Cache[int]) { c.Drop("k") },
		"by contents": func(c *Cache[int]) { c.DropIf(func(string, int) bool { return false }) },
	} {
		c, _ := newCache()
		letGo := held(c, t.Context(), 1)
		drop(c)
		if v, _ := c.Load(t.Context(), "k", func(context.Context) (int, error) { return 2, nil }); v != 2 {
			t.Errorf("%s: who asks after the drop gets %d", name, v)
		}
		if v, _ := letGo(); v != 1 {
			t.Errorf("%s: who asked before gets %d", name, v)
		}
		if v, _ := c.Load(t.Context(), "k", func(context.Context) (int, error) { return 3, nil }); v != 2 {
			t.Errorf("%s: afterwards %d is kept, want 2", name, v)
		}
	}
}

// TestReaderGivesUp: the end of one reader's request is no answer for those who waited with it.
func TestReaderGivesUp(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	ctx, cancel := context.WithCancel(t.Context())
	letGo := held(c, ctx, 1)
	others := together(t, c, 5, func(context.Context) (int, error) { return 2, nil })
	cancel()
	if _, err := letGo(); !errors.Is(err, context.Canceled) {
		t.Errorf("who gave up: %v", err)
	}
	for _, v := range others() {
		if v != 2 {
			t.Errorf("somebody who waited got %d", v)
		}
	}
}

// TestWaiterGivesUp: who waits for another's read is not held longer than its own ctx.
func TestWaiterGivesUp(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	letGo := held(c, t.Context(), 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Load(ctx, "k", counted(new(atomic.Int64))); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
	_, _ = letGo()
}

func TestErrorsAreNotKept(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	fault := errors.New("fault")
	if _, err := c.Load(t.Context(), "k", func(context.Context) (int, error) { return 0, fault }); !errors.Is(err, fault) {
		t.Fatal(err)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = c.Load(t.Context(), "k", func(context.Context) (int, error) { panic("defect") })
	}()
	if v, err := c.Load(t.Context(), "k", func(context.Context) (int, error) { return 2, nil }); v != 2 || err != nil {
		t.Errorf("after a fault and a panic: %d, %v", v, err)
	}
}

// TestApart: what an open transaction reads is kept from everybody.
func TestApart(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	inside := context.WithValue(t.Context(), apartKey{}, true)
	if v, _ := c.Load(inside, "k", func(context.Context) (int, error) { return 1, nil }); v != 1 {
		t.Error(v)
	}
	if found, _ := c.LoadAll(inside, []string{"k"}, func(context.Context, []string) (map[string]int, error) { return map[string]int{"k": 1}, nil }); found["k"] != 1 {
		t.Error(found)
	}
	if v, _ := c.Load(t.Context(), "k", func(context.Context) (int, error) { return 2, nil }); v != 2 {
		t.Errorf("outside of the transaction: %d", v)
	}
}

func TestLoadAll(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	all := func(want ...string) func(context.Context, []string) (map[string]int, error) {
		return func(_ context.Context, missing []string) (map[string]int, error) {
			if !slices.Equal(missing, want) {
				t.Errorf("asked for %v, want %v", missing, want)
			}
			values := map[string]int{}
			for _, key := range missing {
				if key != "none" {
					values[key] = len(key)
				}
			}
			return values, nil
		}
	}
	got, err := c.LoadAll(t.Context(), []string{"a", "bb", "a", "none"}, all("a", "bb", "none"))
	if want := map[string]int{"a": 1, "bb": 2}; err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	c.Drop("bb")
	if got, _ := c.LoadAll(t.Context(), []string{"a", "bb"}, all("bb")); len(got) != 2 {
		t.Error(got)
	}
	c.Drop("a")
	_, _ = c.LoadAll(t.Context(), []string{"a"}, func(context.Context, []string) (map[string]int, error) {
		c.Drop("a") // changed while it is read
		return map[string]int{"a": 1}, nil
	})
	_, _ = c.LoadAll(t.Context(), []string{"a"}, all("a"))
	c.DropIf(func(_ string, v int) bool { return v == 2 })
	_, _ = c.LoadAll(t.Context(), []string{"a", "bb"}, all("bb"))
}

func TestBounded(t *testing.T) {
	t.Parallel()
	c, _ := newCache()
	for i := range maxRows + 1 {
		_, _ = c.Load(t.Context(), string(rune(i)), func(context.Context) (int, error) { return i, nil })
	}
	if len(c.rows) > maxRows {
		t.Errorf("%d rows", len(c.rows))
	}
}
