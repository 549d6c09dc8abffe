package evaluation

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// local reads "2026-03-20 16:00" as a time of day in Vietnam.
func local(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, vncal.Zone())
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// official is the cut-off of the default policy: three working days after the month.
func official(p grading.Period) time.Time { return vncal.Official().AddWorking(p.Last(), 3).End() }

// given is a task of 2 pieces at K 1.5, given at 08:00 on a day with a deadline, and accepted at once.
func given(on, due vncal.Date) task.Task {
	at := on.Start().Add(8 * time.Hour)
	t := task.Task{Row: task.Row{
		ID: "T1", Agency: "A", Code: "NV-2026-000001", Title: "Báo cáo", State: task.InProgress, Open: true,
		Lead: task.Lead{Unit: "U", Person: "P"}, Product: task.Product{Code: "BC-01", Name: "Báo cáo tuần", KMilli: 1500}, QtyMilli: 2000,
		DueOn: due, UpdatedAt: at,
	}, AssignedAt: &at, AcceptedAt: &at, Dues: []task.Due{{On: due, Why: task.DueOriginal, At: at}}}
	if due != "" {
		t.DueAt = due.End()
	}
	return t
}

func submitted(t task.Task, at string) task.Task {
	when := local(at)
	t.State, t.SubmittedAt, t.UpdatedAt = task.Submitted, &when, when
	t.Submissions = append(slices.Clone(t.Submissions), task.Submission{At: when, QtyMilli: t.QtyMilli})
	return t
}

func decided(t task.Task, at string, verdict task.Verdict, major bool) task.Task {
	when := local(at)
	d := &task.Decision{Verdict: verdict, At: when, Reason: "Sai số liệu của ba sở", Major: major}
	if verdict != task.Returned {
		d.QtyMilli = t.QtyMilli
	}
	t.Submissions = slices.Clone(t.Submissions)
	t.Submissions[len(t.Submissions)-1].Decision = d
	t.UpdatedAt = when
	if verdict == task.Returned {
		t.State, t.SubmittedAt = task.InProgress, nil
		return t
	}
	t.State, t.Open, t.ClosedAt = task.Completed, false, &when
	return t
}

func approved(t task.Task, at string) task.Task { return decided(t, at, task.Met, false) }

// sentBack returns the work and gives it a new deadline, as the clock given back does.
func sentBack(t task.Task, at string, due vncal.Date, major bool) task.Task {
	t = decided(t, at, task.Returned, major)
	t.DueOn, t.DueAt = due, due.End()
	t.Dues = append(slices.Clone(t.Dues), task.Due{On: due, Why: task.DueReturned, At: local(at)})
	return t
}

