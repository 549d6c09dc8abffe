package edxml

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"congvu/pkg/vncal"
)

// Namespace is that of all elements of the envelope.
const Namespace = "http://www.mic.gov.vn/TBT/QCVN_102_2016"

// Bounds of what is read.
const (
	MaxFiles    = 50       // attachments
	maxDepth    = 24       // elements within each other
	maxElements = 20_000   // of the whole message
	maxText     = 64 << 10 // bytes of an element that is no attachment
	maxUnpacked = 50 << 20 // bytes of an attachment that was packed by the sender
)

// Errors of Read.
var (
	ErrXML       = errors.New("edxml: not well-formed XML in UTF-8")
	ErrDoctype   = errors.New("edxml: document types and entities are refused")
	ErrBounds    = errors.New("edxml: nested too deeply or too large")
	ErrShape     = errors.New("edxml: not a message of QCVN 102:2016")
	ErrStatus    = errors.New("edxml: a report of status, not a document")
	ErrWithdrawn = errors.New("edxml: withdraws a document that was sent before")
)

// Kind is what a message does to what was sent before.
type Kind int

// The kinds, by their codes in the message.
const (
	New     Kind = 0 // văn bản mới
	Update  Kind = 2 // cập nhật
	Replace Kind = 3 // thay thế
)

// Message is a document as it was sent.
type Message struct {
	Kind     Kind
	ID       string // DocumentId of the sender
	From     string // name of the agency
	To       []string
	Number   string     // "2124"
	Notation string     // "UBND-NC"
	Date     vncal.Date // of issue, "" when it cannot be read
	Type     string     // "Công văn"
	Subject  string     // trích yếu
	Priority int        // 0 none, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc, 4 hỏa tốc hẹn giờ
	Due      vncal.Date // "" for none
	Signer   string
	Files    []File
}

// Fault is why an attachment cannot be read.
type Fault string

// The faults of attachments.
const (
	Missing  Fault = "missing"  // listed, but not in the message
	Unlisted Fault = "unlisted" // in the message, but not listed
	Encoding Fault = "encoding" // not base64
	Packed   Fault = "packed"   // packed in a way that is damaged, or made to harm
)

// File is an attachment.
type File struct {
	Name  string
	Data  []byte
	Fault Fault // "" for none
}

// node is an element with what is in it.
type node struct {
	name     xml.Name
	text     []byte
	attrs    []xml.Attr
	children []*node
}

// one returns the child of a name, an empty one when there is none; two are a fault.
func (n *node) one(name string, fault *error) *node {
	var found *node
	for _, c := range n.children {
		if c.name.Local != name {
			continue
		}
		if found != nil {
			*fault = ErrShape
		}
		found = c
	}
	if found == nil {
		return &node{}
	}
	return found
}

func (n *node) all(name string) []*node {
	return slices.DeleteFunc(slices.Clone(n.children), func(c *node) bool { return c.name.Local != name })
}

func (n *node) words() string { return strings.Join(strings.Fields(string(n.text)), " ") }

// Read reads a message. Errors: those above; an attachment that cannot be read is no error but says why.
func Read(data []byte) (Message, error) {
	root, err := parse(data)
	if err != nil {
		return Message{}, err
	}
	if root.name.Local != "edXML" || root.name.Space != Namespace {
		return Message{}, ErrShape
	}
	var fault error
	envelope := root.one("edXMLEnvelope", &fault)
	header := envelope.one("edXMLHeader", &fault)
	head := header.one("MessageHeader", &fault)
	switch {
	case fault != nil:
		return Message{}, fault
	case len(header.all("Status")) > 0 || len(head.all("ResponseFor")) > 0 && len(head.all("Code")) == 0:
		return Message{}, ErrStatus
	case envelope.name.Space != Namespace || head.name.Local == "":
		return Message{}, ErrShape
	}
	code, issued := head.one("Code", &fault), head.one("PromulgationInfo", &fault)
	m := Message{
		ID: head.one("DocumentId", &fault).words(), From: head.one("From", &fault).one("OrganName", &fault).words(),
		Number: code.one("CodeNumber", &fault).words(), Notation: code.one("CodeNotation", &fault).words(),
		Date: day(issued.one("PromulgationDate", &fault).words()), Type: head.one("DocumentType", &fault).one("TypeName", &fault).words(),
		Subject: head.one("Subject", &fault).words(), Due: day(head.one("DueDate", &fault).words()),
		Signer: head.one("SignerInfo", &fault).one("FullName", &fault).words(),
	}
	for _, to := range head.all("To") {
		m.To = append(m.To, to.one("OrganName", &fault).words())
	}
	if m.Subject == "" {
		m.Subject = head.one("Content", &fault).words()
	}
	if p := head.one("OtherInfo", &fault).one("Priority", &fault).words(); len(p) == 1 && p >= "0" && p <= "4" {
		m.Priority = int(p[0] - '0')
	}
	switch header.one("TraceHeaderList", &fault).one("Bussiness", &fault).one("BussinessDocType", &fault).words() { // so spelt by the standard
	case "1":
		return Message{}, ErrWithdrawn
	case "2":
		m.Kind = Update
	case "3":
		m.Kind = Replace
	}
	listed := envelope.one("edXMLBody", &fault).one("edXMLManifest", &fault).all("Reference")
	sent := root.one("AttachmentEncoded", &fault).all("Attachment")
	switch {
	case fault != nil:
		return Message{}, fault
	case m.Number == "" && m.Notation == "" && m.Subject == "":
		return Message{}, ErrShape
	case len(listed) > MaxFiles || len(sent) > MaxFiles:
		return Message{}, ErrBounds
	}
	m.Files, err = attached(listed, sent)
	return m, err
}

