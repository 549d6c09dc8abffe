package jobs

import (
	"context"
	"slices"
	"time"

	"congvu/internal/errs"
)

// Errors of jobs.
var (
	// ErrLost refuses an effect of a run that another node has taken over, or that has ended.
	ErrLost = errs.New(errs.Conflict, "jobs.lost", "the run was taken over")
	// ErrAbandoned closes a run that ended without a word too often.
	ErrAbandoned = errs.New(errs.Internal, "jobs.abandoned", "the run never came to an end")
	// ErrExpired closes a run that was interrupted and whose period is not wanted any more.
	ErrExpired = errs.New(errs.Conflict, "jobs.expired", "the run was interrupted and is too old to go on")
	// ErrPanic is the failure of a job that panicked.
	ErrPanic = errs.New(errs.Internal, "jobs.panic", "the job panicked")
	// ErrUnknown says that there is no job of that name.
	ErrUnknown = errs.New(errs.NotFound, "jobs.unknown", "no such job")
	// ErrPeriod refuses a period that is malformed or has not begun.
	ErrPeriod = errs.New(errs.Invalid, "jobs.period", "period malformed or in the future")
	// ErrCancelled closes a run that an administrator stopped.
	ErrCancelled = errs.New(errs.Conflict, "jobs.cancelled", "the run was stopped by hand")
	// ErrEnded refuses to stop a run that has ended.
	ErrEnded = errs.New(errs.Conflict, "jobs.ended", "the run has ended")
	// ErrRunning refuses to run a period that is running.
	ErrRunning = errs.New(errs.Conflict, "jobs.running", "the period is running")
)

// State is what became of a run.
type State string

// The states of a run, as stored and sent.
const (
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"

	since State = "since" // not a run: from when on a new job's periods count
)

// Record is one run as stored: the claim, the lease, the progress and the history of one period of one job.
type Record struct {
	ID         string     `bson:"_id"` // job|period
	Job        string     `bson:"job"`
	Period     string     `bson:"period"`      // local minute at which it begins, "2026-04-29T08:30"
	At         time.Time  `bson:"at"`          // the same as an instant, by the program's clock
	State      State      `bson:"state"`       //
	Manual     bool       `bson:"manual"`      // started by hand, outside the job's times
	By         string     `bson:"by"`          // person id of who started or stopped it by hand, else ""
	ByName     string     `bson:"by_name"`     // as it was then
	Owner      string     `bson:"owner"`       // the process that holds it; "" when it was let go at a stop
	Token      int64      `bson:"token"`       // raised by each claim
	Beat       time.Time  `bson:"beat"`        // last sign of life, by the database's time
	Failures   int        `bson:"failures"`    // attempts that ended with an error
	Done       []string   `bson:"done"`        // what Run.Mark recorded
	Code       string     `bson:"code"`        // errs code of the last failure
	Error      string     `bson:"error"`       // its text, for logs and developers
	StartedAt  time.Time  `bson:"started_at"`  // last claim, by the program's clock
	FinishedAt *time.Time `bson:"finished_at"` // nil while it runs

	Items int `bson:"items,omitempty"` // in listings, instead of Done: how many there are
}

// Run is one period being done. A Run made by hand, as tests of a job do, holds no claim: Hold and Mark then do nothing.
type Run struct {
	Job    string
	Period string    // key of the period, for the job's own keys
	At     time.Time // when the period began
	Now    time.Time // when this attempt began, by the program's clock
	Token  int64     // fencing token of this claim

	done  []string
	store *store
}

// Hold refuses with ErrLost once another node has taken the run over. Called inside mongodb.WithTx with the ctx of the
// transaction it makes the effects of that transaction part of the claim: they are kept only while it stands.
func (r Run) Hold(ctx context.Context) error { return r.Mark(ctx) }

// Mark is Hold that also records items as done, for Did to tell a later attempt. The record grows with each item: mark
// batches (a unit, a page of people), some hundreds at most.
func (r Run) Mark(ctx context.Context, items ...string) error {
	if r.store == nil {
		return nil
	}
	return r.store.Hold(ctx, runID(r.Job, r.Period), r.Token, items)
}

// Did reports whether an earlier attempt at this period marked the item.
func (r Run) Did(item string) bool { return slices.Contains(r.done, item) }

func runID(job, period string) string { return job + "|" + period }
