package paper

import "strings"

// face is one of the four faces of the typeface.
type face struct{ bold, italic bool }

// piece is a part of a word in one face.
type piece struct {
	text string
	face face
	w    float64
}

// word is what no line may be broken in, unless it is wider than one.
type word struct {
	pieces []piece
	w      float64
	space  float64 // width of the space before it
}

// line is a line of words.
type line struct {
	words []word
	w     float64 // with the spaces between
	last  bool    // of its paragraph, or before a line break: not justified
}

// measure returns the width of a text in a face.
type measure func(text string, f face, size float64) float64

// lines breaks runs into lines within a width, the first of which is narrower by first. There is at least one line.
func (m measure) lines(runs []Run, size, width, first float64) (all []line) {
	room := width - first
	cur := line{}
	end := func(last bool) {
		cur.last = last
		all = append(all, cur)
		cur, room = line{}, width
	}
	place := func(w word) {
		if len(w.pieces) == 0 {
			return
		}
		if len(cur.words) > 0 && cur.w+w.space+w.w > room {
			end(false)
		}
		for w.w > room { // a word without an end is broken where the line ends
			head, rest := m.cut(w, size, room)
			cur.words, cur.w = append(cur.words, head), head.w
			end(false)
			w = rest
		}
		if len(w.pieces) == 0 {
			return
		}
		if len(cur.words) == 0 {
			w.space = 0
		}
		cur.words, cur.w = append(cur.words, w), cur.w+w.space+w.w
	}
	next := word{}
	for _, r := range runs {
		f := face{r.Bold, r.Italic}
		for i, paragraph := range strings.Split(clean(r.Text), "\n") {
			if i > 0 {
				place(next)
				next = word{}
				end(true)
			}
			for j, part := range strings.Split(paragraph, " ") {
				if j > 0 {
					place(next)
					next = word{space: m(" ", f, size)}
				}
				if part != "" {
					w := m(part, f, size)
					next.pieces, next.w = append(next.pieces, piece{part, f, w}), next.w+w
				}
			}
		}
	}
	place(next)
	end(true)
	return all
}

// even breaks runs into as few lines as lines does, of about the same length, as a title has them.
func (m measure) even(runs []Run, size, width float64) []line {
	all := m.lines(runs, size, width, 0)
	for width -= size; width > size; width -= size {
		again := m.lines(runs, size, width, 0)
		if len(again) > len(all) {
			break
		}
		all = again
	}
	return all
}

// cut divides a word so that what comes first fits into a width; at least one character does.
func (m measure) cut(w word, size, width float64) (head, rest word) {
	for i, p := range w.pieces {
		if head.w+p.w <= width {
			head.pieces, head.w = append(head.pieces, p), head.w+p.w
			continue
		}
		n := 0 // bytes of p that fit
		for at, r := range p.text {
			to := at + len(string(r))
			if head.w+m(p.text[:to], p.face, size) > width && (at > 0 || len(head.pieces) > 0) {
				break
			}
			n = to
		}
		if n > 0 {
			part := piece{p.text[:n], p.face, m(p.text[:n], p.face, size)}
			head.pieces, head.w = append(head.pieces, part), head.w+part.w
		}
		if n < len(p.text) {
			part := piece{p.text[n:], p.face, m(p.text[n:], p.face, size)}
			rest.pieces, rest.w = append(rest.pieces, part), rest.w+part.w
		}
		for _, q := range w.pieces[i+1:] {
			rest.pieces, rest.w = append(rest.pieces, q), rest.w+q.w
		}
		return head, rest
	}
	return head, rest
}
