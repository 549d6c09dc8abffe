package task_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// field returns the code of the field "blocker" in a refusal, else the code of the error.
func field(err error) string {
	for _, f := range errs.As(err).Fields {
		if f.Path == "blocker" {
			return f.Code
		}
	}
	return errs.As(err).Code
}

// block lets t wait for on.
func (w *world) block(a access.Actor, t, on task.Task) task.Task {
	w.t.Helper()
	now, err := w.tasks.Get(w.t.Context(), w.chair, t.ID)
	w.ok(err)
	t, err = w.tasks.Block(w.t.Context(), a, t.ID, now.Version, on.ID, true)
	w.ok(err)
	return t
}

// TestBlockRefused: each way in which nothing waits; whoever may say it, of which work, and in which circle.
func TestBlockRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x, y, z := w.give(), w.give(), w.give()
	parent := w.handed()
	child, err := w.tasks.Split(ctx, w.head, parent.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
	w.ok(err)
	ended := w.give()
	ended, err = w.tasks.Cancel(ctx, w.head, ended.ID, ended.Version, "Không cần việc này nữa")
	w.ok(err)
	far, err := w.tasks.Create(ctx, w.neighbour, w.input(task.Lead{Unit: w.snv.ID}), false, "") // out of everybody's sight
	w.ok(err)
	y = w.block(w.officer, y, x)
	z = w.block(w.head, z, y)
	child = w.block(w.officer, child, z)
	parent, err = w.tasks.Get(ctx, w.head, parent.ID)
	w.ok(err)
	for name, tc := range map[string]struct {
		by      access.Actor
		t       task.Task
		version int64
		on      string
		want    string
	}{
		"itself":                              {w.head, x, 0, x.ID, "itself"},
		"each other":                          {w.head, x, 0, y.ID, "cycle"},
		"in a circle of three":                {w.head, x, 0, z.ID, "cycle"},
		"the part of other work waits for it": {w.head, x, 0, parent.ID, "cycle"},
		"twice":                               {w.head, y, 0, x.ID, "duplicate"},
		"what it is a part of":                {w.head, child, 0, parent.ID, "same_tree"},
		"its own part":                        {w.head, parent, 0, child.ID, "same_tree"},
		"ended work":                          {w.head, x, 0, ended.ID, "work_ended"},
		"work out of sight":                   {w.head, x, 0, far.ID, "not_found"},
		"no such work":                        {w.head, x, 0, "01HZZZZZZZZZZZZZZZZZZZZZZZ", "not_found"},
		"a stale screen":                      {w.head, z, -1, x.ID, errs.ErrChanged.Code},
		"who only sees it":                    {w.monitor, x, 0, y.ID, task.ErrNotLinking.Code},
		"a head above":                        {w.director, x, 0, y.ID, task.ErrNotLinking.Code},
		"who sees it not":                     {w.neighbour, x, 0, y.ID, errs.ErrNotFound.Code},
		"of ended work":                       {w.head, ended, 0, x.ID, task.ErrState.Code},
	} {
		_, err := w.tasks.Block(ctx, tc.by, tc.t.ID, tc.t.Version+tc.version, tc.on, true)
		if err == nil || field(err) != tc.want {
			t.Errorf("%s: %v (%s), want %s", name, err, field(err), tc.want)
		}
	}
	if now, err := w.tasks.Get(ctx, w.head, x.ID); err != nil || now.Version != x.Version || len(now.Blockers) != 0 {
		t.Errorf("what was refused left %v at version %d (%v)", now.Blockers, now.Version, err)
	}
	// One that ended holds nobody: the circle is open again.
	_, err = w.tasks.Cancel(ctx, w.head, y.ID, y.Version, "Không cần việc này nữa")
	w.ok(err)
	if _, err := w.tasks.Block(ctx, w.head, x.ID, x.Version, z.ID, true); err != nil {
		t.Errorf("over work that has ended: %v", err)
	}
}

