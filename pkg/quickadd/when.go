package quickadd

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"congvu/pkg/vncal"
)

// maxTerm is the longest term in days that a line may name; beyond it is a slip of the hand.
const maxTerm = 3650

// beforeDue are the words after which "hạn" is no deadline: "quá hạn 5 ngày" tells of something.
var beforeDue = []string{"quá", "đúng", "trước", "gia", "giới", "vô", "có", "dài", "ngắn", "trung", "kỳ", "kì", "niên", "thời", "đến", "tới", "hết", "sắp", "quyền"}

// due reads "hạn …"; what is no time at all ("hạn mức") belongs to the title.
func (p *parser) due(i int) int {
	next, part := p.when(i + 1)
	if next == i+1 {
		return i
	}
	part.Kind = Due
	if i > 0 && p.words[i-1].is(beforeDue...) && !p.words[i-1].ends() && !strings.ContainsAny(p.words[i-1].text[:1], "@#!+") {
		from, to := p.words[i-1].from, p.words[next-1].to
		rest := p.text[p.words[i].from:to]
		if part.Fault != nil {
			return next
		}
		p.notes = append(p.notes, Note{From: from, To: to, Text: "“" + strings.TrimRight(p.text[from:to], stops) + "” ở lại trong tên việc; muốn đặt hạn xin gõ riêng “" + strings.TrimRight(rest, stops) + "” ở cuối."})
		return next
	}
	p.add(i, next, part)
	return next
}

// when reads a time from word i on and returns the word after it; i when it is none.
func (p *parser) when(i int) (int, Part) {
	j := i
	for p.at(j, "trong", "vào", "đến", "là", "chậm", "nhất") && !p.words[j].ends() {
		j++
	}
	before := p.at(j, "trước")
	if before {
		j++
	}
	at := j
	hour, j := p.hour(j)
	if hour != "" && p.at(j, "ngày") && !p.at(j+1, "làm") {
		j++
	}
	next, part := p.day(j)
	if next == j {
		switch {
		case hour != "":
			part = p.on(p.today)
		case i < len(p.words) && at < len(p.words) && startsWithFigure(p.words[at].text):
			return at + 1, Part{Fault: unread(p.text[p.words[at].from:p.words[at].to])}
		default:
			return i, Part{}
		}
	}
	if hour == "" && next > j {
		k := next
		if p.at(k, "lúc", "trước") {
			k++
		}
		if late, after := p.hour(k); late != "" && !p.words[next-1].ends() {
			hour, next = late, after
		}
	}
	part.Hour = hour
	if part.Day == p.today && len(hour) == len("15:04") && hour <= p.hourNow {
		part.Fault = &Fault{Code: "past", Text: hour + " hôm nay đã qua.", Offers: []Offer{offer(p.today), offer(p.today.AddDays(1))}}
	}
	if before && hour == "" && part.Fault == nil && part.Rule.Kind == vncal.KindDate && !p.holidayed(at) && !p.at(at, "cuối", "hết") {
		part = p.eve(part.Day)
	}
	return next, part
}

// holidayed reports whether word i begins the name of a holiday, of which "trước" means the last working day before.
func (p *parser) holidayed(i int) bool {
	return p.at(i, "tết", "lễ", "quốc", "giỗ", "nghỉ", "dịp")
}

// eve asks which day "trước 25/9" means: the law and people differ on whether the day itself still counts.
func (p *parser) eve(day vncal.Date) Part {
	last := p.workingUntil(day.AddDays(-1))
	return Part{Day: "", Fault: &Fault{
		Code: "two_readings", Text: "“Trước " + day.DayMonth() + "” là hết ngày hôm trước hay hết ngày đó?",
		Offers: []Offer{offer(last), offer(day)},
	}}
}

// clock finds an hour written in one word.
var clock = regexp.MustCompile(`^(\d{1,2})(?:h|g|:|gio)(\d{2})?$`)

// hour reads "17h", "17h30", "17 giờ 30", "sáng", "cuối giờ chiều"; "" when word i is none.
func (p *parser) hour(i int) (string, int) {
	if i >= len(p.words) {
		return "", i
	}
	w := p.words[i]
	if m := clock.FindStringSubmatch(w.plain()); m != nil {
		h, _ := strconv.Atoi(m[1])
		min, _ := strconv.Atoi("0" + m[2])
		if h <= 24 && min < 60 && (m[2] != "" || !strings.HasSuffix(w.plain(), ":")) {
			return fmt.Sprintf("%02d:%02d", h, min), i + 1
		}
		return "", i
	}
	if n, ok := number(w); ok && n <= 24 && p.at(i+1, "giờ") {
		j := i + 2
		if min, ok := figure(p.words, j); ok && min < 60 && !p.words[j-1].ends() && !p.counted(j+1) {
			return fmt.Sprintf("%02d:%02d", n, min), j + 1
		}
		return fmt.Sprintf("%02d:00", n), j
	}
	if half := w.one("sáng", "trưa", "chiều", "tối"); half != "" {
		return half, i + 1
	}
	return "", i
}

