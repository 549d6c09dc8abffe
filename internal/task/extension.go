package task

import (
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// Extension is one request for a later deadline (xin gia hạn), with the answer once there is one. A request that was made
// before the deadline ended and is granted, even later, leaves nothing missed (spec/evaluation.md §2.11).
type Extension struct {
	At     time.Time  `bson:"at"`
	By     string     `bson:"by"`
	From   vncal.Date `bson:"from"` // the deadline in force when it was asked for
	To     vncal.Date `bson:"to"`   // the last day that is asked for
	Reason string     `bson:"reason"`
	Answer *Answer    `bson:"answer,omitempty"`
}

// AnswerKind is what became of a request for a later deadline.
type AnswerKind string

// The answers, as stored and sent.
const (
	Granted   AnswerKind = "granted"   // đồng ý
	Shortened AnswerKind = "shortened" // đồng ý với hạn sớm hơn hạn xin
	Refused   AnswerKind = "refused"   // không đồng ý
	Lapsed    AnswerKind = "lapsed"    // không còn cần: the work was handed in, passed on or taken back first
)

// Answer ends a request for a later deadline.
type Answer struct {
	Kind   AnswerKind `bson:"kind"`
	At     time.Time  `bson:"at"`
	By     string     `bson:"by"`
	On     vncal.Date `bson:"on,omitempty"` // the new deadline; "" when none came of it
	Reason string     `bson:"reason,omitempty"`
}

// ErrExtension says that a request for a later deadline waits for its answer.
var ErrExtension = errs.New(errs.Conflict, "task.extension_waits", "a request for a later deadline waits for its answer")

// pending returns the request that waits for its answer, nil when there is none.
func (t Task) pending() *Extension {
	if n := len(t.Extensions); n > 0 && t.Extensions[n-1].Answer == nil {
		return &t.Extensions[n-1]
	}
	return nil
}

// extendable asks for a deadline, and that no request for a later one waits. Errors: ErrExtension; errs.ErrInvalid at "due".
func extendable(t Task) error {
	if t.DueOn == "" {
		return errs.ErrInvalid.At("due", "no_deadline")
	}
	return settled(t)
}

// settled asks that no request waits: answering it is the way to another deadline. Errors: ErrExtension.
func settled(t Task) error {
	if t.pending() != nil {
		return ErrExtension
	}
	return nil
}

// asked asks for a request that waits. Errors: ErrState.
func asked(t Task) error {
	if t.pending() == nil {
		return ErrState
	}
	return nil
}

// extensionAsked returns t with its lead's request for a later deadline; it waits for those who decide, and the lead works
// on. Errors: ErrNotLead, ErrState, ErrExtension, ErrReason; errs.ErrInvalid at "due" for a day that is not later.
func (t Task) extensionAsked(a access.Actor, to vncal.Date, reason string, deciders []string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActExtend); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	if err := checkDay(to, now); err != nil {
		return Task{}, err
	}
	if to <= t.DueOn {
		return Task{}, errs.ErrInvalid.With(errs.Field{Path: "due", Code: "not_after_due", Args: map[string]string{"was": t.DueOn.Display()}})
	}
	t.Extensions = append(clip(t.Extensions), Extension{At: now, By: a.ID, From: t.DueOn, To: to, Reason: reason})
	t.AskedDue, t.UpdatedAt = to, now
	t.wait(deciders, now)
	t.show(deciders)
	return t, nil
}

