package quickadd

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"congvu/pkg/fold"
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

// near reads "hôm nay", "mai", "ngày kia" and their like; half of a day may stand before: "chiều mai".
func (p *parser) near(i int) (int, Part) {
	j := i
	if p.at(j, "ngày", "hôm") {
		j++
	}
	switch {
	case p.at(j, "nay"):
		return j + 1, p.on(p.today)
	case p.at(j, "mai"):
		return j + 1, p.on(p.today.AddDays(1))
	case p.at(j, "mốt") && !p.at(j, "một"), j > i && p.at(j, "kia"):
		return j + 1, p.on(p.today.AddDays(2))
	}
	return i, Part{}
}

var weekdays = []string{"hai", "ba", "tư", "năm", "sáu", "bảy"} // from Monday on

// weekday reads "thứ Sáu", "T6", "chủ nhật", and "tới", "này", "tuần sau" behind them. A bare day of the week is the next one.
func (p *parser) weekday(i int) (int, Part) {
	j, n := i, -1 // n: days after Monday
	w := p.words[i]
	switch plain := w.plain(); {
	case len(plain) == 2 && plain[0] == 't' && plain[1] >= '2' && plain[1] <= '7':
		j, n = i+1, int(plain[1]-'2')
	case plain == "cn", w.is("chủ") && p.at(i+1, "nhật"):
		j, n = i+1, 6
		if plain != "cn" {
			j++
		}
	case w.is("thứ") && i+1 < len(p.words):
		if k := slices.Index(weekdays, p.words[i+1].one("hai", "ba", "tư", "năm", "sáu", "bảy")); k >= 0 {
			j, n = i+2, k
		} else if p.words[i+1].is("bẩy") {
			j, n = i+2, 5
		} else if k, ok := figure(p.words, i+1); ok && k >= 2 && k <= 7 {
			j, n = i+2, k-2
		}
	}
	if n < 0 {
		return i, Part{}
	}
	monday := p.monday(p.today)
	day := monday.AddDays(n)
	name := vncal.WeekdayName(day)
	if p.words[j-1].ends() {
		return j, p.nextWeekday(day, name)
	}
	switch {
	case p.at(j, "tuần") && p.at(j+1, "sau", "tới"):
		return j + 2, p.on(day.AddDays(7))
	case p.at(j, "tuần") && p.at(j+1, "này"):
		return j + 2, p.thisWeek(day)
	case p.at(j, "này"):
		return j + 1, p.thisWeek(day)
	case p.at(j, "sau"):
		return j + 1, p.on(day.AddDays(7))
	case p.at(j, "tới"):
		if day <= p.today {
			day = day.AddDays(7)
		}
		return j + 1, p.on(day)
	}
	k := j
	if p.at(k, "ngày") {
		k++
	}
	if next, dated := p.date(k); next > k { // "thứ Sáu 25/9": both must agree
		if dated.Fault == nil && vncal.WeekdayName(dated.Day) != name {
			dated = Part{Fault: &Fault{
				Code: "two_readings", Text: dated.Day.Display() + " là " + vncal.WeekdayName(dated.Day) + ", không phải " + name + ".",
				Offers: []Offer{offer(dated.Day), offer(nextOn(day, p.today))},
			}}
		}
		return next, dated
	}
	return j, p.nextWeekday(day, name)
}

// thisWeek returns a day of this week; when it is past the same day of the next one is offered.
func (p *parser) thisWeek(day vncal.Date) Part {
	part := p.on(day)
	if part.Fault != nil {
		part.Fault.Offers = []Offer{offer(day.AddDays(7))}
	}
	return part
}

// nextWeekday returns the next day of that weekday; on that weekday itself both readings are offered.
func (p *parser) nextWeekday(day vncal.Date, name string) Part {
	if day == p.today {
		return Part{Fault: &Fault{
			Code: "two_readings", Text: "Hôm nay là " + name + ": hôm nay hay tuần sau?", Offers: []Offer{offer(day), offer(day.AddDays(7))},
		}}
	}
	return p.on(nextOn(day, p.today))
}

// nextOn returns day, or the same day of the week after when it is before today.
func nextOn(day, today vncal.Date) vncal.Date {
	if day < today {
		return day.AddDays(7)
	}
	return day
}

