package grading

import (
	"testing"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// TestStepsDue: the days of the steps on the working calendar, after the period and within it.
func TestStepsDue(t *testing.T) {
	t.Parallel()
	cal := vncal.Official()
	after := StepDays{StepsAfter, 2, 4, 7, 5, 10}
	within := StepDays{StepsWithin, 23, 25, 28, 5, 10}
	for name, tc := range map[string]struct {
		days StepDays
		p    Period
		want Dues
	}{
		// the last day of October 2026 is a Saturday
		"a month":                        {after, "2026-10", Dues{"2026-11-03", "2026-11-05", "2026-11-10"}},
		"a month before holidays":        {after, "2026-04", Dues{"2026-05-05", "2026-05-07", "2026-05-12"}},
		"a quarter":                      {after, "2026-Q3", Dues{"2026-10-02", "2026-10-06", "2026-10-09"}},
		"days of the month":              {within, "2026-09", Dues{"2026-09-23", "2026-09-25", "2026-09-28"}},
		"days of the month that are off": {within, "2026-11", Dues{"2026-11-23", "2026-11-25", "2026-11-30"}},
		"a year, before 15 December":     {after, "2026", Dues{Decide: "2026-12-14"}},
		"a year whose 14th is a Sunday":  {within, "2025", Dues{Decide: "2025-12-12"}},
	} {
		if got, ok := tc.days.Due(cal, tc.p); !ok || got != tc.want {
			t.Errorf("%s: %v %t, want %v", name, got, ok, tc.want)
		}
	}
	if _, ok := (StepDays{}).Due(cal, "2026-10"); ok {
		t.Error("a policy without steps dates them")
	}
}

// TestStepFaults: each way to date steps that nobody could keep.
func TestStepFaults(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		days StepDays
		want string
	}{
		"the default":                {StepDays{StepsAfter, 2, 4, 7, 5, 10}, ""},
		"23, 25, 28":                 {StepDays{StepsWithin, 23, 25, 28, 5, 10}, ""},
		"all on one day":             {StepDays{StepsAfter, 3, 3, 3, 5, 10}, ""},
		"an unknown way":             {StepDays{"soon", 2, 4, 7, 5, 10}, "way choice"},
		"no days":                    {StepDays{StepsAfter, 0, 4, 7, 5, 10}, "self too_small"},
		"review before self-scoring": {StepDays{StepsAfter, 4, 2, 7, 5, 10}, "review too_small"},
		"decision before the review": {StepDays{StepsAfter, 2, 4, 3, 5, 10}, "decide too_small"},
		"a month later":              {StepDays{StepsAfter, 2, 4, 21, 5, 10}, "decide too_large"},
		"the 29th":                   {StepDays{StepsWithin, 23, 25, 29, 5, 10}, "decide too_large"},
		"no petition":                {StepDays{StepsAfter, 2, 4, 7, 0, 10}, "petition too_small"},
		"an answer after a quarter":  {StepDays{StepsAfter, 2, 4, 7, 5, 60}, "answer too_large"},
	} {
		got := ""
		for _, f := range tc.days.faults(errs.ErrInvalid, "").Fields {
			got += f.Path + " " + f.Code
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestChosenSteps: an agency's choice of days takes the place of the policy's, and one that says the same is none.
func TestChosenSteps(t *testing.T) {
	t.Parallel()
	all, err := LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := all.Find("nd335-2025")
	same, other := p.Steps.Value, StepDays{StepsWithin, 23, 25, 28, 5, 10}
	if c, err := p.CheckChoice(Choice{Steps: &same}); err != nil || c.Steps != nil {
		t.Errorf("the same days: %v %v", c.Steps, err)
	}
	c, err := p.CheckChoice(Choice{Steps: &other})
	if err != nil || c.Steps == nil || p.Chosen(c).Steps.Value != other {
		t.Errorf("other days: %v %v", c.Steps, err)
	}
	if _, err := p.CheckChoice(Choice{Steps: &StepDays{}}); err == nil {
		t.Error("no days at all are accepted")
	}
}
