package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
)

// typeface is what DOCX names: offices have it, and elsewhere one of the same widths stands in for it.
const typeface = "Times New Roman"

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsW     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	nsR     = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	partOf  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// DOCX writes the document as DOCX (ISO/IEC 29500 WordprocessingML). Errors: ErrTable.
func (d Document) DOCX() ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	w := &docx{doc: d}
	if d.Head != nil {
		w.head(*d.Head)
	}
	for i, b := range d.Body {
		w.write(b)
		if _, ok := b.(Table); ok && i == len(d.Body)-1 {
			w.p(para{size: 1}, nil) // a document does not end with a table
		}
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", rootRels}, {"docProps/core.xml", d.core()},
		{"word/document.xml", xmlHead + `<w:document ` + nsW + ` ` + nsR + `><w:body>` + w.b.String() + d.section() + `</w:body></w:document>`},
		{"word/styles.xml", styles}, {"word/settings.xml", settings}, {"word/_rels/document.xml.rels", docRels},
		{"word/first.xml", xmlHead + `<w:hdr ` + nsW + `><w:p/></w:hdr>`}, {"word/number.xml", pageNumber}, {"word/foot.xml", d.foot()},
	} {
		h := &zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: d.At.UTC()}
		f, err := z.CreateHeader(h)
		if err == nil {
			_, err = f.Write([]byte(part.text))
		}
		if err != nil {
			return nil, fmt.Errorf("write docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write docx: %w", err)
	}
	return out.Bytes(), nil
}

// docx writes the body of a document.
type docx struct {
	doc Document
	b   strings.Builder
}

// para says how a paragraph stands.
type para struct {
	align         Align
	size          float64 // points
	before, after float64
	first         float64 // indent of the first line, points
	indent        float64 // of both ends, points
	keep          bool    // with the next
	stays         bool    // on one page
	line          int     // 240 for single spacing, 0 for that
	rule          bool    // a line below
	dots          float64 // a dotted line up to this place, points
}

// twips are twentieths of a point.
func twips(points float64) int { return int(math.Round(points * 20)) }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s))) // a Builder takes everything
	return b.String()
}

// p writes a paragraph.
func (w *docx) p(p para, runs []Run) {
	b := &w.b
	b.WriteString(`<w:p><w:pPr>`)
	if p.keep {
		b.WriteString(`<w:keepNext/>`)
	}
	if p.stays {
		b.WriteString(`<w:keepLines/>`)
	}
	if p.rule {
		b.WriteString(`<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:pBdr>`)
	}
	if p.dots > 0 {
		fmt.Fprintf(b, `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs>`, twips(p.dots))
	}
	line := p.line
	if line == 0 {
		line = 240
	}
	fmt.Fprintf(b, `<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, twips(p.before), twips(p.after), line)
	if p.first > 0 || p.indent > 0 {
		fmt.Fprintf(b, `<w:ind w:left="%d" w:right="%d"`, twips(p.indent), twips(p.indent))
		if p.first > 0 {
			fmt.Fprintf(b, ` w:firstLine="%d"`, twips(p.first))
		}
		b.WriteString(`/>`)
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/>`, [...]string{Left: "left", Center: "center", Right: "right", Justify: "both"}[p.align])
	fmt.Fprintf(b, `<w:rPr><w:sz w:val="%d"/></w:rPr></w:pPr>`, int(math.Round(p.size*2)))
	for _, r := range runs {
		w.run(r, p.size)
	}
	if p.dots > 0 {
		b.WriteString(`<w:r><w:tab/></w:r>`)
	}
	b.WriteString(`</w:p>`)
}

func (w *docx) run(r Run, size float64) {
	b := &w.b
	b.WriteString(`<w:r><w:rPr>`)
	if r.Bold {
		b.WriteString(`<w:b/>`)
	}
	if r.Italic {
		b.WriteString(`<w:i/>`)
	}
	fmt.Fprintf(b, `<w:sz w:val="%d"/></w:rPr>`, int(math.Round(size*2)))
	for i, line := range strings.Split(clean(r.Text), "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		b.WriteString(`<w:t xml:space="preserve">` + escape(line) + `</w:t>`)
	}
	b.WriteString(`</w:r>`)
}

// cell is a cell of a table: its paragraphs, written by fill.
type cell struct {
	width float64
	span  int
	fill  func()
}

// rows opens a table of columns, writes it by fill, and closes it.
func (w *docx) rows(widths []float64, borders bool, fill func()) {
	sum := 0.0
	for _, x := range widths {
		sum += x
	}
	side := 0.0
	fmt.Fprintf(&w.b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, twips(sum))
	if borders {
		side = pad
		w.b.WriteString(`<w:tblBorders>`)
		for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			fmt.Fprintf(&w.b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, edge)
		}
		w.b.WriteString(`</w:tblBorders>`)
	}
	fmt.Fprintf(&w.b, `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%[1]d" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, twips(side))
	for _, x := range widths {
		fmt.Fprintf(&w.b, `<w:gridCol w:w="%d"/>`, twips(x))
	}
	w.b.WriteString(`</w:tblGrid>`)
	fill()
	w.b.WriteString(`</w:tbl>`)
}

// row writes a row. A head stands again on every page.
func (w *docx) row(head bool, cells ...cell) {
	w.b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		w.b.WriteString(`<w:tblHeader/>`)
	}
	w.b.WriteString(`</w:trPr>`)
	for _, c := range cells {
		fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(c.width))
		if c.span > 1 {
			fmt.Fprintf(&w.b, `<w:gridSpan w:val="%d"/>`, c.span)
		}
		if head {
			w.b.WriteString(`<w:vAlign w:val="center"/>`)
		}
		w.b.WriteString(`</w:tcPr>`)
		c.fill()
		w.b.WriteString(`</w:tc>`)
	}
	w.b.WriteString(`</w:tr>`)
}
