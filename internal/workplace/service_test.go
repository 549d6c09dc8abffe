package workplace

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/realtime"
	"congvu/internal/task"
)

// TestMainJob carries one registration from the draft over a refusal to the approval, a withdrawal of the rest and the
// confirmed result, and looks at all that is kept and told.
func TestMainJob(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	lan, head := o.actor["Lan"], o.actor["Trưởng phòng"]
	o.tasks["t1"] = task.Row{ID: "t1", Code: "NV-2026-000128", Title: "Hướng dẫn đăng ký tài khoản", Lead: task.Lead{Person: lan.ID}, DueOn: "2026-05-13", Product: task.Product{Name: "Văn bản hướng dẫn", Code: "CV-02"}}

	v, err := o.Create(ctx, lan, Input{}, false, "")
	o.ok(err)
	if v.Code != "ĐK-2026-0001" || v.State != Draft || !slices.Equal(v.Acts, []Act{ActEdit, ActSubmit, ActWithdraw}) {
		t.Fatalf("draft: %s %s %v", v.Code, v.State, v.Acts)
	}
	if _, err := o.Get(ctx, head, v.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("the head reads a draft: %v", err)
	}
	if _, err := o.Submit(ctx, lan, v.ID, v.Version); !errors.Is(err, ErrInput) || len(errs.As(err).Fields) < 5 {
		t.Errorf("an empty draft is sent: %v", err)
	}
	in := wish("05-08 am", "05-08 pm", "05-11 am")
	in.Works = append(in.Works, WorkInput{Task: "t1"})
	v, err = o.Edit(ctx, lan, v.ID, v.Version, in, true)
	o.ok(err)
	if w := v.Works[1]; w.Title != "Hướng dẫn đăng ký tài khoản" || w.Product != "Văn bản hướng dẫn" || w.Due != "2026-05-13" || v.State != Submitted {
		t.Errorf("sent: %s %+v", v.State, w)
	}
	if diff := cmp.Diff([]string{"workplace.submitted"}, o.messages("Trưởng phòng")); diff != "" {
		t.Errorf("inbox of the head (-want +got):\n%s", diff)
	}
	if c := o.cells("Minh", "phong", "Lan", "2026-05-08"); !c[0].Asked || c[0].Place != diary.Office {
		t.Errorf("while it waits the grid says %+v", c[0])
	}

	if _, err := o.Refuse(ctx, head, v.ID, v.Version, "ngắn"); !errors.Is(err, ErrReason) {
		t.Errorf("refused without a reason: %v", err)
	}
	v, err = o.Refuse(ctx, head, v.ID, v.Version, "Tuần này phòng còn ít người")
	o.ok(err)
	if v.State != Refused || len(v.Waiting) != 0 {
		t.Errorf("refused: %s waits for %v", v.State, v.Waiting)
	}
	stale := v.Version - 1
	v, err = o.Submit(ctx, lan, v.ID, v.Version)
	o.ok(err)
	_, err = o.Approve(ctx, head, v.ID, stale, nil)
	if current, ok := errs.As(err).Current.(View); !errors.Is(err, errs.ErrChanged) || !ok || current.Version != v.Version {
		t.Errorf("a stale approval: %v", err)
	}
	v, err = o.Approve(ctx, head, v.ID, v.Version, nil)
	o.ok(err)
	if c := o.cells("Minh", "phong", "Lan", "2026-05-08"); c[1].Place != diary.Remote || c[1].Paper != v.Code || c[1].By != ByRegistration {
		t.Errorf("approved, the grid says %+v", c[1])
	}
	if _, err := o.Approve(ctx, head, v.ID, v.Version, nil); !errors.Is(err, ErrState) {
		t.Errorf("approved twice: %v", err)
	}

	o.clock.set("2026-05-08 14:00")
	v, err = o.Withdraw(ctx, lan, v.ID, v.Version)
	o.ok(err)
	if v.State != Approved || !slices.Equal(v.Granted, []Half{"2026-05-08 am", "2026-05-08 pm"}) || !v.InPart() {
		t.Errorf("the rest withdrawn: %s %v", v.State, v.Granted)
	}
	_, err = o.diary.Save(ctx, lan, "2026-05-08", 0, diary.Input{Place: diary.Places{AM: diary.Remote, PM: diary.Remote}, Entries: []diary.EntryInput{{Text: "Soạn dự thảo", Minutes: 90}}})
	o.ok(err)
	if _, err := o.Report(ctx, lan, v.ID, v.Version, ResultInput{Outcomes: []Outcome{{DoneAll, "Xong dự thảo"}}}); !errors.Is(err, ErrInput) {
		t.Errorf("an outcome is missing: %v", err)
	}
	v, err = o.Report(ctx, lan, v.ID, v.Version, ResultInput{Outcomes: []Outcome{{DoneAll, "Xong dự thảo"}, {DonePart, "Đã có đề cương"}}, Note: "Mạng chậm buổi chiều"})
	o.ok(err)
	seen, err := o.Get(ctx, head, v.ID)
	o.ok(err)
	if len(seen.Days) != 1 || seen.Days[0].Entries[0].Text != "Soạn dự thảo" || !slices.Contains(seen.Acts, ActConfirm) {
		t.Errorf("beside the plan the head reads %+v, acts %v", seen.Days, seen.Acts)
	}
	v, err = o.ReturnResult(ctx, head, v.ID, v.Version, "Nêu rõ đề cương đã gửi ai")
	o.ok(err)
	if !slices.Equal(v.Waiting, []string{lan.ID}) {
		t.Errorf("returned, it waits for %v", v.Waiting)
	}
	v, err = o.Report(ctx, lan, v.ID, v.Version, ResultInput{Outcomes: []Outcome{{DoneAll, "Xong dự thảo"}, {DonePart, "Đề cương đã gửi phòng"}}})
	o.ok(err)
	v, err = o.ConfirmResult(ctx, head, v.ID, v.Version)
	o.ok(err)
	if v.Result.State != ResultConfirmed || v.Result.ConfirmedBy != head.ID || len(v.Waiting) != 0 {
		t.Errorf("confirmed: %+v", v.Result)
	}
	if diff := cmp.Diff([]string{"workplace.confirmed", "workplace.returned", "workplace.approved", "workplace.refused"}, o.messages("Lan")); diff != "" {
		t.Errorf("inbox of the person (-want +got):\n%s", diff)
	}
	history, _, err := o.History(ctx, head, v.ID, "", 50)
	o.ok(err)
	actions := []string{}
	for _, h := range history {
		actions = append(actions, h.Action)
	}
	want := []string{
		"workplace.confirmed", "workplace.reported", "workplace.returned", "workplace.reported", "workplace.withdrawn", "workplace.approved",
		"workplace.submitted", "workplace.refused", "workplace.submitted", "workplace.saved",
	}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	var e realtime.Event
	o.ok(o.db.Collection("events").FindOne(ctx, bson.M{"type": EventType, "object": o.unit["phong"]}).Decode(&e))
	for _, token := range []string{access.Person(o.actor["Minh"].ID), access.Work(o.unit["so"]), access.Staff(o.unit["tinh"])} {
		if !slices.Contains(e.Audience, token) {
			t.Errorf("%s looks at the grid and is not told", token)
		}
	}
}

