package access

import (
	"slices"
	"testing"
)

// TestReach: a deputy reaches the units in charge and not the own one; a second post adds to the first.
func TestReach(t *testing.T) {
	t.Parallel()
	post := func(role Role, unit string, charge ...string) Appointment {
		return Appointment{Unit: unit, Role: role, Charge: charge}
	}
	for name, tc := range map[string]struct {
		posts                []Appointment
		work, diaries, staff []string
	}{
		"head":                      {[]Appointment{post(Head, "so")}, []string{"so"}, []string{"so"}, []string{"so"}},
		"deputy with a charge":      {[]Appointment{post(Deputy, "tinh", "vp", "so")}, []string{"vp", "so"}, []string{"vp", "so"}, []string{"vp", "so"}},
		"deputy without one":        {[]Appointment{post(Deputy, "so")}, []string{"so"}, []string{"so"}, []string{"so"}},
		"hr":                        {[]Appointment{post(HR, "so")}, nil, nil, []string{"so"}},
		"monitor":                   {[]Appointment{post(Monitor, "so")}, []string{"so"}, nil, nil},
		"inspector":                 {[]Appointment{post(Inspector, "tinh")}, []string{"tinh"}, nil, nil},
		"officer":                   {[]Appointment{post(Officer, "phong")}, nil, nil, nil},
		"clerk":                     {[]Appointment{post(Clerk, "so")}, nil, nil, nil},
		"admin":                     {[]Appointment{post(Admin, "tinh")}, nil, nil, nil},
		"head of two units":         {[]Appointment{post(Head, "b"), post(Head, "a")}, []string{"b", "a"}, []string{"b", "a"}, []string{"b", "a"}},
		"head, hr of the same unit": {[]Appointment{post(Head, "so"), post(HR, "so")}, []string{"so"}, []string{"so"}, []string{"so"}},
		"a charge is a deputy's":    {[]Appointment{post(Officer, "phong", "so")}, nil, nil, nil},
	} {
		a := Actor{ID: "p", Agency: "tinh", Appointments: tc.posts}
		for kind, c := range map[string]struct{ got, want []string }{
			"work":    {a.Reach(Work), tc.work},
			"diaries": {a.Reach(Diary), tc.diaries},
			"staff":   {a.Reach(Staff), tc.staff},
		} {
			if !slices.Equal(c.got, c.want) {
				t.Errorf("%s reaches %s %v, want %v", name, kind, c.got, c.want)
			}
		}
	}
}
