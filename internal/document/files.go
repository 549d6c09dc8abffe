package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/files"
)

// maxScans is how many files come with a line of the register when it is entered; more are attached later.
const maxScans = 20

// FilesOf names a document as what its scanned files (bản chụp văn bản) hang on.
func FilesOf(id string) files.Object { return files.Object{Type: "document", ID: id} }

// Files hangs files on records; files.Service fits.
type Files interface {
	// Attach hangs finished files of a on a record in the transaction of ctx.
	Attach(ctx context.Context, a access.Actor, o files.Object, ids []string, replaces map[string]string, result bool) ([]files.File, error)
	// Pending returns a file that a has brought and that is not swept; errs.ErrNotFound otherwise.
	Pending(ctx context.Context, a access.Actor, id string) (files.Upload, error)
	// Open returns the bytes of a file.
	Open(ctx context.Context, f files.File) (io.ReadCloser, error)
	// Keep brings a whole file of a's at once, finished.
	Keep(ctx context.Context, a access.Actor, name string, data []byte, key string) (files.File, error)
}

// scans checks the files that come with a line.
func (in Entry) scans() error {
	fault := errs.ErrInvalid
	if len(in.Files) > maxScans {
		return fault.With(errs.Field{Path: "files", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(maxScans)}})
	}
	for i, id := range in.Files {
		if slices.Contains(in.Files[:i], id) {
			fault = fault.At(fmt.Sprintf("files[%d]", i), "duplicate")
		}
	}
	return fault.OrNil()
}

// attach hangs the files that come with a line on it, in the transaction that stores the line. A file that is gone, unfinished
// or attached elsewhere is a faulty field of the line.
func (r *Register) attach(ctx context.Context, a access.Actor, d Document, ids []string) error {
	for i, id := range ids {
		_, err := r.deps.Files.Attach(ctx, a, FilesOf(d.ID), []string{id}, nil, false)
		if errors.Is(err, errs.ErrNotFound) || errors.Is(err, files.ErrState) {
			return errs.ErrInvalid.At(fmt.Sprintf("files[%d]", i), "file_gone")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
