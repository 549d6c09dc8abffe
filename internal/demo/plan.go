package demo

import (
	"math/rand/v2"
	"slices"
	"time"

	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// verb is something that happens to a task.
type verb string

const (
	assigns  verb = "assign"
	names    verb = "name"
	accepts  verb = "accept"
	declines verb = "decline"
	reports  verb = "report"
	submits  verb = "submit"
	approves verb = "approve"
	returns  verb = "return"
	cancels  verb = "cancel"
)

// plannedAct is one act with a task, by the one whose turn it is.
type plannedAct struct {
	At      time.Time
	Do      verb
	By      string // staff code
	Person  string // who is named, staff code
	Percent int
	Text    string
	Major   bool // return: a major content error; approve: with one
}

// plannedTask is one task of the sample with all that happens to it, up to the end of the plan.
type plannedTask struct {
	Title, Description string
	Document           string // number of the source document
	Unit               string // code of the leading unit
	Lead               string // staff code; empty: the unit leads and its head names somebody
	Coordinators       []string
	Product            string // code in the catalogue; or
	Text               string // a product in free words
	Points             int    // with its points
	Pieces             int
	Due                vncal.Rule
	Urgency            task.Urgency
	Acts               []plannedAct // in order, the first one assigns
}

// planner makes plans for the time from one day up to now.
type planner struct {
	tables
	cal  *vncal.Calendar
	from vncal.Date
	now  time.Time
}

// newPlanner plans ordinary work from the first working day on or after from.
func newPlanner(t tables, from vncal.Date, now time.Time) planner {
	cal := vncal.Official()
	if !cal.IsWorking(from) {
		from = cal.NextWorking(from)
	}
	return planner{tables: t, cal: cal, from: from, now: now.UTC().Truncate(time.Millisecond)}
}

// today is the day the sample ends on, and the last day that something is planned for.
func (p planner) today() vncal.Date { return vncal.DateOf(p.now) }

// Parts of the working day in slots of 20 minutes: 7:40 to 11:20 and 13:40 to 17:00.
const (
	morning, noon, afternoon, evening = 0, 11, 18, 28
	slotLength                        = 20 * time.Minute
)

// at returns an instant in a slot of a day. Everything in one slot happens at the same, odd minute.
func (p planner) at(d vncal.Date, slot int) time.Time {
	jitter := random("minute " + string(d) + string(rune('a'+slot))).IntN(18)
	return d.Start().Add(7*time.Hour + 40*time.Minute + time.Duration(slot)*slotLength + time.Duration(jitter)*time.Minute)
}

// plan returns every task of the sample, in the order they are given.
func (p planner) plan() ([]plannedTask, error) {
	all, err := p.history()
	if err != nil {
		return nil, err
	}
	recent := slices.Concat(p.ordinary(), p.desk())
	slices.SortStableFunc(recent, byStart)
	return slices.Concat(all, p.upToNow(recent)), nil
}

// upToNow leaves out what would happen after now.
func (p planner) upToNow(tasks []plannedTask) []plannedTask {
	var kept []plannedTask
	for _, t := range tasks {
		acts := t.Acts
		for len(acts) > 0 && acts[len(acts)-1].At.After(p.now) {
			acts = acts[:len(acts)-1]
		}
		if t.Acts = acts; len(acts) > 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

// script writes the acts of one task in order.
type script struct {
	planner
	r      *rand.Rand
	giver  string // staff code of who assigns and decides
	lead   string
	pieces int
	acts   []plannedAct
}

func (s *script) add(d vncal.Date, slot int, a plannedAct) {
	a.At = s.at(d, slot)
	s.acts = append(s.acts, a)
}

// taken has the work given on day d and accepted some time later; it returns the day of acceptance.
func (s *script) taken(d vncal.Date, namedBy string) vncal.Date {
	slot := morning + s.r.IntN(6)
	s.add(d, slot, plannedAct{Do: assigns, By: s.giver})
	if namedBy != "" {
		slot += 1 + s.r.IntN(2)
		s.add(d, slot, plannedAct{Do: names, By: namedBy, Person: s.lead})
	}
	if s.r.IntN(6) == 0 { // the next morning
		d, slot = s.cal.NextWorking(d), morning-1
	}
	s.add(d, slot+1+s.r.IntN(2), plannedAct{Do: accepts, By: s.lead})
	return d
}

// progressed has the lead report halfway on longer work.
func (s *script) progressed(from, to vncal.Date) {
	days := s.cal.WorkingDaysBetween(from, to)
	if days < 4 {
		return
	}
	s.add(s.cal.AddWorking(from, days/2), afternoon+s.r.IntN(4), plannedAct{
		Do: reports, By: s.lead, Percent: 35 + s.r.IntN(7)*5, Text: pick(s.r, progressTexts),
	})
}

// handedIn has the result submitted on day d and decided: mostly approved, now and then only after one more round.
func (s *script) handedIn(d vncal.Date) {
	s.add(d, afternoon+4+s.r.IntN(3), plannedAct{Do: submits, By: s.lead, Text: pick(s.r, submitTexts)})
	h := habitOf(s.lead)
	if s.r.IntN(100) < h.returned {
		major := s.r.IntN(100) < h.major
		reason := pick(s.r, minorReasons)
		if major {
			reason = pick(s.r, majorReasons)
		}
		d = s.cal.NextWorking(d)
		s.add(d, morning+1+s.r.IntN(6), plannedAct{Do: returns, By: s.giver, Text: reason, Major: major})
		d = s.cal.AddWorking(d, s.r.IntN(2))
		s.add(d, afternoon+4+s.r.IntN(3), plannedAct{Do: submits, By: s.lead, Text: "Đã chỉnh sửa, bổ sung theo yêu cầu; bản sạch đính trên hệ thống quản lý văn bản."})
	}
	slot := morning + 1 + s.r.IntN(8)
	switch s.r.IntN(8) {
	case 0: // the same evening
		slot = evening - 1
	case 1: // the approver takes time
		d = s.cal.AddWorking(d, 2+s.r.IntN(2))
	default:
		d = s.cal.NextWorking(d)
	}
	s.add(d, slot, plannedAct{Do: approves, By: s.giver, Text: pick(s.r, remarks), Major: s.r.IntN(60) == 0})
}
