package evaluation_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/task"
)

// lines writes the lines of a score as "code d=1000 q=0 l=1 over <2026-03".
func lines(sc evaluation.Score) (all []string) {
	for _, f := range sc.Lines {
		s := fmt.Sprintf("%s d=%d q=%d l=%d", f.Code, f.D, f.Q, f.L)
		if f.Over {
			s += " over"
		}
		if f.Pending() {
			s += " pending"
		}
		if f.CarriedFrom != "" {
			s += " <" + string(f.CarriedFrom)
		}
		all = append(all, s)
	}
	return all
}

// TestMonth carries one month from the first task to the closed sheet.
func TestMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april = grading.Period("2026-04")

	if sc := w.score(april); sc.Result.Status != grading.InsufficientData || sc.Sheet.Version != 0 {
		t.Errorf("before any work: %+v", sc.Result)
	}
	one := w.give("2026-04-10", 1)
	w.give("2026-04-28", 3) // not due yet: does not count until then
	if sc := w.score(april); len(sc.Lines) != 0 {
		t.Errorf("work due later counts already: %v", lines(sc))
	}
	w.at("2026-04-13 09:00") // one working day late
	one = w.submit(one)
	if sc := w.score(april); cmp.Diff([]string{"NV-2026-000001 d=0 q=0 l=1 pending"}, lines(sc)) != "" {
		t.Errorf("handed in: %v", lines(sc))
	}
	w.at("2026-04-14 09:00")
	w.approve(one)
	sc := w.score(april)
	r := sc.Result
	if r.Status != grading.NeedsDecision || r.A != "100" || r.C != "75" || cmp.Diff([]string{"64.17", "94.17"}, r.TotalRange) != "" {
		t.Errorf("without general points: %+v", r)
	}
	if f := sc.Lines[0]; f.Show.Title == "" || cmp.Diff(f.Show.Missed, one.Missed(w.clock.Now())) != "" || f.Show.SubmittedOn != "2026-04-13" {
		t.Errorf("the line does not explain itself: %+v", f.Show)
	}

	sc = w.generalPoints(april, 0)
	if sc.Result.Total != "91.67" || sc.Result.Grade != grading.Excellent || sc.Result.TotalExact != "275/3" || !sc.Give || !sc.Provisional() {
		t.Errorf("with general points: %+v", sc.Result)
	}
	if diff := cmp.Diff([]string{"sheet.general"}, w.kinds(w.officer)); diff != "" {
		t.Errorf("inbox of the officer (-want +got):\n%s", diff)
	}

	w.advance("2026-05-01 00:30")
	if got := w.state(april); got != evaluation.Closing {
		t.Fatalf("state after the month: %s", got)
	}
	sc = w.score(april)
	if diff := cmp.Diff([]string{"NV-2026-000001 d=1000 q=0 l=1", "NV-2026-000002 d=0 q=0 l=1 over"}, lines(sc)); diff != "" {
		t.Errorf("lines of the closing month (-want +got):\n%s", diff)
	}
	total := sc.Result.Total
	if sc.Result.A != "25" || sc.Result.Status != grading.Scored {
		t.Errorf("closing: %+v", sc.Result)
	}
	if diff := cmp.Diff([]string{"NV-2026-000002 d=0 q=0 l=1 <2026-04"}, lines(w.score("2026-05"))); diff != "" {
		t.Errorf("lines carried over (-want +got):\n%s", diff)
	}
	waiting, err := w.eval.Waiting(w.ctx, w.head)
	w.ok(err)
	if diff := cmp.Diff([]evaluation.WaitingFor{{Period: april, People: 1}}, waiting); diff != "" { // the colleague; no policy grades the public employee
		t.Errorf("who waits for the head (-want +got):\n%s", diff)
	}

	w.advance("2026-05-12 00:30") // the 7th working day itself
	if got := w.state(april); got != evaluation.Closing {
		t.Errorf("state on the 7th working day: %s", got)
	}
	w.advance("2026-05-13 00:30")
	closed := w.score(april)
	if w.state(april) != evaluation.Closed || closed.Provisional() || closed.Result.Total != total || closed.Sheet.Frozen == nil || closed.Give {
		t.Fatalf("closed: %+v", closed)
	}
	if len(closed.Sheet.Frozen.Hash) != 64 || !bytes.Equal(closed.Result.Bytes(), closed.Sheet.Frozen.Bytes) {
		t.Error("the frozen bytes are not those of the result")
	}
	if diff := cmp.Diff([]string{"period.closed", "sheet.general"}, w.kinds(w.officer)); diff != "" {
		t.Errorf("inbox of the officer (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"period.closed", "period.closing"}, w.kinds(w.head)); diff != "" {
		t.Errorf("inbox of the head (-want +got):\n%s", diff)
	}
	_, err = w.eval.General(w.ctx, w.head, w.officer.ID, april, closed.Sheet.Version, points(), nil)
	w.refused("points in a closed month", err, evaluation.ErrClosed)
	if waiting, err := w.eval.Waiting(w.ctx, w.head); err != nil || len(waiting) != 0 {
		t.Errorf("waits after the close: %v, %v", waiting, err)
	}
	trend := w.score("2026-05").Trend
	if len(trend) != 2 || trend[0].Total != total || trend[0].Provisional || !trend[1].Provisional {
		t.Errorf("trend: %+v", trend)
	}
}

