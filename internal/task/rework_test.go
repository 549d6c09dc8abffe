package task_test

import (
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
)

// finished hands work of a parent on and takes it through to its approval.
func (w *world) finished(parent task.Task, who access.Actor) task.Task {
	w.t.Helper()
	ctx := w.t.Context()
	t, err := w.tasks.Split(ctx, w.head, parent.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: who.ID}), nil, true, "")
	w.ok(err)
	t, err = w.tasks.Accept(ctx, who, t.ID, t.Version, "")
	w.ok(err)
	t, err = w.tasks.Submit(ctx, who, t.ID, t.Version, "Đã xong", 1000)
	w.ok(err)
	t, err = w.tasks.Approve(ctx, w.head, t.ID, t.Version, task.Met, 1000, task.Faulty{}, "")
	w.ok(err)
	return t
}

// TestReworkBelow: when work comes back, its lead sends chosen finished parts back in one act: their clocks are given back as after a
// return, their leads are told, the approvals stay on record as taken back; the others, and all of them when one cannot go back,
// stay as they are.
func TestReworkBelow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	parent := w.handed()
	first, second, third := w.finished(parent, w.officer), w.finished(parent, w.colleague), w.finished(parent, w.officer)
	open, err := w.tasks.Split(ctx, w.head, parent.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
	w.ok(err)
	stranger := w.give()
	now := func(id string) task.Task {
		t.Helper()
		x, err := w.tasks.Get(ctx, w.chair, id)
		w.ok(err)
		return x
	}
	parent = now(parent.ID)
	if _, err := w.tasks.Rework(ctx, w.head, parent.ID, parent.Version, []string{first.ID}, "Sai số liệu của ba huyện"); !errors.Is(err, task.ErrState) {
		t.Errorf("of work that has not come back: %v", err)
	}
	_, err = w.tasks.Cancel(ctx, w.head, open.ID, open.Version, "Không cần phần việc này nữa")
	w.ok(err)
	parent, err = w.tasks.Submit(ctx, w.head, parent.ID, now(parent.ID).Version, "Đã xong", 1000)
	w.ok(err)
	w.at("2026-05-07 09:00") // the deadlines of all are past by now
	parent, err = w.tasks.Return(ctx, w.director, parent.ID, parent.Version, "Sai số liệu của ba huyện", false, task.Faulty{})
	w.ok(err)
	const why = "Sai số liệu của ba huyện"
	for name, tc := range map[string]struct {
		by     access.Actor
		tasks  []string
		reason string
		stale  int64
		want   error
		field  string
	}{
		"the approver":       {w.director, []string{first.ID}, why, 0, task.ErrNotLead, ""},
		"another department": {w.neighbour, []string{first.ID}, why, 0, errs.ErrNotFound, ""},
		"no reason":          {w.head, []string{first.ID}, "", 0, task.ErrReason, ""},
		"an old version":     {w.head, []string{first.ID}, why, 1, errs.ErrChanged, ""},
		"none":               {w.head, nil, why, 0, errs.ErrInvalid, "tasks required"},
		"one twice":          {w.head, []string{first.ID, first.ID}, why, 0, errs.ErrInvalid, "tasks[1] duplicate"},
		"not below":          {w.head, []string{first.ID, stranger.ID}, why, 0, errs.ErrInvalid, "tasks[1] not_found"},
		"no such task":       {w.head, []string{first.ID, "01HZZZZZZZZZZZZZZZZZZZZZZZ"}, why, 0, errs.ErrInvalid, "tasks[1] not_found"},
		"itself":             {w.head, []string{first.ID, parent.ID}, why, 0, errs.ErrInvalid, "tasks[1] not_found"},
		"dropped":            {w.head, []string{first.ID, open.ID}, why, 0, errs.ErrInvalid, "tasks[1] not_completed"},
	} {
		_, err := w.tasks.Rework(ctx, tc.by, parent.ID, parent.Version-tc.stale, tc.tasks, tc.reason)
		got := ""
		for _, f := range errs.As(err).Fields {
			got = f.Path + " " + f.Code
		}
		if !errors.Is(err, tc.want) || tc.field != "" && got != tc.field {
			t.Errorf("%s: %v at %q, want %v at %q", name, err, got, tc.want, tc.field)
		}
	}
	w.facts.close(true)
	if _, err := w.tasks.Rework(ctx, w.head, parent.ID, parent.Version, []string{first.ID}, why); !errors.Is(err, errs.ErrInvalid) || errs.As(err).Fields[0].Code != "month_closed" {
		t.Errorf("of a month that is closed: %v", err)
	}
	w.facts.close(false)
	if x := now(first.ID); x.Version != first.Version || x.State != task.Completed || now(parent.ID).Version != parent.Version {
		t.Errorf("what was refused left %s at version %d", x.State, x.Version)
	}

	parent, err = w.tasks.Rework(ctx, w.head, parent.ID, parent.Version, []string{first.ID, second.ID}, why)
	w.ok(err)
	for _, was := range []task.Task{first, second} {
		x := now(was.ID)
		last := x.Submissions[len(x.Submissions)-1].Decision
		if x.State != task.InProgress || x.Back == nil || x.Back.Reason != why || !x.Asked || last.Verdict != task.Met || last.Reopened == nil {
			t.Errorf("%s is %s, back %+v, its approval %+v", x.Code, x.State, x.Back, last)
		}
		dues := len(x.Dues)
		if due := x.Dues[dues-1]; dues != len(was.Dues)+1 || due.Why != task.DueReopened || due.On <= was.DueOn || due.Left == 0 || len(x.Missed(w.clock.Now())) != 0 {
			t.Errorf("the clock of %s: %+v, missed %v", x.Code, x.Dues, x.Missed(w.clock.Now()))
		}
	}
	if x := now(third.ID); x.State != task.Completed || x.Version != third.Version {
		t.Errorf("what was not chosen is %s", x.State)
	}
	for name, who := range map[string]access.Actor{"the first lead": w.officer, "the second lead": w.colleague} {
		if n := len(slices.DeleteFunc(w.messages(who), func(m string) bool { return m != "task.reopened lead" })); n != 1 {
			t.Errorf("%s is told %d times", name, n)
		}
	}
	records, _, err := w.tasks.History(ctx, w.head, parent.ID, "", 1)
	w.ok(err)
	if r := records[0]; r.Action != "task.reworked" || r.Params["count"] != "2" || r.Reason != why || !r.Diary {
		t.Errorf("history: %+v", r)
	}
	if _, err := w.tasks.Submit(ctx, w.head, parent.ID, parent.Version, "Đã xong", 1000); !errors.Is(err, task.ErrBranches) {
		t.Errorf("handed in over parts that are done again: %v", err)
	}
}

