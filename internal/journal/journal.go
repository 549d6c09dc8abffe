package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
)

// ErrCursor says that a page was asked for after a place that this list never gave.
var ErrCursor = errs.New(errs.Malformed, "journal.cursor", "malformed history cursor")

// Events takes the event of an act; realtime.Events fits.
type Events interface {
	Write(ctx context.Context, events ...realtime.Event) error
}

// Inbox takes the messages of an act; inbox.Service fits. A message whose key was seen before is dropped silently.
type Inbox interface {
	Deliver(ctx context.Context, messages ...Message) error
	// Settle marks as read what was said of an object to by, who has acted on it, and what asks for an act of done, who need
	// not act any more.
	Settle(ctx context.Context, agency string, o Object, by string, done []string) error
}

// Journal records acts.
type Journal struct {
	db     *mongodb.DB
	store  *store
	clock  clock.Clock
	events Events
	inbox  Inbox

	refusals refusals
}

// New returns the journal of a database.
func New(db *mongodb.DB, c clock.Clock, events Events, inbox Inbox) *Journal {
	return &Journal{
		db: db, store: newStore(db), clock: c, events: events, inbox: inbox, refusals: refusals{clock: c, count: map[string]int{}},
	}
}

// Write records e in the transaction of ctx: its audit entry, its event and its messages are kept with the act, or
// nothing is. Calling it outside of a transaction is a defect and fails.
func (j *Journal) Write(ctx context.Context, e Entry) error {
	if !mongodb.InTx(ctx) {
		return fmt.Errorf("journal %s: not in a transaction", e.Action)
	}
	if e.Action == "" || e.Object.Type == "" || e.Object.ID == "" || e.By.Agency == "" {
		return fmt.Errorf("journal %q: action, object and agency are required", e.Action)
	}
	if e.At.IsZero() {
		e.At = j.clock.Now()
	}
	if e.Audience == nil {
		e.Audience = e.Vis
	}
	if err := j.store.insert(ctx, recordOf(ctx, e)); err != nil {
		return fmt.Errorf("journal %s: %w", e.Action, err)
	}
	if err := j.events.Write(ctx, realtime.Event{
		Agency: e.By.Agency, Type: e.Object.Type, Object: e.Object.ID, Version: e.Version, Audience: e.Audience,
	}); err != nil {
		return fmt.Errorf("journal %s: %w", e.Action, err)
	}
	if err := j.settle(ctx, e); err != nil {
		return fmt.Errorf("journal %s: %w", e.Action, err)
	}
	if messages := e.messages(); len(messages) > 0 {
		if err := j.inbox.Deliver(ctx, messages...); err != nil {
			return fmt.Errorf("journal %s: %w", e.Action, err)
		}
	}
	return nil
}

// settle reads the messages whose work an act has done. Those of a job's own hand are nobody's.
func (j *Journal) settle(ctx context.Context, e Entry) error {
	by := e.By.Doer()
	if by == access.SystemID {
		by = ""
	}
	if e.First || by == "" && len(e.Settled) == 0 {
		return nil
	}
	if err := j.inbox.Settle(ctx, e.By.Agency, e.Object, by, e.Settled); err != nil {
		return err
	}
	for _, o := range e.Done {
		if err := j.inbox.Settle(ctx, e.By.Agency, o, by, nil); err != nil {
			return err
		}
	}
	return nil
}

// Announce tells an audience that something about an object has become known that is no act: nothing is recorded, and the
// object's version stays. typ is the type of the event, which is not that of the object's changes. It is told with the
// transaction of ctx, or not at all.
func (j *Journal) Announce(ctx context.Context, agency, typ, id string, audience ...string) error {
	err := j.events.Write(ctx, realtime.Event{Agency: agency, Type: typ, Object: id, Audience: audience})
	if err != nil {
		return fmt.Errorf("announce %s %s: %w", typ, id, err)
	}
	return nil
}

// Resync tells an audience to fetch again whatever it shows, with the transaction of ctx, or not at all: for acts that change
// more records than anybody wants to be told of one by one.
func (j *Journal) Resync(ctx context.Context, agency string, audience ...string) error {
	err := j.events.Write(ctx, realtime.Event{Agency: agency, Type: realtime.TypeResync, Audience: audience})
	if err != nil {
		return fmt.Errorf("resync: %w", err)
	}
	return nil
}

