package evaluation_test

import (
	"slices"
	"testing"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/override"
)

// reprimand records a reprimand of the officer against a period.
func (w *world) reprimand(p grading.Period, document string) (override.Record, error) {
	return w.over.Record(w.ctx, w.hr, override.Request{
		Person: w.officer.ID, Period: p, Kind: "duty_discipline", Document: document, Date: "2026-03-03",
	})
}

// TestOverrideOfAMonth: a recorded fact sets the grade of an open month and leaves the score, with its clause, before there is a
// sheet and at the close; a closed month refuses until it is opened again, and then gives a new version.
func TestOverrideOfAMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april = grading.Period("2026-04")
	const clause = "335/2025/NĐ-CP Điều 20 khoản 4 điểm c"
	r, err := w.reprimand(april, "12/QĐ-SNV")
	w.ok(err)
	if sc := w.score(april); sc.Result.Grade != grading.NotCompleted || sc.Result.Status != grading.InsufficientData || sc.Clause() != clause {
		t.Errorf("without a score: %s", sc.Result.Bytes())
	}
	if got := w.kinds(w.officer); !slices.Equal(got, []string{"override.recorded"}) {
		t.Errorf("told: %v", got)
	}
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.generalPoints(april, w.score(april).Sheet.Version)
	if sc := w.score(april); sc.Result.Total != "97.50" || sc.Result.Grade != grading.NotCompleted {
		t.Errorf("with a score: %s", sc.Result.Bytes())
	}
	table, err := w.eval.UnitScores(w.ctx, w.head, w.cntt.ID, april)
	w.ok(err)
	at := slices.IndexFunc(table.Rows, func(s evaluation.Score) bool { return s.Person.ID == w.officer.ID })
	if got := table.Rows[at].Result.Grade; got != grading.NotCompleted {
		t.Errorf("in the table: %s", got)
	}
	_, err = w.reprimand(april, "12/qđ-snv")
	w.refused("the same document", err, override.ErrTwice)
	_, err = w.over.Withdraw(w.ctx, w.hr, r.ID, r.Version+1, "Kết luận đã bị hủy bỏ")
	w.refused("a stale screen", err, errs.ErrChanged)
	_, err = w.over.Withdraw(w.ctx, w.hr, r.ID, r.Version, "ngắn")
	w.refused("no reason", err, errs.ErrInvalid)
	r, err = w.over.Withdraw(w.ctx, w.hr, r.ID, r.Version, "Kết luận đã bị hủy bỏ")
	w.ok(err)
	if sc := w.score(april); sc.Result.Grade != grading.Excellent || len(sc.Result.Overrides) != 0 {
		t.Errorf("withdrawn: %s", sc.Result.Bytes())
	}
	_, err = w.over.Withdraw(w.ctx, w.hr, r.ID, r.Version, "Kết luận đã bị hủy bỏ")
	w.refused("withdrawn twice", err, override.ErrWithdrawn)
	r, err = w.reprimand(april, "12/QĐ-SNV")
	w.ok(err)

	w.advance("2026-05-13 00:30")
	sc := w.score(april)
	if sc.Month.State != evaluation.Closed || sc.Result.Grade != grading.NotCompleted || sc.Result.Total != "97.50" || sc.Clause() != clause {
		t.Errorf("closed: %s %s", sc.Month.State, sc.Result.Bytes())
	}
	w.at("2026-05-14 09:00")
	_, err = w.over.Withdraw(w.ctx, w.hr, r.ID, r.Version, "Kết luận đã bị hủy bỏ")
	w.refused("withdrawn from a closed month", err, evaluation.ErrClosed)
	_, err = w.reprimand(april, "13/QĐ-SNV")
	w.refused("recorded in a closed month", err, evaluation.ErrClosed)
	if all, err := w.over.Of(w.ctx, w.agency, w.officer.ID, april); err != nil || len(all) != 2 || !all[1].Active {
		t.Errorf("refused, and stored: %+v, %v", all, err)
	}
	_, err = w.eval.Reopen(w.ctx, w.director, april, sc.Month.Version, "Quyết định kỷ luật bị hủy")
	w.ok(err)
	_, err = w.over.Withdraw(w.ctx, w.hr, r.ID, r.Version, "Kết luận đã bị hủy bỏ")
	w.ok(err)
	w.close(april)
	if sc = w.score(april); sc.Sheet.Rev != 2 || sc.Sheet.Frozen == nil || sc.Result.Grade != grading.Excellent {
		t.Errorf("closed again: version %d %s", sc.Sheet.Rev, sc.Result.Bytes())
	}
	versions, err := w.eval.Versions(w.ctx, w.officer, w.officer.ID, april)
	w.ok(err)
	if len(versions) != 2 || versions[0].Result.Grade != grading.NotCompleted {
		t.Errorf("versions: %d", len(versions))
	}
	_, err = w.reprimand("2026-07", "12/QĐ-SNV")
	w.refused("a month to come", err, evaluation.ErrFuture)
	_, err = w.reprimand("2026-W2", "12/QĐ-SNV")
	w.refused("no period", err, evaluation.ErrMonth)
	_, err = w.over.Record(w.ctx, w.hr, override.Request{
		Person: w.public.ID, Period: "2026-04", Kind: "degradation", Document: "12/QĐ-SNV", Date: "2026-03-03",
	})
	w.refused("viên chức before their decree", err, evaluation.ErrNoPolicy)
	_, err = w.over.Record(w.ctx, w.head, override.Request{
		Person: w.officer.ID, Period: "2026-05", Kind: "degradation", Document: "12/QĐ-SNV", Date: "2026-03-03",
	})
	w.refused("by the head of the division", err, override.ErrNotMay)
}

