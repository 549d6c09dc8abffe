package quickadd

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"congvu/pkg/vncal"
)

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

// feasts are the holidays by what people call them, with how their rows in the calendar begin.
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
