package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/inbox"
	"congvu/internal/notify"
)

func (s *Server) registerLedger(api huma.API) {
	huma.Register(api, op("reminder-ledger", http.MethodGet, "/reminders/ledger", "Sổ gửi tin: từng tin đã gửi, theo kênh nào, đã xem chưa",
		roles(access.Admin), 400, 403, 422), s.reminderLedger)
	huma.Register(api, op("reminder-lost", http.MethodGet, "/reminders/lost", "Thư điện tử chưa tới", roles(access.Admin), 403), s.reminderLost)
	huma.Register(api, op("reminder-again", http.MethodPost, "/reminders/lost/{id}/again", "Gửi lại một thư chưa tới",
		roles(access.Admin), 403, 404, 409, 422), s.reminderAgain)
}

// LedgerChannel is how far a message is on one of its ways.
type LedgerChannel struct {
	Channel string     `json:"channel" enum:"app,email" doc:"Kênh: trong ứng dụng, thư điện tử"`
	State   string     `json:"state" enum:"planned,sent,delivered,seen,failed,unknown,dropped" doc:"Chờ gửi; máy chủ thư đã nhận; đã vào hộp tin; đã xem; không gửi được; không rõ tới chưa; thôi không gửi vì đã xem"`
	Planned time.Time  `json:"planned" doc:"Lúc lẽ ra gửi"`
	Sent    *time.Time `json:"sent,omitempty" doc:"Lúc gửi"`
	Seen    *time.Time `json:"seen,omitempty" doc:"Lúc xem"`
	Fault   string     `json:"fault,omitempty" doc:"Máy chủ thư trả lời gì"`
}

// LedgerItem is one message with its ways. Who runs the installation sees no work: it has a code and no title.
type LedgerItem struct {
	ID       string          `json:"id" doc:"Mã"`
	To       PersonRef       `json:"to" doc:"Gửi ai"`
	Kind     string          `json:"kind" doc:"Loại tin"`
	Rule     string          `json:"rule" doc:"Theo quy tắc nào"`
	Type     string          `json:"type" doc:"Về loại bản ghi nào"`
	Code     string          `json:"code,omitempty" doc:"Số nhiệm vụ"`
	Channels []LedgerChannel `json:"channels" doc:"Các kênh"`
}

type reminderLedgerInput struct {
	PageInput
	Person string `query:"person" maxLength:"64" doc:"Chỉ tin gửi người này"`
}

// reminderLedger serves GET /api/v1/reminders/ledger.
func (s *Server) reminderLedger(ctx context.Context, in *reminderLedgerInput) (*page[LedgerItem], error) {
	agency := actorOf(ctx).Agency
	rows, next, err := s.Inbox.Ledger(ctx, agency, in.Person, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	people, mailed := make([]string, 0, len(rows)), []string{}
	for _, r := range rows {
		people = append(people, r.To)
		if r.Letter != "" {
			mailed = append(mailed, r.Letter)
		}
	}
	n, err := s.namesOf(ctx, agency, people)
	if err != nil {
		return nil, err
	}
	letters, err := s.Mail.Letters(ctx, agency, mailed)
	if err != nil {
		return nil, err
	}
	items := make([]LedgerItem, 0, len(rows))
	for _, r := range rows {
		item := LedgerItem{
			ID: r.ID, To: n.person(r.To), Kind: r.Kind, Rule: r.Rule, Type: r.Object.Type, Code: r.Object.Code, Channels: []LedgerChannel{inApp(r)},
		}
		if l, ok := letters[r.Letter]; ok {
			item.Channels = append(item.Channels, byLetter(l))
		}
		items = append(items, item)
	}
	return pageOf(items, next), nil
}

// inApp is the way of a message into its reader's inbox, where it lies from the moment it is given.
func inApp(r inbox.Row) LedgerChannel {
	c := LedgerChannel{Channel: "app", State: "delivered", Planned: r.At, Sent: &r.At}
	if !r.Planned.IsZero() {
		c.Planned = r.Planned
	}
	if !r.Unread {
		c.State, c.Seen = "seen", &r.ReadAt
	}
	return c
}

// byLetter is the way of a letter.
func byLetter(l notify.Letter) LedgerChannel {
	c := LedgerChannel{Channel: "email", State: string(l.State), Planned: l.Queued, Fault: l.Fault}
	switch l.State {
	case notify.Waiting, notify.Handing:
		c.State = "planned"
	case notify.Sent:
		c.Sent = &l.Ended
	case notify.Failed, notify.Unknown, notify.Dropped: // named alike
	}
	return c
}

// LostLetter is a letter that failed, or of which nobody knows whether it arrived. What it says is shown to nobody.
type LostLetter struct {
	ID     string     `json:"id" doc:"Mã"`
	To     PersonRef  `json:"to" doc:"Gửi ai"`
	Mail   string     `json:"mail" doc:"Địa chỉ đã gửi"`
	Kind   string     `json:"kind" enum:"code,told,unseen" doc:"Mã kích hoạt; báo đổi mật khẩu; tin chưa xem"`
	State  string     `json:"state" enum:"waiting,handing,sent,failed,unknown,dropped" doc:"failed là không gửi được, unknown là không rõ tới chưa"`
	Queued time.Time  `json:"queued" doc:"Lúc xếp hàng gửi"`
	Ended  *time.Time `json:"ended,omitempty" doc:"Lúc thôi gửi"`
	Fault  string     `json:"fault,omitempty" doc:"Máy chủ thư trả lời gì"`
}

// LostLetters are the letters that did not arrive.
type LostLetters struct {
	Set   bool         `json:"set" doc:"Đã đặt máy chủ thư"`
	Items []LostLetter `json:"items" doc:"Mới nhất trước, nhiều nhất 200; giữ 60 ngày"`
}

// reminderLost serves GET /api/v1/reminders/lost.
func (s *Server) reminderLost(ctx context.Context, _ *struct{}) (*reply[LostLetters], error) {
	agency := actorOf(ctx).Agency
	letters, err := s.Mail.Lost(ctx, agency)
	if err != nil {
		return nil, err
	}
	people := make([]string, 0, len(letters))
	for _, l := range letters {
		people = append(people, l.Person)
	}
	n, err := s.namesOf(ctx, agency, people)
	if err != nil {
		return nil, err
	}
	out := LostLetters{Set: s.Mail.Set(), Items: make([]LostLetter, 0, len(letters))}
	for _, l := range letters {
		out.Items = append(out.Items, lostLetter(l, n))
	}
	return replyWith(out), nil
}

func lostLetter(l notify.Letter, n names) LostLetter {
	out := LostLetter{ID: l.ID, To: n.person(l.Person), Mail: l.To, Kind: l.Kind, State: string(l.State), Queued: l.Queued, Fault: l.Fault}
	if !l.Ended.IsZero() {
		out.Ended = &l.Ended
	}
	return out
}

// reminderAgain serves POST /api/v1/reminders/lost/{id}/again.
func (s *Server) reminderAgain(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"64" doc:"Mã thư"`
}) (*reply[LostLetter], error) {
	a := actorOf(ctx)
	l, err := s.Reminders.SendAgain(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, a.Agency, []string{l.Person})
	if err != nil {
		return nil, err
	}
	return replyWith(lostLetter(l, n)), nil
}
