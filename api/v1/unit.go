package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

func (s *Server) registerUnits(api huma.API) {
	huma.Register(api, op("unit-list", http.MethodGet, "/org/units", "Đơn vị trực thuộc, hoặc tìm đơn vị", signedIn(), 422), s.unitList)
	huma.Register(api, op("unit-get", http.MethodGet, "/org/units/{id}", "Một đơn vị và lịch sử của nó", signedIn(), 404), s.unitGet)
	huma.Register(api, op("unit-changes", http.MethodGet, "/org/changes", "Các thay đổi tổ chức, mới nhất trước",
		roles(access.Admin, access.HR), 403, 422), s.unitChanges)
	huma.Register(api, op("unit-change-preview", http.MethodPost, "/org/changes/preview", "Thay đổi tổ chức thì điều gì xảy ra",
		roles(access.Admin, access.HR), 403, 409, 422), s.unitPreview)
	huma.Register(api, accepted(op("unit-change", http.MethodPost, "/org/changes", "Thành lập, đổi tên, chuyển, sáp nhập, giải thể đơn vị từ một ngày",
		roles(access.Admin, access.HR), 403, 409, 422)), s.unitChange)
	huma.Register(api, op("unit-change-get", http.MethodGet, "/org/changes/{id}", "Một thay đổi tổ chức: đến đâu",
		roles(access.Admin, access.HR), 403, 404), s.unitChangeGet)
	huma.Register(api, op("unit-change-cancel", http.MethodPost, "/org/changes/{id}/cancel", "Hủy thay đổi chưa thực hiện",
		roles(access.Admin, access.HR), 403, 404, 409, 422), s.unitChangeCancel)
}

// UnitNode is a unit as a page of the tree shows it.
type UnitNode struct {
	ID        string     `json:"id" doc:"Mã"`
	Code      string     `json:"code" doc:"Mã đơn vị"`
	Name      string     `json:"name" doc:"Tên đầy đủ"`
	ShortName string     `json:"shortName" doc:"Tên viết tắt"`
	Kind      string     `json:"kind" enum:"province,department,division,centre,district,commune,partner" doc:"Loại đơn vị"`
	Parent    string     `json:"parent,omitempty" doc:"Đơn vị cấp trên"`
	Path      []UnitRef  `json:"path" doc:"Các đơn vị cấp trên, cao nhất trước"`
	Body      bool       `json:"body" doc:"Có con dấu, sổ văn bản riêng"`
	From      string     `json:"from" format:"date" doc:"Từ ngày"`
	To        string     `json:"to,omitempty" doc:"Đến hết ngày; không có khi đang hoạt động"`
	Into      *UnitRef   `json:"into,omitempty" doc:"Đã sáp nhập vào"`
	Children  int        `json:"children" doc:"Số đơn vị trực thuộc"`
	Members   int        `json:"members" doc:"Số người của đơn vị và các đơn vị bên dưới"`
	Head      *PersonRef `json:"head,omitempty" doc:"Người đứng đầu; không có khi đang khuyết"`
	Acts      []string   `json:"acts" enum:"make,rename,move,merge,end" doc:"Việc tôi làm được"`
}

// UnitDetails are the names of a unit.
type UnitDetails struct {
	Code      string `json:"code" maxLength:"40" doc:"Mã đơn vị, không trùng trong cơ quan"`
	Name      string `json:"name" maxLength:"200" doc:"Tên đầy đủ"`
	ShortName string `json:"shortName" maxLength:"200" doc:"Tên viết tắt"`
	Kind      string `json:"kind" enum:"province,department,division,centre,district,commune,partner" doc:"Loại đơn vị"`
	Body      bool   `json:"body" doc:"Có con dấu, sổ văn bản riêng"`
}

// UnitFormer is what a unit was called through a day.
type UnitFormer struct {
	Code      string `json:"code" doc:"Mã đơn vị"`
	Name      string `json:"name" doc:"Tên đầy đủ"`
	ShortName string `json:"shortName" doc:"Tên viết tắt"`
	Until     string `json:"until" format:"date" doc:"Đến hết ngày"`
}

