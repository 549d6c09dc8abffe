package paper

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/signintech/gopdf"
)

// noGlyph stands for a character that the typeface does not have.
const noGlyph = '□'

// fonts are the faces of the typeface, which has the widths of Times New Roman and every letter of Vietnamese.
var fonts = map[face][]byte{
	{}:                         liberationserifregular.TTF,
	{bold: true}:               liberationserifbold.TTF,
	{italic: true}:             liberationserifitalic.TTF,
	{bold: true, italic: true}: liberationserifbolditalic.TTF,
}

// sheets writes a document onto pages. y is where the next thing goes, from the top of the page.
type sheets struct {
	doc    Document
	w, h   float64
	out    *gopdf.GoPdf
	y      float64
	pages  int
	faces  map[face]bool // loaded into out
	widths map[widthKey]float64
	err    error // the first
}

type widthKey struct {
	text string
	face face
	size float64
}

// PDF writes the document as PDF, the letters it uses inside. Errors: ErrTooLong, ErrTable.
func (d Document) PDF() ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	s := &sheets{doc: d, out: &gopdf.GoPdf{}, faces: map[face]bool{}, widths: map[widthKey]float64{}}
	s.w, s.h = d.size()
	s.out.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: s.w, H: s.h}})
	s.out.SetInfo(gopdf.PdfInfo{Title: basic(clean(d.Title)), Creator: "Công Vụ", Producer: "Công Vụ", CreationDate: d.At.UTC()})
	s.out.SetLineWidth(rule)
	s.page()
	if d.Head != nil {
		s.head(*d.Head)
	}
	for i := 0; i < len(d.Body) && s.err == nil; {
		i = s.flow(i)
	}
	if s.err != nil {
		return nil, s.err
	}
	var b bytes.Buffer
	if _, err := s.out.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("write pdf: %w", err)
	}
	return b.Bytes(), nil
}

// basic puts noGlyph in the place of characters beyond the first plane, which the library writes wrongly into a file's name.
func basic(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return noGlyph
		}
		return r
	}, s)
}

// flow writes block i, and those after it that stay with it, and returns which one is next.
func (s *sheets) flow(i int) int {
	to, need := i, 0.0
	for ; to < len(s.doc.Body)-1 && keeps(s.doc.Body[to]); to++ {
		need += s.height(s.doc.Body[to])
	}
	need += s.least(s.doc.Body[to])
	if s.y > top && need > s.room() && need <= s.h-top-bottom {
		s.page()
	}
	for ; i <= to && s.err == nil; i++ {
		s.write(s.doc.Body[i])
	}
	return i
}

func keeps(b Block) bool {
	switch b := b.(type) {
	case Text:
		return b.Keep
	case Dots:
		return b.Keep
	}
	return false
}

func (s *sheets) write(b Block) {
	switch b := b.(type) {
	case Title:
		s.title(b)
	case Text:
		s.text(b)
	case Dots:
		s.dots(b)
	case Table:
		s.table(b)
	case Signatures:
		s.signatures(b)
	case NewPage:
		s.page()
	}
}

// height returns how much of a page a block takes when it is not broken.
func (s *sheets) height(b Block) float64 {
	switch b := b.(type) {
	case Title:
		return s.titleHeight(b)
	case Text:
		return gap + float64(len(s.textLines(b)))*spaced(b.Size)
	case Dots:
		return float64(b.Lines) * dotted
	case Signatures:
		return s.signHeight(b)
	}
	return s.least(b)
}

// least returns how much of a page the part of a block takes that is never broken: two lines of a paragraph, the head and
// the first row of a table.
func (s *sheets) least(b Block) float64 {
	switch b := b.(type) {
	case Text:
		return gap + float64(min(2, len(s.textLines(b))))*spaced(b.Size)
	case Table:
		return s.tableLeast(b)
	case NewPage:
		return 0
	}
	return s.height(b)
}

