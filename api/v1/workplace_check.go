package v1

import (
	"context"
	"time"

	"congvu/internal/workplace"
)

// WorkCall is a check as one person is asked.
type WorkCall struct {
	Check      string     `json:"check" doc:"Mã lần điểm danh"`
	Person     PersonRef  `json:"person" doc:"Người được điểm danh"`
	By         PersonRef  `json:"by" doc:"Người điểm danh"`
	At         time.Time  `json:"at" doc:"Lúc điểm danh"`
	Until      time.Time  `json:"until" doc:"Trả lời trước"`
	Paper      string     `json:"paper" doc:"Đăng ký làm việc tại nhà"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty" doc:"Lúc trả lời"`
	InTime     bool       `json:"inTime" doc:"Trả lời đúng giờ"`
	Running    bool       `json:"running" doc:"Chưa trả lời và chưa hết giờ"`
}

func (s *Server) workCall(c workplace.Call, n names) WorkCall {
	return WorkCall{
		Check: c.Check, Person: n.person(c.Person), By: n.person(c.By), At: c.At, Until: c.Until, Paper: c.Paper, AnsweredAt: c.AnsweredAt, InTime: c.InTime(),
		Running: c.AnsweredAt == nil && s.Clock.Now().Before(c.Until),
	}
}

// WorkCheck is one check of a unit.
type WorkCheck struct {
	ID      string     `json:"id" doc:"Mã"`
	By      PersonRef  `json:"by" doc:"Người điểm danh"`
	At      time.Time  `json:"at" doc:"Lúc điểm danh"`
	Until   time.Time  `json:"until" doc:"Trả lời trước"`
	Minutes int        `json:"minutes" doc:"Số phút"`
	Calls   []WorkCall `json:"calls" doc:"Từng người"`
}

// workChecks gives checks their shape.
func (s *Server) workChecks(ctx context.Context, all ...workplace.Checked) ([]WorkCheck, error) {
	ids := []string{}
	for _, c := range all {
		ids = append(ids, c.By)
		for _, call := range c.Calls {
			ids = append(ids, call.Person)
		}
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]WorkCheck, 0, len(all))
	for _, c := range all {
		w := WorkCheck{ID: c.ID, By: n.person(c.By), At: c.At, Until: c.Until, Minutes: c.Minutes, Calls: []WorkCall{}}
		for _, call := range c.Calls {
			w.Calls = append(w.Calls, s.workCall(call, n))
		}
		out = append(out, w)
	}
	return out, nil
}

// checkList serves GET /api/v1/workplace/checks.
func (s *Server) checkList(ctx context.Context, in *unitQuery) (*list[WorkCheck], error) {
	all, err := s.Workplace.Checks(ctx, actorOf(ctx), in.Unit)
	if err != nil {
		return nil, err
	}
	items, err := s.workChecks(ctx, all...)
	if err != nil {
		return nil, err
	}
	return listOf(items), nil
}

// checkAsk serves POST /api/v1/workplace/checks.
func (s *Server) checkAsk(ctx context.Context, in *struct {
	Idempotent
	Body struct {
		Unit    string `json:"unit" maxLength:"26" doc:"Đơn vị"`
		Minutes int    `json:"minutes" minimum:"5" maximum:"60" doc:"Trả lời trong bao nhiêu phút"`
	}
}) (*reply[WorkCheck], error) {
	c, err := s.Workplace.Ask(ctx, actorOf(ctx), in.Body.Unit, in.Body.Minutes, in.Key)
	if err != nil {
		return nil, err
	}
	shaped, err := s.workChecks(ctx, c)
	if err != nil {
		return nil, err
	}
	return replyWith(shaped[0]), nil
}

// callList serves GET /api/v1/workplace/calls.
func (s *Server) callList(ctx context.Context, _ *struct{}) (*list[WorkCall], error) {
	calls, err := s.Workplace.Calls(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	items, err := s.workCalls(ctx, calls...)
	if err != nil {
		return nil, err
	}
	return listOf(items), nil
}

// callAnswer serves POST /api/v1/workplace/calls/{check}/answer. Answering twice answers once.
func (s *Server) callAnswer(ctx context.Context, in *struct {
	Check string `path:"check" maxLength:"26" doc:"Mã lần điểm danh"`
}) (*reply[WorkCall], error) {
	c, err := s.Workplace.Answer(ctx, actorOf(ctx), in.Check)
	if err != nil {
		return nil, err
	}
	shaped, err := s.workCalls(ctx, c)
	if err != nil {
		return nil, err
	}
	return replyWith(shaped[0]), nil
}

// workCalls gives calls their shape.
func (s *Server) workCalls(ctx context.Context, all ...workplace.Call) ([]WorkCall, error) {
	ids := []string{}
	for _, c := range all {
		ids = append(ids, c.Person, c.By)
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]WorkCall, 0, len(all))
	for _, c := range all {
		out = append(out, s.workCall(c, n))
	}
	return out, nil
}
