package reminder

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/diary"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func at(local string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", local, vncal.Zone())
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// hands is a clock that a test sets.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *hands) set(local string) { h.mu.Lock(); defer h.mu.Unlock(); h.now = at(local) }

// office is an agency with a division, its head and two officers, another division whose head's post is vacant, the
// director above, and the real services.
type office struct {
	*Service
	db     *mongodb.DB
	clock  *hands
	inbox  *inbox.Service
	diary  *diary.Service
	agency string
	unit   map[string]string
	actor  map[string]access.Actor
}

func newOffice(t *testing.T) *office {
	t.Helper()
	db := mongotest.New(t, slices.Concat(task.Indexes(), diary.Indexes(), identity.Indexes(), org.Indexes(),
		calendar.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), jobs.Indexes())...)
	o := &office{db: db, clock: &hands{}, unit: map[string]string{}, actor: map[string]access.Actor{}}
	o.clock.set("2026-02-13 08:30")
	events := realtime.NewEvents(db)
	o.inbox = inbox.New(db, o.clock, events)
	j := journal.New(db, o.clock, events, o.inbox)
	units := org.New(db, j, o.clock)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: j, Clock: o.clock})
	cal := calendar.New(db, o.clock)
	tasks := task.New(task.Deps{DB: db, Clock: o.clock})
	o.diary = diary.New(db, o.clock, j, cal, people, units, nil, diary.DefaultSettings())
	o.Service = New(db, units, cal, people, tasks, o.diary, o.inbox)
	for _, u := range [][2]string{{"so", ""}, {"phong", "so"}, {"phòng trống", "so"}} {
		made, err := units.Create(t.Context(), access.System(o.agency), org.Unit{Code: u[0], Name: u[0], ShortName: u[0], Kind: org.Division, Parent: o.unit[u[1]]})
		if err != nil {
			t.Fatal(err)
		}
		o.agency, o.unit[u[0]] = made.Agency, made.ID
	}
	for _, p := range []struct {
		name, unit string
		role       access.Role
	}{{"giám đốc", "so", access.Head}, {"trưởng phòng", "phong", access.Head}, {"lan", "phong", access.Officer}, {"minh", "phong", access.Officer}} {
		made, err := people.Add(t.Context(), access.System(o.agency), identity.Person{StaffNo: p.name, Name: p.name, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: o.unit[p.unit], Role: p.role, Title: p.name, From: "2020-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		if o.actor[p.name], err = people.Actor(t.Context(), made.ID); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// give stores a task as if it had been assigned by the director on 5/1/2026; a change may make another of it.
func (o *office) give(t *testing.T, code, lead string, due vncal.Date, state task.State, change ...func(*task.Task)) {
	t.Helper()
	made := task.Task{Row: task.Row{
		ID: mongodb.NewID(), Agency: o.agency, Code: code, Title: "Việc " + code, State: state, Open: state.Open(), Version: 1,
		Lead: task.Lead{Unit: o.unit["phong"], Person: o.actor[lead].ID}, AssignedBy: o.actor["giám đốc"].ID, Urgency: task.Normal,
		Waiting: []string{cmp.Or(o.actor[lead].ID, o.actor["trưởng phòng"].ID)}, TermFrom: "2026-01-05", DueOn: due, DueAt: due.End(),
	}}
	for _, c := range change {
		c(&made)
	}
	if _, err := o.db.Collection("tasks").InsertOne(t.Context(), made); err != nil {
		t.Fatal(err)
	}
}

// run does a job as of now, for the period that began at a local time.
func (o *office) run(t *testing.T, job func(context.Context, jobs.Run) error, period string) {
	t.Helper()
	if err := job(t.Context(), jobs.Run{At: at(period), Now: o.clock.Now()}); err != nil {
		t.Fatalf("run of %s at %s: %v", period, o.clock.Now(), err)
	}
}

// got returns what somebody was sent, oldest first: rule, code of the task, days and part.
func (o *office) got(t *testing.T, who string) []string {
	t.Helper()
	rows, _, err := o.inbox.List(t.Context(), o.actor[who], false, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(rows)
	all := []string{}
	for _, r := range rows {
		all = append(all, r.Rule+" "+r.Object.Code+" "+r.Params["days"]+" "+r.Why)
	}
	return all
}

// TestRemindDue runs the morning's job each day over Tết 2026, and twice on some as after a restart.
func TestRemindDue(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "lan", "2026-02-25", task.InProgress)
	o.give(t, "B", "lan", "2026-02-25", task.Submitted)
	o.give(t, "C", "", "2026-02-24", task.Assigned)             // the division has named nobody yet
	o.give(t, "D", "trưởng phòng", "2026-02-12", task.Assigned) // the head leads it
	o.give(t, "E", "minh", "2026-06-30", task.InProgress)
	for day := vncal.Date("2026-02-12"); day <= "2026-03-12"; day = day.AddDays(1) {
		o.clock.set(string(day) + " 08:30")
		for range 1 + day.Day()%2 {
			o.run(t, o.RemindDue, string(day)+" 08:30")
		}
	}
	for who, want := range map[string][]string{
		"lan": {"due_before_3 A 3 lead", "due_before_1 A 1 lead", "due_today A 0 lead", "overdue_1 A 1 lead", "overdue_3 A 3 lead", "overdue_5 A 5 lead"},
		"trưởng phòng": {
			"due_today D 0 lead", "due_before_3 C 3 lead", "overdue_1 D 1 lead", "due_before_1 C 1 lead", "due_today C 0 lead",
			"overdue_3 D 3 lead", "overdue_1 C 1 lead", "overdue_5 D 5 lead", "overdue_3 C 3 lead", "overdue_3 A 3 head",
			"overdue_5 C 5 lead", "overdue_5 A 5 head",
		},
		"giám đốc": {"overdue_3 D 3 head", "overdue_5 D 5 head", "overdue_3 C 3 head", "overdue_5 C 5 head", "overdue_5 A 5 assigner"},
		"minh":     {},
	} {
		got := o.got(t, who)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s was sent\n%q, want\n%q", who, got, want)
		}
	}
}

// TestVacantPost: work led by a division without a head waits for the director, who is reminded from the first moment on.
func TestVacantPost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "", "2026-02-25", task.Assigned, func(x *task.Task) {
		x.Lead.Unit, x.Waiting, x.AssignedBy = o.unit["phòng trống"], []string{o.actor["giám đốc"].ID}, o.actor["trưởng phòng"].ID
	})
	for day := vncal.Date("2026-02-12"); day <= "2026-03-12"; day = day.AddDays(1) {
		o.clock.set(string(day) + " 08:30")
		o.run(t, o.RemindDue, string(day)+" 08:30")
	}
	want := []string{"due_before_3 A 3 lead", "due_before_1 A 1 lead", "due_today A 0 lead", "overdue_1 A 1 lead", "overdue_3 A 3 lead", "overdue_5 A 5 lead"}
	if got := o.got(t, "giám đốc"); !slices.Equal(got, want) {
		t.Errorf("the director was sent\n%q, want\n%q", got, want)
	}
	if got := o.got(t, "trưởng phòng"); !slices.Equal(got, []string{"overdue_5 A 5 assigner"}) {
		t.Errorf("the assigner was sent %q", got)
	}
}

