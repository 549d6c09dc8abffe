package checklist

import (
	"congvu/internal/access"
	"congvu/internal/task"
)

// CanWrite reports whether a may write the items of t: its lead, who gave it and who decides it, while the work is open.
func CanWrite(a access.Actor, t task.Task) bool {
	return t.State.Open() && (a.Is(t.Lead.Person) || a.Is(t.AssignedBy) || a.Is(t.Approver))
}

// CanTick reports whether a may say of items of t that they are done: its lead, while the work is open.
func CanTick(a access.Actor, t task.Task) bool { return t.State.Open() && a.Is(t.Lead.Person) }
