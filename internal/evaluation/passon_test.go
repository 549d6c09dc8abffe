package evaluation_test

import (
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/identity"
	"congvu/internal/realtime"
)

// relieve ends a person's posts as of now.
func (w *world) relieve(a access.Actor) {
	w.t.Helper()
	posts, err := w.people.Appointments(w.ctx, w.agency, a.ID)
	w.ok(err)
	for _, p := range posts {
		w.ok(w.people.EndAppointment(w.ctx, access.System(w.agency), p.ID, p.Version))
	}
}

// waits fails unless so many people wait for somebody's points in April.
func (w *world) waits(what string, a access.Actor, want int) {
	w.t.Helper()
	got, err := w.eval.Waiting(w.ctx, a)
	w.ok(err)
	n := 0
	for _, m := range got {
		if m.Period == "2026-04" {
			n = m.People
		}
	}
	if n != want {
		w.t.Errorf("%s: %d wait for %s, want %d", what, n, a.Name, want)
	}
}

// TestPassedOn: the sheets of a closing month wait for who may give the points now, when the head has left and when the
// person has moved; the next night changes nothing.
func TestPassedOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-10", 1)
	w.advance("2026-05-01 00:30")
	w.waits("proposed", w.head, 2) // the officer and the colleague; no policy grades the public employee
	w.waits("proposed", w.director, 3)
	w.relieve(w.head)
	w.relieve(w.colleague)
	_, err := w.people.Appoint(w.ctx, access.System(w.agency), w.colleague.ID, identity.Appointment{Unit: w.sibling, Role: access.Officer, Title: "Chuyên viên", Primary: true})
	w.ok(err)
	w.advance("2026-05-05 00:30")
	w.waits("head gone", w.head, 0)
	w.waits("head gone", w.director, 3) // the officer, and no longer the head, who has no post in which points could be given
	w.waits("moved", w.neighbour, 1)

	sheet := w.score("2026-04").Sheet
	if sheet.Version != 2 || !slices.Equal(sheet.Waiting, []string{w.director.ID}) {
		t.Errorf("version %d waits for %v", sheet.Version, sheet.Waiting)
	}
	var e realtime.Event
	w.ok(w.db.Collection("events").FindOne(w.ctx, bson.M{"type": "sheet", "object": w.officer.ID + "|2026-04", "version": 2}).Decode(&e))
	if !slices.Contains(e.Audience, access.Person(w.head.ID)) || !slices.Contains(e.Audience, access.Person(w.director.ID)) {
		t.Errorf("the screens of the former and of the present superior are not told: %v", e.Audience)
	}
	w.advance("2026-05-06 00:30")
	if again := w.score("2026-04").Sheet; again.Version != 2 {
		t.Errorf("the next night made version %d of 2", again.Version)
	}
	if _, err := w.eval.General(w.ctx, w.director, w.officer.ID, "2026-04", 2, points(), nil); err != nil {
		t.Errorf("the present superior gives points: %v", err)
	}
	w.waits("given", w.director, 2)
}

// TestCloseRefused shows the month as it stands.
func TestCloseRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.eval.Close(w.ctx, w.hr, "2026-04", nil)
	if m, ok := errs.As(err).Current.(evaluation.Month); !errors.Is(err, evaluation.ErrRunning) || !ok || m.Period != "2026-04" {
		t.Errorf("a running month: %v with %+v", err, errs.As(err).Current)
	}
}

// TestProposedAfterMove: somebody who moved just before the proposals are written does not take the former unit along.
func TestProposedAfterMove(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.give("2026-04-10", 1)
	w.at("2026-05-01 00:01")
	w.relieve(w.officer) // looked up before the colleague, whose unit they shared
	_, err := w.people.Appoint(w.ctx, access.System(w.agency), w.officer.ID, identity.Appointment{Unit: w.sibling, Role: access.Officer, Title: "Chuyên viên", Primary: true})
	w.ok(err)
	w.advance("2026-05-01 00:30")
	w.waits("the colleague, who stayed", w.head, 1)
	w.waits("the officer, who moved", w.neighbour, 1)
}
