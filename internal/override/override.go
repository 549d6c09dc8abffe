package override

import (
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Record is one concluded fact about a person, and the period whose grade it sets.
type Record struct {
	ID        string          `bson:"_id"`
	Agency    string          `bson:"agency"`
	Person    string          `bson:"person"`
	Period    grading.Period  `bson:"period"` // a month, a quarter or a year
	Kind      string          `bson:"kind"`   // of the policy's overrides
	Document  string          `bson:"document"`
	Same      string          `bson:"same"` // by which ways of writing one number are the same
	Date      vncal.Date      `bson:"date"` // of the document
	By        string          `bson:"by"`
	ByName    string          `bson:"by_name"`
	At        time.Time       `bson:"at"`
	Active    bool            `bson:"active,omitempty"` // until it is withdrawn
	Withdrawn *Withdrawal     `bson:"withdrawn,omitempty"`
	Op        *idempotency.Op `bson:"op,omitempty"`
	Vis       []string        `bson:"vis"`
	Version   int64           `bson:"version"`
}

// Withdrawal says who took a record back, when and why.
type Withdrawal struct {
	By     string    `bson:"by"`
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason"`
}

// JournalObject names the sheet that the record is about in journal entries and events.
func (r Record) JournalObject() journal.Object {
	return journal.Object{Type: "sheet", ID: r.Person + "|" + string(r.Period), Code: string(r.Period)}
}

// JournalVersion returns the version that an event announces.
func (r Record) JournalVersion() int64 { return r.Version }

// JournalVis returns the tokens of those who may see the sheet.
func (r Record) JournalVis() []string { return r.Vis }

// fact returns the record as the grade takes it.
func (r Record) fact() grading.Override {
	return grading.Override{Kind: r.Kind, Document: r.Document, Date: string(r.Date)}
}

// Errors of overrides.
var (
	// ErrNotMay says that only personnel officers and the head of the agency record such facts.
	ErrNotMay = errs.New(errs.Forbidden, "override.not_may", "only a personnel officer or the head of the agency records this")
	// ErrOwn says that nobody records or withdraws a fact about themselves.
	ErrOwn = errs.New(errs.Forbidden, "override.own", "nobody records this about themselves")
	// ErrTwice says that the same document was recorded for the same person, period and kind.
	ErrTwice = errs.New(errs.Conflict, "override.twice", "this document is recorded already")
	// ErrWithdrawn says that a record was withdrawn before.
	ErrWithdrawn = errs.New(errs.Conflict, "override.withdrawn", "the record is withdrawn already")
)

// CanRecord reports whether a records and withdraws such facts: a personnel officer of the whole agency, or its head.
func CanRecord(a access.Actor) bool {
	return slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return (p.Role == access.HR || p.Role == access.Head) && p.Unit == a.Agency
	})
}

// may returns why a may not record or withdraw a fact about a person: ErrOwn, ErrNotMay, or errs.ErrNotFound where a does not
// even see the person's sheet; nil where a may.
func may(a access.Actor, who identity.Person) error {
	switch {
	case a.Is(who.ID):
		return ErrOwn
	case CanRecord(a):
		return nil
	case slices.ContainsFunc(a.Reach(access.Staff), func(u string) bool { return slices.Contains(who.Units, u) }):
		return ErrNotMay
	}
	return errs.ErrNotFound
}

// Request asks for a fact to be recorded.
type Request struct {
	Person   string
	Period   grading.Period
	Kind     string
	Document string     // number of the decision or conclusion
	Date     vncal.Date // of the document
	Key      string     // the client's Idempotency-Key, "" for none
}

// Bounds of what is typed, in characters.
const (
	maxDocument = 100
	minReason   = 10
	maxReason   = 2000
)

// normal returns r as it is stored.
func (r Request) normal() Request {
	r.Document = fold.Number(fold.Line(r.Document))
	return r
}

// check returns errs.ErrInvalid with every faulty field: the kind is one of the policy's, one for leaders is a leader's; the
// document has a number and a date that is not to come, and in the year of the period where the law says so.
func (r Request) check(policy grading.Policy, leader bool, today vncal.Date) error {
	fault := errs.ErrInvalid.Length("document", r.Document, 1, maxDocument)
	at := slices.IndexFunc(policy.Overrides, func(o grading.OverrideRule) bool { return o.Kind == r.Kind })
	switch {
	case at < 0:
		kinds := make([]string, len(policy.Overrides))
		for i, o := range policy.Overrides {
			kinds[i] = o.Kind
		}
		fault = fault.With(errs.Field{Path: "overrideKind", Code: "facts_one_of", Args: map[string]string{"allowed": strings.Join(kinds, ", ")}})
	case policy.Overrides[at].LeadersOnly && !leader:
		fault = fault.At("overrideKind", "facts_leaders_only")
	}
	switch {
	case !r.Date.Valid():
		fault = fault.At("date", "date")
	case r.Date > today:
		fault = fault.At("date", "future")
	case at >= 0 && policy.Overrides[at].SameYear && r.Date.Year() != r.Period.First().Year():
		fault = fault.At("date", "facts_same_year")
	}
	return fault.OrNil()
}