// UnitPage is one unit with its past.
type UnitPage struct {
	UnitNode
	Former  []UnitFormer   `json:"former" doc:"Các tên trước đây, cũ nhất trước"`
	Changes []UnitChangeOf `json:"changes" doc:"Các thay đổi, mới nhất trước"`
}

// unitNodes gives branches of the tree their shape for a.
func (s *Server) unitNodes(ctx context.Context, a access.Actor, branches []org.Branch) ([]UnitNode, error) {
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	facts, err := s.Identity.UnitFacts(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	items := make([]UnitNode, 0, len(branches))
	for _, b := range branches {
		items = append(items, unitNode(a, b, units, facts[b.Unit.ID]))
	}
	return items, nil
}

func unitNode(a access.Actor, b org.Branch, units map[string]org.Unit, facts identity.UnitFacts) UnitNode {
	u := b.Unit
	n := UnitNode{
		ID: u.ID, Code: u.Code, Name: u.Name, ShortName: u.ShortName, Kind: u.Kind, Parent: u.Parent, Path: []UnitRef{}, Body: u.Body,
		From: string(u.From), Children: b.Children, Members: facts.Members, Acts: []string{},
	}
	for _, id := range u.Ancestors {
		n.Path = append(n.Path, unitRef(units, id))
	}
	if u.To != org.NoEnd {
		n.To = string(u.To)
	}
	if u.Into != "" {
		into := unitRef(units, u.Into)
		n.Into = &into
	}
	if facts.Head.ID != "" {
		n.Head = &PersonRef{ID: facts.Head.ID, Name: facts.Head.Name, Title: facts.Head.Title, Unit: u.ShortName}
	}
	for _, kind := range org.Changeable(func(c org.Change) bool { return org.CanChange(a, units, c) }, u) {
		n.Acts = append(n.Acts, string(kind))
	}
	return n
}

type unitListInput struct {
	Parent string `query:"parent" maxLength:"26" doc:"Đơn vị cấp trên; không có là cơ quan cao nhất"`
	Q      string `query:"q" maxLength:"100" doc:"Tìm theo tên, tên cũ, mã; không dấu cũng được"`
	Cursor string `query:"cursor" maxLength:"400" doc:"Con trỏ của trang trước trả về"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100" doc:"Số dòng một trang"`
}

// unitList serves GET /api/v1/org/units. Which units there are and who heads them is no secret inside the agency.
func (s *Server) unitList(ctx context.Context, in *unitListInput) (*page[UnitNode], error) {
	a := actorOf(ctx)
	var branches []org.Branch
	var next string
	var err error
	if in.Q != "" {
		branches, next, err = s.Org.Find(ctx, a.Agency, in.Q, in.Cursor, in.Limit)
	} else {
		branches, next, err = s.Org.Children(ctx, a.Agency, in.Parent, in.Cursor, in.Limit)
	}
	if err != nil {
		return nil, err
	}
	items, err := s.unitNodes(ctx, a, branches)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}

// UnitID names a unit in a path.
type UnitID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
}

// shownChanges is how many changes the page of a unit shows.
const shownChanges = 100

// unitGet serves GET /api/v1/org/units/{id}.
func (s *Server) unitGet(ctx context.Context, in *UnitID) (*reply[UnitPage], error) {
	a := actorOf(ctx)
	b, err := s.Org.Branch(ctx, a.Agency, in.ID)
	if err != nil {
		return nil, err
	}
	nodes, err := s.unitNodes(ctx, a, []org.Branch{b})
	if err != nil {
		return nil, err
	}
	changes, _, err := s.OrgChanges.History(ctx, a.Agency, in.ID, "", shownChanges)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	out := UnitPage{UnitNode: nodes[0], Former: []UnitFormer{}, Changes: []UnitChangeOf{}}
	for _, f := range b.Unit.Former {
		out.Former = append(out.Former, UnitFormer{f.Code, f.Name, f.ShortName, string(f.Until)})
	}
	for _, c := range changes {
		out.Changes = append(out.Changes, unitChangeOf(ctx, a, c, units, vncal.DateOf(s.Clock.Now())))
	}
	return replyWith(out), nil
}
