package task_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/realtime"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestMainJob carries one task from the assignment to the approval, with one return, and looks at all that is kept.
func TestMainJob(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()

	x := w.give()
	if x.Code != "NV-2026-000001" || x.State != task.Assigned || x.DueOn != "2026-05-06" || x.Product.KMilli != 18_000 || x.Version != 1 {
		t.Fatalf("given: %s %s due %s, K %d, version %d", x.Code, x.State, x.DueOn, x.Product.KMilli, x.Version)
	}
	if diff := cmp.Diff([]string{"task.assigned lead"}, w.messages(w.officer)); diff != "" {
		t.Errorf("inbox of the lead (-want +got):\n%s", diff)
	}
	if got := w.messages(w.head); len(got) != 0 {
		t.Errorf("the assigner is told of the own act: %v", got)
	}

	w.at("2026-04-24 10:02")
	if _, err := w.tasks.Get(ctx, w.officer, x.ID); err != nil {
		t.Fatal(err)
	}
	if seen, err := w.tasks.Get(ctx, w.head, x.ID); err != nil || seen.SeenAt == nil || seen.Version != 1 {
		t.Errorf("seen at %v, version %d, %v", seen.SeenAt, seen.Version, err)
	}
	var told realtime.Event
	w.ok(w.db.Collection("events").FindOne(ctx, bson.M{"object": x.ID, "type": "seen"}).Decode(&told))
	if diff := cmp.Diff([]string{access.Person(w.head.ID)}, told.Audience); diff != "" {
		t.Errorf("told that it was opened (-want +got):\n%s", diff)
	}
	x, err := w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
	w.ok(err)
	w.at("2026-04-28 16:40")
	x, err = w.tasks.Report(ctx, w.officer, x.ID, x.Version, 35, "Hoàn thành dự thảo lần 1", "")
	w.ok(err)
	w.at("2026-05-04 15:00") // two working days left: 5/5 and 6/5
	x, err = w.tasks.Submit(ctx, w.officer, x.ID, x.Version, "Dự thảo lần 2", 1000)
	w.ok(err)
	if diff := cmp.Diff([]string{w.head.ID}, x.Waiting); diff != "" || x.State != task.Submitted {
		t.Errorf("submitted waits for (-want +got):\n%s", diff)
	}
	w.at("2026-05-07 09:00")
	x, err = w.tasks.Return(ctx, w.head, x.ID, x.Version, "Thiếu biểu phí của 14 thủ tục", true, task.Faulty{})
	w.ok(err)
	if x.DueOn != "2026-05-11" || x.State != task.InProgress || len(x.Missed(w.clock.Now())) != 0 {
		t.Errorf("returned: due %s, %s, missed %v", x.DueOn, x.State, x.Missed(w.clock.Now()))
	}
	w.at("2026-05-11 11:00")
	x, err = w.tasks.Submit(ctx, w.officer, x.ID, x.Version, "Dự thảo lần 3", 1000)
	w.ok(err)
	w.at("2026-05-20 11:00") // the approver's slowness costs the lead nothing
	x, err = w.tasks.Approve(ctx, w.head, x.ID, x.Version, task.Met, 1000, task.Faulty{}, "")
	w.ok(err)

	stored, err := w.tasks.Get(ctx, w.officer, x.ID)
	w.ok(err)
	if diff := cmp.Diff(x, stored); diff != "" {
		t.Errorf("what the act returned is not what is stored (-returned +stored):\n%s", diff)
	}
	fact := w.facts.put[x.ID]
	if fact.AcceptedMilli() != 1000 || len(fact.Missed(w.clock.Now())) != 0 || fact.Version != x.Version {
		t.Errorf("facts: accepted %d, missed %v, version %d", fact.AcceptedMilli(), fact.Missed(w.clock.Now()), fact.Version)
	}
	history, _, err := w.tasks.History(ctx, w.officer, x.ID, "", 50)
	w.ok(err)
	var actions []string
	for _, h := range history {
		actions = append(actions, h.Action)
	}
	want := []string{"task.approved", "task.submitted", "task.returned", "task.submitted", "task.reported", "task.accepted", "task.assigned"}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if p := history[6].Params; p["lead"] != "Nguyễn Thị Lan" || p["due"] != "06/05/2026" || p["quantity"] != "1" {
		t.Errorf("history's values of the assignment: %v", p)
	}
	reports, err := w.tasks.Reports(ctx, x, 50)
	w.ok(err)
	if len(reports) != 1 || reports[0].Percent != 35 {
		t.Errorf("reports: %+v", reports)
	}
	if diff := cmp.Diff([]string{"task.approved lead", "task.returned lead", "task.assigned lead"}, w.messages(w.officer)); diff != "" {
		t.Errorf("inbox of the lead (-want +got):\n%s", diff)
	}
}

