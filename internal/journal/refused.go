package journal

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
)

// Refusal is something that was not let happen: a failed sign-in, an access without the right (spec/people.md §6).
type Refusal struct {
	Action string       // "session.refused", "access.refused" …
	By     access.Actor // who asked; access.System where nobody had signed in
	Object Object
	Params map[string]string // from where and what, never what was typed
}

// maxRefusals is how many different refusals a node records in an hour. Beyond that somebody is filling the log, and all
// others are counted as one.
const maxRefusals = 1000

// refusals counts what was refused in the hour that runs, so that the log stays readable and bounded whatever a stranger
// sends: of the same thing the first is recorded, and then the 10th, the 100th and so on, with the number.
type refusals struct {
	clock clock.Clock

	mu    sync.Mutex
	hour  time.Time
	count map[string]int
}

// due counts a refusal and reports whether it is to be recorded, as which one of its kind, and whether it stands for all
// those that are too many to be told apart.
func (r *refusals) due(key string) (n int, due, others bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if hour := r.clock.Now().Truncate(time.Hour); !hour.Equal(r.hour) {
		r.hour, r.count = hour, map[string]int{}
	}
	if _, known := r.count[key]; !known && len(r.count) >= maxRefusals {
		key, others = "", true
	}
	r.count[key]++
	n = r.count[key]
	for power := 1; power <= n; power *= 10 {
		if power == n {
			return n, true, others
		}
	}
	return n, false, others
}

// Refused records that something was refused. key tells refusals apart, such as an account and an address: of the same key
// the first in an hour is recorded, then the 10th, the 100th and so on; about is asked only then. It is no act: nobody is
// told, and it needs no transaction.
func (j *Journal) Refused(ctx context.Context, key string, about func(ctx context.Context) (Refusal, error)) error {
	n, due, others := j.refusals.due(key)
	if !due {
		return nil
	}
	r, err := about(ctx)
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	params := map[string]string{"times": strconv.Itoa(n)}
	if others {
		r.Object.ID, r.Object.Title, r.By = "others", "", access.System(r.By.Agency)
	} else {
		for k, v := range r.Params {
			params[k] = v
		}
	}
	e := Entry{Action: r.Action, By: r.By, Object: r.Object, Params: params, At: j.clock.Now(), Vis: []string{}}
	if err := j.store.insert(ctx, recordOf(ctx, e)); err != nil {
		return fmt.Errorf("record refusal %s: %w", r.Action, err)
	}
	return nil
}
