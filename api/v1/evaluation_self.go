package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/grading"
	"congvu/internal/selfscore"
)

func (s *Server) registerSelfScores(api huma.API) {
	huma.Register(api, op("evaluation-self", http.MethodPut, "/evaluations/me/{period}/self", "Tự chấm điểm một tháng",
		signedIn(), 409, 422), s.evalSelf)
}

// SelfScore is how a person assessed themselves for a month. It never counts into the score.
type SelfScore struct {
	Version    int64         `json:"version" doc:"Phiên bản"`
	Groups     []GroupPoints `json:"groups" doc:"Điểm tự chấm từng nhóm, nhận xét"`
	Total      string        `json:"total" doc:"Cộng điểm tự chấm tiêu chí chung"`
	Leadership *LeaderPoints `json:"leadership,omitempty" doc:"đ và e của lãnh đạo, quản lý, tự đề xuất"`
	Strengths  string        `json:"strengths,omitempty" doc:"Ưu điểm"`
	Limits     string        `json:"limits,omitempty" doc:"Hạn chế, khuyết điểm"`
	SentAt     time.Time     `json:"sentAt" doc:"Lúc gửi lần đầu"`
	ChangedAt  time.Time     `json:"changedAt" doc:"Lúc sửa lần cuối"`
}

func selfScore(x selfscore.Self) *SelfScore {
	out := SelfScore{
		Version: x.Version, Groups: []GroupPoints{}, Total: x.Total().String(), Strengths: x.Strengths, Limits: x.Limits,
		SentAt: x.SentAt, ChangedAt: x.UpdatedAt,
	}
	for _, g := range x.Groups {
		out.Groups = append(out.Groups, GroupPoints{g.Key, grading.Milli(g.PointsMilli).String(), g.Remark})
	}
	if l := x.Leadership; l != nil {
		out.Leadership = &LeaderPoints{DD: l.DD, E: l.E, Reason: l.Reason}
	}
	return &out
}

type evalSelfInput struct {
	PeriodID
	Body struct {
		GeneralInput
		Strengths string `json:"strengths,omitempty" maxLength:"4000" doc:"Ưu điểm"`
		Limits    string `json:"limits,omitempty" maxLength:"4000" doc:"Hạn chế, khuyết điểm"`
	}
}

// evalSelf serves PUT /api/v1/evaluations/me/{period}/self and answers with one's own score. What the superior has reviewed or
// somebody changed meanwhile is a 409 with the score as it is.
func (s *Server) evalSelf(ctx context.Context, in *evalSelfInput) (*reply[Score], error) {
	groups, lead, err := in.Body.given()
	if err != nil {
		return nil, err
	}
	sc, err := s.SelfScores.Give(ctx, actorOf(ctx), grading.Period(in.Period), selfscore.Given{
		Version: in.Body.Version, Groups: groups, Leadership: lead, Strengths: in.Body.Strengths, Limits: in.Body.Limits,
	})
	return s.presentReply(ctx, sc, err)
}
