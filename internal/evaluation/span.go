package evaluation

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// Part is a period within a quarter or a year, and what became of it: the version of the sheet that counted, or why none did.
type Part struct {
	Period grading.Period `bson:"period"`
	Rev    int            `bson:"rev,omitempty"`   // of the sheet it was made of, 0 where there is none
	Why    Dropped        `bson:"why,omitempty"`   // why it does not count, "" where it does
	Paper  string         `bson:"paper,omitempty"` // of the leave
}

// Dropped says why a period does not count in a longer one (spec/evaluation.md §2.7: dropped, never counted as 0).
type Dropped string

// The reasons, as stored and sent.
const (
	NotPosted Dropped = "not_posted" // the person had no post here on the period's last day
	OnLeave   Dropped = "leave"      // on leave on every working day of the month
	NoRules   Dropped = "no_policy"  // no policy graded the person then
	NotWorked Dropped = "not_worked" // none of its months was worked
	Running   Dropped = "running"    // it runs and has no score yet
)

// PartScore is a part with its own score; the quarters of a year have months.
type PartScore struct {
	Part
	Unit   string // where the person stood on its last day; "" where nobody was graded
	State  State
	Result grading.Result
	Parts  []PartScore
}

// typeOf returns the type of a period, as stored.
func typeOf(p grading.Period) string {
	switch {
	case p.Annual():
		return "year"
	case p.Quarter():
		return "quarter"
	}
	return monthType
}

// long reports whether p is made of shorter periods.
func long(p grading.Period) bool { return p.Annual() || p.Quarter() }

// course are an agency's months with the quarters and years that were made of them.
type course struct {
	agency string
	first  grading.Period // the first month, at the latest the running one; the agency has nothing to say of those before
	of     map[grading.Period]Month
}

func (s *Service) course(ctx context.Context, agency string) (course, error) {
	months, err := s.store.MonthsFrom(ctx, agency, firstMonth)
	if err != nil {
		return course{}, err
	}
	made, err := s.store.Long(ctx, agency)
	c := course{agency: agency, first: grading.MonthOf(vncal.DateOf(s.clock.Now())), of: make(map[grading.Period]Month, len(months)+len(made))}
	for i, m := range append(months, made...) {
		if i == 0 && len(months) > 0 {
			c.first = min(c.first, m.Period)
		}
		c.of[m.Period] = m
	}
	return c, err
}

// parts returns the parts of a quarter or year that the agency knows.
func (c course) parts(p grading.Period) []grading.Period {
	return slices.DeleteFunc(p.Parts(), func(part grading.Period) bool { return part.Last() < c.first.First() })
}

// madeOf names the closed versions that a quarter or year is made of now, and whether all of them are closed.
func (c course) madeOf(p grading.Period) (string, bool) {
	parts := c.parts(p)
	names := make([]string, 0, len(parts))
	for _, part := range parts {
		m, ok := c.of[part]
		if ok && long(part) {
			m, ok = c.at(part)
		}
		if !ok || m.State != Closed {
			return "", false
		}
		names = append(names, string(part)+"@"+strconv.FormatInt(m.Version, 10))
	}
	return strings.Join(names, " "), len(names) > 0
}

// at returns a quarter or year as it stands, and whether it is stored: closed only while it is made of what its parts are now.
func (c course) at(p grading.Period) (Month, bool) {
	m, ok := c.of[p]
	if !ok {
		return openMonth(c.agency, p), false
	}
	if of, closed := c.madeOf(p); !closed || of != m.Of {
		m.State = Closing
	}
	return m, true
}

// periodOf returns a quarter or year as it stands at an instant.
func (c course) periodOf(p grading.Period, now time.Time) Month {
	m, _ := c.at(p)
	if m.State == Open && !now.Before(p.Last().End()) {
		m.State = Closing
	}
	return m
}

// LongPeriods returns the quarters and years that hold a month with a stored course, and those that run, newest first and a
// year before its last quarter.
func (s *Service) LongPeriods(ctx context.Context, agency string) ([]Month, error) {
	c, err := s.course(ctx, agency)
	if err != nil {
		return nil, err
	}
	policies, err := s.policies.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	today := vncal.DateOf(now)
	var all []Month
	for y := grading.YearOf(today); y.Last() >= c.first.First(); y = y.Prev() {
		add := func(p grading.Period) {
			m := c.periodOf(p, now)
			if policy, ok := policies.InForce(string(p.Last()), identity.CivilServant); ok && m.Policy == "" {
				m.Policy = policy.Name()
			}
			all = append(all, m)
		}
		add(y)
		for _, q := range slices.Backward(y.Parts()) {
			if q.First() <= today && q.Last() >= c.first.First() {
				add(q)
			}
		}
	}
	return all, nil
}

