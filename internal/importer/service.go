package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/sheet"
	"congvu/pkg/fold"
)

// Actors tells what somebody may do now; identity.Service fits.
type Actors interface {
	Actor(ctx context.Context, person string) (access.Actor, error)
}

// Service brings tables in. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	journal *journal.Journal
	clock   clock.Clock
	machine clock.Clock // how long files are kept is a matter of the database's time
	actors  Actors
	kinds   map[string]kind
	reading chan struct{} // a place for each file being read: one may take some hundred megabytes
}

// Deps are what the service works with.
type Deps struct {
	DB       *mongodb.DB
	Journal  *journal.Journal
	Clock    clock.Clock
	Actors   Actors
	Units    Units
	Products Products
	People   People
	Records  Records
	Register Register
}

// The kinds of table, as stored and sent.
const (
	KindUnits    = "units"
	KindProducts = "products"
	KindPeople   = "people"
	KindIncoming = "incoming"
)

// atOnce is how many files are read at the same time on one node.
const atOnce = 2

// New returns the service.
func New(d Deps) *Service {
	return &Service{
		db: d.DB, store: newStore(d.DB), journal: d.Journal, clock: d.Clock, machine: clock.System(), actors: d.Actors,
		kinds: map[string]kind{
			KindUnits: unitKind{d.Units}, KindProducts: productKind{d.Products}, KindPeople: peopleKind{people: d.People, records: d.Records, units: d.Units},
			KindIncoming: incomingKind{register: d.Register, units: d.Units, people: d.People},
		},
		reading: make(chan struct{}, atOnce),
	}
}

// kindFor returns a kind that a may bring in. Errors: ErrKind, errs.ErrForbidden.
func (s *Service) kindFor(a access.Actor, name string) (kind, error) {
	k, ok := s.kinds[name]
	switch {
	case !ok:
		return nil, ErrKind.At("table", "choice")
	case !k.may(a):
		return nil, errs.ErrForbidden
	}
	return k, nil
}

// Upload reads a file and tries it: nothing of it is written. name is that of the file, sheetName the sheet to read, "" for
// the first. key is the client's Idempotency-Key, "" for none: repeating it gives the import that was made then.
// Errors: those of package sheet; ErrKind, errs.ErrForbidden; errs.ErrKeyReused for the same key with another file; ErrBusy.
func (s *Service) Upload(ctx context.Context, a access.Actor, kindName, name, sheetName string, data []byte, key string) (Import, error) {
	k, err := s.kindFor(a, kindName)
	if err != nil {
		return Import{}, err
	}
	sum := sha256.Sum256(data)
	now := s.clock.Now()
	i := Import{
		ID: mongodb.NewID(), Agency: a.Agency, By: a.ID, Kind: kindName, File: fold.Line(name), Hash: hex.EncodeToString(sum[:]),
		Sheet: sheetName, Fixes: []Fix{}, State: Checked, At: now, Expires: s.machine.Now().Add(kept), Key: key,
	}
	if i.Key == "" {
		i.Key = i.ID
	}
	if err := errs.ErrInvalid.Length("file", i.File, 1, maxName).OrNil(); err != nil {
		return Import{}, err
	}
	if made, found, err := s.uploaded(ctx, i); found || err != nil {
		return made, err
	}
	t, err := s.read(ctx, k, i, data)
	if err != nil {
		return Import{}, err
	}
	made, err := s.try(ctx, a, k, i, t, "import.tried", &file{ID: i.ID, Data: data, Expires: i.Expires})
	if errors.Is(err, errs.ErrChanged) { // the same upload came twice at once
		if made, found, err := s.uploaded(ctx, i); found || err != nil {
			return made, err
		}
	}
	return made, err
}

// uploaded looks for what the same key has made before.
func (s *Service) uploaded(ctx context.Context, i Import) (made Import, found bool, err error) {
	made, err = s.store.ByKey(ctx, i.Agency, i.By, i.Key)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return Import{}, false, nil
	case err != nil:
		return Import{}, false, err
	case made.Hash != i.Hash || made.Kind != i.Kind:
		return Import{}, true, errs.ErrKeyReused
	}
	return made, true, nil
}

