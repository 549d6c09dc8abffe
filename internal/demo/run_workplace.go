package demo

import (
	"context"

	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// plannedPlace is one registration of work at home of the main story: the days it asks for, counted in working days from the
// last one, and whether the head has approved it.
type plannedPlace struct {
	who      string
	days     []int // whole days
	pm       bool  // the afternoon alone
	approved bool
	work     string
	product  string
}

var plannedPlaces = []plannedPlace{
	{who: officer, days: []int{-1, 0}, approved: true, work: "Hướng dẫn đăng ký tài khoản dịch vụ thanh toán trực tuyến", product: "1 văn bản hướng dẫn"},
	{who: otherOfficer, days: []int{0}, pm: true, approved: true, work: "Rà soát danh mục thủ tục hành chính", product: "1 bảng rà soát"},
	{who: colleague, days: []int{1, 2}, work: "Báo cáo tuần: theo dõi, đôn đốc giải quyết thủ tục hành chính", product: "1 báo cáo tuần"},
}

// workplaceSteps returns where the people of the main story work: the rule of their division, registrations that are
// approved, one that waits for the head, and a mission entered by the personnel officer.
func (l *loader) workplaceSteps() []step {
	base := l.today()
	if !l.cal.IsWorking(base) {
		base = l.cal.PrevWorking(base)
	}
	day := func(n int) vncal.Date { return l.cal.AddWorking(base, n) }
	steps := []step{
		{at: l.at(day(-5), morning), what: "rule of work at home", do: func(ctx context.Context) error {
			_, err := l.Workplace.SetRule(ctx, l.actors[divisionHead], l.units[deskUnit].ID, workplace.RuleInput{
				From: day(-5), MinOnSite: 40, MaxDays: 3, Basis: "Công văn 1552/UBND-KGVX",
			})
			return err
		}},
		{at: l.at(day(-2), morning+1), what: "mission", do: func(ctx context.Context) error {
			_, err := l.Workplace.Enter(ctx, l.actors[staffOfficer], workplace.AbsenceInput{
				Person: l.people[deskDeputy].ID, Kind: workplace.Mission, From: workplace.HalfOf(day(1), true), To: workplace.HalfOf(day(2), true),
				Paper: "61/QĐ-STTTT", Note: "Kiểm tra bộ phận một cửa cấp huyện",
			}, "")
			return err
		}},
	}
	for i, p := range plannedPlaces {
		steps = append(steps, step{at: l.at(day(-2), morning+2+i), ordered: true, what: "register " + p.who, do: func(ctx context.Context) error {
			return l.register(ctx, p, day)
		}})
	}
	return steps
}

// register sends one registration, and has the head approve it.
func (l *loader) register(ctx context.Context, p plannedPlace, day func(int) vncal.Date) error {
	in := workplace.Input{Reason: "Công văn 1552/UBND-KGVX: bố trí làm việc tại nhà", Phone: "0905 417 266", Committed: true, Works: []workplace.WorkInput{{Title: p.work, Product: p.product}}}
	for _, n := range p.days {
		if !p.pm {
			in.Halves = append(in.Halves, workplace.HalfOf(day(n), false))
		}
		in.Halves = append(in.Halves, workplace.HalfOf(day(n), true))
	}
	v, err := l.Workplace.Create(ctx, l.actors[p.who], in, true, "")
	if err != nil || !p.approved {
		return err
	}
	_, err = l.Workplace.Approve(ctx, l.actors[divisionHead], v.ID, v.Version, nil)
	return err
}
