package grading

import (
	"errors"
	"reflect"
	"testing"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

func ref[T any](v T) *T { return &v }

func decree(t *testing.T, name string) (Policies, Policy) {
	t.Helper()
	all, err := LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := all.Find(name)
	if !ok {
		t.Fatalf("no policy %s", name)
	}
	return all, p
}

// TestCheckChoice has a row for each way in which an agency's settings can be wrong, and for those that hold.
func TestCheckChoice(t *testing.T) {
	_, p := decree(t, "nd335-2025@2")
	_, first := decree(t, "nd335-2025@1")
	tree := func(a, b, c int64) []ChosenMax { return []ChosenMax{{"a", a}, {"b", b}, {"c", c}} }
	for _, x := range []struct {
		name   string
		policy Policy
		choice Choice
		path   string // of the fault, "" for none
	}{
		{"nothing", p, Choice{}, ""},
		{"9/9/12", p, Choice{Groups: tree(9000, 9000, 12000)}, ""},
		{"13/12/5 by quarters of a point", p, Choice{Groups: tree(13000, 12000, 5000), StepMilli: ref[int64](250)}, ""},
		{"all or nothing", p, Choice{StepMilli: ref[int64](10000)}, ""},
		{"counting quarters", p, Choice{YearStrategy: YearQuarters, QuarterWay: QuarterMean}, ""},
		{"a unit of deduction nobody knows", p, Choice{DeductionUnit: "page"}, "choice.deductionUnit"},
		{"a way of quarters nobody knows", p, Choice{QuarterWay: "best_month"}, "choice.quarter"},
		{"a way of years nobody knows", p, Choice{YearStrategy: "best_quarter"}, "choice.year"},
		{"a base nobody knows", p, Choice{CapBase: "everybody"}, "choice.capBase"},
		{"a rule that the version has not", first, Choice{CapLineAtAssigned: ref(false)}, "choice.capLineAtAssigned"},
		{"no day for what is undecided", p, Choice{UndecidedWorkingDays: ref(0)}, "choice.undecidedWorkingDays"},
		{"a month and more for what is undecided", p, Choice{UndecidedWorkingDays: ref(21), CloseWorkingDays: ref(20)}, "choice.undecidedWorkingDays"},
		{"closed before what is undecided moves on", p, Choice{UndecidedWorkingDays: ref(5), CloseWorkingDays: ref(4)}, "choice.closeWorkingDays"},
		{"closed before what is undecided moves on, by the default", p, Choice{UndecidedWorkingDays: ref(8)}, "choice.closeWorkingDays"},
		{"closed too late", p, Choice{CloseWorkingDays: ref(21)}, "choice.closeWorkingDays"},
		{"no step", p, Choice{StepMilli: ref[int64](0)}, "choice.step"},
		{"a step that does not fit", p, Choice{StepMilli: ref[int64](3000)}, "choice.step"},
		{"groups above 30", p, Choice{Groups: tree(10000, 10000, 10500)}, "choice.groups"},
		{"a group missing", p, Choice{Groups: tree(10000, 20000, 0)[:2]}, "choice.groups"},
		{"a group of nothing", p, Choice{Groups: tree(10000, 20000, 0)}, "choice.groups[2].max"},
		{"a group twice", p, Choice{Groups: []ChosenMax{{"a", 10000}, {"a", 10000}, {"c", 10000}}}, "choice.groups[1].code"},
		{"a group nobody knows", p, Choice{Groups: []ChosenMax{{"a", 10000}, {"b", 10000}, {"d", 10000}}}, "choice.groups[2].code"},
		{"a group off the step", p, Choice{Groups: tree(9250, 10750, 10000)}, "choice.groups[0].max"},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, err := x.policy.CheckChoice(x.choice)
			var fault *errs.Error
			switch {
			case x.path == "" && err != nil:
				t.Errorf("refused: %v", err)
			case x.path != "" && !errors.Is(err, ErrChoice):
				t.Errorf("error %v, want %v", err, ErrChoice)
			case errors.As(err, &fault) && (len(fault.Fields) != 1 || fault.Fields[0].Path != x.path):
				t.Errorf("faults %+v, want %s", fault.Fields, x.path)
			}
		})
	}
}