// read reads the table of an import from its file, with the cells that were put right.
func (s *Service) read(ctx context.Context, k kind, i Import, data []byte) (sheet.Table, error) {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return sheet.Table{}, ErrBusy
	}
	read, err := sheet.Read(data, i.Sheet)
	if err != nil {
		return sheet.Table{}, err
	}
	t, err := read.Table(k.columns())
	if err != nil {
		return sheet.Table{}, err
	}
	for _, f := range i.Fixes {
		t.Put(f.Row, f.Index, f.Text)
	}
	return t, nil
}

// try plans a table as the data is now, and stores the import with what would become of each row. sent is a new file.
func (s *Service) try(ctx context.Context, a access.Actor, k kind, i Import, t sheet.Table, action string, sent *file) (Import, error) {
	p, err := k.plan(ctx, a, t)
	if err != nil {
		return Import{}, fmt.Errorf("try import: %w", err)
	}
	rows := p.rows()
	next := i
	next.Sheet, next.Sheets, next.Places = t.Name, t.Sheets, t.Places
	next.Counts, next.Faults = count(rows)
	if next.Digest, err = digest(rows); err != nil {
		return Import{}, err
	}
	next.State, next.Done, next.Version = Checked, 0, i.Version+1
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, i.Version, next); err != nil {
			return err
		}
		if err := s.store.PutRows(ctx, next, rows); err != nil {
			return err
		}
		if sent != nil {
			if err := s.store.PutFile(ctx, *sent); err != nil {
				return err
			}
		}
		return s.journal.Write(ctx, journal.Entry{Action: action, By: a}.Of(nil, next))
	})
	if err != nil {
		return Import{}, fmt.Errorf("try import: %w", err)
	}
	return next, nil
}

// Get returns an import of a's own. Errors: errs.ErrNotFound.
func (s *Service) Get(ctx context.Context, a access.Actor, id string) (Import, error) {
	i, err := s.store.Get(ctx, a.Agency, a.ID, id)
	if err == nil && i.State == Ordered {
		i.Done, err = s.store.Done(ctx, i.ID)
	}
	return i, err
}

// Recent returns a's last imports, newest first, at most 20.
func (s *Service) Recent(ctx context.Context, a access.Actor) ([]Import, error) {
	return s.store.Recent(ctx, a.Agency, a.ID, 20)
}

// Rows returns the rows of an import of a's own from the n-th on, at most limit; notable leaves out those that would be
// made, or are there already, and have neither fault nor note. more says whether there are further ones.
// Errors: errs.ErrNotFound.
func (s *Service) Rows(ctx context.Context, a access.Actor, id string, notable bool, from, limit int) (rows []Row, more bool, err error) {
	i, err := s.store.Get(ctx, a.Agency, a.ID, id)
	if err != nil {
		return nil, false, err
	}
	all, err := s.store.Rows(ctx, i.ID)
	if err != nil {
		return nil, false, err
	}
	if notable {
		all = slices.DeleteFunc(all, func(r Row) bool { return !r.notable() })
	}
	from = min(max(from, 0), len(all))
	to := min(from+limit, len(all))
	return all[from:to], to < len(all), nil
}

// Check tries an import again: another sheet, which drops what was put right, or other cells put right, or simply as the
// data is now. Errors: those of Upload; ErrState, errs.ErrChanged when version is stale, errs.ErrInvalid.
func (s *Service) Check(ctx context.Context, a access.Actor, id string, version int64, sheetName string, fixes []Fix) (Import, error) {
	i, k, err := s.mine(ctx, a, id, version)
	if err != nil {
		return Import{}, err
	}
	if len(fixes) > maxFixes {
		return Import{}, errs.ErrInvalid.With(errs.Field{Path: "fixes", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(maxFixes)}})
	}
	for n, f := range fixes {
		if f.Row < 1 || f.Index < 0 || utf8.RuneCountInString(f.Text) > maxFix {
			return Import{}, errs.ErrInvalid.At(fmt.Sprintf("fixes[%d]", n), "invalid")
		}
	}
	next := i
	next.Fixes, next.Stale = fixes, false
	if sheetName != "" && sheetName != i.Sheet {
		next.Sheet, next.Fixes = sheetName, []Fix{}
	}
	data, err := s.store.File(ctx, i.ID)
	if err != nil {
		return Import{}, err
	}
	t, err := s.read(ctx, k, next, data)
	if err != nil {
		return Import{}, err
	}
	return s.try(ctx, a, k, next, t, "import.tried", nil)
}

