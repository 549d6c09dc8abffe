package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func (s *Server) registerCalendarChanges(api huma.API) {
	huma.Register(api, op("calendar-year", http.MethodGet, "/calendar/years/{year}", "Lịch làm việc của một năm, kèm căn cứ", roles(access.Admin), 403, 404, 422), s.calendarYear)
	huma.Register(api, op("calendar-change", http.MethodPost, "/calendar/changes", "Xác nhận, thêm ngày nghỉ, ngày làm bù; xem trước hạn bị dời",
		roles(access.Admin), 403, 409, 422), s.calendarChange)
	huma.Register(api, op("calendar-import", http.MethodPost, "/calendar/import", "Nạp bảng ngày nghỉ; xem trước hạn bị dời", roles(access.Admin), 403, 409, 422), s.calendarImport)
	huma.Register(api, op("calendar-withdraw", http.MethodPost, "/calendar/days/{date}/withdraw", "Bãi bỏ một ngày của cơ quan; xem trước hạn bị dời",
		roles(access.Admin), 403, 404, 409, 422), s.calendarWithdraw)
}

// CalendarYear is the agency's calendar of a year.
type CalendarYear struct {
	Year        int           `json:"year" doc:"Năm"`
	Version     string        `json:"version" doc:"Phiên bản của lịch, gửi lại khi thay đổi"`
	WorkingDays int           `json:"workingDays" doc:"Số ngày làm việc trong năm"`
	Days        []CalendarRow `json:"days" doc:"Các ngày có tên, theo thứ tự"`
	Missing     []string      `json:"missing" doc:"Ngày nghỉ năm này chưa có văn bản"`
	NextYear    int           `json:"nextYear" doc:"Năm sau"`
	NextMissing []string      `json:"nextMissing" doc:"Ngày nghỉ năm sau chưa có văn bản; chỉ nêu trong quý IV"`
	Touched     CalendarMoves `json:"touched" doc:"Hạn chạm vào ngày chờ xác nhận của năm, sẽ dời nếu các ngày ấy là ngày nghỉ"`
}

// CalendarRow is one named day with its source.
type CalendarRow struct {
	Date    string        `json:"date" format:"date" doc:"Ngày"`
	Name    string        `json:"name" doc:"Tên"`
	Type    string        `json:"type" enum:"holiday,compensatory,swapped-off,swapped-work" doc:"Loại ngày"`
	State   string        `json:"state" enum:"pending,confirmed,withdrawn" doc:"Chờ xác nhận (tính như ngày thường), có hiệu lực, đã bãi bỏ"`
	Source  string        `json:"source" doc:"Nguồn"`
	Own     bool          `json:"own" doc:"Do cơ quan quyết định"`
	Version int64         `json:"version" doc:"Phiên bản của dòng; 0 khi cơ quan chưa quyết định gì"`
	Open    bool          `json:"open" doc:"Còn bãi bỏ được"`
	Acts    []CalendarAct `json:"acts" doc:"Các lần quyết định, cũ trước"`
}

// CalendarAct is one decision about a day.
type CalendarAct struct {
	State     string    `json:"state" enum:"confirmed,withdrawn" doc:"Xác nhận hay bãi bỏ"`
	Name      string    `json:"name" doc:"Tên ngày khi đó"`
	DocNumber string    `json:"docNumber" doc:"Số văn bản"`
	Reason    string    `json:"reason,omitempty" doc:"Lý do"`
	By        string    `json:"by" doc:"Người quyết định"`
	At        time.Time `json:"at" doc:"Lúc"`
}

// CalendarMoves is what a change does to deadlines.
type CalendarMoves struct {
	Deadlines int `json:"deadlines" doc:"Số hạn của việc đang mở"`
	People    int `json:"people" doc:"Số người chủ trì"`
}

func movesOf(m task.Moving) CalendarMoves { return CalendarMoves{Deadlines: m.Tasks, People: m.People} }

