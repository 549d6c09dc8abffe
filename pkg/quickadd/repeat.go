package quickadd

import (
	"fmt"

	"congvu/pkg/vncal"
)

// Unit is the stretch of time in which something comes once.
type Unit string

// The units of repeating.
const (
	Daily     Unit = "day"     // hằng ngày
	Weekly    Unit = "week"    // hằng tuần
	Monthly   Unit = "month"   // hằng tháng
	Quarterly Unit = "quarter" // hằng quý
	Yearly    Unit = "year"    // hằng năm
)

// Every says when something comes again.
type Every struct {
	Unit    Unit // once in each
	Weekday int  // weekly: 1 Monday to 7 Sunday; 0 when it was not said
	Day     int  // monthly: day of the month, 1 to 31; 0 when it was not said
	Working bool // daily: on working days alone; with Edge: the working day at that edge
	Edge    int  // -1 the last, 1 the first day of the stretch; 0 neither
	Off     Move // what was said of days off; "" for nothing
}

// Move says where work goes whose day is a day off.
type Move string

// Where it goes.
const (
	DoBefore Move = "before" // nếu nghỉ thì làm trước
	DoAfter  Move = "after"  // nếu nghỉ thì làm sau
)

// Say returns the rule in Vietnamese: "ngày 25 hằng tháng, nếu nghỉ thì làm trước".
func (e Every) Say() string {
	switch e.Off {
	case DoBefore:
		return e.days() + ", nếu nghỉ thì làm trước"
	case DoAfter:
		return e.days() + ", nếu nghỉ thì làm sau"
	}
	return e.days()
}

// days returns which days the rule names, in Vietnamese.
func (e Every) days() string {
	if e.Edge != 0 {
		day, edge := "ngày", "cuối"
		if e.Working {
			day = "ngày làm việc"
		}
		if e.Edge > 0 {
			edge = "đầu"
		}
		return fmt.Sprintf("%s %s %s", day, edge, map[Unit]string{Weekly: "tuần", Monthly: "tháng", Quarterly: "quý", Yearly: "năm"}[e.Unit])
	}
	switch e.Unit {
	case Daily:
		if e.Working {
			return "hằng ngày làm việc"
		}
		return "hằng ngày"
	case Weekly:
		if e.Weekday > 0 {
			return vncal.WeekdayName(vncal.Date("2024-01-01").AddDays(e.Weekday-1)) + " hằng tuần" // 1/1/2024 was a Monday
		}
		return "hằng tuần"
	case Monthly:
		if e.Day > 0 {
			return fmt.Sprintf("ngày %d hằng tháng", e.Day)
		}
		return "hằng tháng"
	case Quarterly:
		return "hằng quý"
	}
	return "hằng năm"
}

// repeat reads "lặp …"; what is no rule belongs to the title: "Lặp lại khảo sát".
func (p *parser) repeat(i int) int {
	for _, read := range []func(int) (int, Every){p.everyEdge, p.everyUnit, p.unitEvery} {
		next, every := read(i + 1)
		if next == i+1 {
			continue
		}
		if every.Unit != Daily && every.Edge == 0 {
			next, every.Off = p.ifOff(next)
		}
		part := Part{Kind: Repeat, Every: &every}
		if every.Day > 31 || every.Day < 0 {
			part = Part{Kind: Repeat, Fault: &Fault{Code: "no_day", Text: "Không có ngày " + fmt.Sprint(every.Day) + " trong tháng."}}
		}
		p.add(i, next, part)
		return next
	}
	return i
}

// ifOff reads "nếu nghỉ thì làm trước", "nếu trùng ngày nghỉ thì làm sau"; what says nothing of the sort is not part of the rule.
func (p *parser) ifOff(i int) (int, Move) {
	if !p.at(i, "nếu") {
		return i, ""
	}
	j := i + 1
	for p.at(j, "trùng", "rơi", "vào", "là", "ngày") {
		j++
	}
	if !p.at(j, "nghỉ") {
		return i, ""
	}
	j++
	for p.at(j, "thì", "làm") {
		j++
	}
	switch {
	case p.at(j, "trước"):
		return j + 1, DoBefore
	case p.at(j, "sau"):
		return j + 1, DoAfter
	}
	return i, ""
}

