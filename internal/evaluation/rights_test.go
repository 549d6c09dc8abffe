package evaluation

import (
	"testing"

	"congvu/internal/access"
	"congvu/internal/identity"
)

func TestCanSee(t *testing.T) {
	path := []string{"tinh", "so", "phong"}
	head := identity.Person{ID: "h", Units: path, Primary: identity.Post{Unit: "phong", Role: access.Head}}
	officer := identity.Person{ID: "o", Units: path, Primary: identity.Post{Unit: "phong", Role: access.Officer}}
	post := func(role access.Role, unit string, charge ...string) access.Appointment {
		return access.Appointment{Unit: unit, Role: role, Charge: charge}
	}
	for name, tc := range map[string]struct {
		posts         []access.Appointment
		head, officer bool
	}{
		"deputy of the unit":           {[]access.Appointment{post(access.Deputy, "phong")}, false, true},
		"deputy above, in charge":      {[]access.Appointment{post(access.Deputy, "so", "phong")}, true, true},
		"deputy above":                 {[]access.Appointment{post(access.Deputy, "so")}, true, true},
		"deputy above, other charge":   {[]access.Appointment{post(access.Deputy, "so", "phong2")}, false, false},
		"deputy here and head above":   {[]access.Appointment{post(access.Deputy, "phong"), post(access.Head, "so")}, true, true},
		"head above":                   {[]access.Appointment{post(access.Head, "so")}, true, true},
		"another head of the unit":     {[]access.Appointment{post(access.Head, "phong")}, true, true},
		"personnel officer":            {[]access.Appointment{post(access.HR, "phong")}, true, true},
		"colleague":                    {[]access.Appointment{post(access.Officer, "phong")}, false, false},
		"inspector of the whole":       {[]access.Appointment{post(access.Inspector, "tinh")}, false, false},
		"deputy here, inspector above": {[]access.Appointment{post(access.Deputy, "phong"), post(access.Inspector, "tinh")}, false, true},
	} {
		a := access.Actor{ID: "a", Appointments: tc.posts}
		if got := CanSee(a, head); got != tc.head {
			t.Errorf("%s sees the head: %v", name, got)
		}
		if got := CanSee(a, officer); got != tc.officer {
			t.Errorf("%s sees an officer: %v", name, got)
		}
	}
	if !CanSee(access.Actor{ID: "h"}, head) {
		t.Error("a head does not see the own score")
	}
}