// monday returns the first day of the week of d.
func (p *parser) monday(d vncal.Date) vncal.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// edge reads "cuối tuần", "cuối tháng 9", "hết quý III", "đầu tháng sau": the last or the first working day of it.
func (p *parser) edge(i int) (int, Part) {
	last := p.at(i, "cuối", "hết")
	if !last && !p.at(i, "đầu") {
		return i, Part{}
	}
	next, from, to, named := p.span(i + 1)
	if next == i+1 {
		return i, Part{}
	}
	day := p.workingFrom(from, to)
	if last {
		day = p.workingWithin(from, to)
	}
	if day == "" {
		return next, Part{Fault: &Fault{Code: "no_day", Text: "Khoảng này không có ngày làm việc nào.", Offers: []Offer{offer(to)}}}
	}
	if day < p.today && !named { // "cuối tuần" on a Saturday, "đầu tháng" in its middle
		again := p.after(i+1, from)
		return next, Part{Fault: &Fault{Code: "past", Text: day.Display() + " đã qua.", Offers: []Offer{offer(p.edgeOf(again, last))}}}
	}
	return next, p.on(day)
}

// stretch reads a month or another stretch without saying which of its days: that is asked, not guessed.
func (p *parser) stretch(i int) (int, Part) {
	next, from, to, named := p.span(i)
	if next == i || !named {
		return i, Part{}
	}
	f := &Fault{Code: "two_readings", Text: "“" + strings.TrimRight(p.text[p.words[i].from:p.words[next-1].to], stops) + "” là một khoảng: đến ngày nào?"}
	for _, last := range []bool{true, false} {
		if d := p.edgeOf([2]vncal.Date{from, to}, last); d >= p.today {
			f.Offers = append(f.Offers, offer(d))
		}
	}
	return next, Part{Fault: f}
}

// edgeOf returns the last or first working day of a stretch, or its end when nothing in it is worked.
func (p *parser) edgeOf(span [2]vncal.Date, last bool) vncal.Date {
	day := p.workingFrom(span[0], span[1])
	if last {
		day = p.workingWithin(span[0], span[1])
	}
	if day == "" {
		return span[1]
	}
	return day
}

// span reads a stretch of the calendar: "tuần", "tháng này", "tháng 9", "quý III/2026", "năm sau". named: it was said which.
func (p *parser) span(i int) (next int, from, to vncal.Date, named bool) {
	if i >= len(p.words) {
		return i, "", "", false
	}
	j := i + 1
	move := 0
	which := func() {
		switch {
		case p.words[i].ends():
		case p.at(j, "này", "nay"):
			j, named = j+1, true
		case p.at(j, "sau", "tới"):
			j, move, named = j+1, 1, true
		}
	}
	switch p.words[i].one("tuần", "tháng", "quý", "năm") {
	case "tuần":
		which()
		from = p.monday(p.today).AddDays(7 * move)
		return j, from, from.AddDays(6), named
	case "tháng":
		from = p.today.AddDays(1 - p.today.Day())
		if k, m, year, ok := p.numbered(j, 12); ok && !p.words[i].ends() {
			return k, p.month(m, year), p.month(m, year).AddMonths(1).AddDays(-1), true
		}
		which()
		from = from.AddMonths(move)
		return j, from, from.AddMonths(1).AddDays(-1), named
	case "quý":
		if k, q, year, ok := p.numbered(j, 4); ok && !p.words[i].ends() {
			return k, p.month(3*q-2, year), p.month(3*q-2, year).AddMonths(3).AddDays(-1), true
		}
		which()
		from = p.month(int(p.today.Month()-1)/3*3+1, p.today.Year()).AddMonths(3 * move)
		return j, from, from.AddMonths(3).AddDays(-1), named
	case "năm":
		year := p.today.Year()
		if n, ok := figure(p.words, j); ok && n >= 1000 && n <= 9998 && !p.words[i].ends() {
			year, j, named = n, j+1, true
		} else {
			which()
		}
		from = p.month(1, year+move)
		return j, from, from.AddMonths(12).AddDays(-1), named
	}
	return i, "", "", false
}

// after returns the stretch that follows the one read at word i and begun on from.
func (p *parser) after(i int, from vncal.Date) [2]vncal.Date {
	months := 1
	switch p.words[i].one("tuần", "tháng", "quý", "năm") {
	case "tuần":
		return [2]vncal.Date{from.AddDays(7), from.AddDays(13)}
	case "quý":
		months = 3
	case "năm":
		months = 12
	}
	return [2]vncal.Date{from.AddMonths(months), from.AddMonths(2 * months).AddDays(-1)}
}

var roman = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}

