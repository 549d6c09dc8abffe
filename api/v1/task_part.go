package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Who helps with given work (phối hợp): their shares, their own deadlines, and what they hand in to the lead.
func (s *Server) registerTaskParts(api huma.API) {
	part := func(id, method, path, summary string) huma.Operation {
		return op(id, method, "/tasks/{id}/coordinators"+path, summary, signedIn(), 403, 404, 409, 422)
	}
	coordinate := part("task-coordinate", http.MethodPut, "", "Đổi phối hợp: ai, tỷ lệ bao nhiêu, hạn nào")
	coordinate.Metadata = roles(access.Head, access.Deputy)
	huma.Register(api, coordinate, s.taskCoordinate)
	naming := part("task-part-name", http.MethodPost, "/name", "Thủ trưởng đơn vị phối hợp cử người")
	naming.Metadata = roles(access.Head, access.Deputy)
	huma.Register(api, naming, s.taskPartName)
	huma.Register(api, part("task-part-deliver", http.MethodPost, "/deliver", "Báo chủ trì đã xong phần phối hợp"), s.taskPartDeliver)
	huma.Register(api, part("task-part-answer", http.MethodPost, "/answer", "Chủ trì xác nhận phần phối hợp, hoặc yêu cầu làm lại"), s.taskPartAnswer)
}

// TaskPartRef names a unit or a person: whose part of the work is meant, who receives a document.
type TaskPartRef struct {
	Unit   string `json:"unit,omitempty" maxLength:"26" doc:"Đơn vị"`
	Person string `json:"person,omitempty" maxLength:"26" doc:"Người"`
}

func (r TaskPartRef) party() task.Party {
	if r.Person != "" {
		return task.Party{Person: r.Person}
	}
	return task.Party{Unit: r.Unit}
}

// TaskHandIn is a part of the work as it was handed in to the lead.
type TaskHandIn struct {
	At     time.Time         `json:"at" doc:"Lúc"`
	By     PersonRef         `json:"by" doc:"Người báo xong"`
	Note   string            `json:"note" doc:"Kết quả phần phối hợp"`
	Answer *TaskHandInAnswer `json:"answer,omitempty" doc:"Trả lời của chủ trì; không có khi đang chờ"`
}

// TaskHandInAnswer says what the lead made of it.
type TaskHandInAnswer struct {
	Taken  bool      `json:"taken" doc:"Đã nhận; false là yêu cầu làm lại"`
	At     time.Time `json:"at" doc:"Lúc"`
	By     PersonRef `json:"by" doc:"Người trả lời"`
	Reason string    `json:"reason,omitempty" doc:"Lý do yêu cầu làm lại"`
}

// TaskCoordinator is a unit or a person who coordinates; of a person the unit they had then.
type TaskCoordinator struct {
	Unit       UnitRef        `json:"unit" doc:"Đơn vị phối hợp, hoặc đơn vị của người phối hợp"`
	Person     *PersonRef     `json:"person,omitempty" doc:"Người phối hợp"`
	Doer       *PersonRef     `json:"doer,omitempty" doc:"Người mà đơn vị phối hợp cử"`
	Share      int            `json:"share,omitempty" doc:"Tỷ lệ, phần trăm; không có là giúp không tính tỷ lệ"`
	DueOn      string         `json:"dueOn,omitempty" format:"date" doc:"Hạn riêng; không có là theo hạn của nhiệm vụ"`
	Timeliness TaskTimeliness `json:"timeliness" doc:"Phần này so với hạn của nó"`
	HandIns    []TaskHandIn   `json:"handIns" doc:"Các lần báo xong, cũ trước"`
	Delivered  bool           `json:"delivered,omitempty" doc:"Đã báo xong"`
	Taken      bool           `json:"taken,omitempty" doc:"Chủ trì đã nhận"`
	MayName    bool           `json:"mayName,omitempty" doc:"Tôi cử người được"`
	MayDeliver bool           `json:"mayDeliver,omitempty" doc:"Tôi báo xong được"`
	MayTake    bool           `json:"mayTake,omitempty" doc:"Tôi xác nhận được"`
	MayReturn  bool           `json:"mayReturn,omitempty" doc:"Tôi yêu cầu làm lại được"`
}

// TaskMyPart is one's own part, or that of one's unit, in a row of a list.
type TaskMyPart struct {
	Share      int            `json:"share,omitempty" doc:"Tỷ lệ, phần trăm"`
	DueOn      string         `json:"dueOn,omitempty" format:"date" doc:"Hạn của phần này"`
	Timeliness TaskTimeliness `json:"timeliness" doc:"So với hạn của phần này"`
	Delivered  bool           `json:"delivered,omitempty" doc:"Đã báo xong"`
}

