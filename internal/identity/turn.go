package identity

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// TurnJob is the name of the job by which posts take force, as stored and shown.
const TurnJob = "identity-posts"

// Job returns what happens when a day begins: whoever's post begins or has ended stands in the lists as of today, and their
// open pages are told. What somebody may do follows the day by itself, for it is read by the day.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: TurnJob, Spec: "0 0 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.org), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.Turn(ctx, agency, r.Hold)
	})}
}

// turnBack is how many days back Turn looks for posts that began or ended: longer than any node was ever away.
const turnBack = 400

// Turn lets everybody stand as their posts say today; doing it again changes nothing. Each person is a transaction of its
// own, and one failure does not stop the rest. hold is called in each and refuses it when another node does the same work.
func (s *Service) Turn(ctx context.Context, agency string, hold func(context.Context) error) error {
	failed, first, today := 0, error(nil), s.today()
	done := map[string]bool{}
	for a, err := range s.store.Turning(ctx, agency, today.AddDays(-turnBack), today) {
		if err != nil {
			return fmt.Errorf("whose posts turn: %w", err)
		}
		if done[a.Person] {
			continue
		}
		done[a.Person] = true
		if err := s.turn(ctx, agency, a.Person, today, hold); err != nil {
			if failed++; first == nil {
				first = fmt.Errorf("posts of %s: %w", a.Person, err)
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d people not brought up to the day, first: %w", failed, first)
	}
	return nil
}

// turn lets one person stand as of today.
func (s *Service) turn(ctx context.Context, agency, person string, today vncal.Date, hold func(context.Context) error) error {
	p, err := s.store.Person(ctx, agency, person)
	if err != nil {
		return err
	}
	posts, err := s.store.Career(ctx, agency, person)
	if err != nil {
		return err
	}
	units, err := s.org.Map(ctx, agency)
	if err != nil {
		return err
	}
	next := p.standing(posts, units, today)
	edge := false // a post beside the primary one changes no list, but what open pages may show
	for _, a := range posts {
		edge = edge || p.Turned < today && a.held() && (a.From == today || a.To == today.AddDays(-1))
	}
	if p.stands(next) && !edge {
		return nil
	}
	next.Turned = today
	err = s.change(ctx, access.System(agency), p, next, journal.Entry{Action: "person.turned"}, hold, unitsOf(posts)...)
	if errors.Is(err, errs.ErrChanged) { // whoever changed it meanwhile has seen the day too
		return nil
	}
	return err
}

// VoidRights raises the rights number of everybody, so that no token of before is good any more. No node may be running.
func (s *Service) VoidRights(ctx context.Context) error { return s.store.RaiseAll(ctx) }
