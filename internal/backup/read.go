package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// Beginnings of files.
var (
	zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}
	ageMagic  = []byte("age-encryption.org/")
)

// Bounds of what is read, against files made to harm.
const (
	maxWindow = 64 << 20 // of the decompression
	maxJSON   = 4 << 20  // of about.json and manifest.json
)

// visitor is handed what an archive holds, as it is read.
type visitor struct {
	about func(About) error                           // first; nil for nobody
	docs  func(collection string, doc [][]byte) error // documents of one part, which are not kept; nil for nobody
}

// readArchive reads an archive to its end and compares it with its manifest. known is the last migration that this program has.
// Errors: ErrForeign, ErrNewer, ErrTruncated, ErrDamaged, ErrEncrypted, ErrIdentity; those of the visitor.
func readArchive(in io.Reader, keys []age.Identity, known int, v visitor) (Manifest, error) {
	plain, err := opened(bufio.NewReaderSize(in, 1<<20), keys)
	if err != nil {
		return Manifest{}, err
	}
	unpacked, err := zstd.NewReader(plain, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return Manifest{}, fmt.Errorf("decompress: %w", err)
	}
	defer unpacked.Close()
	r := &reader{tar: tar.NewReader(unpacked), known: known, visitor: v}
	if err := r.all(); err != nil {
		return Manifest{}, r.translated(err)
	}
	// The checksum of the compression stands at the very end, and nothing may stand behind it.
	if n, err := io.Copy(io.Discard, unpacked); err != nil || n > 0 {
		return Manifest{}, r.translated(errors.Join(err, fmt.Errorf("%d bytes behind the end: %w", n, ErrDamaged)))
	}
	return r.manifest, nil
}

// opened returns the archive without its encryption.
func opened(in *bufio.Reader, keys []age.Identity) (*bufio.Reader, error) {
	switch begins, err := in.Peek(len(ageMagic)); {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("read: %w", err)
	case bytes.Equal(begins, ageMagic):
		if len(keys) == 0 {
			return nil, ErrEncrypted
		}
		plain, err := age.Decrypt(in, keys...)
		var none *age.NoIdentityMatchError
		switch {
		case errors.As(err, &none):
			return nil, fmt.Errorf("decrypt: %w: %w", ErrIdentity, err)
		case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
			return nil, fmt.Errorf("decrypt: %w: %w", ErrTruncated, err)
		case err != nil:
			return nil, fmt.Errorf("decrypt: %w: %w", ErrDamaged, err)
		}
		return opened(bufio.NewReaderSize(decrypted{plain}, 1<<20), nil)
	case len(begins) < len(zstdMagic) || !bytes.Equal(begins[:len(zstdMagic)], zstdMagic):
		return nil, ErrForeign
	}
	return in, nil
}

// decrypted says what the errors of age mean, wherever they come up.
type decrypted struct{ in io.Reader }

func (d decrypted) Read(p []byte) (int, error) {
	n, err := d.in.Read(p)
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return n, err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return n, fmt.Errorf("decrypt: %w: %w", ErrTruncated, err)
	}
	return n, fmt.Errorf("decrypt: %w: %w", ErrDamaged, err)
}

// reader reads the entries of an archive.
type reader struct {
	visitor

	tar      *tar.Reader
	known    int
	about    *About
	manifest Manifest
	whole    bool // the manifest was read

	sum  *sum // of the collection that is being read
	part int
	sums map[string]Collection
	buf  []byte
}

