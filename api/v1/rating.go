package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/grading"
	"congvu/internal/ratification"
	"congvu/pkg/vncal"
)

func (s *Server) registerRatings(api huma.API) {
	readers := signedIn()
	huma.Register(api, op("rating-get", http.MethodGet, "/evaluations/units/{id}/ratings/{period}", "Cân đối mức xếp loại của đơn vị: số chỗ, thứ hạng, ai được chọn", readers, 404, 422), s.ratingGet)
	huma.Register(api, op("rating-save", http.MethodPut, "/evaluations/units/{id}/ratings/{period}", "Ghi ai giữ mức xuất sắc, ai ghi mức tốt, vì sao",
		readers, 403, 404, 409, 422), s.ratingSave)
	huma.Register(api, op("rating-decide", http.MethodPost, "/evaluations/units/{id}/ratings/{period}/decision", "Quyết định xếp loại",
		readers, 403, 404, 409, 422), s.ratingDecide)
}

// Rating is the classification of a unit's people for a quarter or a year.
type Rating struct {
	Unit        UnitRef         `json:"unit" doc:"Đơn vị"`
	Period      string          `json:"period" doc:"Kỳ: quý hoặc năm"`
	PeriodState string          `json:"periodState" enum:"open,closing,closed" doc:"Trạng thái của kỳ"`
	Early       bool            `json:"early" doc:"Chưa đến lúc quyết định"`
	Version     int64           `json:"version" doc:"Phiên bản; 0 khi chưa ai ghi"`
	Seen        string          `json:"seen" doc:"Dấu của điểm và nhóm đang xem, gửi kèm khi quyết định"`
	Policy      string          `json:"policy" doc:"Chính sách và phiên bản"`
	Cap         *EvalPolicyCap  `json:"cap,omitempty" doc:"Giới hạn mức xuất sắc; không có là không giới hạn"`
	Exceptional *RatingPaper    `json:"exceptional,omitempty" doc:"Văn bản cho phép tỷ lệ cao hơn"`
	Total       RatingCount     `json:"total" doc:"Số chỗ của cả đơn vị"`
	Groups      []RatingCount   `json:"groups" doc:"Số chỗ từng nhóm nhiệm vụ tương đồng"`
	Rows        []RatingRow     `json:"rows" doc:"Từng người có mức, điểm cao trước"`
	Ungraded    []PersonRef     `json:"ungraded" doc:"Người chưa có mức: không thuộc quyết định"`
	Decision    *RatingDecision `json:"decision,omitempty" doc:"Quyết định đã có"`
	Acts        []string        `json:"acts" enum:"prepare,decide" doc:"Việc tôi làm được"`
}

// RatingPaper is number and date of a document.
type RatingPaper struct {
	Number     string `json:"number" maxLength:"50" doc:"Số, ký hiệu"`
	DocumentOn string `json:"documentOn" maxLength:"10" doc:"Ngày ký"`
}

func (p RatingPaper) paper() ratification.Paper {
	return ratification.Paper{Number: p.Number, On: vncal.Date(p.DocumentOn)}
}

// RatingCount are the places of the unit or of a group.
type RatingCount struct {
	Group    string `json:"group,omitempty" doc:"Nhóm; không có là cả đơn vị"`
	Eligible int    `json:"eligible" doc:"Số người được tính"`
	Places   int    `json:"places" doc:"Số chỗ xuất sắc"`
	Reach    int    `json:"reach" doc:"Số người đạt mức xuất sắc"`
	Chosen   int    `json:"chosen" doc:"Số người đang ghi mức xuất sắc"`
	Small    bool   `json:"small" doc:"Nhóm nhỏ không có chỗ nào"`
}

