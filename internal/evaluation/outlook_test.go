package evaluation_test

import (
	"testing"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// supposed is a supposition of single pieces of work: the day each is handed in, "" for not in the month.
func supposed(rest bool, works ...evaluation.SupposedWork) evaluation.Supposition {
	return evaluation.Supposition{Works: works, Rest: rest}
}

func on(t task.Task, day vncal.Date) evaluation.SupposedWork {
	return evaluation.SupposedWork{Task: t.ID, On: day}
}

// TestOutlook: what a running month becomes under each supposition, on 20/04 in the morning. Every piece is 2 of converted quantity;
// the arithmetic stands beside each case, general points are 27.5.
func TestOutlook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve(w.submit(w.give("2026-04-10", 1))) // done in time
	overdue := w.give("2026-04-17", 1)           // one lateness event already
	waits := w.submit(w.give("2026-04-24", 1))
	next := w.give("2026-04-24", 2) // 4
	last := w.give("2026-04-28", 1)
	w.give("2026-05-05", 5) // another month's
	w.generalPoints("2026-04", 0)
	w.at("2026-04-20 08:00")
	ask := func(sup evaluation.Supposition) evaluation.Outlook {
		t.Helper()
		o, err := w.eval.Outlook(w.ctx, w.officer, w.officer.ID, "2026-04", sup)
		w.ok(err)
		return o
	}
	for _, tc := range []struct {
		what    string
		sup     evaluation.Supposition
		a, b, c string
		total   string
	}{
		// S = 2+2+2+4+2 = 12
		{"nothing more is done", supposed(false), "33.3333", "33.3333", "33.3333", "50.83"},                                             // 4 of 12 (waits is accepted): 23.3333 + 27.5
		{"the rest in time", supposed(true), "100", "100", "95.8333", "96.53"},                                                          // c: 12 − 0.5; 0.7 × 295.8333 ÷ 3 = 69.0278
		{"the overdue piece left", supposed(true, on(overdue, "")), "83.3333", "83.3333", "83.3333", "85.83"},                           // 10 of 12
		{"one a day late", supposed(true, on(next, "2026-04-27")), "100", "100", "87.5", "94.58"},                                       // c: 12 − 0.5 − 1; 67.0833
		{"two by Friday", supposed(false, on(overdue, "2026-04-20"), on(next, "2026-04-24")), "83.3333", "83.3333", "79.1667", "84.86"}, // c: 9.5; 57.3611
		{"only after the month", supposed(true, on(last, "2026-05-04")), "83.3333", "83.3333", "79.1667", "84.86"},                      // c: 10 − 0.5
	} {
		o := ask(tc.sup)
		if r := o.Then; r.A != tc.a || r.B != tc.b || r.C != tc.c || r.Total != tc.total {
			t.Errorf("%s: a %s b %s c %s total %s, want %+v", tc.what, r.A, r.B, r.C, r.Total, tc)
		}
		if len(o.Works) != 4 || o.Works[0].Fact.Task != overdue.ID || o.Works[3].Fact.Task != last.ID {
			t.Errorf("%s: unfinished work %+v", tc.what, o.Works)
		}
		if got, want := o.Score.Result.Total, w.score("2026-04").Result.Total; got != want {
			t.Errorf("%s: now %s, want %s", tc.what, got, want)
		}
	}
	if works := ask(supposed(true, on(next, "2026-04-27"))).Works; !works[2].Late && !works[1].Late || works[0].Late || works[3].Late {
		t.Errorf("only the piece handed in late costs a deadline: %+v", works)
	}

	// It comes true: the same function grades the month when it is over.
	promised := ask(supposed(true)).Then
	for _, x := range []task.Task{overdue, next, last} {
		x = w.submit(x)
		w.approve(x)
	}
	w.approve(waits)
	w.advance("2026-05-01 00:30")
	if got := w.score("2026-04").Result; string(got.Bytes()) != string(promised.Bytes()) {
		t.Errorf("promised %s\ncame    %s", promised.Bytes(), got.Bytes())
	}
	_, err := w.eval.Outlook(w.ctx, w.officer, w.officer.ID, "2026-04", supposed(true))
	w.refused("a month that is over", err, evaluation.ErrOver)
}

// TestOutlookOfGeneral: points that nobody has given are supposed, those given stay.
func TestOutlookOfGeneral(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-24", 1)
	w.at("2026-04-20 08:00")
	twenty := grading.Int(20)
	sup := evaluation.Supposition{Rest: true, General: &twenty}
	ask := func(sup evaluation.Supposition) grading.Result {
		t.Helper()
		o, err := w.eval.Outlook(w.ctx, w.head, w.officer.ID, "2026-04", sup)
		w.ok(err)
		return o.Then
	}
	if r := ask(supposed(true)); r.Total != "" || len(r.TotalRange) != 2 || r.TotalRange[0] != "70.00" {
		t.Errorf("without points: %s", r.Bytes())
	}
	if r := ask(sup); r.Total != "90.00" || r.Grade != grading.Excellent {
		t.Errorf("with 20: %s", r.Bytes())
	}
	w.generalPoints("2026-04", 0)
	if r := ask(sup); r.Total != "97.50" {
		t.Errorf("with 27.5 given: %s", r.Bytes())
	}
}

