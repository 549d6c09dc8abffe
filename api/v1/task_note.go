package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
	"congvu/internal/note"
)

// What somebody writes for oneself beside a task. Nobody else ever reads it.
func (s *Server) registerTaskNotes(api huma.API) {
	huma.Register(api, op("task-note", http.MethodGet, "/tasks/{id}/note", "Ghi chú riêng của tôi", signedIn(), 404), s.taskNote)
	huma.Register(api, op("task-note-save", http.MethodPut, "/tasks/{id}/note", "Lưu ghi chú riêng của tôi", signedIn(), 404, 409, 422), s.taskNoteSave)
}

// TaskNote is what the caller keeps for oneself about a task.
type TaskNote struct {
	Version   int64      `json:"version" doc:"Phiên bản, gửi lại khi lưu; 0 khi chưa có"`
	Text      string     `json:"text" doc:"Nội dung, chỉ mình tôi đọc được"`
	UpdatedAt *time.Time `json:"updatedAt,omitempty" doc:"Lưu lúc; không có khi chưa có"`
}

func taskNote(n note.Note) TaskNote {
	shape := TaskNote{Version: n.Version, Text: n.Text}
	if n.Version > 0 {
		shape.UpdatedAt = &n.UpdatedAt
	}
	return shape
}

// taskNote serves GET /api/v1/tasks/{id}/note.
func (s *Server) taskNote(ctx context.Context, in *TaskID) (*reply[TaskNote], error) {
	n, err := s.Notes.Get(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return replyWith(taskNote(n)), nil
}

type taskNoteInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"0" doc:"Phiên bản đang xem; 0 khi chưa có"`
		Text    string `json:"text" maxLength:"4000" doc:"Nội dung; trống là bỏ ghi chú"`
	}
}

// taskNoteSave serves PUT /api/v1/tasks/{id}/note.
func (s *Server) taskNoteSave(ctx context.Context, in *taskNoteInput) (*reply[TaskNote], error) {
	n, err := s.Notes.Put(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Text)
	if stored, ok := errs.As(err).Current.(note.Note); err != nil && ok {
		return nil, errs.As(err).Having(taskNote(stored))
	}
	if err != nil {
		return nil, err
	}
	return replyWith(taskNote(n)), nil
}
