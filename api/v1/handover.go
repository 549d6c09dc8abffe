package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/handover"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func (s *Server) registerHandovers(api huma.API) {
	huma.Register(api, op("handover-open", http.MethodGet, "/people/{id}/handover", "Việc đang mở của một người, để bàn giao", signedIn(), 404), s.handoverOpen)
	begin := op("handover-begin", http.MethodPost, "/people/{id}/handovers", "Bàn giao công việc", signedIn(), 403, 404, 409, 422)
	begin.DefaultStatus = http.StatusAccepted
	huma.Register(api, begin, s.handoverBegin)
	huma.Register(api, op("handover-list", http.MethodGet, "/people/{id}/handovers", "Các lần bàn giao của một người", signedIn(), 404), s.handoverList)
	huma.Register(api, op("handover-get", http.MethodGet, "/handovers/{id}", "Một lần bàn giao, cũng là biên bản", signedIn(), 404), s.handoverGet)
	undo := op("handover-undo", http.MethodPost, "/handovers/{id}/undo", "Hoàn tác bàn giao trong 24 giờ, với việc chưa ai động đến", signedIn(), 403, 404, 409)
	undo.DefaultStatus = http.StatusAccepted
	huma.Register(api, undo, s.handoverUndo)
}

// OpenPart is one part of somebody in one open task.
type OpenPart struct {
	Task    string `json:"task" doc:"Mã nhiệm vụ trong hệ thống"`
	Version int64  `json:"version" doc:"Phiên bản"`
	Part    string `json:"part" enum:"lead,approver,coordinator,draft" doc:"Vai: chủ trì, người giao, phối hợp, bản nháp"`
	Code    string `json:"code" doc:"Mã nhiệm vụ"`
	Title   string `json:"title" doc:"Tên nhiệm vụ"`
	State   string `json:"state" doc:"Trạng thái"`
	DueOn   string `json:"dueOn,omitempty" doc:"Hạn hoàn thành"`
	Late    bool   `json:"late" doc:"Đã quá hạn"`
}

// OpenWork is what somebody has open.
type OpenWork struct {
	Person PersonRef  `json:"person" doc:"Người bàn giao"`
	Parts  []OpenPart `json:"parts" doc:"Từng phần việc"`
	Days   int        `json:"days" doc:"Số ngày nhật ký chờ người này xác nhận; tự chuyển đến cấp trên"`
	May    bool       `json:"may" doc:"Tôi được bàn giao giúp"`
}

// handoverOpen serves GET /api/v1/people/{id}/handover.
func (s *Server) handoverOpen(ctx context.Context, in *PersonID) (*reply[OpenWork], error) {
	a := actorOf(ctx)
	open, err := s.Handovers.Open(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, a.Agency, []string{in.ID})
	if err != nil {
		return nil, err
	}
	out := OpenWork{Person: n.person(in.ID), Parts: []OpenPart{}, Days: open.Days, May: open.May}
	for _, p := range open.Parts {
		t := p.Task
		out.Parts = append(out.Parts, OpenPart{
			Task: t.ID, Version: t.Version, Part: string(p.Part), Code: t.Code, Title: t.Title, State: string(t.State), DueOn: string(t.DueOn),
			Late: t.DueOn != "" && t.SubmittedAt == nil && s.Clock.Now().After(t.DueAt),
		})
	}
	return replyWith(out), nil
}

// HandoverRow is one row of a hand-over with what became of it.
type HandoverRow struct {
	Task  string    `json:"task" doc:"Mã nhiệm vụ trong hệ thống"`
	Part  string    `json:"part" enum:"lead,approver,coordinator,draft" doc:"Vai"`
	Code  string    `json:"code" doc:"Mã nhiệm vụ"`
	Title string    `json:"title" doc:"Tên nhiệm vụ"`
	DueOn string    `json:"dueOn,omitempty" doc:"Hạn hoàn thành"`
	To    PersonRef `json:"to" doc:"Người nhận"`
	State string    `json:"state" enum:"pending,given,refused,back,stays" doc:"Kết quả"`
	Error string    `json:"error,omitempty" doc:"Vì sao không bàn giao được"`
}

