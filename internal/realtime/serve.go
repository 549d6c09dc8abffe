package realtime

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"congvu/internal/clock"
	"congvu/internal/errs"
)

// replayTimeout is how long the missed events may take to read; fetching again is then the better answer.
const replayTimeout = 5 * time.Second

// later is the close reason of a refusal: come back after that many milliseconds.
const later = "1000"

// NewUpgrader returns the upgrader for the sockets of a hub. Only pages of the origins listed ("https://host[:port]")
// may open one, and a request that names no origin may not: a socket is opened with the cookies and the network of the
// person whose browser it is. Compression is off, for the read limit counts compressed bytes; the small buffers and the
// shared write buffers bring an idle connection to about 15 KiB.
func NewUpgrader(origins []string) *websocket.Upgrader {
	return &websocket.Upgrader{
		HandshakeTimeout:  helloTimeout,
		ReadBufferSize:    512,
		WriteBufferSize:   512,
		WriteBufferPool:   &sync.Pool{},
		EnableCompression: false,
		CheckOrigin: func(r *http.Request) bool {
			return slices.Contains(origins, r.Header.Get("Origin"))
		},
	}
}

// Serve takes one client on, and returns when it is a socket of the hub or has been refused; the hub closes the connection
// in the end. The first frame, within 5 s, is {"ticket", "epoch"?, "last"?}; auth redeems the ticket. Then the client is
// told what it missed after last, a "ready", and from then on every event for its tokens.
//
// Serve does all that reaches deep into the program, and the socket lives on in a goroutine whose stack never has.
func (h *Hub) Serve(ctx context.Context, conn *websocket.Conn, auth func(ctx context.Context, ticket string) (Session, error)) {
	conn.SetReadLimit(readLimit)
	// Beside the read deadline, which fasthttp may take back: a client that says nothing holds no connection.
	impatient := time.AfterFunc(helloTimeout, func() { _ = conn.Close() })
	first, err := readHello(conn)
	impatient.Stop()
	if err != nil {
		refuse(conn, websocket.ClosePolicyViolation, "")
		return
	}
	session, err := auth(ctx, first.Ticket)
	switch {
	case errors.Is(err, errs.ErrUnavailable):
		refuse(conn, CloseRestart, later)
		return
	case err != nil:
		refuse(conn, CloseSignIn, "")
		return
	}
	s := newSocket(h, conn, session)
	epoch, high, ok := h.join(s)
	if !ok {
		refuse(conn, CloseRestart, later)
		return
	}
	go func() { // join has counted it in
		s.read(h.silence())
		h.leave(s)
	}()

	// Joined first: what happens while the missed events are read waits in the socket, and an end of the session or of
	// rights from here on reaches it; one between the ticket and here is found by reading them again.
	var missed []Event
	resync := true
	if h.recheck(ctx, s) {
		missed, resync = h.missed(ctx, s, first, epoch)
	}
	frames := make([]*frame, 0, len(missed)+1)
	told := make(map[string]bool, len(missed))
	for _, e := range missed {
		told[e.ID] = true
		frames = append(frames, eventFrame(e))
	}
	s.begin(append(frames, readyFrame(epoch, high, resync)), told)
}

func readHello(conn *websocket.Conn) (hello, error) {
	if err := conn.SetReadDeadline(clock.System().Now().Add(helloTimeout)); err != nil {
		return hello{}, err
	}
	typ, raw, err := conn.ReadMessage()
	if err != nil {
		return hello{}, err
	}
	if typ != websocket.TextMessage {
		return hello{}, errHello
	}
	return parseHello(raw)
}

// refuse closes a connection that has not become a socket. The fault of a client that has gone is nobody's.
func refuse(conn *websocket.Conn, code int, reason string) {
	defer func() { _ = conn.Close() }()
	_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), clock.System().Now().Add(closeTimeout))
}

// join enters a socket and returns the position from which it hears everything; false while the hub is closing.
func (h *Hub) join(s *socket) (epoch, high string, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return "", "", false
	}
	h.serving.Add(1)
	h.sockets[s] = struct{}{}
	h.bySession[s.session.ID] = append(h.bySession[s.session.ID], s)
	h.listen(s)
	return h.epoch, h.high, true
}

func (h *Hub) leave(s *socket) {
	h.mu.Lock()
	delete(h.sockets, s)
	without(h.bySession, s.session.ID, s)
	h.unlisten(s)
	if s.slow() {
		h.stats.Slow++
	}
	h.mu.Unlock()
	h.serving.Done()
}

// missed returns the events after the client's last one, or true when it must fetch everything again: it is new, of
// another epoch, away too long or ahead of time, missed more than 500, or a mass act is among them.
func (h *Hub) missed(ctx context.Context, s *socket, first hello, epoch string) ([]Event, bool) {
	list, ok := h.replay(ctx, s, first, epoch)
	h.mu.Lock()
	defer h.mu.Unlock()
	if ok {
		h.stats.Replayed++
	} else {
		h.stats.Resynced++
	}
	return list, !ok
}

func (h *Hub) replay(ctx context.Context, s *socket, first hello, epoch string) ([]Event, bool) {
	from, ok := since(first.Last, clock.System().Now())
	if !ok || first.Epoch != epoch {
		return nil, false
	}
	h.mu.Lock()
	tokens := s.session.Tokens
	h.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, replayTimeout)
	defer cancel()
	list, err := h.events.replay(ctx, tokens, from)
	if err != nil {
		h.log.WarnContext(ctx, "realtime: replay failed, client fetches again", "error", err)
		return nil, false
	}
	if len(list) > maxReplay || slices.ContainsFunc(list, func(e Event) bool { return e.Type == TypeResync }) {
		return nil, false
	}
	return slices.DeleteFunc(list, func(e Event) bool { return e.Type == TypeSession }), true
}
