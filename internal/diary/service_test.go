package diary

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
)

const wednesday = "2026-04-29"

// oneLine is a day with one entry.
func oneLine(s string) Input { return input(EntryInput{Text: s, Minutes: 30}) }

func mustSave(t *testing.T, o *office, who, day string, version int64, in Input) View {
	t.Helper()
	v, err := o.Save(t.Context(), o.actor[who], date(day), version, in)
	if err != nil {
		t.Fatalf("save %s of %s: %v", day, who, err)
	}
	return v
}

func TestSaveAndConflict(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lan := o.actor["Lan"]
	v, err := o.Own(t.Context(), lan, wednesday)
	if err != nil || v.Version != 0 || v.Place != (Places{Office, Office}) || v.NextWorking != "2026-05-04" || !slices.Equal(v.Acts, []Act{ActEdit}) {
		t.Fatalf("a day never saved = %+v, %v", v, err)
	}
	v = mustSave(t, o, "Lan", wednesday, 0, oneLine("Họp giao ban"))
	if v.Version != 1 || v.Entries[0].ID == "" || v.Minutes() != 30 || v.Late {
		t.Errorf("after the first save: %+v", v.Day)
	}
	again := oneLine("Họp giao ban")
	again.Entries[0].ID = v.Entries[0].ID
	if same := mustSave(t, o, "Lan", wednesday, 1, again); same.Version != 1 {
		t.Errorf("saving what is stored made version %d", same.Version)
	}

	// The first save once more, as after a lost reply: refused with what is stored.
	_, err = o.Save(t.Context(), lan, wednesday, 0, oneLine("Họp giao ban"))
	var e *errs.Error
	if !errors.As(err, &e) || !errors.Is(err, errs.ErrChanged) {
		t.Fatalf("stale save = %v, want errs.ErrChanged", err)
	}
	if current, ok := e.Current.(View); !ok || current.Version != 1 || current.Entries[0].Text != "Họp giao ban" {
		t.Errorf("the conflict carries %+v, want the stored day", e.Current)
	}
}

func TestSaveTogether(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const writers = 8
	results := make(chan error, writers)
	for range writers {
		go func() {
			_, err := o.Save(context.WithoutCancel(t.Context()), o.actor["Lan"], wednesday, 0, oneLine("a"))
			results <- err
		}()
	}
	saved := 0
	for range writers {
		switch err := <-results; {
		case err == nil:
			saved++
		case !errors.Is(err, errs.ErrChanged):
			t.Errorf("one of several first saves = %v, want errs.ErrChanged", err)
		}
	}
	if saved != 1 || len(versions(t, o, "Lan")) != 1 {
		t.Errorf("%d saves went through and %d versions are kept, want one of each", saved, len(versions(t, o, "Lan")))
	}
}

