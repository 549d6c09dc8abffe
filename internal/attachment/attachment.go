// Package attachment hangs files on tasks (tệp của nhiệm vụ) and on the documents of the registers (bản chụp văn bản đến).
// Whoever may see a task reads its files and puts files to it, as they may talk about it; whoever may see a document, or a task
// that rests on it, reads its scan, which the clerks of its register bring. Who brought a file is shown who has opened it.
// Putting files to a record makes no version of it: a file has versions of its own, and each stays.
package attachment

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// DocumentEventType is the type of the event that who has opened the files of a document is others; its object is the document.
const DocumentEventType = "document_files"

// Errors of attachments.
var (
	ErrInput    = errs.New(errs.Invalid, "attachment.invalid", "the files to attach have faults")
	ErrNotYours = errs.New(errs.Forbidden, "attachment.not_yours", "only who attached a file takes it away")
	ErrHandedIn = errs.New(errs.Conflict, "attachment.handed_in", "the file belongs to a result that was handed in")
)

// Tasks knows the tasks; task.Service fits.
type Tasks interface {
	// Look returns a task that a may see, errs.ErrNotFound otherwise.
	Look(ctx context.Context, a access.Actor, id string) (task.Task, error)
	// Concerned returns a message to everybody who takes part in a task, in the part that each has.
	Concerned(ctx context.Context, t task.Task) ([]journal.Message, error)
	// VisOfDocument returns the tokens of all who may see a task that rests on a document.
	VisOfDocument(ctx context.Context, d document.Document) ([]string, error)
}

// Register knows the documents of the registers; document.Register fits.
type Register interface {
	// Get returns a line of a register that a may see, and whether a keeps that register; errs.ErrNotFound otherwise.
	Get(ctx context.Context, a access.Actor, id string) (document.Document, bool, error)
}

// Documents knows the source documents; document.Service fits.
type Documents interface {
	// Named returns documents by id without asking who may see them; unknown ids are missing.
	Named(ctx context.Context, agency string, ids ...string) (map[string]document.Document, error)
	// Conclusion returns the conclusions of a meeting that a may see; errs.ErrNotFound otherwise.
	Conclusion(ctx context.Context, a access.Actor, id string) (document.Document, error)
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
}

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB        *mongodb.DB
	Tasks     Tasks
	Register  Register
	Documents Documents
	Files     *files.Service
	Journal   Journal
}

// Service hangs files on tasks and documents. It is safe for concurrent use.
type Service struct{ deps Deps }

// New returns the service over d.
func New(d Deps) *Service { return &Service{deps: d} }

// Item is a file to be attached.
type Item struct {
	File     string // id of a finished file of the caller's
	Replaces string // id of the version it takes the place of, "" for a new file
}

// List returns the files of a task that a may see, every version, oldest first. errs.ErrNotFound outside a's scope.
func (s *Service) List(ctx context.Context, a access.Actor, taskID string) ([]files.File, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return nil, err
	}
	return s.deps.Files.Of(ctx, t.Agency, task.FilesOf(t.ID))
}

// Attach hangs finished files of a on a task: all of them or none. Who takes part is told. Errors: ErrInput;
// files.ErrState, files.ErrFull, files.ErrNewer; errs.ErrNotFound outside a's scope, and for files and versions that are none of a's, or of the task's.
func (s *Service) Attach(ctx context.Context, a access.Actor, taskID string, items []Item) ([]files.File, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return nil, err
	}
	told, err := s.deps.Tasks.Concerned(ctx, t)
	if err != nil {
		return nil, err
	}
	done, err := s.attach(ctx, a, task.FilesOf(t.ID), items, func(ctx context.Context, attached []files.File) error {
		e := journal.Entry{
			Action: "task.file_attached", By: a, Object: t.JournalObject(), Version: t.Version, Vis: t.JournalVis(), Diary: true,
			Params: map[string]string{"file": attached[0].Name, "count": strconv.Itoa(len(attached)), "n": strconv.Itoa(attached[0].N)},
		}
		for _, m := range told {
			m.Kind, m.Rule, m.Params, m.Key = e.Action, e.Action, e.Params, "files|"+attached[0].ID+"|"+m.To
			e.Inbox = append(e.Inbox, m)
		}
		if err := s.deps.Journal.Write(ctx, e); err != nil {
			return err
		}
		return s.deps.Journal.Announce(ctx, t.Agency, task.EventFiles, t.ID, t.JournalVis()...)
	})
	if err != nil {
		return nil, fmt.Errorf("attach to task %s: %w", t.ID, err)
	}
	return done, nil
}

