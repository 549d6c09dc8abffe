package realtime

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// ErrDown says that the hub does not follow the events now; readiness shows it.
var ErrDown = errs.New(errs.Unavailable, "realtime.down", "the change stream is not open")

// Session is who a socket belongs to.
type Session struct {
	ID     string // of the sign-in session, by which it is ended
	Person string
	Tokens access.Tokens
}

// Options are what a hub needs to know.
type Options struct {
	// Rights reads anew what a session may hear: when it has just joined, and after its person's rights have changed. An
	// error closes the socket, with CloseSignIn unless it is errs.ErrUnavailable.
	Rights func(ctx context.Context, s Session) (access.Tokens, error)
	Log    *slog.Logger
	// Ping is the time between two pings, 20 s unless set; a client that shows no life for 2.5 times as long is cut.
	Ping time.Duration
}

// Stats are figures of a hub since its start.
type Stats struct {
	Sockets  int           // open now
	Tokens   int           // that some socket listens to now
	Events   uint64        // seen in the stream
	Sent     uint64        // frames handed to sockets
	Slow     uint64        // clients cut off for reading too slowly
	Replayed uint64        // connections that were told what they had missed
	Resynced uint64        // connections that were told to fetch everything again
	Refused  uint64        // connections turned away because too many had shown no ticket
	Lag      time.Duration // of all events together, from their writing until this node heard of them; the clocks of nodes differ
}

// Hub tells this node's sockets what the events say.
type Hub struct {
	events *Events
	rights func(ctx context.Context, s Session) (access.Tokens, error)
	log    *slog.Logger
	ping   time.Duration
	on     map[string][]func(Event)

	pump *pump

	stop    context.CancelFunc
	running sync.WaitGroup // stream, pings, refreshes
	serving sync.WaitGroup // sockets

	mu        sync.Mutex
	waiting   map[string]int // connections that have not shown a ticket, by address; "" is their sum
	sockets   map[*socket]struct{}
	byToken   map[string][]*socket // tokens are made of ULIDs, so those of two agencies never meet
	bySession map[string][]*socket
	epoch     string
	high      string // highest event id seen
	turn      uint64 // counts dispatches, so that none reaches a socket twice
	open      bool   // whether the stream is followed
	closing   bool
	stats     Stats
}

// NewHub returns a hub that does nothing before Open.
func NewHub(events *Events, o Options) *Hub {
	if o.Ping == 0 {
		o.Ping = 20 * time.Second
	}
	return &Hub{
		events: events, rights: o.Rights, log: o.Log, ping: o.Ping, on: map[string][]func(Event){},
		waiting: map[string]int{}, sockets: map[*socket]struct{}{}, byToken: map[string][]*socket{}, bySession: map[string][]*socket{}, pump: newPump(),
	}
}

// On has f called with each event of a type, before any socket hears of it. f must be quick and not call the hub.
// Call On before Open.
func (h *Hub) On(typ string, f func(Event)) { h.on[typ] = append(h.on[typ], f) }

// silence is how long a client may show no life.
func (h *Hub) silence() time.Duration { return h.ping * 5 / 2 }

// Open opens the stream and starts to follow it; only then may sockets be taken, or events before it would be lost to
// them. Close ends what it started.
func (h *Hub) Open(ctx context.Context) error {
	s, err := h.events.watch(ctx, nil)
	if err != nil {
		return err
	}
	if err := h.locate(ctx); err != nil {
		s.close(ctx)
		return err
	}
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	h.stop = stop
	h.setOpen(true)
	h.running.Go(func() { h.follow(run, s) })
	h.running.Go(func() { h.beat(run) })
	return nil
}

// locate reads the epoch and the last event of the database.
func (h *Hub) locate(ctx context.Context) error {
	epoch, err := h.events.Epoch(ctx)
	if err != nil {
		return err
	}
	last, err := h.events.last(ctx)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.epoch, h.high = epoch, max(h.high, last)
	return nil
}

func (h *Hub) setOpen(open bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open = open
}

// Ready returns ErrDown unless the hub follows the events.
func (h *Hub) Ready() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.open || h.closing {
		return ErrDown
	}
	return nil
}

// Epoch returns the current epoch, as the last stream event left it.
func (h *Hub) Epoch() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.epoch
}

