package substitute

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Substitution is one time for which somebody stands in for an absent person.
type Substitution struct {
	ID         string          `bson:"_id"`
	Agency     string          `bson:"agency"`
	Person     string          `bson:"person"` // who is absent
	Substitute string          `bson:"substitute"`
	From       time.Time       `bson:"from"` // to the minute
	To         time.Time       `bson:"to"`   // not included; moved forward when it is ended before
	Number     string          `bson:"number"`
	On         vncal.Date      `bson:"document_on"` // "" where it rests on no document
	By         string          `bson:"by"`
	ByName     string          `bson:"by_name"`
	At         time.Time       `bson:"at"`
	Ended      bool            `bson:"ended"`              // ended by somebody, or taken back before it began
	Turns      *time.Time      `bson:"turns_at,omitempty"` // when both are told next: at its beginning, at its end; nil after that
	Op         *idempotency.Op `bson:"op,omitempty"`
	Version    int64           `bson:"version"`
	Vis        []string        `bson:"vis"`
}

// JournalObject names the substitution in journal entries and events.
func (s Substitution) JournalObject() journal.Object {
	return journal.Object{Type: EventType, ID: s.ID}
}

// JournalVersion returns the version that an event announces.
func (s Substitution) JournalVersion() int64 { return s.Version }

// JournalVis returns the tokens of those who may see it.
func (s Substitution) JournalVis() []string { return s.Vis }

// EventType is the type of the object in events and in the system log.
const EventType = "substitute"

// State says where a substitution lies.
type State string

// The states, as sent.
const (
	Coming  State = "coming"  // sắp tới
	Running State = "running" // đang thay
	Over    State = "over"    // đã hết
)

// StateAt returns the state at an instant.
func (s Substitution) StateAt(now time.Time) State {
	switch {
	case !now.Before(s.To) || !s.From.Before(s.To):
		return Over
	case now.Before(s.From):
		return Coming
	}
	return Running
}

// Errors of substitutes.
var (
	ErrSelf      = errs.New(errs.Invalid, "substitute.self", "nobody stands in for themselves")
	ErrOutside   = errs.New(errs.Invalid, "substitute.outside", "this person may not stand in for that one")
	ErrGone      = errs.New(errs.Invalid, "substitute.gone", "a person without a post neither is away nor stands in")
	ErrOverlap   = errs.New(errs.Conflict, "substitute.overlap", "somebody stands in for the person in that time already")
	ErrAway      = errs.New(errs.Conflict, "substitute.away", "who is to stand in is away in that time")
	ErrChain     = errs.New(errs.Conflict, "substitute.chain", "the person stands in for somebody in that time")
	ErrNotNaming = errs.New(errs.Forbidden, "substitute.not_naming", "only the person or a head above names who stands in")
	ErrOver      = errs.New(errs.Conflict, "substitute.over", "the time is over")
)

// Limits: how far ahead a time may begin, and how long it may last.
const (
	maxAhead = 366 * 24 * time.Hour
	maxLong  = 366 * 24 * time.Hour
)

// Request asks for somebody to stand in.
type Request struct {
	Person     string // who is away
	Substitute string
	From, To   time.Time
	Number     string
	On         vncal.Date
	Key        string // the client's Idempotency-Key, "" for none
}

// normal returns r as it is stored: to the minute, and from now on where it was to have begun before.
func (r Request) normal(now time.Time) Request {
	r.From, r.To, r.Number = r.From.UTC().Truncate(time.Minute), r.To.UTC().Truncate(time.Minute), fold.Number(fold.Line(r.Number))
	if minute := now.UTC().Truncate(time.Minute); r.From.Before(minute) {
		r.From = minute
	}
	return r
}

// check returns errs.ErrInvalid with the faulty fields that can be seen without knowing the people, or ErrSelf.
func (r Request) check(now time.Time) error {
	if r.Person == r.Substitute {
		return ErrSelf.At("substitute", "same_person")
	}
	fault := errs.ErrInvalid.Length("number", r.Number, 0, 50)
	switch {
	case r.From.Sub(now) > maxAhead:
		fault = fault.At("from", "far")
	case !r.To.After(now):
		fault = fault.At("to", "past")
	case !r.To.After(r.From):
		fault = fault.At("to", "before")
	case r.To.Sub(r.From) > maxLong:
		fault = fault.At("to", "far")
	}
	if today := vncal.DateOf(now); r.On != "" && (!r.On.Valid() || r.On > today) {
		fault = fault.At("documentOn", map[bool]string{true: "future", false: "date"}[r.On.Valid()])
	}
	return fault.OrNil()
}

// party is one of two people with the posts in force and the path of the unit where the records are kept, root first.
type party struct {
	identity.Person

	actor access.Actor
	home  []string
}

// CanName reports whether a names who stands in for p: p, and the heads and deputies in charge above, of a head those above
// the unit. home is the path of p's unit.
func CanName(a access.Actor, p identity.Person, home []string) bool {
	return a.Is(p.ID) || arranges(a, p, home)
}

// arranges reports whether a stands above p.
func arranges(a access.Actor, p identity.Person, home []string) bool {
	if a.Is(p.ID) || len(home) == 0 {
		return false
	}
	above := home
	if p.Leader() && !a.Heads(home[len(home)-1]) { // colleagues at the top of a unit do not decide on each other
		above = home[:len(home)-1]
	}
	return a.Commands(above...)
}

// allowed says why by may not name sub for absent. By oneself: a colleague with a post in the own unit, and for a head or a
// deputy also whoever has charge of that unit or heads it from above. A head may name anybody who works where they command.
// Errors: ErrNotNaming, ErrGone, ErrOutside.
func allowed(by access.Actor, absent, sub party) error {
	switch {
	case !CanName(by, absent.Person, absent.home):
		return ErrNotNaming
	case len(absent.actor.Appointments) == 0:
		return ErrGone.At("person", "gone")
	case len(sub.actor.Appointments) == 0 || sub.Agency != absent.Agency:
		return ErrGone.At("substitute", "gone")
	}
	unit := absent.home[len(absent.home)-1]
	colleague := slices.ContainsFunc(sub.actor.Appointments, func(p access.Appointment) bool { return p.Unit == unit })
	above := absent.Leader() && sub.actor.Commands(absent.home...)
	placed := arranges(by, absent.Person, absent.home) && by.Commands(sub.home...)
	if !colleague && !above && !placed {
		return ErrOutside.At("substitute", "outside")
	}
	return nil
}

// clash says why r cannot be beside a time that is not over: ErrOverlap, ErrAway, ErrChain.
func (r Request) clash(other Substitution) error {
	switch {
	case !other.From.Before(r.To) || !r.From.Before(other.To):
		return nil
	case other.Person == r.Person:
		return ErrOverlap.At("from", "invalid")
	case other.Person == r.Substitute:
		return ErrAway.At("substitute", "away")
	case other.Substitute == r.Person:
		return ErrChain.At("person", "away")
	}
	return nil
}

// ended returns s ended at now; one that has not begun never was.
func (s Substitution) ended(now time.Time) Substitution {
	s.To, s.Ended, s.Turns = now.UTC(), true, nil
	if s.To.Before(s.From) {
		s.To = s.From
	}
	s.Version++
	return s
}

// turned returns s after both were told of what happened up to now.
func (s Substitution) turned(now time.Time) Substitution {
	s.Turns = nil
	if now.Before(s.To) {
		to := s.To
		s.Turns = &to
	}
	s.Version++
	return s
}
