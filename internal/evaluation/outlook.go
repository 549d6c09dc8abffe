package evaluation

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Supposition is what one supposes of the rest of a running month (nếu … thì sao).
type Supposition struct {
	Works []SupposedWork // of the unfinished work, each piece once
	Rest  bool           // unfinished work that Works does not name is handed in by its deadline, at once where that has passed; else the month ends without it

	// General are general points in the place of those that nobody has given yet, 0 to the policy's maximum; nil leaves the
	// total a range. Points that were given stay.
	General *grading.Decimal
}

// SupposedWork is the day on which a piece of work is handed in, to be accepted in full and without a fault; with "", or a
// day of a later month, the month ends without it.
type SupposedWork struct {
	Task string // task id
	On   vncal.Date
}

// maxSupposed is how many pieces of work a supposition names.
const maxSupposed = 500

// Outlook is a score as it stands, and as it would be at the end of its month under a supposition. Nothing of it is stored.
type Outlook struct {
	Score Score // as it stands; without Left, Trend and Give
	Then  grading.Result
	Works []Prospect // the month's unfinished work, by deadline
}

// Prospect is one unfinished line of the month, and what was supposed of it.
type Prospect struct {
	Fact Fact       // as it stands
	On   vncal.Date // the day it is handed in, "" when the month ends without it
	Late bool       // that costs a deadline which has not been missed yet
}

// Outlook returns what a person's score of a running month would become under a supposition: from the function that grades the
// month at its end, with the lines as they would be then. d of a leader stays as those managed stand now.
// Errors: errs.ErrNotFound outside a's scope, ErrMonth, ErrFuture, ErrOver, ErrSupposed by field.
func (s *Service) Outlook(ctx context.Context, a access.Actor, person string, p grading.Period, sup Supposition) (Outlook, error) {
	who, err := s.people.Person(ctx, a.Agency, person)
	if err != nil {
		return Outlook{}, fmt.Errorf("outlook: %w", err)
	}
	if !CanSee(a, who) {
		return Outlook{}, fmt.Errorf("outlook of %s: %w", person, errs.ErrNotFound)
	}
	m, err := s.running(ctx, a.Agency, p)
	if err != nil {
		return Outlook{}, err
	}
	stored, err := s.store.Sheets(ctx, m.Agency, []string{person}, p)
	if err != nil {
		return Outlook{}, err
	}
	sheet := newSheet(who, p)
	if len(stored) > 0 {
		sheet = stored[0]
	}
	facts, err := s.store.OfPerson(ctx, a.Agency, p, person)
	if err != nil {
		return Outlook{}, err
	}
	now := s.clock.Now()
	sc, err := s.scoreOf(ctx, who, m, sheet, facts, now)
	if err != nil {
		return Outlook{}, err
	}
	if err := sup.check(sc.Policy, facts, now); err != nil {
		return Outlook{}, err
	}
	return sc.under(sup, facts, now), nil
}

// UnitOutlook is the table of a unit as it stands, and as it would be at the end of its month.
type UnitOutlook struct {
	Table UnitScores   // as it stands
	Rows  []Outlook    // best first under the supposition
	Then  []GradeCount // how many people each grade would be proposed for
}

// UnitOutlook returns the outlook of everybody in a unit's table: work that several share is supposed for each of them.
// Errors: errs.ErrNotFound outside a's scope, ErrMonth, ErrFuture, ErrOver, ErrSupposed by field.
func (s *Service) UnitOutlook(ctx context.Context, a access.Actor, unit string, p grading.Period, sup Supposition) (UnitOutlook, error) {
	table, err := s.UnitScores(ctx, a, unit, p)
	if err != nil {
		return UnitOutlook{}, err
	}
	m, err := s.running(ctx, a.Agency, p)
	if err != nil {
		return UnitOutlook{}, err
	}
	ids := make([]string, len(table.Rows))
	for i, row := range table.Rows {
		ids[i] = row.Person.ID
	}
	found, err := s.store.OfPeople(ctx, a.Agency, m.Period, ids)
	if err != nil {
		return UnitOutlook{}, err
	}
	facts, all := map[string][]Fact{}, make([]Fact, 0, len(found))
	for _, f := range found {
		facts[f.Person()] = append(facts[f.Person()], f.Fact)
		all = append(all, f.Fact)
	}
	now := s.clock.Now()
	if err := sup.check(table.Policy, all, now); err != nil {
		return UnitOutlook{}, err
	}
	then := UnitScores{Policy: table.Policy, Rows: slices.Clone(table.Rows)}
	of := make(map[string]Outlook, len(table.Rows))
	for i, row := range table.Rows {
		o := row.under(sup, facts[row.Person.ID], now)
		of[row.Person.ID], then.Rows[i].Result = o, o.Then
	}
	then.arrange()
	out := UnitOutlook{Table: table, Rows: make([]Outlook, len(then.Rows)), Then: then.Distribution}
	for i, row := range then.Rows {
		out.Rows[i] = of[row.Person.ID]
	}
	return out, nil
}

