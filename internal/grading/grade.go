package grading

import (
	"math/big"
	"slices"
)

var (
	hundred = Int(100)
	one     = Int(1)
)

// Grade computes a person's score for a period and proposes a grade (theo dõi, đánh giá; xếp loại chất lượng). It is
// pure and exact: ratios are fractions, compared unrounded to the bands, and equal facts give equal results.
// Facts must have been checked, as ReadFacts does.
//
// Legal source: Nghị định 335/2025/NĐ-CP, Điều 12 to 17 and 20 (công chức, từ 01/01/2026).
func (p Policy) Grade(f Facts) Result {
	r := Result{Policy: p.Name(), Period: f.Period}
	if r.Reasons = p.refuses(f); len(r.Reasons) > 0 {
		r.Status = NoPolicy
		return r
	}
	s := p.Settings.with(f.Settings)
	r.Overrides = f.Overrides
	r.Basis = append(r.Basis, p.Basis.Ratios)
	if f.General != nil {
		r.General = f.General.String()
	}
	r.Trace, r.Sums = p.trace(f.Lines, s)
	if r.Sums.Weight.Sign() == 0 {
		r.Status, r.Reasons = InsufficientData, []Reason{NothingAssigned}
		return r
	}

	components := p.ratios(&r, s)
	if f.Subject.Leader {
		r.Basis = append(r.Basis, p.Basis.Leadership)
		components = append(components, p.leadership(&r, f.Leadership)...)
	}
	r.Basis = append(r.Basis, p.Basis.Formula, p.Basis.Bands)
	if len(f.Overrides) > 0 {
		r.Basis = append(r.Basis, p.Basis.Overrides)
	}
	if f.General == nil {
		r.Reasons = slices.Insert(r.Reasons, 0, GeneralMissing)
	}
	p.total(&r, f, s, components)
	return r
}

// refuses says why the policy does not grade these facts.
func (p Policy) refuses(f Facts) (why []Reason) {
	if !slices.Contains(p.Subjects, f.Subject.Class) {
		why = append(why, WrongSubjectClass)
	}
	if !p.Covers(string(f.Period.Last())) {
		why = append(why, WrongPeriod)
	}
	return why
}

// trace computes what each line brings, and the sums of Điều 14 khoản 2.
func (p Policy) trace(lines []Line, s Settings) ([]TraceLine, Sums) {
	var sums Sums
	trace := make([]TraceLine, len(lines))
	for i, l := range lines {
		t := TraceLine{
			Line: l, Weight: l.Assigned.Mul(l.K), QuantityCredit: l.Done.Mul(l.K),
			QualityCredit:  p.credit(l, l.FailedReviews, s.DeductionUnit.Value),
			ProgressCredit: p.credit(l, l.LateEvents, s.DeductionUnit.Value),
		}
		sums.add(t)
		trace[i] = t
	}
	return trace, sums
}

// credit returns the converted points of a line after faults: each takes its share of one piece, or of the whole
// line where the agency so chose; never below 0.
func (p Policy) credit(l Line, faults int64, unit string) Decimal {
	full := l.Done
	if unit == DeductLine {
		full = one
	}
	left := full.Sub(p.Task.Deduction.Mul(Int(faults)))
	if left.Sign() <= 0 {
		return Decimal{}
	}
	if unit == DeductLine {
		left = left.Mul(l.Done)
	}
	return left.Mul(l.K)
}

// ratios sets a, b and c (Điều 14 khoản 2), in percent of what was assigned.
func (p Policy) ratios(r *Result, s Settings) []*big.Rat {
	sum := r.Sums.Weight.Rat()
	ratio := func(credit Decimal) *big.Rat {
		x := credit.Mul(hundred).Rat()
		x.Quo(x, sum)
		if s.CapRatioAt100.Value && x.Cmp(hundred.Rat()) > 0 {
			return hundred.Rat()
		}
		return x
	}
	a, b, c := ratio(r.Sums.Quantity), ratio(r.Sums.Quality), ratio(r.Sums.Progress)
	r.A, r.B, r.C = rounded(a, 4), rounded(b, 4), rounded(c, 4)
	return []*big.Rat{a, b, c}
}

// leadership sets d, đ and e (Điều 15) and returns them, or notes what people have not given yet.
func (p Policy) leadership(r *Result, l *Leadership) (components []*big.Rat) {
	if l == nil {
		l = &Leadership{}
	}
	set := func(to *string, x Decimal) {
		*to = x.String()
		components = append(components, x.Rat())
	}
	if len(l.SubordinateScores) > 0 {
		set(&r.D, p.unitResult(l.SubordinateScores))
	}
	if l.DD != nil {
		set(&r.DD, *l.DD)
	}
	if l.E != nil {
		set(&r.E, *l.E)
	}
	if l.DD == nil || l.E == nil {
		r.Reasons = append(r.Reasons, LeadershipMissing)
	}
	if len(l.SubordinateScores) == 0 {
		r.Reasons = append(r.Reasons, SubordinatesMissing)
	}
	return components
}

// unitResult returns d: full when everybody managed scores enough.
func (p Policy) unitResult(scores []Decimal) Decimal {
	low := func(x Decimal) bool { return x.Cmp(p.Leadership.SubordinatesFrom) < 0 }
	if slices.ContainsFunc(scores, low) {
		return p.Leadership.Partial
	}
	return p.Leadership.Full
}

// total adds task and general points (Điều 12, 16) and proposes the grade (Điều 20), or leaves that to people when
// points are missing: without general points the total is a range, never a silent minimum or maximum.
func (p Policy) total(r *Result, f Facts, s Settings, components []*big.Rat) {
	awaited := slices.ContainsFunc(r.Reasons, func(why Reason) bool { return why != GeneralMissing })
	if awaited { // a mean without one of its components is no mean
		r.Status = NeedsDecision
		return
	}
	task := mean(components)
	task.Mul(task, p.Task.Max.Rat())
	task.Quo(task, hundred.Rat())
	r.Task = rounded(task, 4)
	if f.General == nil {
		r.Status = NeedsDecision
		highest := new(big.Rat).Add(task, p.General.Max.Rat())
		r.TotalRange = []string{clamped(task).FloatString(2), clamped(highest).FloatString(2)}
		return
	}
	total := clamped(task.Add(task, f.General.Rat()))
	r.Status, r.Total, r.TotalExact = Scored, total.FloatString(2), total.RatString()
	r.Gates = failedGates(s.Gates.Value, f.Lines)
	r.Grade = p.band(total)
	if len(r.Gates) > 0 || len(f.Overrides) > 0 {
		r.Grade = NotCompleted
	}
}

// band returns the grade whose band holds an unrounded total.
func (p Policy) band(total *big.Rat) Grade {
	for _, b := range p.Bands {
		if total.Cmp(b.From.Rat()) >= 0 {
			return b.Grade
		}
	}
	return NotCompleted
}

// failedGates returns the extra conditions of the agency that the work does not meet.
func failedGates(gates []string, lines []Line) (failed []string) {
	unfinished := func(l Line) bool { return l.Done.Cmp(l.Assigned) < 0 }
	for _, g := range gates {
		if g == GateAllDone && slices.ContainsFunc(lines, unfinished) {
			failed = append(failed, g)
		}
	}
	return failed
}

func mean(all []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, x := range all {
		sum.Add(sum, x)
	}
	return sum.Quo(sum, big.NewRat(int64(len(all)), 1))
}

// clamped returns x, at most 100.
func clamped(x *big.Rat) *big.Rat {
	if limit := hundred.Rat(); x.Cmp(limit) > 0 {
		return limit
	}
	return x
}
