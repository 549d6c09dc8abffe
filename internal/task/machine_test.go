package task

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/pkg/vncal"
)

// ways are the transitions of spec/tasks.md §1, and no others: for each act from which state to which. What stays in its state
// is a way as well.
var ways = map[Act][][2]State{
	ActEdit: {}, ActName: {{Assigned, Assigned}},
	ActAssign:      {{Draft, Assigned}, {Recalled, Assigned}},
	ActAccept:      {{Assigned, InProgress}},
	ActDecline:     {{Assigned, Draft}},
	ActReport:      {{InProgress, InProgress}},
	ActSubmit:      {{InProgress, Submitted}},
	ActWithdraw:    {{Submitted, InProgress}},
	ActApprove:     {{Submitted, Completed}},
	ActReturn:      {{Submitted, InProgress}},
	ActReopen:      {{Completed, InProgress}},
	ActExtend:      {{InProgress, InProgress}},
	ActAnswer:      {{InProgress, InProgress}},
	ActAskCause:    {{InProgress, InProgress}, {Submitted, Submitted}, {Completed, Completed}},
	ActAnswerCause: {{InProgress, InProgress}, {Submitted, Submitted}, {Completed, Completed}},
	ActReschedule:  {{Assigned, Assigned}, {InProgress, InProgress}},
	ActNudge:       {{Assigned, Assigned}, {InProgress, InProgress}, {Submitted, Submitted}},
	ActPause:       {{Assigned, Paused}, {InProgress, Paused}, {Submitted, Paused}},
	ActResume:      {{Paused, Assigned}, {Paused, InProgress}, {Paused, Submitted}},
	ActRecall:      {{Assigned, Recalled}, {InProgress, Recalled}, {Submitted, Recalled}, {Paused, Recalled}},
	ActCancel:      {{Draft, Cancelled}, {Assigned, Cancelled}, {InProgress, Cancelled}, {Submitted, Cancelled}, {Paused, Cancelled}, {Recalled, Cancelled}},
}

// move is one thing somebody tries at a time, with the days and words it needs.
type move struct {
	act   Act
	who   access.Actor
	at    time.Time
	n     int // chooses among what the act can name
	major bool
}

// try applies a move as the service does, with those who act next looked up as it looks them up.
func (x Task) try(m move) (Task, error) {
	deciders, today := []string{x.Approver}, vncal.DateOf(m.at)
	day := today.AddDays(m.n % 15)
	next := func(x Task) []string {
		if x.State == Submitted || x.pending() != nil || x.claim() != nil {
			return deciders
		}
		return []string{x.Lead.Person}
	}
	switch m.act {
	case ActAssign:
		return x.given(m.who, place{units: path, heads: []string{"chi"}}, m.at, official)
	case ActAccept:
		return x.accepted(m.who, m.at)
	case ActName:
		return x.named(m.who, Lead{"division", "phuc"}, place{units: path}, m.at)
	case ActDecline:
		return x.declined(m.who, because, deciders, m.at)
	case ActReport:
		return x.reported(m.who, m.n%101, m.at)
	case ActSubmit:
		return x.submitted(m.who, "Kết quả", 1000, deciders, m.at)
	case ActWithdraw:
		return x.withdrawn(m.who, m.at)
	case ActApprove:
		return x.approved(m.who, map[bool]Verdict{true: MajorError, false: Met}[m.major], 1000, Faulty{}, "", m.at)
	case ActReturn:
		return x.returned(m.who, because, m.major, Faulty{}, m.at, official)
	case ActReopen:
		return x.reopened(m.who, because, next(Task{Row: Row{State: InProgress, Lead: x.Lead}, Causes: x.Causes}), m.at, official)
	case ActExtend:
		return x.extensionAsked(m.who, day, because, deciders, m.at)
	case ActAnswer:
		if m.major {
			day = ""
		}
		return x.extensionAnswered(m.who, day, because, m.at)
	case ActAskCause:
		key := ""
		if events := x.Excusable(m.at); len(events) > 0 {
			key = events[m.n%len(events)].Key()
		}
		return x.causeAsked(m.who, key, because, "", deciders, m.at)
	case ActAnswerCause:
		return x.causeAnswered(m.who, m.major, "20/TB-UBND", because, m.at)
	case ActReschedule:
		return x.rescheduled(m.who, day, because, m.at)
	case ActNudge:
		return x.nudged(m.who, m.at)
	case ActPause:
		return x.paused(m.who, day, because, deciders, m.at, official)
	case ActResume:
		return x.resumed(m.who, next(x.onward()), m.at, official)
	case ActRecall:
		return x.recalled(m.who, because, deciders, m.at)
	case ActCancel:
		return x.cancelled(m.who, because, m.at)
	}
	return x, fmt.Errorf("no such act: %s", m.act)
}

