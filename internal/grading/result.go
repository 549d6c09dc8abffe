package grading

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Status says what became of a computation.
type Status string

// The statuses, as stored and sent.
const (
	Scored           Status = "scored"            // a score and a proposed grade
	InsufficientData Status = "insufficient_data" // nothing was assigned: a person decides
	NeedsDecision    Status = "needs_decision"    // points that only people give are still missing
	NoPolicy         Status = "no_policy"         // no rules for this class of people or this period
)

// Reason says why there is no score.
type Reason string

// The reasons, as stored and sent.
const (
	NothingAssigned     Reason = "nothing_assigned"
	GeneralMissing      Reason = "general_missing"      // general points not given yet
	LeadershipMissing   Reason = "leadership_missing"   // đ or e not given yet
	SubordinatesMissing Reason = "subordinates_missing" // nobody managed has a score yet
	Undecided           Reason = "undecided"            // submitted work waits for its approver
	WrongSubjectClass   Reason = "subject_class"
	WrongPeriod         Reason = "period"
	NothingWorked       Reason = "nothing_worked" // no period of the year was worked
	PeriodMissing       Reason = "period_missing" // a period that was worked has no score yet
	WorkedTooShort      Reason = "months_worked"  // too few months of the year to be graded
	AbsentLong          Reason = "months_absent"  // a better grade is not given after so long an absence
	AboveUnit           Reason = "unit_grade"     // a head is graded no better than the unit
	BetweenGrades       Reason = "between_grades" // the conditions of no grade hold
)

// Result is what Policy.Grade proposes. Numbers are decimal strings; those that do not apply are "".
type Result struct {
	Status     Status
	Policy     string // id@version
	Period     Period
	A          string // số lượng, percent, at most 4 decimals, half up; B, C, Task likewise
	B          string // chất lượng
	C          string // tiến độ
	D          string // kết quả của đơn vị phụ trách, leaders only
	DD         string // đ: tổ chức triển khai
	E          string // tập hợp, đoàn kết
	Task       string // points for results, 0 to 70
	General    string // points for general criteria, exactly as given
	Total      string // two decimals, half up
	TotalExact string // reduced fraction or whole number, what was compared to the bands
	TotalRange []string
	Grade      Grade // only of a score
	Trace      []TraceLine
	Sums       Sums // not part of the written result: they follow from the trace
	Gates      []string
	Overrides  []Override
	Reasons    []Reason
	Basis      []string

	band       bool // the last of Basis is the clause of the grade's band
	overridden bool // the grade follows from an override, so it holds without a score
}

// Cut returns the total cut to 4 decimals, so that it lies in the band that the exact one lies in; "" without a score.
func (r Result) Cut() string {
	x, ok := new(big.Rat).SetString(r.TotalExact)
	if !ok {
		return ""
	}
	tenThousandths := new(big.Int).Quo(new(big.Int).Mul(x.Num(), big.NewInt(10_000)), x.Denom())
	return new(big.Rat).SetFrac(tenThousandths, big.NewInt(10_000)).FloatString(4)
}

// Clause returns the clause that the grade follows from, the last one where several facts override it; "" where there is
// no grade, where a gate decided it, and under policies that cite one clause for all.
func (r Result) Clause() string {
	if !r.band && !r.overridden {
		return ""
	}
	return r.Basis[len(r.Basis)-1]
}

// cite adds a clause to the basis, unless it is none or stands there already, and reports whether it did.
func (r *Result) cite(clause string) bool {
	if clause == "" || slices.Contains(r.Basis, clause) {
		return false
	}
	r.Basis = append(r.Basis, clause)
	return true
}

// dropBand takes the clause of the band out of the basis, where it stands for a grade that no longer follows from it.
func (r *Result) dropBand() {
	if r.band {
		r.Basis, r.band = slices.Clone(r.Basis[:len(r.Basis)-1]), false
	}
}

// Undecided returns the result of somebody whose submitted work still waits for its approver at the month's end: no
// score, for the approver's slowness never lowers one.
func (r Result) Undecided() Result {
	if r.Status == NoPolicy {
		return r
	}
	r.Status, r.Reasons = NeedsDecision, append(slices.Clone(r.Reasons), Undecided)
	r.Total, r.TotalExact, r.TotalRange, r.Gates = "", "", nil, nil
	if !r.overridden {
		r.Grade = ""
	}
	r.dropBand()
	return r
}

// TraceLine shows what one line brought (Vì sao điểm này?), in converted points.
type TraceLine struct {
	Line
	Weight         Decimal // A·K
	QuantityCredit Decimal // D·K, of D no more than A where surplus pays for no other product
	QualityCredit  Decimal // what is left of it after failed reviews
	ProgressCredit Decimal // what is left of it after lateness
}

// Sums are the columns of the trace added up: the denominator and the three numerators of the ratios.
type Sums struct {
	Weight, Quantity, Quality, Progress Decimal
}

