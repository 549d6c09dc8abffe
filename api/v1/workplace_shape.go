package v1

import (
	"context"
	"time"

	"congvu/internal/diary"
	"congvu/internal/task"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// WorkDay names half-days of one day.
type WorkDay struct {
	Date string `json:"date" format:"date" doc:"Ngày"`
	AM   bool   `json:"am" doc:"Buổi sáng"`
	PM   bool   `json:"pm" doc:"Buổi chiều"`
}

// halvesOf returns the half-days that days name.
func halvesOf(days []WorkDay) []workplace.Half {
	var halves []workplace.Half
	for _, d := range days {
		if d.AM {
			halves = append(halves, workplace.HalfOf(vncal.Date(d.Date), false))
		}
		if d.PM {
			halves = append(halves, workplace.HalfOf(vncal.Date(d.Date), true))
		}
	}
	return halves
}

// workDays is the inverse of halvesOf.
func workDays(halves []workplace.Half) []WorkDay {
	days := []WorkDay{}
	for _, h := range halves {
		if n := len(days); n == 0 || days[n-1].Date != string(h.Date()) {
			days = append(days, WorkDay{Date: string(h.Date())})
		}
		d := &days[len(days)-1]
		d.AM, d.PM = d.AM || !h.Afternoon(), d.PM || h.Afternoon()
	}
	return days
}

// RegistrationRow is a registration in a list.
type RegistrationRow struct {
	ID          string     `json:"id" doc:"Mã"`
	Code        string     `json:"code" doc:"Số đăng ký, ví dụ ĐK-2026-0138"`
	Version     int64      `json:"version" doc:"Phiên bản"`
	Person      PersonRef  `json:"person" doc:"Người đăng ký"`
	State       string     `json:"state" enum:"draft,submitted,approved,refused,withdrawn" doc:"Trạng thái"`
	Days        []WorkDay  `json:"days" doc:"Các buổi đăng ký"`
	Granted     []WorkDay  `json:"granted" doc:"Các buổi được duyệt và còn hiệu lực"`
	Reason      string     `json:"reason" doc:"Lý do hoặc căn cứ"`
	Works       int        `json:"works" doc:"Số việc dự kiến"`
	Instead     *PersonRef `json:"instead,omitempty" doc:"Tôi xử lý thay ai; chỉ có khi tôi đang thay người được chờ"`
	Result      string     `json:"result,omitempty" enum:"submitted,returned,confirmed" doc:"Báo cáo kết quả"`
	SubmittedAt *time.Time `json:"submittedAt,omitempty" doc:"Lúc gửi"`
	UpdatedAt   time.Time  `json:"updatedAt" doc:"Lúc thay đổi gần nhất"`
}

func registrationRow(r workplace.Registration, n names) RegistrationRow {
	return RegistrationRow{
		ID: r.ID, Code: r.Code, Version: r.Version, Person: n.person(r.Person), State: string(r.State), Days: workDays(r.Halves), Granted: workDays(r.Granted),
		Reason: r.Reason, Works: len(r.Works), Result: string(r.Result.State), SubmittedAt: r.SubmittedAt, UpdatedAt: r.UpdatedAt,
	}
}

// registrationRows gives registrations their shape.
func (s *Server) registrationRows(ctx context.Context, agency string, rows []workplace.Registration) ([]RegistrationRow, error) {
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(append(ids, r.Person), actorOf(ctx).Away()...)
	}
	n, err := s.namesOf(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]RegistrationRow, 0, len(rows))
	for _, r := range rows {
		row := registrationRow(r, n)
		row.Instead = n.maybe(workplace.Instead(actorOf(ctx), r))
		items = append(items, row)
	}
	return items, nil
}

