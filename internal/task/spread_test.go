package task_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/org"
	"congvu/internal/task"
)

// TestSpread: one piece of work for many is a task of whoever puts it together and a child each, once per key, all of them or none; it
// cannot be handed in before they are.
func TestSpread(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.Coordinators, in.Informed = []task.Part{{Unit: w.snv.ID}}, []task.Informed{{Person: w.clerk.ID}}
	colleague, unit := task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID}, task.Lead{Unit: w.cntt.ID}
	for name, tc := range map[string]struct {
		who    access.Actor
		others []task.Lead
		assign bool
		want   error
		at     string
	}{
		"outside the reach":  {w.head, []task.Lead{colleague, {Unit: w.snv.ID}}, true, task.ErrOutside, "others[1]"},
		"named twice":        {w.head, []task.Lead{colleague, colleague}, true, errs.ErrInvalid, "others[1]"},
		"the lead again":     {w.head, []task.Lead{in.Lead}, true, errs.ErrInvalid, "others[0]"},
		"nobody":             {w.head, []task.Lead{{}}, true, errs.ErrInvalid, "others[0]"},
		"themselves":         {w.head, []task.Lead{{Unit: w.cntt.ID, Person: w.head.ID}}, true, task.ErrOwnWork, "others[0]"},
		"too many":           {w.head, make([]task.Lead, task.MaxTogether), true, errs.ErrInvalid, "others"},
		"kept as a draft":    {w.head, []task.Lead{colleague}, false, errs.ErrInvalid, "others"},
		"an officer's":       {w.officer, []task.Lead{colleague}, true, task.ErrOwnWork, ""},
		"an officer's order": {w.colleague, []task.Lead{unit}, true, task.ErrOutside, ""},
	} {
		_, err := w.tasks.Spread(ctx, tc.who, in, tc.others, tc.assign, "")
		at := ""
		if e := errs.As(err); len(e.Fields) > 0 {
			at = e.Fields[0].Path
		}
		if !errors.Is(err, tc.want) || tc.at != "" && at != tc.at {
			t.Errorf("%s: %v at %s, want %v at %s", name, err, at, tc.want, tc.at)
		}
	}
	if n, err := w.db.Collection(task.Collection).CountDocuments(ctx, map[string]any{}); err != nil || n != 0 {
		t.Fatalf("%d tasks left behind, %v", n, err)
	}
	var top task.Task
	for range 2 {
		var err error
		top, err = w.tasks.Spread(ctx, w.head, in, []task.Lead{colleague, unit}, true, "k1")
		w.ok(err)
	}
	if _, err := w.tasks.Spread(ctx, w.head, in, []task.Lead{colleague}, true, "k1"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("the same key for others: %v", err)
	}
	nodes, _, err := w.tasks.Tree(ctx, w.head, top.ID)
	w.ok(err)
	var leads []task.Lead
	for _, n := range nodes {
		leads = append(leads, n.Lead)
		if n.Title != top.Title || n.DueOn != top.DueOn || n.Parent() != top.ID || n.State != task.Assigned || len(n.Coordinators) != 0 {
			t.Errorf("a part is %+v", n)
		}
	}
	if want := []task.Lead{colleague, unit}; !slices.Equal(leads, want) || top.Children != 2 || top.Lead != in.Lead || len(top.Coordinators) != 1 {
		t.Errorf("led by %v below %+v, want %v", leads, top, want)
	}
	for a, want := range map[*access.Actor]string{&w.officer: "task.assigned lead", &w.colleague: "task.assigned lead", &w.clerk: "task.informed informed"} {
		if got := w.messages(*a); len(got) != 1 || got[0] != want {
			t.Errorf("%s was told %q, want %s once", a.Name, got, want)
		}
	}
	top, err = w.tasks.Accept(ctx, w.officer, top.ID, top.Version, "")
	w.ok(err)
	if _, err := w.tasks.Submit(ctx, w.officer, top.ID, top.Version, "Báo cáo chung", 1000); !errors.Is(err, task.ErrBranches) {
		t.Errorf("handed in over open parts: %v", err)
	}
	alone, err := w.tasks.Spread(ctx, w.head, w.input(in.Lead), nil, false, "")
	if err != nil || alone.State != task.Draft || alone.Children != 0 {
		t.Errorf("for nobody else: %+v, %v", alone, err)
	}
}

// TestSpreadWide: a task for as many as there can be is made whole; make bench says how fast.
func TestSpreadWide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	var others []task.Lead
	for i := range task.MaxTogether - 1 {
		u, err := w.org.Create(ctx, access.System(w.agency), org.Unit{
			Parent: w.stttt.ID, Code: fmt.Sprintf("TT-%02d", i), Name: fmt.Sprintf("Trung tâm số %d", i), ShortName: fmt.Sprintf("TT %d", i), Kind: org.Division,
		})
		w.ok(err)
		others = append(others, task.Lead{Unit: u.ID})
	}
	top, err := w.tasks.Spread(ctx, w.chair, w.input(task.Lead{Unit: w.cntt.ID}), others, true, "")
	w.ok(err)
	if nodes, _, err := w.tasks.Tree(ctx, w.chair, top.ID); err != nil || len(nodes) != len(others) {
		t.Errorf("%d parts, %v", len(nodes), err)
	}
}
