package document

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
)

// window is how many documents one page of a search looks at before it offers to go on ("Tìm tiếp").
const window = 5000

// ErrCursor refuses a cursor that no list of documents gave.
var ErrCursor = errs.New(errs.Malformed, "document.cursor", "cursor does not belong to this list")

// Units knows the tree of units; org.Service fits.
type Units interface {
	// Unit returns one unit of the agency, errs.ErrNotFound when it has none of that id.
	Unit(ctx context.Context, agency, id string) (org.Unit, error)
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
	WriteAll(ctx context.Context, entries []journal.Entry) error
}

// Service answers for the source documents of all agencies. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	units   Units
	journal Journal
	clock   clock.Clock
}

// New returns the service over db.
func New(db *mongodb.DB, units Units, j Journal, c clock.Clock) *Service {
	return &Service{db: db, store: store{db.Collection(collection)}, units: units, journal: j, clock: c}
}

// Get returns a document that a may see, errs.ErrNotFound otherwise.
func (s *Service) Get(ctx context.Context, a access.Actor, id string) (Document, error) {
	return s.store.Get(ctx, a.Tokens(), id)
}

// Named returns documents by id without asking who may see them: for showing the source within a task that the caller has
// been given. Unknown ids are missing from the map.
func (s *Service) Named(ctx context.Context, agency string, ids ...string) (map[string]Document, error) {
	docs, err := s.store.Unscoped(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]Document, len(docs))
	for _, d := range docs {
		byID[d.ID] = d
	}
	return byID, nil
}

// List returns a page of the documents that a may see: with q first those of that number and symbol, however it is typed, then those
// in which every word of q begins a word, both newest first. next is the cursor of the following page, "" after the last; a
// page of a search can be short, or empty, and still have a next one. Errors: ErrCursor.
func (s *Service) List(ctx context.Context, a access.Actor, q, cursor string, limit int) (docs []Document, next string, err error) {
	tokens, key, words := a.Tokens(), docnumber.Key(q), fold.Tokens(fold.Number(q))
	list, exact, before := "documents|"+fold.Number(q), key != "", ""
	if cursor != "" && !cursors.Read(list, cursor, &exact, &before) {
		return nil, "", ErrCursor
	}
	if exact {
		if docs, err = s.store.Numbered(ctx, tokens, key, before, limit+1); err != nil {
			return nil, "", err
		}
		if len(docs) > limit {
			return docs[:limit], cursors.Of(list, true, docs[limit-1].ID), nil
		}
		before = ""
	}
	room := limit - len(docs)
	if room == 0 { // what has the words begins on a page of its own
		return docs, cursors.Of(list, false, ""), nil
	}
	floor := ""
	if len(words) > 0 {
		if floor, err = s.store.Floor(ctx, tokens, before, window); err != nil {
			return nil, "", err
		}
	}
	more, err := s.store.Page(ctx, tokens, words, key, before, floor, room+1)
	switch {
	case err != nil:
		return nil, "", err
	case len(more) > room:
		more = more[:room]
		next = cursors.Of(list, false, more[room-1].ID)
	case floor != "":
		next = cursors.Of(list, false, floor)
	}
	return append(docs, more...), next, nil
}

// Create registers a document. Heads of the units it is sent to, and all above them, see it, and whoever registers it.
// Errors: ErrForbidden, ErrSecret, errs.ErrInvalid with the faulty fields (an unknown unit too), ErrExists with the
// existing document when a may see that one; then the same with in.Again registers it all the same.
func (s *Service) Create(ctx context.Context, a access.Actor, in Input) (Document, error) {
	if a.ID != access.SystemID && !a.Has(access.Clerk, access.Head, access.Deputy) {
		return Document{}, ErrForbidden
	}
	d, err := in.document()
	if err != nil {
		return Document{}, err
	}
	d.ID, d.Agency, d.By = mongodb.NewID(), a.Agency, a.ID
	if a.ID != access.SystemID {
		d.Vis = append(d.Vis, access.Person(a.ID))
	}
	for i, id := range in.Units {
		u, err := s.units.Unit(ctx, a.Agency, id)
		if errors.Is(err, errs.ErrNotFound) {
			return Document{}, errs.ErrInvalid.At(fmt.Sprintf("units[%d]", i), "not_found")
		}
		if err != nil {
			return Document{}, err
		}
		d.Units = append(d.Units, id)
		for _, unit := range u.Path() {
			if t := access.Work(unit); !slices.Contains(d.Vis, t) {
				d.Vis = append(d.Vis, t)
			}
		}
	}
	if !in.Again {
		if err := s.once(ctx, a, d); err != nil {
			return Document{}, err
		}
	}
	at := s.clock.Now()
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Insert(ctx, d); err != nil {
			return err
		}
		return s.journal.Write(ctx, journal.Entry{
			Action: "document.created", By: a, At: at, Version: d.Version, Vis: d.Vis,
			Object: journal.Object{Type: "document", ID: d.ID, Code: d.Number, Title: d.Abstract},
		})
	})
	if err != nil {
		return Document{}, fmt.Errorf("create document: %w", err)
	}
	return d, nil
}

// once warns of a document of the same number and issuer.
func (s *Service) once(ctx context.Context, a access.Actor, d Document) error {
	twin, err := s.store.Twin(ctx, d)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	warning := ErrExists
	if seen, err := s.store.Get(ctx, a.Tokens(), twin.ID); err == nil {
		warning = warning.Having(seen)
	}
	return warning
}
