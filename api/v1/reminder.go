package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/doctor"
	"congvu/internal/reminder"
	"congvu/pkg/vncal"
)

func (s *Server) registerReminders(api huma.API) {
	huma.Register(api, op("reminder-plan", http.MethodGet, "/reminders/plan", "Lịch nhắc việc của một tháng, xem trước: không gửi, không ghi gì",
		roles(access.Admin), 403, 422), s.reminderPlan)
}

// PlannedCount is how many messages of one rule a run gives.
type PlannedCount struct {
	Rule  string `json:"rule" doc:"Mã quy tắc"`
	Name  string `json:"name" doc:"Tên quy tắc"`
	Count int    `json:"count" doc:"Số tin"`
}

// PlannedRun is one run of a job of reminders to come.
type PlannedRun struct {
	Job      string         `json:"job" doc:"Mã tác vụ"`
	Title    string         `json:"title" doc:"Tên tác vụ"`
	At       time.Time      `json:"at" doc:"Lúc chạy"`
	Messages int            `json:"messages" doc:"Số tin"`
	People   int            `json:"people" doc:"Số người nhận"`
	Rules    []PlannedCount `json:"rules" doc:"Theo quy tắc nào, mỗi quy tắc bao nhiêu tin"`
}

// PlannedMessage is one message that a run would give. Who runs the installation sees no work: it has a code and no title.
type PlannedMessage struct {
	At      time.Time `json:"at" doc:"Lúc gửi"`
	To      PersonRef `json:"to" doc:"Gửi ai"`
	Why     string    `json:"why" doc:"Với vai trò gì: lead, coordinator, head, assigner, author, substitute"`
	For     string    `json:"for,omitempty" doc:"Thay người vắng nào"`
	Rule    string    `json:"rule" doc:"Mã quy tắc"`
	Name    string    `json:"name" doc:"Tên quy tắc"`
	Stops   string    `json:"stops" doc:"Khi nào thì thôi"`
	Type    string    `json:"type" enum:"task,diary" doc:"Về loại bản ghi nào"`
	Code    string    `json:"code,omitempty" doc:"Số nhiệm vụ"`
	Due     string    `json:"due,omitempty" doc:"Hạn của nhiệm vụ, dd/mm/yyyy"`
	Grouped bool      `json:"grouped" doc:"Người nhận thấy nhiều tin của buổi ấy thành một dòng"`
}

// ReminderPlan is what the jobs of reminders would do in a month.
type ReminderPlan struct {
	Month string           `json:"month" doc:"Tháng"`
	AsOf  time.Time        `json:"asOf" doc:"Theo hiện trạng lúc này"`
	Runs  []PlannedRun     `json:"runs" doc:"Các lần chạy tới của tháng, sớm nhất trước"`
	Items []PlannedMessage `json:"items" doc:"Các tin của ngày đã chọn, nhiều nhất 500"`
	Total int              `json:"total" doc:"Số tin của ngày đã chọn"`
}

// maxPlanned is how many messages of a day are listed.
const maxPlanned = 500

type reminderPlanInput struct {
	Month string     `query:"month" maxLength:"7" doc:"Tháng, ví dụ 2026-12; mặc định là tháng này"`
	Date  vncal.Date `query:"date" format:"date" doc:"Liệt kê các tin của ngày này"`
}

// reminderPlan serves GET /api/v1/reminders/plan.
func (s *Server) reminderPlan(ctx context.Context, in *reminderPlanInput) (*reply[ReminderPlan], error) {
	now := s.Clock.Now()
	month := in.Month
	if month == "" {
		month = string(vncal.DateOf(now))[:len("2026-12")]
	}
	p, err := s.Reminders.Plan(ctx, month, now)
	if err != nil {
		return nil, err
	}
	out := ReminderPlan{Month: p.Month, AsOf: now, Runs: plannedRuns(ctx, p), Items: []PlannedMessage{}}
	var shown []reminder.Planned
	for _, m := range p.Messages {
		if vncal.DateOf(m.At) != in.Date {
			continue
		}
		if out.Total++; len(shown) < maxPlanned {
			shown = append(shown, m)
		}
	}
	ids := make([]string, len(shown))
	for i, m := range shown {
		ids[i] = m.To
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	for _, m := range shown {
		out.Items = append(out.Items, PlannedMessage{
			At: m.At, To: n.person(m.To), Why: m.Why, For: m.For, Rule: m.Rule.ID, Name: m.Rule.Name, Stops: m.Rule.Stops,
			Type: m.Object.Type, Code: m.Object.Code, Due: m.Params["due"], Grouped: m.Grouped(),
		})
	}
	return replyWith(out), nil
}

// plannedRuns counts the messages of each run.
func plannedRuns(ctx context.Context, p reminder.Plan) []PlannedRun {
	type moment struct {
		job string
		at  int64
	}
	runs, place, people := make([]PlannedRun, 0, len(p.Runs)), map[moment]int{}, map[moment]map[string]bool{}
	for _, r := range p.Runs {
		at := moment{r.Job, r.At.UnixMilli()}
		place[at], people[at] = len(runs), map[string]bool{}
		runs = append(runs, PlannedRun{Job: r.Job, Title: doctor.JobName(languageIn(ctx), r.Job), At: r.At, Rules: []PlannedCount{}})
	}
	for _, m := range p.Messages {
		at := moment{m.Job, m.At.UnixMilli()}
		run := &runs[place[at]]
		run.Messages++
		people[at][m.To] = true
		run.People = len(people[at])
		i := 0
		for i < len(run.Rules) && run.Rules[i].Rule != m.Rule.ID {
			i++
		}
		if i == len(run.Rules) {
			run.Rules = append(run.Rules, PlannedCount{Rule: m.Rule.ID, Name: m.Rule.Name})
		}
		run.Rules[i].Count++
	}
	return runs
}
