package task_test

import (
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
)

// TestNudge: pressing for work is counted, told to those for whom it waits, written into its history, and rests four hours
// between two, whoever makes them; it moves nothing.
func TestNudge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	given := w.give()
	nudge := func(a access.Actor, version int64) (task.Task, error) {
		return w.tasks.Nudge(ctx, a, given.ID, version)
	}

	w.at("2026-04-24 10:00")
	first, err := nudge(w.monitor, given.Version)
	w.ok(err)
	if n := first.Nudged; n == nil || n.Count != 1 || n.By != w.monitor.ID || !n.At.Equal(w.clock.Now()) {
		t.Errorf("nudged %+v", n)
	}
	if first.State != given.State || first.Version != given.Version+1 || !slices.Equal(first.Waiting, given.Waiting) || !first.WaitingSince.Equal(*given.WaitingSince) {
		t.Errorf("a nudge moved the task: %+v", first.Row)
	}
	if got := w.messages(w.officer); len(got) == 0 || got[0] != "task.nudged lead" {
		t.Errorf("the lead was told %v", got)
	}
	if _, err := nudge(w.monitor, given.Version); !errors.Is(err, errs.ErrChanged) { // a double click
		t.Errorf("the same nudge again: %v", err)
	}

	w.at("2026-04-24 13:59")
	_, err = nudge(w.director, first.Version)
	if !errors.Is(err, task.ErrNudged) || errs.As(err).Args["at"] != "14:00 24/04/2026" || errs.As(err).Current == nil {
		t.Errorf("within four hours: %v %v", err, errs.As(err).Args)
	}
	w.at("2026-04-24 14:00")
	second, err := nudge(w.director, first.Version)
	w.ok(err)
	if second.Nudged.Count != 2 || second.Nudged.By != w.director.ID {
		t.Errorf("nudged %+v", second.Nudged)
	}
	history, _, err := w.tasks.History(ctx, w.officer, given.ID, "", 10)
	w.ok(err)
	if h := history[0]; h.Action != "task.nudged" || h.Params["count"] != "2" || h.By != w.director.ID {
		t.Errorf("history %+v", h)
	}

	w.at("2026-04-24 15:00")
	accepted, err := w.tasks.Accept(ctx, w.officer, given.ID, second.Version, "")
	w.ok(err)
	if accepted.Nudged == nil || accepted.Nudged.Count != 2 {
		t.Errorf("accepting forgot the nudges: %+v", accepted.Nudged)
	}
	done, err := w.tasks.Submit(ctx, w.officer, given.ID, accepted.Version, "Đã xong", 1000)
	w.ok(err)
	w.at("2026-04-24 18:00")
	due, err := nudge(w.monitor, done.Version)
	w.ok(err)
	if got := w.messages(w.head); got[0] != "task.nudged approver" {
		t.Errorf("the approver was told %v", got)
	}
	if _, err := nudge(w.head, due.Version); !errors.Is(err, task.ErrNotNudging) {
		t.Errorf("the approver for whom it waits: %v", err)
	}
	if _, err := nudge(w.neighbour, due.Version); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a head of another unit: %v", err)
	}

	back, err := w.tasks.Recall(ctx, w.head, given.ID, due.Version, "Giao lại cho đúng người")
	w.ok(err)
	again, err := w.tasks.Assign(ctx, w.head, given.ID, back.Version)
	w.ok(err)
	if again.Nudged != nil { // another assignment, perhaps of another person
		t.Errorf("given again and already nudged: %+v", again.Nudged)
	}
}
