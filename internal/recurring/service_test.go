package recurring

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

func free(context.Context) error { return nil }

// TestGiven: work comes on its day and no other, once, and says by which rule; a day off moves it.
func TestGiven(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	v, err := w.Make(ctx, w.head, w.input("ngày 25 hằng tháng, nếu nghỉ thì làm trước"), "k1")
	w.ok(err)
	// 25/10/2026 is a Sunday.
	if v.Next != "2026-10-23" || v.Words != "ngày 25 hằng tháng, nếu nghỉ thì làm trước" || len(v.Days) != 5 || v.Days[0].Named != "2026-10-25" || v.Days[0].Why == "" {
		t.Fatalf("made: %+v", v)
	}
	again, err := w.Make(ctx, w.head, w.input("ngày 25 hằng tháng, nếu nghỉ thì làm trước"), "k1")
	if err != nil || again.ID != v.ID {
		t.Errorf("the same request: %s, %v, want %s", again.ID, err, v.ID)
	}
	if _, err := w.Make(ctx, w.head, w.input("hằng ngày làm việc"), "k1"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("another one by the same key: %v", err)
	}
	w.ok(w.GiveDue(ctx, w.agency, free))
	if got := w.given(); len(got) != 0 {
		t.Fatalf("the day before: %v", got)
	}
	w.at("2026-10-23 00:10")
	w.ok(w.GiveDue(ctx, w.agency, free))
	w.ok(w.GiveDue(ctx, w.agency, free))
	if got := w.given(); !slices.Equal(got, []string{"2026-10-23 2026-10-28"}) {
		t.Fatalf("on its day: %v", got)
	}
	w.at("2026-10-25 09:00") // the named day itself
	w.ok(w.GiveDue(ctx, w.agency, free))
	list, err := w.List(ctx, w.head)
	w.ok(err)
	if len(w.given()) != 1 || len(list) != 1 || list[0].Next != "2026-11-25" || list[0].Done != "2026-10-25" || list[0].Last == "" {
		t.Errorf("afterwards: %d given, %+v", len(w.given()), list)
	}
	made, err := w.tasks.Get(ctx, w.officer, list[0].Last)
	w.ok(err)
	if made.Description != "Việc định kỳ: ngày 25 hằng tháng, nếu nghỉ thì làm trước." || made.Approver != w.head.ID {
		t.Errorf("the task says %q, by %s", made.Description, made.Approver)
	}
	if others, err := w.List(ctx, w.officer); err != nil || len(others) != 0 {
		t.Errorf("somebody else sees %v, %v", others, err)
	}
}

// TestOnce: two nodes at once, and a run that was cut off at each step, give each day once.
func TestOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.Make(ctx, w.head, w.input("hằng ngày làm việc"), "")
	w.ok(err)
	var nodes sync.WaitGroup
	for range 4 {
		nodes.Go(func() {
			if err := w.GiveDue(ctx, w.agency, free); err != nil && !errors.Is(err, errs.ErrUnavailable) {
				t.Error(err)
			}
		})
	}
	nodes.Wait()
	if got := w.given(); !slices.Equal(got, []string{"2026-10-22 2026-10-27"}) {
		t.Fatalf("four nodes: %v", got)
	}
	w.at("2026-10-23 08:00")
	lost := errors.New("another node has the claim")
	if err := w.GiveDue(ctx, w.agency, func(context.Context) error { return lost }); !errors.Is(err, lost) {
		t.Fatalf("without its claim: %v", err)
	}
	if got := w.given(); len(got) != 1 {
		t.Fatalf("given without its claim: %v", got)
	}
	w.ok(w.GiveDue(ctx, w.agency, free))
	if got := w.given(); len(got) != 2 {
		t.Errorf("taken up again: %v", got)
	}
}

// TestCaughtUp: what was missed is made up for, of a long time the last ten days; deadlines count from when it is given.
func TestCaughtUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.Make(t.Context(), w.head, w.input("hằng ngày làm việc"), "")
	w.ok(err)
	w.at("2026-10-28 08:00") // from Thursday over a weekend to Wednesday: five working days
	w.ok(w.GiveDue(t.Context(), w.agency, free))
	if got := w.given(); len(got) != 5 || got[0] != "2026-10-28 2026-11-02" {
		t.Fatalf("after a weekend: %v", got)
	}
	w.at("2026-11-27 08:00")
	w.ok(w.GiveDue(t.Context(), w.agency, free))
	w.ok(w.GiveDue(t.Context(), w.agency, free))
	if got := w.given(); len(got) != 5+maxCatchUp {
		t.Errorf("after a month: %d", len(got))
	}
	list, err := w.List(t.Context(), w.head)
	w.ok(err)
	if list[0].Next != "2026-11-30" {
		t.Errorf("next %s", list[0].Next)
	}
}

