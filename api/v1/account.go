package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/session"
)

func (s *Server) registerAccounts(api huma.API) {
	huma.Register(api, op("session-activate", http.MethodPost, "/session/activate", "Kích hoạt tài khoản, đặt lại mật khẩu bằng mã", public(), 422, 429, 503), s.activate)
	huma.Register(api, op("me-sessions", http.MethodGet, "/me/sessions", "Các phiên đăng nhập của tôi", signedIn()), s.mySessions)
	others := op("me-sessions-end", http.MethodDelete, "/me/sessions", "Kết thúc các phiên khác của tôi", signedIn())
	others.DefaultStatus = http.StatusNoContent
	huma.Register(api, others, s.endOtherSessions)
	one := op("me-session-end", http.MethodDelete, "/me/sessions/{id}", "Kết thúc một phiên của tôi", signedIn(), 404)
	one.DefaultStatus = http.StatusNoContent
	huma.Register(api, one, s.endMySession)
	password := op("me-password", http.MethodPost, "/me/password", "Đổi mật khẩu", signedIn(), 409, 422, 429, 503)
	password.DefaultStatus = http.StatusNoContent
	huma.Register(api, password, s.changePassword)
	huma.Register(api, op("me-contact", http.MethodPut, "/me/contact", "Sửa thư điện tử, điện thoại của tôi", signedIn(), 409, 422), s.editContact)
	keepers := roles(access.Admin, access.HR)
	huma.Register(api, op("account-list", http.MethodGet, "/accounts", "Tài khoản trong phạm vi quản lý", keepers, 403, 422), s.accounts)
	huma.Register(api, op("account-codes", http.MethodPost, "/accounts/codes", "Cấp mã kích hoạt; mã chỉ hiện trong trả lời này", keepers, 403, 404, 409, 422), s.giveCodes)
	huma.Register(api, op("account-mail", http.MethodPost, "/accounts/mail", "Gửi mã kích hoạt qua thư điện tử", keepers, 403, 404, 409, 422), s.mailCodes)
	state := op("account-state", http.MethodPost, "/accounts/{id}/state", "Tạm khóa, đóng, mở lại tài khoản", roles(access.Admin), 403, 404, 409, 422)
	state.DefaultStatus = http.StatusNoContent
	huma.Register(api, state, s.setAccountState)
	all := op("account-signout", http.MethodDelete, "/accounts/{id}/sessions", "Kết thúc mọi phiên của một người", roles(access.Admin), 403, 404)
	all.DefaultStatus = http.StatusNoContent
	huma.Register(api, all, s.endSessionsOf)
}

type activateInput struct {
	Device string `header:"User-Agent" hidden:"true"`
	Body   struct {
		Login    string `json:"login" minLength:"1" maxLength:"254" doc:"Mã cán bộ hoặc thư điện tử"`
		Code     string `json:"code" minLength:"1" maxLength:"100" doc:"Mã kích hoạt, 16 chữ và số"`
		Password string `json:"password" minLength:"1" maxLength:"1024" doc:"Mật khẩu tự đặt"`
		Factor   string `json:"factor,omitempty" maxLength:"20" doc:"Mã xác thực hai lớp, khi được hỏi (factor.needed)"`
	}
}

// activate serves POST /api/v1/session/activate.
func (s *Server) activate(ctx context.Context, in *activateInput) (*sessionOutput, error) {
	t, err := s.Sessions.Activate(ctx, session.Activation{Code: in.Body.Code, Credentials: session.Credentials{
		Login: in.Body.Login, Password: in.Body.Password, Device: in.Device, Address: addressOf(ctx), Factor: in.Body.Factor,
	}})
	if err != nil {
		return nil, err
	}
	return s.sessionReply(ctx, t)
}

// OwnSession is one device on which somebody is signed in.
type OwnSession struct {
	ID       string    `json:"id" doc:"Mã phiên"`
	Device   string    `json:"device" doc:"Trình duyệt tự giới thiệu"`
	Address  string    `json:"address" doc:"Địa chỉ mạng lúc đăng nhập"`
	Began    time.Time `json:"began" doc:"Đăng nhập lúc"`
	LastUsed time.Time `json:"lastUsed" doc:"Dùng lần cuối, chính xác đến mười phút"`
	Current  bool      `json:"current" doc:"Là phiên đang gọi"`
}

// mySessions serves GET /api/v1/me/sessions.
func (s *Server) mySessions(ctx context.Context, _ *struct{}) (*list[OwnSession], error) {
	a := actorOf(ctx)
	open, err := s.Sessions.Mine(ctx, a)
	if err != nil {
		return nil, err
	}
	items := make([]OwnSession, 0, len(open))
	for _, one := range open {
		items = append(items, OwnSession{
			ID: one.ID, Device: one.Device, Address: one.Address, Began: one.CreatedAt, LastUsed: one.RotatedAt, Current: one.ID == a.Session,
		})
	}
	return listOf(items), nil
}

