package task

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// The people of the tables: an chairs the province, binh heads the department, chi its division; dung is an officer there.
var (
	an        = person("an", access.Head, "province")
	binh      = person("binh", access.Head, "department")
	chi       = person("chi", access.Head, "division")
	dung      = person("dung", access.Officer, "division")
	em        = person("em", access.Deputy, "division")
	phuc      = person("phuc", access.Officer, "division")
	giang     = person("giang", access.Head, "other department")
	path      = []string{"province", "department", "division"}
	everybody = []access.Actor{an, binh, chi, dung, em, phuc, giang, access.System("province")}
)

func person(id string, role access.Role, unit string) access.Actor {
	return access.Actor{ID: id, Agency: "province", Name: id, Appointments: []access.Appointment{{Unit: unit, Role: role, Primary: true}}}
}

// led is given by chi to dung.
func led(s State) Task {
	return Task{Row: Row{State: s, Open: s.Open(), Lead: Lead{"division", "dung"}, AssignedBy: "chi"}, Approver: "chi", Units: path}
}

// unitLed is given by binh to the division, and waits for its head.
func unitLed(s State) Task {
	return Task{Row: Row{State: s, Open: s.Open(), Lead: Lead{Unit: "division"}, AssignedBy: "binh", Waiting: []string{"chi"}}, Approver: "binh", Units: path}
}

// TestActs is the whole table: every state, every kind of task, every person; who is missing may do nothing.
func TestActs(t *testing.T) {
	proposal := led(Draft)
	proposal.Proposal, proposal.AssignedBy, proposal.Waiting = true, "dung", []string{"chi"}
	gone := func(s State) Task { x := led(s); x.ApproverGone, x.AssignedAt = true, &time.Time{}; return x }
	moved := func(s State) Task { x := gone(s); x.AssignedBy, x.Approver = "giang", "giang"; return x }
	unsent := moved(Draft)
	unsent.AssignedAt = nil
	ofHead := func(x Task) Task { // binh, who heads the department of the path, leads it
		x.Lead, x.AssignedBy, x.Approver, x.Units = Lead{"department", "binh"}, "an", "an", path[:2]
		return x
	}
	ownProposal := proposal // of binh, and it still waits for him too
	ownProposal.Lead, ownProposal.AssignedBy, ownProposal.Waiting, ownProposal.Units = Lead{"department", "binh"}, "binh", []string{"binh", "an"}, path[:2]
	left := proposal // giang heads another department by now
	left.Waiting = []string{"giang"}
	own := led(Draft)
	own.Lead.Person = "chi"
	for name, tc := range map[string]struct {
		task Task
		want map[string]string
	}{
		"draft":       {led(Draft), map[string]string{"chi": "assign edit cancel"}},
		"assigned":    {led(Assigned), map[string]string{"dung": "accept decline", "chi": "recall cancel"}},
		"in progress": {led(InProgress), map[string]string{"dung": "submit report", "chi": "recall cancel"}},
		"submitted":   {led(Submitted), map[string]string{"chi": "approve return recall cancel"}},
		"completed":   {led(Completed), nil},
		"recalled":    {led(Recalled), map[string]string{"chi": "assign edit cancel"}},
		"cancelled":   {led(Cancelled), nil},

		"proposal":                {proposal, map[string]string{"chi": "assign edit cancel", "dung": "edit cancel"}},
		"unit leads, assigned":    {unitLed(Assigned), map[string]string{"chi": "name decline", "em": "name decline", "binh": "recall cancel"}},
		"unit leads, recalled":    {unitLed(Recalled), map[string]string{"binh": "assign edit cancel"}},
		"approver gone, assigned": {gone(Assigned), map[string]string{"dung": "accept decline", "chi": "recall cancel", "binh": "recall cancel", "an": "recall cancel"}},
		"approver gone, submitted": {gone(Submitted), map[string]string{
			"chi": "approve return recall cancel", "binh": "approve return recall cancel", "an": "approve return recall cancel",
		}},
		"approver gone, recalled":                {gone(Recalled), map[string]string{"chi": "assign edit cancel", "binh": "assign edit cancel", "an": "assign edit cancel"}},
		"approver gone, given back":              {gone(Draft), map[string]string{"chi": "assign edit cancel", "binh": "assign edit cancel", "an": "assign edit cancel"}},
		"approver moved, in progress":            {moved(InProgress), map[string]string{"dung": "submit report", "chi": "recall cancel", "binh": "recall cancel", "an": "recall cancel"}},
		"approver moved, submitted":              {moved(Submitted), map[string]string{"chi": "approve return recall cancel", "binh": "approve return recall cancel", "an": "approve return recall cancel"}},
		"approver moved, recalled":               {moved(Recalled), map[string]string{"chi": "assign edit cancel", "binh": "assign edit cancel", "an": "assign edit cancel"}},
		"a head leads, approver gone, submitted": {ofHead(gone(Submitted)), map[string]string{"an": "approve return recall cancel"}},
		"a head leads, approver gone, under way": {ofHead(gone(InProgress)), map[string]string{"an": "recall cancel", "binh": "submit report"}},
		"a head's own proposal":                  {ownProposal, map[string]string{"an": "assign edit cancel", "binh": "edit cancel"}},
		"approver moved, draft never given":      {unsent, map[string]string{"giang": "edit cancel"}},
		"a proposal waits for who left":          {left, map[string]string{"dung": "edit cancel"}},
		"a head's draft of the own work":         {own, map[string]string{"chi": "edit cancel"}},
	} {
		for _, a := range everybody {
			var got []string
			for _, act := range Acts(a, tc.task) {
				got = append(got, string(act))
			}
			if s := strings.Join(got, " "); s != tc.want[a.ID] {
				t.Errorf("%s: %s may %q, want %q", name, a.ID, s, tc.want[a.ID])
			}
		}
	}
}