// parse reads the elements.
func parse(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	d.Strict, d.Entity = true, nil
	var root *node
	var open []*node
	for n := 0; ; {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && root != nil && len(open) == 0:
			return root, nil
		case err != nil:
			return nil, ErrXML
		}
		switch t := token.(type) {
		case xml.Directive:
			return nil, ErrDoctype
		case xml.StartElement:
			if n++; n > maxElements || len(open) == maxDepth {
				return nil, ErrBounds
			}
			made := &node{name: t.Name, attrs: slices.Clone(t.Attr)}
			switch {
			case len(open) > 0:
				above := open[len(open)-1]
				above.children = append(above.children, made)
			case root == nil:
				root = made
			default:
				return nil, ErrXML
			}
			open = append(open, made)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 0 {
				if len(bytes.TrimSpace(t)) > 0 {
					return nil, ErrXML
				}
				continue
			}
			at := open[len(open)-1]
			if at.text = append(at.text, t...); len(at.text) > maxText && at.name.Local != "ContentTransferEncoded" {
				return nil, ErrBounds
			}
		}
	}
}

// attached joins what is listed with what is sent.
func attached(listed, sent []*node) ([]File, error) {
	var fault error
	id := func(n *node) string {
		text := n.one("ContentId", &fault).words()
		for _, a := range n.attrs {
			if text == "" && a.Name.Local == "href" {
				text = a.Value
			}
		}
		return strings.TrimPrefix(text, "cid:")
	}
	content := map[string]*node{}
	for _, s := range sent {
		if _, twice := content[id(s)]; twice {
			return nil, ErrShape
		}
		content[id(s)] = s
	}
	files := []File{}
	for _, l := range listed {
		f := File{Name: l.one("AttachmentName", &fault).words()}
		s, ok := content[id(l)]
		if !ok {
			f.Fault = Missing
			files = append(files, f)
			continue
		}
		delete(content, id(l))
		if f.Name == "" {
			f.Name = s.one("AttachmentName", &fault).words()
		}
		f.decode(s.one("ContentTransferEncoded", &fault).text)
		files = append(files, f)
	}
	for _, s := range sent { // in their order
		if _, left := content[id(s)]; left {
			files = append(files, File{Name: s.one("AttachmentName", &fault).words(), Fault: Unlisted})
		}
	}
	return files, fault
}

// zipped are the extensions of forms that are archives themselves.
var zipped = strings.Fields(".zip .docx .xlsx .pptx .odt .ods .odp")

// decode reads the content of f. Some senders pack each file alone into an archive.
func (f *File) decode(text []byte) {
	plain := bytes.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, text)
	data := make([]byte, base64.StdEncoding.DecodedLen(len(plain)))
	n, err := base64.StdEncoding.Strict().Decode(data, plain)
	if err != nil || n == 0 {
		f.Fault = Encoding
		return
	}
	f.Data = data[:n]
	if bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) && !slices.Contains(zipped, strings.ToLower(path.Ext(f.Name))) {
		f.unpack()
	}
}

// unpack takes the one file out of the archive that f is.
func (f *File) unpack() {
	packed := f.Data
	f.Data, f.Fault = nil, Packed
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil || len(z.File) != 1 || z.File[0].UncompressedSize64 > maxUnpacked {
		return
	}
	r, err := z.File[0].Open()
	if err != nil {
		return
	}
	defer r.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(r, maxUnpacked+1))
	if err != nil || len(data) > maxUnpacked || len(data) == 0 {
		return
	}
	f.Data, f.Fault = data, ""
}

var (
	yearFirst = regexp.MustCompile(`^(\d{4})[/-](\d{2})[/-](\d{2})(?:[T ].*)?$`)
	dayFirst  = regexp.MustCompile(`^(\d{2})[/-](\d{2})[/-](\d{4})(?: .*)?$`)
)

// day reads a day as the standard writes it, year first, or as people do.
func day(text string) vncal.Date {
	var d vncal.Date
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		d = vncal.Date(m[1] + "-" + m[2] + "-" + m[3])
	} else if m := dayFirst.FindStringSubmatch(text); m != nil {
		d = vncal.Date(m[3] + "-" + m[2] + "-" + m[1])
	}
	if !d.Valid() {
		return ""
	}
	return d
}
