package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// MaxNodes is how many tasks of a tree are read at once.
const MaxNodes = 1000

// maxDepth is how many tasks can stand above one: a province hands work on through no more levels.
const maxDepth = 20

// Node is one task of a tree (cây nhiệm vụ). Depth counts from the task whose tree was asked for, whose child tasks have 1.
type Node struct {
	Row
	Depth int
}

// Parent returns the id of the task that this one is a part of (việc cha), "" of a task that stands alone.
func (r Row) Parent() string {
	if len(r.Above) == 0 {
		return ""
	}
	return r.Above[len(r.Above)-1]
}

// CanSplit reports whether a may make child tasks of t (giao việc con): its lead, or who names the lead of work that a unit
// leads, while they are in charge of that unit and the work runs.
func CanSplit(a access.Actor, t Task) bool { return split(a, t) == nil }

// split says why a may make no child task of t: ErrNotLead, ErrState.
func split(a access.Actor, t Task) error {
	switch {
	case !leads(a, t) && !names(a, t) || !a.Commands(t.Units...):
		return ErrNotLead
	case t.State != Assigned && t.State != InProgress || len(t.Above) >= maxDepth:
		return ErrState
	}
	return nil
}

// fits returns the fault of a deadline later than that of the work t is a part of. Later on only a request, a reschedule or
// a pause moves it, each with its reason.
func (t Task) fits(parent Task) error {
	if parent.DueOn == "" || t.DueOn != "" && t.DueOn <= parent.DueOn {
		return nil
	}
	return errs.ErrInvalid.With(errs.Field{Path: "due", Code: "after_parent", Args: map[string]string{"was": parent.DueOn.Display()}})
}

// below returns t as a child of parent, and parent with one more.
func (t Task) below(parent Task) (child, above Task) {
	t.Above = append(clip(parent.Above), parent.ID)
	parent.Children++
	parent.UpdatedAt = t.CreatedAt
	return t, parent
}

// Split stores a new task of a as a child of the task id, by the rules and with the errors of Create, and notes it on that
// task, or does neither. Its deadline is not after that of the parent. others are given a child of the same content each, at
// most MaxTogether in all: one piece of work for many units or people. All of them are made, or none.
// Errors beside those of Create: ErrNotLead, ErrState for the parent; errs.ErrNotFound when a does not see it; what is wrong
// with one of others stands at "others[i]".
func (s *Service) Split(ctx context.Context, a access.Actor, id string, in Input, others []Lead, assign bool, key string) (Task, error) {
	in = in.normal()
	op, err := opOf(a, "task-split", key, struct {
		Parent string
		In     Input
		Others []Lead
		Assign bool
	}{id, in, others, assign})
	if err != nil {
		return Task{}, err
	}
	if err := distinct(in.Lead, others); err != nil {
		return Task{}, err
	}
	for range splitTries {
		var t Task
		var found bool
		if t, found, err = s.made(ctx, a, op); found || err != nil {
			return t, err
		}
		t, err = s.splitOnce(ctx, a, id, in, others, assign, op)
		if !mongodb.IsDuplicate(err) && !errors.Is(err, errs.ErrChanged) { // the same request twice, or another act on the parent
			return t, wrap("split", id, err)
		}
	}
	return Task{}, wrap("split", id, err)
}

// splitTries is how often a child is tried to be made beside other acts on its parent, which do not speak against it.
const splitTries = 5

// distinct returns the fault of naming somebody twice, or more than MaxTogether.
func distinct(first Lead, others []Lead) error {
	if len(others) >= MaxTogether {
		return errs.ErrInvalid.With(errs.Field{Path: "others", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(MaxTogether - 1)}})
	}
	named := map[Lead]bool{first: true}
	for i, lead := range others {
		if named[lead] {
			return errs.ErrInvalid.At(fmt.Sprintf("others[%d]", i), "duplicate")
		}
		named[lead] = true
	}
	return nil
}

func (s *Service) splitOnce(ctx context.Context, a access.Actor, id string, in Input, others []Lead, assign bool, op Op) (Task, error) {
	parent, err := s.latest(ctx, a, id)
	if err != nil {
		return Task{}, err
	}
	if err := split(a, parent); err != nil {
		return Task{}, err
	}
	if parent.Document != nil && in.Document == parent.Document.ID { // who has the work may hand it on whole, whoever keeps the document
		in.Document, in.source = "", parent.Document
	}
	all, acts, above := make([]Task, 1+len(others)), make([]act, 1+len(others)), parent
	for i := range all {
		mark := op
		if i > 0 {
			in.Lead, mark = others[i-1], op.nth(i)
		}
		t, done, err := s.prepare(ctx, a, in, assign, mark)
		if err == nil && assign {
			err = t.fits(parent)
		}
		if err != nil && i > 0 {
			err = elsewhere(err, i-1)
		}
		if err != nil {
			return Task{}, err
		}
		acts[i] = done
		all[i], above = t.below(above)
	}
	noted := map[string]string{"code": all[0].Code, "title": short(all[0].Title)}
	if len(all) > 1 {
		noted["count"] = fmt.Sprint(len(all))
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error { // may run more than once: each run stores the same
		for i, t := range all {
			if _, err := s.save(ctx, a, Task{}, t, acts[i]); err != nil {
				return err
			}
		}
		_, err := s.save(ctx, a, parent, above, act{verb: splitting, params: noted})
		return err
	})
	all[0].Version++ // as it was stored
	return all[0], err
}

