package v1

import (
	"context"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/pkg/vncal"
)

// OutlookInput is what one supposes of the rest of a running month.
type OutlookInput struct {
	Supposed []SupposedWork `json:"supposed,omitempty" maxItems:"500" doc:"Từng việc chưa xong mà mình giả định; việc không nêu thì theo rest"`
	Rest     bool           `json:"rest,omitempty" doc:"Việc không nêu: trình đúng hạn (đã quá hạn thì trình hôm nay); false: hết tháng chưa xong"`
	General  *float64       `json:"general,omitempty" minimum:"0" maximum:"100" doc:"Điểm tiêu chí chung giả định, khi cấp trên chưa cho"`
}

// SupposedWork is when a piece of work is handed in.
type SupposedWork struct {
	Task string     `json:"task" maxLength:"26" doc:"Mã nội bộ của nhiệm vụ"`
	Day  vncal.Date `json:"day,omitempty" maxLength:"10" doc:"Ngày trình, sau đó được nghiệm thu đủ và không sai sót; để trống: hết tháng chưa xong"`
}

// supposition reads what was supposed. Errors: ErrSupposed by field.
func (in OutlookInput) supposition() (sup evaluation.Supposition, err error) {
	sup.Rest = in.Rest
	for _, w := range in.Supposed {
		sup.Works = append(sup.Works, evaluation.SupposedWork{Task: w.Task, On: w.Day})
	}
	if in.General != nil {
		milli, err := thousandths("general", *in.General)
		if err != nil {
			return sup, err
		}
		general := grading.Milli(milli)
		sup.General = &general
	}
	return sup, nil
}

// OutlookScore is a score in short; numbers are decimal strings.
type OutlookScore struct {
	Status     string   `json:"status" enum:"scored,insufficient_data,needs_decision,no_policy" doc:"Tình trạng"`
	A          string   `json:"a,omitempty" doc:"Số lượng, phần trăm"`
	B          string   `json:"b,omitempty" doc:"Chất lượng, phần trăm"`
	C          string   `json:"c,omitempty" doc:"Tiến độ, phần trăm"`
	Task       string   `json:"task,omitempty" doc:"Điểm kết quả thực hiện nhiệm vụ"`
	General    string   `json:"general,omitempty" doc:"Điểm tiêu chí chung"`
	Total      string   `json:"total,omitempty" doc:"Tổng điểm"`
	TotalRange []string `json:"totalRange,omitempty" minItems:"2" maxItems:"2" doc:"Khoảng tổng điểm khi còn thiếu điểm tiêu chí chung"`
	Grade      string   `json:"grade,omitempty" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức đề xuất"`
}

// OutlookWork is one piece of the month's unfinished work and what is supposed of it.
type OutlookWork struct {
	Task    string `json:"task" doc:"Mã nội bộ của nhiệm vụ"`
	Code    string `json:"code" doc:"Số nhiệm vụ"`
	Title   string `json:"title" doc:"Tên nhiệm vụ"`
	DueOn   string `json:"dueOn,omitempty" doc:"Hạn"`
	Weight  string `json:"weight" doc:"Quy đổi được giao"`
	Pending bool   `json:"pending" doc:"Đã trình, chờ duyệt"`
	Missed  int    `json:"missed" doc:"Số lần đã trễ hạn"`
	Day     string `json:"day,omitempty" doc:"Giả định trình ngày; không có: hết tháng chưa xong"`
	Late    bool   `json:"late" doc:"Giả định này thêm một lần trễ hạn"`
}

// Outlook is a person's score of the running month as it stands, and as it would be at the month's end.
type Outlook struct {
	Period string        `json:"period" doc:"Kỳ"`
	Last   string        `json:"last" doc:"Ngày cuối kỳ"`
	Now    OutlookScore  `json:"now" doc:"Tạm tính hiện nay"`
	Then   OutlookScore  `json:"end" doc:"Cuối tháng, theo giả định"`
	Works  []OutlookWork `json:"works" doc:"Việc chưa xong của tháng, hạn gần trước"`
	Bands  []ScoreBand   `json:"bands" doc:"Các mức xếp loại"`
}

// UnitOutlook is the same of a unit.
type UnitOutlook struct {
	Period string           `json:"period" doc:"Kỳ"`
	Rows   []UnitOutlookRow `json:"rows" doc:"Từng người, điểm giả định cao trước"`
	Now    []GradeCount     `json:"now" doc:"Số người từng mức hiện nay"`
	Then   []GradeCount     `json:"end" doc:"Số người từng mức theo giả định"`
}

// UnitOutlookRow is one person of the unit.
type UnitOutlookRow struct {
	Person PersonRef     `json:"person" doc:"Người được đánh giá"`
	Now    OutlookScore  `json:"now" doc:"Tạm tính hiện nay"`
	Then   OutlookScore  `json:"end" doc:"Cuối tháng, theo giả định"`
	Works  []OutlookWork `json:"works" doc:"Việc chưa xong của tháng, hạn gần trước"`
}

// evalOutlook serves POST /api/v1/evaluations/people/{id}/{period}/outlook. Nothing is stored.
func (s *Server) evalOutlook(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã người"`
	PeriodID
	Body OutlookInput
}) (*reply[Outlook], error) {
	sup, err := in.Body.supposition()
	if err != nil {
		return nil, err
	}
	o, err := s.Evaluation.Outlook(ctx, actorOf(ctx), in.ID, grading.Period(in.Period), sup)
	if err != nil {
		return nil, err
	}
	return replyWith(Outlook{
		Period: in.Period, Last: string(grading.Period(in.Period).Last()), Now: outlookScore(o.Score.Result), Then: outlookScore(o.Then),
		Works: outlookWorks(o.Works), Bands: scoreBands(o.Score.Policy),
	}), nil
}

// evalUnitOutlook serves POST /api/v1/evaluations/units/{id}/{period}/outlook. Nothing is stored.
func (s *Server) evalUnitOutlook(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
	PeriodID
	Body OutlookInput
}) (*reply[UnitOutlook], error) {
	sup, err := in.Body.supposition()
	if err != nil {
		return nil, err
	}
	a := actorOf(ctx)
	u, err := s.Evaluation.UnitOutlook(ctx, a, in.ID, grading.Period(in.Period), sup)
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, a.Agency, nil)
	if err != nil {
		return nil, err
	}
	out := UnitOutlook{Period: in.Period, Rows: make([]UnitOutlookRow, 0, len(u.Rows)), Now: gradeCounts(u.Table.Distribution), Then: gradeCounts(u.Then)}
	for _, o := range u.Rows {
		out.Rows = append(out.Rows, UnitOutlookRow{unitScoreRow(o.Score, n).Person, outlookScore(o.Score.Result), outlookScore(o.Then), outlookWorks(o.Works)})
	}
	return replyWith(out), nil
}

func outlookScore(r grading.Result) OutlookScore {
	return OutlookScore{string(r.Status), r.A, r.B, r.C, r.Task, r.General, r.Total, r.TotalRange, string(r.Grade)}
}

func outlookWorks(all []evaluation.Prospect) []OutlookWork {
	works := make([]OutlookWork, 0, len(all))
	for _, p := range all {
		f := p.Fact
		works = append(works, OutlookWork{
			Task: f.Task, Code: f.Code, Title: f.Show.Title, DueOn: string(f.DueOn), Weight: grading.Milli(f.A).Mul(grading.Milli(f.K)).String(),
			Pending: f.Pending(), Missed: f.L, Day: string(p.On), Late: p.Late,
		})
	}
	return works
}
