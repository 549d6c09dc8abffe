package v1

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

func (s *Server) registerPeople(api huma.API) {
	add := op("person-add", http.MethodPost, "/people", "Thêm cán bộ", roles(access.HR, access.Admin), 403, 404, 409, 422)
	add.DefaultStatus = http.StatusCreated
	huma.Register(api, add, s.personAdd)
	huma.Register(api, op("person-get", http.MethodGet, "/people/{id}", "Hồ sơ cán bộ: thông tin và các chức vụ", signedIn(), 404), s.personGet)
	huma.Register(api, op("person-edit", http.MethodPut, "/people/{id}", "Sửa thông tin cán bộ", signedIn(), 403, 404, 409, 422), s.personEdit)
	huma.Register(api, op("person-decide", http.MethodPost, "/people/{id}/decisions",
		"Quyết định về chức vụ: bổ nhiệm, điều động, biệt phái, kiêm nhiệm, thôi giữ, nghỉ", signedIn(), 403, 404, 409, 422), s.personDecide)
	huma.Register(api, op("person-history", http.MethodGet, "/people/{id}/history", "Lịch sử hồ sơ cán bộ", signedIn(), 404, 422), s.personHistory)
}

// PersonDetails is what is written down about a person beside the posts.
type PersonDetails struct {
	StaffNo      string `json:"staffNo" maxLength:"20" doc:"Mã cán bộ, không trùng trong cơ quan"`
	Name         string `json:"name" maxLength:"100" doc:"Họ và tên"`
	Email        string `json:"email,omitempty" maxLength:"254" doc:"Thư điện tử công vụ"`
	Phone        string `json:"phone,omitempty" maxLength:"30" doc:"Điện thoại"`
	SubjectClass string `json:"subjectClass" enum:"can_bo,cong_chuc,vien_chuc,hop_dong" doc:"Đối tượng đánh giá"`
	Duties       string `json:"duties,omitempty" maxLength:"100" doc:"Nhóm nhiệm vụ tương tự"`
}

func (d PersonDetails) person(id string, version int64) identity.Person {
	return identity.Person{
		ID: id, Version: version, StaffNo: d.StaffNo, Name: d.Name, Email: d.Email, Phone: d.Phone, SubjectClass: d.SubjectClass, Duties: d.Duties,
	}
}

// Paper names the document of a decision.
type Paper struct {
	Number     string `json:"number,omitempty" maxLength:"50" doc:"Số, ký hiệu quyết định"`
	DocumentOn string `json:"documentOn,omitempty" maxLength:"10" doc:"Ngày ký quyết định"`
}

func (p Paper) paper() identity.Paper {
	return identity.Paper{Number: p.Number, On: vncal.Date(p.DocumentOn)}
}

func paperOf(p identity.Paper) Paper { return Paper{Number: p.Number, DocumentOn: string(p.On)} }

// PostRecord is one post of a person, present, past or to come.
type PostRecord struct {
	ID      string      `json:"id" doc:"Mã chức vụ"`
	Version int64       `json:"version" doc:"Phiên bản"`
	Unit    UnitRef     `json:"unit" doc:"Đơn vị"`
	Role    access.Role `json:"role" doc:"Vai trò"`
	Title   string      `json:"title" doc:"Chức danh"`
	Charge  []UnitRef   `json:"charge" doc:"Các đơn vị được phân công phụ trách"`
	Primary bool        `json:"primary" doc:"Chức vụ chính"`
	From    string      `json:"from" format:"date" doc:"Từ ngày"`
	To      string      `json:"to,omitempty" doc:"Đến hết ngày; không có khi chưa định"`
	When    string      `json:"when" enum:"now,later,over,void" doc:"Đang giữ, chưa bắt đầu, đã hết, không có hiệu lực"`
	Kind    string      `json:"kind,omitempty" doc:"Được giao theo loại quyết định nào"`
	Paper   Paper       `json:"paper" doc:"Văn bản"`
	EndKind string      `json:"endKind,omitempty" doc:"Kết thúc theo loại quyết định nào"`
	EndedBy *Paper      `json:"endedBy,omitempty" doc:"Văn bản kết thúc"`
	Acts    []string    `json:"acts" doc:"Việc tôi làm được với chức vụ này: end, prolong"`
}

