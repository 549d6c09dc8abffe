package savedfilter

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/pkg/fold"
)

// Errors of saved filters.
var (
	ErrInput = errs.New(errs.Invalid, "savedfilter.invalid", "the saved filter has faults")
	ErrShare = errs.New(errs.Forbidden, "savedfilter.share", "only the head of a unit shares a filter with it")
	ErrMany  = errs.New(errs.Conflict, "savedfilter.many", "too many saved filters")
)

// Limits of saved filters.
const (
	maxName = 80 // characters
	maxOwn  = 50 // of one person
)

// Type is the type of saved filters in events and in the journal.
const Type = "filter"

// List is a list of tasks as it is asked for; package tasklist says what each value means. The zero value of a field leaves
// it open.
type List struct {
	Tab      string   `bson:"tab"`
	State    string   `bson:"state"`
	Sort     string   `bson:"sort"`
	Q        string   `bson:"q,omitempty"`
	Late     string   `bson:"late,omitempty"`
	Unit     string   `bson:"unit,omitempty"`
	Person   string   `bson:"person,omitempty"`
	Document string   `bson:"document,omitempty"`
	Product  string   `bson:"product,omitempty"`
	From     string   `bson:"from,omitempty"`
	To       string   `bson:"to,omitempty"`
	Urgency  []string `bson:"urgency,omitempty"`
	States   []string `bson:"states,omitempty"`
}

// Filter is a saved list.
type Filter struct {
	ID      string          `bson:"_id"`
	Agency  string          `bson:"agency"`
	Version int64           `bson:"version"`
	Owner   string          `bson:"owner"` // person id
	Name    string          `bson:"name"`
	Shared  string          `bson:"shared,omitempty"` // id of the unit whose people see it; "" for the owner alone
	List    List            `bson:"list"`
	At      time.Time       `bson:"at"`
	Op      *idempotency.Op `bson:"op,omitempty"` // the request that made it
}

// Input is what is typed of a filter.
type Input struct {
	Name   string
	Shared string // id of a unit that the owner heads, "" for the owner alone
	List   List
}

// JournalObject names the filter in journal entries and events.
func (f Filter) JournalObject() journal.Object {
	return journal.Object{Type: Type, ID: f.ID, Title: f.Name}
}

// JournalVersion returns the version that an event announces.
func (f Filter) JournalVersion() int64 { return f.Version }

// JournalVis returns the owner's token; who else is told depends on the unit it is shared with.
func (f Filter) JournalVis() []string { return []string{access.Person(f.Owner)} }

// CanSee reports whether a sees f: the owner, and with a shared one everybody who has a post in exactly that unit.
func CanSee(a access.Actor, f Filter) bool {
	return f.Agency == a.Agency && (a.Is(f.Owner) || f.Shared != "" && slices.Contains(unitsOf(a), f.Shared))
}

// CanChange reports whether a may change or remove f: the owner, and the head of the unit that it is shared with.
func CanChange(a access.Actor, f Filter) bool {
	return CanSee(a, f) && (a.Is(f.Owner) || CanShare(a, f.Shared))
}

// CanShare reports whether a may share with a unit: its head.
func CanShare(a access.Actor, unit string) bool {
	return unit != "" && slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.Head && p.Unit == unit
	})
}

// unitsOf returns the units in which a has a post.
func unitsOf(a access.Actor) []string {
	units := []string{}
	for _, p := range a.Appointments {
		units = append(units, p.Unit)
	}
	return units
}

// take returns f with what was typed. A filter that is shared already stays so when its owner is no longer the head; to
// share it anew only a head may. Errors: ErrInput, ErrShare.
func (f Filter) take(a access.Actor, in Input) (Filter, error) {
	name := fold.Line(in.Name)
	if err := ErrInput.Length("name", name, 1, maxName).OrNil(); err != nil {
		return Filter{}, err
	}
	if in.Shared != "" && in.Shared != f.Shared && !CanShare(a, in.Shared) {
		return Filter{}, ErrShare
	}
	f.Name, f.Shared, f.List = name, in.Shared, in.List
	return f, nil
}
