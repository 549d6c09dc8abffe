package task_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// TestRework: work sent back is more than ordinary work in progress; it waits for its lead until they take it up.
func TestRework(t *testing.T) {
	t.Parallel()
	const reason = "Số liệu giữa các phần chưa thống nhất"
	for name, takeUp := range map[string]func(w *world, x task.Task) (task.Task, error){
		"reported": func(w *world, x task.Task) (task.Task, error) {
			return w.tasks.Report(t.Context(), w.officer, x.ID, x.Version, 70, "Đã sửa số liệu", "")
		},
		"submitted": func(w *world, x task.Task) (task.Task, error) {
			return w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Bản đã sửa", 1000)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			x := w.submitted()
			if got := w.waiting(w.officer); len(got) != 0 {
				t.Errorf("while it is with the approver, %v waits for the lead", got)
			}
			x, err := w.tasks.Return(t.Context(), w.head, x.ID, x.Version, reason, false, task.Faulty{})
			w.ok(err)
			w.waits("returned", x, w.officer)
			rows, _, err := w.lists.List(t.Context(), w.officer, tasklist.Query{Tab: tasklist.TabLead, Limit: 10})
			w.ok(err)
			want := &task.Back{By: w.head.ID, At: w.clock.Now(), Reason: reason}
			if diff := cmp.Diff(want, rows[0].Back); diff != "" || rows[0].Rework != 1 {
				t.Errorf("rework %d (-want +got):\n%s", rows[0].Rework, diff)
			}
			x, err = takeUp(w, x)
			w.ok(err)
			if got := w.waiting(w.officer); len(got) != 0 || x.Rework != 1 {
				t.Errorf("taken up, %v waits for the lead; rework %d", got, x.Rework)
			}
			if (x.Back != nil) != (x.State == task.InProgress) { // the reason stays until the next submission
				t.Errorf("%s: back %v", x.State, x.Back)
			}
		})
	}
}

// TestDeclinedAfterNaming: a director gives work to a division, its head names an officer, who declines. The work is the
// director's draft again; the head keeps sight of it and is told, until it is given to somebody else.
func TestDeclinedAfterNaming(t *testing.T) {
	t.Parallel()
	const reason = "Thiếu tài liệu để thực hiện việc này"
	w := newWorld(t)
	ctx := t.Context()
	x, err := w.tasks.Create(ctx, w.director, w.input(task.Lead{Unit: w.cntt.ID}), true, "")
	w.ok(err)
	x, err = w.tasks.Accept(ctx, w.head, x.ID, x.Version, w.officer.ID)
	w.ok(err)
	x, err = w.tasks.Decline(ctx, w.officer, x.ID, x.Version, reason)
	w.ok(err)
	w.waits("declined", x, w.director)
	if x.State != task.Draft || x.Back == nil || x.Back.By != w.officer.ID || x.Back.Reason != reason {
		t.Errorf("%s, back %+v", x.State, x.Back)
	}
	for who, a := range map[string]access.Actor{"assigner": w.director, "head who named": w.head} {
		seen, err := w.tasks.Get(ctx, a, x.ID)
		if err != nil || seen.Back == nil {
			t.Errorf("%s: %v", who, err)
		}
		if told := w.messages(a); told[0] != "task.declined assigner" && told[0] != "task.declined head" {
			t.Errorf("inbox of the %s: %v", who, told)
		}
	}
	if acts := task.Acts(w.head, x); len(acts) != 0 {
		t.Errorf("the head may %v with the director's draft", acts)
	}
	for who, a := range map[string]access.Actor{"who declined": w.officer, "chair": w.chair, "neighbour": w.neighbour} {
		if _, err := w.tasks.Get(ctx, a, x.ID); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: %v", who, err)
		}
	}
	x, err = w.tasks.Edit(ctx, w.director, x.ID, x.Version, w.input(task.Lead{Unit: w.stttt.ID, Person: w.clerk.ID}))
	w.ok(err)
	if _, err := w.tasks.Get(ctx, w.head, x.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("another's work now, and the head still sees it: %v", err)
	}
	x, err = w.tasks.Assign(ctx, w.director, x.ID, x.Version)
	w.ok(err)
	if x.Back != nil || x.Rework != 0 {
		t.Errorf("given again: back %v, rework %d", x.Back, x.Rework)
	}
}

// TestCoordinating: whoever helps finds the work in a list of its own, in the search, and loses it when it is taken back.
func TestCoordinating(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.Coordinators = []task.Part{{Unit: w.snv.ID}, {Person: w.colleague.ID}}
	x, err := w.tasks.Create(ctx, w.head, in, true, "")
	w.ok(err)
	found := func(a access.Actor, tab tasklist.Tab, text string) []string {
		rows, _, err := w.lists.List(ctx, a, tasklist.Query{Tab: tab, Filter: tasklist.All, Text: text, Limit: 10})
		w.ok(err)
		codes := []string{}
		for _, r := range rows {
			codes = append(codes, r.Code)
		}
		return codes
	}
	check := func(when string, who map[string]bool) {
		for _, a := range []access.Actor{w.chair, w.director, w.head, w.officer, w.colleague, w.neighbour, w.clerk} {
			want := []string{}
			if who[a.ID] {
				want = append(want, x.Code)
			}
			for _, text := range []string{"", "thanh toan truc tuyen"} {
				if got := found(a, tasklist.TabCoordinating, text); !slices.Equal(got, want) {
					t.Errorf("%s: %s helps with %v by %q, want %v", when, a.Name, got, text, want)
				}
			}
			if c, err := w.lists.Counts(ctx, a); err != nil || c.Coordinating.N != len(want) {
				t.Errorf("%s: %s: count %d, %v", when, a.Name, c.Coordinating.N, err)
			}
		}
	}
	check("given", map[string]bool{w.colleague.ID: true, w.neighbour.ID: true})
	for a, want := range map[*access.Actor]int{&w.head: 1, &w.officer: 1, &w.colleague: 1, &w.neighbour: 1, &w.director: 1, &w.clerk: 0} {
		if got := found(*a, tasklist.TabAll, x.Code); len(got) != want {
			t.Errorf("%s finds %v in everything", a.Name, got)
		}
	}
	x, err = w.tasks.Decline(ctx, w.officer, x.ID, x.Version, "Việc này thuộc phòng khác")
	w.ok(err)
	check("declined", nil)
	if _, err := w.tasks.Get(ctx, w.colleague, x.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a helper sees a draft: %v", err)
	}
}