// endOtherSessions serves DELETE /api/v1/me/sessions.
func (s *Server) endOtherSessions(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.Sessions.EndOthers(ctx, actorOf(ctx))
}

type idInput struct {
	ID string `path:"id" maxLength:"26" doc:"Mã"`
}

// endMySession serves DELETE /api/v1/me/sessions/{id}.
func (s *Server) endMySession(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Sessions.EndMine(ctx, actorOf(ctx), in.ID)
}

type passwordInput struct {
	Body struct {
		Present string `json:"present" minLength:"1" maxLength:"1024" doc:"Mật khẩu hiện tại"`
		Next    string `json:"next" minLength:"1" maxLength:"1024" doc:"Mật khẩu mới"`
	}
}

// changePassword serves POST /api/v1/me/password.
func (s *Server) changePassword(ctx context.Context, in *passwordInput) (*struct{}, error) {
	return nil, s.Sessions.ChangePassword(ctx, actorOf(ctx), in.Body.Present, in.Body.Next, addressOf(ctx))
}

// Contact is how somebody is reached.
type Contact struct {
	Email   string `json:"email" maxLength:"254" doc:"Thư điện tử công vụ, cũng dùng để đăng nhập; trống là không có"`
	Phone   string `json:"phone" maxLength:"30" doc:"Điện thoại; trống là không có"`
	Version int64  `json:"version" minimum:"1" doc:"Phiên bản hồ sơ"`
}

type contactInput struct{ Body Contact }

// editContact serves PUT /api/v1/me/contact. The rights of the access token end with it, as with any change of the record: the
// next request refreshes.
func (s *Server) editContact(ctx context.Context, in *contactInput) (*reply[Contact], error) {
	p, err := s.Sessions.EditContact(ctx, actorOf(ctx), in.Body.Version, in.Body.Email, in.Body.Phone)
	if err != nil {
		return nil, err
	}
	return replyWith(Contact{Email: p.Email, Phone: p.Phone, Version: p.Version}), nil
}

// AccountRow is somebody's account, as those who look after accounts see it.
type AccountRow struct {
	Person   string        `json:"person" doc:"Mã người"`
	StaffNo  string        `json:"staffNo" doc:"Mã cán bộ"`
	Name     string        `json:"name" doc:"Họ và tên"`
	Title    string        `json:"title" doc:"Chức danh"`
	Unit     UnitRef       `json:"unit" doc:"Đơn vị"`
	Email    string        `json:"email,omitempty" doc:"Thư điện tử"`
	State    session.State `json:"state" enum:"pending,active,disabled,closed" doc:"Trạng thái: chưa kích hoạt, hoạt động, tạm khóa, đã đóng"`
	Version  int64         `json:"version" doc:"Phiên bản của tài khoản; 0 khi chưa có"`
	Waiting  *time.Time    `json:"waiting,omitempty" doc:"Mã kích hoạt đã cấp dùng được đến"`
	Factor   bool          `json:"factor" doc:"Đã bật xác thực hai lớp"`
	Sessions int           `json:"sessions" doc:"Số phiên đang mở"`
	LastUsed *time.Time    `json:"lastUsed,omitempty" doc:"Dùng lần cuối trong các phiên đó"`
	Letter   *CodeLetter   `json:"letter,omitempty" doc:"Thư gửi mã kích hoạt gần nhất"`
	Can      AccountCan    `json:"can" doc:"Những việc màn hình đưa ra"`
}

// CodeLetter says how far the letter with an activation code is.
type CodeLetter struct {
	State string    `json:"state" enum:"waiting,handing,sent,failed,unknown" doc:"Chờ gửi, đang gửi, đã gửi, không gửi được, không rõ đã đến chưa"`
	To    string    `json:"to" doc:"Gửi đến địa chỉ"`
	At    time.Time `json:"at" doc:"Từ lúc"`
}

// AccountCan says which acts are of use to whoever reads a list of accounts.
type AccountCan struct {
	Code  bool `json:"code" doc:"Cấp mã kích hoạt"`
	Mail  bool `json:"mail" doc:"Gửi mã kích hoạt qua thư điện tử"`
	State bool `json:"state" doc:"Tạm khóa, đóng, mở lại, kết thúc phiên"`
}

type accountsInput struct {
	PageInput
	Q     string        `query:"q" maxLength:"100" doc:"Tên, mã cán bộ, chức danh; không dấu cũng được"`
	Unit  string        `query:"unit" maxLength:"26" doc:"Chỉ trong đơn vị này và bên dưới"`
	State session.State `query:"state" enum:"pending,active,disabled,closed" doc:"Chỉ trạng thái này"`
}

