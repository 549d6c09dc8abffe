package task_test

import (
	"context"
	"testing"

	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestMoving: the preview counts exactly the deadlines that the job then moves, and the people who lead that work.
func TestMoving(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-06-01 09:00")
	give := func(due vncal.Rule) task.Task {
		in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
		in.Due = due
		x, err := w.tasks.Create(t.Context(), w.head, in, true, "")
		w.ok(err)
		return x
	}
	working := func(n int) vncal.Rule { return vncal.Rule{Kind: vncal.KindWorking, N: n} }
	for _, r := range []vncal.Rule{working(3), working(5), working(8), {Kind: vncal.KindCalendar, N: 7}, {Kind: vncal.KindDate, Date: "2026-06-08"}, {Kind: vncal.KindNone}} {
		give(r) // due 4/6, 8/6, 11/6, 8/6; a fixed date never moves
	}
	before := vncal.Official()
	after := before.With(vncal.Day{Date: "2026-06-08", Name: "Ngày riêng", Type: vncal.SwappedOff, Source: "5/TB"})
	m, err := w.tasks.Moving(t.Context(), w.agency, before, after, "2026-06-08")
	if err != nil || m.Tasks != 3 || m.People != 1 { // 8/6 twice and 11/6
		t.Errorf("%+v, %v", m, err)
	}
	if m, err := w.tasks.Moving(t.Context(), "other", before, after, "2026-06-08"); err != nil || m.Tasks != 0 {
		t.Errorf("another agency: %+v, %v", m, err)
	}
	w.calendar.put(after)
	moved, err := w.tasks.Recount(t.Context(), w.agency, func(context.Context) error { return nil })
	if err != nil || moved != m.Tasks {
		t.Errorf("%d moved, %v", moved, err)
	}
	if m, err := w.tasks.Moving(t.Context(), w.agency, after, after, "2026-06-08"); err != nil || m.Tasks != 0 {
		t.Errorf("afterwards: %+v, %v", m, err)
	}
}

// TestRecountFollows: a calendar that changes while the job runs is counted too, though that change could begin no job.
func TestRecountFollows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-06-01 09:00")
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.Due = vncal.Rule{Kind: vncal.KindWorking, N: 5}
	x, err := w.tasks.Create(t.Context(), w.head, in, true, "")
	w.ok(err)
	first := vncal.Official().With(vncal.Day{Date: "2026-06-08", Name: "Ngày riêng", Type: vncal.SwappedOff, Source: "5/TB"})
	second := first.With(vncal.Day{Date: "2026-06-09", Name: "Ngày riêng", Type: vncal.SwappedOff, Source: "6/TB"})
	w.calendar.put(first)
	_, err = w.tasks.Recount(t.Context(), w.agency, func(context.Context) error { w.calendar.put(second); return nil })
	w.ok(err)
	if next := w.fresh(x); next.DueOn != "2026-06-10" || next.Calendar != second.Version() {
		t.Errorf("due %s by %s", next.DueOn, next.Calendar)
	}
}
