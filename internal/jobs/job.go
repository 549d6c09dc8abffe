package jobs

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"github.com/robfig/cron/v3"

	"congvu/pkg/vncal"
)

// Job is work to be done at set times.
type Job struct {
	Name   string // stable, part of the stored key: lower-case letters, digits and hyphens
	Spec   string // five cron fields in Vietnam time: minute, hour, day of month, month, day of week
	Policy Policy // what becomes of periods that passed while nobody ran

	// Run does the work of one period. It may be called again for the same period after a failure, a restart or a
	// take-over, so its effects are idempotent by a unique key. It returns soon once ctx ends.
	Run func(ctx context.Context, r Run) error
}

// Policy says which of the missed periods are caught up. Its zero value is All.
type Policy struct {
	latest bool
	maxAge time.Duration // 0 for any age
}

// All catches up every missed period, oldest first: for work that later periods build on.
func All() Policy { return Policy{} }

// Latest catches up the last missed period only: for work that looks at what is due now.
func Latest() Policy { return Policy{latest: true} }

// Within catches up the last missed period unless it is older than maxAge: for messages that nobody wants late.
func Within(maxAge time.Duration) Policy { return Policy{latest: true, maxAge: maxAge} }

// fresh reports whether the period of at is still wanted at now.
func (p Policy) fresh(at, now time.Time) bool { return p.maxAge == 0 || now.Sub(at) <= p.maxAge }

// Bounds of catching up.
const (
	maxCatchUp = 500                  // periods of one look; the next look goes on from there
	horizon    = 400 * 24 * time.Hour // as long as runs are kept
)

// scheduled is a job with its times parsed.
type scheduled struct {
	Job
	times cron.Schedule
}

var validName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)

// parse checks a job and reads its times.
func parse(j Job) (s scheduled, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser slices some odd texts without looking, "TZ=" among them
			err = fmt.Errorf("job %q: times %q: %v", j.Name, j.Spec, r)
		}
	}()
	if !validName.MatchString(j.Name) || j.Run == nil {
		return s, fmt.Errorf("job %q: no valid name or nothing to run", j.Name)
	}
	times, err := timesOf(j.Spec)
	if err != nil {
		return s, fmt.Errorf("job %q: times: %w", j.Name, err)
	}
	return scheduled{Job: j, times: times}, nil
}

// timesOf reads the five fields of a Spec. No descriptors: "@every" counts from the start of the process, so two nodes would not
// mean the same period.
func timesOf(spec string) (cron.Schedule, error) {
	return cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(spec)
}

// Moments returns when the periods of j begin in from <= t < to, oldest first; an error for times that are none.
func (j Job) Moments(from, to time.Time) (all []time.Time, err error) {
	s, err := parse(j)
	if err != nil {
		return nil, err
	}
	for at := s.next(from.Add(-time.Nanosecond)); !at.IsZero() && at.Before(to); at = s.next(at) {
		all = append(all, at)
	}
	return all, nil
}

// next returns the first instant after t at which a period begins, zero when there is none within five years.
func (s scheduled) next(t time.Time) time.Time {
	n := s.times.Next(t.In(vncal.Zone()))
	if n.IsZero() {
		return time.Time{}
	}
	return n.UTC()
}

// due returns the periods after the last one up to now that the policy still wants, oldest first, at most maxCatchUp.
func (s scheduled) due(last, now time.Time) []time.Time {
	if from := now.Add(-horizon); last.Before(from) {
		last = from
	}
	if s.Policy.maxAge > 0 {
		if from := now.Add(-s.Policy.maxAge - time.Nanosecond); last.Before(from) {
			last = from
		}
	}
	var all []time.Time
	for at := s.next(last); !at.IsZero() && !at.After(now); at = s.next(at) {
		if s.Policy.latest {
			all = all[:0]
		}
		if all = append(all, at); len(all) == maxCatchUp {
			break
		}
	}
	return all
}

// periodLayout writes a period as the local minute at which it begins.
const periodLayout = "2006-01-02T15:04"

// periodOf names the period that begins at an instant.
func periodOf(at time.Time) string { return at.In(vncal.Zone()).Format(periodLayout) }

// beginning returns the instant at which a period begins.
func beginning(period string) (time.Time, error) {
	at, err := time.ParseInLocation(periodLayout, period, vncal.Zone())
	return at.UTC(), err
}
