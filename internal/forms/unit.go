package forms

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

// Table is what the papers of a unit and a period are filled from.
type Table struct {
	Scores evaluation.UnitScores
	Units  map[string]org.Unit
	Head   identity.Person // of the unit, who signs for it; zero while the post is vacant
	Chief  identity.Person // of the body that the unit belongs to, who signs what the body issues; zero while vacant
	Today  vncal.Date      // the day it is printed

	Decided map[string]ratification.Standing // final grades of a quarter or year by person
}

// whom names the people of the table, as the titles of its papers do.
func (t Table) whom() string {
	class := ""
	for _, sc := range t.Scores.Rows {
		if class != "" && sc.Sheet.Class != class {
			return "cán bộ, công chức, viên chức"
		}
		class = sc.Sheet.Class
	}
	if class == "" {
		class = identity.CivilServant
	}
	return className(class)
}

// begin returns a paper of the unit with its heading and title.
func (t Table) begin(kind, about, number string, rule bool) paper.Document {
	period := periodName(t.Scores.Month.Period)
	return paper.Document{
		Title: fmt.Sprintf("%s: %s, %s", kind, t.Scores.Unit.Name, period), At: t.Today.Start(),
		Head: OfficeOf(t.Units, t.Scores.Unit.ID).head(number, t.Today), Foot: paper.Foot{Left: kind, Right: t.Scores.Unit.ShortName + ", " + t.Scores.Month.Period.Display()},
		Body: []paper.Block{paper.Title{Kind: kind, About: about, Rule: rule}},
	}
}

// signer is the place where a person signs, "otherwise" where nobody holds the post.
func signer(p identity.Person, otherwise string) paper.Signature {
	if p.ID == "" || p.Title == "" {
		return paper.Signature{Title: otherwise, Hint: signHere, Name: p.Name}
	}
	return paper.Signature{Title: strings.ToUpper(p.Title), Hint: signHere, Name: p.Name}
}

// Summary fills the table of a unit's results (bảng tổng hợp kết quả theo dõi, đánh giá): everybody in it, the best first,
// with the parts of the total; of a year with its quarters. A4 lying.
func Summary(t Table) paper.Document {
	p := t.Scores.Month.Period
	d := t.begin("Bảng tổng hợp kết quả", fmt.Sprintf("Theo dõi, đánh giá %s %s, %s", t.whom(), periodName(p), t.Scores.Unit.Name), "", false)
	d.Landscape = true
	if len(t.Scores.Rows) > 0 {
		d.Body = append(d.Body, standing(t.Scores.Month.State != evaluation.Closed, t.Scores.Rows[0])...)
	}
	table := paper.Table{Columns: []paper.Column{column("TT", 9, paper.Center), column("Họ và tên", 36, paper.Left), column("Chức vụ, chức danh", 30, paper.Left)}, Size: 11}
	parts := summaryParts(p)
	for _, x := range parts {
		table.Columns = append(table.Columns, column(x.title, x.width, paper.Right))
	}
	table.Columns = append(table.Columns, column("Tổng điểm", 17, paper.Right), column("Mức đề xuất", 34, paper.Left), column("Ghi chú", 30, paper.Left))
	for i, sc := range t.Scores.Rows {
		cells := []string{fmt.Sprint(i + 1), sc.Person.Name, sc.Person.Title}
		for _, x := range parts {
			cells = append(cells, points(x.of(sc)))
		}
		table.Rows = append(table.Rows, paper.Row{Cells: append(cells, total(sc.Result), orNone(gradeName(sc.Policy, sc.Result.Grade)), sentence(t.note(sc)))})
	}
	d.Body = append(d.Body, table, paper.Text{Runs: []paper.Run{{Text: t.counted()}}, Keep: true}, paper.Signatures{Places: []paper.Signature{
		{Title: "NGƯỜI LẬP BẢNG", Hint: signHere}, signer(t.Head, "THỦ TRƯỞNG ĐƠN VỊ"),
	}})
	return d
}

// note says what was decided of somebody, or why there is no grade.
func (t Table) note(sc evaluation.Score) string {
	if x, ok := t.Decided[sc.Person.ID]; ok {
		return "quyết định: " + gradeName(sc.Policy, x.Grade)
	}
	return why(sc.Result)
}

