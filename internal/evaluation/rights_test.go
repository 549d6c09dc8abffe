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

// TestCanClose has a row for each way to close a month, confirm a close or open it again without the right to.
func TestCanClose(t *testing.T) {
	post := func(role access.Role, unit string) access.Appointment {
		return access.Appointment{Unit: unit, Role: role}
	}
	for name, tc := range map[string]struct {
		actor          access.Actor
		close, confirm bool
	}{
		"the job":                             {access.System("tinh"), true, true},
		"personnel officer of the agency":     {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.HR, "tinh")}}, true, true},
		"personnel officer of a unit":         {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.HR, "so")}}, false, false},
		"personnel officer of another agency": {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.HR, "tinh2")}}, false, false},
		"head of the agency":                  {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.Head, "tinh")}}, false, true},
		"deputy of the agency":                {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.Deputy, "tinh")}}, false, false},
		"head of a unit":                      {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.Head, "so")}}, false, false},
		"inspector of the agency":             {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.Inspector, "tinh")}}, false, false},
		"officer of the agency":               {access.Actor{ID: "a", Agency: "tinh", Appointments: []access.Appointment{post(access.Officer, "tinh")}}, false, false},
		"somebody without a post":             {access.Actor{ID: "a", Agency: "tinh"}, false, false},
	} {
		if got := CanClose(tc.actor); got != tc.close {
			t.Errorf("%s closes: %v", name, got)
		}
		if got := CanConfirm(tc.actor); got != tc.confirm {
			t.Errorf("%s confirms: %v", name, got)
		}
	}
}

// TestCanGive has a row for each way to give points without the right to.
func TestCanGive(t *testing.T) {
	for name, tc := range map[string]struct {
		actor, person, superior string
		state                   State
		want                    bool
	}{
		"the superior":                        {"s", "p", "s", Closing, true},
		"the superior of a running month":     {"s", "p", "s", Open, true},
		"the superior of a closed month":      {"s", "p", "s", Closed, false},
		"somebody else":                       {"x", "p", "s", Closing, false},
		"the person":                          {"p", "p", "s", Closing, false},
		"one's own superior":                  {"p", "p", "p", Closing, false},
		"nobody above, and somebody tries":    {"x", "p", "", Closing, false},
		"nobody above, and an actor of no id": {"", "p", "", Closing, false},
	} {
		if got := CanGive(access.Actor{ID: tc.actor}, tc.person, tc.superior, tc.state); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
