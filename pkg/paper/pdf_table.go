package paper

// vpad is the space between a cell's text and its borders above and below.
const vpad = 2.5

// grid is a table as it is laid out.
type grid struct {
	Table
	widths []float64
	size   float64
	height float64 // of a line
	titles [][]line
	head   float64 // height of the head
}

func (s *sheets) grid(t Table) grid {
	g := grid{Table: t, widths: t.widths(s.doc.width()), size: sized(t.Size, tableSize)}
	g.height = single(g.size)
	most := 0
	for i, c := range t.Columns {
		lines := measure(s.measure).lines(plain(c.Title, face{bold: true}), g.size, g.widths[i]-2*pad, 0)
		g.titles, most = append(g.titles, lines), max(most, len(lines))
	}
	g.head = float64(most)*g.height + 2*vpad
	return g
}

// cells lays out the cells of a row.
func (s *sheets) cells(g grid, r Row) (cells [][]line, most int) {
	for i, c := range r.Cells {
		width := s.doc.width()
		if !r.Group {
			width = g.widths[i]
		}
		lines := measure(s.measure).lines(plain(c, face{bold: r.Bold || r.Group}), g.size, width-2*pad, 0)
		cells, most = append(cells, lines), max(most, len(lines))
	}
	return cells, most
}

func (s *sheets) tableLeast(t Table) float64 {
	g := s.grid(t)
	if len(t.Rows) == 0 {
		return gap + g.head
	}
	_, most := s.cells(g, t.Rows[0])
	return gap + g.head + float64(min(most, 3))*g.height + 2*vpad
}

// table writes a table. A row stays on one page unless it is higher than a page; then it goes on below another head.
func (s *sheets) table(t Table) {
	g := s.grid(t)
	s.y += gap
	s.tableHead(g)
	for _, r := range t.Rows {
		cells, most := s.cells(g, r)
		whole := s.h - top - bottom - g.head
		if h := float64(most)*g.height + 2*vpad; h > s.room() && (h <= whole || s.room() < 4*g.height) {
			s.page()
			s.tableHead(g)
		}
		for from := 0; from < most && s.err == nil; {
			n := min(most-from, max(1, int((s.room()-2*vpad)/g.height)))
			s.row(g, r, cells, from, n)
			if from += n; from < most {
				s.page()
				s.tableHead(g)
			}
		}
	}
}

func (s *sheets) tableHead(g grid) {
	x := left
	for i, lines := range g.titles {
		y := s.y + (g.head-float64(len(lines))*g.height)/2
		s.stack(lines, g.size, g.height, Center, x+pad, g.widths[i]-2*pad, y)
		x += g.widths[i]
	}
	s.frame(g.widths, g.head)
}

// row writes n lines of a row's cells.
func (s *sheets) row(g grid, r Row, cells [][]line, from, n int) {
	widths := g.widths
	if r.Group {
		widths = []float64{s.doc.width()}
	}
	x := left
	for i, lines := range cells {
		align := Left
		if !r.Group {
			align = g.Columns[i].Align
		}
		part := lines[min(from, len(lines)):min(from+n, len(lines))]
		s.stack(part, g.size, g.height, align, x+pad, widths[i]-2*pad, s.y+vpad)
		x += widths[i]
	}
	s.frame(widths, float64(n)*g.height+2*vpad)
}

// frame draws the borders of a row and goes on below it.
func (s *sheets) frame(widths []float64, height float64) {
	x := left
	for _, w := range widths {
		s.out.Line(x, s.y, x, s.y+height)
		x += w
	}
	s.out.Line(x, s.y, x, s.y+height)
	s.out.Line(left, s.y, x, s.y)
	s.y += height
	s.out.Line(left, s.y, x, s.y)
}