// sound says what of a task contradicts itself, "" when nothing does. before is the task that it was made of.
func sound(before, x Task) string {
	dues := x.present()
	switch {
	case x.Open != x.State.Open():
		return fmt.Sprintf("open %t in %s", x.Open, x.State)
	case (x.State.Given() || x.State == Recalled) && len(x.Waiting) == 0:
		return "open work waits for nobody"
	case (x.State == Cancelled || x.State == Completed && x.claim() == nil) && len(x.Waiting) > 0:
		return fmt.Sprintf("finished work waits for %v", x.Waiting)
	case (len(x.Waiting) == 0) != (x.WaitingSince == nil):
		return fmt.Sprintf("waits for %v since %v", x.Waiting, x.WaitingSince)
	case x.Asked && len(x.Waiting) == 0:
		return "asks nobody"
	case (x.State == Paused) != (x.Paused != nil):
		return fmt.Sprintf("%s with pause %+v", x.State, x.Paused)
	case x.State == Paused && x.Asked:
		return "what rests asks for something"
	case (x.pending() != nil) != (x.AskedDue != ""), x.pending() != nil && x.State != InProgress:
		return fmt.Sprintf("asked for %q in %s", x.AskedDue, x.State)
	case (x.claim() != nil) != x.AskedCause:
		return fmt.Sprintf("a claim waits: %t", x.AskedCause)
	case x.claim() != nil && x.State.Given() && x.Waiting[0] != x.Approver:
		return fmt.Sprintf("a claim waits for %v", x.Waiting)
	case (x.SubmittedAt != nil) != (x.Standing() == Submitted || x.State == Completed) && x.State != Cancelled:
		return fmt.Sprintf("submitted at %v in %s", x.SubmittedAt, x.State)
	case len(x.Dues) < len(before.Dues) || !slices.EqualFunc(before.Dues, x.Dues[:len(before.Dues)], func(a, b Due) bool { return a == b }):
		return "an earlier deadline is gone"
	case x.State.Given() && (len(dues) == 0 || dues[len(dues)-1].On != x.DueOn || !x.DueAt.Equal(ends(x.DueOn))):
		return fmt.Sprintf("due %s, the list ends with %v", x.DueOn, dues)
	case x.State == Paused && x.Paused.Due != "" && x.DueOn < x.Paused.Until:
		return fmt.Sprintf("due %s while it rests until %s", x.DueOn, x.Paused.Until)
	case len(x.Missed(x.UpdatedAt)) > len(dues):
		return fmt.Sprintf("%d deadlines missed of %d", len(x.Missed(x.UpdatedAt)), len(dues))
	case x.State.Given() && before.State.Given() && x.Lead == before.Lead && len(x.Extensions) == 0 && len(x.Submissions) == 0 && // nothing that undoes one
		len(x.Missed(x.UpdatedAt)) < len(before.Missed(before.UpdatedAt)):
		return "a missed deadline was undone"
	}
	for i, d := range x.Dues {
		if i > 0 && d.At.Before(x.Dues[i-1].At) {
			return fmt.Sprintf("deadline %d was set before the one it replaces", i)
		}
	}
	for _, person := range x.Waiting {
		if !slices.Contains(x.Vis, access.Person(person)) {
			return person + " does not see what waits for them"
		}
	}
	return ""
}