// TestPausedByItself: work whose lead has left, or whose giver gives no work any more, is not given; its giver is told, and can
// let it go on.
func TestPausedByItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.Make(ctx, w.head, w.input("hằng ngày làm việc"), "")
	w.ok(err)
	w.leave(w.officer)
	w.at("2026-10-23 08:00")
	w.ok(w.GiveDue(ctx, w.agency, free))
	list, err := w.List(ctx, w.head)
	w.ok(err)
	if len(list) != 1 || list[0].State != Paused || list[0].Why == "" || len(list[0].Days) != 0 {
		t.Fatalf("its lead has left: %+v", list)
	}
	messages, _, err := w.inbox.List(ctx, w.head, true, "", 10)
	w.ok(err)
	if len(messages) != 1 || messages[0].Kind != "recurring.paused" {
		t.Errorf("the giver is told %+v", messages)
	}
	w.at("2026-10-26 08:00")
	v, err := w.Do(ctx, w.head, list[0].ID, list[0].Version, Resume)
	w.ok(err)
	if v.State != Active || v.Next != "2026-10-26" || v.Why != "" {
		t.Errorf("resumed: %+v", v)
	}
}

// TestVerbs: a rule is its giver's alone; it rests, goes on from today, and ends for good.
func TestVerbs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	v, err := w.Make(ctx, w.head, w.input("thứ Hai hằng tuần"), "")
	w.ok(err)
	for name, tc := range map[string]struct {
		by      access.Actor
		id      string
		version int64
		verb    Verb
		want    error
	}{
		"somebody else's": {w.officer, v.ID, v.Version, Pause, errs.ErrNotFound}, "none": {w.head, "x", 1, Pause, errs.ErrNotFound},
		"stale": {w.head, v.ID, v.Version + 1, Pause, errs.ErrChanged}, "not paused": {w.head, v.ID, v.Version, Resume, ErrState},
		"no verb": {w.head, v.ID, v.Version, "burn", ErrState},
	} {
		if _, err := w.Do(ctx, tc.by, tc.id, tc.version, tc.verb); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	v, err = w.Do(ctx, w.head, v.ID, v.Version, Pause)
	w.ok(err)
	w.at("2026-10-26 08:00")
	w.ok(w.GiveDue(ctx, w.agency, free))
	w.at("2026-10-28 08:00")
	v, err = w.Do(ctx, w.head, v.ID, v.Version, Resume)
	w.ok(err)
	if v.Next != "2026-11-02" || len(w.given()) != 0 {
		t.Errorf("rested over its day: next %s, given %v", v.Next, w.given())
	}
	v, err = w.Do(ctx, w.head, v.ID, v.Version, End)
	w.ok(err)
	if _, err := w.Do(ctx, w.head, v.ID, v.Version, Resume); !errors.Is(err, ErrState) {
		t.Errorf("after its end: %v", err)
	}
	w.at("2026-11-02 08:00")
	w.ok(w.GiveDue(ctx, w.agency, free))
	if got := w.given(); len(got) != 0 {
		t.Errorf("given after its end: %v", got)
	}
}

// TestMakeRefused: each way to have it wrong is named, and nothing is stored.
func TestMakeRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	with := func(change func(*Input)) Input { in := w.input("thứ Hai hằng tuần"); change(&in); return in }
	for name, tc := range map[string]struct {
		by    access.Actor
		in    Input
		want  error
		field string
	}{
		"an officer":      {w.officer, w.input("thứ Hai hằng tuần"), ErrAssign, ""},
		"no rule":         {w.head, w.input("khi nào rảnh"), ErrInput, "words"},
		"two rules":       {w.head, w.input("hằng ngày lặp hằng tuần"), ErrInput, "words"},
		"a fixed day":     {w.head, with(func(in *Input) { in.Task.Due = vncal.Rule{Kind: vncal.KindDate, Date: "2026-12-01"} }), ErrInput, "task.due"},
		"begun yesterday": {w.head, with(func(in *Input) { in.Start = "2026-10-21" }), ErrInput, "start"},
		"begun far ahead": {w.head, with(func(in *Input) { in.Start = "2028-01-01" }), ErrInput, "start"},
		"no title":        {w.head, with(func(in *Input) { in.Task.Title = "" }), errs.ErrInvalid, "task.title"},
		"nobody leads":    {w.head, with(func(in *Input) { in.Task.Lead.Unit = "" }), errs.ErrInvalid, "task.lead.unit"},
		"no product":      {w.head, with(func(in *Input) { in.Task.ProductText = "" }), errs.ErrInvalid, "task.product.text"},
	} {
		_, err := w.Make(ctx, tc.by, tc.in, "")
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
			continue
		}
		if fields := errs.As(err).Fields; tc.field != "" && (len(fields) == 0 || fields[0].Path != tc.field) {
			t.Errorf("%s: %+v, want %s", name, fields, tc.field)
		}
	}
	if list, err := w.List(ctx, w.head); err != nil || len(list) != 0 {
		t.Errorf("stored: %v, %v", list, err)
	}
}
