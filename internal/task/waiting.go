package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/org"
)

// Nothing waits for somebody who is gone (spec/tasks.md §1): this file answers whom work waits for as posts are held now,
// for the verbs and for the daily job that hands over what was left behind.

// WaitingJob is the name of the job, as stored and shown.
const WaitingJob = "task-waiting"

// Job returns the daily look at whom open work waits for. Posts begin and end with the day, so it runs once each night;
// a missed night is made up for once, for what counts is how posts are held now.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: WaitingJob, Spec: "10 0 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(org.Root(s.deps.Units), func(ctx context.Context, agency string, r jobs.Run) error {
		return s.PassOn(ctx, agency, r.Hold)
	})}
}

// holdEvery is after how many tasks a run asks whether it still holds its claim.
const holdEvery = 1000

// PassOn hands every open task of an agency that waits for people who can no longer act to those who act in their place;
// doing it again changes nothing. Each task is a transaction of its own, and one failure does not stop the rest.
// hold is called in each transaction and refuses it when another node does the same work.
func (s *Service) PassOn(ctx context.Context, agency string, hold func(context.Context) error) error {
	n, failed, first := 0, 0, error(nil)
	for t, err := range s.store.Open(ctx, agency) {
		if err == nil && n%holdEvery == 0 {
			err = hold(ctx)
		}
		if err != nil {
			return fmt.Errorf("whom work waits for: %w", err)
		}
		n++
		if _, stray, err := s.stray(ctx, t); err != nil || stray {
			if err == nil {
				err = s.pass(ctx, t, hold)
			}
			if err != nil {
				if failed++; first == nil {
					first = fmt.Errorf("pass task %s on: %w", t.ID, err)
				}
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d tasks not passed on, first: %w", failed, first)
	}
	return nil
}

// pass hands one task over. Whoever acted on it meanwhile has set whom it waits for.
func (s *Service) pass(ctx context.Context, seen Task, hold func(context.Context) error) error {
	t, err := s.store.Whole(ctx, seen.Agency, seen.ID)
	if err != nil {
		return err
	}
	people, stray, err := s.stray(ctx, t)
	if err != nil || !stray {
		return err
	}
	named, err := s.deps.People.People(ctx, t.Agency, people)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(people))
	for _, id := range people {
		names = append(names, named[id].Name)
	}
	_, err = s.save(ctx, access.System(t.Agency), t, t.passed(people, s.deps.Clock.Now()), act{
		verb: passing, params: map[string]string{"to": strings.Join(names, ", ")}, hold: hold,
	})
	if errors.Is(err, errs.ErrChanged) {
		return nil
	}
	return err
}

// stray reports whether t waits for others than those who act next, and who they are.
func (s *Service) stray(ctx context.Context, t Task) (people []string, stray bool, err error) {
	if t.ApproverGone, err = s.gone(ctx, t); err != nil {
		return nil, false, err
	}
	people, err = s.waiters(ctx, t)
	if errors.Is(err, ErrNoHead) { // every post up to the root is vacant: it stays where it is until one is filled
		return nil, false, nil
	}
	return people, err == nil && !sameSet(people, t.Waiting), err
}

// waiters returns whose act comes next on t. Errors: ErrNoHead.
func (s *Service) waiters(ctx context.Context, t Task) ([]string, error) {
	switch t.State {
	case Draft:
		switch {
		case t.Proposal:
			return s.nearestHeads(ctx, t.Agency, t.Units, t.Lead.Person)
		case t.AssignedAt == nil: // nobody but its author knows of it
			return nil, nil
		}
		return s.deciders(ctx, t) // given back
	case Submitted, Recalled, Paused:
		return s.deciders(ctx, t)
	case Assigned, InProgress:
		if t.Lead.Person == "" {
			return s.nearestHeads(ctx, t.Agency, t.Units, "")
		}
		if t.pending() != nil || t.claim() != nil {
			return s.deciders(ctx, t)
		}
		left, err := s.left(ctx, t.Lead.Person)
		if err != nil || !left {
			return []string{t.Lead.Person}, err
		}
		return s.deciders(ctx, t) // who recall it and give it to somebody else
	}
	if t.State == Completed && t.claim() != nil {
		return s.deciders(ctx, t)
	}
	return t.Waiting, nil
}

// deciders returns who answers for t: its approver, or the nearest heads above once the approver is gone. Errors: ErrNoHead.
func (s *Service) deciders(ctx context.Context, t Task) ([]string, error) {
	if !t.ApproverGone {
		return []string{t.Approver}, nil
	}
	return s.nearestHeads(ctx, t.Agency, t.Units, t.Lead.Person)
}

// decidersFor returns the deciders of t once it is sure that a may do act: the rule comes before the question who is there.
func (s *Service) decidersFor(ctx context.Context, a access.Actor, t Task, act Act) ([]string, error) {
	if err := allowed(a, t, act); err != nil {
		return nil, err
	}
	who, err := s.deciders(ctx, t)
	if act == ActRecall && errors.Is(err, ErrNoHead) { // whoever recalls it stands in, until a post is filled
		return []string{a.ID}, nil
	}
	return who, err
}

// gone reports whether the appointment of t's approver has ended: they are not in charge of the lead any more.
func (s *Service) gone(ctx context.Context, t Task) (bool, error) {
	p, err := s.deps.People.Actor(ctx, t.Approver)
	if errors.Is(err, errs.ErrNotFound) {
		return true, nil
	}
	return !inCharge(p, t), err
}

// left reports whether a person holds no appointment at all any more. A lead who only changed posts keeps the work until
// it is recalled or done.
func (s *Service) left(ctx context.Context, person string) (bool, error) {
	p, err := s.deps.People.Actor(ctx, person)
	if errors.Is(err, errs.ErrNotFound) {
		return true, nil
	}
	return len(p.Appointments) == 0, err
}

// passed returns t waiting for people from now on; nothing else of it changes but who sees it.
func (t Task) passed(people []string, now time.Time) Task {
	t.wait(people, now)
	t.UpdatedAt = now
	if t.State != Draft {
		t.show(people)
		return t
	}
	if t.Proposal {
		t.Approver = people[0]
	}
	t.Vis = t.draftVis()
	return t
}

// sameSet reports whether two lists name the same people, each once, in whatever order.
func sameSet(x, y []string) bool {
	return len(x) == len(y) && !slices.ContainsFunc(x, func(id string) bool { return !slices.Contains(y, id) })
}
