package task_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/realtime"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// relieve ends every post of a person as of now.
func (w *world) relieve(a access.Actor) {
	w.t.Helper()
	posts, err := w.people.Appointments(w.t.Context(), w.agency, a.ID)
	w.ok(err)
	for _, p := range posts {
		w.ok(w.people.EndAppointment(w.t.Context(), access.System(w.agency), p.ID, p.Version))
	}
}

// appoint gives a person one more post in a unit and returns them with it.
func (w *world) appoint(a access.Actor, unit string, role access.Role, primary bool) access.Actor {
	w.t.Helper()
	_, err := w.people.Appoint(w.t.Context(), access.System(w.agency), a.ID, identity.Appointment{Unit: unit, Role: role, Title: "Chức vụ mới", Primary: primary})
	w.ok(err)
	a, err = w.people.Actor(w.t.Context(), a.ID)
	w.ok(err)
	return a
}

// night runs the job as the scheduler does.
func (w *world) night() {
	w.t.Helper()
	w.ok(w.tasks.Job().Run(w.t.Context(), jobs.Run{Now: w.clock.Now()}))
}

// waiting returns the codes that wait for a; list and number must agree.
func (w *world) waiting(a access.Actor) []string {
	w.t.Helper()
	rows, _, err := w.lists.List(w.t.Context(), a, tasklist.Query{Tab: tasklist.TabWaiting, Limit: 50})
	w.ok(err)
	codes := []string{}
	for _, r := range rows {
		codes = append(codes, r.Code)
	}
	if n, err := w.lists.Waiting(w.t.Context(), a); err != nil || n.N != len(codes) {
		w.t.Errorf("%s: %d counted and %d listed, %v", a.Name, n.N, len(codes), err)
	}
	found, _, err := w.lists.List(w.t.Context(), a, tasklist.Query{Tab: tasklist.TabWaiting, Text: "thanh toán trực tuyến", Limit: 50})
	if err != nil || len(found) != len(codes) {
		w.t.Errorf("%s: %d found and %d listed, %v", a.Name, len(found), len(codes), err)
	}
	return codes
}

// waits fails unless work waits for exactly the one person, of everybody.
func (w *world) waits(what string, x task.Task, want access.Actor) {
	w.t.Helper()
	for _, a := range []access.Actor{w.chair, w.director, w.deputy, w.head, w.officer, w.colleague, w.neighbour} {
		a, err := w.people.Actor(w.t.Context(), a.ID) // with the posts held now
		w.ok(err)
		if got := slices.Contains(w.waiting(a), x.Code); got != (a.ID == want.ID) {
			w.t.Errorf("%s: waits for %s: %t, want it to wait for %s", what, a.Name, got, want.Name)
		}
	}
}

// submitted is given by the head to the officer, who has handed it in.
func (w *world) submitted() task.Task {
	w.t.Helper()
	x := w.give()
	x, err := w.tasks.Accept(w.t.Context(), w.officer, x.ID, x.Version, "")
	w.ok(err)
	x, err = w.tasks.Submit(w.t.Context(), w.officer, x.ID, x.Version, "Kết quả", 1000)
	w.ok(err)
	return x
}