// extensionAnswered returns t with the answer to the request that waits: on is the new deadline, the day asked for or an
// earlier one, and "" refuses. Anything but the whole of what was asked needs a reason. The work waits for its lead again.
// Errors: ErrNotApprover, ErrState, ErrReason; errs.ErrInvalid at "due" for a day outside of what was asked for.
func (t Task) extensionAnswered(a access.Actor, on vncal.Date, reason string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActAnswer); err != nil {
		return Task{}, err
	}
	request := *t.pending()
	answer := Answer{Kind: Granted, At: now, By: a.ID, On: on, Reason: reason}
	switch {
	case on == "":
		answer.Kind = Refused
	case !on.Valid():
		return Task{}, errs.ErrInvalid.At("due", "format")
	case on <= request.From || on > request.To:
		return Task{}, errs.ErrInvalid.With(errs.Field{Path: "due", Code: "not_between", Args: map[string]string{
			"from": request.From.AddDays(1).Display(), "to": request.To.Display(),
		}})
	case on < request.To:
		answer.Kind = Shortened
	}
	if answer.Kind != Granted || reason != "" {
		if err := checkReason(reason); err != nil {
			return Task{}, err
		}
	}
	t.answer(answer)
	if on != "" {
		t.setDue(on)
		t.Dues = append(clip(t.Dues), Due{On: on, Why: DueExtended, By: a.ID, At: now, Since: &request.At})
	}
	t.UpdatedAt = now
	t.handBack([]string{t.Lead.Person}, now)
	return t, nil
}

// lapse ends a request that nobody has answered, since the work went another way.
func (t *Task) lapse(by string, now time.Time) {
	if t.pending() != nil {
		t.answer(Answer{Kind: Lapsed, At: now, By: by})
	}
}

// lapseAll ends whatever waits for an answer, since the work is taken from its lead.
func (t *Task) lapseAll(by string, now time.Time) {
	t.lapse(by, now)
	if t.claim() != nil {
		t.answerCause(CauseAnswer{Verdict: CauseLapsed, By: by, At: now})
	}
}

// answer writes the answer to the request that waits.
func (t *Task) answer(a Answer) {
	t.Extensions = append([]Extension{}, t.Extensions...)
	t.Extensions[len(t.Extensions)-1].Answer = &a
	t.AskedDue = ""
}

// rescheduled returns t with another deadline, set by who gave the work (đổi hạn); the one before stays in the list, and
// counts as missed when it had ended. Errors: ErrNotAssigner, ErrState, ErrExtension, ErrReason; errs.ErrInvalid at "due".
func (t Task) rescheduled(a access.Actor, on vncal.Date, reason string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActReschedule); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	if err := checkDay(on, now); err != nil {
		return Task{}, err
	}
	if on == t.DueOn {
		return Task{}, errs.ErrInvalid.At("due", "unchanged")
	}
	t.setDue(on)
	t.Dues = append(clip(t.Dues), Due{On: on, Why: DueRescheduled, By: a.ID, At: now})
	t.UpdatedAt = now
	return t, nil
}

// checkDay refuses at "due" what is no day, has passed, or lies more than ten years ahead.
func checkDay(on vncal.Date, now time.Time) error {
	switch last := farthest(vncal.DateOf(now)); {
	case !on.Valid():
		return errs.ErrInvalid.At("due", "format")
	case !ends(on).After(now):
		return errs.ErrInvalid.At("due", "past")
	case on > last:
		return errs.ErrInvalid.With(errs.Field{Path: "due", Code: "too_far", Args: map[string]string{"max": last.Display()}})
	}
	return nil
}

// withdrawn returns t with the submission that nobody has decided taken back by its lead (rút lại để sửa). The clock runs on
// as if it had not been made, so it is no submission any more; its text is kept. Errors: ErrNotLead, ErrState.
func (t Task) withdrawn(a access.Actor, now time.Time) (Task, error) {
	if err := allowed(a, t, ActWithdraw); err != nil {
		return Task{}, err
	}
	n := len(t.Submissions) - 1
	t.Withdrawn = append(clip(t.Withdrawn), t.Submissions[n])
	t.Submissions = clip(t.Submissions[:n])
	t.State, t.SubmittedAt, t.UpdatedAt = InProgress, nil, now
	t.handBack([]string{t.Lead.Person}, now)
	return t, nil
}
