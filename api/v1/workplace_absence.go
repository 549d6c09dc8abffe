package v1

import (
	"context"
	"time"

	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// Absence is one leave or mission with its paper.
type Absence struct {
	ID            string    `json:"id" doc:"Mã"`
	Version       int64     `json:"version" doc:"Phiên bản"`
	Person        PersonRef `json:"person" doc:"Người"`
	Cause         string    `json:"cause" enum:"annual,sick,maternity,compensatory,personal,unpaid,mission,field,training" doc:"Lý do vắng"`
	From          string    `json:"from" format:"date" doc:"Từ ngày"`
	FromAfternoon bool      `json:"fromAfternoon" doc:"Từ buổi chiều"`
	To            string    `json:"to" format:"date" doc:"Đến ngày"`
	ToNoon        bool      `json:"toNoon" doc:"Chỉ đến hết buổi sáng"`
	Paper         string    `json:"paper" doc:"Số, ký hiệu giấy"`
	Note          string    `json:"note" doc:"Ghi chú"`
	By            PersonRef `json:"by" doc:"Người nhập"`
	At            time.Time `json:"at" doc:"Lúc nhập"`
	Cancelled     bool      `json:"cancelled" doc:"Đã hủy"`
}

// absences gives absences their shape.
func (s *Server) absences(ctx context.Context, all ...workplace.Absence) ([]Absence, error) {
	ids := []string{}
	for _, x := range all {
		ids = append(ids, x.Person, x.By)
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Absence, 0, len(all))
	for _, x := range all {
		out = append(out, Absence{
			ID: x.ID, Version: x.Version, Person: n.person(x.Person), Cause: string(x.Kind), From: string(x.From.Date()), FromAfternoon: x.From.Afternoon(),
			To: string(x.To.Date()), ToNoon: !x.To.Afternoon(), Paper: x.Paper, Note: x.Note, By: n.person(x.By), At: x.At, Cancelled: x.Cancelled != nil,
		})
	}
	return out, nil
}

// AbsenceList are the absences of a unit.
type AbsenceList struct {
	Items []Absence `json:"items" doc:"Danh sách"`
	Enter bool      `json:"enter" doc:"Tôi nhập và hủy được"`
}

// absenceList serves GET /api/v1/workplace/absences.
func (s *Server) absenceList(ctx context.Context, in *struct {
	Unit string `query:"unit" maxLength:"26" doc:"Đơn vị; mặc định là đơn vị của tôi"`
	From string `query:"from" required:"true" format:"date" doc:"Ngày đầu"`
	To   string `query:"to" required:"true" format:"date" doc:"Ngày cuối"`
}) (*reply[AbsenceList], error) {
	found, may, err := s.Workplace.Absences(ctx, actorOf(ctx), in.Unit, vncal.Date(in.From), vncal.Date(in.To))
	if err != nil {
		return nil, err
	}
	items, err := s.absences(ctx, found...)
	if err != nil {
		return nil, err
	}
	return replyWith(AbsenceList{Items: items, Enter: may}), nil
}

// NewAbsence is an absence to be entered.
type NewAbsence struct {
	Person        string `json:"person" maxLength:"26" doc:"Mã người"`
	Cause         string `json:"cause" enum:"annual,sick,maternity,compensatory,personal,unpaid,mission,field,training" doc:"Lý do vắng"`
	From          string `json:"from" format:"date" doc:"Từ ngày"`
	FromAfternoon bool   `json:"fromAfternoon" doc:"Từ buổi chiều"`
	To            string `json:"to" format:"date" doc:"Đến ngày"`
	ToNoon        bool   `json:"toNoon" doc:"Chỉ đến hết buổi sáng"`
	Paper         string `json:"paper" minLength:"1" maxLength:"60" doc:"Số, ký hiệu giấy"`
	Note          string `json:"note,omitempty" maxLength:"500" doc:"Ghi chú"`
}

// absenceEnter serves POST /api/v1/workplace/absences.
func (s *Server) absenceEnter(ctx context.Context, in *struct {
	Idempotent
	Body NewAbsence
}) (*reply[Absence], error) {
	b := in.Body
	x, err := s.Workplace.Enter(ctx, actorOf(ctx), workplace.AbsenceInput{
		Person: b.Person, Kind: workplace.Kind(b.Cause), From: workplace.HalfOf(vncal.Date(b.From), b.FromAfternoon), To: workplace.HalfOf(vncal.Date(b.To), !b.ToNoon),
		Paper: b.Paper, Note: b.Note,
	}, in.Key)
	return s.absenceReply(ctx, x, err)
}

// absenceCancel serves POST /api/v1/workplace/absences/{id}/cancel.
func (s *Server) absenceCancel(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã"`
	Body struct {
		VersionBody
		Reason string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}) (*reply[Absence], error) {
	x, err := s.Workplace.Cancel(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.absenceReply(ctx, x, err)
}

func (s *Server) absenceReply(ctx context.Context, x workplace.Absence, err error) (*reply[Absence], error) {
	if err != nil {
		return nil, err
	}
	shaped, err := s.absences(ctx, x)
	if err != nil {
		return nil, err
	}
	return replyWith(shaped[0]), nil
}
