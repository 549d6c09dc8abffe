package v1

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/scheme"
	"congvu/pkg/vncal"
)

func (s *Server) registerSchemes(api huma.API) {
	keeps := roles(access.HR, access.Head)
	huma.Register(api, op("scheme-list", http.MethodGet, "/evaluations/settings",
		"Cài đặt đánh giá của cơ quan: đang áp dụng, đề xuất, đã quyết định", keeps, 403), s.schemeList)
	huma.Register(api, op("scheme-propose", http.MethodPost, "/evaluations/settings",
		"Đề xuất cài đặt đánh giá từ một tháng", roles(access.HR), 403, 409, 422), s.schemePropose)
	huma.Register(api, op("scheme-effects", http.MethodGet, "/evaluations/settings/{id}/effects",
		"Chạy thử trên các kỳ đã đóng: mức của ai sẽ khác và vì sao", keeps, 403, 404), s.schemeEffects)
	huma.Register(api, op("scheme-decide", http.MethodPost, "/evaluations/settings/{id}/decision",
		"Quyết định hoặc bỏ đề xuất cài đặt đánh giá", keeps, 403, 404, 409, 422), s.schemeDecide)
}

// SchemeChoice is what an agency sets of a policy; what is not named stays as the policy says.
type SchemeChoice struct {
	CapRatioAt100        *bool         `json:"capRatioAt100,omitempty" doc:"Tỷ lệ a, b, c không quá 100"`
	CapLineAtAssigned    *bool         `json:"capLineAtAssigned,omitempty" doc:"Phần vượt của sản phẩm này không bù cho sản phẩm khác"`
	DeductionUnit        string        `json:"deductionUnit,omitempty" enum:"line,piece" doc:"Sai sót lớn không nêu số sản phẩm trừ trên"`
	AllTasksDone         *bool         `json:"allTasksDone,omitempty" doc:"Chưa làm hết việc được giao thì không hoàn thành nhiệm vụ"`
	UndecidedWorkingDays *int          `json:"undecidedWorkingDays,omitempty" doc:"Số ngày làm việc chờ duyệt sau kỳ"`
	CloseWorkingDays     *int          `json:"closeWorkingDays,omitempty" doc:"Kỳ tự đóng sau số ngày làm việc"`
	Quarter              string        `json:"quarter,omitempty" enum:"cumulative,mean_of_months" doc:"Cách tính quý từ các tháng"`
	Year                 string        `json:"year,omitempty" enum:"mean_of_periods,quarter_count" doc:"Cách xếp loại năm"`
	CapBase              string        `json:"capBase,omitempty" enum:"good_only,good_or_better,all_graded" doc:"Tỷ lệ xuất sắc tính trên"`
	RemarkBelowMax       *bool         `json:"remarkBelowMax,omitempty" doc:"Dưới điểm tối đa phải có nhận xét"`
	Step                 *float64      `json:"step,omitempty" doc:"Bước của điểm tiêu chí chung"`
	Steps                *SchemeSteps  `json:"steps,omitempty" doc:"Hạn của từng bước"`
	Groups               []SchemeGroup `json:"groups,omitempty" maxItems:"10" doc:"Điểm tối đa của từng nhóm tiêu chí chung"`
}

// SchemeSteps say by when each step of an evaluation is due.
type SchemeSteps struct {
	Way      string `json:"way" enum:"after,in_month" doc:"after: số ngày làm việc sau kỳ; in_month: ngày trong tháng cuối của kỳ"`
	Self     int    `json:"self" doc:"Tự chấm điểm"`
	Review   int    `json:"review" doc:"Cấp trên chấm, nhận xét"`
	Decide   int    `json:"decide" doc:"Quyết định; của tháng là đóng kỳ"`
	Petition int    `json:"petition" doc:"Kiến nghị: số ngày làm việc sau thông báo"`
	Answer   int    `json:"answer" doc:"Trả lời: số ngày làm việc sau kiến nghị"`
}

func schemeSteps(d grading.StepDays) *SchemeSteps {
	if d.Way == "" {
		return nil
	}
	return &SchemeSteps{d.Way, d.Self, d.Review, d.Decide, d.Petition, d.Answer}
}

// SchemeGroup is the most that a group of the general criteria may earn.
type SchemeGroup struct {
	Code string  `json:"code" maxLength:"10" doc:"Mã nhóm"`
	Max  float64 `json:"max" doc:"Điểm tối đa"`
}

