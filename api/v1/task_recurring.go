package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
	"congvu/internal/recurring"
	"congvu/internal/task"
	"congvu/pkg/recurrence"
	"congvu/pkg/vncal"
)

func (s *Server) registerRecurring(api huma.API) {
	huma.Register(api, op("recurring-list", http.MethodGet, "/tasks/recurring", "Việc định kỳ tôi giao", signedIn()), s.recurringList)
	huma.Register(api, created(op("recurring-make", http.MethodPost, "/tasks/recurring", "Lập việc định kỳ", signedIn(), 403, 404, 409, 422)), s.recurringMake)
	huma.Register(api, op("recurring-act", http.MethodPost, "/tasks/recurring/{id}/{verb}", "Tạm dừng, chạy tiếp, kết thúc việc định kỳ", signedIn(), 403, 404, 409, 422), s.recurringAct)
}

// RecurringWork is work that comes again.
type RecurringWork struct {
	ID        string     `json:"id" doc:"Mã"`
	Version   int64      `json:"version" doc:"Phiên bản"`
	Title     string     `json:"title" doc:"Tên nhiệm vụ được giao mỗi lần"`
	Words     string     `json:"words" doc:"Khi nào, bằng chữ"`
	Unit      UnitRef    `json:"unit" doc:"Đơn vị chủ trì"`
	Person    *PersonRef `json:"person,omitempty" doc:"Người chủ trì"`
	Term      DueRule    `json:"term" doc:"Thời hạn tính từ ngày giao; none là trong ngày"`
	Urgency   string     `json:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	State     string     `json:"state" enum:"active,paused,ended" doc:"Đang chạy, tạm dừng, đã kết thúc"`
	Why       string     `json:"why,omitempty" doc:"Vì sao chương trình tạm dừng"`
	Next      []QuickDay `json:"next" doc:"Những ngày tới"`
	Last      string     `json:"last,omitempty" doc:"Mã nhiệm vụ giao lần gần nhất"`
	MayPause  bool       `json:"mayPause,omitempty" doc:"Tạm dừng được"`
	MayResume bool       `json:"mayResume,omitempty" doc:"Chạy tiếp được"`
	MayEnd    bool       `json:"mayEnd,omitempty" doc:"Kết thúc được"`
}

// quickDays are days of recurring work as they are sent.
func quickDays(days []recurrence.Day) []QuickDay {
	out := make([]QuickDay, 0, len(days))
	for _, d := range days {
		day := QuickDay{Date: string(d.Date), Why: d.Why}
		if d.Named != d.Date {
			day.Named = string(d.Named)
		}
		out = append(out, day)
	}
	return out
}

func (s *Server) recurring(ctx context.Context, all ...recurring.View) ([]RecurringWork, error) {
	a := actorOf(ctx)
	var ids []string
	for _, v := range all {
		if v.Work.Lead.Person != "" {
			ids = append(ids, v.Work.Lead.Person)
		}
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]RecurringWork, 0, len(all))
	for _, v := range all {
		w := RecurringWork{
			ID: v.ID, Version: v.Version, Title: v.Work.Title, Words: v.Words, Unit: n.unit(v.Work.Lead.Unit), Term: dueRule(v.Work.Term), Urgency: string(v.Work.Urgency),
			State: string(v.State), Next: quickDays(v.Days), Last: v.Last,
			MayPause: v.State == recurring.Active, MayResume: v.State == recurring.Paused && recurring.CanMake(a), MayEnd: v.State != recurring.Ended,
		}
		if v.Work.Lead.Person != "" {
			person := n.person(v.Work.Lead.Person)
			w.Person = &person
		}
		if v.Why != "" {
			w.Why = errs.Text(languageIn(ctx), v.Why, nil)
		}
		out = append(out, w)
	}
	return out, nil
}

// recurringList serves GET /api/v1/tasks/recurring.
func (s *Server) recurringList(ctx context.Context, _ *struct{}) (*list[RecurringWork], error) {
	all, err := s.Recurring.List(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	items, err := s.recurring(ctx, all...)
	if err != nil {
		return nil, err
	}
	return listOf(items), nil
}

func (s *Server) recurringReply(ctx context.Context, v recurring.View, err error) (*reply[RecurringWork], error) {
	if stored, ok := errs.As(err).Current.(recurring.Rule); ok {
		shapes, shapeErr := s.recurring(ctx, recurring.View{Rule: stored})
		if shapeErr != nil {
			return nil, shapeErr
		}
		return nil, errs.As(err).Having(shapes[0])
	}
	if err != nil {
		return nil, err
	}
	shapes, err := s.recurring(ctx, v)
	if err != nil {
		return nil, err
	}
	return replyWith(shapes[0]), nil
}

type recurringMakeInput struct {
	Idempotent
	Body struct {
		Words string    `json:"words" minLength:"1" maxLength:"200" doc:"Khi nào: ngày 25 hằng tháng, nếu nghỉ thì làm trước"`
		Start string    `json:"start,omitempty" format:"date" doc:"Từ ngày; mặc định là hôm nay"`
		Task  TaskInput `json:"task" doc:"Việc giao mỗi lần; thời hạn tính từ ngày giao, không có là trong ngày"`
	}
}

// recurringMake serves POST /api/v1/tasks/recurring.
func (s *Server) recurringMake(ctx context.Context, in *recurringMakeInput) (*reply[RecurringWork], error) {
	content, err := in.Body.Task.input()
	if err != nil {
		return nil, task.Within(err, "task.")
	}
	v, err := s.Recurring.Make(ctx, actorOf(ctx), recurring.Input{Words: in.Body.Words, Start: vncal.Date(in.Body.Start), Task: content}, in.Key)
	return s.recurringReply(ctx, v, err)
}

type recurringActInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã việc định kỳ"`
	Verb string `path:"verb" enum:"pause,resume,end" doc:"Tạm dừng, chạy tiếp, kết thúc"`
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	}
}

// recurringAct serves POST /api/v1/tasks/recurring/{id}/{verb}.
func (s *Server) recurringAct(ctx context.Context, in *recurringActInput) (*reply[RecurringWork], error) {
	v, err := s.Recurring.Do(ctx, actorOf(ctx), in.ID, in.Body.Version, recurring.Verb(in.Verb))
	return s.recurringReply(ctx, v, err)
}
