package task

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
)

func keys(events []Event) (all []string) {
	for _, e := range events {
		all = append(all, e.Key())
	}
	return all
}

// faulted is work whose deadline was missed and which was then sent back with a major content error.
func faulted(t *testing.T) Task {
	t.Helper()
	x, err := working(t).submitted(dung, "Xong", 1000, []string{"chi"}, local("2026-05-08 09:00"))
	if err == nil {
		x, err = x.returned(chi, because, true, Faulty{}, local("2026-05-11 09:00"), official)
	}
	if err != nil {
		t.Fatal(err)
	}
	return x
}

const lateEvent, reviewEvent = "late:2026-05-06", "review:2026-05-11T02:00:00.000Z"

// TestCauseIsClaimedAndAnswered follows a claim through its answers: what may be claimed, whom it waits for, and what is kept.
func TestCauseIsClaimedAndAnswered(t *testing.T) {
	now := local("2026-05-11 10:00")
	x := faulted(t)
	if got := keys(x.Excusable(now)); !slices.Equal(got, []string{lateEvent, reviewEvent}) {
		t.Fatalf("claimable: %v", got)
	}
	x, err := x.causeAsked(dung, lateEvent, because, "12/BC-STTTT", []string{"chi"}, now)
	if err != nil || !x.Asked || !x.AskedCause || x.Waiting[0] != "chi" || x.State != InProgress || len(x.Excused()) != 0 {
		t.Fatalf("claimed: waits for %v (%t) in %s, %v", x.Waiting, x.Asked, x.State, err)
	}
	if got := keys(x.Excusable(now)); !slices.Equal(got, []string{reviewEvent}) {
		t.Errorf("claimable still: %v", got)
	}
	if _, err := x.causeAsked(dung, reviewEvent, because, "", []string{"chi"}, now); !errors.Is(err, ErrCause) {
		t.Errorf("claimed while one waits: %v", err)
	}
	refused, err := x.causeAnswered(chi, false, "", because, now)
	if err != nil || refused.AskedCause || refused.Waiting[0] != "dung" || len(refused.Excused()) != 0 || len(refused.Excusable(now)) != 2 {
		t.Errorf("refused: waits for %v, claimable %v, %v", refused.Waiting, keys(refused.Excusable(now)), err)
	}
	confirmed, err := x.causeAnswered(chi, true, "20/TB-UBND", "", now)
	if err != nil || confirmed.Waiting[0] != "dung" || len(confirmed.Excused()) != 1 || confirmed.Excused()[0].Answer.Document != "20/TB-UBND" || x.Causes[0].Answer != nil {
		t.Errorf("confirmed: waits for %v, %+v, %v", confirmed.Waiting, confirmed.Excused(), err)
	}
	if got := keys(confirmed.Excusable(now)); !slices.Equal(got, []string{reviewEvent}) {
		t.Errorf("claimable after the confirmation: %v", got)
	}
}

