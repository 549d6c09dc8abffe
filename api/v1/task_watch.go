package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/task"
)

// Who only looks: whoever may see a task follows it (theo dõi), and people are named who see it for information (nhận để biết).
func (s *Server) registerTaskWatch(api huma.API) {
	huma.Register(api, op("task-inform", http.MethodPut, "/tasks/{id}/informed", "Chọn người nhận để biết", signedIn(), 403, 404, 409, 422), s.taskInform)
	huma.Register(api, op("task-watch", http.MethodPut, "/tasks/{id}/watch", "Theo dõi, hoặc thôi theo dõi", signedIn(), 403, 404, 409, 422), s.taskWatch)
}

type taskWatchInput struct {
	TaskID
	Body struct {
		Watching bool `json:"watching" doc:"Theo dõi; false là thôi theo dõi"`
	}
}

// taskWatch serves PUT /api/v1/tasks/{id}/watch.
func (s *Server) taskWatch(ctx context.Context, in *taskWatchInput) (*reply[Task], error) {
	t, err := s.Tasks.Watch(ctx, actorOf(ctx), in.ID, in.Body.Watching)
	return s.taskReply(ctx, t, err)
}

// TaskInformed is somebody who sees work for information.
type TaskInformed struct {
	Person  string `json:"person" minLength:"1" maxLength:"26" doc:"Người nhận để biết"`
	Follows bool   `json:"follows,omitempty" doc:"và theo dõi từ khi việc được giao"`
}

// TaskReader is somebody who sees work for information, as its page names them.
type TaskReader struct {
	Person  PersonRef `json:"person" doc:"Người nhận để biết"`
	Follows bool      `json:"follows,omitempty" doc:"Theo dõi từ khi việc được giao"`
}

func informedOf(in []TaskInformed) []task.Informed {
	var all []task.Informed
	for _, p := range in {
		all = append(all, task.Informed{Person: p.Person, Follows: p.Follows})
	}
	return all
}

type taskInformInput struct {
	TaskID
	Body struct {
		Version  int64          `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Informed []TaskInformed `json:"informed" maxItems:"50" doc:"Mọi người nhận để biết từ nay"`
	}
}

// taskInform serves PUT /api/v1/tasks/{id}/informed.
func (s *Server) taskInform(ctx context.Context, in *taskInformInput) (*reply[Task], error) {
	t, err := s.Tasks.Inform(ctx, actorOf(ctx), in.ID, in.Body.Version, informedOf(in.Body.Informed))
	return s.taskReply(ctx, t, err)
}
