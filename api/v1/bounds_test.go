package v1

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"congvu/internal/errs"
)

// hand is a clock that the test sets.
type hand struct{ at atomic.Int64 }

func (h *hand) Now() time.Time { return time.Unix(h.at.Load(), 0).UTC() }

func TestWorkload(t *testing.T) {
	t.Parallel()
	clock := &hand{}
	w := &workload{clock: clock, limit: 3}
	for _, tc := range []struct {
		at   int64 // second
		who  string
		wait time.Duration // 0 when served
	}{
		{10, "an", 0}, {11, "an", 0}, {12, "an", 0}, {13, "an", 47 * time.Second}, {13, "chi", 0}, {59, "an", time.Second}, {60, "an", 0},
		{5, "an", 0}, // a clock set back begins anew
	} {
		clock.at.Store(tc.at)
		err := w.take(tc.who)
		if tc.wait == 0 && err != nil || tc.wait > 0 && (!errors.Is(err, errTooMuch) || errs.As(err).RetryAfter != tc.wait) {
			t.Errorf("%s at %d s: %v, want a wait of %v", tc.who, tc.at, err, tc.wait)
		}
	}
}