// partTimeliness is how a part stands to its deadline. Of finished work to which the part was not handed in nothing is said.
func partTimeliness(r task.Row, p task.Part, cal *vncal.Calendar, now time.Time) TaskTimeliness {
	part := r.Part(p)
	if part.State == task.Completed && part.SubmittedAt == nil {
		return TaskTimeliness{Kind: string(task.Dropped)}
	}
	timely := part.Timeliness(cal, now)
	return TaskTimeliness{Kind: string(timely.Kind), Days: timely.Days}
}

// myPart returns a's part of a row, else that of a unit which a is in charge of; nil when a helps with nothing.
func myPart(a access.Actor, r task.Row, cal *vncal.Calendar, now time.Time) *TaskMyPart {
	found := -1
	for i, p := range r.Coordinators {
		if a.Is(p.Doing()) {
			found = i
			break
		}
		if found < 0 && p.Person == "" && a.Commands(p.Unit) {
			found = i
		}
	}
	if found < 0 || r.State == task.Draft {
		return nil
	}
	p := r.Coordinators[found]
	return &TaskMyPart{Share: p.Share, DueOn: string(r.Part(p).DueOn), Timeliness: partTimeliness(r, p, cal, now), Delivered: p.Delivered() != nil}
}

func taskCoordinator(a access.Actor, t task.Task, p task.Part, n names, cal *vncal.Calendar, now time.Time) TaskCoordinator {
	out := TaskCoordinator{
		Unit: n.unit(p.Unit), Person: n.maybe(p.Person), Doer: n.maybe(p.Doer), Share: p.Share, DueOn: string(p.DueOn),
		Timeliness: partTimeliness(t.Row, p, cal, now), HandIns: []TaskHandIn{}, Delivered: p.Delivered() != nil, Taken: p.Taken(),
		MayName: task.CanNamePart(a, t, p), MayDeliver: task.CanDeliver(a, t, p), MayTake: task.CanTake(a, t, p), MayReturn: task.CanReturnPart(a, t, p),
	}
	for _, h := range p.HandIns {
		one := TaskHandIn{At: h.At, By: n.person(h.By), Note: h.Note}
		if x := h.Answer; x != nil {
			one.Answer = &TaskHandInAnswer{Taken: x.Taken, At: x.At, By: n.person(x.By), Reason: x.Reason}
		}
		out.HandIns = append(out.HandIns, one)
	}
	return out
}

type taskCoordinateInput struct {
	TaskID
	Body struct {
		Version      int64           `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Coordinators []TaskPartInput `json:"coordinators" maxItems:"30" doc:"Mọi người, mọi đơn vị phối hợp từ nay"`
		Reason       string          `json:"reason,omitempty" maxLength:"2000" doc:"Lý do; cần có khi đổi điều đã thỏa thuận"`
	}
}

// taskCoordinate serves PUT /api/v1/tasks/{id}/coordinators.
func (s *Server) taskCoordinate(ctx context.Context, in *taskCoordinateInput) (*reply[Task], error) {
	t, err := s.Tasks.Coordinate(ctx, actorOf(ctx), in.ID, in.Body.Version, partsOf(in.Body.Coordinators), in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskPartNameInput struct {
	TaskID
	Body struct {
		Version int64       `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Of      TaskPartRef `json:"of" doc:"Phần của đơn vị nào"`
		Person  string      `json:"person" minLength:"1" maxLength:"26" doc:"Người được cử"`
	}
}

// taskPartName serves POST /api/v1/tasks/{id}/coordinators/name.
func (s *Server) taskPartName(ctx context.Context, in *taskPartNameInput) (*reply[Task], error) {
	t, err := s.Tasks.NamePart(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Of.party(), in.Body.Person)
	return s.taskReply(ctx, t, err)
}

type taskPartDeliverInput struct {
	TaskID
	Body struct {
		Version int64       `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Of      TaskPartRef `json:"of" doc:"Phần của ai"`
		Note    string      `json:"note" minLength:"1" maxLength:"2000" doc:"Kết quả là gì, ở đâu"`
	}
}

// taskPartDeliver serves POST /api/v1/tasks/{id}/coordinators/deliver.
func (s *Server) taskPartDeliver(ctx context.Context, in *taskPartDeliverInput) (*reply[Task], error) {
	t, err := s.Tasks.DeliverPart(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Of.party(), in.Body.Note)
	return s.taskReply(ctx, t, err)
}

type taskPartAnswerInput struct {
	TaskID
	Body struct {
		Version int64       `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Of      TaskPartRef `json:"of" doc:"Phần của ai"`
		Taken   bool        `json:"taken" doc:"Nhận; false là yêu cầu làm lại"`
		Reason  string      `json:"reason,omitempty" maxLength:"2000" doc:"Lý do; cần có khi yêu cầu làm lại"`
	}
}

// taskPartAnswer serves POST /api/v1/tasks/{id}/coordinators/answer.
func (s *Server) taskPartAnswer(ctx context.Context, in *taskPartAnswerInput) (*reply[Task], error) {
	t, err := s.Tasks.AnswerPart(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Of.party(), in.Body.Taken, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}