// RegistrationWork is one thing planned, and at the end what became of it.
type RegistrationWork struct {
	Task     string         `json:"task,omitempty" doc:"Mã nhiệm vụ; không có là việc ghi bằng lời"`
	Code     string         `json:"code,omitempty" doc:"Số nhiệm vụ"`
	Title    string         `json:"title" doc:"Việc dự kiến"`
	Product  string         `json:"product" doc:"Sản phẩm"`
	Due      string         `json:"due,omitempty" format:"date" doc:"Hạn"`
	Indoors  bool           `json:"indoors" doc:"Theo quy định không được làm ngoài cơ quan"`
	State    task.State     `json:"state,omitempty" enum:"draft,assigned,in_progress,submitted,completed,recalled,cancelled" doc:"Trạng thái nhiệm vụ hiện nay"`
	Progress int            `json:"progress,omitempty" doc:"Tiến độ nhiệm vụ hiện nay, phần trăm"`
	Done     workplace.Done `json:"done,omitempty" enum:"all,part,none" doc:"Người đăng ký báo cáo: hoàn thành, đang làm, chưa làm"`
	Text     string         `json:"text,omitempty" doc:"Kết quả, lời của người đăng ký"`
	Lines    []string       `json:"lines" doc:"Các dòng nhật ký của việc này trong những ngày đã duyệt"`
}

// RegistrationResult is the result of the registered days.
type RegistrationResult struct {
	State       string     `json:"state" enum:"submitted,returned,confirmed" doc:"Trạng thái"`
	Note        string     `json:"note" doc:"Việc khác, khó khăn, đề xuất"`
	At          *time.Time `json:"at,omitempty" doc:"Lúc gửi"`
	ConfirmedBy *PersonRef `json:"confirmedBy,omitempty" doc:"Người xác nhận"`
	ConfirmedAt *time.Time `json:"confirmedAt,omitempty" doc:"Lúc xác nhận"`
	Why         string     `json:"why,omitempty" doc:"Lý do trả lại lần gần nhất"`
}

// WorkQuota is how a unit stands on one half-day.
type WorkQuota struct {
	Date      string `json:"date" format:"date" doc:"Ngày"`
	Afternoon bool   `json:"afternoon" doc:"Buổi chiều"`
	OnSite    int    `json:"onSite" doc:"Số người tại cơ quan theo giấy đã duyệt"`
	Base      int    `json:"base" doc:"Số người của đơn vị, trừ người nghỉ"`
	Need      int    `json:"need" doc:"Ít nhất tại cơ quan; 0 là không quy định"`
	Most      int    `json:"most,omitempty" doc:"Nhiều nhất tại cơ quan; không có là không quy định"`
	MaxDays   int    `json:"maxDays,omitempty" doc:"Mỗi người nhiều nhất bao nhiêu ngày tại nhà một tuần"`
	Own       string `json:"own,omitempty" enum:"submitted,approved" doc:"Đăng ký của tôi cho buổi này"`
	Why       string `json:"why,omitempty" doc:"Giấy của tôi cho buổi này, hoặc vì sao là ngày nghỉ"`
}

// WorkWeek is a week of the caller's unit by half-days, and who decides on the caller's registrations.
type WorkWeek struct {
	Items []WorkQuota `json:"items" doc:"Từng buổi"`
	Chain []PersonRef `json:"chain" doc:"Ai duyệt đăng ký của tôi, cấp trên trực tiếp trước"`
}

func workQuotas(quotas []workplace.Quota) []WorkQuota {
	out := make([]WorkQuota, 0, len(quotas))
	for _, q := range quotas {
		w := WorkQuota{
			Date: string(q.Half.Date()), Afternoon: q.Half.Afternoon(), OnSite: q.Count.OnSite(), Base: q.Count.Base(), Need: q.Rule.Need(q.Count),
			MaxDays: q.Rule.MaxDays, Own: string(q.Own), Why: q.Why,
		}
		if q.Rule.MaxOnSite > 0 {
			w.Most = q.Rule.Most(q.Count)
		}
		out = append(out, w)
	}
	return out
}

