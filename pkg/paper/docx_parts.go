package paper

import (
	"fmt"
	"time"
)

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + partOf + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + partOf + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + partOf + `settings+xml"/>` +
	`<Override PartName="/word/first.xml" ContentType="` + partOf + `header+xml"/>` +
	`<Override PartName="/word/number.xml" ContentType="` + partOf + `header+xml"/>` +
	`<Override PartName="/word/foot.xml" ContentType="` + partOf + `footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const rootRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const docRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relType + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relType + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relType + `header" Target="first.xml"/>` +
	`<Relationship Id="rId4" Type="` + relType + `header" Target="number.xml"/>` +
	`<Relationship Id="rId5" Type="` + relType + `footer" Target="foot.xml"/></Relationships>`

const styles = xmlHead + `<w:styles ` + nsW + `><w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="` + typeface + `" w:hAnsi="` + typeface + `" w:eastAsia="` + typeface + `" w:cs="` + typeface + `"/>` +
	`<w:sz w:val="26"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`

const settings = xmlHead + `<w:settings ` + nsW + `><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// pageNumber is the head of every page but the first: its number, centred.
const pageNumber = xmlHead + `<w:hdr ` + nsW + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
	`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`

// core says what the file is.
func (d Document) core() string {
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(d.Title) + `</dc:title><dc:creator>Công Vụ</dc:creator>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + d.At.UTC().Format(time.RFC3339) + `</dcterms:created></cp:coreProperties>`
}

// foot is the small line at the foot of every page.
func (d Document) foot() string {
	text := func(s string) string {
		return fmt.Sprintf(`<w:r><w:rPr><w:sz w:val="%d"/></w:rPr>%s</w:r>`, int(footSize*2), s)
	}
	if d.Foot == (Foot{}) {
		return xmlHead + `<w:ftr ` + nsW + `><w:p/></w:ftr>`
	}
	return xmlHead + `<w:ftr ` + nsW + `><w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="2" w:space="1" w:color="auto"/></w:pBdr>` +
		fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs></w:pPr>`, twips(d.width())) +
		text(`<w:t xml:space="preserve">`+escape(d.Foot.Left)+`</w:t>`) + text(`<w:tab/>`) +
		text(`<w:t xml:space="preserve">`+escape(d.Foot.Right)+`</w:t>`) + `</w:p></w:ftr>`
}

// section ends the body: paper, margins, and what stands in them.
func (d Document) section() string {
	w, h := d.size()
	orient := ""
	if d.Landscape {
		orient = ` w:orient="landscape"`
	}
	return `<w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:headerReference w:type="default" r:id="rId4"/>` +
		`<w:footerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId5"/>` +
		fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"%s/>`, twips(w), twips(h), orient) +
		fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
			twips(top), twips(right), twips(bottom), twips(left), twips(8*mm), twips(8*mm)) +
		`<w:titlePg/></w:sectPr>`
}
