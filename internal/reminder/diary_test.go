package reminder

import (
	"context"
	"fmt"
	"testing"

	"congvu/internal/diary"
	"congvu/internal/journal"
	"congvu/internal/realtime"
	"congvu/pkg/vncal"
)

// TestRemindDiaryOfPreparedLines: an empty diary for which lines lie prepared is not called empty.
func TestRemindDiaryOfPreparedLines(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.set("2026-02-13 10:00")
	for i := range 5 {
		e := journal.Entry{
			Action: "task.accepted", By: o.actor["lan"], Diary: true, Object: journal.Object{Type: "task", ID: fmt.Sprint("t", i), Title: "Việc"},
		}
		if err := o.db.WithTx(t.Context(), func(ctx context.Context) error {
			return journal.New(o.db, o.clock, realtime.NewEvents(o.db), o.inbox).Write(ctx, e)
		}); err != nil {
			t.Fatal(err)
		}
	}
	o.clock.set("2026-02-13 16:30")
	o.run(t, o.RemindDiary, "2026-02-13 16:30")
	for who, want := range map[string]string{"lan": "reminder.diary_prepared 5", "minh": "reminder.diary_empty "} {
		rows, _, err := o.inbox.List(t.Context(), o.actor[who], false, "", 10)
		if err != nil || len(rows) != 1 || rows[0].Kind+" "+rows[0].Params["lines"] != want {
			t.Errorf("%s was sent %+v, %v", who, rows, err)
		}
	}
}

func TestRemindDiary(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.set("2026-02-13 16:00")
	wrote := diary.Input{Place: diary.Places{AM: diary.Office, PM: diary.Office}, Entries: []diary.EntryInput{{Text: "a"}}}
	off := diary.Input{Place: diary.Places{AM: diary.Off, PM: diary.Off}}
	for who, in := range map[string]diary.Input{"lan": wrote, "minh": off} {
		if _, err := o.diary.Save(t.Context(), o.actor[who], "2026-02-13", 0, in); err != nil {
			t.Fatal(err)
		}
	}
	for day := vncal.Date("2026-02-13"); day <= "2026-02-22"; day = day.AddDays(1) { // one working day, then Tết
		o.clock.set(string(day) + " 16:30")
		o.run(t, o.RemindDiary, string(day)+" 16:30")
		o.run(t, o.RemindDiary, string(day)+" 16:30")
	}
	o.clock.set("2026-02-23 07:00")
	o.run(t, o.RemindDiary, "2026-02-13 16:30") // too late to ask for
	for who, want := range map[string]int{"lan": 0, "minh": 0, "trưởng phòng": 1, "giám đốc": 1} {
		if got := o.got(t, who); len(got) != want {
			t.Errorf("%s was sent %q, want %d", who, got, want)
		}
	}
	rows, _, err := o.inbox.List(t.Context(), o.actor["giám đốc"], false, "", 1)
	if err != nil || rows[0].Params["date"] != "13/02/2026" || rows[0].Why != "author" || rows[0].Object.Type != "diary" {
		t.Errorf("message = %+v, %v", rows, err)
	}
}
