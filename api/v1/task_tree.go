package v1

import (
	"cmp"
	"context"

	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TaskNode is one task below another.
type TaskNode struct {
	TaskRow
	Depth int    `json:"depth" minimum:"1" doc:"Cấp, 1 là việc con trực tiếp"`
	From  string `json:"from" format:"date" doc:"Ngày bắt đầu tính thời hạn; chưa giao: ngày tạo"`
}

// TaskTree is what is below a task, as far as the caller sees it.
type TaskTree struct {
	Items []TaskNode `json:"items" doc:"Việc con các cấp, mỗi việc sau việc cha của nó; nhiều nhất 1000"`
	More  bool       `json:"more" doc:"Còn việc con khác"`
}

// taskTree serves GET /api/v1/tasks/{id}/children.
func (s *Server) taskTree(ctx context.Context, in *TaskID) (*reply[TaskTree], error) {
	a := actorOf(ctx)
	nodes, more, err := s.Tasks.Tree(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	rows := make([]task.Row, len(nodes))
	for i, n := range nodes {
		rows[i] = n.Row
	}
	shown, err := s.taskRows(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	out := TaskTree{Items: make([]TaskNode, len(nodes)), More: more}
	for i, row := range shown {
		out.Items[i] = TaskNode{TaskRow: row, Depth: nodes[i].Depth, From: string(cmp.Or(rows[i].TermFrom, vncal.DateOf(rows[i].CreatedAt)))}
	}
	return replyWith(out), nil
}

type taskReworkInput struct {
	TaskID
	Body struct {
		Version int64    `json:"version" minimum:"1" doc:"Phiên bản đang xem của việc cha"`
		Tasks   []string `json:"tasks" minItems:"1" maxItems:"100" doc:"Các việc con đã hoàn thành phải làm lại"`
		Reason  string   `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}

// taskRework serves POST /api/v1/tasks/{id}/children/rework.
func (s *Server) taskRework(ctx context.Context, in *taskReworkInput) (*reply[Task], error) {
	t, err := s.Tasks.Rework(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Tasks, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskSplitInput struct {
	TaskID
	Idempotent
	Body NewTasks
}

// taskSplit serves POST /api/v1/tasks/{id}/children.
func (s *Server) taskSplit(ctx context.Context, in *taskSplitInput) (*reply[Task], error) {
	content, err := in.Body.input()
	if err != nil {
		return nil, err
	}
	t, err := s.Tasks.Split(ctx, actorOf(ctx), in.ID, content, leadsOf(in.Body.Others), in.Body.Assign, in.Key)
	return s.taskReply(ctx, t, err)
}
