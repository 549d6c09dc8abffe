package workplace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Tasks names the tasks that a plan is made of; task.Service fits.
type Tasks interface {
	// Named returns those of the tasks that a may see, by id; others are left out.
	Named(ctx context.Context, a access.Actor, ids []string) (map[string]task.Row, error)
}

// Diaries tells what diaries say of places and work; diary.Service fits.
type Diaries interface {
	// Kept returns the stored days of a person from one day to another, whole, that a may read.
	Kept(ctx context.Context, a access.Actor, person string, from, to vncal.Date) ([]diary.Day, error)
	// Placed returns places and nothing else of the stored days of some people that a may read.
	Placed(ctx context.Context, a access.Actor, people []string, from, to vncal.Date) ([]diary.Day, error)
}

// Deps are what the service works with.
type Deps struct {
	DB        *mongodb.DB
	Clock     clock.Clock
	Journal   *journal.Journal
	Calendars diary.Calendars
	People    *identity.Service
	Units     *org.Service
	Tasks     Tasks
	Diaries   Diaries
}

// Service knows where people work. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New returns the service over a database's places of work.
func New(d Deps) *Service { return &Service{Deps: d, store: newStore(d.DB)} }

// act is what is being done to a registration.
type act struct {
	as     access.Actor // whose act it is, by the hand of who does it; the zero Actor for an own one
	name   string       // audit action
	reason string
	at     time.Time
	tell   []journal.Message
	params map[string]string
	check  func(ctx context.Context) error // counts inside the transaction, behind the unit's lock
	hold   func(ctx context.Context) error // of a job: refuses the transaction once another node does the same work
}

// put stores next in the place of prev with its journal entry, or nothing, and tells everybody who looks at the unit.
func (s *Service) put(ctx context.Context, a access.Actor, prev, next Registration, do act) (Registration, error) {
	next.Version, next.UpdatedAt = prev.Version+1, do.at
	audience, err := s.watchers(ctx, next.Agency, next.Unit)
	if err != nil {
		return next, err
	}
	instead, err := s.People.Substitutes(ctx, next.Agency, next.Waiting...)
	if err != nil {
		return next, err
	}
	return next, s.DB.WithTx(ctx, func(ctx context.Context) error {
		if do.hold != nil {
			if err := do.hold(ctx); err != nil {
				return err
			}
		}
		if do.check != nil {
			if err := s.store.Lock(ctx, next.Agency, next.Unit); err != nil {
				return err
			}
			if err := do.check(ctx); err != nil {
				return err
			}
		}
		if err := s.store.Put(ctx, prev.Version, next); err != nil {
			return err
		}
		e := journal.Entry{Action: do.name, By: a, Reason: do.reason, At: do.at, Inbox: do.tell, Params: do.params}.Of(prev, next).ToStandIns().Telling(instead)
		for _, person := range slices.Concat(prev.Waiting, next.Waiting) { // also who has lost the post by which they saw it
			if t := access.Person(person); !slices.Contains(e.Audience, t) {
				e.Audience = append(e.Audience, t)
			}
		}
		if err := s.Journal.Write(ctx, e); err != nil {
			return err
		}
		if prev.State == next.State && slices.Equal(prev.Granted, next.Granted) || next.Unit == "" {
			return nil
		}
		return s.Journal.Announce(ctx, next.Agency, EventType, next.Unit, audience...)
	})
}

// EventType is the type of the event by which screens learn that a unit's grid has changed; its object is the unit.
const EventType = "workplace"

// watchers returns the tokens of those who may look at the grid of a unit.
func (s *Service) watchers(ctx context.Context, agency, unit string) ([]string, error) {
	if unit == "" {
		return nil, nil
	}
	u, err := s.Units.Unit(ctx, agency, unit)
	if err != nil {
		return nil, fmt.Errorf("who watches %s: %w", unit, err)
	}
	tokens := []string{}
	for _, id := range u.Path() {
		tokens = append(tokens, access.Work(id), access.Staff(id))
	}
	staff, err := s.People.Staffed(ctx, agency, unit, s.today())
	if err != nil {
		return nil, err
	}
	for _, p := range staff {
		tokens = append(tokens, access.Person(p.ID))
	}
	return tokens, nil
}

func (s *Service) today() vncal.Date { return vncal.DateOf(s.Clock.Now()) }

// chain returns who may decide on a person's registration: the heads above, the direct superior first. A head's own goes
// to those above the unit.
func (s *Service) chain(ctx context.Context, agency string, p identity.Person) ([]string, error) {
	path := slices.Clone(p.Units)
	if p.Primary.Role == access.Head && len(path) > 0 {
		path = path[:len(path)-1]
	}
	chain := []string{}
	for _, unit := range slices.Backward(path) {
		heads, err := s.People.HeadsOf(ctx, agency, unit)
		if err != nil {
			return nil, fmt.Errorf("who decides for %s: %w", p.ID, err)
		}
		for _, h := range heads {
			if h.ID != p.ID && !slices.Contains(chain, h.ID) {
				chain = append(chain, h.ID)
			}
		}
	}
	return chain, nil
}

// changing is a registration about to be changed.
type changing struct {
	as    access.Actor // whose act it is: who acts, or whom they stand in for
	r     Registration
	owner identity.Person
	chain []string
	cal   *vncal.Calendar
	now   time.Time
}

// change loads a registration to be changed by an act of a. A stale version is refused before any rule speaks.
func (s *Service) change(ctx context.Context, a access.Actor, do Act, id string, version int64) (c changing, err error) {
	if c.r, err = s.store.Get(ctx, a.Tokens(), id); err != nil {
		return c, err
	}
	if c, err = s.around(ctx, c.r); err != nil {
		return c, err
	}
	if c.r.Version != version {
		return c, s.conflict(ctx, a, id, errs.ErrChanged)
	}
	if err := May(a, do, c.r, c.chain, HalfAt(c.now)); err != nil {
		return c, s.conflict(ctx, a, id, err)
	}
	c.as = a
	if p := instead(a, c.r, c.chain, do); p.ID != "" && !machine[do].owner && !slices.Contains(c.chain, a.ID) {
		c.as = p
	}
	return c, nil
}

// around loads what stands around a registration: whose it is, and who decides.
func (s *Service) around(ctx context.Context, r Registration) (c changing, err error) {
	c = changing{r: r, now: s.Clock.Now()}
	if c.cal, err = s.Calendars.Of(ctx, r.Agency); err != nil {
		return c, err
	}
	if c.owner, err = s.People.Person(ctx, r.Agency, r.Person); err != nil {
		return c, fmt.Errorf("owner of registration %s: %w", r.ID, err)
	}
	c.chain, err = s.chain(ctx, r.Agency, c.owner)
	return c, err
}

// conflict gives a conflict the registration as it is stored now.
func (s *Service) conflict(ctx context.Context, a access.Actor, id string, err error) error {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind != errs.Conflict {
		return err
	}
	v, failed := s.Get(ctx, a, id)
	if failed != nil {
		return failed
	}
	return e.Having(v)
}

// save stores next in the place of prev and returns it as a sees it.
func (s *Service) save(ctx context.Context, a access.Actor, prev, next Registration, do act) (View, error) {
	by := a
	if do.as.ID != "" {
		by = do.as
	}
	stored, err := s.put(ctx, by, prev, next, do)
	switch {
	case errors.Is(err, errs.ErrChanged):
		return View{}, s.conflict(ctx, a, next.ID, errs.ErrChanged)
	case err != nil:
		return View{}, fmt.Errorf("save registration %s: %w", next.ID, err)
	}
	return s.view(ctx, a, stored)
}
