package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/calendar"
	"congvu/pkg/vncal"
)

func (s *Server) registerCalendar(api huma.API) {
	huma.Register(api, op("calendar-days", http.MethodGet, "/calendar", "Lịch làm việc", signedIn(), 422), s.calendarDays)
	huma.Register(api, op("calendar-due", http.MethodPost, "/calendar/due", "Tính và giải thích thời hạn", signedIn(), 422), s.calendarDue)
	s.registerCalendarChanges(api)
}

// CalendarDay is one day of the working calendar.
type CalendarDay struct {
	Date    string `json:"date" format:"date" doc:"Ngày"`
	Working bool   `json:"working" doc:"Là ngày làm việc"`
	Name    string `json:"name,omitempty" doc:"Tên ngày nghỉ, ngày làm bù"`
	Type    string `json:"type,omitempty" enum:"holiday,compensatory,swapped-off,swapped-work" doc:"Loại ngày"`
	Pending bool   `json:"pending,omitempty" doc:"Chưa được xác nhận, đang tính như ngày thường"`
}

type rangeInput struct {
	From string `query:"from" required:"true" format:"date" doc:"Ngày đầu"`
	To   string `query:"to" required:"true" format:"date" doc:"Ngày cuối, không quá 400 ngày kể từ ngày đầu"`
}

// calendarDays serves GET /api/v1/calendar.
func (s *Server) calendarDays(ctx context.Context, in *rangeInput) (*list[CalendarDay], error) {
	days, err := s.Calendar.Range(ctx, actorOf(ctx).Agency, vncal.Date(in.From), vncal.Date(in.To))
	if err != nil {
		return nil, err
	}
	items := make([]CalendarDay, 0, len(days))
	for _, d := range days {
		items = append(items, CalendarDay{Date: string(d.Date), Working: d.Working, Name: d.Name, Type: string(d.Type), Pending: d.Pending})
	}
	return listOf(items), nil
}

// DueRule is a deadline as it is set.
type DueRule struct {
	Kind  string `json:"kind" enum:"working,calendar,month,date,none" doc:"Cách tính thời hạn"`
	Start string `json:"start,omitempty" format:"date" doc:"Ngày bắt đầu, không tính vào thời hạn; mặc định là hôm nay"`
	N     int    `json:"n,omitempty" minimum:"0" maximum:"36500" doc:"Số ngày làm việc, ngày hoặc tháng"`
	Date  string `json:"date,omitempty" format:"date" doc:"Ngày ấn định, khi kind là date"`
}

// rule returns r as the calendar computes with it.
func (r DueRule) rule() vncal.Rule {
	return vncal.Rule{Kind: vncal.Kind(r.Kind), Start: vncal.Date(r.Start), N: r.N, Date: vncal.Date(r.Date)}
}

// dueRule is the inverse of DueRule.rule.
func dueRule(r vncal.Rule) DueRule {
	return DueRule{Kind: string(r.Kind), Start: string(r.Start), N: r.N, Date: string(r.Date)}
}

// DueSkip is a day off that moved a deadline.
type DueSkip struct {
	Date string `json:"date" format:"date" doc:"Ngày nghỉ"`
	Why  string `json:"why" doc:"Vì sao nghỉ"`
}

// DueDay is one day of the small calendar beside a deadline.
type DueDay struct {
	Date    string `json:"date" format:"date" doc:"Ngày"`
	Working bool   `json:"working" doc:"Là ngày làm việc"`
	Why     string `json:"why,omitempty" doc:"Tên ngày nghỉ lễ, nghỉ bù hoặc hoán đổi; thứ Bảy, Chủ nhật thường không có"`
	N       int    `json:"n,omitempty" doc:"Thứ tự ngày được tính, từ 1"`
	Mark    string `json:"mark,omitempty" enum:"start,due,today" doc:"Ngày bắt đầu, ngày đến hạn, hôm nay"`
}

// dueDays turns a preview's days into their shape.
func dueDays(days []calendar.PreviewDay) []DueDay {
	out := make([]DueDay, 0, len(days))
	for _, d := range days {
		out = append(out, DueDay{Date: string(d.Date), Working: d.Working, Why: d.Why, N: d.N, Mark: string(d.Mark)})
	}
	return out
}

// DuePreview is a deadline before it is set.
type DuePreview struct {
	Rule     DueRule   `json:"rule" doc:"Quy tắc, đã điền ngày bắt đầu"`
	Due      string    `json:"due,omitempty" format:"date" doc:"Ngày đến hạn; không có khi không hạn"`
	Explain  string    `json:"explain" doc:"Câu giải thích"`
	Skipped  []DueSkip `json:"skipped" doc:"Các ngày nghỉ không tính"`
	Days     []DueDay  `json:"days" doc:"Các ngày từ lúc bắt đầu đến hạn, nhiều nhất 62; dài hơn thì hai tuần đầu và cuối"`
	Warnings []string  `json:"warnings" doc:"Điều cần lưu ý"`
}

// calendarDue serves POST /api/v1/calendar/due: nothing is stored.
func (s *Server) calendarDue(ctx context.Context, in *struct{ Body DueRule }) (*reply[DuePreview], error) {
	p, err := s.Calendar.Preview(ctx, actorOf(ctx).Agency, in.Body.rule())
	if err != nil {
		return nil, err
	}
	out := DuePreview{
		Rule: dueRule(p.Rule), Due: string(p.Deadline.Due), Explain: p.Explain, Skipped: []DueSkip{},
		Days: dueDays(p.Days), Warnings: nonNil(p.Deadline.Warnings),
	}
	for _, k := range p.Deadline.Skipped {
		out.Skipped = append(out.Skipped, DueSkip{Date: string(k.Date), Why: k.Why})
	}
	return replyWith(out), nil
}
