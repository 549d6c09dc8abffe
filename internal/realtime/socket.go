package realtime

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"congvu/internal/clock"
)

// Close codes beyond those of RFC 6455 that clients act on.
const (
	CloseRestart = websocket.CloseServiceRestart // 1012: connect again after the milliseconds given as reason
	CloseSlow    = websocket.CloseTryAgainLater  // 1013: the client did not read fast enough; connect again and resume
	CloseSignIn  = 4401                          // the session or its rights have ended: sign in again
)

// Limits of one socket.
const (
	readLimit    = 64 << 10
	helloTimeout = 5 * time.Second
	writeTimeout = 10 * time.Second
	closeTimeout = time.Second
	maxPending   = 1024             // frames waiting for a slow reader; more than any one transaction writes
	maxAge       = time.Hour        // then it connects again, with a new ticket: a right can end by date without any event
	ageJitter    = 10 * time.Minute // so that not all of a morning's sockets do so at once
)

// socket is one connection. Its pending frames are bounded and cost nothing while there are none; a channel of that
// size would cost 8 KiB for each idle connection.
type socket struct {
	conn    *websocket.Conn
	session Session
	until   time.Time // when it has to connect again
	mark    uint64    // last dispatch that reached it; guarded by the hub

	heard atomic.Int64 // when the client last showed that it lives, Unix ms

	mu      sync.Mutex
	pending []*frame
	code    int // close code, 0 for none: the client has gone
	reason  string
	cutOff  bool
	wake    chan struct{} // holds one: there is something pending
	done    chan struct{} // closed when cut off
}

func newSocket(conn *websocket.Conn, session Session) *socket {
	now := clock.System().Now()
	s := &socket{
		conn: conn, session: session, until: now.Add(maxAge + rand.N(ageJitter)),
		wake: make(chan struct{}, 1), done: make(chan struct{}),
	}
	s.heard.Store(now.UnixMilli())
	return s
}

// push hands a frame to the socket's writer; a client that reads too slowly is cut off and resumes, nothing is ever
// dropped silently.
func (s *socket) push(f *frame) {
	s.mu.Lock()
	gone, full := s.cutOff, len(s.pending) >= maxPending
	if !full && !gone {
		s.pending = append(s.pending, f)
	}
	s.mu.Unlock()
	switch {
	case gone:
	case full:
		s.cut(CloseSlow, "")
	default:
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}

// take returns what is pending.
func (s *socket) take() []*frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.pending
	s.pending = nil
	return list
}

// cut ends the connection with a close code; the first one counts. A write that hangs is given one more second.
func (s *socket) cut(code int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cutOff {
		return
	}
	s.cutOff, s.code, s.reason, s.pending = true, code, reason, nil
	close(s.done)
	_ = s.conn.NetConn().SetWriteDeadline(clock.System().Now().Add(closeTimeout)) // fails when it is closed already
}

// restart cuts the connection and says after how many milliseconds to come back, so that not all come at once.
func (s *socket) restart() { s.cut(CloseRestart, strconv.Itoa(rand.IntN(3000))) }

// read waits until the client goes away. After its first frame a client has nothing to say but pongs: one that sends
// more is cut, since reading on would be work for as long as it likes.
func (s *socket) read(silence time.Duration) {
	alive := func() {
		now := clock.System().Now()
		s.heard.Store(now.UnixMilli())
		_ = s.conn.SetReadDeadline(now.Add(silence))
	}
	s.conn.SetPongHandler(func(string) error { alive(); return nil })
	alive()
	if _, _, err := s.conn.NextReader(); err != nil {
		s.cut(0, "")
		return
	}
	s.cut(websocket.ClosePolicyViolation, "")
}

// write sends first, then whatever becomes pending, until the socket is cut off. sent are the events among first:
// they may come once more through the stream and are dropped then.
func (s *socket) write(first []*frame, sent map[string]bool, silence time.Duration) {
	pings := 0
	send := func(list []*frame) bool {
		for _, f := range list {
			if f.id != "" && sent[f.id] {
				continue
			}
			if f.ping {
				if pings++; pings == 2 {
					sent = nil // the stream has long passed what was replayed
				}
				s.ping(silence)
			}
			if !s.send(f) {
				return false
			}
		}
		return true
	}
	for _, f := range first {
		if !s.send(f) {
			return
		}
	}
	for send(s.take()) {
		select {
		case <-s.wake:
		case <-s.done:
			return
		}
	}
}

// send writes one frame, unless the socket was cut off; it reports whether to go on.
func (s *socket) send(f *frame) bool {
	select {
	case <-s.done:
		return false
	default:
	}
	_ = s.conn.SetWriteDeadline(clock.System().Now().Add(writeTimeout)) // only stores it
	err := s.conn.WritePreparedMessage(f.msg)
	var fault net.Error
	switch {
	case err == nil:
		return true
	case errors.As(err, &fault) && fault.Timeout():
		s.cut(CloseSlow, "")
	default:
		s.cut(0, "")
	}
	return false
}

// slow reports whether the socket was cut for not reading fast enough.
func (s *socket) slow() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.code == CloseSlow
}

// ping asks the client's machine for a sign of life. The read deadline is set again with it: fasthttp's adaptor takes
// back, once, the one that was set right after the upgrade.
func (s *socket) ping(silence time.Duration) {
	_ = s.conn.SetReadDeadline(time.UnixMilli(s.heard.Load()).Add(silence))
	_ = s.conn.WriteControl(websocket.PingMessage, nil, clock.System().Now().Add(writeTimeout)) // the frame after it reports the fault
}

// bye sends the close frame, if there is one to send, and waits a moment for the client's, so that it is not lost with
// the connection. read must be running.
func (s *socket) bye(ctx context.Context, gone <-chan struct{}) {
	s.mu.Lock()
	code, reason := s.code, s.reason
	s.mu.Unlock()
	if code == 0 {
		return
	}
	deadline := clock.System().Now().Add(closeTimeout)
	if err := s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline); err != nil {
		return
	}
	_ = s.conn.SetReadDeadline(deadline)
	select {
	case <-gone:
	case <-ctx.Done():
	}
}
