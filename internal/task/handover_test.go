package task

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// TestHandedOver: what becomes of each part, and each way in which somebody cannot take it.
func TestHandedOver(t *testing.T) {
	now := time.Date(2026, 5, 4, 2, 0, 0, 0, time.UTC)
	before := now.Add(-48 * time.Hour)
	post := func(role access.Role, unit string) access.Appointment {
		return access.Appointment{Role: role, Unit: unit, Primary: true}
	}
	head := access.Actor{ID: "head", Appointments: []access.Appointment{post(access.Head, "phong")}}
	to := func(id string, role access.Role, path ...string) receiver {
		unit := path[len(path)-1]
		return receiver{access.Actor{ID: id, Appointments: []access.Appointment{post(role, unit)}}, unit, path}
	}
	minh := to("minh", access.Officer, "so", "phong")
	given := Task{
		Row: Row{
			State: InProgress, Open: true, Lead: Lead{Unit: "phong", Person: "lan"}, AssignedBy: "head", Waiting: []string{"lan"}, Progress: 40, Units: []string{"so", "phong"},
			Coordinators: []Part{{Unit: "phong", Person: "hoa"}},
		},
		Approver: "head", AssignedAt: &before, AcceptedAt: &before, SeenAt: &before,
		Vis: []string{"u:head", "u:lan"},
	}
	in := func(change func(*Task)) Task { c := given; change(&c); return c }
	draft := in(func(t *Task) {
		t.State, t.AssignedAt, t.AcceptedAt, t.Lead, t.AssignedBy, t.Approver = Draft, nil, nil, Lead{Unit: "phong", Person: "lan"}, "head", "head"
	})
	for name, tc := range map[string]struct {
		task Task
		part HandedPart
		from string
		to   receiver
		err  error
		code string
		want func(Task) bool
	}{
		"lead": {given, AsLead, "lan", minh, nil, "", func(n Task) bool {
			return n.Lead == (Lead{"phong", "minh"}) && n.State == Assigned && n.AcceptedAt == nil && n.NamedAt.Equal(now) && n.Progress == 40 &&
				slices.Equal(n.Waiting, []string{"minh"}) && slices.Contains(n.Vis, "u:minh") && !slices.Contains(n.Vis, "u:lan")
		}},
		"lead to somebody who helped": {given, AsLead, "lan", to("hoa", access.Officer, "so", "phong"), nil, "", func(n Task) bool {
			return n.Lead.Person == "hoa" && len(n.Coordinators) == 0
		}},
		"lead within what the approver commands": {in(func(t *Task) { t.Approver = "head" }), AsLead, "lan", to("ba", access.Officer, "so", "phong", "to"), nil, "", func(n Task) bool {
			return n.Lead.Unit == "to" && slices.Equal(n.Units, []string{"so", "phong", "to"})
		}},
		"lead outside of that":  {given, AsLead, "lan", to("ba", access.Officer, "so", "ben"), ErrReceiver, "other_unit", nil},
		"lead to the approver":  {given, AsLead, "lan", receiver{head, "phong", []string{"so", "phong"}}, ErrReceiver, "approver", nil},
		"lead to the same":      {given, AsLead, "lan", to("lan", access.Officer, "so", "phong"), ErrReceiver, "same_person", nil},
		"lead to somebody gone": {given, AsLead, "lan", receiver{Actor: access.Actor{ID: "x"}}, ErrReceiver, "gone", nil},
		"lead of another":       {given, AsLead, "minh", minh, ErrNotTheirs, "", nil},
		"lead, handed in":       {in(func(t *Task) { t.State = Submitted }), AsLead, "lan", minh, ErrNotTheirs, "", nil},
		"lead of finished work": {in(func(t *Task) { t.State, t.Open = Completed, false }), AsLead, "lan", minh, ErrNotTheirs, "", nil},
		"approver": {in(func(t *Task) { t.State, t.Waiting = Submitted, []string{"head"} }), AsApprover, "head", to("boss", access.Head, "so"), nil, "", func(n Task) bool {
			return n.Approver == "boss" && n.AssignedBy == "boss" && slices.Equal(n.Waiting, []string{"boss"}) && n.Lead.Person == "lan" && slices.Contains(n.Vis, "u:boss")
		}},
		"approver to the lead":              {given, AsApprover, "head", to("lan", access.Head, "so"), ErrReceiver, "lead", nil},
		"approver to an officer":            {given, AsApprover, "head", minh, ErrReceiver, "not_in_charge", nil},
		"approver to the head of a sibling": {given, AsApprover, "head", to("ben", access.Head, "so", "ben"), ErrReceiver, "not_in_charge", nil},
		"approver of a mere draft":          {draft, AsApprover, "head", to("boss", access.Head, "so"), ErrNotTheirs, "", nil},
		"coordinator": {given, AsCoordinator, "hoa", minh, nil, "", func(n Task) bool {
			return sameParties(n.Coordinators, []Part{{Unit: "phong", Person: "minh"}}) && n.State == InProgress && slices.Equal(n.Helpers, []string{"u:minh"})
		}},
		"coordinator to the lead": {given, AsCoordinator, "hoa", to("lan", access.Officer, "so", "phong"), nil, "", func(n Task) bool { return len(n.Coordinators) == 0 }},
		"coordinator of another":  {given, AsCoordinator, "minh", minh, ErrNotTheirs, "", nil},
		"draft": {draft, AsAuthor, "head", to("boss", access.Head, "so"), nil, "", func(n Task) bool {
			return n.AssignedBy == "boss" && n.Approver == "boss" && slices.Equal(n.Vis, []string{"u:boss", "u:lan"})
		}},
		"draft to an officer": {draft, AsAuthor, "head", minh, ErrReceiver, "not_in_charge", nil},
		"a proposal":          {in(func(t *Task) { t.State, t.Proposal, t.AssignedBy, t.AssignedAt = Draft, true, "lan", nil }), AsAuthor, "lan", minh, ErrNotTheirs, "", nil},
	} {
		prev := tc.task
		got, err := prev.handedOver(tc.part, tc.from, tc.to, head, nil, now)
		code := ""
		if e := errs.As(err); err != nil && len(e.Fields) > 0 {
			code = e.Fields[0].Code
		}
		switch {
		case !errors.Is(err, tc.err) || code != tc.code:
			t.Errorf("%s: %v %s, want %v %s", name, err, code, tc.err, tc.code)
		case err == nil && !tc.want(got):
			t.Errorf("%s: %+v", name, got)
		case err == nil:
			back := got.givenBack(prev.kept(), now)
			if back.Lead != prev.Lead || back.State != prev.State || back.Approver != prev.Approver || back.AssignedBy != prev.AssignedBy ||
				!reflect.DeepEqual(back.Coordinators, prev.Coordinators) || !slices.Equal(back.Vis, prev.Vis) || !slices.Equal(back.Waiting, prev.Waiting) ||
				!slices.Equal(back.Units, prev.Units) || back.AcceptedAt != prev.AcceptedAt || back.NamedAt != prev.NamedAt {
				t.Errorf("%s: given back as %+v", name, back)
			}
		}
	}
}
