package session

import "congvu/internal/access"

// CanManageAccounts reports whether a may open and disable accounts: an administrator (quản trị), or the system when it
// seeds an installation.
func CanManageAccounts(a access.Actor) bool { return a.ID == access.SystemID || a.Has(access.Admin) }
