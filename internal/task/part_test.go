package task

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// shared is work of chi led by dung since 24/04/2026, due 15/05: phuc helps with 20 percent until 06/05, another department with
// 30 by the deadline of the work.
func shared(s State) Task {
	x := led(Draft)
	x.DueRule, x.QtyMilli = vncal.Rule{Kind: vncal.KindDate, Date: "2026-05-15"}, 1000
	x.Coordinators = []Part{{Unit: "division", Person: "phuc", Share: 20, DueOn: "2026-05-06"}, {Unit: "other department", Share: 30}}
	x, err := x.given(chi, place{units: path, parts: otherPath}, local("2026-04-24 08:00"), official)
	if err == nil && s != Assigned {
		x, err = x.accepted(dung, local("2026-04-24 09:00"))
	}
	if err == nil && s == Submitted {
		x, err = x.submitted(dung, "Kết quả", 1000, []string{"chi"}, local("2026-05-08 09:00"))
	}
	if err != nil {
		panic(err)
	}
	return x
}

var otherPath = map[string][]string{"other department": {"province", "other department"}}

// faultsOf writes the fields of a refusal: "coordinators[0].due past".
func faultsOf(err error) string {
	var all []string
	if err != nil {
		for _, f := range errs.As(err).Fields {
			all = append(all, f.Path+" "+f.Code)
		}
	}
	return strings.Join(all, ", ")
}

