package diary

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/errs"
)

const becauseFound = "Bổ sung số liệu của hai xã."

// TestCorrected: each way a correction is allowed, and each way it is refused.
func TestCorrected(t *testing.T) {
	sent, now := at("2026-04-29 16:30"), at("2026-05-04 08:00")
	day := func(state State) Day {
		return Day{Person: "lan", Date: "2026-04-29", Version: 3, State: state, Place: input().Place, SubmittedAt: &sent,
			Waiting: []string{"thinh"}, WaitingSince: &sent, Entries: []Entry{{ID: "a", Text: "Soạn tờ trình", CreatedAt: sent, ChangedAt: sent}}}
	}
	same, changed := input(EntryInput{ID: "a", Text: "Soạn tờ trình"}), input(EntryInput{ID: "a", Text: "Soạn tờ trình"}, EntryInput{Text: "Gọi hai xã"})
	for name, tc := range map[string]struct {
		state  State
		closed bool
		in     Input
		want   error
	}{
		"submitted":             {StateSubmitted, false, changed, nil},
		"confirmed":             {StateConfirmed, false, changed, nil},
		"open":                  {StateOpen, false, changed, ErrNotSent},
		"returned":              {StateReturned, false, changed, ErrNotSent},
		"confirmed, locked":     {StateConfirmed, true, changed, ErrLocked},
		"nothing is left of it": {StateSubmitted, false, input(), ErrEmpty},
		"nothing is changed":    {StateSubmitted, false, same, ErrUnchanged},
	} {
		d := day(tc.state)
		next, err := d.corrected(tc.closed, tc.in, nil, "khoa", becauseFound, now, counter())
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: corrected = %v, want %v", name, err, tc.want)
		}
		if err != nil {
			continue
		}
		if next.State != StateSubmitted || !next.Corrected() || next.Correction.N != 1 || next.Correction.Reason != becauseFound || len(d.Entries) != 1 {
			t.Errorf("%s: %+v; want it waiting as a correction, and the stored day as it was", name, next)
		}
		if e := next.Entries; e[0].Late || !e[1].Late || !e[1].CreatedAt.Equal(now) {
			t.Errorf("%s: %+v; want the added line alone stamped late", name, e)
		}
		waits, since, confirmed := "thinh", sent, false
		if tc.state == StateConfirmed {
			waits, since, confirmed = "khoa", now, true
		}
		if !slices.Equal(next.Waiting, []string{waits}) || !next.WaitingSince.Equal(since) || next.Correction.Confirmed != confirmed {
			t.Errorf("%s: waits for %v since %v; want %s since %v", name, next.Waiting, next.WaitingSince, waits, since)
		}
		again, err := next.corrected(false, input(EntryInput{Text: "Khác hẳn"}), nil, "khoa", becauseFound, now, counter())
		if err != nil || again.Correction.N != 2 || again.Correction.Confirmed != confirmed {
			t.Errorf("%s, again: %+v, %v; want the second, of the same confirmation", name, again.Correction, err)
		}
		back := next.returned("khoa", "Xin nêu rõ hơn nữa.", now.Add(time.Hour))
		if anew, err := back.submitted(StateReturned, "khoa", now.Add(2*time.Hour)); err != nil || anew.Corrected() {
			t.Errorf("%s, returned and submitted anew: still called a correction, %v", name, err)
		}
	}
}

// TestDeviceTime: both clocks are kept, the device's as it said; what did not change keeps its own.
func TestDeviceTime(t *testing.T) {
	now, next := at("2026-04-29 16:12"), at("2026-04-30 08:00")
	wrong := ptr(at("2026-04-28 14:00").Add(time.Microsecond)) // 26 hours behind
	d, err := Day{Date: "2026-04-29", State: StateOpen}.written(StateOpen, input(EntryInput{Text: "a", DeviceAt: wrong}, EntryInput{Text: "b"}), nil, now, counter())
	if err != nil {
		t.Fatal(err)
	}
	if e := d.Entries[0]; !e.DeviceAt.Equal(wrong.Truncate(time.Millisecond)) || !e.CreatedAt.Equal(now) || e.Late || d.Entries[1].DeviceAt != nil {
		t.Errorf("entries = %+v; want the device's time beside the server's, and none where it did not say", d.Entries)
	}
	d, err = d.written(StateOpen, input(EntryInput{ID: "n1", Text: "a", DeviceAt: ptr(now)}, EntryInput{ID: "n2", Text: "b, sửa", DeviceAt: ptr(now)}), nil, next, counter())
	if err != nil {
		t.Fatal(err)
	}
	if e := d.Entries; !e[0].DeviceAt.Equal(wrong.Truncate(time.Millisecond)) || e[0].Late || !e[1].DeviceAt.Equal(now) || !e[1].ChangedAt.Equal(next) || !e[1].Late {
		t.Errorf("entries = %+v; want the unchanged line as it was, the other late with both times", e)
	}
}

