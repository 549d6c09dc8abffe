package grading

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"congvu/pkg/vncal"
)

//go:embed policies/*.json policies/counts/*.json
var policyFiles embed.FS

// Policies are the embedded policies, by id and version.
type Policies []Policy

// LoadPolicies reads and checks the embedded files; a fault in them is a defect that stops the start.
func LoadPolicies() (Policies, error) {
	all, err := load("policies/*.json", Policy.check)
	if err == nil && len(all) == 0 {
		err = errors.New("no policy is embedded")
	}
	if err != nil {
		return nil, err
	}
	_, err = countPolicies()
	return all, err
}

// load reads the embedded files of one kind of policy, each named after what it holds.
func load[P interface{ Name() string }](pattern string, check func(P) error) (all []P, err error) {
	names, err := fs.Glob(policyFiles, pattern)
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	for _, name := range names {
		raw, err := policyFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read policy %s: %w", name, err)
		}
		p, err := decode(raw, check)
		if err != nil || p.Name()+".json" != path.Base(name) {
			return nil, fmt.Errorf("policy file %s holds %s: %w", name, p.Name(), err)
		}
		all = append(all, p)
	}
	return all, nil
}

// decode reads one policy file and checks it.
func decode[P any](raw []byte, check func(P) error) (p P, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return p, err
	}
	return p, check(p)
}

// check finds what would make Grade meaningless.
func (p Policy) check() error {
	sum := Decimal{}
	for _, g := range p.General.Groups {
		sum = sum.Add(g.Max)
	}
	known := func(class string) bool { return slices.Contains(subjectClasses, class) }
	outOfOrder := func(b Band) bool { return !slices.Contains(gradeCodes, string(b.Grade)) }
	descending := slices.IsSortedFunc(p.Bands, func(a, b Band) int { return b.From.Cmp(a.From) })
	switch {
	case p.ID == "" || p.Version < 1 || p.LegalBasis == "" || p.Basis.Ratios == "":
		return errors.New("a policy needs a name, a version and a legal basis")
	case !vncal.Date(p.InForce.From).Valid() || p.InForce.To != "" && p.InForce.To < p.InForce.From:
		return errors.New("a policy is in force from a day on")
	case len(p.Subjects) == 0 || slices.ContainsFunc(p.Subjects, func(class string) bool { return !known(class) }):
		return errors.New("a policy grades known classes of people")
	case slices.ContainsFunc(p.Bands, outOfOrder):
		return errors.New("a band has a known grade")
	case slices.ContainsFunc(p.Adjustments, func(a AdjustmentRule) bool { return a.Code == "" || a.Max.Sign() <= 0 }):
		return errors.New("an adjustment needs a code and a maximum")
	case slices.ContainsFunc(p.marks(), func(m Mark) bool { return !slices.Contains([]Mark{Confirmed, SingleSource, Unknown}, m) }):
		return errors.New("every rule says how sure it is")
	case sum.Cmp(p.General.Max) != 0:
		return errors.New("the groups' maxima do not add up to the general maximum")
	case len(p.Bands) == 0 || !descending || p.Bands[len(p.Bands)-1].From.Sign() != 0:
		return errors.New("the bands must go down to 0")
	case p.General.Step.Sign() <= 0 || p.Task.Max.Sign() <= 0 || p.Task.Deduction.Sign() < 0:
		return errors.New("step, maximum and deduction must be positive")
	case !slices.Contains(deductionUnits, p.Settings.DeductionUnit.Value):
		return errors.New("unknown deduction unit")
	case (p.Basis.Bands == "") != (p.Bands[0].Basis != ""):
		return errors.New("the clause of a grade stands once, with all bands or with each")
	case p.Year != nil && (!slices.Contains(yearStrategies, p.Year.Strategy.Value) || p.Year.Basis == ""):
		return errors.New("a year needs a known strategy and a clause")
	case p.Year != nil && !slices.Contains(quarterWays, p.Year.Quarter.Value):
		return errors.New("a quarter is made of its months in a known way")
	}
	if err := p.Steps.Value.check(); err != nil {
		return err
	}
	return p.Cap.check()
}

