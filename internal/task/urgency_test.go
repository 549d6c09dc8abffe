package task_test

import (
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
)

// TestUrgencyTravelsDown: another urgency is carried to the open work below in the same act; what was more urgent for itself, or is
// done, stays; everybody is told once, and a failure leaves all as it was.
func TestUrgencyTravelsDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID})
	in.Urgency = task.Normal
	x, err := w.tasks.Create(ctx, w.director, in, true, "")
	w.ok(err)
	x, err = w.tasks.Accept(ctx, w.head, x.ID, x.Version, "")
	w.ok(err)
	part := func(who access.Actor, u task.Urgency) task.Task {
		in := w.input(task.Lead{Unit: w.cntt.ID, Person: who.ID})
		in.Urgency = u
		child, err := w.tasks.Split(ctx, w.head, x.ID, in, nil, true, "")
		w.ok(err)
		return child
	}
	first, second, own, dropped := part(w.officer, task.Normal), part(w.officer, task.Normal), part(w.colleague, task.Express), part(w.colleague, task.Normal)
	_, err = w.tasks.Cancel(ctx, w.head, dropped.ID, dropped.Version, "Không còn cần phần này")
	w.ok(err)
	x, err = w.tasks.Get(ctx, w.director, x.ID)
	w.ok(err)
	urgency := func(want map[string]task.Urgency) {
		t.Helper()
		for id, u := range want {
			if got, err := w.tasks.Get(ctx, w.director, id); err != nil || got.Urgency != u {
				t.Errorf("%s is %s, want %s (%v)", got.Code, got.Urgency, u, err)
			}
		}
	}
	for name, tc := range map[string]struct {
		who     access.Actor
		version int64
		u       task.Urgency
		reason  string
		err     error
	}{
		"the lead":        {w.head, x.Version, task.Urgent, "Theo yêu cầu của tỉnh", task.ErrNotAssigner},
		"a head above":    {w.chair, x.Version, task.Urgent, "Theo yêu cầu của tỉnh", task.ErrNotAssigner},
		"who sees it not": {w.neighbour, x.Version, task.Urgent, "Theo yêu cầu của tỉnh", errs.ErrNotFound},
		"no reason":       {w.director, x.Version, task.Urgent, "", task.ErrReason},
		"no such urgency": {w.director, x.Version, "gấp", "Theo yêu cầu của tỉnh", errs.ErrInvalid},
		"as it is":        {w.director, x.Version, task.Normal, "Theo yêu cầu của tỉnh", errs.ErrInvalid},
		"an old version":  {w.director, x.Version - 1, task.Urgent, "Theo yêu cầu của tỉnh", errs.ErrChanged},
	} {
		if _, err := w.tasks.SetUrgency(ctx, tc.who, x.ID, tc.version, tc.u, tc.reason); !errors.Is(err, tc.err) {
			t.Errorf("%s: %v, want %v", name, err, tc.err)
		}
	}
	w.facts.fail(errs.ErrInternal)
	if _, err := w.tasks.SetUrgency(ctx, w.director, x.ID, x.Version, task.Urgent, "Theo yêu cầu của tỉnh"); err == nil {
		t.Error("a broken store changed the urgency")
	}
	w.facts.fail(nil)
	urgency(map[string]task.Urgency{x.ID: task.Normal, first.ID: task.Normal})

	x, err = w.tasks.SetUrgency(ctx, w.director, x.ID, x.Version, task.VeryUrgent, "Theo yêu cầu của tỉnh")
	w.ok(err)
	urgency(map[string]task.Urgency{x.ID: task.VeryUrgent, first.ID: task.VeryUrgent, second.ID: task.VeryUrgent, own.ID: task.Express, dropped.ID: task.Normal})
	count := func(a access.Actor) (n int) {
		for _, m := range w.messages(a) {
			if m == "task.urgency_changed lead" {
				n++
			}
		}
		return n
	}
	if got := []int{count(w.head), count(w.officer), count(w.colleague)}; !slices.Equal(got, []int{1, 1, 0}) {
		t.Errorf("lead of it, lead of two parts, lead of none that changed: told %v", got)
	}
	x, err = w.tasks.SetUrgency(ctx, w.director, x.ID, x.Version, task.Normal, "Tỉnh đã lùi thời hạn")
	w.ok(err)
	urgency(map[string]task.Urgency{x.ID: task.Normal, first.ID: task.Normal, own.ID: task.Express})
	records, _, err := w.tasks.History(ctx, w.director, first.ID, "", 10)
	w.ok(err)
	if r := records[0]; r.Action != "task.urgency_changed" || r.Params["with"] != x.Code || r.Params["was"] != "thuong_khan" || r.Diary {
		t.Errorf("the history of a part: %+v", r)
	}
}
