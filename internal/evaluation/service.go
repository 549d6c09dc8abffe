package evaluation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/override"
	"congvu/internal/task"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// People answers who is graded and by whom; identity.Service fits.
type People interface {
	Person(ctx context.Context, agency, id string) (identity.Person, error)
	People(ctx context.Context, agency string, ids []string) (map[string]identity.Person, error)
	Members(ctx context.Context, agency, unit string, day vncal.Date) ([]identity.Person, error)
	Staffed(ctx context.Context, agency, unit string, day vncal.Date) ([]identity.Person, error)
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
	HeadsOfAll(ctx context.Context, agency string, units ...string) (map[string][]identity.Person, error)
	Superior(ctx context.Context, agency, person string) (identity.Person, error)
	Posts(ctx context.Context, agency string) (string, error)
	AppointmentsOf(ctx context.Context, agency string, people ...string) (map[string][]identity.Appointment, error)
}

// Units gives the tree of units; org.Service fits.
type Units interface {
	Agency(ctx context.Context) (org.Unit, error)
	Tree(ctx context.Context, agency string) ([]org.Unit, error)
	Unit(ctx context.Context, agency, id string) (org.Unit, error)
}

// Policies gives the policies with what an agency has chosen of them; scheme.Source fits, and grading.Policies for the decrees
// as they were published.
type Policies interface {
	Of(ctx context.Context, agency string) (grading.Policies, error)
}

// Calendars gives an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Journal records acts; journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
}

// Service keeps facts, points and sheets and closes months. It is safe for concurrent use.
type Service struct {
	db        *mongodb.DB
	store     store
	policies  Policies
	people    People
	units     Units
	calendars Calendars
	leaves    workplace.Papers
	overrides override.Records
	journal   Journal
	clock     clock.Clock
	log       *slog.Logger
	batch     int          // sheets of one transaction
	drift     atomic.Int64 // lines found to differ by the last nightly check
}

// New returns the service over db.
func New(db *mongodb.DB, policies Policies, people People, units Units, calendars Calendars, j Journal, c clock.Clock, log *slog.Logger) *Service {
	return &Service{
		db: db, store: newStore(db), policies: policies, people: people, units: units,
		calendars: calendars, leaves: workplace.NewPapers(db), overrides: override.NewRecords(db), journal: j, clock: c, log: log, batch: batch,
	}
}

// Policies returns the policies that the service grades an agency's people by, with what the agency has chosen of them.
func (s *Service) Policies(ctx context.Context, agency string) (grading.Policies, error) {
	return s.policies.Of(ctx, agency)
}

// Put stores the grading lines of a task in the place of those of prev, the version before it, without an id when the task is
// new; task calls it inside the transaction that saves the task. Lines of a month that is over change only while they are
// undecided, those of a closed month never.
func (s *Service) Put(ctx context.Context, prev, t task.Task) error {
	now := s.clock.Now()
	stored, known := former(prev, now)
	if !known {
		var err error
		if stored, err = s.store.OfTask(ctx, t.Agency, t.ID); err != nil {
			return fmt.Errorf("put facts of task %s: %w", t.ID, err)
		}
	}
	if err := s.put(ctx, t, stored, now); err != nil {
		return fmt.Errorf("put facts of task %s: %w", t.ID, err)
	}
	return nil
}

// Settled reports whether the month of somebody's latest line of a task has begun to close or is closed: what that line says
// stays. A task without a line is in no month.
func (s *Service) Settled(ctx context.Context, t task.Task) (bool, error) {
	now := s.clock.Now()
	months, err := s.monthsOver(ctx, t, nil, now)
	if err != nil {
		return false, fmt.Errorf("months of task %s: %w", t.ID, err)
	}
	cutoff, err := s.cutoffs(ctx, t.Agency, months)
	if err != nil {
		return false, fmt.Errorf("months of task %s: %w", t.ID, err)
	}
	latest := map[string]Month{}
	for _, f := range Lines(t, now, cutoff) {
		latest[f.Person()] = months[f.Period()]
	}
	for _, m := range latest {
		if m.State == Closed || m.State == Closing {
			return true, nil
		}
	}
	return false, nil
}

// former returns the stored lines of a task's last version where they follow from it alone: of one that was made in the
// running month no month that is over has a line.
func former(prev task.Task, now time.Time) ([]Fact, bool) {
	switch {
	case prev.ID == "":
		return nil, true
	case grading.MonthOf(vncal.DateOf(prev.CreatedAt)) == grading.MonthOf(vncal.DateOf(now)):
		return Lines(prev, prev.UpdatedAt, func(p grading.Period) time.Time { return p.Last().End() }), true
	}
	return nil, false
}