// choice returns c as the rules read it. Errors: a number with more than three decimals.
func (c SchemeChoice) choice() (grading.Choice, error) {
	out := grading.Choice{
		CapRatioAt100: c.CapRatioAt100, CapLineAtAssigned: c.CapLineAtAssigned, DeductionUnit: c.DeductionUnit, AllTasksDone: c.AllTasksDone,
		UndecidedWorkingDays: c.UndecidedWorkingDays, CloseWorkingDays: c.CloseWorkingDays, QuarterWay: c.Quarter, YearStrategy: c.Year,
		CapBase: c.CapBase, RemarkBelowMax: c.RemarkBelowMax,
	}
	if x := c.Steps; x != nil {
		out.Steps = &grading.StepDays{Way: x.Way, Self: x.Self, Review: x.Review, Decide: x.Decide, Petition: x.Petition, Answer: x.Answer}
	}
	if c.Step != nil {
		n, err := thousandths("choice.step", *c.Step)
		if err != nil {
			return out, err
		}
		out.StepMilli = &n
	}
	for _, g := range c.Groups {
		n, err := thousandths("choice.groups.max", g.Max)
		if err != nil {
			return out, err
		}
		out.Groups = append(out.Groups, grading.ChosenMax{Code: g.Code, MaxMilli: n})
	}
	return out, nil
}

func schemeChoice(c grading.Choice) SchemeChoice {
	out := SchemeChoice{
		CapRatioAt100: c.CapRatioAt100, CapLineAtAssigned: c.CapLineAtAssigned, DeductionUnit: c.DeductionUnit, AllTasksDone: c.AllTasksDone,
		UndecidedWorkingDays: c.UndecidedWorkingDays, CloseWorkingDays: c.CloseWorkingDays, Quarter: c.QuarterWay, Year: c.YearStrategy,
		CapBase: c.CapBase, RemarkBelowMax: c.RemarkBelowMax,
	}
	if c.Steps != nil {
		out.Steps = schemeSteps(*c.Steps)
	}
	if c.StepMilli != nil {
		step := milli(*c.StepMilli)
		out.Step = &step
	}
	for _, g := range c.Groups {
		out.Groups = append(out.Groups, SchemeGroup{g.Code, milli(g.MaxMilli)})
	}
	return out
}

// SchemeAct is what somebody did with a version.
type SchemeAct struct {
	By     PersonRef `json:"by" doc:"Ai"`
	At     time.Time `json:"at" doc:"Lúc"`
	Reason string    `json:"reason,omitempty" doc:"Lý do"`
}

// SchemeTried is what a version would have made of a closed period.
type SchemeTried struct {
	Period string `json:"period" doc:"Kỳ"`
	People int    `json:"people" doc:"Số người có kết quả"`
	Moved  int    `json:"moved" doc:"Số người có tổng điểm khác đi"`
	Grades int    `json:"grades" doc:"Số người có mức khác đi"`
}

// SchemeVersion is what an agency sets of a policy from a day on.
type SchemeVersion struct {
	ID       string        `json:"id" doc:"Mã"`
	Policy   string        `json:"policy" doc:"Chính sách"`
	From     string        `json:"from" format:"date" doc:"Áp dụng từ ngày"`
	Document string        `json:"document" doc:"Văn bản của cơ quan"`
	Reason   string        `json:"reason" doc:"Lý do"`
	Choice   SchemeChoice  `json:"choice" doc:"Những gì khác với văn bản như đã ban hành"`
	State    string        `json:"state" enum:"proposed,decided,dropped" doc:"Trạng thái"`
	Proposed SchemeAct     `json:"proposed" doc:"Người đề xuất"`
	Ended    *SchemeAct    `json:"ended,omitempty" doc:"Người quyết định hoặc bỏ"`
	TriedAt  *time.Time    `json:"triedAt,omitempty" doc:"Lúc chạy thử xong; không có là đang chạy thử"`
	Tried    []SchemeTried `json:"tried" doc:"Kết quả chạy thử trên các kỳ đã đóng"`
	Version  int64         `json:"version" doc:"Phiên bản"`
	Decide   bool          `json:"decide" doc:"Tôi được quyết định"`
	Drop     bool          `json:"drop" doc:"Tôi được bỏ"`
}

// SchemePolicy is a policy that may be set: as it was published, and as it stands today.
type SchemePolicy struct {
	Published EvalPolicy   `json:"published" doc:"Như đã ban hành"`
	Current   EvalPolicy   `json:"current" doc:"Đang áp dụng"`
	Choice    SchemeChoice `json:"choice" doc:"Những gì cơ quan đang đặt khác đi"`
}

// Schemes are an agency's settings with what one may do.
type Schemes struct {
	Policies []SchemePolicy  `json:"policies" doc:"Các chính sách đang có hiệu lực"`
	Items    []SchemeVersion `json:"items" doc:"Các lần đặt, mới nhất trước"`
	Propose  bool            `json:"propose" doc:"Tôi được đề xuất"`
}

