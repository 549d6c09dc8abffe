package scheme

import (
	"time"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// TypeScheme is the type of the events and of the log's entries about an agency's settings.
const TypeScheme = "scheme"

// State is how far a version has come.
type State string

// The states, as stored and sent.
const (
	Proposed State = "proposed" // waits for its trial and for another person
	Decided  State = "decided"  // counts from its day on
	Dropped  State = "dropped"  // turned down, or taken back by who proposed it
)

// Version is what an agency sets of a policy from a day on. The next one takes its place whole.
type Version struct {
	ID       string         `bson:"_id"`
	Agency   string         `bson:"agency"`
	Policy   string         `bson:"policy"` // id, for all its versions
	From     vncal.Date     `bson:"from"`   // first day of a month
	Document string         `bson:"document"`
	Reason   string         `bson:"reason"`
	Choice   grading.Choice `bson:"choice"`
	State    State          `bson:"state"`
	Proposed Act            `bson:"proposed"`
	Trial    *Trial         `bson:"trial"` // nil until the job has made it
	Ended    *Act           `bson:"ended"` // who decided or dropped it, and when
	Version  int64          `bson:"version"`
}

// Act is what somebody did, and when.
type Act struct {
	By     string    `bson:"by"`   // person id
	Name   string    `bson:"name"` // as it was then
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason,omitempty"`
}

// Trial is what a version would have made of the closed periods of a year.
type Trial struct {
	At      time.Time          `bson:"at"`
	Since   vncal.Date         `bson:"since"`
	Periods []evaluation.Tried `bson:"periods"`
	Kept    int                `bson:"kept"` // effects that were kept to be shown, at most MaxEffects
}

// Effect is one person whose grade of a period a version would have changed.
type Effect struct {
	ID      string         `bson:"_id"` // version|period|person
	Agency  string         `bson:"agency"`
	Version string         `bson:"version"`
	N       int            `bson:"n"` // order: periods by their ends, people as they were computed
	Person  string         `bson:"person"`
	Period  grading.Period `bson:"period"`
	Before  Outcome        `bson:"before"`
	After   Outcome        `bson:"after"`
}

// Outcome is what explains a grade: its parts as decimal strings, "" where they do not apply.
type Outcome struct {
	A     string        `bson:"a,omitempty"`
	B     string        `bson:"b,omitempty"`
	C     string        `bson:"c,omitempty"`
	D     string        `bson:"d,omitempty"`
	Total string        `bson:"total"`
	Gates []string      `bson:"gates,omitempty"` // conditions that are not met
	Grade grading.Grade `bson:"grade"`
}

func outcomeOf(r grading.Result) Outcome {
	return Outcome{A: r.A, B: r.B, C: r.C, D: r.D, Total: r.Total, Gates: r.Gates, Grade: r.Grade}
}

// MaxEffects is how many effects of a trial are kept: what one reads before deciding. All are counted.
const MaxEffects = 2000

// Bounds of what is written.
const (
	maxDocument = 100
	minReason   = 10
	maxReason   = 2000
)

// Errors of this package; their sentences are in internal/errs/sentences/scheme.json.
var (
	// ErrInput carries the faulty fields of a proposal.
	ErrInput = errs.New(errs.Invalid, "scheme.input", "the proposal is not valid")
	// ErrRights says that only personnel officers of the whole agency propose, and they or its head decide.
	ErrRights = errs.New(errs.Forbidden, "scheme.rights", "not one of those who set how the agency evaluates")
	// ErrSecond says that whoever proposed a version does not decide it.
	ErrSecond = errs.New(errs.Conflict, "scheme.second", "another person decides")
	// ErrOpen says that another proposal for the policy waits to be decided.
	ErrOpen = errs.New(errs.Conflict, "scheme.open", "another proposal is open")
	// ErrUntried says that the trial over closed periods is not done.
	ErrUntried = errs.New(errs.Conflict, "scheme.untried", "the trial is not done")
	// ErrLate says that the month from which a version would count has begun to close meanwhile.
	ErrLate = errs.New(errs.Conflict, "scheme.late", "the first month has begun to close")
	// ErrSame says that a proposal is what counts already.
	ErrSame = errs.New(errs.Conflict, "scheme.same", "the proposal changes nothing")
	// ErrEnded says that a version was decided or dropped before.
	ErrEnded = errs.New(errs.Conflict, "scheme.ended", "the proposal was decided before")
)

// JournalObject names the version in journal entries and events.
func (v Version) JournalObject() journal.Object {
	return journal.Object{Type: TypeScheme, ID: v.ID, Code: v.Policy, Title: v.From.Display()}
}
