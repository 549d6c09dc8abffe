package files

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"congvu/internal/errs"
)

// packed is an archive of entries with the same content.
func packed(t *testing.T, content []byte, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// claiming is an archive whose list says of every entry that it unpacks to size bytes.
func claiming(raw []byte, size uint32) []byte {
	raw = bytes.Clone(raw)
	for i := 0; ; {
		at := bytes.Index(raw[i:], []byte("PK\x01\x02"))
		if at < 0 {
			return raw
		}
		binary.LittleEndian.PutUint32(raw[i+at+24:], size)
		i += at + 4
	}
}

// TestArchive: archives are looked into by their list alone; each way to do harm is refused.
func TestArchive(t *testing.T) {
	good := packed(t, []byte("nội dung"), "word/document.xml", "[Content_Types].xml")
	for name, tc := range map[string]struct {
		raw  []byte
		want string
		err  error
	}{
		"Word":                {good, "word/", nil},
		"Word called Excel":   {good, "xl/", ErrContent},
		"any":                 {good, "", nil},
		"cut off":             {good[:len(good)-10], "", ErrArchive},
		"no archive":          {[]byte("PK\x03\x04 nothing else"), "", ErrArchive},
		"a way out":           {packed(t, nil, "a/../../etc/passwd"), "", ErrArchive},
		"a way out, Windows":  {packed(t, nil, `a\..\..\x`), "", ErrArchive},
		"from the root":       {packed(t, nil, "/etc/passwd"), "", ErrArchive},
		"a drive":             {packed(t, nil, `C:\x.txt`), "", ErrArchive},
		"a program":           {packed(t, nil, "tài liệu/báo cáo.pdf.EXE"), "", ErrProgram},
		"a macro":             {packed(t, nil, "word/document.xml", "word/vbaProject.bin"), "word/", ErrProgram},
		"a bomb":              {claiming(packed(t, make([]byte, 1000), "a"), 1<<30), "", ErrArchive},
		"a large bomb":        {claiming(packed(t, make([]byte, 1000), "a"), 3<<30), "", ErrArchive},
		"many that are one":   {claiming(packed(t, make([]byte, 1000), "a", "b", "c"), 1<<30), "", ErrArchive},
		"well packed, but no": {claiming(packed(t, make([]byte, 1000), "a"), 60<<20), "", nil},
	} {
		if err := checkArchive(bytes.NewReader(tc.raw), int64(len(tc.raw)), tc.want); !errors.Is(err, tc.err) {
			t.Errorf("%s: %v, want %v", name, err, tc.err)
		}
	}
}

// counting counts what is read through it.
type counting struct {
	io.ReaderAt
	n int
}

func (c *counting) ReadAt(p []byte, at int64) (int, error) {
	c.n += len(p)
	return c.ReaderAt.ReadAt(p, at)
}

// TestLongList: of a list of very many names only the beginning is read, before it is refused.
func TestLongList(t *testing.T) {
	t.Parallel()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := range 80_000 {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%060d.txt", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r := &counting{ReaderAt: bytes.NewReader(buf.Bytes())}
	if err := checkArchive(r, int64(buf.Len()), ""); !errors.Is(err, ErrArchive) || r.n > maxList {
		t.Errorf("%v after %d bytes of %d", err, r.n, buf.Len())
	}
}

// TestKinds: the content of a file is what its extension says.
func TestKinds(t *testing.T) {
	heads := map[string]string{
		"pdf": "%PDF-1.7\n", "docx": "PK\x03\x04", "doc": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "png": "\x89PNG\r\n\x1a\n", "jpg": "\xff\xd8\xff\xe0",
		"gif": "GIF89a", "webp": "RIFF\x00\x00\x00\x00WEBPVP8 ", "rtf": `{\rtf1`, "mp4": "\x00\x00\x00\x18ftypmp42", "txt": "Kính gửi: Sở Nội vụ\r\n",
	}
	for ext := range heads {
		for other, head := range heads {
			if got := kinds[ext].fits([]byte(head)); got != (ext == other) {
				t.Errorf("%s in .%s: %t", other, ext, got)
			}
		}
		for _, head := range []string{"MZ\x90\x00", "\x7fELF\x02", "#!/bin/sh\n"} {
			if !program([]byte(head)) || kinds[ext].fits([]byte(head)) {
				t.Errorf("a program is taken as .%s: %q", ext, head)
			}
		}
	}
}

// TestName: what a file may be called.
func TestName(t *testing.T) {
	for name, want := range map[string]error{
		"Dự thảo lần 2.docx":              nil,
		"  BIỂU PHÍ.XLSX ":                nil,
		"":                                ErrInput,
		"../../etc/passwd.txt":            ErrInput,
		`C:\x.pdf`:                        ErrInput,
		".htaccess.txt":                   ErrInput,
		"a\x00.pdf":                       ErrInput,
		"a\r\nSet-Cookie: x.pdf":          ErrInput,
		"gpj\u202efdp.exe.pdf":            ErrInput, // turns the direction of writing
		"a\u200b.pdf":                     ErrInput,
		strings.Repeat("ă", 150) + ".pdf": ErrInput,
		"a.exe":                           ErrKind,
		"a.pdf.exe":                       ErrKind,
		"a.docm":                          ErrKind,
		"a.html":                          ErrKind,
		"a.svg":                           ErrKind,
		"pdf":                             ErrKind,
	} {
		if _, err := nameOf(name); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
		if _, err := nameOf(name); err != nil && len(errs.As(err).Fields) == 0 {
			t.Errorf("%q: no field is named", name)
		}
	}
}

// TestVerdict: what a scanner says that is not plainly good is never good.
func TestVerdict(t *testing.T) {
	for reply, want := range map[string]string{"stream: OK\x00": "", "stream: Eicar-Test-Signature FOUND\x00": "Eicar-Test-Signature"} {
		if got, err := verdict(reply); err != nil || got != want {
			t.Errorf("%q: %q, %v", reply, got, err)
		}
	}
	for _, reply := range []string{"", "OK", "stream: ", "INSTREAM size limit exceeded. ERROR\x00", "stream:  FOUND"} {
		if got, err := verdict(reply); err == nil {
			t.Errorf("%q is taken for %q", reply, got)
		}
	}
}

var _ io.ReaderAt = (*parts)(nil)
