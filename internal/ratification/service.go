package ratification

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/substitute"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Actions that this package records.
const (
	actionSaved   = "rating.saved"
	actionDecided = "rating.decided"
)

// Scores are what grades are proposed from; evaluation.Service fits.
type Scores interface {
	// Ranked returns everybody of a unit and below it with their quarter or year, best first.
	Ranked(ctx context.Context, u org.Unit, p grading.Period) (evaluation.UnitScores, error)
}

// People answers who heads a unit and who is posted in it; identity.Service fits.
type People interface {
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
	Staffed(ctx context.Context, agency, unit string, day vncal.Date) ([]identity.Person, error)
}

// StandIns answers for whom somebody stands in; substitute.Service fits.
type StandIns interface {
	Mine(ctx context.Context, a access.Actor) (substitute.Of, error)
}

// Deps is what the service needs.
type Deps struct {
	DB       *mongodb.DB
	Scores   Scores
	People   People
	Units    evaluation.Units
	StandIns StandIns
	Journal  *journal.Journal
	Clock    clock.Clock
}

// Service prepares and takes decisions on grades. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New returns the service.
func New(d Deps) *Service { return &Service{d, store{d.DB.Collection(collection)}} }

// View is a rating with its board, and what the reader may do.
type View struct {
	Rating  Rating
	Unit    org.Unit
	Board   Board
	Policy  grading.Policy
	State   evaluation.State
	Prepare bool
	Decide  bool
	Early   bool // it cannot be decided on yet
}

// authority is in whose name somebody decides.
type authority struct {
	head  string // the head of the agency, "" when vacant
	own   bool   // a is that head
	under *Paper // the document by which a stands in for the head
}

func (x authority) decides() bool { return x.own || x.under != nil }

// authorityOf returns in whose name a could decide now: the head of the agency, or who stands in for the head by a numbered and
// dated document.
func (s *Service) authorityOf(ctx context.Context, a access.Actor) (x authority, err error) {
	heads, err := s.People.HeadsOf(ctx, a.Agency, a.Agency)
	if err != nil || len(heads) == 0 {
		return x, err
	}
	x.head = heads[0].ID
	x.own = a.Is(x.head)
	if x.own {
		return x, nil
	}
	of, err := s.StandIns.Mine(ctx, a)
	for _, r := range of.Standing {
		if r.Person == x.head && r.StateAt(s.Clock.Now()) == substitute.Running && r.Number != "" && r.On.Valid() {
			x.under = &Paper{r.Number, r.On}
		}
	}
	return x, err
}

// Rating returns the board of a unit for a quarter or a year, to those who read its scores and to who decides.
// Errors: errs.ErrNotFound outside a's scope, ErrPeriod, evaluation.ErrMonth, evaluation.ErrFuture.
func (s *Service) Rating(ctx context.Context, a access.Actor, unit string, p grading.Period) (View, error) {
	u, err := s.Units.Unit(ctx, a.Agency, unit)
	if err != nil {
		return View{}, fmt.Errorf("rating: %w", err)
	}
	by, err := s.authorityOf(ctx, a)
	switch {
	case err != nil:
		return View{}, err
	case !by.decides() && !evaluation.CanSeeUnit(a, u.Path()):
		return View{}, fmt.Errorf("rating of unit %s: %w", unit, errs.ErrNotFound)
	case p.Month():
		return View{}, ErrPeriod
	}
	return s.view(ctx, a, by, u, p)
}

func (s *Service) view(ctx context.Context, a access.Actor, by authority, u org.Unit, p grading.Period) (View, error) {
	table, err := s.Scores.Ranked(ctx, u, p)
	if err != nil {
		return View{}, err
	}
	r, err := s.store.get(ctx, u, p)
	if err != nil {
		return View{}, err
	}
	v := View{Rating: r, Unit: u, Policy: table.Policy, State: table.Month.State, Board: lay(table.Policy, table.Rows, by.head, r)}
	if r.Decision != nil {
		v.Board = v.Board.decided(*r.Decision)
	}
	v.Early = !ripe(table.Month, vncal.DateOf(s.Clock.Now()))
	v.Prepare = r.Decision == nil && (evaluation.CanClose(a) || by.decides())
	v.Decide = r.Decision == nil && by.decides()
	return v, nil
}

