package backup

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"filippo.io/age"

	"congvu/internal/mongodb"
)

// Refuse returns ErrUnfinished when a restore into the database has begun and not ended: what is there is no whole.
func Refuse(ctx context.Context, db *mongodb.DB) error {
	unfinished, err := store{db}.Unfinished(ctx)
	if err == nil && unfinished {
		err = ErrUnfinished
	}
	return err
}

// Plan is what a restore needs beside the file.
type Plan struct {
	Keys    []age.Identity
	Indexes []mongodb.Indexes // of them only those of clustered collections are made before the documents come
	// After brings the restored database into use: its form of today, its indexes, no session of the copy, a new epoch. The
	// restore is not done before it has ended well.
	After func(ctx context.Context) error
}

// Restore writes the archive into the database, which must be empty or hold what an earlier restore has left unfinished: that
// is removed. The archive is read twice: once to its end before anything is written, so that a damaged one changes nothing. What
// was written is read and compared with the manifest.
// Errors: those of Check; ErrNotEmpty, ErrReadBack; errs.ErrUnavailable.
func (s *Service) Restore(ctx context.Context, path string, p Plan, tell Tell) (Manifest, error) {
	if err := s.room(ctx); err != nil {
		return Manifest{}, err
	}
	m, err := s.Check(path, p.Keys, tell)
	if err != nil {
		return m, err
	}
	if err := s.clear(ctx, path); err != nil {
		return m, err
	}
	if err := s.load(ctx, path, m, p, tell); err != nil {
		return m, err
	}
	if err := s.compare(ctx, m, tell); err != nil {
		return m, err
	}
	tell.say(Progress{Step: Preparing})
	if err := p.After(ctx); err != nil {
		return m, fmt.Errorf("after restore: %w", err)
	}
	return m, s.store.Finish(ctx)
}

// room refuses a database that holds something which no unfinished restore has left.
func (s *Service) room(ctx context.Context) error {
	unfinished, err := s.store.Unfinished(ctx)
	if err != nil || unfinished {
		return err
	}
	filled, err := s.store.Filled(ctx)
	if err == nil && filled != "" {
		err = ErrNotEmpty.Arg("collection", filled)
	}
	return err
}

// clear removes what an unfinished restore has left, and marks the database.
func (s *Service) clear(ctx context.Context, path string) error {
	unfinished, err := s.store.Unfinished(ctx)
	if err == nil && unfinished {
		err = s.store.Drop(ctx)
	}
	if err != nil {
		return err
	}
	return s.store.Begin(ctx, filepath.Base(path), s.deps.Clock.Now())
}

// atOnce is how many bytes of documents are written by one command.
const atOnce = 12 << 20

// load writes the documents.
func (s *Service) load(ctx context.Context, path string, m Manifest, p Plan, tell Tell) error {
	for _, ix := range p.Indexes {
		if ix.Clustered {
			if err := s.deps.DB.Ensure(ctx, mongodb.Indexes{Collection: ix.Collection, Clustered: true}); err != nil {
				return err
			}
		}
	}
	total := map[string]int64{}
	for _, c := range m.Collections {
		total[c.Name] = c.Count
	}
	at := Progress{Step: Loading}
	again, err := s.read(path, p.Keys, visitor{docs: func(collection string, docs [][]byte) error {
		if at.Collection != collection {
			at.Collection, at.Done, at.Total = collection, 0, total[collection]
		}
		for some := range batches(docs) {
			if err := s.store.Insert(ctx, collection, some); err != nil {
				return err
			}
			at.Done += int64(len(some))
			tell.say(at)
		}
		return nil
	}})
	if err == nil && !same(again, m) {
		err = fmt.Errorf("the file has changed while it was read: %w", ErrDamaged)
	}
	return err
}

// batches yields documents in such numbers as one command takes.
func batches(docs [][]byte) func(yield func([][]byte) bool) {
	return func(yield func([][]byte) bool) {
		from, bytes := 0, 0
		for i, d := range docs {
			if i > from && bytes+len(d) > atOnce {
				if !yield(docs[from:i]) {
					return
				}
				from, bytes = i, 0
			}
			bytes += len(d)
		}
		if from < len(docs) {
			yield(docs[from:])
		}
	}
}

// compare reads what was written: every collection of the manifest with its count and hash, and no other.
func (s *Service) compare(ctx context.Context, m Manifest, tell Tell) error {
	return s.deps.DB.Snapshot(ctx, func(ctx context.Context, now *mongodb.Snapshot) error {
		names, err := s.deps.DB.Collections(ctx)
		if err != nil {
			return err
		}
		for _, want := range m.Collections {
			got := newSum(want.Name)
			if err := readAll(ctx, now, want.Name, func(doc []byte) error { got.add(doc); return nil }); err != nil {
				return err
			}
			if c := got.collection(); c != want {
				return fmt.Errorf("%s: %d documents with %s, not %d with %s: %w", c.Name, c.Count, c.SHA256, want.Count, want.SHA256, ErrReadBack)
			}
			tell.say(Progress{Comparing, want.Name, want.Count, want.Count})
		}
		for _, name := range names {
			known := func(c Collection) bool { return c.Name == name }
			if name == marks || slices.ContainsFunc(m.Collections, known) {
				continue
			}
			if n, err := now.Count(ctx, name); err != nil || n > 0 {
				return fmt.Errorf("%s has %d documents more: %w", name, n, ErrReadBack)
			}
		}
		return nil
	})
}
