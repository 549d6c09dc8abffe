package batch

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB      *mongodb.DB
	Clock   clock.Clock
	Org     *org.Service
	People  *identity.Service
	Tasks   *task.Service
	Journal *journal.Journal
}

// Service changes many tasks together. It is safe for concurrent use.
type Service struct {
	Deps

	store store
}

// New returns the service over d.
func New(d Deps) *Service {
	return &Service{Deps: d, store: store{batches: d.DB.Collection(collection), rows: d.DB.Collection(rowsIn)}}
}

// Item is one task of a request, as it was seen.
type Item struct {
	Task    string
	Version int64
}

// Begin stores a batch, which the job then carries out. Each task is by itself: one that cannot be changed is refused and says
// why. key is the client's Idempotency-Key, "" for none.
// Errors: errs.ErrInvalid with the faulty fields, of items those that a does not see; those of task.Doing.Check; errs.ErrKeyReused.
func (s *Service) Begin(ctx context.Context, a access.Actor, d task.Doing, items []Item, key string) (Batch, error) {
	d.Reason = fold.Clean(d.Reason)
	now := s.Clock.Now()
	if err := check(items); err != nil {
		return Batch{}, err
	}
	op, err := idempotency.Of(a.ID, key, struct {
		Doing task.Doing
		Items []Item
	}{d, items})
	if err != nil {
		return Batch{}, err
	}
	if made, found, err := s.made(ctx, a, op); found || err != nil {
		return made, err
	}
	if err := d.Check(now); err != nil {
		return Batch{}, err
	}
	b := Batch{ID: mongodb.NewID(), Agency: a.Agency, By: a.ID, At: now, Doing: d, State: Running, Open: true, N: len(items), Op: op, Version: 1}
	if b.Rows, err = s.rows(ctx, a, b, items); err != nil {
		return Batch{}, err
	}
	err = s.put(ctx, a, Batch{}, b, "batch.begun", func(ctx context.Context) error { return s.store.AddRows(ctx, b.Rows) })
	if mongodb.IsDuplicate(err) { // the same request came twice at once
		if made, found, err := s.made(ctx, a, op); found || err != nil {
			return made, err
		}
	}
	return b, err
}

// check returns what is wrong with the tasks of a request.
func check(items []Item) error {
	if len(items) == 0 {
		return errs.ErrInvalid.At("items", "required")
	}
	if len(items) > Max {
		return errs.ErrInvalid.With(errs.Field{Path: "items", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(Max)}})
	}
	seen := map[string]bool{}
	for i, it := range items {
		if seen[it.Task] {
			return errs.ErrInvalid.At(fmt.Sprintf("items[%d].task", i), "duplicate")
		}
		seen[it.Task] = true
	}
	return nil
}

// made returns the batch that the same request made before.
func (s *Service) made(ctx context.Context, a access.Actor, op *idempotency.Op) (Batch, bool, error) {
	if op == nil {
		return Batch{}, false, nil
	}
	b, err := s.store.Made(ctx, a.Agency, *op)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return Batch{}, false, nil
	case err == nil && b.Op.Hash != op.Hash:
		return Batch{}, false, errs.ErrKeyReused
	case err != nil:
		return Batch{}, false, err
	}
	b.Rows, err = s.store.Rows(ctx, b, false)
	return b, true, err
}

// rows names the tasks of a new batch, all of which a sees.
func (s *Service) rows(ctx context.Context, a access.Actor, b Batch, items []Item) ([]Row, error) {
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = it.Task
	}
	named, err := s.Tasks.Named(ctx, a, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(items))
	for i, it := range items {
		t, known := named[it.Task]
		if !known {
			return nil, errs.ErrInvalid.At(fmt.Sprintf("items[%d].task", i), "not_found")
		}
		rows[i] = Row{
			ID: fmt.Sprintf("%s/%d", b.ID, i), Agency: b.Agency, Batch: b.ID, Place: i, Task: it.Task, Version: it.Version, Object: t.Code, Title: t.Title, State: Pending,
		}
	}
	return rows, nil
}

// put stores next in the place of prev with its journal entry, or nothing.
func (s *Service) put(ctx context.Context, by access.Actor, prev, next Batch, action string, also func(context.Context) error) error {
	err := s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, prev.Version, next); err != nil {
			return err
		}
		if also != nil {
			if err := also(ctx); err != nil {
				return err
			}
		}
		e := journal.Entry{Action: action, By: by, At: s.Clock.Now(), Reason: next.Doing.Reason, Params: map[string]string{
			"act": string(next.Doing.Act), "rows": strconv.Itoa(next.N),
		}}
		return s.Journal.Write(ctx, e.Of(nil, next))
	})
	if err != nil {
		return fmt.Errorf("put batch %s: %w", next.ID, err)
	}
	return nil
}

// Get returns a batch that a asked for, errs.ErrNotFound otherwise.
func (s *Service) Get(ctx context.Context, a access.Actor, id string) (Batch, error) {
	b, err := s.store.Get(ctx, a.Agency, id)
	switch {
	case err != nil:
		return b, err
	case !a.Is(b.By):
		return Batch{}, errs.ErrNotFound
	}
	b.Rows, err = s.store.Rows(ctx, b, false)
	return b, err
}

