package task_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/jobs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// oldTable is the version of the table under which 24/11/2026 was a working day.
const oldTable = "vn-2027.1"

// under puts the deadline of a task back to what another table once made of it.
func (w *world) under(x task.Task, on vncal.Date) {
	w.t.Helper()
	_, err := w.db.Collection("tasks").UpdateOne(w.t.Context(), bson.M{"_id": x.ID}, bson.M{"$set": bson.M{
		"due_calendar": oldTable, "due_on": on, "due_at": on.End(), "dues." + lastOf(x) + ".on": on,
	}})
	w.ok(err)
}

func lastOf(x task.Task) string { return string(rune('0' + len(x.Dues) - 1)) }

// recount runs the job as the scheduler does at the start.
func (w *world) recount() {
	w.t.Helper()
	w.ok(w.tasks.CalendarJob().Run(w.t.Context(), jobs.Run{Now: w.clock.Now()}))
}

// fresh reads a task as the system does.
func (w *world) fresh(x task.Task) task.Task {
	w.t.Helper()
	next, err := w.tasks.Get(w.t.Context(), w.head, x.ID)
	w.ok(err)
	return next
}

// TestRecounted: deadlines counted by an older table are counted anew, once, and those concerned are told.
func TestRecounted(t *testing.T) {
	t.Parallel()
	give := func(due vncal.Rule) func(*world) task.Task {
		return func(w *world) task.Task {
			in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
			in.Due = due
			x, err := w.tasks.Create(w.t.Context(), w.head, in, true, "")
			w.ok(err)
			return x
		}
	}
	twoDays := give(vncal.Rule{Kind: vncal.KindWorking, N: 2})
	for name, tc := range map[string]struct {
		give   func(*world) task.Task
		was    vncal.Date // by the old table
		later  string     // when the new table comes
		want   vncal.Date
		missed []vncal.Date // afterwards, at the end of the month
	}{
		"working days":                {twoDays, "2026-11-24", "2026-11-23 08:00", "2026-11-25", []vncal.Date{"2026-11-25"}},
		"passed by the old table":     {twoDays, "2026-11-24", "2026-11-27 08:00", "2026-11-25", []vncal.Date{"2026-11-25"}},
		"calendar days":               {give(vncal.Rule{Kind: vncal.KindCalendar, N: 4}), "2026-11-24", "2026-11-23 08:00", "2026-11-25", []vncal.Date{"2026-11-25"}},
		"a month":                     {give(vncal.Rule{Kind: vncal.KindMonth, Start: "2026-10-24", N: 1}), "2026-11-24", "2026-11-23 08:00", "2026-11-25", []vncal.Date{"2026-11-25"}},
		"no day off in between":       {give(vncal.Rule{Kind: vncal.KindWorking, N: 1}), "2026-11-23", "2026-11-23 08:00", "2026-11-23", []vncal.Date{"2026-11-23"}},
		"a fixed date is never moved": {give(vncal.Rule{Kind: vncal.KindDate, Date: "2026-11-24"}), "2026-11-24", "2026-11-23 08:00", "2026-11-24", []vncal.Date{"2026-11-24"}},
		"not back to a passed day":    {twoDays, "2026-11-30", "2026-11-27 08:00", "2026-11-30", nil},
		"back to a coming day":        {twoDays, "2026-11-30", "2026-11-23 08:00", "2026-11-25", []vncal.Date{"2026-11-25"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.at("2026-11-20 09:00")
			x := tc.give(w)
			w.under(x, tc.was)
			w.at(tc.later)
			w.recount()
			next := w.fresh(x)
			if next.DueOn != tc.want || !next.DueAt.Equal(tc.want.End()) || next.Calendar != vncal.Version {
				t.Errorf("due %s at %s by %s, want %s", next.DueOn, next.DueAt, next.Calendar, tc.want)
			}
			moved := tc.was != tc.want
			if want := map[bool]int{true: 2, false: 1}[moved]; len(next.Dues) != want || next.Dues[0].On != tc.was {
				t.Errorf("deadlines %+v: the old one must stay", next.Dues)
			}
			if got := len(w.messages(w.officer)); got != map[bool]int{true: 2, false: 1}[moved] {
				t.Errorf("the lead's messages: %v", w.messages(w.officer))
			}
			if diff := cmp.Diff(map[bool][]string{true: {"task.recounted assigner"}, false: {}}[moved], w.messages(w.head)); diff != "" {
				t.Error("the assigner's messages:", diff)
			}
			end := time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC) // 23:00 in Vietnam
			if diff := cmp.Diff(tc.missed, next.Missed(end)); diff != "" {
				t.Error("missed deadlines:", diff)
			}
			w.recount()
			if again := w.fresh(x); again.Version != next.Version {
				t.Errorf("a second run made version %d of %d", again.Version, next.Version)
			}
		})
	}
}

