package monthly_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/monthly"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// hand is a clock that tests turn.
type hand struct{ now time.Time }

func (h *hand) Now() time.Time { return h.now }

// tree has phong below so.
type tree struct{}

func (tree) Unit(_ context.Context, _, id string) (org.Unit, error) {
	switch id {
	case "so":
		return org.Unit{ID: "so", Name: "Sở Nội vụ", Version: 3}, nil
	case "phong":
		return org.Unit{ID: "phong", Name: "Phòng", Parent: "so", Ancestors: []string{"so"}}, nil
	}
	return org.Unit{}, errs.ErrNotFound
}

// staff are posts by person.
type staff map[string]access.Appointment

func (s staff) Actor(_ context.Context, id string) (access.Actor, error) {
	post, ok := s[id]
	if !ok {
		return access.Actor{}, errs.ErrNotFound
	}
	return access.Actor{ID: id, Name: id, Agency: "so", Appointments: []access.Appointment{post}}, nil
}

func (s staff) Overseers(_ context.Context, _ string, path []string) (found []identity.Person, err error) {
	for id, post := range s {
		if post.Role != access.Officer && slices.Contains(path, post.Unit) {
			found = append(found, identity.Person{ID: id, Name: id})
		}
	}
	return found, nil
}

// reports counts seven pieces of work in every month.
type reports struct{}

func (reports) Report(_ context.Context, a access.Actor, q tasklist.TallyQuery) (tasklist.Report, error) {
	if !tasklist.Reaches(a, q.Path) {
		return tasklist.Report{}, errs.ErrNotFound
	}
	return tasklist.Report{Rows: []tasklist.TallyRow{{Key: q.Path[0], Tally: tasklist.Tally{OnTime: 4, Late: 2, Overdue: 1}}}}, nil
}

type calendars struct{}

func (calendars) Of(context.Context, string) (*vncal.Calendar, error) { return vncal.Official(), nil }

type world struct {
	*monthly.Service

	t     *testing.T
	clock *hand
	inbox *inbox.Service
	staff staff
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := mongotest.New(t, slices.Concat(monthly.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes())...)
	w := &world{t: t, clock: &hand{}, staff: staff{
		"truong": {Unit: "so", Role: access.Head}, "theodoi": {Unit: "so", Role: access.Monitor}, "thanhtra": {Unit: "so", Role: access.Inspector},
		"phong": {Unit: "phong", Role: access.Head}, "lan": {Unit: "so", Role: access.Officer},
	}}
	w.at("2026-10-29 15:00")
	events := realtime.NewEvents(db)
	w.inbox = inbox.New(db, w.clock, events)
	w.Service = monthly.New(monthly.Deps{
		DB: db, Clock: w.clock, Journal: journal.New(db, clock.Fixed(w.clock.now), events, w.inbox), Units: tree{}, People: w.staff, Reports: reports{},
		Calendars: calendars{}, Inbox: w.inbox,
	})
	return w
}

func (w *world) at(local string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", local, vncal.Zone())
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.now = at
}

func (w *world) actor(id string) access.Actor { a, _ := w.staff.Actor(w.t.Context(), id); return a }

// months are the reports that somebody was sent, newest first.
func (w *world) months(person string) []string {
	w.t.Helper()
	rows, _, err := w.inbox.List(w.t.Context(), access.Actor{ID: person, Agency: "so"}, false, "", 50)
	if err != nil {
		w.t.Fatal(err)
	}
	got := []string{}
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s %s/%s", r.Object.ID, r.Params["total"], r.Params["overdue"]))
	}
	return got
}

