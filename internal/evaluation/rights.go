package evaluation

import (
	"slices"

	"congvu/internal/access"
	"congvu/internal/identity"
)

// CanSee reports whether a may read the scores of a person: the person, the superiors and personnel officers above. A
// deputy does not stand above the head of the own unit.
func CanSee(a access.Actor, who identity.Person) bool {
	if who.Primary.Role == access.Head {
		a.Appointments = slices.DeleteFunc(slices.Clone(a.Appointments), func(p access.Appointment) bool {
			return p.Role == access.Deputy && p.Unit == who.Primary.Unit
		})
	}
	return a.Is(who.ID) || CanSeeUnit(a, who.Units)
}

// Reach returns the units at the top of those whose scores a may read, the one to open first in front: what a heads, has
// charge of, or keeps the personnel of. Empty for those who have only their own.
func Reach(a access.Actor) []string { return a.Reach(access.Staff) }

// CanSeeUnit reports whether a may read the scores of a unit, given by its path: it, or one above it, is one of Reach.
func CanSeeUnit(a access.Actor, path []string) bool {
	tops := Reach(a)
	return slices.ContainsFunc(path, func(unit string) bool { return slices.Contains(tops, unit) })
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

// CanConfirm reports whether a may confirm, as the second person, the close of a month in which people lack points: whoever
// may close one, or the head of the agency (người đứng đầu cơ quan).
func CanConfirm(a access.Actor) bool {
	return CanClose(a) || slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.Head && p.Unit == a.Agency
	})
}
