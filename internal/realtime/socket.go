package realtime

import (
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

// socket is one connection. While it has nothing to say it is one goroutine, which reads, and no buffers: the frames that
// are pending are bounded, and written by the hub's pump.
type socket struct {
	hub     *Hub
	conn    *websocket.Conn
	session Session
	until   time.Time // when it has to connect again
	mark    uint64    // last dispatch that reached it; guarded by the hub

	heard atomic.Int64 // when the client last showed that it lives, Unix ms

	mu      sync.Mutex
	pending []*frame
	queued  bool            // the pump has it, or what it missed is being written: it will see what is pending
	sent    map[string]bool // events that the replay has told, which may come once more through the stream; nil later
	pings   int             // while sent is kept
	code    int             // close code, 0 for none: the client has gone
	cutOff  bool
	gone    chan struct{} // closed when the client has gone; made with the close frame, which waits for it
	left    bool          // the client has gone
}

func newSocket(h *Hub, conn *websocket.Conn, session Session) *socket {
	now := clock.System().Now()
	s := &socket{hub: h, conn: conn, session: session, until: now.Add(maxAge + rand.N(ageJitter)), queued: true}
	s.heard.Store(now.UnixMilli())
	return s
}

// push hands a frame to the socket, and reports whether the pump is to be told. A client that reads too slowly is cut off
// and resumes; nothing is ever dropped silently.
func (s *socket) push(f *frame) (wake bool) {
	s.mu.Lock()
	switch {
	case s.cutOff:
		s.mu.Unlock()
		return false
	case len(s.pending) >= maxPending:
		s.mu.Unlock()
		s.cut(CloseSlow, "")
		return false
	}
	s.pending = append(s.pending, f)
	wake = !s.queued
	s.queued = true
	s.mu.Unlock()
	return wake
}

// take returns what is pending; when there is nothing, the next push tells the pump.
func (s *socket) take() []*frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.pending
	s.pending = nil
	if len(list) == 0 {
		s.queued = false
	}
	return list
}

// cut ends the connection with a close code; the first one counts. A write that hangs is given one more second.
func (s *socket) cut(code int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cutOff {
		return
	}
	s.cutOff, s.code, s.pending, s.sent = true, code, nil, nil
	_ = s.conn.NetConn().SetWriteDeadline(clock.System().Now().Add(closeTimeout)) // fails when it is closed already
	if code == 0 || s.left {
		_ = s.conn.Close() // ends read
		return
	}
	gone := make(chan struct{})
	s.gone = gone
	s.hub.serving.Go(func() {
		s.bye(code, reason, gone)
		_ = s.conn.Close()
	})
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
	} else {
		s.cut(websocket.ClosePolicyViolation, "")
		for err == nil { // its answer to the close frame, until bye closes the connection
			_, _, err = s.conn.NextReader()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left = true; s.gone != nil {
		close(s.gone)
	}
}

// begin sends what the client missed and its "ready"; from then on the pump writes what is pending. told are the events
// among first: they may come once more through the stream and are dropped then.
func (s *socket) begin(first []*frame, told map[string]bool) {
	for _, f := range first {
		if !s.send(f) {
			return
		}
	}
	s.mu.Lock()
	if len(told) > 0 && !s.cutOff {
		s.sent = told
	}
	s.mu.Unlock()
	s.hub.pump.add(s)
}

// flush sends what is pending until there is nothing. One caller at a time: the pump, by queued.
func (s *socket) flush() {
	for {
		list := s.take()
		if len(list) == 0 {
			return
		}
		for _, f := range list {
			if s.told(f) {
				continue
			}
			if f.ping {
				s.ping(s.hub.silence())
			}
			if !s.send(f) {
				return
			}
		}
	}
}

// told reports whether the replay has told a frame's event. With the second ping the stream has long passed the replay.
func (s *socket) told(f *frame) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sent == nil {
		return false
	}
	if f.ping {
		if s.pings++; s.pings == 2 {
			s.sent = nil
		}
		return false
	}
	return f.id != "" && s.sent[f.id]
}

// send writes one frame, unless the socket was cut off; it reports whether to go on.
func (s *socket) send(f *frame) bool {
	s.mu.Lock()
	off := s.cutOff
	s.mu.Unlock()
	if off {
		return false
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

// bye sends the close frame and waits a moment for the client's, so that it is not lost with the connection.
func (s *socket) bye(code int, reason string, gone <-chan struct{}) {
	deadline := clock.System().Now().Add(closeTimeout)
	if err := s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline); err != nil {
		return
	}
	_ = s.conn.SetReadDeadline(deadline)
	wait := time.NewTimer(closeTimeout)
	defer wait.Stop()
	select {
	case <-gone:
	case <-wait.C:
	}
}
