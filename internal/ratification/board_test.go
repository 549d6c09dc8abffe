package ratification

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

func policy(t *testing.T) grading.Policy {
	t.Helper()
	all, err := grading.LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := all.InForce("2026-12-31", identity.CivilServant)
	if !ok || p.Cap == nil {
		t.Fatal("no policy with a cap")
	}
	return p
}

// scored makes somebody's year: "lan 92 a" is Lan with 92 points in the group a; "lan - a" has no grade, "lan 92! a" an override.
func scored(p grading.Policy, text string) evaluation.Score {
	f := strings.Fields(text)
	who := identity.Person{ID: f[0], Name: strings.ToUpper(f[0]), Duties: f[2], SubjectClass: identity.CivilServant}
	sc := evaluation.Score{Person: who, Policy: p}
	total, overridden := strings.CutSuffix(f[1], "!")
	if total == "-" {
		sc.Result.Status = grading.NeedsDecision
		return sc
	}
	points, err := grading.ParseDecimal(total)
	if err != nil {
		panic(err)
	}
	year := grading.YearFacts{Year: 2026, Subject: grading.Subject{Class: identity.CivilServant}, Periods: []grading.YearPeriod{
		{Period: "2026-Q1", Total: &points, Worked: true},
	}}
	if overridden {
		year.Overrides = []grading.Override{{Kind: "degradation", Document: "1/KL", Date: "2026-02-03"}}
	}
	r := p.GradeYear(year)
	sc.Result = grading.Result{Status: r.Status, Total: r.Total, TotalExact: r.TotalExact, Grade: r.Grade}
	return sc
}

// people makes n people with the same total in a group.
func people(n int, total, group string) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("%s%s%d %s %s", group, strings.ReplaceAll(total, ".", ""), i, total, group))
	}
	return all
}

func board(t *testing.T, r Rating, texts ...string) Board {
	t.Helper()
	p := policy(t)
	scores := make([]evaluation.Score, len(texts))
	for i, text := range texts {
		scores[i] = scored(p, text)
	}
	return lay(p, scores, "head", r)
}