// marks returns the mark of every rule of p.
func (p Policy) marks() []Mark {
	s := p.Settings
	all := []Mark{p.General.Mark, p.General.TreeMark, p.Task.Mark, p.Leadership.Mark, s.CapRatioAt100.Mark, s.DeductionUnit.Mark, s.Gates.Mark, s.Carry.Mark,
		s.UndecidedWorkingDays.Mark, s.CloseWorkingDays.Mark}
	if p.Task.ByLine {
		all = append(all, s.CapLineAtAssigned.Mark)
	}
	if p.Year != nil {
		all = append(all, p.Year.Strategy.Mark)
	}
	if p.Cap != nil {
		all = append(all, p.Cap.Base.Mark)
	}
	if p.Steps.Value.Way != "" {
		all = append(all, p.Steps.Mark)
	}
	for _, a := range p.Adjustments {
		all = append(all, a.Mark)
	}
	return all
}

// check finds a bound that nobody could keep; no bound is none.
func (c *CapRules) check() error {
	switch {
	case c == nil:
		return nil
	case c.Share.Sign() < 0 || c.Exceptional.Cmp(c.Share) < 0 || c.Exceptional.Cmp(one) > 0:
		return errors.New("the shares of a cap must lie between 0 and 1, the exceptional one not below the other")
	case !slices.Contains(capBases, c.Base.Value) || c.Basis == "":
		return errors.New("a cap needs a known base and a clause")
	}
	return nil
}

// Of returns the policies as they were published, whichever the agency: where none has chosen anything of them.
func (all Policies) Of(context.Context, string) (Policies, error) { return all, nil }

// Find returns the policy called id ("nd335-2025", the newest version) or id and version ("nd335-2025@1").
func (all Policies) Find(name string) (Policy, bool) {
	found, ok := Policy{}, false
	for _, p := range all {
		if p.Name() == name || p.ID == name && p.Version >= found.Version {
			found, ok = p, true
		}
	}
	return found, ok
}

// InForce returns the policy that grades a subject class on a local day. Of several versions of one policy the newest
// counts; versions of different policies are not compared: the one that came into force last goes first.
func (all Policies) InForce(day, class string) (Policy, bool) {
	found, ok := Policy{}, false
	for _, p := range all {
		if !p.Covers(day) || !slices.Contains(p.Subjects, class) {
			continue
		}
		later := p.InForce.From > found.InForce.From || p.ID == found.ID && p.Version >= found.Version
		if !ok || later {
			found, ok = p, true
		}
	}
	return found, ok
}

// Governing returns the policies that grade anybody on a local day, each by what InForce returns for one of its classes.
func (all Policies) Governing(day string) (governing []Policy) {
	for _, class := range subjectClasses {
		p, ok := all.InForce(day, class)
		if ok && !slices.ContainsFunc(governing, func(x Policy) bool { return x.Name() == p.Name() }) {
			governing = append(governing, p)
		}
	}
	return governing
}

// SettingsOn returns the settings of every policy in force on a local day, by id and version.
func (all Policies) SettingsOn(day string) map[string]Settings {
	settings := map[string]Settings{}
	for _, p := range all {
		if p.Covers(day) {
			settings[p.Name()] = p.Settings
		}
	}
	return settings
}

// For returns the policy to put before a person of a class on a day: the one in force, else one for other classes that
// day, else any: its Grade then says no_policy and why.
func (all Policies) For(day, class string) Policy {
	for _, class := range append([]string{class}, subjectClasses...) {
		if p, ok := all.InForce(day, class); ok {
			return p
		}
	}
	return all[len(all)-1]
}

// IDs returns the ids that Find knows, sorted.
func (all Policies) IDs() []string {
	var ids []string
	for _, p := range all {
		if !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
