package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"congvu/pkg/vncal"
)

// TestCalendar has what is written read by the library of another maker: each event comes back as it went in, whatever its title
// holds, and no line is longer than the format allows.
func TestCalendar(t *testing.T) {
	t.Parallel()
	changed := time.Date(2026, 11, 28, 16, 30, 0, 0, time.UTC)
	titles := map[string]string{ // as written → as it comes back
		"Báo cáo tháng 11":                            "Báo cáo tháng 11",
		"Rà soát; lấy ý kiến, tổng hợp \\ trình":      "Rà soát; lấy ý kiến, tổng hợp \\ trình",
		"Hai dòng\r\nEND:VEVENT\nBEGIN:VEVENT":        "Hai dòng\nEND:VEVENT\nBEGIN:VEVENT",
		strings.Repeat("Đẩy mạnh chuyển đổi số ", 20): strings.Repeat("Đẩy mạnh chuyển đổi số ", 20),
		"tab\tvà\x00ký tự điều khiển\x7f":             "tabvàký tự điều khiển",
		"": "",
	}
	days := []vncal.Date{"2026-12-31", "2026-02-28", "2028-02-29", "2026-11-30", "2026-12-01", "2027-01-01"}
	var events []Event
	want := map[string]string{}
	i := 0
	for title, back := range titles {
		id := string(rune('a' + i))
		events = append(events, Event{ID: id, Code: "NV-" + id, Title: title, Day: days[i], Changed: changed, Link: "https://congvu.example.vn/tasks/" + id})
		want[id] = "NV-" + id + " " + back
		i++
	}
	raw := Calendar("Công Vụ: hạn việc của Lan, P. CNTT", events)
	for line := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
		if len(line) > maxLine || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	cal, err := ical.NewDecoder(bytes.NewReader(raw)).Decode()
	if err != nil {
		t.Fatalf("another library refuses it: %v\n%s", err, raw)
	}
	if name, err := cal.Props.Text("X-WR-CALNAME"); err != nil || name != "Công Vụ: hạn việc của Lan, P. CNTT" {
		t.Errorf("it is called %q, %v", name, err)
	}
	got := cal.Events()
	if len(got) != len(events) {
		t.Fatalf("%d events came back of %d", len(got), len(events))
	}
	for n, e := range got {
		id, _ := e.Props.Text(ical.PropUID)
		id = strings.TrimSuffix(id, "@congvu")
		summary, err := e.Props.Text(ical.PropSummary)
		start, err1 := e.DateTimeStart(vncal.Zone())
		end, err2 := e.DateTimeEnd(vncal.Zone())
		stamp, err3 := e.Props.DateTime(ical.PropDateTimeStamp, time.UTC)
		if err != nil || err1 != nil || err2 != nil || err3 != nil || summary != want[id] || vncal.DateOf(start) != events[n].Day ||
			vncal.DateOf(end) != events[n].Day.AddDays(1) || !stamp.Equal(changed) || e.Props.Get(ical.PropURL).Value != events[n].Link {
			t.Errorf("%q %q %s–%s %s %v %v %v %v", id, summary, start, end, stamp, err, err1, err2, err3)
		}
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.7": "203.0.113.7/32", "::ffff:203.0.113.7": "203.0.113.7/32", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "": "", "x": "x",
	} {
		if got := network(address); got != want {
			t.Errorf("network(%q) = %q, want %q", address, got, want)
		}
	}
}
