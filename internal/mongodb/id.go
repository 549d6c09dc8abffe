package mongodb

import (
	"crypto/rand"
	"sync"

	"github.com/oklog/ulid/v2"

	"congvu/internal/clock"
)

// ids makes NewID monotonic: ids of one process made within one millisecond still sort in the order they were made.
// It holds no state that two tests could disturb each other with, which is why it may be package level.
var ids = struct {
	sync.Mutex
	entropy *ulid.MonotonicEntropy
	last    uint64
}{entropy: ulid.Monotonic(rand.Reader, 0)}

// NewID returns a new ULID: 26 upper-case characters that sort by the machine's time and, within this process, in the
// order they were made, also when the machine's clock is set back. A shifted CONGVU_CLOCK does not shift ids: the order
// of events must not depend on a demo's date.
func NewID() string {
	ids.Lock()
	defer ids.Unlock()
	ids.last = max(ids.last, ulid.Timestamp(clock.System().Now()))
	id, err := ulid.New(ids.last, ids.entropy)
	if err != nil { // 2^80 ids in one millisecond, or the system's random source gone: the next millisecond is as good
		ids.last++
		id = ulid.MustNew(ids.last, ids.entropy)
	}
	return id.String()
}
