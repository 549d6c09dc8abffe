package checklist

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// EventType is the type of the event that the checklist of a task has changed; its object is the task.
const EventType = "checklist"

// Tasks knows the tasks; task.Service fits.
type Tasks interface {
	// Look returns a task that a may see, errs.ErrNotFound otherwise.
	Look(ctx context.Context, a access.Actor, id string) (task.Task, error)
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
}

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB      *mongodb.DB
	Tasks   Tasks
	Journal Journal
	Clock   clock.Clock
}

// Service keeps checklists. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over d.
func New(d Deps) *Service { return &Service{deps: d, store: store{d.DB.Collection(collection)}} }

// View is a checklist as somebody sees it, with what they may do about it.
type View struct {
	List
	MayWrite, MayTick bool
}

func viewOf(a access.Actor, t task.Task, l List) View {
	return View{List: l, MayWrite: CanWrite(a, t), MayTick: CanTick(a, t)}
}

// Get returns the checklist of a task that a may see, of version 0 when there is none. errs.ErrNotFound outside a's scope.
func (s *Service) Get(ctx context.Context, a access.Actor, taskID string) (View, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return View{}, err
	}
	l, err := s.store.Get(ctx, t.Agency, t.ID)
	return viewOf(a, t, l), err
}

// Counts returns how far the checklists of tasks are, by task, one read for all of them; tasks without items are missing. The caller
// has seen to it that the reader sees the tasks.
func (s *Service) Counts(ctx context.Context, agency string, tasks []string) (map[string]Count, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	lists, err := s.store.Ticks(ctx, agency, tasks)
	if err != nil {
		return nil, err
	}
	all := make(map[string]Count, len(lists))
	for _, l := range lists {
		if len(l.Items) > 0 {
			all[l.Task] = Count{l.Done(), len(l.Items)}
		}
	}
	return all, nil
}

// Put stores items, of each its id, text and tick, in the place of the version of the checklist that was seen; what says the same
// is stored already. Whoever sees the task sees it change. Errors: ErrInput with the fields; ErrNotWriter, ErrNotLead, ErrClosed;
// errs.ErrChanged with the stored View when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Put(ctx context.Context, a access.Actor, taskID string, version int64, items []Item) (v View, err error) {
	items, err = clean(items)
	if err != nil {
		return View{}, err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		t, err := s.deps.Tasks.Look(ctx, a, taskID)
		if err != nil {
			return err
		}
		stored, err := s.store.Get(ctx, t.Agency, t.ID)
		v = viewOf(a, t, stored)
		switch {
		case err != nil || stored.same(items):
			return err
		case stored.Version != version:
			return errs.ErrChanged.Having(v)
		}
		next, err := stored.with(a, t, items, s.deps.Clock.Now())
		if err != nil {
			return err
		}
		if err := s.store.Put(ctx, version, next); err != nil {
			return err
		}
		v.List = next
		action, params := stored.told(next)
		if err := s.deps.Journal.Write(ctx, journal.Entry{
			Action: action, By: a, Object: t.JournalObject(), Version: t.Version, Vis: t.JournalVis(), Params: params,
		}); err != nil {
			return err
		}
		return s.deps.Journal.Announce(ctx, t.Agency, EventType, t.ID, t.JournalVis()...)
	})
	if errors.Is(err, errs.ErrChanged) && errs.As(err).Current == nil { // somebody was faster between the reading and the writing
		if fresh, again := s.Get(ctx, a, taskID); again == nil {
			err = errs.ErrChanged.Having(fresh)
		}
	}
	if err != nil {
		return View{}, fmt.Errorf("put checklist of task %s: %w", taskID, err)
	}
	return v, nil
}
