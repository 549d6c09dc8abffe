package v1

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func (s *Server) registerDirectory(api huma.API) {
	huma.Register(api, op("units", http.MethodGet, "/units", "Cây đơn vị", signedIn()), s.units)
	huma.Register(api, op("directory", http.MethodGet, "/directory", "Tìm người để giao việc, phối hợp, lọc danh sách",
		roles(access.Head, access.Deputy, access.Monitor, access.Inspector, access.Clerk), 403, 422), s.directory)
	huma.Register(api, op("people-export", http.MethodGet, "/people/export", "Người trong phạm vi quản lý, dạng XLSX", signedIn(), 422, 503), s.peopleExport)
	huma.Register(api, op("people", http.MethodGet, "/people", "Người trong phạm vi quản lý", signedIn(), 422), s.people)
}

// Unit is one node of the tree of units.
type Unit struct {
	ID          string     `json:"id" doc:"Mã"`
	Code        string     `json:"code" doc:"Mã đơn vị"`
	Name        string     `json:"name" doc:"Tên đầy đủ"`
	ShortName   string     `json:"shortName" doc:"Tên viết tắt"`
	Kind        string     `json:"kind" doc:"Loại đơn vị"`
	Parent      string     `json:"parent,omitempty" doc:"Đơn vị cấp trên; không có ở cơ quan cao nhất"`
	MemberCount int        `json:"memberCount,omitempty" doc:"Số người của đơn vị và các đơn vị bên dưới"`
	Head        *PersonRef `json:"head,omitempty" doc:"Thủ trưởng; không có khi đang khuyết"`
}

