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
	"congvu/internal/journal"
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
