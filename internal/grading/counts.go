package grading

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// CountPolicy is one version of rules that grade by counts and conditions instead of points: how many of the tasks, targets
// and units reached what. It is data, as Policy is.
//
// Legal source: Nghị định 90/2020/NĐ-CP as amended by 48/2023/NĐ-CP (periods up to 2025, of viên chức to 30/06/2026).
type CountPolicy struct {
	ID         string                  `json:"id"`
	Version    int                     `json:"version"` // from 1
	Title      string                  `json:"title"`
	LegalBasis string                  `json:"legal_basis"`
	InForce    map[string]ClassInForce `json:"in_force"` // by subject class
	Months     MonthRules              `json:"months"`
	Grades     []CountGrade            `json:"grades"` // from the highest down
	Overrides  []OverrideRule          `json:"overrides"`
}

// ClassInForce is the time in which a policy grades one class of people, local days, both included.
type ClassInForce struct {
	InForce
	Mark Mark `json:"mark"`
}

// MonthRules say what presence a grade needs, in months of the year.
type MonthRules struct {
	WorkedFrom Decimal `json:"worked_from"` // who worked less is not graded
	AbsentFrom Decimal `json:"absent_from"` // who was absent so long gets at most Highest
	Highest    Grade   `json:"highest"`
	Basis      string  `json:"basis"`
	Mark       Mark    `json:"mark"`
}

// CountGrade is a grade and its conditions: every one of All, or one of Any.
type CountGrade struct {
	Grade Grade             `json:"grade"`
	Name  string            `json:"name"`
	Mark  Mark              `json:"mark"`
	Basis map[string]string `json:"basis"` // its article, by subject class
	All   []Condition       `json:"all"`
	Any   []Condition       `json:"any"`
}

// Condition bounds the share of one count in another; exactly one bound is set. Where there is nothing to take a share of,
// as a leader without units, it binds nobody: a condition of All is met, one of Any is not.
type Condition struct {
	Count   string   `json:"count"`
	Of      string   `json:"of"`
	AtLeast *Decimal `json:"at_least"`
	AtMost  *Decimal `json:"at_most"`
	Above   *Decimal `json:"above"`
	Below   *Decimal `json:"below"`
}

// Counts of facts: every one by the total that holds it.
const (
	tasksTotal   = "tasks_total"
	targetsTotal = "targets_total" // of leaders only, with units
	unitsTotal   = "units_total"
)

var countsOf = map[string][]string{
	tasksTotal:   {"done", "on_time_with_quality", "beyond", "late_or_poor"},
	targetsTotal: {"targets_done", "targets_exceeded", "targets_on_time_with_quality"},
	unitsTotal:   {"units_completed", "units_good"},
}

// countPolicies are the embedded policies of this kind; a fault in them is a defect that stops the start.
var countPolicies = sync.OnceValues(func() ([]CountPolicy, error) {
	return load("policies/counts/*.json", CountPolicy.check)
})

// check finds what would make Grade meaningless.
func (p CountPolicy) check() error {
	if len(p.InForce) == 0 || len(p.Grades) == 0 || p.Months.Basis == "" {
		return errors.New("a policy needs people, grades and rules of presence")
	}
	for class := range p.InForce {
		if !slices.Contains(subjectClasses, class) {
			return fmt.Errorf("unknown class %q", class)
		}
		for _, g := range p.Grades {
			if g.Basis[class] == "" {
				return fmt.Errorf("%s has no clause for %s", g.Grade, class)
			}
		}
	}
	for i, g := range p.Grades {
		if g.Grade != Grade(gradeCodes[min(i, len(gradeCodes)-1)]) || (len(g.All) == 0) == (len(g.Any) == 0) {
			return fmt.Errorf("%s is out of order, or without conditions of one kind", g.Grade)
		}
		for _, c := range append(slices.Clone(g.All), g.Any...) {
			bounds := 0
			for _, b := range []*Decimal{c.AtLeast, c.AtMost, c.Above, c.Below} {
				if b != nil {
					bounds++
				}
			}
			if bounds != 1 || !slices.Contains(countsOf[c.Of], c.Count) {
				return fmt.Errorf("the condition of %s on %s of %s is unclear", g.Grade, c.Count, c.Of)
			}
		}
	}
	return nil
}

// Name returns id and version as results carry them: "nd90-2020@1".
func (p CountPolicy) Name() string { return fmt.Sprintf("%s@%d", p.ID, p.Version) }

// findCounts returns the newest policy called name by id, or the one called so by id and version.
func findCounts(name string) (found CountPolicy, ok bool, err error) {
	all, err := countPolicies()
	for _, p := range all {
		if p.Name() == name || p.ID == name && p.Version >= found.Version {
			found, ok = p, true
		}
	}
	return found, ok, err
}

// CountFacts are the counts of one person's period or year.
type CountFacts struct {
	Period       Period // or Year, never both
	Year         int
	Subject      Subject
	Counts       map[string]Decimal // by name; a leader's targets and units are missing until they are known
	MonthsWorked Decimal            // of the year, 0 to 12
	MonthsAbsent Decimal
	Overrides    []Override
}

// CountResult is what CountPolicy.Grade proposes.
type CountResult struct {
	Status    Status
	Policy    string // id@version
	Period    Period
	Year      int
	Grade     Grade
	Unmet     []Unmet // what keeps each better grade, from the highest down
	Overrides []Override
	Reasons   []Reason
	Basis     []string
}

