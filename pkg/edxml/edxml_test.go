package edxml

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// message is one as the standard writes it, with one file; more goes behind the header.
func message(name, content string) string {
	return `<?xml version="1.0" encoding="utf-8"?><edXML xmlns="` + Namespace + `"><edXML:edXMLEnvelope xmlns:edXML="` + Namespace + `">
<edXML:edXMLHeader><edXML:MessageHeader>
<edXML:From><edXML:OrganId>000.00.02.H01</edXML:OrganId><edXML:OrganName>Bộ Nội vụ</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganId>000.00.00.H47</edXML:OrganId><edXML:OrganName>UBND tỉnh Quảng Nam</edXML:OrganName></edXML:To>
<edXML:Code><edXML:CodeNumber>2124</edXML:CodeNumber><edXML:CodeNotation>BNV-CCHC</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Hà Nội</edXML:Place><edXML:PromulgationDate>2026/10/21</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:Type>18</edXML:Type><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType>
<edXML:Subject>V/v rà soát thủ tục &amp; biểu mẫu</edXML:Subject><edXML:DueDate>2026/11/02</edXML:DueDate>
<edXML:SignerInfo><edXML:FullName>Nguyễn Văn A</edXML:FullName></edXML:SignerInfo>
<edXML:OtherInfo><edXML:Priority>1</edXML:Priority></edXML:OtherInfo>
<edXML:DocumentId>000.00.02.H01,2026/10/21,2124/BNV-CCHC</edXML:DocumentId></edXML:MessageHeader>
<edXML:TraceHeaderList><edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness></edXML:TraceHeaderList></edXML:edXMLHeader>
<edXML:edXMLBody><edXML:edXMLManifest><edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:f1"><edXML:AttachmentName>` + name + `</edXML:AttachmentName><edXML:ContentId>cid:f1</edXML:ContentId></edXML:Reference></edXML:edXMLManifest></edXML:edXMLBody>
</edXML:edXMLEnvelope><AttachmentEncoded><Attachment><ContentId>f1</ContentId><ContentTransferEncoded>` + content + `</ContentTransferEncoded><AttachmentName>` + name + `</AttachmentName></Attachment></AttachmentEncoded></edXML>`
}

func coded(data string) string { return base64.StdEncoding.EncodeToString([]byte(data)) }

