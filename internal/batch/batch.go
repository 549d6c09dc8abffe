package batch

import (
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/task"
)

// State is how far a batch is.
type State string

// The states, as stored and sent.
const (
	Running State = "running" // being carried out
	Done    State = "done"
	Undoing State = "undoing" // being undone
	Undone  State = "undone"
)

// RowState is what became of one task.
type RowState string

// The states of rows, as stored and sent.
const (
	Pending RowState = "pending" // not come to yet
	Changed RowState = "changed"
	Refused RowState = "refused" // could not be changed; Code says why
	Back    RowState = "back"    // is what it was before
	Stays   RowState = "stays"   // could not be undone; Code says why
)

// Row is one task of a batch.
type Row struct {
	ID      string            `bson:"_id"` // batch/place
	Agency  string            `bson:"agency"`
	Batch   string            `bson:"batch"`
	Place   int               `bson:"place"` // from 0, in the order of the request
	Task    string            `bson:"task"`
	Version int64             `bson:"version"` // as it was seen; once changed, the version that it had then
	Object  string            `bson:"code"`    // as it was then
	Title   string            `bson:"title"`   // the same
	State   RowState          `bson:"state"`
	Code    string            `bson:"error,omitempty"` // why it was refused or stays, a code of package errs; of a field one of its own
	Field   string            `bson:"field,omitempty"` // the faulty field, where it is one
	Args    map[string]string `bson:"args,omitempty"`  // values for that sentence
	At      time.Time         `bson:"at,omitempty"`    // when it was changed
	Was     *task.Task        `bson:"was,omitempty"`   // what undoing restores
}

// Batch is one act with many tasks.
type Batch struct {
	ID      string          `bson:"_id"`
	Agency  string          `bson:"agency"`
	By      string          `bson:"by"`
	At      time.Time       `bson:"at"`
	Doing   task.Doing      `bson:"doing"`
	State   State           `bson:"state"`
	Open    bool            `bson:"open"` // the job has to do with it
	N       int             `bson:"n"`    // tasks
	Op      *idempotency.Op `bson:"op,omitempty"`
	Version int64           `bson:"version"`

	Rows []Row `bson:"-"`
}

// JournalObject names the batch in journal entries and events.
func (b Batch) JournalObject() journal.Object { return journal.Object{Type: "batch", ID: b.ID} }

// JournalVersion returns the version that an event announces.
func (b Batch) JournalVersion() int64 { return b.Version }

// JournalVis returns the tokens of those who may see it: who asked for it.
func (b Batch) JournalVis() []string { return []string{access.Person(b.By)} }

// Errors of batches.
var (
	ErrTooLate = errs.New(errs.Conflict, "batch.too_late", "a batch is undone within an hour")
	ErrRunning = errs.New(errs.Conflict, "batch.running", "the batch is being carried out or was undone")
	ErrNoUndo  = errs.New(errs.Conflict, "batch.no_undo", "this act cannot be undone")
)

// Max is how many tasks one batch changes.
const Max = 100

// undoFor is how long a batch can be undone.
const undoFor = time.Hour

// Until is when b can no longer be undone.
func (b Batch) Until() time.Time { return b.At.Add(undoFor) }

// Undoable says why b cannot be undone at now: ErrNoUndo, ErrRunning, ErrTooLate.
func (b Batch) Undoable(now time.Time) error {
	switch {
	case b.Doing.Act == task.ActNudge:
		return ErrNoUndo
	case b.State != Done:
		return ErrRunning
	case !now.Before(b.Until()):
		return ErrTooLate
	}
	return nil
}

// group names the messages of b, or of its undoing, which are one line to their reader.
func (b Batch) group() string { return fmt.Sprintf("batch|%s|%s", b.ID, b.State) }
