package comment_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/comment"
	"congvu/internal/document"
	"congvu/internal/errs"
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

// hand is a clock that tests turn.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) Now() time.Time        { h.mu.Lock(); defer h.mu.Unlock(); return h.now }
func (h *hand) turn(by time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.now = h.now.Add(by) }

type noFacts struct{}

func (noFacts) Put(context.Context, task.Task, task.Task) error { return nil }

func (noFacts) Settled(context.Context, task.Task) (bool, error) { return false, nil }

// world is a department with a division, and another department, on a real database; the head has given the officer work in
// which a colleague helps.
type world struct {
	*testing.T

	db       *mongodb.DB
	clock    *hand
	people   *identity.Service
	tasks    *task.Service
	inbox    *inbox.Service
	comments *comment.Service

	head, officer, helper, stranger, chair access.Actor
	task                                   task.Task
}

func newWorld(t *testing.T) *world {
	t.Helper()
	var all []mongodb.Indexes
	for _, more := range [][]mongodb.Indexes{
		task.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), calendar.Indexes(),
		catalogue.Indexes(), document.Indexes(), comment.Indexes(), {mongodb.CodeIndexes()},
	} {
		all = append(all, more...)
	}
	w := &world{T: t, db: mongotest.New(t, all...), clock: &hand{now: time.Date(2026, 4, 24, 2, 10, 0, 0, time.UTC)}}
	events := realtime.NewEvents(w.db)
	w.inbox = inbox.New(w.db, w.clock, events)
	j := journal.New(w.db, w.clock, events, w.inbox)
	units := org.New(w.db, j, w.clock)
	w.people = identity.New(identity.Deps{DB: w.db, Org: units, Journal: j, Clock: w.clock})
	w.tasks = task.New(task.Deps{
		DB: w.db, Clock: w.clock, Units: units, People: w.people, Calendars: calendar.New(w.db, w.clock),
		Products: catalogue.New(w.db, j, w.clock), Documents: document.New(w.db, units, j, w.clock), Facts: noFacts{}, Journal: j,
	})
	w.comments = comment.New(comment.Deps{DB: w.db, Clock: w.clock, Tasks: w.tasks, People: w.people, Journal: j})

	unit := func(parent org.Unit, code, kind string) org.Unit {
		u, err := units.Create(t.Context(), access.System(parent.Agency), org.Unit{Parent: parent.ID, Code: code, Name: code, ShortName: code, Kind: kind})
		return is(w, u, err)
	}
	root := unit(org.Unit{}, "TINH", org.Province)
	room := unit(root, "PHONG", org.Department)
	other := unit(root, "SO", org.Department)
	w.chair = w.add(root, access.Head, "CB1", "Lê Trí Thanh")
	w.head = w.add(room, access.Head, "CB2", "Phan Hữu Thịnh")
	w.officer = w.add(room, access.Officer, "CB3", "Nguyễn Thị Lan")
	w.helper = w.add(other, access.Officer, "CB4", "Trịnh Văn Minh")
	w.stranger = w.add(other, access.Officer, "CB5", "Nguyễn Thị Lành")
	made, err := w.tasks.Create(t.Context(), w.head, task.Input{
		Title: "Soạn hướng dẫn", Lead: task.Lead{Unit: room.ID, Person: w.officer.ID}, Coordinators: []task.Part{{Person: w.helper.ID}},
		ProductText: "Văn bản", PointsMilli: 30_000, QtyMilli: 1000, Due: vncal.Rule{Kind: vncal.KindWorking, N: 5}, Urgency: task.Urgent,
	}, true, "")
	w.task = is(w, made, err)
	return w
}

// is ends the test on an error.
func is[V any](w *world, v V, err error) V {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	return v
}

func (w *world) add(u org.Unit, role access.Role, no, name string) access.Actor {
	w.Helper()
	p, err := w.people.Add(w.Context(), access.System(u.Agency), identity.Person{StaffNo: no, Name: name, SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: u.ID, Role: role, Title: "Chuyên viên"})
	is(w, p, err)
	a, err := w.people.Actor(w.Context(), p.ID)
	return is(w, a, err)
}

// say is one comment that goes well.
func (w *world) say(a access.Actor, in comment.Input) comment.Comment {
	w.Helper()
	p, err := w.comments.Add(w.Context(), a, w.task.ID, in, "")
	return is(w, p, err).Items[0]
}

// told returns what of comments lies in an inbox, newest first.
func (w *world) told(a access.Actor) string {
	w.Helper()
	rows, _, err := w.inbox.List(w.Context(), a, false, "", 50)
	is(w, rows, err)
	var all []string
	for _, r := range rows {
		if strings.HasPrefix(r.Key, "comment|") {
			all = append(all, r.Kind+" "+r.Why+" "+r.Params["text"])
		}
	}
	return strings.Join(all, "; ")
}

