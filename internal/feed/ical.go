package feed

import (
	"strings"
	"time"
	"unicode/utf8"

	"congvu/pkg/vncal"
)

// Event is a deadline of one day.
type Event struct {
	ID      string     // of the work, stable
	Code    string     // Số nhiệm vụ
	Title   string     // of the work
	Day     vncal.Date // last day in time
	Changed time.Time  // when the work was changed last
	Link    string     // where it is opened; "" for none
}

// maxLine is how many octets a line may have (RFC 5545 §3.1).
const maxLine = 75

// Calendar writes events as an iCalendar object (RFC 5545), named name.
func Calendar(name string, events []Event) []byte {
	var b strings.Builder
	line := func(property, value string) { fold(&b, property+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Cong Vu//Han viec//VI")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", text(name))
	line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
	for _, e := range events {
		line("BEGIN", "VEVENT")
		line("UID", text(e.ID+"@congvu"))
		line("DTSTAMP", e.Changed.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", strings.ReplaceAll(string(e.Day), "-", ""))
		line("DTEND;VALUE=DATE", strings.ReplaceAll(string(e.Day.AddDays(1)), "-", ""))
		line("SUMMARY", text(e.Code+" "+e.Title))
		if e.Link != "" {
			line("URL", e.Link)
		}
		line("TRANSP", "TRANSPARENT") // a deadline takes no time of the day
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String())
}

// text escapes a value of type TEXT (RFC 5545 §3.3.11); other control characters have no place in one.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// fold writes a line, broken before it is too long, never inside a character.
func fold(b *strings.Builder, s string) {
	room := maxLine
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], maxLine-1
	}
	b.WriteString(s + "\r\n")
}
