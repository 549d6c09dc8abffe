package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/clock"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestCalendarChange: a day off is previewed, decided and in force on another node whose cache never grows old; the job moves
// the deadline, its lead is told, the log says who decided it by which document.
func TestCalendarChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	at := o.Calendar.Today().Start().Add(15 * time.Hour)
	other, err := wiring.WireAged(o.db, clock.Fixed(at), clock.Fixed(at), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Hub.Close(context.Background()) })
	in := o.input()
	in.Due = vncal.Rule{Kind: vncal.KindWorking, N: 5} // from Thursday 29/10: Thursday 5/11
	x, err := o.Tasks.Create(t.Context(), o.actor(t, "truongphong"), in, true, "")
	if err != nil || x.DueOn != "2026-11-05" {
		t.Fatal(x.DueOn, err)
	}
	works := func() bool {
		c, err := other.Calendar.Of(t.Context(), o.agency)
		if err != nil {
			t.Fatal(err)
		}
		return c.IsWorking("2026-11-04")
	}
	if !works() {
		t.Fatal("4/11/2026 is an ordinary Wednesday")
	}
	change := func(more string) v1.CalendarChanged {
		status, body := o.call(t, "quantri", "POST", "/calendar/changes", `{"days":[{"date":"2026-11-04","name":"Ngày truyền thống","type":"swapped-off"}]`+more+`}`)
		if status != 200 {
			t.Fatal(status, string(body))
		}
		return read[v1.CalendarChanged](t, body)
	}
	preview := change(`,"dryRun":true`)
	if preview.Moves != (v1.CalendarMoves{Deadlines: 1, People: 1}) || preview.Days[0].Outcome != "added" || preview.Version != vncal.Version {
		t.Errorf("preview %+v", preview)
	}
	done := change(fmt.Sprintf(`,"docNumber":"5/TB-UBND","seen":%q`, preview.Version))
	if done.Moves != preview.Moves || done.Version == vncal.Version {
		t.Errorf("done %+v", done)
	}
	await(t, "the other node has heard", func() bool { return !works() })
	await(t, "the deadline has moved", func() bool {
		now, err := o.Tasks.Get(t.Context(), o.actor(t, "lan"), x.ID)
		return err == nil && now.DueOn == "2026-11-06"
	})
	if _, body := o.call(t, "lan", "GET", "/inbox", ""); !strings.Contains(string(body), "06/11/2026") {
		t.Errorf("the lead is not told: %s", body)
	}
	if _, body := o.call(t, "quantri", "GET", "/system-log?type=calendar", ""); !strings.Contains(string(body), "5/TB-UBND") || !strings.Contains(string(body), "Ngày truyền thống") {
		t.Errorf("the log: %s", body)
	}
	status, body := o.call(t, "quantri", "GET", "/calendar/years/2026", "")
	if y := read[v1.CalendarYear](t, body); status != 200 || y.Version != done.Version || y.WorkingDays != 248 || y.NextYear != 2027 || len(y.NextMissing) != 0 {
		t.Errorf("%d %+v", status, y)
	}
	if status, body := o.call(t, "quantri", "POST", "/calendar/changes", fmt.Sprintf(
		`{"days":[{"date":"2026-11-03","name":"X","type":"swapped-off"}],"docNumber":"6/TB","seen":%q}`, preview.Version)); status != 409 {
		t.Errorf("a stale screen: %d %s", status, body)
	}
	o.call(t, "quantri", "POST", "/calendar/days/2026-11-04/withdraw", `{"version":1,"docNumber":"9/TB","reason":"Hoãn hoán đổi"}`)
	await(t, "the deadline is back", func() bool {
		now, err := o.Tasks.Get(t.Context(), o.actor(t, "lan"), x.ID)
		return err == nil && now.DueOn == "2026-11-05" && now.Dues[len(now.Dues)-1].Why == task.DueCalendar
	})
}
