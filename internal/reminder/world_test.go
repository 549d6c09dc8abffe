package reminder

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/diary"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/notify"
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
	post   *notify.Service    // without a mail server until a test names one
	away   []identity.StandIn // who stands in for whom
	agency string
	unit   map[string]string
	actor  map[string]access.Actor
}

func newOffice(t *testing.T) *office {
	t.Helper()
	db := mongotest.New(t, slices.Concat(task.Indexes(), diary.Indexes(), identity.Indexes(), org.Indexes(),
		calendar.Indexes(), journal.Indexes(), inbox.Indexes(), notify.Indexes(), realtime.Indexes(), jobs.Indexes())...)
	o := &office{db: db, clock: &hands{}, unit: map[string]string{}, actor: map[string]access.Actor{}}
	o.clock.set("2026-02-13 08:30")
	events := realtime.NewEvents(db)
	o.inbox = inbox.New(db, o.clock, events)
	j := journal.New(db, o.clock, events, o.inbox)
	units := org.New(db, j, o.clock)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: j, Clock: o.clock, Machine: o.clock, StandIns: o})
	cal := calendar.New(db, o.clock)
	tasks := task.New(task.Deps{DB: db, Clock: o.clock})
	o.diary = diary.New(diary.Deps{DB: db, Clock: o.clock, Journal: j, Calendars: cal, People: people, Units: units, Settings: diary.DefaultSettings()})
	o.post = notify.New(db, o.clock, slog.New(slog.DiscardHandler))
	o.Service = New(Deps{
		DB: db, Agencies: units, Calendars: cal, People: people, Tasks: tasks, Diaries: o.diary, Inbox: o.inbox, Mail: o.post, Journal: j, Clock: o.clock,
	})
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
		mail       string
	}{{"giám đốc", "so", access.Head, ""}, {"trưởng phòng", "phong", access.Head, ""}, {"lan", "phong", access.Officer, "lan@qn.example.vn"}, {"minh", "phong", access.Officer, "minh@qn.example.vn"}} {
		made, err := people.Add(t.Context(), access.System(o.agency), identity.Person{StaffNo: p.name, Name: p.name, Email: p.mail, SubjectClass: identity.CivilServant},
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

// Open implements identity.StandIns.
func (o *office) Open(context.Context, string, time.Time) ([]identity.StandIn, error) {
	return o.away, nil
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
