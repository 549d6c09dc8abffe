package diary

import "congvu/internal/errs"

// Errors of the diary; their sentences are in internal/errs/sentences/diary.json.
var (
	// ErrLocked: the day is past its lock; Args "days" is the setting.
	ErrLocked = errs.New(errs.Conflict, "diary.locked", "the day is locked")
	// ErrSubmitted: the day is submitted; it takes corrections with a reason only, unless it is returned.
	ErrSubmitted = errs.New(errs.Conflict, "diary.submitted", "the day is submitted")
	// ErrConfirmed: the day is confirmed; it takes corrections with a reason only.
	ErrConfirmed = errs.New(errs.Conflict, "diary.confirmed", "the day is confirmed")
	// ErrNotSent: the day was not submitted yet, or was returned: it is simply written.
	ErrNotSent = errs.New(errs.Conflict, "diary.not_sent", "the day is not submitted and can simply be written")
	// ErrUnchanged: a correction that changes nothing.
	ErrUnchanged = errs.New(errs.Invalid, "diary.unchanged", "the correction changes nothing")
	// ErrWhy: a correction needs a reason of at least 10 characters.
	ErrWhy = errs.New(errs.Invalid, "diary.why", "a correction needs a reason")
	// ErrNotSubmitted: only a submitted day can be confirmed or returned.
	ErrNotSubmitted = errs.New(errs.Conflict, "diary.not_submitted", "the day is not submitted")
	// ErrFuture: a coming day takes a plan and places, no entries, and cannot be submitted.
	ErrFuture = errs.New(errs.Invalid, "diary.future", "a coming day can only be planned")
	// ErrTooFar: a day more than a year ahead.
	ErrTooFar = errs.New(errs.Invalid, "diary.too_far", "the day is more than a year ahead")
	// ErrEmpty: a day without an entry cannot be submitted.
	ErrEmpty = errs.New(errs.Invalid, "diary.empty", "the day has no entry")
	// ErrInput: fields of a day are wrong; Fields names them.
	ErrInput = errs.New(errs.Invalid, "diary.input", "fields of the day are wrong")
	// ErrTooLong: the entries of a day sum up to more than 24 hours.
	ErrTooLong = errs.New(errs.Invalid, "diary.too_long", "more than 24 hours in one day")
	// ErrReason: a return needs a reason of at least 10 characters.
	ErrReason = errs.New(errs.Invalid, "diary.reason", "a return needs a reason")
	// ErrOwn: nobody confirms or returns an own day.
	ErrOwn = errs.New(errs.Forbidden, "diary.own", "nobody confirms an own diary")
	// ErrNotConfirmer: only the author's direct superior confirms and returns.
	ErrNotConfirmer = errs.New(errs.Forbidden, "diary.not_confirmer", "not the author's direct superior")
	// ErrUnit: a team list needs a unit that the caller heads or has charge of.
	ErrUnit = errs.New(errs.Forbidden, "diary.unit", "the caller neither heads the unit nor has charge of it")
	// ErrRange: a range of days is malformed, turned round or longer than MaxRange.
	ErrRange = errs.New(errs.Invalid, "diary.range", "range of days is wrong or too long")
)