// versions reads a person's chain.
func versions(t *testing.T, o *office, who string) []Version {
	t.Helper()
	cur, err := o.store.versions.Find(t.Context(), bson.M{"chain": o.id(who)}, options.Find().SetSort(bson.M{"n": 1}))
	if err != nil {
		t.Fatal(err)
	}
	var all []Version
	if err := cur.All(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSaveTasks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.tasks["t1"], o.tasks["t2"] = o.id("Lan"), o.id("Minh")
	v := mustSave(t, o, "Lan", wednesday, 0, input(EntryInput{Text: "a", Task: "t1"}))
	if ref := v.Entries[0].Task; ref == nil || ref.Code != "NV-t1" || ref.Title != "Việc t1" {
		t.Errorf("task of the entry = %+v", ref)
	}
	_, err := o.Save(t.Context(), o.actor["Lan"], wednesday, 1, input(EntryInput{Text: "a", Task: "t1"}, EntryInput{Text: "b", Task: "t2"}))
	if got := faults(err); got != "entries[1].task not_found" {
		t.Errorf("a task of somebody else = %q, want it refused by its place", got)
	}
	delete(o.tasks, "t1") // recalled: the author sees it no more, but what was written stays
	if v = mustSave(t, o, "Lan", wednesday, 1, input(EntryInput{ID: v.Entries[0].ID, Text: "c", Task: "t1"})); v.Entries[0].Task == nil {
		t.Error("the entry lost the task it was written for")
	}
}

func TestWholeWay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lan, head := o.actor["Lan"], o.actor["Trưởng phòng"]
	mustSave(t, o, "Lan", wednesday, 0, oneLine("Soạn tờ trình"))
	v, err := o.Submit(t.Context(), lan, wednesday, 1)
	if err != nil || v.Reads != StateSubmitted || v.Confirmer != head.ID || !slices.Equal(v.Waiting, []string{head.ID}) {
		t.Fatalf("submit = %+v, %v", v, err)
	}
	if _, err := o.Save(t.Context(), lan, wednesday, 2, oneLine("b")); !errors.Is(err, ErrSubmitted) {
		t.Errorf("writing a submitted day = %v, want ErrSubmitted", err)
	}
	if rows, err := o.Waiting(t.Context(), head, 10); err != nil || len(rows) != 1 || !slices.Equal(rows[0].Acts, []Act{ActConfirm, ActReturn}) {
		t.Errorf("what waits for the head = %+v, %v", rows, err)
	}

	o.clock.set("2026-05-04 08:00")
	if _, err := o.Return(t.Context(), head, lan.ID, wednesday, 2, " quá ngắn "); !errors.Is(err, ErrReason) {
		t.Errorf("return without a reason = %v, want ErrReason", err)
	}
	if v, err = o.Return(t.Context(), head, lan.ID, wednesday, 2, "Bổ sung số liệu hai huyện."); err != nil || v.Reads != StateReturned {
		t.Fatalf("return = %+v, %v", v, err)
	}
	if n, err := o.CountWaiting(t.Context(), lan, 10); err != nil || n != 1 {
		t.Errorf("a returned day waits for its author: %d, %v", n, err)
	}
	text := oneLine("Soạn tờ trình, thêm số liệu hai huyện")
	text.Entries[0].ID = v.Entries[0].ID
	if v = mustSave(t, o, "Lan", wednesday, 3, text); v.Reads != StateReturned || !v.Late {
		t.Errorf("after the correction: %+v, want it returned still and late", v.Day)
	}
	if _, err = o.Submit(t.Context(), lan, wednesday, 4); err != nil {
		t.Fatal(err)
	}
	if v, err = o.Confirm(t.Context(), head, lan.ID, wednesday, 5); err != nil || v.Reads != StateConfirmed || v.ConfirmedBy != head.ID || len(v.Acts) != 0 {
		t.Fatalf("confirm = %+v, %v", v, err)
	}
	_, err = o.Confirm(t.Context(), head, lan.ID, wednesday, 5)
	if e := errs.As(err); !errors.Is(err, errs.ErrChanged) || e.Current.(View).Reads != StateConfirmed {
		t.Errorf("a double click = %v; want a conflict whose stored state is the wanted one", err)
	}

	all := versions(t, o, "Lan")
	var actions []string
	for i, x := range all {
		if actions = append(actions, x.Action); x.N != int64(i+1) || x.Of != int64(i+1) {
			t.Errorf("version %d stands at %d of its chain as version %d of the day", i+1, x.N, x.Of)
		}
	}
	want := []string{"diary.saved", "diary.submitted", "diary.returned", "diary.saved", "diary.submitted", "diary.confirmed"}
	if !slices.Equal(actions, want) {
		t.Errorf("kept versions %v, want %v", actions, want)
	}
	messages, _, err := o.inbox.List(t.Context(), lan, false, "", 10)
	if err != nil || len(messages) != 2 || messages[0].Kind != "diary.confirmed" || messages[1].Params["date"] != "29/04/2026" || messages[1].Params["reason"] != "Bổ sung số liệu hai huyện." {
		t.Errorf("the author was told %+v, %v", messages, err)
	}
	if n, _ := o.inbox.Unread(t.Context(), head); n != 0 {
		t.Errorf("the head got %d messages; what waits is shown where it waits", n)
	}
}

