package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// Where a unit's people are, and what those in charge of it set, enter and ask.
func (s *Server) registerWorkplaceUnit(api huma.API) {
	entering := roles(access.HR, access.Head, access.Deputy)
	asking := roles(access.Head, access.Deputy, access.Inspector)
	huma.Register(api, op("workplace-grid", http.MethodGet, "/workplace/grid", "Ai đang ở đâu: đơn vị theo ngày", signedIn(), 400, 404, 422), s.workplaceGrid)
	huma.Register(api, op("workplace-units", http.MethodGet, "/workplace/units", "Ai đang ở đâu: cả các đơn vị trực thuộc", signedIn(), 400, 403, 404, 422), s.workplaceUnits)
	huma.Register(api, op("workplace-rules", http.MethodGet, "/workplace/rules", "Quy định làm việc tại nhà của đơn vị", signedIn(), 404), s.workplaceRules)
	huma.Register(api, op("workplace-rule-set", http.MethodPut, "/workplace/rules/{unit}/{from}", "Đặt quy định của đơn vị từ một ngày", roles(access.Head), 403, 404, 409, 422), s.workplaceRuleSet)
	huma.Register(api, op("absence-list", http.MethodGet, "/workplace/absences", "Nghỉ, công tác của đơn vị", entering, 403, 404, 422), s.absenceList)
	huma.Register(api, created(op("absence-enter", http.MethodPost, "/workplace/absences", "Nhập nghỉ, công tác", entering, 403, 404, 409, 422)), s.absenceEnter)
	huma.Register(api, op("absence-cancel", http.MethodPost, "/workplace/absences/{id}/cancel", "Hủy nghỉ, công tác đã nhập", entering, 403, 404, 409, 422), s.absenceCancel)
	huma.Register(api, op("check-list", http.MethodGet, "/workplace/checks", "Các lần điểm danh trực tuyến của đơn vị", asking, 403, 404), s.checkList)
	huma.Register(api, created(op("check-ask", http.MethodPost, "/workplace/checks", "Điểm danh người đang làm việc tại nhà", asking, 403, 404, 409, 422)), s.checkAsk)
	huma.Register(api, op("call-list", http.MethodGet, "/workplace/calls", "Các lần tôi được điểm danh", signedIn()), s.callList)
	huma.Register(api, op("call-answer", http.MethodPost, "/workplace/calls/{check}/answer", "Trả lời điểm danh", signedIn(), 404), s.callAnswer)
}

// WorkCell is where one person is on one half-day.
type WorkCell struct {
	Place        string `json:"place" enum:"remote,office,field,off" doc:"Nơi làm việc"`
	By           string `json:"by" enum:"none,registration,absence,diary" doc:"Theo giấy nào: không cần giấy, đăng ký, nghỉ hoặc công tác, chỉ nhật ký"`
	Paper        string `json:"paper,omitempty" doc:"Số giấy"`
	Registration string `json:"registration,omitempty" doc:"Mã đăng ký"`
	Cause        string `json:"cause,omitempty" enum:"annual,sick,maternity,compensatory,personal,unpaid,mission,field,training" doc:"Lý do vắng, chỉ với người phụ trách"`
	Asked        bool   `json:"asked,omitempty" doc:"Có đăng ký đang chờ duyệt cho buổi này"`
	Diary        string `json:"diary,omitempty" enum:"remote,office,field,off" doc:"Nhật ký ghi khác với giấy"`
}

// WorkRow is one person of a grid.
type WorkRow struct {
	Person PersonRef  `json:"person" doc:"Người"`
	Cells  []WorkCell `json:"cells" doc:"Hai ô mỗi ngày: sáng, chiều"`
}

// WorkCount says how a unit stands on one half-day.
type WorkCount struct {
	OnSite int `json:"onSite" doc:"Tại cơ quan"`
	Remote int `json:"remote" doc:"Tại nhà"`
	Field  int `json:"field" doc:"Công tác"`
	Leave  int `json:"leave" doc:"Nghỉ"`
	Base   int `json:"base" doc:"Tổng số, trừ người nghỉ"`
	Need   int `json:"need" doc:"Ít nhất tại cơ quan; 0 là không quy định"`
}

func workCount(c workplace.Count, r workplace.Rule) WorkCount {
	return WorkCount{OnSite: c.OnSite(), Remote: c.Remote, Field: c.Field, Leave: c.Leave, Base: c.Base(), Need: r.Need(c)}
}

// WorkGridDay is a day of a grid.
type WorkGridDay struct {
	Date    string    `json:"date" format:"date" doc:"Ngày"`
	Working bool      `json:"working" doc:"Là ngày làm việc"`
	Why     string    `json:"why,omitempty" doc:"Vì sao nghỉ"`
	AM      WorkCount `json:"am" doc:"Cả đơn vị, buổi sáng"`
	PM      WorkCount `json:"pm" doc:"Cả đơn vị, buổi chiều"`
}

