package files

import (
	"context"
	"errors"
	"io"

	"congvu/internal/errs"
)

// errDamaged says that a part of a file that was finished is not there any more.
var errDamaged = errors.New("a part of the file is missing")

// parts reads a file part by part: it never holds more than one. It is for one reader.
type parts struct {
	ctx   context.Context //nolint:containedctx // a reader outlives the request that opens it, and io.Reader takes none
	store store
	file  File
	at    int64
	n     int // the part that is held, -1 for none
	data  []byte
}

func newParts(ctx context.Context, s store, f File) *parts {
	return &parts{ctx: ctx, store: s, file: f, n: -1}
}

// hold reads part n unless it is held.
func (p *parts) hold(n int) error {
	if p.n == n {
		return nil
	}
	data, err := p.store.Part(p.ctx, p.file.ID, n)
	if errors.Is(err, errs.ErrNotFound) || err == nil && len(data) != p.file.lengthOf(n) {
		return errDamaged
	}
	if err != nil {
		return err
	}
	p.n, p.data = n, data
	return nil
}

// ReadAt is io.ReaderAt.
func (p *parts) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errors.New("negative offset")
	}
	done := 0
	for done < len(b) && off < p.file.Size {
		if err := p.hold(int(off / PartBytes)); err != nil {
			return done, err
		}
		n := copy(b[done:], p.data[off%PartBytes:])
		done, off = done+n, off+int64(n)
	}
	if done < len(b) {
		return done, io.EOF
	}
	return done, nil
}

// Read is io.Reader.
func (p *parts) Read(b []byte) (int, error) {
	if p.at >= p.file.Size {
		return 0, io.EOF
	}
	n, err := p.ReadAt(b, p.at)
	p.at += int64(n)
	if n > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

// Close is io.Closer.
func (p *parts) Close() error {
	p.data, p.n = nil, -1
	return nil
}