// running returns a month that is not over. Errors: ErrMonth, ErrFuture, ErrOver.
func (s *Service) running(ctx context.Context, agency string, p grading.Period) (Month, error) {
	if long(p) {
		return Month{}, ErrOver
	}
	m, err := s.month(ctx, agency, p)
	switch {
	case err != nil:
		return Month{}, err
	case m.State != Open || !s.clock.Now().Before(p.Last().End()):
		return Month{}, ErrOver
	}
	return m, nil
}

// check finds what cannot be supposed: work that is none of the unfinished lines or named twice, a day that has passed, points
// beyond the scale.
func (sup Supposition) check(policy grading.Policy, facts []Fact, now time.Time) error {
	e := ErrSupposed
	if len(sup.Works) > maxSupposed {
		return e.With(errs.Field{Path: "supposed", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(maxSupposed)}})
	}
	open, named := map[string]bool{}, map[string]bool{}
	for _, f := range facts {
		open[f.Task] = open[f.Task] || !f.Done()
	}
	for i, w := range sup.Works {
		at := fmt.Sprintf("supposed[%d].", i)
		switch {
		case !open[w.Task]:
			e = e.At(at+"task", "not_found")
		case named[w.Task]:
			e = e.At(at+"task", "duplicate")
		}
		named[w.Task] = true
		switch {
		case w.On == "":
		case !w.On.Valid():
			e = e.At(at+"day", "date")
		case w.On < vncal.DateOf(now):
			e = e.At(at+"day", "past")
		}
	}
	if g := sup.General; g != nil && g.Sign() < 0 {
		e = e.With(errs.Field{Path: "general", Code: "too_small", Args: map[string]string{"min": "0"}})
	} else if g != nil && g.Cmp(policy.General.Max) > 0 {
		e = e.With(errs.Field{Path: "general", Code: "too_large", Args: map[string]string{"max": policy.General.Max.String()}})
	}
	return e.OrNil()
}

// under returns what the score becomes at the end of its month with all of the person's lines of it.
func (sc Score) under(sup Supposition, facts []Fact, now time.Time) Outlook {
	o := Outlook{Score: sc}
	supposed := make(map[string]vncal.Date, len(sup.Works))
	for _, w := range sup.Works {
		supposed[w.Task] = w.On
	}
	lines := make([]Fact, len(facts))
	for i, f := range facts {
		if f.Done() || f.Over {
			lines[i] = f
			continue
		}
		on, named := supposed[f.Task]
		switch {
		case f.Pending(): // it was handed in: what is left is the approver's
			on = f.Show.SubmittedOn
		case !named && sup.Rest:
			on = max(f.DueOn, vncal.DateOf(now))
		case on > sc.Month.Period.Last():
			on = ""
		}
		lines[i] = f.supposed(on, sc.Month.Period.Last())
		o.Works = append(o.Works, Prospect{Fact: f.At(now), On: on, Late: lines[i].L > f.At(now).L})
	}
	slices.SortStableFunc(o.Works, func(a, b Prospect) int { return cmp.Compare(a.Fact.DueOn, b.Fact.DueOn) })
	given := sc.Sheet.facts(linesOf(lines))
	if given.General == nil {
		given.General = sup.General
	}
	o.Then = sc.Month.under(sc.Policy).Grade(given)
	return o
}

// supposed returns an unfinished line as it will be when its month is over, if the work is handed in on a day and then accepted in
// full without a fault; with "", if it is not.
func (f Fact) supposed(on, last vncal.Date) Fact {
	if on == "" {
		return f.At(last.End())
	}
	if f.LateAt != nil && on > f.DueOn {
		f = f.At(*f.LateAt)
	}
	f.D, f.State, f.LateAt = f.A, task.Completed, nil
	return f
}
