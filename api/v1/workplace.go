package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// Registrations of work from home. Each verb answers with the registration as it is then; a stale version with 409 and the
// stored one.
func (s *Server) registerWorkplace(api huma.API) {
	const one = "/workplace/registrations/{id}"
	act := func(id, path, summary string) huma.Operation {
		return op(id, http.MethodPost, one+path, summary, signedIn(), 403, 404, 409, 422)
	}
	huma.Register(api, op("registration-list", http.MethodGet, "/workplace/registrations", "Đăng ký làm việc tại nhà của tôi", signedIn(), 400, 422), s.registrationList)
	huma.Register(api, created(op("registration-create", http.MethodPost, "/workplace/registrations", "Đăng ký làm việc tại nhà: nháp, hoặc gửi duyệt ngay", signedIn(), 422)), s.registrationCreate)
	huma.Register(api, op("registration-get", http.MethodGet, one, "Một đăng ký làm việc tại nhà", signedIn(), 404), s.registrationGet)
	huma.Register(api, op("registration-edit", http.MethodPut, one, "Sửa bản nháp hoặc đăng ký bị từ chối", signedIn(), 403, 404, 409, 422), s.registrationEdit)
	huma.Register(api, op("registration-history", http.MethodGet, one+"/history", "Lịch sử đăng ký", signedIn(), 400, 404), s.registrationHistory)
	huma.Register(api, act("registration-submit", "/submit", "Gửi duyệt"), s.registrationSubmit)
	huma.Register(api, act("registration-withdraw", "/withdraw", "Rút lại, hoặc thu hồi các buổi chưa bắt đầu"), s.registrationWithdraw)
	huma.Register(api, act("registration-approve", "/approve", "Duyệt, cả hoặc một phần"), s.registrationApprove)
	huma.Register(api, act("registration-refuse", "/refuse", "Từ chối"), s.registrationRefuse)
	huma.Register(api, act("registration-recall", "/recall", "Người duyệt thu hồi các buổi chưa bắt đầu"), s.registrationRecall)
	huma.Register(api, op("registration-report", http.MethodPut, one+"/result", "Báo cáo kết quả làm việc tại nhà", signedIn(), 403, 404, 409, 422), s.registrationReport)
	huma.Register(api, act("registration-confirm", "/result/confirm", "Xác nhận kết quả"), s.registrationConfirm)
	huma.Register(api, act("registration-return", "/result/return", "Trả lại kết quả để bổ sung"), s.registrationReturn)
	huma.Register(api, op("workplace-week", http.MethodGet, "/workplace/week", "Đơn vị của tôi theo từng buổi trong tuần", signedIn(), 403, 422), s.workplaceWeek)
}

// RegistrationPath names a registration.
type RegistrationPath struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đăng ký"`
}