// TestUnitLeads gives work to a unit, whose head names who leads.
func TestUnitLeads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID})
	in.Coordinators = []task.Part{{Unit: w.snv.ID}, {Person: w.clerk.ID}}
	x, err := w.tasks.Create(ctx, w.director, in, true, "")
	w.ok(err)
	if !slices.Equal(x.Waiting, []string{w.head.ID}) || x.Graded() {
		t.Errorf("waits for %v, graded %t", x.Waiting, x.Graded())
	}
	if diff := cmp.Diff([]string{"task.assigned head"}, w.messages(w.head)); diff != "" {
		t.Errorf("inbox of the head (-want +got):\n%s", diff)
	}
	for who, a := range map[string]access.Actor{"head of the coordinating unit": w.neighbour, "coordinating person": w.clerk} {
		if diff := cmp.Diff([]string{"task.coordinated coordinator"}, w.messages(a)); diff != "" {
			t.Errorf("inbox of the %s (-want +got):\n%s", who, diff)
		}
		if _, err := w.tasks.Get(ctx, a, x.ID); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
	if _, err := w.tasks.Get(ctx, w.officer, x.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("an officer of the unit who takes no part: %v", err)
	}
	if _, err := w.tasks.Accept(ctx, w.head, x.ID, x.Version, ""); !errors.Is(err, task.ErrLead) {
		t.Errorf("accept without naming: %v", err)
	}
	if _, err := w.tasks.Accept(ctx, w.head, x.ID, x.Version, w.neighbour.ID); !errors.Is(err, task.ErrLead) {
		t.Errorf("somebody of another unit named: %v", err)
	}
	x, err = w.tasks.Accept(ctx, w.head, x.ID, x.Version, w.officer.ID)
	w.ok(err)
	if x.State != task.Assigned || !slices.Equal(x.Waiting, []string{w.officer.ID}) || x.Lead.Person != w.officer.ID || !x.Graded() {
		t.Errorf("named: %s, waits for %v, led by %v", x.State, x.Waiting, x.Lead)
	}
	if _, err := w.tasks.Get(ctx, w.neighbour, x.ID); err != nil {
		t.Errorf("the coordinating unit lost sight of it: %v", err)
	}
	x, err = w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
	w.ok(err)
	if x.State != task.InProgress {
		t.Errorf("accepted: %s", x.State)
	}
}

// TestProposal lets an officer propose own work; the head's assignment makes the head assigner and approver.
func TestProposal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	own := task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}
	if _, err := w.tasks.Create(ctx, w.officer, w.input(own), true, ""); !errors.Is(err, task.ErrOwnWork) {
		t.Errorf("own work assigned: %v", err)
	}
	if _, err := w.tasks.Create(ctx, w.officer, w.input(task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID}), false, ""); !errors.Is(err, task.ErrOutside) {
		t.Errorf("an officer drafts work for a colleague: %v", err)
	}
	x, err := w.tasks.Create(ctx, w.officer, w.input(own), false, "")
	w.ok(err)
	if !x.Proposal || !slices.Equal(x.Waiting, []string{w.head.ID}) {
		t.Fatalf("proposal %t waits for %v", x.Proposal, x.Waiting)
	}
	if diff := cmp.Diff([]string{"task.created head"}, w.messages(w.head)); diff != "" {
		t.Errorf("inbox of the head (-want +got):\n%s", diff)
	}
	if _, err := w.tasks.Get(ctx, w.director, x.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a draft is seen from above: %v", err)
	}
	if _, err := w.tasks.Assign(ctx, w.officer, x.ID, x.Version); !errors.Is(err, task.ErrNotAssigner) {
		t.Errorf("own proposal assigned: %v", err)
	}
	in := w.input(own)
	in.QtyMilli = 2500
	x, err = w.tasks.Edit(ctx, w.head, x.ID, x.Version, in)
	w.ok(err)
	x, err = w.tasks.Assign(ctx, w.head, x.ID, x.Version)
	w.ok(err)
	if x.AssignedBy != w.head.ID || x.Approver != w.head.ID || x.Proposal || x.QtyMilli != 2500 || x.ConvertedMilli() != 45_000 {
		t.Errorf("assigned by %s, approver %s, proposal %t, %d", x.AssignedBy, x.Approver, x.Proposal, x.QtyMilli)
	}

	x, err = w.tasks.Create(ctx, w.officer, w.input(own), false, "")
	w.ok(err)
	if _, err = w.tasks.Cancel(ctx, w.head, x.ID, x.Version, "Chưa cần làm trong tháng này"); err != nil {
		t.Errorf("the head refuses a proposal: %v", err)
	}
}