// translated classifies an error of the archive: one cut off ends in the middle of something, whatever part of it says so.
func (r *reader) translated(err error) error {
	for _, known := range []error{ErrForeign, ErrNewer, ErrTruncated, ErrDamaged, errVisitor} {
		if errors.Is(err, known) {
			return err
		}
	}
	switch {
	case r.about == nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: %w", ErrForeign, err)
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// errVisitor marks what went wrong outside of the archive.
var errVisitor = errors.New("while handing on")

func (r *reader) all() error {
	r.sums = map[string]Collection{}
	for {
		h, err := r.tar.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := r.entry(h); err != nil {
			return fmt.Errorf("%.100q: %w", h.Name, err)
		}
	}
	switch {
	case r.about == nil:
		return ErrForeign
	case !r.whole:
		return ErrTruncated
	}
	return nil
}

func (r *reader) entry(h *tar.Header) error {
	switch {
	case h.Typeflag != tar.TypeReg || r.whole:
		return ErrDamaged // nothing stands behind the manifest
	case r.about == nil:
		if h.Name != aboutName {
			return ErrForeign
		}
		return r.begin(h)
	case h.Name == manifestName:
		return r.end(h)
	}
	return r.documents(h)
}

// begin reads what the archive is.
func (r *reader) begin(h *tar.Header) error {
	raw, err := r.body(h, maxJSON)
	if err != nil {
		return err
	}
	var about About
	if err := json.Unmarshal(raw, &about); err != nil || about.Format < 1 {
		return errors.Join(ErrForeign, err)
	}
	if about.Format > format || about.Schema > r.known {
		return ErrNewer.Arg("program", about.Program)
	}
	r.about = &about
	if r.visitor.about != nil {
		return visited(r.visitor.about(about))
	}
	return nil
}

// body reads one entry.
func (r *reader) body(h *tar.Header, limit int64) ([]byte, error) {
	if h.Size > limit {
		return nil, ErrDamaged
	}
	if int64(cap(r.buf)) < h.Size {
		r.buf = make([]byte, h.Size)
	}
	raw := r.buf[:h.Size]
	_, err := io.ReadFull(r.tar, raw)
	return raw, err
}

// documents reads one part of a collection.
func (r *reader) documents(h *tar.Header) error {
	name := h.Name[:max(0, strings.LastIndexByte(h.Name, '/'))]
	if r.sum == nil || r.sum.name != name {
		if _, again := r.sums[name]; again || name == "" {
			return ErrDamaged
		}
		r.close()
		r.sum, r.part = newSum(name), 0
	}
	r.part++
	if h.Name != partName(name, r.part) {
		return ErrDamaged
	}
	raw, err := r.body(h, maxPart)
	if err != nil {
		return err
	}
	docs, err := split(raw)
	if err != nil {
		return err
	}
	for _, d := range docs {
		r.sum.add(d)
	}
	if r.docs != nil {
		return visited(r.docs(name, docs))
	}
	return nil
}

// visited marks the error of a visitor, so that it is not taken for one of the archive.
func visited(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", errVisitor, err)
}

// split returns the documents that stand one after the other: each begins with its length.
func split(raw []byte) ([][]byte, error) {
	var docs [][]byte
	for len(raw) > 0 {
		if len(raw) < 5 {
			return nil, ErrDamaged
		}
		n := int64(binary.LittleEndian.Uint32(raw))
		if n < 5 || n > int64(len(raw)) || raw[n-1] != 0 {
			return nil, ErrDamaged
		}
		docs, raw = append(docs, raw[:n]), raw[n:]
	}
	return docs, nil
}

// close keeps what a collection came to.
func (r *reader) close() {
	if r.sum != nil {
		r.sums[r.sum.name] = r.sum.collection()
		r.sum = nil
	}
}

// end compares what was read with what the manifest says.
func (r *reader) end(h *tar.Header) error {
	r.close()
	raw, err := r.body(h, maxJSON)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &r.manifest); err != nil {
		return errors.Join(ErrDamaged, err)
	}
	if !reflect.DeepEqual(r.manifest.About, *r.about) {
		return ErrDamaged
	}
	for _, c := range r.manifest.Collections {
		got, there := r.sums[c.Name]
		if !there && c.Count == 0 {
			got = newSum(c.Name).collection()
		}
		if got != c {
			return fmt.Errorf("%s: %d documents with %s, the manifest says %d with %s: %w", c.Name, got.Count, got.SHA256, c.Count, c.SHA256, ErrDamaged.Arg("collection", c.Name))
		}
		delete(r.sums, c.Name)
	}
	if len(r.sums) > 0 {
		return ErrDamaged
	}
	r.whole = true
	return nil
}
