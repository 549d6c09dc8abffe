package task

import (
	"context"
	"fmt"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Edit stores another content of a draft, or of a recalled task before it is given again. The head for whom a proposal
// waits may edit it too. Errors: those of Create; ErrNotAssigner, ErrState; errs.ErrChanged when version is stale;
// errs.ErrNotFound outside a's scope.
func (s *Service) Edit(ctx context.Context, a access.Actor, id string, version int64, in Input) (Task, error) {
	in = in.normal()
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if err := allowed(a, t, ActEdit); err != nil { // before what the input names is looked up
			return Task{}, act{}, err
		}
		if err := in.check(t.Proposal || a.Is(in.Lead.Person)); err != nil {
			return Task{}, act{}, err
		}
		in, p, err := s.look(ctx, a, in, t)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.edited(a, in, p, m.now, m.cal)
		return next, act{verb: verbOf(ActEdit)}, err
	})
	return t, wrap("edit", id, err)
}

// look completes an input and finds its place.
func (s *Service) look(ctx context.Context, a access.Actor, in Input, prev Task) (Input, place, error) {
	p, parts, err := s.place(ctx, a, in.Lead, in.Coordinators)
	if err != nil {
		return in, place{}, err
	}
	in.Coordinators = parts
	if err := s.known(ctx, a.Agency, in.Informed); err != nil {
		return in, place{}, err
	}
	in, err = s.complete(ctx, a, in, prev)
	return in, p, err
}

// Assign gives a draft, a proposal or a recalled task to its lead (giao). The product is taken from the catalogue as it is
// approved now. Errors: ErrNotAssigner, ErrState, ErrOutside, ErrLead; errs.ErrInvalid at "due" when the deadline has
// passed; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Assign(ctx context.Context, a access.Actor, id string, version int64) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if drafts(a, t) && t.State == Draft { // before the right, which hangs on the lead: what is missing is said
			if err := t.whole(); err != nil {
				return Task{}, act{}, err
			}
		}
		if err := allowed(a, t, ActAssign); err != nil {
			return Task{}, act{}, err
		}
		p, parts, err := s.place(ctx, a, t.Lead, t.Coordinators)
		if err != nil {
			return Task{}, act{}, err
		}
		t.Coordinators = parts
		if t.Product.Code != "" {
			p, err := s.deps.Products.Get(ctx, a.Agency, t.Product.Code)
			if err != nil {
				return Task{}, act{}, orField(err, errs.ErrInvalid, "product.code")
			}
			t.Product = fromCatalogue(p)
		}
		next, err := t.given(a, p, m.now, m.cal)
		if err == nil {
			err = s.fitsAbove(ctx, next)
		}
		return next, act{verb: verbOf(ActAssign)}, err
	}, ActAssign)
	return t, wrap("assign", id, err)
}

// Accept takes a task on (tiếp nhận): its lead begins; or, when a unit leads, its head names person, for whom it then
// waits. Errors: ErrNotLead, ErrNotNaming, ErrSuperior, ErrState; ErrState when a person is named for a task that
// another person leads; ErrLead at "person" when it is missing or cannot lead; errs.ErrChanged when version is stale;
// errs.ErrNotFound outside a's scope.
func (s *Service) Accept(ctx context.Context, a access.Actor, id string, version int64, person string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if t.Lead.Person != "" {
			if person != "" && person != t.Lead.Person {
				return Task{}, act{}, ErrState
			}
			next, err := t.accepted(a, m.now)
			return next, act{verb: verbOf(ActAccept)}, err
		}
		if err := allowed(a, t, ActName); err != nil {
			return Task{}, act{}, err
		}
		if person == "" {
			return Task{}, act{}, ErrLead.At("person", "required")
		}
		lead, p, err := s.post(ctx, a, t, person)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.named(a, lead, p, m.now)
		return next, act{verb: verbOf(ActName)}, err
	}, ActAccept, ActName)
	return t, wrap("accept", id, err)
}

