package task_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// watching returns how many are in somebody's list of what they follow, and what its count says.
func (w *world) watching(a access.Actor) (int, int) {
	w.t.Helper()
	rows, _, err := w.lists.List(w.t.Context(), a, tasklist.Query{Tab: tasklist.TabWatching, Filter: tasklist.All, Limit: 10})
	w.ok(err)
	c, err := w.lists.Counts(w.t.Context(), a)
	w.ok(err)
	return len(rows), c.Watching.N
}

// TestWatch: whoever sees work follows it, once however often asked, and ceases to; it makes no version and no history, and
// only the own screens are told.
func TestWatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	for range 2 {
		got, err := w.tasks.Watch(ctx, w.director, x.ID, true)
		w.ok(err)
		if got.Version != x.Version || !got.Watches(w.director.ID) {
			t.Errorf("followed: version %d, %v", got.Version, got.Watchers)
		}
	}
	if rows, n := w.watching(w.director); rows != 1 || n != 1 {
		t.Errorf("the list holds %d, its count says %d", rows, n)
	}
	if rows, n := w.watching(w.head); rows+n != 0 {
		t.Errorf("another's list holds %d, its count says %d", rows, n)
	}
	told, err := w.db.Collection("events").CountDocuments(ctx, bson.M{"type": "watch", "audience": []string{access.Person(w.director.ID)}})
	if err != nil || told != 1 {
		t.Errorf("told %d times, %v", told, err)
	}
	if records, _, err := w.tasks.History(ctx, w.director, x.ID, "", 50); err != nil || slices.ContainsFunc(records, func(r journal.Record) bool { return r.By == w.director.ID }) {
		t.Errorf("history %+v, %v", records, err)
	}
	_, err = w.tasks.Watch(ctx, w.director, x.ID, false)
	w.ok(err)
	if rows, n := w.watching(w.director); rows+n != 0 {
		t.Errorf("after it the list holds %d, its count says %d", rows, n)
	}
	for name, tc := range map[string]struct {
		who access.Actor
		id  string
	}{
		"who does not see it": {w.neighbour, x.ID}, "a colleague of the unit": {w.colleague, x.ID}, "no task": {w.head, mongodb.NewID()},
	} {
		for _, on := range []bool{true, false} {
			if _, err := w.tasks.Watch(ctx, tc.who, tc.id, on); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("%s, %t: %v", name, on, err)
			}
		}
	}
}

// TestWatchEnds: a watch is kept by the acts of others; it gives no sight, and ends without a word when the sight does. Those who follow are told of what ends the work or moves its deadline, and
// of nothing else.
func TestWatchEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	_, err := w.tasks.Watch(ctx, w.director, x.ID, true)
	w.ok(err)
	x, err = w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
	w.ok(err)
	x, err = w.tasks.Report(ctx, w.officer, x.ID, x.Version, 40, "Đã có dự thảo", "")
	w.ok(err)
	if got := w.messages(w.director); len(got) != 0 {
		t.Errorf("told of %v", got)
	}
	x, err = w.tasks.Reschedule(ctx, w.head, x.ID, x.Version, "2026-05-15", "Chờ văn bản của Bộ hướng dẫn")
	w.ok(err)
	if got := w.messages(w.director); !slices.Equal(got, []string{"task.rescheduled watcher"}) {
		t.Errorf("told of %v", got)
	}
	if got := w.messages(w.officer); slices.Contains(got, "task.rescheduled watcher") {
		t.Errorf("the lead is told as %v", got)
	}
	if !x.Watches(w.director.ID) {
		t.Errorf("after the acts of others %v follow", x.Watchers)
	}
	// Somebody whose post is gone: neither list nor message, and the next act of which they would be told drops them.
	_, err = w.tasks.Watch(ctx, w.chair, x.ID, true)
	w.ok(err)
	w.relieve(w.director)
	bare := access.Actor{ID: w.director.ID, Agency: w.agency}
	if rows, n := w.watching(bare); rows+n != 0 {
		t.Errorf("without sight the list holds %d, its count says %d", rows, n)
	}
	x, err = w.tasks.Reschedule(ctx, w.head, x.ID, x.Version, "2026-05-20", "Chờ văn bản của Bộ hướng dẫn")
	w.ok(err)
	if got := w.messages(bare); len(got) != 1 {
		t.Errorf("without sight told of %v", got)
	}
	if stored, err := w.tasks.Get(ctx, w.head, x.ID); err != nil || !slices.Equal(stored.Watchers, []string{w.chair.ID}) {
		t.Errorf("%v follow, %v", stored.Watchers, err)
	}
}

// TestWatchIsKept: who begins to follow while a job stores what it has read before is not lost by it, nor is that the lead
// has opened it.
func TestWatchIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	w.relieve(w.officer) // so that the night passes the work on
	begun := false
	w.ok(w.tasks.PassOn(ctx, w.agency, func(in context.Context) error {
		if begun || in == ctx {
			return nil
		}
		begun = true // the job has read the task
		_, err := w.tasks.Watch(ctx, w.director, x.ID, true)
		return err
	}))
	stored, err := w.tasks.Get(ctx, w.head, x.ID)
	if err != nil || !begun || stored.Version == x.Version || !stored.Watches(w.director.ID) {
		t.Errorf("begun %t, version %d, %v follow, %v", begun, stored.Version, stored.Watchers, err)
	}
}

// TestWatchIsBounded: one more than fifty is refused with a sentence, those who follow already and cease are not.
func TestWatchIsBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	full := []string{w.head.ID}
	for len(full) < 50 {
		full = append(full, mongodb.NewID())
	}
	_, err := w.db.Collection(task.Collection).UpdateOne(ctx, bson.M{"_id": x.ID}, bson.M{"$set": bson.M{"watchers": full}})
	w.ok(err)
	if _, err := w.tasks.Watch(ctx, w.director, x.ID, true); !errors.Is(err, task.ErrWatchers) {
		t.Errorf("one more: %v", err)
	}
	_, err = w.tasks.Watch(ctx, w.head, x.ID, true)
	w.ok(err)
	_, err = w.tasks.Watch(ctx, w.head, x.ID, false)
	w.ok(err)
	_, err = w.tasks.Watch(ctx, w.director, x.ID, true)
	w.ok(err)
}
