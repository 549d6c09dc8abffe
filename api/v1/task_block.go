package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/task"
)

// What a task waits for, and what waits for it (chờ việc, chặn việc). Waiting is said, and bars nothing.
func (s *Server) registerTaskBlocks(api huma.API) {
	huma.Register(api, op("task-links", http.MethodGet, "/tasks/{id}/links", "Nhiệm vụ này chờ việc nào, việc nào chờ nó", signedIn(), 404), s.taskLinks)
	huma.Register(api, op("task-block", http.MethodPost, "/tasks/{id}/links", "Chờ một việc khác, hoặc thôi chờ", signedIn(), 403, 404, 409, 422), s.taskBlock)
}

// TaskWaits says for which other work a task waits.
type TaskWaits struct {
	Count   int         `json:"count" doc:"Số việc chưa xong mà nhiệm vụ này chờ"`
	ID      string      `json:"id,omitempty" doc:"Việc có hạn gần nhất trong số đó mà tôi xem được; không có khi không xem được việc nào"`
	Code    string      `json:"code,omitempty" doc:"Mã của việc đó"`
	Title   string      `json:"title,omitempty" doc:"Tên của việc đó"`
	DueOn   string      `json:"dueOn,omitempty" format:"date" doc:"Hạn của việc đó"`
	Holders []PersonRef `json:"holders,omitempty" doc:"Việc đó đang nằm ở ai"`
}

// TaskLinks are both sides of it, as far as the caller sees the tasks.
type TaskLinks struct {
	WaitsFor     []TaskRow     `json:"waitsFor" doc:"Các việc mà nhiệm vụ này chờ, kể cả đã xong"`
	WaitsHidden  int           `json:"waitsHidden" doc:"Số việc chưa xong khác mà nhiệm vụ này chờ, tôi không xem được"`
	Blocks       []TaskBlocked `json:"blocks" doc:"Các việc chưa kết thúc đang chờ nhiệm vụ này"`
	BlocksHidden int           `json:"blocksHidden" doc:"Số việc khác đang chờ nhiệm vụ này, tôi không xem được"`
	MayChange    bool          `json:"mayChange" doc:"Tôi nói được nhiệm vụ này chờ việc nào"`
}

// TaskBlocked is a task that waits for another.
type TaskBlocked struct {
	TaskRow
	MayRelease bool `json:"mayRelease,omitempty" doc:"Tôi cho việc ấy thôi chờ được"`
}

// taskLinks serves GET /api/v1/tasks/{id}/links.
func (s *Server) taskLinks(ctx context.Context, in *TaskID) (*reply[TaskLinks], error) {
	a := actorOf(ctx)
	t, links, err := s.Tasks.Links(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	out := TaskLinks{WaitsHidden: links.WaitsHidden, Blocks: []TaskBlocked{}, BlocksHidden: links.BlocksHidden, MayChange: task.CanBlock(a, t)}
	if out.WaitsFor, err = s.taskRows(ctx, a, links.WaitsFor); err != nil {
		return nil, err
	}
	blocked, err := s.taskRows(ctx, a, links.Blocks)
	for _, row := range blocked {
		out.Blocks = append(out.Blocks, TaskBlocked{TaskRow: row, MayRelease: links.MayRelease[row.ID]})
	}
	return replyWith(out), err
}

type taskBlockInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem của nhiệm vụ phải chờ"`
		Blocker string `json:"blocker" minLength:"1" maxLength:"26" doc:"Việc mà nó chờ"`
		Waits   bool   `json:"waits" doc:"Chờ; false là thôi chờ"`
	}
}

// taskBlock serves POST /api/v1/tasks/{id}/links.
func (s *Server) taskBlock(ctx context.Context, in *taskBlockInput) (*reply[Task], error) {
	t, err := s.Tasks.Block(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Blocker, in.Body.Waits)
	return s.taskReply(ctx, t, err)
}

// putWaits adds to rows for what they wait: one read for all, and none where nothing waits.
func (s *Server) putWaits(ctx context.Context, a access.Actor, rows []task.Row, shown []TaskRow) error {
	waits, err := s.Tasks.Waits(ctx, a, rows)
	if err != nil || len(waits) == 0 {
		return err
	}
	ids := []string{}
	for _, w := range waits {
		if w.First != nil {
			ids = append(ids, w.First.Waiting...)
		}
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return err
	}
	for i := range shown {
		w, ok := waits[shown[i].ID]
		if !ok {
			continue
		}
		said := TaskWaits{Count: w.Count}
		if b := w.First; b != nil {
			said.ID, said.Code, said.Title, said.DueOn = b.ID, b.Code, b.Title, string(b.DueOn)
			for _, person := range b.Waiting {
				said.Holders = append(said.Holders, n.person(person))
			}
		}
		shown[i].WaitsFor = &said
	}
	return nil
}
