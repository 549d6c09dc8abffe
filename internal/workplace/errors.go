package workplace

import "congvu/internal/errs"

// Errors of places of work; their sentences are in internal/errs/sentences/workplace.json.
var (
	// ErrInput: fields of a registration, an absence, a rule or a check are wrong; Fields names them.
	ErrInput = errs.New(errs.Invalid, "workplace.input", "fields are wrong")
	// ErrState: the state of the registration forbids the act; carries the stored View.
	ErrState = errs.New(errs.Conflict, "workplace.state", "the registration's state forbids the act")
	// ErrOver: nothing is left to withdraw, the granted half-days have begun; carries the stored View.
	ErrOver = errs.New(errs.Conflict, "workplace.over", "the granted half-days have begun")
	// ErrNotOwner: only who registered writes, sends and reports on it.
	ErrNotOwner = errs.New(errs.Forbidden, "workplace.not_owner", "somebody else's registration")
	// ErrOwn: nobody decides on an own registration.
	ErrOwn = errs.New(errs.Forbidden, "workplace.own", "nobody decides on an own registration")
	// ErrNotApprover: only the heads above the person decide.
	ErrNotApprover = errs.New(errs.Forbidden, "workplace.not_approver", "not a head above the person")
	// ErrNoApprover: nobody stands above the person, so there is nobody to decide.
	ErrNoApprover = errs.New(errs.Invalid, "workplace.no_approver", "nobody stands above the person")
	// ErrOverlap: a half-day is in another registration of the person; Args code, half.
	ErrOverlap = errs.New(errs.Invalid, "workplace.overlap", "the half-day is in another registration")
	// ErrAbsent: the person is on leave or on a mission then; Args half.
	ErrAbsent = errs.New(errs.Invalid, "workplace.absent", "the person is absent on that half-day")
	// ErrPost: the person holds a post that must be on site; Args unit.
	ErrPost = errs.New(errs.Invalid, "workplace.post", "the post must be on site")
	// ErrQuota: too few would be left on site; Args half, left, base, need, percent.
	ErrQuota = errs.New(errs.Invalid, "workplace.quota", "too few would be on site")
	// ErrCrowded: too many would be on site after a withdrawal; Args half, left, base, most, percent.
	ErrCrowded = errs.New(errs.Invalid, "workplace.crowded", "too many would be on site")
	// ErrWeek: more days at home in a week than one person may have; Args week, days, max.
	ErrWeek = errs.New(errs.Invalid, "workplace.week", "too many days at home in a week")
	// ErrReason: a refusal, a withdrawal by the approver and a return need a reason of at least 10 characters.
	ErrReason = errs.New(errs.Invalid, "workplace.reason", "a reason is needed")
	// ErrUnit: the unit is in nobody's charge here: rules, absences and checks are for those who lead it, or hr.
	ErrUnit = errs.New(errs.Forbidden, "workplace.unit", "the unit is not led by the caller")
	// ErrRange: a range of days is malformed, turned round or longer than allowed; Args max.
	ErrRange = errs.New(errs.Invalid, "workplace.range", "range of days is wrong or too long")
	// ErrTaken: another absence of the person covers some of these days; Args paper.
	ErrTaken = errs.New(errs.Conflict, "workplace.taken", "another absence covers these days")
	// ErrEnded: the absence was cancelled already.
	ErrEnded = errs.New(errs.Conflict, "workplace.ended", "the absence is cancelled")
	// ErrCursor: a page was asked for after a place that this list never gave.
	ErrCursor = errs.New(errs.Malformed, "workplace.cursor", "malformed cursor")
)