// sentDay returns Lan's Wednesday, submitted and, when asked, confirmed.
func sentDay(t *testing.T, o *office, confirmed bool) View {
	t.Helper()
	mustSave(t, o, "Lan", wednesday, 0, oneLine("Soạn tờ trình"))
	v, err := o.Submit(t.Context(), o.actor["Lan"], wednesday, 1)
	if err == nil && confirmed {
		v, err = o.Confirm(t.Context(), o.actor["Trưởng phòng"], o.id("Lan"), wednesday, 2)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCorrectAConfirmedDay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lan, head := o.actor["Lan"], o.actor["Trưởng phòng"]
	v := sentDay(t, o, true)
	first := v.Entries[0].ID
	o.clock.set("2026-05-08 16:00") // the last of five working days
	v, err := o.Own(t.Context(), lan, wednesday)
	if err != nil || v.Until != "2026-05-08" || !slices.Equal(v.Acts, []Act{ActCorrect}) {
		t.Fatalf("a confirmed day = until %s, %v, %v", v.Until, v.Acts, err)
	}
	in := input(EntryInput{ID: first, Text: "Soạn tờ trình, thêm hai xã", Minutes: 30}, EntryInput{Text: "Gọi hai xã"})
	for name, tc := range map[string]struct {
		version int64
		in      Input
		reason  string
		want    error
	}{
		"no reason":     {3, in, "ngắn", ErrWhy},
		"long reason":   {3, in, strings.Repeat("x", MaxReason+1), ErrWhy},
		"bad field":     {3, input(EntryInput{Text: ""}), becauseFound, ErrInput},
		"other's task":  {3, input(EntryInput{Text: "a", Task: "t9"}), becauseFound, ErrInput},
		"stale version": {2, in, becauseFound, errs.ErrChanged},
	} {
		if _, err := o.Correct(t.Context(), lan, wednesday, tc.version, tc.in, tc.reason); !errors.Is(err, tc.want) {
			t.Errorf("%s: Correct = %v, want %v", name, err, tc.want)
		}
	}
	if v, err = o.Correct(t.Context(), lan, wednesday, 3, in, "  "+becauseFound+" "); err != nil || v.Version != 4 || v.Reads != StateSubmitted || !slices.Equal(v.Acts, []Act{ActCorrect}) {
		t.Fatalf("correct = %+v, %v", v, err)
	}
	if again, err := o.Correct(t.Context(), lan, wednesday, 3, in, becauseFound); err != nil || again.Version != 4 {
		t.Errorf("the same request again = version %d, %v; want the day as it is", again.Version, err)
	}
	if _, err := o.Correct(t.Context(), lan, wednesday, 3, oneLine("Bản khác"), becauseFound); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("another device's correction of the old version = %v, want errs.ErrChanged", err)
	}
	rows, err := o.Waiting(t.Context(), head, 10)
	if err != nil || len(rows) != 1 || !rows[0].Corrected() || rows[0].Correction.Reason != becauseFound || !rows[0].Correction.Confirmed {
		t.Fatalf("what waits for the head = %+v, %v; want the correction with its reason", rows, err)
	}

	// Both texts, to whoever may read the day and to nobody else.
	for who, reads := range map[string]bool{
		"Lan": true, "Trưởng phòng": true, "Phó phòng": true, "Giám đốc": true, "Phó Giám đốc": true, "Chủ tịch": true,
		"Minh": false, "Trưởng phòng khác": false, "Nhân sự": false, "Theo dõi": false, "Quản trị": false,
	} {
		got, err := o.Versions(t.Context(), o.actor[who], lan.ID, wednesday)
		if !reads {
			if !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("%s reads the versions: %+v, %v", who, got, err)
			}
			continue
		}
		var told []string
		for _, x := range got {
			told = append(told, x.Action+": "+x.Entries[0].Text)
		}
		want := []string{"diary.corrected: Soạn tờ trình, thêm hai xã", "diary.confirmed: Soạn tờ trình", "diary.submitted: Soạn tờ trình"}
		if err != nil || !slices.Equal(told, want) || got[0].Reason != becauseFound || got[0].By != lan.ID {
			t.Errorf("%s reads %v, %v; want %v", who, told, err, want)
		}
	}

	if v, err = o.Confirm(t.Context(), head, lan.ID, wednesday, 4); err != nil || v.Reads != StateConfirmed || v.Corrected() {
		t.Fatalf("confirming the correction = %+v, %v", v, err)
	}
	o.clock.set("2026-05-11 08:00")
	_, err = o.Correct(t.Context(), lan, wednesday, 5, oneLine("Muộn quá"), becauseFound)
	if e := errs.As(err); !errors.Is(err, ErrLocked) || e.Args["days"] != "5" || e.Current.(View).Until != "2026-05-08" || len(e.Current.(View).Acts) != 0 {
		t.Errorf("a correction after the lock = %v; want ErrLocked with the day", err)
	}
}

