package workplace

import (
	"fmt"
	"slices"
	"strconv"
	"unicode"

	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Limits of one registration.
const (
	MaxHalves = 62  // half-days: a month of whole days
	MaxWorks  = 20  // things planned
	MaxReason = 500 // characters of reason or legal basis
	MaxTitle  = 300 // characters of a thing planned, or of its product
	MinWhy    = 10  // characters of why something is refused or taken back
	MaxWhy    = 2000
	maxAhead  = 92 // days that a half-day may be ahead
	minDigits = 9  // of a telephone number
	maxDigits = 15
)

// Input is a registration as its author writes it.
type Input struct {
	Halves    []Half
	Reason    string
	Phone     string
	Works     []WorkInput
	Committed bool
}

// WorkInput is one thing planned: a task by its id, or work in own words with its product and deadline.
type WorkInput struct {
	Task    string
	Title   string
	Product string
	Due     vncal.Date
}

// Normal returns in as it is stored: half-days in order, each once, texts in NFC. whole asks for all that a sent
// registration needs; a draft may lack everything. today and cal say which half-days can still be asked for.
// Errors: ErrInput naming each faulty field.
func (in Input) Normal(whole bool, now Half, cal *vncal.Calendar) (Input, error) {
	fault := ErrInput
	in.Reason, in.Phone = fold.Line(in.Reason), fold.Line(in.Phone)
	in.Halves = slices.Clone(in.Halves)
	slices.Sort(in.Halves)
	in.Halves = slices.Compact(in.Halves)
	low := 0
	if whole {
		low = 1
	}
	switch {
	case len(in.Halves) < low:
		fault = fault.At("days", "required")
	case len(in.Halves) > MaxHalves:
		fault = fault.With(errs.Field{Path: "days", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(MaxHalves / 2)}})
	default:
		fault = checkHalves(fault, in.Halves, whole, now, cal)
	}
	fault = fault.Length("reason", in.Reason, 5*low, MaxReason)
	if in.Phone != "" || whole {
		fault = checkPhone(fault, in.Phone)
	}
	if whole && !in.Committed {
		fault = fault.At("committed", "required")
	}
	in.Works = slices.Clone(in.Works)
	switch {
	case len(in.Works) < low:
		fault = fault.At("works", "required")
	case len(in.Works) > MaxWorks:
		fault = fault.With(errs.Field{Path: "works", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(MaxWorks)}})
	}
	seen := map[string]bool{}
	for i, w := range in.Works[:min(len(in.Works), MaxWorks)] {
		path := func(name string) string { return fmt.Sprintf("works[%d].%s", i, name) }
		w.Title, w.Product = fold.Line(w.Title), fold.Line(w.Product)
		switch {
		case w.Task != "" && seen[w.Task]:
			fault = fault.At(path("task"), "duplicate")
		case w.Task == "":
			fault = fault.Length(path("title"), w.Title, 5, MaxTitle).Length(path("product"), w.Product, 2*low, MaxTitle)
			if w.Due != "" && !w.Due.Valid() {
				fault = fault.At(path("due"), "date")
			}
		}
		seen[w.Task] = w.Task != ""
		in.Works[i] = w
	}
	return in, fault.OrNil()
}

// checkHalves adds what is wrong with half-days: only working time that is not over and not too far ahead can be asked for.
func checkHalves(fault *errs.Error, halves []Half, whole bool, now Half, cal *vncal.Calendar) *errs.Error {
	far := now.Date().AddDays(maxAhead)
	for _, h := range halves {
		switch {
		case !h.Valid():
			return fault.At("days", "date")
		case whole && h < now:
			return fault.At("days", "past")
		case h.Date() > far:
			return fault.With(errs.Field{Path: "days", Code: "too_far", Args: map[string]string{"max": far.Display()}})
		case !cal.IsWorking(h.Date()):
			return fault.At("days", "day_off")
		}
	}
	return fault
}

// checkPhone adds what is wrong with a telephone number: 9 to 15 digits, with spaces, dots, and a plus in front.
func checkPhone(fault *errs.Error, s string) *errs.Error {
	digits := 0
	for i, r := range s {
		switch {
		case unicode.IsDigit(r) && r < 128:
			digits++
		case r == ' ' || r == '.' || r == '-' || r == '(' || r == ')' || r == '+' && i == 0:
		default:
			return fault.At("phone", "format")
		}
	}
	switch {
	case s == "":
		return fault.At("phone", "required")
	case digits < minDigits || digits > maxDigits:
		return fault.At("phone", "format")
	}
	return fault
}

// reasoned returns a reason as it is stored; ErrReason unless it says something in MinWhy to MaxWhy characters.
func reasoned(why string) (string, error) {
	why = fold.Clean(why)
	if err := ErrReason.Length("reason", why, MinWhy, MaxWhy).OrNil(); err != nil {
		return "", err
	}
	return why, nil
}
