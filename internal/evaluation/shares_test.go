package evaluation_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestSharedLines: everybody with a share has a line of their own, by their own deadline, as the task stands at each step and
// after each month's end; the nightly check finds nothing to put right.
func TestSharedLines(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-04-02 09:00")
	x, err := w.tasks.Create(w.ctx, w.head, task.Input{
		Title: "Báo cáo tuần về dịch vụ công trực tuyến", Lead: task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}, ProductCode: "BC-01", QtyMilli: 10_000,
		Due: vncal.Rule{Kind: vncal.KindDate, Date: "2026-05-20"}, Urgency: task.Normal,
		Coordinators: []task.Part{{Person: w.colleague.ID, Share: 30, DueOn: "2026-04-15"}, {Unit: w.sibling, Share: 10}},
	}, true, "")
	w.ok(err)
	step := func(next task.Task, err error) { w.t.Helper(); w.ok(err); x = next }
	want := func(of string, lines ...string) {
		w.t.Helper()
		got := []string{}
		for _, p := range []grading.Period{"2026-04", "2026-05", "2026-06"} {
			for _, f := range w.linesOf(of, p) {
				got = append(got, fmt.Sprintf("%s a=%d d=%d l=%d %s %d%%", p, f.A, f.D, f.L, f.State, f.Show.Share))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(lines) {
			w.t.Errorf("%s: %q, want %q", of, got, lines)
		}
	}
	step(w.tasks.Accept(w.ctx, w.officer, x.ID, x.Version, ""))
	want(w.officer.ID, "2026-05 a=6000 d=0 l=0 in_progress 60%")
	want(w.colleague.ID, "2026-04 a=3000 d=0 l=0 in_progress 30%")
	want(w.neighbour.ID) // the unit has named nobody
	step(w.tasks.NamePart(w.ctx, w.neighbour, x.ID, x.Version, task.Party{Unit: w.sibling}, w.neighbour.ID))
	want(w.neighbour.ID, "2026-05 a=1000 d=0 l=0 in_progress 10%")
	w.at("2026-04-16 09:00") // a day late
	step(w.tasks.DeliverPart(w.ctx, w.colleague, x.ID, x.Version, task.Party{Person: w.colleague.ID}, "Số liệu của ba sở"))
	want(w.colleague.ID, "2026-04 a=3000 d=0 l=1 submitted 30%")
	for _, night := range []string{"2026-05-01", "2026-05-02", "2026-05-13"} {
		w.advance(night + " 00:30")
		if _, log, err := w.checked(night + " 02:00"); err != nil || log != "" {
			t.Errorf("%s: %v, %s", night, err, log)
		}
	}
	want(w.colleague.ID, "2026-05 a=3000 d=0 l=1 submitted 30%") // the lead takes its time: not on this clock
	w.at("2026-05-18 09:00")
	step(w.tasks.Submit(w.ctx, w.officer, x.ID, x.Version, "Báo cáo", 10_000))
	step(w.tasks.Approve(w.ctx, w.head, x.ID, x.Version, task.MajorError, 9000, task.Faulty{Milli: 1000}, ""))
	want(w.officer.ID, "2026-05 a=6000 d=5400 l=0 completed 60%")
	want(w.colleague.ID, "2026-05 a=3000 d=2700 l=1 completed 30%")
	want(w.neighbour.ID, "2026-05 a=1000 d=0 l=0 completed 10%") // named, handed nothing in
	for _, f := range append(w.linesOf(w.colleague.ID, "2026-05"), w.linesOf(w.officer.ID, "2026-05")...) {
		if failed := f.Q > 0; failed != (f.Person() == w.officer.ID) {
			t.Errorf("the major error is the lead's: %+v", f)
		}
	}
	if _, log, err := w.checked("2026-05-19 02:00"); err != nil || log != "" {
		t.Errorf("%v, %s", err, log)
	}
	before := fmt.Sprint(w.facts())
	w.ok(w.eval.Rebuild(w.ctx, w.tasks, w.agency))
	if after := fmt.Sprint(w.facts()); after != before {
		t.Errorf("rebuilt otherwise:\n%s\n%s", before, after)
	}
}

// TestFaultyPart: a major content error in a coordinator's part is a failed review in their line, not in the lead's. A rebuild
// finds the same.
func TestFaultyPart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.at("2026-04-02 09:00")
	x, err := w.tasks.Create(w.ctx, w.head, task.Input{
		Title: "Báo cáo tuần về dịch vụ công trực tuyến", Lead: task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}, ProductCode: "BC-01", QtyMilli: 10_000,
		Due: vncal.Rule{Kind: vncal.KindDate, Date: "2026-04-20"}, Urgency: task.Normal,
		Coordinators: []task.Part{{Person: w.colleague.ID, Share: 30}},
	}, true, "")
	w.ok(err)
	step := func(next task.Task, err error) { w.t.Helper(); w.ok(err); x = next }
	want := func(when string, lead, helper string) {
		w.t.Helper()
		for of, line := range map[string]string{w.officer.ID: lead, w.colleague.ID: helper} {
			for _, f := range w.linesOf(of, "2026-04") {
				failed := int64(0)
				if f.F != nil {
					failed = *f.F
				}
				if got := fmt.Sprintf("q=%d f=%d d=%d", f.Q, failed, f.D); got != line {
					w.t.Errorf("%s, %s: %s, want %s", when, of, got, line)
				}
			}
		}
	}
	step(w.tasks.Accept(w.ctx, w.officer, x.ID, x.Version, ""))
	step(w.tasks.DeliverPart(w.ctx, w.colleague, x.ID, x.Version, task.Party{Person: w.colleague.ID}, "Số liệu của ba sở"))
	step(w.tasks.Submit(w.ctx, w.officer, x.ID, x.Version, "Báo cáo", 10_000))
	step(w.tasks.Return(w.ctx, w.head, x.ID, x.Version, "Số liệu của ba sở không khớp", true, task.Faulty{Milli: 2000, Of: w.colleague.ID}))
	want("sent back", "q=0 f=0 d=0", "q=1 f=2000 d=0")
	step(w.tasks.Submit(w.ctx, w.officer, x.ID, x.Version, "Báo cáo", 10_000))
	step(w.tasks.Approve(w.ctx, w.head, x.ID, x.Version, task.MajorError, 10_000, task.Faulty{Milli: 1000, Of: w.colleague.ID}, ""))
	want("approved", "q=0 f=0 d=7000", "q=2 f=3000 d=3000")
	if _, log, err := w.checked("2026-04-03 02:00"); err != nil || log != "" {
		t.Errorf("%v, %s", err, log)
	}
	before := fmt.Sprint(w.facts())
	w.ok(w.eval.Rebuild(w.ctx, w.tasks, w.agency))
	if after := fmt.Sprint(w.facts()); after != before {
		t.Errorf("rebuilt otherwise:\n%s\n%s", before, after)
	}
}

