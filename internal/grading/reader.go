package grading

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// reader takes typed values out of a JSON tree and collects the faults instead of stopping at the first.
type reader struct{ faults []errs.Field }

// fault notes a fault of v; of many, the first hundred.
func (r *reader) fault(v value, code string, args ...string) {
	if len(r.faults) == maxFaults {
		return
	}
	f := errs.Field{Path: v.at.String(), Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	r.faults = append(r.faults, f)
}

// is reports whether v is of a kind, and notes a fault when it is missing or of another.
func (r *reader) is(v value, kind string) bool {
	switch v.kind {
	case kind:
		return true
	case missing:
		r.fault(v, "required")
	default:
		r.fault(v, "type")
	}
	return false
}

// object checks that v is an object without unknown keys.
func (r *reader) object(v value, known ...string) bool {
	if !r.is(v, object) {
		return false
	}
	for _, name := range v.order {
		if !slices.Contains(known, name) {
			r.fault(v.members[name], "unknown")
		}
	}
	return true
}

func (r *reader) list(v value) []value {
	if !r.is(v, array) {
		return nil
	}
	return v.items
}

func (r *reader) text(v value, limit int) string {
	switch {
	case !r.is(v, text):
	case strings.TrimSpace(fold.Clean(v.text)) == "": // nothing to be seen
		r.fault(v, "required")
	case utf8.RuneCountInString(v.text) > limit:
		r.fault(v, "too_long", "max", strconv.Itoa(limit))
	}
	return v.text
}

func (r *reader) choice(v value, allowed []string) string {
	if r.is(v, text) && !slices.Contains(allowed, v.text) {
		r.fault(v, "facts_one_of", "allowed", strings.Join(allowed, ", "))
	}
	return v.text
}

func (r *reader) boolean(v value) bool { return r.is(v, boolean) && v.truth }

func (r *reader) date(v value) vncal.Date {
	if !r.is(v, text) {
		return ""
	}
	d, err := vncal.ParseDate(v.text)
	if err != nil {
		r.fault(v, "date")
	}
	return d
}

// number reads an exact decimal ≥ 0, and ≤ limit when there is one.
func (r *reader) number(v value, limit *Decimal) Decimal {
	if !r.is(v, number) {
		return Decimal{}
	}
	d, err := ParseDecimal(v.text)
	switch {
	case errors.Is(err, errTooLong):
		r.fault(v, "facts_digits", "max", strconv.Itoa(maxDigits))
	case errors.Is(err, errExponent):
		r.fault(v, "facts_exponent", "max", strconv.Itoa(maxExponent))
	case err != nil:
		r.fault(v, "type")
	case d.Sign() < 0:
		r.fault(v, "too_small", "min", "0")
	case limit != nil && d.Cmp(*limit) > 0:
		r.fault(v, "too_large", "max", limit.String())
	default:
		return d
	}
	return Decimal{}
}

// maxCount is more events than one piece of work can have, and few enough to stay in a machine word.
const maxCount = 1_000_000

// count reads a whole number of events; a missing one is 0.
func (r *reader) count(v value) int64 {
	if v.kind == missing {
		return 0
	}
	limit := Int(maxCount)
	d := r.number(v, &limit)
	if !d.IsInt() {
		r.fault(v, "facts_whole")
		return 0
	}
	return d.trimmed().coef
}
