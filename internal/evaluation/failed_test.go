package evaluation

import (
	"testing"

	"congvu/internal/task"
)

// failedIs names the pieces of the last decision that have the error.
func failedIs(t task.Task, milli int64) task.Task {
	t.Submissions[len(t.Submissions)-1].Decision.FailedMilli = milli
	return t
}

// TestFailedPieces: a line knows how many pieces failed when every failed review named them, each review at most all
// there are (spec/evaluation.md §2.4, §2.11).
func TestFailedPieces(t *testing.T) {
	back := func(failed int64) task.Task { // 2 pieces, sent back for a major error, handed in again
		x := submitted(given("2026-03-02", "2026-03-13"), "2026-03-10 09:00")
		return submitted(failedIs(sentBack(x, "2026-03-11 09:00", "2026-03-16", true), failed), "2026-03-12 09:00")
	}
	for name, tc := range map[string]struct {
		task   task.Task
		q      int
		failed int64 // -1: nobody named any
	}{
		"no failed review":                 {approved(submitted(given("2026-03-02", "2026-03-13"), "2026-03-10 09:00"), "2026-03-11 09:00"), 0, -1},
		"approved with one piece faulty":   {failedIs(decided(submitted(given("2026-03-02", "2026-03-13"), "2026-03-10 09:00"), "2026-03-11 09:00", task.MajorError, false), 1000), 1, 1000},
		"approved, named by nobody":        {decided(submitted(given("2026-03-02", "2026-03-13"), "2026-03-10 09:00"), "2026-03-11 09:00", task.MajorError, false), 1, -1},
		"sent back with half a piece":      {approved(back(500), "2026-03-13 09:00"), 1, 500},
		"sent back and approved with more": {failedIs(decided(back(500), "2026-03-13 09:00", task.MajorError, false), 2000), 2, 2500},
		"one review named none":            {failedIs(decided(back(0), "2026-03-13 09:00", task.MajorError, false), 2000), 2, -1},
		"more than there are":              {approved(back(5000), "2026-03-13 09:00"), 1, 2000},
		"not decided again yet":            {back(1500), 1, 1500},
	} {
		lines := Lines(tc.task, local("2026-03-20 09:00"), official)
		if len(lines) != 1 {
			t.Fatalf("%s: %d lines", name, len(lines))
		}
		f := lines[0]
		got := int64(-1)
		if f.F != nil {
			got = *f.F
		}
		if f.Q != tc.q || got != tc.failed {
			t.Errorf("%s: %d failed reviews of %d pieces, want %d of %d", name, f.Q, got, tc.q, tc.failed)
		}
		if named := f.Line().FailedQuantity; (named != nil) != (tc.failed >= 0) {
			t.Errorf("%s: the line names %v", name, named)
		}
	}
}
