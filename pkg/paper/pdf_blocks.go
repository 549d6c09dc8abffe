package paper

// single returns the height of a line of tables and heads, spaced that of a paragraph's.
func single(size float64) float64 { return size * leading }

func spaced(size float64) float64 { return sized(size, bodySize) * leading * 1.1 }

func sized(size, usual float64) float64 {
	if size == 0 {
		return usual
	}
	return size
}

// base returns how far below the top of a line its letters stand.
func base(height, size float64) float64 { return (height-size*leading)/2 + size*0.891 }

// stack writes lines below each other and returns where they end.
func (s *sheets) stack(lines []line, size, height float64, align Align, x, width, y float64) float64 {
	for _, l := range lines {
		s.set(l, size, align, x, width, y+base(height, size))
		y += height
	}
	return y
}

func plain(text string, f face) []Run { return []Run{{Text: text, Bold: f.bold, Italic: f.italic}} }

// head writes what stands above the title: who issues at the left, the nation and its motto at the right.
func (s *sheets) head(h Head) {
	lw := s.doc.width() * headLeft
	rx, rw := left+lw, s.doc.width()-lw
	m := measure(s.measure)

	y := s.y
	if h.Superior != "" {
		y = s.stack(m.lines(plain(upper(h.Superior), face{}), agencySize, lw-pad, 0), agencySize, single(agencySize), Center, left, lw-pad, y)
	}
	agency := m.even(plain(upper(h.Agency), face{bold: true}), agencySize, lw-pad)
	y = s.stack(agency, agencySize, single(agencySize), Center, left, lw-pad, y)
	under := agency[len(agency)-1].w * 0.4 // a third to a half of the line
	s.out.Line(left+(lw-pad-under)/2, y+2, left+(lw-pad+under)/2, y+2)

	s.centered(nation, face{bold: true}, nationSize, rx, rw, s.y+base(single(nationSize), nationSize))
	ry := s.y + single(nationSize)
	s.centered(motto, face{bold: true}, mottoSize, rx, rw, ry+base(single(mottoSize), mottoSize))
	ry += single(mottoSize)
	under = s.measure(motto, face{bold: true}, mottoSize)
	s.out.Line(rx+(rw-under)/2, ry+2, rx+(rw+under)/2, ry+2)

	s.y = max(y, ry) + gap + 3
	ly := s.stack(m.lines(plain(h.Number, face{}), bodySize, lw-pad, 0), bodySize, single(bodySize), Center, left, lw-pad, s.y)
	ry = s.stack(m.lines(plain(h.Dated, face{italic: true}), bodySize, rw, 0), bodySize, single(bodySize), Center, rx, rw, s.y)
	s.y = max(ly, ry) + 2*gap
}

func (s *sheets) titleLines(t Title) (kind, about []line) {
	m := measure(s.measure)
	if t.Kind != "" {
		kind = m.even(plain(upper(t.Kind), face{bold: true}), titleSize, s.doc.width())
	}
	if t.About != "" {
		about = m.even(plain(t.About, face{bold: true}), titleSize, s.doc.width())
	}
	return kind, about
}

func (s *sheets) titleHeight(t Title) float64 {
	kind, about := s.titleLines(t)
	return float64(len(kind)+len(about))*single(titleSize) + 2*gap
}

func (s *sheets) title(t Title) {
	kind, about := s.titleLines(t)
	s.y = s.stack(kind, titleSize, single(titleSize), Center, left, s.doc.width(), s.y)
	s.y = s.stack(about, titleSize, single(titleSize), Center, left, s.doc.width(), s.y)
	if n := len(about); t.Rule && n > 0 {
		under := about[n-1].w * 0.4
		s.out.Line(left+(s.doc.width()-under)/2, s.y+2, left+(s.doc.width()+under)/2, s.y+2)
	}
	s.y += 2 * gap
}

func (s *sheets) textLines(t Text) []line {
	first := 0.0
	if t.Indent {
		first = indent
	}
	return measure(s.measure).lines(t.Runs, sized(t.Size, bodySize), s.doc.width(), first)
}

