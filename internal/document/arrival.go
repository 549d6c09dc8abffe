package document

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Arrival is a document's line in the register of incoming documents (sổ đăng ký văn bản đến) of a body. A line is never
// removed: one entered by mistake is cancelled and keeps its number.
//
// Legal source: Nghị định 30/2020/NĐ-CP, Điều 22 and Phụ lục IV (05/03/2020).
type Arrival struct {
	Body      string        `bson:"body"`                // the unit with its own seal whose register it is
	Office    string        `bson:"office"`              // the unit of the clerk who entered it
	Year      int           `bson:"year"`                // of the day of arrival; numbers run within it
	N         int64         `bson:"n"`                   // number of arrival (số đến), from 1
	On        vncal.Date    `bson:"on"`                  // day of arrival (ngày đến)
	Type      string        `bson:"type"`                // tên loại: "Công văn", "Quyết định"
	To        []Party       `bson:"to"`                  // whom it is for (đơn vị hoặc người nhận)
	HandedOn  vncal.Date    `bson:"handed_on,omitempty"` // day it was handed over (ngày chuyển), "" while it was not
	SignedBy  string        `bson:"signed_by,omitempty"` // who signed for it (ký nhận)
	Note      string        `bson:"note,omitempty"`      // ghi chú
	ToAnswer  bool          `bson:"to_answer,omitempty"` // an answer in writing is asked for
	Answer    string        `bson:"answer,omitempty"`    // number and symbol of the answering document (văn bản trả lời)
	Open      bool          `bson:"open"`                // no direction was given yet and the line is not cancelled (chờ ý kiến chỉ đạo)
	Directed  []Direction   `bson:"directed,omitempty"`  // what leaders said, old first
	Cancelled *Cancellation `bson:"cancelled,omitempty"` // why the line counts no more, nil while it does
	At        time.Time     `bson:"registered_at"`       // when it was entered
}

// Party is a unit as a whole, or a person with the person's unit.
type Party struct {
	Unit   string `bson:"unit"`
	Person string `bson:"person,omitempty"`
}

// same reports whether p is other: one person whatever the unit, or one unit.
func (p Party) same(other Party) bool {
	return p.Person == other.Person && (p.Person != "" || p.Unit == other.Unit)
}

// Direction is what a leader said about a document (ý kiến chỉ đạo) and the tasks that were made of it.
type Direction struct {
	By    string    `bson:"by"`
	At    time.Time `bson:"at"`
	Text  string    `bson:"text,omitempty"`
	Tasks []string  `bson:"tasks"` // ids, in the order of the direction
}

// Cancellation says who took a line out of the count, and why.
type Cancellation struct {
	By     string    `bson:"by"`
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason"`
}

// Tasks returns the ids of all tasks that directions made of d, or that its conclusions were recorded with.
func (d Document) Tasks() []string {
	ids := []string{}
	if d.Meeting != nil {
		ids = append(ids, d.Meeting.Tasks...)
	}
	if d.Arrival != nil {
		for _, one := range d.Arrival.Directed {
			ids = append(ids, one.Tasks...)
		}
	}
	return ids
}

// Entry is a line of the register as it is typed. Of Input the units are those of To.
type Entry struct {
	Input
	On       vncal.Date
	Type     string // "" for what the symbol says
	To       []Party
	HandedOn vncal.Date
	SignedBy string
	Note     string
	ToAnswer bool
	Answer   string
	First    int64    `json:",omitempty"` // the number of arrival with which the register of the year begins, 0 for 1; of its first line only
	Files    []string `json:",omitempty"` // finished files of who enters it, for a new line: its scan
}

// Errors of the register.
var (
	ErrClerk     = errs.New(errs.Forbidden, "document.clerk", "only the clerks of a body keep its register of incoming documents")
	ErrCancelled = errs.New(errs.Conflict, "document.cancelled", "the line of the register was cancelled")
	ErrDirected  = errs.New(errs.Conflict, "document.directed", "work was given on this document, so its line cannot be cancelled")
	ErrReason    = errs.New(errs.Invalid, "document.reason", "a cancelled line needs a reason")
	ErrArrival   = errs.New(errs.NotFound, "document.arrival", "the document is in no register of incoming documents")
)

// Limits of what is typed: characters, receivers.
const (
	maxType              = 60
	maxSigned            = 100
	maxNote              = 500
	maxReceivers         = 60
	minReason, maxReason = 10, 2000
)

// firstDay is the first day that can stand in a register.
const firstDay vncal.Date = "2000-01-01"

