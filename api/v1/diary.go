package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

func (s *Server) registerDiary(api huma.API) {
	huma.Register(api, op("diary-strip", http.MethodGet, "/diary/days", "Các ngày nhật ký của tôi", signedIn(), 422), s.diaryStrip)
	huma.Register(api, op("diary-day", http.MethodGet, "/diary/days/{date}", "Một ngày nhật ký của tôi, có dòng soạn sẵn", signedIn(), 422), s.diaryOwn)
	huma.Register(api, op("diary-save", http.MethodPut, "/diary/days/{date}", "Lưu cả ngày", signedIn(), 409, 422), s.diarySave)
	huma.Register(api, op("diary-submit", http.MethodPost, "/diary/days/{date}/submit", "Gửi xác nhận", signedIn(), 409, 422), s.diarySubmit)
	huma.Register(api, op("diary-correct", http.MethodPost, "/diary/days/{date}/corrections", "Bổ sung, đính chính một ngày đã gửi hoặc đã xác nhận",
		signedIn(), 409, 422), s.diaryCorrect)
	huma.Register(api, op("diary-versions", http.MethodGet, "/diary/people/{id}/days/{date}/versions", "Các bản của một ngày nhật ký, mới trước",
		signedIn(), 404, 422), s.diaryVersions)
	huma.Register(api, op("diary-period", http.MethodGet, "/diary/people/{id}/days", "Nhật ký của tôi hoặc người thuộc quyền trong một khoảng ngày, đủ các dòng",
		signedIn(), 404, 422), s.diaryPeriod)
	huma.Register(api, op("diary-hints", http.MethodGet, "/diary/people/{id}/days/{date}/hints", "Điểm nên xem lại của một ngày, kèm số liệu so sánh; không tính điểm",
		signedIn(), 404, 422), s.diaryHints)
	huma.Register(api, op("diary-of", http.MethodGet, "/diary/people/{id}/days/{date}", "Một ngày nhật ký của người thuộc quyền", signedIn(), 404, 422), s.diaryOf)
	huma.Register(api, op("diary-confirm", http.MethodPost, "/diary/people/{id}/days/{date}/confirm", "Xác nhận nhật ký",
		orStanding(access.Head), 403, 404, 409, 422), s.diaryConfirm)
	huma.Register(api, op("diary-return", http.MethodPost, "/diary/people/{id}/days/{date}/return", "Trả lại nhật ký để bổ sung",
		orStanding(access.Head), 403, 404, 409, 422), s.diaryReturn)
	huma.Register(api, op("diary-team", http.MethodGet, "/diary/team", "Nhật ký của đơn vị trong một ngày",
		roles(access.Head, access.Deputy), 403, 404, 422), s.diaryTeam)
	huma.Register(api, op("diary-export", http.MethodGet, "/diary/export", "Xuất nhật ký một ngày, tuần, tháng của một người hoặc một đơn vị ra Excel",
		signedIn(), 403, 404, 422, 503), s.diaryExport)
	huma.Register(api, op("diary-settings", http.MethodGet, "/diary/settings", "Cài đặt nhật ký của cơ quan", roles(access.Admin), 403), s.diarySettings)
	huma.Register(api, op("diary-settings-set", http.MethodPut, "/diary/settings", "Đặt số ngày làm việc trước khi khóa nhật ký",
		roles(access.Admin), 403, 409, 422), s.diarySettingsSet)
	huma.Register(api, op("diary-confirmations", http.MethodPost, "/diary/confirmations", "Xác nhận nhiều ngày, kết quả từng dòng",
		orStanding(access.Head), 403, 422), s.diaryConfirmations)
}

// DayPath names a day of the caller's own diary.
type DayPath struct {
	Date string `path:"date" format:"date" doc:"Ngày"`
}

// PersonDay names a day of somebody's diary.
type PersonDay struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã người"`
	Date string `path:"date" format:"date" doc:"Ngày"`
}

