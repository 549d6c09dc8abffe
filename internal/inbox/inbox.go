package inbox

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
)

// ErrCursor says that a page was asked for after a place that this list never gave.
var ErrCursor = errs.New(errs.Malformed, "inbox.cursor", "malformed inbox cursor")

// EventType is the type of the event by which a person's screens learn that the inbox has changed; its object is the
// person, or the agency where many people are told at once.
const EventType = "inbox"

// Row is one message to one person.
type Row struct {
	ID     string            `bson:"_id"` // ULID; sorts by the time of writing
	Agency string            `bson:"agency"`
	To     string            `bson:"to"`   // person id
	Kind   string            `bson:"kind"` // e.g. "task.returned", "reminder.overdue"
	Object journal.Object    `bson:"object"`
	By     string            `bson:"by"` // person id of who caused it, access.SystemID for a job
	ByName string            `bson:"by_name"`
	For    string            `bson:"for,omitempty"` // name of the person in whose place it was done, or asked
	Params map[string]string `bson:"params,omitempty"`
	Rule   string            `bson:"rule"`   // the rule that asked for it
	Why    string            `bson:"why"`    // the part of the receiver: "lead", "approver" …
	Key    string            `bson:"key"`    // one row per key ever
	Group  string            `bson:"group"`  // rows of one group are one line to their reader
	Holder []string          `bson:"holder"` // whose act on the object ends what it asks, empty when it asks nothing
	At     time.Time         `bson:"at"`

	Planned  time.Time `bson:"planned,omitempty"`   // the moment that its rule set; zero for the moment of giving
	Letter   string    `bson:"letter,omitempty"`    // the e-mail that tells of it too, in the outbox
	LetterAt time.Time `bson:"letter_at,omitempty"` // when that was queued

	Unread bool      `bson:"unread"`
	ReadAt time.Time `bson:"read_at,omitempty"` // zero while unread
}

// Events takes the notice that a person's inbox has changed; realtime.Events fits.
type Events interface {
	Write(ctx context.Context, events ...realtime.Event) error
}

// Service gives messages to people and lets them read them. Everybody reads the own inbox only.
type Service struct {
	db     *mongodb.DB
	store  *store
	clock  clock.Clock
	events Events
}

// New returns the inboxes of a database.
func New(db *mongodb.DB, c clock.Clock, events Events) *Service {
	return &Service{db: db, store: newStore(db), clock: c, events: events}
}

// Deliver gives messages to their people. A message whose key was seen before is dropped silently: a rule that runs
// twice tells once. It joins the transaction of ctx, or makes one. A message without receiver, key, kind or agency is a
// defect and fails.
func (s *Service) Deliver(ctx context.Context, messages ...journal.Message) error {
	rows := make([]Row, 0, len(messages))
	for _, m := range messages {
		if m.To == "" || m.Key == "" || m.Kind == "" || m.Agency == "" {
			return fmt.Errorf("deliver %q: receiver, key, kind and agency are required", m.Kind)
		}
		at := m.At
		if at.IsZero() {
			at = s.clock.Now()
		}
		if m.Group == "" {
			m.Group = m.Object.Type + "|" + m.Object.ID
		}
		rows = append(rows, Row{
			ID: mongodb.NewID(), Agency: m.Agency, To: m.To, Kind: m.Kind, Object: m.Object, By: m.By, ByName: m.ByName, For: m.For,
			Params: m.Params, Rule: m.Rule, Why: m.Why, Key: m.Key, Group: m.Group, Holder: m.Holder, At: at, Planned: m.Planned, Unread: true,
		})
	}
	if len(rows) == 0 {
		return nil
	}
	return s.db.WithTx(ctx, func(ctx context.Context) error {
		fresh, err := s.store.insert(ctx, rows)
		if err != nil {
			return fmt.Errorf("deliver: %w", err)
		}
		return s.tell(ctx, fresh)
	})
}

// tell has everybody who got a row hear of it.
func (s *Service) tell(ctx context.Context, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	people := make([]string, 0, len(rows))
	for _, r := range rows {
		people = append(people, r.To)
	}
	slices.Sort(people)
	return s.events.Write(ctx, changed(rows[0].Agency, slices.Compact(people)...)...)
}

// many is above how many people one event tells all of them, and above how many messages writing them takes another way.
const many = 20

// changed are the events that the inboxes of people have changed.
func changed(agency string, people ...string) []realtime.Event {
	if len(people) > many {
		audience := make([]string, len(people))
		for i, p := range people {
			audience[i] = access.Person(p)
		}
		return []realtime.Event{{Agency: agency, Type: EventType, Object: agency, Audience: audience}}
	}
	events := make([]realtime.Event, len(people))
	for i, p := range people {
		events[i] = realtime.Event{Agency: agency, Type: EventType, Object: p, Audience: []string{access.Person(p)}}
	}
	return events
}

// List returns a's messages, or only the unread ones, newest first, at most limit of them (1 to 100), after the place
// cursor; next is the place after them, empty at the end. ErrCursor.
func (s *Service) List(ctx context.Context, a access.Actor, unread bool, cursor string, limit int) (rows []Row, next string, err error) {
	name, before := "inbox|"+strconv.FormatBool(unread), ""
	if cursor != "" && !cursors.Read(name, cursor, &before) {
		return nil, "", ErrCursor
	}
	limit = min(max(limit, 1), 100)
	rows, err = s.store.list(ctx, a.Agency, a.ID, unread, before, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list inbox: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursors.Of(name, rows[limit-1].ID)
	}
	return rows, next, nil
}

// MaxUnread is where the count of unread lines stops.
const MaxUnread = 1000

// Unread returns how many lines of a's inbox are unread: messages of one group count once. It stops at MaxUnread.
func (s *Service) Unread(ctx context.Context, a access.Actor) (int64, error) {
	n, err := s.store.unread(ctx, a.Agency, a.ID, MaxUnread)
	if err != nil {
		return 0, fmt.Errorf("count unread: %w", err)
	}
	return n, nil
}

// Given returns which of keys an agency's messages have had.
func (s *Service) Given(ctx context.Context, agency string, keys []string) (map[string]bool, error) {
	return s.store.given(ctx, agency, keys)
}

// Settle marks messages about an object as read whose work is done, in the transaction of the act that did it: those to
// by, who has acted on it and so has seen it, and those of anybody that ask for an act of one of done. by may be empty.
func (s *Service) Settle(ctx context.Context, agency string, o journal.Object, by string, done []string) error {
	people, err := s.store.settle(ctx, agency, o, by, done, s.clock.Now())
	if err != nil {
		return fmt.Errorf("settle messages: %w", err)
	}
	if len(people) == 0 {
		return nil
	}
	return s.events.Write(ctx, changed(agency, people...)...)
}

// Read marks a's messages as read: those of ids, and with through every message up to and including that one, so that
// what arrives later stays unread. Foreign and unknown ids are ignored. It returns how many are still unread.
func (s *Service) Read(ctx context.Context, a access.Actor, ids []string, through string) (int64, error) {
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		n, err := s.store.read(ctx, a.Agency, a.ID, ids, through, s.clock.Now())
		if err != nil || n == 0 {
			return err
		}
		return s.events.Write(ctx, changed(a.Agency, a.ID)...) // the person's other screens
	})
	if err != nil {
		return 0, fmt.Errorf("mark read: %w", err)
	}
	return s.Unread(ctx, a)
}
