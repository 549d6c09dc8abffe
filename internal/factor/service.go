package factor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
)

// Actions that this package records.
const (
	actionOn       = "factor.turned_on"
	actionOff      = "factor.turned_off"
	actionReset    = "factor.reset"    // by an administrator
	actionRecovery = "factor.recovery" // a recovery code was used
	actionRenewed  = "factor.renewed"  // other recovery codes were given
	actionPolicy   = "factor.policy"
)

// Service keeps second factors. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	people  *identity.Service
	journal *journal.Journal
	clock   clock.Clock

	factors  *cache.Cache[bool]   // by person: whether it is on
	policies *cache.Cache[Policy] // by agency
}

// cacheFor is how old what a cache serves may be, as of rights (spec/security.md §2).
const cacheFor = 5 * time.Second

// New returns the service; machine is a clock that is never shifted, for the age of caches.
func New(db *mongodb.DB, people *identity.Service, j *journal.Journal, clk, machine clock.Clock) *Service {
	return &Service{
		db: db, store: newStore(db), people: people, journal: j, clock: clk,
		factors: cache.New[bool](machine, cacheFor, mongodb.InTx), policies: cache.New[Policy](machine, cacheFor, mongodb.InTx),
	}
}

// Heard takes an event of any node and drops what is remembered and has changed.
func (s *Service) Heard(typ, object string) {
	if typ == realtime.TypeRights {
		s.factors.Drop(object)
		s.policies.Drop(object)
	}
}

// Check looks at the code that a sign-in brings beside the right password; where no factor is on it looks at nothing. A code is used
// up by it. Errors: ErrNeeded without a code, ErrCode.
func (s *Service) Check(ctx context.Context, agency, person, typed string) error {
	f, err := s.store.Get(ctx, agency, person)
	switch {
	case err != nil:
		return err
	case !f.On():
		return nil
	case bare(typed) == "":
		return ErrNeeded
	}
	return s.use(ctx, f, typed)
}

// use uses up the code of an app or a recovery code. Errors: ErrCode.
func (s *Service) use(ctx context.Context, f Factor, typed string) error {
	if step, ok := matches(f.Secret, bare(typed), s.clock.Now(), f.Step); ok {
		first, err := s.store.Use(ctx, f, step)
		if err == nil && !first {
			return ErrCode
		}
		return err
	}
	hash, used := recoveryHash(f.Person, typed), false
	if !slices.Contains(f.Recovery, hash) {
		return ErrCode
	}
	err := s.db.WithTx(ctx, func(ctx context.Context) (err error) {
		if used, err = s.store.UseRecovery(ctx, f, hash); err != nil || !used {
			return err
		}
		return s.journal.Write(ctx, s.told(access.System(f.Agency), f.Person, actionRecovery))
	})
	if err == nil && !used {
		return ErrCode
	}
	return err
}

// told is the entry of what its owner hears of: who uses a recovery code would rather they did not, when it is not theirs.
func (s *Service) told(by access.Actor, person, action string) journal.Entry {
	e := identity.RightsEntry(by, person, action, s.clock.Now())
	e.Inbox = []journal.Message{{To: person, Kind: action, Rule: "factor", Why: "author"}}
	return e
}

// Status returns a's own second factor.
func (s *Service) Status(ctx context.Context, a access.Actor) (Status, error) {
	f, err := s.store.Get(ctx, a.Agency, a.ID)
	if err != nil {
		return Status{}, err
	}
	p, err := s.policy(ctx, a.Agency)
	return Status{On: f.On(), Since: f.Since, Recovery: len(f.Recovery), Required: p.requires(a)}, err
}

// Begin makes a secret for a's app; nothing is asked of a sign-in before Confirm. Beginning anew makes the secret before useless.
// Errors: ErrOn, errs.ErrChanged.
func (s *Service) Begin(ctx context.Context, a access.Actor, issuer, account string) (Enrolment, error) {
	f, err := s.store.Get(ctx, a.Agency, a.ID)
	switch {
	case err != nil:
		return Enrolment{}, err
	case f.On():
		return Enrolment{}, ErrOn
	}
	next := f
	next.Pending, next.Version = newSecret(), f.Version+1
	if err := s.store.Put(ctx, f.Version, next); err != nil {
		return Enrolment{}, err
	}
	return Enrolment{next.Pending, address(issuer, account, next.Pending)}, nil
}

// Confirm turns the factor on when the app shows the right code, and returns the recovery codes, which are shown this once.
// Errors: ErrOn; ErrOff when nothing was begun; ErrTyped; errs.ErrChanged.
func (s *Service) Confirm(ctx context.Context, a access.Actor, typed string) ([]string, error) {
	f, err := s.store.Get(ctx, a.Agency, a.ID)
	switch {
	case err != nil:
		return nil, err
	case f.On():
		return nil, ErrOn
	case f.Pending == "":
		return nil, ErrOff
	}
	now := s.clock.Now()
	step, ok := matches(f.Pending, bare(typed), now, f.Step)
	if !ok {
		return nil, ErrTyped.At("factor", "invalid")
	}
	codes, hashes := newRecovery(a.ID)
	next := f
	next.Secret, next.Pending, next.Step, next.Recovery, next.Since, next.Version = f.Pending, "", step, hashes, now, f.Version+1
	return codes, s.put(ctx, f, next, identity.RightsEntry(a, a.ID, actionOn, now))
}