// TestChain: a head's own goes above, those above the direct superior may decide too, the topmost head has nobody to ask.
func TestChain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	for who, want := range map[string][]string{
		"Lan": {"Trưởng phòng", "Giám đốc", "Chủ tịch"}, "Phó phòng": {"Trưởng phòng", "Giám đốc", "Chủ tịch"}, "Trưởng phòng": {"Giám đốc", "Chủ tịch"}, "Giám đốc": {"Chủ tịch"},
	} {
		v := o.send(who, "05-08 am")
		got := []string{}
		for _, id := range v.Chain {
			got = append(got, o.name(id))
		}
		if !slices.Equal(got, want) || o.name(v.Waiting[0]) != want[0] {
			t.Errorf("of %s decide %v, waits for %s, want %v", who, got, o.name(v.Waiting[0]), want)
		}
		for name, a := range o.actor {
			_, err := o.Approve(ctx, a, v.ID, v.Version, nil)
			if may := slices.Contains(want, name); may {
				o.ok(err)
				_, err := o.Recall(ctx, a, v.ID, v.Version+1, "Bố trí lại người trực tại phòng")
				o.ok(err)
				v = o.send(who, "05-08 am")
			} else if err == nil || !errors.Is(err, errs.ErrNotFound) && !errors.Is(err, ErrNotApprover) && !errors.Is(err, ErrOwn) {
				t.Errorf("%s approves %s: %v", name, who, err)
			}
		}
	}
	if _, err := o.Create(ctx, o.actor["Chủ tịch"], wish("05-08 am"), true, ""); !errors.Is(err, ErrNoApprover) {
		t.Errorf("the topmost head: %v", err)
	}
}

