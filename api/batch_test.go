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
	"congvu/internal/batch"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/task"
)

// began asks for a batch over HTTP.
func (o *office) began(t *testing.T, who, act, more string, want int, tasks ...task.Task) v1.Batch {
	t.Helper()
	items := []string{}
	for _, one := range tasks {
		items = append(items, fmt.Sprintf(`{"task":%q,"version":%d}`, one.ID, one.Version))
	}
	status, raw := o.call(t, who, "POST", "/batches", fmt.Sprintf(`{"act":%q,"items":[%s]%s}`, act, strings.Join(items, ","), more))
	if status != want {
		t.Fatalf("%s as %s: %d %s", act, who, status, raw)
	}
	return read[v1.Batch](t, raw)
}

// batchAt carries a batch out and says what became of its rows.
func (o *office) batchAt(t *testing.T, who, id, state string) (v1.Batch, string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond) // a person may send no more than so many requests a minute
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); ; <-tick.C {
		if err := o.Batches.Work(t.Context(), o.agency, holding); err != nil && !errors.Is(err, jobs.ErrLost) && !errors.Is(err, errs.ErrChanged) {
			t.Fatal(err)
		}
		_, raw := o.call(t, who, "GET", "/batches/"+id, "")
		b := read[v1.Batch](t, raw)
		if b.State == state {
			rows := []string{}
			for _, r := range b.Rows {
				rows = append(rows, r.State)
			}
			return b, strings.Join(rows, " ")
		} else if time.Now().After(deadline) {
			t.Fatalf("batch %s: %s, want %s", id, raw, state)
		}
	}
}