// numbered reads the number of a month or a quarter, in Roman figures too, with a year behind it or this year.
func (p *parser) numbered(i, most int) (next, n, year int, ok bool) {
	if i >= len(p.words) {
		return i, 0, 0, false
	}
	head, tail, slashed := strings.Cut(p.words[i].plain(), "/")
	n, err := strconv.Atoi(head)
	if r := roman[head]; r != 0 && most == 4 {
		n, err = r, nil
	}
	if err != nil || n < 1 || n > most {
		return i, 0, 0, false
	}
	year = p.today.Year()
	if slashed {
		if year, err = strconv.Atoi(tail); err != nil || year < 1000 || year > 9998 {
			return i, 0, 0, false
		}
		return i + 1, n, year, true
	}
	if p.at(i+1, "năm") && !p.words[i].ends() {
		if y, ok := figure(p.words, i+2); ok && y >= 1000 && y <= 9998 {
			return i + 3, n, y, true
		}
	}
	return i + 1, n, year, true
}

// month returns the first day of a month.
func (p *parser) month(m, year int) vncal.Date {
	return vncal.Date(fmt.Sprintf("%04d-%02d-01", year, m))
}

// workingUntil returns the last working day not after d.
func (p *parser) workingUntil(d vncal.Date) vncal.Date {
	for n := 0; n < 60 && d.Valid() && !p.cal.IsWorking(d); n++ {
		d = d.AddDays(-1)
	}
	return d
}

// workingWithin returns the last working day of from to to, "" when there is none.
func (p *parser) workingWithin(from, to vncal.Date) vncal.Date {
	if d := p.workingUntil(to); d >= from {
		return d
	}
	return ""
}

// workingFrom returns the first working day of from to to, "" when there is none.
func (p *parser) workingFrom(from, to vncal.Date) vncal.Date {
	for d := from; d.Valid() && d <= to; d = d.AddDays(1) {
		if p.cal.IsWorking(d) {
			return d
		}
	}
	return ""
}

// feasts are the holidays by what people call them, with how their rows in the calendar begin and the months in which they can lie.
var feasts = []struct {
	words []string
	row   string
}{
	{[]string{"tết", "dương", "lịch"}, "Tết Dương lịch"},
	{[]string{"tết", "tây"}, "Tết Dương lịch"},
	{[]string{"tết", "âm", "lịch"}, "Tết Âm lịch"},
	{[]string{"tết", "nguyên", "đán"}, "Tết Âm lịch"},
	{[]string{"tết", "ta"}, "Tết Âm lịch"},
	{[]string{"tết"}, "Tết Âm lịch"},
	{[]string{"quốc", "khánh"}, "Quốc khánh"},
	{[]string{"giỗ", "tổ"}, "Giỗ Tổ"},
}

// holiday reads the name of a holiday, after "trước" as a rule: the last working day before it. The day itself is no deadline.
func (p *parser) holiday(i int) (int, Part) {
	if !p.at(i-1, "trước") {
		return i, Part{}
	}
	j := i
	for p.at(j, "dịp", "nghỉ", "lễ") {
		j++
	}
	for _, feast := range feasts {
		k := j
		for _, w := range feast.words {
			if !p.at(k, w) {
				break
			}
			k++
		}
		if k-j < len(feast.words) {
			continue
		}
		first := vncal.Date("")
		for _, d := range p.cal.Days(p.today.AddDays(1), p.today.AddMonths(13)) {
			if !d.Type.Working() && strings.HasPrefix(d.Name, feast.row) {
				first = d.Date
				break
			}
		}
		if first == "" {
			return k, Part{Fault: &Fault{Code: "no_day", Text: "Lịch chưa có ngày nghỉ " + feast.row + " sắp tới."}}
		}
		return k, p.on(p.workingUntil(first.AddDays(-1)))
	}
	return i, Part{}
}

