package evaluation

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"time"

	"congvu/internal/grading"
	"congvu/pkg/vncal"
)

// gradeLong computes a quarter or year from its parts, by the same pure functions as congvu grade, and holds the result of a
// frozen sheet against its bytes.
func (sc *Score) gradeLong(m Month) error {
	if m.Period.Annual() {
		sc.gradeYear(m)
	} else {
		sc.gradeQuarter(m)
	}
	if f := sc.Sheet.Frozen; f != nil && !bytes.Equal(sc.bytes(), f.Bytes) {
		return broken(sc.Sheet)
	}
	return nil
}

// broken says that a sheet does not give what it was frozen with.
func broken(sh Sheet) error { return fmt.Errorf("sheet %s: %w", sh.ID, ErrBroken) }

// bytes are the canonical bytes of the score.
func (sc *Score) bytes() []byte {
	if sc.Year != nil {
		return sc.Year.Bytes()
	}
	return sc.Result.Bytes()
}

// Clause returns the clause that the grade follows from.
func (sc *Score) Clause() string {
	if sc.Year != nil {
		return sc.Year.Clause
	}
	return sc.Result.Clause()
}

// gradeQuarter makes the quarter of its months, with the lines that count.
func (sc *Score) gradeQuarter(m Month) {
	f := grading.QuarterFacts{Quarter: m.Period, Subject: grading.Subject{Class: sc.Sheet.Class, Leader: sc.Sheet.Leader}}
	f.Overrides = sc.Sheet.Overrides
	if managed := sc.Sheet.facts(nil).Leadership; managed != nil {
		f.Managed = managed.SubordinateScores
	}
	months, undecided := make([][]Fact, 0, len(sc.Parts)), false
	for i, x := range sc.Parts {
		of := sc.parts[i]
		month := grading.QuarterMonth{
			Period: x.Period, Worked: x.Why == "", Running: x.State == Open, Lines: linesOf(of.Lines),
			General: of.Sheet.General.Total(), Total: of.Result.TotalExact,
		}
		if of.Sheet.Leader {
			lead := *of.Sheet.facts(nil).Leadership
			month.Lead = &grading.Leadership{DD: lead.DD, E: lead.E}
		}
		if f.Months = append(f.Months, month); month.Worked {
			months = append(months, of.Lines)
			undecided = undecided || of.Month.undecided(of.Lines, sc.AsOf)
		}
	}
	sc.Result = m.under(sc.Policy).GradeQuarter(f)
	if undecided {
		sc.Result = sc.Result.Undecided()
	}
	if sc.Lines = nil; len(sc.Result.Trace) > 0 {
		sc.Lines = grading.LatestLines(months, func(f Fact) string { return f.Code })
	}
}

// gradeYear makes the year of its quarters.
func (sc *Score) gradeYear(m Month) {
	year, _ := strconv.Atoi(string(m.Period))
	f := grading.YearFacts{Year: year, Subject: grading.Subject{Class: sc.Sheet.Class, Leader: sc.Sheet.Leader}, Overrides: sc.Sheet.Overrides}
	for _, x := range sc.Parts {
		p := grading.YearPeriod{Period: x.Period, Worked: x.Why == ""}
		if total, err := grading.ParseDecimal(x.Result.Total); err == nil && x.Result.Total != "" {
			p.Total, p.Grade = &total, x.Result.Grade
			if rounded := total.Rat().RatString(); rounded != x.Result.TotalExact {
				p.Exact = x.Result.TotalExact
			}
		}
		f.Periods = append(f.Periods, p)
	}
	r := grading.YearResult{Status: grading.NoPolicy, Policy: sc.Policy.Name(), Year: year, Reasons: []grading.Reason{grading.WrongPeriod}}
	if sc.Policy.Year != nil {
		r = sc.Policy.GradeYear(f)
	}
	sc.Year = &r
	sc.Result = grading.Result{
		Status: r.Status, Policy: r.Policy, Period: m.Period, Total: r.Total, TotalExact: r.TotalExact, Grade: r.Grade,
		Overrides: r.Overrides, Reasons: r.Reasons, Basis: r.Basis,
	}
}

// longTrends returns for each person the months of the year up to the end of p.
func (s *Service) longTrends(ctx context.Context, agency string, scores []Score, p grading.Period, now time.Time) (map[string][]TrendPoint, error) {
	people := make([]string, len(scores))
	for i, sc := range scores {
		people[i] = sc.Person.ID
	}
	last := min(grading.MonthOf(p.Last()), grading.MonthOf(vncal.DateOf(now)))
	rows, err := s.store.Outcomes(ctx, agency, people, grading.YearOf(p.First()).Months()[0], last)
	trends := make(map[string][]TrendPoint, len(scores))
	for _, r := range rows {
		if r.Outcome.Status != "" {
			trends[r.Person] = append(trends[r.Person], TrendPoint{r.Period, r.Outcome.Total, !r.Closed})
		}
	}
	return trends, err
}
