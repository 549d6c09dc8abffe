package task

import (
	"context"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// MaxTogether is how many tasks are made in one request.
const MaxTogether = 100

// Making is one of several tasks that are made together.
type Making struct {
	Input  Input
	Assign bool // given at once
}

// CreateAll stores several new tasks of a, each by the rules of Create, all of them or none: what is wrong with one of them is
// said for its place, "items[2].lead". key as in Create, for all of them together.
// Errors: those of Create with the place of the faulty ones.
func (s *Service) CreateAll(ctx context.Context, a access.Actor, all []Making, key string) ([]Task, error) {
	if err := together(len(all)); err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Input = all[i].Input.normal()
	}
	op, err := opOf(a, "task-create-all", key, all)
	if err != nil {
		return nil, err
	}
	if made, found, err := s.madeAll(ctx, a, op, len(all)); found || err != nil {
		return made, err
	}
	tasks, err := s.makeAll(ctx, a, all, op, nil)
	if mongodb.IsDuplicate(err) { // the same request came twice at once
		if made, found, err := s.madeAll(ctx, a, op, len(all)); found || err != nil {
			return made, err
		}
	}
	return tasks, err
}

// MakeAll is CreateAll for tasks that rest on a document which is stored with them: with is called in the transaction that stores them,
// with the tasks as they are stored, and what it returns undoes everything. It may run more than once. There is no Idempotency-Key:
// the document has it. Errors: as CreateAll; with's own.
func (s *Service) MakeAll(ctx context.Context, a access.Actor, all []Making, on Source, with func(ctx context.Context, made []Task) error) ([]Task, error) {
	if err := together(len(all)); err != nil {
		return nil, err
	}
	own := make([]Making, len(all))
	for i, one := range all {
		one.Input = one.Input.normal()
		one.Input.Document, one.Input.source = "", &on
		own[i] = one
	}
	return s.makeAll(ctx, a, own, Op{}, with)
}

// together says whether so many tasks can be made at once.
func together(n int) error {
	if n == 0 || n > MaxTogether {
		return errs.ErrInvalid.With(errs.Field{Path: "items", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(MaxTogether)}})
	}
	return nil
}

// makeAll prepares tasks and stores them together, with what else belongs to them when with is given.
func (s *Service) makeAll(ctx context.Context, a access.Actor, all []Making, op Op, with func(ctx context.Context, made []Task) error) ([]Task, error) {
	var err error
	tasks, acts := make([]Task, len(all)), make([]act, len(all))
	var fault *errs.Error
	for i, one := range all {
		tasks[i], acts[i], err = s.prepare(ctx, a, one.Input, one.Assign, op.nth(i))
		if e := errs.As(err); err != nil && e.Kind == errs.Invalid && (fault == nil || fault.Is(e)) {
			fault = placed(e, fault, i) // all that is wrong with the input is said at once
		} else if err != nil && fault == nil {
			return nil, refusedAt(err, i)
		}
	}
	if fault != nil {
		return nil, fault
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error { // may run more than once: each run stores the same
		stored := make([]Task, len(tasks))
		for i, t := range tasks {
			var err error
			if stored[i], err = s.save(ctx, a, Task{}, t, acts[i]); err != nil {
				return err
			}
		}
		if with == nil {
			return nil
		}
		return with(ctx, stored)
	})
	if err != nil {
		return nil, fmt.Errorf("create %d tasks: %w", len(all), err)
	}
	for i := range tasks {
		tasks[i].Version++ // as it was stored
	}
	return tasks, nil
}

// nth is the mark of one of several records that the same request makes.
func (op Op) nth(i int) Op {
	if op.Key != "" {
		op.Key = fmt.Sprintf("%s/%d", op.Key, i)
	}
	return op
}

// madeAll returns the tasks that the same request made before.
func (s *Service) madeAll(ctx context.Context, a access.Actor, op Op, n int) ([]Task, bool, error) {
	var all []Task
	for i := range n {
		t, found, err := s.made(ctx, a, op.nth(i))
		if err != nil || !found {
			return nil, false, err
		}
		all = append(all, t)
	}
	return all, true, nil
}

// placed adds the faults of item i to those of the items before it.
func placed(e, before *errs.Error, i int) *errs.Error {
	out := before
	if out == nil {
		bare := *e
		bare.Fields = nil
		out = &bare
	}
	for _, f := range e.Fields {
		f.Path = fmt.Sprintf("items[%d].%s", i, f.Path)
		out = out.With(f)
	}
	if len(e.Fields) == 0 {
		out = out.At(fmt.Sprintf("items[%d]", i), "invalid")
	}
	return out
}

// refusedAt says at which item a rule forbids what was asked.
func refusedAt(err error, i int) error {
	e := errs.As(err)
	if e.Kind == errs.Internal || e.Kind == errs.Unavailable {
		return err
	}
	return placed(e, nil, i)
}
