package diary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Calendars answers for an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Tasks resolves the tasks that entries name.
type Tasks interface {
	// Objects returns those of the tasks that a may see, by id; others are left out.
	Objects(ctx context.Context, a access.Actor, ids []string) (map[string]journal.Object, error)
}

// Proposer knows where papers put somebody: registrations of work at home, leave, missions; workplace.Papers fits.
type Proposer interface {
	// Proposed returns the places of a day; false when no paper speaks of it.
	Proposed(ctx context.Context, agency, person string, day vncal.Date) (Places, bool, error)
	// Absent returns where approved leave and missions put people from one day to another, by DayID, "" for a half-day that none
	// covers; days without any are left out.
	Absent(ctx context.Context, agency string, people []string, from, to vncal.Date) (map[string]Places, error)
}

// Products knows what tasks are of; task.Service fits.
type Products interface {
	// Products returns the catalogue code of the product of each of the tasks that has one, by id, whoever may see them.
	Products(ctx context.Context, agency string, ids []string) (map[string]string, error)
}

// Deps are what the service works with.
type Deps struct {
	DB        *mongodb.DB
	Clock     clock.Clock
	Journal   *journal.Journal
	Calendars Calendars
	People    *identity.Service
	Units     *org.Service
	Tasks     Tasks
	Papers    Proposer // nil: the usual places are proposed alone
	Products  Products // nil: times are not compared with those of others
	Settings  Settings
}

// Service keeps diaries. It is safe for concurrent use.
type Service struct {
	db       *mongodb.DB
	store    store
	clock    clock.Clock
	journal  *journal.Journal
	calendar Calendars
	people   *identity.Service
	org      *org.Service
	tasks    Tasks
	papers   Proposer
	products Products
	settings Settings
}

// New returns the service over a database's diaries.
func New(d Deps) *Service {
	return &Service{
		db: d.DB, store: newStore(d.DB), clock: d.Clock, journal: d.Journal, calendar: d.Calendars, people: d.People, org: d.Units,
		tasks: d.Tasks, papers: d.Papers, products: d.Products, settings: d.Settings,
	}
}

// Save stores a whole day of a's own diary in the place of the version a saw, 0 for a day that was never saved. Saving what
// is stored already makes no new version.
// Errors: ErrInput, ErrTooLong, ErrTooFar, ErrFuture; errs.ErrChanged, ErrLocked, ErrSubmitted and ErrConfirmed carry the stored View.
func (s *Service) Save(ctx context.Context, a access.Actor, date vncal.Date, version int64, in Input) (View, error) {
	in, err := in.Normal()
	if err != nil {
		return View{}, err
	}
	w, err := s.write(ctx, a, date, version)
	if err != nil {
		return View{}, err
	}
	refs, err := s.taskRefs(ctx, a, w.day, in)
	if err != nil {
		return View{}, err
	}
	next, err := w.day.written(w.state, in, refs, w.now, mongodb.NewID)
	if err != nil {
		return View{}, s.refused(ctx, a, w.day, err)
	}
	if w.day.Version > 0 && next.same(w.day) {
		return s.view(ctx, a, w.day)
	}
	return s.save(ctx, a, w.day, next, act{name: "diary.saved", at: w.now})
}

// Submit sends a day of a's own diary to be confirmed (gửi xác nhận). The topmost head, above whom nobody stands, closes it by
// that (chốt): it is confirmed by its author.
// The same request again, as after a lost reply, changes nothing and returns the day.
// Errors: ErrEmpty, ErrFuture; errs.ErrChanged, ErrLocked, ErrSubmitted and ErrConfirmed carry the stored View.
func (s *Service) Submit(ctx context.Context, a access.Actor, date vncal.Date, version int64) (View, error) {
	w, err := s.write(ctx, a, date, version)
	if errors.Is(err, errs.ErrChanged) && w.day.Version == version+1 && w.day.sent(a.ID) {
		return s.view(ctx, a, w.day)
	}
	if err != nil {
		return View{}, err
	}
	confirmer, err := s.confirmer(ctx, a.Agency, a.ID)
	if err != nil {
		return View{}, err
	}
	next, err := w.day.submitted(w.state, confirmer, w.now)
	if err != nil {
		return View{}, s.refused(ctx, a, w.day, err)
	}
	if w.topmost {
		return s.save(ctx, a, w.day, next.confirmed(a.ID, w.now), act{name: "diary.closed", at: w.now})
	}
	return s.save(ctx, a, w.day, next, act{name: "diary.submitted", at: w.now})
}

// writing is an own day about to be changed.
type writing struct {
	day     Day
	state   State // as it reads today
	closed  bool  // it takes no correction any more
	topmost bool  // nobody stands above the author
	now     time.Time
}