// TestBatch: many deadlines are moved by one request, each by its own rights; what cannot be is refused and says why; the lead has
// one line for all of it; undone, what nobody has touched is what it was, with both acts in its history.
func TestBatch(t *testing.T) {
	o := newOffice(t)
	one, two, moved, done := o.taskIn(t, task.InProgress), o.taskIn(t, task.Assigned), o.taskIn(t, task.InProgress), o.taskIn(t, task.Completed)
	stale := moved
	if _, err := o.Tasks.Report(t.Context(), o.actor(t, "lan"), moved.ID, moved.Version, 40, "Đã có dự thảo", ""); err != nil {
		t.Fatal(err)
	}
	const move = `,"due":"2027-01-08","reason":"Theo kế hoạch mới của Sở"`
	b := o.began(t, "truongphong", "reschedule", move, 202, one, two, stale, done)
	b, rows := o.batchAt(t, "truongphong", b.ID, "done")
	if rows != "changed changed refused refused" || !b.Undo || b.Rows[2].Error == "" || b.Rows[3].Error == "" || b.Rows[0].Code != one.Code {
		t.Fatalf("%s: %+v", rows, b)
	}
	get := func(x task.Task) task.Task {
		t.Helper()
		got, err := o.Tasks.Look(t.Context(), o.actor(t, "truongphong"), x.ID)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := get(one); got.DueOn != "2027-01-08" || got.Version != one.Version+1 || len(got.Dues) != len(one.Dues)+1 {
		t.Errorf("moved: %+v", got.Row)
	}
	if got := get(done); got.Version != done.Version {
		t.Errorf("refused, and changed: %+v", got.Row)
	}
	_, raw := o.call(t, "lan", "GET", "/inbox", "")
	groups := map[string]int{}
	for _, m := range read[struct{ Items []v1.InboxItem }](t, raw).Items {
		if m.Kind == "task.rescheduled" {
			groups[m.Group]++
		}
	}
	if len(groups) != 1 || groups["batch|"+b.ID+"|running"] != 2 {
		t.Errorf("lan is told in %v", groups)
	}

	if _, err := o.Tasks.Accept(t.Context(), o.actor(t, "lan"), two.ID, two.Version+1, ""); err != nil {
		t.Fatal(err)
	}
	if status, raw := o.call(t, "truongphong", "POST", "/batches/"+b.ID+"/undo", ""); status != 202 {
		t.Fatalf("undo: %d %s", status, raw)
	}
	b, rows = o.batchAt(t, "truongphong", b.ID, "undone")
	if rows != "back stays refused refused" || b.Undo || b.Rows[1].Error == "" {
		t.Errorf("undone: %s %+v", rows, b)
	}
	again := get(one)
	if again.DueOn != one.DueOn || again.State != one.State || again.Version != one.Version+2 || len(again.Dues) != len(one.Dues) || !slices.Equal(again.Waiting, one.Waiting) {
		t.Errorf("again: %+v", again.Row)
	}
	_, raw = o.call(t, "lan", "GET", "/tasks/"+one.ID+"/history", "")
	if !strings.Contains(string(raw), `"task.taken_back"`) || !strings.Contains(string(raw), `"task.rescheduled"`) {
		t.Errorf("history: %s", raw)
	}
	if status, _ := o.call(t, "truongphong", "POST", "/batches/"+b.ID+"/undo", ""); status != 409 {
		t.Errorf("undone twice: %d", status)
	}
}

// TestBatchActs: another lead, a nudge and a recall, each with what it may and may not undo; who has no right to a task is refused
// for that task, and nothing of it changes.
func TestBatchActs(t *testing.T) {
	o := newOffice(t)
	const reason = `,"reason":"Phân công lại trong phòng"`
	given, second := o.taskIn(t, task.InProgress), o.taskIn(t, task.InProgress)
	b := o.began(t, "truongphong", "change_lead", fmt.Sprintf(`,"to":%q`, o.person["minh"])+reason, 202, given)
	if b, rows := o.batchAt(t, "truongphong", b.ID, "done"); rows != "changed" {
		t.Fatalf("another lead: %+v", b)
	}
	got, err := o.Tasks.Look(t.Context(), o.actor(t, "minh"), given.ID)
	if err != nil || got.Lead.Person != o.person["minh"] || got.State != task.Assigned || got.DueOn != given.DueOn {
		t.Errorf("minh leads %+v, %v", got.Row, err)
	}
	for _, who := range []string{"minh", "lan"} {
		if _, raw := o.call(t, who, "GET", "/inbox", ""); !strings.Contains(string(raw), `"task.lead_changed"`) {
			t.Errorf("%s is not told: %s", who, raw)
		}
	}
	if status, raw := o.call(t, "truongphong", "POST", "/batches/"+b.ID+"/undo", ""); status != 202 {
		t.Fatalf("undo: %d %s", status, raw)
	}
	o.batchAt(t, "truongphong", b.ID, "undone")
	if got, err = o.Tasks.Look(t.Context(), o.actor(t, "lan"), given.ID); err != nil || got.Lead.Person != o.person["lan"] || got.State != task.InProgress {
		t.Errorf("lan leads again %+v, %v", got.Row, err)
	}

	before, third := o.actor(t, "truongphong"), o.taskIn(t, task.InProgress)
	b = o.began(t, "truongphong", "change_urgency", `,"urgency":"hoa_toc"`+reason, 202, third, got)
	if b, rows := o.batchAt(t, "truongphong", b.ID, "done"); rows != "changed changed" || !b.Undo {
		t.Errorf("more urgent: %s %+v", rows, b)
	}
	if x, err := o.Tasks.Look(t.Context(), before, third.ID); err != nil || x.Urgency != task.Express || x.DueOn != third.DueOn || x.State != third.State {
		t.Errorf("more urgent: %+v, %v", x.Row, err)
	}
	same := o.began(t, "truongphong", "change_urgency", `,"urgency":"hoa_toc"`+reason, 202, task.Task{Row: task.Row{ID: third.ID, Version: third.Version + 1}})
	if b, rows := o.batchAt(t, "truongphong", same.ID, "done"); rows != "refused" || b.Rows[0].Error == "" {
		t.Errorf("as urgent as it was: %s %+v", rows, b)
	}
	if status, raw := o.call(t, "truongphong", "POST", "/batches/"+b.ID+"/undo", ""); status != 202 {
		t.Fatalf("undo: %d %s", status, raw)
	}
	if b, rows := o.batchAt(t, "truongphong", b.ID, "undone"); rows != "back back" {
		t.Errorf("as urgent as before: %s %+v", rows, b)
	}
	if got, err = o.Tasks.Look(t.Context(), before, got.ID); err != nil || got.Urgency != given.Urgency {
		t.Errorf("as urgent as before: %+v, %v", got.Row, err)
	}

	b = o.began(t, "truongphong", "nudge", "", 202, second)
	if b, rows := o.batchAt(t, "truongphong", b.ID, "done"); rows != "changed" || b.Undo {
		t.Errorf("nudged: %+v", b)
	}
	if status, raw := o.call(t, "truongphong", "POST", "/batches/"+b.ID+"/undo", ""); status != 409 || !strings.Contains(string(raw), "batch.no_undo") {
		t.Errorf("un-nudged: %d %s", status, raw)
	}

	for act, more := range map[string]string{"recall": reason, "change_urgency": `,"urgency":"hoa_toc"` + reason, "reschedule": `,"due":"2027-01-08"` + reason, "change_lead": fmt.Sprintf(`,"to":%q`, o.person["minh"]) + reason} {
		b := o.began(t, "lan", act, more, 202, got) // who leads it sees it, and may not
		if b, rows := o.batchAt(t, "lan", b.ID, "done"); rows != "refused" || b.Rows[0].Error == "" {
			t.Errorf("%s by its lead: %s %+v", act, rows, b)
		}
	}
	if same, err := o.Tasks.Look(t.Context(), o.actor(t, "lan"), got.ID); err != nil || same.Version != got.Version {
		t.Errorf("refused, and changed: %+v, %v", same.Row, err)
	}
	b = o.began(t, "truongphong", "recall", reason, 202, got)
	o.batchAt(t, "truongphong", b.ID, "done")
	if back, err := o.Tasks.Look(t.Context(), o.actor(t, "truongphong"), got.ID); err != nil || back.State != task.Recalled {
		t.Errorf("recalled: %+v, %v", back.Row, err)
	}
	if _, raw := o.call(t, "truongphong", "GET", "/batches", ""); read[struct{ Items []v1.Batch }](t, raw).Items[0].ID != b.ID {
		t.Errorf("the latest: %s", raw)
	}
}

// TestBatchRefused: what is wrong with a request is said with its field, and nothing is stored; repeated with the same key it is
// the same batch.
func TestBatchRefused(t *testing.T) {
	o := newOffice(t)
	one := o.taskIn(t, task.InProgress)
	foreign := task.Task{Row: task.Row{ID: "01ARZ3NDEKTSV4RRFFQ69G5FAV", Version: 1}}
	const reason = `,"reason":"Theo kế hoạch mới của Sở"`
	for name, tc := range map[string]struct {
		act, more string
		tasks     []task.Task
	}{
		"no such task":    {"nudge", "", []task.Task{one, foreign}},
		"twice the same":  {"nudge", "", []task.Task{one, one}},
		"nothing":         {"nudge", "", nil},
		"another act":     {"approve", reason, []task.Task{one}},
		"no day":          {"reschedule", reason, []task.Task{one}},
		"a past day":      {"reschedule", `,"due":"2020-01-01"` + reason, []task.Task{one}},
		"no lead":         {"change_lead", reason, []task.Task{one}},
		"a short reason":  {"recall", `,"reason":"vội"`, []task.Task{one}},
		"without reason":  {"recall", "", []task.Task{one}},
		"an unknown word": {"nudge", `,"grade":"khan"`, []task.Task{one}},
		"no urgency":      {"change_urgency", reason, []task.Task{one}},
		"unknown urgency": {"change_urgency", `,"urgency":"gap"` + reason, []task.Task{one}},
	} {
		t.Run(name, func(t *testing.T) { o.began(t, "truongphong", tc.act, tc.more, 422, tc.tasks...) })
	}
	if _, raw := o.call(t, "truongphong", "GET", "/batches", ""); len(read[struct{ Items []v1.Batch }](t, raw).Items) != 0 {
		t.Errorf("something is stored: %s", raw)
	}
	a, items := o.actor(t, "truongphong"), []batch.Item{{Task: one.ID, Version: one.Version}}
	first, err := o.Batches.Begin(t.Context(), a, task.Doing{Act: task.ActNudge}, items, "k1")
	again, err2 := o.Batches.Begin(t.Context(), a, task.Doing{Act: task.ActNudge}, items, "k1")
	if err := errors.Join(err, err2); err != nil || first.ID != again.ID || len(again.Rows) != 1 {
		t.Errorf("repeated: %s and %s, %v", first.ID, again.ID, err)
	}
	if _, err := o.Batches.Begin(t.Context(), a, task.Doing{Act: task.ActRecall, Reason: "Không làm nữa theo chỉ đạo"}, items, "k1"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("the key for another act: %v", err)
	}
	lost, calls := errors.New("another node does it"), 0
	if err := o.Batches.Work(t.Context(), o.agency, func(context.Context) error { calls++; return lost }); !errors.Is(err, lost) || calls != 1 {
		t.Errorf("interrupted: %v after %d", err, calls)
	}
	if b, rows := o.batchAt(t, "truongphong", first.ID, "done"); rows != "changed" {
		t.Errorf("gone on with: %+v", b)
	}
	at := first.At
	for name, tc := range map[string]struct {
		state batch.State
		act   task.Act
		after time.Duration
		want  error
	}{
		"at once": {batch.Done, task.ActRecall, 0, nil}, "within an hour": {batch.Done, task.ActRecall, time.Hour - time.Millisecond, nil},
		"an hour later": {batch.Done, task.ActRecall, time.Hour, batch.ErrTooLate}, "under way": {batch.Running, task.ActRecall, 0, batch.ErrRunning},
		"undone": {batch.Undone, task.ActRecall, 0, batch.ErrRunning}, "a nudge": {batch.Done, task.ActNudge, 0, batch.ErrNoUndo},
	} {
		if err := (batch.Batch{State: tc.state, At: at, Doing: task.Doing{Act: tc.act}}).Undoable(at.Add(tc.after)); !errors.Is(err, tc.want) || (tc.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}
