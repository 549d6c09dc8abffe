package comment

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"congvu/internal/access"
	cursors "congvu/internal/cursor"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// Hit is a comment that was looked for, with the task that it is about.
type Hit struct {
	Comment Comment
	Task    task.Row
}

// Bounds of one search: comments looked at in one reading, and readings.
const (
	window  = 300
	windows = 3
)

// Search returns comments with all words of q on tasks that a may see, newest first; diacritics do not matter. A page can be short, or
// empty, and still have a next one: no more than 900 comments with the rarest-looking word are looked at. next is the cursor of the
// following page, "" after the last. Errors: ErrCursor.
func (s *Service) Search(ctx context.Context, a access.Actor, q, cursor string, limit int) (hits []Hit, next string, err error) {
	words := fold.Tokens(q)
	if len(words) == 0 {
		return nil, "", nil
	}
	// The longest word is in the fewest comments, as a rule; all that is read is bounded by it.
	slices.SortStableFunc(words, func(x, y string) int { return utf8.RuneCountInString(y) - utf8.RuneCountInString(x) })
	list, before := "said|"+strings.Join(words, " "), ""
	if cursor != "" && !cursors.Read(list, cursor, &before) {
		return nil, "", ErrCursor
	}
	for range windows {
		read, err := s.store.Saying(ctx, a.Agency, words[0], before, window)
		if err != nil {
			return nil, "", err
		}
		rows, err := s.seen(ctx, a, read)
		if err != nil {
			return nil, "", err
		}
		for _, c := range read {
			before = c.ID
			row, ok := rows[c.Task]
			if !ok || !c.says(words) {
				continue
			}
			if hits = append(hits, Hit{c, row}); len(hits) == limit {
				return hits, cursors.Of(list, before), nil
			}
		}
		if len(read) < window {
			return hits, "", nil
		}
	}
	return hits, cursors.Of(list, before), nil
}

// seen returns the tasks of comments that a may see, by id.
func (s *Service) seen(ctx context.Context, a access.Actor, all []Comment) (map[string]task.Row, error) {
	var ids []string
	for _, c := range all {
		if !slices.Contains(ids, c.Task) {
			ids = append(ids, c.Task)
		}
	}
	rows := map[string]task.Row{}
	for some := range slices.Chunk(ids, task.MaxTogether) {
		found, err := s.deps.Tasks.Named(ctx, a, some)
		if err != nil {
			return nil, err
		}
		for id, row := range found {
			rows[id] = row
		}
	}
	return rows, nil
}

// says reports whether all words stand in c.
func (c Comment) says(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(c.Fold, w) })
}

// indexed returns c with the words under which it is found: none once it was deleted.
func (c Comment) indexed() Comment {
	c.Fold = nil
	if c.Deleted.IsZero() {
		c.Fold = fold.Tokens(c.Text)
	}
	return c
}

// KeepWords is a migration: comments from before get the words under which they are found. Doing it again changes nothing.
func KeepWords(ctx context.Context, db *mongodb.DB) error {
	return store{db.Collection(collection)}.keepWords(ctx)
}
