package task

import (
	"strconv"
	"strings"

	"congvu/internal/catalogue"
	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Limits of what is typed: characters, thousandths of a piece, thousandths of a point.
const (
	minTitle, maxTitle = 5, 300
	maxDescription     = 5000
	maxProduct         = 200
	minReason, maxText = 10, 2000
	maxParts           = 30
	maxQtyMilli        = 100_000_000
	pointStep          = 500     // free text: half a point
	maxPoints          = 500_000 // the ceiling of group 5 (spec/evaluation.md §2.3)
)

// Input is the content of a task as it is typed, for creating and editing.
type Input struct {
	Title        string
	Description  string
	Document     string // id of the source document, "" for none
	Lead         Lead
	Coordinators []Part
	ProductCode  string // code in the catalogue; or, without one:
	ProductText  string // what is expected in free words
	PointsMilli  int64  // and its points, thousandths, in steps of half a point
	QtyMilli     int64  // thousandths of a piece
	Due          vncal.Rule
	Urgency      Urgency
	Informed     []Informed `json:",omitempty"` // who sees it for information once it is given

	source  *Source // looked up from Document, or of a document that is being stored with the task
	product Product // looked up from ProductCode, or made from ProductText
}

// normal returns in with its texts composed (NFC) and without surrounding space.
func (in Input) normal() Input {
	in.Title, in.Description, in.ProductText = fold.Line(in.Title), fold.Clean(in.Description), fold.Line(in.ProductText)
	if in.Urgency == "" {
		in.Urgency = Normal
	}
	if in.Due.Kind == "" {
		in.Due.Kind = vncal.KindNone
	}
	return in
}

// check returns errs.ErrInvalid with every faulty field that can be told without looking anything up. Of a draft only the
// title must be there; whole asks for everything that work needs before somebody else is to do or decide it.
func (in Input) check(whole bool) error {
	fault := errs.ErrInvalid.Length("title", in.Title, minTitle, maxTitle).Length("description", in.Description, 0, maxDescription)
	if whole && in.Lead.Unit == "" {
		fault = fault.At("lead.unit", "required")
	}
	fault = tooMany(checkParts(fault, in.Coordinators), in.Coordinators)
	fault = checkInformed(fault, in.Informed)
	if in.ProductCode == "" {
		least := 0
		if whole {
			least = 1
		}
		fault = fault.Length("product.text", in.ProductText, least, maxProduct)
		if whole || in.PointsMilli != 0 {
			fault = between(fault, "product.points", in.PointsMilli, pointStep, maxPoints)
		}
		if in.PointsMilli%pointStep != 0 {
			fault = fault.At("product.points", "format")
		}
	}
	if whole || in.QtyMilli != 0 {
		fault = between(fault, "quantity", in.QtyMilli, 1, maxQtyMilli)
	}
	if !in.Urgency.Valid() {
		fault = fault.At("urgency", "choice")
	}
	return fault.OrNil()
}

// whole returns errs.ErrInvalid with what the draft t lacks before it can be given.
func (t Task) whole() error {
	return Input{
		Title: t.Title, Description: t.Description, Lead: t.Lead, ProductCode: t.Product.Code, ProductText: t.Product.Name,
		PointsMilli: t.Product.PointsMilli, QtyMilli: t.QtyMilli, Urgency: t.Urgency,
	}.check(true)
}

// free returns the product of free text with its points.
func (in Input) free() Product {
	return Product{
		Name: in.ProductText, PointsMilli: in.PointsMilli,
		Divisor: catalogue.Divisor, KMilli: in.PointsMilli / catalogue.Divisor,
	}
}

// fromCatalogue returns the copy of a catalogue product that a task keeps.
func fromCatalogue(p catalogue.Product) Product {
	return Product{
		Code: p.Code, Version: p.Version, Name: p.Name, Unit: p.Unit, Group: p.Group,
		PointsMilli: p.PointsMilli, Divisor: p.Divisor, KMilli: p.KMilli,
	}
}

// checkReason asks for a reason that says something: 10 to 2000 characters.
func checkReason(reason string) error {
	return ErrReason.Length("reason", reason, minReason, maxText).OrNil()
}

func checkPercent(percent int) error {
	return between(errs.ErrInvalid, "percent", int64(percent)*1000, 0, 100_000).OrNil()
}

func checkSubmission(note string, qtyMilli int64) error {
	fault := errs.ErrInvalid.Length("note", note, 1, maxText)
	return between(fault, "quantity", qtyMilli, 1, maxQtyMilli).OrNil()
}

func checkApproval(v Verdict, qtyMilli int64, remark string) error {
	fault := errs.ErrInvalid.Length("remark", remark, 0, maxText)
	if v != Met && v != MajorError {
		fault = fault.At("verdict", "choice")
	}
	return between(fault, "quantity", qtyMilli, 1, maxQtyMilli).OrNil()
}

// between adds a fault when v thousandths lie outside low to high.
func between(fault *errs.Error, path string, v, low, high int64) *errs.Error {
	switch {
	case v < low:
		return fault.With(errs.Field{Path: path, Code: "too_small", Args: map[string]string{"min": decimal(low)}})
	case v > high:
		return fault.With(errs.Field{Path: path, Code: "too_large", Args: map[string]string{"max": decimal(high)}})
	}
	return fault
}

// decimal writes thousandths as Vietnamese text does: "0,001", "18", "1,5".
func decimal(milli int64) string {
	s := strconv.FormatInt(milli/1000, 10)
	if rest := milli % 1000; rest != 0 {
		s += "," + strings.TrimRight(strconv.FormatInt(1000+rest, 10)[1:], "0")
	}
	return s
}
