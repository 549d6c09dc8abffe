package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/session"
	"congvu/internal/setup"
	"congvu/pkg/vncal"
)

// errLine refuses to set an installation up where others on the line could read along.
var errLine = errs.New(errs.Forbidden, "setup.line", "set-up needs TLS or this machine")

func (s *Server) registerSetup(api huma.API) {
	huma.Register(api, op("setup-open", http.MethodPost, "/setup/link", "Mở liên kết thiết lập lần đầu", public(), 403, 422), s.openSetup)
	huma.Register(api, op("setup-found", http.MethodPost, "/setup", "Thiết lập lần đầu: cơ quan và người quản trị", public(), 403, 422, 429, 503), s.found)
	huma.Register(api, op("setup-missing", http.MethodGet, "/setup/missing", "Những gì cơ quan còn thiếu", roles(access.Admin, access.HR), 403), s.missing)
}

// SetupMissing is one thing without which the office cannot work yet.
type SetupMissing struct {
	What  string    `json:"what" enum:"units,hr,people,heads,catalogue,calendar,mail" doc:"Thiếu gì"`
	N     int       `json:"n,omitempty" doc:"Số đơn vị khuyết người đứng đầu"`
	Units []UnitRef `json:"units,omitempty" doc:"Vài đơn vị đầu trong số đó"`
	Year  string    `json:"year,omitempty" doc:"Năm chưa có lịch nghỉ"`
}

// missing serves GET /api/v1/setup/missing: empty once the first day is over.
func (s *Server) missing(ctx context.Context, _ *struct{}) (*list[SetupMissing], error) {
	agency := actorOf(ctx).Agency
	f := setup.Facts{Today: vncal.DateOf(s.Clock.Now()), Mail: s.Mail.Set()}
	var err error
	if f.Units, err = s.Org.Tree(ctx, agency); err != nil {
		return nil, err
	}
	if f.Staff, err = s.Identity.UnitFacts(ctx, agency); err != nil {
		return nil, err
	}
	if f.HR, err = s.Identity.Holding(ctx, agency, access.HR); err != nil {
		return nil, err
	}
	products, err := s.Catalogue.List(ctx, agency, "")
	if err != nil {
		return nil, err
	}
	f.Products = len(products)
	if f.Calendar, err = s.Calendar.Of(ctx, agency); err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, agency)
	if err != nil {
		return nil, err
	}
	items := []SetupMissing{}
	for _, m := range setup.Lacks(f) {
		item := SetupMissing{What: m.What, N: m.N, Year: m.Year}
		for _, id := range m.Units {
			item.Units = append(item.Units, unitRef(units, id))
		}
		items = append(items, item)
	}
	return listOf(items), nil
}

// SetupLink is a set-up link that can be used.
type SetupLink struct {
	Expires time.Time `json:"expires" doc:"Dùng được đến"`
}

type setupLinkInput struct {
	Body struct {
		Secret string `json:"secret" minLength:"1" maxLength:"100" doc:"Mã trong liên kết, sau dấu #"`
	}
}

// openSetup serves POST /api/v1/setup/link. It is a POST so that the secret stands in no log of addresses.
func (s *Server) openSetup(ctx context.Context, in *setupLinkInput) (*reply[SetupLink], error) {
	if !isPrivate(ctx) {
		return nil, errLine
	}
	expires, err := s.Setup.Open(ctx, in.Body.Secret)
	if err != nil {
		return nil, err
	}
	return replyWith(SetupLink{Expires: expires}), nil
}

type foundInput struct {
	Device string `header:"User-Agent" hidden:"true"`
	Origin string `header:"Origin" hidden:"true"`
	Body   struct {
		Secret string      `json:"secret" minLength:"1" maxLength:"100" doc:"Mã trong liên kết, sau dấu #"`
		Agency SetupAgency `json:"agency" doc:"Cơ quan"`
		Admin  SetupAdmin  `json:"admin" doc:"Người quản trị đầu tiên"`
	}
}

// SetupAgency is what the first form asks of the agency.
type SetupAgency struct {
	Name      string `json:"name" minLength:"1" maxLength:"200" doc:"Tên đầy đủ"`
	ShortName string `json:"shortName,omitempty" maxLength:"200" doc:"Tên gọi tắt; để trống thì lấy tên đầy đủ"`
	Code      string `json:"code" minLength:"1" maxLength:"40" doc:"Mã, ví dụ QNAM"`
	Kind      string `json:"kind" enum:"province,department,commune,centre" doc:"Loại cơ quan"`
}

// SetupAdmin is what the first form asks of the administrator.
type SetupAdmin struct {
	Name     string `json:"name" minLength:"1" maxLength:"100" doc:"Họ và tên"`
	StaffNo  string `json:"staffNo" minLength:"1" maxLength:"20" doc:"Mã cán bộ, dùng để đăng nhập"`
	Email    string `json:"email,omitempty" maxLength:"254" doc:"Thư điện tử"`
	Password string `json:"password" minLength:"1" maxLength:"1024" doc:"Mật khẩu tự đặt"`
}

// found serves POST /api/v1/setup. It signs the administrator in: who has just chosen a password need not type it again.
func (s *Server) found(ctx context.Context, in *foundInput) (*sessionOutput, error) {
	switch {
	case !isPrivate(ctx):
		return nil, errLine
	case !s.allowedOrigin(in.Origin):
		return nil, errOrigin
	}
	b := in.Body
	made, err := s.Setup.Found(ctx, b.Secret, setup.Agency(b.Agency), setup.Admin{Name: b.Admin.Name, StaffNo: b.Admin.StaffNo, Email: b.Admin.Email}, b.Admin.Password)
	if err != nil {
		return nil, err
	}
	t, err := s.Sessions.SignIn(ctx, session.Credentials{Login: made.StaffNo, Password: b.Admin.Password, Device: in.Device, Address: addressOf(ctx)})
	if err != nil {
		return nil, err
	}
	return s.sessionReply(ctx, t)
}

// isPrivate reports whether nobody on the way could read the request; see private.
func isPrivate(ctx context.Context) bool {
	p, _ := ctx.Value(privateKey).(bool)
	return p
}
