package task

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/pkg/vncal"
)

// done is working, handed in at a time and approved two days later.
func done(t *testing.T, submitted string, verdict Verdict) Task {
	t.Helper()
	x, err := working(t).reported(dung, 60, local("2026-05-04 08:00"))
	if err != nil {
		t.Fatal(err)
	}
	x, err = x.submitted(dung, "Xong", 1000, []string{"chi"}, local(submitted))
	if err == nil {
		x, err = x.approved(chi, verdict, 1000, Faulty{}, "", local("2026-05-07 09:00"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestReopened: the approval counts no more, the lead has the working days back that were left at the submission, and nothing is
// missed for the time in which it stood approved.
func TestReopened(t *testing.T) {
	before := done(t, "2026-05-04 16:00", MajorError)
	x, err := before.reopened(chi, because, []string{"dung"}, local("2026-05-20 09:00"), official)
	if err != nil {
		t.Fatal(err)
	}
	if x.State != InProgress || !x.Open || x.ClosedAt != nil || x.SubmittedAt != nil || !x.Asked || x.Waiting[0] != "dung" || !x.Back.Reopened {
		t.Errorf("reopened: %s, open %t, waits for %v (%t)", x.State, x.Open, x.Waiting, x.Asked)
	}
	if before.Progress != 100 || x.Progress != 60 {
		t.Errorf("progress %d, then %d", before.Progress, x.Progress)
	}
	if x.DueOn != "2026-05-22" || x.Explain(official) != "Mở lại ngày 20/5/2026, hoàn lại 2 ngày làm việc: thứ Sáu 22/5/2026" {
		t.Errorf("due %s: %s", x.DueOn, x.Explain(official))
	}
	if d := x.Submissions[0].Decision; d.Failed() || d.Reopened.By != "chi" || before.Submissions[0].Decision.Reopened != nil || x.AcceptedMilli() != 0 {
		t.Errorf("the approval: %+v, before %+v", d, before.Submissions[0].Decision)
	}
	for at, want := range map[string][]vncal.Date{"2026-05-22 23:59": nil, "2026-05-23 00:00": {"2026-05-22"}} {
		if diff := cmp.Diff(want, x.Missed(local(at))); diff != "" {
			t.Errorf("missed at %s (-want +got):\n%s", at, diff)
		}
	}
	if _, err := x.reopened(chi, because, []string{"dung"}, local("2026-05-20 09:01"), official); !errors.Is(err, ErrState) {
		t.Errorf("reopened twice: %v", err)
	}
	moved, changed := x.recounted(official.With(vncal.Day{Date: "2026-05-22", Name: "Nghỉ bù", Type: vncal.Holiday}), local("2026-05-20 10:00"))
	if !changed || moved.DueOn != "2026-05-25" {
		t.Errorf("a new day off: due %s", moved.DueOn)
	}
	x, err = x.submitted(dung, "Bản sửa", 1000, []string{"chi"}, local("2026-05-21 09:00"))
	if err == nil {
		x, err = x.approved(chi, Met, 1000, Faulty{}, "", local("2026-05-21 10:00"))
	}
	if err != nil || x.AcceptedMilli() != 1000 || len(x.Missed(local("2026-07-01 00:00"))) != 0 {
		t.Errorf("approved again: %d, missed %v, %v", x.AcceptedMilli(), x.Missed(local("2026-07-01 00:00")), err)
	}
}

// TestReopenedLate: what was handed in too late stays late, and is late once.
func TestReopenedLate(t *testing.T) {
	x, err := done(t, "2026-05-07 08:00", Met).reopened(chi, because, []string{"dung"}, local("2026-05-20 09:00"), official)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]vncal.Date{"2026-05-06"}, x.Missed(local("2026-05-20 10:00"))); diff != "" || x.DueOn != "2026-05-21" {
		t.Errorf("due %s, missed (-want +got):\n%s", x.DueOn, diff)
	}
}
