package identity

import (
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// TestPosts: the mark of everybody's posts is another one after each way in which a post can begin or end, and the same
// otherwise.
func TestPosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	agency := w.units["UBND"].ID
	first := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	second := w.add("QN02", "Trần Văn Minh", "PHONG", access.Officer)
	mark := ""
	look := func(what string, change bool) {
		t.Helper()
		next, err := w.Posts(t.Context(), agency)
		if err != nil {
			t.Fatal(err)
		}
		if (next != mark) != change {
			t.Errorf("%s: %q after %q", what, next, mark)
		}
		mark = next
	}
	appoint := func(p Person, a Appointment) {
		t.Helper()
		a.Unit, a.Role, a.Title = w.units["KHAC"].ID, access.Head, "Trưởng phòng"
		if _, err := w.Appoint(t.Context(), w.system(), p.ID, a); err != nil {
			t.Fatal(err)
		}
	}
	end := func(p Person) {
		t.Helper()
		posts, err := w.Appointments(t.Context(), agency, p.ID)
		if err == nil {
			err = w.EndAppointment(t.Context(), w.system(), posts[0].ID, posts[0].Version)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	today := func() vncal.Date { return vncal.DateOf(w.clock.Now()) }
	look("at first", true)
	look("nothing has happened", false)
	appoint(first, Appointment{From: "2019-05-01"})
	look("a post stored that began long ago", true)
	appoint(first, Appointment{From: today().AddDays(2), To: today().AddDays(3)})
	look("a post stored that begins later", true)
	end(first)
	look("a post ended", true)
	end(second)
	look("another one ended on the same day", true)
	w.clock.forward(48 * time.Hour)
	look("a post began as it was meant to", true)
	w.clock.forward(48 * time.Hour)
	look("it ended as it was meant to", true)
	w.clock.forward(24 * time.Hour)
	look("a day later", false)

	mongotest.Plans(t, w.db, 1, func() { look("its reads", false) })
}