// registrationList serves GET /api/v1/workplace/registrations.
func (s *Server) registrationList(ctx context.Context, in *PageInput) (*page[RegistrationRow], error) {
	a := actorOf(ctx)
	rows, next, err := s.Workplace.Mine(ctx, a, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items, err := s.registrationRows(ctx, a.Agency, rows)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}

// registrationCreate serves POST /api/v1/workplace/registrations.
func (s *Server) registrationCreate(ctx context.Context, in *struct {
	Idempotent
	Body NewRegistration
}) (*reply[Registration], error) {
	v, err := s.Workplace.Create(ctx, actorOf(ctx), in.Body.input(), in.Body.Send, in.Key)
	return s.registrationReply(ctx, v, err)
}

// registrationGet serves GET /api/v1/workplace/registrations/{id}: to its author and the heads above, to nobody else.
func (s *Server) registrationGet(ctx context.Context, in *RegistrationPath) (*reply[Registration], error) {
	v, err := s.Workplace.Get(ctx, actorOf(ctx), in.ID)
	return s.registrationReply(ctx, v, err)
}

// registrationEdit serves PUT /api/v1/workplace/registrations/{id}.
func (s *Server) registrationEdit(ctx context.Context, in *struct {
	RegistrationPath
	Body EditRegistration
}) (*reply[Registration], error) {
	v, err := s.Workplace.Edit(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input(), in.Body.Send)
	return s.registrationReply(ctx, v, err)
}

// registrationHistory serves GET /api/v1/workplace/registrations/{id}/history.
func (s *Server) registrationHistory(ctx context.Context, in *struct {
	RegistrationPath
	PageInput
}) (*page[HistoryEntry], error) {
	a := actorOf(ctx)
	records, next, err := s.Workplace.History(ctx, a, in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items, err := s.history(ctx, a.Agency, records)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}

type registrationVersionInput struct {
	RegistrationPath
	Body VersionBody
}

// registrationSubmit serves POST /api/v1/workplace/registrations/{id}/submit.
func (s *Server) registrationSubmit(ctx context.Context, in *registrationVersionInput) (*reply[Registration], error) {
	v, err := s.Workplace.Submit(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.registrationReply(ctx, v, err)
}

// registrationWithdraw serves POST /api/v1/workplace/registrations/{id}/withdraw.
func (s *Server) registrationWithdraw(ctx context.Context, in *registrationVersionInput) (*reply[Registration], error) {
	v, err := s.Workplace.Withdraw(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.registrationReply(ctx, v, err)
}

// registrationApprove serves POST /api/v1/workplace/registrations/{id}/approve.
func (s *Server) registrationApprove(ctx context.Context, in *struct {
	RegistrationPath
	Body struct {
		VersionBody
		Days []WorkDay `json:"days,omitempty" maxItems:"62" doc:"Chỉ duyệt các buổi này; không có là duyệt tất cả"`
	}
}) (*reply[Registration], error) {
	v, err := s.Workplace.Approve(ctx, actorOf(ctx), in.ID, in.Body.Version, halvesOf(in.Body.Days))
	return s.registrationReply(ctx, v, err)
}

type registrationReasonInput struct {
	RegistrationPath
	Body struct {
		VersionBody
		Reason string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}

// registrationRefuse serves POST /api/v1/workplace/registrations/{id}/refuse.
func (s *Server) registrationRefuse(ctx context.Context, in *registrationReasonInput) (*reply[Registration], error) {
	v, err := s.Workplace.Refuse(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.registrationReply(ctx, v, err)
}

// registrationRecall serves POST /api/v1/workplace/registrations/{id}/recall.
func (s *Server) registrationRecall(ctx context.Context, in *registrationReasonInput) (*reply[Registration], error) {
	v, err := s.Workplace.Recall(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.registrationReply(ctx, v, err)
}

// registrationReport serves PUT /api/v1/workplace/registrations/{id}/result.
func (s *Server) registrationReport(ctx context.Context, in *struct {
	RegistrationPath
	Body RegistrationReport
}) (*reply[Registration], error) {
	v, err := s.Workplace.Report(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input())
	return s.registrationReply(ctx, v, err)
}

// registrationConfirm serves POST /api/v1/workplace/registrations/{id}/result/confirm.
func (s *Server) registrationConfirm(ctx context.Context, in *registrationVersionInput) (*reply[Registration], error) {
	v, err := s.Workplace.ConfirmResult(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.registrationReply(ctx, v, err)
}

// registrationReturn serves POST /api/v1/workplace/registrations/{id}/result/return.
func (s *Server) registrationReturn(ctx context.Context, in *registrationReasonInput) (*reply[Registration], error) {
	v, err := s.Workplace.ReturnResult(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.registrationReply(ctx, v, err)
}

// workplaceWeek serves GET /api/v1/workplace/week.
func (s *Server) workplaceWeek(ctx context.Context, in *struct {
	From string `query:"from" required:"true" format:"date" doc:"Một ngày trong tuần"`
}) (*reply[WorkWeek], error) {
	quotas, chain, err := s.Workplace.Week(ctx, actorOf(ctx), vncal.Date(in.From))
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, chain)
	if err != nil {
		return nil, err
	}
	out := WorkWeek{Items: workQuotas(quotas), Chain: []PersonRef{}}
	for _, id := range chain {
		out.Chain = append(out.Chain, n.person(id))
	}
	return replyWith(out), nil
}

// registrationReply turns a view, or the failure to have one, into the reply. A conflict carries the stored registration.
func (s *Server) registrationReply(ctx context.Context, v workplace.View, err error) (*reply[Registration], error) {
	if err != nil {
		e := errs.As(err)
		stored, ok := e.Current.(workplace.View)
		if !ok {
			return nil, err
		}
		r, failed := s.registration(ctx, stored)
		if failed != nil {
			return nil, failed
		}
		return nil, e.Having(r)
	}
	r, err := s.registration(ctx, v)
	if err != nil {
		return nil, err
	}
	return replyWith(r), nil
}
