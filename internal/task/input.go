package task

import (
	"strconv"
	"strings"
	"unicode/utf8"

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

	source  *Source // looked up from Document
	product Product // looked up from ProductCode, or made from ProductText
}

// normal returns in with its texts composed (NFC) and without surrounding space.
func (in Input) normal() Input {
	in.Title, in.Description, in.ProductText = fold.Clean(in.Title), fold.Clean(in.Description), fold.Clean(in.ProductText)
	if in.Urgency == "" {
		in.Urgency = Normal
	}
	return in
}

// check returns errs.ErrInvalid with every faulty field that can be told without looking anything up.
func (in Input) check() error {
	fault := errs.ErrInvalid
	fault = length(fault, "title", in.Title, minTitle, maxTitle)
	fault = length(fault, "description", in.Description, 0, maxDescription)
	if in.Lead.Unit == "" {
		fault = fault.At("lead.unit", "required")
	}
	if len(in.Coordinators) > maxParts {
		fault = fault.With(errs.Field{Path: "coordinators", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(maxParts)}})
	}
	if in.ProductCode == "" {
		fault = length(fault, "product.text", in.ProductText, 1, maxProduct)
		fault = between(fault, "product.points", in.PointsMilli, pointStep, maxPoints)
		if in.PointsMilli%pointStep != 0 {
			fault = fault.At("product.points", "format")
		}
	}
	fault = between(fault, "quantity", in.QtyMilli, 1, maxQtyMilli)
	if !in.Urgency.Valid() {
		fault = fault.At("urgency", "choice")
	}
	return orNil(fault)
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
	return orNil(length(ErrReason, "reason", reason, minReason, maxText))
}

func checkPercent(percent int) error {
	return orNil(between(errs.ErrInvalid, "percent", int64(percent)*1000, 0, 100_000))
}

func checkSubmission(note string, qtyMilli int64) error {
	fault := length(errs.ErrInvalid, "note", note, 1, maxText)
	return orNil(between(fault, "quantity", qtyMilli, 1, maxQtyMilli))
}

func checkApproval(v Verdict, qtyMilli int64, remark string) error {
	fault := length(errs.ErrInvalid, "remark", remark, 0, maxText)
	if v != Met && v != MajorError {
		fault = fault.At("verdict", "choice")
	}
	return orNil(between(fault, "quantity", qtyMilli, 1, maxQtyMilli))
}

// length adds a fault when s has fewer than low or more than high characters.
func length(fault *errs.Error, path, s string, low, high int) *errs.Error {
	switch n := utf8.RuneCountInString(s); {
	case n == 0 && low > 0:
		return fault.At(path, "required")
	case n < low:
		return fault.With(errs.Field{Path: path, Code: "too_short", Args: map[string]string{"min": strconv.Itoa(low)}})
	case n > high:
		return fault.With(errs.Field{Path: path, Code: "too_long", Args: map[string]string{"max": strconv.Itoa(high)}})
	}
	return fault
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

// orNil returns nil for a fault without fields: a nil *Error in an error would not be nil.
func orNil(fault *errs.Error) error {
	if len(fault.Fields) == 0 {
		return nil
	}
	return fault
}