// TestPassedOn: what waits for an approver whose appointment has ended waits for the head above after the night, in list,
// number and search, with an entry and an event; the next night changes nothing.
func TestPassedOn(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*world){
		"left":            func(w *world) { w.relieve(w.head) },
		"moved":           func(w *world) { w.relieve(w.head); w.head = w.appoint(w.head, w.snv.ID, access.Officer, true) },
		"heads elsewhere": func(w *world) { w.relieve(w.head); w.head = w.appoint(w.head, w.snv.ID, access.Head, true) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			x := w.submitted()
			w.waits("in post", x, w.head)
			w.night()
			leave(w)
			w.at("2026-04-27 09:10")
			w.night()
			w.waits("after the night", x, w.director)
			next, err := w.tasks.Get(t.Context(), w.director, x.ID)
			w.ok(err)
			if next.Version != x.Version+1 || !next.WaitingSince.Equal(w.clock.Now()) || next.State != task.Submitted {
				t.Errorf("passed on: version %d, since %v, %s", next.Version, next.WaitingSince, next.State)
			}
			history, _, err := w.tasks.History(t.Context(), w.director, x.ID, "", 1)
			w.ok(err)
			if h := history[0]; h.Action != "task.passed" || h.By != access.SystemID || h.Params["to"] != w.director.Name || h.Diary {
				t.Errorf("history: %+v", h)
			}
			var event realtime.Event
			w.ok(w.db.Collection("events").FindOne(t.Context(), bson.M{"object": x.ID, "version": next.Version}).Decode(&event))
			for _, who := range []access.Actor{w.head, w.director} {
				if !slices.Contains(event.Audience, access.Person(who.ID)) {
					t.Errorf("the screens of %s are not told: %v", who.Name, event.Audience)
				}
			}
			w.night()
			if again, err := w.tasks.Get(t.Context(), w.director, x.ID); err != nil || again.Version != next.Version {
				t.Errorf("the next night made version %d of %d, %v", again.Version, next.Version, err)
			}
			former, err := w.people.Actor(t.Context(), w.head.ID)
			w.ok(err)
			if _, err := w.tasks.Approve(t.Context(), former, x.ID, next.Version, task.Met, 1000, task.Faulty{}, ""); !errors.Is(err, task.ErrNotApprover) {
				t.Errorf("the former approver decides: %v", err)
			}
			if _, err := w.tasks.Approve(t.Context(), w.director, x.ID, next.Version, task.Met, 1000, task.Faulty{}, ""); err != nil {
				t.Errorf("who stands in decides: %v", err)
			}
		})
	}
}

// TestPromoted: an approver who is in charge of the lead by another appointment stays the approver.
func TestPromoted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.submitted()
	w.relieve(w.director)
	w.relieve(w.head)
	w.head = w.appoint(w.head, w.stttt.ID, access.Head, true)
	w.at("2026-04-27 09:10")
	w.night()
	w.waits("promoted", x, w.head)
	if _, err := w.tasks.Approve(t.Context(), w.head, x.ID, x.Version, task.Met, 1000, task.Faulty{}, ""); err != nil {
		t.Errorf("approve: %v", err)
	}
}

// TestUnitHeadChanged: what a unit leads waits for whoever heads it now.
func TestUnitHeadChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x, err := w.tasks.Create(t.Context(), w.director, w.input(task.Lead{Unit: w.cntt.ID}), true, "")
	w.ok(err)
	w.waits("given", x, w.head)
	w.relieve(w.head)
	w.at("2026-04-27 09:10")
	w.night()
	w.waits("vacant", x, w.director)
	w.appoint(w.colleague, w.cntt.ID, access.Head, false)
	w.night()
	w.waits("filled", x, w.colleague)
}

// TestLeadLeft: work whose lead has left waits for its approver, also in progress, who takes it back.
func TestLeadLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x, y := w.give(), w.give()
	y, err := w.tasks.Accept(t.Context(), w.officer, y.ID, y.Version, "")
	w.ok(err)
	if got := w.waiting(w.officer); len(got) != 1 {
		t.Errorf("work in progress is among what waits for its lead: %v", got)
	}
	w.relieve(w.officer)
	w.at("2026-04-27 09:10")
	w.night()
	w.waits("not accepted", x, w.head)
	w.waits("in progress", y, w.head)
	if _, err := w.tasks.Recall(t.Context(), w.head, y.ID, y.Version+1, "Người chủ trì đã nghỉ việc"); err != nil {
		t.Errorf("recall: %v", err)
	}
	w.officer = w.appoint(w.officer, w.cntt.ID, access.Officer, true)
	w.night()
	w.waits("back again", x, w.officer)
}

