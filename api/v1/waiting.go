package v1

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/tasklist"
)

// Limits of what waits: the lists show the longest waiting, the number stops at 999.
const (
	maxWaiting   = 100
	countWaiting = 1000
)

func (s *Server) registerWaiting(api huma.API) {
	huma.Register(api, op("waiting", http.MethodGet, "/waiting", "Việc chờ tôi xử lý", signedIn()), s.waiting)
	huma.Register(api, op("waiting-count", http.MethodGet, "/waiting/count", "Số việc chờ tôi xử lý", signedIn()), s.waitingCount)
}

// Waiting is everything that waits for the caller's act, longest waiting first, at most 100 of each.
type Waiting struct {
	Tasks   []TaskRow         `json:"tasks" doc:"Nhiệm vụ chờ tiếp nhận, phân công, giao, duyệt"`
	Diaries []DiaryRow        `json:"diaries" doc:"Nhật ký chờ xác nhận, hoặc của tôi bị trả lại"`
	Places  []RegistrationRow `json:"places" doc:"Đăng ký làm việc tại nhà chờ duyệt, báo cáo kết quả chờ xác nhận, hoặc của tôi bị trả lại"`
	Scores  []WaitingScores   `json:"scores" doc:"Kỳ đánh giá còn người chờ tôi cho điểm tiêu chí chung"`
}

// WaitingScores is a month in which people wait for general points.
type WaitingScores struct {
	Period string `json:"period" doc:"Kỳ, ví dụ 2026-11"`
	People int    `json:"people" doc:"Số người"`
}

// waiting serves GET /api/v1/waiting.
func (s *Server) waiting(ctx context.Context, _ *struct{}) (*reply[Waiting], error) {
	a := actorOf(ctx)
	rows, _, err := s.TaskLists.List(ctx, a, tasklist.Query{Tab: tasklist.TabWaiting, Limit: maxWaiting})
	if err != nil {
		return nil, err
	}
	out := Waiting{Scores: []WaitingScores{}}
	if out.Tasks, err = s.taskRows(ctx, a, rows); err != nil {
		return nil, err
	}
	for i, r := range rows {
		if away := r.Instead(a); away != "" {
			at := slices.IndexFunc(out.Tasks[i].Waiting, func(p PersonRef) bool { return p.ID == away })
			out.Tasks[i].Instead = &out.Tasks[i].Waiting[at]
		}
	}
	days, err := s.Diary.Waiting(ctx, a, maxWaiting)
	if err != nil {
		return nil, err
	}
	if out.Diaries, err = s.diaryRows(ctx, a.Agency, days); err != nil {
		return nil, err
	}
	places, err := s.Workplace.Waiting(ctx, a, maxWaiting)
	if err != nil {
		return nil, err
	}
	if out.Places, err = s.registrationRows(ctx, a.Agency, places); err != nil {
		return nil, err
	}
	if out.Scores, err = s.waitingScores(ctx, a); err != nil {
		return nil, err
	}
	return replyWith(out), nil
}

// WaitingCount is the number beside "Việc chờ tôi xử lý".
type WaitingCount struct {
	Total Count `json:"total" doc:"Nhiệm vụ, ngày nhật ký, đăng ký làm việc tại nhà và người chờ cho điểm"`
}

// waitingCount serves GET /api/v1/waiting/count.
func (s *Server) waitingCount(ctx context.Context, _ *struct{}) (*reply[WaitingCount], error) {
	a := actorOf(ctx)
	tasks, err := s.TaskLists.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	total := tasks.N
	days, err := s.Diary.CountWaiting(ctx, a, countWaiting)
	if err != nil {
		return nil, err
	}
	places, err := s.Workplace.CountWaiting(ctx, a, countWaiting)
	if err != nil {
		return nil, err
	}
	total += days + places
	scores, err := s.waitingScores(ctx, a)
	if err != nil {
		return nil, err
	}
	for _, m := range scores {
		total += m.People
	}
	more := tasks.More || total >= countWaiting
	return replyWith(WaitingCount{Total: Count{N: min(total, countWaiting-1), More: more}}), nil
}

// waitingScores returns the months in which people wait for a's general points.
func (s *Server) waitingScores(ctx context.Context, a access.Actor) ([]WaitingScores, error) {
	months, err := s.Evaluation.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	out := make([]WaitingScores, 0, len(months))
	for _, m := range months {
		out = append(out, WaitingScores{Period: string(m.Period), People: m.People})
	}
	return out, nil
}
