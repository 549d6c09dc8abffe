package direction

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Calendars knows the agencies' working calendars; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Deps is what the service works with; every field is needed.
type Deps struct {
	Register  *document.Register
	Tasks     *task.Service
	Calendars Calendars
	Clock     clock.Clock
}

// Service gives directions on the documents of the registers. It is safe for concurrent use.
type Service struct{ deps Deps }

// New returns the service over d.
func New(d Deps) *Service { return &Service{d} }

// Give notes what a says about a document and gives the tasks that this names, all of it or nothing: the document names its tasks, the
// tasks their document, and those who got work stand among the receivers of the register.
// Errors: ErrLeader, ErrEmpty, ErrMany; those of task.Service.GiveAll; document.ErrCancelled; errs.ErrChanged with the document as it
// is when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Give(ctx context.Context, a access.Actor, id string, version int64, in Input) (document.Document, error) {
	d, err := s.directed(ctx, a, id, version)
	if err != nil {
		return document.Document{}, err
	}
	if in, err = in.checked(d.ID); err != nil {
		return document.Document{}, err
	}
	var next document.Document
	_, err = s.deps.Tasks.GiveAll(ctx, a, in.Tasks, func(ctx context.Context, made []task.Task) error {
		said := document.Direction{By: a.ID, At: s.deps.Clock.Now(), Text: in.Text, Tasks: []string{}}
		for _, t := range made {
			said.Tasks = append(said.Tasks, t.ID)
		}
		var err error
		if next, err = s.deps.Register.Placed(ctx, d.WithDirection(said, receivers(made))); err != nil {
			return err
		}
		next.Arrival.ToAnswer = next.Arrival.ToAnswer || in.ToAnswer
		next.Version++
		return s.deps.Register.Save(ctx, d, next, journal.Entry{Action: "document.directed", By: a, Diary: false, Reason: in.Text})
	})
	if errors.Is(err, errs.ErrChanged) { // somebody was faster between the reading and the writing
		if fresh, _, again := s.deps.Register.Get(ctx, a, id); again == nil {
			return document.Document{}, errs.ErrChanged.Having(fresh)
		}
	}
	if err != nil {
		return document.Document{}, fmt.Errorf("give direction on %s: %w", id, err)
	}
	return next, nil
}

// directed returns a document on which a may give a direction, in the version that was seen.
func (s *Service) directed(ctx context.Context, a access.Actor, id string, version int64) (document.Document, error) {
	d, _, err := s.deps.Register.Get(ctx, a, id)
	switch {
	case err != nil:
		return document.Document{}, err
	case !Can(a):
		return document.Document{}, ErrLeader
	case !slices.ContainsFunc(a.Tokens().All, func(t string) bool { return slices.Contains(d.Vis, t) }):
		return document.Document{}, ErrLeader // a clerk elsewhere who heads another unit
	case d.Version != version:
		return document.Document{}, errs.ErrChanged.Having(d)
	}
	if err := d.ToDirect(); err != nil {
		return document.Document{}, errs.As(err).Having(d)
	}
	return d, nil
}

// Conclude records the conclusions of a meeting (kết luận cuộc họp) and makes the tasks they name, all of it or nothing, once: those that
// are whole are given, the others kept as drafts of a. key is the client's Idempotency-Key, "" for none: repeating it gives the conclusions
// that were recorded then. Errors: ErrConclude; those of document.Register.Concluded and of task.Service.CreateAll.
func (s *Service) Conclude(ctx context.Context, a access.Actor, in document.Conclusions, tasks []task.Making, key string) (document.Document, error) {
	if !Can(a) {
		return document.Document{}, ErrConclude
	}
	sent := in
	sent.Again = false // the answer to the warning is the same request
	op, err := idempotency.Of(a.ID, key, struct {
		Conclusions document.Conclusions
		Tasks       []task.Making
	}{sent, tasks})
	if err != nil {
		return document.Document{}, err
	}
	d, before, err := s.deps.Register.Concluded(ctx, a, in, op)
	if before || err != nil {
		return d, err
	}
	var stored document.Document
	_, err = s.deps.Tasks.MakeAll(ctx, a, tasks, task.Source{ID: d.ID, Number: d.Number}, func(ctx context.Context, made []task.Task) error {
		ids, to := make([]string, len(made)), []document.Party{}
		for i, t := range made {
			ids[i] = t.ID
			if t.State != task.Draft {
				to = append(to, concerned(t)...)
			}
		}
		var err error
		stored, err = s.deps.Register.Conclude(ctx, a, d, in.Files, ids, once(to))
		return err
	})
	if mongodb.IsDuplicate(err) && op != nil { // the same request came twice at once
		if made, before, again := s.deps.Register.Concluded(ctx, a, in, op); before {
			return made, again
		}
	}
	if err != nil {
		return document.Document{}, fmt.Errorf("conclude: %w", err)
	}
	return stored, nil
}

// concerned are the units that have a part in t and the people who do.
func concerned(t task.Task) []document.Party {
	to := []document.Party{{Unit: t.Lead.Unit}, {Person: t.Lead.Person}}
	for _, c := range t.Coordinators {
		to = append(to, document.Party{Unit: c.Unit}, document.Party{Person: c.Person})
	}
	return slices.DeleteFunc(to, func(p document.Party) bool { return p == document.Party{} })
}

// once returns parties without those that stand there before.
func once(all []document.Party) []document.Party {
	var to []document.Party
	for _, p := range all {
		if !slices.Contains(to, p) {
			to = append(to, p)
		}
	}
	return to
}

// TasksOf returns the ids of the tasks that rest on a document: those it was recorded with first, then those given on it later.
func (s *Service) TasksOf(ctx context.Context, d document.Document) ([]string, error) {
	rows, err := s.deps.Tasks.OfDocuments(ctx, d.Agency, []document.Document{d})
	ids := d.Tasks()
	for _, r := range rows[d.ID] {
		if !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
		}
	}
	return ids, err
}

// windows is how many pages of directed lines are looked through at once for those whose work is late.
const windows = 5

// Lines returns a page of the registers as document.Register.List does; of document.ShowOverdue the lines with work that is past its
// deadline. Such a page can be short, or empty, and still have a next one. Errors: document.ErrCursor.
func (s *Service) Lines(ctx context.Context, a access.Actor, q document.Query) (document.Page, error) {
	if q.Show != document.ShowOverdue {
		return s.deps.Register.List(ctx, a, q)
	}
	var late []document.Document
	var p document.Page
	for range windows {
		var err error
		if p, err = s.deps.Register.List(ctx, a, q); err != nil {
			return document.Page{}, err
		}
		how, err := s.Follow(ctx, a.Agency, p.Docs)
		if err != nil {
			return document.Page{}, err
		}
		for _, d := range p.Docs {
			if how[d.ID].Late > 0 && d.Arrival.Cancelled == nil {
				late = append(late, d)
			}
		}
		if q.Cursor = p.Next; p.Next == "" || len(late) >= q.Limit {
			break
		}
	}
	p.Docs = late
	return p, nil
}

// Follow returns how far the work on each of documents is, by id.
func (s *Service) Follow(ctx context.Context, agency string, docs []document.Document) (map[string]Progress, error) {
	rows, err := s.deps.Tasks.OfDocuments(ctx, agency, docs)
	if err != nil {
		return nil, err
	}
	cal, err := s.deps.Calendars.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	now, found := s.deps.Clock.Now(), make(map[string]Progress, len(docs))
	for _, d := range docs {
		found[d.ID] = Of(rows[d.ID], cal, now)
	}
	return found, nil
}