// everyEdge reads "ngày làm việc cuối quý", "ngày đầu tháng", "cuối tháng"; "hằng" may stand before the stretch.
func (p *parser) everyEdge(i int) (int, Every) {
	j, e := i, Every{Edge: 1}
	if p.at(j, "ngày") {
		j++
		if p.at(j, "làm") && p.at(j+1, "việc") {
			j, e.Working = j+2, true
		}
	}
	switch {
	case p.at(j, "cuối"):
		e.Edge = -1
	case !p.at(j, "đầu"):
		return i, Every{}
	}
	j++
	if p.at(j, "cùng") { // "ngày cuối cùng"
		j++
	}
	if p.at(j, "hằng", "hàng", "mỗi") {
		j++
	}
	if next, unit := p.unit(j); unit != "" && unit != Daily {
		e.Unit = unit
		return next, e
	}
	return i, Every{}
}

// everyUnit reads "hằng ngày làm việc", "hằng tuần thứ Hai", "hằng tháng ngày 25".
func (p *parser) everyUnit(i int) (int, Every) {
	if !p.at(i, "hằng", "hàng", "mỗi") {
		return i, Every{}
	}
	next, unit := p.unit(i + 1)
	if unit == "" {
		return i, Every{}
	}
	e := Every{Unit: unit}
	switch {
	case unit == Daily && p.at(next, "làm") && p.at(next+1, "việc"):
		return next + 2, Every{Unit: Daily, Working: true}
	case unit == Weekly:
		k := next
		if p.at(k, "vào") {
			k++
		}
		if after, weekday := p.dayOfWeek(k); weekday > 0 {
			return after, Every{Unit: Weekly, Weekday: weekday}
		}
	case unit == Monthly:
		k := next
		if p.at(k, "vào") {
			k++
		}
		if n, ok := figure(p.words, k+1); ok && p.at(k, "ngày") {
			return k + 2, Every{Unit: Monthly, Day: n}
		}
	}
	return next, e
}

// unitEvery reads "thứ Hai hằng tuần", "ngày 25 hằng tháng".
func (p *parser) unitEvery(i int) (int, Every) {
	j, e := i, Every{}
	if after, weekday := p.dayOfWeek(i); weekday > 0 {
		j, e = after, Every{Unit: Weekly, Weekday: weekday}
	} else if n, ok := figure(p.words, i+1); ok && p.at(i, "ngày") {
		j, e = i+2, Every{Unit: Monthly, Day: n}
	}
	if j == i || !p.at(j, "hằng", "hàng", "mỗi") {
		return i, Every{}
	}
	if next, unit := p.unit(j + 1); unit == e.Unit {
		return next, e
	}
	return i, Every{}
}

// unit reads the name of a stretch of time.
func (p *parser) unit(i int) (int, Unit) {
	units := map[string]Unit{"ngày": Daily, "tuần": Weekly, "tháng": Monthly, "quý": Quarterly, "năm": Yearly}
	if i < 0 || i >= len(p.words) {
		return i, ""
	}
	return i + 1, units[p.words[i].one("ngày", "tuần", "tháng", "quý", "năm")]
}

// dayOfWeek reads "thứ Hai", "T2", "chủ nhật": 1 Monday to 7 Sunday, 0 when it is none.
func (p *parser) dayOfWeek(i int) (next, weekday int) {
	if i < 0 || i >= len(p.words) {
		return i, 0
	}
	w := p.words[i]
	if plain := w.plain(); len(plain) == 2 && plain[0] == 't' && plain[1] >= '2' && plain[1] <= '7' {
		return i + 1, int(plain[1] - '1')
	} else if plain == "cn" {
		return i + 1, 7
	}
	switch {
	case w.is("chủ") && p.at(i+1, "nhật"):
		return i + 2, 7
	case w.is("thứ") && i+1 < len(p.words):
		if n, ok := figure(p.words, i+1); ok && n >= 2 && n <= 7 {
			return i + 2, n - 1
		}
		for k, name := range weekdays {
			if p.words[i+1].is(name) {
				return i + 2, k + 1
			}
		}
	}
	return i, 0
}
