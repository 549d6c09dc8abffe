package v1

import (
	"context"
	"time"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/pkg/vncal"
)

// Score is a person's result of a month with the way from every point to its task. Numbers are decimal strings.
type Score struct {
	Person        PersonRef      `json:"person" doc:"Người được đánh giá"`
	Period        string         `json:"period" doc:"Kỳ"`
	PeriodState   string         `json:"periodState" enum:"open,closing,closed" doc:"Trạng thái của kỳ"`
	Provisional   bool           `json:"provisional" doc:"Tạm tính"`
	AsOf          time.Time      `json:"asOf" doc:"Tính đến lúc nào"`
	Leader        bool           `json:"leader" doc:"Lãnh đạo, quản lý"`
	Version       int64          `json:"version" doc:"Phiên bản của phiếu; 0 khi chưa có"`
	Status        string         `json:"status" enum:"scored,insufficient_data,needs_decision,no_policy" doc:"Tình trạng"`
	Reasons       []string       `json:"reasons" doc:"Vì sao chưa có điểm"`
	Policy        string         `json:"policy,omitempty" doc:"Chính sách và phiên bản"`
	LegalBasis    []string       `json:"legalBasis" doc:"Căn cứ"`
	A             string         `json:"a,omitempty" doc:"Số lượng, phần trăm"`
	B             string         `json:"b,omitempty" doc:"Chất lượng, phần trăm"`
	C             string         `json:"c,omitempty" doc:"Tiến độ, phần trăm"`
	D             string         `json:"d,omitempty" doc:"Kết quả của đơn vị phụ trách"`
	DD            string         `json:"dd,omitempty" doc:"đ: tổ chức triển khai"`
	E             string         `json:"e,omitempty" doc:"Tập hợp, đoàn kết"`
	Task          string         `json:"task,omitempty" doc:"Điểm kết quả thực hiện nhiệm vụ"`
	General       string         `json:"general,omitempty" doc:"Điểm tiêu chí chung"`
	Total         string         `json:"total,omitempty" doc:"Tổng điểm"`
	TotalRange    []string       `json:"totalRange,omitempty" minItems:"2" maxItems:"2" doc:"Khoảng tổng điểm khi còn thiếu điểm tiêu chí chung"`
	Grade         string         `json:"grade,omitempty" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức đề xuất"`
	Bands         []ScoreBand    `json:"bands" doc:"Các mức, từ cao xuống"`
	Sums          ScoreSums      `json:"sums" doc:"Cộng các dòng"`
	Deduction     string         `json:"deduction" doc:"Phần điểm của một sản phẩm bị trừ cho mỗi lần sai sót lớn hoặc trễ hạn"`
	GeneralGroups []GeneralGroup `json:"generalGroups" doc:"Tiêu chí chung theo nhóm"`
	GeneralBy     *PersonRef     `json:"generalBy,omitempty" doc:"Ai cho điểm tiêu chí chung"`
	GeneralAt     *time.Time     `json:"generalAt,omitempty" doc:"Lúc cho điểm"`
	Lines         []ScoreLine    `json:"lines" doc:"Các nhiệm vụ tạo nên điểm"`
	Trend         []TrendPoint   `json:"trend" doc:"Các tháng trong năm"`
	Acts          []string       `json:"acts" enum:"general" doc:"Việc tôi làm được"`
	Hash          string         `json:"hash,omitempty" doc:"SHA-256 của kết quả đã đóng"`
}

// ScoreBand is a grade and the total from which it is given.
type ScoreBand struct {
	Grade string `json:"grade" doc:"Mức"`
	From  string `json:"from" doc:"Từ tổng điểm"`
}

// ScoreSums are the denominator and the three numerators of the ratios.
type ScoreSums struct {
	Weight   string `json:"weight" doc:"Tổng quy đổi được giao"`
	Quantity string `json:"quantity" doc:"Quy đổi đã hoàn thành"`
	Quality  string `json:"quality" doc:"Còn lại sau sai sót lớn"`
	Progress string `json:"progress" doc:"Còn lại sau trễ hạn"`
}