// text writes a paragraph; no page ends with its first line alone, and none begins with its last.
func (s *sheets) text(t Text) {
	lines, size, height := s.textLines(t), sized(t.Size, bodySize), spaced(t.Size)
	if s.y > top {
		s.y += gap
	}
	for i, l := range lines {
		if need := height * float64(1+alone(i, len(lines))); need > s.room() {
			s.page()
		}
		x, width := left, s.doc.width()
		if i == 0 && t.Indent {
			x, width = x+indent, width-indent
		}
		s.set(l, size, t.Align, x, width, s.y+base(height, size))
		s.y += height
	}
}

// alone returns how many lines must follow line i of n on its page: one follows the first and the last but one.
func alone(i, n int) int {
	if n > 1 && (i == 0 || i == n-2) {
		return 1
	}
	return 0
}

// dotted is the height of a line to be written on by hand.
const dotted = 21.0

func (s *sheets) dots(d Dots) {
	for range d.Lines {
		if dotted > s.room() {
			s.page()
		}
		s.y += dotted
		s.out.SetCustomLineType([]float64{0.8, 2.2}, 0)
		s.out.Line(left, s.y-3, left+s.doc.width(), s.y-3)
		s.out.SetLineType("solid")
	}
}

// place lays out one place for a signature.
func (s *sheets) place(p Signature, width float64) (title, hint, name []line) {
	m := measure(s.measure)
	title = m.lines(plain(p.Title, face{bold: true}), bodySize, width, 0)
	if p.Hint != "" {
		hint = m.lines(plain(p.Hint, face{italic: true}), tableSize, width, 0)
	}
	if p.Name != "" {
		name = m.lines(plain(p.Name, face{bold: true}), bodySize, width, 0)
	}
	return title, hint, name
}

func (s *sheets) signHeight(g Signatures) float64 {
	_, width := s.signPlaces(g)
	most := 0.0
	for _, p := range g.Places {
		title, hint, name := s.place(p, width)
		most = max(most, float64(len(title)+len(name))*single(bodySize)+float64(len(hint))*single(tableSize)+signed)
	}
	return 2*gap + max(most, s.listHeight(g))
}

// signPlaces returns where the first place begins and how wide each is.
func (s *sheets) signPlaces(g Signatures) (x, width float64) {
	x, width = left, s.doc.width()
	if len(g.Recipients) > 0 {
		x, width = left+width*recipientsW, width*(1-recipientsW)
	}
	return x, width / float64(max(1, len(g.Places)))
}

func (s *sheets) recipientLines(g Signatures) [][]line {
	all := make([][]line, len(g.Recipients))
	for i, r := range g.Recipients {
		all[i] = measure(s.measure).lines(plain(recipient(r, i == len(g.Recipients)-1), face{}), listSize, s.doc.width()*recipientsW-pad, 0)
	}
	return all
}

func (s *sheets) listHeight(g Signatures) float64 {
	if len(g.Recipients) == 0 {
		return 0
	}
	h := single(listTitle)
	for _, r := range s.recipientLines(g) {
		h += float64(len(r)) * single(listSize)
	}
	return h
}

// signatures writes the places for signatures, the letters of each in the middle of it, with Nơi nhận at their left.
func (s *sheets) signatures(g Signatures) {
	s.y += 2 * gap
	begin, end := s.y, s.y
	if len(g.Recipients) > 0 {
		y := begin
		s.draw(recipients, face{bold: true, italic: true}, listTitle, left, y+base(single(listTitle), listTitle))
		y += single(listTitle)
		for _, r := range s.recipientLines(g) {
			y = s.stack(r, listSize, single(listSize), Left, left, s.doc.width()*recipientsW, y)
		}
		end = max(end, y)
	}
	x, width := s.signPlaces(g)
	high := 0.0 // of the highest title, below which every name stands
	for _, p := range g.Places {
		title, hint, _ := s.place(p, width)
		high = max(high, float64(len(title))*single(bodySize)+float64(len(hint))*single(tableSize))
	}
	for _, p := range g.Places {
		title, hint, name := s.place(p, width)
		y := s.stack(title, bodySize, single(bodySize), Center, x, width, begin)
		s.stack(hint, tableSize, single(tableSize), Center, x, width, y)
		end = max(end, s.stack(name, bodySize, single(bodySize), Center, x, width, begin+high+signed))
		x += width
	}
	s.y = end
}
