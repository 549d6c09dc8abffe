package v1

import (
	"context"
	"strings"
	"time"

	"congvu/internal/diary"
)

// DiaryPlaces are the places of the two half-days.
type DiaryPlaces struct {
	AM string `json:"am" enum:"remote,office,field,off" doc:"Buổi sáng: tại nhà, cơ quan, công tác, nghỉ"`
	PM string `json:"pm" enum:"remote,office,field,off" doc:"Buổi chiều"`
}

func diaryPlaces(p diary.Places) DiaryPlaces { return DiaryPlaces{AM: string(p.AM), PM: string(p.PM)} }

// DiaryTask names the task of an entry.
type DiaryTask struct {
	ID    string `json:"id" doc:"Mã"`
	Code  string `json:"code" doc:"Số nhiệm vụ"`
	Title string `json:"title" doc:"Tên nhiệm vụ khi ghi"`
}

func diaryTask(t *diary.TaskRef) *DiaryTask {
	if t == nil {
		return nil
	}
	return &DiaryTask{ID: t.ID, Code: t.Code, Title: t.Title}
}

// DiaryEntry is one line of a day.
type DiaryEntry struct {
	ID        string     `json:"id" doc:"Mã dòng"`
	Text      string     `json:"text" doc:"Nội dung công việc"`
	Task      *DiaryTask `json:"task,omitempty" doc:"Nhiệm vụ"`
	Minutes   int        `json:"minutes,omitempty" doc:"Số phút"`
	From      string     `json:"from,omitempty" doc:"Từ giờ, HH:MM"`
	To        string     `json:"to,omitempty" doc:"Đến giờ, HH:MM"`
	Result    string     `json:"result,omitempty" doc:"Kết quả"`
	Unplanned bool       `json:"unplanned" doc:"Công việc phát sinh, đột xuất"`
	CreatedAt time.Time  `json:"createdAt" doc:"Lúc máy chủ nhận lần đầu"`
	ChangedAt time.Time  `json:"changedAt" doc:"Lúc máy chủ nhận nội dung hiện nay"`
	DeviceAt  *time.Time `json:"deviceAt,omitempty" doc:"Lúc ghi theo đồng hồ của máy người viết, đúng hay sai; không có khi máy không nói"`
	Late      bool       `json:"late" doc:"Ghi hoặc sửa sau khi hết ngày, theo giờ máy chủ"`
	Source    string     `json:"source,omitempty" doc:"Dòng gợi ý đã giữ lại"`
	Key       string     `json:"key,omitempty" doc:"Tên riêng của dòng trên máy người viết; không có với dòng ghi trước khi có tên"`
}

func diaryEntries(entries []diary.Entry) []DiaryEntry {
	out := make([]DiaryEntry, 0, len(entries))
	for _, e := range entries {
		out = append(out, DiaryEntry{
			ID: e.ID, Text: e.Text, Task: diaryTask(e.Task), Minutes: e.Minutes, From: e.From, To: e.To, Result: e.Result,
			Unplanned: e.Unplanned, CreatedAt: e.CreatedAt, ChangedAt: e.ChangedAt, DeviceAt: e.DeviceAt, Late: e.Late, Source: e.Source, Key: e.Key,
		})
	}
	return out
}

// DiaryCorrection is what was said of the last change of a day after its submission.
type DiaryCorrection struct {
	Count     int       `json:"count" minimum:"1" doc:"Số lần bổ sung, đính chính"`
	At        time.Time `json:"at" doc:"Lần cuối"`
	Reason    string    `json:"reason" doc:"Lý do lần cuối"`
	Waiting   bool      `json:"waiting" doc:"Đang chờ xác nhận với tư cách bản đính chính"`
	Confirmed bool      `json:"confirmed" doc:"Khi đính chính, ngày này đã được xác nhận"`
}

func diaryCorrection(d diary.Day) *DiaryCorrection {
	c := d.Correction
	if c == nil {
		return nil
	}
	return &DiaryCorrection{Count: c.N, At: c.At, Reason: c.Reason, Waiting: d.Corrected(), Confirmed: c.Confirmed}
}

