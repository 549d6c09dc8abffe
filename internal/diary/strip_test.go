package diary

import (
	"fmt"
	"strings"
	"testing"

	"congvu/pkg/vncal"
)

func date(s string) vncal.Date { return vncal.Date(s) }

// TestStrip reads the week of 30/4 and 1/5 on Wednesday 6/5/2026: a holiday, a day that was forgotten, one off, one ahead.
func TestStrip(t *testing.T) {
	days := []Day{
		{Date: "2026-04-28", State: StateConfirmed, Entries: []Entry{{Minutes: 60}, {Minutes: 30}}},
		{Date: "2026-05-05", State: StateOpen, Place: Places{Off, Off}},
		{Date: "2026-05-04", State: StateSubmitted, Late: true, Entries: []Entry{{Minutes: 450}}},
		{Date: "2026-05-07", State: StateOpen, Place: Places{Remote, Remote}},
	}
	var got []string
	for _, s := range Strip(days, "2026-04-27", "2026-05-08", "2026-04-28", "2026-05-06", vncal.Official(), 5) {
		line := fmt.Sprintf("%s %s %d/%d", s.Date[5:], s.State, s.Minutes, s.Entries)
		for word, on := range map[string]bool{" off": !s.Working} {
			if on {
				line += word
			}
		}
		if s.Missing {
			line += " missing"
		}
		if s.Future {
			line += " future"
		}
		if s.Late {
			line += " late"
		}
		got = append(got, line)
	}
	want := []string{
		"04-27  0/0 off",             // compensates Giỗ Tổ
		"04-28 confirmed 90/2",       //
		"04-29  0/0 missing",         // still open to be written
		"04-30  0/0 off",             //
		"05-01  0/0 off",             //
		"05-02  0/0 off",             //
		"05-03  0/0 off",             //
		"05-04 submitted 450/1 late", //
		"05-05 open 0/0",             // marked as off: not missing
		"05-06  0/0",                 // today is not over
		"05-07 open 0/0 future",      //
		"05-08  0/0 future",          //
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("Strip:\n%s\nwant:\n%s", g, w)
	}
}

func TestStripLockedAndBefore(t *testing.T) {
	all := Strip(nil, "2026-04-01", "2026-04-03", "2026-04-02", "2026-05-06", vncal.Official(), 5)
	if all[0].Missing || !all[1].Missing || all[1].State != StateLocked {
		t.Errorf("Strip = %+v; want the day before the first diary not missing, the next missing and locked", all)
	}
}

func TestDefaultPlace(t *testing.T) {
	home, off, half := Places{Remote, Remote}, Places{Off, Off}, Places{Office, Off}
	for name, tc := range map[string]struct {
		earlier []Places
		working bool
		want    Places
	}{
		"first day ever":        {nil, true, Places{Office, Office}},
		"as yesterday":          {[]Places{home, {Office, Office}}, true, home},
		"after leave":           {[]Places{off, half, {Field, Remote}}, true, Places{Field, Remote}},
		"after nothing but off": {[]Places{off, off}, true, Places{Office, Office}},
		"day off":               {[]Places{home}, false, off},
	} {
		if got := DefaultPlace(tc.earlier, tc.working); got != tc.want {
			t.Errorf("%s: DefaultPlace = %v, want %v", name, got, tc.want)
		}
	}
}
