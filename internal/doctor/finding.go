package doctor

import "congvu/internal/errs"

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
}

// Name returns what was looked at.
func (f Finding) Name(lang errs.Lang) string { return errs.Text(lang, "doctor."+f.Check, f.Args) }

// Found returns in a few words what was found; "" when there is nothing to say beside that all is well.
func (f Finding) Found(lang errs.Lang) string {
	if code := "doctor." + f.Check + "." + f.state(); errs.Known(code) {
		return errs.Text(lang, code, f.Args)
	}
	return ""
}

// Advice returns why it matters and what to do; "" when all is well.
func (f Finding) Advice(lang errs.Lang) string {
	if f.Level == OK {
		return ""
	}
	return errs.Text(lang, "doctor."+f.Check+"."+f.State+".do", f.Args)
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