// calendarYear serves GET /api/v1/calendar/years/{year}.
func (s *Server) calendarYear(ctx context.Context, in *struct {
	Year int `path:"year" minimum:"2020" maximum:"2200" doc:"Năm"`
}) (*reply[CalendarYear], error) {
	agency := actorOf(ctx).Agency
	y, err := s.CalendarChanges.Year(ctx, agency, in.Year)
	if err != nil {
		return nil, err
	}
	first := vncal.Date(time.Date(in.Year, time.January, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	out := CalendarYear{
		Year: in.Year, Version: y.Calendar.Version(), WorkingDays: y.Calendar.WorkingDaysBetween(first.AddDays(-1), first.AddMonths(12).AddDays(-1)),
		Days: []CalendarRow{}, Missing: nonNil(y.Missing), NextYear: y.NextYear, NextMissing: nonNil(y.Next),
	}
	for _, d := range y.Days {
		row := CalendarRow{
			Date: string(d.Date), Name: d.Name, Type: string(d.Type), State: string(d.State), Source: d.Source, Own: d.Own, Version: d.Version, Open: d.Open,
			Acts: []CalendarAct{},
		}
		for _, a := range d.Acts {
			row.Acts = append(row.Acts, CalendarAct{State: string(a.State), Name: a.Name, DocNumber: a.DocNo, Reason: a.Reason, By: a.ByName, At: a.At})
		}
		out.Days = append(out.Days, row)
	}
	if len(y.Pending) > 0 {
		m, err := s.Tasks.Moving(ctx, agency, y.Calendar, y.Calendar.With(y.Pending...), y.Pending[0].Date)
		if err != nil {
			return nil, err
		}
		out.Touched = movesOf(m)
	}
	return replyWith(out), nil
}

// CalendarChange is days that one document decides.
type CalendarChange struct {
	Days      []NewCalendarDay `json:"days" maxItems:"400" doc:"Các ngày"`
	DocNumber string           `json:"docNumber,omitempty" doc:"Số văn bản; chưa cần khi xem trước"`
	Seen      string           `json:"seen,omitempty" maxLength:"60" doc:"Phiên bản của lịch đang xem"`
	DryRun    bool             `json:"dryRun,omitempty" doc:"Chỉ xem trước"`
}

// NewCalendarDay is one day as it is decided.
type NewCalendarDay struct {
	Date   string `json:"date" doc:"Ngày"`
	Name   string `json:"name" doc:"Tên ngày nghỉ, ngày làm bù"`
	Type   string `json:"type" doc:"holiday, compensatory, swapped-off, swapped-work"`
	Source string `json:"source,omitempty" doc:"Nguồn của dòng; mặc định là số văn bản"`
}

// CalendarChanged is what a change comes to.
type CalendarChanged struct {
	Days    []CalendarOutcome `json:"days" doc:"Từng ngày"`
	Moves   CalendarMoves     `json:"moves" doc:"Hạn bị dời"`
	Version string            `json:"version" doc:"Phiên bản của lịch: khi xem trước là lịch hiện hành, sau khi thay đổi là lịch mới"`
}

// CalendarOutcome is what a change makes of one day.
type CalendarOutcome struct {
	Date    string `json:"date" format:"date" doc:"Ngày"`
	Name    string `json:"name" doc:"Tên"`
	Type    string `json:"type" enum:"holiday,compensatory,swapped-off,swapped-work" doc:"Loại ngày"`
	Outcome string `json:"outcome" enum:"added,confirmed,replaced,same" doc:"Thêm mới, xác nhận, thay ngày cũ, đã có"`
}

// calendarChange serves POST /api/v1/calendar/changes.
func (s *Server) calendarChange(ctx context.Context, in *struct{ Body CalendarChange }) (*reply[CalendarChanged], error) {
	c := calendar.Change{DocNo: in.Body.DocNumber, Seen: in.Body.Seen}
	for _, d := range in.Body.Days {
		c.Days = append(c.Days, vncal.Day{Date: vncal.Date(d.Date), Name: d.Name, Type: vncal.DayType(d.Type), Source: d.Source})
	}
	return s.changeCalendar(ctx, c, in.Body.DryRun)
}

// calendarImport serves POST /api/v1/calendar/import: the rows of a file, all of them or none.
func (s *Server) calendarImport(ctx context.Context, in *struct {
	Body struct {
		CSV       string `json:"csv" maxLength:"262144" doc:"Bảng CSV, UTF-8, các cột date,name,type,source"`
		DocNumber string `json:"docNumber,omitempty" doc:"Số văn bản; chưa cần khi xem trước"`
		Seen      string `json:"seen,omitempty" maxLength:"60" doc:"Phiên bản của lịch đang xem"`
		DryRun    bool   `json:"dryRun,omitempty" doc:"Chỉ xem trước"`
	}
}) (*reply[CalendarChanged], error) {
	days, err := calendar.ReadTable(in.Body.CSV)
	if err != nil {
		return nil, err
	}
	return s.changeCalendar(ctx, calendar.Change{Days: days, DocNo: in.Body.DocNumber, Seen: in.Body.Seen}, in.Body.DryRun)
}

func (s *Server) changeCalendar(ctx context.Context, c calendar.Change, dry bool) (*reply[CalendarChanged], error) {
	a := actorOf(ctx)
	if dry {
		p, err := s.CalendarChanges.Preview(ctx, a.Agency, c)
		return s.calendarChanged(ctx, p, dry, err)
	}
	p, err := s.CalendarChanges.Apply(ctx, a, c)
	return s.calendarChanged(ctx, p, dry, err)
}

// CalendarWithdrawal takes a day back.
type CalendarWithdrawal struct {
	Version   int64  `json:"version" minimum:"1" doc:"Phiên bản của dòng đang xem"`
	DocNumber string `json:"docNumber,omitempty" doc:"Số văn bản; chưa cần khi xem trước"`
	Reason    string `json:"reason,omitempty" doc:"Lý do; chưa cần khi xem trước"`
	DryRun    bool   `json:"dryRun,omitempty" doc:"Chỉ xem trước"`
}

// calendarWithdraw serves POST /api/v1/calendar/days/{date}/withdraw.
func (s *Server) calendarWithdraw(ctx context.Context, in *struct {
	Date string `path:"date" format:"date" doc:"Ngày"`
	Body CalendarWithdrawal
}) (*reply[CalendarChanged], error) {
	a, w := actorOf(ctx), calendar.Withdrawal{Date: vncal.Date(in.Date), Version: in.Body.Version, DocNo: in.Body.DocNumber, Reason: in.Body.Reason}
	if in.Body.DryRun {
		p, err := s.CalendarChanges.Without(ctx, a.Agency, w)
		return s.calendarChanged(ctx, p, true, err)
	}
	p, err := s.CalendarChanges.Withdraw(ctx, a, w)
	return s.calendarChanged(ctx, p, false, err)
}

// calendarChanged answers a change. The deadlines move in the background, at once after the change.
func (s *Server) calendarChanged(ctx context.Context, p calendar.Plan, dry bool, err error) (*reply[CalendarChanged], error) {
	if err != nil {
		return nil, err
	}
	a := actorOf(ctx)
	out := CalendarChanged{Days: []CalendarOutcome{}, Version: p.After.Version()}
	for _, d := range p.Days {
		out.Days = append(out.Days, CalendarOutcome{Date: string(d.Date), Name: d.Name, Type: string(d.Type), Outcome: string(d.Outcome)})
	}
	if p.Moves() {
		m, err := s.Tasks.Moving(ctx, a.Agency, p.Before, p.After, p.First())
		if err != nil {
			return nil, err
		}
		out.Moves = movesOf(m)
	}
	if dry {
		out.Version = p.Before.Version()
		return replyWith(out), nil
	}
	if p.Moves() {
		if err := s.Jobs.Wake(ctx, a, task.CalendarJob); err != nil {
			s.Log.WarnContext(ctx, "deadlines are counted anew with the job's next time", "error", err)
		}
	}
	return replyWith(out), nil
}
