package workplace

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"congvu/internal/errs"
)

// TestCheck: those at home are asked, an answer is one tap, a late one is kept as that, and the person is shown the count.
func TestCheck(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	for _, who := range []string{"Lan", "Minh"} {
		v := o.send(who, "05-07 am", "05-07 pm")
		_, err := o.Approve(ctx, o.actor["Trưởng phòng"], v.ID, v.Version, nil)
		o.ok(err)
	}
	for who, want := range map[string]error{
		"Lan": ErrUnit, "Theo dõi": ErrUnit, "Nhân sự": ErrUnit, "Quản trị": errs.ErrNotFound, "Trưởng phòng khác": errs.ErrNotFound,
	} {
		if _, err := o.Ask(ctx, o.actor[who], o.unit["phong"], 10, ""); !errors.Is(err, want) {
			t.Errorf("%s asks: %v, want %v", who, err, want)
		}
	}
	for local, want := range map[string]error{"2026-05-07 07:29": ErrHours, "2026-05-07 11:21": ErrHours, "2026-05-07 12:30": ErrHours, "2026-05-07 17:00": ErrHours, "2026-05-09 09:00": ErrHours, "2026-05-08 09:00": ErrNobody} {
		o.clock.set(local)
		if _, err := o.Ask(ctx, o.actor["Trưởng phòng"], o.unit["phong"], 10, ""); !errors.Is(err, want) {
			t.Errorf("at %s: %v, want %v", local, err, want)
		}
	}
	o.clock.set("2026-05-07 09:00")
	if _, err := o.Ask(ctx, o.actor["Trưởng phòng"], o.unit["phong"], 3, ""); !errors.Is(err, ErrInput) {
		t.Errorf("three minutes: %v", err)
	}
	var wg sync.WaitGroup
	ids, failed := make([]string, 4), make([]error, 4)
	for i := range ids {
		wg.Go(func() {
			c, err := o.Ask(ctx, o.actor["Trưởng phòng"], o.unit["phong"], 10, "khoa-0003")
			ids[i], failed[i] = c.ID, err
		})
	}
	wg.Wait()
	if slices.Sort(ids); len(slices.Compact(ids)) != 1 || errors.Join(failed...) != nil {
		t.Fatalf("one request made checks %v, %v", ids, failed)
	}
	if _, err := o.Ask(ctx, o.actor["Kiểm tra"], o.unit["phong"], 5, ""); !errors.Is(err, ErrRunning) {
		t.Errorf("two at once: %v", err)
	}
	if got := o.messages("Lan"); got[0] != "check.asked" {
		t.Errorf("inbox of who is asked: %v", got)
	}
	check := ids[0]
	if _, err := o.Answer(ctx, o.actor["Phó phòng"], check); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("somebody who was not asked answers: %v", err)
	}
	o.clock.set("2026-05-07 09:04")
	call, err := o.Answer(ctx, o.actor["Lan"], check)
	o.ok(err)
	if !call.InTime() || call.Paper == "" {
		t.Errorf("answered after four minutes: %+v", call)
	}
	o.clock.set("2026-05-07 09:11")
	if again, err := o.Answer(ctx, o.actor["Lan"], check); err != nil || !again.AnsweredAt.Equal(*call.AnsweredAt) {
		t.Errorf("answered twice: %+v %v", again, err)
	}
	if late, err := o.Answer(ctx, o.actor["Minh"], check); err != nil || late.InTime() || late.AnsweredAt == nil {
		t.Errorf("a late answer: %+v %v", late, err)
	}
	all, err := o.Checks(ctx, o.actor["Kiểm tra"], o.unit["phong"])
	o.ok(err)
	if len(all) != 1 || all[0].Asked != 2 || len(all[0].Calls) != 2 {
		t.Errorf("shown to who may ask: %+v", all)
	}
	for who, want := range map[string]Answered{"Lan": {1, 1}, "Minh": {1, 0}} {
		calls, err := o.Calls(ctx, o.actor[who])
		if n, failed := o.answered(ctx, o.agency, o.actor[who].ID); failed != nil || err != nil || len(calls) != 1 || n != want {
			t.Errorf("%s is shown %d calls, counted %+v, want %+v (%v)", who, len(calls), n, want, err)
		}
	}
	rows, _, err := o.inbox.List(ctx, o.actor["Lan"], true, "", 50)
	o.ok(err)
	for _, r := range rows {
		if r.Kind == "check.asked" {
			t.Error("the message of an answered check is unread")
		}
	}
}