// PersonProfile is a person with every post ever held.
type PersonProfile struct {
	PersonDetails
	ID      string       `json:"id" doc:"Mã người"`
	Version int64        `json:"version" doc:"Phiên bản"`
	Title   string       `json:"title" doc:"Chức danh của chức vụ chính"`
	Unit    UnitRef      `json:"unit" doc:"Đơn vị quản lý hồ sơ"`
	State   string       `json:"state" enum:"active,upcoming,left,retired,deceased" doc:"Trạng thái công tác"`
	Starts  string       `json:"starts,omitempty" doc:"Ngày bắt đầu, của người chưa bắt đầu"`
	Posts   []PostRecord `json:"posts" doc:"Các chức vụ, mới nhất trước"`
	Acts    []string     `json:"acts" doc:"Việc tôi làm được: edit, decide"`
}

// profileOf shapes a person with all posts for a.
func (s *Server) profileOf(ctx context.Context, a access.Actor, p identity.Person, posts []identity.Appointment) (PersonProfile, error) {
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return PersonProfile{}, err
	}
	home := cmp.Or(p.Home, p.Primary.Unit)
	out := PersonProfile{
		PersonDetails: PersonDetails{StaffNo: p.StaffNo, Name: p.Name, Email: p.Email, Phone: p.Phone, SubjectClass: p.SubjectClass, Duties: p.Duties},
		ID:            p.ID, Version: p.Version, Title: p.Title, Unit: unitRef(units, home), State: string(p.InState()), Starts: string(p.Starts),
		Posts: []PostRecord{}, Acts: []string{},
	}
	keep := identity.Keeps(a, units[home].Path())
	if identity.CanEdit(a, p, units[home].Path()) {
		out.Acts = append(out.Acts, "edit")
	}
	if keep && !a.Is(p.ID) {
		out.Acts = append(out.Acts, "decide")
	}
	today := vncal.DateOf(s.Clock.Now())
	for _, post := range posts {
		r := PostRecord{
			ID: post.ID, Version: post.Version, Unit: unitRef(units, post.Unit), Role: post.Role, Title: post.Title, Charge: []UnitRef{},
			Primary: post.Primary, From: string(post.From), When: post.When(today), Kind: string(post.Kind), Paper: paperOf(post.Paper), Acts: []string{},
		}
		if post.To != identity.NoEnd {
			r.To = string(post.To)
		}
		for _, c := range post.Charge {
			r.Charge = append(r.Charge, unitRef(units, c))
		}
		if post.Ended != nil {
			by := paperOf(post.Ended.Paper)
			r.EndKind, r.EndedBy = string(post.Ended.Kind), &by
		}
		if keep {
			for _, kind := range post.Decidable(a, p, units[post.Unit].Path(), today) {
				r.Acts = append(r.Acts, string(kind))
			}
		}
		out.Posts = append(out.Posts, r)
	}
	return out, nil
}

// profileReply answers with a person's profile as it is now; a conflict shows it too.
func (s *Server) profileReply(ctx context.Context, id string, fault error) (*reply[PersonProfile], error) {
	e := errs.As(fault)
	if fault != nil && (e.Kind != errs.Conflict || e.Current == nil) {
		return nil, fault
	}
	a := actorOf(ctx)
	p, posts, err := s.Identity.Profile(ctx, a, id)
	if err != nil {
		return nil, err
	}
	out, err := s.profileOf(ctx, a, p, posts)
	switch {
	case err != nil:
		return nil, err
	case fault != nil:
		return nil, e.Having(out)
	}
	return replyWith(out), nil
}

// PersonID names a person in a path.
type PersonID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã người"`
}

// personGet serves GET /api/v1/people/{id}.
func (s *Server) personGet(ctx context.Context, in *PersonID) (*reply[PersonProfile], error) {
	return s.profileReply(ctx, in.ID, nil)
}

