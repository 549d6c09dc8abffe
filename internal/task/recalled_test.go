package task_test

import (
	"errors"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// TestRecalledIsOpenWork: what was recalled waits for its assigner, is in their list and count and in no list of the lead,
// and may be edited, given or dropped (spec/tasks.md §1).
func TestRecalledIsOpenWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	x, err := w.tasks.Recall(ctx, w.head, x.ID, x.Version, "Chuyển cho người khác làm")
	w.ok(err)
	w.waits("recalled", x, w.head)
	for _, tc := range []struct {
		who    access.Actor
		tab    tasklist.Tab
		filter tasklist.Filter
		want   int
	}{
		{w.head, tasklist.TabAssigned, tasklist.OnlyOpen, 1}, {w.head, tasklist.TabAssigned, tasklist.OnlyFinished, 0},
		{w.officer, tasklist.TabLead, tasklist.OnlyOpen, 0}, {w.officer, tasklist.TabLead, tasklist.All, 0},
	} {
		rows, _, err := w.lists.List(ctx, tc.who, tasklist.Query{Tab: tc.tab, Filter: tc.filter, Limit: 10})
		if err != nil || len(rows) != tc.want {
			t.Errorf("%s of %s, %s: %d rows, want %d, %v", tc.tab, tc.who.Name, tc.filter, len(rows), tc.want, err)
		}
	}
	if c, err := w.lists.Counts(ctx, w.head); err != nil || c.Assigned.N != 1 || c.Waiting.N != 1 {
		t.Errorf("counts of the assigner %+v, %v", c, err)
	}
	if loads, err := w.tasks.Loads(ctx, w.agency, []string{w.officer.ID}); err != nil || len(loads) != 0 {
		t.Errorf("load of who lost it: %v, %v", loads, err)
	}
	w.night()
	x, err = w.tasks.Edit(ctx, w.head, x.ID, x.Version, w.input(task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID}))
	w.ok(err)
	w.waits("edited", x, w.head)
	before := len(w.messages(w.officer)) + len(w.messages(w.colleague))
	x, err = w.tasks.Cancel(ctx, w.head, x.ID, x.Version, "Việc không còn cần nữa")
	w.ok(err)
	w.waits("cancelled", x, access.Actor{})
	if x.Open || len(w.messages(w.officer))+len(w.messages(w.colleague)) != before {
		t.Errorf("cancelled after it was recalled: open %t, or somebody who does not have it is told", x.Open)
	}
}

// TestReopenRecalled: work recalled by an older release is found again, once.
func TestReopenRecalled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	x, err := w.tasks.Recall(ctx, w.head, x.ID, x.Version, "Chuyển cho người khác làm")
	w.ok(err)
	_, err = w.db.Collection(task.Collection).UpdateOne(ctx, bson.M{"_id": x.ID},
		bson.M{"$set": bson.M{"open": false, "waiting": bson.A{}, "waiting_since": nil, "asked": false}})
	w.ok(err)
	w.waits("stored by the older release", x, access.Actor{})
	for range 2 {
		w.ok(task.ReopenRecalled(ctx, w.db))
		w.waits("migrated", x, w.head)
	}
	x, err = w.tasks.Get(ctx, w.head, x.ID)
	if err != nil || !x.Open || x.WaitingSince == nil || !x.WaitingSince.Equal(*x.ClosedAt) {
		t.Errorf("open %t, waits since %v, %v", x.Open, x.WaitingSince, err)
	}
}

// TestVacantPosts: the rule comes before the question who is there, and an act that nobody is left to be told of is done.
func TestVacantPosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	led := w.submitted()
	x, err := w.tasks.Create(ctx, w.deputy, w.input(task.Lead{Unit: w.cntt.ID}), true, "")
	w.ok(err)
	for _, a := range []access.Actor{w.chair, w.director, w.head} {
		w.relieve(a)
	}
	if _, err := w.tasks.Decline(ctx, w.monitor, led.ID, led.Version, "Không phải việc của tôi"); !errors.Is(err, task.ErrNotLead) {
		t.Errorf("somebody else's act: %v", err)
	}
	if _, err := w.tasks.Submit(ctx, w.officer, led.ID, led.Version, "Kết quả", 1000); !errors.Is(err, task.ErrState) {
		t.Errorf("an act of another state: %v", err)
	}
	x, err = w.tasks.Recall(ctx, w.deputy, x.ID, x.Version, "Chuyển cho đơn vị khác")
	w.ok(err)
	if _, err = w.tasks.Cancel(ctx, w.deputy, x.ID, x.Version, "Việc không còn cần nữa"); err != nil {
		t.Error(err)
	}
}