// DiaryVersion is what a day said when it was sent, decided or corrected.
type DiaryVersion struct {
	Version      int64        `json:"version" doc:"Phiên bản"`
	Act          string       `json:"act" enum:"submitted,closed,returned,confirmed,corrected" doc:"Việc đã làm khi đó"`
	By           PersonRef    `json:"by" doc:"Người làm"`
	At           time.Time    `json:"at" doc:"Lúc, theo giờ máy chủ"`
	Reason       string       `json:"reason,omitempty" doc:"Lý do trả lại hoặc đính chính"`
	Place        DiaryPlaces  `json:"place" doc:"Nơi làm việc"`
	Entries      []DiaryEntry `json:"entries" doc:"Các dòng khi đó; nhiệm vụ chỉ có số"`
	Plan         string       `json:"plan" doc:"Kế hoạch ngày làm việc tới"`
	Difficulties string       `json:"difficulties" doc:"Khó khăn, đề xuất"`
}

func diaryVersion(v diary.Told, by PersonRef) DiaryVersion {
	return DiaryVersion{
		Version: v.Of, Act: strings.TrimPrefix(v.Action, "diary."), By: by, At: v.At, Reason: v.Reason, Place: diaryPlaces(v.Place),
		Entries: diaryEntries(v.Entries), Plan: v.Plan, Difficulties: v.Difficulties,
	}
}

// DiarySuggestion is a line that the day could have; it counts for nothing until it is kept.
type DiarySuggestion struct {
	Source  string     `json:"source" doc:"Mã dòng gợi ý"`
	Text    string     `json:"text" doc:"Câu soạn sẵn"`
	Task    *DiaryTask `json:"task,omitempty" doc:"Nhiệm vụ"`
	Minutes int        `json:"minutes" minimum:"0" maximum:"480" doc:"Số phút đề nghị; 0 là không đề nghị"`
	At      time.Time  `json:"at" doc:"Lúc làm việc cuối cùng trong dòng"`
}

// DiaryDay is one person's diary of one date.
type DiaryDay struct {
	Person       PersonRef         `json:"person" doc:"Người viết"`
	Date         string            `json:"date" format:"date" doc:"Ngày"`
	Version      int64             `json:"version" doc:"Phiên bản; 0 là chưa lưu lần nào"`
	State        string            `json:"state" enum:"open,submitted,confirmed,returned,locked" doc:"Trạng thái"`
	Working      bool              `json:"working" doc:"Là ngày làm việc"`
	Why          string            `json:"why,omitempty" doc:"Vì sao nghỉ"`
	Place        DiaryPlaces       `json:"place" doc:"Nơi làm việc"`
	Entries      []DiaryEntry      `json:"entries" doc:"Các dòng"`
	Suggestions  []DiarySuggestion `json:"suggestions" doc:"Dòng soạn sẵn từ việc đã làm trong ngày, chưa giữ lại"`
	Plan         string            `json:"plan" doc:"Kế hoạch ngày làm việc tới"`
	Difficulties string            `json:"difficulties" doc:"Khó khăn, đề xuất"`
	Minutes      int               `json:"minutes" doc:"Tổng số phút"`
	Late         bool              `json:"late" doc:"Có dòng ghi sau khi hết ngày"`
	SubmittedAt  *time.Time        `json:"submittedAt,omitempty" doc:"Lúc gửi xác nhận"`
	ConfirmedAt  *time.Time        `json:"confirmedAt,omitempty" doc:"Lúc xác nhận"`
	ConfirmedBy  *PersonRef        `json:"confirmedBy,omitempty" doc:"Người xác nhận"`
	ReturnReason string            `json:"returnReason,omitempty" doc:"Lý do trả lại lần gần nhất"`
	ReturnedBy   *PersonRef        `json:"returnedBy,omitempty" doc:"Người trả lại"`
	Confirmer    *PersonRef        `json:"confirmer,omitempty" doc:"Ai sẽ xác nhận; không có với người đứng đầu cao nhất và khi các chức vụ ở trên đang trống"`
	Topmost      bool              `json:"topmost" doc:"Không có ai ở trên người viết: người viết tự chốt ngày khi gửi"`
	Readers      []PersonRef       `json:"readers" doc:"Ai xem được: người viết và lãnh đạo cấp trên"`
	NextWorking  string            `json:"nextWorking" format:"date" doc:"Ngày làm việc tới"`
	Until        string            `json:"until,omitempty" format:"date" doc:"Ngày cuối người viết còn ghi hoặc bổ sung, đính chính được; không có khi đang chờ xác nhận"`
	Correction   *DiaryCorrection  `json:"correction,omitempty" doc:"Lần bổ sung, đính chính cuối; không có khi chưa lần nào"`
	Acts         []diary.Act       `json:"acts" enum:"edit,submit,correct,confirm,return" doc:"Việc tôi làm được với ngày này"`
	UpdatedAt    *time.Time        `json:"updatedAt,omitempty" doc:"Lúc lưu gần nhất"`
}