// Registration is one registration of work from home with all that its page shows.
type Registration struct {
	RegistrationRow
	Phone     string              `json:"phone" doc:"Điện thoại liên hệ"`
	Committed bool                `json:"committed" doc:"Đã cam kết"`
	Unit      *UnitRef            `json:"unit,omitempty" doc:"Đơn vị của người đăng ký"`
	Plan      []RegistrationWork  `json:"plan" doc:"Việc dự kiến, và kết quả bên cạnh"`
	Others    []string            `json:"others" doc:"Các dòng nhật ký khác trong những ngày đã duyệt"`
	Diary     int                 `json:"diary" doc:"Số ngày đã ghi nhật ký trong những ngày đã duyệt"`
	Chain     []PersonRef         `json:"chain" doc:"Ai được duyệt, cấp trên trực tiếp trước"`
	DecidedBy *PersonRef          `json:"decidedBy,omitempty" doc:"Người duyệt, từ chối hoặc thu hồi"`
	DecidedAt *time.Time          `json:"decidedAt,omitempty" doc:"Lúc duyệt, từ chối hoặc thu hồi"`
	Why       string              `json:"why,omitempty" doc:"Lý do từ chối hoặc thu hồi"`
	Quota     []WorkQuota         `json:"quota" doc:"Đơn vị ở từng buổi đăng ký, chưa trừ người đăng ký"`
	OnPost    bool                `json:"onPost" doc:"Vị trí phải trực tiếp tại cơ quan"`
	Asked     int                 `json:"asked" doc:"Số lần điểm danh trực tuyến trong 90 ngày"`
	Answered  int                 `json:"answered" doc:"Số lần trả lời đúng giờ"`
	Outcome   *RegistrationResult `json:"outcome,omitempty" doc:"Báo cáo kết quả"`
	Acts      []workplace.Act     `json:"acts" enum:"edit,submit,withdraw,approve,refuse,recall,report,confirm,return" doc:"Việc tôi làm được với đăng ký này"`
}

// registration gives a view its shape.
func (s *Server) registration(ctx context.Context, v workplace.View) (Registration, error) {
	n, err := s.namesOf(ctx, v.Agency, append([]string{v.Person, v.DecidedBy, v.Result.ConfirmedBy}, v.Chain...))
	if err != nil {
		return Registration{}, err
	}
	r := Registration{
		RegistrationRow: registrationRow(v.Registration, n), Phone: v.Phone, Committed: v.Committed, Plan: []RegistrationWork{}, Others: []string{}, Diary: len(v.Days),
		Chain: []PersonRef{}, DecidedBy: n.maybe(v.DecidedBy), DecidedAt: v.DecidedAt, Why: v.Why, Quota: workQuotas(v.Quota), OnPost: v.OnPost,
		Asked: v.Answered.Asked, Answered: v.Answered.Count, Acts: nonNil(v.Acts),
	}
	if v.Unit != "" {
		u := n.unit(v.Unit)
		r.Unit = &u
	}
	indoors := map[string]bool{}
	for _, w := range v.Indoors {
		indoors[w.Task] = true
	}
	for i, w := range v.Works {
		x := RegistrationWork{
			Task: w.Task, Code: w.Code, Title: w.Title, Product: w.Product, Due: string(w.Due), Indoors: w.Task != "" && indoors[w.Task], Lines: linesOf(v.Days, w.Task),
		}
		if t, ok := v.Tasks[w.Task]; ok {
			x.State, x.Progress = t.State, t.Progress
		}
		if i < len(v.Result.Outcomes) {
			x.Done, x.Text = v.Result.Outcomes[i].Done, v.Result.Outcomes[i].Text
		}
		r.Plan = append(r.Plan, x)
	}
	r.Others = othersOf(v)
	for _, id := range v.Chain {
		r.Chain = append(r.Chain, n.person(id))
	}
	if v.Result.State != workplace.ResultNone {
		r.Outcome = &RegistrationResult{
			State: string(v.Result.State), Note: v.Result.Note, At: v.Result.At, ConfirmedBy: n.maybe(v.Result.ConfirmedBy), ConfirmedAt: v.Result.ConfirmedAt, Why: v.Result.Why,
		}
	}
	return r, nil
}

