package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

func (s *Server) registerTasks(api huma.API) {
	huma.Register(api, op("task-list", http.MethodGet, "/tasks", "Danh sách nhiệm vụ", signedIn(), 400, 422), s.taskList)
	huma.Register(api, op("task-export", http.MethodGet, "/tasks/export", "Danh sách nhiệm vụ đúng như đang xem, dạng XLSX", signedIn(), 422, 503), s.taskExport)
	huma.Register(api, op("task-filter", http.MethodGet, "/tasks/filter", "Các giá trị lọc danh sách nhiệm vụ, bằng chữ", signedIn(), 422), s.taskFilter)
	huma.Register(api, op("task-board", http.MethodGet, "/tasks/board", "Danh sách nhiệm vụ theo tiến trình: mỗi cột có bao nhiêu", signedIn(), 422), s.taskBoard)
	huma.Register(api, op("task-counts", http.MethodGet, "/tasks/counts", "Số nhiệm vụ của từng danh sách", signedIn()), s.taskCounts)
	huma.Register(api, op("task-attention", http.MethodGet, "/tasks/attention", "Việc của đơn vị cần đôn đốc", signedIn()), s.taskAttention)
	huma.Register(api, created(op("task-create", http.MethodPost, "/tasks", "Tạo nhiệm vụ: nháp, đề xuất, hoặc giao ngay", signedIn(), 403, 409, 422)), s.taskCreate)
	huma.Register(api, op("task-get", http.MethodGet, "/tasks/{id}", "Một nhiệm vụ", signedIn(), 404), s.taskGet)
	huma.Register(api, op("task-edit", http.MethodPatch, "/tasks/{id}", "Sửa bản nháp hoặc nhiệm vụ đã thu hồi", signedIn(), 403, 404, 409, 422), s.taskEdit)
	huma.Register(api, op("task-tree", http.MethodGet, "/tasks/{id}/children", "Cây việc con: đang nằm ở ai, từ bao giờ", signedIn(), 404), s.taskTree)
	huma.Register(api, created(op("task-split", http.MethodPost, "/tasks/{id}/children", "Giao việc con", signedIn(), 403, 404, 409, 422)), s.taskSplit)
	huma.Register(api, op("task-rework", http.MethodPost, "/tasks/{id}/children/rework", "Yêu cầu làm lại các việc con đã hoàn thành, khi việc cha bị trả về", signedIn(), 403, 404, 409, 422), s.taskRework)
	huma.Register(api, op("task-history", http.MethodGet, "/tasks/{id}/history", "Lịch sử nhiệm vụ", signedIn(), 400, 404), s.taskHistory)
}

// created marks an operation that answers 201.
func created(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusCreated
	return o
}

// Count is a number that stops at 999.
type Count struct {
	N    int  `json:"n" doc:"Số lượng, nhiều nhất 999"`
	More bool `json:"more" doc:"Còn nhiều hơn: 999+"`
}

// TaskCounts are the numbers on the tabs.
type TaskCounts struct {
	Lead         Count `json:"lead" doc:"Được giao, chưa kết thúc"`
	Assigned     Count `json:"assigned" doc:"Tôi giao, chưa kết thúc"`
	Coordinating Count `json:"coordinating" doc:"Tôi hoặc đơn vị tôi đứng đầu phối hợp, chưa kết thúc"`
	Watching     Count `json:"watching" doc:"Tôi theo dõi, chưa kết thúc"`
	Waiting      Count `json:"waiting" doc:"Nhiệm vụ chờ tôi"`
	Unit         Count `json:"unit" doc:"Của đơn vị, chưa kết thúc"`
	Overdue      Count `json:"overdue" doc:"Tôi chủ trì, đã quá hạn"`
}

