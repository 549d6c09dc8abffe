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
	r.cite(p.Basis.Ratios)
	switch general := f.general(); {
	case f.General != nil:
		r.General = f.General.String()
	case general != nil:
		r.General = rounded(general, 4)
	}
	r.Trace, r.Sums = p.trace(f.Lines, s)
	if r.Sums.Weight.Sign() == 0 {
		r.Status, r.Reasons = InsufficientData, []Reason{NothingAssigned}
		p.override(&r)
		return r
	}

	components := p.ratios(&r, s)
	if f.Subject.Leader {
		r.cite(p.Basis.Leadership)
		components = append(components, p.leadership(&r, f.Leadership)...)
	}
	r.cite(p.Basis.Formula)
	if f.MonthlyGeneral != nil && p.Year != nil {
		r.cite(p.Year.Basis)
	}
	r.cite(p.Basis.Bands)
	if f.general() == nil {
		r.Reasons = slices.Insert(r.Reasons, 0, GeneralMissing)
	}
	r.Gates = failedGates(s.Gates.Value, f.Lines)
	p.total(&r, f, components)
	if !p.Task.ByLine && r.Status != Scored { // version 1 kept them to itself until there was a score
		r.Gates = nil
	}
	p.override(&r)
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
		t := p.traceLine(l, s)
		sums.add(t)
		trace[i] = t
	}
	return trace, sums
}

// traceLine computes what one line brings. A line has one deadline, so each one missed takes its share of all that the
// line brings (tiến độ); of its quality, each review takes its share of the pieces that failed (chất lượng).
func (p Policy) traceLine(l Line, s Settings) TraceLine {
	if !p.Task.ByLine {
		return p.traceByPiece(l, s)
	}
	done := l.Done
	if s.CapLineAtAssigned.Value && done.Cmp(l.Assigned) > 0 {
		done = l.Assigned
	}
	return TraceLine{
		Line: l, Weight: l.Assigned.Mul(l.K), QuantityCredit: done.Mul(l.K),
		QualityCredit:  done.Sub(p.Task.Deduction.Mul(l.failed(done, s.DeductionUnit.Value))).floored().Mul(l.K),
		ProgressCredit: one.Sub(p.Task.Deduction.Mul(Int(l.LateEvents))).floored().Mul(done).Mul(l.K),
	}
}

// failed returns how many pieces the failed reviews count for, of those that are done: what the approver named, each review
// at most all; where nobody named any, all of them or one for each review, as the agency has set.
func (l Line) failed(done Decimal, unit string) Decimal {
	reviews, each := Int(l.FailedReviews), done
	if unit == DeductPiece && one.Cmp(done) < 0 {
		each = one
	}
	if l.FailedQuantity == nil {
		return reviews.Mul(each)
	}
	if most := reviews.Mul(done); l.FailedQuantity.Cmp(most) > 0 {
		return most
	}
	return *l.FailedQuantity
}

// traceByPiece is the reading of version 1: lateness too takes its share of one piece, or of the line where the agency so
// chose, and a surplus counts.
func (p Policy) traceByPiece(l Line, s Settings) TraceLine {
	credit := func(faults int64) Decimal {
		loss := p.Task.Deduction.Mul(Int(faults))
		if s.DeductionUnit.Value == DeductLine {
			return one.Sub(loss).floored().Mul(l.Done).Mul(l.K)
		}
		return l.Done.Sub(loss).floored().Mul(l.K)
	}
	return TraceLine{
		Line: l, Weight: l.Assigned.Mul(l.K), QuantityCredit: l.Done.Mul(l.K),
		QualityCredit: credit(l.FailedReviews), ProgressCredit: credit(l.LateEvents),
	}
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
func (p Policy) total(r *Result, f Facts, components []*big.Rat) {
	awaited := slices.ContainsFunc(r.Reasons, func(why Reason) bool { return why != GeneralMissing })
	if awaited { // a mean without one of its components is no mean
		r.Status = NeedsDecision
		return
	}
	task := mean(components)
	task.Mul(task, p.Task.Max.Rat())
	task.Quo(task, hundred.Rat())
	if limit := p.Task.Max.Rat(); p.Task.ByLine && task.Cmp(limit) > 0 { // Điều 12 khoản 3, also without a cap on the ratios
		task = limit
	}
	r.Task = rounded(task, 4)
	task.Add(task, p.adjustment(f).Rat())
	general := f.general()
	if general == nil {
		r.Status = NeedsDecision
		highest := new(big.Rat).Add(task, p.General.Max.Rat())
		r.TotalRange = []string{clamped(task).FloatString(2), clamped(highest).FloatString(2)}
		return
	}
	total := clamped(task.Add(task, general))
	r.Status, r.Total, r.TotalExact = Scored, total.FloatString(2), total.RatString()
	if len(r.Gates) > 0 {
		r.Grade = NotCompleted // gates say why, so no clause does
		return
	}
	b := p.band(total)
	if l := f.Leadership; l != nil && p.Leadership.NotAboveUnit && l.UnitGrade != "" && better(b.Grade, l.UnitGrade) {
		b, r.Reasons = p.bandOf(l.UnitGrade), append(r.Reasons, AboveUnit)
	}
	r.Grade = b.Grade
	r.band = r.cite(b.Basis)
}

// better reports whether grade a stands above b.
func better(a, b Grade) bool {
	return slices.Index(gradeCodes, string(a)) < slices.Index(gradeCodes, string(b))
}

// adjustment returns the points that f's adjustments add to the total, below 0 where they take more off.
func (p Policy) adjustment(f Facts) Decimal {
	sum := Decimal{}
	for _, a := range f.Adjustments {
		for _, rule := range p.Adjustments {
			switch {
			case rule.Code != a.Code:
			case rule.Deduct:
				sum = sum.Sub(a.Points)
			default:
				sum = sum.Add(a.Points)
			}
		}
	}
	return sum
}

// override makes the grade khong_hoan_thanh where a concluded fact does so, with or without a score, and cites its clause
// in place of the band's (Điều 20 khoản 4).
func (p Policy) override(r *Result) {
	if len(r.Overrides) == 0 {
		return
	}
	if p.Basis.Overrides != "" { // version 1: one clause for all, and only of a score
		if r.Status != InsufficientData {
			r.Basis = append(r.Basis, p.Basis.Overrides)
		}
		if r.Status == Scored {
			r.Grade = NotCompleted
		}
		return
	}
	r.Grade, r.overridden = NotCompleted, true
	r.dropBand()
	for _, clause := range p.overrideClauses(r.Overrides) {
		r.cite(clause)
	}
}

// band returns the band that holds an unrounded total.
func (p Policy) band(total *big.Rat) Band {
	for _, b := range p.Bands {
		if total.Cmp(b.From.Rat()) >= 0 {
			return b
		}
	}
	return p.Bands[len(p.Bands)-1]
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

// clamped returns x, at least 0 and at most 100.
func clamped(x *big.Rat) *big.Rat {
	if x.Sign() < 0 {
		return new(big.Rat)
	}
	if limit := hundred.Rat(); x.Cmp(limit) > 0 {
		return limit
	}
	return x
}
