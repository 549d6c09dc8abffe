package evaluation_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
)

// TestMonthsCloseInOrder: a later month is refused while an earlier one is open, by command and by the job, and a gap that
// an earlier release left is found again.
func TestMonthsCloseInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pending := w.submit(w.give("2026-04-29", 1)) // handed in, not decided
	w.give("2026-04-20", 1)                      // never handed in
	w.at("2026-06-02 10:00")                     // the job was down all the time
	_, err := w.eval.Close(w.ctx, w.hr, "2026-05", nil)
	w.refused("May before April", err, evaluation.ErrEarlier)
	if m, ok := errs.As(err).Current.(evaluation.Month); !ok || m.Period != "2026-04" {
		t.Errorf("the refusal carries %+v", errs.As(err).Current)
	}
	_, err = w.eval.Closure(w.ctx, w.hr, "2026-05")
	w.refused("asking about May before April", err, evaluation.ErrEarlier)
	w.close("2026-04")
	w.close("2026-05")
	w.at("2026-06-03 09:00")
	w.approve(pending)
	if got, want := lines(w.score("2026-06")), []string{pending.Code + " d=1000 q=0 l=0 <2026-05"}; !slices.Contains(got, want[0]) {
		t.Errorf("what nobody decided in April and May: %v, want %v among them", got, want)
	}
}

// TestGapIsClosed: an agency whose May was once closed before April has its April closed, and what moves on from it lands
// in a month that is open.
func TestGapIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pending := w.submit(w.give("2026-04-29", 1))
	w.at("2026-06-02 10:00")
	_, err := w.db.Collection("periods").InsertOne(w.ctx, bson.M{
		"_id": w.agency + "|2026-05", "agency": w.agency, "type": "month", "period": "2026-05", "from": "2026-05-01", "to": "2026-05-31",
		"state": "closed", "policy": "nd335-2025@1", "version": 3,
	})
	w.ok(err)
	w.advance("2026-06-20 00:30")
	if got := w.state("2026-04"); got != evaluation.Closed {
		t.Errorf("April is %s", got)
	}
	if got := lines(w.score("2026-06")); !slices.Contains(got, pending.Code+" d=0 q=0 l=0 pending <2026-04") {
		t.Errorf("the undecided line of April: June has %v", got)
	}
}

// TestClosable is about the edges of when a month closes.
func TestClosable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pending := w.submit(w.give("2026-04-29", 1))
	w.at("2026-04-30 23:59")
	_, err := w.eval.Close(w.ctx, w.hr, "2026-04", nil)
	w.refused("the last day", err, evaluation.ErrRunning)
	// 30/4 and 1/5 are holidays, so three working days end on 6 May.
	w.advance("2026-05-06 23:59")
	if got := lines(w.score("2026-04")); !slices.Contains(got, pending.Code+" d=0 q=0 l=0 pending") {
		t.Errorf("before the cut-off: April has %v", got)
	}
	w.advance("2026-05-07 00:00")
	if got := lines(w.score("2026-05")); !slices.Contains(got, pending.Code+" d=0 q=0 l=0 pending <2026-04") {
		t.Errorf("at the cut-off: May has %v", got)
	}
	w.advance("2026-05-12 23:59")
	if got := w.state("2026-04"); got != evaluation.Closing {
		t.Errorf("within the working days: %s", got)
	}
	w.advance("2026-05-13 00:00") // after seven working days
	if got := w.state("2026-04"); got != evaluation.Closed {
		t.Errorf("after them: %s", got)
	}
}

// TestSecondPerson: while people lack points and their superiors have time, one person asks for the close and another
// confirms it; each way to do without the other is refused.
func TestSecondPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-20", 1)
	w.advance("2026-05-02 10:00")
	closeBy := func(a access.Actor, version *int64) (evaluation.Month, error) {
		return w.eval.Close(w.ctx, a, "2026-04", version)
	}

	_, err := closeBy(w.director, nil)
	w.refused("the head of the agency before anybody asked", err, evaluation.ErrNotHR)
	m, err := closeBy(w.hr, nil)
	w.ok(err)
	if m.Ordered != nil || m.Asked == nil || m.Asked.By != w.hr.ID {
		t.Fatalf("asked: %+v", m)
	}
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil))
	if got := w.state("2026-04"); got != evaluation.Closing {
		t.Errorf("closed before anybody confirmed: %s", got)
	}
	_, err = closeBy(w.hr, nil)
	w.refused("the same person again", err, evaluation.ErrSecond)
	for name, a := range map[string]access.Actor{"a head of a division": w.head, "an officer": w.officer, "the head of another division": w.neighbour} {
		_, err = closeBy(a, nil)
		w.refused(name, err, evaluation.ErrNotHR)
	}
	stale := m.Version - 1
	_, err = closeBy(w.director, &stale)
	w.refused("confirming what has changed", err, errs.ErrChanged)
	if !slices.Contains(w.kinds(w.director), "period.asked") {
		t.Errorf("the head of the agency was told %v", w.kinds(w.director))
	}
	m, err = closeBy(w.director, &m.Version)
	w.ok(err)
	if m.Ordered == nil || m.Ordered.By != w.director.ID || m.State == evaluation.Closed {
		t.Fatalf("confirmed: %+v", m)
	}
	again, err := closeBy(w.hr, nil)
	if w.ok(err); again.Version != m.Version {
		t.Errorf("a command repeated made version %d of %d", again.Version, m.Version)
	}
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil))
	if got := w.state("2026-04"); got != evaluation.Closed {
		t.Errorf("after the job: %s", got)
	}
}

// A month needs no second person once the days for giving points have passed, or when everybody has points.
func TestNoSecondPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-20", 1)
	w.at("2026-05-13 00:00")
	if m, err := w.eval.Close(w.ctx, w.hr, "2026-04", nil); err != nil || m.Ordered == nil {
		t.Errorf("after the working days: %+v, %v", m, err)
	}
}

// TestResumedCloseKeepsSettings: what was in force when the close began stays in force when it goes on.
func TestResumedCloseKeepsSettings(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve(w.submit(w.give("2026-04-15", 3)))
	lost := errors.New("another node has it")
	w.at("2026-05-14 00:30")
	var m evaluation.Month
	err := w.eval.Advance(w.ctx, w.agency, w.clock.Now(), func(context.Context) error {
		_ = w.db.Collection("periods").FindOne(w.ctx, bson.M{"period": "2026-04"}).Decode(&m)
		if m.CutoffAt != nil { // the close has begun
			return lost
		}
		return nil
	})
	w.refused("interrupted", err, lost)
	s := m.Settings["nd335-2025@2"]
	s.CapRatioAt100.Note = "as it was when the close began"
	_, err = w.db.Collection("periods").UpdateOne(w.ctx, bson.M{"period": "2026-04"}, bson.M{"$set": bson.M{"settings_of": map[string]grading.Settings{"nd335-2025@2": s}}})
	w.ok(err)
	w.advance("2026-05-15 00:30")
	w.ok(w.db.Collection("periods").FindOne(w.ctx, bson.M{"period": "2026-04"}).Decode(&m))
	if m.State != evaluation.Closed || m.Settings["nd335-2025@2"].CapRatioAt100.Note != s.CapRatioAt100.Note {
		t.Errorf("%s under %+v", m.State, m.Settings)
	}
}
