package v1

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/petition"
	"congvu/internal/ratification"
	"congvu/pkg/vncal"
)

func (s *Server) registerPetitions(api huma.API) {
	huma.Register(api, created(op("petition-make", http.MethodPost, "/evaluations/me/{period}/petition", "Kiến nghị về mức xếp loại của mình",
		signedIn(), 409, 422)), s.petitionMake)
	huma.Register(api, op("petition-list", http.MethodGet, "/evaluations/petitions", "Kiến nghị: của tôi, tôi trả lời; của cơ quan với tổ chức cán bộ và người đứng đầu",
		signedIn()), s.petitionList)
	huma.Register(api, op("petition-assign", http.MethodPost, "/evaluations/petitions/{id}/reviewer", "Cử người trả lời kiến nghị",
		roles(access.HR), 403, 404, 409, 422), s.petitionAssign)
	huma.Register(api, op("petition-answer", http.MethodPost, "/evaluations/petitions/{id}/answer", "Trả lời kiến nghị: giữ nguyên hoặc thay đổi mức",
		signedIn(), 403, 404, 409, 422), s.petitionAnswer)
	huma.Register(api, op("evaluation-grades", http.MethodGet, "/evaluations/units/{id}/grades", "Mức xếp loại đã công bố của đơn vị, chỉ có mức",
		signedIn(), 404, 422), s.evalGrades)
}

// Petition is a petition against a decided grade.
type Petition struct {
	ID       string          `json:"id" doc:"Mã"`
	Version  int64           `json:"version" doc:"Phiên bản"`
	Person   PersonRef       `json:"person" doc:"Người kiến nghị"`
	Period   string          `json:"period" doc:"Kỳ"`
	Grade    string          `json:"grade" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức bị kiến nghị"`
	Total    string          `json:"total,omitempty" doc:"Tổng điểm khi quyết định"`
	Number   string          `json:"number" doc:"Số quyết định"`
	Reason   string          `json:"reason" doc:"Lý do"`
	At       time.Time       `json:"at" doc:"Lúc gửi"`
	DueOn    string          `json:"dueOn" doc:"Hạn trả lời"`
	Late     bool            `json:"late" doc:"Trả lời chậm, hoặc đã quá hạn mà chưa trả lời"`
	Reviewer *PersonRef      `json:"reviewer,omitempty" doc:"Người trả lời; không có là chờ tổ chức cán bộ cử"`
	State    string          `json:"state" enum:"waiting,upheld,changed" doc:"Chờ trả lời, giữ nguyên, thay đổi"`
	Answer   *PetitionAnswer `json:"answer,omitempty" doc:"Trả lời"`
	Acts     []string        `json:"acts" enum:"answer,assign" doc:"Việc tôi làm được"`
}

// PetitionAnswer is what became of a petition.
type PetitionAnswer struct {
	By    PersonRef    `json:"by" doc:"Người trả lời"`
	At    time.Time    `json:"at" doc:"Lúc"`
	Text  string       `json:"text" doc:"Nội dung"`
	Grade string       `json:"grade" doc:"Mức sau trả lời"`
	Paper *RatingPaper `json:"paper,omitempty" doc:"Văn bản làm căn cứ thay đổi"`
}

func petitionShape(p petition.Petition, a access.Actor, today vncal.Date, n names) Petition {
	out := Petition{
		ID: p.ID, Version: p.Version, Person: n.person(p.Person), Period: string(p.Period), Grade: string(p.Grade), Total: p.Total, Number: p.Number,
		Reason: p.Reason, At: p.At, DueOn: string(p.Due), Late: p.Late(today), State: string(p.State), Acts: []string{},
	}
	if p.Reviewer != "" {
		who := n.person(p.Reviewer)
		out.Reviewer = &who
	}
	if x := p.Answer; x != nil {
		out.Answer = &PetitionAnswer{n.person(x.By), x.At, x.Text, string(x.Grade), ratingPaper(x.Paper)}
	}
	if p.State != petition.Waiting {
		return out
	}
	if p.Reviewer != "" && a.Is(p.Reviewer) && !slices.Contains(p.Barred, a.ID) {
		out.Acts = append(out.Acts, "answer")
	}
	if evaluation.CanClose(a) && !a.Is(p.Person) {
		out.Acts = append(out.Acts, "assign")
	}
	return out
}

// petitionPeople are the people whom petitions name.
func petitionPeople(all ...petition.Petition) (ids []string) {
	for _, p := range all {
		ids = append(ids, p.Person, p.Reviewer)
		if p.Answer != nil {
			ids = append(ids, p.Answer.By)
		}
	}
	return ids
}

