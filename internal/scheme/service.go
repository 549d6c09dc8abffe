package scheme

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Evaluations tries choices on what is closed, and knows which months have begun to close; evaluation.Service fits.
type Evaluations interface {
	Try(ctx context.Context, agency string, t evaluation.Trial, each func(evaluation.Tried, []evaluation.Effect) error) error
	Begun(ctx context.Context, agency string, from vncal.Date) (bool, error)
}

// People knows who heads the agency; identity.Service fits.
type People interface {
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
}

// Journal records acts; journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
}

// Deps are what the service works with; every field is needed.
type Deps struct {
	DB          *mongodb.DB
	Clock       clock.Clock
	Source      *Source
	Evaluations Evaluations
	People      People
	Journal     Journal
	Agency      func(ctx context.Context) (string, error)
}

// Service proposes, tries and decides what an agency sets. It is safe for concurrent use.
type Service struct {
	Deps
	store store
}

// New returns the service.
func New(d Deps) *Service { return &Service{Deps: d, store: newStore(d.DB)} }

// CanPropose reports whether a may propose settings: a personnel officer of the whole agency.
func CanPropose(a access.Actor) bool { return evaluation.CanClose(a) }

// CanDecide reports whether a may decide what another person proposed: a personnel officer of the whole agency, or its head.
func CanDecide(a access.Actor) bool { return evaluation.CanConfirm(a) }

// Versions returns what was proposed, decided and dropped, the latest day first. Errors: ErrRights.
func (s *Service) Versions(ctx context.Context, a access.Actor) ([]Version, error) {
	if !CanDecide(a) {
		return nil, ErrRights
	}
	all, err := s.store.In(ctx, a.Agency, Proposed, Decided, Dropped)
	slices.Reverse(all)
	return all, err
}

// Effects returns whose grades a version would have changed. Errors: ErrRights, errs.ErrNotFound.
func (s *Service) Effects(ctx context.Context, a access.Actor, id string) ([]Effect, error) {
	if !CanDecide(a) {
		return nil, ErrRights
	}
	v, err := s.store.Get(ctx, a.Agency, id)
	if err != nil {
		return nil, err
	}
	return s.store.Effects(ctx, a.Agency, v.ID)
}

// Proposal is what somebody proposes to set of a policy.
type Proposal struct {
	Policy   string // id
	From     vncal.Date
	Document string
	Reason   string
	Choice   grading.Choice
}

// Propose keeps a proposal; the job tries it on the closed periods of the year before, and those who may decide are told.
// Errors: ErrRights; ErrInput and grading.ErrChoice with the faulty fields; ErrSame, ErrLate, ErrOpen.
func (s *Service) Propose(ctx context.Context, a access.Actor, p Proposal) (Version, error) {
	if !CanPropose(a) {
		return Version{}, ErrRights
	}
	p.Document, p.Reason = fold.Line(p.Document), fold.Clean(p.Reason)
	if err := s.check(&p); err != nil {
		return Version{}, err
	}
	now := s.Clock.Now()
	v := Version{
		ID: mongodb.NewID(), Agency: a.Agency, Policy: p.Policy, From: p.From, Document: p.Document, Reason: p.Reason, Choice: p.Choice,
		State: Proposed, Proposed: Act{By: a.ID, Name: a.Name, At: now}, Version: 1,
	}
	err := s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.stands(ctx, v); err != nil {
			return err
		}
		tell, err := s.tell(ctx, v)
		if err != nil {
			return err
		}
		if err := s.store.Put(ctx, 0, v); err != nil {
			return err
		}
		return s.write(ctx, a, v, "scheme.proposed", p.Reason, tell)
	})
	switch {
	case errors.Is(err, errs.ErrChanged): // by the index of open proposals
		return Version{}, ErrOpen
	case err != nil:
		return Version{}, fmt.Errorf("propose settings: %w", err)
	}
	return v, nil
}

// check finds what is faulty in a proposal by itself, and takes out of it what the policy says anyway.
func (s *Service) check(p *Proposal) error {
	fault := ErrInput.Length("document", p.Document, 1, maxDocument).Length("reason", p.Reason, minReason, maxReason)
	today := vncal.DateOf(s.Clock.Now())
	policy, known := s.Source.Published().Find(p.Policy)
	switch {
	case !known || policy.ID != p.Policy:
		fault = fault.At("policy", "choice")
	case !p.From.Valid():
		fault = fault.At("from", "date")
	case p.From != grading.MonthOf(p.From).First():
		fault = fault.At("from", "first_of_month")
	case p.From < grading.MonthOf(today).First():
		fault = fault.With(errs.Field{Path: "from", Code: "too_early", Args: map[string]string{"min": grading.MonthOf(today).First().Display()}})
	case p.From > today.AddMonths(maxAhead):
		fault = fault.With(errs.Field{Path: "from", Code: "too_far", Args: map[string]string{"max": today.AddMonths(maxAhead).Display()}})
	case policy.InForce.To != "" && string(p.From) > policy.InForce.To:
		fault = fault.With(errs.Field{Path: "from", Code: "too_far", Args: map[string]string{"max": vncal.Date(policy.InForce.To).Display()}})
	}
	if err := fault.OrNil(); err != nil {
		return err
	}
	choice, err := policy.CheckChoice(p.Choice)
	if err != nil {
		return err
	}
	if p.Choice = choice; choice.OfGeneral() && p.From <= today {
		// Points of the running month may have been given by the groups that there are.
		return ErrInput.With(errs.Field{Path: "from", Code: "too_early", Args: map[string]string{"min": grading.MonthOf(today).Next().First().Display()}})
	}
	return nil
}