// entered checks what was typed and returns the document of prev with it, without id, body, number and tokens; today bounds
// the days. Errors: ErrSecret; errs.ErrInvalid with every faulty field.
func (in Entry) entered(prev Document, today vncal.Date) (Document, error) {
	d, err := in.document()
	fault := errs.ErrInvalid
	if err != nil {
		if !errors.As(err, &fault) || fault.Code != errs.ErrInvalid.Code {
			return Document{}, err
		}
		d = Document{Version: 1}
	}
	v := Arrival{
		On: in.On, Year: in.On.Year(), Type: fold.Line(in.Type), To: in.To, HandedOn: in.HandedOn, SignedBy: fold.Line(in.SignedBy), Note: fold.Clean(in.Note),
		ToAnswer: in.ToAnswer, Answer: fold.Line(fold.Number(in.Answer)),
	}
	if prev.Arrival != nil {
		was := prev.Arrival
		v.Body, v.Office, v.N, v.Open, v.Directed, v.At = was.Body, was.Office, was.N, was.Open, was.Directed, was.At
	}
	if v.Type == "" {
		v.Type = docnumber.TypeName(in.Number)
	}
	fault = fault.Length("type", v.Type, 0, maxType).Length("signedBy", v.SignedBy, 0, maxSigned).
		Length("note", v.Note, 0, maxNote).Length("answer", v.Answer, 0, maxNumber)
	if len(v.To) > maxReceivers {
		fault = fault.With(errs.Field{Path: "receivers", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(maxReceivers)}})
	}
	fault = v.days(fault, in.Date, today)
	if prev.Arrival != nil && v.Year != prev.Arrival.Year && in.On.Valid() { // the number belongs to the year
		fault = fault.At("arrivedOn", "other_year")
	}
	if len(fault.Fields) > 0 {
		return Document{}, fault
	}
	d.Arrival = &v
	d.Fold = fold.Tokens(d.Number, v.Type, d.Abstract, d.Issuer)
	return d, nil
}

// days adds the faults of the days of a line: issued, then arrived, then handed over, none after today.
func (v Arrival) days(fault *errs.Error, issued, today vncal.Date) *errs.Error {
	switch {
	case !v.On.Valid():
		fault = fault.At("arrivedOn", "date")
	case v.On > today:
		fault = fault.At("arrivedOn", "future")
	case v.On < firstDay:
		fault = fault.With(errs.Field{Path: "arrivedOn", Code: "too_early", Args: map[string]string{"min": firstDay.Display()}})
	case issued.Valid() && v.On < issued:
		fault = fault.At("arrivedOn", "before_issue")
	}
	switch {
	case v.HandedOn == "":
	case !v.HandedOn.Valid():
		fault = fault.At("handedOn", "date")
	case v.HandedOn > today:
		fault = fault.At("handedOn", "future")
	case v.On.Valid() && v.HandedOn < v.On:
		fault = fault.At("handedOn", "before_arrival")
	}
	return fault
}

// cancelled returns d with its line out of the count. Errors: ErrCancelled, ErrDirected, ErrReason.
func (d Document) cancelled(by, reason string, at time.Time) (Document, error) {
	reason = fold.Clean(reason)
	v := *d.Arrival
	switch {
	case v.Cancelled != nil:
		return Document{}, ErrCancelled
	case len(v.Directed) > 0:
		return Document{}, ErrDirected
	}
	if err := ErrReason.Length("reason", reason, minReason, maxReason).OrNil(); err != nil {
		return Document{}, err
	}
	v.Open, v.Cancelled = false, &Cancellation{By: by, At: at, Reason: reason}
	d.Arrival = &v
	return d, nil
}

// ToDirect reports whether a direction can be given on d: it stands in a register and was not cancelled.
func (d Document) ToDirect() error {
	switch {
	case d.Arrival == nil:
		return ErrArrival
	case d.Arrival.Cancelled != nil:
		return ErrCancelled
	}
	return nil
}

// WithDirection returns d with what a leader said, and those it names among the receivers.
func (d Document) WithDirection(said Direction, to []Party) Document {
	v := *d.Arrival
	v.Open, v.Directed = false, append(slices.Clone(v.Directed), said)
	v.To = slices.Clone(v.To)
	for _, p := range to {
		if !slices.ContainsFunc(v.To, p.same) && len(v.To) < maxReceivers {
			v.To = append(v.To, p)
		}
	}
	d.Arrival = &v
	return d
}

// JournalObject names d in the journal.
func (d Document) JournalObject() journal.Object {
	return journal.Object{Type: "document", ID: d.ID, Code: d.Number, Title: d.Abstract}
}

// JournalVersion is the version of d.
func (d Document) JournalVersion() int64 { return d.Version }

// JournalVis is who may see d.
func (d Document) JournalVis() []string { return d.Vis }

// line is what a message or a history says of the line: "218/2026".
func (v Arrival) line() string {
	return strings.Join([]string{strconv.FormatInt(v.N, 10), strconv.Itoa(v.Year)}, "/")
}