// TestPartRights: who hands a part in, names who does it, takes it and sends it back, and in which states.
func TestPartRights(t *testing.T) {
	now := local("2026-05-04 09:00")
	named, err := shared(InProgress).partNamed(giang, 1, "khoa", now)
	if err != nil {
		t.Fatal(err)
	}
	khoa := person("khoa", access.Officer, "other department")
	one := func(x Task, err error) Task {
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	handed := one(shared(InProgress).delivered(phuc, 0, "Phụ lục", now))
	taken := one(handed.partAnswered(dung, 0, true, "", now, official))
	rests := one(shared(InProgress).paused(chi, "2026-05-11", because, []string{"chi"}, now, official))
	all := append(slices.Clone(everybody), khoa)
	for name, tc := range map[string]struct {
		task Task
		part int
		can  func(access.Actor, Task, Part) bool
		want string
	}{
		"hand in, a person's":                 {shared(InProgress), 0, CanDeliver, "phuc"},
		"hand in before it is accepted":       {shared(Assigned), 0, CanDeliver, "phuc"},
		"hand in after the lead has":          {shared(Submitted), 0, CanDeliver, "phuc"},
		"hand in while the work rests":        {rests, 0, CanDeliver, ""},
		"hand in once more":                   {handed, 0, CanDeliver, ""},
		"hand in, a unit's":                   {shared(InProgress), 1, CanDeliver, "giang"},
		"hand in, a unit's that named one":    {named, 1, CanDeliver, "khoa"},
		"name for a person":                   {shared(InProgress), 0, CanNamePart, ""},
		"name for a unit":                     {shared(InProgress), 1, CanNamePart, "giang"},
		"name another":                        {named, 1, CanNamePart, "giang"},
		"take what is not there":              {shared(InProgress), 0, CanTake, ""},
		"take":                                {handed, 0, CanTake, "dung"},
		"take twice":                          {taken, 0, CanTake, ""},
		"send back":                           {handed, 0, CanReturnPart, "dung"},
		"send back what was taken":            {taken, 0, CanReturnPart, "dung"},
		"send back after handing the work in": {one(handed.submitted(dung, "Kết quả", 1000, []string{"chi"}, now)), 0, CanReturnPart, ""},
	} {
		var got []string
		for _, a := range all {
			if tc.can(a, tc.task, tc.task.Coordinators[tc.part]) {
				got = append(got, a.ID)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: %v, want %s", name, got, tc.want)
		}
	}
	for name, x := range map[string]Task{"assigned": shared(Assigned), "in progress": shared(InProgress), "submitted": shared(Submitted)} {
		for _, a := range all {
			if want := a.Is("chi") && name != "submitted"; CanCoordinate(a, x) != want {
				t.Errorf("%s changes who helps, %s: want %t", a.ID, name, want)
			}
		}
	}
	for what, err := range map[string]error{
		"a stranger hands in":      second(shared(InProgress).delivered(dung, 0, "x", now)),
		"a stranger names":         second(shared(InProgress).partNamed(binh, 1, "khoa", now)),
		"for a person":             second(shared(InProgress).partNamed(giang, 0, "khoa", now)),
		"a stranger takes":         second(handed.partAnswered(phuc, 0, true, "", now, official)),
		"the assigner sends back":  second(handed.partAnswered(chi, 0, false, because, now, official)),
		"no reason to send back":   second(handed.partAnswered(dung, 0, false, "sai", now, official)),
		"nothing said of the part": second(shared(InProgress).delivered(phuc, 0, "", now)),
		"the lead is named":        second(shared(InProgress).partNamed(giang, 1, "dung", now)),
		"who helps already":        second(shared(InProgress).partNamed(giang, 1, "phuc", now)),
		"the approver":             second(shared(InProgress).partNamed(giang, 1, "chi", now)),
	} {
		if err == nil {
			t.Errorf("%s: accepted", what)
		}
	}
	if !slices.Contains(named.Vis, "u:khoa") || !slices.Contains(named.Helpers, "u:khoa") || !slices.Contains(named.Helpers, "o:other department") {
		t.Errorf("who was named sees it: %v, %v", named.Vis, named.Helpers)
	}
	again := one(named.partNamed(giang, 1, "lam", now))
	if slices.Contains(again.Vis, "u:khoa") || slices.Contains(again.Helpers, "u:khoa") || again.Coordinators[1].Doer != "lam" {
		t.Errorf("another was named: %v", again.Vis)
	}
}

func second[T any](_ T, err error) error { return err }

// TestGivenParts: what is wrong with shares and deadlines when work is given is said where it stands.
func TestGivenParts(t *testing.T) {
	for name, tc := range map[string]struct {
		parts []Part
		want  string
	}{
		"no share":               {[]Part{{Person: "phuc"}}, ""},
		"all but one percent":    {[]Part{{Person: "phuc", Share: 60}, {Unit: "other department", Share: 39}}, ""},
		"nothing left":           {[]Part{{Person: "phuc", Share: 60}, {Unit: "other department", Share: 40}}, "coordinators shares"},
		"a negative share":       {[]Part{{Person: "phuc", Share: -1}}, "coordinators[0].share too_small"},
		"all of it":              {[]Part{{Person: "phuc", Share: 100}}, "coordinators[0].share too_large, coordinators shares"},
		"no day":                 {[]Part{{Person: "phuc", DueOn: "2026-13-01"}}, "coordinators[0].due format"},
		"due with the work":      {[]Part{{Person: "phuc", DueOn: "2026-05-15"}}, ""},
		"due after the work":     {[]Part{{Person: "phuc"}, {Unit: "other department", DueOn: "2026-05-18"}}, "coordinators[1].due after_work"},
		"due today":              {[]Part{{Person: "phuc", DueOn: "2026-04-24"}}, ""},
		"due before":             {[]Part{{Person: "phuc", DueOn: "2026-04-23"}}, "coordinators[0].due past"},
		"the approver's share":   {[]Part{{Person: "chi", Share: 10}}, "coordinators[0].person approver_share"},
		"the approver only aids": {[]Part{{Person: "chi"}}, ""},
	} {
		x := led(Draft)
		x.DueRule, x.QtyMilli, x.Coordinators = vncal.Rule{Kind: vncal.KindDate, Date: "2026-05-15"}, 1000, tc.parts
		err := checkParts(errs.ErrInvalid, tc.parts).OrNil()
		if err == nil {
			_, err = x.given(chi, place{units: path, parts: otherPath}, local("2026-04-24 08:00"), official)
		}
		if got := faultsOf(err); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestCoordinated: what the assigner may change about who helps, and what needs a reason.
func TestCoordinated(t *testing.T) {
	now := local("2026-05-04 09:00")
	phucs, others := Part{Person: "phuc", Share: 20, DueOn: "2026-05-06"}, Part{Unit: "other department", Share: 30}
	handed, err := shared(InProgress).delivered(phuc, 0, "Phụ lục", now)
	if err != nil {
		t.Fatal(err)
	}
	with := func(p Part, change func(*Part)) Part { change(&p); return p }
	for name, tc := range map[string]struct {
		task   Task
		want   []Part
		reason string
		err    error
		faults string
	}{
		"as it is":                        {shared(InProgress), []Part{phucs, others}, "", nil, ""},
		"one more without a share":        {shared(InProgress), []Part{phucs, others, {Unit: "division", Person: "em"}}, "", nil, ""},
		"one more with a share":           {shared(InProgress), []Part{phucs, others, {Unit: "division", Person: "em", Share: 5}}, "", ErrReason, "reason required"},
		"another share":                   {shared(InProgress), []Part{with(phucs, func(p *Part) { p.Share = 10 }), others}, "", ErrReason, "reason required"},
		"another share, with the reason":  {shared(InProgress), []Part{with(phucs, func(p *Part) { p.Share = 10 }), others}, because, nil, ""},
		"another day":                     {shared(InProgress), []Part{with(phucs, func(p *Part) { p.DueOn = "2026-05-08" }), others}, "", ErrReason, "reason required"},
		"a day that is over":              {shared(InProgress), []Part{with(phucs, func(p *Part) { p.DueOn = "2026-04-29" }), others}, because, errs.ErrInvalid, "coordinators[0].due past"},
		"a day after the work":            {shared(InProgress), []Part{with(phucs, func(p *Part) { p.DueOn = "2026-05-20" }), others}, because, errs.ErrInvalid, "coordinators[0].due after_work"},
		"by the work's deadline again":    {shared(InProgress), []Part{with(phucs, func(p *Part) { p.DueOn = "" }), others}, because, nil, ""},
		"one goes":                        {shared(InProgress), []Part{others}, "", ErrReason, "reason required"},
		"one goes, with the reason":       {shared(InProgress), []Part{others}, because, nil, ""},
		"all go":                          {shared(InProgress), nil, because, nil, ""},
		"handed in, another day":          {handed, []Part{with(phucs, func(p *Part) { p.DueOn = "2026-05-08" }), others}, because, errs.ErrInvalid, "coordinators[0].due handed_in"},
		"handed in and taken away":        {handed, []Part{others}, because, errs.ErrInvalid, "coordinators handed_in"},
		"handed in, another share":        {handed, []Part{with(phucs, func(p *Part) { p.Share = 25 }), others}, because, nil, ""},
		"a share for who decides":         {shared(InProgress), []Part{phucs, others, {Unit: "division", Person: "chi", Share: 5}}, because, errs.ErrInvalid, "coordinators[2].person approver_share"},
		"handed in by the lead meanwhile": {shared(Submitted), []Part{phucs}, because, ErrState, ""},
	} {
		got, err := tc.task.coordinated(chi, tc.want, otherPath, tc.reason, now)
		if !errors.Is(err, tc.err) || faultsOf(err) != tc.faults {
			t.Errorf("%s: %v %s, want %v %s", name, err, faultsOf(err), tc.err, tc.faults)
		}
		if err != nil {
			continue
		}
		sees := slices.Contains(got.Vis, "u:phuc")
		if helps := got.HasPart("phuc"); sees != helps || slices.Contains(got.Helpers, "u:phuc") != helps {
			t.Errorf("%s: phuc helps: %t, sees it: %t", name, helps, sees)
		}
		if slices.Contains(got.Vis, "o:other department") != (len(tc.want) > 0) || !slices.Contains(got.Vis, "o:province") || !slices.Contains(got.Vis, "u:dung") {
			t.Errorf("%s: seen by %v", name, got.Vis)
		}
	}
	if _, err := shared(InProgress).coordinated(binh, []Part{phucs}, otherPath, because, now); !errors.Is(err, ErrNotAssigner) {
		t.Errorf("by another head: %v", err)
	}
}

// TestPartClock: a part is late when its own deadline ends without it; what the lead takes to look at it, a pause, and what was
// sent back are not on its clock.
func TestPartClock(t *testing.T) {
	step := func(x Task, err error) Task {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	x := shared(InProgress)
	late := func(x Task, at string) string {
		var all []string
		for _, day := range x.Shares()[0].Missed(local(at)) {
			all = append(all, string(day))
		}
		return strings.Join(all, " ")
	}
	if got := late(x, "2026-05-06 23:59") + "|" + late(x, "2026-05-07 00:01"); got != "|2026-05-06" {
		t.Errorf("not handed in: %s", got)
	}
	handed := step(x.delivered(phuc, 0, "Phụ lục", local("2026-05-05 16:00"))) // one working day left
	if got := late(handed, "2026-06-30 00:00"); got != "" {
		t.Errorf("handed in, the lead does not answer: %s", got)
	}
	back := step(handed.partAnswered(dung, 0, false, because, local("2026-05-08 09:00"), official)) // Friday
	if got := back.Coordinators[0].DueOn; got != "2026-05-11" {
		t.Errorf("sent back: due %s", got)
	}
	if got := late(back, "2026-05-11 23:59") + "|" + late(back, "2026-05-12 00:01"); got != "|2026-05-11" {
		t.Errorf("sent back: %s", got)
	}
	if got := back.DueOn; got != "2026-05-15" || len(back.Dues) != len(x.Dues) {
		t.Errorf("the lead's deadline moved to %s", got)
	}
	rests := step(x.paused(chi, "2026-05-08", because, []string{"chi"}, local("2026-05-04 09:00"), official)) // 4 to 7 May: four working days
	if got := rests.Coordinators[0].DueOn; got != "2026-05-12" || len(rests.Coordinators[1].Dues) != 0 {
		t.Errorf("paused: due %s", got)
	}
	on := step(rests.resumed(chi, []string{"dung"}, local("2026-05-05 09:00"), official))
	if got := on.Coordinators[0].DueOn; got != "2026-05-07" {
		t.Errorf("resumed after a day: due %s", got)
	}
	if x.Coordinators[0].DueOn != "2026-05-06" || len(x.Coordinators[0].Dues) != 1 {
		t.Errorf("the task it was made of is another: %+v", x.Coordinators[0])
	}
	whole := step(handed.submitted(dung, "Kết quả", 1000, []string{"chi"}, local("2026-05-14 09:00")))
	if !whole.Coordinators[0].Taken() || whole.Coordinators[1].Delivered() != nil {
		t.Error("handing the work in takes what was handed in of it, and nothing else")
	}
	recalled := step(whole.recalled(chi, because, []string{"chi"}, local("2026-05-14 10:00")))
	anew := recalled
	anew.DueRule.Date, anew.Coordinators = "2026-06-15", []Part{{Unit: "division", Person: "phuc", Share: 20, DueOn: "2026-06-05"}}
	anew = step(anew.given(chi, place{units: path}, local("2026-05-18 08:00"), official))
	if p := anew.Coordinators[0]; p.Delivered() != nil || len(p.Dues) != 1 || late(anew, "2026-06-01 00:00") != "" {
		t.Errorf("given again: %+v", p)
	}
}

// TestSharesAddUp: whatever the shares and the pieces, everybody's pieces add up to those of the work, given and accepted, and
// what has no share changes nothing at all.
func TestSharesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(60, 40))
	for range 2000 {
		x, left := shared(Submitted), 99
		x.QtyMilli, x.Coordinators = 1+r.Int64N(5000), nil
		for i := range r.IntN(5) {
			p := Part{Unit: "division", Person: "p" + strconv.Itoa(i), Share: r.IntN(left + 1)}
			left -= p.Share
			x.Coordinators = append(x.Coordinators, p)
		}
		accepted := 1 + r.Int64N(6000)
		x.Submissions[0].QtyMilli = accepted
		for i := range x.Coordinators {
			if r.IntN(2) == 0 {
				x.Coordinators[i].HandIns = []HandIn{{At: local("2026-05-01 09:00"), By: x.Coordinators[i].Person, Note: "Xong"}}
			}
		}
		done, err := x.approved(chi, Met, accepted, Faulty{}, "", local("2026-05-08 10:00"))
		if err != nil {
			t.Fatal(err)
		}
		var a, d, lost int64
		percent := 0
		for _, s := range done.Shares() {
			a, d, percent = a+s.QtyMilli, d+s.AcceptedMilli(), percent+s.Percent
			if s.Helps && s.SubmittedAt == nil {
				lost += share(accepted, s.Percent)
			}
		}
		if a != x.QtyMilli || d+lost != accepted || percent != 100 {
			t.Fatalf("%+v: %d of %d pieces, %d + %d of %d accepted, %d%%", x.Coordinators, a, x.QtyMilli, d, lost, accepted, percent)
		}
	}
}

// TestFaultyPart: a major content error that the approver found in a coordinator's part is in that person's share and in nobody
// else's, on return and on approval, until the approval is taken back; and whom it cannot be said of is refused.
func TestFaultyPart(t *testing.T) {
	one := func(x Task, err error) Task {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	now := local("2026-05-05 09:00")
	named := one(shared(InProgress).partNamed(giang, 1, "khoa", local("2026-05-04 09:00")))
	handed := one(named.delivered(phuc, 0, "Phụ lục", now))
	submitted := one(handed.submitted(dung, "Kết quả", 1000, []string{"chi"}, local("2026-05-07 09:00")))
	failed := func(x Task) string { // whose line has how many failed reviews, with the pieces
		var all []string
		for _, s := range x.Shares() {
			n, milli := 0, int64(0)
			for _, sub := range s.Submissions {
				if sub.Decision != nil && sub.Decision.Failed() {
					n, milli = n+1, milli+sub.Decision.FailedMilli
				}
			}
			all = append(all, s.Lead.Person+" "+strconv.Itoa(n)+" "+strconv.FormatInt(milli, 10))
		}
		return strings.Join(all, ", ")
	}
	decided := local("2026-05-08 10:00")
	back := one(submitted.returned(chi, because, true, Faulty{Of: "phuc", Milli: 100}, decided, official))
	again := one(back.submitted(dung, "Kết quả", 1000, []string{"chi"}, local("2026-05-11 09:00")))
	approved := one(again.approved(chi, MajorError, 1000, Faulty{Of: "phuc"}, "", local("2026-05-11 10:00")))
	for name, tc := range map[string]struct {
		task Task
		want string
	}{
		"handed in":                        {submitted, "phuc 0 0, khoa 0 0, dung 0 0"},
		"sent back, the lead's":            {one(submitted.returned(chi, because, true, Faulty{}, decided, official)), "phuc 0 0, khoa 0 0, dung 1 1000"},
		"sent back, the coordinator's":     {back, "phuc 1 100, khoa 0 0, dung 0 0"},
		"sent back, no major error":        {one(submitted.returned(chi, because, false, Faulty{}, decided, official)), "phuc 0 0, khoa 0 0, dung 0 0"},
		"approved, the lead's":             {one(submitted.approved(chi, MajorError, 1000, Faulty{}, "", decided)), "phuc 0 0, khoa 0 0, dung 1 1000"},
		"approved, the coordinator's":      {one(submitted.approved(chi, MajorError, 1000, Faulty{Of: "phuc"}, "", decided)), "phuc 1 1000, khoa 0 0, dung 0 0"},
		"sent back and approved, the same": {approved, "phuc 2 1100, khoa 0 0, dung 0 0"},
		"… and then another lead's":        {one(again.approved(chi, MajorError, 1000, Faulty{}, "", decided)), "phuc 1 100, khoa 0 0, dung 1 1000"},
		"the approval taken back":          {one(approved.reopened(chi, because, []string{"chi"}, local("2026-05-12 10:00"), official)), "phuc 1 100, khoa 0 0, dung 0 0"},
	} {
		if got := failed(tc.task); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
		if events := tc.task.Excusable(local("2026-05-12 11:00")); slices.ContainsFunc(events, func(e Event) bool { return e.Kind == CauseReview }) != strings.Contains(tc.want, "dung 1") {
			t.Errorf("%s: the lead can claim a cause of %v", name, events)
		}
	}
	for _, s := range approved.Shares() { // an error changes nobody's deadlines nor what was accepted
		if late := s.Missed(local("2026-05-12 09:00")); s.Lead.Person == "phuc" && (len(late) != 0 || s.AcceptedMilli() != 200) {
			t.Errorf("the part of phuc: late %v, accepted %d", late, s.AcceptedMilli())
		}
	}
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"a stranger":                  {second(submitted.returned(chi, because, true, Faulty{Of: "binh"}, decided, official)), "failedOf no_share"},
		"the lead":                    {second(submitted.returned(chi, because, true, Faulty{Of: "dung"}, decided, official)), "failedOf no_share"},
		"who handed nothing in":       {second(submitted.approved(chi, MajorError, 1000, Faulty{Of: "khoa"}, "", decided)), "failedOf no_share"},
		"no major error, sent back":   {second(submitted.returned(chi, because, false, Faulty{Of: "phuc"}, decided, official)), "failedOf not_major"},
		"no major error, approved":    {second(submitted.approved(chi, Met, 1000, Faulty{Of: "phuc"}, "", decided)), "failedOf not_major"},
		"more pieces than were in it": {second(submitted.approved(chi, MajorError, 1000, Faulty{Of: "phuc", Milli: 1001}, "", decided)), "failedQuantity too_large"},
		"help that is not counted":    {second(uncounted(submitted).returned(chi, because, true, Faulty{Of: "phuc"}, decided, official)), "failedOf no_share"},
	} {
		if got := faultsOf(tc.err); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

// uncounted returns work of which nobody but the lead has a share.
func uncounted(t Task) Task {
	t.Coordinators = slices.Clone(t.Coordinators)
	for i := range t.Coordinators {
		t.Coordinators[i].Share = 0
	}
	return t
}

// TestSharesOfOne: a task without shares is graded as it is, whoever helps.
func TestSharesOfOne(t *testing.T) {
	x := shared(Submitted)
	x.Coordinators = []Part{{Unit: "division", Person: "phuc", DueOn: "2026-05-01", Dues: []Due{{On: "2026-05-01", At: time.Time{}, Why: DueOriginal}}}}
	all := x.Shares()
	if len(all) != 1 || all[0].Percent != 100 || all[0].Helps || all[0].QtyMilli != x.QtyMilli || &all[0].Submissions[0] != &x.Submissions[0] {
		t.Errorf("%+v", all)
	}
}
