package override

import (
	"errors"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// TestCheck: each way to record a fact that Điều 20 khoản 4 does not know.
func TestCheck(t *testing.T) {
	t.Parallel()
	policies, err := grading.LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	policy, ok := policies.InForce("2026-12-31", identity.CivilServant)
	if !ok {
		t.Fatal("no policy")
	}
	const number = "12/QĐ-SNV"
	for name, tc := range map[string]struct {
		period   grading.Period
		kind     string
		document string
		date     vncal.Date
		leader   bool
		want     string // field and code, "" where it stands
	}{
		"a reprimand of the year":               {"2026", "duty_discipline", number, "2026-09-03", false, ""},
		"on the first day of the year":          {"2026-Q4", "duty_discipline", number, "2026-01-01", false, ""},
		"a reprimand of the year before":        {"2026", "duty_discipline", number, "2025-12-31", false, "date facts_same_year"},
		"degradation concluded the year before": {"2026", "degradation", number, "2025-12-31", false, ""},
		"a leader's unit":                       {"2026", "unit_corruption", number, "2026-09-03", true, ""},
		"a unit's case against an officer":      {"2026", "unit_corruption", number, "2026-09-03", false, "overrideKind facts_leaders_only"},
		"a kind of no law":                      {"2026", "late", number, "2026-09-03", true, "overrideKind facts_one_of"},
		"no document":                           {"2026", "degradation", " ", "2026-09-03", false, "document required"},
		"no date":                               {"2026", "degradation", number, "", false, "date date"},
		"a day that is none":                    {"2026", "degradation", number, "2026-02-30", false, "date date"},
		"a day to come":                         {"2026", "degradation", number, "2026-10-02", false, "date future"},
		"today":                                 {"2026", "degradation", number, "2026-10-01", false, ""},
	} {
		in := Request{Period: tc.period, Kind: tc.kind, Document: tc.document, Date: tc.date}.normal()
		got := ""
		if err := in.check(policy, tc.leader, "2026-10-01"); err != nil {
			for _, f := range errs.As(err).Fields {
				got += f.Path + " " + f.Code
			}
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestMay: personnel officers of the whole agency and its head, never about themselves.
func TestMay(t *testing.T) {
	t.Parallel()
	lan := identity.Person{ID: "lan", Units: []string{"so", "phong"}}
	with := func(id string, role access.Role, unit string) access.Actor {
		return access.Actor{ID: id, Agency: "so", Appointments: []access.Appointment{{Role: role, Unit: unit}}}
	}
	for name, tc := range map[string]struct {
		a    access.Actor
		want error
	}{
		"personnel officer":               {with("hoa", access.HR, "so"), nil},
		"head of the agency":              {with("binh", access.Head, "so"), nil},
		"the person as personnel officer": {with("lan", access.HR, "so"), ErrOwn},
		"the person":                      {with("lan", access.Officer, "phong"), ErrOwn},
		"head of the division":            {with("thinh", access.Head, "phong"), ErrNotMay},
		"personnel officer of the unit":   {with("minh", access.HR, "phong"), ErrNotMay},
		"deputy of the agency":            {with("pho", access.Deputy, "so"), ErrNotMay},
		"head of another division":        {with("ly", access.Head, "khac"), errs.ErrNotFound},
		"a colleague":                     {with("nam", access.Officer, "phong"), errs.ErrNotFound},
		"administrator":                   {with("qt", access.Admin, "so"), errs.ErrNotFound},
	} {
		if got := may(tc.a, lan); !errors.Is(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}
