package petition_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/petition"
	"congvu/internal/ratification"
	"congvu/internal/realtime"
	"congvu/internal/substitute"
	"congvu/pkg/vncal"
)

const quarter = grading.Period("2026-Q3")

// scores are a closed quarter's as the test wants them, each scored by the head of the division.
type scores struct {
	policies grading.Policies
	rows     []evaluation.Score
	scorer   string
}

func (s *scores) Ranked(_ context.Context, u org.Unit, p grading.Period) (evaluation.UnitScores, error) {
	policy, _ := s.policies.InForce("2026-09-30", identity.CivilServant)
	return evaluation.UnitScores{Unit: u, Month: evaluation.Month{Period: p, State: evaluation.Closed}, Policy: policy, Rows: s.rows}, nil
}

func (s *scores) Scorers(context.Context, string, string, grading.Period) ([]string, error) {
	return []string{s.scorer}, nil
}

func (s *scores) Policies(context.Context, string) (grading.Policies, error) { return s.policies, nil }

// hands is a clock that the test sets.
type hands struct{ now time.Time }

func (h *hands) Now() time.Time { return h.now }

func (h *hands) set(day vncal.Date) { h.now = day.Start().Add(9 * time.Hour) }

type world struct {
	*testing.T
	*petition.Service
	clock                                   *hands
	rate                                    *ratification.Service
	inbox                                   *inbox.Service
	phong                                   org.Unit
	chair, director, head, lan, minh, hr, x access.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := mongotest.New(t, slices.Concat(petition.Indexes(), ratification.Indexes(), substitute.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(),
		inbox.Indexes(), realtime.Indexes(), calendar.Indexes(), []mongodb.Indexes{mongodb.CodeIndexes()})...)
	w := &world{T: t, clock: &hands{}}
	w.clock.set("2026-10-12")
	policies, err := grading.LoadPolicies()
	w.ok(err)
	events := realtime.NewEvents(db)
	w.inbox = inbox.New(db, w.clock, events)
	j := journal.New(db, w.clock, events, w.inbox)
	units := org.New(db, j, w.clock)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: j, Clock: w.clock})
	all := &scores{policies: policies}
	w.rate = ratification.New(ratification.Deps{
		DB: db, Scores: all, People: people, Units: units, StandIns: substitute.New(db, people, j, w.clock), Journal: j, Clock: w.clock,
	})
	w.Service = petition.New(petition.Deps{
		DB: db, Evaluations: all, Ratings: w.rate, People: people, Calendars: calendar.New(db, w.clock), Journal: j, Clock: w.clock,
	})
	made, agency := map[string]org.Unit{}, ""
	for _, u := range [][2]string{{"tinh", ""}, {"so", "tinh"}, {"phong", "so"}, {"so2", "tinh"}} {
		x, err := units.Create(t.Context(), access.System(agency), org.Unit{Code: u[0], Name: u[0], ShortName: u[0], Kind: org.Department, Parent: made[u[1]].ID, From: "2020-01-01"})
		w.ok(err)
		made[u[0]], agency = x, x.Agency
	}
	w.phong = made["phong"]
	policy, _ := policies.InForce("2026-09-30", identity.CivilServant)
	add := func(unit string, role access.Role, name string, total string, grade grading.Grade) access.Actor {
		p, err := people.Add(t.Context(), access.System(agency), identity.Person{StaffNo: name, Name: name, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: made[unit].ID, Role: role, Title: "Chuyên viên", From: "2020-01-01"})
		w.ok(err)
		a, err := people.Actor(t.Context(), p.ID)
		w.ok(err)
		if total != "" {
			all.rows = append(all.rows, evaluation.Score{Person: p, Policy: policy, Result: grading.Result{Status: grading.Scored, Total: total + ".00", TotalExact: total, Grade: grade}})
		}
		return a
	}
	w.chair = add("tinh", access.Head, "chair", "", "")
	w.hr = add("tinh", access.HR, "hr", "", "")
	w.director = add("so", access.Head, "director", "92", grading.Excellent)
	w.head = add("phong", access.Head, "head", "88", grading.Good)
	w.lan = add("phong", access.Officer, "lan", "87", grading.Good)
	w.minh = add("phong", access.Officer, "minh", "60", grading.Completed)
	for _, name := range []string{"a", "b", "c"} {
		add("so", access.Officer, name, "80", grading.Good)
	}
	w.x = add("so2", access.Head, "x", "", "")
	all.scorer = w.head.ID
	v, err := w.rate.Rating(t.Context(), w.chair, made["tinh"].ID, quarter)
	w.ok(err)
	_, err = w.rate.Decide(t.Context(), w.chair, made["tinh"].ID, quarter, ratification.Order{
		Version: v.Rating.Version, Seen: v.Board.Seen, Paper: ratification.Paper{Number: "100/QĐ-UBND", On: "2026-10-12"},
	})
	w.ok(err)
	return w
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) refused(what string, err, want error) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Errorf("%s: %v, want %v", what, err, want)
	}
}

