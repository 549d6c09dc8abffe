package task_test

import (
	"errors"
	"testing"

	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestFarDeadlines: a year that was typed wrong is refused with the last day there is, in drafts too; the bound itself is
// taken. On 24/4/2026.
func TestFarDeadlines(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, tc := range map[string]struct {
		due  vncal.Rule
		path string // of the fault, "" for none
	}{
		"the last day":        {vncal.Rule{Kind: vncal.KindDate, Date: "2036-04-24"}, ""},
		"one day after":       {vncal.Rule{Kind: vncal.KindDate, Date: "2036-04-25"}, "due.date"},
		"2206 for 2026":       {vncal.Rule{Kind: vncal.KindDate, Date: "2206-12-05"}, "due.date"},
		"no deadline, typed":  {vncal.Rule{Kind: vncal.KindDate, Date: "9999-12-31"}, "due.date"},
		"a term from far on":  {vncal.Rule{Kind: vncal.KindMonth, N: 12, Start: "2036-01-04"}, "due.n"},
		"a term of ten years": {vncal.Rule{Kind: vncal.KindMonth, N: 12, Start: "2035-04-01"}, ""},
		"none":                {vncal.Rule{Kind: vncal.KindNone}, ""},
	} {
		for _, assign := range []bool{false, true} {
			in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
			in.Due = tc.due
			_, err := w.tasks.Create(t.Context(), w.head, in, assign, "")
			if tc.path == "" {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			f := errs.As(err).Fields
			if !errors.Is(err, errs.ErrInvalid) || len(f) != 1 || f[0].Path != tc.path || f[0].Code != "too_far" || f[0].Args["max"] == "" {
				t.Errorf("%s: %v, %+v", name, err, f)
			}
		}
	}
}
