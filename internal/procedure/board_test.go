package procedure

import (
	"context"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/internal/selfscore"
	"congvu/pkg/vncal"
)

// office is an agency "so" with a division "phong" as its evaluation stands; the test sets who has done what.
type office struct {
	state   evaluation.State
	self    []string
	done    []string
	decided []string
	grades  []string
}

var (
	so     = org.Unit{ID: "so", Agency: "so", Name: "Sở"}
	people = []identity.Person{
		{ID: "gd", Agency: "so", Units: []string{"so"}}, {ID: "tp", Agency: "so", Units: []string{"so", "phong"}},
		{ID: "lan", Agency: "so", Units: []string{"so", "phong"}}, {ID: "minh", Agency: "so", Units: []string{"so", "phong"}},
	}
	givers = map[string]string{"tp": "gd", "lan": "tp", "minh": "tp"}
)

func (o *office) Review(_ context.Context, _, _ string, p grading.Period) (evaluation.Month, []evaluation.Reviewed, error) {
	var all []evaluation.Reviewed
	for _, who := range people {
		all = append(all, evaluation.Reviewed{Person: who, Done: slices.Contains(o.done, who.ID), Giver: givers[who.ID]})
	}
	return evaluation.Month{Period: p, State: o.state}, all, nil
}

func (o *office) Ranked(_ context.Context, _ org.Unit, p grading.Period) (evaluation.UnitScores, error) {
	var rows []evaluation.Score
	for _, who := range people {
		sc := evaluation.Score{Person: who}
		if slices.Contains(o.grades, who.ID) {
			sc.Result.Grade = grading.Good
		}
		rows = append(rows, sc)
	}
	return evaluation.UnitScores{Month: evaluation.Month{Period: p, State: evaluation.Closed}, Rows: rows}, nil
}

func (*office) Policies(context.Context, string) (grading.Policies, error) {
	return grading.LoadPolicies()
}
func (*office) Of(context.Context, string) (*vncal.Calendar, error)    { return vncal.Official(), nil }
func (*office) Agency(context.Context) (org.Unit, error)               { return so, nil }
func (*office) Tree(context.Context, string) ([]org.Unit, error)       { return []org.Unit{so}, nil }
func (*office) Unit(context.Context, string, string) (org.Unit, error) { return so, nil }

func (*office) HoldersOf(_ context.Context, _, _ string, role access.Role) ([]identity.Person, error) {
	return []identity.Person{{ID: string(role)}}, nil
}

type sent struct{ *office }

func (s sent) OfAll(context.Context, string, grading.Period, ...string) (map[string]selfscore.Self, error) {
	all := map[string]selfscore.Self{}
	for _, id := range s.self {
		all[id] = selfscore.Self{Person: id}
	}
	return all, nil
}

type final struct{ *office }

func (f final) OfAll(context.Context, string, grading.Period, ...string) (map[string]ratification.Standing, error) {
	all := map[string]ratification.Standing{}
	for _, id := range f.decided {
		all[id] = ratification.Standing{}
	}
	return all, nil
}

func (o *office) on(day vncal.Date) *Service {
	return New(Deps{Evaluations: o, SelfScores: sent{o}, Ratings: final{o}, People: o, Units: o, Calendars: o, Clock: clock.Fixed(day.Start().Add(9 * time.Hour))})
}

var hr = access.Actor{ID: "hr", Agency: "so", Appointments: []access.Appointment{{Unit: "so", Role: access.HR}}}

// TestBoard: how far a month is, unit by unit, and which step is late.
func TestBoard(t *testing.T) {
	t.Parallel()
	o := &office{state: evaluation.Closing, self: []string{"lan", "gd"}, done: []string{"lan"}}
	b, err := o.on("2026-11-04").Board(t.Context(), hr, "so", "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	want := []Step{{StepSelf, "2026-11-03", 2, 4}, {StepReview, "2026-11-05", 1, 4}, {StepDecide, "2026-11-10", 0, 1}}
	if !slices.Equal(b.Steps, want) {
		t.Errorf("steps %+v", b.Steps)
	}
	for i, late := range []bool{true, false, false} {
		if b.Steps[i].Late(b.Today) != late {
			t.Errorf("%s late: %t", b.Steps[i].Name, !late)
		}
	}
	if len(b.Rows) != 2 || b.Rows[0].Unit != "phong" || b.Rows[0].People != 3 || b.Rows[0].Reviewed != 1 || len(b.Rows[0].NoSelf) != 2 ||
		!slices.Equal(b.Rows[0].Waiting, []Waiting{{"gd", 1}, {"tp", 1}}) || !slices.Equal(b.Rows[1].Waiting, []Waiting{{"", 1}}) {
		t.Errorf("rows %+v", b.Rows)
	}
	long := &office{grades: []string{"tp", "lan", "minh"}, decided: []string{"lan"}}
	b, err = long.on("2026-10-12").Board(t.Context(), hr, "so", "2026-Q3")
	if err != nil || !slices.Equal(b.Steps, []Step{{StepDecide, "2026-10-09", 1, 3}}) || !b.Steps[0].Late(b.Today) || b.Rows[0].Decided != 1 {
		t.Errorf("a quarter: %+v %v", b, err)
	}
	other := access.Actor{ID: "x", Agency: "so", Appointments: []access.Appointment{{Unit: "khac", Role: access.Head}}}
	if _, err := o.on("2026-11-04").Board(t.Context(), other, "so", "2026-10"); err == nil {
		t.Error("a head of elsewhere sees the board")
	}
}

// TestStepsDue: who is reminded of which step, by its day, until it is done.
func TestStepsDue(t *testing.T) {
	t.Parallel()
	day := func(want vncal.Date) func(vncal.Date) bool { return func(due vncal.Date) bool { return due == want } }
	for name, tc := range map[string]struct {
		office
		step string
		due  vncal.Date
		want []string
	}{
		"self-scoring":                       {office{state: evaluation.Closing, self: []string{"lan"}, done: []string{"minh"}}, StepSelf, "2026-11-03", []string{"gd", "tp"}},
		"another day":                        {office{state: evaluation.Closing}, StepSelf, "2026-11-04", nil},
		"the review, each giver once":        {office{state: evaluation.Closing}, StepReview, "2026-11-05", []string{"gd", "tp"}},
		"the review, one has done theirs":    {office{state: evaluation.Closing, done: []string{"lan", "minh"}}, StepReview, "2026-11-05", []string{"gd"}},
		"the close":                          {office{state: evaluation.Closing}, StepDecide, "2026-11-10", []string{"hr"}},
		"nothing of a month that is closed":  {office{state: evaluation.Closed}, StepDecide, "2026-11-10", nil},
		"nor its self-scoring":               {office{state: evaluation.Closed}, StepSelf, "2026-11-03", nil},
		"a step that this package knows not": {office{state: evaluation.Closing}, "petition", "2026-11-03", nil},
	} {
		all, err := tc.on("2026-11-03").StepsDue(t.Context(), "so", tc.step, "2026-11-03", day(tc.due))
		var to []string
		for _, x := range all {
			to = append(to, x.To)
		}
		slices.Sort(to)
		if err != nil || !slices.Equal(to, tc.want) {
			t.Errorf("%s: %v %v, want %v", name, to, err, tc.want)
		}
	}
}
