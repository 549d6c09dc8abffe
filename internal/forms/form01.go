package forms

import (
	"fmt"
	"strings"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/internal/selfscore"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

// Sheet is what Form 01 is filled from.
type Sheet struct {
	Score    evaluation.Score
	Units    map[string]org.Unit
	Superior identity.Person // who signs as the competent level; zero where only somebody outside the agency could
	Today    vncal.Date      // the day it is printed

	Self    *selfscore.Self        // how the person assessed themselves for a month, nil while nothing was sent
	Decided *ratification.Standing // the final grade of a quarter or year, nil while nobody decided
}

// Form01 fills the monitoring and evaluation sheet of a person (Mẫu số 01, Phiếu theo dõi, đánh giá công chức) for a month, a
// quarter or a year, with the list of products as its annex. What nobody has written yet stays a dotted line.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 18, 21 và biểu mẫu kèm theo (spec/evaluation.md §2.12).
func Form01(s Sheet) paper.Document {
	sc, unit := s.Score, s.unit()
	who := className(sc.Sheet.Class)
	d := paper.Document{
		Title: fmt.Sprintf("Phiếu theo dõi, đánh giá %s: %s, %s", who, sc.Person.Name, periodName(sc.Month.Period)),
		At:    s.Today.Start(), Head: OfficeOf(s.Units, unit).head("", s.Today), Foot: s.foot(),
	}
	d.Body = append(d.Body, paper.Title{Kind: "Phiếu theo dõi, đánh giá " + who, About: "Kỳ đánh giá: " + periodName(sc.Month.Period)})
	d.Body = append(d.Body, standing(sc.Provisional(), sc)...)
	d.Body = append(
		d.Body,
		paper.Text{Runs: []paper.Run{{Text: "Họ và tên: "}, {Text: sc.Person.Name, Bold: true}, {Text: ". Số hiệu: " + sc.Person.StaffNo}}},
		paper.Fact("Chức vụ, chức danh", orNone(sc.Person.Title)), paper.Fact("Đơn vị công tác", orNone(unitLine(s.Units, unit))),
		paper.Heading("I. Tiêu chí chung"), generalTable(sc, s.Self),
	)
	if s.Self != nil && s.Self.Leadership != nil {
		l := s.Self.Leadership
		d.Body = append(d.Body, paper.Para(strings.TrimSpace(fmt.Sprintf("Tự đề xuất: đ = %d, e = %d. %s", l.DD, l.E, l.Reason))))
	}
	d.Body = append(d.Body, paper.Heading("II. Tổng hợp kết quả"), resultTable(sc))
	for _, said := range append(verdict(sc), s.decided()...) {
		d.Body = append(d.Body, paper.Text{Runs: []paper.Run{{Text: said}}, Align: paper.Justify})
	}
	strengths, limits := s.own()
	d.Body = append(append(d.Body, paper.Heading("III. Ưu điểm")), written(strengths)...)
	d.Body = append(append(d.Body, paper.Heading("IV. Hạn chế, khuyết điểm")), written(limits)...)
	d.Body = append(d.Body, paper.Heading("V. Nhận xét của cấp có thẩm quyền"))
	for _, said := range remarks(sc) {
		d.Body = append(d.Body, paper.Para(said))
	}
	d.Body = append(d.Body, paper.Dots{Lines: 1, Keep: true}, paper.Signatures{Places: []paper.Signature{
		{Title: "NGƯỜI TỰ ĐÁNH GIÁ", Hint: signHere, Name: sc.Person.Name}, s.competent(),
	}})
	return s.annexed(d)
}

// own are the strengths and limitations as the person wrote them, paragraph by paragraph: with the limitations why points are
// below the maximum.
func (s Sheet) own() (strengths, limits []string) {
	if s.Self == nil {
		return nil, nil
	}
	for i, rule := range s.Score.Policy.General.Groups {
		for _, g := range s.Self.Groups {
			if g.Key == rule.Code && g.Remark != "" {
				limits = append(limits, fmt.Sprintf("Tiêu chí %d: %s", i+1, g.Remark))
			}
		}
	}
	return paragraphs(s.Self.Strengths), append(paragraphs(s.Self.Limits), limits...)
}

// written are paragraphs, or lines to write on where there are none.
func written(all []string) (blocks []paper.Block) {
	for _, said := range all {
		blocks = append(blocks, paper.Para(said))
	}
	if len(blocks) == 0 {
		return []paper.Block{paper.Dots{Lines: 2}}
	}
	return blocks
}

// paragraphs returns the lines of a text that say something.
func paragraphs(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// unit returns where the person stood on the period's last day.
func (s Sheet) unit() string {
	if n := len(s.Score.Sheet.Units); n > 0 {
		return s.Score.Sheet.Units[n-1]
	}
	return s.Score.Person.Primary.Unit
}

// competent is the place where the competent level signs.
func (s Sheet) competent() paper.Signature {
	if s.Superior.ID == "" {
		return paper.Signature{Title: "CẤP CÓ THẨM QUYỀN", Hint: signHere}
	}
	title := s.Superior.Title
	if title == "" {
		title = "Cấp có thẩm quyền"
	}
	return paper.Signature{Title: strings.ToUpper(title), Hint: signHere, Name: s.Superior.Name}
}

// foot names the form, and of a closed sheet its version with the beginning of the hash that proves it.
func (s Sheet) foot() paper.Foot {
	sc := s.Score
	f := paper.Foot{Left: "Mẫu số 01", Right: fmt.Sprintf("Phiếu %s, %s", sc.Month.Period.Display(), sc.Person.StaffNo)}
	if n := len(sc.Result.Trace); n > 0 {
		f.Left += fmt.Sprintf(". Phụ lục: danh mục %d sản phẩm", n)
	}
	if x := sc.Sheet.Frozen; x != nil && len(x.Hash) >= 8 {
		f.Right += fmt.Sprintf(", bản %d · mã kiểm %s-%s", sc.Sheet.Rev, strings.ToUpper(x.Hash[:4]), strings.ToUpper(x.Hash[4:8]))
	}
	return f
}

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

// generalTable is part I: the groups of the general criteria. Of a quarter and a year, which nobody is given points for,
// it is their sum alone.
func generalTable(sc evaluation.Score, self *selfscore.Self) paper.Table {
	t := paper.Table{Columns: []paper.Column{
		column("TT", 10, paper.Center), column("Tiêu chí", 82, paper.Left), column("Tối đa", 18, paper.Right),
		column("Tự chấm", 18, paper.Right), column("Cấp có thẩm quyền chấm", 30, paper.Right),
	}}
	given, own, ownSum := map[string]string{}, map[string]string{}, ""
	if g := sc.Sheet.General; g != nil {
		for _, x := range g.Groups {
			given[x.Key] = points(grading.Milli(x.PointsMilli).String())
		}
	}
	if self != nil {
		ownSum = points(self.Total().String())
		for _, x := range self.Groups {
			own[x.Key] = points(grading.Milli(x.PointsMilli).String())
		}
	}
	for i, rule := range sc.Policy.General.Groups {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{fmt.Sprint(i + 1), rule.Name, points(rule.Max.String()), own[rule.Code], given[rule.Code]}})
	}
	sum := ""
	if sc.Result.General != "" {
		sum = points(sc.Result.General)
	}
	name := "Cộng"
	if !sc.Month.Period.Month() {
		name = "Cộng (trung bình các tháng làm việc)"
	}
	t.Rows = append(t.Rows, paper.Row{Cells: []string{"", name, points(sc.Policy.General.Max.String()), ownSum, sum}, Bold: true})
	return t
}

