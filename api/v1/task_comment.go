package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/comment"
	"congvu/internal/errs"
)

// What is said about a task. Whoever may see the task may say something.
func (s *Server) registerTaskComments(api huma.API) {
	huma.Register(api, op("task-comments", http.MethodGet, "/tasks/{id}/comments", "Trao đổi về nhiệm vụ, mới nhất trước", signedIn(), 400, 404), s.taskComments)
	huma.Register(api, created(op("task-comment", http.MethodPost, "/tasks/{id}/comments", "Viết trao đổi", signedIn(), 404, 422)), s.taskComment)
	huma.Register(api, op("task-comment-edit", http.MethodPatch, "/tasks/{id}/comments/{comment}", "Sửa trao đổi, trong 15 phút", signedIn(), 403, 404, 409, 422), s.taskCommentEdit)
	remove := op("task-comment-delete", http.MethodDelete, "/tasks/{id}/comments/{comment}", "Xóa trao đổi", signedIn(), 403, 404, 409, 422)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, s.taskCommentDelete)
	huma.Register(api, op("comment-search", http.MethodGet, "/comments", "Tìm trong trao đổi của những nhiệm vụ tôi được xem", signedIn(), 400, 422), s.commentSearch)
	huma.Register(api, op("task-people", http.MethodGet, "/tasks/{id}/people", "Người xem được nhiệm vụ, để nhắc tên", signedIn(), 404, 422), s.taskPeople)
}

// TaskComment is one thing said about a task.
type TaskComment struct {
	ID       string        `json:"id" doc:"Mã"`
	Version  int64         `json:"version" doc:"Phiên bản"`
	By       PersonRef     `json:"by" doc:"Người viết"`
	At       time.Time     `json:"at" doc:"Lúc"`
	Text     string        `json:"text" doc:"Nội dung; trống khi đã xóa"`
	Deleted  bool          `json:"deleted" doc:"Người viết đã xóa"`
	Mentions []PersonRef   `json:"mentions" doc:"Những người được nhắc tên"`
	ReplyTo  *CommentQuote `json:"replyTo,omitempty" doc:"Trả lời trao đổi nào"`
	Edits    []CommentEdit `json:"edits" doc:"Các nội dung trước khi sửa, cũ nhất trước"`
	Editable *time.Time    `json:"editable,omitempty" doc:"Tôi còn sửa được đến lúc này; không có khi không được sửa"`
	Delete   bool          `json:"delete" doc:"Tôi được xóa"`
}

// CommentQuote is what is shown of a comment above its answer.
type CommentQuote struct {
	ID   string    `json:"id" doc:"Mã"`
	By   PersonRef `json:"by" doc:"Người viết"`
	Text string    `json:"text" doc:"Phần đầu của nội dung; trống khi đã xóa"`
}

// CommentEdit is a text that was replaced.
type CommentEdit struct {
	Text string    `json:"text" doc:"Nội dung trước"`
	At   time.Time `json:"at" doc:"Lúc sửa"`
}

// maxQuote is how much of a comment is shown above its answer, in characters.
const maxQuote = 140

