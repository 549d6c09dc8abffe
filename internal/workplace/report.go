package workplace

import (
	"context"

	"congvu/internal/access"
	"congvu/internal/journal"
)

// Report stores what became of the plan at the end of the registered days (báo cáo kết quả làm việc tại nhà) and asks the
// head to confirm it. Until it is confirmed it may be written anew.
// Errors: ErrInput; ErrNotOwner; errs.ErrChanged and ErrState carry the stored View; errs.ErrNotFound outside a's scope.
func (s *Service) Report(ctx context.Context, a access.Actor, id string, version int64, in ResultInput) (View, error) {
	c, err := s.change(ctx, a, ActReport, id, version)
	if err != nil {
		return View{}, err
	}
	if in, err = in.Normal(len(c.r.Works)); err != nil {
		return View{}, err
	}
	approver := ""
	if len(c.chain) > 0 {
		approver = c.chain[0]
	}
	next := c.r.reported(in, approver, c.now)
	return s.save(ctx, a, c.r, next, act{name: "workplace.reported", at: c.now, params: c.r.params(), tell: []journal.Message{
		{To: approver, Kind: "workplace.reported", Rule: "workplace.reported", Why: "approver", Params: c.r.params()},
	}})
}

// ConfirmResult confirms the result that a person has reported (xác nhận kết quả).
// Errors: ErrOwn, ErrNotApprover; errs.ErrChanged and ErrState carry the stored View; errs.ErrNotFound outside a's scope.
func (s *Service) ConfirmResult(ctx context.Context, a access.Actor, id string, version int64) (View, error) {
	c, err := s.change(ctx, a, ActConfirm, id, version)
	if err != nil {
		return View{}, err
	}
	next := c.r.confirmed(c.as.Doer(), c.now)
	return s.save(ctx, a, c.r, next, act{as: c.as, name: "workplace.confirmed", at: c.now, params: c.r.params(), tell: toOwner(next, "workplace.confirmed", "")})
}

// ReturnResult sends a result back to the person with a reason (trả lại). Errors: as ConfirmResult; ErrReason.
func (s *Service) ReturnResult(ctx context.Context, a access.Actor, id string, version int64, why string) (View, error) {
	why, err := reasoned(why)
	if err != nil {
		return View{}, err
	}
	c, err := s.change(ctx, a, ActReturn, id, version)
	if err != nil {
		return View{}, err
	}
	next := c.r.returned(why, c.now)
	return s.save(ctx, a, c.r, next, act{as: c.as, name: "workplace.returned", reason: why, at: c.now, params: c.r.params(), tell: toOwner(next, "workplace.returned", why)})
}
