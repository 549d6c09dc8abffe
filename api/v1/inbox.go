package v1

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/inbox"
)

func (s *Server) registerInbox(api huma.API) {
	huma.Register(api, op("inbox", http.MethodGet, "/inbox", "Thông báo của tôi, mới nhất trước", signedIn(), 400, 422), s.inboxList)
	huma.Register(api, op("inbox-count", http.MethodGet, "/inbox/count", "Số thông báo chưa đọc", signedIn()), s.inboxCount)
	huma.Register(api, op("inbox-read", http.MethodPost, "/inbox/read", "Đánh dấu đã đọc", signedIn(), 422), s.inboxRead)
}

// InboxObject names what a message is about.
type InboxObject struct {
	Type  string `json:"type" enum:"task,diary,registration,absence,check,sheet,period,session,substitute,person,recurring,report,document,scheme,rating,petition,rights" doc:"Loại bản ghi"`
	ID    string `json:"id" doc:"Mã; nhật ký là <người>|<ngày>, phiếu là <người>|<kỳ>, kỳ là tháng"`
	Code  string `json:"code,omitempty" doc:"Số nhiệm vụ"`
	Title string `json:"title,omitempty" doc:"Tên khi gửi"`
}

// InboxItem is one message to the caller; its words are the client's, by kind and rule.
type InboxItem struct {
	ID     string            `json:"id" doc:"Mã"`
	Kind   string            `json:"kind" doc:"Loại, ví dụ task.returned, reminder.overdue"`
	Object InboxObject       `json:"object" doc:"Về việc gì"`
	By     *PersonRef        `json:"by,omitempty" doc:"Ai gây ra; không có với thông báo của hệ thống"`
	For    string            `json:"for,omitempty" doc:"Tên người vắng: người gây ra làm thay ai; với vai trò substitute là tôi đang thay ai"`
	Group  string            `json:"group" doc:"Các tin cùng nhóm là một dòng: về một bản ghi, hoặc các nhắc việc của một buổi sáng"`
	Params map[string]string `json:"params" doc:"Giá trị điền vào câu"`
	Rule   string            `json:"rule" doc:"Quy tắc: vì sao có tin này và khi nào dừng"`
	Why    string            `json:"why" doc:"Vai trò của tôi: lead, assigner, approver, coordinator, author, head, absent, substitute, subject"`
	At     time.Time         `json:"at" doc:"Lúc gửi"`
	Mailed *time.Time        `json:"mailed,omitempty" doc:"Lúc gửi thêm thư điện tử, vì tin chưa được xem"`
	ReadAt *time.Time        `json:"readAt,omitempty" doc:"Lúc đọc"`
}

type inboxInput struct {
	PageInput
	Unread bool `query:"unread" doc:"Chỉ tin chưa đọc"`
}

// inboxList serves GET /api/v1/inbox. Everybody reads the own messages only.
func (s *Server) inboxList(ctx context.Context, in *inboxInput) (*page[InboxItem], error) {
	a := actorOf(ctx)
	rows, next, err := s.Inbox.List(ctx, a, in.Unread, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.By)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]InboxItem, 0, len(rows))
	for _, r := range rows {
		items = append(items, inboxItem(r, n))
	}
	return pageOf(items, next), nil
}

func inboxItem(r inbox.Row, n names) InboxItem {
	item := InboxItem{
		ID: r.ID, Kind: r.Kind, Object: InboxObject{Type: r.Object.Type, ID: r.Object.ID, Code: r.Object.Code, Title: r.Object.Title},
		Group: cmp.Or(r.Group, r.ID), For: r.For, Params: r.Params, Rule: r.Rule, Why: r.Why, At: r.At,
	}
	if item.Params == nil {
		item.Params = map[string]string{}
	}
	if r.By != access.SystemID {
		item.By = n.maybe(r.By)
	}
	if !r.LetterAt.IsZero() {
		item.Mailed = &r.LetterAt
	}
	if !r.Unread {
		item.ReadAt = &r.ReadAt
	}
	return item
}

// InboxCount is how many messages are unread, those of one group once.
type InboxCount struct {
	Unread int64 `json:"unread" doc:"Số dòng thông báo chưa đọc; tin cùng nhóm tính một lần, dừng ở 1000"`
}

// inboxCount serves GET /api/v1/inbox/count.
func (s *Server) inboxCount(ctx context.Context, _ *struct{}) (*reply[InboxCount], error) {
	n, err := s.Inbox.Unread(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return replyWith(InboxCount{Unread: n}), nil
}

type inboxReadInput struct {
	Body struct {
		IDs     []string `json:"ids,omitempty" maxItems:"100" doc:"Các tin"`
		Through string   `json:"through,omitempty" maxLength:"26" doc:"Mọi tin đến tin này, kể cả nó"`
	}
}

// inboxRead serves POST /api/v1/inbox/read. Foreign and unknown ids are ignored; it may be repeated.
func (s *Server) inboxRead(ctx context.Context, in *inboxReadInput) (*reply[InboxCount], error) {
	n, err := s.Inbox.Read(ctx, actorOf(ctx), in.Body.IDs, in.Body.Through)
	if err != nil {
		return nil, err
	}
	return replyWith(InboxCount{Unread: n}), nil
}