// TestBlockTogether: of two that would wait for each other, said at the same time, one is refused.
func TestBlockTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x, y := w.give(), w.give()
	faults := make([]error, 2)
	var all sync.WaitGroup
	for i, pair := range [][2]task.Task{{x, y}, {y, x}} {
		all.Go(func() { _, faults[i] = w.tasks.Block(ctx, w.head, pair[0].ID, pair[0].Version, pair[1].ID, true) })
	}
	all.Wait()
	slices.SortFunc(faults, func(a, b error) int {
		switch {
		case a == nil && b != nil:
			return -1
		case a != nil && b == nil:
			return 1
		}
		return 0
	})
	if faults[0] != nil || faults[1] == nil || field(faults[1]) != "cycle" {
		t.Errorf("two at once: %v", faults)
	}
}

// TestBlockNumber: as many as a task can wait for, and as many as can wait for one.
func TestBlockNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	all := make([]task.Task, task.MaxBlockers+1)
	for i := range all {
		all[i] = w.give()
	}
	x, y := w.give(), w.give()
	for _, one := range all[:task.MaxBlockers] {
		x = w.block(w.head, x, one)
		w.block(w.head, one, y)
	}
	last := all[task.MaxBlockers]
	if _, err := w.tasks.Block(ctx, w.head, x.ID, x.Version, last.ID, true); field(err) != "too_many_links" {
		t.Errorf("one task waits for one too many: %v", err)
	}
	if _, err := w.tasks.Block(ctx, w.head, last.ID, last.Version, y.ID, true); field(err) != "too_many_links" {
		t.Errorf("one too many waits for a task: %v", err)
	}
}

// TestBlockTold: whoever has the waiting work is told when what it waits for is given another deadline, ends, or is worked on
// again; the waiting task does not change, its history says it, and a failure says nothing. Nothing is barred meanwhile.
func TestBlockTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	secret, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.snv.ID, Person: w.neighbour.ID}), true, "")
	w.ok(err)
	x, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.stttt.ID, Person: w.director.ID}), true, "")
	w.ok(err)
	x = w.block(w.chair, x, secret)
	if got := w.messages(w.director); !slices.Contains(got, "task.blocked lead") {
		t.Errorf("the lead hears of what the work waits for: %v", got)
	}
	news := func() (all []string) {
		for _, m := range w.messages(w.director) {
			if strings.HasPrefix(m, "task.blocker_") {
				all = append(all, m)
			}
		}
		slices.Reverse(all)
		return all
	}
	w.facts.fail(errs.ErrInternal)
	if _, err := w.tasks.Reschedule(ctx, w.chair, secret.ID, secret.Version, "2026-05-15", "Tỉnh lùi thời hạn báo cáo"); err == nil {
		t.Fatal("a broken store took the deadline")
	}
	w.facts.fail(nil)
	if got := news(); len(got) != 0 {
		t.Errorf("told of what did not happen: %v", got)
	}
	secret, err = w.tasks.Reschedule(ctx, w.chair, secret.ID, secret.Version, "2026-05-15", "Tỉnh lùi thời hạn báo cáo")
	w.ok(err)
	secret, err = w.tasks.Accept(ctx, w.neighbour, secret.ID, secret.Version, "")
	w.ok(err)
	secret, err = w.tasks.Submit(ctx, w.neighbour, secret.ID, secret.Version, "Đã xong", 1000)
	w.ok(err)
	secret, err = w.tasks.Approve(ctx, w.chair, secret.ID, secret.Version, task.Met, 1000, task.Faulty{}, "")
	w.ok(err)
	secret, err = w.tasks.Reopen(ctx, w.chair, secret.ID, secret.Version, "Còn thiếu một phụ lục")
	w.ok(err)
	secret, err = w.tasks.Cancel(ctx, w.chair, secret.ID, secret.Version, "Không cần việc này nữa")
	w.ok(err)
	want := []string{"task.blocker_moved lead", "task.blocker_done lead", "task.blocker_reopened lead", "task.blocker_dropped lead"}
	if got := news(); !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
	now, err := w.tasks.Get(ctx, w.director, x.ID)
	w.ok(err)
	if now.Version != x.Version {
		t.Errorf("the waiting task is another version, %d after %d", now.Version, x.Version)
	}
	records, _, err := w.tasks.History(ctx, w.director, x.ID, "", 10)
	w.ok(err)
	if r := records[3]; r.Action != "task.blocker_moved" || r.Params["on"] != secret.Code || r.Params["due"] != "15/05/2026" || r.Diary {
		t.Errorf("history of the waiting task: %+v", r)
	}
	for _, r := range records {
		if strings.Contains(r.Params["title"], "Hướng dẫn") {
			t.Errorf("the title of work out of sight is told: %+v", r)
		}
	}
	// The lead sees that it waited, not for what.
	_, links, err := w.tasks.Links(ctx, w.director, x.ID)
	w.ok(err)
	if len(links.WaitsFor) != 0 || links.WaitsHidden != 0 {
		t.Errorf("ended and out of sight: %+v", links)
	}
	x, err = w.tasks.Accept(ctx, w.director, now.ID, now.Version, "")
	w.ok(err)
	if _, err = w.tasks.Submit(ctx, w.director, x.ID, x.Version, "Đã xong", 1000); err != nil {
		t.Errorf("waiting bars the work: %v", err)
	}
}

