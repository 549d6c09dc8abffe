package vncal

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Explain returns the Vietnamese sentence that says how a deadline came about, as in "5 ngày làm việc kể từ 24/04/2026:
// thứ Tư 06/05/2026, trừ 27/4 nghỉ bù Giỗ Tổ, 30/4, 1/5 và các ngày thứ Bảy, Chủ nhật". It is "" for a rule of unknown kind.
func Explain(r Rule, d Deadline) string {
	day := WeekdayName(d.Due) + " " + d.Due.Display()
	switch r.Kind {
	case KindNone:
		return "Không hạn"
	case KindDate:
		return "Ngày ấn định: " + day
	case KindWorking:
		s := fmt.Sprintf("%d ngày làm việc kể từ %s: %s", r.N, r.Start.Display(), day)
		if len(d.Skipped) > 0 {
			s += ", trừ " + list(d.Skipped)
		}
		return s
	case KindCalendar:
		return fmt.Sprintf("%d ngày kể từ %s: %s%s", r.N, r.Start.Display(), day, moved(d.Skipped))
	case KindMonth:
		return fmt.Sprintf("%d tháng kể từ %s: %s%s", r.N, r.Start.Display(), day, moved(d.Skipped))
	}
	return ""
}

// moved says why the end of a period was moved to the next working day.
func moved(skipped []Skip) string {
	if len(skipped) == 0 {
		return ""
	}
	s := skipped[0]
	if s.Why == WeekdayName(s.Date) {
		return fmt.Sprintf(", ngày làm việc kế tiếp vì %s là %s", s.Date.DayMonth(), s.Why)
	}
	return fmt.Sprintf(", ngày làm việc kế tiếp vì %s là ngày nghỉ (%s)", s.Date.DayMonth(), s.Why)
}

// saturdaySunday is how officials name a weekend.
const saturdaySunday = "thứ Bảy, Chủ nhật"

// list names the days left out: whole weekends at the end, runs of one holiday as "16/2–20/2 Tết Âm lịch".
func list(skipped []Skip) string {
	have := make(map[Date]bool, len(skipped))
	for _, s := range skipped {
		have[s.Date] = true
	}
	var items []string
	weekends := 0
	for i := 0; i < len(skipped); i++ {
		s := skipped[i]
		switch s.Date.Weekday() {
		case 6: // Saturday: with its Sunday it is a weekend, named or not
			if have[s.Date.AddDays(1)] {
				weekends++
				continue
			}
		case 0:
			if have[s.Date.AddDays(-1)] {
				continue
			}
		}
		last := i
		for last+1 < len(skipped) && skipped[last+1].Why == s.Why && skipped[last+1].Date == skipped[last].Date.AddDays(1) &&
			!weekendDay(skipped[last+1].Date) {
			last++
		}
		items = append(items, item(s, skipped[last].Date))
		i = last
	}
	switch {
	case weekends == 1:
		items = append(items, saturdaySunday)
	case weekends > 1:
		items = append(items, "các ngày "+saturdaySunday)
	}
	if len(items) == 1 {
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " và " + items[len(items)-1]
}

func weekendDay(d Date) bool { n, _ := d.number(); return weekend(n) }

// item names one day off, or a run of them up to last.
func item(s Skip, last Date) string {
	if s.Why == WeekdayName(s.Date) {
		return s.Why + " " + s.Date.DayMonth()
	}
	days := s.Date.DayMonth()
	if last != s.Date {
		days += "–" + last.DayMonth()
	}
	name := strings.Replace(s.Why, "Giỗ Tổ Hùng Vương", "Giỗ Tổ", 1)
	if strings.HasPrefix(name, "Ngày ") && strings.HasSuffix(name, " "+s.Date.DayMonth()) {
		return days // "30/4 Ngày Chiến thắng 30/4" would say it twice
	}
	if strings.HasPrefix(name, "Nghỉ ") {
		r, n := utf8.DecodeRuneInString(name)
		name = string(unicode.ToLower(r)) + name[n:]
	}
	return days + " " + name
}
