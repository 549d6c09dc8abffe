package v1

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/batch"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func (s *Server) registerBatches(api huma.API) {
	huma.Register(api, op("batch-latest", http.MethodGet, "/batches", "Lần thay đổi hàng loạt gần nhất của tôi", signedIn()), s.batchLatest)
	begin := op("batch-begin", http.MethodPost, "/batches", "Đổi hạn, đổi chủ trì, đôn đốc, thu hồi nhiều nhiệm vụ", signedIn(), 409, 422)
	begin.DefaultStatus = http.StatusAccepted
	huma.Register(api, begin, s.batchBegin)
	huma.Register(api, op("batch-get", http.MethodGet, "/batches/{id}", "Kết quả từng nhiệm vụ của một lần thay đổi hàng loạt", signedIn(), 404), s.batchGet)
	undo := op("batch-undo", http.MethodPost, "/batches/{id}/undo", "Hoàn tác trong một giờ, với nhiệm vụ chưa ai động đến", signedIn(), 404, 409)
	undo.DefaultStatus = http.StatusAccepted
	huma.Register(api, undo, s.batchUndo)
}

// BatchRow is one task of a batch with what became of it.
type BatchRow struct {
	Task  string `json:"task" doc:"Nhiệm vụ"`
	Code  string `json:"code" doc:"Mã nhiệm vụ"`
	Title string `json:"title" doc:"Tên nhiệm vụ"`
	State string `json:"state" enum:"pending,changed,refused,back,stays" doc:"Kết quả: chưa đến lượt, đã đổi, không đổi được, đã hoàn tác, không hoàn tác được"`
	Error string `json:"error,omitempty" doc:"Vì sao không"`
}

// Batch is one act with many tasks.
type Batch struct {
	ID      string     `json:"id" doc:"Mã"`
	Version int64      `json:"version" doc:"Phiên bản"`
	Act     string     `json:"act" enum:"reschedule,change_lead,change_urgency,nudge,recall" doc:"Việc đã làm"`
	At      time.Time  `json:"at" doc:"Lúc"`
	State   string     `json:"state" enum:"running,done,undoing,undone" doc:"Trạng thái"`
	Until   time.Time  `json:"until" doc:"Hoàn tác được đến lúc"`
	Undo    bool       `json:"undo" doc:"Hoàn tác được lúc này"`
	Rows    []BatchRow `json:"rows" doc:"Từng nhiệm vụ, theo thứ tự đã gửi"`
}

// batch shapes a batch; only who asked for it reads it.
func (s *Server) batch(ctx context.Context, b batch.Batch) Batch {
	lang := languageIn(ctx)
	out := Batch{
		ID: b.ID, Version: b.Version, Act: string(b.Doing.Act), At: b.At, State: string(b.State), Until: b.Until(), Undo: b.Undoable(s.Clock.Now()) == nil, Rows: []BatchRow{},
	}
	changed := false
	for _, r := range b.Rows {
		row := BatchRow{Task: r.Task, Code: r.Object, Title: r.Title, State: string(r.State)}
		switch {
		case r.Field != "":
			row.Error = errs.Field{Path: r.Field, Code: r.Code, Args: r.Args}.Sentence(lang)
		case r.Code != "":
			row.Error = errs.Text(lang, r.Code, r.Args)
		}
		changed = changed || r.State == batch.Changed
		out.Rows = append(out.Rows, row)
	}
	out.Undo = out.Undo && changed
	return out
}

// BatchItem is one task of a batch as it was seen.
type BatchItem struct {
	Task    string `json:"task" maxLength:"26" doc:"Nhiệm vụ"`
	Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
}

type batchBeginInput struct {
	Idempotent
	Body struct {
		Act    string      `json:"act" enum:"reschedule,change_lead,change_urgency,nudge,recall" doc:"Đổi hạn, đổi chủ trì, đổi độ khẩn, đôn đốc, thu hồi"`
		Items  []BatchItem `json:"items" minItems:"1" maxItems:"100" doc:"Từng nhiệm vụ"`
		Due    string      `json:"due,omitempty" format:"date" doc:"Hạn mới; chỉ khi đổi hạn"`
		To     string      `json:"to,omitempty" maxLength:"26" doc:"Chủ trì mới; chỉ khi đổi chủ trì"`
		Grade  string      `json:"urgency,omitempty" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn; chỉ khi đổi độ khẩn"`
		Reason string      `json:"reason,omitempty" maxLength:"2000" doc:"Lý do; không cần khi đôn đốc"`
	}
}

// batchBegin serves POST /api/v1/batches: it is carried out in the background.
func (s *Server) batchBegin(ctx context.Context, in *batchBeginInput) (*reply[Batch], error) {
	d := task.Doing{Act: task.Act(in.Body.Act), Due: vncal.Date(in.Body.Due), To: in.Body.To, Grade: task.Urgency(in.Body.Grade), Reason: in.Body.Reason}
	items := make([]batch.Item, len(in.Body.Items))
	for i, it := range in.Body.Items {
		items[i] = batch.Item(it)
	}
	b, err := s.Batches.Begin(ctx, actorOf(ctx), d, items, in.Key)
	return s.batchReply(ctx, b, err, true)
}

// batchReply answers with a batch; work has the job look at it at once.
func (s *Server) batchReply(ctx context.Context, b batch.Batch, err error, work bool) (*reply[Batch], error) {
	if err != nil {
		return nil, err
	}
	if work && b.Open {
		if err := s.Jobs.Wake(ctx, actorOf(ctx), batch.Job); err != nil {
			return nil, err
		}
	}
	return replyWith(s.batch(ctx, b)), nil
}

// batchLatest serves GET /api/v1/batches.
func (s *Server) batchLatest(ctx context.Context, _ *struct{}) (*list[Batch], error) {
	b, err := s.Batches.Latest(ctx, actorOf(ctx))
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return listOf([]Batch{}), nil
	case err != nil:
		return nil, err
	}
	return listOf([]Batch{s.batch(ctx, b)}), nil
}

type batchID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã lần thay đổi"`
}

// batchGet serves GET /api/v1/batches/{id}.
func (s *Server) batchGet(ctx context.Context, in *batchID) (*reply[Batch], error) {
	b, err := s.Batches.Get(ctx, actorOf(ctx), in.ID)
	return s.batchReply(ctx, b, err, false)
}

// batchUndo serves POST /api/v1/batches/{id}/undo.
func (s *Server) batchUndo(ctx context.Context, in *batchID) (*reply[Batch], error) {
	b, err := s.Batches.Undo(ctx, actorOf(ctx), in.ID)
	return s.batchReply(ctx, b, err, true)
}
