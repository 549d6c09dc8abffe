package realtime

import (
	"context"
	"errors"
	"time"

	"congvu/internal/clock"
)

// follow hands on the events of the stream until ctx ends. A stream that breaks is opened again where it stopped; when
// that place is gone a new epoch begins, and all clients of all nodes fetch again.
func (h *Hub) follow(ctx context.Context, s *stream) {
	for {
		err := h.drain(ctx, s)
		at := s.position()
		s.close(context.WithoutCancel(ctx))
		if ctx.Err() != nil {
			h.setOpen(false)
			return
		}
		h.setOpen(false)
		h.log.WarnContext(ctx, "realtime: change stream broke", "error", err)
		if s = h.reopen(ctx, at, errors.Is(err, errHistoryLost)); s == nil {
			return
		}
		h.setOpen(true)
	}
}

func (h *Hub) drain(ctx context.Context, s *stream) error {
	for {
		e, err := s.next(ctx)
		if err != nil {
			return err
		}
		h.handle(ctx, e)
	}
}

// reopen tries until it has a stream again, nil when ctx ends. lost says that the place at is gone.
func (h *Hub) reopen(ctx context.Context, at position, lost bool) *stream {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		if lost {
			at = nil
		}
		s, err := h.events.watch(ctx, at)
		if err == nil && lost { // the new stream is open, so it will tell us of the new epoch as it tells the others
			if err = h.events.NewEpoch(ctx, h.Epoch()); err == nil {
				err = h.restartEpoch(ctx)
			}
			if err != nil {
				s.close(ctx)
			}
		}
		if err == nil {
			return s
		}
		lost = lost || errors.Is(err, errHistoryLost)
		h.log.WarnContext(ctx, "realtime: change stream cannot be opened", "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// handle does what an event asks of the hub, and hands it on.
func (h *Hub) handle(ctx context.Context, e Event) {
	for _, f := range h.on[e.Type] {
		f(e)
	}
	switch e.Type {
	case typeEpoch:
		for wait := 50 * time.Millisecond; h.restartEpoch(ctx) != nil && ctx.Err() == nil; wait = min(2*wait, 5*time.Second) {
			select {
			case <-ctx.Done():
			case <-time.After(wait):
			}
		}
	case TypeSession:
		h.Kick(e.Object)
	case TypePosts: // nothing that a socket may do follows from it
	case TypeRights:
		for _, s := range h.of(e.Object) {
			h.running.Go(func() { h.recheck(ctx, s) })
		}
		h.dispatch(e, eventFrame)
	case TypeResync:
		h.dispatch(e, func(e Event) *frame { return positionFrame("resync", h.epoch, e.ID) })
	default:
		h.dispatch(e, eventFrame)
	}
}

// dispatch hands the frame of an event, built once, to each socket that listens to one of its audience's tokens.
func (h *Hub) dispatch(e Event, build func(Event) *frame) {
	h.pump.add(h.hand(e, build)...)
}

// hand is dispatch up to the writing; it returns the sockets that the pump has not got yet.
func (h *Hub) hand(e Event, build func(Event) *frame) (wake []*socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.turn++
	h.stats.Events++
	if !e.At.IsZero() {
		h.stats.Lag += max(0, clock.System().Now().Sub(e.At))
	}
	h.high = max(h.high, e.ID)
	var f *frame
	for _, token := range e.Audience {
		for _, s := range h.byToken[token] {
			if s.mark == h.turn {
				continue
			}
			s.mark = h.turn
			if f == nil {
				f = build(e)
			}
			if s.push(f) {
				wake = append(wake, s)
			}
			h.stats.Sent++
		}
	}
	return wake
}

// restartEpoch reads the epoch that has begun and tells every client to fetch again.
func (h *Hub) restartEpoch(ctx context.Context) error {
	if err := h.locate(ctx); err != nil {
		return err
	}
	h.mu.Lock()
	f, all := positionFrame("resync", h.epoch, h.high), h.all()
	h.stats.Resynced += uint64(len(all))
	h.stats.Sent += uint64(len(all))
	h.mu.Unlock()
	h.pushAll(all, f)
	return nil
}