// longScores returns the quarter or year of people: as it was frozen once it is closed, else made of its parts as they are.
func (s *Service) longScores(ctx context.Context, c course, p grading.Period, people []identity.Person, now time.Time) ([]Score, error) {
	m := c.periodOf(p, now)
	ids := make([]string, len(people))
	for i, who := range people {
		ids[i] = who.ID
	}
	sheets := map[string]Sheet{}
	if m.State == Closed {
		stored, err := s.store.Sheets(ctx, m.Agency, ids, p)
		if err != nil {
			return nil, err
		}
		for _, sh := range stored {
			sheets[sh.Person] = sh
		}
	}
	drafts := make([]Sheet, len(people))
	for i, who := range people {
		sh, ok := sheets[who.ID]
		if !ok {
			sh = newSheet(who, p)
		}
		drafts[i] = sh
	}
	scores, err := s.compose(ctx, c, m, people, drafts, now)
	if err != nil {
		return nil, err
	}
	for i := range scores {
		sc := &scores[i]
		if m.State == Closed && sc.Sheet.Frozen == nil { // nobody graded then
			sc.Parts, sc.parts = nil, nil
		}
		if sc.Sheet.Frozen == nil && sc.Sheet.Leader && p.Quarter() {
			if sc.Sheet.Managed, err = s.managed(ctx, sc.Person, p); err != nil {
				return nil, err
			}
		}
		if err := sc.gradeLong(m); err != nil {
			return nil, err
		}
	}
	trends, err := s.longTrends(ctx, m.Agency, scores, p, now)
	for i := range scores {
		scores[i].Trend = trends[scores[i].Person.ID]
	}
	return scores, err
}

// compose lays out what the quarters or years of people are made of. A frozen sheet names the versions of its parts.
func (s *Service) compose(ctx context.Context, c course, m Month, people []identity.Person, sheets []Sheet, now time.Time) ([]Score, error) {
	ids := make([]string, len(people))
	for i, who := range people {
		ids[i] = who.ID
	}
	facts, err := s.overrides.Facts(ctx, m.Agency, m.Period, ids...)
	if err != nil {
		return nil, err
	}
	policies, err := s.policies.Of(ctx, m.Agency)
	if err != nil {
		return nil, err
	}
	scores := make([]Score, len(people))
	for i, who := range people {
		if sheets[i].Frozen == nil {
			sheets[i].Overrides = facts[who.ID]
		}
		scores[i] = Score{Person: who, Month: m, AsOf: now, Sheet: sheets[i], Policy: policies.For(string(m.Period.Last()), sheets[i].Class)}
		if f := sheets[i].Frozen; f != nil {
			policy, ok := policies.Named(f.Policy, string(m.Period.Last()))
			if !ok {
				return nil, broken(sheets[i])
			}
			scores[i].Policy = policy
		}
	}
	var leaves map[string][]workplace.Absence
	if m.Period.Quarter() {
		if leaves, err = s.leaves.Leaves(ctx, m.Agency, ids, m.Period.First(), m.Period.Last()); err != nil {
			return nil, err
		}
	}
	cal, err := s.calendars.Of(ctx, m.Agency)
	if err != nil {
		return nil, err
	}
	for _, part := range c.parts(m.Period) {
		if part.First() > vncal.DateOf(now) {
			break
		}
		of, err := s.partScores(ctx, c, part, scores, now)
		if err != nil {
			return nil, err
		}
		for i := range scores {
			x := partOf(of[i], now)
			if x.Why == "" && !long(part) {
				if paper, away := awayAll(cal, part, leaves[people[i].ID]); away {
					x.Why, x.Paper = OnLeave, paper
				}
			}
			if f := scores[i].Sheet.Frozen; f != nil { // as it was decided then
				at := slices.IndexFunc(scores[i].Sheet.Parts, func(y Part) bool { return y.Period == part })
				if at < 0 {
					continue
				}
				x.Part = scores[i].Sheet.Parts[at]
			}
			scores[i].Parts = append(scores[i].Parts, x)
			scores[i].parts = append(scores[i].parts, of[i])
		}
	}
	return scores, nil
}