// Handover is one act of handing over, and its minutes.
type Handover struct {
	Paper
	ID     string        `json:"id" doc:"Mã"`
	Person PersonRef     `json:"person" doc:"Người bàn giao"`
	By     PersonRef     `json:"by" doc:"Người lập"`
	At     time.Time     `json:"at" doc:"Lúc bàn giao"`
	Note   string        `json:"note,omitempty" doc:"Ghi chú"`
	State  string        `json:"state" enum:"running,done,undoing,undone" doc:"Trạng thái"`
	Until  time.Time     `json:"until" doc:"Hoàn tác được đến lúc"`
	Undo   bool          `json:"undo" doc:"Hoàn tác được lúc này"`
	Rows   []HandoverRow `json:"rows" doc:"Từng phần việc"`
}

// handovers shapes hand-overs.
func (s *Server) handovers(ctx context.Context, a access.Actor, all ...handover.Handover) ([]Handover, error) {
	ids := []string{}
	for _, h := range all {
		ids = append(ids, h.Person, h.By)
		for _, r := range h.Rows {
			ids = append(ids, r.To)
		}
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Handover, 0, len(all))
	for _, h := range all {
		shape := Handover{
			Paper: Paper{Number: h.Number, DocumentOn: string(h.On)}, ID: h.ID, Person: n.person(h.Person), By: n.person(h.By), At: h.At, Note: h.Note,
			State: string(h.State), Until: h.Until(), Undo: !a.Is(h.Person) && h.Undoable(s.Clock.Now()) == nil, Rows: []HandoverRow{},
		}
		for _, r := range h.Rows {
			row := HandoverRow{
				Task: r.Task, Part: string(r.Part), Code: r.Object, Title: r.Title, DueOn: string(r.DueOn), To: n.person(r.To), State: string(r.State),
			}
			if r.Code != "" {
				row.Error = errs.Text(languageIn(ctx), r.Code, nil)
			}
			shape.Rows = append(shape.Rows, row)
		}
		out = append(out, shape)
	}
	return out, nil
}

type handoverBeginInput struct {
	PersonID
	Idempotent
	Body struct {
		Paper
		Items []struct {
			Task    string `json:"task" maxLength:"26" doc:"Nhiệm vụ"`
			Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
			Part    string `json:"part" enum:"lead,approver,coordinator,draft" doc:"Vai được bàn giao"`
			To      string `json:"to" maxLength:"26" doc:"Người nhận"`
		} `json:"items" maxItems:"1000" doc:"Từng phần việc"`
		Note string `json:"note,omitempty" maxLength:"2000" doc:"Ghi chú"`
	}
}

// handoverBegin serves POST /api/v1/people/{id}/handovers: it is carried out in the background.
func (s *Server) handoverBegin(ctx context.Context, in *handoverBeginInput) (*reply[Handover], error) {
	req := handover.Request{Person: in.ID, Number: in.Body.Number, On: vncal.Date(in.Body.DocumentOn), Note: in.Body.Note, Key: in.Key}
	for _, r := range in.Body.Items {
		req.Rows = append(req.Rows, handover.Row{Task: r.Task, Version: r.Version, Part: task.HandedPart(r.Part), To: r.To})
	}
	h, err := s.Handovers.Begin(ctx, actorOf(ctx), req)
	return s.handoverReply(ctx, h, err, true)
}

// handoverReply answers with a hand-over; work has the job look at it at once.
func (s *Server) handoverReply(ctx context.Context, h handover.Handover, err error, work bool) (*reply[Handover], error) {
	if err != nil {
		return nil, err
	}
	a := actorOf(ctx)
	if work {
		if err := s.Jobs.Wake(ctx, a, handover.Job); err != nil {
			return nil, err
		}
	}
	out, err := s.handovers(ctx, a, h)
	if err != nil {
		return nil, err
	}
	return replyWith(out[0]), nil
}

// handoverList serves GET /api/v1/people/{id}/handovers.
func (s *Server) handoverList(ctx context.Context, in *PersonID) (*list[Handover], error) {
	a := actorOf(ctx)
	all, err := s.Handovers.Of(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	items, err := s.handovers(ctx, a, all...)
	return listOf(items), err
}

type handoverID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã lần bàn giao"`
}

// handoverGet serves GET /api/v1/handovers/{id}.
func (s *Server) handoverGet(ctx context.Context, in *handoverID) (*reply[Handover], error) {
	h, err := s.Handovers.Get(ctx, actorOf(ctx), in.ID)
	return s.handoverReply(ctx, h, err, false)
}

// handoverUndo serves POST /api/v1/handovers/{id}/undo.
func (s *Server) handoverUndo(ctx context.Context, in *handoverID) (*reply[Handover], error) {
	h, err := s.Handovers.Undo(ctx, actorOf(ctx), in.ID)
	return s.handoverReply(ctx, h, err, true)
}
