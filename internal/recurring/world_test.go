package recurring

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/document"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// hand is a clock that tests turn.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

// world is a division with its head and two officers, on Thursday 22/10/2026, 08:00.
type world struct {
	*Service

	t                     *testing.T
	db                    *mongodb.DB
	clock                 *hand
	people                *identity.Service
	tasks                 *task.Service
	lists                 *tasklist.Service
	inbox                 *inbox.Service
	agency                string
	unit                  org.Unit
	head, officer, second access.Actor
}

func (w *world) at(local string) {
	w.t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", local, vncal.Zone())
	w.ok(err)
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	w.clock.now = now.UTC()
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: &hand{}, db: mongotest.New(t, slices.Concat(Indexes(), task.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(), inbox.Indexes(),
		realtime.Indexes(), calendar.Indexes(), catalogue.Indexes(), document.Indexes(), []mongodb.Indexes{mongodb.CodeIndexes()})...)}
	w.at("2026-10-22 08:00")
	events := realtime.NewEvents(w.db)
	w.inbox = inbox.New(w.db, w.clock, events)
	j := journal.New(w.db, w.clock, events, w.inbox)
	units := org.New(w.db, j, w.clock)
	w.people = identity.New(identity.Deps{DB: w.db, Org: units, Journal: j, Clock: w.clock, Machine: w.clock})
	days := calendar.New(w.db, w.clock)
	w.tasks = task.New(task.Deps{
		DB: w.db, Clock: w.clock, Units: units, People: w.people, Calendars: days, Products: catalogue.New(w.db, j, w.clock),
		Documents: document.New(w.db, units, j, w.clock), Facts: noFacts{}, Journal: j,
	})
	w.lists = tasklist.New(w.db, w.clock)
	w.Service = New(Deps{DB: w.db, Clock: w.clock, Journal: j, Tasks: w.tasks, People: w.people, Calendars: days})
	root, err := units.Create(t.Context(), access.System(""), org.Unit{Code: "QNAM", Name: "Ủy ban nhân dân tỉnh", ShortName: "UBND", Kind: org.Province})
	w.ok(err)
	w.agency = root.ID
	w.unit, err = units.Create(t.Context(), access.System(w.agency), org.Unit{Parent: root.ID, Code: "CNTT", Name: "Phòng Công nghệ thông tin", ShortName: "P. CNTT", Kind: org.Division})
	w.ok(err)
	w.head, w.officer, w.second = w.add("Thịnh", access.Head), w.add("Lan", access.Officer), w.add("Minh", access.Officer)
	return w
}

func (w *world) add(name string, role access.Role) access.Actor {
	w.t.Helper()
	p, err := w.people.Add(w.t.Context(), access.System(w.agency), identity.Person{StaffNo: name, Name: name, SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: w.unit.ID, Role: role, Title: name, From: "2020-01-01"})
	w.ok(err)
	a, err := w.people.Actor(w.t.Context(), p.ID)
	w.ok(err)
	return a
}

// input is recurring work for the officer, due three working days after it comes.
func (w *world) input(words string) Input {
	return Input{Words: words, Task: task.Input{
		Title: "Báo cáo tình hình an toàn thông tin", Lead: task.Lead{Unit: w.unit.ID, Person: w.officer.ID}, ProductText: "1 báo cáo", PointsMilli: 5000, QtyMilli: 1000,
		Due: vncal.Rule{Kind: vncal.KindWorking, N: 3}, Urgency: task.Normal,
	}}
}

// given are the tasks of the officer, oldest first, as "on due".
func (w *world) given() []string {
	w.t.Helper()
	rows, _, err := w.lists.List(w.t.Context(), w.officer, tasklist.Query{Tab: tasklist.TabLead, Limit: 100})
	w.ok(err)
	var out []string
	for _, r := range rows {
		t, err := w.tasks.Get(w.t.Context(), w.officer, r.ID)
		w.ok(err)
		out = append(out, string(vncal.DateOf(t.CreatedAt))+" "+string(t.DueOn))
	}
	slices.Sort(out)
	return out
}

// noFacts stands for the evaluation, which has nothing to do here.
type noFacts struct{}

func (noFacts) Put(context.Context, task.Task, task.Task) error  { return nil }
func (noFacts) Settled(context.Context, task.Task) (bool, error) { return false, nil }

// leave ends every post of somebody.
func (w *world) leave(a access.Actor) {
	w.t.Helper()
	posts, err := w.people.Appointments(w.t.Context(), w.agency, a.ID)
	w.ok(err)
	for _, p := range posts {
		w.ok(w.people.EndAppointment(w.t.Context(), access.System(w.agency), p.ID, p.Version))
	}
}
