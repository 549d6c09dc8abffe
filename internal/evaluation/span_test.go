package evaluation_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/workplace"
)

const quarter2 = grading.Period("2026-Q2")

// secondQuarter makes an April with work on time, a May with work that is done late in June, points for the officer each month
// and for the colleague in April and June, and an on leave May of hers. It ends in the night in which June closes.
func secondQuarter(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	give := func(who access.Actor, p grading.Period) {
		t.Helper()
		sc, err := w.eval.Score(w.ctx, w.head, who.ID, p)
		w.ok(err)
		_, err = w.eval.General(w.ctx, w.head, who.ID, p, sc.Sheet.Version, points(), nil)
		w.ok(err)
	}
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.advance("2026-05-04 09:00")
	give(w.officer, "2026-04")
	give(w.colleague, "2026-04")
	_, err := w.db.Collection("workplace_absences").InsertOne(w.ctx, workplace.Absence{
		ID: "leave", Agency: w.agency, Person: w.colleague.ID, Kind: workplace.Sick, Paper: "C65 số 4417", From: "2026-04-30 am", To: "2026-05-31 pm",
	})
	w.ok(err)
	late := w.give("2026-05-20", 1)
	w.advance("2026-05-14 00:30")
	w.advance("2026-06-03 09:00")
	give(w.officer, "2026-05")
	w.approve(w.submit(late))
	w.advance("2026-06-12 00:30")
	w.advance("2026-07-02 09:00")
	give(w.officer, "2026-06")
	give(w.colleague, "2026-06")
	w.at("2026-07-14 00:30")
	return w
}

func (w *world) of(who access.Actor, p grading.Period) evaluation.Score {
	w.t.Helper()
	sc, err := w.eval.Score(w.ctx, who, who.ID, p)
	w.ok(err)
	return sc
}

