package evaluation_test

import (
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// worked gives a person faultless work of April, by the superior named.
func (w *world) worked(by, who access.Actor, unit string) {
	w.t.Helper()
	x, err := w.tasks.Create(w.ctx, by, task.Input{
		Title: "Chỉ đạo triển khai kế hoạch quý II", Lead: task.Lead{Unit: unit, Person: who.ID}, ProductCode: "BC-01", QtyMilli: 1000,
		Due: vncal.Rule{Kind: vncal.KindDate, Date: "2026-04-28"}, Urgency: task.Normal,
	}, true, "")
	w.ok(err)
	x, err = w.tasks.Accept(w.ctx, who, x.ID, x.Version, "")
	w.ok(err)
	x, err = w.tasks.Submit(w.ctx, who, x.ID, x.Version, "Đã triển khai xong", 1000)
	w.ok(err)
	_, err = w.tasks.Approve(w.ctx, by, x.ID, x.Version, task.Met, 1000, task.Faulty{}, "")
	w.ok(err)
}

// TestLeader: a head is scored from the own work, from đ and e that the superior gives, and from d, which follows from the
// scores of everybody below; people without a score are left out.
func TestLeader(t *testing.T) {
	t.Parallel()
	const april = grading.Period("2026-04")
	w := newWorld(t)
	w.worked(w.director, w.head, w.cntt.ID)
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.advance("2026-05-02 10:00")
	head := func() evaluation.Score {
		t.Helper()
		sc, err := w.eval.Score(w.ctx, w.head, w.head.ID, april)
		w.ok(err)
		return sc
	}
	if sc := head(); sc.Result.D != "" || sc.Sheet.Managed == nil || sc.Sheet.Managed.Scored != 0 {
		t.Errorf("nobody below has a score: d %q of %+v", sc.Result.D, sc.Sheet.Managed)
	}
	w.generalPoints(april, w.score(april).Sheet.Version) // the officer: 97.50; the colleague has none
	if sc := head(); sc.Result.D != "100" || sc.Sheet.Managed.Scored != 1 || sc.Sheet.Managed.Unscored == 0 {
		t.Errorf("one below has a good score: d %q of %+v", sc.Result.D, sc.Sheet.Managed)
	}
	give := func(by access.Actor, l evaluation.Leadership) (evaluation.Score, error) {
		return w.eval.General(w.ctx, by, w.head.ID, april, head().Sheet.Version, points(), &l)
	}
	for name, tc := range map[string]struct {
		by    access.Actor
		l     evaluation.Leadership
		want  error
		field string
	}{
		"by oneself":                 {w.head, evaluation.Leadership{DD: 100, E: 100}, evaluation.ErrNotSuperior, ""},
		"by another head":            {w.neighbour, evaluation.Leadership{DD: 100, E: 100}, errs.ErrNotFound, ""},
		"by a personnel officer":     {w.hr, evaluation.Leadership{DD: 100, E: 100}, evaluation.ErrNotSuperior, ""},
		"another value than 50, 100": {w.director, evaluation.Leadership{DD: 75, E: 100}, grading.ErrPoints, "leadership.dd"},
		"nothing for e":              {w.director, evaluation.Leadership{DD: 100}, grading.ErrPoints, "leadership.e"},
		"50 without a reason":        {w.director, evaluation.Leadership{DD: 50, E: 100, Reason: "chậm"}, grading.ErrPoints, "leadership.reason"},
	} {
		_, err := give(tc.by, tc.l)
		w.refused(name, err, tc.want)
		if f := errs.As(err).Fields; tc.field != "" && (len(f) != 1 || f[0].Path != tc.field) {
			t.Errorf("%s: faults %+v", name, f)
		}
	}
	_, err := w.eval.General(w.ctx, w.head, w.colleague.ID, april, 1, points(), &evaluation.Leadership{DD: 100, E: 100})
	w.refused("đ and e of an officer", err, grading.ErrPoints)

	sc, err := give(w.director, evaluation.Leadership{DD: 100, E: 50, Reason: "Còn đơn thư phản ánh nội bộ kéo dài"})
	w.ok(err)
	// (100 + 100 + 100 + 100 + 100 + 50) / 6 × 0.7 + 27.5
	if r := sc.Result; r.Status != grading.Scored || r.Total != "91.67" || r.DD != "100" || r.E != "50" || r.Grade != grading.Excellent {
		t.Errorf("the head's score: %+v", r)
	}
	w.close(april)
	if sc := head(); sc.Result.Total != "91.67" || sc.Sheet.Frozen == nil {
		t.Errorf("frozen: %+v", sc.Result)
	}
}

// TestLeaderOfLowScore: one score below 50, however near, makes d 50; a leader above is scored after the one below.
func TestLeaderOfLowScore(t *testing.T) {
	t.Parallel()
	const april = grading.Period("2026-04")
	w := newWorld(t)
	w.worked(w.director, w.head, w.cntt.ID)
	w.give("2026-04-20", 1) // never handed in: a, b, c are 0, so the total is 27.50
	w.advance("2026-05-02 10:00")
	w.generalPoints(april, w.score(april).Sheet.Version)
	sc, err := w.eval.Score(w.ctx, w.director, w.head.ID, april)
	w.ok(err)
	if sc.Result.D != "50" || sc.Sheet.Managed.Lowest != "27.5000" {
		t.Errorf("d is %q of %+v", sc.Result.D, sc.Sheet.Managed)
	}
	_, err = w.eval.General(w.ctx, w.director, w.head.ID, april, sc.Sheet.Version, points(), &evaluation.Leadership{DD: 100, E: 100})
	w.ok(err)
	w.close(april)
	director, err := w.eval.Score(w.ctx, w.director, w.director.ID, april)
	w.ok(err)
	if m := director.Sheet.Managed; m == nil || m.Scored != 2 || director.Result.D != "" && director.Result.D != "50" {
		t.Errorf("the director: d %q of %+v", director.Result.D, m)
	}
}
