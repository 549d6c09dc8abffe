package files

import (
	"archive/zip"
	"io"
	"path"
	"slices"
	"strings"
)

// Bounds of what an archive may say of itself.
const (
	maxEntries  = 10_000
	maxUnpacked = 2 << 30 // bytes of all entries
	maxRatio    = 200     // unpacked to packed, of what unpacks to more than easyBytes: text packs to a tenth, a bomb to a thousandth
	easyBytes   = 64 << 20
	maxList     = 4 << 20 // bytes of the list of entries that are read: a list of a million names would fill the memory first
)

// sparing reads no more than it has left.
type sparing struct {
	r    io.ReaderAt
	left int64
}

func (s *sparing) ReadAt(p []byte, at int64) (int, error) {
	if s.left -= int64(len(p)); s.left < 0 {
		return 0, ErrArchive
	}
	return s.r.ReadAt(p, at)
}

// checkArchive looks into an archive without unpacking it: from its list of entries alone. Errors: ErrArchive for one that cannot
// be read, unpacks to far more than it is, has entries over one another, or names with a way out of the folder; ErrProgram for
// one that holds a program; ErrContent for one without want.
func checkArchive(r io.ReaderAt, size int64, want string) error {
	z, err := zip.NewReader(&sparing{r, maxList}, size)
	if err != nil {
		return ErrArchive
	}
	if len(z.File) > maxEntries {
		return ErrArchive
	}
	var packed, unpacked uint64
	found := want == ""
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if path.IsAbs(name) || strings.Contains(name, ":") || slices.Contains(strings.Split(name, "/"), "..") || strings.ContainsRune(name, 0) {
			return ErrArchive
		}
		if slices.Contains(programs, extension(name)) || strings.EqualFold(path.Base(name), "vbaProject.bin") {
			return ErrProgram
		}
		found = found || strings.HasPrefix(name, want)
		if f.CompressedSize64 > uint64(size) || f.UncompressedSize64 > maxUnpacked {
			return ErrArchive
		}
		packed, unpacked = packed+f.CompressedSize64, unpacked+f.UncompressedSize64
	}
	switch {
	case packed > uint64(size): // entries share their bytes: the quine kind of bomb
		return ErrArchive
	case unpacked > maxUnpacked || unpacked > easyBytes && unpacked > maxRatio*max(packed, 1):
		return ErrArchive
	case !found:
		return ErrContent
	}
	return nil
}
