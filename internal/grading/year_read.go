package grading

import (
	"fmt"
	"slices"
)

// firstYear and lastYear bound the years that can be classified; days are written with four digits.
const (
	firstYear = 2000
	lastYear  = 2999
)

// lastDayOf returns the last day of a year, "2026-12-31".
func lastDayOf(year int) string { return fmt.Sprintf("%04d-12-31", year) }

// year reads the facts of a year and the policy that they name.
func (r *factsReader) year(v value, all Policies) (p Policy, f YearFacts) {
	if !r.object(v, "policy", "year", "subject", "periods", "overrides", "settings") {
		return p, f
	}
	p, ok := r.policy(v.member("policy"), all)
	if !ok {
		return p, f
	}
	if p.Year == nil {
		r.fault(v.member("policy"), "facts_no_year")
		return p, f
	}
	f.Year = r.yearNumber(v.member("year"))
	f.Subject = Subject{Class: p.Subjects[0]}
	if s := v.member("subject"); s.kind != missing {
		f.Subject = r.subject(s)
	}
	if s := v.member("settings"); s.kind != missing && r.object(s, "year") {
		f.Strategy = r.choice(s.member("year"), yearStrategies)
	}
	quarters := p.yearStrategy(f) == YearQuarters
	for _, item := range r.list(v.member("periods")) {
		x := r.yearPeriod(item, f.Year, quarters)
		same := func(y YearPeriod) bool { return x.Period != "" && y.Period != "" && overlap(x.Period, y.Period) }
		if slices.ContainsFunc(f.Periods, same) {
			r.fault(item.member("period"), "facts_overlap")
		}
		f.Periods = append(f.Periods, x)
	}
	f.Overrides = r.overrides(v.member("overrides"), p.Overrides, f.Subject.Leader, f.Year)
	return p, f
}

func (r *factsReader) yearNumber(v value) int {
	limit := Int(lastYear)
	before := len(r.faults)
	d := r.number(v, &limit)
	switch {
	case len(r.faults) > before:
		return 0
	case !d.IsInt():
		r.fault(v, "facts_whole")
		return 0
	case d.Cmp(Int(firstYear)) < 0:
		r.fault(v, "too_small", "min", fmt.Sprint(firstYear))
		return 0
	}
	return int(d.trimmed().coef)
}

// yearPeriod reads one period of a year; a period is worked unless it says otherwise.
func (r *factsReader) yearPeriod(v value, year int, quarters bool) (x YearPeriod) {
	if !r.object(v, "period", "total", "grade", "worked") {
		return x
	}
	at := v.member("period")
	x.Period = r.period(at)
	switch {
	case x.Period == "":
	case year != 0 && x.Period.Year() != year:
		r.fault(at, "facts_same_year")
	case quarters && !x.Period.Quarter():
		r.fault(at, "facts_quarters")
	}
	if t := v.member("total"); t.kind != missing {
		total := r.number(t, &hundred)
		x.Total = &total
	}
	if g := v.member("grade"); g.kind != missing {
		x.Grade = Grade(r.choice(g, gradeCodes))
		if x.Total == nil {
			r.fault(v.member("total"), "required")
		}
	}
	x.Worked = true
	if w := v.member("worked"); w.kind != missing {
		x.Worked = r.boolean(w)
	}
	return x
}

// gradeCodes are the grades as stored and sent, from the highest down.
var gradeCodes = []string{string(Excellent), string(Good), string(Completed), string(NotCompleted)}

// overlap reports whether two periods share a day.
func overlap(a, b Period) bool {
	return a.First() <= b.Last() && b.First() <= a.Last()
}