// TestBoard: the counts of vector 15 and of picture 32: floor(p·N ÷ (1 + p)), in the unit and in each group.
func TestBoard(t *testing.T) {
	t.Parallel()
	forty := append(people(12, "92", "a"), people(28, "75", "a")...)
	for name, tc := range map[string]struct {
		rating Rating
		people []string
		want   string // unit, then groups: eligible/places/reach/chosen
	}{
		"12 of 40":                        {Rating{}, forty, "40/6/12/12 a 40/6/12/12"},
		"12 of 40 with a document":        {Rating{Exceptional: &Paper{"1/QĐ", "2026-12-01"}}, forty, "40/8/12/12 a 40/8/12/12"},
		"a small group has none":          {Rating{}, append(people(3, "91", "b"), people(9, "75", "a")...), "12/2/3/3 a 9/1/0/0 b 3/0/3/3 small"},
		"below 70 counts for nothing":     {Rating{}, append(people(6, "70", "a"), people(6, "69.99", "a")...), "6/1/0/0 a 6/1/0/0"},
		"a fact takes out of those rated": {Rating{}, append(people(5, "75", "a"), "x 95! a"), "5/0/0/0 a 5/0/0/0"},
		"without a grade":                 {Rating{}, append(people(6, "75", "a"), "x - a"), "6/1/0/0 a 6/1/0/0 ungraded 1"},
		"the head of the agency":          {Rating{}, append(people(5, "75", "a"), "head 95 a"), "5/0/0/0 a 5/0/0/0"},
		"one is recorded good": {
			Rating{Choices: []Choice{{Person: "a920", Grade: grading.Good, Reason: "Khối lượng thấp hơn"}}}, forty, "40/6/12/11 a 40/6/12/11",
		},
		"a choice of somebody who reaches nothing any more": {
			Rating{Choices: []Choice{{Person: "a750", Grade: grading.Good, Reason: "Khối lượng thấp hơn"}}}, forty, "40/6/12/12 a 40/6/12/12",
		},
	} {
		b := board(t, tc.rating, tc.people...)
		show := func(c Count) string { return fmt.Sprintf("%d/%d/%d/%d", c.Eligible, c.Places, c.Reach, c.Chosen) }
		got := show(b.Unit)
		for _, g := range b.Groups {
			if got += " " + g.Group + " " + show(g); g.Small() {
				got += " small"
			}
		}
		if len(b.Ungraded) > 0 {
			got += fmt.Sprintf(" ungraded %d", len(b.Ungraded))
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

// TestCheckBoard: each rule that a decision can break, and those that break none. The group has seven people from 70 points and
// so one place.
func TestCheckBoard(t *testing.T) {
	t.Parallel()
	const why = "Khối lượng quy đổi thấp hơn"
	seven := append(people(4, "75", "a"), "lan 93 a", "minh 92 a", "hung 92 a")
	seven = []string{seven[4], seven[5], seven[6], seven[0], seven[1], seven[2], seven[3]} // best first
	good := func(person, reason string) Choice { return Choice{Person: person, Grade: grading.Good, Reason: reason} }
	keep := func(person, reason string) Choice {
		return Choice{Person: person, Grade: grading.Excellent, Reason: reason}
	}
	two := append(append([]string{}, people(6, "75", "b")...), seven...) // two groups, one place each, two of the unit
	for name, tc := range map[string]struct {
		people  []string
		choices []Choice
		want    *errs.Error
		says    string
	}{
		"nobody":                       {nil, nil, ErrNobody, ""},
		"nobody with a grade":          {[]string{"x - a"}, nil, ErrNobody, ""},
		"too many for the unit":        {seven, nil, ErrPlaces, "Đang ghi 3 người Xuất sắc, cả đơn vị chỉ có 1 chỗ"},
		"still one too many":           {seven, []Choice{good("hung", why)}, ErrPlaces, "Đang ghi 2 người"},
		"too many for the group":       {two, []Choice{good("hung", why)}, ErrGroupPlaces, "Nhóm a đang ghi 2 người Xuất sắc, chỉ có 1 chỗ"},
		"by rank":                      {seven, []Choice{good("hung", why), good("minh", why)}, nil, ""},
		"dropped without a reason":     {seven, []Choice{good("hung", why), good("minh", "")}, ErrDropped, "MINH được ghi mức Tốt"},
		"before a higher score":        {seven, []Choice{good("hung", why), good("lan", why)}, ErrPassedOver, "MINH được chọn trước LAN"},
		"before it, with a reason":     {seven, []Choice{good("hung", why), good("lan", why), keep("minh", "Có sáng kiến được công nhận")}, nil, ""},
		"before an equal score":        {[]string{"minh 92 a", "hung 92 a", "q1 75 a", "q2 75 a", "q3 75 a", "q4 75 a"}, []Choice{good("minh", why)}, nil, ""},
		"nobody takes the place":       {seven, []Choice{good("hung", why), good("minh", why), good("lan", why)}, nil, ""},
		"a small group gives a place":  {append([]string{"x 95 c"}, people(11, "75", "a")...), nil, ErrGroupPlaces, "Nhóm c đang ghi 1 người Xuất sắc, chỉ có 0 chỗ"},
		"more than a decision holds":   {people(maxPeople+1, "75", "a"), nil, ErrMany, "nhiều nhất 500 người"},
		"as many as a decision holds":  {people(maxPeople, "75", "a"), nil, nil, ""},
		"who is rated lower by a fact": {[]string{"x 95! a", "y 75 a"}, nil, nil, ""},
	} {
		err := board(t, Rating{Choices: tc.choices}, tc.people...).check()
		switch {
		case tc.want == nil && err != nil, tc.want != nil && !errors.Is(err, tc.want):
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		case tc.want != nil && !strings.Contains(errs.As(err).Sentence(errs.Vietnamese), tc.says):
			t.Errorf("%s: says %q", name, errs.As(err).Sentence(errs.Vietnamese))
		}
	}
}

// TestCheckChoices: what may be chosen at all.
func TestCheckChoices(t *testing.T) {
	t.Parallel()
	b := board(t, Rating{}, "lan 93 a", "minh 92 a", "hoa 75 a", "x 95! a")
	const why = "Khối lượng quy đổi thấp hơn"
	for name, tc := range map[string]struct {
		choices []Choice
		want    string
	}{
		"nothing":                      {nil, ""},
		"one lower, one kept":          {[]Choice{{Person: "lan", Grade: grading.Good, Reason: why}, {Person: "minh", Grade: grading.Excellent}}, ""},
		"somebody else":                {[]Choice{{Person: "ai", Grade: grading.Good}}, "choices[0].person not_found"},
		"twice":                        {[]Choice{{Person: "lan", Grade: grading.Good}, {Person: "lan", Grade: grading.Good}}, "choices[1].person duplicate"},
		"raised":                       {[]Choice{{Person: "hoa", Grade: grading.Excellent, Reason: why}}, "choices[0].grade not_reached"},
		"raised over a concluded fact": {[]Choice{{Person: "x", Grade: grading.Excellent, Reason: why}}, "choices[0].grade not_reached"},
		"two grades lower":             {[]Choice{{Person: "lan", Grade: grading.Completed, Reason: why}}, "choices[0].grade facts_one_of"},
		"a word for a reason":          {[]Choice{{Person: "lan", Grade: grading.Good, Reason: "yếu"}}, "choices[0].reason too_short"},
	} {
		got := ""
		if err := checkChoices(b, tc.choices); err != nil {
			for _, f := range errs.As(err).Fields {
				got += f.Path + " " + f.Code
			}
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestRipe: a quarter when it is closed; a year from December on, for it is classified before the fifteenth.
func TestRipe(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		period grading.Period
		state  evaluation.State
		today  vncal.Date
		want   bool
	}{
		"a quarter that runs":      {"2026-Q3", evaluation.Open, "2026-09-30", false},
		"a quarter that is over":   {"2026-Q3", evaluation.Closing, "2026-10-02", false},
		"a quarter that is closed": {"2026-Q3", evaluation.Closed, "2026-10-12", true},
		"a year in November":       {"2026", evaluation.Open, "2026-11-30", false},
		"a year on the first":      {"2026", evaluation.Open, "2026-12-01", true},
		"a year that is closed":    {"2026", evaluation.Closed, "2027-01-14", true},
		"the last quarter in time": {"2026-Q4", evaluation.Open, "2026-12-14", false},
	} {
		if got := ripe(evaluation.Month{Period: tc.period, State: tc.state}, tc.today); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
