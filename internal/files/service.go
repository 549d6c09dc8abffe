package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

// Settings are what an installation says of files.
type Settings struct {
	Person  int64   // bytes that one person may have stored
	Agency  int64   // bytes that an agency may have stored
	Scanner Scanner // nil: there is none, and files are read as soon as they are finished
}

// DefaultSettings give a person 2 GiB and an agency 200 GiB, and have no scanner.
func DefaultSettings() Settings { return Settings{Person: 2 << 30, Agency: 200 << 30} }

// Scanner looks for viruses; Clamd fits.
type Scanner interface {
	// Scan reads r to its end and returns what was found, "" for nothing. An error says that it could not look.
	Scan(ctx context.Context, r io.Reader) (string, error)
}

// Service keeps files. It is safe for concurrent use.
type Service struct {
	db       *mongodb.DB
	store    store
	clock    clock.Clock
	settings Settings
}

// New returns the service over a database.
func New(db *mongodb.DB, c clock.Clock, settings Settings) *Service {
	return &Service{db: db, store: newStore(db), clock: c, settings: settings}
}

// Use puts other settings in force; it is called before anything is served.
func (s *Service) Use(settings Settings) { s.settings = settings }

// Upload is a file on its way, with the numbers of the parts that are missing.
type Upload struct {
	File    File
	Missing []int
}

// Begin announces a file of a: its name and how long it is. key is the client's Idempotency-Key, "" for none: repeating it gives
// the file begun then. Errors: ErrInput and ErrKind with the field; ErrQuota, ErrMany; errs.ErrKeyReused.
func (s *Service) Begin(ctx context.Context, a access.Actor, name string, size int64, key string) (Upload, error) {
	name, err := nameOf(name)
	if err != nil {
		return Upload{}, err
	}
	switch {
	case size < 1:
		return Upload{}, ErrInput.At("size", "file_empty")
	case size > MaxBytes:
		return Upload{}, ErrInput.With(errs.Field{Path: "size", Code: "file_large", Args: map[string]string{"max": strconv.Itoa(MaxBytes >> 20)}})
	}
	f := File{ID: mongodb.NewID(), Agency: a.Agency, State: Receiving, By: a.Doer(), At: s.clock.Now(), Name: name, Size: size, N: 1}
	f.Series, f.Type = f.ID, kinds[extension(name)].media
	if f.Op, err = idempotency.Of(f.By, key, []any{size, name}); err != nil {
		return Upload{}, err
	}
	if f.Op != nil {
		if made, err := s.made(ctx, a.Agency, *f.Op); !errors.Is(err, errs.ErrNotFound) {
			return made, err
		}
	}
	n, err := s.store.Loose(ctx, f.Agency, f.By, maxPend)
	switch {
	case err != nil:
		return Upload{}, err
	case n >= maxPend:
		return Upload{}, ErrMany
	}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Take(ctx, f.Agency, f.By, f.Size, s.settings.Person); err != nil {
			return err
		}
		if err := s.store.Take(ctx, f.Agency, "", f.Size, s.settings.Agency); err != nil {
			return err
		}
		return s.store.Insert(ctx, f)
	})
	if errors.Is(err, mongodb.ErrDuplicate) && f.Op != nil { // the same request was here at the same time
		return s.made(ctx, a.Agency, *f.Op)
	}
	if errors.Is(err, ErrQuota) {
		return Upload{}, s.noRoom(ctx, f)
	}
	if err != nil {
		return Upload{}, fmt.Errorf("begin file: %w", err)
	}
	return s.upload(ctx, f)
}

// noRoom is ErrQuota at the size of f, with how much room is left: the least of what its bringer and the agency have.
func (s *Service) noRoom(ctx context.Context, f File) error {
	left := int64(MaxBytes)
	for whose, limit := range map[string]int64{f.By: s.settings.Person, "": s.settings.Agency} {
		used, err := s.store.Used(ctx, f.Agency, whose)
		if err != nil && !errors.Is(err, errs.ErrNotFound) {
			return err
		}
		left = max(0, min(left, limit-used))
	}
	room := strconv.FormatInt(left>>20, 10)
	return ErrQuota.Arg("left", room).With(errs.Field{Path: "size", Code: "file_room", Args: map[string]string{"left": room}})
}