// TestOverrideOfAQuarter: a quarter that runs follows what is recorded, is made of it, and once made gets its next version at
// once; nobody else's changes.
func TestOverrideOfAQuarter(t *testing.T) {
	t.Parallel()
	w := secondQuarter(t)
	r, err := w.reprimand(quarter2, "12/QĐ-SNV")
	w.ok(err)
	if sc := w.of(w.officer, quarter2); sc.Result.Grade != grading.NotCompleted || sc.Result.Total != "94.58" || sc.Sheet.Frozen != nil {
		t.Errorf("before it is made: %s", sc.Result.Bytes())
	}
	w.advance("2026-07-14 00:30")
	if sc := w.of(w.officer, quarter2); sc.Result.Grade != grading.NotCompleted || sc.Sheet.Frozen == nil || sc.Sheet.Rev != 1 {
		t.Errorf("made: version %d %s", sc.Sheet.Rev, sc.Result.Bytes())
	}
	_, err = w.over.Withdraw(w.ctx, w.director, r.ID, r.Version, "Quyết định kỷ luật bị hủy")
	w.ok(err)
	sc := w.of(w.officer, quarter2)
	if sc.Result.Grade != grading.Excellent || sc.Sheet.Rev != 2 || sc.Sheet.Frozen == nil || w.toldOf(w.officer, quarter2) != 2 {
		t.Errorf("withdrawn: version %d, told %d times, %s", sc.Sheet.Rev, w.toldOf(w.officer, quarter2), sc.Result.Bytes())
	}
	if other := w.of(w.colleague, quarter2); other.Sheet.Rev != 1 || w.toldOf(w.colleague, quarter2) != 1 {
		t.Errorf("the colleague's sheet is version %d", other.Sheet.Rev)
	}
	year, err := w.reprimand("2026", "14/QĐ-SNV")
	w.ok(err)
	if sc := w.of(w.officer, "2026"); sc.Year.Grade != grading.NotCompleted || sc.Year.Total != "94.58" || year.Period != "2026" {
		t.Errorf("the year that runs: %s", sc.Year.Bytes())
	}
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil))
	if again := w.of(w.officer, quarter2); again.Sheet.Rev != 2 {
		t.Errorf("another night: version %d", again.Sheet.Rev)
	}
}