// taskCounts serves GET /api/v1/tasks/counts.
func (s *Server) taskCounts(ctx context.Context, _ *struct{}) (*reply[TaskCounts], error) {
	c, err := s.TaskLists.Counts(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return replyWith(TaskCounts{
		Lead: Count(c.Lead), Assigned: Count(c.Assigned), Coordinating: Count(c.Coordinating), Watching: Count(c.Watching), Waiting: Count(c.Waiting), Unit: Count(c.Unit), Overdue: Count(c.Overdue),
	}), nil
}

// TaskAttentionPart is one part of what a head has to look after.
type TaskAttentionPart struct {
	Items []TaskRow `json:"items" doc:"Nặng nhất trước, nhiều nhất 20"`
	Count Count     `json:"count" doc:"Tổng số"`
}

// TaskAttention is the open work of the caller's units that needs a look; empty for those in charge of none.
type TaskAttention struct {
	Late  TaskAttentionPart `json:"late" doc:"Quá hạn, chưa trình; hạn cũ nhất trước"`
	Today TaskAttentionPart `json:"today" doc:"Hạn hôm nay, chưa trình"`
	Stuck TaskAttentionPart `json:"stuck" doc:"Chờ cùng một người xử lý quá 3 ngày làm việc; lâu nhất trước. Đang chờ ai, từ bao giờ: waiting, waitingSince"`
}

// stuckAfter is how many working days something may wait for the same act before it counts as stuck.
const stuckAfter = 3

// taskAttention serves GET /api/v1/tasks/attention.
func (s *Server) taskAttention(ctx context.Context, _ *struct{}) (*reply[TaskAttention], error) {
	a := actorOf(ctx)
	cal, err := s.Calendar.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	found, err := s.TaskLists.Attention(ctx, a, cal.AddWorking(vncal.DateOf(s.Clock.Now()), -stuckAfter).Start())
	if err != nil {
		return nil, err
	}
	var out TaskAttention
	for _, part := range []struct {
		to   *TaskAttentionPart
		from tasklist.Part
	}{{&out.Late, found.Late}, {&out.Today, found.Today}, {&out.Stuck, found.Stuck}} {
		if part.to.Items, err = s.taskRows(ctx, a, part.from.Rows); err != nil {
			return nil, err
		}
		part.to.Count = Count(part.from.Count)
	}
	return replyWith(out), nil
}

type taskCreateInput struct {
	Idempotent
	Body NewTasks
}

// taskCreate serves POST /api/v1/tasks.
func (s *Server) taskCreate(ctx context.Context, in *taskCreateInput) (*reply[Task], error) {
	content, err := in.Body.input()
	if err != nil {
		return nil, err
	}
	t, err := s.Tasks.Spread(ctx, actorOf(ctx), content, leadsOf(in.Body.Others), in.Body.Assign, in.Key)
	return s.taskReply(ctx, t, err)
}

// TaskID is the path of an operation on one task.
type TaskID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã nhiệm vụ"`
}

// taskGet serves GET /api/v1/tasks/{id}.
func (s *Server) taskGet(ctx context.Context, in *TaskID) (*reply[Task], error) {
	t, err := s.Tasks.Get(ctx, actorOf(ctx), in.ID)
	return s.taskReply(ctx, t, err)
}

type taskEditInput struct {
	TaskID
	Body EditTask
}

// taskEdit serves PATCH /api/v1/tasks/{id}.
func (s *Server) taskEdit(ctx context.Context, in *taskEditInput) (*reply[Task], error) {
	content, err := in.Body.input()
	if err != nil {
		return nil, err
	}
	t, err := s.Tasks.Edit(ctx, actorOf(ctx), in.ID, in.Body.Version, content)
	return s.taskReply(ctx, t, err)
}

type taskHistoryInput struct {
	TaskID
	PageInput
}

// taskHistory serves GET /api/v1/tasks/{id}/history.
func (s *Server) taskHistory(ctx context.Context, in *taskHistoryInput) (*page[HistoryEntry], error) {
	a := actorOf(ctx)
	records, next, err := s.Tasks.History(ctx, a, in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items, err := s.history(ctx, a.Agency, records)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}
