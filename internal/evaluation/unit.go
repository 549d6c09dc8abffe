package evaluation

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// UnitScores is the table of a unit: everybody in it, and the heads of the units directly below, whom its head gives
// points to.
type UnitScores struct {
	Unit         org.Unit
	Month        Month
	Policy       grading.Policy
	Rows         []Score // best first, those without a score last
	Distribution []GradeCount
}

// GradeCount is how many people a grade is proposed for.
type GradeCount struct {
	Grade grading.Grade
	N     int
}

// UnitScores returns the table of a unit for a month, a quarter or a year. Errors: errs.ErrNotFound outside a's scope, ErrMonth, ErrFuture.
func (s *Service) UnitScores(ctx context.Context, a access.Actor, unit string, p grading.Period) (UnitScores, error) {
	u, err := s.units.Unit(ctx, a.Agency, unit)
	if err != nil {
		return UnitScores{}, fmt.Errorf("unit scores: %w", err)
	}
	if !CanSeeUnit(a, u.Path()) {
		return UnitScores{}, fmt.Errorf("scores of unit %s: %w", unit, errs.ErrNotFound)
	}
	var m Month
	var all course
	if long(p) {
		all, err = s.longCourse(ctx, a.Agency, p)
		m = all.periodOf(p, s.clock.Now())
	} else {
		m, err = s.month(ctx, a.Agency, p)
	}
	if err != nil {
		return UnitScores{}, err
	}
	people, err := s.rated(ctx, u, min(p.Last(), vncal.DateOf(s.clock.Now())))
	if err != nil {
		return UnitScores{}, err
	}
	people = slices.DeleteFunc(people, func(who identity.Person) bool { return !CanSee(a, who) })
	var rows []Score
	if long(p) {
		rows, err = s.longScores(ctx, all, p, people, s.clock.Now())
	} else {
		rows, err = s.scores(ctx, a, m, people)
	}
	if err != nil {
		return UnitScores{}, err
	}
	policies, err := s.policies.Of(ctx, a.Agency)
	if err != nil {
		return UnitScores{}, err
	}
	table := UnitScores{Unit: u, Month: m, Policy: policies.For(string(p.Last()), identity.CivilServant), Rows: rows}
	table.arrange()
	return table, nil
}

// Ranked returns everybody whose primary appointment lies in a unit or below it with their quarter or year, best first. Whether
// the reader may see them is the caller's question. Errors: ErrMonth, ErrFuture.
func (s *Service) Ranked(ctx context.Context, u org.Unit, p grading.Period) (UnitScores, error) {
	if !long(p) {
		return UnitScores{}, ErrMonth
	}
	all, err := s.longCourse(ctx, u.Agency, p)
	if err != nil {
		return UnitScores{}, err
	}
	policies, err := s.policies.Of(ctx, u.Agency)
	if err != nil {
		return UnitScores{}, err
	}
	now := s.clock.Now()
	people, err := s.people.Members(ctx, u.Agency, u.ID, min(p.Last(), vncal.DateOf(now)))
	if err != nil {
		return UnitScores{}, err
	}
	table := UnitScores{Unit: u, Month: all.periodOf(p, now), Policy: policies.For(string(p.Last()), identity.CivilServant)}
	if table.Rows, err = s.longScores(ctx, all, p, people, now); err != nil {
		return UnitScores{}, err
	}
	table.arrange()
	return table, nil
}

// rated returns who stands in a unit's table on a day.
func (s *Service) rated(ctx context.Context, u org.Unit, day vncal.Date) ([]identity.Person, error) {
	people, err := s.people.Staffed(ctx, u.Agency, u.ID, day)
	if err != nil {
		return nil, err
	}
	tree, err := s.units.Tree(ctx, u.Agency)
	if err != nil {
		return nil, err
	}
	var below []string
	for _, child := range tree {
		if child.Parent == u.ID {
			below = append(below, child.ID)
		}
	}
	heads, err := s.people.HeadsOfAll(ctx, u.Agency, below...)
	if err != nil {
		return nil, err
	}
	for _, child := range below {
		for _, h := range heads[child] {
			if h.Primary.Unit == child { // graded by the primary appointment only
				people = append(people, h)
			}
		}
	}
	return people, nil
}

// scores computes the rows of a table: some reads for all of them, and one for each leader, whose d follows from others.
func (s *Service) scores(ctx context.Context, a access.Actor, m Month, people []identity.Person) ([]Score, error) {
	ids := make([]string, len(people))
	for i, who := range people {
		ids[i] = who.ID
	}
	stored, err := s.store.Sheets(ctx, m.Agency, ids, m.Period)
	if err != nil {
		return nil, err
	}
	sheets := make(map[string]Sheet, len(stored))
	for _, sh := range stored {
		sheets[sh.Person] = sh
	}
	var running []string // whose score follows from lines as they are now
	for _, who := range people {
		if sheets[who.ID].Frozen == nil && m.State != Closed {
			running = append(running, who.ID)
		}
	}
	found, err := s.store.OfPeople(ctx, m.Agency, m.Period, running)
	if err != nil {
		return nil, err
	}
	facts := make(map[string][]Fact, len(running))
	for _, f := range found {
		facts[f.Person()] = append(facts[f.Person()], f.Fact)
	}
	givers, err := s.giversOf(ctx, m.Agency, people, s.superiors(m.Agency))
	if err != nil {
		return nil, err
	}
	now, rows := s.clock.Now(), make([]Score, len(people))
	for i, who := range people {
		sheet, ok := sheets[who.ID]
		if !ok {
			sheet = newSheet(who, m.Period)
		}
		if rows[i], err = s.scoreOf(ctx, who, m, sheet, facts[who.ID], now); err != nil {
			return nil, err
		}
		rows[i].Give = rows[i].Result.Status != grading.NoPolicy && CanGive(a, who.ID, givers[who.ID], m.State)
	}
	trends, err := s.trends(ctx, m.Agency, rows, m.Period)
	for i := range rows {
		rows[i].Trend = trends[rows[i].Person.ID]
	}
	return rows, err
}

// arrange sorts the rows and counts the grades.
func (t *UnitScores) arrange() {
	total := func(sc Score) *big.Rat {
		x, ok := new(big.Rat).SetString(sc.Result.TotalExact)
		if !ok {
			return big.NewRat(-1, 1)
		}
		return x
	}
	slices.SortStableFunc(t.Rows, func(a, b Score) int {
		return cmp.Or(total(b).Cmp(total(a)), cmp.Compare(a.Person.Sort, b.Person.Sort), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	for _, band := range t.Policy.Bands {
		n := 0
		for _, r := range t.Rows {
			if r.Result.Grade == band.Grade {
				n++
			}
		}
		t.Distribution = append(t.Distribution, GradeCount{band.Grade, n})
	}
}