func (s *Service) made(ctx context.Context, agency string, op idempotency.Op) (Upload, error) {
	f, err := s.store.Made(ctx, agency, op)
	switch {
	case err != nil:
		return Upload{}, err
	case f.Op.Hash != op.Hash:
		return Upload{}, errs.ErrKeyReused
	}
	return s.upload(ctx, f)
}

func (s *Service) upload(ctx context.Context, f File) (Upload, error) {
	up := Upload{File: f, Missing: []int{}}
	if f.State != Receiving {
		return up, nil
	}
	there, err := s.store.There(ctx, f.ID)
	for n := range f.Parts() {
		if _, ok := slices.BinarySearch(there, n); !ok {
			up.Missing = append(up.Missing, n)
		}
	}
	return up, err
}

// Pending returns a file that a has brought, with what is missing of it; errs.ErrNotFound for everybody else's.
func (s *Service) Pending(ctx context.Context, a access.Actor, id string) (Upload, error) {
	f, err := s.own(ctx, a, id)
	if err != nil {
		return Upload{}, err
	}
	return s.upload(ctx, f)
}

// own returns a file that a has brought and that is not on its way out.
func (s *Service) own(ctx context.Context, a access.Actor, id string) (File, error) {
	f, err := s.store.Get(ctx, a.Agency, id)
	if err == nil && (f.By != a.Doer() || f.State == sweeping) {
		return File{}, errs.ErrNotFound
	}
	return f, err
}

// Put stores part n of a file of a, counted from 0. The same part may come again; another content for it is refused.
// Errors: ErrPart, ErrState; errs.ErrNotFound for somebody else's file or no part of it.
func (s *Service) Put(ctx context.Context, a access.Actor, id string, n int, data []byte) error {
	f, err := s.own(ctx, a, id)
	switch {
	case err != nil:
		return err
	case n < 0 || n >= f.Parts():
		return errs.ErrNotFound
	case f.State != Receiving:
		return ErrState
	case len(data) != f.lengthOf(n):
		return ErrPart
	}
	err = s.store.Put(ctx, f.ID, n, data)
	if errors.Is(err, mongodb.ErrDuplicate) {
		stored, readErr := s.store.Part(ctx, f.ID, n)
		switch {
		case readErr != nil:
			return readErr
		case !bytes.Equal(stored, data):
			return ErrPart
		}
		return nil
	}
	return err
}

// Finish looks at a file of a whose parts are all there. One that is not taken goes at once. With a scanner it waits for being
// found clean, which is tried at once. Errors: ErrParts; ErrContent, ErrProgram, ErrArchive, ErrInfected; errs.ErrNotFound for
// somebody else's.
func (s *Service) Finish(ctx context.Context, a access.Actor, id string) (File, error) {
	f, err := s.own(ctx, a, id)
	if err != nil {
		return File{}, err
	}
	if f.State != Receiving { // it is finished: a repeated request
		return s.clean(f)
	}
	up, err := s.upload(ctx, f)
	switch {
	case err != nil:
		return File{}, err
	case len(up.Missing) > 0:
		return File{}, ErrParts
	}
	if f.SHA256, err = s.look(ctx, f); err != nil {
		if refused := errs.As(err); refused.Kind == errs.Invalid {
			return File{}, errors.Join(refused, s.sweep(ctx, f, Receiving))
		}
		return File{}, fmt.Errorf("finish file %s: %w", id, err)
	}
	if err := s.store.Close(ctx, f, s.clock.Now()); err != nil {
		return File{}, err
	}
	f.State = Ready
	if s.settings.Scanner != nil {
		f.State = Scanning
	}
	switch err := s.store.Replace(ctx, Receiving, true, f); {
	case errors.Is(err, ErrState): // the same request came twice
		if f, err = s.own(ctx, a, id); err != nil {
			return File{}, err
		}
		return s.clean(f)
	case err != nil:
		return File{}, err
	}
	if f.State == Scanning {
		if f, err = s.scan(ctx, f); err != nil { // it is tried again by the job
			f.State = Scanning
		}
	}
	return s.clean(f)
}

