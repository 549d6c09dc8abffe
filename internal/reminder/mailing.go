package reminder

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
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

// add takes a message. They are delivered at the end, when it is known how many each person gets.
func (m *mailing) add(letter journal.Message) { m.waiting = append(m.waiting, letter) }

// many is from how many reminders of one run on a person finds them as one line: a morning after a holiday may bring forty.
const many = 4

// end delivers what was taken, those of a person who gets many as one group, and returns what went wrong on the way.
func (m *mailing) end(ctx context.Context) error {
	count := map[string]int{}
	for _, l := range m.waiting {
		count[l.To]++
	}
	for i, l := range m.waiting {
		if count[l.To] >= many {
			m.waiting[i].Group = "reminders|" + string(vncal.DateOf(m.run.Now))
		}
	}
	for letters := range slices.Chunk(m.waiting, batch) {
		if err := m.send(ctx, letters); err != nil {
			return err
		}
	}
	m.waiting = nil
	return m.failed.err()
}

// send delivers a batch. When that fails each message is tried by itself, so that one stops no other. An error means
// that the run must end: its claim is lost, or it was told to stop.
func (m *mailing) send(ctx context.Context, letters []journal.Message) error {
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
