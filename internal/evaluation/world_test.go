package evaluation_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/document"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/override"
	"congvu/internal/realtime"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// world is a small agency on a real database: a department with a division of four.
type world struct {
	t      *testing.T
	ctx    context.Context
	db     *mongodb.DB
	clock  *hand
	people *identity.Service
	inbox  *inbox.Service
	tasks  *task.Service
	eval   *evaluation.Service
	over   *override.Service

	agency, sibling          string
	cntt                     org.Unit
	director, hr, neighbour  access.Actor // of the department; head of another division
	head, officer, colleague access.Actor // of cntt
	public                   access.Actor // of cntt, viên chức
}

// hand is a clock that tests turn.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

// at sets the local time, as in "2026-04-24 09:10".
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
	var all []mongodb.Indexes
	for _, more := range [][]mongodb.Indexes{
		evaluation.Indexes(), override.Indexes(), task.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(), inbox.Indexes(),
		realtime.Indexes(), calendar.Indexes(), catalogue.Indexes(), document.Indexes(), {mongodb.CodeIndexes()},
	} {
		all = append(all, more...)
	}
	w := &world{t: t, ctx: t.Context(), clock: &hand{}}
	w.at("2026-04-01 08:00")
	units, products, err := w.serve(mongotest.New(t, all...))
	w.ok(err)
	w.fill(units, products)
	return w
}

// serve makes the services over a database, as a node does when it starts.
func (w *world) serve(db *mongodb.DB) (*org.Service, *catalogue.Service, error) {
	w.db = db
	policies, err := grading.LoadPolicies()
	if err != nil {
		return nil, nil, err
	}
	log := slog.New(slog.DiscardHandler)
	events := realtime.NewEvents(w.db)
	w.inbox = inbox.New(w.db, w.clock, events)
	j := journal.New(w.db, w.clock, events, w.inbox)
	units := org.New(w.db, j, w.clock)
	w.people = identity.New(identity.Deps{DB: w.db, Org: units, Journal: j, Clock: w.clock})
	calendars := calendar.New(w.db, w.clock)
	products := catalogue.New(w.db, j, w.clock)
	w.eval = evaluation.New(w.db, policies, w.people, units, calendars, j, w.clock, log)
	w.over = override.New(w.db, w.people, w.eval, j, w.clock)
	w.tasks = task.New(task.Deps{
		DB: w.db, Clock: w.clock, Units: units, People: w.people, Calendars: calendars, Products: products,
		Documents: document.New(w.db, units, j, w.clock), Facts: w.eval, Journal: j,
	})
	return units, products, nil
}

func (w *world) fill(units *org.Service, products *catalogue.Service) {
	w.t.Helper()
	unit := func(parent org.Unit, code, name, kind string) org.Unit {
		u, err := units.Create(w.ctx, access.System(parent.Agency), org.Unit{Parent: parent.ID, Code: code, Name: name, ShortName: code, Kind: kind, From: "2020-01-01"})
		w.ok(err)
		return u
	}
	root := unit(org.Unit{}, "STTTT", "Sở Thông tin và Truyền thông", org.Department)
	w.agency = root.ID
	w.cntt = unit(root, "CNTT", "Phòng Công nghệ thông tin", org.Division)
	other := unit(root, "BCXB", "Phòng Báo chí, xuất bản", org.Division)
	w.sibling = other.ID
	add := func(u org.Unit, role access.Role, no, name, class string) access.Actor {
		p, err := w.people.Add(w.ctx, access.System(w.agency), identity.Person{StaffNo: no, Name: name, SubjectClass: class},
			identity.Appointment{Unit: u.ID, Role: role, Title: string(role), From: "2020-01-01"})
		w.ok(err)
		a, err := w.people.Actor(w.ctx, p.ID)
		w.ok(err)
		return a
	}
	w.director = add(root, access.Head, "CB001", "Phạm Hồng Quảng", identity.CivilServant)
	w.hr = add(root, access.HR, "CB002", "Trần Thị Hoa", identity.CivilServant)
	w.neighbour = add(other, access.Head, "CB003", "Trương Công Lý", identity.CivilServant)
	w.head = add(w.cntt, access.Head, "CB004", "Phan Hữu Thịnh", identity.CivilServant)
	w.officer = add(w.cntt, access.Officer, "CB005", "Nguyễn Thị Lan", identity.CivilServant)
	w.colleague = add(w.cntt, access.Officer, "CB006", "Trịnh Văn Minh", identity.CivilServant)
	w.public = add(w.cntt, access.Officer, "CB007", "Hồ Quốc Đạt", identity.PublicEmployee)
	_, err := products.Approve(w.ctx, w.agency, "01/QĐ-STTTT", catalogue.Product{
		Code: "BC-01", Name: "Báo cáo tuần", Unit: "báo cáo", Group: 1, PointsMilli: 10_000, NormDays: 1,
	})
	w.ok(err)
}