// TestClosedMonthNeverChanges: whatever happens to the task later, the closed month stays, byte for byte.
func TestClosedMonthNeverChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give("2026-04-10", 2)
	w.generalPoints("2026-04", 0)
	w.advance("2026-05-01 00:30")
	w.advance("2026-05-13 00:30")
	before := w.score("2026-04")

	w.at("2026-05-14 09:00")
	x = w.submit(x)
	w.at("2026-05-15 09:00")
	x = w.approve(x)
	after := w.score("2026-04")
	if diff := cmp.Diff(before.Sheet, after.Sheet); diff != "" {
		t.Errorf("the closed sheet changed (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff([]string{x.Code + " d=2000 q=0 l=1 <2026-04"}, lines(w.score("2026-05"))); diff != "" {
		t.Errorf("the rest in May (-want +got):\n%s", diff)
	}
}

func TestUndecidedWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april, may = grading.Period("2026-04"), grading.Period("2026-05")
	soon, never := w.give("2026-04-29", 1), w.give("2026-04-29", 1)
	w.generalPoints(april, 0)
	w.at("2026-04-29 16:00")
	soon, never = w.submit(soon), w.submit(never)

	w.advance("2026-05-01 00:30")
	if r := w.score(april).Result; r.Status != grading.NeedsDecision || cmp.Diff([]grading.Reason{grading.Undecided}, r.Reasons) != "" || r.Total != "" {
		t.Errorf("undecided at the close: %+v", r)
	}
	w.at("2026-05-06 17:00") // the third working day
	w.approve(soon)
	w.advance("2026-05-07 00:30")
	sc := w.score(april)
	if diff := cmp.Diff([]string{soon.Code + " d=1000 q=0 l=0"}, lines(sc)); diff != "" || sc.Result.Total != "97.50" {
		t.Errorf("after the cut-off: %s (-want +got)\n%s", sc.Result.Total, diff)
	}
	if diff := cmp.Diff([]string{never.Code + " d=0 q=0 l=0 pending <2026-04"}, lines(w.score(may))); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	w.at("2026-05-08 09:00")
	w.approve(never)
	if diff := cmp.Diff([]string{never.Code + " d=1000 q=0 l=0 <2026-04"}, lines(w.score(may))); diff != "" {
		t.Errorf("decided after the cut-off (-want +got):\n%s", diff)
	}
}

func TestReturnedAfterTheMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give("2026-04-29", 1)
	w.at("2026-04-29 16:00")
	x = w.submit(x)
	w.advance("2026-05-01 00:30")
	w.at("2026-05-05 09:00")
	x, err := w.tasks.Return(w.ctx, w.head, x.ID, x.Version, "Thiếu số liệu của ba sở", true, task.Faulty{})
	w.ok(err)
	if got := lines(w.score("2026-04")); len(got) != 0 {
		t.Errorf("April keeps %v", got)
	}
	w.at("2026-05-31 09:00")
	if diff := cmp.Diff([]string{x.Code + " d=0 q=1 l=1"}, lines(w.score("2026-05"))); diff != "" {
		t.Errorf("May (-want +got):\n%s", diff)
	}
}

func TestTakenBackWorkLeavesNoLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give("2026-04-02", 1)
	w.at("2026-04-03 09:00")
	if got := lines(w.score("2026-04")); len(got) != 1 {
		t.Fatalf("lines: %v", got)
	}
	_, err := w.tasks.Recall(w.ctx, w.head, x.ID, x.Version, "Giao lại cho người khác")
	w.ok(err)
	if got := lines(w.score("2026-04")); len(got) != 0 {
		t.Errorf("recalled work still counts: %v", got)
	}
}

// TestBeginsWithTheFirstWork: an agency that began in April hears nothing of March, which nobody worked in here.
func TestBeginsWithTheFirstWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.advance("2026-04-02 00:30")
	if got := w.state("2026-03"); got != "" {
		t.Errorf("March is %q", got)
	}
	w.at("2026-04-10 09:00")
	w.give("2026-04-20", 1)
	w.advance("2026-06-01 00:30") // two months over at once
	if april, may := w.state("2026-04"), w.state("2026-05"); april != evaluation.Closed || may != evaluation.Closing {
		t.Errorf("April is %q, May is %q", april, may)
	}
}

// TestCloseByCommand closes early: undecided work moves on, whoever lacks points keeps needs_decision.
func TestCloseByCommand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pending := w.submit(w.give("2026-04-29", 1))
	w.give("2026-04-20", 1)

	_, err := w.eval.Close(w.ctx, w.hr, "2026-04", nil)
	w.refused("closing a running month", err, evaluation.ErrRunning)
	w.at("2026-05-02 10:00") // the job has not run
	_, err = w.eval.Close(w.ctx, w.head, "2026-04", nil)
	w.refused("closing by a head", err, evaluation.ErrNotHR)
	_, err = w.eval.Close(w.ctx, w.hr, "2026-07", nil)
	w.refused("closing the future", err, evaluation.ErrFuture)
	stale := int64(7)
	_, err = w.eval.Close(w.ctx, w.hr, "2026-04", &stale)
	w.refused("closing what was changed", err, errs.ErrChanged)

	w.close("2026-04")
	months, err := w.eval.Periods(w.ctx, w.agency)
	w.ok(err)
	if m := months[1]; m.State != evaluation.Closed || m.Policy != "nd335-2025@2" || m.Settings[m.Policy].DeductionUnit.Value != grading.DeductLine {
		t.Errorf("closed: %+v", m)
	}
	sc := w.score("2026-04")
	if sc.Result.Status != grading.NeedsDecision || sc.Sheet.Frozen == nil || len(sc.Lines) != 1 {
		t.Errorf("lacking points: %+v %v", sc.Result, lines(sc))
	}
	_, err = w.eval.Close(w.ctx, w.hr, "2026-04", nil)
	w.refused("closing twice", err, evaluation.ErrClosed)

	w.at("2026-05-04 09:00") // within the cut-off of the policy, but the month is closed
	w.approve(pending)
	if got := lines(w.score("2026-05"))[0]; got != pending.Code+" d=1000 q=0 l=0 <2026-04" {
		t.Errorf("decided after the close: %v", got)
	}
}

