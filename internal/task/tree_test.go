package task_test

import (
	"errors"
	"fmt"
	"testing"

	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// handed is work that the director gave the division, named to its head, who has it.
func (w *world) handed() task.Task {
	w.t.Helper()
	ctx := w.t.Context()
	t, err := w.tasks.Create(ctx, w.director, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), true, "")
	w.ok(err)
	t, err = w.tasks.Accept(ctx, w.head, t.ID, t.Version, "")
	w.ok(err)
	return t
}

// TestSplit: the lead who is in charge hands a part on, once per key; whoever sees the parent finds the child below it.
func TestSplit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	parent := w.handed()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	child, err := w.tasks.Split(ctx, w.head, parent.ID, in, true, "k1")
	w.ok(err)
	again, err := w.tasks.Split(ctx, w.head, parent.ID, in, true, "k1")
	w.ok(err)
	if again.ID != child.ID || child.Parent() != parent.ID || child.State != task.Assigned {
		t.Errorf("child %s of %q is %s, again %s", child.ID, child.Parent(), child.State, again.ID)
	}
	nodes, more, err := w.tasks.Tree(ctx, w.director, parent.ID)
	w.ok(err)
	if more || len(nodes) != 1 || nodes[0].ID != child.ID || nodes[0].Depth != 1 || nodes[0].Waiting[0] != w.officer.ID || nodes[0].WaitingSince == nil {
		t.Errorf("tree of the director: %+v, more %t", nodes, more)
	}
	now, err := w.tasks.Get(ctx, w.director, parent.ID)
	w.ok(err)
	if now.Children != 1 || now.Version != parent.Version+1 {
		t.Errorf("parent has %d children at version %d, was %d", now.Children, now.Version, parent.Version)
	}
	if _, _, err := w.tasks.Tree(ctx, w.neighbour, parent.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("tree for another department: %v", err)
	}
}

// TestSplitRefused: each way in which no child is made; nothing is left behind.
func TestSplitRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	parent := w.handed()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	late, none := in, in
	late.Due = vncal.Rule{Kind: vncal.KindWorking, N: 6}
	none.Due = vncal.Rule{Kind: vncal.KindNone}
	for name, tc := range map[string]struct {
		by   string
		in   task.Input
		want error
	}{
		"the assigner":             {"director", in, task.ErrNotLead},
		"another department":       {"neighbour", in, errs.ErrNotFound},
		"later than the parent":    {"head", late, errs.ErrInvalid},
		"no deadline below one":    {"head", none, errs.ErrInvalid},
		"lead outside the reach":   {"head", w.input(task.Lead{Unit: w.snv.ID}), task.ErrOutside},
		"work given to themselves": {"head", w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), task.ErrOwnWork},
	} {
		a := w.head
		switch tc.by {
		case "director":
			a = w.director
		case "neighbour":
			a = w.neighbour
		}
		if _, err := w.tasks.Split(ctx, a, parent.ID, tc.in, true, ""); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if nodes, _, err := w.tasks.Tree(ctx, w.head, parent.ID); err != nil || len(nodes) != 0 {
		t.Errorf("left behind: %v, %v", nodes, err)
	}
}

// TestSubmitOverBranch: work is not handed in over an open child, and is once the child has ended.
func TestSubmitOverBranch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	parent := w.handed()
	child, err := w.tasks.Split(ctx, w.head, parent.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), true, "")
	w.ok(err)
	version := parent.Version + 1
	_, err = w.tasks.Submit(ctx, w.head, parent.ID, version, "Đã xong", 1000)
	if says := errs.As(err); !errors.Is(err, task.ErrBranches) || says.Args["child"] != child.Code+" “"+child.Title+"”" {
		t.Errorf("submitted over an open child: %v, which names %q", err, says.Args["child"])
	}
	_, err = w.tasks.Cancel(ctx, w.head, child.ID, child.Version, "Không cần phần việc này nữa")
	w.ok(err)
	if _, err := w.tasks.Submit(ctx, w.head, parent.ID, version, "Đã xong", 1000); err != nil {
		t.Errorf("submitted over a child that has ended: %v", err)
	}
}

// TestTreeOrder: levels stand below each other, and what was made beside each other at once is all there.
func TestTreeOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	top, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.stttt.ID, Person: w.director.ID}), true, "")
	w.ok(err)
	done := make(chan error)
	for i := range 3 {
		go func() {
			_, err := w.tasks.Split(ctx, w.director, top.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), true, fmt.Sprint("k", i))
			done <- err
		}()
	}
	for range 3 {
		w.ok(<-done)
	}
	nodes, _, err := w.tasks.Tree(ctx, w.chair, top.ID)
	w.ok(err)
	if len(nodes) != 3 {
		t.Fatalf("%d children, want 3", len(nodes))
	}
	low, err := w.tasks.Split(ctx, w.head, nodes[1].ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), true, "")
	w.ok(err)
	nodes, _, err = w.tasks.Tree(ctx, w.chair, top.ID)
	w.ok(err)
	if len(nodes) != 4 || nodes[2].ID != low.ID || nodes[2].Depth != 2 || nodes[3].Depth != 1 {
		t.Errorf("tree: %+v", nodes)
	}
}

// TestTreeReads: a whole tree is read in two commands, however wide and deep, by the index of what is above.
func TestTreeReads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	top, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.stttt.ID, Person: w.director.ID}), true, "")
	w.ok(err)
	for range 5 {
		child, err := w.tasks.Split(ctx, w.director, top.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), true, "")
		w.ok(err)
		_, err = w.tasks.Split(ctx, w.head, child.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), true, "")
		w.ok(err)
	}
	var nodes []task.Node
	read := func() {
		nodes, _, err = w.tasks.Tree(ctx, w.chair, top.ID)
		w.ok(err)
	}
	if sent := mongotest.Reads(t, w.db, read); len(sent) > 2 || len(nodes) != 10 {
		t.Errorf("%d reads for a tree of %d tasks, want 2 for 10", len(sent), len(nodes))
	}
	mongotest.Plans(t, w.db, 10, read)
}
