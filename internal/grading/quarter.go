package grading

import (
	"math/big"
	"slices"
)

// QuarterFacts are what a person's quarter is made of: its months, as they were monitored.
type QuarterFacts struct {
	Quarter   Period
	Subject   Subject        // as on the quarter's last day
	Months    []QuarterMonth // in their order
	Managed   []Decimal      // of a leader: the totals of the quarter of those managed who have one
	Overrides []Override
	Settings  SettingsChange
	Strategy  string // QuarterSums or QuarterMean; "" keeps the policy's
}

// QuarterMonth is one month of a quarter.
type QuarterMonth struct {
	Period  Period
	Worked  bool   // false for a month before joining, or wholly on leave: it is dropped, not counted as 0
	Running bool   // it is not over: points that nobody gave yet are no lack
	Lines   []Line // a task once in a month
	General *Decimal
	Lead    *Leadership // đ and e of a month in which the person was a leader
	Total   string      // the unrounded total, "" without a score
}

// LatestLines returns the lines of months in their order, each task once by its latest line: what was carried over counts in
// the last month that has it (spec/evaluation.md §2.11).
func LatestLines[L any](months [][]L, task func(L) string) []L {
	last := map[string]int{}
	for i, lines := range months {
		for _, l := range lines {
			last[task(l)] = i
		}
	}
	var all []L
	for i, lines := range months {
		for _, l := range lines {
			if last[task(l)] == i {
				all = append(all, l)
			}
		}
	}
	return all
}

// GradeQuarter makes a quarter of the months that were worked. By sums (the default) the ratios are those of all its lines
// together, each task once by its latest line, the general points are the mean of the months', d follows from the totals of
// the quarter, đ and e are the lowest of the months. By the mean it is the mean of the months' totals. It is pure and exact,
// as Grade is.
//
// Legal source: Nghị định 335/2025/NĐ-CP, Điều 17 khoản 3 (quý từ các tháng); the way is a setting.
func (p Policy) GradeQuarter(f QuarterFacts) Result {
	facts := Facts{Period: f.Quarter, Subject: f.Subject, Overrides: f.Overrides, Settings: f.Settings}
	worked := slices.DeleteFunc(slices.Clone(f.Months), func(m QuarterMonth) bool { return !m.Worked })
	if why := p.refuses(facts); len(why) > 0 || len(worked) == 0 {
		r := Result{Policy: p.Name(), Period: f.Quarter, Status: NoPolicy, Reasons: why}
		if len(why) == 0 {
			r.Status, r.Reasons, r.Overrides = InsufficientData, []Reason{NothingWorked}, f.Overrides
			r.cite(p.quarterBasis())
			p.override(&r)
		}
		return r
	}
	if p.quarterWay(f) == QuarterMean {
		return p.meanOfMonths(f, worked)
	}
	facts.Lines = LatestLines(linesOfMonths(worked), func(l Line) string { return l.Task })
	lacks := false
	for _, m := range worked {
		switch {
		case m.General != nil:
			facts.MonthlyGeneral = append(facts.MonthlyGeneral, *m.General)
		case !m.Running:
			lacks = true
		}
	}
	if lacks { // a mean of some of the months would be a silent guess of the others
		facts.MonthlyGeneral = []Decimal{}
	}
	if f.Subject.Leader {
		facts.Leadership = lowestLead(worked)
		facts.Leadership.SubordinateScores = f.Managed
	}
	return p.Grade(facts)
}

// lowestLead returns the lowest đ and e of the months in which they were given; nil where a month that is over lacks them.
func lowestLead(months []QuarterMonth) *Leadership {
	lead := &Leadership{}
	lower := func(has, of *Decimal) *Decimal {
		if has == nil || of != nil && of.Cmp(*has) < 0 {
			return of
		}
		return has
	}
	lacks := false
	for _, m := range months {
		if m.Lead == nil {
			continue
		}
		if m.Lead.DD == nil || m.Lead.E == nil {
			lacks = lacks || !m.Running
			continue
		}
		lead.DD, lead.E = lower(lead.DD, m.Lead.DD), lower(lead.E, m.Lead.E)
	}
	if lacks {
		return &Leadership{}
	}
	return lead
}

// meanOfMonths makes the quarter of the months' totals; a month that is over and has none leaves it to people.
func (p Policy) meanOfMonths(f QuarterFacts, worked []QuarterMonth) Result {
	r := Result{Policy: p.Name(), Period: f.Quarter, Overrides: f.Overrides}
	r.cite(p.quarterBasis())
	var totals []*big.Rat
	for _, m := range worked {
		if total, ok := new(big.Rat).SetString(m.Total); ok {
			totals = append(totals, total)
		} else if !m.Running {
			r.Reasons = []Reason{PeriodMissing}
		}
	}
	switch {
	case len(r.Reasons) > 0:
		r.Status = NeedsDecision
	case len(totals) == 0:
		r.Status, r.Reasons = InsufficientData, []Reason{NothingWorked}
	default:
		total := mean(totals)
		r.Status, r.Total, r.TotalExact = Scored, total.FloatString(2), total.RatString()
		b := p.band(total)
		r.Grade = b.Grade
		r.band = r.cite(b.Basis)
	}
	p.override(&r)
	return r
}

func linesOfMonths(months []QuarterMonth) [][]Line {
	lines := make([][]Line, len(months))
	for i, m := range months {
		lines[i] = m.Lines
	}
	return lines
}

func (p Policy) quarterBasis() string {
	if p.Year == nil {
		return ""
	}
	return p.Year.Basis
}

func (p Policy) quarterWay(f QuarterFacts) string {
	if f.Strategy != "" {
		return f.Strategy
	}
	return p.QuarterWay()
}

// QuarterWay returns how months become a quarter under the policy: QuarterSums or QuarterMean.
func (p Policy) QuarterWay() string {
	if p.Year != nil && p.Year.Quarter.Value != "" {
		return p.Year.Quarter.Value
	}
	return QuarterSums
}
