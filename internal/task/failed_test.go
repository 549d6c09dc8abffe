package task_test

import (
	"errors"
	"testing"

	"congvu/internal/errs"
	"congvu/internal/task"
)

// TestFailedPiecesOfADecision: a failed review names its pieces, all that were handed in unless the approver says how many.
func TestFailedPiecesOfADecision(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		verdict task.Verdict // task.Returned: sent back
		major   bool
		failed  int64
		want    int64
		fault   string // field that is refused
	}{
		"approved":                        {task.Met, false, 0, 0, ""},
		"approved with an error":          {task.MajorError, false, 0, 4000, ""},
		"… in one piece":                  {task.MajorError, false, 1000, 1000, ""},
		"… in more than were handed in":   {task.MajorError, false, 4001, 0, "failedQuantity"},
		"… in less than none":             {task.MajorError, false, -1, 0, "failedQuantity"},
		"approved, pieces without reason": {task.Met, false, 1000, 0, "failedQuantity"},
		"sent back":                       {task.Returned, false, 0, 0, ""},
		"sent back for a major error":     {task.Returned, true, 0, 4000, ""},
		"… in half a piece":               {task.Returned, true, 500, 500, ""},
		"… in more than were given in":    {task.Returned, true, 9000, 0, "failedQuantity"},
		"sent back, pieces for nothing":   {task.Returned, false, 500, 0, "failedQuantity"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			x := w.accept(w.give())
			x, err := w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Bốn văn bản", 4000)
			w.ok(err)
			var next task.Task
			if tc.verdict == task.Returned {
				next, err = w.tasks.Return(t.Context(), w.head, x.ID, x.Version, "Số liệu của ba xã chưa đúng", tc.major, tc.failed)
			} else {
				next, err = w.tasks.Approve(t.Context(), w.head, x.ID, x.Version, tc.verdict, 4000, tc.failed, "")
			}
			if tc.fault != "" {
				if e := errs.As(err); !errors.Is(err, errs.ErrInvalid) || len(e.Fields) != 1 || e.Fields[0].Path != tc.fault {
					t.Errorf("refused with %v", err)
				}
				return
			}
			w.ok(err)
			if got := next.Submissions[0].Decision.FailedMilli; got != tc.want {
				t.Errorf("%d thousandths failed, want %d", got, tc.want)
			}
		})
	}
}
