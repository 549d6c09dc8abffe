package v1

import (
	"congvu/internal/evaluation"
	"congvu/internal/grading"
)

// ScorePart is a period within a quarter or a year, and whether it counts.
type ScorePart struct {
	Period  string   `json:"period" doc:"Kỳ"`
	Within  string   `json:"within,omitempty" doc:"Quý chứa tháng này, trong phiếu của năm"`
	State   string   `json:"state" enum:"open,closing,closed" doc:"Trạng thái của kỳ"`
	Why     string   `json:"why,omitempty" enum:"not_posted,leave,no_policy,not_worked,running" doc:"Vì sao không tính: chưa công tác ở cơ quan, nghỉ cả tháng, quy định khác, không làm việc tháng nào, đang diễn ra"`
	Paper   string   `json:"paper,omitempty" doc:"Giấy tờ của việc nghỉ"`
	Unit    *UnitRef `json:"unit,omitempty" doc:"Đơn vị công tác vào ngày cuối kỳ"`
	Rev     int      `json:"rev,omitempty" doc:"Bản của phiếu; không có khi chưa có phiếu"`
	Status  string   `json:"status,omitempty" enum:"scored,insufficient_data,needs_decision,no_policy" doc:"Tình trạng"`
	Weight  string   `json:"weight,omitempty" doc:"Tổng quy đổi được giao"`
	General string   `json:"general,omitempty" doc:"Điểm tiêu chí chung"`
	A       string   `json:"a,omitempty" doc:"Số lượng, phần trăm"`
	B       string   `json:"b,omitempty" doc:"Chất lượng, phần trăm"`
	C       string   `json:"c,omitempty" doc:"Tiến độ, phần trăm"`
	Total   string   `json:"total,omitempty" doc:"Tổng điểm"`
	Exact   string   `json:"totalExact,omitempty" doc:"Tổng điểm chính xác, là phân số tối giản hoặc số nguyên"`
	Grade   string   `json:"grade,omitempty" enum:"xuat_sac,tot,hoan_thanh,khong_hoan_thanh" doc:"Mức đề xuất"`
}

// scoreParts lays out the parts of a quarter or year, the months of each quarter after it.
func scoreParts(all []evaluation.PartScore, within grading.Period, n names) []ScorePart {
	parts := make([]ScorePart, 0, len(all))
	for _, x := range all {
		r := x.Result
		p := ScorePart{
			Period: string(x.Period), Within: string(within), State: string(x.State), Why: string(x.Why), Paper: x.Paper, Rev: x.Rev,
			Status: string(r.Status), General: r.General, A: r.A, B: r.B, C: r.C, Total: r.Total, Exact: r.TotalExact, Grade: string(r.Grade),
		}
		if r.Sums.Weight.Sign() > 0 {
			p.Weight = r.Sums.Weight.String()
		}
		if x.Unit != "" {
			unit := n.unit(x.Unit)
			p.Unit = &unit
		}
		parts = append(append(parts, p), scoreParts(x.Parts, x.Period, n)...)
	}
	return parts
}

// longSettings lists how a quarter or year is made, where the law leaves it to the agency.
func longSettings(sc evaluation.Score) (all []ScoreSetting) {
	rules := sc.Policy.Year
	if rules == nil || sc.Month.Period.Month() {
		return nil
	}
	add := func(key string, x grading.Setting[string]) {
		if x.Value != "" {
			all = append(all, ScoreSetting{key, x.Note, x.Value, string(x.Mark)})
		}
	}
	add("quarter", rules.Quarter)
	if sc.Month.Period.Annual() {
		add("year", rules.Strategy)
	}
	return all
}