// TestOutlookRefused: who may not see a score may not suppose of it, and what cannot be is named by its field.
func TestOutlookRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	done := w.approve(w.submit(w.give("2026-04-10", 1)))
	open := w.give("2026-04-24", 1)
	w.at("2026-04-20 08:00")
	for what, tc := range map[string]struct {
		by   func() error
		want error
	}{
		"a colleague's": {func() error {
			_, err := w.eval.Outlook(w.ctx, w.colleague, w.officer.ID, "2026-04", supposed(true))
			return err
		}, errs.ErrNotFound},
		"another unit's": {func() error {
			_, err := w.eval.UnitOutlook(w.ctx, w.neighbour, w.cntt.ID, "2026-04", supposed(true))
			return err
		}, errs.ErrNotFound},
		"an officer's own": {func() error {
			_, err := w.eval.UnitOutlook(w.ctx, w.officer, w.cntt.ID, "2026-04", supposed(true))
			return err
		}, errs.ErrNotFound},
		"a quarter": {func() error {
			_, err := w.eval.Outlook(w.ctx, w.officer, w.officer.ID, "2026-Q2", supposed(true))
			return err
		}, evaluation.ErrOver},
		"May": {func() error {
			_, err := w.eval.Outlook(w.ctx, w.officer, w.officer.ID, "2026-05", supposed(true))
			return err
		}, evaluation.ErrFuture},
		"no month": {func() error {
			_, err := w.eval.Outlook(w.ctx, w.officer, w.officer.ID, "april", supposed(true))
			return err
		}, evaluation.ErrMonth},
	} {
		w.refused(what, tc.by(), tc.want)
	}
	below, above := grading.Int(-1), grading.Int(31)
	for what, tc := range map[string]struct {
		sup        evaluation.Supposition
		path, code string
	}{
		"done work":          {supposed(true, on(done, "2026-04-21")), "supposed[0].task", "not_found"},
		"unknown work":       {supposed(true, evaluation.SupposedWork{Task: "x"}), "supposed[0].task", "not_found"},
		"twice":              {supposed(true, on(open, ""), on(open, "2026-04-21")), "supposed[1].task", "duplicate"},
		"yesterday":          {supposed(true, on(open, "2026-04-19")), "supposed[0].day", "past"},
		"no day":             {supposed(true, on(open, "2026-02-30")), "supposed[0].day", "date"},
		"too many points":    {evaluation.Supposition{General: &above}, "general", "too_large"},
		"fewer than nothing": {evaluation.Supposition{General: &below}, "general", "too_small"},
	} {
		_, err := w.eval.Outlook(w.ctx, w.officer, w.officer.ID, "2026-04", tc.sup)
		if f := errs.As(err).Fields; len(f) != 1 || f[0].Path != tc.path || f[0].Code != tc.code {
			t.Errorf("%s: %v %+v", what, err, f)
		}
	}
}

// TestUnitOutlook: a head sees everybody of the table, best first as it would be, and how many would have which grade.
func TestUnitOutlook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.give("2026-04-24", 1)
	w.worked(w.head, w.colleague, w.cntt.ID)
	w.generalPoints("2026-04", 0)
	_, err := w.eval.General(w.ctx, w.head, w.colleague.ID, "2026-04", 0, points(), nil)
	w.ok(err)
	w.at("2026-04-20 08:00")
	u, err := w.eval.UnitOutlook(w.ctx, w.head, w.cntt.ID, "2026-04", supposed(true))
	w.ok(err)
	thens := map[string]string{}
	for _, row := range u.Rows {
		thens[row.Score.Person.ID] = row.Then.Total
	}
	if thens[w.officer.ID] != "97.50" || len(u.Rows) != len(u.Table.Rows) {
		t.Errorf("in time: %v", thens)
	}
	excellent := func(all []evaluation.GradeCount) int { return all[0].N }
	if now, then := excellent(u.Table.Distribution), excellent(u.Then); then != now+1 {
		t.Errorf("xuat_sac: %d now, %d then", now, then)
	}
	u, err = w.eval.UnitOutlook(w.ctx, w.head, w.cntt.ID, "2026-04", supposed(true, on(x, "")))
	w.ok(err)
	for i, row := range u.Rows {
		if row.Score.Person.ID == w.officer.ID && (row.Then.Total != "27.50" || i == 0) {
			t.Errorf("left undone: %s at %d", row.Then.Total, i)
		}
	}
}
