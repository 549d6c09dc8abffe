package paper

import "strings"

// bodyLine is the spacing of paragraphs: 1.1 lines.
const bodyLine = 264

func (w *docx) write(b Block) {
	switch b := b.(type) {
	case Title:
		w.title(b)
	case Text:
		p := para{align: b.Align, size: sized(b.Size, bodySize), before: gap, keep: b.Keep, line: bodyLine}
		if b.Indent {
			p.first = indent
		}
		w.p(p, b.Runs)
	case Dots:
		for range b.Lines {
			w.p(para{size: bodySize, before: gap, keep: b.Keep, dots: w.doc.width()}, nil)
		}
	case Table:
		w.table(b)
	case Signatures:
		w.signatures(b)
	case NewPage:
		w.b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	}
}

// head writes the two halves above the title as a table without borders, as Phụ lục III of the decree has them.
func (w *docx) head(h Head) {
	lw := w.doc.width() * headLeft
	rw := w.doc.width() - lw
	w.rows([]float64{lw, rw}, false, func() {
		w.row(false,
			cell{width: lw, fill: func() {
				if h.Superior != "" {
					w.p(para{align: Center, size: agencySize}, plain(upper(h.Superior), face{}))
				}
				w.p(para{align: Center, size: agencySize}, plain(upper(h.Agency), face{bold: true}))
				w.p(para{align: Center, size: 2, rule: true, indent: lw * 0.35}, nil)
			}},
			cell{width: rw, fill: func() {
				w.p(para{align: Center, size: nationSize}, plain(nation, face{bold: true}))
				w.p(para{align: Center, size: mottoSize}, plain(motto, face{bold: true}))
				w.p(para{align: Center, size: 2, rule: true, indent: (rw - mottoWidth) / 2}, nil)
			}})
		w.row(false,
			cell{width: lw, fill: func() { w.p(para{align: Center, size: bodySize, before: gap}, plain(h.Number, face{})) }},
			cell{width: rw, fill: func() {
				w.p(para{align: Center, size: bodySize, before: gap}, plain(h.Dated, face{italic: true}))
			}})
	})
	w.p(para{size: gap}, nil)
}

// mottoWidth is how long the motto is at its size, in points.
const mottoWidth = 159.0

func (w *docx) title(t Title) {
	if t.Kind != "" {
		w.p(para{align: Center, size: titleSize, keep: true}, plain(upper(t.Kind), face{bold: true}))
	}
	if t.About != "" {
		w.p(para{align: Center, size: titleSize, keep: true}, plain(t.About, face{bold: true}))
	}
	p := para{align: Center, size: 2, after: gap}
	if t.Rule {
		p.rule, p.indent = true, w.doc.width()*0.36
	}
	w.p(p, nil)
}

func (w *docx) table(t Table) {
	widths, size := t.widths(w.doc.width()), sized(t.Size, tableSize)
	w.p(para{size: 3, keep: true}, nil) // room above, and between two tables
	text := func(s string, align Align, f face, keep bool) func() {
		return func() {
			w.p(para{align: align, size: size, before: vpad, after: vpad, keep: keep}, plain(s, f))
		}
	}
	w.rows(widths, true, func() {
		var head []cell
		for i, c := range t.Columns {
			head = append(head, cell{width: widths[i], fill: text(c.Title, Center, face{bold: true}, true)})
		}
		w.row(true, head...)
		for _, r := range t.Rows {
			var cells []cell
			if r.Group {
				cells = append(cells, cell{width: w.doc.width(), span: len(t.Columns), fill: text(r.Cells[0], Left, face{bold: true}, true)})
			} else {
				for i, c := range r.Cells {
					cells = append(cells, cell{width: widths[i], fill: text(c, t.Columns[i].Align, face{bold: r.Bold}, false)})
				}
			}
			w.row(false, cells...)
		}
	})
}

func (w *docx) signatures(g Signatures) {
	width := w.doc.width()
	list := 0.0
	var widths []float64
	if len(g.Recipients) > 0 {
		list = width * recipientsW
		widths = append(widths, list)
	}
	each := (width - list) / float64(max(1, len(g.Places)))
	for range g.Places {
		widths = append(widths, each)
	}
	w.p(para{size: gap, keep: true}, nil)
	w.rows(widths, false, func() {
		var cells []cell
		if list > 0 {
			cells = append(cells, cell{width: list, fill: func() { w.recipients(g.Recipients) }})
		}
		for _, p := range g.Places {
			cells = append(cells, cell{width: each, fill: func() {
				w.p(para{align: Center, size: bodySize}, plain(p.Title, face{bold: true}))
				after := signed
				if p.Hint != "" {
					w.p(para{align: Center, size: tableSize, after: after}, plain(p.Hint, face{italic: true}))
					after = 0
				}
				w.p(para{align: Center, size: bodySize, before: after}, plain(p.Name, face{bold: true}))
			}})
		}
		w.row(false, cells...)
	})
	w.p(para{size: 2}, nil)
}

func (w *docx) recipients(all []string) {
	w.p(para{size: listTitle}, plain(recipients, face{bold: true, italic: true}))
	for i, r := range all {
		w.p(para{size: listSize}, plain(recipient(r, i == len(all)-1), face{}))
	}
}

// recipient writes one line of Nơi nhận.
func recipient(name string, last bool) string {
	end := ";"
	if last {
		end = "."
	}
	return "- " + strings.TrimRight(name, ";. ") + end
}
