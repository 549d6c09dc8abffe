package task_test

import (
	"errors"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
)

// TestDraftNeedsATitleOnly: whoever saves a draft types a title and nothing else; what is missing is said when it is given.
func TestDraftNeedsATitleOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	for _, a := range []access.Actor{w.head, w.officer, w.clerk} {
		x, err := w.tasks.Create(ctx, a, task.Input{Title: "Chuẩn bị hội nghị\nsơ kết"}, false, "")
		if err != nil {
			t.Fatalf("%s: %v", a.Name, err)
		}
		if x.Title != "Chuẩn bị hội nghị sơ kết" || x.State != task.Draft || len(x.Waiting) != 0 || x.DueOn != "" {
			t.Errorf("%s: %q, %s, waits for %v, due %q", a.Name, x.Title, x.State, x.Waiting, x.DueOn)
		}
		if _, err := w.tasks.Get(ctx, w.director, x.ID); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: the draft is seen by another: %v", a.Name, err)
		}
		_, err = w.tasks.Assign(ctx, a, x.ID, x.Version)
		if f := errs.As(err).Fields; !errors.Is(err, errs.ErrInvalid) || len(f) != 4 || f[0].Path != "lead.unit" {
			t.Errorf("%s: given as it is: %v with %v", a.Name, err, f)
		}
		x, err = w.tasks.Edit(ctx, a, x.ID, x.Version, task.Input{Title: "Chuẩn bị hội nghị tổng kết", QtyMilli: 1000})
		if err != nil || x.QtyMilli != 1000 {
			t.Errorf("%s: edited: %v", a.Name, err)
		}
	}
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.QtyMilli = 0
	if _, err := w.tasks.Create(ctx, w.officer, in, false, ""); !errors.Is(err, errs.ErrInvalid) {
		t.Errorf("a proposal without a quantity: %v", err)
	}
	if _, err := w.tasks.Create(ctx, w.head, in, true, ""); !errors.Is(err, errs.ErrInvalid) {
		t.Errorf("given at once without a quantity: %v", err)
	}
	for _, title := range []string{"", "Việc", "..........", "\u2800\u2800\u2800\u2800\u2800\u2800"} {
		if _, err := w.tasks.Create(ctx, w.head, task.Input{Title: title}, false, ""); !errors.Is(err, errs.ErrInvalid) {
			t.Errorf("title %q: %v", title, err)
		}
	}
}
