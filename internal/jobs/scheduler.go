package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// limits are the times and counts of claims; tests shorten them.
type limits struct {
	beat     time.Duration // between two heartbeats
	stale    time.Duration // a claim without a heartbeat for so long may be taken over
	retry    time.Duration // before the second attempt; twice that before the third
	look     time.Duration // the longest time between two looks, for what failed or was left behind
	again    time.Duration // between two looks whether a run has ended after which the job begins once more
	patience time.Duration // how long a stop lets running periods go on
	attempts int           // failures of one period until nobody tries any more
	claims   int64         // claims of one period until it is given up: a job that kills its process would kill every node
}

func defaultLimits() limits {
	return limits{
		beat: 5 * time.Second, stale: 30 * time.Second, retry: time.Minute, look: 15 * time.Second,
		again: 200 * time.Millisecond, patience: 10 * time.Second, attempts: 3, claims: 10,
	}
}

// Scheduler runs jobs on one node. Several nodes share the work through the store.
type Scheduler struct {
	store  *store
	clock  clock.Clock
	log    *slog.Logger
	limits limits
	owner  string // this process, in claims
	jobs   []scheduled
	cron   *cron.Cron

	base     context.Context // of everything that runs in the background
	cancel   context.CancelFunc
	stopping chan struct{} // closed when no new period may be begun
	stop     sync.Once
	manual   sync.WaitGroup // runs begun by Trigger and Wake
	woken    sync.Map       // names of jobs that begin once more when their run has ended
}

// New returns a scheduler of jobs. Errors: a job without a valid name, times or function; two of one name.
func New(db *mongodb.DB, clk clock.Clock, log *slog.Logger, jobs ...Job) (*Scheduler, error) {
	logger := cronLog{log}
	s := &Scheduler{
		store: &store{runs: db.Collection(collection)}, clock: clk, log: log, limits: defaultLimits(), owner: mongodb.NewID(),
		// Skipping stands outside: it would not see a panic that passed through it, and skip for ever after.
		cron: cron.New(cron.WithLocation(vncal.Zone()), cron.WithLogger(logger),
			cron.WithChain(cron.SkipIfStillRunning(logger), cron.Recover(logger))),
		stopping: make(chan struct{}),
	}
	s.base, s.cancel = context.WithCancel(context.Background())
	for _, j := range jobs {
		p, err := parse(j)
		if err != nil {
			return nil, err
		}
		if _, dup := s.job(j.Name); dup {
			return nil, fmt.Errorf("job %q stands twice", j.Name)
		}
		s.jobs = append(s.jobs, p)
	}
	return s, nil
}

// Leave takes a job off this node, which is not set up for it; other nodes may still run it. Call it before Start.
func (s *Scheduler) Leave(name string) {
	s.jobs = slices.DeleteFunc(s.jobs, func(j scheduled) bool { return j.Name == name })
}

// Start looks for due periods now and then whenever one begins. It returns at once.
func (s *Scheduler) Start() {
	for _, j := range s.jobs {
		s.cron.Schedule(&moments{job: j, clock: s.clock, look: s.limits.look}, cron.FuncJob(func() { s.look(s.base, j) }))
	}
	s.cron.Start()
}

// Halt begins no period any more, by time or by hand, and returns at once. The running ones have ten seconds from now on;
// then they are told to end and are let go, so that any node may go on with them at once.
func (s *Scheduler) Halt() {
	s.stop.Do(func() {
		close(s.stopping)
		s.cron.Stop()
		time.AfterFunc(s.limits.patience, s.cancel)
	})
}

// Stop is Halt that waits until the running periods have ended or were let go. When ctx ends first they are told to end
// as well, and its error is returned.
func (s *Scheduler) Stop(ctx context.Context) error {
	s.Halt()
	defer s.cancel()
	ended := make(chan struct{})
	go func() {
		<-s.cron.Stop().Done()
		s.manual.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("stop jobs: %w", ctx.Err())
	}
}

func (s *Scheduler) isStopping() bool {
	select {
	case <-s.stopping:
		return true
	default:
		return false
	}
}

func (s *Scheduler) job(name string) (scheduled, bool) {
	for _, j := range s.jobs {
		if j.Name == name {
			return j, true
		}
	}
	return scheduled{}, false
}

// moments tells cron when to look: at once, then at each beginning of a period by our clock, which may be shifted against
// the machine's, and at least every so often.
type moments struct {
	job    scheduled
	clock  clock.Clock
	look   time.Duration
	looked bool
}

// Next is asked by cron alone, with the machine's time.
func (m *moments) Next(machine time.Time) time.Time {
	if !m.looked {
		m.looked = true
		return machine
	}
	now := m.clock.Now()
	if at := m.job.next(now); !at.IsZero() {
		return machine.Add(min(m.look, at.Sub(now)))
	}
	return machine.Add(m.look)
}

// cronLog passes cron's own messages on: routine ones only to who debugs.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(msg string, kv ...any) { l.log.Debug("cron: "+msg, kv...) }

func (l cronLog) Error(err error, msg string, kv ...any) {
	l.log.Error("cron: "+msg, append([]any{"error", err}, kv...)...)
}
