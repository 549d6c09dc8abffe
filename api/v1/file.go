package v1

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"congvu/internal/attachment"
	"congvu/internal/files"
)

// Files are brought in parts, each a request of its own, and then attached by the act that needs them.
func (s *Server) registerFiles(api huma.API) {
	huma.Register(api, created(op("upload-begin", http.MethodPost, "/uploads", "Bắt đầu gửi một tệp", signedIn(), 409, 422)), s.uploadBegin)
	huma.Register(api, op("upload-get", http.MethodGet, "/uploads/{id}", "Tệp đang gửi, còn thiếu phần nào", signedIn(), 404), s.uploadGet)
	part := op("upload-part", http.MethodPut, "/uploads/{id}/parts/{part}", "Gửi một phần của tệp", signedIn(), 404, 409, 422)
	part.DefaultStatus = http.StatusNoContent
	huma.Register(api, part, s.uploadPart)
	huma.Register(api, op("upload-finish", http.MethodPost, "/uploads/{id}/finish", "Đã gửi đủ: kiểm tra nội dung tệp", signedIn(), 404, 409, 422), s.uploadFinish)
	discard := op("upload-discard", http.MethodDelete, "/uploads/{id}", "Bỏ tệp chưa đính kèm", signedIn(), 404, 409)
	discard.DefaultStatus = http.StatusNoContent
	huma.Register(api, discard, s.uploadDiscard)
	huma.Register(api, op("task-files", http.MethodGet, "/tasks/{id}/files", "Tệp của nhiệm vụ, mọi bản", signedIn(), 404), s.taskFiles)
	huma.Register(api, op("task-attach", http.MethodPost, "/tasks/{id}/files", "Đính kèm tệp đã gửi", signedIn(), 404, 409, 422), s.taskAttach)
	huma.Register(api, op("task-file", http.MethodGet, "/tasks/{id}/files/{file}", "Nội dung một tệp", signedIn(), 404, 409, 422), s.taskFile)
	remove := op("task-file-remove", http.MethodDelete, "/tasks/{id}/files/{file}", "Gỡ tệp đính kèm nhầm", signedIn(), 403, 404, 409)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, s.taskFileRemove)
}

// partsPath and filesPath are what is looked for in an address before anything else is known of the request.
const (
	partsPath = "/parts/"
	filesPath = "/files/"
)

// isPart reports whether a request brings a part of a file, as it is.
func isPart(method, path string) bool {
	return method == http.MethodPut && strings.HasPrefix(path, Prefix+"/uploads/") && strings.Contains(path, partsPath)
}

// isContent reports whether a request asks for the bytes of a file.
func isContent(method, path string) bool {
	of := strings.HasPrefix(path, Prefix+"/tasks/") || strings.HasPrefix(path, Prefix+"/incoming/")
	return method == http.MethodGet && of && strings.Contains(path, filesPath)
}

// contentTimeout is how long a file may take to be fetched: 50 MB by a line of one megabit per second, twice over.
const contentTimeout = 15 * time.Minute

// Upload is a file on its way.
type Upload struct {
	ID      string `json:"id" doc:"Mã tệp"`
	Name    string `json:"name" doc:"Tên tệp"`
	Size    int64  `json:"size" doc:"Độ dài, byte"`
	State   string `json:"state" enum:"receiving,scanning,ready,infected" doc:"Trạng thái"`
	Part    int    `json:"part" doc:"Độ dài mỗi phần, byte; phần cuối có thể ngắn hơn"`
	Missing []int  `json:"missing" doc:"Số thứ tự các phần còn thiếu, từ 0"`
}

func uploadOf(u files.Upload) Upload {
	return Upload{ID: u.File.ID, Name: u.File.Name, Size: u.File.Size, State: string(u.File.State), Part: files.PartBytes, Missing: nonNil(u.Missing)}
}

