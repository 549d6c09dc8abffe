package task_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/document"
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
	child, err := w.tasks.Split(ctx, w.head, parent.ID, in, nil, true, "k1")
	w.ok(err)
	again, err := w.tasks.Split(ctx, w.head, parent.ID, in, nil, true, "k1")
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

// TestSplitOfADocument: whoever has work hands it on with its source document, which they need not see beside it; another document
// that they do not see stays none of theirs.
func TestSplitOfADocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	kept := func(number string) string {
		d, err := w.docs.Create(ctx, w.chair, document.Input{Number: number, Date: "2026-04-20", Issuer: "UBND tỉnh", Abstract: "Rà soát hạ tầng họp trực tuyến", Urgency: "thuong"})
		w.ok(err)
		if _, err := w.docs.Get(ctx, w.head, d.ID); !errors.Is(err, errs.ErrNotFound) {
			t.Fatalf("the head sees %s: %v", number, err)
		}
		return d.ID
	}
	source, other := kept("2250/UBND-HTKT"), kept("2251/UBND-HTKT")
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID})
	in.Document = source
	parent, err := w.tasks.Create(ctx, w.chair, in, true, "")
	w.ok(err)
	parent, err = w.tasks.Accept(ctx, w.head, parent.ID, parent.Version, "")
	w.ok(err)
	in.Lead = task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}
	child, err := w.tasks.Split(ctx, w.head, parent.ID, in, []task.Lead{{Unit: w.cntt.ID, Person: w.colleague.ID}}, true, "")
	w.ok(err)
	if child.Document == nil || child.Document.ID != source || child.Document.Number != "2250/UBND-HTKT" {
		t.Errorf("handed on with %+v", child.Document)
	}
	in.Document = other
	if _, err := w.tasks.Split(ctx, w.head, parent.ID, in, nil, true, ""); !errors.Is(err, errs.ErrInvalid) || errs.As(err).Fields[0].Path != "documentId" {
		t.Errorf("with a document of others: %v", err)
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
		if _, err := w.tasks.Split(ctx, a, parent.ID, tc.in, nil, true, ""); !errors.Is(err, tc.want) {
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
	child, err := w.tasks.Split(ctx, w.head, parent.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
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
			_, err := w.tasks.Split(ctx, w.director, top.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), nil, true, fmt.Sprint("k", i))
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
	low, err := w.tasks.Split(ctx, w.head, nodes[1].ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
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
		child, err := w.tasks.Split(ctx, w.director, top.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), nil, true, "")
		w.ok(err)
		_, err = w.tasks.Split(ctx, w.head, child.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
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

// below is what became of the parts of a task, by title.
func (w *world) below(x task.Task) map[string]task.Node {
	w.t.Helper()
	nodes, _, err := w.tasks.Tree(w.t.Context(), w.chair, x.ID)
	w.ok(err)
	all := map[string]task.Node{}
	for _, n := range nodes {
		all[n.Title] = n
	}
	return all
}

// TestDownTheTree: what is taken from its lead is taken from those below, and dropped work is dropped whole, at every level
// and in one act; the people of each part are told. What has ended stays.
func TestDownTheTree(t *testing.T) {
	t.Parallel()
	const why = "Chuyển việc cho đơn vị khác"
	for name, tc := range map[string]struct {
		do                func(w *world, top task.Task) (task.Task, error)
		top, open, unsent task.State // of the top, of what somebody had, of a draft
		told              string
	}{
		"recalled": {func(w *world, x task.Task) (task.Task, error) {
			return w.tasks.Recall(w.t.Context(), w.chair, x.ID, x.Version, why)
		}, task.Recalled, task.Recalled, task.Draft, "task.recalled lead"},
		"given back": {func(w *world, x task.Task) (task.Task, error) {
			return w.tasks.Decline(w.t.Context(), w.director, x.ID, x.Version, why)
		}, task.Draft, task.Recalled, task.Draft, "task.recalled lead"},
		"cancelled": {func(w *world, x task.Task) (task.Task, error) {
			return w.tasks.Cancel(w.t.Context(), w.chair, x.ID, x.Version, why)
		}, task.Cancelled, task.Cancelled, task.Cancelled, "task.cancelled lead"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := t.Context()
			top, err := w.tasks.Create(ctx, w.chair, w.input(task.Lead{Unit: w.stttt.ID, Person: w.director.ID}), true, "")
			w.ok(err)
			part := func(by access.Actor, of task.Task, title string, lead access.Actor, assign bool) task.Task {
				in := w.input(task.Lead{Unit: w.cntt.ID, Person: lead.ID})
				in.Title = title
				x, err := w.tasks.Split(ctx, by, of.ID, in, nil, assign, "")
				w.ok(err)
				return x
			}
			mid := part(w.director, top, "Phần của phòng", w.head, true)
			part(w.head, mid, "Phần của chuyên viên", w.officer, true)
			draft := part(w.director, top, "Phần còn là nháp", w.head, false)
			ended := part(w.director, top, "Phần đã bỏ", w.head, true)
			_, err = w.tasks.Cancel(ctx, w.director, ended.ID, ended.Version, "Không cần phần này nữa")
			w.ok(err)
			top, err = w.tasks.Get(ctx, w.chair, top.ID)
			w.ok(err)

			now, err := tc.do(w, top)
			w.ok(err)
			if now.State != tc.top {
				t.Errorf("the top is %s, want %s", now.State, tc.top)
			}
			got := w.below(top)
			if draft, err = w.tasks.Get(ctx, w.director, draft.ID); err != nil || draft.State != tc.unsent {
				t.Errorf("the draft is %s, want %s: %v", draft.State, tc.unsent, err)
			}
			for title, want := range map[string]task.State{"Phần của phòng": tc.open, "Phần của chuyên viên": tc.open, "Phần đã bỏ": task.Cancelled} {
				if got[title].State != want {
					t.Errorf("%s is %s, want %s", title, got[title].State, want)
				}
			}
			for _, who := range []access.Actor{w.head, w.officer} {
				if !slices.Contains(w.messages(who), tc.told) {
					t.Errorf("%s was told %v, want %q", who.ID, w.messages(who), tc.told)
				}
			}
			if tc.open != task.Recalled {
				return
			}
			if mid := got["Phần của phòng"]; len(mid.Waiting) != 1 || mid.Waiting[0] != w.director.ID {
				t.Errorf("the recalled part waits for %v, want its assigner", mid.Waiting)
			}
			mid, err = w.tasks.Get(ctx, w.director, mid.ID)
			w.ok(err)
			if _, err := w.tasks.Assign(ctx, w.director, mid.ID, mid.Version); !errors.Is(err, task.ErrParent) {
				t.Errorf("a part was given again though nobody has the whole: %v", err)
			}
		})
	}
}

// TestRandomTree: whatever is tried on a task and its parts, by the right people or not, work that was handed in or has ended
// has no part that somebody still has, work that nobody has has none either, and dropped work nothing open. No clock is given back
// twice for one submission, nothing waits for itself, and the lines of each task are those of the task as it is stored.
func TestRandomTree(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, rnd := t.Context(), rand.New(rand.NewPCG(8, 1))
	actors := []access.Actor{w.director, w.head, w.officer}
	const why = "Có thay đổi trong kế hoạch công tác"
	moves := []int{0, 0, 0, 0, 0, 1, 1, 1, 1, 3, 3, 3, 3, 5, 5, 5, 6, 7, 7, 8, 8, 9, 10, 11, 11, 12, 13, 13, 14, 14, 14} // work goes on more often than it is stopped
	done, refused, ids := map[int]int{}, 0, []string{}
	try := func(n int, a access.Actor, id string) (task.Task, error) {
		x, err := w.tasks.Get(ctx, a, id)
		if err != nil {
			return x, err
		}
		switch n {
		case 0:
			in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
			in.Due = vncal.Rule{Kind: vncal.KindWorking, N: 1} // while the whole runs on
			return w.tasks.Split(ctx, a, id, in, nil, true, "")
		case 1:
			return w.tasks.Accept(ctx, a, id, x.Version, "")
		case 3:
			return w.tasks.Submit(ctx, a, id, x.Version, "Đã xong", 1000)
		case 5:
			return w.tasks.Approve(ctx, a, id, x.Version, task.Met, 1000, task.Faulty{}, "")
		case 6:
			return w.tasks.Recall(ctx, a, id, x.Version, why)
		case 7:
			return w.tasks.Assign(ctx, a, id, x.Version)
		case 8:
			return w.tasks.Reopen(ctx, a, id, x.Version, why)
		case 9:
			return w.tasks.Cancel(ctx, a, id, x.Version, why)
		case 11:
			return w.tasks.Return(ctx, a, id, x.Version, why, rnd.IntN(2) == 0, task.Faulty{})
		case 12:
			return w.tasks.Withdraw(ctx, a, id, x.Version)
		case 13:
			return w.tasks.Block(ctx, a, id, x.Version, ids[rnd.IntN(len(ids))], rnd.IntN(4) > 0)
		case 14:
			var finished []string
			nodes, _, err := w.tasks.Tree(ctx, a, id)
			w.ok(err)
			for _, n := range nodes {
				if n.State == task.Completed {
					finished = append(finished, n.ID)
				}
			}
			return w.tasks.Rework(ctx, a, id, x.Version, finished, why)
		}
		return w.tasks.Decline(ctx, a, id, x.Version, why)
	}
	for round := range 8 {
		top := w.handed()
		ids = []string{top.ID}
		for range 2 {
			if round%4 == 3 { // a whole that has come back with its parts done, which chance seldom brings about
				ids = append(ids, w.finished(top, w.officer).ID)
				continue
			}
			part, err := try(0, w.head, top.ID)
			w.ok(err)
			ids = append(ids, part.ID)
		}
		if round%4 == 3 {
			_, err := try(3, w.head, top.ID)
			w.ok(err)
			_, err = try(11, w.director, top.ID)
			w.ok(err)
		}
		now, blockers := w.clock.Now(), map[string][]string{}
		for range 36 {
			now = now.Add(time.Duration(rnd.IntN(5)) * time.Hour)
			w.at(now.In(vncal.Zone()).Format("2006-01-02 15:04"))
			id, n := ids[rnd.IntN(len(ids))], moves[rnd.IntN(len(moves))]
			if x, err := w.tasks.Get(ctx, w.director, id); err == nil && rnd.IntN(4) > 0 { // mostly what somebody may do, else most moves go nowhere
				n = offered(rnd, actors, x, n)
			}
			if n == 9 && id == top.ID && rnd.IntN(4) > 0 { // what is dropped is out of the game
				continue
			}
			for _, i := range rnd.Perm(len(actors)) { // those whose act it is not are refused
				made, err := try(n, actors[i], id)
				if e := errs.As(err); err != nil && e.Kind == errs.Internal {
					t.Fatalf("move %d: %v", n, err)
				} else if err != nil {
					refused++
					continue
				}
				if done[n]++; n == 0 {
					ids = append(ids, made.ID)
				}
				break
			}
			whole, err := w.tasks.Get(ctx, w.director, top.ID)
			w.ok(err)
			nodes, _, err := w.tasks.Tree(ctx, w.director, top.ID)
			w.ok(err)
			for _, part := range nodes {
				held := part.State.Given() && (whole.State == task.Submitted || !whole.State.Given())
				if held || whole.State == task.Cancelled && part.Open {
					t.Fatalf("after move %d the whole is %s and a part %s", n, whole.State, part.State)
				}
			}
			for _, id := range ids {
				x, err := w.tasks.Get(ctx, w.director, id)
				if errors.Is(err, errs.ErrNotFound) { // a draft is its author's
					continue
				}
				w.ok(err)
				back, given := 0, 0
				for _, s := range x.Submissions {
					if s.Ended() != nil {
						back++
					}
				}
				for _, d := range x.Dues {
					if d.Why == task.DueReturned || d.Why == task.DueReopened {
						given++
					}
				}
				if given > back {
					t.Fatalf("after move %d the clock of %s was given back %d times for %d submissions", n, x.Code, given, back)
				}
				if line := w.facts.of(id); line.Version != x.Version || line.State != x.State || !slices.Equal(line.Dues, x.Dues) {
					t.Fatalf("after move %d the lines of %s are of version %d in %s, it is %d in %s", n, x.Code, line.Version, line.State, x.Version, x.State)
				}
				if blockers[id] = x.Blockers; !x.Open {
					blockers[id] = nil
				}
			}
			for id := range blockers {
				if waitsForItself(blockers, id) {
					t.Fatalf("after move %d %s waits for itself: %v", n, id, blockers)
				}
			}
		}
	}
	for _, n := range moves {
		if done[n] == 0 || refused < 50 {
			t.Errorf("move %d was never allowed: the test tries too little (%v, %d refused)", n, done, refused)
		}
	}
}

// offered picks one of the moves that somebody may make with x, n when there is none. Work is ended or taken back less often
// than it goes on.
func offered(rnd *rand.Rand, actors []access.Actor, x task.Task, n int) int {
	moves := map[task.Act][]int{
		task.ActAccept: {1, 1, 1}, task.ActSubmit: {3, 3, 3, 3}, task.ActApprove: {5, 5}, task.ActRecall: {6}, task.ActAssign: {7, 7, 7}, task.ActReopen: {8},
		task.ActDecline: {10}, task.ActReturn: {11, 11}, task.ActWithdraw: {12},
	}
	var all []int
	for _, a := range actors {
		for _, act := range task.Acts(a, x) {
			if act == task.ActRecall && rnd.IntN(4) > 0 {
				continue
			}
			all = append(all, moves[act]...)
		}
		if task.CanRework(a, x) {
			all = append(all, 14, 14, 14, 14)
		}
		if task.CanBlock(a, x) {
			all = append(all, 13)
		}
		if task.CanSplit(a, x) && rnd.IntN(2) == 0 {
			all = append(all, 0)
		}
	}
	if len(all) == 0 {
		return n
	}
	return all[rnd.IntN(len(all))]
}

// waitsForItself follows what id waits for.
func waitsForItself(blockers map[string][]string, id string) bool {
	seen, next := map[string]bool{}, blockers[id]
	for len(next) > 0 {
		at := next[0]
		if next = next[1:]; at == id {
			return true
		}
		if !seen[at] {
			seen[at] = true
			next = append(slices.Clip(next), blockers[at]...)
		}
	}
	return false
}

// TestSplitToMany: one piece of work for many is one child each, once per key, all of them or none.
func TestSplitToMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	parent := w.handed()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	colleague, unit := task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID}, task.Lead{Unit: w.cntt.ID}
	for name, tc := range map[string]struct {
		others []task.Lead
		want   error
		at     string
	}{
		"outside the reach": {[]task.Lead{colleague, {Unit: w.snv.ID}}, task.ErrOutside, "others[1]"},
		"named twice":       {[]task.Lead{colleague, colleague}, errs.ErrInvalid, "others[1]"},
		"the lead again":    {[]task.Lead{in.Lead}, errs.ErrInvalid, "others[0]"},
		"nobody":            {[]task.Lead{{}}, errs.ErrInvalid, "others[0]"},
		"themselves":        {[]task.Lead{{Unit: w.cntt.ID, Person: w.head.ID}}, task.ErrOwnWork, "others[0]"},
		"too many":          {make([]task.Lead, task.MaxTogether), errs.ErrInvalid, "others"},
	} {
		_, err := w.tasks.Split(ctx, w.head, parent.ID, in, tc.others, true, "")
		if e := errs.As(err); !errors.Is(err, tc.want) || len(e.Fields) == 0 || e.Fields[0].Path != tc.at {
			t.Errorf("%s: %v at %v, want %v at %s", name, err, e.Fields, tc.want, tc.at)
		}
	}
	if nodes, _, err := w.tasks.Tree(ctx, w.head, parent.ID); err != nil || len(nodes) != 0 {
		t.Fatalf("left behind: %v, %v", nodes, err)
	}
	for range 2 {
		_, err := w.tasks.Split(ctx, w.head, parent.ID, in, []task.Lead{colleague, unit}, true, "k1")
		w.ok(err)
	}
	nodes, _, err := w.tasks.Tree(ctx, w.director, parent.ID)
	w.ok(err)
	var leads []task.Lead
	for _, n := range nodes {
		leads = append(leads, n.Lead)
	}
	if want := []task.Lead{in.Lead, colleague, unit}; !slices.Equal(leads, want) {
		t.Errorf("led by %v, want %v", leads, want)
	}
	now, err := w.tasks.Get(ctx, w.head, parent.ID)
	w.ok(err)
	if now.Children != 3 || now.Version != parent.Version+1 {
		t.Errorf("the parent counts %d parts at version %d, want 3 at %d", now.Children, now.Version, parent.Version+1)
	}
	if !slices.Contains(w.messages(w.colleague), "task.assigned lead") {
		t.Errorf("the second lead was told %v", w.messages(w.colleague))
	}
}