// TestBlockSeen: both sides say it, each as far as the reader sees; rows say it with one read for all; it is taken back.
func TestBlockSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	secret, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.snv.ID, Person: w.neighbour.ID}), true, "")
	w.ok(err)
	in := w.input(task.Lead{Unit: w.stttt.ID, Person: w.director.ID})
	x, err := w.tasks.Create(ctx, w.chair, in, true, "")
	w.ok(err)
	in.Due = vncal.Rule{Kind: vncal.KindWorking, N: 2}
	near, err := w.tasks.Create(ctx, w.chair, in, true, "")
	w.ok(err)
	x = w.block(w.chair, w.block(w.chair, x, secret), near)
	for name, tc := range map[string]struct {
		a             access.Actor
		waits, hidden int
	}{"who sees all": {w.chair, 2, 0}, "the lead": {w.director, 1, 1}} {
		_, links, err := w.tasks.Links(ctx, tc.a, x.ID)
		w.ok(err)
		if len(links.WaitsFor) != tc.waits || links.WaitsHidden != tc.hidden {
			t.Errorf("%s: waits for %d, hidden %d", name, len(links.WaitsFor), links.WaitsHidden)
		}
	}
	for name, tc := range map[string]struct {
		a              access.Actor
		blocks, hidden int
		may            bool
	}{"who gave both": {w.chair, 1, 0, true}, "who leads the other": {w.neighbour, 0, 1, false}} {
		_, links, err := w.tasks.Links(ctx, tc.a, secret.ID)
		w.ok(err)
		if len(links.Blocks) != tc.blocks || links.BlocksHidden != tc.hidden || links.MayRelease[x.ID] != tc.may {
			t.Errorf("%s: %+v", name, links)
		}
	}
	if _, _, err := w.tasks.Links(ctx, w.neighbour, x.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("links of work out of sight: %v", err)
	}
	var waits map[string]task.Wait
	if sent := mongotest.Reads(t, w.db, func() {
		waits, err = w.tasks.Waits(ctx, w.director, []task.Row{x.Row, near.Row, secret.Row})
		w.ok(err)
	}); len(sent) != 1 {
		t.Errorf("%d reads for three rows", len(sent))
	}
	if got := waits[x.ID]; len(waits) != 1 || got.Count != 2 || got.First == nil || got.First.ID != near.ID {
		t.Errorf("rows wait for %+v", waits)
	}
	x, err = w.tasks.Block(ctx, w.chair, x.ID, x.Version, near.ID, false)
	w.ok(err)
	x, err = w.tasks.Block(ctx, w.chair, x.ID, x.Version, secret.ID, false)
	w.ok(err)
	if _, err := w.tasks.Block(ctx, w.chair, x.ID, x.Version, secret.ID, false); field(err) != "not_found" {
		t.Errorf("taken back twice: %v", err)
	}
	if waits, err := w.tasks.Waits(ctx, w.chair, []task.Row{x.Row}); err != nil || len(waits) != 0 || x.Blockers != nil {
		t.Errorf("taken back, waits for %v (%v)", waits, err)
	}
}
