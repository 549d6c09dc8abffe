package reminder

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// given is a message as a test compares it.
func given(r inbox.Row) string {
	return fmt.Sprint(r.At.In(vncal.Zone()).Format("2006-01-02 15:04 "), r.Key, " ", r.To, " ", r.Kind, " ", r.Why, " ", r.For, " ", r.Group, " ", r.Params, " ", r.Holder)
}

// TestPlanIsWhatIsSent: a dry run of a month names the very messages that the runs of that month then give, one for one and
// no other, and leaves the database as it was.
func TestPlanIsWhatIsSent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	since := at("2026-01-12 09:00")
	o.give(t, "A", "lan", "2026-03-06", task.InProgress, func(x *task.Task) { x.WaitingSince, x.Urgency = &since, task.Express })
	o.give(t, "B", "minh", "2026-03-08", task.Assigned) // a Sunday
	o.give(t, "C", "", "2026-03-12", task.Assigned)     // waits for the head
	o.give(t, "D", "lan", "2026-02-27", task.InProgress)
	o.give(t, "E", "lan", "2026-03-11", task.Submitted)
	o.give(t, "F", "minh", "2026-04-02", task.InProgress, with(o.part("lan", "2026-03-13"), o.part("trưởng phòng", "")))
	o.give(t, "G", "minh", "2026-02-11", task.InProgress) // two days late when the dry run is made: its first message was sent
	for i := range many {
		o.give(t, fmt.Sprint("M", i), "lan", "2026-03-20", task.InProgress)
	}
	o.away = []identity.StandIn{{Person: o.actor["minh"].ID, Substitute: o.actor["lan"].ID, From: at("2026-03-09 00:00"), To: at("2026-03-12 00:00")}}
	o.clock.set("2026-02-13 08:31") // who stands in is remembered for some seconds
	o.run(t, o.RemindDue, "2026-02-13 08:30")

	before := o.everything(t)
	plans := map[string]Plan{}
	for _, month := range []string{"2026-02", "2026-03"} {
		p, err := o.Plan(t.Context(), month, o.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		plans[month] = p
	}
	if after := o.everything(t); after != before {
		t.Errorf("a dry run changed the database:\n%s\nwas\n%s", after, before)
	}

	had := map[string]bool{}
	for _, r := range o.inboxRows(t) {
		had[r.Key] = true
	}
	cal := vncal.Official()
	for day := vncal.Date("2026-02-13"); day <= "2026-03-31"; day = day.AddDays(1) {
		for i, j := range []struct {
			job  func(context.Context, jobs.Run) error
			time string
		}{{o.RemindDue, " 08:30"}, {o.RemindDiary, " 16:30"}} {
			if day == "2026-02-13" && i == 0 {
				continue // ran before
			}
			if o.clock.set(string(day) + j.time); cal.IsWorking(day) {
				o.run(t, j.job, string(day)+j.time)
			}
		}
	}
	for month, p := range plans {
		var want, got []string
		for _, r := range o.inboxRows(t) {
			if !had[r.Key] && string(vncal.DateOf(r.At))[:7] == month {
				want = append(want, given(r))
			}
		}
		for _, m := range p.Messages {
			group := m.Group
			if group == "" {
				group = m.Object.Type + "|" + m.Object.ID
			}
			got = append(got, given(inbox.Row{At: m.At, Key: m.Key, To: m.To, Kind: m.Kind, Why: m.Why, For: m.For, Group: group, Params: m.Params, Holder: m.Holder}))
			if m.Rule.ID != m.Message.Rule || m.Rule.Name == "" {
				t.Errorf("%s is planned by the rule %q", m.Key, m.Rule.ID)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if len(want) < 30 || !slices.Equal(got, want) {
			t.Errorf("%s: planned %d, sent %d", month, len(got), len(want))
			for _, one := range got {
				if !slices.Contains(want, one) {
					t.Errorf("planned only: %s", one)
				}
			}
			for _, one := range want {
				if !slices.Contains(got, one) {
					t.Errorf("sent only: %s", one)
				}
			}
		}
	}
	if got := len(plans["2026-03"].Runs); got != 44 {
		t.Errorf("%d runs in March, want two on each of 22 working days", got)
	}
	if p, first := plans["2026-02"], at("2026-02-13 16:30"); len(p.Runs) == 0 || !p.Runs[0].At.Equal(first) {
		t.Errorf("the runs of a month that has begun: %+v, want the first at %s", p.Runs, first)
	}
}

func TestPlanMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for month, want := range map[string]error{
		"2026-02": nil, "2026-03": nil, "2027-02": nil, "2026-01": ErrMonth, "2027-03": ErrMonth, "": ErrMonth, "2026": ErrMonth,
		"2026-3": ErrMonth, "2026-13": ErrMonth, "2026-00": ErrMonth, "2026-03-01": ErrMonth, "9999-12": ErrMonth, "tháng 3": ErrMonth,
	} {
		_, err := o.Plan(t.Context(), month, o.clock.Now())
		if !errors.Is(err, want) || want != nil && errs.As(err).Fields[0].Path != "month" {
			t.Errorf("Plan of %q: %v, want %v", month, err, want)
		}
	}
	o.agencies = nowhere{}
	if p, err := o.Plan(t.Context(), "2026-03", o.clock.Now()); err != nil || len(p.Messages) != 0 {
		t.Errorf("a new installation: %+v, %v", p, err)
	}
}

// TestPlanFails: what cannot be read is no empty plan.
func TestPlanFails(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.tasks = broken{}
	if _, err := o.Plan(t.Context(), "2026-03", o.clock.Now()); err == nil {
		t.Error("tasks that cannot be read make a plan without any")
	}
}

// inboxRows are all messages of the office, oldest first.
func (o *office) inboxRows(t *testing.T) []inbox.Row {
	t.Helper()
	rows, err := mongodb.All[inbox.Row](t.Context(), "messages", o.db.Collection("inbox"), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// everything is what the database holds, as one text.
func (o *office) everything(t *testing.T) string {
	t.Helper()
	names, err := o.db.Collection("inbox").Database().ListCollectionNames(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var all string
	for _, name := range names {
		rows, err := mongodb.All[bson.D](t.Context(), "all", o.db.Collection(name), bson.D{})
		if err != nil {
			t.Fatal(err)
		}
		all += fmt.Sprintf("%s %d %x\n", name, len(rows), sha256.Sum256(fmt.Append(nil, rows)))
	}
	return all
}

// acts counts the recorded acts of a name.
func (o *office) acts(t *testing.T, name string) int64 {
	t.Helper()
	n, err := o.db.Collection("audit").CountDocuments(t.Context(), bson.M{"action": name})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