// WorkGrid says where the people of a unit are.
type WorkGrid struct {
	Unit   UnitRef       `json:"unit" doc:"Đơn vị"`
	People int           `json:"people" doc:"Số người của đơn vị"`
	Days   []WorkGridDay `json:"days" doc:"Các ngày"`
	Rows   []WorkRow     `json:"rows" doc:"Mỗi người một dòng"`
	Next   string        `json:"next,omitempty" doc:"Con trỏ của trang sau; không có khi đã hết"`
	Today  string        `json:"today" format:"date" doc:"Hôm nay"`
	Later  bool          `json:"afternoon" doc:"Bây giờ là buổi chiều"`
	Rule   bool          `json:"rule" doc:"Tôi đặt được quy định của đơn vị"`
	Enter  bool          `json:"enter" doc:"Tôi nhập được nghỉ, công tác của đơn vị"`
	Call   bool          `json:"call" doc:"Tôi điểm danh được đơn vị"`
}

type workGridInput struct {
	PageInput
	Unit string `query:"unit" maxLength:"26" doc:"Đơn vị; mặc định là đơn vị của tôi"`
	From string `query:"from" required:"true" format:"date" doc:"Ngày đầu"`
	To   string `query:"to" required:"true" format:"date" doc:"Ngày cuối, không quá 14 ngày"`
}

// workplaceGrid serves GET /api/v1/workplace/grid.
func (s *Server) workplaceGrid(ctx context.Context, in *workGridInput) (*reply[WorkGrid], error) {
	a := actorOf(ctx)
	g, err := s.Workplace.Where(ctx, a, workplace.GridQuery{Unit: in.Unit, From: vncal.Date(in.From), To: vncal.Date(in.To), Cursor: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(g.Rows))
	for _, r := range g.Rows {
		ids = append(ids, r.Person.ID)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := WorkGrid{
		Unit: n.unit(g.Unit), People: g.People, Days: []WorkGridDay{}, Rows: []WorkRow{}, Next: g.Next, Today: string(g.Now.Date()), Later: g.Now.Afternoon(),
		Rule: g.May.Rule, Enter: g.May.Enter, Call: g.May.Call,
	}
	for _, d := range g.Days {
		out.Days = append(out.Days, WorkGridDay{Date: string(d.Date), Working: d.Working, Why: d.Why, AM: workCount(d.AM, d.Rule), PM: workCount(d.PM, d.Rule)})
	}
	for _, r := range g.Rows {
		row := WorkRow{Person: n.person(r.Person.ID), Cells: make([]WorkCell, 0, len(r.Cells))}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, WorkCell{
				Place: string(c.Place), By: string(c.By), Paper: c.Paper, Registration: c.ID, Cause: string(c.Kind), Asked: c.Asked, Diary: string(c.Diary),
			})
		}
		out.Rows = append(out.Rows, row)
	}
	return replyWith(out), nil
}

// WorkUnitCount is how many people of a unit, with everybody below it, are where.
type WorkUnitCount struct {
	Unit    UnitRef   `json:"unit" doc:"Đơn vị"`
	Own     bool      `json:"own,omitempty" doc:"Chỉ người của chính đơn vị đang xem"`
	People  int       `json:"people" doc:"Số người"`
	AM      WorkCount `json:"am" doc:"Buổi sáng"`
	PM      WorkCount `json:"pm" doc:"Buổi chiều"`
	AMNoted int       `json:"amNoted" doc:"Buổi sáng ở ngoài cơ quan chỉ theo nhật ký, không có giấy"`
	PMNoted int       `json:"pmNoted" doc:"Buổi chiều ở ngoài cơ quan chỉ theo nhật ký, không có giấy"`
}

// WorkUnits says where the people of a unit and of all below it are on a day.
type WorkUnits struct {
	Unit    UnitRef         `json:"unit" doc:"Đơn vị"`
	Date    string          `json:"date" format:"date" doc:"Ngày"`
	Working bool            `json:"working" doc:"Là ngày làm việc"`
	Why     string          `json:"why,omitempty" doc:"Vì sao nghỉ"`
	Later   bool            `json:"afternoon" doc:"Bây giờ là buổi chiều"`
	Items   []WorkUnitCount `json:"items" doc:"Chính đơn vị, rồi từng đơn vị trực thuộc gồm cả bên dưới; không có đơn vị không người"`
}

type workUnitsInput struct {
	Unit string `query:"unit" maxLength:"26" doc:"Đơn vị; mặc định là đơn vị của tôi"`
	Date string `query:"date" required:"true" format:"date" doc:"Ngày"`
}

// workplaceUnits serves GET /api/v1/workplace/units.
func (s *Server) workplaceUnits(ctx context.Context, in *workUnitsInput) (*reply[WorkUnits], error) {
	a := actorOf(ctx)
	b, err := s.Workplace.Below(ctx, a, in.Unit, vncal.Date(in.Date))
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, a.Agency, nil)
	if err != nil {
		return nil, err
	}
	top := in.Unit
	if top == "" {
		top = a.Primary().Unit
	}
	out := WorkUnits{Unit: n.unit(top), Date: string(b.Date), Working: b.Working, Why: b.Why, Later: b.Now.Afternoon(), Items: []WorkUnitCount{}}
	for _, c := range b.Units {
		out.Items = append(out.Items, WorkUnitCount{
			Unit: n.unit(c.Unit), Own: c.Unit == top, People: c.People, AM: workCount(c.AM, workplace.Rule{}), PM: workCount(c.PM, workplace.Rule{}),
			AMNoted: c.Bare[0], PMNoted: c.Bare[1],
		})
	}
	return replyWith(out), nil
}