// linesOf returns the stored lines of a person in a month.
func (w *world) linesOf(person string, p grading.Period) (all []evaluation.Fact) {
	w.t.Helper()
	for _, raw := range w.facts() {
		var f evaluation.Fact
		w.ok(bson.Unmarshal(raw, &f))
		if f.Person() == person && f.Period() == p {
			all = append(all, f)
		}
	}
	return all
}

// TestHelpingNeverLowers: whoever takes a share of somebody's work, hands it in within its deadline and has it accepted, gets no
// lower total and no lower grade than without, whatever else they have and whatever becomes of the lead's part
// (spec/tasks.md §1).
func TestHelpingNeverLowers(t *testing.T) {
	t.Parallel()
	policies, err := grading.LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	policy, ok := policies.Find("nd335-2025")
	if !ok {
		t.Fatal("no policy")
	}
	r := rand.New(rand.NewPCG(335, 14))
	at := func(day, hour int) time.Time {
		return vncal.Date("2026-04-01").AddDays(day).Start().Add(time.Duration(hour) * time.Hour)
	}
	now, cutoff := at(40, 8), func(p grading.Period) time.Time { return vncal.Official().AddWorking(p.Last(), 3).End() }
	// work is led by somebody from 1 April, handed in and approved on some days; helper has a share and hands it in.
	work := func(lead, helper string, n int) task.Task {
		given, sent, decided := at(0, 8), at(1+r.IntN(25), 9), at(27, 10)
		due := vncal.Date("2026-04-01").AddDays(1 + r.IntN(28))
		qty, k := int64(1000*(1+r.IntN(10))), int64(1000*(1+r.IntN(20)))
		verdict := []task.Verdict{task.Met, task.MajorError}[r.IntN(2)]
		x := task.Task{
			Row: task.Row{
				ID: fmt.Sprint("T", n), Agency: "A", Code: fmt.Sprint("NV-", n), State: task.Completed, Lead: task.Lead{Unit: "U", Person: lead},
				Product: task.Product{KMilli: k}, QtyMilli: qty, DueOn: due, DueAt: due.End(), SubmittedAt: &sent, UpdatedAt: decided,
			},
			AssignedAt: &given, AcceptedAt: &given, ClosedAt: &decided, Dues: []task.Due{{On: due, Why: task.DueOriginal, At: given}},
			Submissions: []task.Submission{{At: sent, QtyMilli: qty, Decision: &task.Decision{Verdict: verdict, At: decided, QtyMilli: qty, FailedMilli: 1000 * int64(r.IntN(2))}}},
		}
		if helper != "" {
			own := vncal.Date("2026-04-01").AddDays(5 + r.IntN(20))
			x.Coordinators = []task.Part{{
				Unit: "U", Person: helper, Share: 1 + r.IntN(99), DueOn: own, Dues: []task.Due{{On: own, Why: task.DueOriginal, At: given}},
				HandIns: []task.HandIn{{At: own.End().Add(-time.Hour), By: helper, Note: "Xong"}},
			}}
		}
		return x
	}
	lines := func(person string, tasks ...task.Task) (all []grading.Line) {
		for _, x := range tasks {
			for _, f := range evaluation.Lines(x, now, cutoff) {
				if f.Person() == person && f.Period() == "2026-04" {
					all = append(all, f.Line())
				}
			}
		}
		return all
	}
	rank := map[grading.Grade]int{}
	for i, b := range policy.Bands {
		rank[b.Grade] = i
	}
	for n := range 1500 {
		own := []task.Task{work("H", "", 0)}
		for i := range r.IntN(4) {
			own = append(own, work("H", "", i+1))
		}
		helped := work("P", "H", 9)
		general := grading.Milli(r.Int64N(30_001))
		facts := grading.Facts{Period: "2026-04", Subject: grading.Subject{Class: "cong_chuc"}, General: &general, Lines: lines("H", own...)}
		before := policy.Grade(facts)
		facts.Lines = append(facts.Lines, lines("H", helped)...)
		if len(facts.Lines) != len(own)+1 {
			t.Fatalf("%d: the share gives no line: %+v", n, helped.Coordinators)
		}
		after := policy.Grade(facts)
		was, _ := new(big.Rat).SetString(before.TotalExact)
		is, _ := new(big.Rat).SetString(after.TotalExact)
		if is.Cmp(was) < 0 || rank[after.Grade] > rank[before.Grade] {
			t.Fatalf("%d: helping lowers %s %s to %s %s: %+v", n, before.TotalExact, before.Grade, after.TotalExact, after.Grade, facts.Lines)
		}
		// And the lead, whose part is judged by what the lead did with it, is judged as without: the same parts of a smaller whole.
		alone := helped
		alone.Coordinators = nil
		with, without := lines("P", helped)[0], lines("P", alone)[0]
		if with.LateEvents != without.LateEvents || with.FailedReviews != without.FailedReviews {
			t.Fatalf("%d: the lead's faults: %+v, without help %+v", n, with, without)
		}
	}
}
