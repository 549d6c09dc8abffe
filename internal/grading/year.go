package grading

import (
	"math/big"
	"slices"
)

// YearFacts are what the classification of a year depends on.
type YearFacts struct {
	Year      int
	Subject   Subject
	Periods   []YearPeriod // months or quarters of the year, none twice, in the order given
	Overrides []Override
	Strategy  string // YearMean or YearQuarters; "" keeps the policy's
}

// YearPeriod is one period of a year, graded here or by the body that the person came from (Điều 17 khoản 3).
type YearPeriod struct {
	Period Period
	Total  *Decimal // 0 to 100, nil where there is no score
	Exact  string   // the unrounded total where Total is it rounded, as a reduced fraction or whole number; "" where it is not
	Grade  Grade    // as decided; "" where nobody decided otherwise than the total says
	Worked bool     // false for a period before joining, or wholly on leave
}

// YearResult is what Policy.GradeYear proposes; its numbers are written as Result's.
type YearResult struct {
	Status     Status
	Policy     string // id@version
	Year       int
	Total      string // two decimals, half up
	TotalExact string // reduced fraction or whole number
	Grade      Grade
	Periods    []CountedPeriod
	Overrides  []Override
	Reasons    []Reason
	Basis      []string
	Clause     string // the one that the grade follows from, the last one where several facts override it; "" without a grade
}

// CountedPeriod is a period of the year and whether it counted.
type CountedPeriod struct {
	Period  Period
	Total   string // as given, "" without one
	Exact   string // the unrounded total where Total is rounded
	Counted bool   // it was worked and has a score
}

// GradeYear computes a person's total for a year, the mean of the periods that were worked, and proposes the grade: the
// band that holds the mean, or what the grades of the quarters count up to, as the agency has set. A period that was worked
// but has no score leaves the year to people. It is pure and exact, as Grade is; the policy must have rules for years.
//
// Legal source: Nghị định 335/2025/NĐ-CP, Điều 17 khoản 3, 20 and 21.
func (p Policy) GradeYear(f YearFacts) YearResult {
	r := YearResult{Policy: p.Name(), Year: f.Year}
	if !slices.Contains(p.Subjects, f.Subject.Class) {
		r.Reasons = append(r.Reasons, WrongSubjectClass)
	}
	if !p.Covers(lastDayOf(f.Year)) {
		r.Reasons = append(r.Reasons, WrongPeriod)
	}
	if len(r.Reasons) > 0 {
		r.Status = NoPolicy
		return r
	}
	var counted []YearPeriod
	for _, x := range f.Periods {
		is := x.Worked && x.Total != nil
		c := CountedPeriod{Period: x.Period, Counted: is}
		if x.Total != nil {
			c.Total, c.Exact = x.Total.String(), x.Exact
		}
		if is {
			counted = append(counted, x)
		}
		if x.Worked && x.Total == nil {
			r.Reasons = []Reason{PeriodMissing}
		}
		r.Periods = append(r.Periods, c)
	}
	r.Overrides, r.Basis = f.Overrides, append(r.Basis, p.Year.Basis)
	clauses := []string{}
	switch {
	case len(r.Reasons) > 0:
		r.Status = NeedsDecision
	case len(counted) == 0:
		r.Status, r.Reasons = InsufficientData, []Reason{NothingWorked}
	default:
		r.Status = Scored
		total := meanTotal(counted)
		r.Total, r.TotalExact = total.FloatString(2), total.RatString()
		b := p.band(total)
		if p.yearStrategy(f) == YearQuarters {
			b = p.bandOf(p.countQuarters(counted))
		}
		r.Grade, clauses = b.Grade, []string{b.Basis}
	}
	if len(f.Overrides) > 0 {
		r.Grade, clauses = NotCompleted, p.overrideClauses(f.Overrides)
	}
	if r.Grade != "" && len(clauses) > 0 {
		r.Clause = clauses[len(clauses)-1]
	}
	for _, c := range append(clauses, p.Year.Closing) {
		if c != "" && !slices.Contains(r.Basis, c) {
			r.Basis = append(r.Basis, c)
		}
	}
	return r
}

func (p Policy) yearStrategy(f YearFacts) string {
	if f.Strategy != "" {
		return f.Strategy
	}
	return p.Year.Strategy.Value
}

// exact returns the unrounded total.
func (x YearPeriod) exact() *big.Rat {
	if total, ok := new(big.Rat).SetString(x.Exact); ok {
		return total
	}
	return x.Total.Rat()
}

// meanTotal returns the mean of the periods' totals; there is at least one.
func meanTotal(all []YearPeriod) *big.Rat {
	totals := make([]*big.Rat, len(all))
	for i, x := range all {
		totals[i] = x.exact()
	}
	return mean(totals)
}

// countQuarters returns the grade that the grades of the quarters count up to: two failed ones fail the year, two excellent
// ones and no failed one make it excellent, and no more than two of hoan_thanh leave it good (spec/evaluation.md §2.7).
func (p Policy) countQuarters(all []YearPeriod) Grade {
	n := map[Grade]int{}
	for _, x := range all {
		g := x.Grade
		if g == "" {
			g = p.band(x.exact()).Grade
		}
		n[g]++
	}
	switch {
	case n[NotCompleted] >= 2:
		return NotCompleted
	case n[Excellent] >= 2 && n[NotCompleted] == 0:
		return Excellent
	case n[Completed] <= 2:
		return Good
	}
	return Completed
}

// bandOf returns the band of a grade.
func (p Policy) bandOf(g Grade) Band {
	for _, b := range p.Bands {
		if b.Grade == g {
			return b
		}
	}
	return Band{Grade: g}
}

// overrideClauses returns the clauses of overrides, each once, in their order.
func (p Policy) overrideClauses(all []Override) (clauses []string) {
	for _, o := range all {
		for _, rule := range p.Overrides {
			if rule.Kind == o.Kind && !slices.Contains(clauses, rule.Basis) {
				clauses = append(clauses, rule.Basis)
			}
		}
	}
	return clauses
}

// Bytes returns the canonical JSON of the year's result, as Result.Bytes does of a period's.
func (r YearResult) Bytes() []byte {
	w := writer{b: make([]byte, 0, 512)}
	w.open('{')
	w.text("status", string(r.Status))
	w.text("policy", r.Policy)
	w.number("year", r.Year)
	w.optional("total", r.Total)
	w.optional("total_exact", r.TotalExact)
	w.optional("grade", string(r.Grade))
	w.list("periods")
	for _, p := range r.Periods {
		w.open('{')
		w.text("period", string(p.Period))
		w.optional("total", p.Total)
		w.optional("total_exact", p.Exact)
		w.truth("counted", p.Counted)
		w.close('}')
	}
	w.close(']')
	w.why(r.Overrides, r.Reasons, r.Basis)
	w.close('}')
	return append(w.b, '\n')
}
