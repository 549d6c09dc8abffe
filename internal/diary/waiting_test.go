package diary

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/realtime"
)

// relieve ends every post of a person as of now.
func (o *office) relieve(t *testing.T, who string) {
	t.Helper()
	agency := o.actor[who].Agency
	posts, err := o.people.Appointments(t.Context(), agency, o.id(who))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		if err := o.people.EndAppointment(t.Context(), access.System(agency), p.ID, p.Version); err != nil {
			t.Fatal(err)
		}
	}
}

// appoint gives a person without posts a new one.
func (o *office) appoint(t *testing.T, who, unit string, role access.Role) {
	t.Helper()
	_, err := o.people.Appoint(t.Context(), access.System(o.actor[who].Agency), o.id(who),
		identity.Appointment{Unit: o.unit[unit], Role: role, Title: who, Primary: true})
	if err != nil {
		t.Fatal(err)
	}
	if o.actor[who], err = o.people.Actor(t.Context(), o.id(who)); err != nil {
		t.Fatal(err)
	}
}

// night runs the job as the scheduler does, at a local time.
func (o *office) night(t *testing.T, at string) {
	t.Helper()
	o.clock.set(at)
	if err := o.Job().Run(t.Context(), jobs.Run{Now: o.clock.Now()}); err != nil {
		t.Fatal(err)
	}
}

// waits fails unless days wait for exactly those named, in list and number alike.
func (o *office) waits(t *testing.T, what string, want map[string]int) {
	t.Helper()
	for who, a := range o.actor {
		rows, err := o.Waiting(t.Context(), a, 100)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := o.CountWaiting(t.Context(), a, 100); err != nil || n != want[who] || len(rows) != want[who] {
			t.Errorf("%s: for %s wait %d in the list and %d in the number, want %d, %v", what, who, len(rows), n, want[who], err)
		}
	}
}

// TestPassedOn: submitted days wait for who confirms them now, when the head has changed and when the author has moved.
func TestPassedOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, who := range []string{"Lan", "Minh"} {
		mustSave(t, o, who, wednesday, 0, oneLine("a"))
		if _, err := o.Submit(t.Context(), o.actor[who], wednesday, 1); err != nil {
			t.Fatal(err)
		}
	}
	o.night(t, "2026-04-30 00:10")
	o.waits(t, "nothing has changed", map[string]int{"Trưởng phòng": 2})
	o.relieve(t, "Trưởng phòng")
	o.relieve(t, "Minh")
	o.appoint(t, "Minh", "phongkhac", access.Officer)
	o.night(t, "2026-05-04 00:10")
	o.waits(t, "head gone, author moved", map[string]int{"Giám đốc": 1, "Trưởng phòng khác": 1})

	var e realtime.Event
	err := o.db.Collection("events").FindOne(t.Context(), bson.M{"object": DayID(o.id("Lan"), wednesday), "version": 3}).Decode(&e)
	if err != nil || !slices.Contains(e.Audience, access.Person(o.id("Trưởng phòng"))) || !slices.Contains(e.Audience, access.Person(o.id("Giám đốc"))) {
		t.Errorf("the screens of the former and of the present head are not told: %v, %v", e.Audience, err)
	}
	all := versions(t, o, "Lan")
	if last := all[len(all)-1]; len(all) != 3 || last.Action != "diary.passed" || last.By != access.SystemID {
		t.Errorf("%d versions, the last %+v", len(all), last)
	}
	o.night(t, "2026-05-05 00:10")
	if n := len(versions(t, o, "Lan")); n != 3 {
		t.Errorf("the next night made %d versions of 3", n)
	}
	for who, head := range map[string]string{"Lan": "Giám đốc", "Minh": "Trưởng phòng khác"} {
		if _, err := o.Confirm(t.Context(), o.actor[head], o.id(who), wednesday, 3); err != nil {
			t.Errorf("%s confirms the day of %s: %v", head, who, err)
		}
	}
	o.waits(t, "confirmed", nil)
}

// TestVacancyFilled: a day that nobody could confirm waits for whoever is appointed.
func TestVacancyFilled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.relieve(t, "Chủ tịch")
	mustSave(t, o, "Giám đốc", wednesday, 0, oneLine("a"))
	o.clock.set("2026-04-30 08:00")
	if v, err := o.Submit(t.Context(), o.actor["Giám đốc"], wednesday, 1); err != nil || len(v.Waiting) != 0 || v.Topmost || v.State != StateSubmitted {
		t.Fatalf("submit below a vacant post = %+v, %v; want it submitted, waiting for nobody yet", v, err)
	}
	o.appoint(t, "Chủ tịch", "tinh", access.Head)
	o.night(t, "2026-05-01 00:10")
	o.waits(t, "filled", map[string]int{"Chủ tịch": 1})
}

// TestReturnedAndLocked: a returned day waits for its author while it can be written, and for nobody once it is locked.
func TestReturnedAndLocked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lan, head := o.actor["Lan"], o.actor["Trưởng phòng"]
	mustSave(t, o, "Lan", wednesday, 0, oneLine("a"))
	if _, err := o.Submit(t.Context(), lan, wednesday, 1); err != nil {
		t.Fatal(err)
	}
	o.clock.set("2026-05-04 09:00")
	if _, err := o.Return(t.Context(), head, lan.ID, wednesday, 2, "Bổ sung số liệu."); err != nil {
		t.Fatal(err)
	}
	o.night(t, "2026-05-11 23:59") // the fifth working day after the return
	o.waits(t, "returned", map[string]int{"Lan": 1})
	o.night(t, "2026-05-12 00:10")
	o.waits(t, "locked", nil)
	v, err := o.Own(t.Context(), lan, wednesday)
	if err != nil || v.Reads != StateLocked || v.State != StateReturned || v.WaitingSince != nil || len(v.Acts) != 0 {
		t.Errorf("locked = %+v, %v", v, err)
	}
	o.night(t, "2026-05-13 00:10")
	if n := len(versions(t, o, "Lan")); n != 4 {
		t.Errorf("%d versions, want the lock as the fourth and last", n)
	}
}

// TestPassLost writes nothing once another node does the same work.
func TestPassLost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mustSave(t, o, "Lan", wednesday, 0, oneLine("a"))
	if _, err := o.Submit(t.Context(), o.actor["Lan"], wednesday, 1); err != nil {
		t.Fatal(err)
	}
	o.relieve(t, "Trưởng phòng")
	o.clock.set("2026-04-30 00:10")
	asked := 0
	lost := func(context.Context) error {
		if asked++; asked == 1 { // before the first day; the second time is in its transaction
			return nil
		}
		return jobs.ErrLost
	}
	if err := o.PassOn(t.Context(), o.actor["Lan"].Agency, lost); !errors.Is(err, jobs.ErrLost) {
		t.Errorf("error %v", err)
	}
	if v, err := o.Own(t.Context(), o.actor["Lan"], wednesday); err != nil || v.Version != 2 {
		t.Errorf("version %d of 2, %v", v.Version, err)
	}
}