// schemeList serves GET /api/v1/evaluations/settings.
func (s *Server) schemeList(ctx context.Context, _ *struct{}) (*reply[Schemes], error) {
	a := actorOf(ctx)
	all, err := s.Schemes.Versions(ctx, a)
	if err != nil {
		return nil, err
	}
	policies, err := s.Evaluation.Policies(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	out := Schemes{Policies: []SchemePolicy{}, Items: []SchemeVersion{}, Propose: scheme.CanPropose(a)}
	for _, p := range policies.Governing(string(s.Calendar.Today())) {
		out.Policies = append(out.Policies, SchemePolicy{evalPolicy(p.Published()), evalPolicy(p), schemeChoice(p.Local.Choice)})
	}
	for _, v := range all {
		out.Items = append(out.Items, schemeVersion(a, v))
	}
	return replyWith(out), nil
}

func schemeVersion(a access.Actor, v scheme.Version) SchemeVersion {
	act := func(x scheme.Act) SchemeAct { return SchemeAct{PersonRef{ID: x.By, Name: x.Name}, x.At, x.Reason} }
	out := SchemeVersion{
		ID: v.ID, Policy: v.Policy, From: string(v.From), Document: v.Document, Reason: v.Reason, Choice: schemeChoice(v.Choice), State: string(v.State),
		Proposed: act(v.Proposed), Tried: []SchemeTried{}, Version: v.Version, Drop: v.State == scheme.Proposed,
	}
	if v.Ended != nil {
		ended := act(*v.Ended)
		out.Ended = &ended
	}
	if v.Trial != nil {
		out.TriedAt, out.Decide = &v.Trial.At, out.Drop && !a.Is(v.Proposed.By)
		for _, t := range slices.Backward(v.Trial.Periods) {
			out.Tried = append(out.Tried, SchemeTried{string(t.Period), t.People, t.Moved, t.Grades})
		}
	}
	return out
}

// SchemeInput is a proposal as it is typed.
type SchemeInput struct {
	Policy   string       `json:"policy" maxLength:"40" doc:"Chính sách"`
	From     string       `json:"from" maxLength:"10" doc:"Áp dụng từ ngày đầu tháng"`
	Document string       `json:"document" maxLength:"200" doc:"Số, ký hiệu văn bản của cơ quan"`
	Reason   string       `json:"reason" maxLength:"4000" doc:"Lý do"`
	Choice   SchemeChoice `json:"choice" doc:"Những gì đặt khác với văn bản như đã ban hành"`
}

// schemePropose serves POST /api/v1/evaluations/settings.
func (s *Server) schemePropose(ctx context.Context, in *struct{ Body SchemeInput }) (*reply[SchemeVersion], error) {
	a, b := actorOf(ctx), in.Body
	choice, err := b.Choice.choice()
	if err != nil {
		return nil, err
	}
	v, err := s.Schemes.Propose(ctx, a, scheme.Proposal{Policy: b.Policy, From: vncal.Date(b.From), Document: b.Document, Reason: b.Reason, Choice: choice})
	if err != nil {
		return nil, err
	}
	if err := s.Jobs.Wake(ctx, a, scheme.JobName); err != nil {
		return nil, err
	}
	return replyWith(schemeVersion(a, v)), nil
}

// SchemeDecision is what is decided of a proposal.
type SchemeDecision struct {
	Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	Approve bool   `json:"approve" doc:"Áp dụng; không thì bỏ"`
	Reason  string `json:"reason,omitempty" maxLength:"4000" doc:"Lý do; cần có khi bỏ"`
}

// schemeDecide serves POST /api/v1/evaluations/settings/{id}/decision.
func (s *Server) schemeDecide(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã"`
	Body SchemeDecision
}) (*reply[SchemeVersion], error) {
	a := actorOf(ctx)
	v, err := s.Schemes.Decide(ctx, a, in.ID, in.Body.Version, in.Body.Approve, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return replyWith(schemeVersion(a, v)), nil
}

// SchemeOutcome is what explains a grade.
type SchemeOutcome struct {
	A     string   `json:"a,omitempty" doc:"Số lượng"`
	B     string   `json:"b,omitempty" doc:"Chất lượng"`
	C     string   `json:"c,omitempty" doc:"Tiến độ"`
	D     string   `json:"d,omitempty" doc:"Kết quả của đơn vị phụ trách"`
	Total string   `json:"total,omitempty" doc:"Tổng điểm"`
	Gates []string `json:"gates" doc:"Điều kiện chưa đạt"`
	Grade string   `json:"grade,omitempty" doc:"Mức"`
}

// SchemeEffect is one person whose grade would have been another one.
type SchemeEffect struct {
	Person PersonRef     `json:"person" doc:"Ai"`
	Period string        `json:"period" doc:"Kỳ"`
	Before SchemeOutcome `json:"before" doc:"Đã chốt"`
	After  SchemeOutcome `json:"after" doc:"Theo đề xuất"`
}

// schemeEffects serves GET /api/v1/evaluations/settings/{id}/effects.
func (s *Server) schemeEffects(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã"`
}) (*list[SchemeEffect], error) {
	a := actorOf(ctx)
	effects, err := s.Schemes.Effects(ctx, a, in.ID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(effects))
	for i, e := range effects {
		ids[i] = e.Person
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]SchemeEffect, 0, len(effects))
	for _, e := range effects {
		items = append(items, SchemeEffect{n.person(e.Person), string(e.Period), schemeOutcome(e.Before), schemeOutcome(e.After)})
	}
	return listOf(items), nil
}

func schemeOutcome(o scheme.Outcome) SchemeOutcome {
	return SchemeOutcome{o.A, o.B, o.C, o.D, o.Total, nonNil(o.Gates), string(o.Grade)}
}
