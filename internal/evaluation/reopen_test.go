package evaluation_test

import (
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
)

// TestReopen: a closed month that is opened again keeps every sheet as it was but those whose points are given anew; they
// get another version at the next close, and both stay readable.
func TestReopen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april = grading.Period("2026-04")
	const reason = "Bổ sung điểm tiêu chí chung của một người"
	w.approve(w.submit(w.give("2026-04-20", 1)))
	w.advance("2026-05-13 00:30")
	month := func() evaluation.Month {
		t.Helper()
		all, err := w.eval.Periods(w.ctx, w.agency)
		w.ok(err)
		return all[slices.IndexFunc(all, func(m evaluation.Month) bool { return m.Period == april })]
	}
	m := month()
	if m.State != evaluation.Closed {
		t.Fatalf("April is %s", m.State)
	}
	before := w.score(april)
	w.at("2026-05-14 09:00")
	for name, tc := range map[string]struct {
		by      access.Actor
		version int64
		reason  string
		want    error
	}{
		"a head of a division": {w.head, m.Version, reason, evaluation.ErrNotHR},
		"an officer":           {w.officer, m.Version, reason, evaluation.ErrNotHR},
		"a stale screen":       {w.hr, m.Version - 1, reason, errs.ErrChanged},
		"no reason":            {w.hr, m.Version, " ngắn ", evaluation.ErrReason},
	} {
		_, err := w.eval.Reopen(w.ctx, tc.by, april, tc.version, tc.reason)
		w.refused(name, err, tc.want)
	}
	_, err := w.eval.Reopen(w.ctx, w.hr, "2026-05", 0, reason)
	w.refused("a month that runs", err, evaluation.ErrNotClosed)
	_, err = w.eval.General(w.ctx, w.head, w.officer.ID, april, before.Sheet.Version, points(), nil)
	w.refused("points while it is closed", err, evaluation.ErrClosed)

	_, err = w.eval.Reopen(w.ctx, w.director, april, m.Version, reason)
	w.ok(err)
	w.advance("2026-05-15 00:30")
	if got := month().State; got != evaluation.Closing {
		t.Fatalf("opened again and %s after a night", got)
	}
	if still := w.score(april); still.Sheet.Frozen == nil || still.Sheet.Rev != 1 {
		t.Errorf("nobody gave points, and the sheet is version %d", still.Sheet.Rev)
	}
	given, err := w.eval.General(w.ctx, w.head, w.officer.ID, april, before.Sheet.Version, points(), nil)
	w.ok(err)
	if given.Sheet.Rev != 2 || given.Sheet.Frozen != nil || given.Result.Total != "97.50" {
		t.Errorf("given anew: version %d, %+v", given.Sheet.Rev, given.Result)
	}
	w.close(april)
	after := w.score(april)
	if after.Sheet.Rev != 2 || after.Sheet.Frozen == nil || after.Result.Total != "97.50" {
		t.Errorf("closed again: version %d, %+v", after.Sheet.Rev, after.Result)
	}
	colleague, err := w.eval.Score(w.ctx, w.colleague, w.colleague.ID, april)
	if w.ok(err); colleague.Sheet.Rev != 1 {
		t.Errorf("the colleague's sheet is version %d", colleague.Sheet.Rev)
	}
	versions, err := w.eval.Versions(w.ctx, w.officer, w.officer.ID, april)
	w.ok(err)
	if len(versions) != 2 || versions[0].Result.Status != grading.NeedsDecision || versions[1].Result.Total != "97.50" {
		t.Errorf("versions: %+v", versions)
	}
	_, err = w.eval.Versions(w.ctx, w.colleague, w.officer.ID, april)
	w.refused("versions read by a colleague", err, errs.ErrNotFound)
	told := 0
	for _, k := range w.kinds(w.officer) {
		if k == "period.closed" {
			told++
		}
	}
	if told != 2 {
		t.Errorf("the officer was told %d times of a result", told)
	}
}

// TestRemind: every superior who still has points to give is told once a day, by whoever may close.
func TestRemind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-20", 1)
	w.advance("2026-05-02 10:00")
	reminders := func() (n int) {
		for _, k := range w.kinds(w.head) {
			if k == "period.reminded" {
				n++
			}
		}
		return n
	}
	_, err := w.eval.Remind(w.ctx, w.head, "2026-04")
	w.refused("by a head", err, evaluation.ErrNotHR)
	for range 2 {
		n, err := w.eval.Remind(w.ctx, w.hr, "2026-04")
		if w.ok(err); n != 2 { // the head of the division and the director; the neighbour has nobody
			t.Errorf("%d superiors", n)
		}
	}
	if reminders() != 1 {
		t.Errorf("%d reminders on one day", reminders())
	}
	w.at("2026-05-04 10:00")
	_, err = w.eval.Remind(w.ctx, w.hr, "2026-04")
	if w.ok(err); reminders() != 2 {
		t.Errorf("%d reminders on two days", reminders())
	}
}
