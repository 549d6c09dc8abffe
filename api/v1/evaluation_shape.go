package v1

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/selfscore"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Score is a person's result of a month, quarter or year with the way from every point to its task. Numbers are decimal strings.
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
	TotalExact    string         `json:"totalExact,omitempty" doc:"Tổng điểm chính xác, là phân số tối giản hoặc số nguyên; mức xếp loại so theo số này"`
	TotalRange    []string       `json:"totalRange,omitempty" minItems:"2" maxItems:"2" doc:"Khoảng tổng điểm khi còn thiếu điểm tiêu chí chung"`
	Grade         string         `json:"grade,omitempty" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức đề xuất"`
	GradeBasis    string         `json:"gradeBasis,omitempty" doc:"Điều khoản của mức đề xuất"`
	Bands         []ScoreBand    `json:"bands" doc:"Các mức, từ cao xuống"`
	Sums          ScoreSums      `json:"sums" doc:"Cộng các dòng"`
	Deduction     string         `json:"deduction" doc:"Phần điểm của một sản phẩm bị trừ cho mỗi lần sai sót lớn hoặc trễ hạn"`
	GeneralGroups []GeneralGroup `json:"generalGroups" doc:"Tiêu chí chung theo nhóm"`
	GeneralBy     *PersonRef     `json:"generalBy,omitempty" doc:"Ai cho điểm tiêu chí chung"`
	GeneralAt     *time.Time     `json:"generalAt,omitempty" doc:"Lúc cho điểm"`
	Leadership    *LeaderPoints  `json:"leadership,omitempty" doc:"đ và e của lãnh đạo, quản lý, khi đã cho"`
	Managed       *ScoreManaged  `json:"managed,omitempty" doc:"Điểm của những người thuộc quyền, từ đó có d"`
	Gates         []string       `json:"gates" doc:"Điều kiện thêm của đơn vị chưa đạt"`
	Settings      []ScoreSetting `json:"settings" doc:"Những gì theo cài đặt của đơn vị"`
	Lines         []ScoreLine    `json:"lines" doc:"Các nhiệm vụ tạo nên điểm"`
	Left          []ScoreLeft    `json:"left" doc:"Nhiệm vụ không tính trong kỳ này và vì sao"`
	Parts         []ScorePart    `json:"parts" doc:"Của quý và năm: các kỳ tạo nên, theo thứ tự; trong năm mỗi quý đứng trước các tháng của nó"`
	Trend         []TrendPoint   `json:"trend" doc:"Các tháng trong năm"`
	Decision      *ScoreDecision `json:"decision,omitempty" doc:"Mức đã được quyết định cho quý hoặc năm"`
	Overrides     []Override     `json:"overrides" doc:"Trường hợp xếp loại không hoàn thành đã ghi cho kỳ này, cũ nhất trước; gồm cả trường hợp đã rút"`
	OverrideKinds []OverrideKind `json:"overrideKinds" doc:"Các trường hợp tôi ghi được; trống khi tôi không ghi được"`
	Self          *SelfScore     `json:"self,omitempty" doc:"Người được đánh giá tự chấm; không tính vào điểm"`
	Petition      *Petition      `json:"petition,omitempty" doc:"Kiến nghị về mức đã quyết định"`
	PetitionUntil string         `json:"petitionUntil,omitempty" doc:"Hạn kiến nghị, khi đã quyết định"`
	SelfDue       string         `json:"selfDue,omitempty" doc:"Hạn tự chấm, khi tôi còn tự chấm được"`
	Acts          []string       `json:"acts" enum:"general,override,self,petition" doc:"Việc tôi làm được"`
	Hash          string         `json:"hash,omitempty" doc:"SHA-256 của kết quả đã đóng"`
}

// ScoreSetting is a rule that the law leaves to the agency, as it is in force for the score.
type ScoreSetting struct {
	Key   string `json:"key" doc:"Mã cài đặt"`
	Note  string `json:"note" doc:"Nội dung"`
	Value string `json:"value" doc:"Giá trị: true, false, một mã hoặc một số"`
	Mark  string `json:"mark" enum:"C,S,U" doc:"C: theo luật; S: theo một nguồn hướng dẫn; U: luật để ngỏ, đơn vị chọn"`
}

