package comment

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// Tasks knows the tasks; task.Service fits.
type Tasks interface {
	// Look returns a task that a may see, errs.ErrNotFound otherwise.
	Look(ctx context.Context, a access.Actor, id string) (task.Task, error)
	// Named returns those of at most 100 tasks that a may see, by id.
	Named(ctx context.Context, a access.Actor, ids []string) (map[string]task.Row, error)
}

// People knows who may see a task; identity.Service fits.
type People interface {
	// Actor returns a person with the appointments in force now, errs.ErrNotFound for an unknown one.
	Actor(ctx context.Context, person string) (access.Actor, error)
	// People returns the named people by id; unknown ids are left out.
	People(ctx context.Context, agency string, ids []string) (map[string]identity.Person, error)
	// Named finds people of a's agency by name.
	Named(ctx context.Context, a access.Actor, q identity.Query) (identity.Page, error)
	// HeadsOf returns who is appointed head of exactly this unit today, none when vacant.
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
}

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB      *mongodb.DB
	Clock   clock.Clock
	Tasks   Tasks
	People  People
	Journal Journal
}

// Service keeps comments. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over d.
func New(d Deps) *Service { return &Service{deps: d, store: store{d.DB.Collection(collection)}} }

// Page is a page of comments, newest first, with the comments that they answer by id.
type Page struct {
	Items   []Comment
	Answers map[string]Comment
	Next    string // cursor of the following page, "" after the last
}

// List returns what was said about a task that a may see, newest first. Errors: ErrCursor; errs.ErrNotFound outside a's scope.
func (s *Service) List(ctx context.Context, a access.Actor, taskID, cursor string, limit int) (Page, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return Page{}, err
	}
	name, before := "comments|"+t.ID, ""
	if cursor != "" && !cursors.Read(name, cursor, &before) {
		return Page{}, ErrCursor
	}
	items, err := s.store.List(ctx, t.Agency, t.ID, before, limit+1)
	if err != nil {
		return Page{}, err
	}
	p := Page{}
	if len(items) > limit {
		items = items[:limit]
		p.Next = cursors.Of(name, items[limit-1].ID)
	}
	p.Items = items
	p.Answers, err = s.answered(ctx, t, items...)
	return p, err
}

// answered returns the comments that others of a task answer, by id.
func (s *Service) answered(ctx context.Context, t task.Task, all ...Comment) (map[string]Comment, error) {
	found := map[string]Comment{}
	missing := []string{}
	for _, c := range all {
		found[c.ID] = c
	}
	for _, c := range all {
		if _, here := found[c.ReplyTo]; c.ReplyTo != "" && !here && !slices.Contains(missing, c.ReplyTo) {
			missing = append(missing, c.ReplyTo)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	more, err := s.store.Some(ctx, t.Agency, t.ID, missing)
	for _, c := range more {
		found[c.ID] = c
	}
	return found, err
}

// Add says something about a task. Whoever is named, is answered, or takes part in the task is told. key is the client's
// Idempotency-Key, "" for none: repeating it gives the comment made then. Errors: ErrInput with the faulty field (somebody
// named who may not see the task, too); errs.ErrKeyReused; errs.ErrNotFound outside a's scope.
func (s *Service) Add(ctx context.Context, a access.Actor, taskID string, in Input, key string) (Page, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return Page{}, err
	}
	if in, err = in.clean(); err != nil {
		return Page{}, err
	}
	c := Comment{
		ID: mongodb.NewID(), Agency: t.Agency, Task: t.ID, Version: 1, By: a.ID, At: s.deps.Clock.Now(), Text: in.Text, ReplyTo: in.ReplyTo, Mentions: in.Mentions,
	}
	if c.Op, err = idempotency.Of(a.ID, key, []any{t.ID, in}); err != nil {
		return Page{}, err
	}
	if c.Op != nil {
		if made, err := s.made(ctx, a, *c.Op); !errors.Is(err, errs.ErrNotFound) {
			return s.with(ctx, t, made, err)
		}
	}
	answered := ""
	if c.ReplyTo != "" {
		to, err := s.store.Get(ctx, t.Agency, t.ID, c.ReplyTo)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			return Page{}, ErrInput.At("replyTo", "not_found")
		case err != nil:
			return Page{}, err
		}
		answered = to.By
	}
	if err := s.mayBeNamed(ctx, t, c.Mentions, nil); err != nil {
		return Page{}, err
	}
	told, err := s.told(ctx, t, c, answered)
	if err != nil {
		return Page{}, err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Insert(ctx, c); err != nil {
			return err
		}
		return s.record(ctx, a, t, journal.Entry{Action: "task.commented", At: c.At, Inbox: told, Diary: true})
	})
	if errors.Is(err, mongodb.ErrDuplicate) && c.Op != nil { // the same request was here at the same time
		made, err := s.made(ctx, a, *c.Op)
		return s.with(ctx, t, made, err)
	}
	if err != nil {
		return Page{}, fmt.Errorf("comment on task %s: %w", t.ID, err)
	}
	return s.with(ctx, t, c, nil)
}