type uploadBeginInput struct {
	Idempotent
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"400" doc:"Tên tệp"`
		Size int64  `json:"size" minimum:"0" doc:"Độ dài, byte"`
	}
}

// uploadBegin serves POST /api/v1/uploads.
func (s *Server) uploadBegin(ctx context.Context, in *uploadBeginInput) (*reply[Upload], error) {
	u, err := s.Files.Begin(ctx, actorOf(ctx), in.Body.Name, in.Body.Size, in.Key)
	if err != nil {
		return nil, err
	}
	return replyWith(uploadOf(u)), nil
}

// UploadID names a file on its way in a path.
type UploadID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã tệp"`
}

// uploadGet serves GET /api/v1/uploads/{id}.
func (s *Server) uploadGet(ctx context.Context, in *UploadID) (*reply[Upload], error) {
	u, err := s.Files.Pending(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return replyWith(uploadOf(u)), nil
}

type uploadPartInput struct {
	UploadID
	N       int    `path:"part" minimum:"0" maximum:"1000" doc:"Số thứ tự của phần, từ 0"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// uploadPart serves PUT /api/v1/uploads/{id}/parts/{part}. A part is what one request holds of a file.
func (s *Server) uploadPart(ctx context.Context, in *uploadPartInput) (*struct{}, error) {
	return nil, s.Files.Put(ctx, actorOf(ctx), in.ID, in.N, in.RawBody)
}

// uploadFinish serves POST /api/v1/uploads/{id}/finish.
func (s *Server) uploadFinish(ctx context.Context, in *UploadID) (*reply[Upload], error) {
	f, err := s.Files.Finish(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return replyWith(uploadOf(files.Upload{File: f})), nil
}

// uploadDiscard serves DELETE /api/v1/uploads/{id}.
func (s *Server) uploadDiscard(ctx context.Context, in *UploadID) (*struct{}, error) {
	return nil, s.Files.Discard(ctx, actorOf(ctx), in.ID)
}

// TaskFile is one version of a file of a task.
type TaskFile struct {
	ID     string     `json:"id" doc:"Mã tệp"`
	Name   string     `json:"name" doc:"Tên tệp"`
	Size   int64      `json:"size" doc:"Độ dài, byte"`
	Type   string     `json:"type" doc:"Loại nội dung"`
	SHA256 string     `json:"sha256" doc:"Mã băm SHA-256 của nội dung"`
	State  string     `json:"state" enum:"scanning,ready,infected" doc:"scanning: đang chờ quét vi-rút, chưa mở được; infected: có vi-rút, đã bỏ nội dung"`
	By     PersonRef  `json:"by" doc:"Người gửi"`
	At     time.Time  `json:"at" doc:"Lúc đính kèm"`
	Series string     `json:"series" doc:"Các bản của cùng một tệp"`
	N      int        `json:"n" doc:"Bản thứ mấy"`
	Result bool       `json:"result" doc:"Tệp kết quả, gửi khi trình duyệt"`
	Seen   []FileSeen `json:"seen" doc:"Người đã mở, theo thứ tự"`

	Removed *FileRemoved `json:"removed,omitempty" doc:"Đã gỡ: không mở được nữa"`
}

// FileRemoved is who took a file away, and when.
type FileRemoved struct {
	By PersonRef `json:"by" doc:"Ai"`
	At time.Time `json:"at" doc:"Lúc"`
}

// FileSeen is somebody who has opened a file.
type FileSeen struct {
	By PersonRef `json:"by" doc:"Ai"`
	At time.Time `json:"at" doc:"Lần đầu mở"`
}

// filesReply returns files in their shape.
func (s *Server) filesReply(ctx context.Context, all []files.File, err error) (*list[TaskFile], error) {
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, f := range all {
		ids = append(ids, f.By)
		if f.Removed != nil {
			ids = append(ids, f.Removed.By)
		}
		for _, seen := range f.Seen {
			ids = append(ids, seen.Person)
		}
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]TaskFile, 0, len(all))
	for _, f := range all {
		item := TaskFile{
			ID: f.ID, Name: f.Name, Size: f.Size, Type: f.Type, SHA256: f.SHA256, State: string(f.State), By: n.person(f.By), At: f.Attached,
			Series: f.Series, N: f.N, Result: f.Result, Seen: []FileSeen{},
		}
		for _, seen := range f.Seen {
			item.Seen = append(item.Seen, FileSeen{By: n.person(seen.Person), At: seen.At})
		}
		if r := f.Removed; r != nil {
			item.Removed = &FileRemoved{By: n.person(r.By), At: r.At}
		}
		items = append(items, item)
	}
	return listOf(items), nil
}

// taskFiles serves GET /api/v1/tasks/{id}/files.
func (s *Server) taskFiles(ctx context.Context, in *TaskID) (*list[TaskFile], error) {
	all, err := s.Attachments.List(ctx, actorOf(ctx), in.ID)
	return s.filesReply(ctx, all, err)
}

// NewTaskFile is a file to be attached.
type NewTaskFile struct {
	ID       string `json:"id" maxLength:"26" doc:"Mã tệp đã gửi đủ"`
	Replaces string `json:"replaces,omitempty" maxLength:"26" doc:"Thay bản nào, phải là bản mới nhất; bỏ trống là tệp mới"`
}

// NewFiles are files to be attached.
type NewFiles struct {
	Body struct {
		Files []NewTaskFile `json:"files" minItems:"1" maxItems:"20" doc:"Các tệp"`
	}
}

func (in NewFiles) items() []attachment.Item {
	items := make([]attachment.Item, 0, len(in.Body.Files))
	for _, f := range in.Body.Files {
		items = append(items, attachment.Item{File: f.ID, Replaces: f.Replaces})
	}
	return items
}

type taskAttachInput struct {
	TaskID
	NewFiles
}

// taskAttach serves POST /api/v1/tasks/{id}/files.
func (s *Server) taskAttach(ctx context.Context, in *taskAttachInput) (*list[TaskFile], error) {
	all, err := s.Attachments.Attach(ctx, actorOf(ctx), in.ID, in.items())
	return s.filesReply(ctx, all, err)
}

type taskFileInput struct {
	TaskID
	FileID string `path:"file" maxLength:"26" doc:"Mã tệp"`
}

// taskFile serves GET /api/v1/tasks/{id}/files/{file}.
func (s *Server) taskFile(ctx context.Context, in *taskFileInput) (*huma.StreamResponse, error) {
	return content(s.Attachments.Open(ctx, actorOf(ctx), in.ID, in.FileID))
}

// taskFileRemove serves DELETE /api/v1/tasks/{id}/files/{file}.
func (s *Server) taskFileRemove(ctx context.Context, in *taskFileInput) (*struct{}, error) {
	return nil, s.Attachments.Remove(ctx, actorOf(ctx), in.ID, in.FileID)
}

// content sends the bytes of a file: always to be saved, never to be run or shown as a page of ours. What shows it is the web
// app, from the bytes.
func content(f files.File, r io.ReadCloser, err error) (*huma.StreamResponse, error) {
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "application/octet-stream")
		c.SetHeader("Content-Disposition", disposition(f.Name))
		c.SetHeader("Content-Security-Policy", "default-src 'none'; sandbox")
		c.SetHeader("Cross-Origin-Resource-Policy", "same-origin")
		c.SetHeader("Cache-Control", "private, no-store")
		c.SetHeader("ETag", strconv.Quote(f.SHA256))
		humafiber.Unwrap(c).Context().SetBodyStream(r, int(f.Size)) // read part by part while it is sent; closed at its end
	}}, nil
}

// disposition names a file to be saved: for old programs without marks, for the others as it is (RFC 6266, RFC 8187).
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