// ScoreLeft is a line that was left out of the period.
type ScoreLeft struct {
	Task   string `json:"task" doc:"Mã nội bộ của nhiệm vụ"`
	Code   string `json:"code" doc:"Số nhiệm vụ"`
	Title  string `json:"title" doc:"Tên nhiệm vụ"`
	Why    string `json:"why" enum:"early,waiting,not_due" doc:"Xong sớm, chờ duyệt khi chốt kỳ, chưa đến hạn"`
	Period string `json:"period" doc:"Kỳ được tính"`
	DueOn  string `json:"dueOn,omitempty" doc:"Hạn"`
}

// LeaderPoints are the two components of a leader that people give.
type LeaderPoints struct {
	DD     int64      `json:"dd" doc:"đ: tổ chức triển khai, 100 hoặc 50"`
	E      int64      `json:"e" doc:"e: quy tụ, đoàn kết, 100 hoặc 50"`
	Reason string     `json:"reason,omitempty" doc:"Lý do cho 50"`
	By     *PersonRef `json:"by,omitempty" doc:"Ai cho"`
	At     *time.Time `json:"at,omitempty" doc:"Lúc cho"`
}

// ScoreManaged are the scores of the people that a leader manages.
type ScoreManaged struct {
	Scored   int    `json:"scored" doc:"Số người đã có điểm"`
	Unscored int    `json:"unscored" doc:"Số người chưa có điểm, không tính"`
	Lowest   string `json:"lowest,omitempty" doc:"Điểm thấp nhất"`
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
	Code    string `json:"code,omitempty" doc:"Mã trong danh mục"`
	Name    string `json:"name" doc:"Tên sản phẩm"`
	Version int    `json:"version,omitempty" doc:"Phiên bản danh mục khi giao"`
	Points  string `json:"points,omitempty" doc:"Điểm của một sản phẩm"`
	Divisor string `json:"divisor,omitempty" doc:"Điểm của sản phẩm chuẩn; K = điểm ÷ điểm chuẩn"`
}

// ScoreLine is what one task brought.
type ScoreLine struct {
	Task           string        `json:"task" doc:"Mã nội bộ của nhiệm vụ"`
	Code           string        `json:"code" doc:"Số nhiệm vụ"`
	Title          string        `json:"title" doc:"Tên nhiệm vụ"`
	Share          int           `json:"share,omitempty" doc:"Tỷ lệ của người này trong nhiệm vụ, phần trăm; không có là trọn nhiệm vụ"`
	Helps          bool          `json:"helps,omitempty" doc:"Là phần phối hợp"`
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
	FailedQuantity string        `json:"failedQuantity,omitempty" doc:"Số sản phẩm có sai sót lớn, khi người duyệt có nêu"`
	Reviews        []ScoreReview `json:"reviews" doc:"Các lần duyệt: ai, ngày nào, kết quả"`
	Excuses        []ScoreExcuse `json:"excuses" doc:"Các lần không bị trừ vì nguyên nhân khách quan được xác nhận"`
	Moves          []ScoreMove   `json:"moves" doc:"Các lần hạn thay đổi: ai, ngày nào, vì sao"`
}

// ScoreReview is one decision about what was handed in.
type ScoreReview struct {
	On       string     `json:"on" doc:"Ngày"`
	By       *PersonRef `json:"by,omitempty" doc:"Người duyệt; không có ở phiếu đóng trước khi ghi tên"`
	Verdict  string     `json:"verdict" enum:"met,major_error,returned" doc:"Kết quả"`
	Reason   string     `json:"reason,omitempty" doc:"Lý do hoặc nhận xét"`
	Major    bool       `json:"major" doc:"Sai sót lớn về nội dung"`
	Failed   string     `json:"failedQuantity,omitempty" doc:"Số sản phẩm có sai sót lớn"`
	Accepted string     `json:"quantity,omitempty" doc:"Số lượng được duyệt"`
}

// ScoreExcuse is one event that costs nothing, since its objective cause was confirmed.
type ScoreExcuse struct {
	Kind     string    `json:"kind" enum:"late,review" doc:"Trễ hạn, hoặc sai sót lớn về nội dung"`
	Event    string    `json:"event" doc:"Hạn đã trễ, hoặc ngày kết luận có sai sót"`
	On       string    `json:"on" doc:"Ngày xác nhận"`
	By       PersonRef `json:"by" doc:"Người xác nhận"`
	Document string    `json:"document" doc:"Số văn bản xác nhận"`
}