// TestInterruptedClose: a close that breaks off anywhere and starts again ends as one that ran through.
func TestInterruptedClose(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-10", 1)
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.submit(w.give("2026-04-30", 1))
	w.generalPoints("2026-04", 0)
	broken := errors.New("taken over")
	for _, day := range []string{"2026-05-01 00:30", "2026-05-13 00:30"} {
		w.at(day)
		for n := 0; ; n++ {
			left := n
			err := w.eval.Advance(w.ctx, w.agency, w.clock.Now(), func(context.Context) error {
				if left--; left < 0 {
					return broken
				}
				return nil
			})
			if err == nil {
				break
			}
			if !errors.Is(err, broken) || n > 50 {
				t.Fatalf("attempt %d: %v", n, err)
			}
		}
	}
	sc := w.score("2026-04")
	if diff := cmp.Diff([]string{"NV-2026-000001 d=0 q=0 l=1 over", "NV-2026-000002 d=1000 q=0 l=0"}, lines(sc)); diff != "" || sc.Sheet.Frozen == nil {
		t.Errorf("April (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"NV-2026-000001 d=0 q=0 l=1 <2026-04", "NV-2026-000003 d=0 q=0 l=0 pending <2026-04"}, lines(w.score("2026-05"))); diff != "" {
		t.Errorf("May (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"period.closed", "period.closing"}, w.kinds(w.head)); diff != "" {
		t.Errorf("inbox of the head (-want +got):\n%s", diff)
	}
}

// TestStoredFactsAreRecomputable: after the job, the stored lines are what the tasks give.
func TestStoredFactsAreRecomputable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tasks := []task.Task{w.give("2026-04-10", 1), w.submit(w.give("2026-04-30", 1)), w.approve(w.submit(w.give("2026-04-20", 2))), w.give("2026-06-15", 1)}
	w.advance("2026-05-01 00:30")
	w.advance("2026-05-07 00:30")
	read := func() (all [][]string) {
		for _, p := range []grading.Period{"2026-04", "2026-05"} {
			all = append(all, lines(w.score(p)))
		}
		return all
	}
	before := read()
	for _, x := range tasks {
		w.ok(w.eval.Put(w.ctx, x, x))
	}
	if diff := cmp.Diff(before, read()); diff != "" {
		t.Errorf("stored and recomputed lines (-stored +recomputed):\n%s", diff)
	}
}

func TestWhoMay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april = grading.Period("2026-04")
	for name, tc := range map[string]struct {
		err  error
		want error
	}{
		"own score":                 {second(w.eval.Score(w.ctx, w.officer, w.officer.ID, april)), nil},
		"the head reads":            {second(w.eval.Score(w.ctx, w.head, w.officer.ID, april)), nil},
		"the director reads":        {second(w.eval.Score(w.ctx, w.director, w.officer.ID, april)), nil},
		"hr reads":                  {second(w.eval.Score(w.ctx, w.hr, w.officer.ID, april)), nil},
		"a colleague":               {second(w.eval.Score(w.ctx, w.colleague, w.officer.ID, april)), errs.ErrNotFound},
		"another division's head":   {second(w.eval.Score(w.ctx, w.neighbour, w.officer.ID, april)), errs.ErrNotFound},
		"nobody of that id":         {second(w.eval.Score(w.ctx, w.head, "01ABC", april)), errs.ErrNotFound},
		"a week":                    {second(w.eval.Score(w.ctx, w.officer, w.officer.ID, "2026-W18")), evaluation.ErrMonth},
		"nonsense":                  {second(w.eval.Score(w.ctx, w.officer, w.officer.ID, "abcdefg")), evaluation.ErrMonth},
		"the future":                {second(w.eval.Score(w.ctx, w.officer, w.officer.ID, "2026-05")), evaluation.ErrFuture},
		"unit table of the head":    {second(w.eval.UnitScores(w.ctx, w.head, w.cntt.ID, april)), nil},
		"unit table of an officer":  {second(w.eval.UnitScores(w.ctx, w.officer, w.cntt.ID, april)), errs.ErrNotFound},
		"unit table of a neighbour": {second(w.eval.UnitScores(w.ctx, w.neighbour, w.cntt.ID, april)), errs.ErrNotFound},
		"points to oneself":         {second(w.eval.General(w.ctx, w.officer, w.officer.ID, april, 0, points(), nil)), evaluation.ErrNotSuperior},
		"points by a colleague":     {second(w.eval.General(w.ctx, w.colleague, w.officer.ID, april, 0, points(), nil)), errs.ErrNotFound},
		"points by the director":    {second(w.eval.General(w.ctx, w.director, w.officer.ID, april, 0, points(), nil)), evaluation.ErrNotSuperior},
		"points by hr":              {second(w.eval.General(w.ctx, w.hr, w.officer.ID, april, 0, points(), nil)), evaluation.ErrNotSuperior},
		"points of the topmost":     {second(w.eval.General(w.ctx, w.director, w.director.ID, april, 0, points(), nil)), evaluation.ErrNotSuperior},
		"points of a head":          {second(w.eval.General(w.ctx, w.director, w.head.ID, april, 0, points(), nil)), nil},
		"a stale sheet":             {second(w.eval.General(w.ctx, w.head, w.officer.ID, april, 3, points(), nil)), errs.ErrChanged},
		"points without a policy":   {second(w.eval.General(w.ctx, w.head, w.public.ID, april, 0, points(), nil)), evaluation.ErrNoPolicy},
		"points in the future":      {second(w.eval.General(w.ctx, w.head, w.officer.ID, "2026-05", 0, points(), nil)), evaluation.ErrFuture},
		"points without a remark":   {second(w.eval.General(w.ctx, w.head, w.officer.ID, april, 0, points()[1:], nil)), grading.ErrPoints},
	} {
		if !errors.Is(tc.err, tc.want) || tc.want == nil && tc.err != nil {
			t.Errorf("%s: %v, want %v", name, tc.err, tc.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestUnitScores(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve(w.submit(w.give("2026-04-10", 1)))
	w.generalPoints("2026-04", 0)
	table, err := w.eval.UnitScores(w.ctx, w.head, w.cntt.ID, "2026-04")
	w.ok(err)
	got := []string{}
	for _, r := range table.Rows {
		got = append(got, fmt.Sprint(r.Person.Name, " ", r.Result.Status, " ", r.Result.Total, " ", r.Result.Reasons, " ", r.Give))
	}
	want := []string{
		"Nguyễn Thị Lan scored 97.50 [] true",
		"Hồ Quốc Đạt no_policy  [subject_class] false",
		"Trịnh Văn Minh insufficient_data  [nothing_assigned] true",
		"Phan Hữu Thịnh insufficient_data  [nothing_assigned] false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table of the division (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]evaluation.GradeCount{{Grade: "xuat_sac", N: 1}, {Grade: "tot"}, {Grade: "hoan_thanh"}, {Grade: "khong_hoan_thanh"}}, table.Distribution); diff != "" {
		t.Errorf("distribution (-want +got):\n%s", diff)
	}
	top, err := w.eval.UnitScores(w.ctx, w.director, w.agency, "2026-04")
	w.ok(err)
	names := []string{}
	for _, r := range top.Rows {
		names = append(names, r.Person.Name)
	}
	if diff := cmp.Diff([]string{"Trần Thị Hoa", "Trương Công Lý", "Phạm Hồng Quảng", "Phan Hữu Thịnh"}, names); diff != "" {
		t.Errorf("table of the department (-want +got):\n%s", diff)
	}
}

// TestLastPointsReadTheReminder: that a month's points are asked for is read when the last of them are given, wherever that
// is done; before the last it stays.
func TestLastPointsReadTheReminder(t *testing.T) {
	t.Parallel()
	const april = grading.Period("2026-04")
	w := newWorld(t)
	w.at("2026-04-10 09:00")
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.advance("2026-05-01 00:30")
	asked := func() (n int) {
		t.Helper()
		rows, _, err := w.inbox.List(w.ctx, w.head, true, "", 50)
		w.ok(err)
		for _, r := range rows {
			if r.Kind == "period.closing" {
				n++
			}
		}
		return n
	}
	if n := asked(); n != 1 {
		t.Fatalf("the head is asked %d times", n)
	}
	for i, person := range []string{w.officer.ID, w.colleague.ID} {
		sc, err := w.eval.Score(w.ctx, w.head, person, april)
		w.ok(err)
		_, err = w.eval.General(w.ctx, w.head, person, april, sc.Sheet.Version, points(), nil)
		w.ok(err)
		if n, want := asked(), []int{1, 0}[i]; n != want {
			t.Errorf("after the points of %d people %d reminders are unread, want %d", i+1, n, want)
		}
	}
}
