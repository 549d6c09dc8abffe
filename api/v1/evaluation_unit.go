package v1

import (
	"congvu/internal/evaluation"
	"congvu/internal/selfscore"
)

// UnitScores is the table of a unit for a month.
type UnitScores struct {
	Unit         UnitRef        `json:"unit" doc:"Đơn vị"`
	Period       string         `json:"period" doc:"Kỳ"`
	PeriodState  string         `json:"periodState" enum:"open,closing,closed" doc:"Trạng thái của kỳ"`
	Provisional  bool           `json:"provisional" doc:"Tạm tính"`
	Rows         []UnitScoreRow `json:"rows" doc:"Từng người, điểm cao trước"`
	Distribution []GradeCount   `json:"distribution" doc:"Số người từng mức"`
	Groups       []GroupRule    `json:"groups" doc:"Các nhóm tiêu chí chung"`
}

// GradeCount is how many people a grade is proposed for.
type GradeCount struct {
	Grade string `json:"grade" doc:"Mức"`
	N     int    `json:"n" doc:"Số người"`
}

// GroupRule says how a group of the general criteria is scored.
type GroupRule struct {
	Key  string `json:"key" doc:"Mã nhóm"`
	Name string `json:"name" doc:"Tên nhóm tiêu chí"`
	Max  string `json:"max" doc:"Điểm tối đa"`
	Step string `json:"step" doc:"Bước điểm"`
}

// UnitScoreRow is one person of the table.
type UnitScoreRow struct {
	Person        PersonRef     `json:"person" doc:"Người được đánh giá"`
	Leader        bool          `json:"leader" doc:"Lãnh đạo, quản lý"`
	Version       int64         `json:"version" doc:"Phiên bản của phiếu; 0 khi chưa có"`
	Status        string        `json:"status" enum:"scored,insufficient_data,needs_decision,no_policy" doc:"Tình trạng"`
	Reasons       []string      `json:"reasons" doc:"Vì sao chưa có điểm"`
	General       string        `json:"general,omitempty" doc:"Điểm tiêu chí chung"`
	A             string        `json:"a,omitempty" doc:"Số lượng, phần trăm"`
	B             string        `json:"b,omitempty" doc:"Chất lượng, phần trăm"`
	C             string        `json:"c,omitempty" doc:"Tiến độ, phần trăm"`
	Task          string        `json:"task,omitempty" doc:"Điểm kết quả thực hiện nhiệm vụ"`
	Total         string        `json:"total,omitempty" doc:"Tổng điểm"`
	TotalRange    []string      `json:"totalRange,omitempty" minItems:"2" maxItems:"2" doc:"Khoảng tổng điểm khi còn thiếu điểm tiêu chí chung"`
	Grade         string        `json:"grade,omitempty" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức đề xuất"`
	GeneralGroups []GroupPoints `json:"generalGroups" doc:"Tiêu chí chung theo nhóm"`
	Leadership    *LeaderPoints `json:"leadership,omitempty" doc:"đ và e của lãnh đạo, quản lý, khi đã cho"`
	Self          *SelfScore    `json:"self,omitempty" doc:"Người được đánh giá tự chấm; không tính vào điểm"`
	D             string        `json:"d,omitempty" doc:"Kết quả của đơn vị phụ trách"`
	Trend         []TrendPoint  `json:"trend" doc:"Các tháng trong năm"`
	Acts          []string      `json:"acts" enum:"general" doc:"Việc tôi làm được"`
}

// GroupPoints are the points of one group, once they are given.
type GroupPoints struct {
	Key    string `json:"key" doc:"Mã nhóm"`
	Points string `json:"points,omitempty" doc:"Điểm"`
	Remark string `json:"remark,omitempty" doc:"Nhận xét"`
}

// unitScores gives a table its shape; n knows the units, own what people sent of themselves.
func unitScores(t evaluation.UnitScores, own map[string]selfscore.Self, n names) UnitScores {
	out := UnitScores{
		Unit: n.unit(t.Unit.ID), Period: string(t.Month.Period), PeriodState: string(t.Month.State),
		Provisional: t.Month.State != evaluation.Closed, Rows: make([]UnitScoreRow, 0, len(t.Rows)), Distribution: gradeCounts(t.Distribution), Groups: []GroupRule{},
	}
	for _, g := range t.Policy.General.Groups {
		out.Groups = append(out.Groups, GroupRule{g.Code, g.Name, g.Max.String(), t.Policy.General.Step.String()})
	}
	for _, sc := range t.Rows {
		row := unitScoreRow(sc, n)
		if x, sent := own[sc.Person.ID]; sent {
			row.Self = selfScore(x)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func gradeCounts(all []evaluation.GradeCount) []GradeCount {
	counts := make([]GradeCount, 0, len(all))
	for _, c := range all {
		counts = append(counts, GradeCount{string(c.Grade), c.N})
	}
	return counts
}

func unitScoreRow(sc evaluation.Score, n names) UnitScoreRow {
	r := sc.Result
	row := UnitScoreRow{
		Person: PersonRef{ID: sc.Person.ID, Name: sc.Person.Name, Title: sc.Person.Title, Unit: n.unit(sc.Person.Primary.Unit).ShortName},
		Leader: sc.Sheet.Leader, Version: sc.Sheet.Version, Status: string(r.Status), Reasons: stringsOf(r.Reasons),
		General: r.General, A: r.A, B: r.B, C: r.C, Task: r.Task, Total: r.Total, TotalRange: r.TotalRange, Grade: string(r.Grade),
		GeneralGroups: []GroupPoints{}, Trend: trendOf(sc.Trend), Acts: scoreActs(sc),
	}
	for _, g := range generalGroups(sc.Policy, sc.Sheet.General) {
		row.GeneralGroups = append(row.GeneralGroups, GroupPoints{g.Key, g.Points, g.Remark})
	}
	if l := sc.Sheet.Leadership; l != nil {
		row.Leadership = &LeaderPoints{DD: l.DD, E: l.E, Reason: l.Reason}
	}
	row.D = r.D
	return row
}
