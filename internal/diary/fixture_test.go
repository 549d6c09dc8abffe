package diary

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
)

// hands is a clock that a test sets.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *hands) set(local string) { h.mu.Lock(); defer h.mu.Unlock(); h.now = at(local) }

// someTasks are tasks, each visible to one person only.
type someTasks map[string]string

// Objects returns those that a may see.
func (s someTasks) Objects(_ context.Context, a access.Actor, ids []string) (map[string]journal.Object, error) {
	found := map[string]journal.Object{}
	for _, id := range ids {
		if a.Is(s[id]) {
			found[id] = journal.Object{Type: "task", ID: id, Code: "NV-" + id, Title: "Việc " + id}
		}
	}
	return found, nil
}

// office is an agency with people in it: province → department → two divisions.
type office struct {
	*Service
	db      *mongodb.DB
	clock   *hands
	journal *journal.Journal
	inbox   *inbox.Service
	unit    map[string]string       // by short name
	actor   map[string]access.Actor // by name
	tasks   someTasks
}

// newOffice makes the agency on Wednesday 29/4/2026, 16:12, the eve of a long holiday.
func newOffice(t *testing.T) *office {
	t.Helper()
	db := mongotest.New(t, slices.Concat(Indexes(), identity.Indexes(), org.Indexes(), calendar.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes())...)
	o := &office{db: db, clock: &hands{}, unit: map[string]string{}, actor: map[string]access.Actor{}, tasks: someTasks{}}
	o.clock.set("2026-04-29 16:12")
	events := realtime.NewEvents(db)
	o.inbox = inbox.New(db, o.clock, events)
	o.journal = journal.New(db, o.clock, events, o.inbox)
	units := org.New(db, o.journal, o.clock)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: o.journal, Clock: o.clock})
	o.Service = New(Deps{
		DB: db, Clock: o.clock, Journal: o.journal, Calendars: calendar.New(db, o.clock), People: people, Units: units, Tasks: o.tasks, Settings: DefaultSettings(),
	})

	var agency string
	for _, u := range [][2]string{{"tinh", ""}, {"so", "tinh"}, {"phong", "so"}, {"phongkhac", "so"}} {
		made, err := units.Create(t.Context(), access.System(agency), org.Unit{
			Code: u[0], Name: "Đơn vị " + u[0], ShortName: u[0], Kind: org.Division, Parent: o.unit[u[1]],
		})
		if err != nil {
			t.Fatalf("unit %s: %v", u[0], err)
		}
		agency, o.unit[u[0]] = made.Agency, made.ID
	}
	for _, p := range []struct {
		name, unit string
		role       access.Role
		charge     []string
	}{
		{"Chủ tịch", "tinh", access.Head, nil},
		{"Giám đốc", "so", access.Head, nil},
		{"Phó Giám đốc", "so", access.Deputy, []string{"phong"}},
		{"Trưởng phòng", "phong", access.Head, nil},
		{"Phó phòng", "phong", access.Deputy, nil},
		{"Lan", "phong", access.Officer, nil},
		{"Minh", "phong", access.Officer, nil},
		{"Trưởng phòng khác", "phongkhac", access.Head, nil},
		{"Nhân sự", "so", access.HR, nil},
		{"Theo dõi", "so", access.Monitor, nil},
		{"Quản trị", "tinh", access.Admin, nil},
	} {
		post := identity.Appointment{Unit: o.unit[p.unit], Role: p.role, Title: p.name, From: "2020-01-01"}
		for _, c := range p.charge {
			post.Charge = append(post.Charge, o.unit[c])
		}
		made, err := people.Add(t.Context(), access.System(agency), identity.Person{StaffNo: p.name, Name: p.name, SubjectClass: identity.CivilServant}, post)
		if err != nil {
			t.Fatalf("person %s: %v", p.name, err)
		}
		if o.actor[p.name], err = people.Actor(t.Context(), made.ID); err != nil {
			t.Fatalf("actor %s: %v", p.name, err)
		}
	}
	return o
}

// id returns a person's id.
func (o *office) id(name string) string { return o.actor[name].ID }

// name returns whose id it is.
func (o *office) name(id string) string {
	for n, a := range o.actor {
		if a.ID == id {
			return n
		}
	}
	return id
}

// acts records things done with a task that belong into somebody's diary.
func (o *office) acts(t *testing.T, who, task, action string, params map[string]string) {
	t.Helper()
	err := o.db.WithTx(t.Context(), func(ctx context.Context) error {
		return o.journal.Write(ctx, journal.Entry{
			Action: action, By: o.actor[who], Version: 1, Vis: []string{access.Person(o.id(who))}, Params: params, Diary: true,
			Object: journal.Object{Type: "task", ID: task, Code: "NV-" + task, Title: "Việc " + task},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
