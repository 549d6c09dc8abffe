package evaluation

import (
	"cmp"
	"context"
	"slices"

	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// Trial is an agency's choice of a policy that is tried on closed periods before it is made.
type Trial struct {
	Policy string // id, for all its versions
	Choice grading.Choice
	Since  vncal.Date // periods that ended before it are left aside
}

// Effect is what a trial would have made of somebody's closed result.
type Effect struct {
	Person string
	Period grading.Period
	Before grading.Result // as it was frozen
	After  grading.Result
}

// Regraded reports whether the grade would be another one, or there would be one where there is none.
func (e Effect) Regraded() bool { return e.Before.Grade != e.After.Grade }

// Tried is what a trial came to in one period.
type Tried struct {
	Period grading.Period `bson:"period"`
	People int            `bson:"people"` // with a frozen result by the policy
	Moved  int            `bson:"moved"`  // whose total would differ
	Grades int            `bson:"grades"` // whose grade would differ
}

// Try computes every closed month, quarter and year anew under a choice, leaders after those they manage, quarters and years
// of the results that their parts would have had. each hears of a period once it is done, with those whose grade would be
// another one; the periods come in the order of their ends. Nothing is stored. Errors: ErrBroken, and those of each.
func (s *Service) Try(ctx context.Context, agency string, t Trial, each func(Tried, []Effect) error) error {
	all, err := s.course(ctx, agency)
	if err != nil {
		return err
	}
	var periods []Month
	for p, m := range all.of {
		if long(p) {
			m, _ = all.at(p)
		}
		if m.State == Closed && p.Last() >= t.Since {
			periods = append(periods, m)
		}
	}
	slices.SortFunc(periods, func(a, b Month) int { // a part before what is made of it
		return cmp.Or(cmp.Compare(a.Period.Last(), b.Period.Last()), cmp.Compare(b.Period.First(), a.Period.First()))
	})
	tr := trial{Trial: t, managed: map[string]*Managed{}}
	for _, m := range periods {
		done, effects, err := s.tryOne(ctx, all, m, tr)
		if err != nil {
			return err
		}
		if done.People == 0 { // nobody was graded by the policy then
			continue
		}
		if err := each(done, effects); err != nil {
			return err
		}
	}
	return nil
}

// Begun reports whether the close of a month that ends on or after a day has begun: the settings of it are frozen.
func (s *Service) Begun(ctx context.Context, agency string, from vncal.Date) (bool, error) {
	months, err := s.store.MonthsFrom(ctx, agency, grading.MonthOf(from))
	return slices.ContainsFunc(months, func(m Month) bool { return m.State != Open || m.CutoffAt != nil }), err
}

// trial is a Trial under way: managed says by person and period what d of leaders would have followed from.
type trial struct {
	Trial
	managed map[string]*Managed
}

func (s *Service) tryOne(ctx context.Context, all course, m Month, t trial) (done Tried, effects []Effect, err error) {
	done.Period = m.Period
	below := newOutcomes()
	err = s.upwards(ctx, m, func(group []identity.Person) error {
		units, err := s.manage(ctx, m.Agency, group...)
		if err != nil {
			return err
		}
		scores, err := s.frozen(ctx, all, m, group)
		if err != nil {
			return err
		}
		for _, sc := range scores {
			if sc.Sheet.Leader && !m.Period.Annual() {
				t.managed[sc.Sheet.Person+"|"+string(m.Period)] = below.managed(sc.Sheet.Person, units[sc.Sheet.Person])
			}
			after, err := t.of(sc)
			if err != nil {
				return err
			}
			tried := sc.Sheet
			tried.outcome(after.Result)
			below.set(tried)
			if sc.Policy.ID != t.Policy || after.Result.Status == grading.NoPolicy {
				continue
			}
			e := Effect{Person: sc.Sheet.Person, Period: m.Period, Before: sc.Result, After: after.Result}
			if done.People++; e.Before.TotalExact != e.After.TotalExact {
				done.Moved++
			}
			if e.Regraded() {
				done.Grades++
				effects = append(effects, e)
			}
		}
		return nil
	})
	return done, effects, err
}

// frozen returns the scores of those who have a frozen sheet of a closed period, with all that they follow from.
func (s *Service) frozen(ctx context.Context, all course, m Month, group []identity.Person) (scores []Score, err error) {
	ids := make([]string, len(group))
	for i, who := range group {
		ids[i] = who.ID
	}
	versions, err := s.store.AllVersions(ctx, m.Agency, ids, m.Period)
	if err != nil {
		return nil, err
	}
	var people []identity.Person
	var sheets []Sheet
	for _, who := range group {
		if of := versions[who.ID]; len(of) > 0 && of[len(of)-1].Frozen != nil {
			people, sheets = append(people, who), append(sheets, of[len(of)-1])
		}
	}
	now := s.clock.Now()
	if long(m.Period) {
		if scores, err = s.compose(ctx, all, m, people, sheets, now); err != nil {
			return nil, err
		}
		for i := range scores {
			if err := scores[i].gradeLong(m); err != nil {
				return nil, err
			}
		}
		return scores, nil
	}
	for i, who := range people {
		sc, err := s.scoreOf(ctx, who, m, sheets[i], nil, now)
		if err != nil {
			return nil, err
		}
		scores = append(scores, sc)
	}
	return scores, nil
}

// of returns a closed score as it would have been.
func (t trial) of(sc Score) (Score, error) {
	if sc.Policy.ID == t.Policy {
		sc.Policy = sc.Policy.Published().Chosen(t.Choice)
		sc.Month.Settings = nil // those that were frozen with the period
	}
	sc.Sheet.Frozen = nil
	if m, known := t.managed[sc.Sheet.Person+"|"+string(sc.Month.Period)]; known {
		sc.Sheet.Managed = m
	}
	if !long(sc.Month.Period) {
		sc.Result = sc.Month.grade(sc.Policy, sc.Sheet, sc.Lines)
		return sc, nil
	}
	sc.Parts, sc.parts = slices.Clone(sc.Parts), slices.Clone(sc.parts)
	for i := range sc.parts {
		part, err := t.of(sc.parts[i])
		if err != nil {
			return sc, err
		}
		if sc.parts[i] = part; sc.Parts[i].Why == "" {
			sc.Parts[i].Result = part.Result
		}
	}
	return sc, sc.gradeLong(sc.Month)
}
