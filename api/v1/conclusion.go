package v1

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/direction"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func (s *Server) registerConclusions(api huma.API) {
	huma.Register(api, op("conclusion-list", http.MethodGet, "/conclusions", "Kết luận các cuộc họp", signedIn(), 400, 422), s.conclusionList)
	huma.Register(api, op("conclusion-get", http.MethodGet, "/conclusions/{id}", "Kết luận một cuộc họp và các nhiệm vụ", signedIn(), 404), s.conclusionGet)
	huma.Register(api, created(op("conclusion-make", http.MethodPost, "/conclusions", "Ghi kết luận cuộc họp và giao việc, tất cả hoặc không", roles(access.Head, access.Deputy), 403, 404, 409, 422)), s.conclusionMake)
	huma.Register(api, op("conclusion-files", http.MethodGet, "/conclusions/{id}/files", "Bản chụp của kết luận", signedIn(), 404), s.conclusionFiles)
	huma.Register(api, op("conclusion-file", http.MethodGet, "/conclusions/{id}/files/{file}", "Nội dung một bản chụp của kết luận", signedIn(), 404, 409, 422), s.conclusionFile)
}

// ConclusionRow is the conclusions of a meeting in a list.
type ConclusionRow struct {
	ID       string           `json:"id" doc:"Mã"`
	Number   string           `json:"number" doc:"Số, ký hiệu"`
	Date     string           `json:"date" format:"date" doc:"Ngày văn bản"`
	Type     string           `json:"type,omitempty" doc:"Tên loại"`
	Abstract string           `json:"abstract" doc:"Trích yếu"`
	Issuer   string           `json:"issuer" doc:"Cơ quan ban hành"`
	By       PersonRef        `json:"by" doc:"Người ghi"`
	Progress IncomingProgress `json:"progress" doc:"Tiến độ giải quyết"`
}

// Conclusion is the conclusions of a meeting with their work.
type Conclusion struct {
	ConclusionRow
	At     time.Time `json:"at" doc:"Lúc ghi"`
	Tasks  []TaskRow `json:"tasks" doc:"Các nhiệm vụ tôi được xem"`
	Hidden int       `json:"hidden" doc:"Số nhiệm vụ khác"`
	More   bool      `json:"more" doc:"Tôi giao thêm việc theo kết luận này được"`
}

type conclusionListInput struct {
	PageInput
	Q string `query:"q" maxLength:"200" doc:"Số, ký hiệu hoặc từ trong trích yếu; không dấu cũng được"`
}

// conclusionList serves GET /api/v1/conclusions, newest first.
func (s *Server) conclusionList(ctx context.Context, in *conclusionListInput) (*page[ConclusionRow], error) {
	docs, next, err := s.Documents.Conclusions(ctx, actorOf(ctx), in.Q, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	rows, err := s.conclusionRows(ctx, docs)
	if err != nil {
		return nil, err
	}
	return pageOf(rows, next), nil
}

// conclusionRows gives conclusions their shape, with every name and all work read at once.
func (s *Server) conclusionRows(ctx context.Context, docs []document.Document) ([]ConclusionRow, error) {
	a := actorOf(ctx)
	follow, err := s.Directions.Follow(ctx, a.Agency, docs)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, d := range docs {
		ids = append(ids, d.By)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]ConclusionRow, 0, len(docs))
	for _, d := range docs {
		rows = append(rows, ConclusionRow{
			ID: d.ID, Number: d.Number, Date: string(d.Date), Type: d.Meeting.Type, Abstract: d.Abstract, Issuer: d.Issuer, By: n.person(d.By),
			Progress: progressOf(follow[d.ID]),
		})
	}
	return rows, nil
}

// ConclusionID is the path of an operation on one meeting's conclusions.
type ConclusionID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã"`
}

// conclusionGet serves GET /api/v1/conclusions/{id}.
func (s *Server) conclusionGet(ctx context.Context, in *ConclusionID) (*reply[Conclusion], error) {
	d, err := s.Documents.Conclusion(ctx, actorOf(ctx), in.ID)
	return s.conclusionReply(ctx, d, err)
}

