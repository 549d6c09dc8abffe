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
	for _, s := range Strip("lan", days, nil, "2026-04-27", "2026-05-08", "2026-04-28", "2026-05-06", vncal.Official(), 5) {
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
	all := Strip("lan", nil, nil, "2026-04-01", "2026-04-03", "2026-04-02", "2026-05-06", vncal.Official(), 5)
	if all[0].Missing || !all[1].Missing || all[1].State != StateLocked {
		t.Errorf("Strip = %+v; want the day before the first diary not missing, the next missing and locked", all)
	}
}

// TestMissingKnowsAbsences: the forgotten Wednesday 29/4 with what papers can say of it.
func TestMissingKnowsAbsences(t *testing.T) {
	for name, tc := range map[string]struct {
		away    Places
		day     Day
		date    vncal.Date
		missing bool
		shown   Place
	}{
		"no paper":                     {Places{}, Day{}, "2026-04-29", true, ""},
		"leave":                        {Places{Off, Off}, Day{}, "2026-04-29", false, Off},
		"a mission":                    {Places{Field, Field}, Day{}, "2026-04-29", false, Field},
		"leave, then a mission":        {Places{Off, Field}, Day{}, "2026-04-29", false, Field},
		"leave in the morning":         {Places{AM: Off}, Day{}, "2026-04-29", true, ""},
		"a mission in the afternoon":   {Places{PM: Field}, Day{}, "2026-04-29", true, ""},
		"leave over a holiday":         {Places{Off, Off}, Day{}, "2026-04-30", false, ""},
		"leave over a weekend":         {Places{Off, Off}, Day{}, "2026-05-02", false, ""},
		"marked as off, without paper": {Places{}, Day{Place: Places{Off, Off}}, "2026-04-29", false, ""},
		"written while on leave":       {Places{Off, Off}, Day{Entries: []Entry{{Minutes: 30}}}, "2026-04-29", false, Off},
		"today":                        {Places{}, Day{}, "2026-05-06", false, ""},
	} {
		tc.day.Date, tc.day.State = tc.date, StateOpen
		got := Strip("lan", []Day{tc.day}, map[string]Places{DayID("lan", tc.date): tc.away}, tc.date, tc.date, "2026-04-01", "2026-05-06", vncal.Official(), 5)
		if got[0].Missing != tc.missing || got[0].Away != tc.shown {
			t.Errorf("%s: missing %v, away %q; want %v, %q", name, got[0].Missing, got[0].Away, tc.missing, tc.shown)
		}
		if got := Strip("lan", nil, map[string]Places{DayID("minh", tc.date): {Off, Off}}, tc.date, tc.date, "2026-04-01", "2026-05-06", vncal.Official(), 5); got[0].Away != "" {
			t.Errorf("%s: somebody else's leave counts", name)
		}
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
