package task

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/files"
)

// Files keeps what people bring; files.Service fits.
type Files interface {
	// Attach hangs finished files of a on a record, in the transaction of ctx.
	Attach(ctx context.Context, a access.Actor, o files.Object, ids []string, replaces map[string]string, result bool) ([]files.File, error)
	// Again notes, in the transaction of ctx, that files of a record are handed in once more.
	Again(ctx context.Context, agency string, o files.Object, ids []string) error
}

// EventFiles is the type of the event that the files of a task, or who has opened them, are others; its object is the task.
const EventFiles = "task_files"

// FilesOf names a task as what files hang on.
func FilesOf(id string) files.Object { return files.Object{Type: "task", ID: id} }

// handedIn reports whether a file belongs to a result of t that was handed in before, even if it was taken back.
func (t Task) handedIn(file string) bool {
	has := func(sub Submission) bool { return slices.Contains(sub.Files, file) }
	return slices.ContainsFunc(t.Submissions, has) || slices.ContainsFunc(t.Withdrawn, has)
}

// Stands reports whether a file belongs to a result of t that waits or was decided, or is the evidence of a claim: it stays with it.
func (t Task) Stands(file string) bool {
	return slices.ContainsFunc(t.Causes, func(c Cause) bool { return slices.Contains(c.Files, file) }) || slices.ContainsFunc(t.Submissions, func(sub Submission) bool { return slices.Contains(sub.Files, file) })
}

// brought returns those of the files of a result that are new to t, in order, and the others, which were handed in with it before
// and are handed in again. Errors: errs.ErrInvalid at "files" for too many, and at its items for one named twice.
func (t Task) brought(all []string) (fresh, again []string, err error) {
	if len(all) > files.MaxAtOnce {
		return nil, nil, errs.ErrInvalid.With(errs.Field{Path: "files", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(files.MaxAtOnce)}})
	}
	for i, file := range all {
		if slices.Contains(all[:i], file) {
			return nil, nil, errs.ErrInvalid.At(fmt.Sprintf("files[%d]", i), "duplicate")
		}
		if t.handedIn(file) {
			again = append(again, file)
		} else {
			fresh = append(fresh, file)
		}
	}
	return fresh, again, nil
}

// enclosed checks the files that are new with an act which is no result. Errors: errs.ErrInvalid at "files" and its items.
func enclosed(all []string) error {
	_, _, err := Task{}.brought(all)
	return err
}

// keep returns what hangs files of a's on t in the transaction of an act, and holds those that hang there; nil without any.
// result says that they are files of a result.
func (s *Service) keep(a access.Actor, t Task, fresh, again []string, result bool) func(context.Context) error {
	if len(fresh)+len(again) == 0 {
		return nil
	}
	return func(ctx context.Context) error {
		if err := s.deps.Files.Again(ctx, t.Agency, FilesOf(t.ID), again); err != nil {
			return err
		}
		if _, err := s.deps.Files.Attach(ctx, a, FilesOf(t.ID), fresh, nil, result); err != nil {
			return orField(err, errs.ErrInvalid, "files")
		}
		return s.deps.Journal.Announce(ctx, t.Agency, EventFiles, t.ID, t.Vis...)
	}
}