// TestMadeUp: a run that was missed is made up for on its own day only and before 18:00, but for work that is hỏa tốc; a
// missed day by the next while its rule holds.
func TestMadeUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.give(t, "A", "lan", "2026-02-25", task.InProgress)
	o.give(t, "B", "minh", "2026-02-25", task.InProgress, func(x *task.Task) { x.Urgency = task.Express })
	none := []string{}
	for _, step := range []struct {
		now, period string
		lan, minh   []string
	}{
		{"2026-02-13 06:59", "2026-02-13 06:59", none, []string{"due_before_3 B 3 lead"}}, // begun by hand
		{"2026-02-23 09:00", "2026-02-13 08:30", none, []string{"due_before_3 B 3 lead"}}, // another day's
		{"2026-02-23 17:59", "2026-02-23 08:30", []string{"due_before_3 A 2 lead"}, []string{"due_before_3 B 3 lead"}},
		{"2026-02-24 18:00", "2026-02-24 08:30", []string{"due_before_3 A 2 lead"}, []string{"due_before_3 B 3 lead", "due_before_1 B 1 lead"}},
		{"2026-02-25 23:59", "2026-02-25 08:30", []string{"due_before_3 A 2 lead"}, []string{"due_before_3 B 3 lead", "due_before_1 B 1 lead", "due_today B 0 lead"}},
		{"2026-02-26 07:00", "2026-02-26 07:00", []string{"due_before_3 A 2 lead", "overdue_1 A 1 lead"},
			[]string{"due_before_3 B 3 lead", "due_before_1 B 1 lead", "due_today B 0 lead", "overdue_1 B 1 lead"}},
	} {
		o.clock.set(step.now)
		o.run(t, o.RemindDue, step.period)
		if lan, minh := o.got(t, "lan"), o.got(t, "minh"); !slices.Equal(lan, step.lan) || !slices.Equal(minh, step.minh) {
			t.Errorf("%s: sent %q and %q, want %q and %q", step.now, lan, minh, step.lan, step.minh)
		}
	}
	o.clock.set("2026-02-26 18:00")
	o.run(t, o.RemindDiary, "2026-02-26 16:30")
	if got := o.got(t, "trưởng phòng"); len(got) != 0 {
		t.Errorf("asked for a diary in the evening: %q", got)
	}
}