// room returns what is left of the page.
func (s *sheets) room() float64 { return s.h - bottom - s.y }

// page begins a page: with its number in the top margin from the second on, and the line at the foot.
func (s *sheets) page() {
	if s.pages == MaxPages {
		s.fail(ErrTooLong)
	}
	if s.err != nil {
		return
	}
	s.pages++
	s.out.AddPage()
	s.y = top
	if s.pages > 1 {
		s.centered(fmt.Sprint(s.pages), face{}, bodySize, left, s.doc.width(), 13*mm)
	}
	if s.doc.Foot != (Foot{}) {
		y := s.h - bottom + 5*mm
		s.out.SetLineWidth(rule / 2)
		s.out.Line(left, y, s.w-right, y)
		s.out.SetLineWidth(rule)
		y += footSize * leading
		half := s.doc.width()
		s.draw(clean(s.doc.Foot.Left), face{}, footSize, left, y)
		end := clean(s.doc.Foot.Right)
		s.draw(end, face{}, footSize, left+half-s.measure(end, face{}, footSize), y)
	}
}

func (s *sheets) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// use takes a face at a size.
func (s *sheets) use(f face, size float64) {
	name := fmt.Sprintf("serif-%t-%t", f.bold, f.italic)
	if !s.faces[f] {
		s.faces[f] = true
		if err := s.out.AddTTFFontData(name, fonts[f]); err != nil {
			s.fail(fmt.Errorf("load typeface: %w", err))
		}
	}
	if err := s.out.SetFont(name, "", size); err != nil {
		s.fail(fmt.Errorf("use typeface: %w", err))
	}
}

// known puts noGlyph in the place of every character that the face in use does not have.
func (s *sheets) known(text string) string {
	all := []rune(text)
	for i, r := range all {
		if has, err := s.out.IsCurrFontContainGlyph(r); r != ' ' && (err != nil || !has) {
			all[i] = noGlyph
		}
	}
	return string(all)
}

func (s *sheets) measure(text string, f face, size float64) float64 {
	if text == "" || s.err != nil {
		return 0
	}
	key := widthKey{text, f, size}
	w, ok := s.widths[key]
	if !ok {
		s.use(f, size)
		var err error
		if w, err = s.out.MeasureTextWidth(s.known(text)); err != nil {
			s.fail(fmt.Errorf("measure text: %w", err))
		}
		s.widths[key] = w
	}
	return w
}

// draw writes a text from x on, its letters standing on y.
func (s *sheets) draw(text string, f face, size, x, y float64) {
	if text == "" || s.err != nil {
		return
	}
	s.use(f, size)
	s.out.SetXY(x, y)
	if err := s.out.Text(s.known(text)); err != nil {
		s.fail(fmt.Errorf("write text: %w", err))
	}
}

func (s *sheets) centered(text string, f face, size, x, width, y float64) {
	s.draw(text, f, size, x+(width-s.measure(text, f, size))/2, y)
}

// set writes a line of words into a width, whose letters stand on y.
func (s *sheets) set(l line, size float64, align Align, x, width, y float64) {
	stretch := 0.0
	switch n := len(l.words); {
	case align == Center:
		x += (width - l.w) / 2
	case align == Right:
		x += width - l.w
	case align == Justify && !l.last && n > 1:
		stretch = (width - l.w) / float64(n-1)
	}
	run, f, from := "", face{}, x // pieces of one face are written together while nothing stretches
	flush := func() {
		s.draw(run, f, size, from, y)
		run = ""
	}
	for i, w := range l.words {
		if i > 0 {
			x += w.space + stretch
			run += " "
			if stretch > 0 {
				flush()
			}
		}
		for _, p := range w.pieces {
			if run != "" && p.face != f {
				flush()
			}
			if run == "" {
				f, from = p.face, x
			}
			run += p.text
			x += p.w
		}
	}
	flush()
}