func (s *Server) petitionReply(ctx context.Context, p petition.Petition, err error) (*reply[Petition], error) {
	if err != nil {
		return nil, err
	}
	a := actorOf(ctx)
	n, err := s.namesOf(ctx, a.Agency, petitionPeople(p))
	if err != nil {
		return nil, err
	}
	return replyWith(petitionShape(p, a, vncal.DateOf(s.Clock.Now()), n)), nil
}

// petitionMake serves POST /api/v1/evaluations/me/{period}/petition.
func (s *Server) petitionMake(ctx context.Context, in *struct {
	PeriodID
	Idempotent
	Body struct {
		Reason string `json:"reason" maxLength:"4000" doc:"Lý do, từ 10 ký tự"`
	}
}) (*reply[Petition], error) {
	p, err := s.Petitions.Make(ctx, actorOf(ctx), grading.Period(in.Period), in.Body.Reason, in.Key)
	return s.petitionReply(ctx, p, err)
}

// petitionList serves GET /api/v1/evaluations/petitions.
func (s *Server) petitionList(ctx context.Context, _ *struct{}) (*list[Petition], error) {
	a := actorOf(ctx)
	all, err := s.Petitions.List(ctx, a)
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, a.Agency, petitionPeople(all...))
	if err != nil {
		return nil, err
	}
	items := make([]Petition, 0, len(all))
	for _, p := range all {
		items = append(items, petitionShape(p, a, vncal.DateOf(s.Clock.Now()), n))
	}
	return listOf(items), nil
}

// petitionAssign serves POST /api/v1/evaluations/petitions/{id}/reviewer.
func (s *Server) petitionAssign(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã kiến nghị"`
	Body struct {
		Version  int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Reviewer string `json:"reviewer" minLength:"1" maxLength:"26" doc:"Người trả lời"`
	}
}) (*reply[Petition], error) {
	p, err := s.Petitions.Assign(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reviewer)
	return s.petitionReply(ctx, p, err)
}

// petitionAnswer serves POST /api/v1/evaluations/petitions/{id}/answer.
func (s *Server) petitionAnswer(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã kiến nghị"`
	Body struct {
		Version    int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Answer     string `json:"answerText" maxLength:"4000" doc:"Nội dung trả lời, từ 10 ký tự"`
		Grade      string `json:"grade,omitempty" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức mới; không gửi là giữ nguyên"`
		Number     string `json:"number,omitempty" maxLength:"50" doc:"Số văn bản làm căn cứ thay đổi"`
		DocumentOn string `json:"documentOn,omitempty" maxLength:"10" doc:"Ngày của văn bản"`
	}
}) (*reply[Petition], error) {
	b := in.Body
	answer := petition.Reply{Version: b.Version, Text: b.Answer, Grade: grading.Grade(b.Grade)}
	if b.Grade != "" {
		answer.Paper = &ratification.Paper{Number: b.Number, On: vncal.Date(b.DocumentOn)}
	}
	p, err := s.Petitions.Answer(ctx, actorOf(ctx), in.ID, answer)
	return s.petitionReply(ctx, p, err)
}

// EvalGrades are the grades of a unit's people as they are published.
type EvalGrades struct {
	Unit   UnitRef     `json:"unit" doc:"Đơn vị"`
	Period string      `json:"period" doc:"Kỳ"`
	Rows   []EvalGrade `json:"rows" doc:"Từng người và mức; trống khi chưa quyết định"`
}

// EvalGrade is one person with the grade alone.
type EvalGrade struct {
	Person PersonRef   `json:"person" doc:"Người"`
	Grade  string      `json:"grade" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức"`
	Paper  RatingPaper `json:"paper" doc:"Quyết định, hoặc văn bản sửa lần cuối"`
}

// evalGrades serves GET /api/v1/evaluations/units/{id}/grades: to everybody posted in the unit.
func (s *Server) evalGrades(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
	PeriodQuery
}) (*reply[EvalGrades], error) {
	x, err := s.Ratings.Published(ctx, actorOf(ctx), in.ID, grading.Period(in.Period))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(x.Rows))
	for i, row := range x.Rows {
		ids[i] = row.Person.ID
	}
	n, err := s.namesOf(ctx, x.Unit.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := EvalGrades{Unit: n.unit(x.Unit.ID), Period: string(x.Period), Rows: []EvalGrade{}}
	for _, row := range x.Rows {
		out.Rows = append(out.Rows, EvalGrade{n.person(row.Person.ID), string(row.Grade), *ratingPaper(&row.Paper)})
	}
	return replyWith(out), nil
}
