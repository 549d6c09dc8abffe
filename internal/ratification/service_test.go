package ratification_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/internal/realtime"
	"congvu/internal/substitute"
	"congvu/pkg/vncal"
)

// year is a year's scores as the test wants them.
type year struct {
	policy grading.Policy
	rows   []evaluation.Score
}

func (y *year) Ranked(_ context.Context, u org.Unit, p grading.Period) (evaluation.UnitScores, error) {
	rows := []evaluation.Score{}
	for _, sc := range y.rows {
		for _, unit := range sc.Person.Units {
			if unit == u.ID {
				rows = append(rows, sc)
			}
		}
	}
	return evaluation.UnitScores{Unit: u, Month: evaluation.Month{Period: p, State: evaluation.Open}, Policy: y.policy, Rows: rows}, nil
}

type world struct {
	*testing.T
	rate                        *ratification.Service
	inbox                       *inbox.Service
	subs                        *substitute.Service
	year                        *year
	root, cntt                  org.Unit
	director, hr, head, officer access.Actor
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

func newWorld(t *testing.T) *world {
	t.Helper()
	var all []mongodb.Indexes
	for _, more := range [][]mongodb.Indexes{
		ratification.Indexes(), substitute.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), calendar.Indexes(),
		{mongodb.CodeIndexes()},
	} {
		all = append(all, more...)
	}
	db, clk := mongotest.New(t, all...), clock.Fixed(time.Date(2026, 12, 10, 2, 0, 0, 0, time.UTC))
	policies, err := grading.LoadPolicies()
	w := &world{T: t, year: &year{}}
	w.ok(err)
	events := realtime.NewEvents(db)
	w.inbox = inbox.New(db, clk, events)
	j := journal.New(db, clk, events, w.inbox)
	units := org.New(db, j, clk)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: j, Clock: clk})
	w.subs = substitute.New(db, people, j, clk)
	w.rate = ratification.New(ratification.Deps{DB: db, Scores: w.year, People: people, Units: units, StandIns: w.subs, Journal: j, Clock: clk})
	w.year.policy, _ = policies.InForce("2026-12-31", identity.CivilServant)

	w.root, err = units.Create(t.Context(), access.System(""), org.Unit{Code: "S", Name: "Sở", ShortName: "S", Kind: org.Department, From: "2020-01-01"})
	w.ok(err)
	w.cntt, err = units.Create(t.Context(), access.System(w.root.Agency), org.Unit{Parent: w.root.ID, Code: "P", Name: "Phòng", ShortName: "P", Kind: org.Division, From: "2020-01-01"})
	w.ok(err)
	add := func(u org.Unit, role access.Role, no, total string) access.Actor {
		p, err := people.Add(t.Context(), access.System(w.root.Agency), identity.Person{StaffNo: no, Name: no, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: u.ID, Role: role, Title: "Chuyên viên", From: "2020-01-01"})
		w.ok(err)
		a, err := people.Actor(t.Context(), p.ID)
		w.ok(err)
		if total != "" {
			w.year.rows = append(w.year.rows, scoreOf(w.year.policy, p, total))
		}
		return a
	}
	w.director = add(w.root, access.Head, "GD", "95")
	w.head = add(w.cntt, access.Head, "TP", "93")
	w.officer = add(w.cntt, access.Officer, "CV1", "92")
	for _, no := range []string{"CV2", "CV3", "CV4", "CV5"} {
		add(w.cntt, access.Officer, no, "80")
	}
	w.hr = add(w.root, access.HR, "TC", "80")
	return w
}

func scoreOf(p grading.Policy, who identity.Person, total string) evaluation.Score {
	grade := grading.Good
	if total >= "90" {
		grade = grading.Excellent
	}
	return evaluation.Score{Person: who, Policy: p, Result: grading.Result{Status: grading.Scored, Total: total + ".00", TotalExact: total, Grade: grade}}
}

func (w *world) told(a access.Actor) (n int) {
	w.Helper()
	rows, _, err := w.inbox.List(w.Context(), a, false, "", 50)
	w.ok(err)
	for _, r := range rows {
		if r.Kind == "rating.decided" {
			n++
		}
	}
	return n
}

