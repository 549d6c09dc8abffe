package handover

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB      *mongodb.DB
	Clock   clock.Clock
	Org     *org.Service
	People  *identity.Service
	Tasks   *task.Service
	Diary   *diary.Service
	Journal *journal.Journal
}

// Service arranges hand-overs. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New returns the service over d.
func New(d Deps) *Service { return &Service{Deps: d, store: store{d.DB.Collection(collection)}} }

// Part is one part of one task that somebody has open.
type Part struct {
	Task task.Task
	Part task.HandedPart
}

// Open is what somebody has open.
type Open struct {
	Person identity.Person
	Parts  []Part
	Days   int  // diary days that wait for the person's confirmation; they go to the superior by themselves
	May    bool // whether the reader may hand it over
}

// look returns a person whose work a may see, with the path of the unit where the records are kept.
func (s *Service) look(ctx context.Context, a access.Actor, person string) (identity.Person, []string, error) {
	p, err := s.People.Person(ctx, a.Agency, person)
	if err != nil {
		return p, nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return p, nil, err
	}
	home := units[cmp.Or(p.Home, p.Primary.Unit)].Path()
	if !CanSee(a, p, home) {
		return p, nil, errs.ErrNotFound
	}
	return p, home, nil
}

// daysCounted is where the number of days to be confirmed stops.
const daysCounted = 1000

// Open returns what a person has open and could hand over, by deadline: as lead, as approver, as coordinator, and drafts.
// errs.ErrNotFound for somebody whose work a may not see.
func (s *Service) Open(ctx context.Context, a access.Actor, person string) (Open, error) {
	p, home, err := s.look(ctx, a, person)
	if err != nil {
		return Open{}, fmt.Errorf("open work of %s: %w", person, err)
	}
	tasks, err := s.Tasks.OpenOf(ctx, a.Agency, p.ID)
	if err != nil {
		return Open{}, err
	}
	out := Open{Person: p, Parts: []Part{}, May: CanArrange(a, p, home)}
	for _, part := range []task.HandedPart{task.AsLead, task.AsApprover, task.AsCoordinator, task.AsAuthor} {
		for _, t := range tasks {
			if slices.Contains(t.HandedParts(p.ID), part) {
				out.Parts = append(out.Parts, Part{t, part})
			}
		}
	}
	out.Days, err = s.Diary.CountWaiting(ctx, access.Actor{ID: p.ID, Agency: a.Agency}, daysCounted)
	return out, err
}

// Request asks for a hand-over.
type Request struct {
	Person string
	Rows   []Row // Task, Part, To and Version of each
	Number string
	On     vncal.Date
	Note   string
	Key    string // the client's Idempotency-Key, "" for none
}

// Begin stores a hand-over, which the job then carries out: call Work or trigger the job. Each row is by itself: one that can
// no longer be given is refused and says why.
// Errors: ErrNothing, errs.ErrInvalid with the faulty fields; errs.ErrNotFound for somebody whose work a may not see, ErrOwn,
// errs.ErrForbidden for one whose work a may not hand over; errs.ErrKeyReused.
func (s *Service) Begin(ctx context.Context, a access.Actor, in Request) (Handover, error) {
	p, home, err := s.look(ctx, a, in.Person)
	switch {
	case err != nil:
		return Handover{}, fmt.Errorf("hand over work of %s: %w", in.Person, err)
	case a.Is(p.ID):
		return Handover{}, ErrOwn
	case !CanArrange(a, p, home):
		return Handover{}, errs.ErrForbidden
	}
	in.Number, in.Note = fold.Number(fold.Line(in.Number)), fold.Clean(in.Note)
	if err := check(in.Rows, in.Note, in.Number, in.On, vncal.DateOf(s.Clock.Now())); err != nil {
		return Handover{}, err
	}
	op, err := idempotency.Of(a.ID, in.Key, in)
	if err != nil {
		return Handover{}, err
	}
	h := Handover{
		Op: op, ID: mongodb.NewID(), Agency: a.Agency, Person: p.ID, By: a.ID, ByName: a.Name, At: s.Clock.Now(), Number: in.Number, On: in.On,
		Note: in.Note, State: Running, Open: true, Version: 1, Vis: []string{access.Person(a.ID), access.Person(p.ID)},
	}
	for _, u := range home {
		h.Vis = append(h.Vis, access.Staff(u))
	}
	if op != nil {
		if made, err := s.store.Made(ctx, a.Agency, *op); !errors.Is(err, errs.ErrNotFound) {
			if err == nil && made.Op.Hash != op.Hash {
				err = errs.ErrKeyReused
			}
			return made, err
		}
	}
	tasks, err := s.Tasks.OpenOf(ctx, a.Agency, p.ID)
	if err != nil {
		return Handover{}, err
	}
	for i, r := range in.Rows {
		at := slices.IndexFunc(tasks, func(t task.Task) bool { return t.ID == r.Task })
		if at < 0 || !slices.Contains(tasks[at].HandedParts(p.ID), r.Part) {
			return Handover{}, errs.ErrInvalid.At("items["+strconv.Itoa(i)+"].task", "not_found")
		}
		t := tasks[at]
		h.Rows = append(h.Rows, Row{
			Task: r.Task, Part: r.Part, To: r.To, Version: r.Version, Object: t.Code, Title: t.Title, DueOn: t.DueOn, State: Pending,
		})
	}
	return h, s.put(ctx, a, Handover{}, h, "handover.begun")
}

