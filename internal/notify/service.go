package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// Sender reaches a mail server.
type Sender interface {
	// Dial opens a conversation. An error means that nothing was sent.
	Dial(ctx context.Context) (Line, error)
}

// Line is one conversation with a mail server.
type Line interface {
	// Send hands one letter over. id names it in its Message-ID. What came of it is the first value: Sent, Failed when the server
	// will never have it, Waiting when it may have it later, Unknown when the line broke after the text.
	Send(id, to string, text Text) (State, error)
	Close()
}

// Writer writes a letter, in the transaction that begins to hand it over: what it stores is kept when the letter is on its way.
// ErrDropped when the letter is of no use any more.
type Writer func(ctx context.Context, l Letter) (Text, error)

// ErrDropped is a Writer's word for a letter that nobody needs any more.
var ErrDropped = errs.New(errs.Conflict, "notify.dropped", "the letter is of no use any more")

// Service keeps the outbox and sends what is in it. It is safe for concurrent use, by any number of nodes.
type Service struct {
	db      *mongodb.DB
	store   store
	clock   clock.Clock
	log     *slog.Logger
	sender  Sender
	address string
	writers map[string]Writer
	sent    atomic.Uint64
}

// Sent returns how many letters the mail server has taken from this node since its start.
func (s *Service) Sent() uint64 { return s.sent.Load() }

// Queues returns how many letters an agency has in each state that is not the end of a letter that arrived.
func (s *Service) Queues(ctx context.Context, agency string) (map[State]int64, error) {
	all := map[State]int64{}
	for _, state := range []State{Waiting, Handing, Failed, Unknown} {
		n, err := s.store.Count(ctx, agency, time.Time{}, s.clock.Now().AddDate(1, 0, 0), state)
		if err != nil {
			return nil, err
		}
		all[state] = n
	}
	return all, nil
}

// New returns the service, without a mail server: nothing is queued and nothing sent.
func New(db *mongodb.DB, clk clock.Clock, log *slog.Logger) *Service {
	return &Service{db: db, store: newStore(db), clock: clk, log: log, writers: map[string]Writer{}}
}

// Through names the mail server, and the address under which people open the product ("https://congvu.example.vn"), for links.
// Called once, before anything runs.
func (s *Service) Through(sender Sender, address string) { s.sender, s.address = sender, address }

// Address is the address that links in letters begin with.
func (s *Service) Address() string { return s.address }

// On names who writes the letters of a kind. Called before anything runs.
func (s *Service) On(kind string, w Writer) { s.writers[kind] = w }

// Set reports whether there is a mail server.
func (s *Service) Set() bool { return s.sender != nil }

// Queue puts letters into the outbox with the transaction of ctx, and returns their ids; without a mail server it does nothing.
// Of each letter Agency, Kind, Person, About and To are read. ErrLetter for an address that is none.
func (s *Service) Queue(ctx context.Context, letters ...Letter) ([]string, error) {
	if !s.Set() || len(letters) == 0 {
		return nil, nil
	}
	now := s.clock.Now()
	ids, queued := make([]string, 0, len(letters)), make([]Letter, 0, len(letters))
	for _, l := range letters {
		to, err := Address(l.To)
		if err != nil {
			return nil, err
		}
		l = Letter{
			ID: mongodb.NewID(), Agency: l.Agency, Kind: l.Kind, Person: l.Person, About: l.About, To: to, State: Waiting, Queued: now, Next: now,
			GC: time.Now().Add(keep), // swept by the database's time
		}
		ids, queued = append(ids, l.ID), append(queued, l)
	}
	return ids, s.store.Insert(ctx, queued)
}

// Letters returns letters of an agency by id.
func (s *Service) Letters(ctx context.Context, agency string, ids []string) (map[string]Letter, error) {
	found := map[string]Letter{}
	if len(ids) == 0 {
		return found, nil
	}
	all, err := s.store.Letters(ctx, agency, ids)
	for _, l := range all {
		found[l.ID] = l
	}
	return found, err
}

// MaxLost is how many lost letters are listed.
const MaxLost = 200

// Lost returns an agency's letters that failed, or of which nobody knows whether they arrived (thư chưa tới), newest first, at most
// MaxLost; they are kept for 60 days.
func (s *Service) Lost(ctx context.Context, agency string) ([]Letter, error) {
	return s.store.Lost(ctx, agency, MaxLost)
}

// ErrNotLost refuses to send a letter again that is on its way, arrived or is of no use any more.
var ErrNotLost = errs.New(errs.Conflict, "notify.not_lost", "the letter is not lost")