// comments returns comments in their shape.
func (s *Server) comments(ctx context.Context, p comment.Page) ([]TaskComment, error) {
	a := actorOf(ctx)
	ids := []string{}
	for _, c := range p.Answers {
		ids = append(append(ids, c.By), c.Mentions...)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	out := make([]TaskComment, 0, len(p.Items))
	for _, c := range p.Items {
		item := TaskComment{
			ID: c.ID, Version: c.Version, By: n.person(c.By), At: c.At, Deleted: !c.Deleted.IsZero(), Mentions: []PersonRef{}, Edits: []CommentEdit{},
			Delete: comment.CanDelete(a, c),
		}
		if to, ok := p.Answers[c.ReplyTo]; ok {
			item.ReplyTo = &CommentQuote{ID: to.ID, By: n.person(to.By)}
			if to.Deleted.IsZero() {
				r := []rune(to.Text)
				item.ReplyTo.Text = string(r[:min(len(r), maxQuote)])
			}
		}
		if !item.Deleted {
			item.Text = c.Text
			for _, m := range c.Mentions {
				item.Mentions = append(item.Mentions, n.person(m))
			}
			for _, e := range c.Edits {
				item.Edits = append(item.Edits, CommentEdit(e))
			}
		}
		if comment.CanEdit(a, c, now) {
			until := c.At.Add(comment.EditWithin)
			item.Editable = &until
		}
		out = append(out, item)
	}
	return out, nil
}

// commented answers with one comment; a conflict carries the stored one.
func (s *Server) commented(ctx context.Context, p comment.Page, err error) (*reply[TaskComment], error) {
	if stored, ok := errs.As(err).Current.(comment.Comment); ok {
		shapes, shapeErr := s.comments(ctx, comment.Page{Items: []comment.Comment{stored}, Answers: map[string]comment.Comment{stored.ID: stored}})
		if shapeErr != nil {
			return nil, shapeErr
		}
		return nil, errs.As(err).Having(shapes[0])
	}
	if err != nil {
		return nil, err
	}
	shapes, err := s.comments(ctx, p)
	if err != nil {
		return nil, err
	}
	return replyWith(shapes[0]), nil
}

type taskCommentsInput struct {
	TaskID
	PageInput
}

// taskComments serves GET /api/v1/tasks/{id}/comments.
func (s *Server) taskComments(ctx context.Context, in *taskCommentsInput) (*page[TaskComment], error) {
	p, err := s.Comments.List(ctx, actorOf(ctx), in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items, err := s.comments(ctx, p)
	if err != nil {
		return nil, err
	}
	return pageOf(items, p.Next), nil
}

type taskCommentInput struct {
	TaskID
	Idempotent
	Body struct {
		Text     string   `json:"text" minLength:"1" maxLength:"4000" doc:"Nội dung"`
		ReplyTo  string   `json:"replyTo,omitempty" maxLength:"26" doc:"Trả lời trao đổi nào"`
		Mentions []string `json:"mentions,omitempty" maxItems:"20" doc:"Những người được nhắc tên: phải xem được nhiệm vụ"`
	}
}

// taskComment serves POST /api/v1/tasks/{id}/comments.
func (s *Server) taskComment(ctx context.Context, in *taskCommentInput) (*reply[TaskComment], error) {
	p, err := s.Comments.Add(ctx, actorOf(ctx), in.ID, comment.Input{Text: in.Body.Text, ReplyTo: in.Body.ReplyTo, Mentions: in.Body.Mentions}, in.Key)
	return s.commented(ctx, p, err)
}

// CommentID is the path of an operation on one comment.
type CommentID struct {
	TaskID
	Comment string `path:"comment" maxLength:"26" doc:"Mã trao đổi"`
}

type taskCommentEditInput struct {
	CommentID
	Body struct {
		Version  int64    `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Text     string   `json:"text" minLength:"1" maxLength:"4000" doc:"Nội dung"`
		Mentions []string `json:"mentions,omitempty" maxItems:"20" doc:"Những người được nhắc tên: phải xem được nhiệm vụ"`
	}
}

// taskCommentEdit serves PATCH /api/v1/tasks/{id}/comments/{comment}.
func (s *Server) taskCommentEdit(ctx context.Context, in *taskCommentEditInput) (*reply[TaskComment], error) {
	p, err := s.Comments.Edit(ctx, actorOf(ctx), in.ID, in.Comment, in.Body.Version, comment.Input{Text: in.Body.Text, Mentions: in.Body.Mentions})
	return s.commented(ctx, p, err)
}

type taskCommentDeleteInput struct {
	CommentID
	Version int64 `query:"version" required:"true" minimum:"1" doc:"Phiên bản đang xem"`
}

// taskCommentDelete serves DELETE /api/v1/tasks/{id}/comments/{comment}.
func (s *Server) taskCommentDelete(ctx context.Context, in *taskCommentDeleteInput) (*struct{}, error) {
	if err := s.Comments.Delete(ctx, actorOf(ctx), in.ID, in.Comment, in.Version); err != nil {
		_, err := s.commented(ctx, comment.Page{}, err)
		return nil, err
	}
	return &struct{}{}, nil
}

type taskPeopleInput struct {
	TaskID
	Q string `query:"q" maxLength:"100" doc:"Tên, không dấu cũng được; bỏ trống là những người tham gia"`
}

// taskPeople serves GET /api/v1/tasks/{id}/people.
func (s *Server) taskPeople(ctx context.Context, in *taskPeopleInput) (*list[PersonRef], error) {
	a := actorOf(ctx)
	people, err := s.Comments.Nameable(ctx, a, in.ID, in.Q)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	items := make([]PersonRef, 0, len(people))
	for _, p := range people {
		items = append(items, PersonRef{ID: p.ID, Name: p.Name, Title: p.Title, Unit: unitRef(units, p.Primary.Unit).ShortName})
	}
	return listOf(items), nil
}

// CommentHit is a comment that was looked for.
type CommentHit struct {
	ID    string    `json:"id" doc:"Mã trao đổi"`
	By    PersonRef `json:"by" doc:"Người viết"`
	At    time.Time `json:"at" doc:"Lúc"`
	Text  string    `json:"text" doc:"Nội dung"`
	Task  string    `json:"task" doc:"Mã nhiệm vụ"`
	Code  string    `json:"code" doc:"Số nhiệm vụ"`
	Title string    `json:"title" doc:"Tên nhiệm vụ"`
}

type commentSearchInput struct {
	PageInput
	Q string `query:"q" minLength:"2" maxLength:"200" required:"true" doc:"Các từ; không dấu cũng được"`
}

// commentSearch serves GET /api/v1/comments.
func (s *Server) commentSearch(ctx context.Context, in *commentSearchInput) (*page[CommentHit], error) {
	a := actorOf(ctx)
	hits, next, err := s.Comments.Search(ctx, a, in.Q, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Comment.By)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]CommentHit, 0, len(hits))
	for _, h := range hits {
		items = append(items, CommentHit{
			ID: h.Comment.ID, By: n.person(h.Comment.By), At: h.Comment.At, Text: h.Comment.Text, Task: h.Task.ID, Code: h.Task.Code, Title: h.Task.Title,
		})
	}
	return pageOf(items, next), nil
}