// parts writes what became of the parts: "2026-04 2026-05:leave 2026-06".
func parts(sc evaluation.Score) string {
	var all []string
	for _, x := range sc.Parts {
		text := string(x.Period)
		if x.Why != "" {
			text += ":" + string(x.Why)
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func (w *world) toldOf(who access.Actor, p grading.Period) (n int) {
	w.t.Helper()
	rows, _, err := w.inbox.List(w.ctx, who, false, "", 50)
	w.ok(err)
	for _, r := range rows {
		if r.Kind == "period.closed" && r.Params["period"] == string(p) {
			n++
		}
	}
	return n
}

// TestQuarterIsMade: the job makes a quarter when its last month closes, from sums with each task once, without months on
// leave, and the year from its quarters when the last of them is closed.
func TestQuarterIsMade(t *testing.T) {
	t.Parallel()
	w := secondQuarter(t)
	if sc := w.of(w.officer, quarter2); sc.Month.State != evaluation.Closing || sc.Sheet.Frozen != nil || sc.Result.Total != "94.58" {
		t.Errorf("before June is closed: %s %+v", sc.Month.State, sc.Result)
	}
	w.advance("2026-07-14 00:30")
	sc := w.of(w.officer, quarter2)
	// K 2 each, the task of May once, as it ended in June: S 4, c = (2 + 2 × 0.75) ÷ 4 = 87.5; 0.7 × 287.5 ÷ 3 + 27.5
	if r := sc.Result; sc.Sheet.Frozen == nil || r.A != "100" || r.B != "100" || r.C != "87.5" || r.General != "27.5" || r.Total != "94.58" ||
		r.TotalExact != "1135/12" || r.Grade != grading.Excellent || sc.Clause() != "335/2025/NĐ-CP Điều 20 khoản 1" {
		t.Errorf("the quarter: %s", r.Bytes())
	}
	if got := parts(sc); got != "2026-04 2026-05 2026-06" || len(sc.Lines) != 2 || sc.Lines[1].CarriedFrom != "2026-05" {
		t.Errorf("made of %s, lines %v", got, lines(sc))
	}
	if sc.Month.State != evaluation.Closed || sc.Sheet.Rev != 1 || len(sc.Sheet.Frozen.Hash) != 64 || sc.Sheet.Frozen.Policy != "nd335-2025@2" || w.toldOf(w.officer, quarter2) != 1 {
		t.Errorf("frozen: %s, %+v", sc.Month.State, sc.Sheet)
	}
	if got := parts(w.of(w.colleague, quarter2)); got != "2026-04 2026-05:leave 2026-06" {
		t.Errorf("on leave in May: %s", got)
	}
	if r := w.of(w.colleague, quarter2).Result; r.Status != grading.InsufficientData || r.General != "27.5" {
		t.Errorf("no work at all: %s", r.Bytes())
	}
	if r := w.of(w.public, quarter2).Result; r.Status != grading.NoPolicy {
		t.Errorf("viên chức before their decree: %s", r.Bytes())
	}
	year := w.of(w.officer, "2026")
	if got := parts(year); got != "2026-Q2 2026-Q3:running" || year.Result.Total != "94.58" || !year.Provisional() || len(year.Parts[0].Parts) != 3 || len(year.Trend) < 3 {
		t.Errorf("the year so far: %s, %s", got, year.Result.Bytes())
	}
	for _, night := range []string{"2026-08-14 00:30", "2026-09-14 00:30", "2026-10-14 00:30", "2026-11-14 00:30", "2026-12-14 00:30", "2027-01-14 00:30"} {
		w.advance(night)
	}
	year = w.of(w.officer, "2026")
	// nobody gave points in the other quarters, in which there was nothing to do: people decide
	if got := parts(year); got != "2026-Q2 2026-Q3 2026-Q4" || year.Sheet.Frozen == nil || year.Result.Status != grading.NeedsDecision ||
		!slices.Contains(year.Result.Reasons, grading.PeriodMissing) || year.Month.State != evaluation.Closed {
		t.Errorf("the year: %s %s %s", year.Month.State, got, year.Year.Bytes())
	}
	if w.toldOf(w.officer, "2026") != 1 {
		t.Errorf("told %d times of the year", w.toldOf(w.officer, "2026"))
	}
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil))
	if again := w.of(w.officer, "2026"); again.Sheet.Rev != 1 || w.toldOf(w.officer, "2026") != 1 {
		t.Errorf("another night: version %d, told %d times", again.Sheet.Rev, w.toldOf(w.officer, "2026"))
	}
	all, err := w.eval.LongPeriods(w.ctx, w.agency)
	w.ok(err)
	var names []string
	for _, m := range all {
		names = append(names, fmt.Sprint(m.Period, " ", m.State))
	}
	if got := strings.Join(names, ", "); got != "2027 open, 2027-Q1 open, 2026 closed, 2026-Q4 closed, 2026-Q3 closed, 2026-Q2 closed" {
		t.Errorf("periods: %s", got)
	}
}

// TestQuarterAnew: a month that is opened again leaves the quarter provisional; closed again it gives a new version to whoever
// it changes, and to nobody else.
func TestQuarterAnew(t *testing.T) {
	t.Parallel()
	w := secondQuarter(t)
	w.advance("2026-07-14 00:30")
	const may = grading.Period("2026-05")
	first := w.of(w.officer, quarter2)
	m := w.of(w.officer, may).Month
	_, err := w.eval.Reopen(w.ctx, w.hr, may, m.Version, "Sửa điểm theo kết luận giải quyết kiến nghị")
	w.ok(err)
	full := points()
	for i := range full {
		full[i] = grading.GroupPoints{Key: full[i].Key, PointsMilli: 10_000}
	}
	_, err = w.eval.General(w.ctx, w.head, w.officer.ID, may, w.of(w.officer, may).Sheet.Version, full, nil)
	w.ok(err)
	// (27.5 + 30 + 27.5) ÷ 3 = 28.3333…
	if sc := w.of(w.officer, quarter2); sc.Month.State != evaluation.Closing || !sc.Provisional() || sc.Result.Total != "95.42" {
		t.Errorf("while May is open: %s %s", sc.Month.State, sc.Result.Bytes())
	}
	w.close(may)
	sc := w.of(w.officer, quarter2)
	if sc.Month.State != evaluation.Closed || sc.Sheet.Rev != 2 || sc.Result.Total != "95.42" || sc.Result.TotalExact != "1145/12" || w.toldOf(w.officer, quarter2) != 2 {
		t.Errorf("closed again: version %d, told %d times, %s", sc.Sheet.Rev, w.toldOf(w.officer, quarter2), sc.Result.Bytes())
	}
	if other := w.of(w.neighbour, quarter2); other.Sheet.Rev != 1 || w.toldOf(w.neighbour, quarter2) != 1 {
		t.Errorf("the neighbour has version %d", other.Sheet.Rev)
	}
	if first.Sheet.Rev != 1 || first.Result.Total != "94.58" {
		t.Errorf("the first version was %s", first.Result.Bytes())
	}
}

// TestQuarterInterrupted: a run that is stopped after any of its transactions is taken up by the next, and nobody has two sheets
// or none, or hears twice.
func TestQuarterInterrupted(t *testing.T) {
	t.Parallel()
	w := secondQuarter(t)
	w.eval.InBatchesOf(atATime)
	stopped := errors.New("the node was killed")
	runs := 0
	for done := false; !done; runs++ {
		left := 4 // transactions of this run; a month takes three before it begins
		err := w.eval.Advance(w.ctx, w.agency, w.clock.Now(), func(context.Context) error {
			if left--; left < 0 {
				return stopped
			}
			return nil
		})
		if done = err == nil; !done && !errors.Is(err, stopped) {
			t.Fatal(err)
		}
		if runs > 50 {
			t.Fatal("no end")
		}
	}
	if runs < 3 {
		t.Errorf("%d runs: nothing was interrupted", runs)
	}
	for _, who := range []access.Actor{w.director, w.hr, w.neighbour, w.head, w.officer, w.colleague, w.public} {
		if sc := w.of(who, quarter2); sc.Sheet.Frozen == nil || sc.Sheet.Rev != 1 || w.toldOf(who, quarter2) != 1 {
			t.Errorf("%s: version %d, told %d times", who.Name, sc.Sheet.Rev, w.toldOf(who, quarter2))
		}
	}
}

// TestLongRights: quarters and years are read by those who read months, and only such periods are.
func TestLongRights(t *testing.T) {
	t.Parallel()
	w := secondQuarter(t)
	w.advance("2026-07-14 00:30")
	for _, p := range []grading.Period{quarter2, "2026"} {
		for name, tc := range map[string]struct {
			by   access.Actor
			want error
		}{"oneself": {w.officer, nil}, "the head": {w.head, nil}, "hr": {w.hr, nil}, "a colleague": {w.colleague, errs.ErrNotFound}, "another head": {w.neighbour, errs.ErrNotFound}} {
			_, err := w.eval.Score(w.ctx, tc.by, w.officer.ID, p)
			w.refused(name+" reads "+string(p), err, tc.want)
		}
		_, err := w.eval.UnitScores(w.ctx, w.neighbour, w.cntt.ID, p)
		w.refused("the table for another head", err, errs.ErrNotFound)
		table, err := w.eval.UnitScores(w.ctx, w.head, w.cntt.ID, p)
		w.ok(err)
		if len(table.Rows) != 3 && len(table.Rows) != 4 || table.Rows[0].Person.ID != w.officer.ID || table.Rows[0].Result.Total != "94.58" {
			t.Errorf("%s: %d rows, first %s", p, len(table.Rows), table.Rows[0].Result.Bytes())
		}
	}
	for p, want := range map[grading.Period]error{"2026-Q9": evaluation.ErrMonth, "2027": evaluation.ErrFuture, "2026-Q4": evaluation.ErrFuture, "26": evaluation.ErrMonth, "2026-W20": evaluation.ErrMonth} {
		_, err := w.eval.Score(w.ctx, w.officer, w.officer.ID, p)
		w.refused("reading "+string(p), err, want)
	}
}

// TestQuarterOfMoved: who moves within the quarter and has a second post keeps every month, of both units and both posts.
func TestQuarterOfMoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	give := func(by access.Actor, p grading.Period) {
		t.Helper()
		sc, err := w.eval.Score(w.ctx, by, w.officer.ID, p)
		w.ok(err)
		_, err = w.eval.General(w.ctx, by, w.officer.ID, p, sc.Sheet.Version, points(), nil)
		w.ok(err)
	}
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.advance("2026-05-04 09:00")
	give(w.head, "2026-04")
	who, err := w.people.Person(w.ctx, w.agency, w.officer.ID)
	w.ok(err)
	w.at("2026-05-05 09:00")
	_, err = w.people.Decide(w.ctx, w.hr, who.ID, who.Version, identity.Decision{
		Kind: identity.Moving, Unit: w.sibling, Role: access.Officer, Title: "Chuyên viên", From: "2026-05-05", Paper: identity.Paper{Number: "12/QĐ-STTTT", On: "2026-05-04"},
	})
	w.ok(err)
	_, err = w.people.Appoint(w.ctx, access.System(w.agency), who.ID, identity.Appointment{Unit: w.cntt.ID, Role: access.Officer, Title: "Kiêm nhiệm", From: "2026-05-05"})
	w.ok(err)
	w.at("2026-05-06 09:00")
	w.approve(w.submit(w.give("2026-05-20", 1))) // by the head of the second post
	w.advance("2026-05-14 00:30")
	w.advance("2026-06-03 09:00")
	give(w.neighbour, "2026-05")
	w.advance("2026-06-12 00:30")
	w.advance("2026-07-02 09:00")
	give(w.neighbour, "2026-06")
	w.advance("2026-07-14 00:30")
	sc := w.of(w.officer, quarter2)
	if got := parts(sc); got != "2026-04 2026-05 2026-06" || sc.Parts[0].Unit != w.cntt.ID || sc.Parts[2].Unit != w.sibling || len(sc.Lines) != 2 || sc.Result.Total != "97.50" {
		t.Errorf("made of %s, in %s and %s, %d lines: %s", got, sc.Parts[0].Unit, sc.Parts[2].Unit, len(sc.Lines), sc.Result.Bytes())
	}
	_, err = w.eval.Score(w.ctx, w.neighbour, w.officer.ID, quarter2)
	w.ok(err)
}
