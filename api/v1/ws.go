package v1

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"github.com/valyala/fasthttp/fasthttpadaptor"

	"congvu/internal/clock"
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
	ticket, err := s.Sessions.Ticket(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return replyWith(WSTicket{Ticket: ticket}), nil
}

// socket returns the handler of GET /api/v1/ws. The right to listen comes with a one-time ticket in the first frame,
// so a page of another origin that got past the browser's rules would still learn nothing.
//
// The connection is taken over before it is upgraded. Fiber's adaptor for net/http would keep two goroutines, a pipe and
// the whole request for as long as the socket lives: 10 KiB each.
func (s *Server) socket() fiber.Handler {
	upgrader := realtime.NewUpgrader(s.Origins)
	return func(c *fiber.Ctx) error {
		if !s.allowedOrigin(c.Get(fiber.HeaderOrigin)) {
			return problem(errOrigin)
		}
		r := new(http.Request)
		if err := fasthttpadaptor.ConvertRequest(c.Context(), r, true); err != nil || !websocket.IsWebSocketUpgrade(r) {
			return problem(errMalformed)
		}
		leave, err := s.Hub.Admit(c.IP())
		if err != nil {
			return problem(err)
		}
		c.Context().HijackSetNoResponse(true)
		c.Context().Hijack(func(conn net.Conn) {
			defer leave() // a client that has not come as far as its ticket
			socket, err := upgrader.Upgrade(&taken{conn: conn}, r, nil)
			if err != nil { // the upgrader has answered
				_ = conn.Close()
				return
			}
			s.Hub.Serve(context.Background(), socket, func(ctx context.Context, ticket string) (realtime.Session, error) {
				defer leave()
				return s.listener(ctx, ticket)
			})
		})
		return nil
	}
}

// taken is what an upgrader sees of a connection that was taken from fasthttp: an http.ResponseWriter that may be
// hijacked, and writes to the connection itself when the request is refused.
type taken struct {
	conn   net.Conn
	header http.Header
}

// Header implements http.ResponseWriter.
func (t *taken) Header() http.Header {
	if t.header == nil {
		t.header = http.Header{}
	}
	return t.header
}

// WriteHeader implements http.ResponseWriter; the connection ends with what is written after it.
func (t *taken) WriteHeader(status int) {
	t.Header().Set("Connection", "close")
	_ = t.conn.SetWriteDeadline(clock.System().Now().Add(time.Second))
	var head bytes.Buffer
	fmt.Fprintf(&head, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	_ = t.header.Write(&head) // into memory
	head.WriteString("\r\n")
	_, _ = t.conn.Write(head.Bytes()) // a client that has gone learns nothing
}

// Write implements http.ResponseWriter.
func (t *taken) Write(p []byte) (int, error) { return t.conn.Write(p) }

// Hijack implements http.Hijacker.
func (t *taken) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	const little = 16 // the upgrader reads nothing by it and writes by a buffer of its own
	return t.conn, bufio.NewReadWriter(bufio.NewReaderSize(t.conn, little), bufio.NewWriterSize(t.conn, little)), nil
}

// listener redeems a socket's ticket.
func (s *Server) listener(ctx context.Context, ticket string) (realtime.Session, error) {
	a, err := s.Sessions.RedeemTicket(ctx, ticket)
	if err != nil {
		return realtime.Session{}, err
	}
	return realtime.Session{ID: a.Session, Person: a.ID, Tokens: a.Tokens()}, nil
}
