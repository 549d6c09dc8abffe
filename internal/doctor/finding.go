package doctor

import (
	"maps"
	"strings"

	"congvu/internal/errs"
)

// Level says how much a finding matters.
type Level string

// The levels, the lightest first.
const (
	OK     Level = "ok"     // as it should be
	Warn   Level = "warn"   // works, and will be trouble if nobody does anything
	Broken Level = "broken" // a promise of the product does not hold now
)

// Finding is the answer of one check.
type Finding struct {
	Check string            // what was looked at, e.g. "disk"
	State string            // what was found, e.g. "low"; "" when all is well
	Level Level             // how much it matters
	Args  map[string]string // values of the sentences' placeholders
	Jobs  []string          // names of the jobs that are meant; what people call them is put in for {jobs}
}

// Name returns what was looked at.
func (f Finding) Name(lang errs.Lang) string { return errs.Text(lang, "doctor."+f.Check, f.Args) }

// Found returns in a few words what was found; "" when there is nothing to say beside that all is well.
func (f Finding) Found(lang errs.Lang) string {
	if code := "doctor." + f.Check + "." + f.state(); errs.Known(code) {
		return errs.Text(lang, code, f.argsIn(lang))
	}
	return ""
}

// Advice returns why it matters and what to do; "" when all is well.
func (f Finding) Advice(lang errs.Lang) string {
	if f.Level == OK {
		return ""
	}
	return errs.Text(lang, "doctor."+f.Check+"."+f.State+".do", f.argsIn(lang))
}

// argsIn returns the placeholders' values with the jobs called as people call them.
func (f Finding) argsIn(lang errs.Lang) map[string]string {
	if len(f.Jobs) == 0 {
		return f.Args
	}
	var names []string
	for _, name := range f.Jobs {
		names = append(names, JobName(lang, name))
	}
	with := maps.Clone(f.Args)
	with["jobs"] = strings.Join(names, "; ")
	return with
}

// JobName returns what people call a scheduled job; its own name when nobody has given it one.
func JobName(lang errs.Lang, name string) string {
	if code := "job." + name; errs.Known(code) {
		return errs.Text(lang, code, nil)
	}
	return name
}

func (f Finding) state() string {
	if f.State == "" {
		return "ok"
	}
	return f.State
}

// Worst returns the gravest level of a list; OK when it is empty.
func Worst(all []Finding) Level {
	worst := OK
	for _, f := range all {
		if f.Level == Broken || f.Level == Warn && worst == OK {
			worst = f.Level
		}
	}
	return worst
}
