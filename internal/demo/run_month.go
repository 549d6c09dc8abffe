package demo

import (
	"context"
	"math/big"
	"math/rand/v2"
	"time"

	"congvu/internal/access"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/reminder"
	"congvu/pkg/vncal"
)

// monthSteps returns the giving of general points in the first days after each month. Points of the months in which nobody had work
// here yet, but which belong to the quarter of the first one that had, are given in its first days: so the quarter is whole.
func (l *loader) monthSteps() []step {
	var steps []step
	quarter := firstOf(l.from).AddMonths(-((int(l.from.Start().In(vncal.Zone()).Month()) - 1) % 3))
	for first := quarter.AddMonths(1); first <= l.today(); first = first.AddMonths(1) {
		month := grading.MonthOf(first.AddDays(-1))
		for _, m := range l.members {
			if m.Role != access.Head {
				continue
			}
			day := l.cal.AddWorking(max(first, firstOf(l.from)).AddDays(-1), 1+random("points "+m.No+string(first)).IntN(3))
			steps = append(steps, step{at: l.at(day, afternoon+2), what: "general points", do: func(ctx context.Context) error {
				return l.givePoints(ctx, m, month)
			}})
		}
	}
	return steps
}

// givePoints has a head give general points to everybody whose direct superior the head is.
func (l *loader) givePoints(ctx context.Context, head member, month grading.Period) error {
	a := l.actors[head.No]
	table, err := l.Evaluation.UnitScores(ctx, a, l.units[head.Unit].ID, month)
	if err != nil {
		return err
	}
	for _, row := range table.Rows {
		if !row.Give {
			continue
		}
		r := random("points " + row.Person.StaffNo + string(month))
		var lead *evaluation.Leadership
		if row.Sheet.Leader {
			lead = &evaluation.Leadership{DD: 100, E: 100}
		}
		if _, err := l.Evaluation.General(ctx, a, row.Person.ID, month, row.Sheet.Version, points(r, habitOf(row.Person.StaffNo), row.Policy), lead); err != nil {
			return err
		}
	}
	return nil
}

// points gives each group its maximum or less, by the person's habit, with a remark then.
func points(r *rand.Rand, h habit, policy grading.Policy) []grading.GroupPoints {
	var groups []grading.GroupPoints
	for _, g := range policy.General.Groups {
		top, _ := new(big.Rat).Mul(g.Max.Rat(), big.NewRat(1000, 1)).Float64() // whole thousandths: exact
		given := grading.GroupPoints{Key: g.Code, PointsMilli: int64(top) - int64(h.least+r.IntN(h.most-h.least+1))*500}
		if given.PointsMilli < int64(top) {
			given.Remark = pick(r, generalRemarks)
		}
		groups = append(groups, given)
	}
	return groups
}

// remindedDays is for how many days back the reminders were sent; older ones would have been read long ago.
const remindedDays = 6

// jobSteps returns the runs of the scheduled jobs: the months' every night, the reminders of the last days.
func (l *loader) jobSteps() []step {
	var steps []step
	run := func(d vncal.Date, hour, minute int, job string) {
		at := d.Start().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		steps = append(steps, step{at: at, what: "job " + job, do: func(ctx context.Context) error {
			_, err := l.Jobs.RunNow(ctx, job, at.In(vncal.Zone()).Format("2006-01-02T15:04"))
			return err
		}})
	}
	for d := l.from; d <= l.today(); d = d.AddDays(1) {
		if d >= firstOf(l.from).AddMonths(1) { // before, it would close a month in which nobody had work here
			run(d, 0, 30, l.Evaluation.Job().Name)
		}
		if d > l.today().AddDays(-remindedDays) {
			run(d, 8, 30, reminder.DueJob)
			run(d, 16, 30, reminder.DiaryJob)
		}
	}
	return steps
}

func firstOf(d vncal.Date) vncal.Date { return d.AddDays(1 - d.Day()) }
