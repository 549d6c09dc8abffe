package task_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/files"
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

// world is a small agency on a real database: a province with two departments, one of them with a division.
type world struct {
	t        *testing.T
	db       *mongodb.DB
	clock    *hand
	org      *org.Service
	people   *identity.Service
	products *catalogue.Service
	docs     *document.Service
	inbox    *inbox.Service
	files    *files.Service
	facts    *facts
	tasks    *task.Service
	calendar *changing
	lists    *tasklist.Service

	agency                    string
	stttt, cntt, snv          org.Unit // department, its division, another department
	chair                     access.Actor
	director, deputy          access.Actor // of stttt
	head, officer, colleague  access.Actor // of cntt
	neighbour, monitor, clerk access.Actor // head of snv; of the province; of stttt
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
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	w.clock.now = now.UTC()
}

// changing is the calendar, or another that a test has put in its place.
type changing struct {
	*calendar.Service
	mu    sync.Mutex
	other *vncal.Calendar
}

func (c *changing) put(other *vncal.Calendar) { c.mu.Lock(); defer c.mu.Unlock(); c.other = other }

// Now is the calendar as it is stored, where no other was put.
func (c *changing) Now(ctx context.Context, agency string) (*vncal.Calendar, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.other != nil {
		return c.other, nil
	}
	return c.Service.Now(ctx, agency)
}

// facts keeps the last line of each task.
type facts struct {
	mu     sync.Mutex
	put    map[string]task.Task
	broken error
	closed bool
}

// of returns the task of which the last lines were written.
func (f *facts) of(id string) task.Task { f.mu.Lock(); defer f.mu.Unlock(); return f.put[id] }

func (f *facts) fail(err error) { f.mu.Lock(); defer f.mu.Unlock(); f.broken = err }

// close says that the month in which the work counts is closed, or open again.
func (f *facts) close(closed bool) { f.mu.Lock(); defer f.mu.Unlock(); f.closed = closed }

func (f *facts) Settled(context.Context, task.Task) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.closed, f.broken
}

func (f *facts) Put(_ context.Context, _, t task.Task) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.put[t.ID] = t
	return f.broken
}

func newWorld(t *testing.T) *world {
	t.Helper()
	var all []mongodb.Indexes
	for _, more := range [][]mongodb.Indexes{
		task.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), calendar.Indexes(),
		catalogue.Indexes(), document.Indexes(), files.Indexes(), {mongodb.CodeIndexes()},
	} {
		all = append(all, more...)
	}
	w := &world{t: t, db: mongotest.New(t, all...), clock: &hand{}, facts: &facts{put: map[string]task.Task{}}}
	w.at("2026-04-24 09:10")
	events := realtime.NewEvents(w.db)
	w.inbox = inbox.New(w.db, w.clock, events)
	j := journal.New(w.db, w.clock, events, w.inbox)
	w.org = org.New(w.db, j, w.clock)
	w.people = identity.New(identity.Deps{DB: w.db, Org: w.org, Journal: j, Clock: w.clock})
	w.products = catalogue.New(w.db, j, w.clock)
	w.docs = document.New(w.db, w.org, j, w.clock)
	w.calendar = &changing{Service: calendar.New(w.db, w.clock)}
	w.files = files.New(w.db, w.clock, files.DefaultSettings())
	w.tasks = task.New(task.Deps{
		DB: w.db, Clock: w.clock, Units: w.org, People: w.people, Calendars: w.calendar,
		Products: w.products, Documents: w.docs, Files: w.files, Facts: w.facts, Journal: j,
	})
	w.lists = tasklist.New(w.db, w.clock)
	w.fill()
	return w
}

func (w *world) fill() {
	w.t.Helper()
	unit := func(parent org.Unit, code, name, short, kind string) org.Unit {
		u, err := w.org.Create(w.t.Context(), access.System(parent.Agency), org.Unit{Parent: parent.ID, Code: code, Name: name, ShortName: short, Kind: kind})
		w.ok(err)
		return u
	}
	root := unit(org.Unit{}, "QNAM", "Ủy ban nhân dân tỉnh Quảng Nam", "UBND tỉnh", org.Province)
	w.agency = root.ID
	w.stttt = unit(root, "STTTT", "Sở Thông tin và Truyền thông", "Sở TT&TT", org.Department)
	w.cntt = unit(w.stttt, "STTTT-CNTT", "Phòng Công nghệ thông tin", "P. CNTT", org.Division)
	w.snv = unit(root, "SNV", "Sở Nội vụ", "Sở Nội vụ", org.Department)

	w.chair = w.add(root, access.Head, "CB001", "Lê Trí Thanh", "Chủ tịch")
	w.director = w.add(w.stttt, access.Head, "CB002", "Phạm Hồng Quảng", "Giám đốc Sở")
	w.deputy = w.add(w.stttt, access.Deputy, "CB003", "Trương Công Lý", "Phó Giám đốc Sở")
	w.head = w.add(w.cntt, access.Head, "CB004", "Phan Hữu Thịnh", "Trưởng phòng")
	w.officer = w.add(w.cntt, access.Officer, "CB005", "Nguyễn Thị Lan", "Chuyên viên")
	w.colleague = w.add(w.cntt, access.Officer, "CB006", "Trịnh Văn Minh", "Chuyên viên")
	w.neighbour = w.add(w.snv, access.Head, "CB007", "Trần Thị Hoa", "Giám đốc Sở")
	w.monitor = w.add(root, access.Monitor, "CB008", "Võ Đình Phước", "Chuyên viên theo dõi")
	w.clerk = w.add(w.stttt, access.Clerk, "CB009", "Hồ Thị Mai", "Văn thư")
	_, err := w.products.Approve(w.t.Context(), w.agency, "01/QĐ-UBND", catalogue.Product{
		Code: "CV-02", Name: "Soạn thảo văn bản hướng dẫn chuyên môn", Unit: "văn bản", Group: 2, PointsMilli: 90_000, NormDays: 5,
	})
	w.ok(err)
}

func (w *world) add(u org.Unit, role access.Role, no, name, title string) access.Actor {
	w.t.Helper()
	p, err := w.people.Add(w.t.Context(), access.System(w.agency),
		identity.Person{StaffNo: no, Name: name, SubjectClass: identity.CivilServant}, identity.Appointment{Unit: u.ID, Role: role, Title: title})
	w.ok(err)
	a, err := w.people.Actor(w.t.Context(), p.ID)
	w.ok(err)
	return a
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// input is a task for lead, due in five working days.
func (w *world) input(lead task.Lead) task.Input {
	return task.Input{
		Title: "Hướng dẫn đăng ký tài khoản dịch vụ thanh toán trực tuyến", Lead: lead, ProductCode: "CV-02", QtyMilli: 1000,
		Due: vncal.Rule{Kind: vncal.KindWorking, N: 5}, Urgency: task.Urgent,
	}
}

// give creates and assigns a task by the head to the officer.
func (w *world) give() task.Task {
	w.t.Helper()
	t, err := w.tasks.Create(w.t.Context(), w.head, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), true, "")
	w.ok(err)
	return t
}

// messages returns kind and part of what lies in a person's inbox, newest first.
func (w *world) messages(a access.Actor) []string {
	w.t.Helper()
	rows, _, err := w.inbox.List(w.t.Context(), a, false, "", 50)
	w.ok(err)
	kinds := []string{}
	for _, r := range rows {
		kinds = append(kinds, r.Kind+" "+r.Why)
	}
	return kinds
}

var _ clock.Clock = (*hand)(nil)
