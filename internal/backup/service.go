package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"filippo.io/age"

	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// Deps is what copies are made of and with.
type Deps struct {
	DB     *mongodb.DB
	Clock  clock.Clock // unshifted: names and ages of copies are real ones
	Schema int         // the last migration that this program has
}

// Settings are those of one node.
type Settings struct {
	Program string          // version, as the archive names it
	Dir     string          // where the daily copies go; "" for none
	To      []age.Recipient // for whom the daily copies are encrypted; nil for plain ones
}

// Service makes copies.
type Service struct {
	deps     Deps
	store    store
	settings Settings
}

// New returns the service.
func New(d Deps) *Service { return &Service{deps: d, store: store{d.DB}} }

// Use sets what is special to this node. Call it before anything runs.
func (s *Service) Use(settings Settings) { s.settings = settings }

// Record is one copy that was made and verified.
type Record struct {
	ID          string        `bson:"_id"`
	At          time.Time     `bson:"at"` // the moment that was copied
	Took        time.Duration `bson:"took"`
	File        string        `bson:"file"` // absolute path
	Host        string        `bson:"host"` // machine that it was written on
	Size        int64         `bson:"size"` // of the file, in bytes
	SHA256      string        `bson:"sha256"`
	Collections int           `bson:"collections"`
	Documents   int64         `bson:"documents"`
	Encrypted   bool          `bson:"encrypted"`
	Daily       bool          `bson:"daily"` // made by the job
}

// How the names of files end.
const (
	suffix = ".tar.zst"
	sealed = ".age"  // behind suffix, when it is encrypted
	part   = ".part" // behind all, until the file is whole
)

// Create copies the database into a file: into target, or when that is a folder into a new file there. The file has its name
// once it was read back and compared, and is never written over another. The copy is noted in the database.
// Errors: ErrExists; mongodb.ErrSnapshot; ErrIncomplete, ErrReadBack; errs.ErrUnavailable.
func (s *Service) Create(ctx context.Context, target string, to []age.Recipient, tell Tell) (Record, error) {
	return s.create(ctx, target, "congvu-", to, tell)
}

func (s *Service) create(ctx context.Context, target, prefix string, to []age.Recipient, tell Tell) (r Record, err error) {
	passed := clock.Stopwatch()
	if err := Refuse(ctx, s.deps.DB); err != nil {
		return r, err
	}
	path, err := s.target(target, prefix, len(to) > 0)
	if err != nil {
		return r, err
	}
	unnamed := path + part
	out, err := os.OpenFile(unnamed, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return r, opening(err)
	}
	defer func() {
		_ = out.Close()
		if err != nil {
			_ = os.Remove(unnamed)
		}
	}()
	to, keys, err := withOurs(to)
	if err != nil {
		return r, err
	}
	made, err := s.write(ctx, out, to, tell)
	if err == nil {
		err = out.Sync()
	}
	if err != nil {
		return r, err
	}
	r = Record{
		ID: mongodb.NewID(), At: made.At, File: path, Collections: len(made.Collections), Documents: made.Documents(), Encrypted: len(to) > 0,
	}
	if r.Size, r.SHA256, err = s.readBack(out, keys, made, tell); err != nil {
		return r, err
	}
	if err := publish(unnamed, path); err != nil {
		return r, err
	}
	r.Host, _ = os.Hostname() // only a word beside the path
	r.Took, r.Daily = passed(), prefix == dailyPrefix
	if err := s.store.Put(ctx, r); err != nil {
		return r, fmt.Errorf("%s is whole, but could not be noted: %w", path, err)
	}
	return r, nil
}

// target returns the path of the file to be made.
func (s *Service) target(target, prefix string, encrypted bool) (string, error) {
	path, err := filepath.Abs(target)
	if err != nil {
		return "", fmt.Errorf("target: %w", err)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, prefix+s.deps.Clock.Now().In(vncal.Zone()).Format("20060102-150405")+suffix)
		if encrypted {
			path += sealed
		}
	}
	if _, err := os.Lstat(path); err == nil {
		return "", ErrExists
	}
	return path, nil
}

// opening classifies an error of making a file.
func opening(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: %w", ErrExists, err)
	}
	return fmt.Errorf("make the file: %w", err)
}