// GeneralGroup is one group of the general criteria, with its points once they are given.
type GeneralGroup struct {
	Key    string `json:"key" doc:"Mã nhóm"`
	Name   string `json:"name" doc:"Tên nhóm tiêu chí"`
	Max    string `json:"max" doc:"Điểm tối đa"`
	Step   string `json:"step" doc:"Bước điểm"`
	Points string `json:"points,omitempty" doc:"Điểm"`
	Remark string `json:"remark,omitempty" doc:"Nhận xét"`
}

// ScoreProduct names what a line brought.
type ScoreProduct struct {
	Code string `json:"code,omitempty" doc:"Mã trong danh mục"`
	Name string `json:"name" doc:"Tên sản phẩm"`
}

// ScoreLine is what one task brought.
type ScoreLine struct {
	Task           string        `json:"task" doc:"Mã nội bộ của nhiệm vụ"`
	Code           string        `json:"code" doc:"Số nhiệm vụ"`
	Title          string        `json:"title" doc:"Tên nhiệm vụ"`
	Product        ScoreProduct  `json:"product" doc:"Sản phẩm"`
	K              string        `json:"k" doc:"Hệ số quy đổi"`
	Assigned       string        `json:"assigned" doc:"Số lượng được giao"`
	Done           string        `json:"done" doc:"Số lượng được nghiệm thu"`
	FailedReviews  int64         `json:"failedReviews" doc:"Số lần có sai sót lớn về nội dung"`
	LateEvents     int64         `json:"lateEvents" doc:"Số lần trễ hạn"`
	Weight         string        `json:"weight" doc:"Quy đổi được giao"`
	QuantityCredit string        `json:"quantityCredit" doc:"Được tính cho số lượng"`
	QualityCredit  string        `json:"qualityCredit" doc:"Được tính cho chất lượng"`
	ProgressCredit string        `json:"progressCredit" doc:"Được tính cho tiến độ"`
	State          string        `json:"state" enum:"assigned,in_progress,submitted,completed,paused" doc:"Trạng thái của nhiệm vụ"`
	DueOn          string        `json:"dueOn,omitempty" doc:"Hạn"`
	SubmittedOn    string        `json:"submittedOn,omitempty" doc:"Ngày trình"`
	CarriedFrom    string        `json:"carriedFrom,omitempty" doc:"Chuyển từ kỳ"`
	Pending        bool          `json:"pending" doc:"Đang chờ duyệt"`
	LateDues       []vncal.Date  `json:"lateDues" doc:"Các hạn đã trễ"`
	Returns        []ScoreReturn `json:"returns" doc:"Các lần yêu cầu làm lại"`
}

// ScoreReturn is one time the work came back, or was accepted with a major content error.
type ScoreReturn struct {
	On     string `json:"on" doc:"Ngày"`
	Reason string `json:"reason" doc:"Lý do"`
	Major  bool   `json:"major" doc:"Sai sót lớn về nội dung"`
}

// TrendPoint is one month's total.
type TrendPoint struct {
	Period      string `json:"period" doc:"Kỳ"`
	Total       string `json:"total,omitempty" doc:"Tổng điểm"`
	Provisional bool   `json:"provisional" doc:"Tạm tính"`
}

func (s *Server) scoreReply(ctx context.Context, sc evaluation.Score, err error) (*reply[Score], error) {
	if err != nil {
		return nil, err
	}
	shape, err := s.scoreShape(ctx, sc)
	if err != nil {
		return nil, err
	}
	return replyWith(shape), nil
}