// Unmet is a condition that a grade asks for and the facts do not meet.
type Unmet struct {
	Grade Grade
	Condition
	Has, From Decimal // the count, and what it is a share of
}

// Grade proposes the highest grade whose conditions all hold, khong_hoan_thanh where one of its conditions does, and leaves
// what lies between to people. Who worked too short in the year is not graded. It is pure and exact.
//
// Legal source: Nghị định 90/2020/NĐ-CP, Điều 2 and 8 to 15, as amended by 48/2023/NĐ-CP.
func (p CountPolicy) Grade(f CountFacts) CountResult {
	r := CountResult{Policy: p.Name(), Period: f.Period, Year: f.Year}
	day := lastDayOf(f.Year)
	if f.Period != "" {
		day = string(f.Period.Last())
	}
	when, graded := p.InForce[f.Subject.Class]
	switch {
	case !graded:
		r.Status, r.Reasons = NoPolicy, []Reason{WrongSubjectClass}
		return r
	case day < when.From || when.To != "" && day > when.To:
		r.Status, r.Reasons = NoPolicy, []Reason{WrongPeriod}
		return r
	}
	r.Overrides = f.Overrides
	switch short := f.MonthsWorked.Cmp(p.Months.WorkedFrom) < 0; {
	case short:
		r.Status, r.Reasons, r.Basis = InsufficientData, []Reason{WorkedTooShort}, []string{p.Months.Basis}
	case f.Counts[tasksTotal].Sign() == 0:
		r.Status, r.Reasons = InsufficientData, []Reason{NothingAssigned}
	case !f.complete():
		r.Status, r.Reasons = NeedsDecision, []Reason{LeadershipMissing}
	default:
		p.choose(&r, f)
	}
	if len(f.Overrides) > 0 && !slices.Contains(r.Reasons, WorkedTooShort) {
		r.Grade, r.Basis = NotCompleted, []string{p.Grades[len(p.Grades)-1].Basis[f.Subject.Class]}
	}
	return r
}

// complete reports whether everything that the subject is measured by is known.
func (f CountFacts) complete() bool {
	if !f.Subject.Leader {
		return true
	}
	for _, total := range []string{targetsTotal, unitsTotal} {
		for _, name := range append([]string{total}, countsOf[total]...) {
			if _, known := f.Counts[name]; !known {
				return false
			}
		}
	}
	return true
}

// choose sets the grade, or leaves it to people where the conditions of none hold.
func (p CountPolicy) choose(r *CountResult, f CountFacts) {
	for _, g := range p.Grades {
		if len(g.Any) > 0 {
			if !slices.ContainsFunc(g.Any, func(c Condition) bool { return f.binds(c) && f.holds(c) }) {
				continue
			}
		} else if unmet := f.unmet(g); len(unmet) > 0 {
			r.Unmet = append(r.Unmet, unmet...)
			continue
		}
		r.Status, r.Grade, r.Basis = Scored, g.Grade, []string{g.Basis[f.Subject.Class]}
		if f.MonthsAbsent.Cmp(p.Months.AbsentFrom) >= 0 && better(g.Grade, p.Months.Highest) {
			r.Grade, r.Reasons, r.Basis = p.Months.Highest, []Reason{AbsentLong}, []string{p.Months.Basis}
		}
		return
	}
	r.Status, r.Reasons = NeedsDecision, []Reason{BetweenGrades}
}

// unmet returns the conditions of a grade that the facts do not meet.
func (f CountFacts) unmet(g CountGrade) (all []Unmet) {
	for _, c := range g.All {
		if f.binds(c) && !f.holds(c) {
			all = append(all, Unmet{Grade: g.Grade, Condition: c, Has: f.Counts[c.Count], From: f.Counts[c.Of]})
		}
	}
	return all
}

// binds reports whether there is anything to take a share of.
func (f CountFacts) binds(c Condition) bool { return f.Counts[c.Of].Sign() > 0 }

// holds reports whether a share is within its bound; compared as products, never divided.
func (f CountFacts) holds(c Condition) bool {
	has, of := f.Counts[c.Count], f.Counts[c.Of]
	switch {
	case c.AtLeast != nil:
		return has.Cmp(of.Mul(*c.AtLeast)) >= 0
	case c.AtMost != nil:
		return has.Cmp(of.Mul(*c.AtMost)) <= 0
	case c.Above != nil:
		return has.Cmp(of.Mul(*c.Above)) > 0
	}
	return has.Cmp(of.Mul(*c.Below)) < 0
}

// Bytes returns the canonical JSON of the result, as Result.Bytes does of a period's points.
func (r CountResult) Bytes() []byte {
	w := writer{b: make([]byte, 0, 512)}
	w.open('{')
	w.text("status", string(r.Status))
	w.text("policy", r.Policy)
	if r.Period != "" {
		w.text("period", string(r.Period))
	} else {
		w.number("year", r.Year)
	}
	w.optional("grade", string(r.Grade))
	w.list("unmet")
	for _, u := range r.Unmet {
		w.open('{')
		w.text("grade", string(u.Grade))
		w.text("count", u.Count)
		w.decimal("has", u.Has)
		w.text("of", u.Of)
		w.decimal("from", u.From)
		for name, bound := range map[string]*Decimal{"at_least": u.AtLeast, "at_most": u.AtMost, "above": u.Above, "below": u.Below} {
			if bound != nil { // exactly one is
				w.decimal(name, *bound)
			}
		}
		w.close('}')
	}
	w.close(']')
	w.why(r.Overrides, r.Reasons, r.Basis)
	w.close('}')
	return append(w.b, '\n')
}
