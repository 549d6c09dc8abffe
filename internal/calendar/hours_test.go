package calendar

import (
	"fmt"
	"testing"

	"congvu/pkg/vncal"
)

func TestHours(t *testing.T) {
	for day, want := range map[vncal.Date]string{
		"2026-03-02": "[{7h30m0s 11h30m0s} {13h30m0s 17h0m0s}]",
		"2026-01-10": "[{7h30m0s 11h30m0s} {13h30m0s 17h0m0s}]", // a worked Saturday
		"2026-03-01": "[]",
		"2026-02-17": "[]",
		"1999-10-01": "[]", // before the table
	} {
		if got := fmt.Sprint(Hours(vncal.Official(), day)); got != want {
			t.Errorf("Hours(%s) = %s, want %s", day, got, want)
		}
	}
}

func TestReadHoursRefuses(t *testing.T) {
	const head = "valid_from,valid_to,intervals,source,mark\n"
	for name, text := range map[string]string{
		"nothing":  head,
		"date":     head + "2026-02-30,,07:30-11:30,S,U\n",
		"end date": head + "2026-02-20,x,07:30-11:30,S,U\n",
		"interval": head + "2026-02-20,,07:30,S,U\n",
		"columns":  head + "2026-02-20\n",
	} {
		if _, err := readHours(text); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}