// RatingRow is one person of a rating.
type RatingRow struct {
	Person   PersonRef `json:"person" doc:"Người"`
	Group    string    `json:"group" doc:"Nhóm nhiệm vụ tương đồng"`
	Total    string    `json:"total,omitempty" doc:"Tổng điểm"`
	Proposed string    `json:"proposed" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức theo điểm"`
	Grade    string    `json:"grade" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức ghi nhận"`
	Reason   string    `json:"reason,omitempty" doc:"Lý do chọn"`
	Rank     int       `json:"rank,omitempty" doc:"Thứ hạng trong nhóm của người đạt mức xuất sắc"`
	Over     bool      `json:"over" doc:"Theo thứ hạng thì ngoài số chỗ"`
}

// RatingDecision is what made grades final.
type RatingDecision struct {
	RatingPaper
	By    PersonRef    `json:"by" doc:"Người quyết định"`
	For   *PersonRef   `json:"for,omitempty" doc:"Thay mặt ai"`
	Under *RatingPaper `json:"under,omitempty" doc:"Văn bản ủy quyền"`
	At    time.Time    `json:"at" doc:"Lúc"`
}

func ratingPaper(p *ratification.Paper) *RatingPaper {
	if p == nil {
		return nil
	}
	return &RatingPaper{p.Number, string(p.On)}
}

func ratingDecision(d ratification.Decision, n names) *RatingDecision {
	out := &RatingDecision{RatingPaper: *ratingPaper(&d.Paper), By: n.person(d.By), Under: ratingPaper(d.Under), At: d.At}
	if d.For != "" {
		who := n.person(d.For)
		out.For = &who
	}
	return out
}

// rating gives a view its shape.
func (s *Server) rating(ctx context.Context, v ratification.View) (Rating, error) {
	ids := []string{}
	for _, l := range v.Board.Lines {
		ids = append(ids, l.Person.ID)
	}
	for _, who := range v.Board.Ungraded {
		ids = append(ids, who.ID)
	}
	if d := v.Rating.Decision; d != nil {
		ids = append(ids, d.By, d.For)
	}
	n, err := s.namesOf(ctx, v.Unit.Agency, ids)
	if err != nil {
		return Rating{}, err
	}
	count := func(c ratification.Count) RatingCount {
		return RatingCount{c.Group, c.Eligible, c.Places, c.Reach, c.Chosen, c.Group != "" && c.Small()}
	}
	out := Rating{
		Unit: n.unit(v.Unit.ID), Period: string(v.Rating.Period), PeriodState: string(v.State), Early: v.Early, Version: v.Rating.Version,
		Seen: v.Board.Seen, Policy: v.Policy.Name(), Cap: evalPolicyCap(v.Policy), Exceptional: ratingPaper(v.Rating.Exceptional),
		Total: count(v.Board.Unit), Groups: []RatingCount{}, Rows: []RatingRow{}, Ungraded: []PersonRef{}, Acts: []string{},
	}
	for _, g := range v.Board.Groups {
		out.Groups = append(out.Groups, count(g))
	}
	for _, l := range v.Board.Lines {
		out.Rows = append(out.Rows, RatingRow{
			Person: n.person(l.Person.ID), Group: l.Group, Total: l.Total, Proposed: string(l.Proposed), Grade: string(l.Grade), Reason: l.Reason,
			Rank: l.Rank, Over: l.Over,
		})
	}
	for _, who := range v.Board.Ungraded {
		out.Ungraded = append(out.Ungraded, n.person(who.ID))
	}
	if d := v.Rating.Decision; d != nil {
		out.Decision = ratingDecision(*d, n)
	}
	if v.Prepare {
		out.Acts = append(out.Acts, "prepare")
	}
	if v.Decide {
		out.Acts = append(out.Acts, "decide")
	}
	return out, nil
}

func (s *Server) ratingReply(ctx context.Context, v ratification.View, err error) (*reply[Rating], error) {
	if err != nil {
		return nil, err
	}
	shape, err := s.rating(ctx, v)
	if err != nil {
		return nil, err
	}
	return replyWith(shape), nil
}

// RatingID is the unit and the period of a path.
type RatingID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
	PeriodID
}

// ratingGet serves GET /api/v1/evaluations/units/{id}/ratings/{period}.
func (s *Server) ratingGet(ctx context.Context, in *RatingID) (*reply[Rating], error) {
	v, err := s.Ratings.Rating(ctx, actorOf(ctx), in.ID, grading.Period(in.Period))
	return s.ratingReply(ctx, v, err)
}