// Days in figures: day first, or as machines write them.
var (
	dmy = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$`)
	ymd = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
)

// date reads "25/9", "ngày 25", "25 tháng 9 năm 2026", "2026-09-25".
func (p *parser) date(i int) (int, Part) {
	j := i
	if p.at(j, "ngày") {
		j++
	}
	if j >= len(p.words) {
		return i, Part{}
	}
	plain := p.words[j].plain()
	if m := ymd.FindStringSubmatch(plain); m != nil {
		return j + 1, p.civil(atoi(m[3]), atoi(m[2]), atoi(m[1]))
	}
	if m := dmy.FindStringSubmatch(plain); m != nil {
		year := atoi(m[3])
		if len(m[3]) == 2 {
			year += 2000
		}
		return j + 1, p.civil(atoi(m[1]), atoi(m[2]), year)
	}
	n, ok := figure(p.words, j)
	if !ok || p.words[j].ends() && j == i {
		return i, Part{}
	}
	if p.at(j+1, "tháng") && !p.words[j].ends() {
		if k, m, year, ok := p.numbered(j+2, 12); ok {
			if k == j+3 && !strings.Contains(p.words[j+2].plain(), "/") {
				year = 0
			}
			return k, p.civil(n, m, year)
		}
		if p.at(j+2, "này", "sau", "tới") {
			first := p.today.AddDays(1 - p.today.Day())
			if !p.at(j+2, "này") {
				first = first.AddMonths(1)
			}
			return j + 3, p.civil(n, int(first.Month()), first.Year())
		}
	}
	if j == i {
		return i, Part{}
	}
	return j + 1, p.inMonth(n)
}

// inMonth returns day n of this month, or of the next one when it is past.
func (p *parser) inMonth(n int) Part {
	first := p.today.AddDays(1 - p.today.Day())
	if n < p.today.Day() {
		first = first.AddMonths(1)
	}
	return p.civil(n, int(first.Month()), first.Year())
}

// civil returns a day by its numbers; year 0: the next such day, when that is within half a year.
func (p *parser) civil(day, month, year int) Part {
	asked := year
	if year == 0 {
		year = p.today.Year()
	}
	d, err := vncal.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	if err != nil {
		return Part{Fault: p.noDay(day, month, year)}
	}
	if asked != 0 || d >= p.today {
		return p.on(d)
	}
	next, err := vncal.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year+1, month, day))
	if err == nil && next <= p.today.AddMonths(6) { // "5/1" in December
		return p.on(next)
	}
	return Part{Fault: &Fault{Code: "past", Text: d.Display() + " đã qua.", Offers: p.later(d)}}
}

// noDay says that a day does not exist, and offers the last working day of that month, the first after it, and the same day a month on.
func (p *parser) noDay(day, month, year int) *Fault {
	f := &Fault{Code: "no_day", Text: fmt.Sprintf("%02d/%02d không có trong lịch.", day, month)}
	if month < 1 || month > 12 || day < 1 || day > 31 || year > 9990 {
		return f
	}
	end := p.month(month, year).AddMonths(1).AddDays(-1)
	if end < p.today {
		end = p.month(month, year+1).AddMonths(1).AddDays(-1)
	}
	for _, d := range []vncal.Date{p.workingUntil(end), p.workingFrom(end.AddDays(1), end.AddDays(60)), end.AddDays(day)} {
		if d >= p.today && d.Valid() && (d != end.AddDays(day) || d.Day() == day) && !slices.Contains(f.Offers, offer(d)) {
			f.Offers = append(f.Offers, offer(d))
		}
	}
	return f
}

// offer returns a day as it may be put in the place of a deadline.
func offer(d vncal.Date) Offer {
	return Offer{Label: vncal.WeekdayName(d) + ", " + d.Display(), Text: "hạn " + d.Display()}
}

func unread(typed string) *Fault {
	return &Fault{Code: "unread", Text: "Không hiểu hạn “" + strings.TrimRight(typed, stops) + "”. Ví dụ: hạn 25/9, hạn 5 ngày làm việc, hạn cuối tháng."}
}

var numerals = []string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"}

// number returns a whole number in figures or in words up to ten.
func number(w word) (int, bool) {
	if n, err := strconv.Atoi(w.plain()); err == nil && n >= 0 && n <= 1_000_000 && fold.Fold(w.core) == strconv.Itoa(n) {
		return n, true
	}
	if n, err := strconv.Atoi(strings.TrimLeft(w.plain(), "0")); err == nil && n > 0 && n <= 31 && len(w.plain()) == 2 {
		return n, true // "05 ngày"
	}
	i := slices.Index(numerals, w.one(numerals[1:]...))
	return i, i > 0
}

// figure returns the number that word i is in figures.
func figure(words []word, i int) (int, bool) {
	if i < 0 || i >= len(words) {
		return 0, false
	}
	plain := words[i].plain()
	n, err := strconv.Atoi(plain)
	return n, err == nil && n >= 0 && n <= 1_000_000 && plain[0] != '+' && plain[0] != '-'
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func startsWithFigure(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
