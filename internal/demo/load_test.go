package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/diary"
	"congvu/internal/document"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/internal/realtime"
	"congvu/internal/reminder"
	"congvu/internal/session"
	"congvu/internal/substitute"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// newWorld wires the services over an empty database as main does.
func newWorld(t *testing.T) World {
	t.Helper()
	var all []mongodb.Indexes
	for _, more := range [][]mongodb.Indexes{
		{mongodb.CodeIndexes()}, realtime.Indexes(), jobs.Indexes(), journal.Indexes(), inbox.Indexes(), calendar.Indexes(), org.Indexes(),
		identity.Indexes(), session.Indexes(), catalogue.Indexes(), document.Indexes(), task.Indexes(), diary.Indexes(), evaluation.Indexes(), workplace.Indexes(),
	} {
		all = append(all, more...)
	}
	return newWorldOn(t, mongotest.New(t, all...))
}

// newWorldOn wires the services over a database, as a process started anew.
func newWorldOn(t *testing.T, db *mongodb.DB) World {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	w := World{DB: db, Clock: NewClock(time.Unix(0, 0))}
	policies, err := grading.LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	events := realtime.NewEvents(w.DB)
	w.Inbox = inbox.New(w.DB, w.Clock, events)
	record := journal.New(w.DB, w.Clock, events, w.Inbox)
	w.Calendar = calendar.New(w.DB, w.Clock)
	w.Org = org.New(w.DB, record, w.Clock)
	w.Identity = identity.New(identity.Deps{DB: w.DB, Org: w.Org, Journal: record, Clock: w.Clock})
	w.Sessions = session.New(session.Deps{DB: w.DB, People: w.Identity, Journal: record, Clock: w.Clock, Log: log})
	w.Sessions.Cheapen()
	w.Catalogue = catalogue.New(w.DB, record, w.Clock)
	w.Documents = document.New(w.DB, w.Org, record, w.Clock)
	w.Evaluation = evaluation.New(w.DB, policies, w.Identity, w.Org, w.Calendar, record, w.Clock, log)
	w.Ratings = ratification.New(ratification.Deps{
		DB: w.DB, Scores: w.Evaluation, People: w.Identity, Units: w.Org, StandIns: substitute.New(w.DB, w.Identity, record, w.Clock), Journal: record, Clock: w.Clock,
	})
	w.Tasks = task.New(task.Deps{
		DB: w.DB, Clock: w.Clock, Units: w.Org, People: w.Identity, Calendars: w.Calendar, Products: w.Catalogue,
		Documents: w.Documents, Facts: w.Evaluation, Journal: record,
	})
	w.Diary = diary.New(diary.Deps{
		DB: w.DB, Clock: w.Clock, Journal: record, Calendars: w.Calendar, People: w.Identity, Units: w.Org, Tasks: w.Tasks, Settings: diary.DefaultSettings(),
		Papers: workplace.NewPapers(w.DB),
	})
	w.Workplace = workplace.New(workplace.Deps{
		DB: w.DB, Clock: w.Clock, Journal: record, Calendars: w.Calendar, People: w.Identity, Units: w.Org, Tasks: w.Tasks, Diaries: w.Diary,
	})
	reminders := reminder.New(reminder.Deps{
		DB: w.DB, Agencies: w.Org, Calendars: w.Calendar, People: w.Identity, Tasks: w.Tasks, Diaries: w.Diary, Inbox: w.Inbox,
		Mail: notify.New(w.DB, w.Clock, log), Journal: record, Clock: w.Clock,
	})
	if w.Jobs, err = jobs.New(w.DB, w.Clock, log, append(reminders.Jobs(), w.Evaluation.Job())...); err != nil {
		t.Fatal(err)
	}
	return w
}

