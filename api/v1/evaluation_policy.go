package v1

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/grading"
)

func (s *Server) registerPolicy(api huma.API) {
	huma.Register(api, op("evaluation-policies", http.MethodGet, "/evaluations/policies",
		"Cách tính điểm của một kỳ: các chính sách đánh giá có hiệu lực ngày cuối kỳ", signedIn(), 422), s.evalPolicies)
}

// EvalPolicy is one policy as the page "Cách tính điểm" writes it out. Numbers are exact decimals.
type EvalPolicy struct {
	Name        string            `json:"name" doc:"Chính sách và phiên bản, ví dụ nd335-2025@2"`
	Title       string            `json:"title" doc:"Tên văn bản"`
	LegalBasis  string            `json:"legalBasis" doc:"Căn cứ pháp lý"`
	From        string            `json:"from" doc:"Có hiệu lực từ ngày"`
	To          string            `json:"to,omitempty" doc:"Đến hết ngày; không có là chưa hết hiệu lực"`
	Subjects    []string          `json:"subjects" doc:"Đối tượng"`
	GeneralMax  string            `json:"generalMax" doc:"Điểm tối đa của tiêu chí chung"`
	Step        string            `json:"step" doc:"Bước của điểm tiêu chí chung"`
	Remark      bool              `json:"remark" doc:"Dưới điểm tối đa phải có nhận xét"`
	Groups      []EvalPolicyGroup `json:"groups" doc:"Nhóm tiêu chí chung"`
	TaskMax     string            `json:"taskMax" doc:"Điểm tối đa của kết quả thực hiện nhiệm vụ"`
	Deduction   string            `json:"deduction" doc:"Phần bị trừ mỗi lần sai sót lớn hoặc trễ hạn, ví dụ 0.25"`
	ByLine      bool              `json:"byLine" doc:"Trễ hạn trừ trên cả dòng, vì một dòng có một thời hạn"`
	Leadership  EvalPolicyLead    `json:"leadership" doc:"Ba thành phần d, đ, e của lãnh đạo, quản lý"`
	Bands       []EvalPolicyBand  `json:"bands" doc:"Các mức, từ cao xuống"`
	Overrides   []EvalPolicyCase  `json:"overrides" doc:"Trường hợp không hoàn thành nhiệm vụ dù tổng điểm bao nhiêu"`
	Adjustments []EvalPolicyAdd   `json:"adjustments" doc:"Điểm cộng, điểm trừ"`
	Settings    []ScoreSetting    `json:"settings" doc:"Những gì luật để cho cơ quan đặt"`
	Basis       EvalPolicyBasis   `json:"basis" doc:"Điều khoản của từng bước"`
	Marks       EvalPolicyMarks   `json:"marks" doc:"Mức chắc chắn của từng bước: C theo điều khoản, S theo một nguồn, U do cơ quan đặt"`
	Year        *EvalPolicyYear   `json:"year,omitempty" doc:"Quý và năm; không có là chính sách không xếp loại năm"`
	Cap         *EvalPolicyCap    `json:"cap,omitempty" doc:"Giới hạn mức xuất sắc; không có là không giới hạn"`
	Steps       *SchemeSteps      `json:"steps,omitempty" doc:"Hạn của từng bước; không có là chính sách không đặt"`
	Local       *EvalPolicyLocal  `json:"local,omitempty" doc:"Cài đặt của cơ quan; không có là theo văn bản như đã ban hành"`
}

// EvalPolicyLocal says by what the agency has set what the law leaves open.
type EvalPolicyLocal struct {
	From     string `json:"from" format:"date" doc:"Áp dụng từ ngày"`
	Document string `json:"document" doc:"Văn bản của cơ quan"`
}

// EvalPolicyGroup is one group of the general criteria.
type EvalPolicyGroup struct {
	Code string `json:"code" doc:"Mã nhóm"`
	Name string `json:"name" doc:"Tên nhóm"`
	Max  string `json:"max" doc:"Điểm tối đa"`
}

// EvalPolicyLead is what the components of a leader are worth, in percent.
type EvalPolicyLead struct {
	Full             string `json:"full" doc:"Khi đạt"`
	Partial          string `json:"partial" doc:"Khi chưa đạt"`
	SubordinatesFrom string `json:"subordinatesFrom" doc:"Điểm mà mọi người thuộc quyền phải đạt để d được tính đủ"`
	NotAboveUnit     bool   `json:"notAboveUnit" doc:"Mức của người đứng đầu không cao hơn mức của đơn vị"`
}

// EvalPolicyBand is a grade, the total that earns it and its clause.
type EvalPolicyBand struct {
	Grade string `json:"grade" doc:"Mức"`
	From  string `json:"from" doc:"Từ điểm"`
	Name  string `json:"name" doc:"Tên mức"`
	Basis string `json:"basis,omitempty" doc:"Điều khoản"`
}

// EvalPolicyCase is a case in which the score decides nothing.
type EvalPolicyCase struct {
	Name        string `json:"name" doc:"Trường hợp"`
	LeadersOnly bool   `json:"leadersOnly" doc:"Chỉ với lãnh đạo, quản lý"`
	SameYear    bool   `json:"sameYear" doc:"Chỉ trong năm có quyết định"`
	Basis       string `json:"basis,omitempty" doc:"Điều khoản"`
}

// EvalPolicyAdd is a kind of points added to the total or taken off.
type EvalPolicyAdd struct {
	Name   string `json:"name" doc:"Tên"`
	Max    string `json:"max" doc:"Tối đa"`
	Deduct bool   `json:"deduct" doc:"Điểm trừ"`
}

