package org

import (
	"slices"

	"congvu/internal/access"
)

// CanEdit reports whether a may make, rename or end u: a personnel officer (tổ chức cán bộ) appointed to u or above
// it, or the system when it seeds an installation.
func CanEdit(a access.Actor, u Unit) bool {
	if a.ID == access.SystemID {
		return true
	}
	path := u.Path()
	return a.Agency == u.Agency && slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Role == access.HR && slices.Contains(path, p.Unit)
	})
}