// TestRefusals: whose act it is comes before the state it needs. A draft has no lead yet.
func TestRefusals(t *testing.T) {
	for name, tc := range map[string]struct {
		who  access.Actor
		task Task
		act  Act
		want error
	}{
		"another person":          {phuc, led(InProgress), ActSubmit, ErrNotLead},
		"the lead, too early":     {dung, led(Assigned), ActSubmit, ErrState},
		"the lead of a draft":     {dung, led(Draft), ActSubmit, ErrNotLead},
		"the approver, too early": {chi, led(InProgress), ActApprove, ErrState},
		"the lead approves":       {dung, led(Submitted), ActApprove, ErrNotApprover},
	} {
		if err := allowed(tc.who, tc.task, tc.act); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

// TestAssignerWhoLostTheUnit cannot give a draft any more.
func TestAssignerWhoLostTheUnit(t *testing.T) {
	moved := person("chi", access.Officer, "other department")
	if acts := Acts(moved, led(Draft)); slices.Contains(acts, ActAssign) {
		t.Errorf("may %v", acts)
	}
}

// TestVerbsKeepTheTable applies every verb in every state by everybody: it succeeds exactly when the table says so, says
// Forbidden to the wrong person and Conflict in the wrong state, ends in the state of the specification, and leaves the
// task it was given as it was.
func TestVerbsKeepTheTable(t *testing.T) {
	now := time.Date(2026, 4, 24, 3, 0, 0, 0, time.UTC)
	reason := "Một lý do đủ dài"
	verbs := map[Act]struct {
		to  State
		run func(Task, access.Actor) (Task, error)
	}{
		ActAssign: {Assigned, func(x Task, a access.Actor) (Task, error) { return x.given(a, place{units: path}, now, official) }},
		ActAccept: {InProgress, func(x Task, a access.Actor) (Task, error) { return x.accepted(a, now) }},
		ActName: {Assigned, func(x Task, a access.Actor) (Task, error) {
			return x.named(a, Lead{"division", "phuc"}, place{units: path}, now)
		}},
		ActDecline: {Draft, func(x Task, a access.Actor) (Task, error) { return x.declined(a, reason, []string{x.AssignedBy}, now) }},
		ActReport:  {InProgress, func(x Task, a access.Actor) (Task, error) { return x.reported(a, 40, now) }},
		ActSubmit: {Submitted, func(x Task, a access.Actor) (Task, error) {
			return x.submitted(a, "Kết quả", 1000, []string{"chi"}, now)
		}},
		ActApprove: {Completed, func(x Task, a access.Actor) (Task, error) { return x.approved(a, Met, 1000, 0, "", now) }},
		ActReturn:  {InProgress, func(x Task, a access.Actor) (Task, error) { return x.returned(a, reason, false, 0, now, official) }},
		ActRecall:  {Recalled, func(x Task, a access.Actor) (Task, error) { return x.recalled(a, reason, []string{x.AssignedBy}, now) }},
		ActCancel:  {Cancelled, func(x Task, a access.Actor) (Task, error) { return x.cancelled(a, reason, now) }},
	}
	tasks := map[string]Task{}
	for _, s := range []State{Draft, Assigned, InProgress, Submitted, Completed, Recalled, Cancelled} {
		for name, x := range map[string]Task{"person leads": led(s), "unit leads": unitLed(s)} {
			x.DueRule.Kind, x.AssignedAt = "none", &now
			if s == Submitted {
				x.SubmittedAt, x.Submissions = &now, []Submission{{At: now, By: "dung", QtyMilli: 1000}}
			}
			tasks[fmt.Sprintf("%s, %s", s, name)] = x
		}
	}
	for name, x := range tasks {
		for _, a := range everybody {
			acts := Acts(a, x)
			for act, verb := range verbs {
				before := fmt.Sprintf("%+v", x)
				next, err := verb.run(x, a)
				if fmt.Sprintf("%+v", x) != before {
					t.Fatalf("%s: %s by %s changed the task it was given", name, act, a.ID)
				}
				switch may := slices.Contains(acts, act); {
				case may && err != nil:
					t.Errorf("%s: %s by %s: %v", name, act, a.ID, err)
				case may && next.State != verb.to:
					t.Errorf("%s: %s by %s ends in %s, want %s", name, act, a.ID, next.State, verb.to)
				case may && next.Open != next.State.Open():
					t.Errorf("%s: %s by %s: open %t in state %s", name, act, a.ID, next.Open, next.State)
				case may && (len(next.Waiting) == 0) != (next.WaitingSince == nil):
					t.Errorf("%s: %s by %s: waits for %v since %v", name, act, a.ID, next.Waiting, next.WaitingSince)
				case !may && err == nil:
					t.Errorf("%s: %s by %s succeeds against the table", name, act, a.ID)
				case !may && !errors.Is(err, ErrState) && errs.As(err).Kind != errs.Forbidden:
					t.Errorf("%s: %s by %s: %v", name, act, a.ID, err)
				}
			}
		}
	}
}

// TestReasons asks for a reason where one matters.
func TestReasons(t *testing.T) {
	now := time.Date(2026, 4, 24, 3, 0, 0, 0, time.UTC)
	submitted := led(Submitted)
	submitted.SubmittedAt, submitted.Submissions = &now, []Submission{{At: now}}
	for name, run := range map[string]func(reason string) error{
		"decline": func(r string) error { _, err := led(Assigned).declined(dung, r, []string{"chi"}, now); return err },
		"return":  func(r string) error { _, err := submitted.returned(chi, r, true, 0, now, official); return err },
		"recall":  func(r string) error { _, err := led(InProgress).recalled(chi, r, []string{"chi"}, now); return err },
		"cancel":  func(r string) error { _, err := led(InProgress).cancelled(chi, r, now); return err },
	} {
		for _, r := range []string{"", "quá ngắn", strings.Repeat("á", 2001)} {
			if err := run(r); !errors.Is(err, ErrReason) || errs.As(err).Fields[0].Path != "reason" {
				t.Errorf("%s with %d characters: %v", name, len([]rune(r)), err)
			}
		}
		if err := run("đủ mười ký"); err != nil {
			t.Errorf("%s with ten characters: %v", name, err)
		}
	}
}

// TestVis shows who sees a task on its way.
func TestVis(t *testing.T) {
	x := led(Draft)
	x.Coordinators = []Part{{Unit: "other department"}, {Unit: "division", Person: "phuc"}}
	p := place{units: path, parts: map[string][]string{"other department": {"province", "other department"}}}
	x.DueRule.Kind = "none"
	now := time.Date(2026, 4, 24, 3, 0, 0, 0, time.UTC)
	given, err := x.given(chi, p, now, official)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"u:chi", "u:dung", "o:province", "o:department", "o:division", "o:other department", "u:phuc"}
	if diff := cmp.Diff(want, given.Vis); diff != "" {
		t.Errorf("given (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"o:other department", "u:phuc"}, given.Helpers); diff != "" {
		t.Errorf("helpers (-want +got):\n%s", diff)
	}
	declined, err := given.declined(dung, "Việc của phòng khác", []string{"chi"}, now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"u:chi"}, declined.Vis); diff != "" || declined.Helpers != nil {
		t.Errorf("declined (-want +got):\n%s", diff)
	}
}
