package petition

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/ratification"
	"congvu/internal/reminder"
	"congvu/pkg/vncal"
)

// Actions that this package records.
const (
	actionMade     = "petition.made"
	actionAssigned = "petition.assigned"
	actionAnswered = "petition.answered"
)

// Evaluations knows who scored somebody, and by when steps are due; evaluation.Service fits.
type Evaluations interface {
	Scorers(ctx context.Context, agency, person string, p grading.Period) ([]string, error)
	Policies(ctx context.Context, agency string) (grading.Policies, error)
}

// Ratings are the decisions; ratification.Service fits.
type Ratings interface {
	Of(ctx context.Context, agency, person string, p grading.Period) (ratification.Standing, bool, error)
	Amend(ctx context.Context, a access.Actor, x ratification.Amendment, also func(ctx context.Context) error) error
}

// People answers who somebody is and who is above; identity.Service fits.
type People interface {
	Person(ctx context.Context, agency, id string) (identity.Person, error)
	HeadsOfAll(ctx context.Context, agency string, units ...string) (map[string][]identity.Person, error)
	HoldersOf(ctx context.Context, agency, unit string, role access.Role) ([]identity.Person, error)
}

// Calendars answers for an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Journal records acts; journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
}

// Deps are what the service works with; every field is needed.
type Deps struct {
	DB          *mongodb.DB
	Evaluations Evaluations
	Ratings     Ratings
	People      People
	Calendars   Calendars
	Journal     Journal
	Clock       clock.Clock
}

// Service takes petitions and has them answered. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New returns the service.
func New(d Deps) *Service { return &Service{d, store{d.DB.Collection(collection)}} }

// Chance is whether a person may petition against a grade, and until when.
type Chance struct {
	Until vncal.Date // last day, "" where there is nothing to petition against
	Made  *Petition  // what was made
}

