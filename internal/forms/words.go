package forms

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

// none stands where there is nothing to say.
const none = "–"

// periodName writes a period as papers do: "tháng 4 năm 2026", "quý II năm 2026", "năm 2026".
func periodName(p grading.Period) string {
	first := p.First().Start().In(vncal.Zone())
	switch {
	case p.Annual():
		return "năm " + string(p)
	case p.Quarter():
		return fmt.Sprintf("quý %s năm %d", [...]string{"I", "II", "III", "IV"}[(int(first.Month())-1)/3], first.Year())
	case p.Week():
		return p.Display()
	}
	return fmt.Sprintf("tháng %d năm %d", first.Month(), first.Year())
}

// day writes a date as papers do: "06/5/2026", with a zero before days below 10 and the months 1 and 2.
func day(d vncal.Date) string {
	if !d.Valid() {
		return ""
	}
	at := d.Start().In(vncal.Zone())
	month := strconv.Itoa(int(at.Month()))
	if at.Month() <= 2 {
		month = "0" + month
	}
	return fmt.Sprintf("%02d/%s/%d", at.Day(), month, at.Year())
}

// points writes a number with two decimals, half up: "85,83"; none of "".
func points(decimal string) string {
	x, ok := new(big.Rat).SetString(decimal)
	if !ok {
		return none
	}
	return grouped(x.FloatString(2))
}

// plain writes a number with no more decimals than it has: "1,5", "24".
func plain(decimal string) string { return grouped(decimal) }

// grouped writes a decimal string with a comma, and a point before every third digit of the whole.
func grouped(decimal string) string {
	whole, part, has := strings.Cut(decimal, ".")
	digits, sign := strings.TrimPrefix(whole, "-"), ""
	if digits != whole {
		sign = "−"
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	if has {
		digits += "," + part
	}
	return sign + digits
}

// gradeName writes a grade as the policy names it, "" of none.
func gradeName(p grading.Policy, g grading.Grade) string {
	for _, b := range p.Bands {
		if b.Grade == g {
			return b.Name
		}
	}
	return map[grading.Grade]string{
		grading.Excellent: "Hoàn thành xuất sắc nhiệm vụ", grading.Good: "Hoàn thành tốt nhiệm vụ",
		grading.Completed: "Hoàn thành nhiệm vụ", grading.NotCompleted: "Không hoàn thành nhiệm vụ",
	}[g]
}

// className names the people of a subject class, as the title of their form does.
func className(class string) string {
	switch class {
	case identity.CivilServant:
		return "công chức"
	case identity.PublicEmployee:
		return "viên chức"
	case identity.Cadre:
		return "cán bộ"
	}
	return "người lao động"
}

// reasons say why there is no score yet.
var reasons = map[grading.Reason]string{
	grading.NothingAssigned:     "trong kỳ không có sản phẩm được giao",
	grading.GeneralMissing:      "chưa có điểm tiêu chí chung",
	grading.LeadershipMissing:   "chưa có điểm đ và e",
	grading.SubordinatesMissing: "chưa có điểm của công chức thuộc quyền để tính d",
	grading.Undecided:           "còn việc đã trình mà chưa được duyệt",
	grading.NothingWorked:       "không có kỳ nào đã làm việc để tính",
	grading.PeriodMissing:       "có kỳ đã làm việc mà chưa có điểm",
	grading.WorkedTooShort:      "thời gian làm việc trong năm chưa đủ để xếp loại",
	grading.AbsentLong:          "thời gian nghỉ trong năm dài",
	grading.AboveUnit:           "mức xếp loại không cao hơn mức của đơn vị",
	grading.BetweenGrades:       "không đủ điều kiện của mức nào",
	grading.WrongSubjectClass:   "đối tượng này theo quy định khác",
	grading.WrongPeriod:         "chưa có quy định cho kỳ này",
}

// why joins the reasons of a result that has no score, "" of one that has.
func why(r grading.Result) string {
	var all []string
	for _, x := range r.Reasons {
		if said, ok := reasons[x]; ok {
			all = append(all, said)
		}
	}
	return strings.Join(all, "; ")
}

// total writes the total of a result, or the range it will lie in.
func total(r grading.Result) string {
	if r.Total == "" && len(r.TotalRange) == 2 {
		return points(r.TotalRange[0]) + " – " + points(r.TotalRange[1])
	}
	return points(r.Total)
}

// standing says at the top of a paper how far its numbers are from final, nothing of those that are.
func standing(provisional bool, sc evaluation.Score) []paper.Block {
	if !provisional {
		return nil
	}
	at := sc.AsOf.In(vncal.Zone())
	said := fmt.Sprintf("(BẢN TẠM TÍNH, số liệu đến %s ngày %s)", at.Format("15:04"), day(vncal.DateOf(sc.AsOf)))
	return []paper.Block{paper.Text{Runs: []paper.Run{{Text: said, Italic: true}}, Align: paper.Center}}
}

// signHere is what stands below the title of whoever signs.
const signHere = "(Ký, ghi rõ họ tên)"

func column(title string, width float64, align paper.Align) paper.Column {
	return paper.Column{Title: title, Width: width, Align: align}
}