// Decline gives a task back to its assigner (trả lại); it becomes a draft that waits for them, or for the heads who stand in.
// Errors: ErrNotLead, ErrState, ErrReason; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Decline(ctx context.Context, a access.Actor, id string, version int64, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		who, err := s.decidersFor(ctx, a, t, ActDecline)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.declined(a, fold.Clean(reason), who, m.now)
		return next, act{verb: verbOf(ActDecline), reason: fold.Clean(reason), also: s.branches(a, t, ActRecall, fold.Clean(reason), m.now)}, err
	}, ActDecline)
	return t, wrap("decline", id, err)
}

// Submit hands the result in (trình duyệt): note says what and where, qtyMilli how many pieces in thousandths; result names its
// files, finished ones of a's, which are attached in the act, or ones that were handed in with the task before.
// Errors: ErrNotLead, ErrState; files.ErrState, files.ErrFull; errs.ErrInvalid for note, quantity or files; errs.ErrChanged when version is stale;
// errs.ErrNotFound outside a's scope.
func (s *Service) Submit(ctx context.Context, a access.Actor, id string, version int64, note string, qtyMilli int64, result ...string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		who, err := s.decidersFor(ctx, a, t, ActSubmit)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.submitted(a, fold.Clean(note), qtyMilli, who, m.now, result...)
		if err == nil { // a child that is made meanwhile changes the version
			err = s.finished(ctx, a, t)
		}
		if err != nil {
			return Task{}, act{}, err
		}
		fresh, again, err := t.brought(result)
		params := map[string]string{"quantity": decimal(qtyMilli), "text": short(fold.Clean(note))}
		if len(result) > 0 {
			params["files"] = strconv.Itoa(len(result))
		}
		return next, act{verb: verbOf(ActSubmit), params: params, also: s.keep(a, next, fresh, again, true)}, err
	})
	return t, wrap("submit", id, err)
}

// Approve completes a submitted task (duyệt hoàn thành) with the pieces accepted, in thousandths; verdict is Met or
// MajorError, of which faulty says what failed; remark may be empty.
// Errors: ErrNotApprover, ErrState; errs.ErrInvalid for the verdict, a quantity, whose part failed or the remark; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Approve(ctx context.Context, a access.Actor, id string, version int64, verdict Verdict, qtyMilli int64, faulty Faulty, remark string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.approved(a, verdict, qtyMilli, faulty, fold.Clean(remark), m.now)
		if err != nil {
			return Task{}, act{}, err
		}
		params, err := s.faultOf(ctx, t, faulty)
		params["quantity"], params["verdict"] = decimal(qtyMilli), string(verdict)
		return next, act{verb: verbOf(ActApprove), reason: fold.Clean(remark), params: params}, err
	}, ActApprove)
	return t, wrap("approve", id, err)
}

// Return sends a submitted task back to its lead (yêu cầu làm lại); the lead gets back the working days that were left.
// major marks a major content error (sai sót lớn về nội dung), the only kind that counts as a failed review; faulty
// says what failed.
// Errors: ErrNotApprover, ErrState, ErrReason; errs.ErrInvalid for the pieces and whose part failed; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Return(ctx context.Context, a access.Actor, id string, version int64, reason string, major bool, faulty Faulty) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.returned(a, fold.Clean(reason), major, faulty, m.now, m.cal)
		if err != nil {
			return Task{}, act{}, err
		}
		params, err := s.faultOf(ctx, t, faulty)
		return next, act{verb: verbOf(ActReturn), reason: fold.Clean(reason), params: params}, err
	}, ActReturn)
	return t, wrap("return", id, err)
}

// faultOf names for the history whose part has the major content error, where it is not the lead's.
func (s *Service) faultOf(ctx context.Context, t Task, faulty Faulty) (map[string]string, error) {
	params := map[string]string{}
	if faulty.Of == "" {
		return params, nil
	}
	name, err := s.leadName(ctx, Task{Row: Row{Agency: t.Agency, Lead: Lead{Person: faulty.Of}}})
	params["of"] = name
	return params, err
}

