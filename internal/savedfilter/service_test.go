package savedfilter_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/realtime"
	"congvu/internal/savedfilter"
	"congvu/pkg/vncal"
)

// staff are the people of the units.
type staff map[string][]string

func (s staff) Staffed(_ context.Context, _, unit string, _ vncal.Date) ([]identity.Person, error) {
	var all []identity.Person
	for _, id := range s[unit] {
		all = append(all, identity.Person{ID: id})
	}
	return all, nil
}

type letters struct{}

func (letters) Deliver(context.Context, ...journal.Message) error { return nil }
func (letters) Settle(context.Context, string, journal.Object, string, []string) error {
	return nil
}

func person(id, unit string, role access.Role) access.Actor {
	return access.Actor{ID: id, Agency: "tinh", Name: id, Appointments: []access.Appointment{{Unit: unit, Role: role, Primary: true}}}
}

var (
	head      = person("thinh", "phong", access.Head)
	officer   = person("lan", "phong", access.Officer)
	neighbour = person("hoa", "phong khac", access.Head)
	above     = person("ly", "so", access.Head)
	stranger  = access.Actor{ID: "lan", Agency: "tinh khac", Appointments: []access.Appointment{{Unit: "phong", Role: access.Head}}}
)

func newService(t *testing.T) (*savedfilter.Service, func() []realtime.Event) {
	t.Helper()
	db := mongotest.New(t, slices.Concat(savedfilter.Indexes(), journal.Indexes(), realtime.Indexes())...)
	clk := clock.Fixed(time.Date(2026, 4, 29, 9, 0, 0, 0, time.UTC))
	s := savedfilter.New(savedfilter.Deps{
		DB: db, Clock: clk, Journal: journal.New(db, clk, realtime.NewEvents(db), letters{}), People: staff{"phong": {"thinh", "lan"}},
	})
	return s, func() []realtime.Event {
		cur, err := db.Collection("events").Find(t.Context(), bson.M{})
		if err != nil {
			t.Fatal(err)
		}
		var all []realtime.Event
		if err := cur.All(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		return all
	}
}

func late(name, shared string) savedfilter.Input {
	return savedfilter.Input{Name: name, Shared: shared, List: savedfilter.List{Tab: "unit", Late: "overdue", States: []string{"submitted"}}}
}

// TestShared: a filter is its owner's alone, or, when its head says so, of everybody with a post in the unit; the owner and
// the head change it, everybody else sees no more than that it is there, or not even that.
func TestShared(t *testing.T) {
	t.Parallel()
	s, events := newService(t)
	ctx := t.Context()
	own, err := s.Save(ctx, officer, late("  Của   tôi ", ""), "khoa-0001")
	if err != nil || own.Name != "Của tôi" {
		t.Fatalf("%+v, %v", own, err)
	}
	shared, err := s.Save(ctx, head, late("Quá hạn của phòng", "phong"), "")
	if err != nil {
		t.Fatal(err)
	}
	if last := events()[1]; !slices.Equal(last.Audience, []string{"u:thinh", "u:lan"}) || last.Type != savedfilter.Type {
		t.Errorf("told: %+v", last)
	}
	for who, want := range map[*access.Actor]string{&officer: "Của tôi|Quá hạn của phòng", &head: "Quá hạn của phòng", &neighbour: "", &above: "", &stranger: ""} {
		all, err := s.List(ctx, *who)
		names := []string{}
		for _, f := range all {
			names = append(names, f.Name)
		}
		if err != nil || strings.Join(names, "|") != want {
			t.Errorf("%s of %s sees %v, %v", who.ID, who.Agency, names, err)
		}
	}
	for name, tc := range map[string]struct {
		who  access.Actor
		id   string
		seen int64
		in   savedfilter.Input
		want error
	}{
		"a colleague's, shared":  {officer, shared.ID, 1, late("x", "phong"), errs.ErrForbidden},
		"a colleague's own":      {head, own.ID, 1, late("x", ""), errs.ErrNotFound},
		"of another unit":        {neighbour, shared.ID, 1, late("x", ""), errs.ErrNotFound},
		"of a unit below":        {above, shared.ID, 1, late("x", ""), errs.ErrNotFound},
		"of another agency":      {stranger, shared.ID, 1, late("x", ""), errs.ErrNotFound},
		"none":                   {head, "x", 1, late("x", ""), errs.ErrNotFound},
		"a stale version":        {head, shared.ID, 7, late("x", ""), errs.ErrChanged},
		"shared by an officer":   {officer, own.ID, 1, late("x", "phong"), savedfilter.ErrShare},
		"shared with neighbours": {head, shared.ID, 1, late("x", "phong khac"), savedfilter.ErrShare},
		"no name":                {head, shared.ID, 1, late(" ", "phong"), savedfilter.ErrInput},
		"a long name":            {head, shared.ID, 1, late(strings.Repeat("x", 81), "phong"), savedfilter.ErrInput},
	} {
		if _, err := s.Change(ctx, tc.who, tc.id, tc.seen, tc.in); !errors.Is(err, tc.want) {
			t.Errorf("change %s: %v, want %v", name, err, tc.want)
		}
		if !errors.Is(tc.want, savedfilter.ErrShare) && !errors.Is(tc.want, savedfilter.ErrInput) {
			if err := s.Remove(ctx, tc.who, tc.id, tc.seen); !errors.Is(err, tc.want) {
				t.Errorf("remove %s: %v, want %v", name, err, tc.want)
			}
		}
	}
	// Whoever heads the unit now changes what a former head has left.
	next := person("moi", "phong", access.Head)
	changed, err := s.Change(ctx, next, shared.ID, 1, late("Quá hạn tuần này", ""))
	if err != nil || changed.Version != 2 || changed.Owner != "thinh" {
		t.Fatalf("%+v, %v", changed, err)
	}
	if all, _ := s.List(ctx, officer); len(all) != 1 {
		t.Errorf("no longer shared, the officer sees %d", len(all))
	}
	if last := events()[2]; !slices.Contains(last.Audience, "u:lan") {
		t.Errorf("who lost it is not told: %+v", last)
	}
	if err := s.Remove(ctx, head, shared.ID, 2); err != nil {
		t.Error(err)
	}
	if all, _ := s.List(ctx, head); len(all) != 0 {
		t.Errorf("removed, and %d are left", len(all))
	}
}

// TestSaveOnce: a request that comes twice saves one filter, and nobody keeps more than fifty.
func TestSaveOnce(t *testing.T) {
	t.Parallel()
	s, _ := newService(t)
	first, err := s.Save(t.Context(), officer, late("Quá hạn", ""), "khoa-0001")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Save(t.Context(), officer, late("Quá hạn", ""), "khoa-0001"); err != nil || again.ID != first.ID {
		t.Errorf("again: %+v, %v", again, err)
	}
	if _, err := s.Save(t.Context(), officer, late("Khác", ""), "khoa-0001"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("the key with another filter: %v", err)
	}
	for range 49 {
		if _, err := s.Save(t.Context(), officer, late("Nữa", ""), ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Save(t.Context(), officer, late("Quá nhiều", ""), ""); !errors.Is(err, savedfilter.ErrMany) {
		t.Errorf("the 51st: %v", err)
	}
}
