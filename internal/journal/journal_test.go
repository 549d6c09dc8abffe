package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/realtime"
)

var noon = time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC)

// letters is an inbox that remembers what it was given.
type letters struct {
	got     []journal.Message
	settled []string // object, by whom, for whom it no longer waits
}

func (l *letters) Settle(_ context.Context, agency string, o journal.Object, by string, done []string) error {
	l.settled = append(l.settled, fmt.Sprint(agency, " ", o.Type, " ", o.ID, " by ", by, " done ", done))
	return nil
}

func (l *letters) Deliver(_ context.Context, m ...journal.Message) error {
	l.got = append(l.got, m...)
	return nil
}

func newJournal(t *testing.T) (*mongodb.DB, *journal.Journal, *letters) {
	t.Helper()
	db := mongotest.New(t, slices.Concat(journal.Indexes(), realtime.Indexes())...)
	l := &letters{}
	return db, journal.New(db, clock.Fixed(noon), realtime.NewEvents(db), l), l
}

func an() access.Actor { return access.Actor{ID: "an", Agency: "a", Name: "Nguyễn Văn An"} }

// note is a record of a domain.
type note struct {
	version int64
	vis     []string
}

func (n note) JournalObject() journal.Object {
	return journal.Object{Type: "note", ID: "n1", Code: "N-1", Title: "Ghi chú"}
}
func (n note) JournalVersion() int64 { return n.version }
func (n note) JournalVis() []string  { return n.vis }

// TestAnActIsDoneWithOthers: an act can end what its actor was asked about another object too; a job's never does.
func TestAnActIsDoneWithOthers(t *testing.T) {
	t.Parallel()
	month := journal.Object{Type: "period", ID: "2026-04"}
	for name, tc := range map[string]struct {
		by   access.Actor
		want []string
	}{
		"a person": {an(), []string{"a note n1 by an done []", "a period 2026-04 by an done []"}},
		"a job":    {access.System("a"), nil},
	} {
		db, j, inbox := newJournal(t)
		write(t, db, j, journal.Entry{Action: "note.changed", By: tc.by, Done: []journal.Object{month}}.Of(nil, note{2, nil}))
		if !slices.Equal(inbox.settled, tc.want) {
			t.Errorf("%s: settled %q, want %q", name, inbox.settled, tc.want)
		}
	}
}

// desk is a record that waits for people.
type desk struct {
	note
	waiting []string
}

func (d desk) JournalWaiting() []string { return d.waiting }

// TestAnActSettles: the messages of who acted and of those for whom the record waits no longer are done; those of a job's
// hand are nobody's; and a message to somebody for whom it waits asks for that person's act.
func TestAnActSettles(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		by         access.Actor
		prev, next []string
		settled    []string
		holders    map[string][]string // receiver → whose act ends it
	}{
		"handed on":       {an(), []string{"an"}, []string{"chi"}, []string{"a note n1 by an done [an]"}, map[string][]string{"chi": {"chi"}, "dung": nil}},
		"still waits":     {an(), []string{"chi", "dung"}, []string{"dung", "chi"}, []string{"a note n1 by an done []"}, map[string][]string{"chi": {"chi"}, "dung": {"dung"}}},
		"done":            {an(), []string{"chi", "dung"}, nil, []string{"a note n1 by an done [chi dung]"}, map[string][]string{"chi": nil, "dung": nil}},
		"passed on":       {access.System("a"), []string{"dung"}, []string{"chi"}, []string{"a note n1 by  done [dung]"}, map[string][]string{"chi": {"chi"}, "dung": nil}},
		"a job's own act": {access.System("a"), []string{"chi"}, []string{"chi"}, nil, map[string][]string{"chi": {"chi"}, "dung": nil}},
	} {
		db, j, inbox := newJournal(t)
		e := journal.Entry{Action: "note.changed", By: tc.by, Inbox: []journal.Message{{To: "chi", Kind: "k", Rule: "r"}, {To: "dung", Kind: "k", Rule: "r"}}}
		write(t, db, j, e.Of(desk{note{1, nil}, tc.prev}, desk{note{2, nil}, tc.next}))
		if !slices.Equal(inbox.settled, tc.settled) {
			t.Errorf("%s: settled %q, want %q", name, inbox.settled, tc.settled)
		}
		for _, m := range inbox.got {
			if !slices.Equal(m.Holder, tc.holders[m.To]) {
				t.Errorf("%s: the message to %s waits for %v, want %v", name, m.To, m.Holder, tc.holders[m.To])
			}
		}
	}
}