func local(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, vncal.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// loaded returns the sample of a Tuesday morning with six days of ordinary work: enough for every kind of act.
func loaded(t *testing.T) (World, time.Time) {
	t.Helper()
	w, now := newWorld(t), local(t, "2026-11-26 10:15")
	if err := load(t.Context(), w, vncal.DateOf(now).AddDays(-6), now, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return w, now
}

// actor returns somebody of the sample by staff code.
func (w World) actor(t *testing.T, no string) access.Actor {
	t.Helper()
	agency, err := w.Org.Agency(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	people, err := w.Identity.Members(t.Context(), agency.ID, agency.ID, w.Calendar.Today())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.StaffNo == no {
			a, err := w.Identity.Actor(t.Context(), p.ID)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
	}
	t.Fatalf("nobody has the staff code %s", no)
	return access.Actor{}
}

// all returns every task of a tab.
func (w World) all(t *testing.T, a access.Actor, q tasklist.Query) []task.Row {
	t.Helper()
	var rows []task.Row
	for q.Limit = 100; ; {
		page, next, err := tasklist.New(w.DB, w.Clock).List(t.Context(), a, q)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, page...)
		if q.Cursor = next; next == "" {
			return rows
		}
	}
}

// fingerprint returns what two loads of the same sample must have in common.
func fingerprint(t *testing.T, w World) []string {
	t.Helper()
	top := w.actor(t, chair)
	people, err := w.Identity.Members(t.Context(), top.Agency, top.Agency, w.Calendar.Today())
	if err != nil {
		t.Fatal(err)
	}
	lines, no := []string{}, map[string]string{}
	for _, p := range people {
		no[p.ID] = p.StaffNo
		lines = append(lines, fmt.Sprint(p.StaffNo, p.Name, p.Title, p.Demo))
	}
	for _, r := range w.all(t, top, tasklist.Query{Tab: tasklist.TabUnit, Filter: tasklist.All, Sort: task.ByCreated}) {
		lines = append(lines, fmt.Sprint(r.Code, r.Title, no[r.Lead.Person], r.State, r.DueOn, r.Progress, r.QtyMilli, r.Product.KMilli, r.CreatedAt, r.UpdatedAt))
	}
	slices.Sort(lines)
	return lines
}

func TestLoad(t *testing.T) {
	t.Parallel()
	w, now := loaded(t)
	ctx, lan, thinh := t.Context(), w.actor(t, officer), w.actor(t, divisionHead)

	if err := Load(ctx, w, now, func(string) {}); !errors.Is(err, ErrLoaded) {
		t.Errorf("a second load: %v, want ErrLoaded", err)
	}
	w.Clock.set(now)

	// The officer's desk: something of everything.
	counts := map[string]int{}
	for _, r := range w.all(t, lan, tasklist.Query{Tab: tasklist.TabLead, Filter: tasklist.OnlyOpen}) {
		switch {
		case r.State != task.InProgress:
			counts[string(r.State)]++
		case r.DueOn < vncal.DateOf(now):
			counts["overdue"]++
		case r.DueOn == vncal.DateOf(now):
			counts["today"]++
		case r.DueOn <= vncal.DateOf(now).AddDays(2):
			counts["soon"]++
		default:
			counts["later"]++
		}
	}
	for _, what := range []string{"assigned", "submitted", "overdue", "today", "soon", "later"} {
		if counts[what] == 0 {
			t.Errorf("the officer has nothing %s: %v", what, counts)
		}
	}
	day, err := w.Diary.Own(ctx, lan, vncal.DateOf(now))
	if err != nil || len(day.Entries) != 1 || len(day.Suggestions) == 0 || day.State != diary.StateOpen {
		t.Errorf("the officer's diary of today: %d entries, %d suggestions, %s, %v; want it begun", len(day.Entries), len(day.Suggestions), day.State, err)
	}
	if n, err := w.Inbox.Unread(ctx, lan); err != nil || n == 0 || n > 20 {
		t.Errorf("the officer has %d unread messages, %v; want a few", n, err)
	}

	// The head's: decisions, a name to be given, a task given back, yesterday's diaries.
	states := map[task.State]int{}
	for _, r := range w.all(t, thinh, tasklist.Query{Tab: tasklist.TabWaiting}) {
		states[r.State]++
	}
	if states[task.Submitted] < 2 || states[task.Assigned] == 0 || states[task.Draft] == 0 {
		t.Errorf("for the head wait %v; want submissions, a unit's task to name somebody for, a task given back", states)
	}
	diaries, err := w.Diary.Waiting(ctx, thinh, 50)
	if err != nil || len(diaries) < 3 {
		t.Errorf("%d diaries wait for the head, %v; want yesterday's", len(diaries), err)
	}

	// The real tasks stand as finished history under their documents.
	finished := 0
	for _, r := range w.all(t, w.actor(t, chair), tasklist.Query{Tab: tasklist.TabUnit, Filter: tasklist.OnlyFinished, Sort: task.ByCreated}) {
		if r.CreatedAt.Year() == 2020 && r.Document != nil && r.State == task.Completed && r.Lead.Person != "" {
			finished++
		}
	}
	if finished != 21 {
		t.Errorf("%d finished tasks of 2020, want 21", finished)
	}
	if madeUp, actual, err := w.Identity.Sample(ctx, lan.Agency); err != nil || !madeUp || actual {
		t.Errorf("people made up: %v, actual: %v, %v; want all marked as sample", madeUp, actual, err)
	}
	tokens, err := w.Sessions.SignIn(ctx, session.Credentials{Login: "qn026", Password: Password, Address: "127.0.0.1"})
	if err != nil || tokens.Actor.ID != lan.ID {
		t.Errorf("sign in as the officer: %v", err)
	}
}

// TestLoadAgain loads the same sample twice, the second time after an interruption: both are the same.
func TestLoadAgain(t *testing.T) {
	t.Parallel()
	first, now := loaded(t)
	w := newWorld(t)
	from := vncal.DateOf(now).AddDays(-6)
	ctx, cancel := context.WithCancel(t.Context())
	err := load(ctx, w, from, now, func(line string) {
		if strings.Contains(line, "công việc") {
			cancel() // somebody presses Ctrl-C
		}
	})
	if err == nil {
		t.Fatal("an interrupted load reported success")
	}
	again := newWorldOn(t, w.DB)
	if err := load(t.Context(), again, from, now, func(string) {}); err != nil {
		t.Fatal(err)
	}
	a, b := fingerprint(t, first), fingerprint(t, again)
	if len(a) != len(b) {
		t.Fatalf("%d people and tasks, then %d", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("first %s\nthen  %s", a[i], b[i])
		}
	}
}

func TestLoadRefusesRealPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	root, err := w.Org.Create(t.Context(), access.System(""), org.Unit{Code: "X", Name: "Ủy ban nhân dân xã", ShortName: "UBND xã", Kind: org.Commune})
	if err != nil {
		t.Fatal(err)
	}
	if err := Load(t.Context(), w, local(t, "2026-11-26 10:15"), func(string) {}); !errors.Is(err, ErrReal) {
		t.Errorf("into an agency that was not made by the sample: %v, want ErrReal", err)
	}
	if _, err := w.Identity.Add(t.Context(), access.System(root.ID),
		identity.Person{StaffNo: "01", Name: "Người Thật", SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: root.ID, Role: access.Head, Title: "Chủ tịch"}); err != nil {
		t.Fatal(err)
	}
	if err := (store{w.DB}).Begin(t.Context()); err != nil { // even when a load had begun here
		t.Fatal(err)
	}
	if err := Load(t.Context(), w, local(t, "2026-11-26 10:15"), func(string) {}); !errors.Is(err, ErrReal) {
		t.Errorf("beside a real person: %v, want ErrReal", err)
	}
	if _, err := w.Org.Agency(t.Context()); err != nil {
		t.Errorf("the agency is gone: %v", err)
	}
}
