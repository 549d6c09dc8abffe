package task_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// TestPausedWorkGoesOnOnItsDay: paused by its approver it is in nobody's list of what to do; the job leaves it alone until its
// day, then lets it go on and tells everybody, once.
func TestPausedWorkGoesOnOnItsDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give() // on Friday 24 April, due on Wednesday 6 May
	x, err := w.tasks.Accept(t.Context(), w.officer, x.ID, x.Version, "")
	w.ok(err)
	if _, err := w.tasks.Pause(t.Context(), w.officer, x.ID, x.Version, "2026-05-06", "Chờ hướng dẫn của cấp trên"); !errors.Is(err, task.ErrNotApprover) {
		t.Fatalf("paused by its lead: %v", err)
	}
	rests, err := w.tasks.Pause(t.Context(), w.head, x.ID, x.Version, "2026-05-06", "Chờ hướng dẫn của cấp trên")
	w.ok(err)
	if got := w.messages(w.officer); got[0] != "task.paused lead" {
		t.Errorf("the lead is told %v", got)
	}
	w.waits("paused", rests, access.Actor{ID: "nobody"})
	for tab, a := range map[tasklist.Tab]access.Actor{tasklist.TabLead: w.officer, tasklist.TabAssigned: w.head} {
		rows, _, err := w.lists.List(t.Context(), a, tasklist.Query{Tab: tab, Limit: 50})
		w.ok(err)
		if len(rows) != 1 || rows[0].Paused == nil || rows[0].Paused.Until != "2026-05-06" || rows[0].Paused.From != task.InProgress {
			t.Errorf("%s: %+v", tab, rows)
		}
	}
	hold := func(context.Context) error { return nil }
	resume := func() { w.ok(w.tasks.ResumeDue(t.Context(), w.agency, hold)) }
	w.at("2026-05-05 23:59")
	resume()
	same, err := w.tasks.Get(t.Context(), w.officer, x.ID)
	w.ok(err)
	if same.State != task.Paused || same.Version != rests.Version {
		t.Fatalf("the day before: %s, version %d", same.State, same.Version)
	}
	w.at("2026-05-06 00:05")
	lost := errors.New("another node has the claim")
	if err := w.tasks.ResumeDue(t.Context(), w.agency, func(context.Context) error { return lost }); !errors.Is(err, lost) {
		t.Errorf("without its claim: %v", err)
	}
	resume()
	resume()
	on, err := w.tasks.Get(t.Context(), w.officer, x.ID)
	w.ok(err)
	if on.State != task.InProgress || on.Paused != nil || on.Version != rests.Version+1 || on.DueOn != rests.DueOn || !slices.Equal(on.Waiting, []string{w.officer.ID}) {
		t.Errorf("on its day: %s, due %s, waits for %v, version %d", on.State, on.DueOn, on.Waiting, on.Version)
	}
	for _, a := range []access.Actor{w.officer, w.head} {
		if got := w.messages(a); !slices.ContainsFunc(got, func(m string) bool { return m[:len("task.resumed")] == "task.resumed" }) {
			t.Errorf("%s is told %v", a.Name, got)
		}
	}
	history, _, err := w.tasks.History(t.Context(), w.head, x.ID, "", 2)
	w.ok(err)
	if h := history[0]; h.Action != "task.resumed" || h.By != access.SystemID || h.Diary {
		t.Errorf("history: %+v", h)
	}
	if h := history[1]; h.Action != "task.paused" || h.Params["until"] != "06/05/2026" || h.Reason == "" {
		t.Errorf("history: %+v", h)
	}
	if _, err := w.tasks.Resume(t.Context(), w.head, x.ID, on.Version); !errors.Is(err, task.ErrState) {
		t.Errorf("resumed twice: %v", err)
	}
	if _, err := w.tasks.Resume(t.Context(), w.head, x.ID, rests.Version); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("resumed on a stale screen: %v", err)
	}
}

// TestPausedOfWhoLeft: work rests with its approver; once they are gone the head above has it, and resumes it.
func TestPausedOfWhoLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give()
	x, err := w.tasks.Pause(t.Context(), w.head, x.ID, x.Version, "2026-05-06", "Chờ hướng dẫn của cấp trên")
	w.ok(err)
	w.relieve(w.head)
	w.at("2026-04-27 09:10")
	w.night()
	x, err = w.tasks.Get(t.Context(), w.director, x.ID)
	w.ok(err)
	if !slices.Equal(x.Waiting, []string{w.director.ID}) || x.Asked {
		t.Errorf("rests with %v, asked %t", x.Waiting, x.Asked)
	}
	x, err = w.tasks.Resume(t.Context(), w.director, x.ID, x.Version)
	w.ok(err)
	if x.State != task.Assigned || !slices.Equal(x.Waiting, []string{w.officer.ID}) || x.DueOn != "2026-05-07" { // the Friday on which it rested
		t.Errorf("resumed: %s, waits for %v, due %s", x.State, x.Waiting, x.DueOn)
	}
}
