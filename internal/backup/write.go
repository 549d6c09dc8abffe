package backup

import (
	"archive/tar"
	"encoding/json"
	"fmt"
	"io"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// partBytes is how long a part of a collection may grow before it is written; the document that passes it is still in it.
const partBytes = 8 << 20

// maxPart bounds a part when it is read: a document has 16 MiB at most.
const maxPart = partBytes + 17<<20

// writer writes an archive.
type writer struct {
	tar     *tar.Writer
	closers []io.Closer // outermost last
	about   About
	done    []Collection

	sum  *sum // of the collection that is being written
	part int
	buf  []byte
}

// newWriter begins an archive on out, encrypted when there are recipients.
func newWriter(out io.Writer, about About, to []age.Recipient) (*writer, error) {
	w := &writer{about: about}
	if len(to) > 0 {
		sealed, err := age.Encrypt(out, to...)
		if err != nil {
			return nil, fmt.Errorf("encrypt: %w", err)
		}
		w.closers = append(w.closers, sealed)
		out = sealed
	}
	packed, err := zstd.NewWriter(out, zstd.WithEncoderCRC(true), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	w.closers = append(w.closers, packed)
	w.tar = tar.NewWriter(packed)
	return w, w.json(aboutName, about)
}

// Names of the entries that are no documents.
const (
	aboutName    = "about.json"
	manifestName = "manifest.json"
)

// entry writes one file of the archive.
func (w *writer) entry(name string, data []byte) error {
	if err := w.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: int64(len(data)), ModTime: w.about.At}); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if _, err := w.tar.Write(data); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func (w *writer) json(name string, v any) error {
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return w.entry(name, append(raw, '\n'))
}

// begin begins a collection.
func (w *writer) begin(name string) { w.sum, w.part, w.buf = newSum(name), 0, w.buf[:0] }

// add writes a document of the collection.
func (w *writer) add(doc []byte) error {
	w.sum.add(doc)
	w.buf = append(w.buf, doc...)
	if len(w.buf) < partBytes {
		return nil
	}
	return w.flush()
}

func (w *writer) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	w.part++
	err := w.entry(partName(w.sum.name, w.part), w.buf)
	w.buf = w.buf[:0]
	return err
}

func partName(collection string, n int) string { return fmt.Sprintf("%s/%06d.bson", collection, n) }

// end ends the collection.
func (w *writer) end() error {
	w.done = append(w.done, w.sum.collection())
	return w.flush()
}

// finish writes the manifest and ends the archive.
func (w *writer) finish() (Manifest, error) {
	m := Manifest{About: w.about, Collections: w.done}
	if err := w.json(manifestName, m); err != nil {
		return m, err
	}
	if err := w.tar.Close(); err != nil {
		return m, fmt.Errorf("end the archive: %w", err)
	}
	for i := len(w.closers) - 1; i >= 0; i-- {
		if err := w.closers[i].Close(); err != nil {
			return m, fmt.Errorf("end the archive: %w", err)
		}
	}
	return m, nil
}
