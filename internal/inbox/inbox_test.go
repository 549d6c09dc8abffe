package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/realtime"
)

var noon = time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC)

func newInbox(t *testing.T) (*mongodb.DB, *inbox.Service) {
	t.Helper()
	db := mongotest.New(t, slices.Concat(inbox.Indexes(), realtime.Indexes())...)
	return db, inbox.New(db, clock.Fixed(noon), realtime.NewEvents(db))
}

func actor(id string) access.Actor { return access.Actor{ID: id, Agency: "a"} }

// letter is a message about an object of its own.
func letter(to, key string) journal.Message {
	return journal.Message{
		Agency: "a", To: to, Kind: "task.assigned", Rule: "assigned", Why: "lead", Key: key, By: "binh", ByName: "Bình",
		Object: journal.Object{Type: "task", ID: key, Code: "NV-2026-000001", Title: "Báo cáo"}, Params: map[string]string{"due": "2026-03-09"},
	}
}

func deliver(t *testing.T, s *inbox.Service, m ...journal.Message) {
	t.Helper()
	if err := s.Deliver(t.Context(), m...); err != nil {
		t.Fatal(err)
	}
}

func events(t *testing.T, db *mongodb.DB) int64 {
	t.Helper()
	n, err := db.Collection("events").CountDocuments(t.Context(), bson.M{"type": inbox.EventType})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func keys(rows []inbox.Row) (list []string) {
	for _, r := range rows {
		list = append(list, r.Key)
	}
	return list
}

func TestDeliverOncePerKey(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	deliver(t, s, letter("an", "k1"), letter("chi", "k2"))
	deliver(t, s, letter("an", "k1"), letter("an", "k3")) // k1 again, as a job that runs twice would
	deliver(t, s)
	rows, next, err := s.List(t.Context(), actor("an"), false, "", 10)
	if err != nil || next != "" || !slices.Equal(keys(rows), []string{"k3", "k1"}) {
		t.Fatalf("%q %q %v", keys(rows), next, err)
	}
	r := rows[1]
	if r.Kind != "task.assigned" || r.By != "binh" || r.ByName != "Bình" || r.Why != "lead" || r.Rule != "assigned" || r.Params["due"] != "2026-03-09" ||
		!r.At.Equal(noon) || !r.ReadAt.IsZero() || !r.Unread || r.Object.Code != "NV-2026-000001" {
		t.Errorf("stored %+v", r)
	}
	if n := events(t, db); n != 3 { // an, chi; then an for k3
		t.Errorf("%d notices", n)
	}
	for name, broken := range map[string]journal.Message{
		"no receiver": {Agency: "a", Kind: "x", Key: "k"}, "no key": {Agency: "a", Kind: "x", To: "an"},
		"no kind": {Agency: "a", Key: "k", To: "an"}, "no agency": {Kind: "x", Key: "k", To: "an"},
	} {
		if err := s.Deliver(t.Context(), broken); err == nil {
			t.Errorf("%s: delivered", name)
		}
	}
}

// TestAKeySeenBeforeKeepsTheAct: in the act's own transaction a repeated key must not undo the act.
func TestAKeySeenBeforeKeepsTheAct(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	deliver(t, s, letter("an", "k1"))
	if err := db.WithTx(t.Context(), func(ctx context.Context) error {
		if _, err := db.Collection("acts").InsertOne(ctx, bson.M{"_id": 1}); err != nil {
			return err
		}
		return s.Deliver(ctx, letter("an", "k1"), letter("an", "k2"))
	}); err != nil {
		t.Fatal(err)
	}
	n, err := db.Collection("acts").CountDocuments(t.Context(), bson.M{})
	if err != nil || n != 1 {
		t.Errorf("%d acts kept (%v)", n, err)
	}
	if unread, err := s.Unread(t.Context(), actor("an")); unread != 2 || err != nil {
		t.Errorf("%d unread (%v)", unread, err)
	}
}

func TestTwoDeliverTheSameAtOnce(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 5 {
				if err := s.Deliver(t.Context(), letter("an", fmt.Sprint("k", i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	rows, _, err := s.List(t.Context(), actor("an"), false, "", 100)
	if err != nil || len(rows) != 5 || events(t, db) != 5 {
		t.Errorf("%d rows, %d notices, %v", len(rows), events(t, db), err)
	}
}

// TestManyAtOnce: a mass act delivers in other ways than a small one, and to the same effect: each key once, also when two
// deliver the same at once or one call repeats itself, and everybody hears of it, by one event.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	deliver(t, s, letter("p7", "k7"))
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			var letters []journal.Message
			for i := range 100 {
				if n%2 == 1 {
					i = 99 - i
				}
				letters = append(letters, letter(fmt.Sprint("p", i), fmt.Sprint("k", i)))
			}
			if err := s.Deliver(t.Context(), append(letters, letters[0])...); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 100 {
		rows, _, err := s.List(t.Context(), actor(fmt.Sprint("p", i)), false, "", 10)
		if err != nil || len(rows) != 1 || rows[0].Params["due"] != "2026-03-09" || !rows[0].Unread {
			t.Fatalf("p%d: %+v %v", i, rows, err)
		}
	}
	var told []realtime.Event
	cur, err := db.Collection("events").Find(t.Context(), bson.M{})
	if err != nil || cur.All(t.Context(), &told) != nil || len(told) != 2 { // p7, then the 99 others
		t.Fatalf("%d events, %v", len(told), err)
	}
	if e := told[1]; len(e.Audience) != 99 || !slices.Contains(e.Audience, "u:p99") || e.Type != inbox.EventType || e.Object != "a" {
		t.Errorf("%d told by %+v", len(e.Audience), e)
	}
}

func TestReadAndPages(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	an := actor("an")
	for i := range 7 {
		deliver(t, s, letter("an", fmt.Sprint("k", i)))
	}
	deliver(t, s, letter("chi", "c"))
	first, next, err := s.List(t.Context(), an, true, "", 3)
	if err != nil || !slices.Equal(keys(first), []string{"k6", "k5", "k4"}) || next == "" {
		t.Fatalf("%q %q %v", keys(first), next, err)
	}
	second, next, err := s.List(t.Context(), an, true, next, 4)
	if err != nil || !slices.Equal(keys(second), []string{"k3", "k2", "k1", "k0"}) || next != "" {
		t.Fatalf("%q %q %v", keys(second), next, err)
	}

	before := events(t, db)
	chis, _, err := s.List(t.Context(), actor("chi"), false, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	left, err := s.Read(t.Context(), an, []string{first[0].ID, chis[0].ID, "unknown"}, "")
	if err != nil || left != 6 {
		t.Errorf("%d left, %v", left, err)
	}
	if left, err = s.Read(t.Context(), an, nil, second[1].ID); err != nil || left != 3 { // k2, k1, k0
		t.Errorf("%d left, %v", left, err)
	}
	if left, err = s.Read(t.Context(), an, []string{first[0].ID}, ""); err != nil || left != 3 { // again
		t.Errorf("%d left, %v", left, err)
	}
	if left, err = s.Read(t.Context(), an, nil, ""); err != nil || left != 3 {
		t.Errorf("%d left, %v", left, err)
	}
	if n := events(t, db) - before; n != 2 {
		t.Errorf("%d notices for two changes", n)
	}
	unread, _, err := s.List(t.Context(), an, true, "", 10)
	if err != nil || !slices.Equal(keys(unread), []string{"k5", "k4", "k3"}) {
		t.Errorf("unread %q %v", keys(unread), err)
	}
	all, _, err := s.List(t.Context(), an, false, "", 10)
	if err != nil || len(all) != 7 || !all[0].ReadAt.Equal(noon) || all[0].Unread {
		t.Errorf("all %+v %v", all, err)
	}
	if n, err := s.Unread(t.Context(), actor("chi")); n != 1 || err != nil {
		t.Errorf("another's message was marked: %d %v", n, err)
	}
	for _, bad := range []string{"x", first[0].ID, cursors.Of("inbox|true", first[0].ID)} { // the last of the other list
		if _, _, err := s.List(t.Context(), an, false, bad, 10); !errors.Is(err, inbox.ErrCursor) {
			t.Errorf("a made-up cursor %q: %v", bad, err)
		}
	}

	var row struct {
		Gone time.Time `bson:"gone_at"`
	}
	if err := db.Collection("inbox").FindOne(t.Context(), bson.M{"_id": first[0].ID}).Decode(&row); err != nil {
		t.Fatal(err)
	}
	now, err := db.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if days := row.Gone.Sub(now).Hours() / 24; days < 179.9 || days > 180.1 {
		t.Errorf("gone in %.2f days of the database's time", days)
	}
	if n, err := db.Collection("inbox").CountDocuments(t.Context(), bson.M{"gone_at": bson.M{"$not": bson.M{"$gt": now.AddDate(0, 0, 179)}}}); n != 0 || err != nil {
		t.Errorf("%d stay for ever, or go too early (%v)", n, err)
	}
}

// TestSettle: what has been done is read, whoever did it and wherever; what it does not settle stays.
func TestSettle(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	about := func(to, key, object string, holder ...string) journal.Message {
		m := letter(to, key)
		m.Object.ID, m.Holder = object, holder
		return m
	}
	other := about("an", "other kind", "t1", "an")
	other.Object.Type = "diary"
	foreign := about("an", "foreign", "t1", "an")
	foreign.Agency = "b"
	deliver(t, s,
		about("an", "an asked", "t1", "an"), about("an", "an told", "t1"), about("an", "an, t2", "t2", "an"), other, foreign,
		about("chi", "chi asked", "t1", "chi"), about("chi", "chi told", "t1"), about("dung", "late by chi", "t1", "chi"), about("dung", "dung told", "t1"),
	)
	task := journal.Object{Type: "task", ID: "t1"}
	unread := func(who string) []string {
		rows, _, err := s.List(t.Context(), actor(who), true, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		left := keys(rows)
		slices.Sort(left)
		return left
	}
	for _, step := range []struct {
		name          string
		by            string
		done          []string
		an, chi, dung []string
		told          int64
	}{
		{"an acts", "an", nil, []string{"an, t2", "other kind"}, []string{"chi asked", "chi told"}, []string{"dung told", "late by chi"}, 1},
		{"an acts again", "an", nil, []string{"an, t2", "other kind"}, []string{"chi asked", "chi told"}, []string{"dung told", "late by chi"}, 0},
		{"it waits for chi no longer", "", []string{"chi"}, []string{"an, t2", "other kind"}, []string{"chi told"}, []string{"dung told"}, 2},
		{"for nobody", "", nil, []string{"an, t2", "other kind"}, []string{"chi told"}, []string{"dung told"}, 0},
	} {
		before := events(t, db)
		if err := db.WithTx(t.Context(), func(ctx context.Context) error { return s.Settle(ctx, "a", task, step.by, step.done) }); err != nil {
			t.Fatal(err)
		}
		if an, chi, dung := unread("an"), unread("chi"), unread("dung"); !slices.Equal(an, step.an) || !slices.Equal(chi, step.chi) || !slices.Equal(dung, step.dung) {
			t.Errorf("%s: unread %q, %q, %q", step.name, an, chi, dung)
		}
		if n := events(t, db) - before; n != step.told {
			t.Errorf("%s: %d people told, want %d", step.name, n, step.told)
		}
	}
	rows, _, err := s.List(t.Context(), actor("dung"), false, "", 10)
	if err != nil || len(rows) != 2 || rows[1].Unread || !rows[1].ReadAt.Equal(noon) || rows[1].Key != "late by chi" {
		t.Errorf("%+v %v", rows, err)
	}
	fault := errors.New("fault")
	if err := db.WithTx(t.Context(), func(ctx context.Context) error {
		if err := s.Settle(ctx, "a", task, "dung", nil); err != nil {
			return err
		}
		return fault
	}); !errors.Is(err, fault) || len(unread("dung")) != 1 {
		t.Errorf("an act that failed has settled %q, %v", unread("dung"), err)
	}
}

// TestGroups: messages about one object, or of one group, count as one line.
func TestGroups(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	for i := range 5 {
		m := letter("an", fmt.Sprint("t1 ", i))
		m.Object.ID = "t1"
		deliver(t, s, m)
	}
	for i := range 43 {
		m := letter("an", fmt.Sprint("reminder ", i))
		m.Object.ID, m.Group = fmt.Sprint("r", i), "reminders|2026-03-02"
		deliver(t, s, m)
	}
	old := bson.M{"_id": mongodb.NewID(), "agency": "a", "to": "an", "key": "before groups", "unread": true, "object": bson.M{"type": "task", "id": "t9"}}
	if _, err := db.Collection("inbox").InsertOne(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Unread(t.Context(), actor("an")); n != 3 || err != nil {
		t.Errorf("%d lines unread, want t1, the reminders and the old one (%v)", n, err)
	}
	rows, _, err := s.List(t.Context(), actor("an"), true, "", 2)
	if err != nil || rows[1].Group != "reminders|2026-03-02" || rows[0].Group != "" {
		t.Errorf("%+v %v", rows, err)
	}
	if n, err := s.Unread(t.Context(), actor("chi")); n != 0 || err != nil {
		t.Errorf("chi has %d, %v", n, err)
	}
}

func TestPlans(t *testing.T) {
	t.Parallel()
	db, s := newInbox(t)
	const rows = 20_000
	docs := make([]any, rows)
	for i := range docs {
		docs[i] = bson.M{"_id": mongodb.NewID(), "agency": "a", "to": []string{"an", "chi"}[i%2], "key": fmt.Sprint(i), "unread": i%200 < 2}
	}
	if _, err := db.Collection("inbox").InsertMany(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	deep := docs[1000].(bson.M)["_id"].(string)
	after := func(unread bool) string { return cursors.Of(fmt.Sprint("inbox|", unread), deep) }
	for _, unread := range []bool{false, true} {
		mongotest.Plans(t, db, 5, func() {
			if list, _, err := s.List(t.Context(), actor("an"), unread, after(unread), 5); err != nil || len(list) != 5 {
				t.Errorf("%d, %v", len(list), err)
			}
		})
	}
	mongotest.Plans(t, db, 1, func() { // a task with no message is no work
		if err := s.Settle(t.Context(), "a", journal.Object{Type: "task", ID: "t1"}, "an", []string{"chi"}); err != nil {
			t.Error(err)
		}
	})
	mongotest.Plans(t, db, 11, func() { // reads as many keys as it counts
		if n, err := s.Unread(t.Context(), actor("an")); n != 100 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	})
}

func TestSentences(t *testing.T) {
	if !errs.Known(inbox.ErrCursor.Code) {
		t.Error("no sentence")
	}
}