// TestCauseRights: each way to break the rule that the competent authority confirms on a document, and never the assignee.
func TestCauseRights(t *testing.T) {
	now := local("2026-05-11 10:00")
	open := faulted(t)
	waits, err := open.causeAsked(dung, lateEvent, because, "", []string{"chi"}, now)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(a access.Actor, x Task, key, document string) error {
		_, err := x.causeAsked(a, key, because, document, []string{"chi"}, now)
		return err
	}
	answer := func(a access.Actor, x Task, confirmed bool, document, reason string) error {
		_, err := x.causeAnswered(a, confirmed, document, reason, now)
		return err
	}
	standIn := dung
	standIn.For = []access.Actor{chi}
	own := waits
	own.Approver = "dung"
	for name, tc := range map[string]struct {
		err, want error
		field     string
	}{
		"a colleague asks":               {ask(phuc, open, lateEvent, ""), ErrNotLead, ""},
		"the approver asks":              {ask(chi, open, lateEvent, ""), ErrNotLead, ""},
		"for a deadline never missed":    {ask(dung, open, "late:2026-05-07", ""), errs.ErrInvalid, "event"},
		"for nothing":                    {ask(dung, open, "", ""), errs.ErrInvalid, "event"},
		"before anything was missed":     {ask(dung, working(t), "late:2026-05-07", ""), errs.ErrInvalid, "event"},
		"with too long a number":         {ask(dung, open, lateEvent, strings.Repeat("á", 101)), errs.ErrInvalid, "document"},
		"not accepted yet":               {ask(dung, given5(t), lateEvent, ""), ErrState, ""},
		"the lead confirms":              {answer(dung, waits, true, "20/TB", ""), ErrNotApprover, ""},
		"the lead, standing in":          {answer(standIn, waits, true, "20/TB", ""), ErrNotApprover, ""},
		"the lead as their own approver": {answer(dung, own, true, "20/TB", ""), ErrNotApprover, ""},
		"a colleague confirms":           {answer(phuc, waits, true, "20/TB", ""), ErrNotApprover, ""},
		"a deputy confirms":              {answer(em, waits, true, "20/TB", ""), ErrNotApprover, ""},
		"another head confirms":          {answer(giang, waits, true, "20/TB", ""), ErrNotApprover, ""},
		"confirmed on no document":       {answer(chi, waits, true, "", ""), errs.ErrInvalid, "document"},
		"refused without a reason":       {answer(chi, waits, false, "", ""), ErrReason, "reason"},
		"nothing was asked":              {answer(chi, open, true, "20/TB", ""), ErrState, ""},
	} {
		if !errors.Is(tc.err, tc.want) || tc.field != "" && errs.As(tc.err).Fields[0].Path != tc.field {
			t.Errorf("%s: %v, want %v", name, tc.err, tc.want)
		}
	}
}

// TestClaimWaitsOn: while a claim waits for its answer the work goes its way, and waits for those who decide as well; taken from
// its lead the claim lapses.
func TestClaimWaitsOn(t *testing.T) {
	now := local("2026-05-11 10:00")
	waits, err := faulted(t).causeAsked(dung, lateEvent, because, "", []string{"chi"}, now)
	if err != nil {
		t.Fatal(err)
	}
	must := func(x Task, err error) Task {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	submitted := must(waits.submitted(dung, "Bản sửa", 1000, []string{"chi"}, now))
	extended := must(waits.extensionAsked(dung, "2026-05-29", because, []string{"chi"}, now))
	completed := must(submitted.approved(chi, Met, 1000, Faulty{}, "", now))
	for name, x := range map[string]Task{
		"reported":                 must(waits.reported(dung, 90, now)),
		"handed in":                submitted,
		"taken back":               must(submitted.withdrawn(dung, now)),
		"sent back":                must(submitted.returned(chi, because, false, Faulty{}, now, official)),
		"more time asked for":      extended,
		"more time granted":        must(extended.extensionAnswered(chi, "2026-05-29", "", now)),
		"more time, claim refused": must(extended.causeAnswered(chi, false, "", because, now)),
		"completed":                completed,
	} {
		if !x.Asked || !slices.Equal(x.Waiting, []string{"chi"}) {
			t.Errorf("%s: waits for %v (%t)", name, x.Waiting, x.Asked)
		}
	}
	if x := must(completed.causeAnswered(chi, true, "20/TB-UBND", "", now)); len(x.Waiting) != 0 || x.Asked || x.WaitingSince != nil || x.State != Completed {
		t.Errorf("completed and answered: waits for %v", x.Waiting)
	}
	for name, x := range map[string]Task{
		"recalled":  must(waits.recalled(chi, because, []string{"chi"}, now)),
		"cancelled": must(waits.cancelled(chi, because, now)),
		"passed on": must(waits.handedOver(AsLead, "dung", receiver{Actor: phuc, unit: "division", path: path}, chi, nil, now)),
	} {
		if a := x.Causes[0].Answer; a == nil || a.Verdict != CauseLapsed || x.AskedCause {
			t.Errorf("%s: %+v", name, a)
		}
	}
}
