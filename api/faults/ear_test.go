package faults

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	v1 "congvu/api/v1"
	"congvu/internal/realtime"
)

// silence is after how long without a word a line is dead, as in the web client.
const silence = 50 * time.Second

// ear is a client on a socket, which behaves as the web client does: it keeps its position, comes back after a break and
// asks for what it missed.
type ear struct {
	site *site
	who  *person
	node func() *node // which one to connect to

	mu          sync.Mutex
	conn        *websocket.Conn
	epoch, last string
	heard       map[string]bool // ids of events
	resync      time.Time       // when it last fetched everything
	resyncs     int
	breaks      int
	doubled     int // events that one connection told twice
	live        bool
	closed      bool
}

// frame is what the server says.
type frame struct {
	Type, ID, Epoch, Last string
	Resync                bool
}

func listen(s *site, p *person) *ear {
	return &ear{site: s, who: p, node: s.any, heard: map[string]bool{}}
}

// run keeps a socket open until close.
func (e *ear) run() {
	for attempt := 0; !e.isClosed(); {
		began := time.Now()
		asked := e.once()
		e.mu.Lock()
		e.live = false
		e.breaks++
		e.mu.Unlock()
		if attempt++; time.Since(began) > 2*time.Second {
			attempt = 1
		}
		// 1, 2, 4 s as the web client, cut short so that a run of the test ends.
		pause := min(time.Second<<(attempt-1), 4*time.Second)
		for wait := time.Now().Add(asked + pause/2 + rand.N(pause/2)); time.Now().Before(wait) && !e.isClosed(); {
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// once opens a socket and reads it to its end; it returns how long the server asks to stay away.
func (e *ear) once() time.Duration {
	var ticket v1.WSTicket
	e.mu.Lock()
	n := e.node()
	e.mu.Unlock()
	token := e.who.token()
	got, err := e.site.ask("POST", n.addr, "/ws-ticket", nil, map[string]string{"Authorization": "Bearer " + token})
	if err != nil || got.status != http.StatusOK {
		if err == nil && got.status == http.StatusUnauthorized {
			_ = e.site.renew(e.who, token)
		}
		return 0
	}
	if err := json.Unmarshal(got.body, &ticket); err != nil {
		return 0
	}
	dialer := websocket.Dialer{HandshakeTimeout: limit, ReadBufferSize: 512, WriteBufferSize: 512}
	conn, res, err := dialer.Dial("ws://"+n.addr+v1.Prefix+"/ws", http.Header{"Origin": {"http://" + n.addr}})
	if res != nil {
		res.Body.Close()
	}
	if err != nil {
		return 0
	}
	defer conn.Close()
	e.mu.Lock()
	e.conn = conn
	hello := map[string]string{"ticket": ticket.Ticket, "epoch": e.epoch, "last": e.last}
	e.mu.Unlock()
	if conn.WriteJSON(hello) != nil {
		return 0
	}
	conn.SetPingHandler(func(data string) error {
		return conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second))
	})
	told := map[string]bool{}
	for {
		_ = conn.SetReadDeadline(time.Now().Add(silence))
		_, raw, err := conn.ReadMessage()
		if err != nil {
			var closed *websocket.CloseError
			if errors.As(err, &closed) && closed.Code == realtime.CloseRestart {
				ms, _ := strconv.Atoi(closed.Text)
				return time.Duration(ms) * time.Millisecond
			}
			return 0
		}
		var f frame
		if err := json.Unmarshal(raw, &f); err != nil {
			e.site.fault("a frame that cannot be read: %s", raw)
			return 0
		}
		e.hear(f, told)
	}
}

// hear takes one frame; told are the events of this connection.
func (e *ear) hear(f frame, told map[string]bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if f.Type == "event" {
		if told[f.ID] {
			e.doubled++
		}
		told[f.ID], e.heard[f.ID], e.last = true, true, f.ID
		return
	}
	changed := e.epoch != "" && e.epoch != f.Epoch
	e.epoch, e.last = f.Epoch, f.Last
	if f.Type == "ready" {
		e.live = true
	}
	if f.Type == "resync" || changed || f.Type == "ready" && f.Resync {
		e.resync = time.Now()
		e.resyncs++
	}
}

func (e *ear) isClosed() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.closed
}

func (e *ear) isLive() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.live
}

// cut breaks the line, as a network does.
func (e *ear) cut() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.conn != nil {
		_ = e.conn.Close()
	}
}

// close ends the socket for good.
func (e *ear) close() {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.cut()
}

// missing returns the first of the events meant for this client that it has neither heard nor fetched with everything else.
func (e *ear) missing(own []realtime.Event) (which string, lacking int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, event := range own {
		if e.heard[event.ID] || event.At.Before(e.resync) {
			continue
		}
		if lacking++; which == "" {
			which = fmt.Sprintf("%s %s %s version %d of %s", event.ID, event.Type, event.Object, event.Version, event.At)
		}
	}
	return which, lacking
}

// foreign counts the events that this client heard and that were not for it.
func (e *ear) foreign(own []realtime.Event) (n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, event := range own {
		if e.heard[event.ID] {
			n++
		}
	}
	return len(e.heard) - n
}

// meant returns the events that are told to a person's clients.
func meant(all []realtime.Event, p *person) (own []realtime.Event) {
	tokens := map[string]bool{}
	for _, t := range p.tokens {
		tokens[t] = true
	}
	for _, e := range all {
		if e.Type != realtime.TypeSession && e.Type != realtime.TypePosts && e.Type != realtime.TypeResync &&
			slices.ContainsFunc(e.Audience, func(t string) bool { return tokens[t] }) {
			own = append(own, e)
		}
	}
	return own
}