// counted reports whether word i is a unit after its number, as in "17 giờ, 30 ngày", and not "ngày mai".
func (p *parser) counted(i int) bool {
	return p.at(i, "tuần", "tháng") || p.at(i, "ngày") && (p.at(i+1, "làm") || p.ended(i+1))
}

// day reads a day, a term or a name of a time from word i on; i when it is none.
func (p *parser) day(i int) (int, Part) {
	if i >= len(p.words) {
		return i, Part{}
	}
	if next, rule, ok := p.count(i); ok {
		return next, p.term(rule, p.text[p.words[i].from:p.words[next-1].to])
	}
	for _, read := range []func(int) (int, Part){p.near, p.weekday, p.edge, p.holiday, p.date, p.stretch} {
		if next, part := read(i); next > i {
			return next, part
		}
	}
	return i, Part{}
}

// count reads a number and a unit of time: "5 ngày làm việc", "ba tuần", "2 tháng".
func (p *parser) count(i int) (next int, rule vncal.Rule, ok bool) {
	if i+1 >= len(p.words) {
		return i, rule, false
	}
	n, ok := number(p.words[i])
	if !ok || p.words[i].ends() {
		return i, rule, false
	}
	unit := p.words[i+1]
	switch {
	case unit.plain() == "nlv":
		return i + 2, vncal.Rule{Kind: vncal.KindWorking, N: n}, true
	case unit.is("ngày"):
		if p.at(i+2, "làm") && p.at(i+3, "việc") && !unit.ends() {
			return i + 4, vncal.Rule{Kind: vncal.KindWorking, N: n}, true
		}
		if i+2 < len(p.words) && p.words[i+2].plain() == "lv" {
			return i + 3, vncal.Rule{Kind: vncal.KindWorking, N: n}, true
		}
		return i + 2, vncal.Rule{Kind: vncal.KindCalendar, N: n}, true
	case unit.is("tuần"):
		return i + 2, vncal.Rule{Kind: vncal.KindCalendar, N: 7 * n}, true
	case unit.is("tháng") && !p.monthName(i):
		return i + 2, vncal.Rule{Kind: vncal.KindMonth, N: n}, true
	case unit.is("quý"):
		return i + 2, vncal.Rule{Kind: vncal.KindMonth, N: 3 * n}, true
	}
	return i, rule, false
}

// monthName reports whether "25 tháng 9" begins at word i, which is a date and no term.
func (p *parser) monthName(i int) bool {
	_, ok := figure(p.words, i+2)
	return ok
}

// term returns the part of a counted deadline.
func (p *parser) term(rule vncal.Rule, typed string) Part {
	days := rule.N
	if rule.Kind == vncal.KindMonth {
		days *= 30
	}
	if rule.N < 1 || days > maxTerm {
		return Part{Fault: &Fault{Code: "too_large", Text: "“" + strings.TrimRight(typed, stops) + "”: thời hạn từ 1 đến 3650 ngày."}}
	}
	from := rule
	from.Start = p.today
	d, err := p.cal.Due(from)
	if err != nil {
		return Part{Fault: unread(typed)}
	}
	return Part{Rule: rule, Day: d.Due}
}

// on returns the part of a fixed day.
func (p *parser) on(day vncal.Date) Part {
	switch {
	case !day.Valid():
		return Part{Fault: &Fault{Code: "no_day", Text: "Không có ngày này trong lịch."}}
	case day < p.today:
		return Part{Fault: &Fault{Code: "past", Text: day.Display() + " đã qua.", Offers: p.later(day)}}
	}
	return Part{Rule: vncal.Rule{Kind: vncal.KindDate, Date: day}, Day: day}
}

// later offers days in the place of one that is past: the same day of a month and a year to come.
func (p *parser) later(day vncal.Date) []Offer {
	var all []Offer
	for _, d := range []vncal.Date{p.forward(day, 1), p.forward(day, 12)} {
		if d.Valid() && !slices.Contains(all, offer(d)) {
			all = append(all, offer(d))
		}
	}
	return all
}

// forward returns the first day not past that lies a multiple of months after day.
func (p *parser) forward(day vncal.Date, months int) vncal.Date {
	for n := months; n <= 120; n += months {
		if d := day.AddMonths(n); d >= p.today {
			return d
		}
	}
	return ""
}

// offer returns a day as it may be put in the place of a deadline.
func offer(d vncal.Date) Offer {
	return Offer{Label: vncal.WeekdayName(d) + ", " + d.Display(), Text: "hạn " + d.Display()}
}

func unread(typed string) *Fault {
	return &Fault{Code: "unread", Text: "Không hiểu hạn “" + strings.TrimRight(typed, stops) + "”. Ví dụ: hạn 25/9, hạn 5 ngày làm việc, hạn cuối tháng."}
}