func (s *Service) put(ctx context.Context, t task.Task, stored []Fact, now time.Time) error {
	months, err := s.monthsOver(ctx, t, stored, now)
	if err != nil {
		return err
	}
	cutoff, err := s.cutoffs(ctx, t.Agency, months)
	if err != nil {
		return err
	}
	write, remove := rewritten(t, stored, months, cutoff, now)
	return s.store.PutFacts(ctx, write, remove)
}

// rewritten returns what turns the stored lines of a task into those that it gives now: the lines to store, and the ids of
// those to remove. What a month that is over has settled is in neither.
func rewritten(t task.Task, stored []Fact, months map[grading.Period]Month, cutoff Cutoff, now time.Time) (write []Fact, remove []string) {
	locked, former := map[string]bool{}, map[string]bool{}
	for _, f := range stored {
		former[f.ID] = true
		m := months[f.Period()]
		locked[f.ID] = m.State == Closed || m.State == Closing && f.Settled()
	}
	for _, f := range Lines(t, now, cutoff) {
		m := months[f.Period()]
		if locked[f.ID] || !former[f.ID] && (m.State == Closed || m.State == Closing) {
			continue // nothing appears in a month that is over
		}
		delete(former, f.ID)
		write = append(write, f)
	}
	for id := range former {
		if !locked[id] {
			remove = append(remove, id)
		}
	}
	return write, remove
}

// monthsOver returns the stored months that a task's lines may lie in; none while everything is in running months,
// which no close can have touched.
func (s *Service) monthsOver(ctx context.Context, t task.Task, stored []Fact, now time.Time) (map[grading.Period]Month, error) {
	first := grading.MonthOf(vncal.DateOf(now))
	running := first
	if t.AssignedAt != nil {
		first = min(first, grading.MonthOf(vncal.DateOf(*t.AssignedAt)))
	}
	for _, f := range stored {
		first = min(first, f.Period())
	}
	byPeriod := map[grading.Period]Month{}
	if first == running {
		return byPeriod, nil
	}
	all, err := s.store.MonthsFrom(ctx, t.Agency, first)
	for _, m := range all {
		byPeriod[m.Period] = m
	}
	return byPeriod, err
}

// cutoffs returns until when decisions belong to a month.
func (s *Service) cutoffs(ctx context.Context, agency string, months map[grading.Period]Month) (Cutoff, error) {
	cal, err := s.calendars.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	policies, err := s.policies.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	return func(p grading.Period) time.Time {
		at := undecidedUntil(policies, cal, p)
		if begun := months[p].CutoffAt; begun != nil && begun.Before(at) {
			return *begun
		}
		return at
	}, nil
}

// undecidedUntil returns the end of the last working day on which undecided work of a month may still be decided for it.
func undecidedUntil(policies grading.Policies, cal *vncal.Calendar, p grading.Period) time.Time {
	days := policies.For(string(p.Last()), identity.CivilServant).Settings.UndecidedWorkingDays.Value
	return cal.AddWorking(p.Last(), days).End()
}

// Waiting returns the months in which people wait for a's general points, oldest first.
func (s *Service) Waiting(ctx context.Context, a access.Actor) ([]WaitingFor, error) {
	return s.store.Waiting(ctx, a.Agency, a.ID)
}

// Periods returns the months that have a stored course and the running one, newest first, at most 36.
func (s *Service) Periods(ctx context.Context, agency string) ([]Month, error) {
	stored, err := s.store.Months(ctx, agency, 36)
	if err != nil {
		return nil, err
	}
	running := grading.MonthOf(vncal.DateOf(s.clock.Now()))
	if len(stored) > 0 && stored[0].Period >= running {
		return stored, nil
	}
	m := openMonth(agency, running)
	if m.Policy, err = s.policyName(ctx, agency, running); err != nil {
		return nil, err
	}
	return append([]Month{m}, stored...), nil
}

// policyName returns the policy in force for civil servants on a month's last day, "" when there is none.
func (s *Service) policyName(ctx context.Context, agency string, p grading.Period) (string, error) {
	policies, err := s.policies.Of(ctx, agency)
	if policy, ok := policies.InForce(string(p.Last()), identity.CivilServant); ok {
		return policy.Name(), err
	}
	return "", err
}

// month returns a month that has begun. Errors: ErrMonth, ErrFuture.
func (s *Service) month(ctx context.Context, agency string, p grading.Period) (Month, error) {
	if !p.Month() {
		return Month{}, ErrMonth
	}
	if p.First() > vncal.DateOf(s.clock.Now()) {
		return Month{}, ErrFuture
	}
	return s.store.Month(ctx, agency, p)
}

// superior returns who gives a person's general points, "" when only somebody outside the agency could.
func (s *Service) superior(ctx context.Context, agency, person string) (string, error) {
	p, err := s.people.Superior(ctx, agency, person)
	if errors.Is(err, errs.ErrNotFound) {
		return "", nil
	}
	return p.ID, err
}