func (w *world) told(a access.Actor, kind string) (n int) {
	w.Helper()
	rows, _, err := w.inbox.List(w.Context(), a, false, "", 50)
	w.ok(err)
	for _, r := range rows {
		if r.Kind == kind {
			n++
		}
	}
	return n
}

const reason = "Hai lần xin gia hạn đã được đồng ý mà vẫn tính trễ"

// TestPetition: from the notice to an answer that upholds, and one that changes the grade, with each way in which one is refused.
func TestPetition(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.Make(ctx, w.lan, "2026-Q2", reason, "")
	w.refused("of a quarter without a decision", err, petition.ErrUndecided)
	_, err = w.Make(ctx, w.chair, quarter, reason, "")
	w.refused("of who was not decided on", err, petition.ErrUndecided)
	_, err = w.Make(ctx, w.lan, quarter, "Sai", "")
	w.refused("without a reason", err, errs.ErrInvalid)
	p, err := w.Make(ctx, w.lan, quarter, reason, "k1")
	w.ok(err)
	if p.Reviewer != w.director.ID || p.Due != "2026-10-26" || p.Grade != grading.Good || p.Number != "100/QĐ-UBND" || w.told(w.director, "petition.made") != 1 || w.told(w.head, "petition.made") != 0 {
		t.Errorf("made: %+v", p)
	}
	again, err := w.Make(ctx, w.lan, quarter, reason, "k1")
	if err != nil || again.ID != p.ID {
		t.Errorf("the same request again: %+v %v", again, err)
	}
	_, err = w.Make(ctx, w.lan, quarter, reason+" nữa", "k2")
	w.refused("a second one", err, petition.ErrTwice)

	for who, want := range map[*access.Actor]error{
		&w.lan: petition.ErrNotReviewer, &w.head: errs.ErrNotFound, &w.minh: errs.ErrNotFound, &w.hr: petition.ErrNotReviewer, &w.chair: petition.ErrNotReviewer,
	} {
		_, err = w.Answer(ctx, *who, p.ID, petition.Reply{Version: 1, Text: reason})
		w.refused("answered by "+who.Name, err, want)
	}
	for who, n := range map[*access.Actor]int{&w.lan: 1, &w.director: 1, &w.hr: 1, &w.chair: 1, &w.head: 0, &w.minh: 0} {
		if all, err := w.List(ctx, *who); err != nil || len(all) != n {
			t.Errorf("%s lists %d petitions, want %d: %v", who.Name, len(all), n, err)
		}
	}
	due, err := w.StepsDue(ctx, w.lan.Agency, "answer", "2026-10-23", func(d vncal.Date) bool { return d == "2026-10-26" })
	if err != nil || len(due) != 1 || due[0].To != w.director.ID {
		t.Errorf("to be reminded: %+v %v", due, err)
	}
	_, err = w.Answer(ctx, w.director, p.ID, petition.Reply{Version: 7, Text: reason})
	w.refused("of a stale screen", err, errs.ErrChanged)
	paper := ratification.Paper{Number: "12/KL-STTTT", On: "2026-10-12"}
	_, err = w.Answer(ctx, w.director, p.ID, petition.Reply{Version: 1, Text: reason, Grade: grading.Excellent, Paper: &paper})
	w.refused("xuat_sac beyond the places", err, ratification.ErrPlaces)
	p, err = w.Answer(ctx, w.director, p.ID, petition.Reply{Version: 1, Text: "Hai lần gia hạn đều xin sau hạn", Grade: ""})
	w.ok(err)
	if p.State != petition.Upheld || w.told(w.lan, "petition.upheld") != 1 {
		t.Errorf("upheld: %+v", p)
	}
	_, err = w.Answer(ctx, w.director, p.ID, petition.Reply{Version: p.Version, Text: reason})
	w.refused("answered twice", err, petition.ErrAnswered)

	m, err := w.Make(ctx, w.minh, quarter, reason, "")
	w.ok(err)
	w.clock.set("2026-10-28")
	if !m.Late("2026-10-27") || m.Late("2026-10-26") {
		t.Error("an answer is late from the day after its last one on")
	}
	m, err = w.Answer(ctx, w.director, m.ID, petition.Reply{Version: 1, Text: "Đã tính lại tiến độ theo xác nhận", Grade: grading.Good, Paper: &paper})
	w.ok(err)
	x, _, err := w.rate.Of(ctx, w.minh.Agency, w.minh.ID, quarter)
	w.ok(err)
	if m.State != petition.Changed || x.Grade != grading.Good || len(x.Amended) != 1 || x.Amended[0].Grade != grading.Completed || x.Amended[0].Now != grading.Good ||
		x.Amended[0].Paper.Number != "12/KL-STTTT" || x.Amended[0].By != w.director.ID || x.Decision.Number != "100/QĐ-UBND" {
		t.Errorf("changed: %+v, the decision %+v", m, x)
	}
	if other, _, _ := w.rate.Of(ctx, w.lan.Agency, w.lan.ID, quarter); len(other.Amended) != 0 {
		t.Errorf("of somebody else: %+v", other.Amended)
	}
	words, err := w.rate.Published(ctx, w.lan, w.phong.ID, quarter)
	w.ok(err)
	if len(words.Rows) != 3 || words.Rows[2].Person.ID != w.minh.ID || words.Rows[2].Grade != grading.Good || words.Rows[2].Paper.Number != "12/KL-STTTT" {
		t.Errorf("published: %+v", words.Rows)
	}
	_, err = w.rate.Published(ctx, w.x, w.phong.ID, quarter)
	w.refused("published to another department", err, errs.ErrNotFound)
}

