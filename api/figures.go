package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"congvu/internal/clock"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// figures tells /metrics how this node writes and sends, and how the office stands: its queues, jobs, diaries and copies. The
// latter are read from the database, at most so often, and every node tells the same.
type figures struct {
	p       *product
	machine clock.Clock

	mu      sync.Mutex
	office  officeFigures
	read    time.Time // when office was
	diaries time.Time // when its diaries were
}

// How old what is told may be, and how long its reading may take.
const (
	figuresFor = 15 * time.Second
	diariesFor = 10 * time.Minute // of a large office they are many
	figuresIn  = 5 * time.Second
)

// officeFigures are those of the database.
type officeFigures struct {
	known   bool
	letters map[notify.State]int64
	jobs    []jobs.Status
	at      time.Time // of the jobs, by the product's clock
	missing int       // diaries of today without an entry; 0 on a day off
	copied  bool
	copyAge time.Duration
	copyLen int64
}

func newFigures(p *product) *figures { return &figures{p: p, machine: clock.System()} }

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("congvu_"+name, help, labels, nil)
}

// The figures, each by its help.
var (
	writesKept    = describe("writes_total", "Transactions that this node has committed.")
	writesRetried = describe("write_retries_total", "Transactions that this node has run once more, after a conflict or a lost primary.")
	writesFailed  = describe("write_failures_total", "Transactions of this node that were not kept, refusals by rule among them.")
	messagesSent  = describe("messages_sent_total", "What this node has sent: reminders into inboxes, letters to the mail server.", "channel")
	officeKnown   = describe("office_known", "1 when the figures of the office could be read.")
	lettersIn     = describe("letters", "Letters in the outbox that wait, are being handed over, failed or perhaps did not arrive.", "state")
	jobAge        = describe("job_age_seconds", "Time since the last run of a job ended well.", "job")
	jobLate       = describe("job_late_seconds", "Since when a period of a job is due that nobody has begun.", "job")
	jobFailed     = describe("job_failed", "1 when the last run of a job failed.", "job")
	diaryMissing  = describe("diaries_missing", "People who have no entry of today yet, leave and missions left out; 0 on a day off.")
	backupAge     = describe("backup_age_seconds", "Time since the moment of the newest copy.")
	backupBytes   = describe("backup_bytes", "Length of the newest copy.")
)

// Describe implements prometheus.Collector.
func (f *figures) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		writesKept, writesRetried, writesFailed, messagesSent, officeKnown, lettersIn, jobAge, jobLate, jobFailed, diaryMissing, backupAge, backupBytes,
	} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (f *figures) Collect(out chan<- prometheus.Metric) {
	tell := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, kind, v, labels...)
	}
	var w mongodb.Writes
	if f.p.db != nil {
		w = f.p.db.Writes()
	}
	tell(writesKept, prometheus.CounterValue, float64(w.Kept))
	tell(writesRetried, prometheus.CounterValue, float64(w.Retried))
	tell(writesFailed, prometheus.CounterValue, float64(w.Failed))
	tell(messagesSent, prometheus.CounterValue, float64(f.p.Reminders.Given()), "inbox")
	tell(messagesSent, prometheus.CounterValue, float64(f.p.Mail.Sent()), "mail")

	o := f.current()
	if !o.known {
		tell(officeKnown, prometheus.GaugeValue, 0)
		return
	}
	tell(officeKnown, prometheus.GaugeValue, 1)
	for state, n := range o.letters {
		tell(lettersIn, prometheus.GaugeValue, float64(n), string(state))
	}
	for _, j := range o.jobs {
		tell(jobLate, prometheus.GaugeValue, j.Late.Seconds(), j.Name)
		failed := 0.0
		switch {
		case j.Last == nil:
		case j.Last.State == jobs.Failed:
			failed = 1
		case j.Last.FinishedAt != nil:
			tell(jobAge, prometheus.GaugeValue, o.at.Sub(*j.Last.FinishedAt).Seconds(), j.Name)
		}
		tell(jobFailed, prometheus.GaugeValue, failed, j.Name)
	}
	tell(diaryMissing, prometheus.GaugeValue, float64(o.missing))
	if o.copied {
		tell(backupAge, prometheus.GaugeValue, o.copyAge.Seconds())
		tell(backupBytes, prometheus.GaugeValue, float64(o.copyLen))
	}
}

// current returns the figures of the office, read anew when they are old. Who asks meanwhile waits for the same reading.
func (f *figures) current() officeFigures {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.machine.Now()
	if now.Sub(f.read).Abs() < figuresFor {
		return f.office
	}
	ctx, cancel := context.WithTimeout(context.Background(), figuresIn)
	defer cancel()
	fresh, err := f.measure(ctx, now)
	if err != nil {
		f.p.log.WarnContext(ctx, "figures of the office cannot be read", "error", err)
		fresh = officeFigures{}
	}
	f.office, f.read = fresh, now
	return fresh
}

// measure reads the figures of the office; none where there is no agency yet.
func (f *figures) measure(ctx context.Context, now time.Time) (o officeFigures, err error) {
	agency, err := f.p.Org.Agency(ctx)
	if errors.Is(err, org.ErrNoneIn) {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	if o.letters, err = f.p.Mail.Queues(ctx, agency.ID); err != nil {
		return o, err
	}
	o.at = f.p.clock.Now()
	if o.jobs, err = f.p.Jobs.Jobs(ctx); err != nil {
		return o, err
	}
	copies, err := f.p.Backup.Standing(ctx)
	if err != nil {
		return o, err
	}
	if copies.Last != nil {
		o.copied, o.copyAge, o.copyLen = true, copies.Age(now), copies.Last.Size
	}
	if o.missing = f.office.missing; now.Sub(f.diaries).Abs() >= diariesFor {
		if o.missing, err = f.undone(ctx, agency.ID); err != nil {
			return o, err
		}
		f.diaries = now
	}
	o.known = true
	return o, nil
}

// undone counts the people who have written nothing of today yet.
func (f *figures) undone(ctx context.Context, agency string) (n int, err error) {
	days, err := f.p.Calendar.Of(ctx, agency)
	if err != nil {
		return 0, err
	}
	today := vncal.DateOf(f.p.clock.Now())
	if !days.IsWorking(today) {
		return 0, nil
	}
	err = f.p.Diary.Empty(ctx, agency, today, func(string) error { n++; return nil })
	return n, err
}
