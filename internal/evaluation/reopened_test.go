package evaluation_test

import (
	"testing"

	"congvu/internal/task"
)

// TestReopenedWork: reopened in its month it is no line that is done any more, and one again once it is approved again; once its
// month closes it stays as it is.
func TestReopenedWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-04-06 09:00")
	x := w.approve(w.submit(w.give("2026-04-20", 1)))
	reason := "Duyệt nhầm, còn thiếu phụ lục"
	w.at("2026-04-07 09:00")
	x, err := w.tasks.Reopen(w.ctx, w.head, x.ID, x.Version, reason)
	w.ok(err)
	w.at("2026-04-22 09:00") // the deadline given back, 21 April, has passed
	if s := w.score("2026-04"); len(s.Lines) != 1 || s.Lines[0].D != 0 || s.Lines[0].State != task.InProgress || s.Lines[0].L != 1 {
		t.Errorf("reopened: %+v", s.Lines)
	}
	x = w.approve(w.submit(x))
	if s := w.score("2026-04"); len(s.Lines) != 1 || s.Lines[0].D != 1000 {
		t.Errorf("approved again: %+v", s.Lines)
	}
	w.advance("2026-05-01 01:00")
	before := w.facts()
	_, err = w.tasks.Reopen(w.ctx, w.head, x.ID, x.Version, reason)
	w.refused("reopened while its month closes", err, task.ErrMonthClosed)
	if after := w.facts(); len(after) != len(before) {
		t.Errorf("%d lines, then %d", len(before), len(after))
	}
}
