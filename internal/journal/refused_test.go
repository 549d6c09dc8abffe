package journal

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// hand is a clock that the test sets.
type hand struct{ at atomic.Int64 }

func (h *hand) Now() time.Time { return time.Unix(h.at.Load(), 0).UTC() }

// TestRefusalsAreBounded: of one thing the 1st, 10th, 100th … in an hour is recorded, of many things a thousand.
func TestRefusalsAreBounded(t *testing.T) {
	t.Parallel()
	clock := &hand{}
	r := refusals{clock: clock, count: map[string]int{}}
	recorded := func(n int, key func(int) string) (at []int, others int) {
		for i := range n {
			if n, due, rest := r.due(key(i)); due {
				at = append(at, n)
				if rest {
					others++
				}
			}
		}
		return at, others
	}
	same := func(int) string { return "lan|203.0.113.9" }
	if at, _ := recorded(1500, same); !slices.Equal(at, []int{1, 10, 100, 1000}) {
		t.Errorf("of one thing: %v", at)
	}
	if at, others := recorded(50_000, func(i int) string { return fmt.Sprint(i) }); len(at) > maxRefusals+5 || others == 0 {
		t.Errorf("of 50,000 things %d are recorded, %d of them as others", len(at), others)
	}
	if len(r.count) > maxRefusals+1 {
		t.Errorf("%d are remembered", len(r.count))
	}
	clock.at.Store(3600)
	if at, others := recorded(5, same); !slices.Equal(at, []int{1}) || others > 0 {
		t.Errorf("in the next hour: %v", at)
	}
}