// Stats returns the hub's figures.
func (h *Hub) Stats() Stats {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.stats
	s.Sockets, s.Tokens = len(h.sockets), len(h.byToken)
	return s
}

// Close tells every client to come back to another node or a little later, waits until all have gone, by force when ctx
// ends, and stops following. New sockets are refused from now on.
func (h *Hub) Close(ctx context.Context) {
	h.mu.Lock()
	h.closing = true
	all := h.all()
	h.mu.Unlock()
	for _, s := range all {
		s.restart()
	}
	gone := make(chan struct{})
	go func() { h.serving.Wait(); close(gone) }()
	select {
	case <-gone:
	case <-ctx.Done():
		for _, s := range all {
			_ = s.conn.Close()
		}
		<-gone
	}
	if h.stop != nil {
		h.stop()
	}
	h.running.Wait()
	h.pump.running.Wait()
}

// all returns the sockets; h.mu is held.
func (h *Hub) all() []*socket {
	list := make([]*socket, 0, len(h.sockets))
	for s := range h.sockets {
		list = append(list, s)
	}
	return list
}

// beat pings every socket, with the position that the client may resume from, and ends those that are too old.
func (h *Hub) beat(ctx context.Context) {
	tick := time.NewTicker(h.ping)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			h.mu.Lock()
			f, all := positionFrame("ping", h.epoch, h.high), h.all()
			h.stats.Sent += uint64(len(all))
			h.mu.Unlock()
			young := slices.DeleteFunc(all, func(s *socket) bool {
				old := now.After(s.until)
				if old {
					s.restart()
				}
				return old
			})
			h.pushAll(young, f)
		}
	}
}

// pushAll hands a frame to sockets.
func (h *Hub) pushAll(list []*socket, f *frame) {
	h.pump.add(slices.DeleteFunc(list, func(s *socket) bool { return !s.push(f) })...)
}

// of returns the sockets of a person.
func (h *Hub) of(person string) []*socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []*socket
	for _, s := range h.byToken[access.Person(person)] {
		if s.session.Person == person {
			list = append(list, s)
		}
	}
	return list
}

// set changes what a socket listens to, unless it has left.
func (h *Hub) set(s *socket, tokens access.Tokens) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, here := h.sockets[s]; here {
		h.unlisten(s)
		s.session.Tokens = tokens
		h.listen(s)
	}
}

// Kick closes the sockets of a session: it has ended.
func (h *Hub) Kick(session string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.bySession[session] {
		s.cut(CloseSignIn, "")
	}
}

// recheck reads anew what a socket may hear and closes it when that fails: without rights nothing may be heard. It
// reports whether the socket stays.
func (h *Hub) recheck(ctx context.Context, s *socket) bool {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second) // in force within 5 s on every node
	defer cancel()
	h.mu.Lock()
	session := s.session
	h.mu.Unlock()
	tokens, err := h.rights(ctx, session)
	switch {
	case err == nil:
		h.set(s, tokens)
		return true
	case errors.Is(err, errs.ErrUnavailable) || ctx.Err() != nil:
		h.log.WarnContext(ctx, "realtime: rights could not be read, closing socket", "person", session.Person, "error", err)
		s.restart()
	default:
		s.cut(CloseSignIn, "")
	}
	return false
}

// listen enters a socket under its tokens; h.mu is held.
func (h *Hub) listen(s *socket) {
	for _, t := range heard(s.session.Tokens) {
		h.byToken[t] = append(h.byToken[t], s)
	}
}

// heard returns what a socket listens to: its tokens and what is for everybody of the agency.
func heard(tokens access.Tokens) []string {
	return append(slices.Clone(tokens.All), access.Everybody(tokens.Agency))
}

// unlisten is the reverse of listen; h.mu is held.
func (h *Hub) unlisten(s *socket) {
	for _, t := range heard(s.session.Tokens) {
		without(h.byToken, t, s)
	}
}

// without takes a socket out of the list of a key, and an empty list out of the map. The order of a list means nothing.
func without(lists map[string][]*socket, key string, s *socket) {
	list := lists[key]
	i := slices.Index(list, s)
	if i < 0 {
		return
	}
	last := len(list) - 1
	list[i], list[last] = list[last], nil
	if lists[key] = list[:last]; last == 0 {
		delete(lists, key)
	}
}
