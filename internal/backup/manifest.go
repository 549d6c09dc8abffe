package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"time"

	"congvu/internal/errs"
)

// Errors of copies.
var (
	ErrUnreadable = errs.New(errs.NotFound, "backup.unreadable", "the file cannot be opened")
	ErrForeign    = errs.New(errs.Invalid, "backup.foreign", "the file is no backup of this program")
	ErrNewer      = errs.New(errs.Invalid, "backup.newer", "the backup was made by a newer version")
	ErrTruncated  = errs.New(errs.Invalid, "backup.truncated", "the backup ends too early")
	ErrDamaged    = errs.New(errs.Invalid, "backup.damaged", "the backup was damaged or changed")
	ErrEncrypted  = errs.New(errs.Invalid, "backup.encrypted", "the backup is encrypted and no identity was given")
	ErrIdentity   = errs.New(errs.Invalid, "backup.identity", "the identity does not open the backup")
	ErrKey        = errs.New(errs.Invalid, "backup.key", "not a key of age")
	ErrExists     = errs.New(errs.Conflict, "backup.exists", "the file to be written exists")
	ErrIncomplete = errs.New(errs.Internal, "backup.incomplete", "not everything was read")
	ErrReadBack   = errs.New(errs.Internal, "backup.read_back", "what was written does not read as it should")
	ErrNotEmpty   = errs.New(errs.Conflict, "backup.not_empty", "the database is not empty")
	ErrUnfinished = errs.New(errs.Unavailable, "backup.unfinished", "a restore into the database was not finished")
)

// format is the form of the archive that this program writes; it reads this one and the ones before.
const format = 1

// About says what an archive is, before anything else in it.
type About struct {
	Format   int       `json:"format"`
	Program  string    `json:"program"`  // version that wrote it
	Schema   int       `json:"schema"`   // last migration that the database had seen
	Database string    `json:"database"` // its name
	At       time.Time `json:"at"`       // the moment that was copied, by the database's clock
}

// Collection is what an archive holds of one collection.
type Collection struct {
	Name   string `json:"name"`
	Count  int64  `json:"count"`  // documents
	Bytes  int64  `json:"bytes"`  // of them, uncompressed
	SHA256 string `json:"sha256"` // over their bytes in the order of their ids
}

// Manifest says what an archive must hold.
type Manifest struct {
	About

	Collections []Collection `json:"collections"` // in the order of their names
}

// Documents returns how many there are in all.
func (m Manifest) Documents() (n int64) {
	for _, c := range m.Collections {
		n += c.Count
	}
	return n
}

// Bytes returns how long the documents are in all, uncompressed.
func (m Manifest) Bytes() (n int64) {
	for _, c := range m.Collections {
		n += c.Bytes
	}
	return n
}

// sum counts the documents of a collection and takes their hash.
type sum struct {
	name         string
	count, bytes int64
	hash         hash.Hash
}

func newSum(name string) *sum { return &sum{name: name, hash: sha256.New()} }

func (s *sum) add(doc []byte) {
	s.count++
	s.bytes += int64(len(doc))
	s.hash.Write(doc)
}

func (s *sum) collection() Collection {
	return Collection{Name: s.name, Count: s.count, Bytes: s.bytes, SHA256: hex.EncodeToString(s.hash.Sum(nil))}
}

// Progress says how far a copy or a restore is.
type Progress struct {
	Step       Step
	Collection string
	Done       int64 // documents of the collection
	Total      int64 // 0 when it is not known
}

// Step is what is being done.
type Step string

// The steps, in their order.
const (
	Reading   Step = "reading"   // the database is being copied
	Checking  Step = "checking"  // the file is being read
	Loading   Step = "loading"   // the database is being written
	Comparing Step = "comparing" // what was written is being read
	Preparing Step = "preparing" // sessions, epoch, indexes
)

// Tell hears of progress; nil for nobody.
type Tell func(Progress)

func (t Tell) say(p Progress) {
	if t != nil {
		t(p)
	}
}

// tellEach is after how many documents progress is told.
const tellEach = 5000
