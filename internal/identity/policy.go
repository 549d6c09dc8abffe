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

// over reports whether a holds the role in the unit whose path is given, or above it.
func over(a access.Actor, role access.Role, path []string) bool {
	return slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == role && slices.Contains(path, p.Unit)
	})
}

// CanGive reports whether a may give a post of a role in the unit whose path is given: personnel officers any but that of an
// administrator, administrators those by which an office runs itself: their own and that of a personnel officer.
func CanGive(a access.Actor, role access.Role, path []string) bool {
	switch {
	case a.ID == access.SystemID:
		return true
	case role == access.Admin:
		return over(a, access.Admin, path)
	case role == access.HR:
		return over(a, access.HR, path) || over(a, access.Admin, path)
	}
	return over(a, access.HR, path)
}

// CanTake reports whether a may end such a post.
func CanTake(a access.Actor, role access.Role, path []string) bool {
	return CanGive(a, role, path) || over(a, access.HR, path)
}

// Keeps reports whether a keeps the records of people in the unit whose path is given: its personnel officers, and for the
// posts that they give the administrators.
func Keeps(a access.Actor, path []string) bool {
	return CanManagePeople(a, path) || over(a, access.Admin, path)
}

// CanKeep reports whether a keeps the records of people somewhere: whom the screens offer to add people and decide on posts.
func CanKeep(a access.Actor) bool { return a.Has(access.HR, access.Admin) }

// CanEdit reports whether a edits who p is; home is the path of the unit where p's records are kept.
func CanEdit(a access.Actor, p Person, home []string) bool { return CanTake(a, p.Primary.Role, home) }
