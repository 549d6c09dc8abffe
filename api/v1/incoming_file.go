package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
)

// The scan of an incoming document is read by whoever may see the document, and through each task that rests on it.
func (s *Server) registerIncomingFiles(api huma.API) {
	huma.Register(api, op("incoming-files", http.MethodGet, "/incoming/{id}/files", "Bản chụp của văn bản đến, mọi bản", signedIn(), 404), s.incomingFiles)
	huma.Register(api, op("incoming-attach", http.MethodPost, "/incoming/{id}/files", "Đính kèm bản chụp đã gửi", roles(access.Clerk), 403, 404, 409, 422), s.incomingAttach)
	remove := op("incoming-file-remove", http.MethodDelete, "/incoming/{id}/files/{file}", "Gỡ bản chụp đính kèm nhầm", roles(access.Clerk), 403, 404, 409)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, s.incomingFileRemove)
	huma.Register(api, op("incoming-file", http.MethodGet, "/incoming/{id}/files/{file}", "Nội dung một bản chụp", signedIn(), 404, 409, 422), s.incomingFile)
	huma.Register(api, op("task-source-files", http.MethodGet, "/tasks/{id}/source/files", "Bản chụp của văn bản mà nhiệm vụ căn cứ", signedIn(), 404), s.taskSourceFiles)
	huma.Register(api, op("task-source-file", http.MethodGet, "/tasks/{id}/source/files/{file}", "Nội dung một bản chụp của văn bản căn cứ", signedIn(), 404, 409, 422), s.taskSourceFile)
}

// incomingFiles serves GET /api/v1/incoming/{id}/files.
func (s *Server) incomingFiles(ctx context.Context, in *IncomingID) (*list[TaskFile], error) {
	all, err := s.Attachments.OfDocument(ctx, actorOf(ctx), in.ID)
	return s.filesReply(ctx, all, err)
}

type incomingAttachInput struct {
	IncomingID
	NewFiles
}

// incomingAttach serves POST /api/v1/incoming/{id}/files.
func (s *Server) incomingAttach(ctx context.Context, in *incomingAttachInput) (*list[TaskFile], error) {
	all, err := s.Attachments.AttachToDocument(ctx, actorOf(ctx), in.ID, in.items())
	return s.filesReply(ctx, all, err)
}

type incomingFileInput struct {
	IncomingID
	FileID string `path:"file" maxLength:"26" doc:"Mã tệp"`
}

// incomingFile serves GET /api/v1/incoming/{id}/files/{file}.
func (s *Server) incomingFile(ctx context.Context, in *incomingFileInput) (*huma.StreamResponse, error) {
	return content(s.Attachments.OpenOfDocument(ctx, actorOf(ctx), in.ID, in.FileID))
}

// incomingFileRemove serves DELETE /api/v1/incoming/{id}/files/{file}.
func (s *Server) incomingFileRemove(ctx context.Context, in *incomingFileInput) (*struct{}, error) {
	return nil, s.Attachments.RemoveFromDocument(ctx, actorOf(ctx), in.ID, in.FileID)
}

// taskSourceFiles serves GET /api/v1/tasks/{id}/source/files: none when the task rests on no document.
func (s *Server) taskSourceFiles(ctx context.Context, in *TaskID) (*list[TaskFile], error) {
	all, err := s.Attachments.OfSource(ctx, actorOf(ctx), in.ID)
	return s.filesReply(ctx, all, err)
}

// taskSourceFile serves GET /api/v1/tasks/{id}/source/files/{file}.
func (s *Server) taskSourceFile(ctx context.Context, in *taskFileInput) (*huma.StreamResponse, error) {
	return content(s.Attachments.OpenOfSource(ctx, actorOf(ctx), in.ID, in.FileID))
}
