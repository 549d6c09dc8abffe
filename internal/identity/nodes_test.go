package identity

import (
	"context"
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
)

// ids returns the ids of people in their order.
func ids(people []Person, err error) ([]string, error) {
	list := []string{}
	for _, p := range people {
		list = append(list, p.ID)
	}
	return list, err
}

// TestPostsFollow changes who heads a unit on one node: the others must know as soon as they hear of it, and after 5 s when
// they hear nothing. Each node has been asked before, so it remembers who it was.
func TestPostsFollow(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		role   access.Role
		change func(w *world, old, heir Person) error
		heard  func(w *world, old, heir Person) (typ, object string) // the one event that must do
		left   func(old, heir Person) []string
	}{
		"a head steps down": {access.Head,
			func(w *world, old, _ Person) error { return w.relieve(old) },
			func(_ *world, old, _ Person) (string, string) { return realtime.TypeRights, old.ID },
			func(_, _ Person) []string { return []string{} }},
		"a deputy steps down": {access.Deputy,
			func(w *world, old, _ Person) error { return w.relieve(old) },
			func(_ *world, old, _ Person) (string, string) { return realtime.TypeRights, old.ID },
			func(_, _ Person) []string { return []string{} }},
		"a second head is appointed": {access.Head,
			func(w *world, _, heir Person) error { return w.promote(heir) },
			func(w *world, _, _ Person) (string, string) { return realtime.TypePosts, w.units["PHONG"].ID },
			func(old, heir Person) []string { return []string{old.ID, heir.ID} }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			old := w.add("QN01", "Phan Hữu Thịnh", "PHONG", tc.role)
			heir := w.add("QN02", "Nguyễn Thị Lan", "KHAC", access.Officer)
			slow, told := w.node(), w.node()
			unit := w.units["PHONG"]
			reads := map[string]func(s *Service) ([]string, error){
				"commanders": func(s *Service) ([]string, error) {
					return ids(s.Commanders(t.Context(), old.Agency, unit.Path()))
				},
			}
			if tc.role == access.Head {
				reads["heads"] = func(s *Service) ([]string, error) { return ids(s.HeadsOf(t.Context(), old.Agency, unit.ID)) }
				reads["facts"] = func(s *Service) ([]string, error) {
					facts, err := s.UnitFacts(t.Context(), old.Agency)
					if head := facts[unit.ID].Head.ID; head != "" {
						return []string{head}, err
					}
					return []string{}, err
				}
			}
			expect := func(who string, s *Service, want []string) {
				t.Helper()
				for what, read := range reads {
					want := want
					if what == "facts" {
						want = want[:min(1, len(want))]
					}
					if got, err := read(s); err != nil || !slices.Equal(got, want) {
						t.Errorf("%s, %s: %v, %v; want %v", who, what, got, err, want)
					}
				}
			}
			for _, s := range []*Service{w.Service, slow, told} {
				expect("before", s, []string{old.ID})
			}
			if err := tc.change(w, old, heir); err != nil {
				t.Fatal(err)
			}
			want := tc.left(old, heir)
			expect("the node that changed it", w.Service, want)
			told.Heard(tc.heard(w, old, heir))
			expect("a node that heard of it", told, want)
			w.clock.forward(cacheFor)
			expect("a node that heard nothing, 5 s later", slow, want)
		})
	}
}

// relieve ends a person's first post.
func (w *world) relieve(p Person) error {
	posts, err := w.Appointments(w.t.Context(), p.Agency, p.ID)
	if err != nil {
		return err
	}
	return w.EndAppointment(w.t.Context(), w.system(), posts[0].ID, posts[0].Version)
}

// promote makes a person head of PHONG beside the post held.
func (w *world) promote(p Person) error {
	_, err := w.Appoint(w.t.Context(), w.system(), p.ID, Appointment{Unit: w.units["PHONG"].ID, Role: access.Head, Title: "Trưởng phòng", From: w.today()})
	return err
}