// TestGivenBackToNobody: work given back to an assigner who is gone is taken over by the head above, changed and given.
func TestGivenBackToNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x, y := w.give(), w.give()
	x, err := w.tasks.Decline(ctx, w.officer, x.ID, x.Version, "Việc này thuộc phòng khác")
	w.ok(err)
	own, err := w.tasks.Create(ctx, w.officer, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), false, "")
	w.ok(err)
	w.relieve(w.head)
	w.at("2026-04-27 09:10")
	if y, err = w.tasks.Decline(ctx, w.officer, y.ID, y.Version, "Việc này thuộc phòng khác"); err != nil || !slices.Equal(y.Waiting, []string{w.director.ID}) {
		t.Errorf("given back after the post ended: waits for %v, %v", y.Waiting, err)
	}
	if got := w.messages(w.director); !slices.Contains(got, "task.declined head") {
		t.Errorf("inbox of who stands in: %v", got)
	}
	w.night()
	w.waits("given back", x, w.director)
	w.waits("proposed", own, w.director)
	for _, id := range []string{x.ID, own.ID} {
		d, err := w.tasks.Get(ctx, w.director, id)
		w.ok(err)
		in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID})
		if id == own.ID {
			in.Lead = own.Lead
			if _, err := w.tasks.Get(ctx, w.head, id); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("the former head sees the proposal: %v", err)
			}
		}
		d, err = w.tasks.Edit(ctx, w.director, id, d.Version, in)
		w.ok(err)
		d, err = w.tasks.Assign(ctx, w.director, id, d.Version)
		w.ok(err)
		if d.AssignedBy != w.director.ID || d.Approver != w.director.ID || d.ApproverGone {
			t.Errorf("given by %s, approver %s, gone %t", d.AssignedBy, d.Approver, d.ApproverGone)
		}
	}
}

// TestNobodyLeft: with every post above vacant nothing moves, and nothing fails.
func TestNobodyLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.submitted()
	for _, a := range []access.Actor{w.head, w.director, w.chair} {
		w.relieve(a)
	}
	w.at("2026-04-27 09:10")
	w.night()
	if y, err := w.tasks.Get(t.Context(), w.officer, x.ID); err != nil || y.Version != x.Version {
		t.Errorf("version %d of %d, %v", y.Version, x.Version, err)
	}
}

// TestPassLost writes nothing once another node does the same work, and goes on with the rest when one task fails.
func TestPassLost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x, y := w.submitted(), w.submitted()
	w.relieve(w.head)
	w.at("2026-04-27 09:10")
	calls := 0
	err := w.tasks.PassOn(t.Context(), w.agency, func(context.Context) error {
		if calls++; calls == 2 { // in the first task's transaction
			return jobs.ErrLost
		}
		return nil
	})
	if !errors.Is(err, jobs.ErrLost) {
		t.Errorf("error %v", err)
	}
	moved := 0
	for _, id := range []string{x.ID, y.ID} {
		z, err := w.tasks.Get(t.Context(), w.director, id)
		w.ok(err)
		if slices.Contains(z.Waiting, w.director.ID) {
			moved++
		}
	}
	if moved != 1 {
		t.Errorf("%d of 2 passed on", moved)
	}
}

// TestDeputyAndOwnHead: naming the unit is no way for a deputy to give work to the own head, nor is naming the head.
func TestDeputyAndOwnHead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	own := w.input(task.Lead{Unit: w.stttt.ID})
	for _, assign := range []bool{true, false} {
		if _, err := w.tasks.Create(ctx, w.deputy, own, assign, ""); !errors.Is(err, task.ErrSuperior) {
			t.Errorf("own unit, given at once %t: %v", assign, err)
		}
	}
	if _, err := w.tasks.Create(ctx, w.deputy, w.input(task.Lead{Unit: w.cntt.ID}), true, ""); err != nil {
		t.Errorf("a division below: %v", err)
	}
	w.relieve(w.head)
	w.at("2026-04-27 09:10")
	if _, err := w.tasks.Create(ctx, w.deputy, w.input(task.Lead{Unit: w.cntt.ID}), true, ""); !errors.Is(err, task.ErrSuperior) {
		t.Errorf("a division without a head, whose work would wait for the own head: %v", err)
	}
	x, err := w.tasks.Create(ctx, w.chair, own, true, "")
	w.ok(err)
	if _, err := w.tasks.Accept(ctx, w.deputy, x.ID, x.Version, w.director.ID); !errors.Is(err, task.ErrSuperior) {
		t.Errorf("the deputy names the head: %v", err)
	}
	if _, err := w.tasks.Accept(ctx, w.director, x.ID, x.Version, w.deputy.ID); err != nil {
		t.Errorf("the head names the deputy: %v", err)
	}
}
