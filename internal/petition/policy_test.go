package petition

import (
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/ratification"
	"congvu/pkg/vncal"
)

// TestUntil: five working days after the notice, over weekends and holidays.
func TestUntil(t *testing.T) {
	t.Parallel()
	days, cal := grading.StepDays{Way: grading.StepsAfter, Self: 2, Review: 4, Decide: 7, Petition: 5, Answer: 10}, vncal.Official()
	for decided, want := range map[vncal.Date]vncal.Date{
		"2026-10-12": "2026-10-19", "2026-10-16": "2026-10-23", "2026-12-28": "2027-01-05", "2026-08-28": "2026-09-09",
	} {
		if got := until(days, cal, decided.Start().Add(9*time.Hour)); got != want {
			t.Errorf("decided on %s: until %s, want %s", decided, got, want)
		}
	}
	if got := until(grading.StepDays{}, cal, time.Now()); got != "" {
		t.Errorf("a policy without steps: %s", got)
	}
}

// TestChoose: never the person, never who scored; the nearest head above who is left.
func TestChoose(t *testing.T) {
	t.Parallel()
	heads := []identity.Person{{ID: "tp"}, {ID: "gd"}, {ID: "ct"}}
	for name, tc := range map[string]struct {
		person  string
		scorers []string
		want    string
	}{
		"an officer scored by the head":            {"lan", []string{"tp"}, "gd"},
		"scored by two heads, one after the other": {"lan", []string{"tp", "gd"}, "ct"},
		"the head, scored by the director":         {"tp", []string{"gd"}, "ct"},
		"the director, scored by the chair":        {"gd", []string{"ct"}, "tp"},
		"scored by everybody":                      {"lan", []string{"tp", "gd", "ct"}, ""},
		"nobody scored":                            {"lan", nil, "tp"},
	} {
		if got := choose(heads, barred(tc.person, tc.scorers)); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
	p := Petition{Person: "lan", Barred: []string{"lan", "tp"}}
	leader := identity.Person{ID: "gd", Primary: identity.Post{Role: access.Head, Unit: "so"}}
	for who, want := range map[*identity.Person]string{
		{ID: "tp", Primary: leader.Primary}: "petition_barred", {ID: "lan"}: "petition_barred", {ID: "minh"}: "petition_leader", &leader: "",
	} {
		if got := p.eligible(*who); got != want {
			t.Errorf("%s answers: %q, want %q", who.ID, got, want)
		}
	}
}

// TestCheck: each fault of an answer.
func TestCheck(t *testing.T) {
	t.Parallel()
	p := Petition{Grade: grading.Good}
	paper := func(number string, on vncal.Date) *ratification.Paper {
		return &ratification.Paper{Number: number, On: on}
	}
	const said = "Điểm tính đúng theo hồ sơ"
	for name, tc := range map[string]struct {
		in   Reply
		want []string
	}{
		"upheld":              {Reply{Text: said}, nil},
		"upheld in two words": {Reply{Text: "Đúng"}, []string{"answerText too_short"}},
		"nothing said":        {Reply{}, []string{"answerText required"}},
		"changed":             {Reply{Text: said, Grade: grading.Excellent, Paper: paper("12/QĐ", "2026-10-20")}, nil},
		"the same grade":      {Reply{Text: said, Grade: grading.Good, Paper: paper("12/QĐ", "2026-10-20")}, []string{"grade petition_same"}},
		"without a document":  {Reply{Text: said, Grade: grading.Excellent}, []string{"documentOn date", "number required"}},
		"a day to come":       {Reply{Text: said, Grade: grading.Excellent, Paper: paper("12/QĐ", "2026-10-21")}, []string{"documentOn future"}},
	} {
		var got []string
		if err := p.check(tc.in, "2026-10-20"); err != nil {
			for _, f := range errs.As(err).Fields {
				got = append(got, f.Path+" "+f.Code)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// TestCanSee: who petitions, who answers, personnel officers and the head of the agency; nobody else, not even who scored.
func TestCanSee(t *testing.T) {
	t.Parallel()
	p := Petition{Agency: "so", Person: "lan", Reviewer: "gd", Barred: []string{"lan", "tp"}}
	with := func(id string, role access.Role, unit string) access.Actor {
		return access.Actor{ID: id, Agency: "so", Appointments: []access.Appointment{{Role: role, Unit: unit}}}
	}
	for name, tc := range map[string]struct {
		a    access.Actor
		want bool
	}{
		"the person":                    {with("lan", access.Officer, "phong"), true},
		"who answers":                   {with("gd", access.Head, "phong2"), true},
		"a personnel officer":           {with("hr", access.HR, "so"), true},
		"the head of the agency":        {with("ct", access.Head, "so"), true},
		"who scored":                    {with("tp", access.Head, "phong"), false},
		"a personnel officer elsewhere": {with("hr2", access.HR, "phong"), false},
		"a colleague":                   {with("minh", access.Officer, "phong"), false},
		"an administrator":              {with("qt", access.Admin, "so"), false},
	} {
		if got := p.CanSee(tc.a); got != tc.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	unassigned := Petition{Person: "lan"}
	if unassigned.CanSee(access.Actor{}) {
		t.Error("nobody sees a petition that nobody answers yet")
	}
}
