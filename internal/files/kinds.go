package files

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// kind is a kind of file that is taken: its media type, and how its content is known.
type kind struct {
	media string
	fits  func(head []byte) bool
	inZip string // an entry that an archive of this kind has; "" when it is no such archive
	zip   bool
}

func starts(marks ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(marks, func(m string) bool { return bytes.HasPrefix(head, []byte(m)) })
	}
}

// compound is the form of Word, Excel and PowerPoint up to 2003.
var compound = starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

var zipped = starts("PK\x03\x04", "PK\x05\x06")

// kinds are what is taken, by extension. Forms with macros (docm, xlsm) and archives that cannot be looked into (rar, 7z) are not.
var kinds = map[string]kind{
	"pdf":   {media: "application/pdf", fits: func(head []byte) bool { return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) }},
	"doc":   {media: "application/msword", fits: compound},
	"xls":   {media: "application/vnd.ms-excel", fits: compound},
	"ppt":   {media: "application/vnd.ms-powerpoint", fits: compound},
	"docx":  {media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", fits: zipped, zip: true, inZip: "word/"},
	"xlsx":  {media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fits: zipped, zip: true, inZip: "xl/"},
	"pptx":  {media: "application/vnd.openxmlformats-officedocument.presentationml.presentation", fits: zipped, zip: true, inZip: "ppt/"},
	"odt":   {media: "application/vnd.oasis.opendocument.text", fits: zipped, zip: true, inZip: "content.xml"},
	"ods":   {media: "application/vnd.oasis.opendocument.spreadsheet", fits: zipped, zip: true, inZip: "content.xml"},
	"odp":   {media: "application/vnd.oasis.opendocument.presentation", fits: zipped, zip: true, inZip: "content.xml"},
	"rtf":   {media: "application/rtf", fits: starts(`{\rtf`)},
	"txt":   {media: "text/plain", fits: isText},
	"csv":   {media: "text/csv", fits: isText},
	"xml":   {media: "application/xml", fits: isText},
	"edxml": {media: "application/xml", fits: isText}, // a message between document systems (QCVN 102:2016)
	"png":   {media: "image/png", fits: starts("\x89PNG\r\n\x1a\n")},
	"jpg":   {media: "image/jpeg", fits: starts("\xff\xd8\xff")},
	"jpeg":  {media: "image/jpeg", fits: starts("\xff\xd8\xff")},
	"gif":   {media: "image/gif", fits: starts("GIF87a", "GIF89a")},
	"webp":  {media: "image/webp", fits: func(head []byte) bool { return starts("RIFF")(head) && len(head) > 12 && string(head[8:12]) == "WEBP" }},
	"tif":   {media: "image/tiff", fits: starts("II*\x00", "MM\x00*")},
	"tiff":  {media: "image/tiff", fits: starts("II*\x00", "MM\x00*")},
	"heic":  {media: "image/heic", fits: boxed},
	"mp4":   {media: "video/mp4", fits: boxed},
	"m4a":   {media: "audio/mp4", fits: boxed},
	"mp3":   {media: "audio/mpeg", fits: starts("ID3", "\xff\xfb", "\xff\xf3", "\xff\xf2")},
	"zip":   {media: "application/zip", fits: zipped, zip: true},
}

// boxed is the form of MP4 and its kin: the name of the form stands behind four bytes of length.
func boxed(head []byte) bool { return len(head) > 8 && string(head[4:8]) == "ftyp" }

// isText reports whether head begins a text: UTF-8, UTF-16 with its mark, or the old Vietnamese code pages, which have no control
// characters either.
func isText(head []byte) bool {
	if starts("\xff\xfe", "\xfe\xff")(head) {
		return true
	}
	if starts("%PDF-", "GIF8", `{\rtf`, "\xff\xd8\xff", "ID3")(head) { // has its own extension
		return false
	}
	control := bytes.ContainsFunc(bytes.ToValidUTF8(head, nil), func(r rune) bool { return r < 0x20 && !strings.ContainsRune("\t\n\v\f\r\x1b", r) })
	return !control && !program(head) && (utf8.Valid(head) || !bytes.ContainsRune(head, 0))
}

// program reports whether a file begins as a program of Windows, Linux, macOS, Java or a shell does.
func program(head []byte) bool {
	return starts("MZ", "\x7fELF", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "#!", "L\x00\x00\x00\x01\x14\x02\x00")(head)
}

// programs are the extensions that a machine runs when somebody opens the file.
var programs = strings.Fields("exe com scr pif bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp dll sys cpl lnk reg jar app dmg pkg deb rpm apk sh docm xlsm xlam pptm dotm xltm iso img vhd chm scf url")