// elsewhere says that a refusal is about one of others.
func elsewhere(err error, i int) error {
	e := errs.As(err)
	if e.Kind == errs.Internal || e.Kind == errs.Unavailable {
		return err
	}
	at := *e
	at.Fields = nil
	return at.At(fmt.Sprintf("others[%d]", i), "invalid")
}

// fitsAbove is fits for a child that is given later than it was made. Errors: also those of above.
func (s *Service) fitsAbove(ctx context.Context, t Task) error {
	if t.Parent() == "" {
		return nil
	}
	parent, err := s.above(ctx, t)
	if err != nil {
		return err
	}
	return t.fits(parent)
}

// above returns the work that the child t is a part of, which may be out of sight; ErrParent while nobody works on it, so
// that no part can be given or taken up again.
func (s *Service) above(ctx context.Context, t Task) (Task, error) {
	parent, err := s.store.Any(ctx, t.Agency, t.Parent())
	if err == nil && (!parent.State.Given() || parent.State == Submitted) {
		return Task{}, ErrParent
	}
	return parent, err
}

// finished returns ErrBranches while somebody has work below t, which it names: the title too where a sees it. What was taken
// back from its lead or was never given holds nothing up.
func (s *Service) finished(ctx context.Context, a access.Actor, t Task) error {
	if t.Children == 0 {
		return nil
	}
	child, open, err := s.store.GivenBelow(ctx, t.Agency, t.ID)
	if err != nil || !open {
		return err
	}
	name := child.Code
	if Sees(a, child) {
		name += " “" + short(child.Title) + "”"
	}
	return ErrBranches.Arg("child", name)
}

// branches returns what a's act on t does to the work below it, in the same transaction: what is taken from its lead is taken
// from those below (ActRecall), dropped work is dropped whole (ActCancel). The people of each part are told of it, and
// whoever acts has one act in the diary.
func (s *Service) branches(a access.Actor, t Task, act Act, reason string, now time.Time) func(context.Context) error {
	if t.Children == 0 {
		return nil
	}
	return func(ctx context.Context) error {
		open, err := s.store.OpenBelow(ctx, t.Agency, t.ID)
		if err != nil {
			return err
		}
		for _, child := range open {
			if err := s.follow(ctx, a, t, child, act, reason, now); err != nil {
				return err
			}
		}
		return nil
	}
}

// follow does to one child what was done to the work above it.
func (s *Service) follow(ctx context.Context, a access.Actor, above, t Task, doing Act, reason string, now time.Time) error {
	var next Task
	switch {
	case doing == ActCancel:
		next = t.dropped(a.ID, Cancelled, reason, now)
	case !t.State.Given():
		return nil
	default:
		var err error
		if t.ApproverGone, err = s.gone(ctx, t); err != nil {
			return err
		}
		who, err := s.deciders(ctx, t)
		if errors.Is(err, ErrNoHead) { // as on the work above: whoever takes it stands in
			who, err = []string{a.ID}, nil
		}
		if err != nil {
			return err
		}
		next = t.taken(a.ID, reason, who, now)
	}
	v := verbOf(doing)
	v.diary = false
	_, err := s.save(ctx, a, t, next, act{verb: v, reason: reason, params: map[string]string{"with": above.Code}})
	return err
}

// Tree returns what is below a task that a may see, as far as a sees it, every task after the one it is a part of: with whom
// each lies and since when, in two reads. At most MaxNodes are read; more says that there are others.
// errs.ErrNotFound outside a's scope.
func (s *Service) Tree(ctx context.Context, a access.Actor, id string) (nodes []Node, more bool, err error) {
	if _, err := s.store.Get(ctx, a.Tokens(), id); err != nil {
		return nil, false, err
	}
	rows, err := s.store.Below(ctx, a.Tokens(), id, MaxNodes+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(rows) > MaxNodes; more {
		rows = rows[:MaxNodes]
	}
	return ordered(id, rows), more, nil
}

// ordered returns rows below root depth first, those of one parent in the order they come. A row whose parent is not among
// them stands below the nearest one that is.
func ordered(root string, rows []Row) []Node {
	known := map[string]bool{root: true}
	for _, r := range rows {
		known[r.ID] = true
	}
	under := map[string][]Row{}
	for _, r := range rows {
		at := root
		for _, id := range slices.Backward(r.Above) {
			if known[id] {
				at = id
				break
			}
		}
		under[at] = append(under[at], r)
	}
	nodes := make([]Node, 0, len(rows))
	var walk func(id string, depth int)
	walk = func(id string, depth int) {
		for _, r := range under[id] {
			nodes = append(nodes, Node{Row: r, Depth: depth})
			walk(r.ID, depth+1)
		}
	}
	walk(root, 1)
	return nodes
}