type personAddInput struct {
	Idempotent
	Body struct {
		PersonDetails
		Paper
		Unit   string      `json:"unit" maxLength:"26" doc:"Đơn vị của chức vụ chính"`
		Role   access.Role `json:"role" enum:"head,deputy,officer,clerk,monitor,hr,inspector,admin" doc:"Vai trò"`
		Title  string      `json:"title" maxLength:"100" doc:"Chức danh"`
		Charge []string    `json:"charge,omitempty" maxItems:"100" doc:"Các đơn vị được phân công phụ trách"`
		From   string      `json:"from,omitempty" maxLength:"10" doc:"Từ ngày; mặc định là hôm nay"`
	}
}

// personAdd serves POST /api/v1/people.
func (s *Server) personAdd(ctx context.Context, in *personAddInput) (*reply[PersonProfile], error) {
	b := in.Body
	p, err := s.Identity.AddOnce(ctx, actorOf(ctx), b.person("", 0), identity.Appointment{
		Unit: b.Unit, Role: b.Role, Title: b.Title, Charge: b.Charge, From: vncal.Date(b.From), Kind: identity.Appointing, Paper: b.paper(),
	}, in.Key)
	return s.profileReply(ctx, p.ID, err)
}

type personEditInput struct {
	PersonID
	Body struct {
		PersonDetails
		Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	}
}

// personEdit serves PUT /api/v1/people/{id}.
func (s *Server) personEdit(ctx context.Context, in *personEditInput) (*reply[PersonProfile], error) {
	_, err := s.Sessions.EditPerson(ctx, actorOf(ctx), in.Body.person(in.ID, in.Body.Version))
	return s.profileReply(ctx, in.ID, err)
}

type personDecideInput struct {
	PersonID
	Body struct {
		Paper
		Version     int64       `json:"version" minimum:"1" doc:"Phiên bản hồ sơ đang xem"`
		Kind        string      `json:"kind" enum:"appoint,promote,transfer,second,concurrent,prolong,end,leave,retire,die" doc:"Loại quyết định"`
		Post        string      `json:"post,omitempty" maxLength:"26" doc:"Chức vụ được kết thúc, kéo dài"`
		PostVersion int64       `json:"postVersion,omitempty" minimum:"0" doc:"Phiên bản chức vụ đang xem"`
		Unit        string      `json:"unit,omitempty" maxLength:"26" doc:"Đơn vị của chức vụ mới"`
		Role        access.Role `json:"role,omitempty" enum:"head,deputy,officer,clerk,monitor,hr,inspector,admin" doc:"Vai trò"`
		Title       string      `json:"title,omitempty" maxLength:"100" doc:"Chức danh"`
		Charge      []string    `json:"charge,omitempty" maxItems:"100" doc:"Các đơn vị được phân công phụ trách"`
		From        string      `json:"from,omitempty" maxLength:"10" doc:"Từ ngày"`
		To          string      `json:"to,omitempty" maxLength:"10" doc:"Đến hết ngày"`
	}
}

// personDecide serves POST /api/v1/people/{id}/decisions.
func (s *Server) personDecide(ctx context.Context, in *personDecideInput) (*reply[PersonProfile], error) {
	b := in.Body
	_, err := s.Identity.Decide(ctx, actorOf(ctx), in.ID, b.Version, identity.Decision{
		Kind: identity.Kind(b.Kind), Paper: b.paper(), Post: b.Post, Version: b.PostVersion, Unit: b.Unit, Role: b.Role, Title: b.Title,
		Charge: b.Charge, From: vncal.Date(b.From), To: vncal.Date(b.To),
	})
	return s.profileReply(ctx, in.ID, err)
}

type personHistoryInput struct {
	PersonID
	PageInput
}

// personHistory serves GET /api/v1/people/{id}/history.
func (s *Server) personHistory(ctx context.Context, in *personHistoryInput) (*page[HistoryEntry], error) {
	a := actorOf(ctx)
	records, next, err := s.Identity.History(ctx, a, in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items, err := s.history(ctx, a.Agency, records)
	return pageOf(items, next), err
}