// units serves GET /api/v1/units: the whole tree, parents before children. Which units there are and who heads them is
// no secret inside the agency.
func (s *Server) units(ctx context.Context, _ *struct{}) (*list[Unit], error) {
	a := actorOf(ctx)
	tree, err := s.Org.Tree(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	facts, err := s.Identity.UnitFacts(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	today := vncal.DateOf(s.Clock.Now())
	items := make([]Unit, 0, len(tree))
	for _, u := range tree {
		if !u.Live(today) {
			continue
		}
		f := facts[u.ID]
		item := Unit{ID: u.ID, Code: u.Code, Name: u.Name, ShortName: u.ShortName, Kind: u.Kind, Parent: u.Parent, MemberCount: f.Members}
		if f.Head.ID != "" {
			item.Head = &PersonRef{ID: f.Head.ID, Name: f.Head.Name, Title: f.Head.Title, Unit: u.ShortName}
		}
		items = append(items, item)
	}
	return listOf(items), nil
}

// DirectoryEntry is somebody who can be given work, with how much there is already.
type DirectoryEntry struct {
	ID    string      `json:"id" doc:"Mã người"`
	Name  string      `json:"name" doc:"Họ và tên"`
	Title string      `json:"title" doc:"Chức danh"`
	Unit  UnitRef     `json:"unit" doc:"Đơn vị"`
	Role  access.Role `json:"role" doc:"Vai trò của chức vụ chính"`
	Open  *int        `json:"open,omitempty" doc:"Số nhiệm vụ đang chủ trì"`
	Load  *float64    `json:"load,omitempty" doc:"Khối lượng đã quy đổi của các nhiệm vụ đó"`
}

type directoryInput struct {
	Q     string `query:"q" maxLength:"100" doc:"Tên, mã cán bộ; không dấu cũng được"`
	For   string `query:"for" enum:"lead,coordinate" default:"lead" doc:"lead: người tôi được giao việc; coordinate: mọi người"`
	Unit  string `query:"unit" maxLength:"26" doc:"Chỉ trong đơn vị này và bên dưới"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Số người"`
}

// directory serves GET /api/v1/directory.
func (s *Server) directory(ctx context.Context, in *directoryInput) (*list[DirectoryEntry], error) {
	a := actorOf(ctx)
	find := s.Identity.Assignable
	if in.For == "coordinate" {
		find = s.Identity.Colleagues
	}
	found, err := find(ctx, a, identity.Query{Text: in.Q, Unit: in.Unit, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(found.People))
	for _, p := range found.People {
		ids = append(ids, p.ID)
	}
	loads := map[string]task.Load{}
	if in.For == "lead" { // how much others have to do concerns only those who may give them more
		if loads, err = s.Tasks.Loads(ctx, a.Agency, ids); err != nil {
			return nil, err
		}
	}
	items := make([]DirectoryEntry, 0, len(found.People))
	for _, p := range found.People {
		item := DirectoryEntry{ID: p.ID, Name: p.Name, Title: p.Title, Unit: unitRef(units, p.Primary.Unit), Role: p.Primary.Role}
		if in.For == "lead" {
			open, load := loads[p.ID].Open, milli(loads[p.ID].ConvertedMilli)
			item.Open, item.Load = &open, &load
		}
		items = append(items, item)
	}
	return listOf(items), nil
}

// Person is one line of a list of staff.
type Person struct {
	ID           string      `json:"id" doc:"Mã người"`
	StaffNo      string      `json:"staffNo" doc:"Mã cán bộ"`
	Name         string      `json:"name" doc:"Họ và tên"`
	Title        string      `json:"title" doc:"Chức danh"`
	Unit         UnitRef     `json:"unit" doc:"Đơn vị"`
	Role         access.Role `json:"role,omitempty" doc:"Vai trò của chức vụ chính; không có khi không đang công tác"`
	State        string      `json:"state" enum:"active,upcoming,left,retired,deceased" doc:"Trạng thái công tác"`
	Starts       string      `json:"starts,omitempty" doc:"Ngày bắt đầu, của người chưa bắt đầu"`
	SubjectClass string      `json:"subjectClass" enum:"can_bo,cong_chuc,vien_chuc,hop_dong" doc:"Đối tượng đánh giá"`
	Email        string      `json:"email,omitempty" doc:"Thư điện tử"`
	Phone        string      `json:"phone,omitempty" doc:"Điện thoại"`
}

// PeopleListed is which people are asked for.
type PeopleListed struct {
	Q     string      `query:"q" maxLength:"100" doc:"Tên, mã cán bộ, chức danh; không dấu cũng được"`
	Unit  string      `query:"unit" maxLength:"26" doc:"Chỉ trong đơn vị này và bên dưới"`
	Role  access.Role `query:"role" enum:"head,deputy,officer,clerk,monitor,hr,inspector,admin" doc:"Chỉ người có vai trò này ở chức vụ chính"`
	State string      `query:"state" enum:"active,upcoming,left,retired,deceased" default:"active" doc:"Trạng thái công tác"`
}

type peopleInput struct {
	PageInput
	PeopleListed
}

// people serves GET /api/v1/people: empty for somebody who sees no staff.
func (s *Server) people(ctx context.Context, in *peopleInput) (*page[Person], error) {
	items, next, err := s.staffPage(ctx, in.PeopleListed, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}

// staffPage returns a page of the people asked for, as far as the caller sees them.
func (s *Server) staffPage(ctx context.Context, in PeopleListed, cursor string, limit int) ([]Person, string, error) {
	a := actorOf(ctx)
	found, err := s.Identity.Staff(ctx, a, identity.Query{
		Text: in.Q, Unit: in.Unit, Role: in.Role, State: identity.State(in.State), Cursor: cursor, Limit: limit,
	})
	if err != nil {
		return nil, "", err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, "", err
	}
	items := make([]Person, 0, len(found.People))
	for _, p := range found.People {
		items = append(items, Person{
			ID: p.ID, StaffNo: p.StaffNo, Name: p.Name, Title: p.Title, Unit: unitRef(units, cmp.Or(p.Home, p.Primary.Unit)), Role: p.Primary.Role,
			State: string(p.InState()), Starts: string(p.Starts), SubjectClass: p.SubjectClass, Email: p.Email, Phone: p.Phone,
		})
	}
	return items, found.Next, nil
}
