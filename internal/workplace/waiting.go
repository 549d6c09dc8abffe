package workplace

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/org"
)

// WaitingJob is the name of the job that keeps Registration.Waiting true, as stored and shown.
const WaitingJob = "workplace-waiting"

// Job returns the daily look at whom registrations and results wait for: posts begin and end with the day.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: WaitingJob, Spec: "20 0 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.Units), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.PassOn(ctx, agency, r.Hold)
	})}
}

// PassOn hands what waits for a head to whoever decides now; doing it again changes nothing. Each registration is a
// transaction of its own, and one failure does not stop the rest. hold is called in each transaction and refuses it when
// another node does the same work.
func (s *Service) PassOn(ctx context.Context, agency string, hold func(context.Context) error) error {
	open, err := s.store.Undecided(ctx, agency)
	if err != nil {
		return err
	}
	failed, first := 0, error(nil)
	for _, r := range open {
		if err := s.pass(ctx, r, hold); err != nil {
			if failed++; first == nil {
				first = fmt.Errorf("pass registration %s on: %w", r.ID, err)
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d registrations not passed on, first: %w", failed, first)
	}
	return nil
}

// pass hands one registration over. Whoever acted on it meanwhile has set whom it waits for.
func (s *Service) pass(ctx context.Context, r Registration, hold func(context.Context) error) error {
	if r.State == Approved && r.Result.State == ResultReturned {
		return nil // it waits for the person
	}
	c, err := s.around(ctx, r)
	if err != nil || len(c.chain) == 0 || slices.Equal(r.Waiting, c.chain[:1]) {
		return err
	}
	next := r
	next.wait(c.chain[0], c.now)
	above := c.owner.Units // the person may have moved: those above now read it beside those who could
	if n := len(above); n > 0 && c.owner.Primary.Role == access.Head {
		above = above[:n-1] // not the own deputies
	}
	if n := len(above); n > 0 && !slices.Contains(r.Vis, access.Diary(above[n-1])) {
		next.Passed = org.Union(r.Passed, above[n-1:])
		next.Vis = org.Union(r.Vis, diary.Visibility(r.Person, above, false))
	}
	_, err = s.put(ctx, access.System(r.Agency), r, next, act{name: "workplace.passed", at: c.now, hold: hold})
	if errors.Is(err, errs.ErrChanged) {
		return nil
	}
	return err
}