// TestOncePerMonth: the report of a month is sent on its day or, when that is off, on the next working day; once, however often and
// by however many nodes the job runs, and after downtime the last one that was missed.
func TestOncePerMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v, err := w.Set(t.Context(), w.actor("truong"), "so", 0, 1, []string{"truong", "thanhtra"})
	if err != nil || v.Next != "2026-11-02" { // 01/11/2026 is a Sunday
		t.Fatalf("next %s, %v", v.Next, err)
	}
	lost := errors.New("lost")
	for _, step := range []struct {
		at   string
		hold error
		want []string
	}{
		{"2026-10-29 16:00", nil, []string{}}, // September was due before the plan was made
		{"2026-11-01 09:00", nil, []string{}},
		{"2026-11-02 08:20", lost, []string{}}, // another node has taken over
		{"2026-11-02 08:20", nil, []string{"so|2026-10 7/1"}},
		{"2026-11-02 08:21", nil, []string{"so|2026-10 7/1"}},
		{"2026-11-30 08:20", nil, []string{"so|2026-10 7/1"}},
		{"2027-02-18 08:20", nil, []string{"so|2027-01 7/1", "so|2026-10 7/1"}}, // nothing ran for two months
	} {
		w.at(step.at)
		err := w.SendDue(t.Context(), "so", func(context.Context) error { return step.hold })
		if (err != nil) != (step.hold != nil) {
			t.Errorf("%s: %v", step.at, err)
		}
		if got := w.months("thanhtra"); !slices.Equal(got, step.want) {
			t.Errorf("%s: sent %v, want %v", step.at, got, step.want)
		}
	}
	if got := w.months("theodoi"); len(got) != 0 {
		t.Errorf("who was not named is sent %v", got)
	}
}

// TestRightsAtDelivery: whoever may no longer see the unit is sent nothing; the others are.
func TestRightsAtDelivery(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.Set(t.Context(), w.actor("theodoi"), "so", 0, 5, []string{"truong", "thanhtra", "theodoi"}); err != nil {
		t.Fatal(err)
	}
	w.staff["thanhtra"] = access.Appointment{Unit: "so", Role: access.Officer}
	delete(w.staff, "theodoi")
	w.at("2026-11-05 08:20")
	if err := w.SendDue(t.Context(), "so", nil); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]int{"truong": 1, "thanhtra": 0, "theodoi": 0} {
		if got := w.months(who); len(got) != want {
			t.Errorf("%s: %v", who, got)
		}
	}
}

// TestSetRefusals: who may say it, and what.
func TestSetRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	many := make([]string, 21)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	for name, tc := range map[string]struct {
		who       string
		unit      string
		version   int64
		day       int
		receivers []string
		want      error
		path      string
	}{
		"an inspector":              {"thanhtra", "so", 0, 5, nil, monthly.ErrSetter, ""},
		"an officer":                {"lan", "so", 0, 5, nil, errs.ErrNotFound, ""},
		"the unit above":            {"phong", "so", 0, 5, nil, errs.ErrNotFound, ""},
		"no unit":                   {"truong", "khac", 0, 5, nil, errs.ErrNotFound, ""},
		"day 0":                     {"truong", "so", 0, 0, nil, errs.ErrInvalid, "day"},
		"day 29":                    {"truong", "so", 0, 29, nil, errs.ErrInvalid, "day"},
		"one who may not see it":    {"truong", "so", 0, 5, []string{"truong", "lan"}, errs.ErrInvalid, "receivers[1]"},
		"one below":                 {"truong", "so", 0, 5, []string{"phong"}, errs.ErrInvalid, "receivers[0]"},
		"one twice":                 {"truong", "so", 0, 5, []string{"truong", "truong"}, errs.ErrInvalid, "receivers[1]"},
		"too many":                  {"truong", "so", 0, 5, many, errs.ErrInvalid, "receivers"},
		"a version nobody has seen": {"truong", "so", 7, 5, nil, errs.ErrChanged, ""},
	} {
		_, err := w.Set(t.Context(), w.actor(tc.who), tc.unit, tc.version, tc.day, tc.receivers)
		if !errors.Is(err, tc.want) || tc.path != "" && errs.As(err).Fields[0].Path != tc.path {
			t.Errorf("%s: %v %+v", name, err, errs.As(err).Fields)
		}
	}
	first, err := w.Set(t.Context(), w.actor("truong"), "phong", 0, 5, []string{"phong"})
	if err != nil || first.Version != 1 || !first.May {
		t.Errorf("the head above: %+v, %v", first, err)
	}
	if ended, err := w.Set(t.Context(), w.actor("phong"), "phong", 1, 5, nil); err != nil || ended.Next != "" {
		t.Errorf("ended: %+v, %v", ended, err)
	}
}
