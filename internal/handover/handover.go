package handover

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// State is how far a hand-over is.
type State string

// The states, as stored and sent.
const (
	Running State = "running" // being carried out
	Done    State = "done"
	Undoing State = "undoing" // being undone
	Undone  State = "undone"
)

// RowState is what became of one row.
type RowState string

// The states of rows, as stored and sent.
const (
	Pending RowState = "pending" // not come to yet
	Given   RowState = "given"
	Refused RowState = "refused" // could not be given; Code says why
	Back    RowState = "back"    // given back
	Stays   RowState = "stays"   // not given back, somebody has touched it since
)

// Row is one part of one task that goes to one person.
type Row struct {
	Task    string          `bson:"task"`
	Part    task.HandedPart `bson:"part"`
	To      string          `bson:"to"`
	Version int64           `bson:"version"` // as it was seen; once given, the version that it had then

	Object string     `bson:"code"`  // as it was then, for the minutes
	Title  string     `bson:"title"` // the same
	DueOn  vncal.Date `bson:"due_on"`

	State RowState   `bson:"state"`
	Code  string     `bson:"error,omitempty"` // why it was refused, a code of package errs
	Was   *task.Kept `bson:"was,omitempty"`   // what giving it back restores
}

// Handover is one act of handing over.
type Handover struct {
	ID      string          `bson:"_id"`
	Agency  string          `bson:"agency"`
	Person  string          `bson:"person"` // whose work it was
	By      string          `bson:"by"`
	ByName  string          `bson:"by_name"`
	At      time.Time       `bson:"at"`
	Number  string          `bson:"number"`      // of the document it rests on
	On      vncal.Date      `bson:"document_on"` // its date, "" for none
	Note    string          `bson:"note"`
	State   State           `bson:"state"`
	Open    bool            `bson:"open"` // the job has to do with it
	Rows    []Row           `bson:"rows"`
	Op      *idempotency.Op `bson:"op,omitempty"`
	Version int64           `bson:"version"`
	Vis     []string        `bson:"vis"`
}

// JournalObject names the hand-over in journal entries and events.
func (h Handover) JournalObject() journal.Object {
	return journal.Object{Type: "handover", ID: h.ID}
}

// JournalVersion returns the version that an event announces.
func (h Handover) JournalVersion() int64 { return h.Version }

// JournalVis returns the tokens of those who may see it.
func (h Handover) JournalVis() []string { return h.Vis }

// Errors of hand-overs.
var (
	ErrNothing = errs.New(errs.Invalid, "handover.nothing", "no row is chosen")
	ErrTooLate = errs.New(errs.Conflict, "handover.too_late", "a hand-over is undone within 24 hours")
	ErrRunning = errs.New(errs.Conflict, "handover.running", "the hand-over is being carried out or was undone")
	ErrOwn     = errs.New(errs.Forbidden, "handover.own", "nobody hands the own work over")
)

// undoFor is how long a hand-over can be undone.
const undoFor = 24 * time.Hour

// Limits of one hand-over: rows, and characters of the note.
const (
	maxRows = 1000
	maxNote = 2000
)

// Undoable says why h cannot be undone at now: ErrRunning, ErrTooLate.
func (h Handover) Undoable(now time.Time) error {
	switch {
	case h.State != Done:
		return ErrRunning
	case now.Sub(h.At) >= undoFor:
		return ErrTooLate
	}
	return nil
}

// Until is when a hand-over can no longer be undone.
func (h Handover) Until() time.Time { return h.At.Add(undoFor) }

// CanArrange reports whether a may hand p's work over: the personnel officers of the unit where p's records are kept, and who
// commands that unit, of a head the one above it; never p. home is the path of the unit, root first.
func CanArrange(a access.Actor, p identity.Person, home []string) bool {
	if a.Is(p.ID) || len(home) == 0 {
		return false
	}
	above := home
	if p.Leader() && !a.Heads(home[len(home)-1]) { // colleagues at the top of a unit do not decide on each other
		above = home[:len(home)-1]
	}
	return identity.CanManagePeople(a, home) || a.Commands(above...)
}

// CanSee reports whether a may see what p has open, and the minutes: p, and who may arrange it.
func CanSee(a access.Actor, p identity.Person, home []string) bool {
	return a.Is(p.ID) || CanArrange(a, p, home)
}

// check returns errs.ErrInvalid with the faulty fields of what was asked.
func check(rows []Row, note, number string, on, today vncal.Date) error {
	if len(rows) == 0 {
		return ErrNothing.At("items", "required")
	}
	fault := errs.ErrInvalid.Length("note", note, 0, maxNote).Length("number", number, 0, 50)
	if len(rows) > maxRows {
		fault = fault.At("items", "too_many")
	}
	if on != "" && (!on.Valid() || on > today) {
		fault = fault.At("documentOn", "date")
	}
	for i, r := range rows {
		if slices.ContainsFunc(rows[:i], func(x Row) bool { return x.Task == r.Task && x.Part == r.Part }) {
			fault = fault.At("items", "duplicate")
			break
		}
	}
	return fault.OrNil()
}
