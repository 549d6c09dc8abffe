package task

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// approved returns t completed (duyệt hoàn thành) with the pieces accepted. verdict is Met or MajorError, of which
// faulty says what failed, as in failedOf.
// Errors: ErrNotApprover, ErrState; errs.ErrInvalid for the verdict, the quantities or the remark.
func (t Task) approved(a access.Actor, verdict Verdict, qtyMilli int64, faulty Faulty, remark string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActApprove); err != nil {
		return Task{}, err
	}
	if err := checkApproval(verdict, qtyMilli, remark); err != nil {
		return Task{}, err
	}
	failed, err := t.failedOf(verdict == MajorError, faulty)
	if err != nil {
		return Task{}, err
	}
	t.decide(Decision{Verdict: verdict, At: now, By: a.Doer(), Reason: remark, QtyMilli: qtyMilli, FailedMilli: failed, Of: faulty.Of, Progress: t.Progress})
	t.Progress = 100
	t.close(Completed, "", now)
	return t, nil
}

// returned sends t back to its lead for rework (yêu cầu làm lại) and gives the clock back; major marks a major content
// error, the only kind of return that counts as a failed review, of which faulty says what failed, as in failedOf.
// Errors: ErrNotApprover, ErrState, ErrReason; errs.ErrInvalid for the pieces and whose part it is.
func (t Task) returned(a access.Actor, reason string, major bool, faulty Faulty, now time.Time, cal *vncal.Calendar) (Task, error) {
	if err := allowed(a, t, ActReturn); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	failed, err := t.failedOf(major, faulty)
	if err != nil {
		return Task{}, err
	}
	submitted := *t.SubmittedAt
	t.decide(Decision{Verdict: Returned, At: now, By: a.Doer(), Reason: reason, Major: major, FailedMilli: failed, Of: faulty.Of})
	t.State, t.SubmittedAt, t.UpdatedAt = InProgress, nil, now
	t.giveBack(cal, DueReturned, submitted, a.Doer(), now)
	t.handBack([]string{t.Lead.Person}, now)
	t.Asked = true // more than ordinary work in progress, until the lead reports or submits
	t.Rework, t.Back = t.Rework+1, &Back{By: a.Doer(), At: now, Reason: reason}
	return t, nil
}

// failedOf returns how many of the pieces handed in failed, thousandths: all of them where the approver names none (0).
// errs.ErrInvalid at "failedQuantity" for more than were handed in, at "failedOf" for somebody who has no share of the work or
// whose part is not in it, and at either for any without a major content error.
func (t Task) failedOf(major bool, named Faulty) (int64, error) {
	handedIn := t.Submissions[len(t.Submissions)-1].QtyMilli
	switch {
	case !major && named.Milli != 0:
		return 0, errs.ErrInvalid.At("failedQuantity", "not_major")
	case !major && named.Of != "":
		return 0, errs.ErrInvalid.At("failedOf", "not_major")
	case named.Of != "" && !slices.ContainsFunc(t.Coordinators, func(p Part) bool { return CanBeFaulty(t, p) && p.Doing() == named.Of }):
		return 0, errs.ErrInvalid.At("failedOf", "no_share")
	case !major || named.Milli != 0:
		return named.Milli, between(errs.ErrInvalid, "failedQuantity", named.Milli, 0, handedIn).OrNil()
	}
	return handedIn, nil
}

// CanBeFaulty reports whether the approver of t may name whoever does part p as the one whose part has a major content error: it
// is counted, and was handed in.
func CanBeFaulty(t Task, p Part) bool { return t.counted(p) && p.Doing() != "" && p.Delivered() != nil }

// decide writes the answer to the submission that waits.
func (t *Task) decide(d Decision) {
	t.Submissions = slices.Clone(t.Submissions)
	t.Submissions[len(t.Submissions)-1].Decision = &d
}

// nudged counts that a pressed for t (đôn đốc). Errors: ErrNotNudging, ErrState, ErrNudged.
func (t Task) nudged(a access.Actor, now time.Time) (Task, error) {
	if err := allowed(a, t, ActNudge); err != nil {
		return Task{}, err
	}
	n := Nudged{At: now, By: a.ID, Count: 1}
	if t.Nudged != nil {
		if again := t.Nudged.Next(); now.Before(again) {
			return Task{}, ErrNudged.Arg("at", again.In(vncal.Zone()).Format("15:04 02/01/2006"))
		}
		n.Count += t.Nudged.Count
	}
	t.Nudged, t.UpdatedAt = &n, now
	return t, nil
}

// recalled takes t from its lead (thu hồi). It is open work still, which waits for those who decide: its assigner, or who
// stands in. Those who saw it still see that it was recalled; nobody helps with it any more.
// Errors: ErrNotAssigner, ErrState, ErrReason.
func (t Task) recalled(a access.Actor, reason string, deciders []string, now time.Time) (Task, error) {
	if err := checkDropped(a, t, ActRecall, reason); err != nil {
		return Task{}, err
	}
	return t.taken(a.ID, reason, deciders, now), nil
}

// taken is recalled once it is allowed.
func (t Task) taken(by, reason string, deciders []string, now time.Time) Task {
	t = t.dropped(by, Recalled, reason, now)
	t.Helpers, t.SubmittedAt = nil, nil
	t.wait(deciders, now)
	t.show(deciders)
	return t
}

// cancelled drops the work (hủy); for a proposal it is how the head refuses. Errors: ErrNotAssigner, ErrState, ErrReason.
func (t Task) cancelled(a access.Actor, reason string, now time.Time) (Task, error) {
	if err := checkDropped(a, t, ActCancel, reason); err != nil {
		return Task{}, err
	}
	return t.dropped(a.ID, Cancelled, reason, now), nil
}

func checkDropped(a access.Actor, t Task, act Act, reason string) error {
	if err := allowed(a, t, act); err != nil {
		return err
	}
	return checkReason(reason)
}

func (t Task) dropped(by string, state State, reason string, now time.Time) Task {
	t.lapseAll(by, now)
	t.close(state, reason, now)
	return t
}

// close ends the work, or this assignment of it: nobody's act comes next, but the answer to a claim that waits.
func (t *Task) close(state State, reason string, now time.Time) {
	t.State, t.Open, t.ClosedAt, t.ClosedReason, t.UpdatedAt = state, state.Open(), &now, reason, now
	t.Back, t.Paused = nil, nil
	t.handBack(nil, now)
}
