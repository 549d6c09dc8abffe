package substitute

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
	"congvu/pkg/vncal"
)

// Service names substitutes. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	people  *identity.Service
	journal *journal.Journal
	clock   clock.Clock
}

// New returns the service.
func New(db *mongodb.DB, people *identity.Service, j *journal.Journal, c clock.Clock) *Service {
	return &Service{db: db, store: newStore(db), people: people, journal: j, clock: c}
}

// party reads one of the two; errs.ErrNotFound for somebody unknown to the agency.
func (s *Service) party(ctx context.Context, agency, person string) (party, error) {
	p, home, err := s.people.Home(ctx, agency, person)
	if err != nil {
		return party{}, err
	}
	a, err := s.people.Actor(ctx, person)
	return party{Person: p, actor: a, home: home}, err
}

// Name has somebody stand in for an absent person, from a minute up to another.
// Errors: errs.ErrInvalid with the faulty fields, ErrSelf, ErrGone, ErrOutside; ErrOverlap, ErrAway, ErrChain; ErrNotNaming for a
// person whom a sees but does not stand above, errs.ErrNotFound for others; errs.ErrKeyReused.
func (s *Service) Name(ctx context.Context, a access.Actor, in Request) (Substitution, error) {
	absent, err := s.party(ctx, a.Agency, in.Person)
	if err != nil {
		return Substitution{}, fmt.Errorf("substitute for %s: %w", in.Person, err)
	}
	if !CanName(a, absent.Person, absent.home) {
		if sees(a, absent) {
			return Substitution{}, ErrNotNaming
		}
		return Substitution{}, errs.ErrNotFound
	}
	op, err := idempotency.Of(a.ID, in.Key, in)
	if err != nil {
		return Substitution{}, err
	}
	if op != nil {
		if made, err := s.store.Made(ctx, a.Agency, *op); !errors.Is(err, errs.ErrNotFound) {
			if err == nil && made.Op.Hash != op.Hash {
				err = errs.ErrKeyReused
			}
			return made, err
		}
	}
	now := s.clock.Now()
	in = in.normal(now)
	if err := in.check(now); err != nil {
		return Substitution{}, err
	}
	sub, err := s.party(ctx, a.Agency, in.Substitute)
	if errors.Is(err, errs.ErrNotFound) {
		return Substitution{}, errs.ErrInvalid.At("substitute", "not_found")
	}
	if err == nil {
		err = allowed(a, absent, sub)
	}
	if err != nil {
		return Substitution{}, err
	}
	next := Substitution{
		ID: mongodb.NewID(), Agency: a.Agency, Person: in.Person, Substitute: in.Substitute, From: in.From, To: in.To,
		Number: in.Number, On: in.On, By: a.ID, ByName: a.Name, At: now, Op: op, Version: 1,
		Vis: []string{access.Person(in.Person), access.Person(in.Substitute)},
	}
	if from := next.From; now.Before(from) {
		next.Turns = &from
	} else {
		next = next.turned(now)
		next.Version = 1
	}
	for _, u := range absent.home {
		next.Vis = append(next.Vis, access.Staff(u))
	}
	return next, s.put(ctx, a, 0, next, "substitute.named", func(ctx context.Context) error {
		for _, person := range slices.Sorted(slices.Values([]string{in.Person, in.Substitute})) {
			if err := s.store.Lock(ctx, a.Agency, person); err != nil {
				return err
			}
		}
		open, err := s.store.Open(ctx, a.Agency, now)
		if err != nil {
			return err
		}
		for _, other := range open {
			if err := in.clash(other); err != nil {
				return err
			}
		}
		return nil
	})
}

// sees reports whether a knows the person by the records of staff.
func sees(a access.Actor, p party) bool {
	return slices.ContainsFunc(a.Reach(access.Staff), func(u string) bool { return slices.Contains(p.home, u) })
}

// End ends a substitution now, or takes back one that has not begun; version is the one that was seen. Who is away may, who
// named it, and whoever stands above. Errors: errs.ErrNotFound for somebody else's; ErrNotNaming for who stands in; ErrOver,
// errs.ErrChanged.
func (s *Service) End(ctx context.Context, a access.Actor, id string, version int64) (Substitution, error) {
	r, err := s.store.Get(ctx, a.Agency, id)
	if err != nil {
		return r, err
	}
	absent, err := s.party(ctx, a.Agency, r.Person)
	switch {
	case err != nil:
		return r, err
	case !CanName(a, absent.Person, absent.home):
		if a.Is(r.Substitute) || sees(a, absent) {
			return r, ErrNotNaming
		}
		return r, errs.ErrNotFound
	case r.Version != version:
		return r, errs.ErrChanged
	case r.StateAt(s.clock.Now()) == Over:
		return r, ErrOver
	}
	next := r.ended(s.clock.Now())
	return next, s.put(ctx, a, r.Version, next, "substitute.ended", func(context.Context) error { return nil })
}

