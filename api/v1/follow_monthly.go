package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/monthly"
)

// To whom the report of a unit goes each month.
func (s *Server) registerFollowMonthly(api huma.API) {
	huma.Register(api, op("follow-monthly", http.MethodGet, "/follow/monthly", "Biểu theo dõi hằng tháng gửi cho ai", roles(access.Head, access.Deputy, access.Monitor, access.Inspector), 403, 404, 422), s.followMonthly)
	huma.Register(api, op("follow-monthly-set", http.MethodPut, "/follow/monthly/{unit}", "Đặt ngày và người nhận biểu theo dõi hằng tháng", roles(access.Head, access.Deputy, access.Monitor), 403, 404, 409, 422), s.followMonthlySet)
}

// MonthlyReport says when and to whom the report of a unit goes.
type MonthlyReport struct {
	Unit      UnitRef     `json:"unit" doc:"Đơn vị"`
	Version   int64       `json:"version" doc:"Phiên bản; 0 khi chưa đặt"`
	Day       int         `json:"day" doc:"Ngày trong tháng; ngày nghỉ thì chuyển sang ngày làm việc kế tiếp"`
	Receivers []PersonRef `json:"receivers" doc:"Người nhận; không có ai là không gửi"`
	Next      string      `json:"next,omitempty" format:"date" doc:"Lần gửi tới"`
	Offered   []PersonRef `json:"offered" doc:"Những người có thể nhận: phụ trách, theo dõi, kiểm tra đơn vị"`
	May       bool        `json:"may" doc:"Tôi được đặt"`
}

func (s *Server) monthlyReport(ctx context.Context, v monthly.View) (MonthlyReport, error) {
	a := actorOf(ctx)
	ids := append([]string{}, v.Receivers...)
	for _, p := range v.Offered {
		ids = append(ids, p.ID)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return MonthlyReport{}, err
	}
	out := MonthlyReport{Unit: n.unit(v.ID), Version: v.Version, Day: v.Day, Receivers: []PersonRef{}, Next: string(v.Next), Offered: []PersonRef{}, May: v.May}
	for i, id := range ids {
		if i < len(v.Receivers) {
			out.Receivers = append(out.Receivers, n.person(id))
		} else {
			out.Offered = append(out.Offered, n.person(id))
		}
	}
	return out, nil
}

// monthlyReply answers with a plan; a conflict carries the stored one.
func (s *Server) monthlyReply(ctx context.Context, v monthly.View, err error) (*reply[MonthlyReport], error) {
	e := errs.As(err)
	if stored, ok := e.Current.(monthly.View); err != nil && ok {
		shape, shapeErr := s.monthlyReport(ctx, stored)
		if shapeErr != nil {
			return nil, shapeErr
		}
		return nil, e.Having(shape)
	}
	if err != nil {
		return nil, err
	}
	shape, err := s.monthlyReport(ctx, v)
	if err != nil {
		return nil, err
	}
	return replyWith(shape), nil
}

type followMonthlyInput struct {
	Unit string `query:"unit" required:"true" maxLength:"26" doc:"Đơn vị"`
}

// followMonthly serves GET /api/v1/follow/monthly.
func (s *Server) followMonthly(ctx context.Context, in *followMonthlyInput) (*reply[MonthlyReport], error) {
	v, err := s.Monthly.Get(ctx, actorOf(ctx), in.Unit)
	return s.monthlyReply(ctx, v, err)
}

type followMonthlySetInput struct {
	Unit string `path:"unit" maxLength:"26" doc:"Đơn vị"`
	Body struct {
		Version   int64    `json:"version" minimum:"0" doc:"Phiên bản đang xem; 0 khi chưa đặt"`
		Day       int      `json:"day" minimum:"1" maximum:"28" doc:"Ngày trong tháng"`
		Receivers []string `json:"receivers" maxItems:"20" doc:"Người nhận; không có ai là thôi gửi"`
	}
}

// followMonthlySet serves PUT /api/v1/follow/monthly/{unit}.
func (s *Server) followMonthlySet(ctx context.Context, in *followMonthlySetInput) (*reply[MonthlyReport], error) {
	v, err := s.Monthly.Set(ctx, actorOf(ctx), in.Unit, in.Body.Version, in.Body.Day, in.Body.Receivers)
	return s.monthlyReply(ctx, v, err)
}
