package procedure

import (
	"context"
	"fmt"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/internal/reminder"
	"congvu/internal/selfscore"
	"congvu/pkg/vncal"
)

// Evaluations knows the periods and how far their reviews are; evaluation.Service fits.
type Evaluations interface {
	Review(ctx context.Context, agency, unit string, p grading.Period) (evaluation.Month, []evaluation.Reviewed, error)
	Ranked(ctx context.Context, u org.Unit, p grading.Period) (evaluation.UnitScores, error)
	Policies(ctx context.Context, agency string) (grading.Policies, error)
}

// SelfScores knows who assessed themselves; selfscore.Service fits.
type SelfScores interface {
	OfAll(ctx context.Context, agency string, p grading.Period, people ...string) (map[string]selfscore.Self, error)
}

// Ratings knows whose grade is final; ratification.Service fits.
type Ratings interface {
	OfAll(ctx context.Context, agency string, p grading.Period, people ...string) (map[string]ratification.Standing, error)
}

// People finds who closes months; identity.Service fits.
type People interface {
	HoldersOf(ctx context.Context, agency, unit string, role access.Role) ([]identity.Person, error)
}

// Calendars answers for an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Deps are what the service works with; every field is needed.
type Deps struct {
	Evaluations Evaluations
	SelfScores  SelfScores
	Ratings     Ratings
	People      People
	Units       evaluation.Units
	Calendars   Calendars
	Clock       clock.Clock
}

// Service follows the steps. It keeps nothing of its own and is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{d} }

// Dues returns by when the steps of a period are due in an agency, false where its policy dates none.
func (s *Service) Dues(ctx context.Context, agency string, p grading.Period) (grading.Dues, bool, error) {
	days, cal, err := s.days(ctx, agency, p)
	if err != nil {
		return grading.Dues{}, false, err
	}
	dues, ok := days.Due(cal, p)
	return dues, ok, nil
}

// days returns by when steps are due by the policy of a period's last day, with the agency's calendar.
func (s *Service) days(ctx context.Context, agency string, p grading.Period) (grading.StepDays, *vncal.Calendar, error) {
	policies, err := s.Evaluations.Policies(ctx, agency)
	if err != nil {
		return grading.StepDays{}, nil, err
	}
	cal, err := s.Calendars.Of(ctx, agency)
	return policies.For(string(p.Last()), identity.CivilServant).Steps.Value, cal, err
}

// Board returns how far the evaluation of a period is in a unit and below it, to those who read its scores.
// Errors: errs.ErrNotFound outside a's scope; evaluation.ErrMonth, evaluation.ErrFuture.
func (s *Service) Board(ctx context.Context, a access.Actor, unit string, p grading.Period) (Board, error) {
	u, err := s.Units.Unit(ctx, a.Agency, unit)
	if err == nil && !evaluation.CanSeeUnit(a, u.Path()) {
		err = errs.ErrNotFound
	}
	if err != nil {
		return Board{}, fmt.Errorf("steps of unit %s: %w", unit, err)
	}
	m, marks, err := s.marks(ctx, u, p)
	if err != nil {
		return Board{}, err
	}
	dues, _, err := s.Dues(ctx, a.Agency, p)
	if err != nil {
		return Board{}, err
	}
	kept := marks[:0]
	for _, x := range marks {
		if evaluation.CanSee(a, x.person) {
			kept = append(kept, x)
		}
	}
	return lay(u, m, dues, kept, vncal.DateOf(s.Clock.Now())), nil
}

// marks returns how far everybody of a unit and below it is.
func (s *Service) marks(ctx context.Context, u org.Unit, p grading.Period) (evaluation.Month, []mark, error) {
	if !p.Month() {
		return s.decided(ctx, u, p)
	}
	m, reviews, err := s.Evaluations.Review(ctx, u.Agency, u.ID, p)
	if err != nil {
		return m, nil, err
	}
	ids := make([]string, len(reviews))
	for i, r := range reviews {
		ids[i] = r.Person.ID
	}
	sent, err := s.SelfScores.OfAll(ctx, u.Agency, p, ids...)
	marks := make([]mark, len(reviews))
	for i, r := range reviews {
		_, self := sent[r.Person.ID]
		marks[i] = mark{person: r.Person, self: self, reviewed: r.Done, giver: r.Giver}
	}
	return m, marks, err
}

// decided returns whose grade of a quarter or year is final, among those who have one.
func (s *Service) decided(ctx context.Context, u org.Unit, p grading.Period) (evaluation.Month, []mark, error) {
	table, err := s.Evaluations.Ranked(ctx, u, p)
	if err != nil {
		return evaluation.Month{}, nil, err
	}
	var marks []mark
	var ids []string
	for _, row := range table.Rows {
		if row.Result.Grade != "" {
			marks, ids = append(marks, mark{person: row.Person}), append(ids, row.Person.ID)
		}
	}
	final, err := s.Ratings.OfAll(ctx, u.Agency, p, ids...)
	for i := range marks {
		_, marks[i].decided = final[marks[i].person.ID]
	}
	return table.Month, marks, err
}

// StepsDue implements reminder.Steps: who has a step of a month to do that is due on a day that holds, as things stand now.
func (s *Service) StepsDue(ctx context.Context, agency, step string, today vncal.Date, holds func(due vncal.Date) bool) (all []reminder.Step, err error) {
	month := grading.MonthOf(today)
	for _, p := range []grading.Period{month.Prev(), month} {
		dues, ok, err := s.Dues(ctx, agency, p)
		if err != nil {
			return nil, err
		}
		due := map[string]vncal.Date{StepSelf: dues.Self, StepReview: dues.Review, StepDecide: dues.Decide}[step]
		if !ok || due == "" || !holds(due) {
			continue
		}
		some, err := s.open(ctx, agency, step, p, due)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// open returns who has a step of a month to do that is due on a day.
func (s *Service) open(ctx context.Context, agency, step string, p grading.Period, due vncal.Date) (all []reminder.Step, err error) {
	u, err := s.Units.Unit(ctx, agency, agency)
	if err != nil {
		return nil, err
	}
	m, marks, err := s.marks(ctx, u, p)
	if err != nil || m.State == evaluation.Closed {
		return nil, err
	}
	add := func(to string, o journal.Object, people int) {
		params := map[string]string{"period": string(p)}
		if people > 0 {
			params["people"] = strconv.Itoa(people)
		}
		all = append(all, reminder.Step{To: to, Due: due, Object: o, Params: params})
	}
	switch step {
	case StepSelf:
		for _, x := range marks {
			if !x.self && !x.reviewed {
				add(x.person.ID, journal.Object{Type: "sheet", ID: x.person.ID + "|" + string(p), Code: string(p)}, 0)
			}
		}
	case StepReview:
		var row Row
		for _, x := range marks {
			if !x.reviewed && x.giver != "" {
				row.wait(x.giver)
			}
		}
		for _, w := range row.Waiting {
			add(w.Giver, m.Object(), w.People)
		}
	case StepDecide:
		holders, err := s.People.HoldersOf(ctx, agency, agency, access.HR)
		for _, who := range holders {
			add(who.ID, m.Object(), 0)
		}
		return all, err
	}
	return all, nil
}
