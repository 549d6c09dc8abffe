package reminder

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/jobs"
	"congvu/internal/journal"
)

// batch is how many messages one transaction gives, each with an event: half of what a mass act may write.
const batch = 100

// mailing gives the messages of one run. Each batch is one transaction with the claim of the run, so a node whose run was
// taken over gives nothing any more (spec/security.md §4, fencing).
type mailing struct {
	*Service
	run     jobs.Run
	waiting []journal.Message
	failed  failures
}

// add takes a message and delivers when a batch is full. An error means that the run must end.
func (m *mailing) add(ctx context.Context, letter journal.Message) error {
	if m.waiting = append(m.waiting, letter); len(m.waiting) < batch {
		return nil
	}
	return m.flush(ctx)
}

// end delivers the rest and returns what went wrong on the way.
func (m *mailing) end(ctx context.Context) error {
	if err := m.flush(ctx); err != nil {
		return err
	}
	return m.failed.err()
}

// flush delivers what waits. When that fails each message is tried by itself, so that one stops no other. An error means
// that the run must end: its claim is lost, or it was told to stop.
func (m *mailing) flush(ctx context.Context) error {
	letters := m.waiting
	m.waiting = nil
	if len(letters) == 0 {
		return nil
	}
	err := m.deliver(ctx, letters...)
	if err == nil || ended(ctx, err) {
		return err
	}
	for _, one := range letters {
		if err := m.deliver(ctx, one); ended(ctx, err) {
			return err
		} else if err != nil {
			m.failed.add(err)
		}
	}
	return nil
}

// deliver gives all of letters, or none.
func (m *mailing) deliver(ctx context.Context, letters ...journal.Message) error {
	return m.db.WithTx(ctx, func(ctx context.Context) error {
		if err := m.run.Hold(ctx); err != nil {
			return err
		}
		return m.inbox.Deliver(ctx, letters...)
	})
}

// ended reports whether err leaves nothing to be tried.
func ended(ctx context.Context, err error) bool {
	return err != nil && (ctx.Err() != nil || errors.Is(err, jobs.ErrLost))
}

// failures counts what could not be sent; one failure does not stop the rest.
type failures struct {
	n     int
	first error
}

func (f *failures) add(err error) {
	if f.n++; f.first == nil {
		f.first = err
	}
}

// err returns nil, or an error that makes the run be tried again: what was sent is not sent twice.
func (f *failures) err() error {
	if f.n == 0 {
		return nil
	}
	return fmt.Errorf("%d reminders not sent, first: %w", f.n, f.first)
}