// give assigns work and has it accepted.
func (w *world) give(due vncal.Date, pieces int64) task.Task {
	w.t.Helper()
	t := w.assign(due, pieces)
	t, err := w.tasks.Accept(w.ctx, w.officer, t.ID, t.Version, "")
	w.ok(err)
	return t
}

// assign gives the officer work of a number of pieces (K 2), by the head and with a deadline.
func (w *world) assign(due vncal.Date, pieces int64) task.Task {
	w.t.Helper()
	t, err := w.tasks.Create(w.ctx, w.head, task.Input{
		Title: "Báo cáo tuần về dịch vụ công trực tuyến", Lead: task.Lead{Unit: w.cntt.ID, Person: w.officer.ID},
		ProductCode: "BC-01", QtyMilli: pieces * 1000, Due: vncal.Rule{Kind: vncal.KindDate, Date: due}, Urgency: task.Normal,
	}, true, "")
	w.ok(err)
	return t
}

func (w *world) submit(t task.Task) task.Task {
	w.t.Helper()
	t, err := w.tasks.Submit(w.ctx, w.officer, t.ID, t.Version, "Báo cáo hoàn thành", t.QtyMilli)
	w.ok(err)
	return t
}

func (w *world) approve(t task.Task) task.Task {
	w.t.Helper()
	t, err := w.tasks.Approve(w.ctx, w.head, t.ID, t.Version, task.Met, t.QtyMilli, task.Faulty{}, "")
	w.ok(err)
	return t
}

// score is what the officer reads.
func (w *world) score(p grading.Period) evaluation.Score {
	w.t.Helper()
	sc, err := w.eval.Score(w.ctx, w.officer, w.officer.ID, p)
	w.ok(err)
	return sc
}

// points are 9.5 + 10 + 8, together 27.5.
func points() []grading.GroupPoints {
	return []grading.GroupPoints{
		{Key: "a", PointsMilli: 9500, Remark: "Còn đi muộn họp giao ban"}, {Key: "b", PointsMilli: 10000},
		{Key: "c", PointsMilli: 8000, Remark: "Chưa có sáng kiến trong tháng"},
	}
}

// generalPoints has the head give the officer points for a month.
func (w *world) generalPoints(p grading.Period, version int64) evaluation.Score {
	w.t.Helper()
	sc, err := w.eval.General(w.ctx, w.head, w.officer.ID, p, version, points(), nil)
	w.ok(err)
	return sc
}

// advance runs the scheduled job at a local time.
func (w *world) advance(local string) {
	w.t.Helper()
	w.at(local)
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil))
}

func (w *world) state(p grading.Period) evaluation.State {
	w.t.Helper()
	all, err := w.eval.Periods(w.ctx, w.agency)
	w.ok(err)
	for _, m := range all {
		if m.Period == p {
			return m.State
		}
	}
	return ""
}

// kinds returns the messages in somebody's inbox, newest first, of this package's kinds.
func (w *world) kinds(a access.Actor) (kinds []string) {
	w.t.Helper()
	rows, _, err := w.inbox.List(w.ctx, a, false, "", 50)
	w.ok(err)
	for _, r := range rows {
		if r.Kind[:5] != "task." {
			kinds = append(kinds, r.Kind)
		}
	}
	return kinds
}

func (w *world) refused(what string, err, want error) {
	w.t.Helper()
	if !errors.Is(err, want) {
		w.t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// close has a month closed by command, with the head of the agency as the second person, and the job carry it out.
func (w *world) close(p grading.Period) {
	w.t.Helper()
	m, err := w.eval.Close(w.ctx, w.hr, p, nil)
	w.ok(err)
	if m.Ordered == nil {
		_, err = w.eval.Close(w.ctx, w.director, p, &m.Version)
		w.ok(err)
	}
	w.ok(w.eval.CloseJob().Run(w.ctx, jobs.Run{Now: w.clock.Now()}))
}