// TestCorrectWhileWaiting: the head's slowness costs the author nothing; the day keeps its place in the list.
func TestCorrectWhileWaiting(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := sentDay(t, o, false)
	since := *v.WaitingSince
	o.clock.set("2026-06-01 08:00")
	v, err := o.Correct(t.Context(), o.actor["Lan"], wednesday, 2, oneLine("Soạn tờ trình và phụ lục"), becauseFound)
	if err != nil || v.Version != 3 || !v.WaitingSince.Equal(since) || v.Correction.Confirmed || !v.Late {
		t.Fatalf("correct = %+v, %v; want it in its place, late", v, err)
	}
	if _, err := o.Confirm(t.Context(), o.actor["Trưởng phòng"], o.id("Lan"), wednesday, 2); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("confirming what was not read = %v, want errs.ErrChanged", err)
	}
	// Nobody corrects the diary of another: a correction is of the own day only, and there was none of the head's.
	if _, err := o.Correct(t.Context(), o.actor["Trưởng phòng"], wednesday, 0, oneLine("a"), becauseFound); !errors.Is(err, ErrNotSent) {
		t.Errorf("a day never sent = %v, want ErrNotSent", err)
	}
}

func TestCorrectTogether(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	sentDay(t, o, true)
	const writers = 6
	results := make(chan error, writers)
	for i := range writers {
		go func() {
			_, err := o.Correct(context.WithoutCancel(t.Context()), o.actor["Lan"], wednesday, 3, oneLine("Bản "+string(rune('a'+i))), becauseFound)
			results <- err
		}()
	}
	done := 0
	for range writers {
		switch err := <-results; {
		case err == nil:
			done++
		case !errors.Is(err, errs.ErrChanged):
			t.Errorf("one of several corrections = %v, want errs.ErrChanged", err)
		}
	}
	if all := versions(t, o, "Lan"); done != 1 || len(all) != 4 {
		t.Errorf("%d corrections went through, %d versions; want one and four", done, len(all))
	}
}

// TestCorrectByTheTopmost: nobody confirms that day, so a correction closes it again.
func TestCorrectByTheTopmost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	chair := o.actor["Chủ tịch"]
	mustSave(t, o, "Chủ tịch", wednesday, 0, oneLine("Họp giao ban"))
	if _, err := o.Submit(t.Context(), chair, wednesday, 1); err != nil {
		t.Fatal(err)
	}
	v, err := o.Correct(t.Context(), chair, wednesday, 2, oneLine("Họp giao ban, tiếp dân"), becauseFound)
	if err != nil || v.Reads != StateConfirmed || v.ConfirmedBy != chair.ID || len(v.Waiting) != 0 || v.Correction.N != 1 {
		t.Errorf("correct = %+v, %v; want it closed again", v, err)
	}
}

// TestSubmitTwice: the second of a doubled request changes nothing.
func TestSubmitTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, who := range []string{"Lan", "Chủ tịch"} {
		mustSave(t, o, who, wednesday, 0, oneLine("a"))
		for range 2 {
			if v, err := o.Submit(t.Context(), o.actor[who], wednesday, 1); err != nil || v.Version != 2 {
				t.Errorf("%s: submit = version %d, %v; want 2", who, v.Version, err)
			}
		}
		if n := len(versions(t, o, who)); n != 2 {
			t.Errorf("%s: %d versions, want 2", who, n)
		}
	}
	mustSave(t, o, "Minh", wednesday, 0, oneLine("a"))
	mustSave(t, o, "Minh", wednesday, 1, oneLine("b"))
	if _, err := o.Submit(t.Context(), o.actor["Minh"], wednesday, 1); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("submitting what was changed since = %v, want errs.ErrChanged", err)
	}
}

// TestToldOldForm: versions of the first form, which had no device's time, are read as they are.
func TestToldOldForm(t *testing.T) {
	v := Version{Of: 2, Action: "diary.submitted", By: "lan", Body: []byte(`{"format":"congvu-diary/1","am":"remote","pm":"office","entries":[{"id":"a","text":"Họp","task":"t1",` +
		`"taskCode":"NV-1","createdAt":"2026-04-29T09:12:00.007Z","changedAt":"2026-04-29T09:12:00.007Z"}],"plan":"Đi cơ sở"}`)}
	got, err := v.told()
	if err != nil || got.Place != (Places{Remote, Office}) || got.Plan != "Đi cơ sở" || got.Entries[0].DeviceAt != nil || got.Entries[0].Task.Code != "NV-1" {
		t.Errorf("told = %+v, %v", got, err)
	}
	for _, bad := range []string{"", `{"entries":[{"createdAt":"x"}]}`, `{"entries":[{"createdAt":"2026-04-29T09:12:00.007Z","changedAt":"2026-04-29T09:12:00.007Z","deviceAt":"x"}]}`} {
		if _, err := (Version{Body: []byte(bad)}).told(); err == nil {
			t.Errorf("%q is read as a version", bad)
		}
	}
}