func write(t *testing.T, db *mongodb.DB, j *journal.Journal, e journal.Entry) {
	t.Helper()
	if err := db.WithTx(t.Context(), func(ctx context.Context) error { return j.Write(ctx, e) }); err != nil {
		t.Fatal(err)
	}
}

func TestWriteKeepsEntryEventAndMessages(t *testing.T) {
	t.Parallel()
	db, j, inbox := newJournal(t)
	e := journal.Entry{
		Action: "note.changed", By: an(), Reason: "vì sai", Params: map[string]string{"to": "Chi"}, Diary: true,
		Changes: []journal.Change{{Field: "title", From: "A", To: "B"}},
		Inbox:   []journal.Message{{To: "chi", Kind: "note.changed", Rule: "changed", Why: "lead"}, {To: "an", Kind: "note.changed"}, {Kind: "note.changed"}},
	}.Of(note{6, []string{"u:an", "o:old"}}, note{7, []string{"u:an", "u:chi"}})
	ctx := journal.WithRequest(t.Context(), "r1")
	if err := db.WithTx(ctx, func(ctx context.Context) error { return j.Write(ctx, e) }); err != nil {
		t.Fatal(err)
	}

	items, next, err := j.History(t.Context(), "a", "note", "n1", "", 10)
	if err != nil || len(items) != 1 || next != "" {
		t.Fatalf("history: %v %q %v", items, next, err)
	}
	r := items[0]
	if r.Action != "note.changed" || r.By != "an" || r.ByName != "Nguyễn Văn An" || r.Version != 7 || !r.At.Equal(noon) || r.Request != "r1" ||
		r.Reason != "vì sai" || r.Params["to"] != "Chi" || len(r.Changes) != 1 || !slices.Equal(r.Vis, []string{"u:an", "u:chi"}) || r.Object.Code != "N-1" {
		t.Errorf("stored %+v", r)
	}
	var ev realtime.Event
	if err := db.Collection("events").FindOne(t.Context(), bson.M{}).Decode(&ev); err != nil {
		t.Fatal(err)
	}
	if ev.Type != "note" || ev.Object != "n1" || ev.Version != 7 || !slices.Equal(ev.Audience, []string{"u:an", "u:chi", "o:old"}) {
		t.Errorf("event %+v: whoever could see it before is told too", ev)
	}
	if len(inbox.got) != 1 {
		t.Fatalf("messages %+v: none to the one who acts, none to nobody", inbox.got)
	}
	if m := inbox.got[0]; m.To != "chi" || m.Key != "changed|note|n1|v7|chi" || m.By != "an" || m.Agency != "a" || !m.At.Equal(noon) || m.Object.Title != "Ghi chú" {
		t.Errorf("message %+v", m)
	}
}

