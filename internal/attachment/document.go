package attachment

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/files"
	"congvu/internal/journal"
)

// OfDocument returns the files of a document of a register that a may see, every version, oldest first. errs.ErrNotFound
// outside a's scope.
func (s *Service) OfDocument(ctx context.Context, a access.Actor, id string) ([]files.File, error) {
	d, _, err := s.deps.Register.Get(ctx, a, id)
	if err != nil {
		return nil, err
	}
	return s.deps.Files.Of(ctx, d.Agency, document.FilesOf(d.ID))
}

// AttachToDocument hangs finished files of a, a clerk of the register, on a document: all of them or none. Who sees the document
// or a task that rests on it has them shown. Errors: document.ErrClerk, document.ErrCancelled; those of Attach.
func (s *Service) AttachToDocument(ctx context.Context, a access.Actor, id string, items []Item) ([]files.File, error) {
	d, keeps, err := s.deps.Register.Get(ctx, a, id)
	switch {
	case err != nil:
		return nil, err
	case !keeps:
		return nil, document.ErrClerk
	case d.Arrival.Cancelled != nil:
		return nil, document.ErrCancelled
	}
	sees, err := s.seesDocument(ctx, d)
	if err != nil {
		return nil, err
	}
	done, err := s.attach(ctx, a, document.FilesOf(d.ID), items, func(ctx context.Context, attached []files.File) error {
		return s.deps.Journal.Write(ctx, journal.Entry{
			Action: "document.file_attached", By: a, Object: d.JournalObject(), Version: d.Version, Vis: d.Vis, Audience: sees,
			Params: map[string]string{"file": attached[0].Name, "count": strconv.Itoa(len(attached)), "n": strconv.Itoa(attached[0].N)},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("attach to document %s: %w", d.ID, err)
	}
	return done, nil
}

// RemoveFromDocument takes away a scan that does not belong to a document of a register that a keeps (gỡ bản chụp nhầm): it is opened no
// more, also not through the work; its bytes stay, and the history says who took it away and when. Doing it twice is once.
// Errors: document.ErrClerk, document.ErrCancelled; errs.ErrNotFound outside a's scope, and for a file that is none of the document's.
func (s *Service) RemoveFromDocument(ctx context.Context, a access.Actor, id, fileID string) error {
	err := s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		d, keeps, err := s.deps.Register.Get(ctx, a, id)
		switch {
		case err != nil:
			return err
		case !keeps:
			return document.ErrClerk
		case d.Arrival.Cancelled != nil:
			return document.ErrCancelled
		}
		f, err := s.deps.Files.Get(ctx, d.Agency, document.FilesOf(d.ID), fileID)
		if err != nil || f.Removed != nil {
			return err
		}
		if err := s.deps.Files.Withdraw(ctx, a, f); err != nil {
			return err
		}
		sees, err := s.seesDocument(ctx, d)
		if err != nil {
			return err
		}
		return s.deps.Journal.Write(ctx, journal.Entry{
			Action: "document.file_removed", By: a, Object: d.JournalObject(), Version: d.Version, Vis: d.Vis, Audience: sees,
			Params: map[string]string{"file": f.Name, "n": strconv.Itoa(f.N)},
		})
	})
	if err != nil {
		return fmt.Errorf("remove file %s of document %s: %w", fileID, id, err)
	}
	return nil
}

// OpenOfDocument returns a file of a document that a may see, and its bytes. Errors as in Open.
func (s *Service) OpenOfDocument(ctx context.Context, a access.Actor, id, fileID string) (files.File, io.ReadCloser, error) {
	d, _, err := s.deps.Register.Get(ctx, a, id)
	if err != nil {
		return files.File{}, nil, err
	}
	return s.openScan(ctx, a, d, fileID)
}

// OfConclusion returns the files of the conclusions of a meeting that a may see, every version, oldest first. errs.ErrNotFound outside
// a's scope.
func (s *Service) OfConclusion(ctx context.Context, a access.Actor, id string) ([]files.File, error) {
	d, err := s.deps.Documents.Conclusion(ctx, a, id)
	if err != nil {
		return nil, err
	}
	return s.deps.Files.Of(ctx, d.Agency, document.FilesOf(d.ID))
}

// OpenOfConclusion returns a file of the conclusions of a meeting that a may see, and its bytes. Errors as in Open.
func (s *Service) OpenOfConclusion(ctx context.Context, a access.Actor, id, fileID string) (files.File, io.ReadCloser, error) {
	d, err := s.deps.Documents.Conclusion(ctx, a, id)
	if err != nil {
		return files.File{}, nil, err
	}
	return s.openScan(ctx, a, d, fileID)
}

// OfSource returns the files of the document on which a task rests that a may see, every version, oldest first; none when it
// rests on nothing. errs.ErrNotFound outside a's scope.
func (s *Service) OfSource(ctx context.Context, a access.Actor, taskID string) ([]files.File, error) {
	d, err := s.source(ctx, a, taskID)
	if err != nil || d.ID == "" {
		return nil, err
	}
	return s.deps.Files.Of(ctx, d.Agency, document.FilesOf(d.ID))
}

// OpenOfSource returns a file of the document on which a task rests that a may see, and its bytes. Errors as in Open.
func (s *Service) OpenOfSource(ctx context.Context, a access.Actor, taskID, fileID string) (files.File, io.ReadCloser, error) {
	d, err := s.source(ctx, a, taskID)
	if err != nil {
		return files.File{}, nil, err
	}
	return s.openScan(ctx, a, d, fileID)
}

// source returns the document on which a task that a may see rests; its zero value when it rests on none. Whoever has the work
// reads what it rests on, also when the document itself is sent to others.
func (s *Service) source(ctx context.Context, a access.Actor, taskID string) (document.Document, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil || t.Document == nil {
		return document.Document{}, err
	}
	found, err := s.deps.Documents.Named(ctx, t.Agency, t.Document.ID)
	return found[t.Document.ID], err
}

func (s *Service) openScan(ctx context.Context, a access.Actor, d document.Document, fileID string) (files.File, io.ReadCloser, error) {
	return s.open(ctx, a, document.FilesOf(d.ID), fileID, func(ctx context.Context) error {
		sees, err := s.seesDocument(ctx, d)
		if err != nil {
			return err
		}
		return s.deps.Journal.Announce(ctx, d.Agency, DocumentEventType, d.ID, sees...)
	})
}

// seesDocument returns the tokens of all who may read the files of a document.
func (s *Service) seesDocument(ctx context.Context, d document.Document) ([]string, error) {
	more, err := s.deps.Tasks.VisOfDocument(ctx, d)
	all := slices.Concat(d.Vis, more)
	slices.Sort(all)
	return slices.Compact(all), err
}