// resultTable is part II: how the total comes about.
func resultTable(sc evaluation.Score) paper.Table {
	if sc.Month.Period.Annual() {
		return yearTable(sc)
	}
	t := paper.Table{Columns: []paper.Column{
		column("TT", 10, paper.Center), column("Nội dung", 66, paper.Left), column("Điểm", 24, paper.Right), column("Cách tính", 58, paper.Left),
	}}
	r := sc.Result
	add := func(name, points, how string) {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{fmt.Sprint(len(t.Rows) + 1), name, points, how}})
	}
	ratio := func(sum grading.Decimal) string {
		if r.Sums.Weight.Sign() == 0 {
			return ""
		}
		return points(sum.String()) + " ÷ " + points(r.Sums.Weight.String())
	}
	add("Điểm tiêu chí chung", points(r.General), "Mục I")
	add("Số lượng (a)", points(r.A), ratio(r.Sums.Quantity))
	add("Chất lượng (b)", points(r.B), ratio(r.Sums.Quality))
	add("Tiến độ (c)", points(r.C), ratio(r.Sums.Progress))
	sum, n := "a + b + c", 3
	if sc.Sheet.Leader {
		sum, n = "a + b + c + d + đ + e", 6
		add("Kết quả của đơn vị phụ trách (d)", points(r.D), managed(sc.Sheet.Managed))
		add("Tổ chức triển khai nhiệm vụ (đ)", points(r.DD), "")
		add("Quy tụ, đoàn kết (e)", points(r.E), "")
	}
	weight := sc.Policy.Task.Max.Mul(grading.Milli(10)).String()
	add("Điểm kết quả thực hiện nhiệm vụ", points(r.Task), fmt.Sprintf("%s × (%s) ÷ %d", points(weight), sum, n))
	last := paper.Row{Cells: []string{fmt.Sprint(len(t.Rows) + 1), fmt.Sprintf("Tổng điểm (1 + %d)", len(t.Rows)), total(r), ""}, Bold: true}
	last.Cells[3] = gradeName(sc.Policy, r.Grade)
	t.Rows = append(t.Rows, last)
	return t
}

