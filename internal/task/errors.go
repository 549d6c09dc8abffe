package task

import "congvu/internal/errs"

// Errors of tasks, beside those of errs. Who may not: Forbidden. Whose state forbids it: Conflict.
var (
	ErrNotLead     = errs.New(errs.Forbidden, "task.not_lead", "only the lead may do this")
	ErrNotNaming   = errs.New(errs.Forbidden, "task.not_naming", "only the head of the leading unit names who leads")
	ErrNotAssigner = errs.New(errs.Forbidden, "task.not_assigner", "only the assigner may do this")
	ErrNotApprover = errs.New(errs.Forbidden, "task.not_approver", "only the approver may do this")
	ErrNotNudging  = errs.New(errs.Forbidden, "task.not_nudging", "only who is in charge or follows the work up may press for it, while it waits for others")
	ErrNotHelping  = errs.New(errs.Forbidden, "task.not_helping", "only who does the part of the work may do this")
	ErrNotWatching = errs.New(errs.Forbidden, "task.not_watching", "who sees the work only by standing in does not follow it")
	ErrNotLinking  = errs.New(errs.Forbidden, "task.not_linking", "only who works on it, gave it or decides about it says what it waits for")
	ErrOutside     = errs.New(errs.Forbidden, "task.outside", "the lead is outside the units the actor is in charge of")
	ErrSuperior    = errs.New(errs.Forbidden, "task.superior", "a deputy cannot assign work to the own head")
	ErrOwnWork     = errs.New(errs.Forbidden, "task.own_work", "own work is proposed to the head, not assigned")
	ErrState       = errs.New(errs.Conflict, "task.state", "the state of the task forbids this")
	ErrNudged      = errs.New(errs.Conflict, "task.nudged", "nudged less than four hours ago")
	ErrWatchers    = errs.New(errs.Conflict, "task.watchers", "as many people follow the work as can")
	ErrNoHead      = errs.New(errs.Conflict, "task.no_head", "nobody above could take the decision")
	ErrBranches    = errs.New(errs.Conflict, "task.branches", "work below this task is open")
	ErrParent      = errs.New(errs.Conflict, "task.parent", "nobody has the work that this is a part of")
	ErrReason      = errs.New(errs.Invalid, "task.reason", "a reason of at least 10 characters is needed")
	ErrLead        = errs.New(errs.Invalid, "task.lead", "this person or unit cannot lead the work")
)