// ScoreMove is one change of the deadline.
type ScoreMove struct {
	On    string    `json:"on" doc:"Ngày thay đổi"`
	DueOn string    `json:"dueOn,omitempty" doc:"Hạn mới"`
	Why   string    `json:"why" enum:"returned,reopened,extended,rescheduled,paused,resumed,calendar" doc:"Vì sao"`
	By    PersonRef `json:"by" doc:"Ai"`
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
	if l := sc.Sheet.Leadership; l != nil {
		ids = append(ids, l.By)
	}
	for _, f := range sc.Lines {
		for _, r := range f.Show.Reviews {
			ids = append(ids, r.By)
		}
		for _, x := range f.Show.Excuses {
			ids = append(ids, x.By)
		}
		for _, m := range f.Show.Moves {
			ids = append(ids, m.By)
		}
	}
	recorded, err := s.Overrides.Of(ctx, sc.Person.Agency, sc.Person.ID, sc.Month.Period)
	if err != nil {
		return Score{}, err
	}
	for _, x := range recorded {
		ids = append(ids, x.By)
		if x.Withdrawn != nil {
			ids = append(ids, x.Withdrawn.By)
		}
	}
	final, decided, err := s.Ratings.Of(ctx, sc.Person.Agency, sc.Person.ID, sc.Month.Period)
	if err != nil {
		return Score{}, err
	}
	own, sent, err := s.SelfScores.Of(ctx, sc.Person.Agency, sc.Person.ID, sc.Month.Period)
	if err != nil {
		return Score{}, err
	}
	ids = append(ids, final.Decision.By, final.Decision.For)
	for _, x := range final.Amended {
		ids = append(ids, x.By)
	}
	chance, err := s.Petitions.Of(ctx, sc.Person.Agency, sc.Person.ID, sc.Month.Period)
	if err != nil {
		return Score{}, err
	}
	if chance.Made != nil {
		ids = append(ids, petitionPeople(*chance.Made)...)
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
		A: r.A, B: r.B, C: r.C, D: r.D, DD: r.DD, E: r.E, Task: r.Task, General: r.General, Total: r.Total, TotalExact: r.TotalExact, TotalRange: r.TotalRange,
		Grade: string(r.Grade), GradeBasis: sc.Clause(), Bands: scoreBands(sc.Policy), GeneralGroups: generalGroups(sc.Policy, sc.Sheet.General),
		Sums:      ScoreSums{r.Sums.Weight.String(), r.Sums.Quantity.String(), r.Sums.Quality.String(), r.Sums.Progress.String()},
		Deduction: sc.Policy.Task.Deduction.String(),
		Gates:     nonNil(r.Gates), Settings: append(scoreSettings(sc.Policy), longSettings(sc)...), Parts: scoreParts(sc.Parts, "", n),
		Lines: scoreLines(sc, n), Left: scoreLeft(sc.Left), Trend: trendOf(sc.Trend), Acts: scoreActs(sc),
		OverrideKinds: []OverrideKind{},
	}
	if decided {
		out.Decision = &ScoreDecision{*ratingDecision(final.Decision, n), string(final.Grade), final.Group, final.Reason, scoreAmended(final.Amended, n)}
	}
	today := vncal.DateOf(s.Clock.Now())
	if chance.Made != nil {
		made := petitionShape(*chance.Made, actorOf(ctx), today, n)
		out.Petition = &made
	}
	if out.PetitionUntil = string(chance.Until); actorOf(ctx).Is(sc.Person.ID) && chance.Open(today) {
		out.Acts = append(out.Acts, "petition")
	}
	if sent {
		out.Self = selfScore(own)
	}
	if actorOf(ctx).Is(sc.Person.ID) && selfscore.Open(sc) == nil {
		dues, _, err := s.Procedure.Dues(ctx, sc.Person.Agency, sc.Month.Period)
		if err != nil {
			return Score{}, err
		}
		out.Acts, out.SelfDue = append(out.Acts, "self"), string(dues.Self)
	}
	may := s.Overrides.May(actorOf(ctx), sc.Person) && sc.Changes()
	out.Overrides = overrides(recorded, sc.Policy, n, may)
	if may && r.Status != grading.NoPolicy {
		out.Acts, out.OverrideKinds = append(out.Acts, "override"), overrideKinds(sc.Policy, sc.Sheet.Leader)
	}
	if g := sc.Sheet.General; g != nil {
		by := n.person(g.By)
		out.GeneralBy, out.GeneralAt = &by, &g.At
	}
	if l := sc.Sheet.Leadership; l != nil {
		by := n.person(l.By)
		out.Leadership = &LeaderPoints{l.DD, l.E, l.Reason, &by, &l.At}
	}
	if m := sc.Sheet.Managed; m != nil {
		out.Managed = &ScoreManaged{m.Scored, m.Unscored, m.Lowest}
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
func scoreLines(sc evaluation.Score, n names) []ScoreLine {
	lines := make([]ScoreLine, 0, len(sc.Result.Trace))
	for i, t := range sc.Result.Trace {
		f := sc.Lines[i]
		line := ScoreLine{
			Task: f.Task, Code: f.Code, Title: f.Show.Title, Share: f.Show.Share, Helps: f.Show.Helps, Product: scoreProduct(f.Show),
			K: t.K.String(), Assigned: t.Assigned.String(), Done: t.Done.String(), FailedReviews: t.FailedReviews, LateEvents: t.LateEvents,
			Weight: t.Weight.String(), QuantityCredit: t.QuantityCredit.String(), QualityCredit: t.QualityCredit.String(),
			ProgressCredit: t.ProgressCredit.String(), State: string(f.State), DueOn: string(f.DueOn), SubmittedOn: string(f.Show.SubmittedOn),
			CarriedFrom: string(f.CarriedFrom), Pending: f.Pending(), LateDues: nonNil(f.Show.Missed),
			Reviews: scoreReviews(f.Show.Reviews, n), Moves: []ScoreMove{}, Excuses: []ScoreExcuse{},
		}
		if t.FailedQuantity != nil {
			line.FailedQuantity = t.FailedQuantity.String()
		}
		for _, x := range f.Show.Excuses {
			line.Excuses = append(line.Excuses, ScoreExcuse{string(x.Kind), string(x.Event), string(x.On), n.person(x.By), x.Document})
		}
		for _, m := range f.Show.Moves {
			line.Moves = append(line.Moves, ScoreMove{string(m.On), string(m.Due), string(m.Why), n.person(m.By)})
		}
		lines = append(lines, line)
	}
	return lines
}

// scoreProduct says what a line brought and where its K comes from.
func scoreProduct(show evaluation.Show) ScoreProduct {
	p := ScoreProduct{Code: show.ProductCode, Name: show.Product, Version: show.Version}
	if show.Divisor > 0 { // sheets closed before it was kept have none
		p.Points, p.Divisor = grading.Milli(show.PointsMilli).String(), grading.Int(show.Divisor).String()
	}
	return p
}

func scoreReviews(all []evaluation.Review, n names) []ScoreReview {
	reviews := make([]ScoreReview, 0, len(all))
	for _, r := range all {
		one := ScoreReview{On: string(r.On), Verdict: string(cmp.Or(r.Verdict, task.Returned)), Reason: r.Reason, Major: r.Major}
		if r.By != "" {
			by := n.person(r.By)
			one.By = &by
		}
		if r.FailedMilli > 0 {
			one.Failed = grading.Milli(r.FailedMilli).String()
		}
		if r.QtyMilli > 0 {
			one.Accepted = grading.Milli(r.QtyMilli).String()
		}
		reviews = append(reviews, one)
	}
	return reviews
}

func scoreLeft(all []evaluation.Left) []ScoreLeft {
	left := make([]ScoreLeft, 0, len(all))
	for _, l := range all {
		left = append(left, ScoreLeft{l.Fact.Task, l.Fact.Code, l.Fact.Show.Title, string(l.Why), string(l.Period), string(l.Fact.DueOn)})
	}
	return left
}

// scoreSettings lists what the agency has set of a policy, in the order of its file.
func scoreSettings(p grading.Policy) []ScoreSetting {
	s := p.Settings
	flag := func(key string, x grading.Setting[bool]) ScoreSetting {
		return ScoreSetting{key, x.Note, strconv.FormatBool(x.Value), string(x.Mark)}
	}
	count := func(key string, x grading.Setting[int]) ScoreSetting {
		return ScoreSetting{key, x.Note, strconv.Itoa(x.Value), string(x.Mark)}
	}
	all := []ScoreSetting{flag("cap_ratio_at_100", s.CapRatioAt100)}
	if s.CapLineAtAssigned.Note != "" { // version 1 does not know it
		all = append(all, flag("cap_line_at_assigned", s.CapLineAtAssigned))
	}
	return append(all,
		ScoreSetting{"deduction_unit", s.DeductionUnit.Note, s.DeductionUnit.Value, string(s.DeductionUnit.Mark)},
		ScoreSetting{"gates", s.Gates.Note, strings.Join(s.Gates.Value, ", "), string(s.Gates.Mark)},
		count("undecided_working_days", s.UndecidedWorkingDays), count("close_working_days", s.CloseWorkingDays),
	)
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
