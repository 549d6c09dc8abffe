package task_test

import (
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// TestAttention: whoever is in charge sees what of their units is late, due today or stuck, with whom and since when; not
// their own work, and nobody else sees anything.
func TestAttention(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	due := func(date vncal.Date) task.Task {
		in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
		in.Due = vncal.Rule{Kind: vncal.KindDate, Date: date}
		x, err := w.tasks.Create(ctx, w.director, in, true, "")
		w.ok(err)
		return x
	}
	late, today, later := due("2026-04-27"), due("2026-04-28"), due("2026-05-20")
	w.at("2026-04-28 08:00")
	for _, x := range []*task.Task{&late, &today} {
		got, err := w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
		w.ok(err)
		*x = got
	}
	stuckBefore := time.Date(2026, 4, 25, 0, 0, 0, 0, vncal.Zone())
	codes := func(p tasklist.Part) (all []string) {
		for _, r := range p.Rows {
			all = append(all, r.Code)
		}
		if p.Count.N != len(p.Rows) || p.Count.More {
			t.Errorf("count %+v of %d", p.Count, len(p.Rows))
		}
		return all
	}
	one := func(what string, got []string, want task.Task) {
		t.Helper()
		if len(got) != 1 || got[0] != want.Code {
			t.Errorf("%s: %v, want %s", what, got, want.Code)
		}
	}
	for _, a := range []access.Actor{w.chair, w.director, w.deputy, w.head} {
		all, err := w.lists.Attention(ctx, a, stuckBefore)
		w.ok(err)
		one(a.Name+", late", codes(all.Late), late)
		one(a.Name+", today", codes(all.Today), today)
		one(a.Name+", stuck", codes(all.Stuck), later)
		if r := all.Stuck.Rows[0]; len(r.Waiting) != 1 || r.Waiting[0] != w.officer.ID || r.WaitingSince == nil {
			t.Errorf("waits for %v since %v", r.Waiting, r.WaitingSince)
		}
	}
	for _, a := range []access.Actor{w.officer, w.colleague, w.neighbour, w.clerk} {
		if all, err := w.lists.Attention(ctx, a, stuckBefore); err != nil || len(codes(all.Late))+len(codes(all.Today))+len(codes(all.Stuck)) != 0 {
			t.Errorf("%s sees %+v, %v", a.Name, all, err)
		}
	}
	_, err := w.tasks.Submit(ctx, w.officer, late.ID, late.Version, "Kết quả", 1000)
	w.ok(err)
	if all, err := w.lists.Attention(ctx, w.head, stuckBefore); err != nil || len(all.Late.Rows) != 0 {
		t.Errorf("handed in and still late: %v, %v", codes(all.Late), err)
	}
}
