package session

import (
	"context"
	"errors"
	"testing"

	"congvu/internal/access"
	"congvu/internal/identity"
)

// TestRightsFollow changes rights on one node and asks another, which hears no event: it must know after 5 s, and at
// once when the event is heard.
func TestRightsFollow(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(w *world, p identity.Person) error{
		"account disabled": func(w *world, p identity.Person) error {
			return w.SetState(context.Background(), w.system(), p.ID, 1, Disabled, "")
		},
		"appointment ended": func(w *world, p identity.Person) error {
			posts, err := w.people.Appointments(context.Background(), p.Agency, p.ID)
			if err != nil {
				return err
			}
			return w.people.EndAppointment(context.Background(), w.system(), posts[0].ID, posts[0].Version)
		},
		"one more appointment": func(w *world, p identity.Person) error {
			_, err := w.people.Appoint(context.Background(), w.system(), p.ID, identity.Appointment{Unit: w.units["KHAC"], Role: access.Head, Title: "Trưởng phòng"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
			slow, told := w.node(), w.node()
			tokens := w.signIn("QN01")
			for _, n := range []*Service{w.Service, slow, told} { // every node remembers her
				if _, err := n.Authenticate(t.Context(), tokens.Access); err != nil {
					t.Fatal(err)
				}
			}
			if err := change(w, p); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrSession) {
				t.Errorf("the node that changed it: %v, want ErrSession at once", err)
			}
			told.Heard("rights", p.ID)
			told.people.Heard("rights", p.ID)
			if _, err := told.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrSession) {
				t.Errorf("a node that heard of it: %v, want ErrSession at once", err)
			}
			w.clock.forward(cacheFor)
			if _, err := slow.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrSession) {
				t.Errorf("a node that heard nothing, 5 s later: %v, want ErrSession", err)
			}
			next, err := slow.Refresh(t.Context(), tokens.Refresh)
			if name == "account disabled" {
				if !errors.Is(err, ErrSession) {
					t.Errorf("refresh of a disabled account: %v, want ErrSession", err)
				}
				return
			}
			if err != nil {
				t.Fatalf("refresh brings the new rights: %v", err)
			}
			if a, err := slow.Authenticate(t.Context(), next.Access); err != nil || len(a.Appointments) == 1 {
				t.Errorf("after the refresh: %+v, %v; want other appointments than before", a.Appointments, err)
			}
		})
	}
}
