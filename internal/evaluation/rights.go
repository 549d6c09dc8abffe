package evaluation

import (
	"slices"

	"congvu/internal/access"
	"congvu/internal/identity"
)

// CanSee reports whether a may read the scores of a person: the person, the superiors and personnel officers above.
func CanSee(a access.Actor, who identity.Person) bool {
	return a.Is(who.ID) || CanSeeUnit(a, who.Units)
}

// CanSeeUnit reports whether a may read the scores of a unit, given by its path: who holds the staff token of the unit
// or of one above it.
func CanSeeUnit(a access.Actor, path []string) bool {
	tokens := a.Tokens().All
	return slices.ContainsFunc(path, func(unit string) bool { return slices.Contains(tokens, access.Staff(unit)) })
}

// CanGive reports whether a gives the general points of a person: only the direct superior, until the month is closed,
// and never one's own.
func CanGive(a access.Actor, person, superior string, state State) bool {
	return a.Is(superior) && !a.Is(person) && state != Closed
}

// CanClose reports whether a may close a month: a personnel officer (tổ chức cán bộ) of the whole agency, or the
// scheduled job.
func CanClose(a access.Actor) bool {
	return a.ID == access.SystemID || slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.HR && p.Unit == a.Agency
	})
}
