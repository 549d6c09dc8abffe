package evaluation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// Score is a person's result of a month with everything that explains it (Vì sao điểm này?).
type Score struct {
	Person identity.Person
	Month  Month
	AsOf   time.Time // the instant up to which deadlines are counted as passed
	Policy grading.Policy
	Sheet  Sheet // version 0 when nothing was stored yet
	Result grading.Result
	Lines  []Fact // the facts of Result.Trace, in its order
	Left   []Left // work of the person that one may look for in this month and that counts in none or in another
	Trend  []TrendPoint
	Give   bool // whether the reader may give the general points

	Parts []PartScore         // of a quarter or year: what it is made of
	Year  *grading.YearResult // of a year: what Result says, as the year's rules give it
	parts []Score             // the scores of Parts
}

// Provisional reports whether the score can still change.
func (s Score) Provisional() bool { return s.Month.State != Closed }

// Changes reports whether what is decided now can still change the score: a month that is closed has to be opened again before,
// a quarter or year gets its next version.
func (s Score) Changes() bool { return long(s.Month.Period) || s.Month.State != Closed }

// TrendPoint is one month of the year.
type TrendPoint struct {
	Period      grading.Period
	Total       string // "" without a score
	Provisional bool
}

// Score returns a person's score of a month as it stands now; of a closed month as it was frozen.
// Errors: errs.ErrNotFound outside a's scope, ErrMonth, ErrFuture, ErrBroken.
func (s *Service) Score(ctx context.Context, a access.Actor, person string, p grading.Period) (Score, error) {
	who, err := s.people.Person(ctx, a.Agency, person)
	if err != nil {
		return Score{}, fmt.Errorf("score: %w", err)
	}
	if !CanSee(a, who) {
		return Score{}, fmt.Errorf("score of %s: %w", person, errs.ErrNotFound)
	}
	if long(p) {
		return s.longScore(ctx, who, p)
	}
	m, err := s.month(ctx, a.Agency, p)
	if err != nil {
		return Score{}, err
	}
	sheet, err := s.store.Sheet(ctx, a.Agency, person, p)
	if errors.Is(err, errs.ErrNotFound) {
		sheet, err = newSheet(who, p), nil
	}
	if err != nil {
		return Score{}, err
	}
	sc, err := s.score(ctx, who, m, sheet, s.clock.Now())
	if err != nil {
		return Score{}, err
	}
	if sc.Left, err = s.left(ctx, sc); err != nil {
		return Score{}, err
	}
	trends, err := s.trends(ctx, a.Agency, []Score{sc}, p)
	if err != nil {
		return Score{}, err
	}
	sc.Trend = trends[person]
	superior, err := s.superior(ctx, a.Agency, person)
	if err != nil {
		return Score{}, err
	}
	sc.Give = sc.Result.Status != grading.NoPolicy && CanGive(a, person, superior, m.State)
	return sc, nil
}

// longScore returns a person's quarter or year. Errors: ErrMonth, ErrFuture, ErrBroken.
func (s *Service) longScore(ctx context.Context, who identity.Person, p grading.Period) (Score, error) {
	all, err := s.longCourse(ctx, who.Agency, p)
	if err != nil {
		return Score{}, err
	}
	scores, err := s.longScores(ctx, all, p, []identity.Person{who}, s.clock.Now())
	if err != nil {
		return Score{}, err
	}
	return scores[0], nil
}

// longCourse returns the course of an agency that a quarter or year lies in. Errors: ErrMonth, ErrFuture.
func (s *Service) longCourse(ctx context.Context, agency string, p grading.Period) (course, error) {
	switch {
	case !p.First().Valid():
		return course{}, ErrMonth
	case p.First() > vncal.DateOf(s.clock.Now()):
		return course{}, ErrFuture
	}
	return s.course(ctx, agency)
}

// Versions returns every frozen version of a person's sheet of a month, the oldest first: a month that was opened again has
// more than one. Errors: errs.ErrNotFound outside a's scope, ErrMonth, ErrFuture, ErrBroken.
func (s *Service) Versions(ctx context.Context, a access.Actor, person string, p grading.Period) ([]Score, error) {
	who, err := s.people.Person(ctx, a.Agency, person)
	if err != nil {
		return nil, fmt.Errorf("versions of a sheet: %w", err)
	}
	if !CanSee(a, who) {
		return nil, fmt.Errorf("versions of the sheet of %s: %w", person, errs.ErrNotFound)
	}
	m, err := s.month(ctx, a.Agency, p)
	if err != nil {
		return nil, err
	}
	sheets, err := s.store.Versions(ctx, a.Agency, person, p)
	if err != nil {
		return nil, err
	}
	var all []Score
	for _, sh := range sheets {
		if sh.Frozen == nil {
			continue
		}
		sc, err := s.score(ctx, who, m, sh, s.clock.Now())
		if err != nil {
			return nil, err
		}
		all = append(all, sc)
	}
	return all, nil
}