// TestDeclineAndAgain gives work back, edits it and gives it to somebody else.
func TestDeclineAndAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	x, err := w.tasks.Decline(ctx, w.officer, x.ID, x.Version, "Việc này thuộc phòng khác")
	w.ok(err)
	if x.State != task.Draft || !slices.Equal(x.Waiting, []string{w.head.ID}) || x.Graded() {
		t.Errorf("declined: %s, waits for %v", x.State, x.Waiting)
	}
	if _, err := w.tasks.Get(ctx, w.officer, x.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("who declined still sees the draft: %v", err)
	}
	w.at("2026-05-07 08:00") // after the first deadline
	if _, err := w.tasks.Assign(ctx, w.head, x.ID, x.Version); !errors.Is(err, errs.ErrInvalid) || errs.As(err).Fields[0].Code != "past" {
		t.Errorf("given again with a deadline that has passed: %v", err)
	}
	x, err = w.tasks.Edit(ctx, w.head, x.ID, x.Version, w.input(task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID}))
	w.ok(err)
	x, err = w.tasks.Assign(ctx, w.head, x.ID, x.Version)
	w.ok(err)
	if x.DueOn != "2026-05-14" || len(x.Dues) != 2 || len(x.Missed(w.clock.Now())) != 0 {
		t.Errorf("given again: due %s, %d deadlines, missed %v", x.DueOn, len(x.Dues), x.Missed(w.clock.Now()))
	}
	x, err = w.tasks.Recall(ctx, w.head, x.ID, x.Version, "Chuyển cho người khác làm")
	w.ok(err)
	if _, err := w.tasks.Get(ctx, w.colleague, x.ID); err != nil || !x.Open {
		t.Errorf("who had it sees that it was recalled: open %t, %v", x.Open, err)
	}
	x, err = w.tasks.Assign(ctx, w.head, x.ID, x.Version)
	w.ok(err)
	if x.State != task.Assigned || x.ClosedAt != nil || x.ClosedReason != "" {
		t.Errorf("a recalled task given again: %s, closed %v", x.State, x.ClosedAt)
	}
}