// put stores next with its journal entry, tells both, and lets every node and open screen of the substitute know, or nothing.
func (s *Service) put(ctx context.Context, by access.Actor, seen int64, next Substitution, action string, check func(context.Context) error) error {
	people, err := s.people.People(ctx, next.Agency, []string{next.Person, next.Substitute})
	if err != nil {
		return err
	}
	params := map[string]string{
		"person": people[next.Person].Name, "substitute": people[next.Substitute].Name,
		"from": minute(next.From), "to": minute(next.To), "number": next.Number,
	}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := check(ctx); err != nil {
			return err
		}
		if err := s.store.Put(ctx, seen, next); err != nil {
			return err
		}
		e := journal.Entry{Action: action, By: by, At: s.clock.Now(), Params: params, First: seen == 0}
		for _, m := range []journal.Message{{To: next.Person, Why: "absent"}, {To: next.Substitute, Why: "substitute"}} {
			m.Kind, m.Rule, m.Params = action, action, params
			e.Inbox = append(e.Inbox, m)
		}
		e = e.Of(nil, next)
		e.Object.Title = params["person"]
		if err := s.journal.Write(ctx, e); err != nil {
			return err
		}
		return s.journal.Announce(ctx, next.Agency, realtime.TypeRights, next.Substitute, access.Person(next.Substitute))
	})
	s.people.StandInsChanged(next.Person, next.Substitute)
	if err != nil {
		return fmt.Errorf("put substitute %s: %w", next.ID, err)
	}
	return nil
}

// minute returns an instant as people read it: "16:30 ngày 28/11/2026".
func minute(at time.Time) string {
	return at.In(vncal.Zone()).Format("15:04") + " ngày " + vncal.DateOf(at).Display()
}

// Of is the times of one person.
type Of struct {
	Away     []Substitution // in which somebody stands in for the person
	Standing []Substitution // in which the person stands in
	May      bool           // whether the reader may name somebody
}

// Mine returns a's own times, latest first.
func (s *Service) Mine(ctx context.Context, a access.Actor) (of Of, err error) {
	if of.Away, err = s.store.Of(ctx, a.Agency, "person", a.ID); err != nil {
		return of, err
	}
	of.Standing, err = s.store.Of(ctx, a.Agency, "substitute", a.ID)
	of.May = len(a.Appointments) > 0
	return of, err
}

// For returns the times in which somebody stands in for a person, latest first, to the person and to whoever sees the records
// of staff. errs.ErrNotFound for others.
func (s *Service) For(ctx context.Context, a access.Actor, person string) (of Of, err error) {
	p, err := s.party(ctx, a.Agency, person)
	switch {
	case err != nil:
		return of, err
	case !a.Is(person) && !sees(a, p):
		return of, errs.ErrNotFound
	}
	of.May = CanName(a, p.Person, p.home) && len(p.actor.Appointments) > 0
	of.Away, err = s.store.Of(ctx, a.Agency, "person", person)
	return of, err
}

// May reports whether a may end r.
func (s *Service) May(ctx context.Context, a access.Actor, r Substitution) (bool, error) {
	if r.StateAt(s.clock.Now()) == Over {
		return false, nil
	}
	p, err := s.party(ctx, a.Agency, r.Person)
	return err == nil && CanName(a, p.Person, p.home), err
}

// Job is the name of the job that tells both at the minute, as stored and shown.
const Job = "substitutes"

// Jobs returns the job by which a time that begins or ends reaches open screens. What somebody may do begins and ends to the
// minute without it.
func (s *Service) Jobs(agency func(context.Context) (string, error)) jobs.Job {
	return jobs.Job{Name: Job, Spec: "* * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(agency, func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Turn(ctx, agency, r.Hold)
	})}
}

// Turn tells both of what has begun or ended since; doing it again tells nobody. hold is called in each transaction and refuses
// it when another node does the same work.
func (s *Service) Turn(ctx context.Context, agency string, hold func(context.Context) error) error {
	now := s.clock.Now()
	rows, err := s.store.Turning(ctx, agency, now)
	if err != nil {
		return err
	}
	for _, r := range rows {
		action := "substitute.began"
		if r.StateAt(now) == Over {
			action = "substitute.over"
		}
		err := s.put(ctx, access.System(agency), r.Version, r.turned(now), action, hold)
		if err != nil && !errors.Is(err, errs.ErrChanged) { // ended by somebody meanwhile
			return err
		}
	}
	return nil
}