// ripe reports whether a period can be decided on: a quarter once it is closed, a year from the first of December on, for it is
// classified before the fifteenth.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 21.
func ripe(m evaluation.Month, today vncal.Date) bool {
	return m.State == evaluation.Closed || m.Period.Annual() && today >= vncal.Date(string(m.Period)+"-12-01")
}

// Draft is what is chosen before the decision.
type Draft struct {
	Version     int64 // of the rating that was seen, 0 for none
	Choices     []Choice
	Exceptional *Paper // the document that allows 25 %; nil for none
}

// Save keeps choices, each about somebody who reaches xuat_sac, in the place of those before.
// Errors: those of Rating; ErrNotPrepare, errs.ErrChanged, ErrDecided; errs.ErrInvalid with the faulty fields.
func (s *Service) Save(ctx context.Context, a access.Actor, unit string, p grading.Period, in Draft) (View, error) {
	v, err := s.Rating(ctx, a, unit, p)
	switch {
	case err != nil:
		return v, err
	case v.Rating.Decision != nil:
		return v, ErrDecided
	case !v.Prepare:
		return v, ErrNotPrepare
	case v.Rating.Version != in.Version:
		return v, errs.ErrChanged
	}
	now := s.Clock.Now()
	for i := range in.Choices {
		in.Choices[i].Reason = fold.Clean(in.Choices[i].Reason)
	}
	if err := checkChoices(v.Board, in.Choices); err != nil {
		return v, err
	}
	next := v.Rating
	if next.Exceptional = nil; in.Exceptional != nil {
		paper := in.Exceptional.normal()
		if err := checkPaper(errs.ErrInvalid, "exceptional.number", "exceptional.documentOn", paper, vncal.DateOf(now)).OrNil(); err != nil {
			return v, err
		}
		next.Exceptional = &paper
	}
	next.Choices = kept(v.Rating.Choices, in.Choices, a.ID, now)
	if err := s.put(ctx, a, v, next, journal.Entry{Action: actionSaved}); err != nil {
		return v, err
	}
	return s.Rating(ctx, a, unit, p)
}

// kept returns choices as they are stored: who made one that has not changed, and when, stays.
func kept(former, all []Choice, by string, now time.Time) []Choice {
	next := make([]Choice, len(all))
	for i, c := range all {
		c.By, c.At = by, now
		at := slices.IndexFunc(former, func(x Choice) bool { return x.Person == c.Person && x.Grade == c.Grade && x.Reason == c.Reason })
		if at >= 0 {
			c = former[at]
		}
		next[i] = c
	}
	return next
}

// Order is a decision to be taken.
type Order struct {
	Version int64  // of the rating that was seen
	Seen    string // Board.Seen of what was seen
	Paper   Paper  // number and date of the decision
}