// score computes from the stored lines, or recomputes a closed sheet and holds the result against its frozen bytes.
func (s *Service) score(ctx context.Context, who identity.Person, m Month, sheet Sheet, now time.Time) (Score, error) {
	if sheet.Frozen != nil || m.State == Closed {
		return s.scoreOf(ctx, who, m, sheet, nil, now)
	}
	facts, err := s.store.OfPerson(ctx, sheet.Agency, m.Period, sheet.Person)
	if err != nil {
		return Score{}, err
	}
	return s.scoreOf(ctx, who, m, sheet, facts, now)
}

// scoreOf does what score does with the person's lines, which a frozen sheet and a closed month have no use for.
func (s *Service) scoreOf(ctx context.Context, who identity.Person, m Month, sheet Sheet, facts []Fact, now time.Time) (sc Score, err error) {
	sc = Score{Person: who, Month: m, AsOf: now, Sheet: sheet}
	policies, err := s.policies.Of(ctx, m.Agency)
	if err != nil {
		return Score{}, err
	}
	if f := sheet.Frozen; f != nil {
		policy, ok := policies.Named(f.Policy, string(m.Period.Last()))
		if !ok {
			return Score{}, fmt.Errorf("sheet %s: policy %s: %w", sheet.ID, f.Policy, ErrBroken)
		}
		sc.Policy, sc.Lines, sc.Result = policy, f.Lines, m.grade(policy, sheet, f.Lines)
		if !bytes.Equal(sc.Result.Bytes(), f.Bytes) {
			return Score{}, fmt.Errorf("sheet %s: %w", sheet.ID, ErrBroken)
		}
		return sc, nil
	}
	if m.State == Closed { // nobody graded then
		sc.Policy = policies.For(string(m.Period.Last()), sheet.Class)
		sc.Result = m.grade(sc.Policy, sheet, nil)
		return sc, nil
	}
	if sheet.Leader {
		if sheet.Managed, err = s.managed(ctx, who, m.Period); err != nil {
			return Score{}, err
		}
		sc.Sheet = sheet
	}
	sc.Policy = policies.For(string(m.Period.Last()), sheet.Class)
	sc.Lines = m.counted(facts, now)
	sc.Result = m.grade(sc.Policy, sheet, sc.Lines)
	if m.undecided(sc.Lines, now) {
		sc.Result = sc.Result.Undecided()
	}
	return sc, nil
}

// grade computes a sheet's result, under the settings that were frozen with the month once its close has begun.
func (m Month) grade(p grading.Policy, sheet Sheet, lines []Fact) grading.Result {
	return m.under(p).Grade(sheet.facts(linesOf(lines)))
}

// under returns a policy with the settings that were in force for it when the month's close began.
func (m Month) under(p grading.Policy) grading.Policy {
	if s, ok := m.Settings[p.Name()]; ok {
		p.Settings = s
	}
	return p
}

// counted returns the lines that count at an instant: all of them once the month is over.
func (m Month) counted(facts []Fact, now time.Time) []Fact {
	end := m.Period.Last().End()
	if now.After(end) {
		now = end
	}
	var lines []Fact
	for _, f := range facts {
		if f = f.At(now); !now.Before(end) || f.Counts(vncal.DateOf(now)) {
			lines = append(lines, f)
		}
	}
	return lines
}

// undecided reports whether the month is over and work of it still waits for its approver.
func (m Month) undecided(lines []Fact, now time.Time) bool {
	if now.Before(m.Period.Last().End()) {
		return false
	}
	for _, f := range lines {
		if f.Pending() {
			return true
		}
	}
	return false
}

// trends returns for each person the months of the year up to p: what the sheets say, and for p what was computed now.
func (s *Service) trends(ctx context.Context, agency string, scores []Score, p grading.Period) (map[string][]TrendPoint, error) {
	people := make([]string, len(scores))
	for i, sc := range scores {
		people[i] = sc.Person.ID
	}
	rows, err := s.store.Outcomes(ctx, agency, people, p[:len("2026-")]+"01", p.Prev())
	if err != nil {
		return nil, err
	}
	trends := make(map[string][]TrendPoint, len(scores))
	for _, r := range rows {
		if r.Outcome.Status != "" {
			trends[r.Person] = append(trends[r.Person], TrendPoint{r.Period, r.Outcome.Total, !r.Closed})
		}
	}
	for _, sc := range scores {
		trends[sc.Person.ID] = append(trends[sc.Person.ID], TrendPoint{p, sc.Result.Total, sc.Provisional()})
	}
	return trends, nil
}
