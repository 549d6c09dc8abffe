package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Whoever may see a task follows it (theo dõi), or ceases to.
func (s *Server) registerTaskWatch(api huma.API) {
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
