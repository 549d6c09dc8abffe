package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"congvu/internal/realtime"
)

func (s *Server) registerSocket(api huma.API) {
	huma.Register(api, op("ws-ticket", http.MethodPost, "/ws-ticket", "Vé mở kênh thời gian thực, dùng một lần trong 30 giây", signedIn(), 503), s.wsTicket)
}

// WSTicket opens one socket.
type WSTicket struct {
	Ticket string `json:"ticket" doc:"Gửi trong khung đầu tiên của GET /api/v1/ws"`
}

// wsTicket serves POST /api/v1/ws-ticket.
func (s *Server) wsTicket(ctx context.Context, _ *struct{}) (*reply[WSTicket], error) {
	ticket, err := s.Identity.Ticket(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return replyWith(WSTicket{Ticket: ticket}), nil
}

// socket returns the handler of GET /api/v1/ws. The right to listen comes with a one-time ticket in the first frame,
// so a page of another origin that got past the browser's rules would still learn nothing.
func (s *Server) socket() fiber.Handler {
	upgrader := realtime.NewUpgrader(s.Origins)
	return func(c *fiber.Ctx) error {
		if !s.allowedOrigin(c.Get(fiber.HeaderOrigin)) {
			return problem(errOrigin)
		}
		leave, err := s.Hub.Admit(c.IP())
		if err != nil {
			return problem(err)
		}
		return adaptor.HTTPHandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer leave() // a client that has not come as far as its ticket
			conn, err := upgrader.Upgrade(w, r, nil)
			if err != nil {
				return // the upgrader has answered
			}
			s.Hub.Serve(context.Background(), conn, func(ctx context.Context, ticket string) (realtime.Session, error) {
				defer leave()
				return s.listener(ctx, ticket)
			}) // closes conn
		})(c)
	}
}

// listener redeems a socket's ticket.
func (s *Server) listener(ctx context.Context, ticket string) (realtime.Session, error) {
	a, err := s.Identity.RedeemTicket(ctx, ticket)
	if err != nil {
		return realtime.Session{}, err
	}
	return realtime.Session{ID: a.Session, Person: a.ID, Tokens: a.Tokens()}, nil
}
