package task

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Create stores a new task by a: a draft, for which a title is enough, or when assign is true one that is given at once. With a as its own lead it is a
// proposal, which waits for the head. key is the client's Idempotency-Key, "" for none: repeating it gives the task that
// was made then, as it is now.
// Errors: errs.ErrInvalid with the faulty fields; ErrLead, ErrOutside, ErrSuperior for the lead; ErrOwnWork for own work
// with assign; ErrNoHead when nobody could decide on a proposal; errs.ErrKeyReused for the same key with another content.
func (s *Service) Create(ctx context.Context, a access.Actor, in Input, assign bool, key string) (Task, error) {
	in = in.normal()
	op, err := opOf(a, "task-create", key, struct {
		In     Input
		Assign bool
	}{in, assign})
	if err != nil {
		return Task{}, err
	}
	if t, found, err := s.made(ctx, a, op); found || err != nil {
		return t, err
	}
	t, done, err := s.prepare(ctx, a, in, assign, op)
	if err != nil {
		return Task{}, err
	}
	made, err := s.save(ctx, a, Task{}, t, done)
	if mongodb.IsDuplicate(err) { // the same request came twice at once
		if t, found, err := s.made(ctx, a, op); found || err != nil {
			return t, err
		}
	}
	return made, wrap("create", t.ID, err)
}

// prepare returns a new task with its number, ready to be stored.
func (s *Service) prepare(ctx context.Context, a access.Actor, in Input, assign bool, op Op) (Task, act, error) {
	if err := in.check(assign || a.Is(in.Lead.Person)); err != nil { // a proposal is decided by somebody else
		return Task{}, act{}, err
	}
	t, done, err := s.draft(ctx, a, in, assign)
	if err != nil {
		return Task{}, act{}, err
	}
	// The number is taken before the transaction, so that writers do not wait for each other; a gap is no fault.
	year := vncal.DateOf(t.CreatedAt).Year()
	n, err := s.deps.DB.NextCode(ctx, a.Agency, fmt.Sprintf("task-%d", year))
	if err != nil {
		return Task{}, act{}, err
	}
	t.ID, t.Code, t.Op = mongodb.NewID(), fmt.Sprintf("NV-%d-%06d", year, n), op.stored()
	t.index()
	return t, done, nil
}

// GiveAll makes and gives several tasks, all of them or none, and calls with in the transaction that stores them, with the tasks as
// they are stored: what it returns undoes everything. It may run more than once. There is no Idempotency-Key: what the tasks come
// from has a version.
// Errors: those of Create with assign, each with the fields of the task it is about below "tasks[i]."; with's own.
func (s *Service) GiveAll(ctx context.Context, a access.Actor, all []Input, with func(ctx context.Context, made []Task) error) ([]Task, error) {
	made, acts := make([]Task, len(all)), make([]act, len(all))
	for i, in := range all {
		var err error
		if made[i], acts[i], err = s.prepare(ctx, a, in.normal(), true, Op{}); err != nil {
			return nil, Within(err, fmt.Sprintf("tasks[%d].", i))
		}
	}
	stored := make([]Task, len(made))
	err := s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		for i, t := range made {
			var err error
			if stored[i], err = s.save(ctx, a, Task{}, t, acts[i]); err != nil {
				return err
			}
		}
		return with(ctx, stored)
	})
	if err != nil {
		return nil, fmt.Errorf("give %d tasks: %w", len(all), err)
	}
	return stored, nil
}

// Check applies the rules of giving a task now, as GiveAll does, and stores nothing. Errors: those of Create with assign.
func (s *Service) Check(ctx context.Context, a access.Actor, in Input) error {
	in = in.normal()
	if err := in.check(true); err != nil {
		return err
	}
	_, _, err := s.draft(ctx, a, in, true)
	return err
}

// Within returns a refusal with its fields below path; one that names no field, at who is to lead.
func Within(err error, path string) error {
	e := errs.As(err)
	if e == errs.ErrInternal {
		return err
	}
	if len(e.Fields) == 0 {
		return e.At(path+"lead.unit", "invalid")
	}
	below := *e
	below.Fields = nil
	for _, f := range e.Fields {
		f.Path = path + f.Path
		below.Fields = append(below.Fields, f)
	}
	return &below
}