// diaryDay gives a view its shape.
func (s *Server) diaryDay(ctx context.Context, v diary.View) (DiaryDay, error) {
	n, err := s.namesOf(ctx, v.Agency, append([]string{v.Person, v.Confirmer, v.ConfirmedBy, v.ReturnedBy}, v.Readers...))
	if err != nil {
		return DiaryDay{}, err
	}
	day := DiaryDay{
		Person: n.person(v.Person), Date: string(v.Date), Version: v.Version, State: string(v.Reads), Working: v.Working, Why: v.Why,
		Place: diaryPlaces(v.Place), Entries: diaryEntries(v.Entries), Suggestions: []DiarySuggestion{}, Plan: v.Plan, Difficulties: v.Difficulties,
		Minutes: v.Minutes(), Late: v.Late, SubmittedAt: v.SubmittedAt, ConfirmedAt: v.ConfirmedAt, ConfirmedBy: n.maybe(v.ConfirmedBy),
		ReturnReason: v.ReturnReason, ReturnedBy: n.maybe(v.ReturnedBy), Confirmer: n.maybe(v.Confirmer), Topmost: v.Topmost, Readers: []PersonRef{},
		NextWorking: string(v.NextWorking), Until: string(v.Until), Correction: diaryCorrection(v.Day), Acts: nonNil(v.Acts),
	}
	if v.Version > 0 {
		day.UpdatedAt = &v.UpdatedAt
	}
	for _, g := range v.Suggestions {
		day.Suggestions = append(day.Suggestions, DiarySuggestion{Source: g.Source, Text: g.Text, Task: diaryTask(g.Task), Minutes: g.Minutes, At: g.At})
	}
	for _, id := range v.Readers {
		day.Readers = append(day.Readers, n.person(id))
	}
	return day, nil
}

// DiaryInput is a whole day as its author saves it.
type DiaryInput struct {
	VersionBody
	Place        DiaryPlaces       `json:"place" doc:"Nơi làm việc"`
	Entries      []DiaryEntryInput `json:"entries" nullable:"false" maxItems:"50" doc:"Các dòng theo thứ tự"`
	Plan         string            `json:"plan" maxLength:"5000" doc:"Kế hoạch ngày làm việc tới"`
	Difficulties string            `json:"difficulties" maxLength:"5000" doc:"Khó khăn, đề xuất"`
}

// DiaryEntryInput is one line as its author saves it.
type DiaryEntryInput struct {
	ID        string `json:"id,omitempty" maxLength:"26" doc:"Mã dòng đã lưu; không có là dòng mới"`
	Text      string `json:"text" minLength:"1" maxLength:"2000" doc:"Nội dung công việc"`
	Task      string `json:"task,omitempty" maxLength:"26" doc:"Mã nhiệm vụ"`
	Minutes   int    `json:"minutes,omitempty" minimum:"0" maximum:"1440" doc:"Số phút; tính từ giờ khi có giờ"`
	From      string `json:"from,omitempty" maxLength:"5" doc:"Từ giờ, HH:MM"`
	To        string `json:"to,omitempty" maxLength:"5" doc:"Đến giờ, HH:MM"`
	Result    string `json:"result,omitempty" maxLength:"2000" doc:"Kết quả"`
	Unplanned bool   `json:"unplanned" doc:"Công việc phát sinh, đột xuất"`
	Source    string `json:"source,omitempty" maxLength:"100" doc:"Dòng gợi ý được giữ lại"`

	Key      string     `json:"key,omitempty" maxLength:"80" doc:"Tên riêng của dòng trên máy người viết, giữ qua mọi lần gửi: gửi lại vẫn là một dòng"`
	DeviceAt *time.Time `json:"deviceAt,omitempty" doc:"Lúc ghi theo đồng hồ của máy người viết"`
}

