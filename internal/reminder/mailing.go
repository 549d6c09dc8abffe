package reminder

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// batch is how many messages one transaction gives, each with an event: half of what a mass act may write.
const batch = 100

// letters gathers the messages that one run gives: what a run sends and what a dry run shows is gathered by it alone.
type letters struct {
	*Service
	moment time.Time // when the run should be
	at     time.Time // when it is
	all    []journal.Message
	failed failures
}

// add takes a message.
func (l *letters) add(one journal.Message) {
	one.Planned = l.moment
	l.all = append(l.all, one)
}

// many is from how many reminders of one run on a person finds them as one line: a morning after a holiday may bring forty.
const many = 4

// group makes one line of the messages of each person who gets many; what is said of a step of a procedure stands by itself.
func (l *letters) group() {
	count := map[string]int{}
	for _, one := range l.all {
		if !isStep(one) {
			count[one.To]++
		}
	}
	for i, one := range l.all {
		if count[one.To] >= many && !isStep(one) {
			l.all[i].Group = groupPrefix + string(vncal.DateOf(l.at))
		}
	}
}

// groupPrefix begins the group of the reminders of one morning.
const groupPrefix = "reminders|"

// mailing gives the messages of one run. Each batch is one transaction with the claim of the run, so a node whose run was
// taken over gives nothing any more (spec/security.md §4, fencing).
type mailing struct {
	letters
	run jobs.Run
}

func (s *Service) mailing(r jobs.Run) *mailing {
	return &mailing{letters: letters{Service: s, moment: r.At, at: r.Now}, run: r}
}

// end delivers what was taken, when it is known how many each person gets, and returns what went wrong on the way.
func (m *mailing) end(ctx context.Context) error {
	m.group()
	for some := range slices.Chunk(m.all, batch) {
		if err := m.send(ctx, some); err != nil {
			return err
		}
	}
	m.all = nil
	return m.failed.err()
}

// send delivers a batch. When that fails each message is tried by itself, so that one stops no other. An error means
// that the run must end: its claim is lost, or it was told to stop.
func (m *mailing) send(ctx context.Context, some []journal.Message) error {
	err := m.deliver(ctx, some...)
	if err == nil || ended(ctx, err) {
		return err
	}
	for _, one := range some {
		if err := m.deliver(ctx, one); ended(ctx, err) {
			return err
		} else if err != nil {
			m.failed.add(err)
		}
	}
	return nil
}

// deliver gives all of some, or none.
func (m *mailing) deliver(ctx context.Context, some ...journal.Message) error {
	err := m.db.WithTx(ctx, func(ctx context.Context) error {
		if err := m.run.Hold(ctx); err != nil {
			return err
		}
		return m.inbox.Deliver(ctx, some...)
	})
	if err == nil {
		m.given.Add(uint64(len(some)))
	}
	return err
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
