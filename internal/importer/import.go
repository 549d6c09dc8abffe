package importer

import (
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/sheet"
)

// State says how far an import is.
type State string

// The states of an import, as stored and sent.
const (
	Checked State = "checked" // tried; nothing is written
	Ordered State = "ordered" // to be written, or being written
	Applied State = "applied" // written as a whole
)

// Act is what becomes of a row.
type Act string

// The acts of a row, as stored and sent.
const (
	Made    Act = "made"
	Changed Act = "changed"
	Same    Act = "same"
	Faulty  Act = "faulty"
)

// Change is one field of an existing record that a row changes.
type Change struct {
	Key  string `bson:"key"` // of the column
	From string `bson:"from"`
	To   string `bson:"to"`
}

// Row is one row of the table and what becomes of it.
type Row struct {
	N       int           `bson:"n"` // as in the file
	Act     Act           `bson:"act"`
	Cells   []string      `bson:"cells"` // as shown in the file, long ones cut
	Changes []Change      `bson:"changes,omitempty"`
	Faults  []sheet.Fault `bson:"faults,omitempty"`
}

// notable reports whether somebody should look at the row before it is written.
func (r Row) notable() bool { return r.Act == Faulty || r.Act == Changed || len(r.Faults) > 0 }

// Counts are how many rows become what.
type Counts struct {
	Rows    int `bson:"rows"`
	Made    int `bson:"made"`
	Changed int `bson:"changed"`
	Same    int `bson:"same"`
	Faulty  int `bson:"faulty"`
	Faults  int `bson:"faults"` // cells, notes not counted
	Notes   int `bson:"notes"`
}

// Found is a fault with its row, for the list of all.
type Found struct {
	Row   int         `bson:"row"`
	Fault sheet.Fault `bson:"fault"`
}

// Fix is what a cell holds instead of what the file says.
type Fix struct {
	Row   int    `bson:"row"`   // as in the file
	Index int    `bson:"index"` // of the column, from 0
	Text  string `bson:"text"`
}

// Import is one file being brought in.
type Import struct {
	ID      string        `bson:"_id"`
	Agency  string        `bson:"agency"`
	By      string        `bson:"by"` // person id; nobody else sees it
	Kind    string        `bson:"kind"`
	File    string        `bson:"file"` // name of the file
	Hash    string        `bson:"hash"` // SHA-256 of what it holds
	Sheet   string        `bson:"sheet"`
	Sheets  []string      `bson:"sheets"`
	Places  []sheet.Place `bson:"places"` // its columns
	Fixes   []Fix         `bson:"fixes"`
	State   State         `bson:"state"`
	Counts  Counts        `bson:"counts"`
	Faults  []Found       `bson:"faults"` // the first of them, in the order of the rows
	Digest  string        `bson:"digest"` // of what would be written
	Stale   bool          `bson:"stale"`  // tried anew since the data changed between the trial and the order; nothing was written
	Done    int           `bson:"done"`   // rows being written, see Counts
	At      time.Time     `bson:"at"`
	Applied *time.Time    `bson:"applied"`
	Expires time.Time     `bson:"expires"` // when file and trial are forgotten, by the database's clock
	Key     string        `bson:"key"`     // Idempotency-Key of the upload; its own id without one
	Version int64         `bson:"version"`
}

// JournalObject names the import in its history.
func (i Import) JournalObject() journal.Object {
	return journal.Object{Type: "import", ID: i.ID, Title: i.File}
}

// JournalVersion is the version after an act.
func (i Import) JournalVersion() int64 { return i.Version }

// JournalVis are the tokens of who may see the import: whoever brought the file.
func (i Import) JournalVis() []string { return []string{access.Person(i.By)} }

// Errors of imports.
var (
	ErrKind    = errs.New(errs.Invalid, "importer.kind", "no such kind of table")
	ErrFaulty  = errs.New(errs.Conflict, "importer.faulty", "the table has faults")
	ErrNothing = errs.New(errs.Conflict, "importer.nothing", "nothing in the table is new")
	ErrState   = errs.New(errs.Conflict, "importer.state", "the import is written or being written")
	ErrBusy    = errs.New(errs.Unavailable, "importer.busy", "other large files are being read")
)

// Limits.
const (
	maxFixes = 500
	maxFix   = 1000 // characters of one
	maxShown = 120  // characters of a cell in the trial
	maxFound = 500  // faults listed apart from their rows
	maxName  = 200  // characters of a file's name
	kept     = 7 * 24 * time.Hour
)
