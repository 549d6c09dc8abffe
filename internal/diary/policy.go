package diary

import (
	"slices"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// Act is something the caller may do with a day now.
type Act string

// The acts, as sent.
const (
	ActEdit    Act = "edit"
	ActSubmit  Act = "submit"
	ActConfirm Act = "confirm"
	ActReturn  Act = "return"
	ActCorrect Act = "correct" // bổ sung, đính chính
)

// LockedOn returns the first day on which d can no longer be written: the day after the last of after working days that
// follow its date or, when it was returned later, its return. "" while it is submitted (the head's slowness costs the author
// nothing) and once it is confirmed (nothing is left to lock).
func LockedOn(d Day, cal *vncal.Calendar, after int) vncal.Date {
	if d.State == StateConfirmed {
		return ""
	}
	return ClosedOn(d, cal, after)
}

// ClosedOn returns the first day on which d can neither be written nor corrected: for a confirmed day too it is counted from
// its date, or from its last return if that came later. "" while it is submitted.
func ClosedOn(d Day, cal *vncal.Calendar, after int) vncal.Date {
	from := d.Date
	switch d.State {
	case StateSubmitted:
		return ""
	case StateReturned, StateConfirmed:
		if d.ReturnedAt != nil {
			from = max(from, vncal.DateOf(*d.ReturnedAt))
		}
	}
	return cal.AddWorking(from, after).AddDays(1)
}

// Closed reports whether d can neither be written nor corrected any more.
func Closed(d Day, today vncal.Date, cal *vncal.Calendar, after int) bool {
	on := ClosedOn(d, cal, after)
	return on != "" && today >= on
}

// CanCorrect reports why a day whose stored state is this takes no correction from its author: nil when it was submitted or
// confirmed and is not closed. Errors: ErrNotSent, ErrLocked.
func CanCorrect(state State, closed bool) error {
	switch {
	case state != StateSubmitted && state != StateConfirmed:
		return ErrNotSent
	case closed:
		return ErrLocked
	}
	return nil
}

// StateOn returns the state of d as it reads on a day: the stored one, or StateLocked.
func StateOn(d Day, today vncal.Date, cal *vncal.Calendar, after int) State {
	if on := LockedOn(d, cal, after); on != "" && today >= on {
		return StateLocked
	}
	return d.State
}

// CanWrite reports why a day in state cannot be written by its author: nil, ErrLocked, ErrSubmitted or ErrConfirmed.
func CanWrite(state State) error {
	switch state {
	case StateLocked:
		return ErrLocked
	case StateSubmitted:
		return ErrSubmitted
	case StateConfirmed:
		return ErrConfirmed
	}
	return nil
}

// CanDecide reports why a cannot confirm or return d: nil for the author's direct superior on a submitted day. confirmer is
// "" for the topmost head, whose diary nobody confirms. Errors: ErrOwn, ErrNotConfirmer, ErrNotSubmitted.
func CanDecide(a access.Actor, d Day, confirmer string) error {
	switch {
	case a.Is(d.Person):
		return ErrOwn
	case !a.Is(confirmer) && instead(a, d, confirmer).ID == "":
		return ErrNotConfirmer
	case d.State != StateSubmitted:
		return ErrNotSubmitted
	}
	return nil
}

// instead returns whom a stands in for on d: the confirmer, while d waits for them; the zero Actor for nobody.
func instead(a access.Actor, d Day, confirmer string) access.Actor {
	for _, p := range a.StandsFor(d.Waiting) {
		if p.Is(confirmer) && !a.Is(d.Person) {
			return p
		}
	}
	return access.Actor{}
}

// Instead returns for whom a may confirm d by standing in, "" when a does nothing in anybody's place.
func Instead(a access.Actor, d Day) string {
	if d.State != StateSubmitted || slices.Contains(d.Waiting, a.ID) {
		return ""
	}
	for _, p := range a.StandsFor(d.Waiting) {
		return p.ID
	}
	return ""
}

// Acts returns what a may do with d, which reads as state today; closed says that it takes no correction any more.
func Acts(a access.Actor, d Day, state State, closed bool, confirmer string, today vncal.Date) []Act {
	acts := []Act{}
	if a.Is(d.Person) && CanCorrect(d.State, closed) == nil {
		acts = append(acts, ActCorrect)
	}
	if a.Is(d.Person) && CanWrite(state) == nil {
		acts = append(acts, ActEdit)
		if d.Date <= today && !d.Empty() {
			acts = append(acts, ActSubmit)
		}
	}
	if CanDecide(a, d, confirmer) == nil {
		acts = append(acts, ActConfirm, ActReturn)
	}
	return acts
}

// topmost reports whether nobody can stand above p: the head of a unit without a unit above. Where a post above is merely
// vacant somebody will be appointed, and confirms then.
func topmost(p identity.Person) bool { return p.Primary.Role == access.Head && len(p.Units) == 1 }

// Reach returns the units at the top of those whose diaries a may read day by day, the one to open first in front: what a
// heads or has charge of. Empty for everybody else.
func Reach(a access.Actor) []string { return a.Reach(access.Diary) }

// Visibility returns the tokens that may see a diary: its author and the heads above, that is those of units (the author's
// unit and its ancestors, root first). A head's own unit is left out, for its deputies do not stand above the head.
// hr, follow-up officers and inspectors hold no diary token (spec/security.md §2).
func Visibility(person string, units []string, head bool) []string {
	vis := []string{access.Person(person)}
	if head && len(units) > 0 {
		units = units[:len(units)-1]
	}
	for _, u := range units {
		vis = append(vis, access.Diary(u))
	}
	return vis
}
