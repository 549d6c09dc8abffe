package identity

import (
	"slices"

	"congvu/internal/access"
)

// CanManagePeople reports whether a may add people to a unit and change their posts there: a personnel officer (tổ chức
// cán bộ) appointed to a unit of path, which is the unit with its ancestors, or the system.
func CanManagePeople(a access.Actor, path []string) bool {
	return a.ID == access.SystemID || slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.HR && slices.Contains(path, p.Unit)
	})
}

// CanAssign reports whether a may assign work to somebody: a head, or a deputy in the field of charge.
func CanAssign(a access.Actor) bool { return a.Has(access.Head, access.Deputy) }

// commanded returns the units at the top of what a heads or has charge of: whom a may assign work to.
func commanded(a access.Actor) []string { return a.Reach(access.Diary) }

// staffed returns the units at the top of those whose staff a sees: head, deputy and personnel officer.
func staffed(a access.Actor) []string { return a.Reach(access.Staff) }
