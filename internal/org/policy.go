package org

import (
	"slices"

	"congvu/internal/access"
)

// CanEdit reports whether a may make, rename, move, merge or end u: an administrator (quản trị) or a personnel officer (tổ
// chức cán bộ) appointed to u or above it, or the system when it seeds an installation.
func CanEdit(a access.Actor, u Unit) bool {
	if a.ID == access.SystemID {
		return true
	}
	path := u.Path()
	return a.Agency == u.Agency && slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return (p.Role == access.HR || p.Role == access.Admin) && slices.Contains(path, p.Unit)
	})
}

// Edits returns the units at the top of those that a may change, those of the primary appointment first.
func Edits(a access.Actor) []string {
	tops := []string{}
	for _, p := range a.Appointments {
		if (p.Role == access.HR || p.Role == access.Admin) && !slices.Contains(tops, p.Unit) {
			tops = append(tops, p.Unit)
		}
	}
	return tops
}