// maxAhead is how many months ahead settings may be decided.
const maxAhead = 24

// stands refuses a version that changes nothing, or whose first month has begun to close.
func (s *Service) stands(ctx context.Context, v Version) error {
	decided, err := s.store.In(ctx, v.Agency, Decided)
	if err != nil {
		return err
	}
	var before grading.Choice // of the day before, and of the day itself
	for _, d := range decided {
		if d.Policy == v.Policy && d.From <= v.From {
			before = d.Choice
		}
	}
	later := slices.ContainsFunc(decided, func(d Version) bool { return d.Policy == v.Policy && d.From > v.From })
	if !later && reflect.DeepEqual(before, v.Choice) {
		return ErrSame
	}
	begun, err := s.Evaluations.Begun(ctx, v.Agency, v.From)
	if err == nil && begun {
		err = ErrLate
	}
	return err
}

// Decide lets a proposal count from its day on, or drops it with a reason; whoever proposed it may drop it as well. seen is
// the version that was looked at. Errors: ErrRights, errs.ErrNotFound, ErrEnded, errs.ErrChanged, ErrSecond, ErrUntried,
// ErrLate, ErrSame; ErrInput with reason.
func (s *Service) Decide(ctx context.Context, a access.Actor, id string, seen int64, approve bool, reason string) (Version, error) {
	if !CanDecide(a) {
		return Version{}, ErrRights
	}
	reason = fold.Clean(reason)
	var v Version
	err := s.DB.WithTx(ctx, func(ctx context.Context) (err error) {
		if v, err = s.store.Get(ctx, a.Agency, id); err != nil {
			return err
		}
		least, action := minReason, "scheme.dropped"
		if approve {
			least, action = 0, "scheme.decided"
		}
		fault := ErrInput.Length("reason", reason, least, maxReason).OrNil()
		switch {
		case v.State != Proposed:
			return ErrEnded
		case v.Version != seen:
			return errs.ErrChanged
		case approve && a.Is(v.Proposed.By):
			return ErrSecond
		case approve && v.Trial == nil:
			return ErrUntried
		case fault != nil:
			return fault
		case approve:
			if err := s.stands(ctx, v); err != nil {
				return err
			}
		}
		v.State, v.Ended = Dropped, &Act{By: a.ID, Name: a.Name, At: s.Clock.Now(), Reason: reason}
		if approve {
			v.State = Decided
		}
		v.Version++
		if err := s.store.Put(ctx, seen, v); err != nil {
			return err
		}
		return s.write(ctx, a, v, action, reason, []journal.Message{{
			To: v.Proposed.By, Kind: action, Rule: action, Why: "author", Key: action + "|" + v.ID, Params: params(v),
		}})
	})
	if err != nil {
		return Version{}, fmt.Errorf("decide settings: %w", err)
	}
	s.Source.Heard(a.Agency)
	return v, nil
}

// write records an act on a version. Everybody's screens are told, so that nobody goes on with the settings before.
func (s *Service) write(ctx context.Context, a access.Actor, v Version, action, reason string, tell []journal.Message) error {
	return s.Journal.Write(ctx, journal.Entry{
		Action: action, By: a, Object: v.JournalObject(), Version: v.Version, Reason: reason, Inbox: tell, Params: params(v),
		Vis: []string{access.Work(v.Agency), access.Staff(v.Agency)},
	})
}

func params(v Version) map[string]string {
	return map[string]string{"policy": v.Policy, "from": v.From.Display(), "document": v.Document}
}

// tell asks the heads of the agency to decide.
func (s *Service) tell(ctx context.Context, v Version) (tell []journal.Message, err error) {
	heads, err := s.People.HeadsOf(ctx, v.Agency, v.Agency)
	for _, who := range heads {
		tell = append(tell, journal.Message{
			To: who.ID, Kind: "scheme.proposed", Rule: "scheme.proposed", Why: "approver", Key: "scheme.proposed|" + v.ID + "|" + who.ID, Params: params(v),
		})
	}
	return tell, err
}

// errLost ends a trial whose version was dropped meanwhile.
var errLost = errors.New("the proposal is not open any more")
