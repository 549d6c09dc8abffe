package note

import (
	"context"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// EventType is the type of the event that somebody's note on a task has changed; its object is the task, and only the own
// screens hear of it.
const EventType = "note"

// MaxText is how long a note may be, in characters.
const MaxText = 4000

// ErrInput says that a note has faults.
var ErrInput = errs.New(errs.Invalid, "note.invalid", "the note has faults")

// Note is what one person keeps for oneself about one task.
type Note struct {
	ID        string    `bson:"_id"` // task|person
	Agency    string    `bson:"agency"`
	Version   int64     `bson:"version"` // 0 while nothing was written
	Text      string    `bson:"text"`
	UpdatedAt time.Time `bson:"updated_at"`
}

// Tasks knows the tasks; task.Service fits.
type Tasks interface {
	// Look returns a task that a may see, errs.ErrNotFound otherwise.
	Look(ctx context.Context, a access.Actor, id string) (task.Task, error)
}

// Journal tells screens; *journal.Journal fits.
type Journal interface {
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
}

// Service keeps notes. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	tasks   Tasks
	journal Journal
	clock   clock.Clock
}

// New returns the service over db.
func New(db *mongodb.DB, tasks Tasks, j Journal, c clock.Clock) *Service {
	return &Service{db: db, store: store{db.Collection(collection)}, tasks: tasks, journal: j, clock: c}
}

// Get returns a's own note on a task, of version 0 when there is none. errs.ErrNotFound outside a's scope.
func (s *Service) Get(ctx context.Context, a access.Actor, taskID string) (Note, error) {
	t, err := s.tasks.Look(ctx, a, taskID)
	if err != nil {
		return Note{}, err
	}
	return s.store.Get(ctx, t.Agency, t.ID+"|"+a.ID)
}

// Put stores text as a's own note on a task in the place of the version that was seen; an empty text is one too.
// Errors: ErrInput at "text"; errs.ErrChanged with the stored one when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Put(ctx context.Context, a access.Actor, taskID string, version int64, text string) (Note, error) {
	t, err := s.tasks.Look(ctx, a, taskID)
	if err != nil {
		return Note{}, err
	}
	n := Note{ID: t.ID + "|" + a.ID, Agency: t.Agency, Version: version + 1, Text: fold.Clean(text), UpdatedAt: s.clock.Now()}
	if err := ErrInput.Length("text", n.Text, 0, MaxText).OrNil(); err != nil {
		return Note{}, err
	}
	stored, err := s.store.Get(ctx, t.Agency, n.ID)
	switch {
	case err != nil:
		return Note{}, err
	case stored.Version > 0 && stored.Text == n.Text: // a double click, or an answer that was lost
		return stored, nil
	case stored.Version != version:
		return Note{}, errs.ErrChanged.Having(stored)
	}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, version, n); err != nil {
			return err
		}
		return s.journal.Announce(ctx, t.Agency, EventType, t.ID, access.Person(a.ID))
	})
	if err != nil {
		return Note{}, fmt.Errorf("put note on task %s: %w", t.ID, err)
	}
	return n, nil
}