// attach hangs finished files of a on a record and does what goes with it, in one transaction.
func (s *Service) attach(ctx context.Context, a access.Actor, o files.Object, items []Item, with func(context.Context, []files.File) error) (done []files.File, err error) {
	ids, replaces := []string{}, map[string]string{}
	for i, item := range items {
		if _, twice := replaces[item.File]; twice {
			return nil, ErrInput.At(fmt.Sprintf("files[%d]", i), "duplicate")
		}
		ids = append(ids, item.File)
		replaces[item.File] = item.Replaces
	}
	if len(ids) == 0 || len(ids) > files.MaxAtOnce {
		return nil, ErrInput.With(errs.Field{Path: "files", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(files.MaxAtOnce)}})
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		attached, err := s.deps.Files.Attach(ctx, a, o, ids, replaces, false)
		if err != nil {
			return err
		}
		done = attached
		return with(ctx, attached)
	})
	return done, err
}

// Remove takes away a file that a attached to a task by mistake (gỡ tệp): it is opened no more, and the history says who took it
// away and when. Its bytes stay, as every version's. Doing it twice is once. Errors: ErrNotYours; ErrHandedIn for a file of a result
// that waits or was decided; errs.ErrNotFound outside a's scope, and for a file that is none of the task's.
func (s *Service) Remove(ctx context.Context, a access.Actor, taskID, fileID string) error {
	err := s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		t, err := s.deps.Tasks.Look(ctx, a, taskID)
		if err != nil {
			return err
		}
		f, err := s.deps.Files.Get(ctx, t.Agency, task.FilesOf(t.ID), fileID)
		switch {
		case err != nil:
			return err
		case f.By != a.Doer():
			return ErrNotYours
		case f.Removed != nil:
			return nil
		case t.Stands(f.ID):
			return ErrHandedIn
		}
		if err := s.deps.Files.Withdraw(ctx, a, f); err != nil {
			return err
		}
		if err := s.deps.Journal.Write(ctx, journal.Entry{
			Action: "task.file_removed", By: a, Object: t.JournalObject(), Version: t.Version, Vis: t.JournalVis(),
			Params: map[string]string{"file": f.Name, "n": strconv.Itoa(f.N)},
		}); err != nil {
			return err
		}
		return s.deps.Journal.Announce(ctx, t.Agency, task.EventFiles, t.ID, t.JournalVis()...)
	})
	if err != nil {
		return fmt.Errorf("remove file %s of task %s: %w", fileID, taskID, err)
	}
	return nil
}

// Open returns a file of a task that a may see, and its bytes. That a has opened it is noted for the others. Errors:
// files.ErrScanning, files.ErrInfected; errs.ErrNotFound outside a's scope, and for a file that is none of the task's.
func (s *Service) Open(ctx context.Context, a access.Actor, taskID, fileID string) (files.File, io.ReadCloser, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return files.File{}, nil, err
	}
	return s.open(ctx, a, task.FilesOf(t.ID), fileID, func(ctx context.Context) error {
		return s.deps.Journal.Announce(ctx, t.Agency, task.EventFiles, t.ID, t.JournalVis()...)
	})
}

// open returns a file of a record that a may see, and its bytes; first is done in the transaction that notes that a has opened
// it for the first time.
func (s *Service) open(ctx context.Context, a access.Actor, o files.Object, fileID string, first func(context.Context) error) (files.File, io.ReadCloser, error) {
	f, err := s.deps.Files.Get(ctx, a.Agency, o, fileID)
	if err != nil {
		return files.File{}, nil, err
	}
	r, err := s.deps.Files.Open(ctx, f)
	if err != nil {
		return files.File{}, nil, err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		isFirst, err := s.deps.Files.See(ctx, a, f)
		if err != nil || !isFirst {
			return err
		}
		return first(ctx)
	})
	return f, r, err
}
