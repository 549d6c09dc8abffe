package evaluation

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/jobs"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Errors of the nightly check.
var (
	// ErrDrift says that stored lines are not what their tasks give: a defect or a tampered database.
	ErrDrift = errs.New(errs.Internal, "evaluation.drift", "stored lines differ from their tasks")
	// ErrUnturned says that a month is over and the job that settles its lines has not been there.
	ErrUnturned = errs.New(errs.Conflict, "evaluation.unturned", "a month that is over has not turned closing")
)

// Tasks reads the work that lines come from; task.Service fits.
type Tasks interface {
	// Graded yields the tasks that may have a line in a month that begins at from or in a later one, each once.
	Graded(ctx context.Context, agency string, from time.Time) iter.Seq2[string, error]
	// Whole returns those of ids that are tasks of the agency.
	Whole(ctx context.Context, agency string, ids []string) ([]task.Task, error)
}

// CheckJob is the name of the nightly check, as stored and shown.
const CheckJob = "evaluation-check"

// checkBatch is how many tasks are held at a time.
const checkBatch = 200

// Check returns the nightly check that facts are a pure function of their tasks (DESIGN.md, idea 4), after the months
// have been worked on. Differences fail the run with ErrDrift, each with a line in the log; nothing is put right by itself.
func (s *Service) Check(tasks Tasks) jobs.Job {
	const looked = "looked"
	return jobs.Job{Name: CheckJob, Spec: "0 2 * * *", Policy: jobs.Within(5 * time.Hour), Run: jobs.ForAgency(org.Root(s.units), func(ctx context.Context, agency string, r jobs.Run) error {
		if r.Did(looked) {
			return ErrDrift // another attempt would say it all again
		}
		n, err := s.differing(ctx, tasks, agency, r.Now)
		if err != nil {
			return fmt.Errorf("check facts: %w", err)
		}
		s.drift.Store(int64(n))
		if n == 0 {
			return nil
		}
		return errors.Join(fmt.Errorf("%d lines: %w", n, ErrDrift), r.Mark(ctx, looked))
	})}
}

// Drift returns how many lines differed from their tasks when this node last checked, 0 before.
func (s *Service) Drift() int64 { return s.drift.Load() }

// differing compares the lines of the months that are not closed with their tasks and returns how many differ.
func (s *Service) differing(ctx context.Context, tasks Tasks, agency string, now time.Time) (int, error) {
	first := grading.MonthOf(vncal.DateOf(now))
	due, err := s.unclosed(ctx, agency, now)
	if err != nil {
		return 0, err
	}
	for _, m := range due {
		if m.ProposedAt == nil {
			return 0, ErrUnturned
		}
		first = min(first, m.Period)
	}
	n := 0
	err = inBatches(tasks.Graded(ctx, agency, first.First().Start()), func(ids []string) error {
		found, err := s.compare(ctx, tasks, agency, ids)
		n += len(found)
		for _, d := range found {
			s.log.WarnContext(ctx, "stored line differs from its task", "task", d.code, "line", d.line, "how", d.how)
		}
		return err
	})
	return n, err
}

// inBatches calls f with the ids, some at a time.
func inBatches(all iter.Seq2[string, error], f func(ids []string) error) error {
	ids := make([]string, 0, checkBatch)
	for id, err := range all {
		if err != nil {
			return err
		}
		if ids = append(ids, id); len(ids) < checkBatch {
			continue
		}
		if err := f(ids); err != nil {
			return err
		}
		ids = ids[:0]
	}
	if len(ids) == 0 {
		return nil
	}
	return f(ids)
}

// Rebuild stores the lines of an agency's months that are not closed again, as their tasks give them: for a release that
// keeps more of a line than the one before. Doing it again changes nothing.
func (s *Service) Rebuild(ctx context.Context, tasks Tasks, agency string) error {
	first := grading.MonthOf(vncal.DateOf(s.clock.Now()))
	due, err := s.unclosed(ctx, agency, s.clock.Now())
	if err != nil {
		return err
	}
	for _, m := range due {
		first = min(first, m.Period)
	}
	return inBatches(tasks.Graded(ctx, agency, first.First().Start()), func(ids []string) error {
		list, err := tasks.Whole(ctx, agency, ids)
		if err != nil {
			return err
		}
		for _, t := range list {
			if err := s.db.WithTx(ctx, func(ctx context.Context) error { return s.rebuild(ctx, t) }); err != nil {
				return err
			}
		}
		return nil
	})
}

// rebuild stores the lines of a task anew, whatever an earlier release has left.
func (s *Service) rebuild(ctx context.Context, t task.Task) error {
	stored, err := s.store.OfTask(ctx, t.Agency, t.ID)
	if err != nil {
		return err
	}
	return s.put(ctx, t, stored, s.clock.Now())
}

// difference is a line that storing its task again would change.
type difference struct {
	code string // of the task
	line string // id of the fact
	how  string // missing, other, superfluous
}

// compare returns what storing some tasks again would change. Tasks, lines and months are read as of one moment, so work
// that goes on meanwhile is no difference.
func (s *Service) compare(ctx context.Context, tasks Tasks, agency string, ids []string) (found []difference, err error) {
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		found = nil
		now := s.clock.Now()
		list, err := tasks.Whole(ctx, agency, ids)
		if err != nil {
			return err
		}
		stored, err := s.store.OfTasks(ctx, agency, ids)
		if err != nil {
			return err
		}
		months, cutoff, err := s.allMonths(ctx, agency)
		if err != nil {
			return err
		}
		for _, t := range list {
			more, err := differences(t, stored[t.ID], months, cutoff, now)
			if err != nil {
				return fmt.Errorf("task %s: %w", t.ID, err)
			}
			found = append(found, more...)
		}
		return nil
	})
	return found, err
}

// allMonths returns the stored months, of which an agency has twelve a year, with their cut-offs.
func (s *Service) allMonths(ctx context.Context, agency string) (map[grading.Period]Month, Cutoff, error) {
	all, err := s.store.MonthsFrom(ctx, agency, "2000-01")
	if err != nil {
		return nil, nil, err
	}
	months := make(map[grading.Period]Month, len(all))
	for _, m := range all {
		months[m.Period] = m
	}
	cutoff, err := s.cutoffs(ctx, agency, months)
	return months, cutoff, err
}

// differences returns what storing t again would change of its lines.
func differences(t task.Task, stored []storedFact, months map[grading.Period]Month, cutoff Cutoff, now time.Time) (found []difference, err error) {
	write, remove := rewritten(t, plain(stored), months, cutoff, now)
	for _, f := range write {
		at := slices.IndexFunc(stored, func(x storedFact) bool { return x.ID == f.ID })
		if at < 0 {
			found = append(found, difference{t.Code, f.ID, "missing"})
			continue
		}
		same, err := stored[at].is(f)
		if err != nil {
			return nil, err
		}
		if !same {
			found = append(found, difference{t.Code, f.ID, "other"})
		}
	}
	for _, id := range remove {
		found = append(found, difference{t.Code, id, "superfluous"})
	}
	return found, nil
}