// TestChoiceWithout: what the policy says itself is no choice.
func TestChoiceWithout(t *testing.T) {
	_, p := decree(t, "nd335-2025@2")
	got, err := p.CheckChoice(Choice{
		CapRatioAt100: ref(true), CapLineAtAssigned: ref(true), DeductionUnit: DeductLine, AllTasksDone: ref(false), UndecidedWorkingDays: ref(3),
		CloseWorkingDays: ref(9), QuarterWay: QuarterSums, YearStrategy: YearMean, CapBase: CapGood, RemarkBelowMax: ref(true), StepMilli: ref[int64](500),
		Groups: []ChosenMax{{"c", 10000}, {"a", 10000}, {"b", 10000}},
	})
	if err != nil || !reflect.DeepEqual(got, Choice{CloseWorkingDays: ref(9)}) {
		t.Errorf("choice %+v, %v; want only the working days until the close", got, err)
	}
}

// TestUnder: a period is graded under what the agency had chosen for its last day, whatever comes later.
func TestUnder(t *testing.T) {
	all, _ := decree(t, "nd335-2025@2")
	local := all.Under([]Dated{
		{Policy: "nd335-2025", From: "2026-04-01", Document: "12/QĐ-SNV", Choice: Choice{AllTasksDone: ref(true), YearStrategy: YearQuarters}},
		{Policy: "nd335-2025", From: "2026-10-01", Document: "80/QĐ-SNV", Choice: Choice{DeductionUnit: DeductPiece}},
		{Policy: "nd335-2025", From: "2026-10-01", Document: "81/QĐ-SNV", Choice: Choice{StepMilli: ref[int64](1000)}},
	})
	for _, x := range []struct {
		day      vncal.Date
		document string
		gates    int
		unit     string
		year     string
		step     string
	}{
		{"2026-01-31", "", 0, DeductLine, YearMean, "0.5"},
		{"2026-03-31", "", 0, DeductLine, YearMean, "0.5"},
		{"2026-04-30", "12/QĐ-SNV", 1, DeductLine, YearQuarters, "0.5"},
		{"2026-09-30", "12/QĐ-SNV", 1, DeductLine, YearQuarters, "0.5"},
		{"2026-10-31", "81/QĐ-SNV", 0, DeductLine, YearMean, "1"},
		{"2027-12-31", "81/QĐ-SNV", 0, DeductLine, YearMean, "1"},
	} {
		p, ok := local.InForce(string(x.day), "cong_chuc")
		if !ok || p.Name() != "nd335-2025@2" || p.Local.Document != x.document || len(p.Settings.Gates.Value) != x.gates ||
			p.Settings.DeductionUnit.Value != x.unit || p.Year.Strategy.Value != x.year || p.General.Step.String() != x.step {
			t.Errorf("%s: %s of %q, gates %v, %s, %s, step %s", x.day, p.Name(), p.Local.Document, p.Settings.Gates.Value, p.Settings.DeductionUnit.Value, p.Year.Strategy.Value, p.General.Step)
		}
		if named, ok := local.Named("nd335-2025@2", string(x.day)); !ok || named.Local.Document != p.Local.Document {
			t.Errorf("%s: named %+v", x.day, named.Local)
		}
		if published := p.Published(); published.Name() != p.Name() || published.Local.Document != "" || len(published.Settings.Gates.Value) != 0 {
			t.Errorf("%s: as it was published %+v", x.day, published.Local)
		}
		if other, ok := local.InForce(string(x.day), "vien_chuc"); x.day >= "2026-07-01" && (!ok || other.Local.Document != "") {
			t.Errorf("%s: the other decree is %+v", x.day, other.Local)
		}
	}
	if p, _ := all.Find("nd335-2025@2"); len(p.Settings.Gates.Value) != 0 || p.Year.Strategy.Value != YearMean || p.General.Step.String() != "0.5" {
		t.Error("the decree as it was published has changed")
	}
}
