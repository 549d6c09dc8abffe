package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
)

func (s *Server) registerDoctor(api huma.API) {
	huma.Register(api, op("doctor", http.MethodGet, "/doctor", "Kiểm tra hệ thống", roles(access.Admin), 403), s.doctor)
}

// Finding is one check of the installation with what came of it.
type Finding struct {
	Check  string `json:"check" doc:"Mã của phép kiểm tra"`
	Name   string `json:"name" doc:"Kiểm tra gì"`
	Level  string `json:"level" enum:"ok,warn,broken" doc:"Mức độ"`
	Found  string `json:"found,omitempty" doc:"Thấy gì"`
	Advice string `json:"advice,omitempty" doc:"Vì sao đáng lo, nên làm gì"`
}

// Findings are the checks of one moment.
type Findings struct {
	At      time.Time `json:"at" doc:"Lúc kiểm tra, theo đồng hồ của máy chủ"`
	Version string    `json:"version" doc:"Phiên bản chương trình"`
	Items   []Finding `json:"items" doc:"Các phép kiểm tra"`
}

// doctor serves GET /api/v1/doctor: it looks anew each time.
func (s *Server) doctor(ctx context.Context, _ *struct{}) (*reply[Findings], error) {
	found, err := s.Doctor.Check(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	lang := languageIn(ctx)
	out := Findings{At: s.Clock.Now(), Version: s.Version, Items: []Finding{}}
	for _, f := range found {
		out.Items = append(out.Items, Finding{
			Check: f.Check, Name: f.Name(lang), Level: string(f.Level), Found: f.Found(lang), Advice: f.Advice(lang),
		})
	}
	return replyWith(out), nil
}
