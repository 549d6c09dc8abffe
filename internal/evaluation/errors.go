package evaluation

import "congvu/internal/errs"

// Errors of this package; their sentences are in internal/errs/sentences/evaluation.json.
var (
	// ErrMonth says that no such period is kept: months, and for reading the quarters and years that follow from them.
	ErrMonth = errs.New(errs.Invalid, "evaluation.month", "not a month of the form 2026-10")
	// ErrFuture says that a month has not begun.
	ErrFuture = errs.New(errs.Invalid, "evaluation.future", "the month has not begun")
	// ErrOver says that only of a running month one can suppose how it ends.
	ErrOver = errs.New(errs.Invalid, "evaluation.over", "the month is over, or no month")
	// ErrSupposed says that what was supposed of a month cannot be.
	ErrSupposed = errs.New(errs.Invalid, "evaluation.supposed", "what was supposed cannot be")
	// ErrRunning says that a month cannot be closed before it is over.
	ErrRunning = errs.New(errs.Conflict, "evaluation.running", "the month is not over")
	// ErrEarlier says that months close in order: an earlier one, which it carries, is not closed.
	ErrEarlier = errs.New(errs.Conflict, "evaluation.earlier", "an earlier month is not closed")
	// ErrSecond says that whoever asked for a close with people ungraded cannot confirm it as well.
	ErrSecond = errs.New(errs.Conflict, "evaluation.second", "another person confirms the close")
	// ErrNotClosed says that only a closed month can be opened again.
	ErrNotClosed = errs.New(errs.Conflict, "evaluation.not_closed", "the month is not closed")
	// ErrReason says that opening a month again needs a reason.
	ErrReason = errs.New(errs.Invalid, "evaluation.reason", "a reason of 10 to 2000 characters is needed")
	// ErrClosed says that a month was closed: nothing of it changes any more.
	ErrClosed = errs.New(errs.Conflict, "evaluation.closed", "the month is closed")
	// ErrNotSuperior says that only the direct superior gives general points.
	ErrNotSuperior = errs.New(errs.Forbidden, "evaluation.not_superior", "only the direct superior gives general points")
	// ErrNotHR says that only personnel officers of the whole agency close a month.
	ErrNotHR = errs.New(errs.Forbidden, "evaluation.not_hr", "only a personnel officer of the agency closes a month")
	// ErrNoPolicy says that no policy grades people of this class in the month.
	ErrNoPolicy = errs.New(errs.Invalid, "evaluation.no_policy", "no policy in force grades this person")
	// ErrBroken says that a closed sheet no longer gives its own bytes: a defect or a tampered database.
	ErrBroken = errs.New(errs.Internal, "evaluation.broken", "closed sheet does not give its canonical bytes")
)
