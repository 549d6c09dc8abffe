package workplace

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/diary"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// hands is a clock that a test sets.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *hands) set(local string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", local, vncal.Zone())
	if err != nil {
		panic(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = t.UTC()
}

// someTasks are tasks, each visible to one person only.
type someTasks map[string]task.Row

// Named returns those that a leads.
func (s someTasks) Named(_ context.Context, a access.Actor, ids []string) (map[string]task.Row, error) {
	found := map[string]task.Row{}
	for _, id := range ids {
		if r, ok := s[id]; ok && a.Is(r.Lead.Person) {
			found[id] = r
		}
	}
	return found, nil
}

// Objects fits diary.Tasks; no entry of these tests names a task.
func (s someTasks) Objects(context.Context, access.Actor, []string) (map[string]journal.Object, error) {
	return map[string]journal.Object{}, nil
}

// office is an agency with people in it: province → department → two divisions.
type office struct {
	*Service
	t      *testing.T
	db     *mongodb.DB
	clock  *hands
	people *identity.Service
	diary  *diary.Service
	inbox  *inbox.Service
	agency string
	unit   map[string]string       // by short name
	actor  map[string]access.Actor // by name
	tasks  someTasks
}

// newOffice makes the agency on Thursday 7/5/2026, 09:00.
func newOffice(t *testing.T) *office {
	t.Helper()
	db := mongotest.New(t, slices.Concat(Indexes(), diary.Indexes(), identity.Indexes(), org.Indexes(), calendar.Indexes(), journal.Indexes(),
		inbox.Indexes(), realtime.Indexes(), []mongodb.Indexes{mongodb.CodeIndexes()})...)
	o := &office{t: t, db: db, clock: &hands{}, unit: map[string]string{}, actor: map[string]access.Actor{}, tasks: someTasks{}}
	o.clock.set("2026-05-07 09:00")
	events := realtime.NewEvents(db)
	o.inbox = inbox.New(db, o.clock, events)
	record := journal.New(db, o.clock, events, o.inbox)
	units := org.New(db, record, o.clock)
	o.people = identity.New(identity.Deps{DB: db, Org: units, Journal: record, Clock: o.clock})
	days := calendar.New(db, o.clock)
	o.diary = diary.New(diary.Deps{
		DB: db, Clock: o.clock, Journal: record, Calendars: days, People: o.people, Units: units, Tasks: o.tasks, Papers: NewPapers(db), Settings: diary.DefaultSettings(),
	})
	o.Service = New(Deps{DB: db, Clock: o.clock, Journal: record, Calendars: days, People: o.people, Units: units, Tasks: o.tasks, Diaries: o.diary})
	for _, u := range [][2]string{{"tinh", ""}, {"so", "tinh"}, {"phong", "so"}, {"phongkhac", "so"}} {
		made, err := units.Create(t.Context(), access.System(o.agency), org.Unit{
			Code: u[0], Name: "Đơn vị " + u[0], ShortName: u[0], Kind: org.Division, Parent: o.unit[u[1]],
		})
		o.ok(err)
		o.agency, o.unit[u[0]] = made.Agency, made.ID
	}
	for _, p := range []struct {
		name, unit string
		role       access.Role
	}{
		{"Chủ tịch", "tinh", access.Head}, {"Giám đốc", "so", access.Head}, {"Trưởng phòng", "phong", access.Head}, {"Phó phòng", "phong", access.Deputy},
		{"Lan", "phong", access.Officer}, {"Minh", "phong", access.Officer}, {"Trưởng phòng khác", "phongkhac", access.Head},
		{"Nhân sự", "so", access.HR}, {"Theo dõi", "so", access.Monitor}, {"Kiểm tra", "tinh", access.Inspector}, {"Quản trị", "tinh", access.Admin},
	} {
		o.join(p.name, p.unit, p.role)
	}
	return o
}

// join adds somebody with one post.
func (o *office) join(name, unit string, role access.Role) {
	o.t.Helper()
	made, err := o.people.Add(o.t.Context(), access.System(o.agency), identity.Person{StaffNo: name, Name: name, SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: o.unit[unit], Role: role, Title: name, From: "2020-01-01"})
	o.ok(err)
	o.actor[name], err = o.people.Actor(o.t.Context(), made.ID)
	o.ok(err)
}

// ok fails the test at once when err is one.
func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// wish is a whole registration for half-days written as "05-08 am".
func wish(halves ...string) Input {
	in := Input{Reason: "Công văn 1552/UBND-KGVX", Phone: "0905 417 266", Committed: true, Works: []WorkInput{
		{Title: "Soạn hướng dẫn thanh toán", Product: "1 văn bản hướng dẫn", Due: "2026-05-15"},
	}}
	for _, h := range halves {
		in.Halves = append(in.Halves, Half("2026-"+h))
	}
	return in
}

// send registers somebody.
func (o *office) send(who string, halves ...string) View {
	o.t.Helper()
	v, err := o.Create(o.t.Context(), o.actor[who], wish(halves...), true, "")
	o.ok(err)
	return v
}

// rule sets rules of a unit from today.
func (o *office) rule(who, unit string, in RuleInput) {
	o.t.Helper()
	in.From = o.today()
	_, err := o.SetRule(o.t.Context(), o.actor[who], o.unit[unit], in)
	o.ok(err)
}

// name returns whose id it is.
func (o *office) name(id string) string {
	for n, a := range o.actor {
		if a.ID == id {
			return n
		}
	}
	return id
}

// grid returns the cells of a day of somebody in a unit, as who sees them.
func (o *office) cells(who, unit, person string, day vncal.Date) []Cell {
	o.t.Helper()
	g, err := o.Where(o.t.Context(), o.actor[who], GridQuery{Unit: o.unit[unit], From: day, To: day, Limit: 100})
	o.ok(err)
	for _, r := range g.Rows {
		if r.Person.ID == o.actor[person].ID {
			return r.Cells
		}
	}
	o.t.Fatalf("%s is not in the grid of %s", person, unit)
	return nil
}

// messages returns the kinds of somebody's messages, newest first.
func (o *office) messages(who string) []string {
	o.t.Helper()
	rows, _, err := o.inbox.List(o.t.Context(), o.actor[who], false, "", 50)
	o.ok(err)
	all := []string{}
	for _, r := range rows {
		all = append(all, r.Kind)
	}
	return all
}
