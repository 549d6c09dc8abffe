package v1

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

func (s *Server) registerAbout(api huma.API) {
	huma.Register(api, op("about", http.MethodGet, "/about", "Cơ quan và phiên bản, cho trang đăng nhập", public()), s.about)
	huma.Register(api, op("today", http.MethodGet, "/today", "Hôm nay theo máy chủ và lịch làm việc", signedIn()), s.today)
}

// About is what the sign-in page says of this installation.
type About struct {
	Name     string        `json:"name" doc:"Tên cơ quan; trống khi chưa thiết lập"`
	Setup    bool          `json:"setup" doc:"Chưa thiết lập: chưa có cơ quan nào, cần mở liên kết thiết lập"`
	Version  string        `json:"version" doc:"Phiên bản chương trình"`
	Demo     bool          `json:"demo" doc:"Cơ sở dữ liệu chứa dữ liệu mẫu"`
	Accounts []DemoAccount `json:"accounts,omitempty" doc:"Tài khoản mẫu, chỉ với dữ liệu mẫu"`
	Password string        `json:"password,omitempty" doc:"Mật khẩu chung của tài khoản mẫu, chỉ với dữ liệu mẫu"`
}

// DemoAccount is somebody of the sample agency to sign in as.
type DemoAccount struct {
	Login string      `json:"login" doc:"Mã cán bộ"`
	Name  string      `json:"name" doc:"Họ và tên"`
	Title string      `json:"title" doc:"Chức danh"`
	Unit  string      `json:"unit" doc:"Tên viết tắt của đơn vị"`
	Role  access.Role `json:"role" doc:"Vai trò"`
}

// about serves GET /api/v1/about.
func (s *Server) about(ctx context.Context, _ *struct{}) (*reply[About], error) {
	a := About{Version: s.Version, Demo: s.Demo != nil}
	agency, err := s.Org.Agency(ctx)
	if err != nil && !errors.Is(err, org.ErrNoneIn) {
		return nil, err
	}
	a.Name, a.Setup = agency.Name, err != nil
	if s.Demo != nil {
		a.Accounts, a.Password = s.Demo.Accounts, s.Demo.Password
	}
	return replyWith(a), nil
}

// Today is the server's day: the browser's clock and zone are not asked.
type Today struct {
	Date         vncal.Date `json:"date" format:"date" doc:"Hôm nay, giờ Việt Nam"`
	Now          time.Time  `json:"now" doc:"Bây giờ"`
	Weekday      string     `json:"weekday" doc:"Thứ, ví dụ thứ Tư"`
	Working      bool       `json:"working" doc:"Là ngày làm việc"`
	Why          string     `json:"why,omitempty" doc:"Vì sao nghỉ"`
	NextWorking  vncal.Date `json:"nextWorking" format:"date" doc:"Ngày làm việc tiếp theo"`
	PrevWorking  vncal.Date `json:"prevWorking" format:"date" doc:"Ngày làm việc trước"`
	Period       string     `json:"period" doc:"Kỳ đánh giá hiện tại, ví dụ 2026-11"`
	Epoch        string     `json:"epoch" doc:"Kỷ nguyên của dòng sự kiện"`
	Version      string     `json:"version" doc:"Phiên bản chương trình; đổi thì tải lại trang"`
	ClockShifted bool       `json:"clockShifted" doc:"Giờ đã được dịch để dùng thử"`
}

// today serves GET /api/v1/today.
func (s *Server) today(ctx context.Context, _ *struct{}) (*reply[Today], error) {
	cal, err := s.Calendar.Of(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	d := vncal.DateOf(now)
	t := Today{
		Date: d, Now: now, Weekday: vncal.WeekdayName(d), Working: cal.IsWorking(d), NextWorking: cal.NextWorking(d),
		PrevWorking: cal.PrevWorking(d), Period: string(d[:7]), Epoch: s.Hub.Epoch(), Version: s.Version, ClockShifted: s.Shifted,
	}
	if !t.Working {
		t.Why = cal.Why(d)
	}
	return replyWith(t), nil
}