// Renew gives other recovery codes; those left before are good for nothing any more. Errors: ErrOff, errs.ErrChanged.
func (s *Service) Renew(ctx context.Context, a access.Actor) ([]string, error) {
	f, err := s.store.Get(ctx, a.Agency, a.ID)
	switch {
	case err != nil:
		return nil, err
	case !f.On():
		return nil, ErrOff
	}
	codes, hashes := newRecovery(a.ID)
	next := f
	next.Recovery, next.Version = hashes, f.Version+1
	return codes, s.put(ctx, f, next, identity.RightsEntry(a, a.ID, actionRenewed, s.clock.Now()))
}

// TurnOff turns a's own factor off, against one of its codes. Errors: ErrOff, ErrRequired, ErrTyped, errs.ErrChanged.
func (s *Service) TurnOff(ctx context.Context, a access.Actor, typed string) error {
	f, err := s.store.Get(ctx, a.Agency, a.ID)
	if err != nil {
		return err
	}
	p, err := s.policy(ctx, a.Agency)
	switch {
	case err != nil:
		return err
	case !f.On():
		return ErrOff
	case p.requires(a):
		return ErrRequired
	}
	err = s.use(ctx, f, typed)
	switch {
	case errors.Is(err, ErrCode):
		return ErrTyped.At("factor", "invalid")
	case err != nil:
		return err
	}
	f.Version++ // the code was used
	return s.put(ctx, f, Factor{Person: f.Person, Agency: f.Agency, Step: f.Step, Version: f.Version + 1}, identity.RightsEntry(a, a.ID, actionOff, s.clock.Now()))
}

// Reset turns somebody's factor off who has lost phone and recovery codes; whether by may do so is the caller's question, never the
// own one. Errors: ErrOff, errs.ErrForbidden for the own one, errs.ErrChanged.
func (s *Service) Reset(ctx context.Context, by access.Actor, person, reason string) error {
	if by.Is(person) {
		return errs.ErrForbidden
	}
	f, err := s.store.Get(ctx, by.Agency, person)
	switch {
	case err != nil:
		return err
	case !f.On():
		return ErrOff
	}
	e := s.told(by, person, actionReset)
	e.Reason = reason
	return s.put(ctx, f, Factor{Person: f.Person, Agency: f.Agency, Step: f.Step, Version: f.Version + 1}, e)
}

// put stores next in the place of what was seen, with its entry.
func (s *Service) put(ctx context.Context, seen, next Factor, e journal.Entry) error {
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, seen.Version, next); err != nil {
			return err
		}
		return s.journal.Write(ctx, e)
	})
	s.factors.Drop(next.Person)
	if err != nil && !errors.Is(err, errs.ErrChanged) {
		return fmt.Errorf("second factor of %s: %w", next.Person, err)
	}
	return err
}

// On returns which of some people have their factor on.
func (s *Service) On(ctx context.Context, agency string, people []string) (map[string]bool, error) {
	all, err := s.store.Of(ctx, agency, people)
	on := make(map[string]bool, len(all))
	for _, f := range all {
		on[f.Person] = f.On()
	}
	return on, err
}

// Admits returns nil unless the agency requires the factor of a and it is not on: then ErrEnrol. What another node changed counts
// after 5 s at most.
func (s *Service) Admits(ctx context.Context, a access.Actor) error {
	p, err := s.policy(ctx, a.Agency)
	if err != nil || !p.requires(a) {
		return err
	}
	on, err := s.factors.Load(ctx, a.ID, func(ctx context.Context) (bool, error) {
		f, err := s.store.Get(ctx, a.Agency, a.ID)
		return f.On(), err
	})
	if err == nil && !on {
		return ErrEnrol
	}
	return err
}

func (s *Service) policy(ctx context.Context, agency string) (Policy, error) {
	return s.policies.Load(ctx, agency, func(ctx context.Context) (Policy, error) { return s.store.Policy(ctx, agency) })
}

// Policy returns of which roles the agency requires the factor. Errors: errs.ErrForbidden unless CanSet.
func (s *Service) Policy(ctx context.Context, a access.Actor) (Policy, error) {
	if !CanSet(a) {
		return Policy{}, errs.ErrForbidden
	}
	return s.store.Policy(ctx, a.Agency)
}

// SetPolicy requires the factor of roles, and of no others; version is what the caller saw. Whoever has none is asked to set it up at
// the next act. Errors: errs.ErrForbidden unless CanSet; ErrRoles; errs.ErrChanged with the present Policy.
func (s *Service) SetPolicy(ctx context.Context, a access.Actor, version int64, roles []access.Role) (Policy, error) {
	if !CanSet(a) {
		return Policy{}, errs.ErrForbidden
	}
	for i, r := range roles {
		if !slices.Contains(access.Roles(), r) || slices.Contains(roles[:i], r) {
			return Policy{}, ErrRoles.At(fmt.Sprintf("roles[%d]", i), "invalid")
		}
	}
	now := s.clock.Now()
	p := Policy{Agency: a.Agency, Roles: append([]access.Role{}, roles...), By: a.ID, At: now, Version: version + 1}
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.PutPolicy(ctx, version, p); err != nil {
			return err
		}
		e := identity.RightsEntry(a, a.Agency, actionPolicy, now)
		e.Params = map[string]string{"roles": joined(p.Roles)}
		return s.journal.Write(ctx, e)
	})
	s.policies.Drop(a.Agency)
	if errors.Is(err, errs.ErrChanged) {
		stored, failed := s.store.Policy(ctx, a.Agency)
		if failed != nil {
			return Policy{}, failed
		}
		return Policy{}, errs.ErrChanged.Having(stored)
	}
	return p, err
}

func joined(roles []access.Role) string {
	texts := make([]string, len(roles))
	for i, r := range roles {
		texts[i] = string(r)
	}
	return strings.Join(texts, ", ")
}