// linesOf returns what the diary of some days says of a task.
func linesOf(days []diary.Day, id string) []string {
	lines := []string{}
	for _, d := range days {
		for _, e := range d.Entries {
			if id != "" && e.Task != nil && e.Task.ID == id {
				lines = append(lines, d.Date.DayMonth()+": "+e.Text)
			}
		}
	}
	return lines
}

// othersOf returns what the diary of the granted days says of work that is not in the plan.
func othersOf(v workplace.View) []string {
	planned, lines := map[string]bool{}, []string{}
	for _, w := range v.Works {
		planned[w.Task] = w.Task != ""
	}
	for _, d := range v.Days {
		for _, e := range d.Entries {
			if e.Task == nil || !planned[e.Task.ID] {
				lines = append(lines, d.Date.DayMonth()+": "+e.Text)
			}
		}
	}
	return lines
}

// RegistrationWorkInput is one thing planned: a task, or work in own words.
type RegistrationWorkInput struct {
	Task    string `json:"task,omitempty" maxLength:"26" doc:"Mã nhiệm vụ"`
	Title   string `json:"title,omitempty" maxLength:"300" doc:"Hoặc việc dự kiến, bằng lời"`
	Product string `json:"product,omitempty" maxLength:"300" doc:"với sản phẩm"`
	Due     string `json:"due,omitempty" format:"date" doc:"và hạn"`
}

// RegistrationInput is a registration as its author writes it.
type RegistrationInput struct {
	Days      []WorkDay               `json:"days" nullable:"false" maxItems:"62" doc:"Các buổi làm việc tại nhà"`
	Reason    string                  `json:"reason" maxLength:"500" doc:"Lý do hoặc căn cứ"`
	Phone     string                  `json:"phone" maxLength:"30" doc:"Điện thoại liên hệ"`
	Works     []RegistrationWorkInput `json:"works" nullable:"false" maxItems:"20" doc:"Việc dự kiến làm ở nhà"`
	Committed bool                    `json:"committed" doc:"Cam kết"`
	Send      bool                    `json:"send" doc:"Gửi duyệt ngay, không lưu nháp"`
}

// NewRegistration is a registration to be made.
type NewRegistration struct{ RegistrationInput }

// EditRegistration is another content for a draft or a refused registration.
type EditRegistration struct {
	VersionBody
	RegistrationInput
}

// input returns the registration as the service takes it.
func (in RegistrationInput) input() workplace.Input {
	out := workplace.Input{Halves: halvesOf(in.Days), Reason: in.Reason, Phone: in.Phone, Committed: in.Committed}
	for _, w := range in.Works {
		out.Works = append(out.Works, workplace.WorkInput{Task: w.Task, Title: w.Title, Product: w.Product, Due: vncal.Date(w.Due)})
	}
	return out
}

// RegistrationReport is a result as the person writes it.
type RegistrationReport struct {
	VersionBody
	Outcomes []RegistrationOutcome `json:"outcomes" nullable:"false" maxItems:"20" doc:"Kết quả từng việc, theo thứ tự kế hoạch"`
	Note     string                `json:"note" maxLength:"2000" doc:"Việc khác, khó khăn, đề xuất"`
}

// RegistrationOutcome is what became of one thing planned.
type RegistrationOutcome struct {
	Done string `json:"done" enum:"all,part,none" doc:"Hoàn thành, đang làm, chưa làm"`
	Text string `json:"text" minLength:"1" maxLength:"2000" doc:"Kết quả"`
}

// input returns the result as the service takes it.
func (in RegistrationReport) input() workplace.ResultInput {
	out := workplace.ResultInput{Note: in.Note, Outcomes: []workplace.Outcome{}}
	for _, o := range in.Outcomes {
		out.Outcomes = append(out.Outcomes, workplace.Outcome{Done: workplace.Done(o.Done), Text: o.Text})
	}
	return out
}
