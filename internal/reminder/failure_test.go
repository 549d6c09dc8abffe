package reminder

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// failing is an inbox that refuses one person.
type failing struct {
	*inbox.Service
	person string
}

func (f failing) Deliver(ctx context.Context, messages ...journal.Message) error {
	if slices.ContainsFunc(messages, func(m journal.Message) bool { return m.To == f.person }) {
		return errors.New("no line")
	}
	return f.Service.Deliver(ctx, messages...)
}

// TestOneFailure: what cannot be sent does not stop the rest, and the run fails so that it is tried again.
func TestOneFailure(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "lan", "2026-02-13", task.InProgress)
	o.give(t, "B", "minh", "2026-02-13", task.InProgress)
	o.Service.inbox = failing{o.inbox, o.actor["lan"].ID}
	run := jobs.Run{At: at("2026-02-13 08:30"), Now: o.clock.Now()}
	if err := o.RemindDue(t.Context(), run); err == nil {
		t.Error("a run that could not send all says it is done")
	}
	if err := o.RemindDiary(t.Context(), run); err == nil {
		t.Error("a diary run that could not send all says it is done")
	}
	if got := o.got(t, "minh"); len(got) != 2 {
		t.Errorf("the other was sent %q", got)
	}
	o.Service.inbox = o.inbox
	o.run(t, o.RemindDue, "2026-02-13 08:30")
	if lan, minh := o.got(t, "lan"), o.got(t, "minh"); len(lan) != 1 || len(minh) != 2 {
		t.Errorf("the second attempt: %q, %q", lan, minh)
	}
}

// broken yields an error instead of tasks.
type broken struct{}

func (broken) OpenPartsDue(context.Context, string, vncal.Date, vncal.Date) iter.Seq2[task.DueRow, error] {
	return func(func(task.DueRow, error) bool) {}
}

func (broken) OpenDue(context.Context, string, vncal.Date, vncal.Date) iter.Seq2[task.DueRow, error] {
	return func(yield func(task.DueRow, error) bool) { yield(task.DueRow{}, errors.New("no line")) }
}

func TestBrokenList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.tasks = broken{}
	if err := o.RemindDue(t.Context(), jobs.Run{At: o.clock.Now(), Now: o.clock.Now()}); err == nil {
		t.Error("a list that could not be read says that all is sent")
	}
}

// overtaken yields the tasks, and has another node take the run over after some of them.
type overtaken struct {
	Tasks
	after int
	take  func()
}

func (o overtaken) OpenDue(ctx context.Context, agency string, from, to vncal.Date) iter.Seq2[task.DueRow, error] {
	return func(yield func(task.DueRow, error) bool) {
		n := 0
		for t, err := range o.Tasks.OpenDue(ctx, agency, from, to) {
			if n++; n == o.after {
				o.take()
			}
			if !yield(t, err) {
				return
			}
		}
	}
}

// TestALostClaimSendsNothing: what a node sends is kept only while its claim stands.
func TestALostClaimSendsNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 2*batch + batch/2 {
		o.give(t, fmt.Sprint(i), "lan", "2026-02-13", task.InProgress)
	}
	o.tasks = overtaken{o.tasks, batch + batch/2, func() {
		_, err := o.db.Collection("job_runs").UpdateOne(t.Context(), bson.M{"job": DueJob, "state": "running"},
			bson.M{"$set": bson.M{"owner": "another"}, "$inc": bson.M{"token": 1}})
		if err != nil {
			t.Error(err)
		}
	}}
	s, err := jobs.New(o.db, o.clock, slog.New(slog.DiscardHandler), o.Jobs()...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.RunNow(t.Context(), DueJob, ""); !errors.Is(err, jobs.ErrLost) {
		t.Errorf("the run ended with %v, want ErrLost", err)
	}
	for _, c := range []string{"inbox", "events"} {
		if n, err := o.db.Collection(c).CountDocuments(t.Context(), bson.M{}); err != nil || c == "inbox" && n != 0 || c == "events" && n > batch {
			t.Errorf("%d in %s, %v; want none of a run that was taken over while it read", n, c, err)
		}
	}
}

// nowhere is an installation whose agency has not been made.
type nowhere struct{}

func (nowhere) Agency(context.Context) (org.Unit, error) { return org.Unit{}, org.ErrNoneIn }

// TestANewInstallation has nobody to remind: its jobs do nothing, and do not fail.
func TestANewInstallation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.agencies = nowhere{}
	for name, job := range map[string]func(context.Context, jobs.Run) error{"due": o.RemindDue, "diary": o.RemindDiary} {
		if err := job(t.Context(), jobs.Run{At: o.clock.Now(), Now: o.clock.Now()}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestJobs holds that the jobs' times and names are what the scheduler takes, and end with their day.
func TestJobs(t *testing.T) {
	o := &Service{}
	var names []string
	for _, j := range o.Jobs() {
		names = append(names, j.Name+" "+j.Spec)
	}
	if want := []string{"reminder-due 30 8 * * *", "reminder-diary 30 16 * * *", "reminder-mail */15 * * * *"}; !slices.Equal(names, want) {
		t.Errorf("Jobs = %v, want %v", names, want)
	}
	for local, want := range map[string]bool{"00:00": true, "06:59": true, "07:00": false, "08:30": false, "17:59": false, "18:00": true, "23:59": true} {
		if got := quiet(at("2026-02-13 " + local)); got != want {
			t.Errorf("quiet at %s: %v", local, got)
		}
	}
}