func managed(m *evaluation.Managed) string {
	switch {
	case m == nil:
		return ""
	case m.Scored == 0:
		return "chưa ai thuộc quyền có điểm"
	}
	return fmt.Sprintf("%d người có điểm, thấp nhất %s", m.Scored, points(m.Lowest))
}

// yearTable is part II of a year: the periods it is made of.
func yearTable(sc evaluation.Score) paper.Table {
	t := paper.Table{Columns: []paper.Column{
		column("TT", 10, paper.Center), column("Kỳ", 38, paper.Left), column("Điểm", 22, paper.Right), column("Mức", 46, paper.Left), column("Ghi chú", 42, paper.Left),
	}}
	for i, x := range sc.Parts {
		name := periodName(x.Period)
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			fmt.Sprint(i + 1), strings.ToUpper(name[:1]) + name[1:], points(x.Result.Total), orNone(gradeName(sc.Policy, x.Result.Grade)), partNote(x),
		}})
	}
	return paper.Table{Columns: t.Columns, Rows: append(t.Rows, paper.Row{
		Cells: []string{"", "Điểm của năm", total(sc.Result), gradeName(sc.Policy, sc.Result.Grade), ""}, Bold: true,
	})}
}

// dropped says why a period does not count.
var dropped = map[evaluation.Dropped]string{
	evaluation.NotPosted: "chưa công tác tại cơ quan", evaluation.OnLeave: "nghỉ cả kỳ", evaluation.NoRules: "theo quy định khác",
	evaluation.NotWorked: "không làm việc tháng nào", evaluation.Running: "đang diễn ra",
}

func partNote(x evaluation.PartScore) string {
	if x.Why != "" {
		if said := "Không tính: " + dropped[x.Why]; x.Paper == "" {
			return said
		} else {
			return said + " (" + x.Paper + ")"
		}
	}
	if x.State != evaluation.Closed {
		return "Tạm tính"
	}
	return ""
}

// verdict says which grade is proposed by which clause and what overrides the score, or why there is none.
func verdict(sc evaluation.Score) (said []string) {
	r := sc.Result
	if r.Grade != "" {
		line := "Mức xếp loại đề xuất: " + gradeName(sc.Policy, r.Grade)
		if clause := sc.Clause(); clause != "" {
			line += " (" + clause + ")"
		}
		said = append(said, line+".")
	} else if w := why(r); w != "" {
		said = append(said, "Chưa có mức xếp loại: "+w+".")
	}
	for _, o := range r.Overrides {
		name := o.Kind
		for _, rule := range sc.Policy.Overrides {
			if rule.Kind == o.Kind {
				name = rule.Name
			}
		}
		said = append(said, fmt.Sprintf("%s: %s ngày %s.", name, o.Document, day(vncal.Date(o.Date))))
	}
	return said
}

// decided says which grade is final, by which decision and, where it is not the one proposed, why.
func (s Sheet) decided() []string {
	if s.Decided == nil {
		return nil
	}
	line := fmt.Sprintf("Mức xếp loại theo Quyết định số %s ngày %s: %s.", s.Decided.Decision.Number, day(s.Decided.Decision.On), gradeName(s.Score.Policy, s.Decided.Grade))
	if s.Decided.Reason != "" {
		line += " Lý do lựa chọn: " + s.Decided.Reason
	}
	return []string{line}
}

// remarks are what the superior wrote beside the points.
func remarks(sc evaluation.Score) (said []string) {
	if g := sc.Sheet.General; g != nil {
		for _, x := range g.Groups {
			if x.Remark == "" {
				continue
			}
			for i, rule := range sc.Policy.General.Groups {
				if rule.Code == x.Key {
					said = append(said, fmt.Sprintf("Tiêu chí %d: %s", i+1, x.Remark))
				}
			}
		}
	}
	if l := sc.Sheet.Leadership; l != nil && l.Reason != "" {
		said = append(said, "Về đ và e: "+l.Reason)
	}
	return said
}