// Decide makes the grades of a unit final and tells everybody on the board. One that breaks a rule is refused with the sentence
// that says which. Errors: those of Rating; ErrNotDecide, ErrDecided, errs.ErrChanged, ErrEarly, ErrOwn, ErrNobody, ErrMany,
// ErrPlaces, ErrGroupPlaces, ErrDropped, ErrPassedOver, ErrElsewhere; errs.ErrInvalid for the document.
func (s *Service) Decide(ctx context.Context, a access.Actor, unit string, p grading.Period, in Order) (View, error) {
	v, err := s.Rating(ctx, a, unit, p)
	if err != nil {
		return v, err
	}
	by, err := s.authorityOf(ctx, a)
	if err != nil {
		return v, err
	}
	now, paper := s.Clock.Now(), in.Paper.normal()
	_, mine := v.Board.line(a.ID)
	switch fault := checkPaper(errs.ErrInvalid, "number", "documentOn", paper, vncal.DateOf(now)).OrNil(); {
	case !by.decides():
		return v, ErrNotDecide
	case v.Rating.Decision != nil:
		return v, ErrDecided
	case v.Rating.Version != in.Version || v.Board.Seen != in.Seen:
		return v, errs.ErrChanged
	case v.Early:
		return v, ErrEarly
	case mine:
		return v, ErrOwn
	case fault != nil:
		return v, fault
	}
	if err := v.Board.check(); err != nil {
		return v, err
	}
	next := v.Rating
	next.Decision = &Decision{Paper: paper, By: a.ID, ByName: a.Name, Under: by.under, At: now, Grades: v.Board.finals()}
	if !by.own {
		next.Decision.For = by.head
	}
	e := journal.Entry{Action: actionDecided, Audience: slices.Clone(next.Vis)}
	for _, f := range next.Decision.Grades {
		e.Audience = append(e.Audience, access.Person(f.Person))
		e.Inbox = append(e.Inbox, journal.Message{
			To: f.Person, Kind: actionDecided, Rule: actionDecided, Why: "author", Key: actionDecided + "|" + next.ID + "|" + f.Person,
			Params: map[string]string{"period": string(p), "document": paper.Number, "grade": string(f.Grade)},
		})
	}
	if err := s.put(ctx, a, v, next, e); err != nil {
		return v, err
	}
	return s.Rating(ctx, a, unit, p)
}

// put stores next with its journal entry, or nothing.
func (s *Service) put(ctx context.Context, a access.Actor, v View, next Rating, e journal.Entry) error {
	seen := next.Version
	next.Version, next.UpdatedAt = seen+1, s.Clock.Now()
	e.By, e.At = a, next.UpdatedAt
	e.Params = map[string]string{"period": string(next.Period), "unit": v.Unit.Name, "people": strconv.Itoa(len(v.Board.Lines))}
	err := s.DB.WithTx(ctx, func(ctx context.Context) error {
		if next.Decision != nil {
			ids := make([]string, len(next.Decision.Grades))
			for i, f := range next.Decision.Grades {
				ids[i] = f.Person
			}
			if other, err := s.store.ofPeople(ctx, next.Agency, next.Period, ids...); err != nil || len(other) > 0 {
				if err == nil {
					err = ErrElsewhere.Arg("document", other[0].Decision.Number)
				}
				return err
			}
		}
		if err := s.store.put(ctx, seen, next); err != nil {
			return err
		}
		return s.Journal.Write(ctx, e.Of(nil, next))
	})
	if err != nil {
		return fmt.Errorf("put rating %s: %w", next.ID, err)
	}
	return nil
}

// Standing is a person's final grade with the decision that made it so.
type Standing struct {
	Final
	Decision Decision  // without the grades of others
	Amended  []Amended // what it was before, oldest first
}

// Of returns a person's final grade of a period; ok is false while nobody decided. Whether the reader may see it is the
// caller's question: it goes with the score.
func (s *Service) Of(ctx context.Context, agency, person string, p grading.Period) (x Standing, ok bool, err error) {
	all, err := s.OfAll(ctx, agency, p, person)
	x, ok = all[person]
	return x, ok, err
}

// OfAll returns the final grades of people in a period, as Of does; who has none is missing.
func (s *Service) OfAll(ctx context.Context, agency string, p grading.Period, people ...string) (map[string]Standing, error) {
	all, err := s.store.ofPeople(ctx, agency, p, people...)
	standing := map[string]Standing{}
	for _, r := range all {
		decision := *r.Decision
		decision.Grades, decision.Amended = nil, nil
		for _, person := range people {
			if final, ok := r.Decision.of(person); ok {
				standing[person] = Standing{Final: final, Decision: decision, Amended: r.Decision.history(person)}
			}
		}
	}
	return standing, err
}