func (s *Sums) add(t TraceLine) {
	s.Weight = s.Weight.Add(t.Weight)
	s.Quantity = s.Quantity.Add(t.QuantityCredit)
	s.Quality = s.Quality.Add(t.QualityCredit)
	s.Progress = s.Progress.Add(t.ProgressCredit)
}

// Bytes returns the canonical JSON of the result: one line of UTF-8 ended by a newline, keys in the order of the
// specification, absent where they do not apply. Equal facts give equal bytes, which a closed period keeps hashed.
func (r Result) Bytes() []byte {
	w := writer{b: make([]byte, 0, 512+256*len(r.Trace))}
	w.open('{')
	w.text("status", string(r.Status))
	w.text("policy", r.Policy)
	w.text("period", string(r.Period))
	for _, f := range []struct{ key, text string }{
		{"a", r.A}, {"b", r.B}, {"c", r.C}, {"d", r.D}, {"dd", r.DD}, {"e", r.E},
		{"task", r.Task}, {"general", r.General}, {"total", r.Total}, {"total_exact", r.TotalExact},
	} {
		w.optional(f.key, f.text)
	}
	if r.TotalRange != nil {
		texts(&w, "total_range", r.TotalRange)
	}
	w.optional("grade", string(r.Grade))
	w.list("trace")
	for _, t := range r.Trace {
		w.trace(t)
	}
	w.close(']')
	texts(&w, "gates", r.Gates)
	w.why(r.Overrides, r.Reasons, r.Basis)
	w.close('}')
	return append(w.b, '\n')
}

// writer appends JSON without spaces; encoding/json would take five times as long over the trace of a whole agency.
type writer struct {
	b     []byte
	inner bool // something stands before in the same object or list
}

func (w *writer) comma() {
	if w.inner {
		w.b = append(w.b, ',')
	}
	w.inner = true
}

func (w *writer) open(bracket byte) {
	w.comma()
	w.b, w.inner = append(w.b, bracket), false
}

func (w *writer) close(bracket byte) { w.b, w.inner = append(w.b, bracket), true }

func (w *writer) key(name string) {
	w.comma()
	w.b = append(append(append(w.b, '"'), name...), '"', ':')
}

func (w *writer) list(name string) {
	w.key(name)
	w.b, w.inner = append(w.b, '['), false
}

func (w *writer) text(name, s string) {
	w.key(name)
	w.b = appendString(w.b, s)
}

func (w *writer) optional(name, s string) {
	if s != "" {
		w.text(name, s)
	}
}

func (w *writer) decimal(name string, d Decimal) {
	w.key(name)
	w.b = append(d.Append(append(w.b, '"')), '"')
}

func (w *writer) count(name string, n int64) {
	w.key(name)
	w.b = append(strconv.AppendInt(append(w.b, '"'), n, 10), '"')
}

func (w *writer) number(name string, n int) {
	w.key(name)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *writer) truth(name string, is bool) {
	w.key(name)
	w.b = strconv.AppendBool(w.b, is)
}

// why ends every result: what overrode the score, why there is none, and the clauses.
func (w *writer) why(overrides []Override, reasons []Reason, basis []string) {
	w.list("overrides")
	for _, o := range overrides {
		w.open('{')
		w.text("kind", o.Kind)
		w.text("document", o.Document)
		w.text("date", o.Date)
		w.close('}')
	}
	w.close(']')
	texts(w, "reasons", reasons)
	texts(w, "basis", basis)
}

func (w *writer) trace(t TraceLine) {
	w.open('{')
	w.text("task", t.Task)
	w.decimal("k", t.K)
	w.decimal("assigned", t.Assigned)
	w.decimal("done", t.Done)
	w.count("failed_reviews", t.FailedReviews)
	w.count("late_events", t.LateEvents)
	if t.FailedQuantity != nil {
		w.decimal("failed_quantity", *t.FailedQuantity)
	}
	w.decimal("weight", t.Weight)
	w.decimal("quantity_credit", t.QuantityCredit)
	w.decimal("quality_credit", t.QualityCredit)
	w.decimal("progress_credit", t.ProgressCredit)
	w.close('}')
}

func texts[S ~string](w *writer, name string, all []S) {
	w.list(name)
	for _, s := range all {
		w.comma()
		w.b = appendString(w.b, string(s))
	}
	w.close(']')
}

// appendString writes s as a JSON string, escaping only what JSON asks for, so that every implementation gets the same
// bytes.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, c := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c >= 0x20:
			b = utf8.AppendRune(b, c)
		case shortEscapes[c] != 0:
			b = append(b, '\\', shortEscapes[c])
		default:
			b = fmt.Appendf(b, `\u%04x`, c)
		}
	}
	return append(b, '"')
}

// shortEscapes are the control characters with an escape of their own.
var shortEscapes = [0x20]byte{'\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

// rounded writes x half up with at most n decimals and no trailing zeros; x is never negative.
func rounded(x *big.Rat, n int) string {
	d, err := ParseDecimal(x.FloatString(n))
	if err != nil {
		return strings.TrimSuffix(strings.TrimRight(x.FloatString(n), "0"), ".") // more digits than a written number may have
	}
	return d.String()
}
