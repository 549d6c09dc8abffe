package grading

import "slices"

// counts reads the facts of a policy that grades by counts.
func (r *factsReader) counts(v value, p CountPolicy) (f CountFacts) {
	known := []string{"policy", "period", "year", "subject", "months_worked", "months_absent", "overrides"}
	for total, parts := range countsOf {
		known = append(append(known, total), parts...)
	}
	if !r.object(v, known...) {
		return f
	}
	year := 0
	if y := v.member("year"); y.kind != missing {
		f.Year = r.yearNumber(y)
		year = f.Year
		if at := v.member("period"); at.kind != missing {
			r.fault(at, "facts_year_or_period")
		}
	} else if f.Period = r.period(v.member("period")); f.Period != "" {
		year = f.Period.Last().Year()
	}
	f.Subject = r.subject(v.member("subject"))
	f.Counts = map[string]Decimal{}
	r.shares(v, &f, tasksTotal, true)
	for _, total := range []string{targetsTotal, unitsTotal} {
		r.shares(v, &f, total, false)
	}
	r.months(v, &f)
	f.Overrides = r.overrides(v.member("overrides"), p.Overrides, f.Subject.Leader, year)
	return f
}

// shares reads a total and the counts in it, none above the total. Those of tasks are required, those of a leader may be
// unknown yet.
func (r *factsReader) shares(v value, f *CountFacts, total string, required bool) {
	limit := Int(maxCount)
	read := func(name string, limit Decimal) bool {
		at := v.member(name)
		if at.kind == missing && (!required || name == "late_or_poor") {
			return false
		}
		if !required && !f.Subject.Leader {
			r.fault(at, "facts_leaders_only")
			return false
		}
		before := len(r.faults)
		d := r.number(at, &limit)
		if len(r.faults) == before && !d.IsInt() {
			r.fault(at, "facts_whole")
		}
		f.Counts[name] = d
		return len(r.faults) == before
	}
	if read(total, limit) {
		limit = f.Counts[total]
	}
	for _, name := range countsOf[total] {
		read(name, limit)
	}
	if total == tasksTotal {
		r.tasks(v, f)
	}
}

// tasks finds counts that contradict each other: what is on time or beyond is done, and what is done is either on time with
// quality or late or poor, as what is not done may be. Without a number of its own that is the rest of what is done.
func (r *factsReader) tasks(v value, f *CountFacts) {
	for _, name := range []string{"on_time_with_quality", "beyond"} {
		if f.Counts[name].Cmp(f.Counts["done"]) > 0 && v.member(name).kind == number && v.member("done").kind == number {
			r.fault(v.member(name), "too_large", "max", f.Counts["done"].String())
		}
	}
	if len(r.faults) > 0 {
		return
	}
	onTime := f.Counts["on_time_with_quality"]
	least, most := f.Counts["done"].Sub(onTime), f.Counts[tasksTotal].Sub(onTime)
	late := v.member("late_or_poor")
	switch got := f.Counts["late_or_poor"]; {
	case late.kind == missing:
		f.Counts["late_or_poor"] = least
	case got.Cmp(least) < 0:
		r.fault(late, "too_small", "min", least.String())
	case got.Cmp(most) > 0:
		r.fault(late, "too_large", "max", most.String())
	}
}

// months reads how long the person worked in the year: all of it but the absence, unless it says otherwise.
func (r *factsReader) months(v value, f *CountFacts) {
	year := Int(12)
	f.MonthsWorked = year
	if a := v.member("months_absent"); a.kind != missing {
		f.MonthsAbsent = r.number(a, &year)
		f.MonthsWorked = year.Sub(f.MonthsAbsent)
	}
	if w := v.member("months_worked"); w.kind != missing {
		rest := f.MonthsWorked
		f.MonthsWorked = r.number(w, &rest)
	}
}

// countIDs returns the ids of the policies that grade by counts, sorted.
func countIDs() (ids []string) {
	all, _ := countPolicies() // a fault was told at the start
	for _, p := range all {
		if !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