// packed is data alone in an archive.
func packed(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, data := range files {
		f, err := w.Create(fmt.Sprintf("%d.pdf", i))
		if err == nil {
			_, err = f.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return coded(b.String())
}

func TestRead(t *testing.T) {
	t.Parallel()
	m, err := Read([]byte(message("cv.pdf", coded("%PDF-1.7"))))
	if err != nil {
		t.Fatal(err)
	}
	if m.From != "Bộ Nội vụ" || m.Number != "2124" || m.Notation != "BNV-CCHC" || m.Date != "2026-10-21" || m.Type != "Công văn" || m.Priority != 1 ||
		m.Subject != "V/v rà soát thủ tục & biểu mẫu" || m.Due != "2026-11-02" || len(m.To) != 1 || m.Kind != New || m.Signer != "Nguyễn Văn A" {
		t.Errorf("%+v", m)
	}
	if len(m.Files) != 1 || m.Files[0].Name != "cv.pdf" || string(m.Files[0].Data) != "%PDF-1.7" || m.Files[0].Fault != "" {
		t.Errorf("%+v", m.Files)
	}
	if m, err := Read([]byte(message("cv.pdf", packed(t, "%PDF-1.7")))); err != nil || string(m.Files[0].Data) != "%PDF-1.7" {
		t.Errorf("packed alone: %+v, %v", m.Files, err)
	}
	if m, err := Read([]byte(strings.Replace(message("a", ""), ">0</edXML:BussinessDocType", ">3</edXML:BussinessDocType", 1))); err != nil || m.Kind != Replace {
		t.Errorf("replaces: %v, %v", m.Kind, err)
	}
}

// TestForged: what is made to harm, or is no such message, is refused, and a file that cannot be read says why.
func TestForged(t *testing.T) {
	t.Parallel()
	good := message("cv.pdf", coded("%PDF-1.7"))
	with := func(old, next string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("nothing like %s", old)
		}
		return strings.Replace(good, old, next, 1)
	}
	for name, tc := range map[string]struct {
		data string
		want error
	}{
		"nothing":               {"", ErrXML},
		"no XML":                {"%PDF-1.7", ErrXML},
		"cut off":               {good[:len(good)-20], ErrXML},
		"two roots":             {good + strings.TrimPrefix(good, `<?xml version="1.0" encoding="utf-8"?>`), ErrXML},
		"an external entity":    {with("<edXML ", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><edXML `), ErrDoctype},
		"a billion laughs":      {with("<edXML ", `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><edXML `), ErrDoctype},
		"an unknown entity":     {with("&amp;", "&e;"), ErrXML},
		"another code page":     {with(`encoding="utf-8"`, `encoding="windows-1258"`), ErrXML},
		"too deep":              {with("<edXML:Subject>", "<edXML:Subject>"+strings.Repeat("<a>", 30)+strings.Repeat("</a>", 30)), ErrBounds},
		"too many elements":     {with("<edXML:Subject>", strings.Repeat("<a/>", maxElements)+"<edXML:Subject>"), ErrBounds},
		"a text without end":    {with("V/v", strings.Repeat("v", maxText+1)), ErrBounds},
		"too many files":        {with("</AttachmentEncoded>", strings.Repeat("<Attachment/>", MaxFiles)+"</AttachmentEncoded>"), ErrBounds},
		"another namespace":     {strings.ReplaceAll(good, Namespace, "http://example.vn"), ErrShape},
		"no header":             {`<edXML xmlns="` + Namespace + `"/>`, ErrShape},
		"two numbers":           {with("<edXML:Subject>", "<edXML:Code/><edXML:Subject>"), ErrShape},
		"two files of one name": {with("</AttachmentEncoded>", "<Attachment><ContentId>f1</ContentId></Attachment></AttachmentEncoded>"), ErrShape},
		"a report of status":    {with("<edXML:MessageHeader>", "<edXML:Status/><edXML:MessageHeader>"), ErrStatus},
		"withdrawn":             {with(">0</edXML:BussinessDocType", ">1</edXML:BussinessDocType"), ErrWithdrawn},
	} {
		if _, err := Read([]byte(tc.data)); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	for name, tc := range map[string]struct {
		data string
		want Fault
	}{
		"no base64":       {message("cv.pdf", "***"), Encoding},
		"empty":           {message("cv.pdf", ""), Encoding},
		"two packed":      {message("cv.pdf", packed(t, "a", "b")), Packed},
		"a broken pack":   {message("cv.pdf", coded("PK\x03\x04 nothing")), Packed},
		"a bomb":          {message("cv.pdf", packed(t, strings.Repeat("0", maxUnpacked+1))), Packed},
		"not sent":        {strings.Replace(good, "<ContentId>f1<", "<ContentId>f2<", 1), Missing},
		"word stays word": {message("cv.docx", packed(t, "a", "b")), ""},
	} {
		m, err := Read([]byte(tc.data))
		if err != nil || len(m.Files) == 0 || m.Files[0].Fault != tc.want {
			t.Errorf("%s: %+v, %v", name, m.Files, err)
		}
	}
	if m, _ := Read([]byte(strings.Replace(good, "<ContentId>f1<", "<ContentId>f2<", 1))); len(m.Files) != 2 || m.Files[1].Fault != Unlisted {
		t.Errorf("not listed: %+v", m.Files)
	}
}

// FuzzRead: whatever comes, it is read or refused.
func FuzzRead(f *testing.F) {
	f.Add([]byte(message("cv.pdf", coded("%PDF-1.7"))))
	f.Add([]byte(`<edXML xmlns="` + Namespace + `"><a/></edXML>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Read(data); err == nil && len(m.Files) > 2*MaxFiles {
			t.Errorf("%d files", len(m.Files))
		}
	})
}
