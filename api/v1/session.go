package v1

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/evaluation"
	"congvu/internal/factor"
	"congvu/internal/identity"
	"congvu/internal/session"
)

// cookieName is the refresh token's cookie. The prefix makes browsers insist on Secure, Path=/ and no Domain.
const cookieName = "__Host-congvu"

func (s *Server) registerSession(api huma.API) {
	huma.Register(api, op("session-start", http.MethodPost, "/session", "Đăng nhập", public(), 422, 429, 503), s.signIn)
	huma.Register(api, op("session-refresh", http.MethodPost, "/session/refresh", "Gia hạn phiên làm việc", public(), 403, 503), s.refresh)
	end := op("session-end", http.MethodDelete, "/session", "Đăng xuất", public(), 403)
	end.DefaultStatus = http.StatusNoContent
	huma.Register(api, end, s.signOut)
	huma.Register(api, op("me", http.MethodGet, "/me", "Tôi: đơn vị, chức vụ, quyền", map[string]any{callersKey: callers{signedIn: true, unenrolled: true}}), s.me)
}

// Session is what a sign-in or a refresh replies; the refresh token goes into the cookie only.
type Session struct {
	AccessToken string `json:"accessToken" doc:"Mã truy cập, gửi trong Authorization: Bearer; chỉ giữ trong bộ nhớ"`
	ExpiresIn   int    `json:"expiresIn" doc:"Thời hạn của mã truy cập, giây"`
	Me          Me     `json:"me" doc:"Người đăng nhập"`
}

// Me is who is signed in, with the posts in force today.
type Me struct {
	ID           string        `json:"id" doc:"Mã người"`
	StaffNo      string        `json:"staffNo" doc:"Mã cán bộ"`
	Name         string        `json:"name" doc:"Họ và tên"`
	Email        string        `json:"email,omitempty" doc:"Thư điện tử"`
	Phone        string        `json:"phone,omitempty" doc:"Điện thoại"`
	Version      int64         `json:"version" doc:"Phiên bản hồ sơ"`
	Title        string        `json:"title" doc:"Chức danh của chức vụ chính"`
	Unit         UnitRef       `json:"unit" doc:"Đơn vị của chức vụ chính"`
	UnitPath     []UnitRef     `json:"unitPath" doc:"Từ cơ quan cao nhất đến đơn vị"`
	Roles        []access.Role `json:"roles" doc:"Các vai trò đang có"`
	Appointments []Appointment `json:"appointments" doc:"Các chức vụ đang giữ, chức vụ chính trước"`
	Can          MeCan         `json:"can" doc:"Những việc màn hình đưa ra"`
	Enrol        bool          `json:"enrol" doc:"Phải cài đặt xác thực hai lớp trước khi làm việc khác"`
	Reach        MeReach       `json:"reach" doc:"Những đơn vị màn hình đưa ra"`
}

// MeCan says which parts of the screens are of use to somebody; every operation decides for itself.
type MeCan struct {
	Assign         bool `json:"assign" doc:"Giao việc"`
	Team           bool `json:"team" doc:"Xem đơn vị, xác nhận nhật ký"`
	Score          bool `json:"score" doc:"Cho điểm tiêu chí chung"`
	ClosePeriods   bool `json:"closePeriods" doc:"Chốt kỳ đánh giá"`
	ConfirmPeriods bool `json:"confirmPeriods" doc:"Xác nhận việc đóng kỳ, mở lại kỳ"`
}

// MeReach are the units whose pages open to somebody, as ids: those at the top, each with everything below it, the one to
// show first in front.
type MeReach struct {
	Leads  []string `json:"leads" doc:"Mã đơn vị tôi đứng đầu hoặc phụ trách, kể cả các đơn vị bên dưới: giao việc, xem nhật ký"`
	Scores []string `json:"scores" doc:"Mã đơn vị có bảng điểm tôi xem được, kể cả các đơn vị bên dưới"`
}

// Appointment is one post of the person signed in.
type Appointment struct {
	ID      string      `json:"id" doc:"Mã chức vụ"`
	Unit    UnitRef     `json:"unit" doc:"Đơn vị"`
	Role    access.Role `json:"role" doc:"Vai trò"`
	Title   string      `json:"title" doc:"Chức danh"`
	Primary bool        `json:"primary" doc:"Chức vụ chính"`
}

// sessionOutput sets the cookie beside the reply.
type sessionOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Session
}

type signInInput struct {
	Device string `header:"User-Agent" hidden:"true"`
	Body   struct {
		Login    string `json:"login" minLength:"1" maxLength:"254" doc:"Mã cán bộ hoặc thư điện tử"`
		Password string `json:"password" minLength:"1" maxLength:"1024" doc:"Mật khẩu"`
		Factor   string `json:"factor,omitempty" maxLength:"20" doc:"Mã xác thực hai lớp: 6 số trên ứng dụng, hoặc một mã dự phòng; gửi khi được hỏi (factor.needed)"`
	}
}

