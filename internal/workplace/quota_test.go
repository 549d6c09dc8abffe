package workplace

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

func TestRule(t *testing.T) {
	for name, tc := range map[string]struct {
		rule  Rule
		count Count // after the decision
		allow error
		take  error
	}{
		"no limit":                    {Rule{}, Count{Staff: 10, Remote: 10}, nil, nil},
		"exactly half":                {Rule{MinOnSite: 50}, Count{Staff: 10, Remote: 5}, nil, nil},
		"one below half":              {Rule{MinOnSite: 50}, Count{Staff: 10, Remote: 6}, ErrQuota, nil},
		"rounded up":                  {Rule{MinOnSite: 50}, Count{Staff: 11, Remote: 6}, ErrQuota, nil},
		"leave is not counted":        {Rule{MinOnSite: 50}, Count{Staff: 11, Leave: 1, Remote: 5}, nil, nil},
		"a mission is not on site":    {Rule{MinOnSite: 50}, Count{Staff: 10, Remote: 5, Field: 1}, ErrQuota, nil},
		"everybody on site":           {Rule{MinOnSite: 100}, Count{Staff: 4, Remote: 1}, ErrQuota, nil},
		"at most half":                {Rule{MaxOnSite: 50}, Count{Staff: 10, Remote: 5}, nil, nil},
		"one above the most":          {Rule{MaxOnSite: 50}, Count{Staff: 10, Remote: 4}, nil, ErrCrowded},
		"the most rounded down":       {Rule{MaxOnSite: 50}, Count{Staff: 11, Remote: 5}, nil, ErrCrowded},
		"nobody in the unit at all":   {Rule{MinOnSite: 50, MaxOnSite: 50}, Count{}, nil, nil},
		"everybody on leave":          {Rule{MinOnSite: 50}, Count{Staff: 3, Leave: 3}, nil, nil},
		"one percent asks for one":    {Rule{MinOnSite: 1}, Count{Staff: 10, Remote: 10}, ErrQuota, nil},
		"at most a percent is nobody": {Rule{MaxOnSite: 1}, Count{Staff: 10, Remote: 9}, nil, ErrCrowded},
	} {
		if got := tc.rule.Allows("2026-05-08 am", tc.count); !errors.Is(got, tc.allow) || (got == nil) != (tc.allow == nil) {
			t.Errorf("%s: Allows = %v, want %v", name, got, tc.allow)
		}
		if got := tc.rule.Takes("2026-05-08 am", tc.count); !errors.Is(got, tc.take) || (got == nil) != (tc.take == nil) {
			t.Errorf("%s: Takes = %v, want %v", name, got, tc.take)
		}
	}
	err := Rule{MinOnSite: 50}.Allows("2026-05-08 pm", Count{Staff: 11, Leave: 1, Remote: 6})
	want := "buổi chiều thứ Sáu 08/05/2026 chỉ còn 4 trên 10 người tại cơ quan; quy định cần ít nhất 5 (50%)"
	if got := errs.As(err).Sentence(errs.Vietnamese); !strings.Contains(got, want) {
		t.Errorf("the sentence is %q, want the numbers: %q", got, want)
	}
}

func TestWeek(t *testing.T) {
	days := func(list ...string) (halves []Half) {
		for _, d := range list {
			halves = append(halves, HalfOf(vncal.Date("2026-05-"+d), false), HalfOf(vncal.Date("2026-05-"+d), true))
		}
		return halves
	}
	r := Rule{MaxDays: 3}
	if err := r.Week(days("04", "05", "06", "11", "12", "13")); err != nil {
		t.Errorf("three days in each of two weeks: %v", err)
	}
	err := r.Week(append(days("04", "05", "06"), "2026-05-08 pm"))
	if !errors.Is(err, ErrWeek) || errs.As(err).Args["days"] != "3,5" || errs.As(err).Args["week"] != "04/05/2026" {
		t.Errorf("three and a half days: %v %v", err, errs.As(err).Args)
	}
	if err := (Rule{}).Week(days("04", "05", "06", "07", "08")); err != nil {
		t.Errorf("without a limit: %v", err)
	}
}