// TestTopmost: nobody stands above the chairman, so the chairman closes the own day; where the post above is merely vacant the
// day stays submitted (TestVacancyFilled).
func TestTopmost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	top := o.actor["Chủ tịch"]
	mustSave(t, o, "Chủ tịch", wednesday, 0, oneLine("a"))
	v, err := o.Submit(t.Context(), top, wednesday, 1)
	if err != nil || !v.Topmost || v.State != StateConfirmed || v.ConfirmedBy != top.ID || len(v.Waiting) != 0 || v.WaitingSince != nil || !slices.Equal(v.Acts, []Act{ActCorrect}) {
		t.Errorf("submit = %+v, %v", v, err)
	}
	if kept := versions(t, o, "Chủ tịch"); kept[len(kept)-1].Action != "diary.closed" {
		t.Errorf("the version tells of %q", kept[len(kept)-1].Action)
	}
	if _, err := o.Save(t.Context(), top, wednesday, 2, oneLine("b")); !errors.Is(err, ErrConfirmed) {
		t.Errorf("writing a closed day = %v, want ErrConfirmed", err)
	}
	if n, _ := o.inbox.Unread(t.Context(), top); n != 0 {
		t.Errorf("the chairman is told %d times of the own act", n)
	}
	if _, err := o.Confirm(t.Context(), top, top.ID, wednesday, 2); !errors.Is(err, ErrOwn) {
		t.Errorf("confirming the own day = %v, want ErrOwn", err)
	}
	if !slices.Equal(v.Readers, []string{top.ID}) {
		t.Errorf("readers = %v, want only the author", v.Readers)
	}
}

func TestLocked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mustSave(t, o, "Lan", wednesday, 0, oneLine("a"))
	o.clock.set("2026-05-08 23:59") // the fifth working day after
	mustSave(t, o, "Lan", wednesday, 1, oneLine("b"))
	o.clock.set("2026-05-09 00:00")
	_, err := o.Save(t.Context(), o.actor["Lan"], wednesday, 2, oneLine("c"))
	e := errs.As(err)
	if !errors.Is(err, ErrLocked) || e.Args["days"] != "5" || e.Current.(View).Reads != StateLocked {
		t.Errorf("a day past its lock = %v, %+v", err, e)
	}
	if _, err := o.Save(t.Context(), o.actor["Lan"], "2026-04-01", 0, oneLine("c")); !errors.Is(err, ErrLocked) {
		t.Errorf("an old day never written = %v, want ErrLocked", err)
	}
	if _, err := o.Save(t.Context(), o.actor["Lan"], "2027-06-01", 0, input()); !errors.Is(err, ErrTooFar) {
		t.Errorf("a day in a year = %v, want ErrTooFar", err)
	}
	if _, err := o.Save(t.Context(), o.actor["Lan"], "2026-13-01", 0, input()); faults(err) != "date date" {
		t.Errorf("no day at all = %v", err)
	}
}

func TestConfirmMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	head := o.actor["Trưởng phòng"]
	for _, who := range []string{"Lan", "Minh", "Phó phòng"} {
		mustSave(t, o, who, wednesday, 0, oneLine("a"))
	}
	for _, who := range []string{"Lan", "Phó phòng"} {
		if _, err := o.Submit(t.Context(), o.actor[who], wednesday, 1); err != nil {
			t.Fatal(err)
		}
	}
	results, err := o.ConfirmMany(t.Context(), head, []Confirmation{
		{o.id("Lan"), wednesday, 2}, {o.id("Minh"), wednesday, 1}, {o.id("Phó phòng"), wednesday, 1},
		{o.id("Trưởng phòng khác"), wednesday, 1}, {o.id("Phó phòng"), wednesday, 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []error{nil, ErrNotSubmitted, errs.ErrChanged, errs.ErrNotFound, nil} {
		if !errors.Is(results[i], want) {
			t.Errorf("row %d = %v, want %v", i, results[i], want)
		}
	}
	if _, err := o.ConfirmMany(t.Context(), head, make([]Confirmation, MaxBatch+1)); faults(err) != "items too_many" {
		t.Errorf("too many rows = %v", err)
	}
}

func TestCut(t *testing.T) {
	for in, want := range map[string]string{"": "", "ễẫ": "ễẫ", "ễẫộ": "ễẫộ", "ễẫộa": "ễẫ…"} {
		if got := cut(in, 3); got != want {
			t.Errorf("cut(%q) = %q, want %q", in, got, want)
		}
	}
}