// put stores next in the place of prev with its journal entry, or nothing.
func (s *Service) put(ctx context.Context, by access.Actor, prev, next Handover, action string) error {
	err := s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, prev.Version, next); err != nil {
			return err
		}
		people, err := s.People.People(ctx, next.Agency, []string{next.Person})
		if err != nil {
			return err
		}
		e := journal.Entry{Action: action, By: by, At: s.Clock.Now(), Params: map[string]string{
			"person": people[next.Person].Name, "rows": strconv.Itoa(len(next.Rows)), "number": next.Number,
		}}
		return s.Journal.Write(ctx, e.Of(nil, next))
	})
	if err != nil {
		return fmt.Errorf("put hand-over %s: %w", next.ID, err)
	}
	return nil
}

// Get returns a hand-over whose minutes a may see, errs.ErrNotFound otherwise.
func (s *Service) Get(ctx context.Context, a access.Actor, id string) (Handover, error) {
	h, err := s.store.Get(ctx, a.Agency, id)
	if err != nil {
		return h, err
	}
	_, _, err = s.look(ctx, a, h.Person)
	return h, err
}

// Of returns the hand-overs of a person's work, newest first, at most 50; errs.ErrNotFound as Open.
func (s *Service) Of(ctx context.Context, a access.Actor, person string) ([]Handover, error) {
	if _, _, err := s.look(ctx, a, person); err != nil {
		return nil, err
	}
	return s.store.Of(ctx, a.Agency, person)
}

// Undo asks for a hand-over to be undone (hoàn tác): whatever nobody has touched since goes back, the rest stays. The job
// does it. Errors: as Begin; ErrRunning, ErrTooLate.
func (s *Service) Undo(ctx context.Context, a access.Actor, id string) (Handover, error) {
	h, err := s.Get(ctx, a, id)
	if err != nil {
		return h, err
	}
	p, home, err := s.look(ctx, a, h.Person)
	switch {
	case err != nil:
		return h, err
	case !CanArrange(a, p, home):
		return h, errs.ErrForbidden
	}
	if err := h.Undoable(s.Clock.Now()); err != nil {
		return h, err
	}
	next := h
	next.State, next.Open, next.Version = Undoing, true, h.Version+1
	return next, s.put(ctx, a, h, next, "handover.undone")
}

// Job is the name of the job that carries hand-overs out, as stored and shown.
const Job = "handover"

// Jobs returns the job that carries hand-overs out and undoes them; it is triggered by each, and looks from time to time for
// what an interrupted node has left.
func (s *Service) Jobs() jobs.Job {
	return jobs.Job{Name: Job, Spec: "*/5 * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.Org), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Work(ctx, agency, r.Hold)
	})}
}