// write loads a's own day to be changed and refuses a stale version before any rule speaks.
func (s *Service) write(ctx context.Context, a access.Actor, date vncal.Date, version int64) (writing, error) {
	w := writing{now: s.clock.Now()}
	today := vncal.DateOf(w.now)
	switch {
	case !date.Valid():
		return w, ErrInput.At("date", "date")
	case date > today.AddDays(maxAhead):
		return w, ErrTooFar
	}
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return w, err
	}
	if w.day, err = s.load(ctx, a, a.ID, date, cal); err != nil {
		return w, err
	}
	if w.day.Version != version {
		return w, s.refused(ctx, a, w.day, errs.ErrChanged)
	}
	p, err := s.people.Person(ctx, a.Agency, a.ID)
	if err != nil {
		return w, fmt.Errorf("author of a diary: %w", err)
	}
	// The author may have moved since the day was last written: those above now read what is written now.
	w.day.Units, w.day.Passed, w.day.Vis = p.Units, nil, Visibility(p.ID, p.Units, p.Primary.Role == access.Head)
	w.topmost = topmost(p)
	lock, err := s.lockAfter(ctx, a.Agency)
	if err != nil {
		return w, err
	}
	w.state, w.closed = StateOn(w.day, today, cal, lock), Closed(w.day, today, cal, lock)
	return w, nil
}

// taskRefs returns the tasks that in names: those that d names already, and those that a may see.
// ErrInput at each entry that names another.
func (s *Service) taskRefs(ctx context.Context, a access.Actor, d Day, in Input) (map[string]TaskRef, error) {
	refs := map[string]TaskRef{}
	for _, e := range d.Entries {
		if e.Task != nil {
			refs[e.Task.ID] = *e.Task
		}
	}
	var ask []string
	for _, e := range in.Entries {
		if _, known := refs[e.Task]; e.Task != "" && !known && !slices.Contains(ask, e.Task) {
			ask = append(ask, e.Task)
		}
	}
	if len(ask) == 0 {
		return refs, nil
	}
	found, err := s.tasks.Objects(ctx, a, ask)
	if err != nil {
		return nil, fmt.Errorf("tasks of diary entries: %w", err)
	}
	for id, o := range found {
		refs[id] = TaskRef{ID: o.ID, Code: o.Code, Title: o.Title}
	}
	var faults []errs.Field
	for i, e := range in.Entries {
		if _, ok := refs[e.Task]; e.Task != "" && !ok {
			faults = append(faults, errs.Field{Path: fmt.Sprintf("entries[%d].task", i), Code: "not_found"})
		}
	}
	if len(faults) > 0 {
		return nil, ErrInput.With(faults...)
	}
	return refs, nil
}

// act is what is being done to a day.
type act struct {
	as     access.Actor // whose act it is, by the hand of who does it; the zero Actor for an own one
	name   string       // audit action
	reason string
	at     time.Time
	tell   []journal.Message

	hold func(context.Context) error // of a job: refuses the transaction once another node does the same work
}

// save stores next in the place of prev, as put does, and returns it as a sees it.
func (s *Service) save(ctx context.Context, a access.Actor, prev, next Day, do act) (View, error) {
	by := a
	if do.as.ID != "" {
		by = do.as
	}
	next, err := s.put(ctx, by, prev, next, do)
	switch {
	case errors.Is(err, errs.ErrChanged):
		return View{}, s.refused(ctx, a, next, errs.ErrChanged)
	case err != nil:
		return View{}, fmt.Errorf("save diary day %s: %w", next.ID, err)
	}
	return s.view(ctx, a, next)
}

// put stores next in the place of prev with its version and its journal entry, or nothing. Whoever waited for it or is
// waited for now is told, and everybody who sees it.
func (s *Service) put(ctx context.Context, a access.Actor, prev, next Day, do act) (Day, error) {
	next.Version, next.UpdatedAt = prev.Version+1, do.at
	version, err := versionOf(next, do.name, a.Doer(), do.reason, do.at)
	if err != nil {
		return next, err
	}
	instead, err := s.people.Substitutes(ctx, next.Agency, next.Waiting...)
	if err != nil {
		return next, err
	}
	return next, s.db.WithTx(ctx, func(ctx context.Context) error {
		if do.hold != nil {
			if err := do.hold(ctx); err != nil {
				return err
			}
		}
		if err := s.store.Put(ctx, prev.Version, next); err != nil {
			return err
		}
		if err := s.store.Append(ctx, version); err != nil {
			return err
		}
		e := journal.Entry{Action: do.name, By: a, Reason: do.reason, At: do.at, Inbox: do.tell}.Of(prev, next).ToStandIns().Telling(instead)
		for _, person := range slices.Concat(prev.Waiting, next.Waiting) { // also who has lost the post by which they saw it
			if t := access.Person(person); !slices.Contains(e.Audience, t) {
				e.Audience = append(e.Audience, t)
			}
		}
		return s.journal.Write(ctx, e)
	})
}

// refused gives a conflict what the client shows beside its own text: the day as it is stored now.
func (s *Service) refused(ctx context.Context, a access.Actor, d Day, err error) error {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind != errs.Conflict {
		return err
	}
	cal, failed := s.calendar.Of(ctx, a.Agency)
	if failed != nil {
		return failed
	}
	stored, failed := s.load(ctx, a, d.Person, d.Date, cal)
	if failed != nil {
		return failed
	}
	v, failed := s.view(ctx, a, stored)
	if failed != nil {
		return failed
	}
	lock, failed := s.lockAfter(ctx, a.Agency)
	if failed != nil {
		return failed
	}
	return e.Arg("days", strconv.Itoa(lock)).Having(v)
}

// confirmer returns who confirms a person's diary: the direct superior, "" for the topmost head and while nobody holds a post above.
func (s *Service) confirmer(ctx context.Context, agency, person string) (string, error) {
	p, err := s.people.Superior(ctx, agency, person)
	if errors.Is(err, errs.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("confirmer of a diary: %w", err)
	}
	return p.ID, nil
}
