package importer

import (
	"context"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/catalogue"
	"congvu/internal/sheet"
	"congvu/pkg/fold"
)

// Products is the catalogue; catalogue.Service fits.
type Products interface {
	// Standing returns the approved version of every product, and what is proposed in its place, by code.
	Standing(ctx context.Context, agency string) ([]catalogue.Standing, error)
	// ProposeAll proposes versions for another person to approve.
	ProposeAll(ctx context.Context, by access.Actor, products []catalogue.Product, told func(done int)) error
}

// productKind brings in products (sản phẩm, công việc) as proposals: what is written counts once another person has
// approved it.
type productKind struct{ products Products }

func (productKind) columns() []sheet.Column {
	return []sheet.Column{
		{Key: "code", Title: "Mã sản phẩm", Also: []string{"mã", "mã số", "code", "mã sp"}, Needed: true},
		{Key: "name", Title: "Tên sản phẩm, công việc", Also: []string{"tên", "tên sản phẩm", "sản phẩm", "công việc", "sản phẩm, công việc", "name"}, Needed: true},
		{Key: "unit", Title: "Đơn vị tính", Also: []string{"đvt", "unit"}, Needed: true},
		{Key: "group", Title: "Nhóm phức tạp", Also: []string{"nhóm", "nhóm độ phức tạp", "độ phức tạp", "group"}, Needed: true},
		{Key: "points", Title: "Điểm", Also: []string{"điểm chuẩn", "điểm một sản phẩm", "points"}, Needed: true},
		{Key: "normDays", Title: "Định mức", Also: []string{"định mức ngày", "số ngày", "ngày làm việc", "norm_days"}},
	}
}

func (productKind) may(a access.Actor) bool { return catalogue.CanPropose(a) }

func (k productKind) plan(ctx context.Context, by access.Actor, t sheet.Table) (plan, error) {
	standing, err := k.products.Standing(ctx, by.Agency)
	if err != nil {
		return plan{}, err
	}
	known := map[string]catalogue.Standing{}
	for _, s := range standing {
		known[fold.Fold(s.Code())] = s
	}
	rows := map[string]int{}
	var p plan
	var products []catalogue.Product
	for _, row := range t.Lines {
		l := t.Line(row)
		e := &entry{line: l}
		p.lines = append(p.lines, e)
		next := productOf(l)
		if next.Code == "" {
			continue
		}
		if first, twice := rows[fold.Fold(next.Code)]; twice {
			l.Fault("code", "cell_twice", "row", strconv.Itoa(first))
			continue
		}
		rows[fold.Fold(next.Code)] = l.N()
		was, exists := known[fold.Fold(next.Code)]
		if exists {
			next.Code = was.Code()
			if !l.Has("normDays") {
				next.NormDays = was.Last().NormDays
			}
		}
		compare(e, was, exists, next)
		if !l.Faulty() && e.act != Same {
			products = append(products, next)
		}
	}
	p.write = func(ctx context.Context, told func(int)) error { return k.products.ProposeAll(ctx, by, products, told) }
	return p, nil
}

// productOf reads a row.
func productOf(l *sheet.Line) catalogue.Product {
	p := catalogue.Product{
		Code: l.Code("code", catalogue.MaxCode, 0, true), Name: l.Text("name", catalogue.MaxName, true), Unit: l.Text("unit", catalogue.MaxUnit, true),
	}
	var pointed bool
	p.Group, _ = l.Whole("group", 1, 5, true)
	p.PointsMilli, pointed = l.Milli("points", 1, 500_000, true)
	p.NormDays, _ = l.Whole("normDays", 0, 1000, false)
	switch {
	case !pointed || l.FaultyAt("group"):
	case p.PointsMilli > catalogue.Ceiling(p.Group):
		l.Fault("points", "cell_ceiling", "group", strconv.Itoa(p.Group), "max", number(catalogue.Ceiling(p.Group)))
	case p.PointsMilli%catalogue.Divisor != 0:
		l.Fault("points", "cell_points")
	}
	return p
}

// compare says what a product changes in the version that stands last, approved or proposed.
func compare(e *entry, was catalogue.Standing, exists bool, next catalogue.Product) {
	if !exists {
		e.act = Made
		return
	}
	last := was.Last()
	e.differs("name", last.Name, next.Name)
	e.differs("unit", last.Unit, next.Unit)
	e.differs("group", strconv.Itoa(last.Group), strconv.Itoa(next.Group))
	e.differs("points", number(last.PointsMilli), number(next.PointsMilli))
	e.differs("normDays", strconv.Itoa(last.NormDays), strconv.Itoa(next.NormDays))
	e.settle()
}

// number writes thousandths as Vietnamese is written.
func number(milli int64) string {
	return strings.Replace(strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64), ".", ",", 1)
}

func (k productKind) present(ctx context.Context, by access.Actor) ([][]string, error) {
	standing, err := k.products.Standing(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	rows := make([][]string, 0, len(standing))
	for _, s := range standing {
		p := s.Last()
		rows = append(rows, []string{p.Code, p.Name, p.Unit, strconv.Itoa(p.Group), number(p.PointsMilli), strconv.Itoa(p.NormDays)})
	}
	return rows, nil
}