// Work carries out what was begun and undoes what is to be undone, until nothing is left. Each row is a transaction of its own
// with its outcome, so whoever goes on after an interruption does none twice. hold is called in each transaction and refuses
// it when another node does the same work.
func (s *Service) Work(ctx context.Context, agency string, hold func(context.Context) error) error {
	for {
		open, err := s.store.Open(ctx, agency)
		if err != nil || len(open) == 0 {
			return err
		}
		for _, h := range open {
			if err := s.work(ctx, h, hold); err != nil {
				return fmt.Errorf("hand-over %s: %w", h.ID, err)
			}
		}
	}
}

// work brings one hand-over to its end.
func (s *Service) work(ctx context.Context, h Handover, hold func(context.Context) error) error {
	by, err := s.People.Actor(ctx, h.By)
	if err != nil {
		return err
	}
	by.Appointments = nil // what was allowed when it was begun is carried out
	if h.State == Undoing {
		slices.Reverse(h.Rows) // two parts of one task lie on each other
	}
	for _, r := range h.Rows {
		if err := s.row(ctx, by, h, r, hold); err != nil {
			return err
		}
	}
	whole, err := s.store.Get(ctx, h.Agency, h.ID)
	if err != nil {
		return err
	}
	if whole.State != h.State { // somebody else was quicker to end it, or it has been asked back meanwhile
		return nil
	}
	next := whole
	next.State, next.Open, next.Version = Done, false, whole.Version+1
	action := "handover.done"
	if whole.State == Undoing {
		next.State, action = Undone, "handover.taken_back"
	}
	return s.put(ctx, access.System(h.Agency), whole, next, action)
}

// row gives one row, or gives it back.
func (s *Service) row(ctx context.Context, by access.Actor, h Handover, r Row, hold func(context.Context) error) error {
	ask := task.Handing{Agency: h.Agency, Task: r.Task, Version: r.Version, Part: r.Part, From: h.Person, To: r.To, Paper: h.Number}
	next := r
	var err error
	if ask.Version, err = s.seen(ctx, h, r); err != nil {
		return err
	}
	switch {
	case h.State == Running && r.State == Pending:
		err = s.Tasks.HandOver(ctx, by, ask, func(ctx context.Context, was task.Kept, version int64) error {
			if err := hold(ctx); err != nil {
				return err
			}
			next.State, next.Version, next.Was = Given, version, &was
			return s.store.SetRow(ctx, h, r.State, next)
		})
		if code := refusal(err); code != "" {
			next.State, next.Code = Refused, code
			return s.settle(ctx, h, r.State, next, hold)
		}
	case h.State == Undoing && r.State == Given:
		err = s.Tasks.GiveBack(ctx, by, ask, *r.Was, func(ctx context.Context) error {
			if err := hold(ctx); err != nil {
				return err
			}
			next.State, next.Version = Back, ask.Version+1
			return s.store.SetRow(ctx, h, r.State, next)
		})
		if refusal(err) != "" {
			next.State = Stays
			return s.settle(ctx, h, r.State, next, hold)
		}
	}
	return err
}

// seen is the version that the row's task must have: as it was seen or given, or as another row of the same hand-over has left
// it.
func (s *Service) seen(ctx context.Context, h Handover, r Row) (int64, error) {
	now, err := s.store.Get(ctx, h.Agency, h.ID)
	if err != nil {
		return 0, err
	}
	version, after := r.Version, Given
	if h.State == Undoing {
		after = Back
	}
	for _, x := range now.Rows {
		if x.Task == r.Task && x.State == after {
			version = max(version, x.Version)
		}
	}
	return version, nil
}

// settle keeps the outcome of a row that left its task alone.
func (s *Service) settle(ctx context.Context, h Handover, was RowState, r Row, hold func(context.Context) error) error {
	return s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		return s.store.SetRow(ctx, h, was, r)
	})
}

// refusal returns the code of an error that concerns one row alone, "" for none and for what stops the job.
func refusal(err error) string {
	var e *errs.Error
	if err == nil || !errors.As(err, &e) || errors.Is(err, jobs.ErrLost) {
		return ""
	}
	switch e.Kind {
	case errs.NotFound, errs.Conflict, errs.Invalid, errs.Forbidden:
		return e.Code
	}
	return ""
}
