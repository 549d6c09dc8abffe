package evaluation_test

import (
	"testing"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/pkg/vncal"
)

// try returns what a choice comes to, by period, and whose grades it would change.
func (w *world) try(t evaluation.Trial) (periods []evaluation.Tried, effects []evaluation.Effect) {
	w.t.Helper()
	w.ok(w.eval.Try(w.ctx, w.agency, t, func(done evaluation.Tried, all []evaluation.Effect) error {
		periods, effects = append(periods, done), append(effects, all...)
		return nil
	}))
	return periods, effects
}

// TestTry: a choice is tried on what is closed, parts before what is made of them, and nothing of it is kept.
func TestTry(t *testing.T) {
	t.Parallel()
	w := secondQuarter(t)
	if periods, _ := w.try(evaluation.Trial{Policy: "nd335-2025", Since: "2026-01-01"}); len(periods) != 2 {
		t.Errorf("before June is closed: %+v", periods)
	}
	w.advance("2026-07-14 00:30")
	mean := grading.Choice{QuarterWay: grading.QuarterMean}
	periods, effects := w.try(evaluation.Trial{Policy: "nd335-2025", Choice: mean, Since: "2026-01-01"})
	if len(periods) != 4 || periods[0].Period != "2026-04" || periods[2].Period != "2026-06" || periods[3].Period != quarter2 {
		t.Fatalf("tried: %+v", periods)
	}
	for _, p := range periods[:3] {
		if p.People < 3 || p.Moved != 0 || p.Grades != 0 {
			t.Errorf("the way of quarters changes a month: %+v", p)
		}
	}
	// April 97.5, May 27.5, for the work was not done, June 0.7 × 275 ÷ 3 + 27.5: their mean is 650 ÷ 9
	if len(effects) != 1 || effects[0].Person != w.officer.ID || effects[0].Period != quarter2 || effects[0].Before.Grade != grading.Excellent ||
		effects[0].After.Grade != grading.Good || effects[0].After.TotalExact != "650/9" || periods[3].Grades != 1 || periods[3].Moved != 1 {
		t.Errorf("by the mean of the months: %+v %+v", periods[3], effects)
	}
	if sc := w.of(w.officer, quarter2); sc.Result.Total != "94.58" || sc.Sheet.Rev != 1 {
		t.Errorf("the trial was kept: %s", sc.Result.Bytes())
	}
	if periods, _ := w.try(evaluation.Trial{Policy: "nd335-2025", Choice: mean, Since: "2026-06-01"}); len(periods) != 2 {
		t.Errorf("since June: %+v", periods)
	}
	if _, effects := w.try(evaluation.Trial{Policy: "nd233-2026", Choice: mean, Since: "2026-01-01"}); len(effects) != 0 {
		t.Errorf("a choice of another decree: %+v", effects)
	}
	for day, want := range map[vncal.Date]bool{"2026-06-01": true, "2026-07-01": false} {
		if begun, err := w.eval.Begun(w.ctx, w.agency, day); err != nil || begun != want {
			t.Errorf("the close of a month from %s on has begun: %v, %v", day, begun, err)
		}
	}
}
