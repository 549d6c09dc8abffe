package evaluation

import "congvu/internal/errs"

// Errors of this package; their sentences are in internal/errs/sentences/evaluation.json.
var (
	// ErrFacts carries the faults of a facts file, each with its JSON path.
	ErrFacts = errs.New(errs.Invalid, "evaluation.facts", "facts are not valid")
	// ErrPeriod says that a text names no month or quarter.
	ErrPeriod = errs.New(errs.Invalid, "evaluation.period", "not a period of the form 2026-10 or 2026-Q4")
)