// part is a column of the summary.
type part struct {
	title string
	width float64
	of    func(evaluation.Score) string
}

// summaryParts are what the total comes from: the general points and the components, of a year its quarters.
func summaryParts(p grading.Period) []part {
	if !p.Annual() {
		return []part{
			{"Tiêu chí chung", 16, func(sc evaluation.Score) string { return sc.Result.General }},
			{"a", 17, func(sc evaluation.Score) string { return sc.Result.A }},
			{"b", 17, func(sc evaluation.Score) string { return sc.Result.B }},
			{"c", 17, func(sc evaluation.Score) string { return sc.Result.C }},
			{"d", 17, func(sc evaluation.Score) string { return sc.Result.D }},
			{"đ", 17, func(sc evaluation.Score) string { return sc.Result.DD }},
			{"e", 17, func(sc evaluation.Score) string { return sc.Result.E }},
			{"Kết quả nhiệm vụ", 17, func(sc evaluation.Score) string { return sc.Result.Task }},
		}
	}
	var all []part
	for i, q := range p.Parts() {
		all = append(all, part{"Quý " + [...]string{"I", "II", "III", "IV"}[i], 17, func(sc evaluation.Score) string {
			for _, x := range sc.Parts {
				if x.Period == q && x.Why == "" {
					return x.Result.Total
				}
			}
			return ""
		}})
	}
	return all
}

// counted says how many people have which grade, and how many none.
func (t Table) counted() string {
	graded, said := 0, []string{}
	for _, g := range t.Scores.Distribution {
		graded += g.N
		said = append(said, fmt.Sprintf("%s: %d", gradeName(t.Scores.Policy, g.Grade), g.N))
	}
	if n := len(t.Scores.Rows) - graded; n > 0 {
		said = append(said, fmt.Sprintf("chưa có mức: %d", n))
	}
	return fmt.Sprintf("Tổng số %d người. %s.", len(t.Scores.Rows), strings.Join(said, "; "))
}