// TestReminderNamesTheHolder: whoever does not hold late work is told who does and since when; urgency is a word in it; and
// what has been done is read with everybody.
func TestReminderNamesTheHolder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	since := at("2026-01-12 09:00")
	o.give(t, "A", "lan", "2026-02-06", task.InProgress, func(x *task.Task) { x.WaitingSince, x.Urgency = &since, task.Express })
	o.run(t, o.RemindDue, "2026-02-13 08:30")
	lan := o.actor["lan"].ID
	for who, want := range map[string]map[string]string{
		"lan":          {"due": "06/02/2026", "days": "5", "urgency": "hoa_toc"},
		"trưởng phòng": {"due": "06/02/2026", "days": "5", "urgency": "hoa_toc", "holder": "lan", "since": "12/01/2026"},
		"giám đốc":     {"due": "06/02/2026", "days": "5", "urgency": "hoa_toc", "holder": "lan", "since": "12/01/2026"},
	} {
		rows, _, err := o.inbox.List(t.Context(), o.actor[who], false, "", 10)
		if err != nil || len(rows) != 1 || !maps.Equal(rows[0].Params, want) || !slices.Equal(rows[0].Holder, []string{lan}) {
			t.Errorf("%s was sent %+v, %v", who, rows, err)
			continue
		}
		if n, err := o.inbox.Unread(t.Context(), o.actor[who]); n != 1 || err != nil {
			t.Errorf("%s has %d unread, %v", who, n, err)
		}
		defer func() {
			if n, err := o.inbox.Unread(t.Context(), o.actor[who]); n != 0 || err != nil {
				t.Errorf("%s still has %d unread, %v", who, n, err)
			}
		}()
	}
	rows, _, err := o.inbox.List(t.Context(), o.actor["lan"], false, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.db.WithTx(t.Context(), func(ctx context.Context) error { // handed in: it waits for lan no longer
		return o.inbox.Settle(ctx, o.agency, rows[0].Object, "", []string{lan})
	}); err != nil {
		t.Fatal(err)
	}
}