// TestDecide: from the draft of the personnel officer to the decision of the head, with each way in which it is refused.
func TestDecide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, paper := t.Context(), ratification.Paper{Number: "188/QĐ-STTTT", On: "2026-12-10"}
	_, err := w.rate.Rating(ctx, w.officer, w.cntt.ID, "2026")
	w.refused("read by an officer", err, errs.ErrNotFound)
	_, err = w.rate.Rating(ctx, w.hr, w.root.ID, "2026-11")
	w.refused("a month", err, ratification.ErrPeriod)
	v, err := w.rate.Rating(ctx, w.hr, w.root.ID, "2026")
	w.ok(err)
	// seven from 70 without the head of the agency: one place, two reach it
	if u := v.Board.Unit; u.Eligible != 7 || u.Places != 1 || u.Reach != 2 || !v.Prepare || v.Decide || !v.Board.Lines[1].Over {
		t.Fatalf("the board: %+v", v)
	}
	draft := ratification.Draft{Choices: []ratification.Choice{{Person: w.officer.ID, Grade: grading.Good, Reason: "Khối lượng quy đổi thấp hơn"}}}
	_, err = w.rate.Save(ctx, w.head, w.cntt.ID, "2026", draft)
	w.refused("chosen by the head of the division", err, ratification.ErrNotPrepare)
	order := func(v ratification.View) ratification.Order {
		return ratification.Order{Version: v.Rating.Version, Seen: v.Board.Seen, Paper: paper}
	}
	_, err = w.rate.Decide(ctx, w.director, w.root.ID, "2026", order(v))
	w.refused("too many", err, ratification.ErrPlaces)
	no := ratification.Draft{Exceptional: &ratification.Paper{On: "2026-12-01"}, Choices: []ratification.Choice{}}
	_, err = w.rate.Save(ctx, w.hr, w.root.ID, "2026", no)
	w.refused("25 % without a document", err, errs.ErrInvalid)
	v, err = w.rate.Save(ctx, w.hr, w.root.ID, "2026", draft)
	w.ok(err)
	if c := v.Rating.Choices[0]; v.Board.Unit.Chosen != 1 || c.By != w.hr.ID || c.At.IsZero() {
		t.Errorf("saved: %+v", v.Rating)
	}
	_, err = w.rate.Save(ctx, w.hr, w.root.ID, "2026", draft)
	w.refused("a stale screen", err, errs.ErrChanged)
	_, err = w.rate.Decide(ctx, w.hr, w.root.ID, "2026", order(v))
	w.refused("decided by the personnel officer", err, ratification.ErrNotDecide)
	_, err = w.rate.Decide(ctx, w.director, w.root.ID, "2026-Q3", ratification.Order{Seen: v.Board.Seen, Paper: paper})
	w.refused("a quarter that is not closed", err, ratification.ErrEarly)
	unsigned := order(v)
	unsigned.Paper = ratification.Paper{Number: "188/QĐ-STTTT", On: "2026-12-11"}
	_, err = w.rate.Decide(ctx, w.director, w.root.ID, "2026", unsigned)
	w.refused("signed tomorrow", err, errs.ErrInvalid)
	w.year.rows[3] = scoreOf(w.year.policy, w.year.rows[3].Person, "81")
	_, err = w.rate.Decide(ctx, w.director, w.root.ID, "2026", order(v))
	w.refused("a score has changed since", err, errs.ErrChanged)
	v, err = w.rate.Rating(ctx, w.director, w.root.ID, "2026")
	w.ok(err)
	v, err = w.rate.Decide(ctx, w.director, w.root.ID, "2026", order(v))
	w.ok(err)
	if d := v.Rating.Decision; d == nil || d.Number != paper.Number || len(d.Grades) != 7 || d.For != "" || v.Prepare || v.Decide {
		t.Errorf("decided: %+v", v.Rating.Decision)
	}
	x, ok, err := w.rate.Of(ctx, w.root.Agency, w.officer.ID, "2026")
	w.ok(err)
	if !ok || x.Grade != grading.Good || x.Proposed != grading.Excellent || x.Total != "92.00" || x.Reason == "" || x.Decision.By != w.director.ID {
		t.Errorf("the officer: %+v", x)
	}
	if _, ok, err := w.rate.Of(ctx, w.root.Agency, w.director.ID, "2026"); ok || err != nil {
		t.Errorf("the head of the agency decided on themselves: %v", err)
	}
	if w.told(w.officer) != 1 || w.told(w.director) != 0 {
		t.Errorf("told: %d, %d", w.told(w.officer), w.told(w.director))
	}
	w.year.rows[2] = scoreOf(w.year.policy, w.year.rows[2].Person, "70") // a score moves on; what was decided stays
	if v, err = w.rate.Rating(ctx, w.hr, w.root.ID, "2026"); err != nil {
		t.Fatal(err)
	}
	for _, l := range v.Board.Lines {
		if l.Person.ID == w.officer.ID && (l.Total != "92.00" || l.Grade != grading.Good) {
			t.Errorf("on the board after that: %+v", l)
		}
	}
	_, err = w.rate.Decide(ctx, w.director, w.root.ID, "2026", order(v))
	w.refused("twice", err, ratification.ErrDecided)
	_, err = w.rate.Save(ctx, w.hr, w.root.ID, "2026", draft)
	w.refused("chosen after the decision", err, ratification.ErrDecided)
	small, err := w.rate.Save(ctx, w.director, w.cntt.ID, "2026", ratification.Draft{Choices: []ratification.Choice{}})
	w.ok(err)
	_, err = w.rate.Decide(ctx, w.director, w.cntt.ID, "2026", order(small))
	w.refused("decided with the agency", err, ratification.ErrElsewhere)
}

