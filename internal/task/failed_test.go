package task_test

import (
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
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
				next, err = w.tasks.Return(t.Context(), w.head, x.ID, x.Version, "Số liệu của ba xã chưa đúng", tc.major, task.Faulty{Milli: tc.failed})
			} else {
				next, err = w.tasks.Approve(t.Context(), w.head, x.ID, x.Version, tc.verdict, 4000, task.Faulty{Milli: tc.failed}, "")
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

// TestFaultyPartTold: who leads and whoever's part has the major content error are told of it, and nobody else who helps; the
// history says whose part it is.
func TestFaultyPartTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.Coordinators = []task.Part{{Person: w.colleague.ID, Share: 20}, {Unit: w.snv.ID, Share: 10}}
	x, err := w.tasks.Create(ctx, w.head, in, true, "")
	w.ok(err)
	x = w.accept(x)
	x, err = w.tasks.DeliverPart(ctx, w.colleague, x.ID, x.Version, task.Party{Person: w.colleague.ID}, "Số liệu của ba xã")
	w.ok(err)
	x, err = w.tasks.Submit(ctx, w.officer, x.ID, x.Version, "Báo cáo", 1000)
	w.ok(err)
	_, err = w.tasks.Return(ctx, w.head, x.ID, x.Version, "Số liệu của ba xã chưa đúng", true, task.Faulty{Of: w.colleague.ID})
	w.ok(err)
	for a, want := range map[*access.Actor]string{&w.officer: "task.returned lead", &w.colleague: "task.returned coordinator"} {
		if got := w.messages(*a); len(got) == 0 || got[0] != want {
			t.Errorf("%s: %q, want %s first", a.Name, got, want)
		}
	}
	if got := w.messages(w.neighbour); slices.Contains(got, "task.returned coordinator") {
		t.Errorf("another who helps is told: %q", got)
	}
	n, err := w.db.Collection("audit").CountDocuments(ctx, bson.M{"action": "task.returned", "params.of": w.colleague.Name, "params.major": "true"})
	if err != nil || n != 1 {
		t.Errorf("the history names them %d times, %v", n, err)
	}
}
