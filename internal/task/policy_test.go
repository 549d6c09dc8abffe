package task

import (
	stdcmp "cmp"
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
	giang     = person("giang", access.Head, "other department") // and hoa follows the department's work up
	path      = []string{"province", "department", "division"}
	hoa       = person("hoa", access.Monitor, "department")
	everybody = []access.Actor{an, binh, chi, dung, em, phuc, giang, hoa, access.System("province")}
)

func person(id string, role access.Role, unit string) access.Actor {
	return access.Actor{ID: id, Agency: "province", Name: id, Appointments: []access.Appointment{{Unit: unit, Role: role, Primary: true}}}
}

// led is given by chi to dung.
func led(s State) Task {
	waiting := map[State][]string{Assigned: {"dung"}, InProgress: {"dung"}, Submitted: {"chi"}}[s]
	return Task{Row: Row{State: s, Open: s.Open(), Lead: Lead{"division", "dung"}, AssignedBy: "chi", Waiting: waiting, Units: path}, Approver: "chi"}
}

// unitLed is given by binh to the division, and waits for its head.
func unitLed(s State) Task {
	return Task{Row: Row{State: s, Open: s.Open(), Lead: Lead{Unit: "division"}, AssignedBy: "binh", Waiting: []string{"chi"}, Units: path}, Approver: "binh"}
}