// TestLastPlace: of sixteen approvals at once exactly as many pass as the unit may spare.
func TestLastPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	views := []View{}
	for i := range 16 {
		name := "Người " + strconv.Itoa(i)
		o.join(name, "phong", access.Officer)
		views = append(views, o.send(name, "05-08 am", "05-08 pm"))
	}
	o.rule("Trưởng phòng", "phong", RuleInput{MinOnSite: 75}) // 20 people: 15 must stay
	var wg sync.WaitGroup
	results := make([]error, len(views))
	for i, v := range views {
		wg.Go(func() {
			who := []string{"Trưởng phòng", "Giám đốc", "Chủ tịch"}[i%3]
			_, results[i] = o.Approve(t.Context(), o.actor[who], v.ID, v.Version, nil)
		})
	}
	wg.Wait()
	passed := 0
	for _, err := range results {
		switch {
		case err == nil:
			passed++
		case !errors.Is(err, ErrQuota):
			t.Errorf("refused by %v", err)
		case errs.As(err).Args["left"] != "14" || errs.As(err).Args["base"] != "20" || errs.As(err).Args["need"] != "15":
			t.Errorf("the refusal names %v", errs.As(err).Args)
		}
	}
	g, err := o.Where(t.Context(), o.actor["Trưởng phòng"], GridQuery{Unit: o.unit["phong"], From: "2026-05-08", To: "2026-05-08", Limit: 100})
	o.ok(err)
	if passed != 5 || g.Days[0].AM.OnSite() != 15 || g.Days[0].PM.OnSite() != 15 {
		t.Errorf("%d approvals passed, %d on site; want 5 and 15", passed, g.Days[0].AM.OnSite())
	}
}

// TestQuotas: each way in which rules refuse an approval, and the part that is granted instead.
func TestQuotas(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	head := o.actor["Trưởng phòng"]
	v := o.send("Lan", "05-08 am", "05-08 pm", "05-11 am")
	o.rule("Giám đốc", "so", RuleInput{MinOnSite: 75, Basis: "Công văn 1552/UBND-KGVX"}) // phong: 4 people, 3 must stay; set above, it binds below
	m := o.send("Minh", "05-08 pm")
	_, err := o.Approve(ctx, head, m.ID, m.Version, nil)
	o.ok(err)
	_, err = o.Approve(ctx, head, v.ID, v.Version, nil)
	if !errors.Is(err, ErrQuota) || errs.As(err).Args["half"] != "chiều thứ Sáu 08/05/2026" {
		t.Fatalf("one too many: %v %v", err, errs.As(err).Args)
	}
	if q := v.Quota; len(q) != 3 {
		t.Errorf("the approver is shown %d half-days", len(q))
	}
	if _, err := o.Approve(ctx, head, v.ID, v.Version, []Half{"2026-05-12 am"}); !errors.Is(err, ErrInput) {
		t.Errorf("granted what was not asked for: %v", err)
	}
	v, err = o.Approve(ctx, head, v.ID, v.Version, []Half{"2026-05-11 am", "2026-05-08 am"})
	o.ok(err)
	if !v.InPart() || !slices.Equal(v.Granted, []Half{"2026-05-08 am", "2026-05-11 am"}) {
		t.Errorf("in part: %v", v.Granted)
	}

	o.rule("Trưởng phòng", "phong", RuleInput{MaxDays: 1})
	w := o.send("Phó phòng", "05-12 am", "05-12 pm", "05-13 am")
	if _, err := o.Approve(ctx, head, w.ID, w.Version, nil); !errors.Is(err, ErrWeek) {
		t.Errorf("more than a day in a week: %v", err)
	}
	post := RuleInput{People: []string{o.actor["Minh"].ID}, Version: 1}
	waiting := o.send("Minh", "05-14 am")
	o.rule("Trưởng phòng", "phong", post)
	if _, err := o.Approve(ctx, head, waiting.ID, waiting.Version, nil); !errors.Is(err, ErrPost) {
		t.Errorf("a post that must be on site: %v", err)
	}
	if _, err := o.Create(ctx, o.actor["Minh"], wish("05-15 am"), true, ""); !errors.Is(err, ErrPost) {
		t.Errorf("sent for a post that must be on site: %v", err)
	}
}