// RatingChoice is what is chosen for one person who reaches xuat_sac.
type RatingChoice struct {
	Person string `json:"person" minLength:"1" maxLength:"26" doc:"Người"`
	Grade  string `json:"grade" enum:"xuat_sac,tot" doc:"Mức ghi nhận"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Lý do, từ 10 ký tự; cần có khi ghi mức tốt, hoặc khi chọn trước người điểm cao hơn"`
}

type ratingSaveInput struct {
	RatingID
	Body struct {
		Version     int64          `json:"version" minimum:"0" doc:"Phiên bản đang xem; 0 khi chưa ai ghi"`
		Choices     []RatingChoice `json:"choices" maxItems:"500" doc:"Những người đã chọn, thay toàn bộ lần trước"`
		Exceptional *RatingPaper   `json:"exceptional,omitempty" doc:"Văn bản cho phép tỷ lệ cao hơn; không gửi là bỏ"`
	}
}

// ratingSave serves PUT /api/v1/evaluations/units/{id}/ratings/{period}.
func (s *Server) ratingSave(ctx context.Context, in *ratingSaveInput) (*reply[Rating], error) {
	draft := ratification.Draft{Version: in.Body.Version, Choices: []ratification.Choice{}}
	for _, c := range in.Body.Choices {
		draft.Choices = append(draft.Choices, ratification.Choice{Person: c.Person, Grade: grading.Grade(c.Grade), Reason: c.Reason})
	}
	if x := in.Body.Exceptional; x != nil {
		paper := x.paper()
		draft.Exceptional = &paper
	}
	v, err := s.Ratings.Save(ctx, actorOf(ctx), in.ID, grading.Period(in.Period), draft)
	return s.ratingReply(ctx, v, err)
}

type ratingDecideInput struct {
	RatingID
	Body struct {
		RatingPaper
		Version int64  `json:"version" minimum:"0" doc:"Phiên bản đang xem"`
		Seen    string `json:"seen" maxLength:"64" doc:"Dấu của điểm và nhóm đang xem"`
	}
}

// ratingDecide serves POST /api/v1/evaluations/units/{id}/ratings/{period}/decision. What breaks a rule is a 409 that says which.
func (s *Server) ratingDecide(ctx context.Context, in *ratingDecideInput) (*reply[Rating], error) {
	b := in.Body
	v, err := s.Ratings.Decide(ctx, actorOf(ctx), in.ID, grading.Period(in.Period), ratification.Order{Version: b.Version, Seen: b.Seen, Paper: b.paper()})
	return s.ratingReply(ctx, v, err)
}

// ScoreDecision is the final grade of a person, with the decision that made it so.
type ScoreDecision struct {
	RatingDecision
	Grade  string `json:"grade" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức đã quyết định"`
	Group  string `json:"group,omitempty" doc:"Nhóm nhiệm vụ tương đồng"`
	Reason string `json:"reason,omitempty" doc:"Lý do khi mức khác mức theo điểm, hoặc được chọn trước người điểm cao hơn"`

	Amended []ScoreAmended `json:"amended" doc:"Các mức trước đây đã được thay, cũ nhất trước"`
}

// ScoreAmended is a grade in whose place another one stands.
type ScoreAmended struct {
	RatingPaper
	Was    string    `json:"was" doc:"Mức trước"`
	Grade  string    `json:"grade" doc:"Mức sau"`
	Reason string    `json:"reason" doc:"Lý do"`
	By     PersonRef `json:"by" doc:"Người trả lời kiến nghị"`
	At     time.Time `json:"at" doc:"Lúc"`
}

func scoreAmended(all []ratification.Amended, n names) []ScoreAmended {
	out := []ScoreAmended{}
	for _, x := range all {
		out = append(out, ScoreAmended{*ratingPaper(&x.Paper), string(x.Grade), string(x.Now), x.Reason, n.person(x.By), x.At})
	}
	return out
}