// signIn serves POST /api/v1/session.
func (s *Server) signIn(ctx context.Context, in *signInInput) (*sessionOutput, error) {
	t, err := s.Sessions.SignIn(ctx, session.Credentials{
		Login: in.Body.Login, Password: in.Body.Password, Device: in.Device, Address: addressOf(ctx), Factor: in.Body.Factor,
	})
	if err != nil {
		return nil, err
	}
	return s.sessionReply(ctx, t)
}

// fromPage are the marks of a request that only our own page can send: a header that makes a foreign page ask first,
// the browser's own word for where the page came from, and the cookie.
type fromPage struct {
	Marker string `header:"X-Congvu" enum:"1" required:"true" doc:"Luôn là 1: trang khác không gửi được tiêu đề này"`
	Origin string `header:"Origin" hidden:"true"`
	Cookie string `cookie:"__Host-congvu" hidden:"true"`
}

// refresh serves POST /api/v1/session/refresh.
func (s *Server) refresh(ctx context.Context, in *fromPage) (*sessionOutput, error) {
	if !s.allowedOrigin(in.Origin) {
		return nil, errOrigin
	}
	t, err := s.Sessions.Refresh(ctx, in.Cookie)
	if err != nil {
		return nil, err
	}
	return s.sessionReply(ctx, t)
}

type signOutOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

// signOut serves DELETE /api/v1/session. It needs no access token: that may have expired while the page lay open.
func (s *Server) signOut(ctx context.Context, in *fromPage) (*signOutOutput, error) {
	if !s.allowedOrigin(in.Origin) {
		return nil, errOrigin
	}
	if err := s.Sessions.SignOut(ctx, in.Cookie); err != nil {
		return nil, err
	}
	return &signOutOutput{SetCookie: cookie("", -time.Second)}, nil
}

// sessionReply turns tokens into the reply of a sign-in or a refresh.
func (s *Server) sessionReply(ctx context.Context, t session.Tokens) (*sessionOutput, error) {
	me, err := s.meOf(ctx, t.Actor)
	if err != nil {
		return nil, err
	}
	return &sessionOutput{
		SetCookie: cookie(t.Refresh, t.RefreshExpires.Sub(s.Clock.Now())),
		Body:      Session{AccessToken: t.Access, ExpiresIn: int(t.ExpiresIn / time.Second), Me: me},
	}, nil
}

// cookie returns the refresh cookie with how long it is kept, a negative time to remove it. It says for how long and not
// until when: the browser's clock may be another than ours, above all where CONGVU_CLOCK has moved ours.
func cookie(value string, keep time.Duration) http.Cookie {
	return http.Cookie{
		Name: cookieName, Value: value, Path: "/", MaxAge: int(keep / time.Second), Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// me serves GET /api/v1/me.
func (s *Server) me(ctx context.Context, _ *struct{}) (*reply[Me], error) {
	me, err := s.meOf(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return replyWith(me), nil
}

// meOf gathers what screens show of the person signed in.
func (s *Server) meOf(ctx context.Context, a access.Actor) (Me, error) {
	p, err := s.Identity.Person(ctx, a.Agency, a.ID)
	if err != nil {
		return Me{}, err
	}
	enrol := s.Factors.Admits(ctx, a)
	if enrol != nil && !errors.Is(enrol, factor.ErrEnrol) {
		return Me{}, enrol
	}
	posts, err := s.Identity.Appointments(ctx, a.Agency, a.ID)
	if err != nil {
		return Me{}, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return Me{}, err
	}
	me := Me{
		ID: p.ID, StaffNo: p.StaffNo, Name: p.Name, Email: p.Email, Phone: p.Phone, Version: p.Version, Title: p.Title,
		Unit:     unitRef(units, p.Primary.Unit),
		UnitPath: []UnitRef{}, Roles: []access.Role{}, Appointments: []Appointment{}, Can: canOf(a), Enrol: enrol != nil,
		Reach: MeReach{Leads: diary.Reach(a), Scores: evaluation.Reach(a)},
	}
	for _, id := range p.Units {
		me.UnitPath = append(me.UnitPath, unitRef(units, id))
	}
	for _, r := range access.Roles() {
		if a.Has(r) {
			me.Roles = append(me.Roles, r)
		}
	}
	for _, post := range posts {
		me.Appointments = append(me.Appointments, Appointment{
			ID: post.ID, Unit: unitRef(units, post.Unit), Role: post.Role, Title: post.Title, Primary: post.Primary,
		})
	}
	return me, nil
}

// canOf asks the rules that the operations themselves ask.
func canOf(a access.Actor) MeCan {
	return MeCan{
		Assign: identity.CanAssign(a), Team: len(diary.Reach(a)) > 0, Score: a.Has(access.Head), ClosePeriods: evaluation.CanClose(a), ConfirmPeriods: evaluation.CanConfirm(a),
	}
}