// publish gives the file its name, for good; another one that has got it meanwhile stays.
func publish(part, path string) error {
	if err := os.Link(part, path); errors.Is(err, fs.ErrExist) {
		return opening(err)
	} else if err != nil { // a file system without links
		if err := os.Rename(part, path); err != nil {
			return fmt.Errorf("name the file: %w", err)
		}
	} else if err := os.Remove(part); err != nil {
		return fmt.Errorf("name the file: %w", err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("name the file: %w", err)
	}
	defer func() { _ = dir.Close() }()
	if err := dir.Sync(); err != nil {
		return fmt.Errorf("name the file: %w", err)
	}
	return nil
}

// write writes the archive of the database as it stands now.
func (s *Service) write(ctx context.Context, out io.Writer, to []age.Recipient, tell Tell) (m Manifest, err error) {
	err = s.deps.DB.Snapshot(ctx, func(ctx context.Context, now *mongodb.Snapshot) error {
		about := About{Format: format, Program: s.settings.Program, Database: s.deps.DB.Name(), At: now.At()}
		if about.Schema, err = now.Schema(ctx); err != nil {
			return err
		}
		names, err := s.deps.DB.Collections(ctx)
		if err != nil {
			return err
		}
		names = slices.DeleteFunc(names, func(name string) bool { return name == marks })
		w, err := newWriter(out, about, to)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := copyOf(ctx, now, name, w, tell); err != nil {
				return err
			}
		}
		m, err = w.finish()
		return err
	})
	return m, err
}

// copyOf writes one collection. What is counted and what is read must agree: a reading that ends early is no whole.
func copyOf(ctx context.Context, now *mongodb.Snapshot, name string, w *writer, tell Tell) error {
	total, err := now.Count(ctx, name)
	if err != nil {
		return err
	}
	w.begin(name)
	err = readAll(ctx, now, name, func(doc []byte) error {
		if w.sum.count%tellEach == 0 {
			tell.say(Progress{Reading, name, w.sum.count, total})
		}
		return w.add(doc)
	})
	if err != nil {
		return err
	}
	if w.sum.count != total {
		return fmt.Errorf("%s: %d documents read of %d: %w", name, w.sum.count, total, ErrIncomplete.Arg("collection", name))
	}
	tell.say(Progress{Reading, name, total, total})
	return w.end()
}

// readBack reads what was written and compares it with what should be there. It returns length and hash of the file.
func (s *Service) readBack(f *os.File, keys []age.Identity, made Manifest, tell Tell) (int64, string, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, "", fmt.Errorf("read back: %w", err)
	}
	whole := sha256.New()
	in := &counting{in: io.TeeReader(f, whole)}
	got, err := readArchive(in, keys, made.Schema, checking(tell))
	if err != nil {
		return 0, "", fmt.Errorf("read back: %w: %w", ErrReadBack, err)
	}
	if !same(got, made) {
		return 0, "", fmt.Errorf("read back: another manifest: %w", ErrReadBack)
	}
	return in.n, hex.EncodeToString(whole.Sum(nil)), nil
}

// counting counts what is read.
type counting struct {
	in io.Reader
	n  int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// checking tells how far a reading of an archive is.
func checking(tell Tell) visitor {
	p := Progress{Step: Checking}
	return visitor{docs: func(collection string, docs [][]byte) error {
		if p.Collection != collection {
			p.Collection, p.Done = collection, 0
		}
		p.Done += int64(len(docs))
		tell.say(p)
		return nil
	}}
}

// same compares two manifests as they are written.
func same(a, b Manifest) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(x) == string(y)
}

// Check reads an archive to its end, as a restore would, and writes nothing. keys open an encrypted one.
// Errors: ErrForeign, ErrNewer, ErrTruncated, ErrDamaged, ErrEncrypted, ErrIdentity.
func (s *Service) Check(path string, keys []age.Identity, tell Tell) (Manifest, error) {
	return s.read(path, keys, checking(tell))
}

func (s *Service) read(path string, keys []age.Identity, v visitor) (Manifest, error) {
	f, err := os.Open(path)
	if err != nil {
		return Manifest{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	defer func() { _ = f.Close() }()
	return readArchive(f, keys, s.deps.Schema, v)
}