// TestMachine makes many random moves by random people, legal and illegal, with time passing and pauses ending by themselves:
// only the transitions of spec/tasks.md §1 happen, only by those who may, nothing contradicts itself, nothing given is changed,
// and the moves that were made give the same task once more.
func TestMachine(t *testing.T) {
	acts := make([]Act, 0, len(verbs))
	for _, v := range verbs {
		if _, known := ways[v.act]; !known {
			t.Errorf("%s is in no table of transitions", v.act)
		}
		acts = append(acts, v.act)
	}
	made := map[Act]int{}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 8))
		first := led(Draft)
		if seed%3 == 0 {
			first = unitLed(Draft)
		}
		first.DueRule, first.QtyMilli = vncal.Rule{Kind: vncal.KindWorking, N: 1 + int(seed%7)}, 1000
		if seed%5 == 0 {
			first.DueRule = vncal.Rule{Kind: vncal.KindNone}
		}
		first.conceal()
		x, now, done := first, local("2026-04-24 08:00"), []move{}
		for range 120 {
			now = now.Add(time.Duration(r.IntN(30)) * time.Hour)
			if x.State == Paused && x.Paused.Until <= vncal.DateOf(now) && r.IntN(2) == 0 { // the job, on its day or late
				before := x
				who := []string{x.Lead.Person}
				if x.Standing() == Submitted || x.claim() != nil {
					who = []string{x.Approver}
				} else if x.Lead.Person == "" {
					who = []string{"chi"}
				}
				x = x.goneOn(access.SystemID, who, now, official)
				if fault := sound(before, x); fault != "" {
					t.Fatalf("seed %d, the job resumes: %s", seed, fault)
				}
				first, done = x, nil
				continue
			}
			m := move{act: acts[r.IntN(len(acts))], who: everybody[r.IntN(len(everybody))], at: now, n: r.IntN(1000), major: r.IntN(3) == 0}
			if may := Acts(m.who, x); len(may) > 0 && r.IntN(4) > 0 { // mostly what is offered, else most moves go nowhere
				m.act = may[r.IntN(len(may))]
			}
			if x.Lead.Person == "" && m.act == ActResume || m.act == ActEdit { // who heads the unit is asked of the database
				continue
			}
			if m.act == ActCancel && r.IntN(10) > 0 { // else nothing lives long
				continue
			}
			before := fmt.Sprintf("%+v", x)
			next, err := x.try(m)
			if fmt.Sprintf("%+v", x) != before {
				t.Fatalf("seed %d: %s by %s changed the task it was given", seed, m.act, m.who.ID)
			}
			if err != nil {
				continue
			}
			if !slices.Contains(Acts(m.who, x), m.act) {
				t.Fatalf("seed %d: %s by %s in %s is not offered", seed, m.act, m.who.ID, x.State)
			}
			if !slices.Contains(ways[m.act], [2]State{x.State, next.State}) {
				t.Fatalf("seed %d: %s leads from %s to %s", seed, m.act, x.State, next.State)
			}
			if m.act == ActResume && next.State != x.Paused.From {
				t.Fatalf("seed %d: resumed in %s, paused in %s", seed, next.State, x.Paused.From)
			}
			if fault := sound(x, next); fault != "" {
				t.Fatalf("seed %d: %s by %s from %s: %s", seed, m.act, m.who.ID, x.State, fault)
			}
			made[m.act]++
			x, done = next, append(done, m)
		}
		again := first
		for _, m := range done {
			var err error
			if again, err = again.try(m); err != nil {
				t.Fatalf("seed %d: made again, %s by %s: %v", seed, m.act, m.who.ID, err)
			}
		}
		if diff := cmp.Diff(x, again); diff != "" {
			t.Fatalf("seed %d: made again (-first +again):\n%s", seed, diff)
		}
	}
	for act := range ways {
		if made[act] == 0 && act != ActEdit {
			t.Errorf("%s was never made: %v", act, made)
		}
	}
}