// Again puts a lost letter back among those that wait, as if it were queued now (gửi lại); it joins the transaction of ctx.
// Errors: ErrNotLost; errs.ErrNotFound for a letter of another agency or none.
func (s *Service) Again(ctx context.Context, agency, id string) (Letter, error) {
	found, err := s.Letters(ctx, agency, []string{id})
	if err != nil {
		return Letter{}, err
	}
	l, ok := found[id]
	switch {
	case !ok:
		return l, errs.ErrNotFound
	case l.State != Failed && l.State != Unknown:
		return l, ErrNotLost
	}
	now := s.clock.Now()
	next := l
	next.State, next.Queued, next.Next, next.Tries, next.Fault, next.Ended, next.GC = Waiting, now, now, 0, "", time.Time{}, time.Now().Add(keep)
	err = s.store.Revive(ctx, l, next)
	if errors.Is(err, errs.ErrChanged) { // somebody was faster
		err = ErrNotLost
	}
	return next, err
}

// Standing says how an agency's letters stand.
type Standing struct {
	Set  bool  // there is a mail server
	Late int64 // letters that have waited for more than a quarter of an hour
	Lost int64 // letters of the last seven days that failed, or of which nobody knows whether they arrived
}

// Standing returns how the letters of an agency stand.
func (s *Service) Standing(ctx context.Context, agency string) (st Standing, err error) {
	if st.Set = s.Set(); !st.Set {
		return st, nil
	}
	now := s.clock.Now()
	if st.Late, err = s.store.Count(ctx, agency, time.Time{}, now.Add(-15*time.Minute), Waiting, Handing); err != nil {
		return st, err
	}
	st.Lost, err = s.store.Count(ctx, agency, now.AddDate(0, 0, -7), now, Failed, Unknown)
	return st, err
}

// pause is how long Run waits when nothing is due.
const pause = 3 * time.Second

// Run sends what is due until ctx ends; the letter in hand is finished first. Without a mail server it returns at once.
func (s *Service) Run(ctx context.Context) {
	if !s.Set() {
		return
	}
	wait := time.NewTicker(pause)
	defer wait.Stop()
	for {
		if err := s.Deliver(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("deliver mail", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
	}
}

// Deliver sends what is due now, one letter after the other, and ends when nothing is left, ctx ends, or the mail server cannot be
// reached: the others then wait for the next call.
func (s *Service) Deliver(ctx context.Context) error {
	if !s.Set() {
		return nil
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	var line Line
	defer func() {
		if line != nil {
			line.Close()
		}
	}()
	for ctx.Err() == nil {
		now := s.clock.Now()
		l, err := s.store.Claim(ctx, Waiting, mongodb.NewID(), now, now.Add(hold))
		switch {
		case errors.Is(err, errs.ErrNotFound):
			return nil
		case err != nil:
			return err
		}
		if line == nil {
			if line, err = s.sender.Dial(ctx); err != nil {
				line = nil
				return errors.Join(fmt.Errorf("reach the mail server: %w", err), s.store.Put(context.WithoutCancel(ctx), l, l.put(err.Error(), now)))
			}
		}
		broken, err := s.deliver(context.WithoutCancel(ctx), line, l)
		if err != nil {
			return err
		}
		if broken {
			line.Close()
			line = nil
		}
	}
	return nil
}

// settle ends the letters that a node had begun to hand over when it died: nobody knows whether they arrived.
func (s *Service) settle(ctx context.Context) error {
	for {
		now := s.clock.Now()
		l, err := s.store.Claim(ctx, Handing, mongodb.NewID(), now, now.Add(hold))
		if errors.Is(err, errs.ErrNotFound) {
			return nil
		}
		if err == nil {
			err = s.store.Put(ctx, l, l.ended(Unknown, "the node stopped", now))
		}
		if err != nil {
			return err
		}
	}
}

// deliver hands over one letter that was claimed; broken when the line cannot be used for another.
func (s *Service) deliver(ctx context.Context, line Line, l Letter) (broken bool, err error) {
	var text Text
	handing := l
	handing.State = Handing
	err = s.db.WithTx(ctx, func(ctx context.Context) (err error) {
		if err := s.store.Put(ctx, l, handing); err != nil {
			return err
		}
		text, err = s.write(ctx, l)
		return err
	})
	now := s.clock.Now()
	switch {
	case errors.Is(err, ErrDropped):
		return false, s.store.Put(ctx, l, l.ended(Dropped, "", now))
	case errors.Is(err, ErrLetter):
		return false, s.store.Put(ctx, l, l.ended(Failed, err.Error(), now))
	case err != nil:
		return false, fmt.Errorf("write letter %s: %w", l.ID, err)
	}
	state, err := line.Send(l.ID, l.To, text)
	now = s.clock.Now()
	next := handing.ended(state, "", now)
	if err != nil {
		next.Fault = err.Error()
		s.log.Warn("mail not sent", "letter", l.ID, "state", state, "error", err)
	}
	if state == Waiting {
		next = handing.put(next.Fault, now)
	}
	if state == Sent {
		s.sent.Add(1)
	}
	return err != nil, s.store.Put(ctx, handing, next)
}

// write has the letter written by whoever knows its kind.
func (s *Service) write(ctx context.Context, l Letter) (Text, error) {
	w := s.writers[l.Kind]
	if w == nil {
		return Text{}, ErrDropped // of a release to come
	}
	text, err := w(ctx, l)
	if err == nil && !line(text.Subject) {
		err = ErrLetter
	}
	return text, err
}