// TestTold: who is named, answered or takes part hears of a comment once, in the first part that fits; nobody of an own one. The
// task stays as it was, its history says who spoke, and the open pages of all who see it hear of it.
func TestTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.say(w.helper, comment.Input{Text: "  Mục 3 nên ghi rõ ", Mentions: []string{w.officer.ID, w.officer.ID}})
	w.say(w.officer, comment.Input{Text: "Đã sửa", ReplyTo: first.ID})
	for who, want := range map[*access.Actor]string{
		&w.officer: "task.mentioned mentioned Mục 3 nên ghi rõ", &w.helper: "task.replied author Đã sửa", &w.chair: "", &w.stranger: "",
		&w.head: "task.commented assigner Đã sửa; task.commented assigner Mục 3 nên ghi rõ",
	} {
		if got := w.told(*who); got != want {
			t.Errorf("%s is told %q, want %q", who.Name, got, want)
		}
	}
	if now, err := w.tasks.Look(t.Context(), w.head, w.task.ID); err != nil || now.Version != w.task.Version {
		t.Errorf("talk has made version %d of %d of the task, %v", now.Version, w.task.Version, err)
	}
	acts, _, err := w.tasks.History(t.Context(), w.head, w.task.ID, "", 10)
	if err != nil || len(acts) != 3 || acts[0].Action != "task.commented" || acts[0].By != w.officer.ID {
		t.Errorf("history: %+v, %v", acts, err)
	}
	n, err := w.db.Collection("events").CountDocuments(t.Context(), bson.M{"type": comment.EventType, "object": w.task.ID, "audience": access.Person(w.helper.ID)})
	if err != nil || n != 2 {
		t.Errorf("%d pages were told, %v", n, err)
	}
}

// TestAnsweredAfterMovingOn: a message shows what was said, and so is not sent to somebody whose post no longer opens the task.
func TestAnsweredAfterMovingOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := w.say(w.chair, comment.Input{Text: "Khi nào xong?"})
	w.clock.now = w.clock.now.AddDate(0, 0, 1)
	chair, err := w.people.Person(t.Context(), w.chair.Agency, w.chair.ID)
	is(w, chair, err)
	next, err := w.people.Decide(t.Context(), access.System(w.chair.Agency), w.chair.ID, chair.Version, identity.Decision{
		Kind: identity.Promoting, Unit: w.chair.Appointments[0].Unit, Role: access.Officer, Title: "Chuyên viên", From: "2026-04-25",
		Paper: identity.Paper{Number: "9/QĐ-SNV", On: "2026-04-24"},
	})
	is(w, next, err)
	w.say(w.officer, comment.Input{Text: "Chiều nay", ReplyTo: asked.ID})
	if got := w.told(w.chair); got != "" {
		t.Errorf("who no longer sees the task reads %q", got)
	}
}

// TestNaming: only who may see the work can be named, and only they are offered.
func TestNaming(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, tc := range map[string]struct {
		people []string
		want   errs.Field
	}{
		"somebody outside": {[]string{w.officer.ID, w.stranger.ID}, errs.Field{Path: "mentions[1]", Code: "not_seeing", Args: map[string]string{"name": w.stranger.Name}}},
		"nobody":           {[]string{"x"}, errs.Field{Path: "mentions[0]", Code: "not_found"}},
	} {
		_, err := w.comments.Add(t.Context(), w.head, w.task.ID, comment.Input{Text: "Xin ý kiến", Mentions: tc.people}, "")
		if e := errs.As(err); !errors.Is(err, comment.ErrInput) || len(e.Fields) != 1 || !same(e.Fields[0], tc.want) {
			t.Errorf("%s: %v %+v", name, err, errs.As(err).Fields)
		}
	}
	if page := w.list(w.head); len(page.Items) != 0 {
		t.Errorf("a refused comment was kept: %+v", page.Items)
	}
	if people, err := w.comments.Nameable(t.Context(), w.officer, w.task.ID, "thinh"); err != nil || len(people) != 1 { // who gives no work names people, too
		t.Errorf("an officer picks %v, %v", people, err)
	}
	for q, want := range map[string]string{"": "Nguyễn Thị Lan|Trịnh Văn Minh|Lê Trí Thanh", "lan": "Nguyễn Thị Lan", "minh": "Trịnh Văn Minh", "lanh": ""} {
		people, err := w.comments.Nameable(t.Context(), w.head, w.task.ID, q)
		var names []string
		for _, p := range people {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, "|"); err != nil || got != want {
			t.Errorf("%q offers %s, want %s (%v)", q, got, want, err)
		}
	}
	if _, err := w.comments.Nameable(t.Context(), w.stranger, w.task.ID, ""); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a stranger picks: %v", err)
	}
}

func same(a, b errs.Field) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// list reads what was said.
func (w *world) list(a access.Actor) comment.Page {
	w.Helper()
	p, err := w.comments.List(w.Context(), a, w.task.ID, "", 50)
	return is(w, p, err)
}

