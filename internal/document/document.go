package document

import (
	"regexp"
	"strings"

	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Document is one source document.
type Document struct {
	ID       string          `bson:"_id"`
	Agency   string          `bson:"agency"`
	Version  int64           `bson:"version"`
	Number   string          `bson:"number_raw"`        // number and symbol as printed, composed and trimmed: "2124/UBND-NC"
	Key      string          `bson:"number_key"`        // by which ways of writing one number are the same (docnumber.Key)
	Year     int             `bson:"year"`              // of the date, for searching
	Seq      int             `bson:"seq"`               // the number alone, 0 when there is none to be read
	Issuer   string          `bson:"issuer"`            // cơ quan ban hành
	Date     vncal.Date      `bson:"date"`              // of issue
	Abstract string          `bson:"abstract"`          // trích yếu
	Urgency  string          `bson:"urgency"`           // thuong, khan, thuong_khan, hoa_toc
	Fold     []string        `bson:"fold"`              // folded words of number, issuer and abstract
	Units    []string        `bson:"units"`             // the units it is sent to
	Vis      []string        `bson:"vis"`               // tokens of those who may see it
	By       string          `bson:"by"`                // who registered it
	Arrival  *Arrival        `bson:"arrival,omitempty"` // its line in the register of incoming documents, nil when it stands in none
	Meeting  *Meeting        `bson:"meeting,omitempty"` // of which meeting it holds the conclusions, nil when of none
	Op       *idempotency.Op `bson:"op,omitempty"`      // the request that entered it, nil without a key
}

// Input is a document as it is registered.
type Input struct {
	Number   string
	Date     vncal.Date
	Issuer   string
	Abstract string
	Urgency  string   // độ khẩn, "" for none
	Secrecy  string   // độ mật as marked on the paper; anything but "" and "thường" is refused
	Units    []string // the units it is sent to: their heads, and all above them, see it
	Again    bool     // register it although one of the same number and issuer exists
}

// Errors of documents.
var (
	ErrSecret    = errs.New(errs.Invalid, "document.secret", "documents with a grade of secrecy are refused")
	ErrExists    = errs.New(errs.Conflict, "document.exists", "a document of this number and issuer exists")
	ErrForbidden = errs.New(errs.Forbidden, "document.forbidden", "only clerks, heads and deputies register documents")
)

// Limits of what is typed, in characters.
const (
	maxNumber   = 100
	maxIssuer   = 200
	maxAbstract = 1000
)

var urgencies = map[string]bool{"thuong": true, "khan": true, "thuong_khan": true, "hoa_toc": true}

// secret finds a grade of secrecy written into one of the fields for urgency and secrecy, folded: mật, tối mật, tuyệt mật.
var secret = regexp.MustCompile(`\bmat\b`)

// document checks what was typed and returns the document without id, agency and tokens.
// Errors: ErrSecret; errs.ErrInvalid with every faulty field.
func (in Input) document() (Document, error) {
	for _, f := range []struct{ path, text string }{{"secrecy", in.Secrecy}, {"urgency", in.Urgency}} {
		if secret.MatchString(strings.ReplaceAll(fold.Fold(f.text), "_", " ")) {
			return Document{}, ErrSecret.At(f.path, "invalid")
		}
	}
	d := Document{
		Version: 1, Number: fold.Line(fold.Number(in.Number)), Issuer: fold.Line(in.Issuer), Abstract: fold.Clean(in.Abstract),
		Date: in.Date, Year: in.Date.Year(), Urgency: in.Urgency,
	}
	if d.Urgency == "" {
		d.Urgency = "thuong"
	}
	fault := errs.ErrInvalid
	for _, f := range []struct {
		path, text string
		limit      int
	}{{"number", d.Number, maxNumber}, {"issuer", d.Issuer, maxIssuer}, {"abstract", d.Abstract, maxAbstract}} {
		fault = fault.Length(f.path, f.text, 1, f.limit)
	}
	if !in.Date.Valid() {
		fault = fault.At("date", "date")
	}
	if !urgencies[d.Urgency] {
		fault = fault.At("urgency", "choice")
	}
	if s := fold.Clean(in.Secrecy); s != "" && fold.Fold(s) != "thuong" {
		fault = fault.At("secrecy", "choice")
	}
	if len(fault.Fields) > 0 {
		return Document{}, fault
	}
	d.Key, d.Seq = docnumber.Key(d.Number), docnumber.Parse(d.Number).Seq
	d.Fold = fold.Tokens(d.Number, d.Abstract, d.Issuer)
	return d, nil
}

// twins reports whether d and other are one document as it is printed: of the same number, symbol and issuer, however they
// were typed. A line of the register that was cancelled is none.
func (d Document) twins(other Document) bool {
	if v := other.Arrival; v != nil && v.Cancelled != nil {
		return false
	}
	return d.ID != other.ID && d.Key == other.Key && fold.Fold(d.Issuer) == fold.Fold(other.Issuer)
}
