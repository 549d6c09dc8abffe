package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"congvu/internal/clock"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// step is something done at a simulated instant. Steps of one instant touch different things and run side by side, but
// for those that take numbers: these keep their order, so that the same sample gets the same codes.
type step struct {
	at      time.Time
	ordered bool
	what    string
	do      func(context.Context) error
}

// workers is how many steps run side by side: the database commits several at once.
const workers = 6

// loadWork carries out the plan and everything around it in the order of time.
func (l *loader) loadWork(ctx context.Context) error {
	var err error
	if l.plan, err = l.planner.plan(); err != nil {
		return err
	}
	l.tasks = make([]task.Task, len(l.plan))
	steps := slices.Concat(l.taskSteps(), l.diarySteps(), l.monthSteps(), l.quarterSteps(), l.workplaceSteps(), l.jobSteps())
	steps = slices.DeleteFunc(steps, func(s step) bool { return s.at.After(l.now) })
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	total, done, told := len(steps), 0, time.Duration(0)
	machine := clock.System() // how long it takes is real
	start := machine.Now()
	for len(steps) > 0 {
		n := 1
		for n < len(steps) && steps[n].at.Equal(steps[0].at) {
			n++
		}
		l.Clock.set(steps[0].at)
		if err := together(ctx, steps[:n]); err != nil {
			return err
		}
		done += n
		if spent := machine.Now().Sub(start); spent-told > 3*time.Second {
			told = spent
			l.tell(fmt.Sprintf("Dữ liệu mẫu: %d%% (ngày %s)", 100*done/total, vncal.DateOf(steps[0].at).Display()))
		}
		steps = steps[n:]
	}
	return nil
}

// together runs the steps of one instant.
func together(ctx context.Context, steps []step) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	run := func(s step) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s on %s: %w", s.what, vncal.DateOf(s.at), err)
		}
		return nil
	}
	g.Go(func() error {
		for _, s := range steps {
			if s.ordered {
				if err := run(s); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, s := range steps {
		if !s.ordered {
			g.Go(func() error { return run(s) })
		}
	}
	return g.Wait()
}

// taskSteps returns the acts of all planned tasks.
func (l *loader) taskSteps() []step {
	var steps []step
	for i, t := range l.plan {
		for _, a := range t.Acts {
			steps = append(steps, step{at: a.At, ordered: a.Do == assigns, what: string(a.Do) + " " + t.Title, do: func(ctx context.Context) error {
				return l.act(ctx, i, a)
			}})
		}
	}
	return steps
}

// act carries out one act with the task in place i of the plan.
func (l *loader) act(ctx context.Context, i int, a plannedAct) error {
	by, t, plan := l.actors[a.By], l.tasks[i], l.plan[i]
	milli := int64(plan.Pieces) * 1000
	var err error
	switch a.Do {
	case assigns:
		t, err = l.Tasks.Create(ctx, by, l.input(plan), true, "")
	case names:
		t, err = l.Tasks.Accept(ctx, by, t.ID, t.Version, l.people[a.Person].ID)
	case accepts:
		t, err = l.Tasks.Accept(ctx, by, t.ID, t.Version, "")
	case declines:
		t, err = l.Tasks.Decline(ctx, by, t.ID, t.Version, a.Text)
	case reports:
		t, err = l.Tasks.Report(ctx, by, t.ID, t.Version, a.Percent, a.Text, "")
	case submits:
		t, err = l.Tasks.Submit(ctx, by, t.ID, t.Version, a.Text, milli)
	case approves:
		verdict := task.Met
		if a.Major {
			verdict = task.MajorError
		}
		t, err = l.Tasks.Approve(ctx, by, t.ID, t.Version, verdict, milli, task.Faulty{}, a.Text)
	case returns:
		t, err = l.Tasks.Return(ctx, by, t.ID, t.Version, a.Text, a.Major, task.Faulty{})
	case cancels:
		t, err = l.Tasks.Cancel(ctx, by, t.ID, t.Version, a.Text)
	}
	if err != nil {
		return err
	}
	l.tasks[i] = t // only this task's acts touch its place, one after the other
	return nil
}

// input returns a planned task as it is typed.
func (l *loader) input(p plannedTask) task.Input {
	in := task.Input{
		Title: p.Title, Description: p.Description, Document: l.documents[p.Document],
		Lead:        task.Lead{Unit: l.units[p.Unit].ID, Person: l.people[p.Lead].ID},
		ProductCode: p.Product, ProductText: p.Text, PointsMilli: int64(p.Points) * 1000,
		QtyMilli: int64(p.Pieces) * 1000, Due: p.Due, Urgency: p.Urgency,
	}
	for _, unit := range p.Coordinators {
		in.Coordinators = append(in.Coordinators, task.Part{Unit: l.units[unit].ID})
	}
	return in
}

// workingDays returns the working days from one day to another, both included.
func (l *loader) workingDays(from, to vncal.Date) []vncal.Date {
	var days []vncal.Date
	for d := from; d <= to; d = d.AddDays(1) {
		if l.cal.IsWorking(d) {
			days = append(days, d)
		}
	}
	return days
}