// TestManyRemindersAreOneLine: a morning that reminds somebody of much is one line in the inbox, a few are a line each.
func TestManyRemindersAreOneLine(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 43 {
		o.give(t, fmt.Sprint("L", i), "lan", "2026-02-13", task.InProgress)
	}
	for i := range many - 1 {
		o.give(t, fmt.Sprint("M", i), "minh", "2026-02-13", task.InProgress)
	}
	for range 2 {
		o.run(t, o.RemindDue, "2026-02-13 08:30")
	}
	for who, want := range map[string]struct {
		rows  int
		lines int64
	}{"lan": {43, 1}, "minh": {many - 1, many - 1}} {
		lines, err := o.inbox.Unread(t.Context(), o.actor[who])
		if got := o.got(t, who); len(got) != want.rows || lines != want.lines || err != nil {
			t.Errorf("%s: %d messages in %d lines, %v", who, len(got), lines, err)
		}
	}
}

// TestRemindDiaryOfPreparedLines: an empty diary for which lines lie prepared is not called empty.
func TestRemindDiaryOfPreparedLines(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.set("2026-02-13 10:00")
	for i := range 5 {
		e := journal.Entry{
			Action: "task.accepted", By: o.actor["lan"], Diary: true, Object: journal.Object{Type: "task", ID: fmt.Sprint("t", i), Title: "Việc"},
		}
		if err := o.db.WithTx(t.Context(), func(ctx context.Context) error {
			return journal.New(o.db, o.clock, realtime.NewEvents(o.db), o.inbox).Write(ctx, e)
		}); err != nil {
			t.Fatal(err)
		}
	}
	o.clock.set("2026-02-13 16:30")
	o.run(t, o.RemindDiary, "2026-02-13 16:30")
	for who, want := range map[string]string{"lan": "reminder.diary_prepared 5", "minh": "reminder.diary_empty "} {
		rows, _, err := o.inbox.List(t.Context(), o.actor[who], false, "", 10)
		if err != nil || len(rows) != 1 || rows[0].Kind+" "+rows[0].Params["lines"] != want {
			t.Errorf("%s was sent %+v, %v", who, rows, err)
		}
	}
}

func TestRemindDiary(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.set("2026-02-13 16:00")
	wrote := diary.Input{Place: diary.Places{AM: diary.Office, PM: diary.Office}, Entries: []diary.EntryInput{{Text: "a"}}}
	off := diary.Input{Place: diary.Places{AM: diary.Off, PM: diary.Off}}
	for who, in := range map[string]diary.Input{"lan": wrote, "minh": off} {
		if _, err := o.diary.Save(t.Context(), o.actor[who], "2026-02-13", 0, in); err != nil {
			t.Fatal(err)
		}
	}
	for day := vncal.Date("2026-02-13"); day <= "2026-02-22"; day = day.AddDays(1) { // one working day, then Tết
		o.clock.set(string(day) + " 16:30")
		o.run(t, o.RemindDiary, string(day)+" 16:30")
		o.run(t, o.RemindDiary, string(day)+" 16:30")
	}
	o.clock.set("2026-02-23 07:00")
	o.run(t, o.RemindDiary, "2026-02-13 16:30") // too late to ask for
	for who, want := range map[string]int{"lan": 0, "minh": 0, "trưởng phòng": 1, "giám đốc": 1} {
		if got := o.got(t, who); len(got) != want {
			t.Errorf("%s was sent %q, want %d", who, got, want)
		}
	}
	rows, _, err := o.inbox.List(t.Context(), o.actor["giám đốc"], false, "", 1)
	if err != nil || rows[0].Params["date"] != "13/02/2026" || rows[0].Why != "author" || rows[0].Object.Type != "diary" {
		t.Errorf("message = %+v, %v", rows, err)
	}
}

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
	if want := []string{"reminder-due 30 8 * * *", "reminder-diary 30 16 * * *"}; !slices.Equal(names, want) {
		t.Errorf("Jobs = %v, want %v", names, want)
	}
	for local, want := range map[string]bool{"00:00": true, "06:59": true, "07:00": false, "08:30": false, "17:59": false, "18:00": true, "23:59": true} {
		if got := quiet(at("2026-02-13 " + local)); got != want {
			t.Errorf("quiet at %s: %v", local, got)
		}
	}
}