// VersionBody carries the version that the caller saw.
type VersionBody struct {
	Version int64 `json:"version" minimum:"0" doc:"Phiên bản đang xem"`
}

// diaryStrip serves GET /api/v1/diary/days.
func (s *Server) diaryStrip(ctx context.Context, in *rangeInput) (*list[DiaryStripDay], error) {
	days, err := s.Diary.Strip(ctx, actorOf(ctx), vncal.Date(in.From), vncal.Date(in.To))
	if err != nil {
		return nil, err
	}
	items := make([]DiaryStripDay, 0, len(days))
	for _, d := range days {
		items = append(items, stripDay(d))
	}
	return listOf(items), nil
}

// diaryOwn serves GET /api/v1/diary/days/{date}. A day never saved has version 0.
func (s *Server) diaryOwn(ctx context.Context, in *DayPath) (*reply[DiaryDay], error) {
	v, err := s.Diary.Own(ctx, actorOf(ctx), vncal.Date(in.Date))
	return s.diaryReply(ctx, v, err)
}

// diarySave serves PUT /api/v1/diary/days/{date}. A stale version is a 409 with the day as it is stored.
func (s *Server) diarySave(ctx context.Context, in *struct {
	DayPath
	Body DiaryInput
}) (*reply[DiaryDay], error) {
	v, err := s.Diary.Save(ctx, actorOf(ctx), vncal.Date(in.Date), in.Body.Version, in.Body.input())
	return s.diaryReply(ctx, v, err)
}

// diarySubmit serves POST /api/v1/diary/days/{date}/submit.
func (s *Server) diarySubmit(ctx context.Context, in *struct {
	DayPath
	Body VersionBody
}) (*reply[DiaryDay], error) {
	v, err := s.Diary.Submit(ctx, actorOf(ctx), vncal.Date(in.Date), in.Body.Version)
	return s.diaryReply(ctx, v, err)
}

// diaryCorrect serves POST /api/v1/diary/days/{date}/corrections. A stale version is a 409 with the day as it is stored.
func (s *Server) diaryCorrect(ctx context.Context, in *struct {
	DayPath
	Body struct {
		DiaryInput
		Reason string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do bổ sung, đính chính"`
	}
}) (*reply[DiaryDay], error) {
	v, err := s.Diary.Correct(ctx, actorOf(ctx), vncal.Date(in.Date), in.Body.Version, in.Body.input(), in.Body.Reason)
	return s.diaryReply(ctx, v, err)
}

// diaryVersions serves GET /api/v1/diary/people/{id}/days/{date}/versions: to whoever may read the day.
func (s *Server) diaryVersions(ctx context.Context, in *PersonDay) (*list[DiaryVersion], error) {
	versions, err := s.Diary.Versions(ctx, actorOf(ctx), in.ID, vncal.Date(in.Date))
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(versions))
	for _, v := range versions {
		ids = append(ids, v.By)
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]DiaryVersion, 0, len(versions))
	for _, v := range versions {
		items = append(items, diaryVersion(v, n.person(v.By)))
	}
	return listOf(items), nil
}

// diaryHints serves GET /api/v1/diary/people/{id}/days/{date}/hints: to the author at once, to those above once it was sent.
func (s *Server) diaryHints(ctx context.Context, in *PersonDay) (*list[DiaryHint], error) {
	hints, err := s.Diary.Hints(ctx, actorOf(ctx), in.ID, vncal.Date(in.Date))
	if err != nil {
		return nil, err
	}
	items := make([]DiaryHint, 0, len(hints))
	for _, h := range hints {
		items = append(items, DiaryHint{
			Kind: string(h.Kind), Own: h.Own, Other: h.Other, Date: string(h.Date), Task: h.Task, Product: h.Product, People: h.People,
		})
	}
	return listOf(items), nil
}

// DiarySettings is what the agency has set of its diaries.
type DiarySettings struct {
	VersionBody
	LockAfter int `json:"lockAfter" minimum:"1" maximum:"60" doc:"Khóa sau bao nhiêu ngày làm việc, kể từ ngày nhật ký hoặc ngày bị trả lại"`
}

