package reminder

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// ErrMonth refuses a month that a dry run cannot speak of: the past cannot be foretold, and nobody knows the work of next year.
var ErrMonth = errs.New(errs.Invalid, "reminder.month", "not this month or one of the twelve after it")

// aheadMonths is how far a dry run looks.
const aheadMonths = 12

// Planned is a message that a run to come would give.
type Planned struct {
	Job  string // which job gives it
	Rule Rule   // by which rule
	journal.Message
}

// Grouped reports whether its reader finds it in one line with the other reminders of that run.
func (p Planned) Grouped() bool { return p.Group == groupPrefix+string(vncal.DateOf(p.At)) }

// Plan is what the jobs would send in a month (chạy thử), as the work, the diaries and the substitutes stand now.
type Plan struct {
	Month    string    // "2026-12"
	Runs     []Planned // for each run one without receiver, so that a run that gives nothing is seen too; oldest first
	Messages []Planned // oldest first
}

// Plan returns what the runs of a month would give that begin after now, gathered by the functions that send. Nothing is
// written. What was sent before is left out, and so is what an earlier run would have sent: a rule speaks once of a deadline.
// Errors: ErrMonth.
func (s *Service) Plan(ctx context.Context, month string, now time.Time) (Plan, error) {
	p := Plan{Month: month, Runs: []Planned{}, Messages: []Planned{}}
	first := vncal.Date(month + "-01")
	this := vncal.DateOf(now)[:len("2026-12")] + "-01"
	if !first.Valid() || first < this || first > this.AddMonths(aheadMonths) {
		return p, ErrMonth.At("month", "plan_month")
	}
	agency, err := org.Root(s.agencies)(ctx)
	if err != nil || agency == "" {
		return p, err
	}
	cal, err := s.calendars.Of(ctx, agency)
	if err != nil {
		return p, err
	}
	// A rule that holds on the first day may have spoken on a day before it.
	from, end := cal.AddWorking(first, -longest(Rules(first))), first.AddMonths(1)
	var all []Planned
	for day := max(from, vncal.DateOf(now)); day < end; day = day.AddDays(1) {
		for _, j := range s.Jobs() {
			if j.Name == MailJob { // follows what people have seen, which nobody foresees
				continue
			}
			moments, err := j.Moments(day.Start(), day.End())
			if err != nil {
				return p, err
			}
			for _, at := range moments {
				if !at.After(now) {
					continue
				}
				run, err := s.foresee(ctx, agency, cal, j.Name, at)
				if err != nil {
					return p, err
				}
				if cal.IsWorking(day) && day >= first {
					p.Runs = append(p.Runs, Planned{Job: j.Name, Message: journal.Message{At: at}})
				}
				all = append(all, run...)
			}
		}
	}
	keys := make([]string, len(all))
	for i, m := range all {
		keys[i] = m.Key
	}
	sent, err := s.inbox.Given(ctx, agency, keys)
	if err != nil {
		return p, err
	}
	for _, m := range all {
		if sent[m.Key] {
			continue
		}
		if sent[m.Key] = true; m.At.Before(first.Start()) {
			continue
		}
		p.Messages = append(p.Messages, m)
	}
	byTime := func(a, b Planned) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Job, b.Job)) }
	slices.SortStableFunc(p.Runs, byTime)
	slices.SortStableFunc(p.Messages, byTime)
	return p, nil
}

// foresee returns what a run of a job would give at an instant.
func (s *Service) foresee(ctx context.Context, agency string, cal *vncal.Calendar, job string, at time.Time) ([]Planned, error) {
	today := vncal.DateOf(at)
	if !cal.IsWorking(today) {
		return nil, nil
	}
	l, gather := letters{Service: s, moment: at, at: at}, error(nil)
	switch job {
	case DueJob:
		gather = cmp.Or(l.deadlines(ctx, agency, cal, today), l.stepsDue(ctx, agency, cal, today))
	case DiaryJob:
		gather = l.diaries(ctx, agency, today)
	}
	if err := cmp.Or(gather, l.failed.err()); err != nil {
		return nil, fmt.Errorf("foresee %s of %s: %w", job, today, err)
	}
	rules := map[string]Rule{}
	for _, r := range Rules(today) {
		rules[r.ID] = r
	}
	l.group()
	out := make([]Planned, 0, len(l.all))
	for _, m := range l.all {
		out = append(out, Planned{Job: job, Rule: rules[m.Rule], Message: m})
	}
	return out, nil
}

// longest is for how many working days after its moment a rule of rules may still speak.
func longest(rules []Rule) int {
	n := 0
	for _, r := range rules {
		n = max(n, r.Last-r.First)
	}
	return n
}