// TestLate: within five working days of the notice, and not on the sixth, with the day named.
func TestLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.clock.set("2026-10-19")
	_, err := w.Make(t.Context(), w.lan, quarter, reason, "")
	w.ok(err)
	w.clock.set("2026-10-20")
	_, err = w.Make(t.Context(), w.minh, quarter, reason, "")
	w.refused("on the sixth working day", err, petition.ErrLate)
	if day := errs.As(err).Args["day"]; day != "19/10/2026" {
		t.Errorf("the day: %q", day)
	}
}

// TestAssign: where nobody above is left, personnel names a leader who neither petitions nor scored.
func TestAssign(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	p, err := w.Make(ctx, w.lan, quarter, reason, "")
	w.ok(err)
	for name, tc := range map[string]struct {
		by   access.Actor
		to   string
		want error
	}{
		"by the chair":            {w.chair, w.x.ID, petition.ErrNotHR},
		"by who answers":          {w.director, w.x.ID, petition.ErrNotHR},
		"by a colleague":          {w.minh, w.x.ID, errs.ErrNotFound},
		"to whoever scored":       {w.hr, w.head.ID, errs.ErrInvalid},
		"to the person":           {w.hr, w.lan.ID, errs.ErrInvalid},
		"to an officer":           {w.hr, w.minh.ID, errs.ErrInvalid},
		"to nobody of the agency": {w.hr, "ai", errs.ErrInvalid},
	} {
		_, err := w.Assign(ctx, tc.by, p.ID, 1, tc.to)
		w.refused(name, err, tc.want)
	}
	p, err = w.Assign(ctx, w.hr, p.ID, 1, w.x.ID)
	w.ok(err)
	if p.Reviewer != w.x.ID || w.told(w.x, "petition.made") != 1 {
		t.Errorf("assigned: %+v", p)
	}
	_, err = w.Answer(ctx, w.director, p.ID, petition.Reply{Version: 2, Text: reason})
	w.refused("by who answered before", err, errs.ErrNotFound)
	_, err = w.Answer(ctx, w.x, p.ID, petition.Reply{Version: 2, Text: reason})
	w.ok(err)
	_, err = w.Assign(ctx, w.hr, p.ID, 3, w.chair.ID)
	w.refused("after the answer", err, petition.ErrAnswered)
}