// TestEffective: of what a unit and those above it set, the strictest counts, each by its latest day.
func TestEffective(t *testing.T) {
	rules := []Rule{
		{Unit: "tinh", From: "2026-01-01", MinOnSite: 30, MaxDays: 4, Basis: "Công văn tỉnh"},
		{Unit: "phong", From: "2026-01-01", MinOnSite: 60},
		{Unit: "phong", From: "2026-05-01", MinOnSite: 20, MaxOnSite: 80, MaxDays: 5, Products: []string{"CV-02"}},
		{Unit: "phongkhac", From: "2026-01-01", MinOnSite: 100},
	}
	path := []string{"tinh", "so", "phong"}
	for day, want := range map[vncal.Date]Rule{
		"2025-12-31": {},
		"2026-04-30": {MinOnSite: 60, MaxDays: 4},
		"2026-05-01": {MinOnSite: 30, MaxOnSite: 80, MaxDays: 4},
	} {
		got := Effective(rules, path, day)
		if got.MinOnSite != want.MinOnSite || got.MaxOnSite != want.MaxOnSite || got.MaxDays != want.MaxDays {
			t.Errorf("on %s: %+v, want %+v", day, got, want)
		}
	}
	got := Effective(rules, path, "2026-06-01")
	if in := got.Indoors([]Work{{ProductCode: "CV-02"}, {ProductCode: "CV-03"}, {}}); len(in) != 1 || got.Basis != "Công văn tỉnh" {
		t.Errorf("may not leave: %v, by %q", in, got.Basis)
	}
}

func TestInput(t *testing.T) {
	cal := vncal.Official()
	const now = Half("2026-05-07 pm")
	for name, tc := range map[string]struct {
		change func(*Input)
		path   string
		code   string
	}{
		"whole":                       {func(*Input) {}, "", ""},
		"no half-day":                 {func(in *Input) { in.Halves = nil }, "days", "required"},
		"over":                        {func(in *Input) { in.Halves = []Half{"2026-05-07 am"} }, "days", "past"},
		"this half":                   {func(in *Input) { in.Halves = []Half{now} }, "", ""},
		"a Saturday":                  {func(in *Input) { in.Halves = []Half{"2026-05-09 am"} }, "days", "day_off"},
		"no day":                      {func(in *Input) { in.Halves = []Half{"2026-02-30 am"} }, "days", "date"},
		"far away":                    {func(in *Input) { in.Halves = []Half{"2027-05-07 am"} }, "days", "too_far"},
		"twice the same is one":       {func(in *Input) { in.Halves = []Half{"2026-05-08 am", "2026-05-08 am"} }, "", ""},
		"no reason":                   {func(in *Input) { in.Reason = " " }, "reason", "required"},
		"no telephone":                {func(in *Input) { in.Phone = "" }, "phone", "required"},
		"letters":                     {func(in *Input) { in.Phone = "0905 abc 266" }, "phone", "format"},
		"too few digits":              {func(in *Input) { in.Phone = "0905 417" }, "phone", "format"},
		"foreign number":              {func(in *Input) { in.Phone = "+84 905.417-266" }, "", ""},
		"plus inside":                 {func(in *Input) { in.Phone = "0905+417266" }, "phone", "format"},
		"no commitment":               {func(in *Input) { in.Committed = false }, "committed", "required"},
		"no work":                     {func(in *Input) { in.Works = nil }, "works", "required"},
		"work without a product":      {func(in *Input) { in.Works[0].Product = "" }, "works[0].product", "required"},
		"work without a title":        {func(in *Input) { in.Works[0].Title = "" }, "works[0].title", "required"},
		"work with a wrong day":       {func(in *Input) { in.Works[0].Due = "2026-13-01" }, "works[0].due", "date"},
		"one task twice":              {func(in *Input) { in.Works = []WorkInput{{Task: "t"}, {Task: "t"}} }, "works[1].task", "duplicate"},
		"too much work":               {func(in *Input) { in.Works = make([]WorkInput, MaxWorks+1) }, "works", "too_many"},
		"more than a month":           {func(in *Input) { in.Halves = manyHalves(MaxHalves + 1) }, "days", "too_many"},
		"reason as long as a chapter": {func(in *Input) { in.Reason = strings.Repeat("ế", MaxReason+1) }, "reason", "too_long"},
	} {
		in := wish("05-08 am", "05-08 pm")
		tc.change(&in)
		_, err := in.Normal(true, now, cal)
		var got []string
		if err != nil {
			for _, f := range errs.As(err).Fields {
				got = append(got, f.Path+" "+f.Code)
			}
		}
		if tc.code == "" && err != nil || tc.code != "" && !slices.Contains(got, tc.path+" "+tc.code) {
			t.Errorf("%s: %v, want %s %s", name, got, tc.path, tc.code)
		}
	}
	if _, err := (Input{}).Normal(false, now, cal); err != nil {
		t.Errorf("an empty draft: %v", err)
	}
}

// manyHalves returns n half-days from 11/5/2026.
func manyHalves(n int) (all []Half) {
	for i := range n {
		all = append(all, HalfOf(vncal.Date("2026-05-11").AddDays(i/2), i%2 == 1))
	}
	return all
}