// accounts serves GET /api/v1/accounts. A page may be empty and yet have a next one: accounts are looked through by the name of
// their people.
func (s *Server) accounts(ctx context.Context, in *accountsInput) (*page[AccountRow], error) {
	a := actorOf(ctx)
	found, next, err := s.Sessions.Overviews(ctx, a, identity.Query{Text: in.Q, Unit: in.Unit, Cursor: in.Cursor, Limit: in.Limit}, in.State)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(found))
	for _, o := range found {
		ids = append(ids, o.Person.ID)
	}
	factors, err := s.Factors.On(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]AccountRow, 0, len(found))
	for _, o := range found {
		row := AccountRow{
			Person: o.Person.ID, StaffNo: o.Person.StaffNo, Name: o.Person.Name, Title: o.Person.Title, Unit: unitRef(units, o.Person.Primary.Unit),
			Email: o.Person.Email, State: o.State, Version: o.Version, Sessions: o.Sessions, Factor: factors[o.Person.ID],
			Can: AccountCan{Code: o.CanCode, Mail: o.CanMail, State: o.CanState},
		}
		if o.Letter != nil {
			row.Letter = &CodeLetter{State: string(o.Letter.State), To: o.Letter.To, At: o.Letter.At}
		}
		if !o.Waiting.IsZero() {
			row.Waiting = &o.Waiting
		}
		if !o.LastUsed.IsZero() {
			row.LastUsed = &o.LastUsed
		}
		items = append(items, row)
	}
	return pageOf(items, next), nil
}

type codesInput struct {
	Body struct {
		People []string `json:"people" minItems:"1" maxItems:"200" uniqueItems:"true" doc:"Mã của những người được cấp"`
	}
}

// Slip is one activation code to hand out.
type Slip struct {
	Person  string    `json:"person" doc:"Mã người"`
	StaffNo string    `json:"staffNo" doc:"Mã cán bộ, để đăng nhập"`
	Name    string    `json:"name" doc:"Họ và tên"`
	Unit    UnitRef   `json:"unit" doc:"Đơn vị"`
	Code    string    `json:"code" doc:"Mã kích hoạt; chỉ hiện lần này"`
	Expires time.Time `json:"expires" doc:"Dùng được đến"`
}

// giveCodes serves POST /api/v1/accounts/codes. It takes no Idempotency-Key: codes are kept nowhere as they are, so a repeat gives
// new ones, and those of the first reply are of no use any more.
func (s *Server) giveCodes(ctx context.Context, in *codesInput) (*list[Slip], error) {
	a := actorOf(ctx)
	slips, err := s.Sessions.GiveCodes(ctx, a, in.Body.People)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	items := make([]Slip, 0, len(slips))
	for _, one := range slips {
		items = append(items, slipOf(units, one))
	}
	return listOf(items), nil
}

// MailedCode is one activation code on its way by mail.
type MailedCode struct {
	Person string `json:"person" doc:"Mã người"`
	Name   string `json:"name" doc:"Họ và tên"`
	To     string `json:"to" doc:"Gửi đến địa chỉ"`
}

// mailCodes serves POST /api/v1/accounts/mail. A repeat while the letter waits sends no second one.
func (s *Server) mailCodes(ctx context.Context, in *codesInput) (*list[MailedCode], error) {
	mailed, err := s.Sessions.MailCodes(ctx, actorOf(ctx), in.Body.People)
	if err != nil {
		return nil, err
	}
	items := make([]MailedCode, 0, len(mailed))
	for _, m := range mailed {
		items = append(items, MailedCode{Person: m.Person.ID, Name: m.Person.Name, To: m.To})
	}
	return listOf(items), nil
}

func slipOf(units map[string]org.Unit, one session.Slip) Slip {
	p := one.Person
	return Slip{Person: p.ID, StaffNo: p.StaffNo, Name: p.Name, Unit: unitRef(units, p.Primary.Unit), Code: one.Code, Expires: one.Expires}
}

type accountStateInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã người"`
	Body struct {
		Version int64         `json:"version" minimum:"1" doc:"Phiên bản người gửi đã thấy"`
		State   session.State `json:"state" enum:"active,disabled,closed" doc:"Trạng thái mới"`
		Reason  string        `json:"reason,omitempty" maxLength:"500" doc:"Lý do, ghi vào nhật ký hệ thống"`
	}
}

// setAccountState serves POST /api/v1/accounts/{id}/state.
func (s *Server) setAccountState(ctx context.Context, in *accountStateInput) (*struct{}, error) {
	return nil, s.Sessions.SetState(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.State, in.Body.Reason)
}

// endSessionsOf serves DELETE /api/v1/accounts/{id}/sessions.
func (s *Server) endSessionsOf(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Sessions.EndAllOf(ctx, actorOf(ctx), in.ID)
}