// TestDecideAsDelegate: who stands in for the head of the agency decides only by a numbered and dated document, and never on a
// list that names themselves.
func TestDecideAsDelegate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	order := func(unit string) ratification.Order {
		v, err := w.rate.Rating(ctx, w.director, unit, "2026")
		w.ok(err)
		return ratification.Order{Version: v.Rating.Version, Seen: v.Board.Seen, Paper: ratification.Paper{Number: "9/QĐ", On: "2026-12-10"}}
	}
	name := func(number, on string) substitute.Substitution {
		from := time.Date(2026, 12, 10, 2, 0, 0, 0, time.UTC)
		r, err := w.subs.Name(ctx, w.director, substitute.Request{
			Person: w.director.ID, Substitute: w.hr.ID, From: from, To: from.Add(24 * time.Hour), Number: number, On: vncal.Date(on),
		})
		w.ok(err)
		return r
	}
	r := name("", "")
	_, err := w.rate.Decide(ctx, w.hr, w.cntt.ID, "2026", order(w.cntt.ID))
	w.refused("without a document", err, ratification.ErrNotDecide)
	_, err = w.subs.End(ctx, w.director, r.ID, r.Version)
	w.ok(err)
	r = name("12/UQ-STTTT", "2026-12-09")
	_, err = w.rate.Decide(ctx, w.hr, w.root.ID, "2026", order(w.root.ID))
	w.refused("on a list that names the delegate", err, ratification.ErrOwn)
	_, err = w.rate.Save(ctx, w.hr, w.cntt.ID, "2026", ratification.Draft{Choices: []ratification.Choice{
		{Person: w.officer.ID, Grade: grading.Good, Reason: "Khối lượng quy đổi thấp hơn"},
	}})
	w.ok(err)
	v, err := w.rate.Decide(ctx, w.hr, w.cntt.ID, "2026", order(w.cntt.ID))
	w.ok(err)
	if d := v.Rating.Decision; d.For != w.director.ID || d.Under == nil || d.Under.Number != "12/UQ-STTTT" {
		t.Errorf("in whose name: %+v", d)
	}
	if r.Number == "" {
		t.Error("the document is gone")
	}
}
