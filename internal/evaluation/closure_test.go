package evaluation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
)

// TestClosure: the counts before a close are those of what it does, before the job has run and after.
func TestClosure(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april = grading.Period("2026-04")
	w.submit(w.give("2026-04-29", 1))
	w.give("2026-04-20", 1)
	_, err := w.eval.Closure(w.ctx, w.hr, april)
	w.refused("a running month", err, evaluation.ErrRunning)
	w.at("2026-05-02 10:00") // the job has not run
	_, err = w.eval.Closure(w.ctx, w.head, april)
	w.refused("by a head", err, evaluation.ErrNotHR)
	type counts struct {
		State     evaluation.State
		Ungraded  int
		Undecided int
	}
	expect := func(want counts) evaluation.Month {
		t.Helper()
		c, err := w.eval.Closure(w.ctx, w.hr, april)
		w.ok(err)
		if diff := cmp.Diff(want, counts{c.Month.State, len(c.Ungraded), c.Undecided}); diff != "" {
			t.Errorf("what a close does (-want +got):\n%s", diff)
		}
		return c.Month
	}
	expect(counts{evaluation.Open, 6, 1}) // all but the public employee, whom no policy grades
	w.advance("2026-05-02 10:00")
	expect(counts{evaluation.Closing, 5, 1}) // nobody here gives the director points
	w.generalPoints(april, w.score(april).Sheet.Version)
	expect(counts{evaluation.Closing, 4, 1})

	w.close(april)
	if got := len(lines(w.score("2026-05"))); got != 2 { // the undecided one beside the unfinished one
		t.Errorf("%d lines in the next month", got)
	}
	_, err = w.eval.Closure(w.ctx, w.hr, april)
	w.refused("a closed month", err, evaluation.ErrClosed)
}