// mine returns an import of a's own that may still be changed.
func (s *Service) mine(ctx context.Context, a access.Actor, id string, version int64) (Import, kind, error) {
	i, err := s.store.Get(ctx, a.Agency, a.ID, id)
	if err != nil {
		return Import{}, nil, err
	}
	k, err := s.kindFor(a, i.Kind)
	switch {
	case err != nil:
		return Import{}, nil, err
	case i.Version != version:
		return Import{}, nil, errs.ErrChanged.Having(i)
	case i.State != Checked:
		return Import{}, nil, ErrState.Having(i)
	}
	return i, k, nil
}

// Template returns an XLSX workbook with the columns of a kind, filled with what there is. Errors: ErrKind,
// errs.ErrForbidden.
func (s *Service) Template(ctx context.Context, a access.Actor, kindName string) ([]byte, error) {
	k, err := s.kindFor(a, kindName)
	if err != nil {
		return nil, err
	}
	rows, err := k.present(ctx, a)
	if err != nil {
		return nil, fmt.Errorf("fill template: %w", err)
	}
	page := sheet.Page{Name: "Nhập", Rows: rows}
	for _, c := range k.columns() {
		page.Header = append(page.Header, c.Title)
	}
	return sheet.Write(page)
}

// faultsColumn is what the copy with marks calls the column that says what is wrong; reading it leaves that out.
const faultsColumn = "Lỗi cần sửa"

// Copy returns the table of an import as an XLSX workbook in which faulty cells are marked and a last column says what is
// wrong with each row, in the words of say. Errors: errs.ErrNotFound.
func (s *Service) Copy(ctx context.Context, a access.Actor, id string, say func(sheet.Fault) string) ([]byte, error) {
	i, err := s.store.Get(ctx, a.Agency, a.ID, id)
	if err != nil {
		return nil, err
	}
	k, err := s.kindFor(a, i.Kind)
	if err != nil {
		return nil, err
	}
	data, err := s.store.File(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	t, err := s.read(ctx, k, i, data)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.Rows(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	return sheet.Write(marked(t, rows, say))
}

// marked is the page of Copy.
func marked(t sheet.Table, rows []Row, say func(sheet.Fault) string) sheet.Page {
	byRow := make(map[int]Row, len(rows))
	for _, r := range rows {
		byRow[r.N] = r
	}
	page := sheet.Page{Name: "Lỗi", Marked: map[[2]int]bool{}}
	kept := slices.DeleteFunc(slices.Clone(t.Places), func(p sheet.Place) bool { return p.Heading == faultsColumn })
	for _, p := range kept {
		page.Header = append(page.Header, p.Heading)
	}
	page.Header = append(page.Header, faultsColumn)
	for n, row := range t.Lines {
		cells, texts := make([]string, 0, len(kept)+1), t.Line(row).Cells()
		faults := ""
		for j, p := range kept {
			text := ""
			if p.Index < len(texts) {
				text = texts[p.Index]
			}
			cells = append(cells, text)
			for _, f := range byRow[row.N].Faults {
				if f.Index == p.Index && !f.Note {
					page.Marked[[2]int{n, j}] = true
				}
			}
		}
		for _, f := range byRow[row.N].Faults {
			if faults != "" {
				faults += " "
			}
			faults += say(f)
		}
		page.Rows = append(page.Rows, append(cells, faults))
	}
	return page
}
