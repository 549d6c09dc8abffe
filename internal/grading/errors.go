package grading

import "congvu/internal/errs"

// Errors of this package; their sentences are in internal/errs/sentences/grading.json.
var (
	// ErrFacts carries the faults of a facts file, each with its JSON path.
	ErrFacts = errs.New(errs.Invalid, "grading.facts", "facts are not valid")
	// ErrPeriod says that a text names no month or quarter.
	ErrPeriod = errs.New(errs.Invalid, "grading.period", "not a period of the form 2026-10 or 2026-Q4")
	// ErrPoints carries the faults of general points.
	ErrPoints = errs.New(errs.Invalid, "grading.points", "general points are not valid")
	// ErrChoice carries the faults of an agency's settings.
	ErrChoice = errs.New(errs.Invalid, "grading.choice", "settings of the agency are not valid")
)
