package grading

import (
	"slices"
	"strings"

	"congvu/internal/errs"
)

// MaxFactsBytes bounds a facts file: ten thousand lines of work and room to spare.
const MaxFactsBytes = 4 << 20

// Lengths of texts in facts, in characters.
const (
	maxTask     = 100
	maxDocument = 200
)

// ReadFacts reads the JSON of `congvu grade` and POST /evaluations/simulate and returns it with the policy it names.
// Numbers are exact decimals, never floats. It refuses unknown, wrongly cased and repeated keys, negative and
// contradictory numbers and trailing data: ErrFacts then names every fault by its JSON path.
func (all Policies) ReadFacts(raw []byte) (Policy, Facts, error) {
	tree, err := readTree(raw)
	if err != nil {
		return Policy{}, Facts{}, err
	}
	r := &factsReader{}
	p, f := r.facts(tree, all)
	return p, f, r.err()
}

// Compute reads facts of a period or, with the key "year", of a year, and returns the canonical result: what
// `congvu grade --facts` and POST /evaluations/simulate give. ErrFacts names every fault by its JSON path.
func (all Policies) Compute(raw []byte) ([]byte, error) {
	tree, err := readTree(raw)
	if err != nil {
		return nil, err
	}
	r := &factsReader{}
	p, byCounts, err := findCounts(tree.member("policy").text)
	switch {
	case err != nil:
		return nil, err
	case byCounts:
		f := r.counts(tree, p)
		if err := r.err(); err != nil {
			return nil, err
		}
		return p.Grade(f).Bytes(), nil
	}
	if tree.member("year").kind != missing {
		p, f := r.year(tree, all)
		if err := r.err(); err != nil {
			return nil, err
		}
		return p.GradeYear(f).Bytes(), nil
	}
	policy, f := r.facts(tree, all)
	if err := r.err(); err != nil {
		return nil, err
	}
	return policy.Grade(f).Bytes(), nil
}

// readTree reads the bounded text of a file.
func readTree(raw []byte) (value, error) {
	if len(raw) > MaxFactsBytes {
		return value{}, ErrFacts.With(errs.Field{Path: root, Code: "facts_too_big"})
	}
	tree, faults := parseJSON(raw)
	if len(faults) > 0 {
		return value{}, ErrFacts.With(faults...)
	}
	return tree, nil
}

// err is ErrFacts with all faults found, nil without any.
func (r *factsReader) err() error {
	if len(r.faults) == 0 {
		return nil
	}
	return ErrFacts.With(r.faults...)
}

// factsReader reads the parts of facts in the order of the specification.
type factsReader struct{ reader }

func (r *factsReader) facts(v value, all Policies) (p Policy, f Facts) {
	if !r.object(v, "policy", "period", "subject", "general", "leader", "lines", "adjustments", "overrides", "settings") {
		return p, f
	}
	p, ok := r.policy(v.member("policy"), all)
	if !ok {
		return p, f // the rest is checked against the policy
	}
	f.Period = r.period(v.member("period"))
	f.Subject = r.subject(v.member("subject"))
	if g := v.member("general"); g.kind != missing {
		points := r.number(g, &p.General.Max)
		f.General = &points
	}
	if l := v.member("leader"); l.kind != missing {
		f.Leadership = r.leadership(l, p.Leadership, f.Subject.Leader)
	}
	for _, line := range r.list(v.member("lines")) {
		f.Lines = append(f.Lines, r.line(line, p))
	}
	f.Adjustments = r.adjustments(v.member("adjustments"), p.Adjustments)
	year := 0
	if f.Period != "" {
		year = f.Period.Year()
	}
	f.Overrides = r.overrides(v.member("overrides"), p.Overrides, f.Subject.Leader, year)
	if s := v.member("settings"); s.kind != missing {
		f.Settings = r.settings(s, p)
	}
	return p, f
}