// brief writes lines as "2026-03 d=2000 q=0 l=1 over <2026-02".
func brief(lines []Fact, now time.Time) string {
	var all []string
	for _, f := range lines {
		f = f.At(now)
		s := fmt.Sprintf("%s d=%d q=%d l=%d", f.Period(), f.D, f.Q, f.L)
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
	return strings.Join(all, "; ")
}

func TestLines(t *testing.T) {
	march := given("2026-03-10", "2026-03-20")
	lastDay := given("2026-03-10", "2026-03-31")
	for name, tc := range map[string]struct {
		task task.Task
		now  string
		want string
	}{
		"open, before the deadline":          {march, "2026-03-15 09:00", "2026-03 d=0 q=0 l=0"},
		"open, on the last day":              {march, "2026-03-20 23:59", "2026-03 d=0 q=0 l=0"},
		"open, the day after":                {march, "2026-03-21 00:00", "2026-03 d=0 q=0 l=1"},
		"approved in time":                   {approved(submitted(march, "2026-03-19 16:00"), "2026-03-23 09:00"), "2026-03-25 00:00", "2026-03 d=2000 q=0 l=0"},
		"handed in late":                     {approved(submitted(march, "2026-03-23 16:00"), "2026-03-24 09:00"), "2026-03-25 00:00", "2026-03 d=2000 q=0 l=1"},
		"done early, month of the deadline":  {approved(submitted(given("2026-02-10", "2026-03-20"), "2026-02-12 09:00"), "2026-02-13 09:00"), "2026-04-25 00:00", "2026-03 d=2000 q=0 l=0"},
		"deadline in a later month":          {given("2026-03-10", "2026-05-20"), "2026-03-15 00:00", "2026-05 d=0 q=0 l=0"},
		"still open when its month ends":     {march, "2026-04-02 00:00", "2026-03 d=0 q=0 l=1 over; 2026-04 d=0 q=0 l=1 <2026-03"},
		"still open two months later":        {march, "2026-05-02 00:00", "2026-03 d=0 q=0 l=1 over; 2026-04 d=0 q=0 l=1 over <2026-03; 2026-05 d=0 q=0 l=1 <2026-04"},
		"carried over, then approved":        {approved(submitted(march, "2026-04-08 09:00"), "2026-04-09 09:00"), "2026-06-01 00:00", "2026-03 d=0 q=0 l=1 over; 2026-04 d=2000 q=0 l=1 <2026-03"},
		"undecided at the close":             {submitted(lastDay, "2026-03-30 16:00"), "2026-04-02 08:00", "2026-03 d=0 q=0 l=0 pending"},
		"decided before the cut-off":         {approved(submitted(lastDay, "2026-03-30 16:00"), "2026-04-03 23:59"), "2026-06-01 00:00", "2026-03 d=2000 q=0 l=0"},
		"undecided after the cut-off":        {submitted(lastDay, "2026-03-30 16:00"), "2026-04-04 00:00", "2026-04 d=0 q=0 l=0 pending <2026-03"},
		"decided after the cut-off":          {approved(submitted(lastDay, "2026-03-30 16:00"), "2026-04-04 00:00"), "2026-06-01 00:00", "2026-04 d=2000 q=0 l=0 <2026-03"},
		"undecided for two months":           {submitted(lastDay, "2026-03-30 16:00"), "2026-05-20 00:00", "2026-05 d=0 q=0 l=0 pending <2026-04"},
		"late and undecided, lateness stays": {approved(submitted(march, "2026-03-30 16:00"), "2026-04-20 09:00"), "2026-06-01 00:00", "2026-04 d=2000 q=0 l=1 <2026-03"},
		"returned before the cut-off":        {sentBack(submitted(lastDay, "2026-03-30 16:00"), "2026-04-02 09:00", "2026-04-03", false), "2026-04-03 10:00", "2026-04 d=0 q=0 l=0"},
		"returned, done in the new time":     {approved(submitted(sentBack(submitted(lastDay, "2026-03-30 16:00"), "2026-04-02 09:00", "2026-04-03", false), "2026-04-03 09:00"), "2026-04-06 09:00"), "2026-06-01 00:00", "2026-04 d=2000 q=0 l=0"},
		"minor return costs nothing":         {approved(submitted(sentBack(submitted(march, "2026-03-16 09:00"), "2026-03-17 09:00", "2026-03-23", false), "2026-03-20 09:00"), "2026-03-20 10:00"), "2026-03-25 00:00", "2026-03 d=2000 q=0 l=0"},
		"major return":                       {approved(submitted(sentBack(submitted(march, "2026-03-16 09:00"), "2026-03-17 09:00", "2026-03-23", true), "2026-03-20 09:00"), "2026-03-20 10:00"), "2026-03-25 00:00", "2026-03 d=2000 q=1 l=0"},
		"major return after the month's end": {sentBack(submitted(march, "2026-03-16 09:00"), "2026-04-06 09:00", "2026-04-08", true), "2026-04-07 00:00", "2026-04 d=0 q=1 l=0 <2026-03"},
		"approved with a major error":        {decided(submitted(march, "2026-03-16 09:00"), "2026-03-17 09:00", task.MajorError, false), "2026-03-25 00:00", "2026-03 d=2000 q=1 l=0"},
		"no deadline, open":                  {given("2026-03-10", ""), "2026-04-10 00:00", ""},
		"no deadline, month of approval":     {approved(submitted(given("2026-03-10", ""), "2026-03-30 09:00"), "2026-04-02 09:00"), "2026-06-01 00:00", "2026-04 d=2000 q=0 l=0"},
		"declined":                           {func() task.Task { t := march; t.State = task.Draft; return t }(), "2026-03-15 00:00", ""},
		"cancelled":                          {func() task.Task { t := march; t.State = task.Cancelled; return t }(), "2026-03-15 00:00", ""},
		"a person named in a later month": {func() task.Task {
			t, at := march, local("2026-05-06 09:00")
			t.NamedAt, t.UpdatedAt = &at, at
			return t
		}(), "2026-05-20 00:00", "2026-05 d=0 q=0 l=0"},
		"led by a unit": {func() task.Task { t := march; t.Lead.Person = ""; return t }(), "2026-03-15 00:00", ""},
	} {
		now := local(tc.now)
		if got := brief(Lines(tc.task, now, official), now); got != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tc.want)
		}
	}
}