// Open reports whether the chance is there on a day.
func (c Chance) Open(today vncal.Date) bool {
	return c.Until != "" && c.Made == nil && today <= c.Until
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

// Of returns whether a person may petition against the grade of a period, and what was made. Whether the reader may see it is the
// caller's question.
func (s *Service) Of(ctx context.Context, agency, person string, p grading.Period) (c Chance, err error) {
	final, decided, err := s.Ratings.Of(ctx, agency, person, p)
	if err != nil || !decided {
		return c, err
	}
	days, cal, err := s.days(ctx, agency, p)
	if err != nil {
		return c, err
	}
	c.Until = until(days, cal, final.Decision.At)
	made, err := s.store.of(ctx, agency, person, p)
	if errors.Is(err, errs.ErrNotFound) {
		return c, nil
	}
	c.Made = &made
	return c, err
}

// Make keeps a's petition against the grade of a period; it goes to the nearest head above who has not scored a, and personnel names
// somebody where there is none. Errors: ErrUndecided, ErrLate with the day, ErrTwice; errs.ErrInvalid for the reason.
func (s *Service) Make(ctx context.Context, a access.Actor, p grading.Period, reason, key string) (Petition, error) {
	reason = text(reason)
	op, err := idempotency.Of(a.ID, key, struct {
		Period grading.Period
		Reason string
	}{p, reason})
	if err != nil {
		return Petition{}, err
	}
	c, err := s.Of(ctx, a.Agency, a.ID, p)
	if err != nil {
		return Petition{}, err
	}
	today := vncal.DateOf(s.Clock.Now())
	fault := errs.ErrInvalid.Length("reason", reason, minText, maxText).OrNil()
	switch {
	case c.Made != nil && c.Made.same(op):
		return *c.Made, nil
	case c.Made != nil:
		return *c.Made, ErrTwice
	case c.Until == "":
		return Petition{}, ErrUndecided
	case today > c.Until:
		return Petition{}, ErrLate.Arg("day", c.Until.Display())
	case fault != nil:
		return Petition{}, fault
	}
	next, who, err := s.draft(ctx, a, p)
	if err != nil {
		return Petition{}, err
	}
	next.Reason, next.Op = reason, op
	e := journal.Entry{Action: actionMade, By: a, At: next.At, First: true}
	if e.Inbox, err = s.tell(ctx, next, who.Name); err != nil {
		return Petition{}, err
	}
	err = s.put(ctx, 0, next, who.Name, e)
	if errors.Is(err, errs.ErrChanged) { // of another screen
		err = ErrTwice
	}
	return next, err
}

// draft returns the petition of a person as it begins.
func (s *Service) draft(ctx context.Context, a access.Actor, p grading.Period) (next Petition, who identity.Person, err error) {
	final, _, err := s.Ratings.Of(ctx, a.Agency, a.ID, p)
	if err != nil {
		return next, who, err
	}
	if who, err = s.People.Person(ctx, a.Agency, a.ID); err != nil {
		return next, who, err
	}
	scorers, err := s.Evaluations.Scorers(ctx, a.Agency, a.ID, p)
	if err != nil {
		return next, who, err
	}
	days, cal, err := s.days(ctx, a.Agency, p)
	if err != nil {
		return next, who, err
	}
	heads, err := s.above(ctx, who)
	if err != nil {
		return next, who, err
	}
	now := s.Clock.Now()
	bar := barred(a.ID, scorers)
	next = Petition{
		ID: mongodb.NewID(), Agency: a.Agency, Person: a.ID, Period: p, Grade: final.Grade, Total: final.Total, Number: final.Decision.Number,
		At: now, Due: cal.AddWorking(vncal.DateOf(now), days.Answer), Reviewer: choose(heads, bar), Barred: bar, State: Waiting, Version: 1,
	}
	next.see()
	return next, who, nil
}

// above returns the heads of the units of a person, nearest first.
func (s *Service) above(ctx context.Context, who identity.Person) (all []identity.Person, err error) {
	heads, err := s.People.HeadsOfAll(ctx, who.Agency, who.Units...)
	for _, unit := range slices.Backward(who.Units) {
		all = append(all, heads[unit]...)
	}
	return all, err
}

// tell returns the message to who answers, to personnel where nobody does yet.
func (s *Service) tell(ctx context.Context, p Petition, name string) (all []journal.Message, err error) {
	params := map[string]string{"person": name, "period": string(p.Period), "due": p.Due.Display()}
	if p.Reviewer != "" {
		return []journal.Message{{To: p.Reviewer, Kind: actionMade, Rule: actionMade, Why: "approver", Params: params}}, nil
	}
	officers, err := s.People.HoldersOf(ctx, p.Agency, p.Agency, access.HR)
	for _, who := range officers {
		all = append(all, journal.Message{To: who.ID, Kind: "petition.unassigned", Rule: "petition.unassigned", Why: "hr", Params: params})
	}
	return all, err
}

// put stores next with its journal entry, or nothing.
func (s *Service) put(ctx context.Context, seen int64, next Petition, name string, e journal.Entry) error {
	err := s.DB.WithTx(ctx, func(ctx context.Context) error { return s.keep(ctx, seen, next, name, e) })
	if err != nil {
		return fmt.Errorf("put petition %s: %w", next.ID, err)
	}
	return nil
}

// keep stores next with its journal entry in the transaction of ctx.
func (s *Service) keep(ctx context.Context, seen int64, next Petition, name string, e journal.Entry) error {
	if err := s.store.put(ctx, seen, next); err != nil {
		return err
	}
	e.Params = map[string]string{"person": name, "period": string(next.Period)}
	return s.Journal.Write(ctx, e.Of(nil, next))
}

// List returns the petitions that a made or answers, the newest first; those of everybody to personnel officers of the agency and its
// head.
func (s *Service) List(ctx context.Context, a access.Actor) ([]Petition, error) {
	return s.store.list(ctx, a.Agency, a.ID, evaluation.CanConfirm(a))
}

// Assign names who answers a petition, a leader who neither petitions nor scored. Errors: errs.ErrNotFound, ErrNotHR, errs.ErrChanged,
// ErrAnswered; errs.ErrInvalid for whom.
func (s *Service) Assign(ctx context.Context, a access.Actor, id string, version int64, reviewer string) (Petition, error) {
	p, err := s.seen(ctx, a, id)
	switch {
	case err != nil:
		return p, err
	case !evaluation.CanClose(a) || a.Is(p.Person):
		return p, ErrNotHR
	case p.Version != version:
		return p, errs.ErrChanged
	case p.State != Waiting:
		return p, ErrAnswered
	}
	who, err := s.People.Person(ctx, a.Agency, reviewer)
	if errors.Is(err, errs.ErrNotFound) {
		return p, errs.ErrInvalid.At("reviewer", "not_found")
	}
	if err != nil {
		return p, err
	}
	if code := p.eligible(who); code != "" {
		return p, errs.ErrInvalid.At("reviewer", code)
	}
	petitioner, err := s.People.Person(ctx, a.Agency, p.Person)
	if err != nil {
		return p, err
	}
	next := p
	next.Reviewer, next.Version = who.ID, p.Version+1
	next.see()
	e := journal.Entry{Action: actionAssigned, By: a, At: s.Clock.Now()}
	if e.Inbox, err = s.tell(ctx, next, petitioner.Name); err != nil {
		return p, err
	}
	if p.Reviewer != "" && p.Reviewer != next.Reviewer {
		e.Settled = []string{p.Reviewer}
	}
	return next, s.put(ctx, p.Version, next, petitioner.Name, e)
}

// seen returns a petition that a may see. Errors: errs.ErrNotFound.
func (s *Service) seen(ctx context.Context, a access.Actor, id string) (Petition, error) {
	p, err := s.store.get(ctx, a.Agency, id)
	if err == nil && !p.CanSee(a) {
		err = errs.ErrNotFound
	}
	if err != nil {
		return Petition{}, fmt.Errorf("petition %s: %w", id, err)
	}
	return p, nil
}

// Answer answers a petition: the grade is upheld, or another takes its place in the decision by a document, and the person is told.
// Errors: errs.ErrNotFound, ErrNotReviewer, errs.ErrChanged, ErrAnswered; errs.ErrInvalid and ErrSame with the faulty fields; those
// of ratification.Service.Amend.
func (s *Service) Answer(ctx context.Context, a access.Actor, id string, in Reply) (Petition, error) {
	p, err := s.seen(ctx, a, id)
	switch {
	case err != nil:
		return p, err
	case p.Reviewer == "" || !a.Is(p.Reviewer) || slices.Contains(p.Barred, a.ID):
		return p, ErrNotReviewer
	case p.Version != in.Version:
		return p, errs.ErrChanged
	case p.State != Waiting:
		return p, ErrAnswered
	}
	now := s.Clock.Now()
	in.Text = text(in.Text)
	if err := p.check(in, vncal.DateOf(now)); err != nil {
		return p, err
	}
	who, err := s.People.Person(ctx, a.Agency, p.Person)
	if err != nil {
		return p, err
	}
	next := p.answered(a.ID, in, now)
	e := journal.Entry{Action: actionAnswered, By: a, At: now, Reason: in.Text, Inbox: []journal.Message{{
		To: p.Person, Kind: "petition." + string(next.State), Rule: actionAnswered, Why: "author",
		Params: map[string]string{"period": string(p.Period), "grade": string(next.Answer.Grade)},
	}}}
	if next.State == Upheld {
		return next, s.put(ctx, p.Version, next, who.Name, e)
	}
	err = s.Ratings.Amend(ctx, a, ratification.Amendment{
		Person: p.Person, Period: p.Period, Grade: in.Grade, Reason: in.Text, Paper: *in.Paper,
	}, func(ctx context.Context) error { return s.keep(ctx, p.Version, next, who.Name, e) })
	return next, err
}

// StepsDue implements reminder.Steps: who has a petition to answer; personnel officers while nobody does.
func (s *Service) StepsDue(ctx context.Context, agency, step string, _ vncal.Date, holds func(due vncal.Date) bool) (all []reminder.Step, err error) {
	if step != "answer" {
		return nil, nil
	}
	waiting, err := s.store.waiting(ctx, agency)
	if err != nil {
		return nil, err
	}
	for _, p := range waiting {
		if !holds(p.Due) {
			continue
		}
		who, err := s.People.Person(ctx, agency, p.Person)
		if err != nil {
			return nil, err
		}
		to := []string{p.Reviewer}
		if p.Reviewer == "" {
			officers, err := s.People.HoldersOf(ctx, agency, agency, access.HR)
			if err != nil {
				return nil, err
			}
			to = nil
			for _, x := range officers {
				to = append(to, x.ID)
			}
		}
		for _, id := range to {
			all = append(all, reminder.Step{
				To: id, Due: p.Due, Object: p.JournalObject(), Params: map[string]string{"person": who.Name, "period": string(p.Period)},
			})
		}
	}
	return all, nil
}
