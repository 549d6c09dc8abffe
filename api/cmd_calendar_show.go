package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"congvu/pkg/vncal"
)

var dayTypeNames = map[vncal.DayType]string{
	vncal.Holiday: "nghỉ lễ, tết", vncal.Compensatory: "nghỉ bù", vncal.SwappedOff: "nghỉ hoán đổi", vncal.SwappedWork: "làm bù",
}

// showYear prints every day off of a year month by month, then each named day with its source. Faults of w are left to the
// caller's Flush.
func showYear(w io.Writer, c *vncal.Calendar, year int) {
	first := vncal.Date(fmt.Sprintf("%04d-01-01", year))
	last := first.AddMonths(12).AddDays(-1)
	fmt.Fprintf(w, "Lịch nghỉ năm %d: %d ngày làm việc (bảng %s)\n\n", year, c.WorkingDaysBetween(first.AddDays(-1), last), c.Version())
	for m := range 12 {
		from := first.AddMonths(m)
		fmt.Fprintf(w, "Tháng %2d  nghỉ %s\n", m+1, daysOff(c, from))
	}
	fmt.Fprint(w, "\nThứ Bảy và Chủ nhật: nghỉ hằng tuần (Quyết định 188/1999/QĐ-TTg). Các ngày khác:\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, d := range c.Days(first, last) {
		row(t, d, dayTypeNames[d.Type])
	}
	pending := false
	for _, d := range c.Pending() {
		if d.Date.Year() == year {
			row(t, d, dayTypeNames[d.Type]+" (*)")
			pending = true
		}
	}
	_ = t.Flush()
	if pending {
		fmt.Fprint(w, "\n(*) chờ xác nhận: tính là ngày làm việc cho đến khi quản trị xác nhận kèm số văn bản.\n")
	}
	fmt.Fprint(w, "\nCăn cứ: L112, L111 là Điều 112 và khoản 3 Điều 111 Bộ luật Lao động 45/2019/QH14; L2012 là Bộ luật Lao động 10/2012/QH13;\n"+
		"NQ28 là Nghị quyết 28/2026/QH16 (Ngày Văn hóa Việt Nam 24/11); CV10065 là công văn 10065/VPCP-KGVX ngày 02/10/2026;\n"+
		"các ký hiệu khác là công văn, thông báo nghỉ lễ, tết của năm đó.\n")
	missing := c.Missing(year)
	switch {
	case !c.Covers(year):
		fmt.Fprintf(w, "Chưa có lịch nghỉ lễ năm %d: chỉ có thứ Bảy và Chủ nhật.\n", year)
	case len(missing) > 0:
		fmt.Fprintf(w, "Chưa có thông báo chính thức năm %d về: %s. Số ngày làm việc ở trên sẽ giảm.\n", year, strings.Join(missing, ", "))
	}
}

func row(w io.Writer, d vncal.Day, kind string) {
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", d.Date.Display(), vncal.WeekdayName(d.Date), kind, d.Name, d.Source)
}

// daysOff lists the days off of the month that begins on from, runs as "14–22".
func daysOff(c *vncal.Calendar, from vncal.Date) string {
	var runs []string
	for d := from; d.Month() == from.Month(); d = d.AddDays(1) {
		if c.IsWorking(d) {
			continue
		}
		end := d
		for next := end.AddDays(1); next.Month() == from.Month() && !c.IsWorking(next); next = next.AddDays(1) {
			end = next
		}
		if end == d {
			runs = append(runs, fmt.Sprint(d.Day()))
		} else {
			runs = append(runs, fmt.Sprintf("%d–%d", d.Day(), end.Day()))
		}
		d = end
	}
	return strings.Join(runs, ", ")
}