// diarySettings serves GET /api/v1/diary/settings; version 0 while the agency has set nothing.
func (s *Server) diarySettings(ctx context.Context, _ *struct{}) (*reply[DiarySettings], error) {
	c, err := s.Diary.Chosen(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	return replyWith(DiarySettings{VersionBody{c.Version}, c.LockAfter}), nil
}

// diarySettingsSet serves PUT /api/v1/diary/settings.
func (s *Server) diarySettingsSet(ctx context.Context, in *struct{ Body DiarySettings }) (*reply[DiarySettings], error) {
	c, err := s.Diary.Choose(ctx, actorOf(ctx), in.Body.Version, in.Body.LockAfter)
	if err != nil {
		return nil, err
	}
	return replyWith(DiarySettings{VersionBody{c.Version}, c.LockAfter}), nil
}

type diaryPeriodInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã người"`
	From string `query:"from" required:"true" format:"date" doc:"Ngày đầu"`
	To   string `query:"to" required:"true" format:"date" doc:"Ngày cuối, không quá 42 ngày kể từ ngày đầu"`
}

// diaryPeriod serves GET /api/v1/diary/people/{id}/days.
func (s *Server) diaryPeriod(ctx context.Context, in *diaryPeriodInput) (*list[DiaryPeriodDay], error) {
	days, err := s.Diary.Period(ctx, actorOf(ctx), in.ID, vncal.Date(in.From), vncal.Date(in.To))
	if err != nil {
		return nil, err
	}
	items := make([]DiaryPeriodDay, 0, len(days))
	for _, d := range days {
		items = append(items, periodDay(d))
	}
	return listOf(items), nil
}

// diaryOf serves GET /api/v1/diary/people/{id}/days/{date}: to the author and the heads above, to nobody else.
func (s *Server) diaryOf(ctx context.Context, in *PersonDay) (*reply[DiaryDay], error) {
	v, err := s.Diary.Of(ctx, actorOf(ctx), in.ID, vncal.Date(in.Date))
	return s.diaryReply(ctx, v, err)
}

// diaryConfirm serves POST /api/v1/diary/people/{id}/days/{date}/confirm.
func (s *Server) diaryConfirm(ctx context.Context, in *struct {
	PersonDay
	Body VersionBody
}) (*reply[DiaryDay], error) {
	v, err := s.Diary.Confirm(ctx, actorOf(ctx), in.ID, vncal.Date(in.Date), in.Body.Version)
	return s.diaryReply(ctx, v, err)
}

// diaryReturn serves POST /api/v1/diary/people/{id}/days/{date}/return.
func (s *Server) diaryReturn(ctx context.Context, in *struct {
	PersonDay
	Body struct {
		VersionBody
		Reason string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do trả lại"`
	}
}) (*reply[DiaryDay], error) {
	v, err := s.Diary.Return(ctx, actorOf(ctx), in.ID, vncal.Date(in.Date), in.Body.Version, in.Body.Reason)
	return s.diaryReply(ctx, v, err)
}

// diaryReply turns a view, or the failure to have one, into the reply. A conflict carries the stored day in its shape.
func (s *Server) diaryReply(ctx context.Context, v diary.View, err error) (*reply[DiaryDay], error) {
	if err != nil {
		return nil, s.diaryFault(ctx, err)
	}
	day, err := s.diaryDay(ctx, v)
	if err != nil {
		return nil, err
	}
	return replyWith(day), nil
}

// diaryFault gives a conflict's stored day its shape.
func (s *Server) diaryFault(ctx context.Context, err error) error {
	e := errs.As(err)
	v, ok := e.Current.(diary.View)
	if !ok {
		return err
	}
	day, failed := s.diaryDay(ctx, v)
	if failed != nil {
		return failed
	}
	return e.Having(day)
}