// TestLinesAfterAnEarlyClose: a cut-off moved forward by hr's command moves the undecided line with it.
func TestLinesAfterAnEarlyClose(t *testing.T) {
	pending := submitted(given("2026-03-10", "2026-03-31"), "2026-03-30 16:00")
	early := func(grading.Period) time.Time { return local("2026-04-01 10:00") }
	now := local("2026-04-01 11:00")
	if got, want := brief(Lines(pending, now, early), now), "2026-04 d=0 q=0 l=0 pending <2026-03"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestRollingIsRecomputing: what the close makes of a stored line is what the task itself gives afterwards, so that
// rebuilding the facts from the tasks gives the same documents.
func TestRollingIsRecomputing(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		due := vncal.Date("2026-03-01").AddDays(rnd.IntN(31))
		open := given("2026-02-10", due)
		if rnd.IntN(2) == 0 {
			open = sentBack(submitted(open, "2026-02-20 09:00"), "2026-02-24 09:00", due, rnd.IntN(2) == 0)
		}
		before, after := local("2026-03-31 23:00"), local("2026-04-01 00:30")
		f := Lines(open, before, official)[0]
		stays, goesOn := f.rolled(f.Period().Next())
		if got, want := []Fact{stays, goesOn}, Lines(open, after, official); !reflect.DeepEqual(got, want) {
			t.Fatalf("rolled\n%+v\nrecomputed\n%+v", got, want)
		}
		pending := submitted(open, "2026-03-31 09:00")
		f, late := Lines(pending, after, official)[0], local("2026-04-10 00:30")
		if got, want := []Fact{f.moved(f.Period().Next())}, Lines(pending, late, official); !reflect.DeepEqual(got, want) {
			t.Fatalf("moved\n%+v\nrecomputed\n%+v", got, want)
		}
	}
}

func TestCounts(t *testing.T) {
	open := given("2026-03-10", "2026-03-20")
	for name, tc := range map[string]struct {
		task  task.Task
		today vncal.Date
		want  bool
	}{
		"due later":         {open, "2026-03-19", false},
		"due today":         {open, "2026-03-20", true},
		"handed in already": {submitted(open, "2026-03-12 09:00"), "2026-03-13", true},
		"done already":      {approved(submitted(open, "2026-03-12 09:00"), "2026-03-12 10:00"), "2026-03-13", true},
		"carried over":      {open, "2026-04-01", true},
		"given back, due later": { // the approver took past the cut-off
			sentBack(submitted(open, "2026-03-19 16:00"), "2026-04-06 09:00", "2026-04-08", false), "2026-04-07", false,
		},
	} {
		lines := Lines(tc.task, tc.today.Start().Add(time.Hour), official)
		if got := lines[len(lines)-1].Counts(tc.today); got != tc.want {
			t.Errorf("%s: counts = %v", name, got)
		}
	}
}

// TestLinesOfPausedWork: work that rests is graded as what it was, so that what was handed in before goes on waiting for its
// approver.
func TestLinesOfPausedWork(t *testing.T) {
	for _, was := range []task.Task{given("2026-03-10", "2026-03-20"), submitted(given("2026-03-10", "2026-03-20"), "2026-03-18 16:00")} {
		rests := was
		rests.State, rests.Paused = task.Paused, &task.Pause{From: was.State}
		now := local("2026-04-01 08:00")
		if want, got := Lines(was, now, official), Lines(rests, now, official); !reflect.DeepEqual(want, got) || len(got) == 0 {
			t.Errorf("paused in %s: %s, want %s", was.State, brief(got, now), brief(want, now))
		}
	}
}