// TestPostsAreTold: the events that other nodes drop their caches by are written with the change, as often as posts change.
func TestPostsAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.add("QN01", "Phan Hữu Thịnh", "PHONG", access.Head)
	if err := w.promote(p); err != nil {
		t.Fatal(err)
	}
	if err := w.relieve(p); err != nil {
		t.Fatal(err)
	}
	rows, err := mongodb.All[realtime.Event](t.Context(), "events", w.db.Collection("events"), map[string]any{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, e := range rows {
		n[e.Type+" "+e.Object]++
	}
	if posts, rights := n["posts "+w.units["PHONG"].ID], n["rights "+p.ID]; posts != 3 || rights != 2 {
		t.Errorf("%d events of posts and %d of rights, want 3 and 2", posts, rights)
	}
}

// TestOpenTransaction: what a transaction reads of its own changes serves nobody else, for it may never be committed.
func TestOpenTransaction(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	head := w.add("QN01", "Phan Hữu Thịnh", "PHONG", access.Head)
	unit, other := w.units["PHONG"], w.node()
	undone := errors.New("undone")
	read := func(ctx context.Context) (heads, above []string, posts int, in string) {
		t.Helper()
		heads, err1 := ids(other.HeadsOf(ctx, head.Agency, unit.ID))
		above, err2 := ids(other.Commanders(ctx, head.Agency, unit.Path()))
		r, err3 := other.Rights(ctx, head.Agency, head.ID)
		p, err4 := other.Person(ctx, head.Agency, head.ID)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		return heads, above, len(r.Actor.Appointments), p.Primary.Unit
	}
	err := w.db.WithTx(t.Context(), func(ctx context.Context) error {
		posts, err := w.Appointments(ctx, head.Agency, head.ID)
		if err == nil {
			err = w.EndAppointment(ctx, w.system(), posts[0].ID, posts[0].Version)
		}
		if err != nil {
			return err
		}
		if heads, above, posts, in := read(ctx); len(heads)+len(above)+posts > 0 || in != "" {
			t.Errorf("in the transaction: %v, %v, %d, %q; want what it has done", heads, above, posts, in)
		}
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	if heads, above, posts, in := read(t.Context()); len(heads) != 1 || len(above) != 1 || posts != 1 || in == "" {
		t.Errorf("after it was undone: %v, %v, %d, %q; want what was there", heads, above, posts, in)
	}
}

// TestManyUnitsAtOnce: the heads of many units cost two reads, whatever their number, and those of units asked before none.
func TestManyUnitsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	director := w.add("QN01", "Phạm Hồng Quảng", "SO", access.Head)
	head := w.add("QN02", "Phan Hữu Thịnh", "PHONG", access.Head)
	officer := w.add("QN03", "Nguyễn Thị Lan", "PHONG", access.Officer)
	other := w.node()
	units := []string{}
	for _, u := range w.units {
		units = append(units, u.ID)
	}
	want := map[string][]string{w.units["SO"].ID: {director.ID}, w.units["PHONG"].ID: {head.ID}}
	for range 2 {
		heads, err := other.HeadsOfAll(t.Context(), head.Agency, units...)
		if err != nil {
			t.Fatal(err)
		}
		for unit, people := range heads {
			if got, _ := ids(people, nil); !slices.Equal(got, append([]string{}, want[unit]...)) {
				t.Errorf("heads of %s: %v, want %v", unit, got, want[unit])
			}
		}
		if _, err := w.db.Collection("appointments").DeleteMany(t.Context(), map[string]any{"role": access.Head}); err != nil {
			t.Fatal(err) // what is asked once more is not read once more
		}
	}
	staff, err := ids(w.StaffedAll(t.Context(), head.Agency, units, w.today()))
	if err != nil || !slices.Equal(staff, []string{officer.ID}) {
		t.Errorf("staff of all units: %v, %v; want whoever is left", staff, err)
	}
}
