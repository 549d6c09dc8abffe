package diary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// WaitingJob is the name of the job that keeps Day.Waiting true, as stored and shown.
const WaitingJob = "diary-waiting"

// Actions of the job.
const (
	actionPassed = "diary.passed" // handed to who confirms it now
	actionLocked = "diary.locked" // a returned day whose author can no longer write it
)

// Job returns the daily look at whom submitted and returned days wait for. Posts and locks begin with the day, so it runs
// once each night; a missed night is made up for once, for what counts is how things stand now.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: WaitingJob, Spec: "10 0 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.org), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.PassOn(ctx, agency, r.Hold)
	})}
}

// holdEvery is after how many days a run asks whether it still holds its claim.
const holdEvery = 1000

// PassOn hands the submitted days of an agency to those who confirm them now, and lets returned days that are locked wait
// for nobody; doing it again changes nothing. Each day is a transaction of its own, and one failure does not stop the rest.
// hold is called in each transaction and refuses it when another node does the same work.
func (s *Service) PassOn(ctx context.Context, agency string, hold func(context.Context) error) error {
	cal, err := s.calendar.Of(ctx, agency)
	if err != nil {
		return err
	}
	lock, err := s.lockAfter(ctx, agency)
	if err != nil {
		return err
	}
	n, failed, first := 0, 0, error(nil)
	for d, err := range s.store.Undecided(ctx, agency) {
		if err == nil && n%holdEvery == 0 {
			err = hold(ctx)
		}
		if err != nil {
			return fmt.Errorf("whom diaries wait for: %w", err)
		}
		n++
		person, err := s.waiter(ctx, d, cal, lock)
		if err == nil && !d.waitsFor(person) {
			err = s.pass(ctx, d, cal, lock, hold)
		}
		if err != nil {
			if failed++; first == nil {
				first = fmt.Errorf("pass diary day %s on: %w", d.ID, err)
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d diary days not passed on, first: %w", failed, first)
	}
	return nil
}

// pass hands one day over. Whoever acted on it meanwhile has set whom it waits for.
func (s *Service) pass(ctx context.Context, seen Day, cal *vncal.Calendar, lock int, hold func(context.Context) error) error {
	d, err := s.store.Whole(ctx, seen.Agency, seen.ID)
	if err != nil {
		return err
	}
	person, err := s.waiter(ctx, d, cal, lock)
	if err != nil || d.waitsFor(person) {
		return err
	}
	do := act{name: actionPassed, at: s.clock.Now(), hold: hold}
	next := d
	next.wait(person, do.at)
	switch {
	case d.State == StateReturned:
		do.name = actionLocked
	case person != "": // the author may have moved: those above now read it beside those who could
		author, err := s.people.Person(ctx, d.Agency, d.Person)
		if err != nil {
			return err
		}
		above := Visibility(author.ID, author.Units, author.Primary.Role == access.Head)
		next.Vis = org.Union(d.Vis, above)
		if nearest, ok := strings.CutPrefix(above[len(above)-1], access.Diary("")); ok && len(next.Vis) > len(d.Vis) {
			next.Passed = org.Union(d.Passed, []string{nearest})
		}
	}
	if _, err = s.put(ctx, access.System(d.Agency), d, next, do); errors.Is(err, errs.ErrChanged) {
		return nil
	}
	return err
}

// waiter returns whose act comes next on a submitted or returned day, "" for nobody: who confirms it as posts are held now,
// the author while it can be written.
func (s *Service) waiter(ctx context.Context, d Day, cal *vncal.Calendar, lock int) (string, error) {
	switch StateOn(d, vncal.DateOf(s.clock.Now()), cal, lock) {
	case StateSubmitted:
		return s.confirmer(ctx, d.Agency, d.Person)
	case StateReturned:
		return d.Person, nil
	}
	return "", nil
}

// waitsFor reports whether d waits for exactly this person; "" is nobody.
func (d Day) waitsFor(person string) bool {
	if person == "" {
		return len(d.Waiting) == 0
	}
	return slices.Equal(d.Waiting, []string{person})
}
