package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/catalogue"
)

func (s *Server) registerCatalogue(api huma.API) {
	huma.Register(api, op("catalogue", http.MethodGet, "/catalogue", "Danh mục sản phẩm, công việc", signedIn(), 422), s.catalogue)
	keeps := roles(access.HR, access.Admin, access.Head, access.Deputy)
	huma.Register(api, op("catalogue-standing", http.MethodGet, "/catalogue/standing", "Danh mục đang dùng và các đề xuất", keeps, 403), s.catalogueStanding)
	huma.Register(api, op("catalogue-export", http.MethodGet, "/catalogue/export", "Danh mục đang dùng, dạng XLSX", keeps, 403, 503), s.catalogueExport)
	huma.Register(api, op("catalogue-versions", http.MethodGet, "/catalogue/versions", "Các phiên bản của một sản phẩm", keeps, 403, 404, 422), s.catalogueVersions)
	huma.Register(api, op("catalogue-propose", http.MethodPost, "/catalogue/proposals", "Đề xuất một phiên bản sản phẩm", keeps, 403, 409, 422), s.cataloguePropose)
	huma.Register(api, op("catalogue-decide", http.MethodPost, "/catalogue/decisions", "Phê duyệt hoặc bỏ các đề xuất", keeps, 403, 404, 409, 422), s.catalogueDecide)
}

// Product is an approved product of the catalogue.
type Product struct {
	Code     string  `json:"code" doc:"Mã"`
	Version  int     `json:"version" doc:"Phiên bản"`
	Name     string  `json:"name" doc:"Tên"`
	Unit     string  `json:"unit" doc:"Đơn vị tính"`
	Group    int     `json:"group" doc:"Nhóm phức tạp, 1 đến 5"`
	Points   float64 `json:"points" doc:"Điểm của một sản phẩm"`
	K        float64 `json:"k" doc:"Hệ số quy đổi"`
	NormDays int     `json:"normDays" doc:"Định mức, ngày làm việc"`
}

type catalogueInput struct {
	Q string `query:"q" maxLength:"100" doc:"Mã hoặc từ trong tên; không dấu cũng được"`
}

// catalogue serves GET /api/v1/catalogue.
func (s *Server) catalogue(ctx context.Context, in *catalogueInput) (*list[Product], error) {
	products, err := s.Catalogue.List(ctx, actorOf(ctx).Agency, in.Q)
	if err != nil {
		return nil, err
	}
	items := make([]Product, 0, len(products))
	for _, p := range products {
		items = append(items, productOf(p))
	}
	return listOf(items), nil
}

func productOf(p catalogue.Product) Product {
	return Product{
		Code: p.Code, Version: p.Version, Name: p.Name, Unit: p.Unit, Group: p.Group, Points: milli(p.PointsMilli),
		K: milli(p.KMilli), NormDays: p.NormDays,
	}
}

// ProductVersion is one version of a product with who proposed and decided it.
type ProductVersion struct {
	Product
	ID         string     `json:"id" doc:"Mã của phiên bản"`
	Rev        int64      `json:"rev" doc:"Lần sửa của phiên bản"`
	State      string     `json:"state" enum:"draft,approved,retired,dropped" doc:"Trạng thái"`
	DocNo      string     `json:"docNo,omitempty" doc:"Văn bản phê duyệt"`
	ProposedBy *PersonRef `json:"proposedBy,omitempty" doc:"Người đề xuất"`
	ProposedAt *time.Time `json:"proposedAt,omitempty" doc:"Lúc đề xuất"`
	DecidedBy  *PersonRef `json:"decidedBy,omitempty" doc:"Người phê duyệt hoặc bỏ"`
	DecidedAt  *time.Time `json:"decidedAt,omitempty" doc:"Lúc quyết định"`
}

// ProductStanding is a product as it stands.
type ProductStanding struct {
	Code     string          `json:"code" doc:"Mã"`
	Approved *ProductVersion `json:"approved,omitempty" doc:"Bản đang dùng"`
	Proposed *ProductVersion `json:"proposed,omitempty" doc:"Bản đề xuất"`
}

// CatalogueStanding is the whole catalogue with what one may do.
type CatalogueStanding struct {
	Items   []ProductStanding `json:"items" doc:"Các sản phẩm theo mã"`
	Propose bool              `json:"propose" doc:"Tôi được đề xuất"`
	Approve bool              `json:"approve" doc:"Tôi được phê duyệt đề xuất của người khác"`
}

