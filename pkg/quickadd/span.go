package quickadd

import (
	"fmt"
	"strconv"
	"strings"

	"congvu/pkg/vncal"
)

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
