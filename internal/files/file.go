package files

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/pkg/fold"
)

// Bounds of what is brought.
const (
	MaxBytes  = 50 << 20  // of one file
	PartBytes = 512 << 10 // of one part, the last one excepted
	MaxName   = 150       // characters of a name
	keepFor   = 24 * time.Hour
	maxPend   = 50 // unfinished or unattached files of one person

	MaxAtOnce = 20  // files that one act hangs on a record
	MaxFiles  = 500 // files of a record, every version counted
)

// State is where a file stands.
type State string

// The states, as stored and sent.
const (
	Receiving State = "receiving" // parts are missing, or it was not finished
	Scanning  State = "scanning"  // waits for the virus scanner; nobody reads it
	Ready     State = "ready"
	Infected  State = "infected" // the scanner found something; its bytes are gone
	sweeping  State = "sweeping" // on its way out
)

// Errors of files.
var (
	ErrInput    = errs.New(errs.Invalid, "files.invalid", "the file has faults")
	ErrKind     = errs.New(errs.Invalid, "files.kind", "files of this kind are not taken")
	ErrContent  = errs.New(errs.Invalid, "files.content", "the content is not what the extension says")
	ErrProgram  = errs.New(errs.Invalid, "files.program", "programs are not taken, nor archives that hold one")
	ErrArchive  = errs.New(errs.Invalid, "files.archive", "the archive is damaged or made to harm")
	ErrInfected = errs.New(errs.Invalid, "files.infected", "the virus scanner has found something")
	ErrQuota    = errs.New(errs.Invalid, "files.quota", "no room is left for files")
	ErrFull     = errs.New(errs.Conflict, "files.full", "a record has at most so many files")
	ErrMany     = errs.New(errs.Conflict, "files.many", "too many files wait to be attached")
	ErrPart     = errs.New(errs.Invalid, "files.part", "the part is not of the length it should have")
	ErrParts    = errs.New(errs.Conflict, "files.parts", "parts are missing")
	ErrState    = errs.New(errs.Conflict, "files.state", "the file is attached or gone")
	ErrNewer    = errs.New(errs.Conflict, "files.newer", "there is a newer version already")
	ErrScanning = errs.New(errs.Conflict, "files.scanning", "the file waits for the virus scanner")
)

// Object is the record a file hangs on.
type Object struct {
	Type string `bson:"type"` // "task"
	ID   string `bson:"id"`
}

// File is one version of an attachment.
type File struct {
	ID       string          `bson:"_id"`
	Agency   string          `bson:"agency"`
	State    State           `bson:"state"`
	By       string          `bson:"by"` // who brought it
	At       time.Time       `bson:"at"` // begun
	Name     string          `bson:"name"`
	Size     int64           `bson:"size"`             // bytes
	SHA256   string          `bson:"sha256,omitempty"` // hexadecimal, once finished
	Type     string          `bson:"type"`             // media type, as found in the content
	Object   *Object         `bson:"object,omitempty"` // what it hangs on
	Series   string          `bson:"series"`           // id of the first version
	N        int             `bson:"n"`                // version: 1, 2, 3 …
	Attached time.Time       `bson:"attached,omitempty"`
	Result   bool            `bson:"result,omitempty"` // handed in with a submission
	Seen     []Seen          `bson:"seen,omitempty"`   // who else has opened it, in that order
	Virus    string          `bson:"virus,omitempty"`  // what the scanner calls it
	Times    int             `bson:"times,omitempty"`  // how often it was handed in once more
	Removed  *Removed        `bson:"removed,omitempty"`
	Op       *idempotency.Op `bson:"op,omitempty"`
}

// Removed is who took a file away that was attached by mistake, and when. Nobody opens it any more; its bytes stay.
type Removed struct {
	By string    `bson:"by"`
	At time.Time `bson:"at"`
}

// Seen is who has opened a file, and when first.
type Seen struct {
	Person string    `bson:"person"`
	At     time.Time `bson:"at"`
}

// Parts returns of how many parts the file is made.
func (f File) Parts() int { return int((f.Size + PartBytes - 1) / PartBytes) }

// lengthOf returns how many bytes part n has.
func (f File) lengthOf(n int) int {
	if n == f.Parts()-1 {
		return int(f.Size - int64(n)*PartBytes)
	}
	return PartBytes
}

// nameOf returns a name as it is stored: composed, in one line, without what cannot be seen. A name with a path in it, or with
// control or direction characters, is refused rather than mended: it was made to look like another.
// Errors: ErrInput at "name"; ErrKind for an extension that is not taken.
func nameOf(name string) (string, error) {
	name = norm.NFC.String(strings.TrimSpace(name))
	hidden := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, hidden) || strings.ContainsAny(name, `/\:*?"<>|`) || strings.HasPrefix(name, "."):
		return "", ErrInput.At("name", "file_name")
	case fold.Blank(name):
		return "", ErrInput.At("name", "required")
	}
	if err := ErrInput.Length("name", name, 1, MaxName).OrNil(); err != nil {
		return "", err
	}
	if _, ok := kinds[extension(name)]; !ok {
		return "", ErrKind.At("name", "file_kind")
	}
	return name, nil
}

// extension returns the extension of a name in lower case, without the dot.
func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return strings.ToLower(name[i+1:])
	}
	return ""
}