// scoreShape gives a score its shape.
func (s *Server) scoreShape(ctx context.Context, sc evaluation.Score) (Score, error) {
	ids := []string{sc.Person.ID}
	if g := sc.Sheet.General; g != nil {
		ids = append(ids, g.By)
	}
	n, err := s.namesOf(ctx, sc.Person.Agency, ids)
	if err != nil {
		return Score{}, err
	}
	r := sc.Result
	out := Score{
		Person: n.person(sc.Person.ID), Period: string(sc.Month.Period), PeriodState: string(sc.Month.State),
		Provisional: sc.Provisional(), AsOf: sc.AsOf, Leader: sc.Sheet.Leader, Version: sc.Sheet.Version,
		Status: string(r.Status), Reasons: stringsOf(r.Reasons), Policy: r.Policy, LegalBasis: nonNil(r.Basis),
		A: r.A, B: r.B, C: r.C, D: r.D, DD: r.DD, E: r.E, Task: r.Task, General: r.General, Total: r.Total, TotalRange: r.TotalRange,
		Grade: string(r.Grade), Bands: scoreBands(sc.Policy), GeneralGroups: generalGroups(sc.Policy, sc.Sheet.General),
		Sums:      ScoreSums{r.Sums.Weight.String(), r.Sums.Quantity.String(), r.Sums.Quality.String(), r.Sums.Progress.String()},
		Deduction: sc.Policy.Task.Deduction.String(),
		Lines:     scoreLines(sc), Trend: trendOf(sc.Trend), Acts: scoreActs(sc),
	}
	if g := sc.Sheet.General; g != nil {
		by := n.person(g.By)
		out.GeneralBy, out.GeneralAt = &by, &g.At
	}
	if f := sc.Sheet.Frozen; f != nil {
		out.Hash = f.Hash
	}
	return out, nil
}

func scoreBands(p grading.Policy) []ScoreBand {
	bands := make([]ScoreBand, 0, len(p.Bands))
	for _, b := range p.Bands {
		bands = append(bands, ScoreBand{string(b.Grade), b.From.String()})
	}
	return bands
}

// generalGroups lays the points over the policy's tree.
func generalGroups(p grading.Policy, given *evaluation.General) []GeneralGroup {
	groups := make([]GeneralGroup, 0, len(p.General.Groups))
	for _, rule := range p.General.Groups {
		g := GeneralGroup{Key: rule.Code, Name: rule.Name, Max: rule.Max.String(), Step: p.General.Step.String()}
		if given != nil {
			for _, points := range given.Groups {
				if points.Key == rule.Code {
					g.Points, g.Remark = grading.Milli(points.PointsMilli).String(), points.Remark
				}
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// scoreLines pairs each line of the trace with what a person reads about its task. Where nothing is graded there is no
// trace, and so no lines.
func scoreLines(sc evaluation.Score) []ScoreLine {
	lines := make([]ScoreLine, 0, len(sc.Result.Trace))
	for i, t := range sc.Result.Trace {
		f := sc.Lines[i]
		line := ScoreLine{
			Task: f.Task, Code: f.Code, Title: f.Show.Title, Product: ScoreProduct{f.Show.ProductCode, f.Show.Product},
			K: t.K.String(), Assigned: t.Assigned.String(), Done: t.Done.String(), FailedReviews: t.FailedReviews, LateEvents: t.LateEvents,
			Weight: t.Weight.String(), QuantityCredit: t.QuantityCredit.String(), QualityCredit: t.QualityCredit.String(),
			ProgressCredit: t.ProgressCredit.String(), State: string(f.State), DueOn: string(f.DueOn), SubmittedOn: string(f.Show.SubmittedOn),
			CarriedFrom: string(f.CarriedFrom), Pending: f.Pending(), LateDues: nonNil(f.Show.Missed), Returns: []ScoreReturn{},
		}
		for _, r := range f.Show.Returns {
			line.Returns = append(line.Returns, ScoreReturn{string(r.On), r.Reason, r.Major})
		}
		lines = append(lines, line)
	}
	return lines
}

func trendOf(points []evaluation.TrendPoint) []TrendPoint {
	trend := make([]TrendPoint, 0, len(points))
	for _, p := range points {
		trend = append(trend, TrendPoint{string(p.Period), p.Total, p.Provisional})
	}
	return trend
}

func scoreActs(sc evaluation.Score) []string {
	if sc.Give {
		return []string{"general"}
	}
	return []string{}
}

// stringsOf returns codes as plain strings, never null.
func stringsOf[S ~string](all []S) []string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		out = append(out, string(s))
	}
	return out
}