func (r *factsReader) policy(v value, all Policies) (Policy, bool) {
	if !r.is(v, text) {
		return Policy{}, false
	}
	p, ok := all.Find(v.text)
	if !ok {
		r.fault(v, "facts_policy", "known", strings.Join(append(all.IDs(), countIDs()...), ", "))
	}
	return p, ok
}

func (r *factsReader) period(v value) Period {
	if !r.is(v, text) {
		return ""
	}
	p, err := ParsePeriod(v.text)
	if err != nil {
		r.fault(v, "facts_period")
	}
	return p
}

func (r *factsReader) subject(v value) (s Subject) {
	if r.object(v, "class", "leader") {
		s.Class = r.choice(v.member("class"), subjectClasses)
		s.Leader = r.boolean(v.member("leader"))
	}
	return s
}

// adjustments reads points that are added to or taken off the total, each kind once; a missing list is empty.
func (r *factsReader) adjustments(v value, rules []AdjustmentRule) (all []Adjustment) {
	if v.kind == missing {
		return nil
	}
	if len(rules) == 0 {
		r.fault(v, "unknown")
		return nil
	}
	var codes []string
	for _, rule := range rules {
		codes = append(codes, rule.Code)
	}
	for _, item := range r.list(v) {
		if !r.object(item, "code", "points") {
			continue
		}
		a := Adjustment{Code: r.choice(item.member("code"), codes)}
		i := slices.Index(codes, a.Code)
		if i < 0 {
			continue
		}
		a.Points = r.number(item.member("points"), &rules[i].Max)
		if slices.ContainsFunc(all, func(b Adjustment) bool { return b.Code == a.Code }) {
			r.fault(item.member("code"), "duplicate")
		}
		all = append(all, a)
	}
	return all
}

func (r *factsReader) leadership(v value, rules LeadershipRules, leader bool) *Leadership {
	known := []string{"dd", "e", "subordinate_scores"}
	if rules.NotAboveUnit {
		known = append(known, "unit_grade")
	}
	if !r.object(v, known...) {
		return nil
	}
	if !leader {
		r.fault(v, "facts_leaders_only")
	}
	l := Leadership{DD: r.component(v.member("dd"), rules), E: r.component(v.member("e"), rules)}
	if scores := v.member("subordinate_scores"); scores.kind != missing {
		for _, s := range r.list(scores) {
			l.SubordinateScores = append(l.SubordinateScores, r.number(s, &hundred))
		}
	}
	if g := v.member("unit_grade"); rules.NotAboveUnit && g.kind != missing {
		l.UnitGrade = Grade(r.choice(g, gradeCodes))
	}
	return &l
}

// component reads đ or e, which know two values only.
func (r *factsReader) component(v value, rules LeadershipRules) *Decimal {
	if v.kind == missing {
		return nil
	}
	before := len(r.faults)
	d := r.number(v, nil)
	if len(r.faults) == before && d.Cmp(rules.Full) != 0 && d.Cmp(rules.Partial) != 0 {
		r.fault(v, "facts_one_of", "allowed", rules.Full.String()+", "+rules.Partial.String())
	}
	return &d
}

func (r *factsReader) line(v value, p Policy) (l Line) {
	known := []string{"task", "k", "assigned", "done", "failed_reviews", "excused_failed_reviews", "late_events", "excused_late_events"}
	if p.Task.ByLine {
		known = append(known, "failed_quantity")
	}
	if !r.object(v, known...) {
		return l
	}
	l.Task = r.text(v.member("task"), maxTask)
	l.K = r.number(v.member("k"), nil)
	l.Assigned = r.number(v.member("assigned"), nil)
	before := len(r.faults)
	if l.Done = r.number(v.member("done"), nil); len(r.faults) == before && l.Assigned.Sign() == 0 && l.Done.Sign() > 0 {
		r.fault(v.member("done"), "facts_not_assigned")
	}
	l.FailedReviews = r.net(v, "failed_reviews", "excused_failed_reviews")
	l.LateEvents = r.net(v, "late_events", "excused_late_events")
	if q := v.member("failed_quantity"); p.Task.ByLine && q.kind != missing {
		l.FailedQuantity = r.failed(v, q, l)
	}
	return l
}