// TestWhoMayGive checks every id that an input names.
func TestWhoMayGive(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	cntt := task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}
	for name, tc := range map[string]struct {
		by     access.Actor
		change func(*task.Input)
		want   *errs.Error
		field  string
	}{
		"own unit":                  {w.head, func(*task.Input) {}, nil, ""},
		"from two levels above":     {w.chair, func(*task.Input) {}, nil, ""},
		"deputy":                    {w.deputy, func(*task.Input) {}, nil, ""},
		"sibling head":              {w.neighbour, func(*task.Input) {}, task.ErrOutside, ""},
		"clerk":                     {w.clerk, func(*task.Input) {}, task.ErrOutside, ""},
		"unit above":                {w.head, func(in *task.Input) { in.Lead = task.Lead{Unit: w.stttt.ID} }, task.ErrOutside, ""},
		"deputy to own head":        {w.deputy, func(in *task.Input) { in.Lead = task.Lead{Unit: w.stttt.ID, Person: w.director.ID} }, task.ErrSuperior, ""},
		"unknown unit":              {w.head, func(in *task.Input) { in.Lead.Unit = "01J00000000000000000000000" }, task.ErrLead, "lead.unit"},
		"unknown person":            {w.head, func(in *task.Input) { in.Lead.Person = "01J00000000000000000000000" }, task.ErrLead, "lead.person"},
		"person of another unit":    {w.director, func(in *task.Input) { in.Lead.Unit = w.stttt.ID }, task.ErrLead, "lead.person"},
		"unknown product":           {w.head, func(in *task.Input) { in.ProductCode = "XX" }, errs.ErrInvalid, "product.code"},
		"unknown document":          {w.head, func(in *task.Input) { in.Document = "01J00000000000000000000000" }, errs.ErrInvalid, "documentId"},
		"unknown coordinator":       {w.head, func(in *task.Input) { in.Coordinators = []task.Part{{Person: "x"}} }, errs.ErrInvalid, "coordinators[0].person"},
		"unknown coordinating unit": {w.head, func(in *task.Input) { in.Coordinators = []task.Part{{Unit: "x"}} }, errs.ErrInvalid, "coordinators[0].unit"},
		"lead coordinates":          {w.head, func(in *task.Input) { in.Coordinators = []task.Part{{Person: w.officer.ID}} }, errs.ErrInvalid, "coordinators[0]"},
		"coordinator twice": {w.head, func(in *task.Input) {
			in.Coordinators = []task.Part{{Person: w.clerk.ID}, {Person: w.clerk.ID}}
		}, errs.ErrInvalid, "coordinators[1]"},
		"deadline in the past": {w.head, func(in *task.Input) { in.Due = vncal.Rule{Kind: vncal.KindDate, Date: "2026-04-23"} }, errs.ErrInvalid, "due.date"},
		"no such rule":         {w.head, func(in *task.Input) { in.Due = vncal.Rule{Kind: "x"} }, errs.New(0, "calendar.rule", ""), "due.kind"},
		"free text":            {w.head, func(in *task.Input) { in.ProductCode, in.ProductText, in.PointsMilli = "", "Tờ rơi", 60_000 }, nil, ""},
		"title too short":      {w.head, func(in *task.Input) { in.Title = "Việc" }, errs.ErrInvalid, "title"},
		"no quantity":          {w.head, func(in *task.Input) { in.QtyMilli = 0 }, errs.ErrInvalid, "quantity"},
	} {
		in := w.input(cntt)
		tc.change(&in)
		_, err := w.tasks.Create(ctx, tc.by, in, true, "")
		if tc.want == nil && err != nil || tc.want != nil && !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
			continue
		}
		if tc.field != "" && (len(errs.As(err).Fields) != 1 || errs.As(err).Fields[0].Path != tc.field) {
			t.Errorf("%s: fields %v, want %s", name, errs.As(err).Fields, tc.field)
		}
	}
}

// TestStaleVersion answers an old screen with the task as it is now, whatever the verb's own rule says.
func TestStaleVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	y, err := w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
	w.ok(err)
	_, err = w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
	current, ok := errs.As(err).Current.(task.Task)
	if !errors.Is(err, errs.ErrChanged) || !ok || current.Version != y.Version {
		t.Errorf("double click: %v with %v", err, current.Version)
	}
	_, err = w.tasks.Accept(ctx, w.officer, x.ID, y.Version, "")
	if current, ok := errs.As(err).Current.(task.Task); !errors.Is(err, task.ErrState) || !ok || current.State != task.InProgress {
		t.Errorf("accepted twice: %v with %+v", err, errs.As(err).Current)
	}
	if _, err := w.tasks.Submit(ctx, w.colleague, x.ID, y.Version, "Kết quả", 1000); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a colleague who takes no part: %v", err)
	}
	if _, err := w.tasks.Submit(ctx, w.director, x.ID, y.Version, "Kết quả", 1000); !errors.Is(err, task.ErrNotLead) {
		t.Errorf("the head above submits: %v", err)
	}
}

// TestIdempotency repeats creating requests.
func TestIdempotency(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID})
	first, err := w.tasks.Create(ctx, w.head, in, true, "key-0001")
	w.ok(err)
	again, err := w.tasks.Create(ctx, w.head, in, true, "key-0001")
	if err != nil || again.ID != first.ID {
		t.Errorf("repeated: %s instead of %s, %v", again.ID, first.ID, err)
	}
	other, err := w.tasks.Create(ctx, w.director, in, true, "key-0001")
	if err != nil || other.ID == first.ID {
		t.Errorf("the same key of another person: %s, %v", other.ID, err)
	}
	in.Title = "Một nhiệm vụ khác hẳn"
	if _, err := w.tasks.Create(ctx, w.head, in, true, "key-0001"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("another content: %v", err)
	}
	x, err := w.tasks.Accept(ctx, w.officer, first.ID, first.Version, "")
	w.ok(err)
	y, err := w.tasks.Report(ctx, w.officer, x.ID, x.Version, 60, "Đã gửi lấy ý kiến", "key-0002")
	w.ok(err)
	z, err := w.tasks.Report(ctx, w.officer, x.ID, x.Version, 60, "Đã gửi lấy ý kiến", "key-0002")
	if err != nil || z.Version != y.Version {
		t.Errorf("report repeated: version %d, %v", z.Version, err)
	}
	if reports, err := w.tasks.Reports(ctx, y, 50); err != nil || len(reports) != 1 {
		t.Errorf("%d reports, %v", len(reports), err)
	}
}