// A clock given back is counted by the new table too; work that is over keeps its deadline.
func TestRecountedAfterReturn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-11-18 09:00")
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	in.Due = vncal.Rule{Kind: vncal.KindWorking, N: 2} // 20/11
	x, err := w.tasks.Create(t.Context(), w.head, in, true, "")
	w.ok(err)
	x, err = w.tasks.Submit(t.Context(), w.officer, x.ID, w.accept(x).Version, "Kết quả", 1000)
	w.ok(err)
	w.at("2026-11-20 15:00")
	x, err = w.tasks.Return(t.Context(), w.head, x.ID, x.Version, "Thiếu phụ lục của các xã", false, task.Faulty{}) // two days left: 25/11
	w.ok(err)
	if x.DueOn != "2026-11-25" {
		t.Fatalf("given back until %s", x.DueOn)
	}
	w.under(x, "2026-11-24")
	w.recount()
	next := w.fresh(x)
	if next.DueOn != "2026-11-25" || len(next.Dues) != 3 || next.Dues[2].Why != task.DueCalendar {
		t.Errorf("due %s of %+v", next.DueOn, next.Dues)
	}
	cal := vncal.Official()
	if got := next.Explain(cal); got != "Yêu cầu làm lại ngày 20/11/2026, hoàn lại 2 ngày làm việc: thứ Tư 25/11/2026; lịch nghỉ thay đổi, trước đó là 24/11/2026" {
		t.Errorf("explained as %q", got)
	}
	x, err = w.tasks.Submit(t.Context(), w.officer, x.ID, next.Version, "Kết quả đủ phụ lục", 1000)
	w.ok(err)
	x, err = w.tasks.Approve(t.Context(), w.head, x.ID, x.Version, task.Met, 1000, task.Faulty{}, "")
	w.ok(err)
	w.under(x, "2026-11-24")
	w.recount()
	if done := w.fresh(x); done.DueOn != "2026-11-24" || len(done.Dues) != 3 {
		t.Errorf("finished work: due %s of %+v", done.DueOn, done.Dues)
	}
}

// accept has the officer take a task on.
func (w *world) accept(x task.Task) task.Task {
	w.t.Helper()
	x, err := w.tasks.Accept(w.t.Context(), w.officer, x.ID, x.Version, "")
	w.ok(err)
	return x
}

// A run that another node takes over, or that dies, leaves whole tasks; the next one goes on.
func TestRecountInterrupted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-11-20 09:00")
	var all []task.Task
	for range 3 {
		in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
		in.Due = vncal.Rule{Kind: vncal.KindWorking, N: 2}
		x, err := w.tasks.Create(t.Context(), w.head, in, true, "")
		w.ok(err)
		w.under(x, "2026-11-24")
		all = append(all, x)
	}
	lost, holds := errors.New("another node has it"), 0
	hold := func(context.Context) error {
		if holds++; holds > 2 { // the batch and one task
			return lost
		}
		return nil
	}
	if moved, err := w.tasks.Recount(t.Context(), w.agency, hold); moved != 1 || !errors.Is(err, lost) {
		t.Fatalf("%d moved, %v", moved, err)
	}
	moved := 0
	for _, x := range all {
		if w.fresh(x).DueOn == "2026-11-25" {
			moved++
		}
	}
	if moved != 1 {
		t.Errorf("%d of 3 moved when it stopped", moved)
	}
	w.recount()
	for _, x := range all {
		if next := w.fresh(x); next.DueOn != "2026-11-25" || len(next.Dues) != 2 {
			t.Errorf("%s: due %s of %d deadlines", x.Code, next.DueOn, len(next.Dues))
		}
	}
}