// failed reads how many pieces failed: there are none without a review that failed, and each review finds at most all
// there are.
func (r *factsReader) failed(line, v value, l Line) *Decimal {
	before := len(r.faults)
	q := r.number(v, nil)
	if len(r.faults) > before {
		return nil
	}
	happened := r.count(line.member("failed_reviews"))
	if len(r.faults) > before { // said already where the reviews were read
		r.faults = r.faults[:before]
		return nil
	}
	pieces := l.Assigned
	if l.Done.Cmp(pieces) > 0 {
		pieces = l.Done
	}
	switch most := pieces.Mul(Int(l.FailedReviews)); {
	case happened == 0:
		r.fault(v, "facts_no_failed_review")
	case q.Cmp(most) > 0:
		r.fault(v, "too_large", "max", most.String())
	}
	return &q
}

// net returns the events that count: those that happened less those excused, of which there cannot be more.
func (r *factsReader) net(v value, happened, excused string) int64 {
	before := len(r.faults)
	n, x := r.count(v.member(happened)), r.count(v.member(excused))
	if x > n && len(r.faults) == before {
		r.fault(v.member(excused), "facts_excused")
		return 0
	}
	return n - x
}

// overrides reads the concluded facts about a person in a year, 0 where the year is not known; a missing list is empty.
func (r *factsReader) overrides(v value, rules []OverrideRule, leader bool, year int) (all []Override) {
	if v.kind == missing {
		return nil
	}
	for _, item := range r.list(v) {
		o := r.override(item, rules, leader, year)
		if slices.Contains(all, o) {
			r.fault(item, "duplicate")
		}
		all = append(all, o)
	}
	return all
}

func (r *factsReader) override(v value, rules []OverrideRule, leader bool, year int) (o Override) {
	if !r.object(v, "kind", "document", "date") {
		return o
	}
	var kinds []string
	for _, rule := range rules {
		kinds = append(kinds, rule.Kind)
	}
	o.Kind = r.choice(v.member("kind"), kinds)
	o.Document = r.text(v.member("document"), maxDocument)
	date := r.date(v.member("date"))
	o.Date = string(date)
	i := slices.IndexFunc(rules, func(rule OverrideRule) bool { return rule.Kind == o.Kind })
	if i < 0 {
		return o
	}
	if rule := rules[i]; rule.LeadersOnly && !leader {
		r.fault(v.member("kind"), "facts_leaders_only")
	} else if rule.SameYear && date.Valid() && year != 0 && date.Year() != year {
		r.fault(v.member("date"), "facts_same_year")
	}
	return o
}

func (r *factsReader) settings(v value, p Policy) (s SettingsChange) {
	known := []string{"cap_ratio_at_100", "deduction_unit", "gates"}
	if p.Task.ByLine {
		known = append(known, "cap_line_at_assigned")
	}
	if !r.object(v, known...) {
		return s
	}
	if c := v.member("cap_line_at_assigned"); p.Task.ByLine && c.kind != missing {
		capped := r.boolean(c)
		s.CapLineAtAssigned = &capped
	}
	if c := v.member("cap_ratio_at_100"); c.kind != missing {
		capped := r.boolean(c)
		s.CapRatioAt100 = &capped
	}
	if u := v.member("deduction_unit"); u.kind != missing {
		s.DeductionUnit = r.choice(u, deductionUnits)
	}
	if g := v.member("gates"); g.kind != missing {
		s.Gates = []string{}
		for _, item := range r.list(g) {
			gate := r.choice(item, knownGates)
			if slices.Contains(s.Gates, gate) {
				r.fault(item, "duplicate")
			}
			s.Gates = append(s.Gates, gate)
		}
	}
	return s
}