// Latest returns the batch that a asked for last, with its rows; errs.ErrNotFound when a never did.
func (s *Service) Latest(ctx context.Context, a access.Actor) (Batch, error) {
	all, err := s.store.Of(ctx, a.Agency, a.ID, 1)
	if err != nil || len(all) == 0 {
		return Batch{}, errors.Join(err, errs.ErrNotFound)
	}
	return s.Get(ctx, a, all[0].ID)
}

// Undo asks for a batch to be undone (hoàn tác): whatever nobody has touched since is again what it was, the rest stays. The job
// does it. Errors: ErrNoUndo, ErrRunning, ErrTooLate; errs.ErrNotFound for one that a did not ask for.
func (s *Service) Undo(ctx context.Context, a access.Actor, id string) (Batch, error) {
	b, err := s.Get(ctx, a, id)
	if err != nil {
		return b, err
	}
	if err := b.Undoable(s.Clock.Now()); err != nil {
		return b, err
	}
	next := b
	next.State, next.Open, next.Version = Undoing, true, b.Version+1
	return next, s.put(ctx, a, b, next, "batch.undone", nil)
}

// Job is the name of the job that carries batches out, as stored and shown.
const Job = "batch"

// Jobs returns the job that carries batches out and undoes them; it is triggered by each, and looks from time to time for what an
// interrupted node has left.
func (s *Service) Jobs() jobs.Job {
	return jobs.Job{Name: Job, Spec: "* * * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.Org), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Work(ctx, agency, r.Hold)
	})}
}

// Work carries out what was begun and undoes what is to be undone, until nothing is left. Each task is a transaction of its own
// with its outcome, so whoever goes on after an interruption does none twice. hold is called in each transaction and refuses it
// when another node does the same work.
func (s *Service) Work(ctx context.Context, agency string, hold func(context.Context) error) error {
	for {
		open, err := s.store.Open(ctx, agency)
		if err != nil || len(open) == 0 {
			return err
		}
		for _, b := range open {
			if err := s.work(ctx, b, hold); err != nil {
				return fmt.Errorf("batch %s: %w", b.ID, err)
			}
		}
	}
}

// work brings one batch to its end.
func (s *Service) work(ctx context.Context, b Batch, hold func(context.Context) error) error {
	by, err := s.People.Actor(ctx, b.By)
	if err != nil {
		return err
	}
	rows, err := s.store.Rows(ctx, b, true)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := s.row(ctx, by, b, r, hold); err != nil {
			return err
		}
	}
	next := b
	next.State, next.Open, next.Version = Done, false, b.Version+1
	action := "batch.done"
	if b.State == Undoing {
		next.State, action = Undone, "batch.taken_back"
	}
	if err := s.put(ctx, access.System(b.Agency), b, next, action, hold); !errors.Is(err, errs.ErrChanged) {
		return err
	}
	return nil // somebody else was quicker to end it
}

// row changes one task, or makes it again what it was.
func (s *Service) row(ctx context.Context, by access.Actor, b Batch, r Row, hold func(context.Context) error) error {
	next, doing := r, b.Doing
	doing.Group = b.group()
	var err error
	var failed RowState
	switch {
	case b.State == Running && r.State == Pending:
		failed = Refused
		err = s.Tasks.DoTogether(ctx, by, r.Task, r.Version, doing, func(ctx context.Context, was task.Task, version int64) error {
			if err := hold(ctx); err != nil {
				return err
			}
			next.State, next.Version, next.Was, next.At = Changed, version, &was, s.Clock.Now()
			return s.store.SetRow(ctx, r.State, next)
		})
	case b.State == Undoing && r.State == Changed:
		failed = Stays
		err = s.Tasks.TakeBack(ctx, by, *r.Was, r.Version, doing, r.At, func(ctx context.Context) error {
			if err := hold(ctx); err != nil {
				return err
			}
			next.State, next.Was = Back, nil
			return s.store.SetRow(ctx, r.State, next)
		})
	}
	refused := errs.As(err)
	if err == nil || !ofRow(err) {
		return err
	}
	next = r
	next.State, next.Code, next.Args, next.Was = failed, refused.Code, refused.Args, nil
	if len(refused.Fields) > 0 { // what is wrong with the input of this task says more than that it is wrong
		f := refused.Fields[0]
		next.Code, next.Field, next.Args = f.Code, f.Path, f.Args
	}
	return s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := hold(ctx); err != nil {
			return err
		}
		return s.store.SetRow(ctx, r.State, next)
	})
}

// ofRow reports whether an error concerns one task alone, and does not stop the job.
func ofRow(err error) bool {
	var e *errs.Error
	if !errors.As(err, &e) || errors.Is(err, jobs.ErrLost) {
		return false
	}
	switch e.Kind {
	case errs.NotFound, errs.Conflict, errs.Invalid, errs.Forbidden:
		return true
	}
	return false
}