// clean refuses a file in which something was found.
func (s *Service) clean(f File) (File, error) {
	if f.State == Infected {
		return File{}, ErrInfected.Arg("virus", f.Virus)
	}
	return f, nil
}

// headBytes is how much of a file tells its kind.
const headBytes = 4096

// look reads a file once and returns its SHA-256. Errors: ErrContent, ErrProgram, ErrArchive.
func (s *Service) look(ctx context.Context, f File) (string, error) {
	r := newParts(ctx, s.store, f)
	head := make([]byte, min(headBytes, f.Size))
	if _, err := io.ReadFull(r, head); err != nil {
		return "", err
	}
	k := kinds[extension(f.Name)]
	switch {
	case program(head):
		return "", ErrProgram
	case !k.fits(head):
		return "", ErrContent
	}
	sum := sha256.New()
	sum.Write(head)
	if _, err := io.Copy(sum, r); err != nil {
		return "", err
	}
	if k.zip {
		if err := checkArchive(newParts(ctx, s.store, f), f.Size, k.inZip); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Attach hangs finished files of a on a record, in the transaction of ctx: they are kept with the act or not at all. replaces
// names, by file, the version that a new one takes the place of, which must be the newest. Errors: ErrState for what is
// unfinished, infected, or attached already; ErrFull, ErrNewer; errs.ErrNotFound for somebody else's file, or a version of another record.
func (s *Service) Attach(ctx context.Context, a access.Actor, o Object, ids []string, replaces map[string]string, result bool) ([]File, error) {
	if !mongodb.InTx(ctx) {
		return nil, errors.New("attach files: not in a transaction")
	}
	there, err := s.store.Count(ctx, a.Agency, o)
	switch {
	case err != nil:
		return nil, err
	case there+len(ids) > MaxFiles:
		return nil, ErrFull
	}
	all := make([]File, 0, len(ids))
	for _, id := range ids {
		f, err := s.own(ctx, a, id)
		if err != nil {
			return nil, err
		}
		if f.Object != nil || f.State != Ready && f.State != Scanning {
			return nil, ErrState
		}
		if before := replaces[id]; before != "" {
			old, err := s.store.Get(ctx, a.Agency, before)
			if err == nil && (old.Object == nil || *old.Object != o || old.Removed != nil) {
				err = errs.ErrNotFound
			}
			if err != nil {
				return nil, err
			}
			versions, err := s.store.Versions(ctx, a.Agency, o, old.Series, MaxFiles)
			if err != nil {
				return nil, err
			}
			if i := slices.IndexFunc(versions, func(v File) bool { return v.Removed == nil }); versions[i].ID != before {
				return nil, ErrNewer
			}
			f.Series, f.N = old.Series, versions[0].N+1
		}
		was := f.State
		f.Object, f.Attached, f.Result = &o, s.clock.Now(), result
		if err := s.store.Replace(ctx, was, true, f); err != nil {
			if errors.Is(err, mongodb.ErrDuplicate) {
				return nil, ErrNewer
			}
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// Again notes, in the transaction of ctx, that files of a record are handed in once more, so that none of them is taken away
// meanwhile. ErrState for one that is gone, or hangs on another record.
func (s *Service) Again(ctx context.Context, agency string, o Object, ids []string) error {
	for _, id := range ids {
		if err := s.store.Again(ctx, agency, o, id); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw takes away a file that a attached by mistake, in the transaction of ctx: it is listed as such and opened no more.
// ErrState when it was already.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, f File) error {
	return s.store.Withdraw(ctx, f, Removed{By: a.Doer(), At: s.clock.Now()})
}

// Of returns the files of a record that the caller may see, every version, oldest first.
func (s *Service) Of(ctx context.Context, agency string, o Object) ([]File, error) {
	return s.store.Of(ctx, agency, o, MaxFiles)
}

// Get returns a file of a record that the caller may see, errs.ErrNotFound when the record has none of that id.
func (s *Service) Get(ctx context.Context, agency string, o Object, id string) (File, error) {
	f, err := s.store.Get(ctx, agency, id)
	if err == nil && (f.Object == nil || *f.Object != o) {
		return File{}, errs.ErrNotFound
	}
	return f, err
}

// Open returns the bytes of a file, to be read by one reader. It reads on when ctx ends, part by part, each within the time limit
// of the database. Errors: ErrScanning, ErrInfected; errs.ErrNotFound for one that was taken away.
func (s *Service) Open(ctx context.Context, f File) (io.ReadCloser, error) {
	if f.Removed != nil {
		return nil, errs.ErrNotFound
	}
	switch f.State {
	case Ready:
		return newParts(context.WithoutCancel(ctx), s.store, f), nil
	case Infected:
		return nil, ErrInfected.Arg("virus", f.Virus)
	case Receiving, Scanning, sweeping:
	}
	return nil, ErrScanning
}

// See notes that a has opened a file that somebody else brought, and reports whether that was the first time.
func (s *Service) See(ctx context.Context, a access.Actor, f File) (bool, error) {
	if f.By == a.Doer() {
		return false, nil
	}
	return s.store.See(ctx, f, Seen{Person: a.Doer(), At: s.clock.Now()})
}

// Discard drops a file of a that hangs on nothing. Errors: ErrState once it does; errs.ErrNotFound for somebody else's.
func (s *Service) Discard(ctx context.Context, a access.Actor, id string) error {
	f, err := s.own(ctx, a, id)
	if err != nil {
		return err
	}
	if f.Object != nil {
		return ErrState
	}
	return s.sweep(ctx, f, f.State)
}

// sweep removes a file that hangs on nothing: from then on nobody attaches it, then its bytes go, then what is known of it and
// the room it took. After a crash in between the job goes on.
func (s *Service) sweep(ctx context.Context, f File, was State) error {
	if was != sweeping {
		f.State = sweeping
		if err := s.store.Replace(ctx, was, true, f); err != nil {
			return err
		}
	}
	if err := s.store.Drop(ctx, f.ID); err != nil {
		return err
	}
	return s.db.WithTx(ctx, func(ctx context.Context) error {
		gone, err := s.store.Remove(ctx, f)
		if err != nil || !gone {
			return err
		}
		if err := s.store.Give(ctx, f.Agency, f.By, f.Size); err != nil {
			return err
		}
		return s.store.Give(ctx, f.Agency, "", f.Size)
	})
}

// Used returns how many bytes a has stored, and how many there may be.
func (s *Service) Used(ctx context.Context, a access.Actor) (used, limit int64, err error) {
	used, err = s.store.Used(ctx, a.Agency, a.Doer())
	return used, s.settings.Person, err
}

// scan has the scanner look at a file that waits for it. Errors: the scanner's own, when it could not look.
func (s *Service) scan(ctx context.Context, f File) (File, error) {
	r := newParts(ctx, s.store, f)
	virus, err := s.settings.Scanner.Scan(ctx, r)
	if err != nil {
		return f, fmt.Errorf("scan file %s: %w", f.ID, err)
	}
	f.State, f.Virus = Ready, virus
	if virus != "" {
		f.State = Infected
	}
	done, err := s.store.Settle(ctx, f, f.State, virus)
	if err != nil || !done || virus == "" {
		return f, err
	}
	return f, s.store.Drop(ctx, f.ID) // who has attached it sees its name and why it cannot be opened
}

// unattached returns before when a file must have been begun to be swept now.
func (s *Service) unattached() time.Time { return s.clock.Now().Add(-keepFor) }