// input returns the day as the diary takes it.
func (in DiaryInput) input() diary.Input {
	day := diary.Input{
		Place: diary.Places{AM: diary.Place(in.Place.AM), PM: diary.Place(in.Place.PM)}, Plan: in.Plan, Difficulties: in.Difficulties,
	}
	for _, e := range in.Entries {
		day.Entries = append(day.Entries, diary.EntryInput(e))
	}
	return day
}

// DiaryStripDay is one day of a month at a glance.
type DiaryStripDay struct {
	Date    string `json:"date" format:"date" doc:"Ngày"`
	Working bool   `json:"working" doc:"Là ngày làm việc"`
	Why     string `json:"why,omitempty" doc:"Vì sao nghỉ"`
	State   string `json:"state,omitempty" enum:"open,submitted,confirmed,returned,locked" doc:"Trạng thái; không có khi chưa lưu và còn ghi được"`
	Minutes int    `json:"minutes" doc:"Tổng số phút"`
	Entries int    `json:"entries" doc:"Số dòng"`
	Missing bool   `json:"missing" doc:"Ngày làm việc đã qua mà chưa có dòng nào"`
	Future  bool   `json:"future" doc:"Ngày chưa đến"`
	Late    bool   `json:"late" doc:"Có dòng ghi sau khi hết ngày"`
	Away    string `json:"away,omitempty" enum:"off,field" doc:"Cả ngày nghỉ hoặc đi công tác theo giấy tờ"`
}

func stripDay(d diary.StripDay) DiaryStripDay {
	return DiaryStripDay{
		Date: string(d.Date), Working: d.Working, Why: d.Why, State: string(d.State), Minutes: d.Minutes, Entries: d.Entries,
		Missing: d.Missing, Future: d.Future, Late: d.Late, Away: string(d.Away),
	}
}

// DiaryPeriodDay is one day of a range of somebody's diary, with its lines.
type DiaryPeriodDay struct {
	DiaryStripDay
	Place        *DiaryPlaces     `json:"place,omitempty" doc:"Nơi làm việc; không có khi chưa lưu"`
	Lines        []DiaryEntry     `json:"lines" doc:"Các dòng"`
	Plan         string           `json:"plan" doc:"Kế hoạch ngày làm việc tới"`
	Difficulties string           `json:"difficulties" doc:"Khó khăn, đề xuất"`
	Correction   *DiaryCorrection `json:"correction,omitempty" doc:"Lần bổ sung, đính chính cuối"`
}

func periodDay(d diary.PeriodDay) DiaryPeriodDay {
	out := DiaryPeriodDay{
		DiaryStripDay: stripDay(d.StripDay), Lines: diaryEntries(d.Day.Entries), Plan: d.Day.Plan, Difficulties: d.Day.Difficulties,
		Correction: diaryCorrection(d.Day),
	}
	if d.Day.Version > 0 {
		p := diaryPlaces(d.Day.Place)
		out.Place = &p
	}
	return out
}

// DiaryHint is one question about a day, with the numbers that are compared; no score is made of it.
type DiaryHint struct {
	Kind    string `json:"kind" enum:"long,steady,copy,late,peers" doc:"Quá 12 giờ; đúng 8 giờ nhiều ngày liền; gần như chép ngày trước; ghi lâu sau đó; khác xa người làm cùng sản phẩm"`
	Own     int    `json:"own" doc:"Số của ngày này: phút (long, peers), ngày (steady), phần trăm (copy), ngày làm việc (late)"`
	Other   int    `json:"other" doc:"Số để so: mức (long, steady, late) hoặc trung vị của người khác (peers)"`
	Date    string `json:"date,omitempty" format:"date" doc:"Ngày giống (copy)"`
	Task    string `json:"task,omitempty" doc:"Số nhiệm vụ (peers)"`
	Product string `json:"product,omitempty" doc:"Mã sản phẩm (peers)"`
	People  int    `json:"people,omitempty" doc:"Số người khác cùng làm sản phẩm ấy (peers)"`
}
