package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/checklist"
	"congvu/internal/errs"
)

// The items into which a task is divided by who leads it and who gave it.
func (s *Server) registerTaskChecklists(api huma.API) {
	huma.Register(api, op("task-checklist", http.MethodGet, "/tasks/{id}/checklist", "Mục cần làm của nhiệm vụ", signedIn(), 404), s.taskChecklist)
	huma.Register(api, op("task-checklist-save", http.MethodPut, "/tasks/{id}/checklist", "Lưu mục cần làm", signedIn(), 403, 404, 409, 422), s.taskChecklistSave)
}

// TaskChecklist is the items of a task, in their order.
type TaskChecklist struct {
	Version  int64           `json:"version" doc:"Phiên bản, gửi lại khi lưu; 0 khi chưa có"`
	Items    []ChecklistItem `json:"items" doc:"Các mục, theo thứ tự"`
	MayWrite bool            `json:"mayWrite" doc:"Tôi được thêm, sửa, bỏ, xếp thứ tự"`
	MayTick  bool            `json:"mayTick" doc:"Tôi được đánh dấu xong"`
}

// ChecklistItem is one thing to be done.
type ChecklistItem struct {
	ID   string     `json:"id" doc:"Mã"`
	Text string     `json:"text" doc:"Nội dung"`
	Done bool       `json:"done" doc:"Đã xong"`
	By   *PersonRef `json:"by,omitempty" doc:"Ai đánh dấu xong"`
	At   *time.Time `json:"at,omitempty" doc:"Lúc"`
}

// taskChecklistReply returns a checklist in its shape.
func (s *Server) taskChecklistReply(ctx context.Context, v checklist.View) (TaskChecklist, error) {
	ids := []string{}
	for _, item := range v.Items {
		ids = append(ids, item.By)
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return TaskChecklist{}, err
	}
	shape := TaskChecklist{Version: v.Version, Items: []ChecklistItem{}, MayWrite: v.MayWrite, MayTick: v.MayTick}
	for _, item := range v.Items {
		one := ChecklistItem{ID: item.ID, Text: item.Text, Done: item.Done}
		if item.Done {
			by := n.person(item.By)
			one.By, one.At = &by, &item.At
		}
		shape.Items = append(shape.Items, one)
	}
	return shape, nil
}

// taskChecklist serves GET /api/v1/tasks/{id}/checklist.
func (s *Server) taskChecklist(ctx context.Context, in *TaskID) (*reply[TaskChecklist], error) {
	v, err := s.Checklists.Get(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	shape, err := s.taskChecklistReply(ctx, v)
	return replyWith(shape), err
}

// WrittenItem is an item as it is to be.
type WrittenItem struct {
	ID   string `json:"id" minLength:"1" maxLength:"36" doc:"Mã do người viết đặt, không trùng trong nhiệm vụ"`
	Text string `json:"text" minLength:"1" maxLength:"200" doc:"Nội dung"`
	Done bool   `json:"done" doc:"Đã xong"`
}

type taskChecklistInput struct {
	TaskID
	Body struct {
		Version int64         `json:"version" minimum:"0" doc:"Phiên bản đang xem; 0 khi chưa có"`
		Items   []WrittenItem `json:"items" maxItems:"50" doc:"Mọi mục, theo thứ tự"`
	}
}

// taskChecklistSave serves PUT /api/v1/tasks/{id}/checklist.
func (s *Server) taskChecklistSave(ctx context.Context, in *taskChecklistInput) (*reply[TaskChecklist], error) {
	items := make([]checklist.Item, 0, len(in.Body.Items))
	for _, item := range in.Body.Items {
		items = append(items, checklist.Item{ID: item.ID, Text: item.Text, Done: item.Done})
	}
	v, err := s.Checklists.Put(ctx, actorOf(ctx), in.ID, in.Body.Version, items)
	if stored, ok := errs.As(err).Current.(checklist.View); err != nil && ok {
		shape, err2 := s.taskChecklistReply(ctx, stored)
		if err2 != nil {
			return nil, err2
		}
		return nil, errs.As(err).Having(shape)
	}
	if err != nil {
		return nil, err
	}
	shape, err := s.taskChecklistReply(ctx, v)
	return replyWith(shape), err
}
