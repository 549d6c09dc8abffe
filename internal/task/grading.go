package task

import "time"

// What grading asks of a task (spec/evaluation.md §2.11), each a pure function of it.

// Graded reports whether the task is a line of its lead: the work is given or completed, and a person leads it.
func (t Task) Graded() bool { return t.Lead.Person != "" && (t.State.Given() || t.State == Completed) }

// HeldFrom returns when the person who leads got the work: named by the unit's head, else given; nil before.
func (t Task) HeldFrom() *time.Time {
	if t.NamedAt != nil {
		return t.NamedAt
	}
	return t.AssignedAt
}

// AcceptedMilli returns the pieces accepted (D), thousandths; 0 until the work is completed.
func (t Task) AcceptedMilli() int64 {
	s := t.last()
	if t.State != Completed || s == nil || s.Decision == nil {
		return 0
	}
	return s.Decision.QtyMilli
}
