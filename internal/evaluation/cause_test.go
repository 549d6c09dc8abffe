package evaluation_test

import (
	"testing"

	"congvu/internal/errs"
	"congvu/internal/task"
)

// TestObjectiveCause: confirmed on a document, the deduction is gone from the line, its trace and the score, and who confirmed
// it is kept; refused it stays; once the month closes nothing is claimed any more.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2.
func TestObjectiveCause(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-04-06 09:00")
	x := w.give("2026-04-08", 1)
	w.at("2026-04-09 09:00")
	x, err := w.tasks.Return(w.ctx, w.head, x.ID, w.submit(x).Version, "Sai số liệu của ba huyện", true, task.Faulty{})
	w.ok(err)
	w.at("2026-04-09 15:00")
	x = w.approve(w.submit(x))
	if s := w.score("2026-04"); s.Lines[0].L != 1 || s.Lines[0].Q != 1 || s.Result.Trace[0].ProgressCredit.String() != "1.5" || s.Result.Trace[0].QualityCredit.String() != "1.5" {
		t.Fatalf("before: %+v, %+v", s.Lines[0], s.Result.Trace)
	}
	reason, document := "Mất điện toàn xã trong ba ngày", "20/TB-UBND"
	for i, credit := range []string{"progress", "quality"} {
		event := x.Excusable(w.clock.Now())[0]
		x, err = w.tasks.AskCause(w.ctx, w.officer, x.ID, x.Version, event.Key(), reason, "")
		w.ok(err)
		if x.State != task.Completed || x.Waiting[0] != w.head.ID {
			t.Errorf("%s claimed: %s, waits for %v", credit, x.State, x.Waiting)
		}
		x, err = w.tasks.AnswerCause(w.ctx, w.head, x.ID, x.Version, false, "", "Chưa có văn bản chứng minh")
		w.ok(err)
		if s := w.score("2026-04"); s.Lines[0].L+s.Lines[0].Q != 2-i {
			t.Errorf("%s refused: %+v", credit, s.Lines[0])
		}
		x, err = w.tasks.AskCause(w.ctx, w.officer, x.ID, x.Version, event.Key(), reason, document)
		w.ok(err)
		x, err = w.tasks.AnswerCause(w.ctx, w.head, x.ID, x.Version, true, document, "")
		w.ok(err)
	}
	s := w.score("2026-04")
	if f := s.Lines[0]; f.L != 0 || f.Q != 0 || f.F != nil || len(f.Show.Missed) != 1 || len(f.Show.Excuses) != 2 ||
		f.Show.Excuses[0].By != w.head.ID || f.Show.Excuses[0].Document != document || f.Show.Excuses[0].Event != "2026-04-08" {
		t.Errorf("confirmed: %+v", f)
	}
	if r := s.Result.Trace[0]; r.ProgressCredit.String() != "2" || r.QualityCredit.String() != "2" || r.LateEvents != 0 || r.FailedReviews != 0 {
		t.Errorf("confirmed: %+v", r)
	}
	if left := x.Excusable(w.clock.Now()); len(left) != 0 {
		t.Errorf("claimable still: %v", left)
	}
}

// TestObjectiveCauseOfAClosedMonth is refused: what is closed stays.
func TestObjectiveCauseOfAClosedMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-04-06 09:00")
	x := w.give("2026-04-08", 1)
	w.at("2026-04-09 09:00")
	x = w.approve(w.submit(x))
	asked, err := w.tasks.AskCause(w.ctx, w.officer, x.ID, x.Version, "late:2026-04-08", "Mất điện toàn xã trong ba ngày", "")
	w.ok(err)
	w.advance("2026-05-01 01:00")
	_, err = w.tasks.AnswerCause(w.ctx, w.head, x.ID, asked.Version, true, "20/TB-UBND", "")
	w.refused("confirmed while its month closes", err, task.ErrMonthClosed)
	if errs.As(err).Current == nil {
		t.Error("the refusal does not show the task")
	}
	refused, err := w.tasks.AnswerCause(w.ctx, w.head, x.ID, asked.Version, false, "", "Kỳ đánh giá đã chốt")
	w.ok(err)
	_, err = w.tasks.AskCause(w.ctx, w.officer, x.ID, refused.Version, "late:2026-04-08", "Mất điện toàn xã trong ba ngày", "")
	w.refused("claimed while its month closes", err, task.ErrMonthClosed)
}