// messages returns e's messages, complete, without those to the one who acts.
func (e Entry) messages() []Message {
	var list []Message
	for _, m := range e.Inbox {
		by, name, _, instead := e.hands()
		if m.To == "" || m.To == by {
			continue
		}
		m.Agency, m.Object, m.By, m.ByName, m.At = e.By.Agency, e.Object, by, name, e.At
		if m.For == "" {
			m.For = instead
		}
		if m.Holder == nil && slices.Contains(e.Waiting, m.To) {
			m.Holder = []string{m.To}
		}
		if m.Key == "" {
			m.Key = strings.Join([]string{m.Rule, e.Object.Type, e.Object.ID, "v" + strconv.FormatInt(e.Version, 10), m.To}, "|")
		}
		list = append(list, m)
	}
	return list
}

// History returns the acts on one object, newest first, at most limit of them (1 to 100), after the place cursor; next
// is the place after them, empty at the end. The caller has checked that the reader may see the object. ErrCursor.
func (j *Journal) History(ctx context.Context, agency, typ, id, cursor string, limit int) (items []Record, next string, err error) {
	var after *place
	if cursor != "" {
		after = new(place)
		if !cursors.Read(listOf(typ, id), cursor, &after.version, &after.id) {
			return nil, "", ErrCursor
		}
	}
	limit = min(max(limit, 1), 100)
	items, err = j.store.history(ctx, agency, typ, id, after, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("history of %s %s: %w", typ, id, err)
	}
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		next = cursors.Of(listOf(typ, id), last.Version, last.ID)
	}
	return items, next, nil
}

// By returns what a person did from one instant up to, not including, another and what belongs into a diary, oldest
// first, at most 200 acts.
func (j *Journal) By(ctx context.Context, agency, person string, from, to time.Time) ([]Record, error) {
	if person == access.SystemID {
		return nil, errors.New("acts of a person: jobs keep no diary")
	}
	items, err := j.store.by(ctx, agency, person, from, to, maxDay)
	if err != nil {
		return nil, fmt.Errorf("acts of %s: %w", person, err)
	}
	return items, nil
}

// maxDay bounds what one day's diary can be pre-filled from.
const maxDay = 200

// place is where a page of a history ends.
type place struct {
	version int64
	id      string
}

// listOf names the history of an object.
func listOf(typ, id string) string { return "history|" + typ + "|" + id }

// WriteAll records many acts at once in the transaction of ctx, as Write records one: what an import makes, by the
// thousand. The acts tell nobody by message and settle nothing that was asked; such an act is Write's.
func (j *Journal) WriteAll(ctx context.Context, entries []Entry) error {
	if !mongodb.InTx(ctx) {
		return errors.New("journal: not in a transaction")
	}
	records, events := make([]Record, len(entries)), make([]realtime.Event, len(entries))
	for i, e := range entries {
		if e.Action == "" || e.Object.Type == "" || e.Object.ID == "" || e.By.Agency == "" {
			return fmt.Errorf("journal %q: action, object and agency are required", e.Action)
		}
		if len(e.Inbox) > 0 || len(e.Waiting) > 0 || len(e.Settled) > 0 || len(e.Done) > 0 {
			return fmt.Errorf("journal %s: messages are written one by one", e.Action)
		}
		if e.At.IsZero() {
			e.At = j.clock.Now()
		}
		if e.Audience == nil {
			e.Audience = e.Vis
		}
		records[i] = recordOf(ctx, e)
		events[i] = realtime.Event{Agency: e.By.Agency, Type: e.Object.Type, Object: e.Object.ID, Version: e.Version, Audience: e.Audience}
	}
	if len(records) == 0 {
		return nil
	}
	if err := j.store.insertAll(ctx, records); err != nil {
		return fmt.Errorf("journal %s: %w", entries[0].Action, err)
	}
	if err := j.events.Write(ctx, events...); err != nil {
		return fmt.Errorf("journal %s: %w", entries[0].Action, err)
	}
	return nil
}