// TestEdit: its author edits a comment within 15 minutes, and the text before stays; who is newly named is told once.
func TestEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	c := w.say(w.officer, comment.Input{Text: "Bản đầu"})
	w.clock.turn(comment.EditWithin)
	for name, tc := range map[string]struct {
		who     access.Actor
		id      string
		version int64
		in      comment.Input
		want    error
	}{
		"somebody else's":   {w.head, c.ID, 1, comment.Input{Text: "x"}, comment.ErrNotAuthor},
		"a stale version":   {w.officer, c.ID, 9, comment.Input{Text: "x"}, errs.ErrChanged},
		"nothing":           {w.officer, c.ID, 1, comment.Input{Text: " \u2800 "}, comment.ErrInput},
		"too much":          {w.officer, c.ID, 1, comment.Input{Text: strings.Repeat("ă", comment.MaxText+1)}, comment.ErrInput},
		"none of that name": {w.officer, "x", 1, comment.Input{Text: "x"}, errs.ErrNotFound},
		"out of sight":      {w.stranger, c.ID, 1, comment.Input{Text: "x"}, errs.ErrNotFound},
		"naming a stranger": {w.officer, c.ID, 1, comment.Input{Text: "x", Mentions: []string{w.stranger.ID}}, comment.ErrInput},
	} {
		if _, err := w.comments.Edit(ctx, tc.who, w.task.ID, tc.id, tc.version, tc.in); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	p, err := w.comments.Edit(ctx, w.officer, w.task.ID, c.ID, 1, comment.Input{Text: "Bản sửa", Mentions: []string{w.helper.ID}})
	next := is(w, p, err).Items[0]
	if next.Text != "Bản sửa" || next.Version != 2 || len(next.Edits) != 1 || next.Edits[0].Text != "Bản đầu" {
		t.Errorf("edited: %+v", next)
	}
	if got := w.told(w.helper); got != "task.commented coordinator Bản đầu" { // heard of it already
		t.Errorf("the helper is told %q", got)
	}
	w.clock.turn(time.Millisecond)
	if _, err := w.comments.Edit(ctx, w.officer, w.task.ID, c.ID, 2, comment.Input{Text: "Muộn"}); !errors.Is(err, comment.ErrTooLate) {
		t.Errorf("after a quarter of an hour: %v", err)
	}
}

// TestDelete: its author deletes a comment at any time; its place stays, also above what answers it.
func TestDelete(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	c := w.say(w.officer, comment.Input{Text: "Nhầm"})
	w.say(w.head, comment.Input{Text: "Rõ", ReplyTo: c.ID})
	w.clock.turn(24 * time.Hour)
	if err := w.comments.Delete(ctx, w.head, w.task.ID, c.ID, 1); !errors.Is(err, comment.ErrNotAuthor) {
		t.Errorf("by the head: %v", err)
	}
	if err := w.comments.Delete(ctx, w.officer, w.task.ID, c.ID, 1); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"twice":  w.comments.Delete(ctx, w.officer, w.task.ID, c.ID, 2),
		"edited": second(w.comments.Edit(ctx, w.officer, w.task.ID, c.ID, 2, comment.Input{Text: "x"})),
	} {
		if !errors.Is(err, comment.ErrGone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := w.list(w.head)
	if len(p.Items) != 2 || p.Items[1].Deleted.IsZero() || p.Answers[p.Items[0].ReplyTo].ID != c.ID {
		t.Errorf("left: %+v", p)
	}
}

func second[V any](_ V, err error) error { return err }

// TestAgain: a repeated request makes one comment and tells once; the same key for something else, an answer to what another
// task's people said, and a place in another list are refused. Pages hold every comment once.
func TestAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	var wg sync.WaitGroup
	ids := make([]string, 4)
	for i := range ids {
		wg.Go(func() {
			p, err := w.comments.Add(ctx, w.officer, w.task.ID, comment.Input{Text: "Một lần"}, "khoa-000001")
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = p.Items[0].ID
		})
	}
	wg.Wait()
	if slices.Sort(ids); ids[0] != ids[3] || len(w.list(w.head).Items) != 1 || strings.Count(w.told(w.head), "Một lần") != 1 {
		t.Errorf("made %v, told %q", ids, w.told(w.head))
	}
	if _, err := w.comments.Add(ctx, w.officer, w.task.ID, comment.Input{Text: "Khác"}, "khoa-000001"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("another text under the key: %v", err)
	}
	if _, err := w.comments.Add(ctx, w.officer, w.task.ID, comment.Input{Text: "x", ReplyTo: mongodb.NewID()}, ""); !errors.Is(err, comment.ErrInput) {
		t.Errorf("an answer to nothing: %v", err)
	}
	for range 4 {
		w.say(w.head, comment.Input{Text: "Thêm"})
	}
	seen, cursor := map[string]bool{}, ""
	for {
		p, err := w.comments.List(ctx, w.officer, w.task.ID, cursor, 2)
		for _, c := range is(w, p, err).Items {
			seen[c.ID] = true
		}
		if cursor = p.Next; cursor == "" {
			break
		}
	}
	if len(seen) != 5 {
		t.Errorf("pages hold %d", len(seen))
	}
	if _, err := w.comments.List(ctx, w.officer, w.task.ID, "x", 2); !errors.Is(err, comment.ErrCursor) {
		t.Errorf("a foreign cursor: %v", err)
	}
	other := w.officer
	other.Agency = "khac"
	if _, err := w.comments.List(ctx, other, w.task.ID, "", 2); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("another agency: %v", err)
	}
}