// Nudge presses those for whom a task waits (đôn đốc): they are told, and it is counted. It moves nothing, and a task rests
// NudgeEvery between two. Errors: ErrNotNudging, ErrState, ErrNudged; errs.ErrChanged when version is stale; errs.ErrNotFound
// outside a's scope.
func (s *Service) Nudge(ctx context.Context, a access.Actor, id string, version int64) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.nudged(a, m.now)
		return next, act{verb: verbOf(ActNudge)}, err
	})
	return t, wrap("nudge", id, err)
}

// Withdraw takes back a submission that nobody has decided (rút lại để sửa).
// Errors: ErrNotLead, ErrState; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id string, version int64) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.withdrawn(a, m.now)
		return next, act{verb: verbOf(ActWithdraw)}, err
	})
	return t, wrap("withdraw", id, err)
}

// AskExtension asks for a later deadline (xin gia hạn), whose last day in time is to. Errors: ErrNotLead, ErrState,
// ErrExtension, ErrReason; errs.ErrInvalid at "due"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) AskExtension(ctx context.Context, a access.Actor, id string, version int64, to vncal.Date, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		deciders, err := s.decidersFor(ctx, a, t, ActExtend)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.extensionAsked(a, to, fold.Clean(reason), deciders, m.now)
		return next, act{verb: verbOf(ActExtend), reason: fold.Clean(reason)}, err
	})
	return t, wrap("ask more time for", id, err)
}

// AnswerExtension answers the request for a later deadline: on is the new one, "" refuses. Errors: ErrNotApprover, ErrState,
// ErrReason; errs.ErrInvalid at "due"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) AnswerExtension(ctx context.Context, a access.Actor, id string, version int64, on vncal.Date, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.extensionAnswered(a, on, fold.Clean(reason), m.now)
		return next, act{verb: verbOf(ActAnswer), reason: fold.Clean(reason)}, err
	}, ActAnswer)
	return t, wrap("answer the request about", id, err)
}

// Reschedule sets another deadline (đổi hạn), whose last day in time is on. Errors: ErrNotAssigner, ErrState, ErrExtension,
// ErrReason; errs.ErrInvalid at "due"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Reschedule(ctx context.Context, a access.Actor, id string, version int64, on vncal.Date, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.rescheduled(a, on, fold.Clean(reason), m.now)
		return next, act{verb: verbOf(ActReschedule), reason: fold.Clean(reason)}, err
	})
	return t, wrap("reschedule", id, err)
}

// Recall takes a task from its lead (thu hồi). It stays open work, which waits for its assigner, or for the heads who stand
// in, and may be edited, given again or cancelled. The work below it is taken from its leads in the same act.
// Errors: ErrNotAssigner, ErrState, ErrReason; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Recall(ctx context.Context, a access.Actor, id string, version int64, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		who, err := s.decidersFor(ctx, a, t, ActRecall)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.recalled(a, fold.Clean(reason), who, m.now)
		return next, act{verb: verbOf(ActRecall), reason: fold.Clean(reason), also: s.branches(a, t, ActRecall, fold.Clean(reason), m.now)}, err
	})
	return t, wrap("recall", id, err)
}

// Cancel drops the work (hủy) with everything open below it, or refuses a proposal.
// Errors: ErrNotAssigner, ErrState, ErrReason; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Cancel(ctx context.Context, a access.Actor, id string, version int64, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.cancelled(a, fold.Clean(reason), m.now)
		return next, act{verb: verbOf(ActCancel), reason: fold.Clean(reason), also: s.branches(a, t, ActCancel, fold.Clean(reason), m.now)}, err
	}, ActCancel)
	return t, wrap("cancel", id, err)
}

// wrap says what failed; nil stays nil.
func wrap(verb, id string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s task %s: %w", verb, id, err)
}