// EvalPolicyBasis are the clauses of the steps; one that is missing stands with each band or case.
type EvalPolicyBasis struct {
	Scale      string `json:"scale,omitempty" doc:"Thang điểm"`
	General    string `json:"general,omitempty" doc:"Tiêu chí chung"`
	Ratios     string `json:"ratios,omitempty" doc:"Ba tỷ lệ"`
	Leadership string `json:"leadership,omitempty" doc:"Lãnh đạo, quản lý"`
	Formula    string `json:"formula,omitempty" doc:"Công thức"`
	Bands      string `json:"bands,omitempty" doc:"Các mức"`
	Overrides  string `json:"overrides,omitempty" doc:"Trường hợp riêng"`
}

// EvalPolicyMarks are how sure the steps are.
type EvalPolicyMarks struct {
	General    string `json:"general" doc:"Điểm tối đa của tiêu chí chung"`
	Tree       string `json:"tree" doc:"Cách chia nhóm, bước điểm, nhận xét"`
	Task       string `json:"task" doc:"Kết quả thực hiện nhiệm vụ"`
	Leadership string `json:"leadership" doc:"Lãnh đạo, quản lý"`
}

// EvalPolicyYear is how months become quarters and a year.
type EvalPolicyYear struct {
	Strategy string `json:"strategy" enum:"mean_of_periods,quarter_count" doc:"Cách xếp loại năm"`
	Mark     string `json:"mark" doc:"Mức chắc chắn"`
	Quarter  string `json:"quarter" enum:"cumulative,mean_of_months" doc:"Cách tính quý từ các tháng"`
	Basis    string `json:"basis" doc:"Điều khoản của điểm năm"`
	Closing  string `json:"closing,omitempty" doc:"Điều khoản của việc xếp loại năm"`
}

// EvalPolicyCap bounds how many may be excellent, as shares of 1.
type EvalPolicyCap struct {
	Share       string `json:"share" doc:"Tỷ lệ, ví dụ 0.2"`
	Exceptional string `json:"exceptional" doc:"Tỷ lệ khi có văn bản cho phép"`
	Base        string `json:"base" enum:"good_only,good_or_better,all_graded" doc:"Tính trên ai"`
	Mark        string `json:"mark" doc:"Mức chắc chắn"`
	Basis       string `json:"basis" doc:"Điều khoản"`
}

// evalPolicies serves GET /api/v1/evaluations/policies: the newest version of each policy in force on the period's last day.
func (s *Server) evalPolicies(ctx context.Context, in *PeriodQuery) (*list[EvalPolicy], error) {
	last := grading.Period(in.Period).Last()
	if !last.Valid() {
		return nil, grading.ErrPeriod.At("period", "format")
	}
	policies, err := s.Evaluation.Policies(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	items := []EvalPolicy{}
	for _, policy := range policies.Governing(string(last)) {
		items = append(items, evalPolicy(policy))
	}
	return listOf(items), nil
}

func evalPolicy(p grading.Policy) EvalPolicy {
	shape := EvalPolicy{
		Name: p.Name(), Title: p.Title, LegalBasis: p.LegalBasis, From: p.InForce.From, To: p.InForce.To, Subjects: slices.Clone(p.Subjects),
		GeneralMax: p.General.Max.String(), Step: p.General.Step.String(), Remark: p.General.RemarkBelowMax, Groups: []EvalPolicyGroup{},
		TaskMax: p.Task.Max.String(), Deduction: p.Task.Deduction.String(), ByLine: p.Task.ByLine,
		Leadership: EvalPolicyLead{
			p.Leadership.Full.String(), p.Leadership.Partial.String(), p.Leadership.SubordinatesFrom.String(), p.Leadership.NotAboveUnit,
		},
		Bands: []EvalPolicyBand{}, Overrides: []EvalPolicyCase{}, Adjustments: []EvalPolicyAdd{}, Settings: scoreSettings(p),
		Basis: EvalPolicyBasis{
			p.Basis.Scale, p.General.Basis, p.Basis.Ratios, p.Basis.Leadership, p.Basis.Formula, p.Basis.Bands, p.Basis.Overrides,
		},
		Marks: EvalPolicyMarks{string(p.General.Mark), string(p.General.TreeMark), string(p.Task.Mark), string(p.Leadership.Mark)},
	}
	for _, g := range p.General.Groups {
		shape.Groups = append(shape.Groups, EvalPolicyGroup{g.Code, g.Name, g.Max.String()})
	}
	for _, b := range p.Bands {
		shape.Bands = append(shape.Bands, EvalPolicyBand{string(b.Grade), b.From.String(), b.Name, b.Basis})
	}
	for _, o := range p.Overrides {
		shape.Overrides = append(shape.Overrides, EvalPolicyCase{o.Name, o.LeadersOnly, o.SameYear, o.Basis})
	}
	for _, a := range p.Adjustments {
		shape.Adjustments = append(shape.Adjustments, EvalPolicyAdd{a.Name, a.Max.String(), a.Deduct})
	}
	if l := p.Local; l.Document != "" {
		shape.Local = &EvalPolicyLocal{l.From, l.Document}
	}
	if y := p.Year; y != nil {
		shape.Year = &EvalPolicyYear{y.Strategy.Value, string(y.Strategy.Mark), p.QuarterWay(), y.Basis, y.Closing}
	}
	shape.Cap, shape.Steps = evalPolicyCap(p), schemeSteps(p.Steps.Value)
	return shape
}

// evalPolicyCap gives the cap of a policy its shape, nil where it bounds nothing.
func evalPolicyCap(p grading.Policy) *EvalPolicyCap {
	c := p.Cap
	if c == nil {
		return nil
	}
	return &EvalPolicyCap{c.Share.String(), c.Exceptional.String(), c.Base.Value, string(c.Base.Mark), c.Basis}
}