// TestReworkDeep: at two levels each lead sends back what they approve: the topmost not the lowest, for which the one between
// answers, who does so once their own part has come back.
func TestReworkDeep(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	top, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.stttt.ID, Person: w.director.ID}), true, "")
	w.ok(err)
	through := func(by, who access.Actor, x task.Task) task.Task {
		t.Helper()
		x, err := w.tasks.Get(ctx, who, x.ID)
		w.ok(err)
		if x.State == task.Assigned {
			x, err = w.tasks.Accept(ctx, who, x.ID, x.Version, "")
			w.ok(err)
		}
		x, err = w.tasks.Submit(ctx, who, x.ID, x.Version, "Đã xong", 1000)
		w.ok(err)
		if by.ID == "" {
			return x
		}
		x, err = w.tasks.Approve(ctx, by, x.ID, x.Version, task.Met, 1000, task.Faulty{}, "")
		w.ok(err)
		return x
	}
	upper, err := w.tasks.Split(ctx, w.director, top.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), nil, true, "")
	w.ok(err)
	lower, err := w.tasks.Split(ctx, w.head, upper.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
	w.ok(err)
	through(w.head, w.officer, lower)
	through(w.director, w.head, upper)
	top, err = w.tasks.Accept(ctx, w.director, top.ID, top.Version+1, "")
	w.ok(err)
	top = through(access.Actor{}, w.director, top)
	top, err = w.tasks.Return(ctx, w.chair, top.ID, top.Version, "Sai số liệu của ba huyện", false, task.Faulty{})
	w.ok(err)
	refused := func(tasks ...string) string {
		_, err := w.tasks.Rework(ctx, w.director, top.ID, top.Version, tasks, "Sai số liệu của ba huyện")
		for _, f := range errs.As(err).Fields {
			return f.Path + " " + f.Code
		}
		return errs.As(err).Code
	}
	if got := refused(lower.ID); got != "tasks[0] not_yours" {
		t.Errorf("what another approves: %s", got)
	}
	if got := refused(lower.ID, upper.ID); got != "tasks[0] not_yours" {
		t.Errorf("one of two that another approves: %s", got)
	}
	if x, err := w.tasks.Get(ctx, w.chair, upper.ID); err != nil || x.State != task.Completed {
		t.Errorf("half done: %s (%v)", x.State, err)
	}
	_, err = w.tasks.Rework(ctx, w.director, top.ID, top.Version, []string{upper.ID}, "Sai số liệu của ba huyện")
	w.ok(err)
	upper, err = w.tasks.Get(ctx, w.head, upper.ID)
	w.ok(err)
	if _, err = w.tasks.Rework(ctx, w.head, upper.ID, upper.Version, []string{lower.ID}, "Sai số liệu của ba huyện"); err != nil { // and so on down
		t.Errorf("the lead of what has come back sends its own part back: %v", err)
	}
}