// partScores returns the scores of one part for the people of scores: of the version that a frozen sheet names.
func (s *Service) partScores(ctx context.Context, c course, part grading.Period, scores []Score, now time.Time) ([]Score, error) {
	people, ids := make([]identity.Person, len(scores)), make([]string, len(scores))
	for i, sc := range scores {
		people[i], ids[i] = sc.Person, sc.Person.ID
	}
	m, ok := c.of[part]
	if long(part) {
		m = c.periodOf(part, now)
	} else if !ok {
		m = openMonth(c.agency, part)
	}
	versions, err := s.store.AllVersions(ctx, c.agency, ids, part)
	if err != nil {
		return nil, err
	}
	facts := map[string][]Fact{}
	if !long(part) && m.State != Closed {
		found, err := s.store.OfPeople(ctx, c.agency, part, ids)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			x, err := f.whole()
			if err != nil {
				return nil, err
			}
			facts[x.Person()] = append(facts[x.Person()], x)
		}
	}
	drafts := make([]Sheet, len(people))
	for i, who := range people {
		drafts[i] = newSheet(who, part)
		rev := 0
		if scores[i].Sheet.Frozen != nil {
			for _, x := range scores[i].Sheet.Parts {
				if x.Period == part {
					rev = x.Rev
				}
			}
			if rev == 0 { // it had none then
				continue
			}
		} else if long(part) && m.State != Closed {
			continue // made of its months as they are
		}
		for _, sh := range versions[who.ID] {
			if rev == 0 || sh.Rev == rev {
				drafts[i] = sh
			}
		}
	}
	if !long(part) {
		all := make([]Score, len(people))
		for i, who := range people {
			if all[i], err = s.scoreOf(ctx, who, m, drafts[i], facts[who.ID], now); err != nil {
				return nil, err
			}
		}
		return all, nil
	}
	all, err := s.compose(ctx, c, m, people, drafts, now)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if m.State == Closed && all[i].Sheet.Frozen == nil {
			continue
		}
		if all[i].Sheet.Frozen == nil && all[i].Sheet.Leader {
			if all[i].Sheet.Managed, err = s.managed(ctx, all[i].Person, part); err != nil {
				return nil, err
			}
		}
		if err := all[i].gradeLong(m); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// partOf says what a score is as a part of a longer period. A month on leave is seen from the calendar, not from here.
func partOf(sc Score, now time.Time) PartScore {
	x := PartScore{Part: Part{Period: sc.Month.Period, Rev: sc.Sheet.Rev}, State: sc.Month.State, Result: sc.Result, Parts: sc.Parts}
	over := !now.Before(sc.Month.Period.Last().End())
	stored := sc.Sheet.Version > 0
	if n := len(sc.Sheet.Units); n > 0 {
		x.Unit = sc.Sheet.Units[n-1]
	}
	switch {
	case over && !stored && (sc.Month.State == Closed || !long(sc.Month.Period) && sc.Month.ProposedAt != nil):
		x.Rev, x.Unit, x.Why, x.Result = 0, "", NotPosted, grading.Result{}
	case sc.Result.Status == grading.NoPolicy:
		x.Why = NoRules
	case slices.Contains(sc.Result.Reasons, grading.NothingWorked):
		x.Why = NotWorked
	case long(sc.Month.Period) && !over && sc.Result.Total == "":
		x.Why = Running
	}
	if !stored {
		x.Rev = 0
	}
	return x
}

// awayAll reports whether somebody was on leave on every working day of a month, and by which paper first.
func awayAll(cal *vncal.Calendar, month grading.Period, leaves []workplace.Absence) (paper string, away bool) {
	if len(leaves) == 0 {
		return "", false
	}
	for d := month.First(); d <= month.Last(); d = d.AddDays(1) {
		if !cal.IsWorking(d) {
			continue
		}
		for _, afternoon := range []bool{false, true} {
			h := workplace.HalfOf(d, afternoon)
			i := slices.IndexFunc(leaves, func(x workplace.Absence) bool { return x.Covers(h) })
			if i < 0 {
				return "", false
			}
			if !away {
				paper, away = leaves[i].Paper, true
			}
		}
	}
	return paper, away
}
