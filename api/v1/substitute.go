package v1

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
	"congvu/internal/substitute"
	"congvu/pkg/vncal"
)

func (s *Server) registerSubstitutes(api huma.API) {
	huma.Register(api, op("me-substitutes", http.MethodGet, "/me/substitutes", "Người thay khi tôi vắng, và tôi thay ai", signedIn()), s.mySubstitutes)
	huma.Register(api, op("substitute-list", http.MethodGet, "/people/{id}/substitutes", "Người thay khi một người vắng", signedIn(), 404), s.substituteList)
	huma.Register(api, created(op("substitute-name", http.MethodPost, "/people/{id}/substitutes", "Cử người thay khi vắng, từ lúc nào đến lúc nào", signedIn(), 403, 404, 409, 422)), s.substituteName)
	huma.Register(api, op("substitute-end", http.MethodPost, "/substitutes/{id}/end", "Kết thúc ngay việc thay, hoặc rút lại khi chưa bắt đầu", signedIn(), 403, 404, 409, 422), s.substituteEnd)
}

// Substitute is one time for which somebody stands in for an absent person.
type Substitute struct {
	Paper
	ID         string           `json:"id" doc:"Mã"`
	Version    int64            `json:"version" doc:"Phiên bản"`
	Person     PersonRef        `json:"person" doc:"Người vắng"`
	Substitute PersonRef        `json:"substitute" doc:"Người thay"`
	From       time.Time        `json:"from" doc:"Từ lúc"`
	To         time.Time        `json:"to" doc:"Đến lúc"`
	By         PersonRef        `json:"by" doc:"Người cử"`
	State      substitute.State `json:"state" enum:"coming,running,over" doc:"Sắp tới, đang thay, đã hết"`
	Ended      bool             `json:"ended" doc:"Đã được kết thúc trước hạn hoặc rút lại"`
	End        bool             `json:"end" doc:"Tôi kết thúc được"`
}

// Substitutes are the times of one person.
type Substitutes struct {
	Away     []Substitute `json:"away" doc:"Những lần người này vắng và có người thay, mới nhất trước"`
	Standing []Substitute `json:"standing" doc:"Những lần người này thay người khác; chỉ có khi xem của mình"`
	May      bool         `json:"may" doc:"Tôi cử được người thay"`
}

// substitutes gives times their shape.
func (s *Server) substitutes(ctx context.Context, all ...substitute.Substitution) ([]Substitute, error) {
	a, ids := actorOf(ctx), []string{}
	for _, r := range all {
		ids = append(ids, r.Person, r.Substitute, r.By)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Substitute, 0, len(all))
	for _, r := range all {
		end, err := s.Substitutes.May(ctx, a, r)
		if err != nil {
			return nil, err
		}
		out = append(out, Substitute{
			Paper: Paper{Number: r.Number, DocumentOn: string(r.On)}, ID: r.ID, Version: r.Version, Person: n.person(r.Person),
			Substitute: n.person(r.Substitute), From: r.From, To: r.To, By: n.person(r.By), State: r.StateAt(s.Clock.Now()), Ended: r.Ended, End: end,
		})
	}
	return out, nil
}

// substitutesOf shapes the times of one person.
func (s *Server) substitutesOf(ctx context.Context, of substitute.Of, err error) (*reply[Substitutes], error) {
	if err != nil {
		return nil, err
	}
	out := Substitutes{May: of.May}
	if out.Away, err = s.substitutes(ctx, of.Away...); err != nil {
		return nil, err
	}
	out.Standing, err = s.substitutes(ctx, of.Standing...)
	return replyWith(out), err
}

// mySubstitutes serves GET /api/v1/me/substitutes.
func (s *Server) mySubstitutes(ctx context.Context, _ *struct{}) (*reply[Substitutes], error) {
	of, err := s.Substitutes.Mine(ctx, actorOf(ctx))
	return s.substitutesOf(ctx, of, err)
}

// substituteList serves GET /api/v1/people/{id}/substitutes.
func (s *Server) substituteList(ctx context.Context, in *PersonID) (*reply[Substitutes], error) {
	of, err := s.Substitutes.For(ctx, actorOf(ctx), in.ID)
	return s.substitutesOf(ctx, of, err)
}

type substituteNameInput struct {
	PersonID
	Idempotent
	Body struct {
		Paper
		Substitute string    `json:"substitute" minLength:"1" maxLength:"26" doc:"Người thay"`
		From       time.Time `json:"from" doc:"Từ lúc, chính xác đến phút; lúc đã qua là từ bây giờ"`
		To         time.Time `json:"to" doc:"Đến lúc, chính xác đến phút"`
	}
}

// substituteName serves POST /api/v1/people/{id}/substitutes.
func (s *Server) substituteName(ctx context.Context, in *substituteNameInput) (*reply[Substitute], error) {
	b := in.Body
	r, err := s.Substitutes.Name(ctx, actorOf(ctx), substitute.Request{
		Person: in.ID, Substitute: b.Substitute, From: b.From, To: b.To, Number: b.Number, On: vncal.Date(b.DocumentOn), Key: in.Key,
	})
	return s.substituteReply(ctx, r, err)
}

type substituteEndInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã"`
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	}
}

// substituteEnd serves POST /api/v1/substitutes/{id}/end.
func (s *Server) substituteEnd(ctx context.Context, in *substituteEndInput) (*reply[Substitute], error) {
	r, err := s.Substitutes.End(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.substituteReply(ctx, r, err)
}

// substituteReply answers with one time as it is now; a stale version shows it too.
func (s *Server) substituteReply(ctx context.Context, r substitute.Substitution, fault error) (*reply[Substitute], error) {
	e := errs.As(fault)
	if fault != nil && (e.Kind != errs.Conflict || r.ID == "") {
		return nil, fault
	}
	out, err := s.substitutes(ctx, r)
	switch {
	case err != nil:
		return nil, err
	case fault != nil:
		return nil, e.Having(out[0])
	}
	return replyWith(out[0]), nil
}