// versioned gives versions their shape with the names of people.
func (s *Server) versioned(ctx context.Context, products ...*catalogue.Product) (map[string]*ProductVersion, error) {
	a := actorOf(ctx)
	var ids []string
	for _, p := range products {
		if p != nil {
			ids = append(ids, p.ProposedBy, p.DecidedBy)
		}
	}
	people, err := s.Identity.People(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	person := func(id string) *PersonRef {
		p, ok := people[id]
		if !ok {
			return nil
		}
		return &PersonRef{ID: p.ID, Name: p.Name, Title: p.Title}
	}
	out := map[string]*ProductVersion{}
	for _, p := range products {
		if p == nil {
			continue
		}
		out[p.ID] = &ProductVersion{
			Product: productOf(*p), ID: p.ID, Rev: p.Rev, State: string(p.State), DocNo: p.DocNo,
			ProposedBy: person(p.ProposedBy), ProposedAt: p.ProposedAt, DecidedBy: person(p.DecidedBy), DecidedAt: p.DecidedAt,
		}
	}
	return out, nil
}

// catalogueStanding serves GET /api/v1/catalogue/standing.
func (s *Server) catalogueStanding(ctx context.Context, _ *struct{}) (*reply[CatalogueStanding], error) {
	a := actorOf(ctx)
	standing, err := s.Catalogue.Standing(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	var all []*catalogue.Product
	for _, st := range standing {
		all = append(all, st.Approved, st.Proposed)
	}
	shapes, err := s.versioned(ctx, all...)
	if err != nil {
		return nil, err
	}
	out := CatalogueStanding{Items: []ProductStanding{}, Propose: catalogue.CanPropose(a), Approve: catalogue.CanApprove(a)}
	for _, st := range standing {
		item := ProductStanding{Code: st.Code()}
		if st.Approved != nil {
			item.Approved = shapes[st.Approved.ID]
		}
		if st.Proposed != nil {
			item.Proposed = shapes[st.Proposed.ID]
		}
		out.Items = append(out.Items, item)
	}
	return replyWith(out), nil
}

type versionsInput struct {
	Code string `query:"code" required:"true" maxLength:"40" doc:"Mã sản phẩm"`
}

// catalogueVersions serves GET /api/v1/catalogue/versions.
func (s *Server) catalogueVersions(ctx context.Context, in *versionsInput) (*list[ProductVersion], error) {
	found, err := s.Catalogue.Versions(ctx, actorOf(ctx).Agency, in.Code)
	if err != nil {
		return nil, err
	}
	var all []*catalogue.Product
	for i := range found {
		all = append(all, &found[i])
	}
	shapes, err := s.versioned(ctx, all...)
	if err != nil {
		return nil, err
	}
	items := make([]ProductVersion, 0, len(found))
	for _, p := range found {
		items = append(items, *shapes[p.ID])
	}
	return listOf(items), nil
}

type proposeInput struct {
	Body struct {
		Code     string  `json:"code" minLength:"1" maxLength:"40" doc:"Mã"`
		Name     string  `json:"name" minLength:"1" maxLength:"200" doc:"Tên"`
		Unit     string  `json:"unit" minLength:"1" maxLength:"40" doc:"Đơn vị tính"`
		Group    int     `json:"group" minimum:"1" maximum:"5" doc:"Nhóm phức tạp"`
		Points   float64 `json:"points" minimum:"0" maximum:"500" doc:"Điểm của một sản phẩm"`
		NormDays int     `json:"normDays" minimum:"0" maximum:"1000" doc:"Định mức, ngày làm việc"`
		Rev      int64   `json:"rev" minimum:"0" doc:"Lần sửa của đề xuất đang xem; 0 khi chưa có đề xuất"`
	}
}

// cataloguePropose serves POST /api/v1/catalogue/proposals: another person approves it.
func (s *Server) cataloguePropose(ctx context.Context, in *proposeInput) (*reply[ProductVersion], error) {
	b := in.Body
	points, err := thousandths("points", b.Points)
	if err != nil {
		return nil, err
	}
	p, err := s.Catalogue.Propose(ctx, actorOf(ctx), b.Rev, catalogue.Product{
		Code: b.Code, Name: b.Name, Unit: b.Unit, Group: b.Group, PointsMilli: points, NormDays: b.NormDays,
	})
	if err != nil {
		return nil, err
	}
	shapes, err := s.versioned(ctx, &p)
	if err != nil {
		return nil, err
	}
	return replyWith(*shapes[p.ID]), nil
}

// ProposalSeen is a proposal as somebody saw it.
type ProposalSeen struct {
	ID  string `json:"id" maxLength:"26" doc:"Mã của đề xuất"`
	Rev int64  `json:"rev" minimum:"1" doc:"Lần sửa đang xem"`
}

type decideInput struct {
	Body struct {
		Items   []ProposalSeen `json:"items" minItems:"1" maxItems:"10000" doc:"Các đề xuất"`
		Approve bool           `json:"approve" doc:"Phê duyệt; không thì bỏ"`
		DocNo   string         `json:"docNo,omitempty" maxLength:"60" doc:"Số, ký hiệu văn bản, khi phê duyệt"`
	}
}

// Decided says how many proposals were decided.
type Decided struct {
	Items int `json:"items" doc:"Số đề xuất"`
}

// catalogueDecide serves POST /api/v1/catalogue/decisions: all of them or none.
func (s *Server) catalogueDecide(ctx context.Context, in *decideInput) (*reply[Decided], error) {
	choices := make([]catalogue.Choice, 0, len(in.Body.Items))
	for _, c := range in.Body.Items {
		choices = append(choices, catalogue.Choice{ID: c.ID, Rev: c.Rev})
	}
	if err := s.Catalogue.Decide(ctx, actorOf(ctx), choices, in.Body.Approve, in.Body.DocNo); err != nil {
		return nil, err
	}
	return replyWith(Decided{Items: len(choices)}), nil
}