// TestCrowded: who is at home because at most so many may be on site does not come back by withdrawing.
func TestCrowded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.send("Lan", "05-08 am")
	v, err := o.Approve(t.Context(), o.actor["Trưởng phòng"], v.ID, v.Version, nil)
	o.ok(err)
	o.rule("Trưởng phòng", "phong", RuleInput{MaxOnSite: 75})
	if _, err := o.Withdraw(t.Context(), o.actor["Lan"], v.ID, v.Version); !errors.Is(err, ErrCrowded) || errs.As(err).Args["most"] != "3" {
		t.Errorf("withdrawn: %v %v", err, errs.As(err).Args)
	}
}

// TestOneHalfOnce: a half-day is in one registration, and in none while an absence covers it.
func TestOneHalfOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	first := o.send("Lan", "05-08 am")
	if _, err := o.Create(ctx, o.actor["Lan"], wish("05-08 am", "05-11 am"), true, ""); !errors.Is(err, ErrOverlap) || errs.As(err).Args["code"] != first.Code {
		t.Errorf("the same half-day twice: %v", err)
	}
	_, err := o.Enter(ctx, o.actor["Nhân sự"], AbsenceInput{Person: o.actor["Lan"].ID, Kind: Sick, From: "2026-05-11 am", To: "2026-05-12 am", Paper: "12/GXN"}, "")
	o.ok(err)
	if _, err := o.Create(ctx, o.actor["Lan"], wish("05-12 am"), true, ""); !errors.Is(err, ErrAbsent) || errs.As(err).Args["paper"] != "12/GXN" {
		t.Errorf("at home while on leave: %v", err)
	}
	o.send("Lan", "05-12 pm")
	var wg sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		wg.Go(func() { _, results[i] = o.Create(ctx, o.actor["Minh"], wish("05-08 am"), true, "") })
	}
	wg.Wait()
	sent := 0
	for _, err := range results {
		if err == nil {
			sent++
		} else if !errors.Is(err, ErrOverlap) {
			t.Errorf("one of many: %v", err)
		}
	}
	if sent != 1 {
		t.Errorf("%d of eight at once were sent", sent)
	}
}

// TestKey: the same request makes one registration, whatever comes between.
func TestKey(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Go(func() {
			v, err := o.Create(ctx, o.actor["Lan"], wish("05-08 am"), true, "khoa-0001")
			if err != nil {
				t.Error(err)
			}
			ids[i] = v.ID
		})
	}
	wg.Wait()
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 1 {
		t.Errorf("one key made %v", ids)
	}
	if _, err := o.Create(ctx, o.actor["Lan"], wish("05-11 am"), true, "khoa-0001"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("the key with another content: %v", err)
	}
	rows, _, err := o.Mine(ctx, o.actor["Lan"], "", 50)
	o.ok(err)
	if len(rows) != 1 {
		t.Errorf("%d registrations", len(rows))
	}
}

// TestPassedOn: when the head changes, what waits goes to who decides now.
func TestPassedOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	v := o.send("Lan", "05-11 am")
	posts, err := o.people.Appointments(ctx, o.agency, o.actor["Trưởng phòng"].ID)
	o.ok(err)
	o.ok(o.people.EndAppointment(ctx, access.System(o.agency), posts[0].ID, posts[0].Version))
	o.clock.set("2026-05-08 00:20")
	o.ok(o.PassOn(ctx, o.agency, func(context.Context) error { return nil }))
	waiting, err := o.Waiting(ctx, o.actor["Giám đốc"], 10)
	o.ok(err)
	n, err := o.CountWaiting(ctx, o.actor["Giám đốc"], 10)
	if err != nil || n != 1 || len(waiting) != 1 || waiting[0].ID != v.ID {
		t.Errorf("%d wait for the head above, %v", n, err)
	}
	_, err = o.people.Appoint(ctx, access.System(o.agency), o.actor["Minh"].ID, identity.Appointment{Unit: o.unit["phong"], Role: access.Head, Title: "Trưởng phòng"})
	o.ok(err)
	o.ok(o.PassOn(ctx, o.agency, func(context.Context) error { return nil }))
	if n, err := o.CountWaiting(ctx, o.actor["Minh"], 10); err != nil || n != 1 {
		t.Errorf("%d wait for the new head, %v", n, err)
	}
}