func TestWriteNeedsATransaction(t *testing.T) {
	t.Parallel()
	db, j, _ := newJournal(t)
	e := journal.Entry{Action: "note.changed", By: an()}.Of(nil, note{1, []string{"u:an"}})
	if err := j.Write(t.Context(), e); err == nil {
		t.Error("written outside of a transaction")
	}
	for name, broken := range map[string]journal.Entry{
		"no action": {By: an(), Object: e.Object},
		"no object": {Action: "x", By: an()},
		"no agency": {Action: "x", By: access.Actor{ID: "an"}, Object: e.Object},
	} {
		if err := db.WithTx(t.Context(), func(ctx context.Context) error { return j.Write(ctx, broken) }); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	fault := errors.New("fault")
	if err := db.WithTx(t.Context(), func(ctx context.Context) error {
		if err := j.Write(ctx, e); err != nil {
			return err
		}
		return fault
	}); !errors.Is(err, fault) {
		t.Fatal(err)
	}
	if items, _, err := j.History(t.Context(), "a", "note", "n1", "", 10); err != nil || len(items) != 0 {
		t.Errorf("an act that failed left %v (%v)", items, err)
	}
}

func TestHistoryPages(t *testing.T) {
	t.Parallel()
	db, j, _ := newJournal(t)
	e := journal.Entry{Action: "note.changed", By: an()}
	for v := int64(1); v <= 5; v++ {
		write(t, db, j, e.Of(nil, note{v, nil}))
		write(t, db, j, e.Of(nil, note{v, nil})) // two acts with one version
	}
	other := e.Of(nil, note{9, nil})
	other.Object.ID = "n2"
	write(t, db, j, other)

	var versions []int64
	seen := map[string]bool{}
	for cursor, turn := "", 0; turn == 0 || cursor != ""; turn++ {
		items, next, err := j.History(t.Context(), "a", "note", "n1", cursor, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range items {
			if seen[r.ID] {
				t.Errorf("%s stands on two pages", r.ID)
			}
			seen[r.ID] = true
			versions = append(versions, r.Version)
		}
		cursor = next
	}
	if want := []int64{5, 5, 4, 4, 3, 3, 2, 2, 1, 1}; !slices.Equal(versions, want) {
		t.Errorf("versions %v", versions)
	}
	if items, _, err := j.History(t.Context(), "b", "note", "n1", "", 3); err != nil || len(items) != 0 {
		t.Errorf("another agency sees %v (%v)", items, err)
	}
	for _, bad := range []string{"x", "1", "1.01ARZ3NDEKTSV4RRFFQ69G5FAV", cursors.Of("history|note|n2", 1, "x"), cursors.Of("history|note|n1", 1)} {
		if _, _, err := j.History(t.Context(), "a", "note", "n1", bad, 3); !errors.Is(err, journal.ErrCursor) {
			t.Errorf("cursor %q: %v", bad, err)
		}
	}
}

func TestByIsADaysWork(t *testing.T) {
	t.Parallel()
	db, j, _ := newJournal(t)
	act := func(by access.Actor, at time.Time, action string, diary bool) {
		write(t, db, j, journal.Entry{Action: action, By: by, At: at, Diary: diary}.Of(nil, note{1, nil}))
	}
	act(an(), noon.Add(time.Hour), "second", true)
	act(an(), noon, "first", true)
	act(an(), noon, "not for the diary", false)
	act(an(), noon.Add(24*time.Hour), "tomorrow", true)
	act(an(), noon.Add(-time.Millisecond), "before", true)
	act(access.Actor{ID: "chi", Agency: "a"}, noon, "another's", true)
	items, err := j.By(t.Context(), "a", "an", noon, noon.Add(24*time.Hour))
	if err != nil || len(items) != 2 || items[0].Action != "first" || items[1].Action != "second" {
		t.Errorf("%+v, %v", items, err)
	}
	if _, err := j.By(t.Context(), "a", access.SystemID, noon, noon); err == nil {
		t.Error("jobs keep a diary")
	}
}

func TestPlans(t *testing.T) {
	t.Parallel()
	db, j, _ := newJournal(t)
	const rows = 20_000
	docs := make([]any, rows)
	for i := range docs {
		docs[i] = bson.M{
			"_id": mongodb.NewID(), "agency": "a", "object": bson.M{"type": "note", "id": "n1"}, "version": int64(i / 2),
			"by": "an", "at": noon.Add(time.Duration(i) * time.Minute), "diary": i%4 == 0,
		}
	}
	if _, err := db.Collection("audit").InsertMany(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	mongotest.Plans(t, db, 50, func() {
		cursor := cursors.Of("history|note|n1", 20, mongodb.NewID())
		if items, _, err := j.History(t.Context(), "a", "note", "n1", cursor, 50); err != nil || len(items) < 40 {
			t.Errorf("%d, %v", len(items), err)
		}
	})
	mongotest.Plans(t, db, 100, func() {
		at := noon.Add(15_000 * time.Minute)
		if items, err := j.By(t.Context(), "a", "an", at, at.Add(400*time.Minute)); err != nil || len(items) != 100 {
			t.Errorf("%d, %v", len(items), err)
		}
	})
}

func TestSentences(t *testing.T) {
	if !errs.Known(journal.ErrCursor.Code) {
		t.Error("no sentence")
	}
}