// WorkRule are the settings of a unit that begin on a day.
type WorkRule struct {
	From      string      `json:"from,omitempty" format:"date" doc:"Hiệu lực từ ngày"`
	Version   int64       `json:"version" doc:"Phiên bản"`
	MinOnSite int         `json:"minOnSite" doc:"Ít nhất tại cơ quan, phần trăm; 0 là không quy định"`
	MaxOnSite int         `json:"maxOnSite" doc:"Nhiều nhất tại cơ quan, phần trăm; 0 là không quy định"`
	MaxDays   int         `json:"maxDays" doc:"Mỗi người nhiều nhất bao nhiêu ngày tại nhà một tuần; 0 là không quy định"`
	People    []PersonRef `json:"people" doc:"Người giữ vị trí phải trực tiếp tại cơ quan"`
	Products  []string    `json:"products" doc:"Mã sản phẩm không được làm ngoài cơ quan"`
	Basis     string      `json:"basis" doc:"Căn cứ"`
}

// WorkRules is what binds a unit.
type WorkRules struct {
	Unit      UnitRef    `json:"unit" doc:"Đơn vị"`
	Effective WorkRule   `json:"effective" doc:"Hôm nay, gồm cả quy định của cấp trên"`
	Own       []WorkRule `json:"own" doc:"Các quy định của chính đơn vị, mới nhất trước"`
	May       bool       `json:"may" doc:"Tôi đặt được quy định"`
}

// workRules gives rules their shape.
func (s *Server) workRules(ctx context.Context, r workplace.Rules, err error) (*reply[WorkRules], error) {
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, x := range append([]workplace.Rule{r.Effective}, r.Own...) {
		for _, p := range x.Posts {
			ids = append(ids, p.Person)
		}
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	shape := func(x workplace.Rule) WorkRule {
		w := WorkRule{
			From: string(x.From), Version: x.Version, MinOnSite: x.MinOnSite, MaxOnSite: x.MaxOnSite, MaxDays: x.MaxDays, People: []PersonRef{},
			Products: nonNil(x.Products), Basis: x.Basis,
		}
		for _, p := range x.Posts {
			w.People = append(w.People, n.person(p.Person))
		}
		return w
	}
	out := WorkRules{Unit: n.unit(r.Unit), Effective: shape(r.Effective), Own: []WorkRule{}, May: r.May}
	for _, x := range r.Own {
		out.Own = append(out.Own, shape(x))
	}
	return replyWith(out), nil
}

// workplaceRules serves GET /api/v1/workplace/rules.
func (s *Server) workplaceRules(ctx context.Context, in *unitQuery) (*reply[WorkRules], error) {
	r, err := s.Workplace.RulesOf(ctx, actorOf(ctx), in.Unit)
	return s.workRules(ctx, r, err)
}

type unitQuery struct {
	Unit string `query:"unit" maxLength:"26" doc:"Đơn vị; mặc định là đơn vị của tôi"`
}

// NewWorkRule are the settings of a unit as they are typed.
type NewWorkRule struct {
	VersionBody
	MinOnSite int      `json:"minOnSite" minimum:"0" maximum:"100" doc:"Ít nhất tại cơ quan, phần trăm"`
	MaxOnSite int      `json:"maxOnSite" minimum:"0" maximum:"100" doc:"Nhiều nhất tại cơ quan, phần trăm"`
	MaxDays   int      `json:"maxDays" minimum:"0" maximum:"5" doc:"Số ngày tại nhà một tuần"`
	People    []string `json:"onSite" nullable:"false" maxItems:"200" doc:"Người giữ vị trí phải trực tiếp tại cơ quan"`
	Products  []string `json:"products" nullable:"false" maxItems:"200" doc:"Mã sản phẩm không được làm ngoài cơ quan"`
	Basis     string   `json:"basis" maxLength:"500" doc:"Căn cứ"`
}

type workRuleInput struct {
	Unit string `path:"unit" maxLength:"26" doc:"Đơn vị"`
	From string `path:"from" format:"date" doc:"Hiệu lực từ ngày"`
	Body NewWorkRule
}

// workplaceRuleSet serves PUT /api/v1/workplace/rules/{unit}/{from}.
func (s *Server) workplaceRuleSet(ctx context.Context, in *workRuleInput) (*reply[WorkRules], error) {
	b := in.Body
	r, err := s.Workplace.SetRule(ctx, actorOf(ctx), in.Unit, workplace.RuleInput{
		From: vncal.Date(in.From), Version: b.Version, MinOnSite: b.MinOnSite, MaxOnSite: b.MaxOnSite, MaxDays: b.MaxDays, People: b.People, Products: b.Products, Basis: b.Basis,
	})
	return s.workRules(ctx, r, err)
}
