package forms

import (
	"fmt"
	"strings"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/pkg/paper"
)

// annexSize is the size of the annex's tables, which have many columns.
const annexSize = 10.0

// annexed adds the list of products to a sheet (Phụ lục: danh mục sản phẩm, công việc), each line of the score once and in
// its order; nothing where nothing was counted.
func (s Sheet) annexed(d paper.Document) paper.Document {
	sc := s.Score
	if len(sc.Result.Trace) > 0 && len(sc.Lines) == len(sc.Result.Trace) {
		d.Body = append(d.Body, paper.NewPage{}, paper.Title{
			Kind: "Phụ lục", About: fmt.Sprintf("Danh mục sản phẩm, công việc %s của %s", periodName(sc.Month.Period), sc.Person.Name),
		}, products(sc))
	}
	if len(sc.Left) > 0 {
		d.Body = append(d.Body, paper.Heading("Sản phẩm, công việc không tính trong kỳ này"))
		for _, x := range sc.Left {
			d.Body = append(d.Body, paper.Text{
				Runs: []paper.Run{{Text: fmt.Sprintf("- %s (%s): %s.", x.Fact.Show.Title, x.Fact.Code, leftOut(x))}}, Align: paper.Justify,
			})
		}
	}
	return d
}

func leftOut(x evaluation.Left) string {
	switch x.Why {
	case evaluation.LeftEarly:
		return fmt.Sprintf("xong trước hạn %s, tính vào %s", day(x.Fact.DueOn), periodName(x.Period))
	case evaluation.LeftWaiting:
		return fmt.Sprintf("chờ duyệt khi chốt kỳ, chuyển sang %s", periodName(x.Period))
	case evaluation.LeftNotDue:
		if x.Fact.DueOn == "" {
			return "chưa trình, không có hạn"
		}
		return fmt.Sprintf("chưa trình, hạn %s", day(x.Fact.DueOn))
	}
	return ""
}

// products is the table of the annex. Its sums are the numerators and the denominator of the ratios.
func products(sc evaluation.Score) paper.Table {
	t := paper.Table{Size: annexSize, Columns: []paper.Column{
		column("TT", 10, paper.Center), column("Sản phẩm, công việc", 40, paper.Left), column("Giao", 11, paper.Right), column("Hoàn thành", 14, paper.Right),
		column("K", 9, paper.Right), column("Quy đổi", 14, paper.Right), column("Chất lượng", 14, paper.Right), column("Tiến độ", 14, paper.Right),
		column("Minh chứng", 31, paper.Left), column("Ghi chú", 20, paper.Left),
	}}
	for i, x := range sc.Result.Trace {
		f := sc.Lines[i]
		name := f.Show.Title
		if p := f.Show.Product; p != "" && p != name {
			name += "\n(" + p + ")"
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			fmt.Sprint(i + 1), name, plain(x.Assigned.String()), plain(x.Done.String()), plain(x.K.String()), points(x.Weight.String()),
			points(x.QualityCredit.String()), points(x.ProgressCredit.String()), evidence(f), remark(f, x),
		}})
	}
	s := sc.Result.Sums
	t.Rows = append(t.Rows, paper.Row{Bold: true, Cells: []string{
		"", "Cộng", "", points(s.Quantity.String()), "", points(s.Weight.String()), points(s.Quality.String()), points(s.Progress.String()), "", "",
	}})
	return t
}

// evidence names the record of a line and the day on which its result was accepted.
func evidence(f evaluation.Fact) string {
	said := f.Code
	if n := len(f.Show.Reviews); n > 0 && f.Done() {
		said += "\nduyệt " + day(f.Show.Reviews[n-1].On)
	}
	return said
}

// remark says in a few words whose share a line is and what cost it points.
func remark(f evaluation.Fact, x grading.TraceLine) string {
	var all []string
	add := func(when bool, format string, args ...any) {
		if when {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	add(f.Show.Share > 0 && f.Show.Helps, "phối hợp %d%%", f.Show.Share)
	add(f.Show.Share > 0 && !f.Show.Helps, "chủ trì %d%%", f.Show.Share)
	if f.CarriedFrom != "" {
		add(true, "chuyển từ %s", f.CarriedFrom.Display())
	}
	undone := x.Done.Sign() == 0
	add(undone && f.Pending(), "chờ duyệt")
	add(undone && !f.Pending(), "chưa hoàn thành")
	add(x.FailedReviews > 0, "%d lần sai sót lớn", x.FailedReviews)
	add(x.LateEvents > 0, "%d lần trễ hạn", x.LateEvents)
	for _, e := range f.Show.Excuses {
		add(true, "không trừ: %s", e.Document)
	}
	return strings.Join(all, "; ")
}