// sentence returns a text with a capital at its beginning.
func sentence(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// Notice fills the notice of a unit's results (thông báo kết quả): the grades alone, in words. Only a closed month and a
// quarter or year that was decided have results to make known.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 18, 21 (spec/evaluation.md §2.10: published as the grade word alone).
func Notice(t Table) paper.Document {
	period, unit := periodName(t.Scores.Month.Period), t.Scores.Unit
	o := OfficeOf(t.Units, unit.ID)
	d := t.begin("Thông báo", fmt.Sprintf("Kết quả đánh giá, xếp loại chất lượng %s %s", t.whom(), period), "Số: ……/TB-"+t.symbol(), true)
	d.Body = append(
		d.Body,
		paper.Para("Căn cứ "+t.Scores.Policy.LegalBasis+";"),
	)
	for _, decision := range t.decisions() {
		d.Body = append(d.Body, paper.Para("Căn cứ "+decision+";"))
	}
	d.Body = append(
		d.Body,
		paper.Para(fmt.Sprintf("%s thông báo kết quả đánh giá, xếp loại chất lượng %s %s của %s như sau:", o.Name, t.whom(), period, unit.Name)),
	)
	table := paper.Table{Columns: []paper.Column{
		column("TT", 10, paper.Center), column("Họ và tên", 50, paper.Left), column("Chức vụ, chức danh", 45, paper.Left), column("Mức xếp loại", 60, paper.Left),
	}}
	for _, sc := range byName(t.Scores.Rows) {
		grade := gradeName(sc.Policy, t.final(sc))
		if grade == "" {
			grade = "Chưa xếp loại"
		}
		table.Rows = append(table.Rows, paper.Row{Cells: []string{fmt.Sprint(len(table.Rows) + 1), sc.Person.Name, sc.Person.Title, grade}})
	}
	last := paper.Para("Người được đánh giá có quyền kiến nghị về kết quả của mình theo quy định.")
	last.Keep = true
	d.Body = append(
		d.Body, table,
		last,
		paper.Signatures{
			Recipients: []string{"Các cá nhân có tên trên", unit.Name, "Lưu: VT, TCCB"}, Places: []paper.Signature{signer(t.Chief, "THỦ TRƯỞNG CƠ QUAN")},
		},
	)
	return d
}

// final returns the grade to make known: of a quarter or year the one that was decided, of a month the one it closed with.
func (t Table) final(sc evaluation.Score) grading.Grade {
	if t.Scores.Month.Period.Month() {
		return sc.Result.Grade
	}
	return t.Decided[sc.Person.ID].Grade
}

// decisions names the decisions that made the grades final, each once.
func (t Table) decisions() (all []string) {
	for _, sc := range byName(t.Scores.Rows) {
		x, ok := t.Decided[sc.Person.ID]
		if !ok {
			continue
		}
		if said := fmt.Sprintf("Quyết định số %s ngày %s", x.Decision.Number, day(x.Decision.On)); !slices.Contains(all, said) {
			all = append(all, said)
		}
	}
	return all
}

// symbol is the abbreviation of the body in the symbol of its documents: "STTTT", and "UBND" of a people's committee.
func (t Table) symbol() string {
	u := t.Units[BodyOf(t.Units, t.Scores.Unit.ID)]
	if u.Kind == org.Province || u.Kind == org.District || u.Kind == org.Commune {
		return "UBND"
	}
	return u.Code
}

// byName returns the scores in the order of names, which says nothing of the points.
func byName(all []evaluation.Score) []evaluation.Score {
	return slices.SortedStableFunc(slices.Values(all), func(a, b evaluation.Score) int {
		return cmp.Or(cmp.Compare(a.Person.Sort, b.Person.Sort), cmp.Compare(a.Person.ID, b.Person.ID))
	})
}

// Minutes fills the minutes of the meeting at which a unit talks about its results (biên bản họp đánh giá): who is to be
// there and what is proposed for each. What was said and how the vote went is written in by hand or in the DOCX.
func Minutes(t Table) paper.Document {
	period, unit := periodName(t.Scores.Month.Period), t.Scores.Unit
	d := t.begin("Biên bản", fmt.Sprintf("Họp đánh giá, xếp loại chất lượng %s %s", t.whom(), period), "", false)
	if len(t.Scores.Rows) > 0 {
		d.Body = append(d.Body, standing(t.Scores.Month.State != evaluation.Closed, t.Scores.Rows[0])...)
	}
	chair := "………………………………"
	if t.Head.ID != "" {
		chair = t.Head.Name + ", " + t.Head.Title
	}
	d.Body = append(
		d.Body,
		paper.Para(fmt.Sprintf("Hôm nay, hồi …… giờ …… ngày …… tháng …… năm %d, tại ………………………………, %s họp đánh giá, xếp loại chất lượng %s %s.",
			t.Today.Year(), unit.Name, t.whom(), period)),
		paper.Heading("I. Thành phần"),
		paper.Fact("1. Chủ trì", chair), paper.Fact("2. Thư ký", "………………………………"),
		paper.Fact("3. Có mặt", fmt.Sprintf("……/%d người; vắng: ………………………………", len(t.Scores.Rows))),
		paper.Heading("II. Nội dung"),
		paper.Para("Từng người tự nhận xét, đánh giá; cuộc họp góp ý và biểu quyết về mức đề xuất, kết quả như sau:"),
	)
	table := paper.Table{Columns: []paper.Column{
		column("TT", 10, paper.Center), column("Họ và tên", 38, paper.Left), column("Tổng điểm", 19, paper.Right), column("Mức đề xuất", 36, paper.Left),
		column("Ý kiến góp ý", 40, paper.Left), column("Biểu quyết (đồng ý/tổng số)", 26, paper.Center),
	}, Size: 11}
	for i, sc := range t.Scores.Rows {
		table.Rows = append(table.Rows, paper.Row{Cells: []string{
			fmt.Sprint(i + 1), sc.Person.Name, total(sc.Result), orNone(gradeName(sc.Policy, sc.Result.Grade)), "\n", "……/……",
		}})
	}
	end := paper.Para("Cuộc họp kết thúc hồi …… giờ …… cùng ngày; biên bản được đọc lại và mọi người dự họp nhất trí thông qua.")
	end.Keep = true
	d.Body = append(d.Body, table, paper.Heading("III. Kết luận của người chủ trì"), paper.Dots{Lines: 3}, end, paper.Signatures{Places: []paper.Signature{
		{Title: "THƯ KÝ", Hint: signHere}, {Title: "CHỦ TRÌ", Hint: signHere, Name: t.Head.Name},
	}})
	return d
}
