package v1

import "context"

// TaskColumn is one column of a board.
type TaskColumn struct {
	State     string   `json:"state" enum:"draft,assigned,in_progress,submitted,paused,completed,recalled,cancelled" doc:"Tiến trình"`
	Count     Count    `json:"count" doc:"Số nhiệm vụ của cột; more: ít nhất chừng ấy"`
	Converted *float64 `json:"converted,omitempty" doc:"Tổng quy đổi của cột; không có khi chưa đếm hết"`
}

// TaskBoard is a list by the lifecycle.
type TaskBoard struct {
	Columns []TaskColumn `json:"columns" doc:"Mỗi tiến trình mà bộ lọc cho qua một cột, kể cả cột trống"`
}

type taskBoardInput struct{ TaskListed }

// taskBoard serves GET /api/v1/tasks/board.
func (s *Server) taskBoard(ctx context.Context, in *taskBoardInput) (*reply[TaskBoard], error) {
	q, err := s.taskQuery(ctx, in.TaskListed)
	if err != nil {
		return nil, err
	}
	columns, err := s.TaskLists.Columns(ctx, actorOf(ctx), q)
	if err != nil {
		return nil, err
	}
	out := TaskBoard{Columns: make([]TaskColumn, len(columns))}
	for i, c := range columns {
		out.Columns[i] = TaskColumn{State: string(c.State), Count: Count(c.Count)}
		if !c.Count.More {
			sum := milli(c.Converted)
			out.Columns[i].Converted = &sum
		}
	}
	return replyWith(out), nil
}
