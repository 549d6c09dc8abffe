package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/handover"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// holding never refuses.
func holding(context.Context) error { return nil }

// handOver begins a hand-over of lan's work to minh and does not carry it out.
func (o *office) handOver(t *testing.T, tasks ...task.Task) handover.Handover {
	t.Helper()
	return o.handOverOf(t, o.actor(t, "nhansu"), o.person["lan"], o.person["minh"], tasks...)
}

// handOverOf begins the hand-over of tasks from one person to another.
func (o *office) handOverOf(t *testing.T, by access.Actor, from, to string, tasks ...task.Task) handover.Handover {
	t.Helper()
	in := handover.Request{Person: from, Number: "77/QĐ-SNV"}
	for _, made := range tasks {
		in.Rows = append(in.Rows, handover.Row{Task: made.ID, Version: made.Version, Part: task.AsLead, To: to})
	}
	h, err := o.Handovers.Begin(t.Context(), by, in)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// states are what became of the rows, in order, as somebody reads it.
func (o *office) states(t *testing.T, who, id string) string {
	t.Helper()
	status, raw := o.call(t, who, "GET", "/handovers/"+id, "")
	if status != 200 {
		t.Fatalf("the minutes as %s: %d %s", who, status, raw)
	}
	h := read[v1.Handover](t, raw)
	all := []string{h.State}
	for _, r := range h.Rows {
		all = append(all, r.State)
	}
	return strings.Join(all, " ")
}

// TestHandover: work is given, one row at a time, and goes on after an interruption; what nobody has touched comes back as it
// was, the rest stays; what changed meanwhile is refused and says why.
func TestHandover(t *testing.T) {
	o := newOffice(t)
	one, two, three := o.taskIn(t, task.InProgress), o.taskIn(t, task.Assigned), o.taskIn(t, task.InProgress)
	_, raw := o.call(t, "nhansu", "GET", "/people/"+o.person["lan"]+"/handover", "")
	if open := read[v1.OpenWork](t, raw); len(open.Parts) != 3 || !open.May || open.Parts[0].Part != "lead" {
		t.Fatalf("open work of lan: %s", raw)
	}
	h := o.handOver(t, one, two, three)
	changed, err := o.Tasks.Report(t.Context(), o.actor(t, "lan"), three.ID, three.Version, 40, "Đã có dự thảo", "")
	if err != nil {
		t.Fatal(err)
	}

	lost, calls := errors.New("another node does it"), 0
	err = o.Handovers.Work(t.Context(), o.agency, func(context.Context) error {
		if calls++; calls > 1 {
			return lost
		}
		return nil
	})
	if !errors.Is(err, lost) {
		t.Fatalf("interrupted: %v", err)
	}
	if got := o.states(t, "nhansu", h.ID); got != "running given pending pending" {
		t.Errorf("interrupted: %s", got)
	}
	if err := o.Handovers.Work(t.Context(), o.agency, holding); err != nil {
		t.Fatal(err)
	}
	if got := o.states(t, "lan", h.ID); got != "done given given refused" {
		t.Errorf("gone on with: %s", got)
	}
	minh := o.actor(t, "minh")
	got, err := o.Tasks.Get(t.Context(), minh, one.ID)
	if err != nil || got.Lead.Person != minh.ID || got.State != task.Assigned || got.Version != one.Version+1 || got.DueOn != one.DueOn {
		t.Errorf("minh has %+v, %v", got, err)
	}
	if kept, err := o.Tasks.Get(t.Context(), o.actor(t, "lan"), three.ID); err != nil || kept.Version != changed.Version {
		t.Errorf("what was refused: %+v, %v", kept, err)
	}
	_, raw = o.call(t, "minh", "GET", "/inbox", "")
	if n := strings.Count(string(raw), `"task.handed_over"`); n < 2 {
		t.Errorf("minh is told %d times: %s", n, raw)
	}

	if _, err := o.Tasks.Accept(t.Context(), minh, two.ID, two.Version+1, ""); err != nil {
		t.Fatal(err)
	}
	if status, raw := o.call(t, "nhansu", "POST", "/handovers/"+h.ID+"/undo", ""); status != 202 {
		t.Fatalf("undo: %d %s", status, raw)
	}
	o.work(t, h.ID, "undone")
	if got := o.states(t, "truongphong", h.ID); got != "undone back stays refused" {
		t.Errorf("undone: %s", got)
	}
	again, err := o.Tasks.Get(t.Context(), o.actor(t, "lan"), one.ID)
	if err != nil || again.Lead.Person != o.person["lan"] || again.State != task.InProgress || !slices.Equal(again.Waiting, one.Waiting) || !again.AcceptedAt.Equal(*one.AcceptedAt) {
		t.Errorf("lan has again %+v, %v", again, err)
	}
	if status, raw := o.call(t, "nhansu", "POST", "/handovers/"+h.ID+"/undo", ""); status != 409 {
		t.Errorf("undone twice: %d %s", status, raw)
	}
}

// TestHandoverArrange: who may hand over whose work; a row for each way in which somebody must not.
func TestHandoverArrange(t *testing.T) {
	t.Parallel()
	path := []string{"tinh", "so", "phong"}
	by := func(id string, role access.Role, unit string) access.Actor {
		return access.Actor{ID: id, Appointments: []access.Appointment{{Role: role, Unit: unit}}}
	}
	officer := identity.Person{ID: "lan", Primary: identity.Post{Unit: "phong", Role: access.Officer}}
	head := identity.Person{ID: "head", Primary: identity.Post{Unit: "phong", Role: access.Head}}
	for name, tc := range map[string]struct {
		by   access.Actor
		who  identity.Person
		want bool
	}{
		"hr above":                    {by("hr", access.HR, "tinh"), officer, true},
		"hr of a sibling":             {by("hr", access.HR, "ben"), officer, false},
		"the head":                    {by("head", access.Head, "phong"), officer, true},
		"a deputy":                    {by("pho", access.Deputy, "phong"), officer, true},
		"the director":                {by("gd", access.Head, "so"), officer, true},
		"a head's work by the above":  {by("gd", access.Head, "so"), head, true},
		"a head's work by the deputy": {by("pho", access.Deputy, "phong"), head, false},
		"a head's own":                {by("head", access.Head, "phong"), head, false},
		"the person":                  {by("lan", access.Officer, "phong"), officer, false},
		"hr, the own":                 {by("lan", access.HR, "tinh"), officer, false},
		"a colleague":                 {by("minh", access.Officer, "phong"), officer, false},
		"the follow-up officer":       {by("td", access.Monitor, "tinh"), officer, false},
		"an administrator":            {by("qt", access.Admin, "tinh"), officer, false},
	} {
		if got := handover.CanArrange(tc.by, tc.who, path); got != tc.want {
			t.Errorf("%s: %t, want %t", name, got, tc.want)
		}
	}
	at := time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct {
		state handover.State
		after time.Duration
		want  error
	}{
		"at once": {handover.Done, 0, nil}, "within a day": {handover.Done, 24*time.Hour - time.Millisecond, nil},
		"a day later": {handover.Done, 24 * time.Hour, handover.ErrTooLate}, "under way": {handover.Running, 0, handover.ErrRunning},
		"undone": {handover.Undone, 0, handover.ErrRunning},
	} {
		if err := (handover.Handover{State: tc.state, At: at}).Undoable(at.Add(tc.after)); !errors.Is(err, tc.want) || (tc.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

// TestHandoverRefuses: what a request may not ask.
func TestHandoverRefuses(t *testing.T) {
	o := newOffice(t)
	made := o.taskIn(t, task.InProgress)
	row := func(part, task string) string {
		return fmt.Sprintf(`{"task":%q,"version":%d,"part":%q,"to":%q}`, task, made.Version, part, o.person["minh"])
	}
	for name, tc := range map[string]struct {
		body string
		want int
	}{
		"nothing":               {`{"items":[]}`, 422},
		"the same twice":        {`{"items":[` + row("lead", made.ID) + "," + row("lead", made.ID) + `]}`, 422},
		"not theirs":            {`{"items":[` + row("approver", made.ID) + `]}`, 422},
		"an unknown task":       {`{"items":[` + row("lead", "01K0000000000000000000000A") + `]}`, 422},
		"an unknown part":       {`{"items":[` + row("all", made.ID) + `]}`, 422},
		"a document of 2100":    {`{"documentOn":"2100-01-01","items":[` + row("lead", made.ID) + `]}`, 422},
		"no items":              {`{}`, 422},
		"an unknown key":        {`{"items":[` + row("lead", made.ID) + `],"all":true}`, 422},
		"a day that is not one": {`{"documentOn":"` + string(vncal.Date("2026-02-30")) + `","items":[` + row("lead", made.ID) + `]}`, 422},
	} {
		if status, raw := o.call(t, "nhansu", "POST", "/people/"+o.person["lan"]+"/handovers", tc.body); status != tc.want {
			t.Errorf("%s: %d %s", name, status, raw)
		}
	}
}

// work carries out what is handed over until the hand-over is in the state, beside the job that a request may have begun: who
// comes second to a row leaves it alone.
func (o *office) work(t *testing.T, id, state string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond) // a person may send no more than so many requests a minute
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); ; <-tick.C {
		if err := o.Handovers.Work(t.Context(), o.agency, holding); err != nil && !errors.Is(err, jobs.ErrLost) && !errors.Is(err, errs.ErrChanged) {
			t.Fatal(err)
		}
		if got := o.states(t, "nhansu", id); strings.HasPrefix(got, state) {
			return
		} else if time.Now().After(deadline) {
			t.Fatalf("hand-over %s: %s, want %s", id, got, state)
		}
	}
}