// draft applies the rules of making, and at once of giving, a task.
func (s *Service) draft(ctx context.Context, a access.Actor, in Input, assign bool) (Task, act, error) {
	if assign && a.Is(in.Lead.Person) {
		return Task{}, act{}, ErrOwnWork
	}
	in, p, err := s.look(ctx, a, in, Task{})
	if err != nil {
		return Task{}, act{}, err
	}
	m, err := s.moment(ctx, a.Agency)
	if err != nil {
		return Task{}, act{}, err
	}
	t, err := drafted(a, in, p, m.now, m.cal)
	if err != nil {
		return Task{}, act{}, err
	}
	if !assign {
		return t, act{verb: creating}, nil
	}
	t, err = t.given(a, p, m.now, m.cal)
	return t, act{verb: verbOf(ActAssign)}, err
}

// Report notes the progress that a task's lead reports (báo cáo tiến độ): percent 0 to 100 and a text of at most 2000
// characters. files are finished ones of a's, attached in the act. key as in Create. Errors: ErrNotLead, ErrState; files.ErrState, files.ErrFull; errs.ErrInvalid; errs.ErrChanged when version is stale;
// errs.ErrKeyReused; errs.ErrNotFound outside a's scope.
func (s *Service) Report(ctx context.Context, a access.Actor, id string, version int64, percent int, text, key string, files ...string) (Task, error) {
	text = fold.Clean(text)
	op, err := opOf(a, "task-report", key, struct {
		Task    string
		Percent int
		Text    string
		Files   []string `json:",omitempty"`
	}{id, percent, text, files})
	if err != nil {
		return Task{}, err
	}
	if t, found, err := s.said(ctx, a, op); found || err != nil {
		return t, err
	}
	if err := errs.ErrInvalid.Length("text", text, 1, maxText).OrNil(); err != nil {
		return Task{}, err
	}
	if err := enclosed(files); err != nil {
		return Task{}, err
	}
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.reported(a, percent, m.now)
		params := map[string]string{"percent": fmt.Sprint(percent), "text": short(text)}
		if len(files) > 0 {
			params["files"] = strconv.Itoa(len(files))
		}
		return next, act{
			verb: verbOf(ActReport), params: params, also: s.keep(a, next, files, nil, false),
			comment: &Comment{ID: mongodb.NewID(), Agency: t.Agency, Task: t.ID, Kind: kindReport, By: a.ID, At: m.now, Percent: percent, Text: text, Files: files, Op: op.stored()},
		}, err
	})
	if mongodb.IsDuplicate(err) || errors.Is(err, errs.ErrChanged) { // the same request came twice at once
		if t, found, err := s.said(ctx, a, op); found || err != nil {
			return t, err
		}
	}
	return t, wrap("report on", id, err)
}

// opOf describes a creating request; without a key it is none, and cannot be found again.
func opOf(a access.Actor, route, key string, payload any) (Op, error) {
	hash, err := idempotency.Hash(payload)
	return Op{Person: a.ID, Route: route, Key: key, Hash: hash}, err
}

// stored returns op as a record carries it: nil without a key, for the index of keys holds no others.
func (op Op) stored() *Op {
	if op.Key == "" {
		return nil
	}
	return &op
}

// made returns the task that the same request made before.
func (s *Service) made(ctx context.Context, a access.Actor, op Op) (t Task, found bool, err error) {
	if op.Key == "" {
		return Task{}, false, nil
	}
	t, err = s.store.Made(ctx, a.Agency, op)
	if err != nil || t.Op.Hash != op.Hash {
		return Task{}, false, refused(err)
	}
	t, err = s.load(ctx, a, t.ID) // with today's rights, as on every reading
	return t, err == nil, err
}

// said returns the task on which the same request reported before.
func (s *Service) said(ctx context.Context, a access.Actor, op Op) (t Task, found bool, err error) {
	if op.Key == "" {
		return Task{}, false, nil
	}
	c, err := s.store.Said(ctx, a.Agency, op)
	if err != nil || c.Op.Hash != op.Hash {
		return Task{}, false, refused(err)
	}
	t, err = s.load(ctx, a, c.Task)
	return t, err == nil, err
}

// refused says why a record made by a key is no answer: none was made, which is no fault, the store failed, or, with the
// record found, the payload was another one.
func refused(err error) error {
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	return errs.ErrKeyReused
}