// pressed adds to what each may do those who may nudge and nothing else.
func pressed(acts map[string]string, nudgers ...string) map[string]string {
	for _, id := range nudgers {
		acts[id] = "nudge"
	}
	return acts
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
	byFollower := led(InProgress)
	byFollower.Lead.Person, byFollower.Waiting = "hoa", []string{"hoa"}
	forTwo := led(InProgress)
	forTwo.Waiting = []string{"binh"}
	own := led(Draft)
	own.Lead.Person = "chi"
	due := func(s State, asked *Extension) Task {
		x := led(s)
		if x.setDue("2026-05-06"); asked != nil {
			x.Extensions = []Extension{*asked}
		}
		return x
	}
	claiming := func(s State) Task { x := led(s); x.Causes = []Cause{{}}; return x }
	for name, tc := range map[string]struct {
		task Task
		want map[string]string
	}{
		"draft":                    {led(Draft), map[string]string{"chi": "assign edit cancel"}},
		"assigned":                 {led(Assigned), pressed(map[string]string{"dung": "accept decline", "chi": "nudge reschedule pause recall cancel"}, "em", "binh", "an", "hoa")},
		"in progress":              {led(InProgress), pressed(map[string]string{"dung": "submit report ask_cause", "chi": "nudge reschedule pause recall cancel"}, "em", "binh", "an", "hoa")},
		"submitted":                {led(Submitted), pressed(map[string]string{"dung": "withdraw ask_cause", "chi": "approve return pause recall cancel"}, "binh", "an", "hoa")},
		"due":                      {due(InProgress, nil), pressed(map[string]string{"dung": "submit report ask_extension ask_cause", "chi": "nudge reschedule pause recall cancel"}, "em", "binh", "an", "hoa")},
		"due, more time asked for": {due(InProgress, &Extension{}), pressed(map[string]string{"dung": "submit report ask_cause", "chi": "answer_extension nudge recall cancel"}, "em", "binh", "an", "hoa")},
		"due, more time granted":   {due(InProgress, &Extension{Answer: &Answer{}}), pressed(map[string]string{"dung": "submit report ask_extension ask_cause", "chi": "nudge reschedule pause recall cancel"}, "em", "binh", "an", "hoa")},
		"due, not accepted":        {due(Assigned, nil), pressed(map[string]string{"dung": "accept decline", "chi": "nudge reschedule pause recall cancel"}, "em", "binh", "an", "hoa")},
		"a cause claimed":          {claiming(InProgress), pressed(map[string]string{"dung": "submit report", "chi": "answer_cause nudge reschedule pause recall cancel"}, "em", "binh", "an", "hoa")},
		"done, a cause claimed":    {claiming(Completed), map[string]string{"chi": "answer_cause reopen"}},
		"paused":                   {led(Paused), map[string]string{"chi": "resume recall cancel"}}, // nobody presses for what rests
		"completed":                {led(Completed), map[string]string{"chi": "reopen", "dung": "ask_cause"}},
		"approver gone, completed": {gone(Completed), map[string]string{"dung": "ask_cause", "chi": "reopen", "binh": "reopen", "an": "reopen"}},
		"recalled":                 {led(Recalled), map[string]string{"chi": "assign edit cancel"}},
		"cancelled":                {led(Cancelled), nil},

		"proposal":                {proposal, map[string]string{"chi": "assign edit cancel", "dung": "edit cancel"}},
		"unit leads, assigned":    {unitLed(Assigned), pressed(map[string]string{"chi": "name decline", "em": "name decline", "binh": "nudge reschedule pause recall cancel"}, "an", "hoa")},
		"unit leads, paused":      {unitLed(Paused), map[string]string{"binh": "resume recall cancel"}},
		"approver gone, paused":   {gone(Paused), map[string]string{"chi": "resume recall cancel", "binh": "resume recall cancel", "an": "resume recall cancel"}},
		"unit leads, recalled":    {unitLed(Recalled), map[string]string{"binh": "assign edit cancel"}},
		"approver gone, assigned": {gone(Assigned), pressed(map[string]string{"dung": "accept decline", "chi": "nudge reschedule pause recall cancel", "binh": "nudge reschedule pause recall cancel", "an": "nudge reschedule pause recall cancel"}, "em", "hoa")},
		"approver gone, submitted": {gone(Submitted), pressed(map[string]string{ // chi, for whom it waited, presses nobody
			"dung": "withdraw ask_cause", "chi": "approve return pause recall cancel", "binh": "approve return nudge pause recall cancel", "an": "approve return nudge pause recall cancel",
		}, "hoa")},
		"a follow-up officer leads":              {byFollower, map[string]string{"hoa": "submit report ask_cause", "chi": "nudge reschedule pause recall cancel", "em": "nudge", "binh": "nudge", "an": "nudge"}},
		"waits for nobody else":                  {forTwo, pressed(map[string]string{"dung": "submit report ask_cause", "chi": "nudge reschedule pause recall cancel", "em": "nudge", "an": "nudge"}, "hoa")},
		"approver gone, recalled":                {gone(Recalled), map[string]string{"chi": "assign edit cancel", "binh": "assign edit cancel", "an": "assign edit cancel"}},
		"approver gone, given back":              {gone(Draft), map[string]string{"chi": "assign edit cancel", "binh": "assign edit cancel", "an": "assign edit cancel"}},
		"approver moved, in progress":            {moved(InProgress), pressed(map[string]string{"dung": "submit report ask_cause", "chi": "nudge reschedule pause recall cancel", "binh": "nudge reschedule pause recall cancel", "an": "nudge reschedule pause recall cancel"}, "em", "hoa")},
		"approver moved, submitted":              {moved(Submitted), pressed(map[string]string{"dung": "withdraw ask_cause", "chi": "approve return pause recall cancel", "binh": "approve return nudge pause recall cancel", "an": "approve return nudge pause recall cancel"}, "hoa")},
		"approver moved, recalled":               {moved(Recalled), map[string]string{"chi": "assign edit cancel", "binh": "assign edit cancel", "an": "assign edit cancel"}},
		"a head leads, approver gone, submitted": {ofHead(gone(Submitted)), pressed(map[string]string{"an": "approve return nudge pause recall cancel", "binh": "withdraw ask_cause"}, "hoa")},
		"a head leads, approver gone, under way": {ofHead(gone(InProgress)), pressed(map[string]string{"an": "nudge reschedule pause recall cancel", "binh": "submit report ask_cause"}, "hoa")},
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
		"another person":           {phuc, led(InProgress), ActSubmit, ErrNotLead},
		"the lead, too early":      {dung, led(Assigned), ActSubmit, ErrState},
		"the lead of a draft":      {dung, led(Draft), ActSubmit, ErrNotLead},
		"the approver, too early":  {chi, led(InProgress), ActApprove, ErrState},
		"the lead approves":        {dung, led(Submitted), ActApprove, ErrNotApprover},
		"the lead nudges":          {dung, led(Submitted), ActNudge, ErrNotNudging},
		"a colleague nudges":       {phuc, led(InProgress), ActNudge, ErrNotNudging},
		"another head nudges":      {giang, led(InProgress), ActNudge, ErrNotNudging},
		"a deputy nudges a head":   {em, led(Submitted), ActNudge, ErrNotNudging},
		"the lead pauses":          {dung, led(InProgress), ActPause, ErrNotApprover},
		"pausing what rests":       {chi, led(Paused), ActPause, ErrState},
		"the lead reopens":         {dung, led(Completed), ActReopen, ErrNotApprover},
		"reopening what runs":      {chi, led(InProgress), ActReopen, ErrState},
		"a deputy resumes":         {em, led(Paused), ActResume, ErrNotApprover},
		"the lead resumes":         {dung, led(Paused), ActResume, ErrNotApprover},
		"reporting while it rests": {dung, led(Paused), ActReport, ErrState},
		"nudging what is done":     {binh, led(Completed), ActNudge, ErrNotNudging},
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
		ActDecline:  {Draft, func(x Task, a access.Actor) (Task, error) { return x.declined(a, reason, []string{x.AssignedBy}, now) }},
		ActWithdraw: {InProgress, func(x Task, a access.Actor) (Task, error) { return x.withdrawn(a, now) }},
		ActExtend: {InProgress, func(x Task, a access.Actor) (Task, error) {
			return x.extensionAsked(a, "2026-05-20", reason, []string{"chi"}, now)
		}},
		ActAnswer:     {InProgress, func(x Task, a access.Actor) (Task, error) { return x.extensionAnswered(a, "2026-05-20", "", now) }},
		ActReschedule: {"", func(x Task, a access.Actor) (Task, error) { return x.rescheduled(a, "2026-05-20", reason, now) }},
		ActPause: {Paused, func(x Task, a access.Actor) (Task, error) {
			return x.paused(a, "2026-05-04", reason, []string{x.Approver}, now, official)
		}},
		ActResume: {InProgress, func(x Task, a access.Actor) (Task, error) { return x.resumed(a, []string{"dung"}, now, official) }},
		ActAskCause: {"", func(x Task, a access.Actor) (Task, error) {
			return x.causeAsked(a, "late:2026-04-01", reason, "", []string{x.Approver}, now)
		}},
		ActAnswerCause: {"", func(x Task, a access.Actor) (Task, error) { return x.causeAnswered(a, true, "15/BC", "", now) }},
		ActReopen: {InProgress, func(x Task, a access.Actor) (Task, error) {
			return x.reopened(a, reason, []string{"dung"}, now, official)
		}},
		ActReport: {InProgress, func(x Task, a access.Actor) (Task, error) { return x.reported(a, 40, now) }},
		ActSubmit: {Submitted, func(x Task, a access.Actor) (Task, error) {
			return x.submitted(a, "Kết quả", 1000, []string{"chi"}, now)
		}},
		ActApprove: {Completed, func(x Task, a access.Actor) (Task, error) { return x.approved(a, Met, 1000, Faulty{}, "", now) }},
		ActReturn: {InProgress, func(x Task, a access.Actor) (Task, error) {
			return x.returned(a, reason, false, Faulty{}, now, official)
		}},
		ActRecall: {Recalled, func(x Task, a access.Actor) (Task, error) { return x.recalled(a, reason, []string{x.AssignedBy}, now) }},
		ActNudge:  {"", func(x Task, a access.Actor) (Task, error) { return x.nudged(a, now) }}, // moves nothing
		ActCancel: {Cancelled, func(x Task, a access.Actor) (Task, error) { return x.cancelled(a, reason, now) }},
	}
	tasks := map[string]Task{}
	for _, s := range []State{Draft, Assigned, InProgress, Submitted, Paused, Completed, Recalled, Cancelled} {
		for name, x := range map[string]Task{"person leads": led(s), "unit leads": unitLed(s)} {
			x.DueRule.Kind, x.AssignedAt = "none", &now
			if len(x.Waiting) > 0 {
				x.WaitingSince = &now
			}
			if s == Paused {
				x.Paused = &Pause{By: "chi", At: now, Until: "2026-05-04", From: InProgress}
			}
			if s == Submitted || s == Completed {
				x.SubmittedAt, x.Submissions = &now, []Submission{{At: now, By: "dung", QtyMilli: 1000}}
			}
			if s == Completed {
				x.Submissions[0].Decision = &Decision{Verdict: Met, At: now, By: "chi", QtyMilli: 1000}
			}
			if s == InProgress || s == Submitted || s == Completed {
				missed := now.AddDate(0, -1, 0)
				x.Dues, x.AssignedAt = []Due{{On: "2026-04-01", Why: DueOriginal, At: missed}}, &missed
				asked := x
				asked.Causes, asked.AskedCause = []Cause{{Event: Event{Kind: CauseLate, On: "2026-04-01"}, By: "dung", At: now}}, true
				asked.Waiting, asked.WaitingSince = []string{asked.Approver}, &now
				tasks[fmt.Sprintf("%s, %s, a cause claimed", s, name)] = asked
			}
			tasks[fmt.Sprintf("%s, %s", s, name)] = x
			if x.setDue("2026-05-06"); s == InProgress {
				tasks[fmt.Sprintf("%s, %s, due", s, name)] = x
				x.Extensions = []Extension{{At: now, By: "dung", From: "2026-05-06", To: "2026-05-20"}}
				tasks[fmt.Sprintf("%s, %s, more time asked for", s, name)] = x
			}
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
				case may && next.State != stdcmp.Or(verb.to, x.State):
					t.Errorf("%s: %s by %s ends in %s, want %s", name, act, a.ID, next.State, verb.to)
				case may && next.Open != next.State.Open():
					t.Errorf("%s: %s by %s: open %t in state %s", name, act, a.ID, next.Open, next.State)
				case may && (len(next.Waiting) == 0) != (next.WaitingSince == nil):
					t.Errorf("%s: %s by %s: waits for %v since %v", name, act, a.ID, next.Waiting, next.WaitingSince)
				case !may && err == nil:
					t.Errorf("%s: %s by %s succeeds against the table", name, act, a.ID)
				case !may && !errors.Is(err, ErrState) && (ready[act] == nil || !errors.Is(err, ready[act](x))) && errs.As(err).Kind != errs.Forbidden:
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
	due := func(asked []Extension) Task {
		x := led(InProgress)
		x.setDue("2026-05-06")
		x.Extensions = asked
		return x
	}
	for name, run := range map[string]func(reason string) error{
		"decline": func(r string) error { _, err := led(Assigned).declined(dung, r, []string{"chi"}, now); return err },
		"return":  func(r string) error { _, err := submitted.returned(chi, r, true, Faulty{}, now, official); return err },
		"recall":  func(r string) error { _, err := led(InProgress).recalled(chi, r, []string{"chi"}, now); return err },
		"cancel":  func(r string) error { _, err := led(InProgress).cancelled(chi, r, now); return err },
		"ask more time": func(r string) error {
			_, err := due(nil).extensionAsked(dung, "2026-05-20", r, []string{"chi"}, now)
			return err
		},
		"grant a part of it": func(r string) error {
			_, err := due([]Extension{{From: "2026-05-06", To: "2026-05-20"}}).extensionAnswered(chi, "2026-05-12", r, now)
			return err
		},
		"refuse it": func(r string) error {
			_, err := due([]Extension{{From: "2026-05-06", To: "2026-05-20"}}).extensionAnswered(chi, "", r, now)
			return err
		},
		"pause": func(r string) error {
			_, err := due(nil).paused(chi, "2026-05-04", r, []string{"chi"}, now, official)
			return err
		},
		"claim a cause": func(r string) error {
			x := due(nil)
			x.Dues = []Due{{On: "2026-04-01", Why: DueOriginal}}
			_, err := x.causeAsked(dung, "late:2026-04-01", r, "", []string{"chi"}, now)
			return err
		},
		"refuse a cause": func(r string) error {
			x := due(nil)
			x.Causes = []Cause{{}}
			_, err := x.causeAnswered(chi, false, "", r, now)
			return err
		},
		"reschedule": func(r string) error { _, err := due(nil).rescheduled(chi, "2026-05-20", r, now); return err },
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
