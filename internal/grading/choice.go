package grading

import (
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// Choice is what an agency sets in the place of a policy's defaults (cài đặt đánh giá của cơ quan): only rules that the law
// leaves open. Fields that are nil or empty keep the default, so that the empty choice is the policy as it was published.
type Choice struct {
	CapRatioAt100        *bool       `bson:"cap_ratio_at_100,omitempty"`
	CapLineAtAssigned    *bool       `bson:"cap_line_at_assigned,omitempty"`
	DeductionUnit        string      `bson:"deduction_unit,omitempty"`         // DeductLine or DeductPiece
	AllTasksDone         *bool       `bson:"all_tasks_done,omitempty"`         // the gate GateAllDone
	UndecidedWorkingDays *int        `bson:"undecided_working_days,omitempty"` // 1 to 20
	CloseWorkingDays     *int        `bson:"close_working_days,omitempty"`     // 1 to 20, not fewer than for what is undecided
	QuarterWay           string      `bson:"quarter,omitempty"`                // QuarterSums or QuarterMean
	YearStrategy         string      `bson:"year,omitempty"`                   // YearMean or YearQuarters
	CapBase              string      `bson:"cap_base,omitempty"`               // CapGood, CapGoodOrBetter or CapGraded
	RemarkBelowMax       *bool       `bson:"remark_below_max,omitempty"`
	StepMilli            *int64      `bson:"step_milli,omitempty"` // of general points, in thousandths of a point, from 250
	Steps                *StepDays   `bson:"steps,omitempty"`      // by when each step is due
	Groups               []ChosenMax `bson:"groups,omitempty"`     // of every group of the general criteria, or none
}

// ChosenMax is the most that a group of the general criteria may earn.
type ChosenMax struct {
	Code     string `bson:"code"`
	MaxMilli int64  `bson:"max_milli"` // thousandths of a point, above 0
}

// Bounds of the settings.
const (
	maxSettingDays = 20  // working days
	minStepMilli   = 250 // the finest step of general points in use, a quarter of a point
)

// OfGeneral reports whether the choice changes how general points are given, which points that were given already would not
// fit.
func (c Choice) OfGeneral() bool { return c.StepMilli != nil || len(c.Groups) > 0 }

// CheckChoice returns c without what p says itself. Errors: ErrChoice with every faulty field.
func (p Policy) CheckChoice(c Choice) (Choice, error) {
	fault := ErrChoice
	oneOf := func(path, value string, known []string, has bool) {
		if value != "" && (!has || !slices.Contains(known, value)) {
			fault = fault.At(path, "choice")
		}
	}
	oneOf("choice.deductionUnit", c.DeductionUnit, deductionUnits, true)
	oneOf("choice.quarter", c.QuarterWay, quarterWays, p.Year != nil)
	oneOf("choice.year", c.YearStrategy, yearStrategies, p.Year != nil)
	oneOf("choice.capBase", c.CapBase, capBases, p.Cap != nil)
	if c.CapLineAtAssigned != nil && !p.Task.ByLine {
		fault = fault.At("choice.capLineAtAssigned", "choice")
	}
	days := func(path string, n, least int) bool {
		switch {
		case n < least:
			fault = fault.With(errs.Field{Path: path, Code: "too_small", Args: map[string]string{"min": strconv.Itoa(least)}})
		case n > maxSettingDays:
			fault = fault.With(errs.Field{Path: path, Code: "too_large", Args: map[string]string{"max": strconv.Itoa(maxSettingDays)}})
		default:
			return true
		}
		return false
	}
	next := p.Chosen(c)
	if undecided := next.Settings.UndecidedWorkingDays.Value; days("choice.undecidedWorkingDays", undecided, 1) {
		days("choice.closeWorkingDays", next.Settings.CloseWorkingDays.Value, undecided)
	}
	if c.Steps != nil {
		fault = c.Steps.faults(fault, "choice.steps.")
	}
	fault = p.checkTree(fault, c, next)
	if err := fault.OrNil(); err != nil {
		return c, err
	}
	return p.without(c), nil
}

// checkTree adds the faults of the step and the groups of the general criteria.
func (p Policy) checkTree(fault *errs.Error, c Choice, next Policy) *errs.Error {
	tooSmall := func(path string, least Decimal) *errs.Error {
		return fault.With(errs.Field{Path: path, Code: "too_small", Args: map[string]string{"min": least.String()}})
	}
	if c.StepMilli != nil && *c.StepMilli < minStepMilli {
		return tooSmall("choice.step", Milli(minStepMilli))
	}
	if len(c.Groups) > 0 {
		sum, seen := Decimal{}, map[string]bool{}
		for i, g := range c.Groups {
			if _, known := p.General.group(g.Code); !known || seen[g.Code] {
				return fault.At(fmt.Sprintf("choice.groups[%d].code", i), "choice")
			}
			if g.MaxMilli <= 0 {
				return tooSmall(fmt.Sprintf("choice.groups[%d].max", i), next.General.Step)
			}
			seen[g.Code] = true
			sum = sum.Add(Milli(g.MaxMilli))
		}
		if len(seen) != len(p.General.Groups) || sum.Cmp(p.General.Max) != 0 {
			return fault.With(errs.Field{Path: "choice.groups", Code: "choice_groups", Args: map[string]string{"max": p.General.Max.String()}})
		}
	}
	for i, g := range next.General.Groups {
		if !(Decimal{}).Add(g.Max).multipleOf(next.General.Step) {
			path := "choice.step"
			if len(c.Groups) > 0 {
				path = fmt.Sprintf("choice.groups[%d].max", i)
			}
			return fault.With(errs.Field{Path: path, Code: "points_step", Args: map[string]string{"step": next.General.Step.String()}})
		}
	}
	return fault
}

// multipleOf reports whether d is a whole number of steps above 0.
func (d Decimal) multipleOf(step Decimal) bool {
	return step.Sign() > 0 && d.Rat().Quo(d.Rat(), step.Rat()).IsInt()
}

// Chosen returns p with an agency's choice. What p has no rule for is left aside: versions of one policy differ.
func (p Policy) Chosen(c Choice) Policy {
	p.Settings = p.Settings.with(SettingsChange{CapRatioAt100: c.CapRatioAt100, CapLineAtAssigned: c.CapLineAtAssigned, DeductionUnit: c.DeductionUnit})
	if c.AllTasksDone != nil {
		p.Settings.Gates.Value = slices.DeleteFunc(slices.Clone(p.Settings.Gates.Value), func(gate string) bool { return gate == GateAllDone })
		if *c.AllTasksDone {
			p.Settings.Gates.Value = append(p.Settings.Gates.Value, GateAllDone)
		}
	}
	set(&p.Settings.UndecidedWorkingDays.Value, c.UndecidedWorkingDays)
	set(&p.Settings.CloseWorkingDays.Value, c.CloseWorkingDays)
	if p.Year != nil && (c.QuarterWay != "" || c.YearStrategy != "") {
		year := *p.Year
		year.Quarter.Value = pick(c.QuarterWay, year.Quarter.Value)
		year.Strategy.Value = pick(c.YearStrategy, year.Strategy.Value)
		p.Year = &year
	}
	if p.Cap != nil && c.CapBase != "" {
		bound := *p.Cap
		bound.Base.Value = c.CapBase
		p.Cap = &bound
	}
	set(&p.General.RemarkBelowMax, c.RemarkBelowMax)
	set(&p.Steps.Value, c.Steps)
	if c.StepMilli != nil {
		p.General.Step = Milli(*c.StepMilli)
	}
	if len(c.Groups) > 0 {
		p.General.Groups = slices.Clone(p.General.Groups)
		for i, g := range p.General.Groups {
			for _, chosen := range c.Groups {
				if chosen.Code == g.Code {
					p.General.Groups[i].Max = Milli(chosen.MaxMilli)
				}
			}
		}
	}
	return p
}

func set[T any](to, value *T) {
	if value != nil {
		*to = *value
	}
}

func pick(chosen, otherwise string) string {
	if chosen != "" {
		return chosen
	}
	return otherwise
}

// without returns c without what p says itself.
func (p Policy) without(c Choice) Choice {
	s := p.Settings
	c.CapRatioAt100 = unlike(c.CapRatioAt100, s.CapRatioAt100.Value)
	c.CapLineAtAssigned = unlike(c.CapLineAtAssigned, s.CapLineAtAssigned.Value)
	c.AllTasksDone = unlike(c.AllTasksDone, slices.Contains(s.Gates.Value, GateAllDone))
	c.UndecidedWorkingDays = unlike(c.UndecidedWorkingDays, s.UndecidedWorkingDays.Value)
	c.CloseWorkingDays = unlike(c.CloseWorkingDays, s.CloseWorkingDays.Value)
	c.RemarkBelowMax = unlike(c.RemarkBelowMax, p.General.RemarkBelowMax)
	c.Steps = unlike(c.Steps, p.Steps.Value)
	if c.DeductionUnit == s.DeductionUnit.Value {
		c.DeductionUnit = ""
	}
	if p.Year != nil && c.QuarterWay == p.QuarterWay() {
		c.QuarterWay = ""
	}
	if p.Year != nil && c.YearStrategy == p.Year.Strategy.Value {
		c.YearStrategy = ""
	}
	if p.Cap != nil && c.CapBase == p.Cap.Base.Value {
		c.CapBase = ""
	}
	if c.StepMilli != nil && Milli(*c.StepMilli).Cmp(p.General.Step) == 0 {
		c.StepMilli = nil
	}
	same := func(m ChosenMax) bool {
		g, _ := p.General.group(m.Code)
		return g.Max.Cmp(Milli(m.MaxMilli)) == 0
	}
	if !slices.ContainsFunc(c.Groups, func(m ChosenMax) bool { return !same(m) }) {
		c.Groups = nil
	}
	return c
}

func unlike[T comparable](chosen *T, otherwise T) *T {
	if chosen != nil && *chosen == otherwise {
		return nil
	}
	return chosen
}

// Dated is an agency's choice of a policy from a day on; the next one of the same policy takes its place whole.
type Dated struct {
	Policy   string     // id, for all its versions
	From     vncal.Date // first day
	Document string     // by which it was set
	Choice   Choice
}

// Local says when a policy with an agency's choice applies, within the time in which the policy is in force.
type Local struct {
	From, To string // first and last day, "" is open
	Document string // by which it was set, "" for the policy as it was published
	Choice   Choice
}

// Under returns the policies with an agency's choices on top: each is cut into the times between them. The choices come in
// the order of their days; of two of one day the later one counts.
func (all Policies) Under(choices []Dated) Policies {
	if len(choices) == 0 {
		return all
	}
	var cut Policies
	for _, p := range all {
		rest := p
		for _, c := range choices {
			if c.Policy != p.ID || p.InForce.To != "" && string(c.From) > p.InForce.To {
				continue
			}
			if begun := max(rest.InForce.From, rest.Local.From); string(c.From) > begun {
				before := rest
				before.Local.To = string(c.From.AddDays(-1))
				cut = append(cut, before)
			}
			rest = p.Chosen(c.Choice)
			rest.published = &p
			rest.Local = Local{From: string(c.From), Document: c.Document, Choice: c.Choice}
		}
		cut = append(cut, rest)
	}
	return cut
}

// Published returns p without what an agency chose of it.
func (p Policy) Published() Policy {
	if p.published != nil {
		return *p.published
	}
	p.Local = Local{}
	return p
}

// Named returns the policy called id and version ("nd335-2025@1") as it is on a local day, with what the agency chose then.
func (all Policies) Named(name, day string) (Policy, bool) {
	for _, p := range all {
		if p.Name() == name && p.Local.covers(day) {
			return p, true
		}
	}
	return Policy{}, false
}

func (l Local) covers(day string) bool { return l.From <= day && (l.To == "" || day <= l.To) }