func (s *Server) conclusionReply(ctx context.Context, d document.Document, err error) (*reply[Conclusion], error) {
	if err != nil {
		if twin, ok := errs.As(err).Current.(document.Document); ok {
			return nil, errs.As(err).Having(sourceDocument(twin))
		}
		return nil, err
	}
	a := actorOf(ctx)
	rows, err := s.conclusionRows(ctx, []document.Document{d})
	if err != nil {
		return nil, err
	}
	ids, err := s.Directions.TasksOf(ctx, d)
	if err != nil {
		return nil, err
	}
	var seen []task.Row
	for some := range slices.Chunk(ids, task.MaxTogether) {
		found, err := s.Tasks.Named(ctx, a, some)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			if r, ok := found[id]; ok {
				seen = append(seen, r)
			}
		}
	}
	tasks, err := s.taskRows(ctx, a, seen)
	if err != nil {
		return nil, err
	}
	return replyWith(Conclusion{
		ConclusionRow: rows[0], At: d.Meeting.At, Tasks: nonNil(tasks), Hidden: len(ids) - len(tasks), More: direction.Can(a),
	}), nil
}

// NewConclusion is the conclusions of a meeting as they are typed, with their work.
type NewConclusion struct {
	Number   string     `json:"number" minLength:"1" maxLength:"100" doc:"Số, ký hiệu thông báo kết luận hoặc biên bản"`
	Date     vncal.Date `json:"date" format:"date" doc:"Ngày văn bản"`
	Abstract string     `json:"abstract" minLength:"1" maxLength:"1000" doc:"Trích yếu"`
	Issuer   string     `json:"issuer,omitempty" maxLength:"200" doc:"Cơ quan ban hành; bỏ trống là cơ quan mình"`
	Secrecy  string     `json:"secrecy,omitempty" maxLength:"20" doc:"Độ mật ghi trên văn bản; văn bản mật không được tiếp nhận"`
	Files    []string   `json:"files,omitempty" maxItems:"20" doc:"Bản chụp: mã các tệp đã gửi đủ"`
	Items    []NewTask  `json:"items" minItems:"1" maxItems:"100" doc:"Các nhiệm vụ; việc chưa đủ thì giữ làm bản nháp"`
	Again    bool       `json:"again,omitempty" doc:"Vẫn ghi dù đã có văn bản cùng số, ký hiệu và cơ quan ban hành"`
}

type conclusionMakeInput struct {
	Idempotent
	Body NewConclusion
}

// conclusionMake serves POST /api/v1/conclusions.
func (s *Server) conclusionMake(ctx context.Context, in *conclusionMakeInput) (*reply[Conclusion], error) {
	all, err := makings(in.Body.Items)
	if err != nil {
		return nil, err
	}
	b := in.Body
	d, err := s.Directions.Conclude(ctx, actorOf(ctx), document.Conclusions{
		Input: document.Input{Number: b.Number, Date: b.Date, Issuer: b.Issuer, Abstract: b.Abstract, Secrecy: b.Secrecy, Again: b.Again}, Files: b.Files,
	}, all, in.Key)
	return s.conclusionReply(ctx, d, err)
}

// conclusionFiles serves GET /api/v1/conclusions/{id}/files.
func (s *Server) conclusionFiles(ctx context.Context, in *ConclusionID) (*list[TaskFile], error) {
	all, err := s.Attachments.OfConclusion(ctx, actorOf(ctx), in.ID)
	return s.filesReply(ctx, all, err)
}

type conclusionFileInput struct {
	ConclusionID
	FileID string `path:"file" maxLength:"26" doc:"Mã tệp"`
}

// conclusionFile serves GET /api/v1/conclusions/{id}/files/{file}.
func (s *Server) conclusionFile(ctx context.Context, in *conclusionFileInput) (*huma.StreamResponse, error) {
	return content(s.Attachments.OpenOfConclusion(ctx, actorOf(ctx), in.ID, in.FileID))
}
