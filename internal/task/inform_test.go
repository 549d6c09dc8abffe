package task_test

import (
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// sees reports whether somebody is shown a task.
func (w *world) sees(a access.Actor, id string) bool {
	w.t.Helper()
	_, err := w.tasks.Get(w.t.Context(), a, id)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		w.t.Fatal(err)
	}
	return err == nil
}

// TestInformed: who is named for information sees the work once it is given, without the unit and its head, gets one message
// ever, acts on nothing, follows it when that was asked, and sees it no more when taken off.
func TestInformed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.Informed = []task.Informed{{Person: w.clerk.ID}, {Person: w.colleague.ID, Follows: true}, {Person: w.officer.ID}, {Person: w.clerk.ID}}
	x, err := w.tasks.Create(ctx, w.head, in, false, "")
	w.ok(err)
	if len(x.Informed) != 2 || w.sees(w.clerk, x.ID) {
		t.Errorf("a draft: informed %+v, seen: %t", x.Informed, w.sees(w.clerk, x.ID))
	}
	step := func(next task.Task, err error) { t.Helper(); w.ok(err); x = next }
	step(w.tasks.Assign(ctx, w.head, x.ID, x.Version))
	if !w.sees(w.clerk, x.ID) || !w.sees(w.colleague, x.ID) || w.sees(w.neighbour, x.ID) {
		t.Error("given: those named see it, nobody of another unit does")
	}
	if acts := task.Acts(w.clerk, x); len(acts) > 0 || task.CanInform(w.clerk, x) || task.CanSeeFollowers(w.clerk, x) {
		t.Errorf("for information one may %v", acts)
	}
	if rows, n := w.watching(w.colleague); rows != 1 || n != 1 || !x.Watches(w.colleague.ID) || x.Watches(w.clerk.ID) {
		t.Errorf("who was to follow it has %d in the list, counted %d; followers %v", rows, n, x.Watchers)
	}
	told := func(a access.Actor, want int) {
		t.Helper()
		n := 0
		for _, m := range w.messages(a) {
			if m == "task.informed informed" {
				n++
			}
		}
		if n != want {
			t.Errorf("told %d times, want %d: %v", n, want, w.messages(a))
		}
	}
	told(w.clerk, 1)
	told(w.officer, 0)

	step(w.tasks.Inform(ctx, w.officer, x.ID, x.Version, []task.Informed{{Person: w.neighbour.ID}})) // the lead shows it to another
	if w.sees(w.clerk, x.ID) || w.sees(w.colleague, x.ID) || x.Watches(w.colleague.ID) {
		t.Error("who is taken off sees and follows it no more")
	}
	if !w.sees(w.neighbour, x.ID) || !w.sees(w.director, x.ID) || !w.sees(w.officer, x.ID) {
		t.Error("who is new sees it, and all who did before")
	}
	step(w.tasks.Inform(ctx, w.head, x.ID, x.Version, []task.Informed{{Person: w.clerk.ID}, {Person: w.neighbour.ID}}))
	told(w.clerk, 1) // once, ever
	told(w.neighbour, 1)
	step(w.tasks.Recall(ctx, w.head, x.ID, x.Version, "Chuyển cho người khác làm"))
	if !w.sees(w.clerk, x.ID) {
		t.Error("recalled: still seen, as by everybody who saw it")
	}

	other := w.give()
	for name, tc := range map[string]struct {
		who    access.Actor
		people []task.Informed
		err    error
	}{
		"a colleague of the unit": {w.colleague, nil, errs.ErrNotFound},
		"a head above":            {w.director, nil, task.ErrNotInforming},
		"an unknown person":       {w.head, []task.Informed{{Person: mongodb.NewID()}}, errs.ErrInvalid},
		"nobody":                  {w.head, []task.Informed{{}}, errs.ErrInvalid},
		"more than can be":        {w.head, slices.Repeat([]task.Informed{{Person: w.clerk.ID}}, 51), errs.ErrInvalid},
		"work that is not given":  {w.head, nil, task.ErrState},
		"an old version of it":    {w.officer, nil, errs.ErrChanged},
	} {
		id, version := other.ID, other.Version
		switch name {
		case "work that is not given":
			id, version = x.ID, x.Version
		case "an old version of it":
			version--
		}
		if _, err := w.tasks.Inform(ctx, tc.who, id, version, tc.people); !errors.Is(err, tc.err) {
			t.Errorf("%s: %v, want %v", name, err, tc.err)
		}
	}
}

// TestSubstituteDoesNotFollow: who sees work only because it waits for somebody they stand in for cannot follow it, and what
// they hold is no reason to.
func TestSubstituteDoesNotFollow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give() // waits for the officer, to be accepted
	stands := w.neighbour
	stands.For = []access.Actor{w.officer}
	if _, err := w.tasks.Get(t.Context(), stands, x.ID); err != nil {
		t.Fatalf("who stands in sees it: %v", err)
	}
	if _, err := w.tasks.Watch(t.Context(), stands, x.ID, true); !errors.Is(err, task.ErrNotWatching) {
		t.Errorf("who stands in follows it: %v", err)
	}
	if _, err := w.tasks.Watch(t.Context(), stands, x.ID, false); err != nil {
		t.Errorf("ceasing to is no fault: %v", err)
	}
	own := w.director
	own.For = []access.Actor{w.officer}
	if _, err := w.tasks.Watch(t.Context(), own, x.ID, true); err != nil {
		t.Errorf("who sees it by own right and stands in too: %v", err)
	}
}
