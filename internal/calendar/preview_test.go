package calendar

import (
	"fmt"
	"strings"
	"testing"

	"congvu/pkg/vncal"
)

// show writes days as "29s 30- 1- … 4.1": s start, d due, t today, a hyphen for a day off, a point and the number counted.
func show(days []PreviewDay) string {
	var parts []string
	for _, d := range days {
		s := fmt.Sprint(d.Date.Day())
		if d.Mark != "" {
			s += string(d.Mark[0])
		}
		if !d.Working {
			s += "-"
		}
		if d.N > 0 {
			s += fmt.Sprintf(".%d", d.N)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestDays(t *testing.T) {
	for name, tc := range map[string]struct {
		rule  vncal.Rule
		today vncal.Date
		want  string
	}{
		"working days, as in the picture of the assign form": {
			vncal.Rule{Kind: vncal.KindWorking, Start: "2026-04-29", N: 7}, "2026-04-29",
			"29s 30- 1- 2- 3- 4.1 5.2 6.3 7.4 8.5 9- 10- 11.6 12d.7",
		},
		"calendar days that end in Tết": {
			vncal.Rule{Kind: vncal.KindCalendar, Start: "2026-02-12", N: 5}, "2026-02-13",
			"12s 13t.1 14-.2 15-.3 16-.4 17-.5 18- 19- 20- 21- 22- 23d",
		},
		"a fixed day":             {vncal.Rule{Kind: vncal.KindDate, Start: "2026-03-03", Date: "2026-03-05"}, "2026-03-03", "3s 4 5d"},
		"a fixed day in the past": {vncal.Rule{Kind: vncal.KindDate, Start: "2026-03-03", Date: "2026-03-02"}, "2026-03-03", "2d"},
		"no deadline":             {vncal.Rule{Kind: vncal.KindNone}, "2026-03-03", ""},
		"nothing to count":        {vncal.Rule{Kind: vncal.KindWorking, Start: "2026-03-03"}, "2026-03-03", "3d"},
		"three months": {
			vncal.Rule{Kind: vncal.KindWorking, Start: "2026-06-01", N: 60}, "2026-06-01",
			"1s 2.1 3.2 4.3 5.4 6- 7- 8.5 9.6 10.7 11.8 12.9 13- 14- " +
				"9- 10.50 11.51 12.52 13.53 14.54 15- 16- 17.55 18.56 19.57 20.58 21.59 22d.60", // Saturday 22/8 is worked,
		},
		"a hundred days": {
			vncal.Rule{Kind: vncal.KindCalendar, Start: "2026-06-01", N: 100}, "2026-06-01",
			"1s 2.1 3.2 4.3 5.4 6-.5 7-.6 8.7 9.8 10.9 11.10 12.11 13-.12 14-.13 " +
				"27.87 28.88 29-.89 30-.90 31-.91 1-.92 2-.93 3.94 4.95 5-.96 6-.97 7.98 8.99 9d.100",
		},
	} {
		d, err := vncal.Official().Due(tc.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(Days(vncal.Official(), tc.rule, d.Due, tc.today)); got != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tc.want)
		}
	}
}