func (s *Service) made(ctx context.Context, a access.Actor, op idempotency.Op) (Comment, error) {
	c, err := s.store.Made(ctx, a.Agency, op)
	if err == nil && c.Op.Hash != op.Hash {
		return Comment{}, errs.ErrKeyReused
	}
	return c, err
}

// with returns a page of c alone, with the comment that it answers.
func (s *Service) with(ctx context.Context, t task.Task, c Comment, err error) (Page, error) {
	if err != nil {
		return Page{}, err
	}
	answers, err := s.answered(ctx, t, c)
	return Page{Items: []Comment{c}, Answers: answers}, err
}

// Edit gives a comment another text within EditWithin; who is newly named is told. Errors: ErrNotAuthor, ErrTooLate, ErrGone,
// ErrInput; errs.ErrChanged with the stored one when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Edit(ctx context.Context, a access.Actor, taskID, id string, version int64, in Input) (Page, error) {
	t, c, err := s.mine(ctx, a, taskID, id, version)
	if err != nil {
		return Page{}, err
	}
	if in, err = in.clean(); err != nil {
		return Page{}, err
	}
	next, err := c.edited(a, in, s.deps.Clock.Now())
	if err != nil {
		return Page{}, err
	}
	if err := s.mayBeNamed(ctx, t, next.Mentions, c.Mentions); err != nil {
		return Page{}, err
	}
	told := []journal.Message{}
	for _, m := range named(next) {
		if !slices.Contains(c.Mentions, m.To) {
			told = append(told, m)
		}
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Replace(ctx, c.Version, next); err != nil {
			return err
		}
		return s.record(ctx, a, t, journal.Entry{Action: "task.comment_edited", At: s.deps.Clock.Now(), Inbox: told})
	})
	if err != nil {
		return Page{}, fmt.Errorf("edit comment %s: %w", id, err)
	}
	return s.with(ctx, t, next, nil)
}

// Delete takes a comment out of sight; that there was one, and whose, stays. Errors: those of Edit but ErrTooLate and ErrInput.
func (s *Service) Delete(ctx context.Context, a access.Actor, taskID, id string, version int64) error {
	t, c, err := s.mine(ctx, a, taskID, id, version)
	if err != nil {
		return err
	}
	next, err := c.deleted(a, s.deps.Clock.Now())
	if err != nil {
		return err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Replace(ctx, c.Version, next); err != nil {
			return err
		}
		return s.record(ctx, a, t, journal.Entry{Action: "task.comment_deleted", At: next.Deleted})
	})
	if err != nil {
		return fmt.Errorf("delete comment %s: %w", id, err)
	}
	return nil
}

// mine returns a comment of a's own, in the version that was seen, with its task.
func (s *Service) mine(ctx context.Context, a access.Actor, taskID, id string, version int64) (task.Task, Comment, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return task.Task{}, Comment{}, err
	}
	c, err := s.store.Get(ctx, t.Agency, t.ID, id)
	switch {
	case err != nil:
		return task.Task{}, Comment{}, err
	case !a.Is(c.By):
		return task.Task{}, Comment{}, ErrNotAuthor
	case c.Version != version:
		return task.Task{}, Comment{}, errs.ErrChanged.Having(c)
	}
	return t, c, nil
}

// record writes the act into the history of the task, and has the open pages of all who see it hear of it. The task itself
// is not changed: its version stays.
func (s *Service) record(ctx context.Context, a access.Actor, t task.Task, e journal.Entry) error {
	e.By, e.Object, e.Version, e.Vis = a, t.JournalObject(), t.Version, t.JournalVis()
	if err := s.deps.Journal.Write(ctx, e); err != nil {
		return err
	}
	return s.deps.Journal.Announce(ctx, t.Agency, EventType, t.ID, t.JournalVis()...)
}