// TestApproverGone lets the head above decide when the approver has left.
func TestApproverGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	x, err := w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "")
	w.ok(err)
	if _, err := w.tasks.Recall(ctx, w.director, x.ID, x.Version, "Thu hồi thay trưởng phòng"); !errors.Is(err, task.ErrNotAssigner) {
		t.Errorf("the head above acts for an assigner in post: %v", err)
	}
	posts, err := w.people.Appointments(ctx, w.agency, w.head.ID)
	w.ok(err)
	w.ok(w.people.EndAppointment(ctx, access.System(w.agency), posts[0].ID, posts[0].Version))
	w.at("2026-04-27 09:10") // the post lasts to the end of its last day
	w.at("2026-04-28 09:10")
	x, err = w.tasks.Submit(ctx, w.officer, x.ID, x.Version, "Kết quả", 1000)
	w.ok(err)
	if !slices.Equal(x.Waiting, []string{w.director.ID}) {
		t.Errorf("waits for %v, want the head above", x.Waiting)
	}
	if _, err := w.tasks.Approve(ctx, w.director, x.ID, x.Version, task.Met, 1000, task.Faulty{}, ""); err != nil {
		t.Errorf("the head above approves: %v", err)
	}
}

// TestTogether lets two act on the same version at once: one wins, the other gets the conflict with the winner's task.
func TestTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	for range 5 {
		x := w.give()
		results := make([]error, 2)
		var both sync.WaitGroup
		both.Go(func() { _, results[0] = w.tasks.Accept(ctx, w.officer, x.ID, x.Version, "") })
		both.Go(func() { _, results[1] = w.tasks.Recall(ctx, w.head, x.ID, x.Version, "Giao cho người khác") })
		both.Wait()
		won := slices.IndexFunc(results, func(err error) bool { return err == nil })
		if won < 0 || !errors.Is(results[1-won], errs.ErrChanged) {
			t.Fatalf("results %v", results)
		}
		stored, err := w.tasks.Get(ctx, w.head, x.ID)
		w.ok(err)
		current, ok := errs.As(results[1-won]).Current.(task.Task)
		if want := []task.State{task.InProgress, task.Recalled}[won]; stored.State != want || stored.Version != 2 || !ok || current.Version != 2 {
			t.Errorf("stored %s version %d, conflict shows version %d", stored.State, stored.Version, current.Version)
		}
		if history, _, err := w.tasks.History(ctx, w.head, x.ID, "", 50); err != nil || len(history) != 2 {
			t.Errorf("%d acts in the history, %v", len(history), err)
		}
	}
}

// TestAllOrNothing: when the grading line cannot be stored, neither is the act, nor its history, nor its messages.
func TestAllOrNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	broken := errors.New("no room")
	w.facts.fail(broken)
	if _, err := w.tasks.Accept(ctx, w.officer, x.ID, x.Version, ""); !errors.Is(err, broken) {
		t.Fatalf("accept: %v", err)
	}
	if _, err := w.tasks.Create(ctx, w.head, w.input(task.Lead{Unit: w.cntt.ID, Person: w.colleague.ID}), true, ""); !errors.Is(err, broken) {
		t.Fatalf("create: %v", err)
	}
	w.facts.fail(nil)
	stored, err := w.tasks.Get(ctx, w.head, x.ID)
	w.ok(err)
	history, _, err := w.tasks.History(ctx, w.head, x.ID, "", 50)
	w.ok(err)
	if stored.Version != 1 || stored.State != task.Assigned || len(history) != 1 || len(w.messages(w.head)) != 0 || len(w.messages(w.colleague)) != 0 {
		t.Errorf("stored version %d, %s; %d acts; messages %v %v", stored.Version, stored.State, len(history), w.messages(w.head), w.messages(w.colleague))
	}
}

// TestSentences: every code has its sentences.
func TestSentences(t *testing.T) {
	for _, e := range []*errs.Error{
		task.ErrNotLead, task.ErrNotNaming, task.ErrNotAssigner, task.ErrNotApprover, task.ErrOutside, task.ErrSuperior, task.ErrOwnWork,
		task.ErrState, task.ErrNoHead, task.ErrReason, task.ErrLead,
	} {
		if !errs.Known(e.Code) {
			t.Errorf("%s has no sentence", e.Code)
		}
	}
}
