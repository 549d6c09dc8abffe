package v1

import (
	"context"
	"time"

	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// DiaryRow is one person's day in a head's list.
type DiaryRow struct {
	Person      PersonRef        `json:"person" doc:"Người viết"`
	Date        string           `json:"date" format:"date" doc:"Ngày"`
	Version     int64            `json:"version" doc:"Phiên bản; 0 là chưa lưu lần nào"`
	State       string           `json:"state,omitempty" enum:"open,submitted,confirmed,returned,locked" doc:"Trạng thái; không có khi chưa lưu và còn ghi được"`
	Place       *DiaryPlaces     `json:"place,omitempty" doc:"Nơi làm việc; không có khi chưa lưu"`
	Minutes     int              `json:"minutes" doc:"Tổng số phút"`
	Entries     int              `json:"entries" doc:"Số dòng"`
	Summary     []string         `json:"summary" doc:"Các dòng đầu"`
	Missing     bool             `json:"missing" doc:"Ngày làm việc đã qua mà chưa có dòng nào"`
	SubmittedAt *time.Time       `json:"submittedAt,omitempty" doc:"Lúc gửi xác nhận"`
	Late        bool             `json:"late" doc:"Có dòng ghi sau khi hết ngày"`
	Instead     *PersonRef       `json:"instead,omitempty" doc:"Tôi xác nhận thay ai; chỉ có khi tôi đang thay người được chờ"`
	Away        string           `json:"away,omitempty" enum:"off,field" doc:"Cả ngày nghỉ hoặc đi công tác theo giấy tờ"`
	Correction  *DiaryCorrection `json:"correction,omitempty" doc:"Lần bổ sung, đính chính cuối"`
	Acts        []diary.Act      `json:"acts" enum:"confirm,return" doc:"Việc tôi làm được với ngày này"`
}

// diaryRows gives rows their shape.
func (s *Server) diaryRows(ctx context.Context, agency string, rows []diary.Row) ([]DiaryRow, error) {
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(append(ids, r.Person), actorOf(ctx).Away()...)
	}
	n, err := s.namesOf(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]DiaryRow, 0, len(rows))
	for _, r := range rows {
		row := DiaryRow{
			Person: n.person(r.Person), Date: string(r.Date), Version: r.Version, State: string(r.Reads), Minutes: r.Minutes(),
			Entries: len(r.Entries), Summary: nonNil(r.Lines), Missing: r.Missing, SubmittedAt: r.SubmittedAt, Late: r.Late, Acts: nonNil(r.Acts),
		}
		row.Away = string(r.Away)
		row.Correction = diaryCorrection(r.Day)
		row.Instead = n.maybe(diary.Instead(actorOf(ctx), r.Day))
		if r.Version > 0 {
			p := diaryPlaces(r.Place)
			row.Place = &p
		}
		out = append(out, row)
	}
	return out, nil
}

type diaryTeamInput struct {
	Unit string `query:"unit" maxLength:"26" doc:"Đơn vị; mặc định là đơn vị tôi đứng đầu hoặc phụ trách"`
	Date string `query:"date" required:"true" format:"date" doc:"Ngày"`
}

// diaryTeam serves GET /api/v1/diary/team.
func (s *Server) diaryTeam(ctx context.Context, in *diaryTeamInput) (*list[DiaryRow], error) {
	rows, err := s.Diary.Team(ctx, actorOf(ctx), in.Unit, vncal.Date(in.Date))
	if err != nil {
		return nil, err
	}
	items, err := s.diaryRows(ctx, actorOf(ctx).Agency, rows)
	if err != nil {
		return nil, err
	}
	return listOf(items), nil
}

// DiaryConfirmation is one day to be confirmed among many.
type DiaryConfirmation struct {
	Person  string `json:"person" maxLength:"26" doc:"Mã người"`
	Date    string `json:"date" format:"date" doc:"Ngày"`
	Version int64  `json:"version" minimum:"0" doc:"Phiên bản đang xem"`
}

// DiaryConfirmationResult is what became of one of them.
type DiaryConfirmationResult struct {
	Person  string   `json:"person" doc:"Mã người"`
	Date    string   `json:"date" format:"date" doc:"Ngày"`
	OK      bool     `json:"ok" doc:"Đã xác nhận"`
	Problem *Problem `json:"problem,omitempty" doc:"Vì sao không"`
}

type diaryConfirmationsInput struct {
	Body struct {
		Items []DiaryConfirmation `json:"items" nullable:"false" minItems:"1" maxItems:"100" doc:"Các ngày"`
	}
}

// diaryConfirmations serves POST /api/v1/diary/confirmations: each row by itself, so one that is refused stops no other.
func (s *Server) diaryConfirmations(ctx context.Context, in *diaryConfirmationsInput) (*list[DiaryConfirmationResult], error) {
	rows := make([]diary.Confirmation, 0, len(in.Body.Items))
	for _, r := range in.Body.Items {
		rows = append(rows, diary.Confirmation{Person: r.Person, Date: vncal.Date(r.Date), Version: r.Version})
	}
	results, err := s.Diary.ConfirmMany(ctx, actorOf(ctx), rows)
	if err != nil {
		return nil, err
	}
	items := make([]DiaryConfirmationResult, 0, len(results))
	for i, failed := range results {
		item := DiaryConfirmationResult{Person: in.Body.Items[i].Person, Date: in.Body.Items[i].Date, OK: failed == nil}
		if failed != nil {
			item.Problem = s.rowProblem(ctx, s.diaryFault(ctx, failed))
		}
		items = append(items, item)
	}
	return listOf(items), nil
}

// rowProblem is the problem of one row in a reply that is none itself; a defect is logged here, for nobody else sees it.
func (s *Server) rowProblem(ctx context.Context, err error) *Problem {
	p := problem(err)
	p.localize(languageIn(ctx), journal.Request(ctx))
	if errs.As(err).Kind == errs.Internal {
		s.Log.ErrorContext(ctx, "row failed", "error", err)
	}
	return p
}
